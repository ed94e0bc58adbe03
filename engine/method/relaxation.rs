//! The linear relaxation with its basis, kept from goal to goal: the next one starts where the last
//! one ended.

use super::assembled::{Assembled, Flat};
use super::guided::{Guidance, Guide};
use super::linear::failed;
use super::search::{RELAXATION, Search};
use super::{Certificate, MethodError};
use doorstep_highs::{Highs, Model, OptionValue, RunEnd};

/// HiGHS's number for the primal simplex.
const PRIMAL: i32 = 4;

/// The linear relaxation as a guide.
#[derive(Default)]
pub(super) struct Relaxing {
    kept: Option<Kept>,
}

/// A solved relaxation, and the number of the standing rows it was built for.
struct Kept {
    highs: Highs,
    structure: u64,
}

impl Relaxing {
    /// What a unit more of each row's side would add to the aim, by row of the problem; nothing before a
    /// relaxation was solved.
    pub fn duals(&self) -> Vec<f64> {
        self.kept.as_ref().map(|kept| kept.highs.row_duals()).unwrap_or_default()
    }
}

impl Guide for Relaxing {
    fn look(&mut self, search: &mut Search<'_>, assembled: &Assembled) -> Result<Guidance, MethodError> {
        let structure = assembled.structure();
        let mut highs = match self.kept.take().filter(|kept| kept.structure == structure) {
            Some(kept) => again(kept.highs, &search.flat)?,
            None => fresh(&search.flat)?,
        };
        std::mem::swap(&mut highs, &mut search.highs);
        let end = search.once(RELAXATION, false);
        std::mem::swap(&mut highs, &mut search.highs);
        let end = end?;
        let values = highs.values();
        if let Some(bound) = highs.dual_bound() {
            search.tighten(bound + search.flat.objective.offset, Certificate::SolverRelaxation);
        }
        self.kept = Some(Kept { highs, structure });
        Ok(match end {
            RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible => Guidance::Impossible,
            RunEnd::Optimal => Guidance::About(values),
            _ => Guidance::Unknown,
        })
    }

    /// Its bound is too far from the best plan for that: on a city nothing was ever ruled out.
    fn rule_out(&self, _: &Search<'_>) -> Vec<(usize, f64, f64)> {
        Vec::new()
    }
}

/// The same rows with other held goals, another objective and other bounds.
fn again(mut highs: Highs, flat: &Flat) -> Result<Highs, MethodError> {
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
    // The old basis keeps every row, the new held goal among them: only its costs are wrong,
    // which is what the primal simplex mends. The dual took ten times as long.
    highs.set_option("simplex_strategy", OptionValue::Int(PRIMAL)).map_err(failed)?;
    Ok(highs)
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
