//! What HiGHS says of the model and of its last run.

use std::ffi::CStr;
use std::ptr::null_mut;

use super::{CallStatus, Int, Raw, c};

/// A list of the last solution.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Values,
    ReducedCosts,
    RowDuals,
}

impl Raw {
    pub(crate) fn write_model(&mut self, path: &CStr) -> CallStatus {
        // SAFETY: the path ends in NUL and is only read.
        unsafe { c::Highs_writeModel(self.at(), path.as_ptr()) }.into()
    }

    pub(crate) fn model_status(&self) -> Int {
        // SAFETY: reads a number.
        unsafe { c::Highs_getModelStatus(self.at()) }
    }

    pub(crate) fn info_int(&self, name: &CStr) -> Option<Int> {
        let mut value = 0;
        // SAFETY: C writes one number of this type, or nothing and says so.
        let status = unsafe { c::Highs_getIntInfoValue(self.at(), name.as_ptr(), &raw mut value) };
        (CallStatus::from(status) == CallStatus::Ok).then_some(value)
    }

    pub(crate) fn info_long(&self, name: &CStr) -> Option<i64> {
        let mut value = 0;
        // SAFETY: as above.
        let status = unsafe { c::Highs_getInt64InfoValue(self.at(), name.as_ptr(), &raw mut value) };
        (CallStatus::from(status) == CallStatus::Ok).then_some(value)
    }

    pub(crate) fn info_real(&self, name: &CStr) -> Option<f64> {
        let mut value = 0.0;
        // SAFETY: as above.
        let status = unsafe { c::Highs_getDoubleInfoValue(self.at(), name.as_ptr(), &raw mut value) };
        (CallStatus::from(status) == CallStatus::Ok).then_some(value)
    }

    /// A list of the last solution, if HiGHS says that it has one and that it is feasible.
    pub(crate) fn solution(&self, part: Part) -> Option<Vec<f64>> {
        let (info, size) = match part {
            Part::Values => (c"primal_solution_status", self.columns()),
            Part::ReducedCosts => (c"dual_solution_status", self.columns()),
            Part::RowDuals => (c"dual_solution_status", self.rows()),
        };
        // C copies as many numbers as it has. A list left over from before rows were deleted
        // would be longer than `size`, but then there is no such status any more.
        if self.info_int(info) != Some(c::kHighsSolutionStatusFeasible) {
            return None;
        }
        let mut list = vec![0.0; size];
        let mut to = [null_mut(); 3];
        to[part as usize] = list.as_mut_ptr();
        // SAFETY: C writes at most `size` numbers, see above, and skips the lists that are null.
        let status = unsafe { c::Highs_getSolution(self.at(), to[0], to[1], null_mut(), to[2]) };
        (CallStatus::from(status) == CallStatus::Ok).then_some(list)
    }

    /// The basis of the last linear solve, by column and by row, if HiGHS says that it has one.
    pub(crate) fn basis(&self) -> Option<(Vec<Int>, Vec<Int>)> {
        if self.info_int(c"basis_validity") != Some(1) {
            return None;
        }
        let (mut columns, mut rows) = (vec![0; self.columns()], vec![0; self.rows()]);
        // SAFETY: C writes one number for each column and each row of the model.
        let status = unsafe { c::Highs_getBasis(self.at(), columns.as_mut_ptr(), rows.as_mut_ptr()) };
        (CallStatus::from(status) == CallStatus::Ok).then_some((columns, rows))
    }
}
