//! The linear relaxation with its basis, kept from goal to goal: the next one starts where the last
//! one ended.

use super::assembled::{Assembled, Flat, FlatRow, SMALLEST};
use super::guided::{Guidance, Guide};
use super::linear::failed;
use super::search::{RELAXATION, Search};
use super::{Certificate, MethodError};
use doorstep_highs::{Highs, Model, OptionValue, RunEnd};

/// HiGHS's numbers for the dual simplex and for the primal.
const DUAL: i32 = 1;
const PRIMAL: i32 = 4;

/// The linear relaxation as a guide.
#[derive(Default)]
pub(super) struct Relaxing {
    kept: Option<Kept>,
}

/// A solved relaxation, and the standing rows it was built for.
struct Kept {
    highs: Highs,
    rows: Vec<FlatRow>,
    columns: usize,
}

impl Kept {
    /// Are these the same rows, but for sides and a few amounts? A target moves one side, other people
    /// some amounts; the basis is as good a start as ever.
    fn fits(&self, flat: &Flat) -> bool {
        /// More than these are told to the solver no faster than a new model.
        const FEW: usize = 5_000;
        let standing = &flat.rows[..flat.standing];
        let alike = |(a, b): (&FlatRow, &FlatRow)| {
            let same = a.2.len() == b.2.len() && a.2.iter().zip(&b.2).all(|(a, b)| a.0 == b.0);
            same.then(|| a.2.iter().zip(&b.2).filter(|(a, b)| differ(a.1, b.1)).count())
        };
        let rows = self.rows.iter().zip(standing).map(alike);
        self.columns == flat.lower.len()
            && self.rows.len() == standing.len()
            && rows.sum::<Option<usize>>().is_some_and(|changed| changed <= FEW)
    }
}

/// Are these two written numbers not one and the same?
fn differ(a: f64, b: f64) -> bool {
    a.to_bits() != b.to_bits()
}

impl Relaxing {
    /// What a unit more of each row's side would add to the aim, by row of the problem; nothing before a
    /// relaxation was solved.
    pub fn duals(&self) -> Vec<f64> {
        self.kept.as_ref().map(|kept| kept.highs.row_duals()).unwrap_or_default()
    }
}

impl Guide for Relaxing {
    fn look(&mut self, search: &mut Search<'_>, _: &Assembled) -> Result<Guidance, MethodError> {
        let (mut highs, rows) = match self.kept.take().filter(|kept| kept.fits(&search.flat)) {
            Some(kept) => again(kept, &search.flat)?,
            None => (fresh(&search.flat)?, search.flat.rows[..search.flat.standing].to_vec()),
        };
        std::mem::swap(&mut highs, &mut search.highs);
        let end = search.once(RELAXATION, false);
        std::mem::swap(&mut highs, &mut search.highs);
        let end = end?;
        let values = highs.values();
        if let Some(bound) = highs.dual_bound() {
            search.tighten(bound + search.flat.objective.offset, Certificate::SolverRelaxation);
        }
        self.kept = Some(Kept { highs, rows, columns: search.flat.lower.len() });
        Ok(match end {
            RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible => Guidance::Impossible,
            RunEnd::Optimal => Guidance::About(values),
            _ => Guidance::Unknown,
        })
    }

    /// Its bound is too far from the best plan for that: on a city nothing was ever ruled out.
    fn rule_out(&mut self, _: &mut Search<'_>, _: &Assembled) -> Result<Vec<(usize, f64, f64)>, MethodError> {
        Ok(Vec::new())
    }
}

/// The same rows with other sides and held goals, another objective and other bounds.
fn again(kept: Kept, flat: &Flat) -> Result<(Highs, Vec<FlatRow>), MethodError> {
    let Kept { mut highs, mut rows, .. } = kept;
    let model = linear(flat);
    let standing = flat.standing;
    highs.delete_rows_from(standing).map_err(failed)?;
    let first = model.starts[standing];
    let starts: Vec<usize> = model.starts[standing..].iter().map(|at| at - first).collect();
    let (lower, upper) = (&model.row_lower[standing..], &model.row_upper[standing..]);
    highs.add_rows(lower, upper, &starts, &model.columns[first..], &model.values[first..]).map_err(failed)?;
    let costs: Vec<(usize, f64)> = model.cost.iter().copied().enumerate().collect();
    highs.set_costs(&costs).map_err(failed)?;
    highs.set_minimise(model.minimise).map_err(failed)?;
    let sides = model.lower.iter().zip(&model.upper);
    let bounds: Vec<(usize, f64, f64)> = sides.enumerate().map(|(at, (lower, upper))| (at, *lower, *upper)).collect();
    highs.set_column_bounds(&bounds).map_err(failed)?;
    let mut moved = Vec::new();
    for (at, (row, now)) in rows.iter_mut().zip(&flat.rows).enumerate() {
        if differ(row.0, now.0) || differ(row.1, now.1) {
            (row.0, row.1) = (now.0, now.1);
            moved.push((at, now.0, now.1));
        }
        for (known, term) in row.2.iter_mut().zip(&now.2).filter(|(known, term)| differ(known.1, term.1)) {
            *known = *term;
            // What is too small to be handed over is too small to be changed.
            let value = if term.1.abs() > SMALLEST { term.1 } else { 0.0 };
            highs.set_coefficient(at, term.0, value).map_err(failed)?;
        }
    }
    highs.set_row_bounds(&moved).map_err(failed)?;
    // Where rows stand as they did, the old basis keeps them all, the new held goal among them: only its
    // costs are wrong, which is what the primal simplex mends; the dual took ten times as long. Where a
    // side has moved it is the other way round.
    let strategy = if moved.is_empty() { PRIMAL } else { DUAL };
    highs.set_option("simplex_strategy", OptionValue::Int(strategy)).map_err(failed)?;
    Ok((highs, rows))
}

/// A relaxation from nothing.
fn fresh(flat: &Flat) -> Result<Highs, MethodError> {
    let mut highs = Highs::new().map_err(failed)?;
    highs.pass(&linear(flat)).map_err(failed)?;
    Ok(highs)
}

/// Every column continuous. The objective's constant is added where the bound is read: it changes
/// from goal to goal.
fn linear(flat: &Flat) -> Model {
    let mut model = flat.model();
    model.integer.fill(false);
    model.offset = 0.0;
    model
}
