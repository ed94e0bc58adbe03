//! From numbers and a design to futures.

use crate::correlation::{Block, blocks};
use crate::stream::{Purpose, Stream};
use crate::{Correlation, Design, Drawn, Misfit, Number, Table, correlate, effects, sobol};

/// Draws futures. The same numbers, correlations, design and seed give the same bytes, in whatever order numbers and
/// correlations come.
///
/// # Errors
/// Everything that keeps them from being drawn, each a sentence.
pub fn draw(
    numbers: &[Number],
    correlations: &[Correlation],
    design: &Design,
    seed: u64,
) -> Result<Drawn, Vec<Misfit>> {
    let mut sorted: Vec<&Number> = numbers.iter().collect();
    sorted.sort_by(|one, other| one.id().cmp(other.id()));
    let ids: Vec<&str> = sorted.iter().map(|number| number.id()).collect();

    let mut faults = Vec::new();
    if ids.is_empty() {
        faults.push(Misfit::NoNumbers);
    }
    let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
    faults.extend(twice.map(|pair| Misfit::NumberTwice { id: pair[0].to_owned() }));
    let blocks = blocks(&ids, correlations, &mut faults);
    design.faults(numbers, &ids, &mut faults);
    allow(design, &blocks, &ids, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }

    let mut weights = None;
    let values = match design {
        Design::MonteCarlo { members } => {
            let mut columns: Vec<Vec<f64>> = ids.iter().map(|id| by_chance(id, *members, seed)).collect();
            for block in &blocks {
                correlate::by_factor(block, &mut columns);
            }
            by_member(&sorted, &columns)
        }
        Design::LatinHypercube { members } => {
            let mut columns: Vec<Vec<f64>> = ids.iter().map(|id| by_stratum(id, *members, seed)).collect();
            for block in &blocks {
                correlate::by_rank(block, &mut columns);
            }
            by_member(&sorted, &columns)
        }
        Design::Sobol { members } => {
            let mut columns = by_sequence(&ids, 0, *members, seed, Purpose::Scramble)?;
            for block in &blocks {
                correlate::by_factor(block, &mut columns);
            }
            by_member(&sorted, &columns)
        }
        Design::Grid { points } => {
            let (values, shares) = grid(&sorted, *points);
            weights = shares;
            values
        }
        Design::Saltelli { base, second_order } => {
            let a = by_sequence(&ids, 0, *base, seed, Purpose::Scramble)?;
            let b = by_sequence(&ids, ids.len(), *base, seed, Purpose::ScrambleAgain)?;
            effects::saltelli(&by_member(&sorted, &a), &by_member(&sorted, &b), ids.len(), *second_order)
        }
        Design::Morris { trajectories, levels } => effects::morris(&sorted, *trajectories, *levels, seed),
        Design::Table(table) => by_hand(table, &ids),
    };
    Ok(Drawn { ids: ids.into_iter().map(str::to_owned).collect(), values, weights })
}

/// Whether the design can draw what hangs together.
fn allow(design: &Design, blocks: &[Block], ids: &[&str], faults: &mut Vec<Misfit>) {
    for block in blocks {
        let [one, other, ..] = block.numbers.as_slice() else { continue };
        if let Some((design, why)) = design.refuses_correlations() {
            let (one, other) = (ids[*one].to_owned(), ids[*other].to_owned());
            faults.push(Misfit::CorrelationsRefused { design, one, other, why });
        }
        // With no more members than numbers their ranks are tied by themselves.
        if let Design::LatinHypercube { members } = design
            && *members > 0
            && *members < block.numbers.len() + 2
        {
            let (id, others) = (ids[*one].to_owned(), block.numbers.len() - 1);
            faults.push(Misfit::TooFewToCorrelate { members: *members, id, others });
        }
    }
}

fn by_chance(id: &str, members: usize, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Value, id);
    (0..members).map(|_| stream.share()).collect()
}

/// Nothing is drawn from so little of a stratum on either side.
const MARGIN: f64 = 1e-5;

fn by_stratum(id: &str, members: usize, seed: u64) -> Vec<f64> {
    let order = Stream::new(seed, Purpose::Order, id).order(members);
    let mut stream = Stream::new(seed, Purpose::Value, id);
    let within = order.into_iter().map(|stratum| {
        let place = MARGIN + (1.0 - 2.0 * MARGIN) * stream.share();
        (stratum as f64 + place) / members as f64
    });
    within.collect()
}

fn by_sequence(
    ids: &[&str],
    first: usize,
    members: usize,
    seed: u64,
    purpose: Purpose,
) -> Result<Vec<Vec<f64>>, Vec<Misfit>> {
    let columns = ids
        .iter()
        .zip(first..)
        .map(|(id, dimension)| sobol::points(dimension, members, &mut Stream::new(seed, purpose, id)));
    columns.collect::<Option<_>>().ok_or_else(|| vec![Misfit::TooManyDimensions { needed: first + ids.len() }])
}

/// Shares by number as values by member.
fn by_member(numbers: &[&Number], columns: &[Vec<f64>]) -> Vec<f64> {
    let width = numbers.len();
    let mut values = vec![0.0; width * columns.first().map_or(0, Vec::len)];
    for (at, (number, column)) in numbers.iter().zip(columns).enumerate() {
        for (row, share) in values.chunks_exact_mut(width).zip(column) {
            row[at] = number.value(*share);
        }
    }
    values
}

/// Every combination, the last number changing fastest, and what each stands for if they differ.
fn grid(numbers: &[&Number], points: usize) -> (Vec<f64>, Option<Vec<f64>>) {
    let axes: Vec<Vec<(f64, f64)>> = numbers
        .iter()
        .map(|number| number.grid(points).into_iter().map(|(share, weight)| (number.value(share), weight)).collect())
        .collect();
    let members: usize = axes.iter().map(Vec::len).product();
    let alike = axes.iter().all(|axis| axis.iter().all(|(_, weight)| (weight - axis[0].1).abs() < 1e-12));
    let mut values = Vec::with_capacity(members * numbers.len());
    let mut weights = Vec::with_capacity(if alike { 0 } else { members });
    let mut at = vec![0; axes.len()];
    for _ in 0..members {
        values.extend(axes.iter().zip(&at).map(|(axis, at)| axis[*at].0));
        if !alike {
            weights.push(axes.iter().zip(&at).map(|(axis, at)| axis[*at].1).product());
        }
        for (at, axis) in at.iter_mut().zip(&axes).rev() {
            *at += 1;
            if *at < axis.len() {
                break;
            }
            *at = 0;
        }
    }
    (values, (!alike).then_some(weights))
}

fn by_hand(table: &Table, ids: &[&str]) -> Vec<f64> {
    let places: Vec<usize> = ids.iter().filter_map(|id| table.ids.iter().position(|column| column == id)).collect();
    table.rows.iter().flat_map(|row| places.iter().map(|at| row[*at])).collect()
}
