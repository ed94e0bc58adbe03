//! Changes to the model HiGHS holds.

use std::ptr::null;

use super::{CallStatus, Int, Raw, c, count, sense};

impl Raw {
    pub(crate) fn set_sense(&mut self, minimise: bool) -> CallStatus {
        // SAFETY: plain numbers.
        unsafe { c::Highs_changeObjectiveSense(self.at(), sense(minimise)) }.into()
    }

    pub(crate) fn set_costs(&mut self, set: &[Int], cost: &[f64]) -> CallStatus {
        assert_eq!(set.len(), cost.len());
        // SAFETY: both lists have the told length; C checks the indices and copies.
        unsafe { c::Highs_changeColsCostBySet(self.at(), count(set), set.as_ptr(), cost.as_ptr()) }.into()
    }

    pub(crate) fn set_column_bounds(&mut self, set: &[Int], low: &[f64], up: &[f64]) -> CallStatus {
        assert!(set.len() == low.len() && set.len() == up.len());
        // SAFETY: as above, for three lists.
        unsafe { c::Highs_changeColsBoundsBySet(self.at(), count(set), set.as_ptr(), low.as_ptr(), up.as_ptr()) }.into()
    }

    pub(crate) fn set_row_bounds(&mut self, set: &[Int], low: &[f64], up: &[f64]) -> CallStatus {
        assert!(set.len() == low.len() && set.len() == up.len());
        // SAFETY: as above, for three lists.
        unsafe { c::Highs_changeRowsBoundsBySet(self.at(), count(set), set.as_ptr(), low.as_ptr(), up.as_ptr()) }.into()
    }

    pub(crate) fn set_integrality(&mut self, set: &[Int], integer: &[Int]) -> CallStatus {
        assert_eq!(set.len(), integer.len());
        // SAFETY: as above, for two lists.
        unsafe { c::Highs_changeColsIntegralityBySet(self.at(), count(set), set.as_ptr(), integer.as_ptr()) }.into()
    }

    pub(crate) fn set_coefficient(&mut self, row: Int, column: Int, value: f64) -> CallStatus {
        // SAFETY: plain numbers; C checks the indices.
        unsafe { c::Highs_changeCoeff(self.at(), row, column, value) }.into()
    }

    pub(crate) fn delete_rows(&mut self, first: Int, last: Int) -> CallStatus {
        // SAFETY: plain numbers; C checks the range.
        unsafe { c::Highs_deleteRowsByRange(self.at(), first, last) }.into()
    }

    pub(crate) fn set_start(&mut self, values: &[f64]) -> CallStatus {
        assert_eq!(values.len(), self.columns());
        // SAFETY: C reads one value for each column and skips the lists that are null.
        unsafe { c::Highs_setSolution(self.at(), values.as_ptr(), null(), null(), null()) }.into()
    }

    pub(crate) fn set_sparse_start(&mut self, set: &[Int], values: &[f64]) -> CallStatus {
        assert_eq!(set.len(), values.len());
        // SAFETY: both lists have the told length; C checks the indices and copies.
        unsafe { c::Highs_setSparseSolution(self.at(), count(set), set.as_ptr(), values.as_ptr()) }.into()
    }

    pub(crate) fn set_basis(&mut self, columns: &[Int], rows: &[Int]) -> CallStatus {
        assert_eq!(columns.len(), self.columns());
        assert_eq!(rows.len(), self.rows());
        // SAFETY: C reads one number for each column and each row, and checks what they mean.
        unsafe { c::Highs_setBasis(self.at(), columns.as_ptr(), rows.as_ptr()) }.into()
    }

    pub(crate) fn clear_solver(&mut self) -> CallStatus {
        // SAFETY: only the object.
        unsafe { c::Highs_clearSolver(self.at()) }.into()
    }
}
