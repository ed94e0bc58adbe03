//! A bound on the longest way, and decisions to start from: the search for them is a search for a
//! cover, which is far easier than the goal itself.
//!
//! ```text
//! T ≥ t   unless   Σ_{o of k, t[a,o] < t} z[o] ≥ 1   for every area a is possible
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | T | the longest mean way of an area | metres or minutes | `objectives/least_worst_travel.rs` |
//! | t[a,o] | travel | metres or minutes | instance |
//! | z[o] | offer o runs | 0 or 1 | decided |
//!
//! Whoever has nothing within t travels at least to the next place. Only rows about decisions are
//! kept, so a cover may be possible and a plan not: the bound holds, the decisions are a try. The
//! travel at which a cover becomes possible is found by halving. Source: Minieka (1970) on the
//! p-centre.

use super::assembled::{Flat, SMALLEST};
use super::linear::failed;
use super::{Limits, MethodError, Watcher};
use crate::formulation::Formulation;
use doorstep_highs::{Flow, Highs, Model, OptionValue, RunEnd};
use doorstep_scenario::ServiceIx;

/// What halving found.
pub(super) struct Bottleneck {
    /// The longest way is at least this.
    pub bound: f64,
    /// Decisions with something that near to everybody, where some were found: columns before those of
    /// reach.
    pub cover: Option<Vec<f64>>,
}

/// Halves until the travel at which a cover becomes possible is known, or time is up.
pub(super) fn bottleneck(
    formulation: &Formulation,
    flat: &Flat,
    service: ServiceIx,
    limits: &Limits,
    watcher: &dyn Watcher,
) -> Result<Bottleneck, MethodError> {
    let started = std::time::Instant::now();
    let instance = &formulation.instance;
    let ways: Vec<Vec<(f64, usize)>> = instance
        .cohorts_with_arms()
        .filter(|(cohort, _)| cohort.service == service)
        .map(|(_, arms)| {
            let arms = instance.arms[arms].iter();
            arms.map(|arm| (arm.travel, formulation.layout.runs(arm.offer()))).collect()
        })
        .collect();
    let mut steps: Vec<f64> = ways.iter().flatten().map(|(way, _)| *way).collect();
    steps.sort_by(f64::total_cmp);
    steps.dedup();
    let mut found = Bottleneck { bound: 0.0, cover: None };
    // Everything before `low` is too near; at `high` and after it a cover is possible or not known.
    let (mut low, mut high) = (0, steps.len());
    while low < high && !watcher.stop() {
        let left = limits.seconds.map(|most| most / 2.0 - started.elapsed().as_secs_f64());
        if left.is_some_and(|left| left <= 0.0) {
            break;
        }
        let middle = usize::midpoint(low, high);
        match cover(flat, formulation.layout.reach(0), &ways, steps[middle], limits.seed, left)? {
            Possible::Yes(columns) => {
                found.cover = Some(columns);
                high = middle;
            }
            Possible::No => low = middle + 1,
            Possible::Unknown => break,
        }
    }
    found.bound = steps.get(low).copied().unwrap_or(0.0);
    Ok(found)
}

enum Possible {
    Yes(Vec<f64>),
    No,
    Unknown,
}

/// Is there something within `limit` for everybody, by the rows about decisions?
fn cover(
    flat: &Flat,
    decisions: usize,
    ways: &[Vec<(f64, usize)>],
    limit: f64,
    seed: u32,
    seconds: Option<f64>,
) -> Result<Possible, MethodError> {
    let mut model = Model {
        minimise: true,
        cost: vec![0.0; decisions],
        lower: flat.lower[..decisions].to_vec(),
        upper: flat.upper[..decisions].to_vec(),
        integer: flat.whole[..decisions].to_vec(),
        starts: vec![0],
        ..Model::default()
    };
    let mut row = |lower: f64, upper: f64, terms: &[(usize, f64)]| {
        for (column, value) in terms.iter().filter(|(_, value)| value.abs() > SMALLEST) {
            model.columns.push(*column);
            model.values.push(*value);
        }
        model.starts.push(model.columns.len());
        model.row_lower.push(lower);
        model.row_upper.push(upper);
    };
    // A tight row is given room: a cover may be possible and a plan not, but never the other way round.
    let room = flat.room();
    for (at, (lower, upper, terms)) in flat.rows.iter().enumerate() {
        if terms.iter().all(|(column, _)| *column < decisions) {
            row(lower - room.at(at), upper + room.at(at), terms);
        }
    }
    for ways in ways {
        let near: Vec<(usize, f64)> =
            ways.iter().filter(|(way, _)| *way <= limit).map(|(_, runs)| (*runs, 1.0)).collect();
        if near.is_empty() {
            return Ok(Possible::No);
        }
        row(1.0, f64::INFINITY, &near);
    }
    let mut highs = Highs::new().map_err(failed)?;
    highs.pass(&model).map_err(failed)?;
    let seed = i32::try_from(seed).unwrap_or(i32::MAX);
    for (name, value) in [("threads", OptionValue::Int(1)), ("random_seed", OptionValue::Int(seed))] {
        highs.set_option(name, value).map_err(failed)?;
    }
    if let Some(seconds) = seconds {
        highs.set_option("time_limit", OptionValue::Real(seconds.max(0.1))).map_err(failed)?;
    }
    Ok(match highs.run(&mut |_| Flow::Continue).map_err(failed)? {
        RunEnd::Optimal => Possible::Yes(highs.values()),
        RunEnd::Infeasible => Possible::No,
        _ => Possible::Unknown,
    })
}
