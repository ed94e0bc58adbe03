//! The linear relaxation with its basis, kept from goal to goal: the next one starts where the last
//! one ended.

use super::MethodError;
use super::assembled::Flat;
use super::linear::failed;
use doorstep_highs::{Highs, Model, OptionValue};

/// HiGHS's number for the primal simplex.
const PRIMAL: i32 = 4;

/// A solved relaxation.
pub(super) struct Relaxation {
    highs: Highs,
    structure: u64,
}

impl Relaxation {
    /// Keeps a relaxation of the standing rows of this number.
    pub fn new(highs: Highs, structure: u64) -> Relaxation {
        Relaxation { highs, structure }
    }

    /// Are its standing rows still those of the problem?
    pub fn fits(&self, structure: u64) -> bool {
        self.structure == structure
    }

    /// The same rows with other held goals, another objective and other bounds.
    pub fn again(self, flat: &Flat) -> Result<Highs, MethodError> {
        let mut highs = self.highs;
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
        let bounds: Vec<(usize, f64, f64)> =
            sides.enumerate().map(|(at, (lower, upper))| (at, *lower, *upper)).collect();
        highs.set_column_bounds(&bounds).map_err(failed)?;
        // The old basis keeps every row, the new held goal among them: only its costs are wrong,
        // which is what the primal simplex mends. The dual took ten times as long.
        highs.set_option("simplex_strategy", OptionValue::Int(PRIMAL)).map_err(failed)?;
        Ok(highs)
    }
}

/// A relaxation from nothing.
pub(super) fn fresh(flat: &Flat) -> Result<Highs, MethodError> {
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
