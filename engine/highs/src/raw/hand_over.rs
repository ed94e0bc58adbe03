//! A whole model, or rows of one, given to HiGHS in one call.

use std::ffi::CStr;

use super::{CallStatus, Int, Raw, c, count, sense};

/// A model in the arrays of C; rows one after another.
pub(crate) struct Arrays<'a> {
    pub(crate) minimise: bool,
    pub(crate) offset: f64,
    pub(crate) cost: &'a [f64],
    pub(crate) lower: &'a [f64],
    pub(crate) upper: &'a [f64],
    pub(crate) integer: &'a [Int],
    pub(crate) rows: Rows<'a>,
}

/// Rows in the arrays of C.
pub(crate) struct Rows<'a> {
    pub(crate) lower: &'a [f64],
    pub(crate) upper: &'a [f64],
    pub(crate) starts: &'a [Int],
    pub(crate) columns: &'a [Int],
    pub(crate) values: &'a [f64],
}

impl Rows<'_> {
    /// Lengths agree and every entry lies in one of `size` columns.
    fn assert_fits(&self, size: usize) {
        assert_eq!(self.lower.len(), self.upper.len());
        assert_eq!(self.lower.len() + 1, self.starts.len());
        assert_eq!(self.columns.len(), self.values.len());
        assert!(self.starts[0] == 0 && self.starts.is_sorted());
        assert_eq!(self.starts[self.lower.len()], count(self.columns));
        let size = Int::try_from(size).unwrap_or(Int::MAX);
        assert!(self.columns.iter().all(|column| (0..size).contains(column)));
    }
}

impl Raw {
    pub(crate) fn pass(&mut self, model: &Arrays<'_>) -> CallStatus {
        let rows = &model.rows;
        rows.assert_fits(model.cost.len());
        for length in [model.lower.len(), model.upper.len(), model.integer.len()] {
            assert_eq!(length, model.cost.len());
        }
        // SAFETY: the lengths C is told are those of the lists, as asserted; C copies them.
        unsafe {
            c::Highs_passMip(
                self.at(),
                count(model.cost),
                count(rows.lower),
                count(rows.columns),
                c::kHighsMatrixFormatRowwise,
                sense(model.minimise),
                model.offset,
                model.cost.as_ptr(),
                model.lower.as_ptr(),
                model.upper.as_ptr(),
                rows.lower.as_ptr(),
                rows.upper.as_ptr(),
                rows.starts.as_ptr(),
                rows.columns.as_ptr(),
                rows.values.as_ptr(),
                model.integer.as_ptr(),
            )
        }
        .into()
    }

    pub(crate) fn name_column(&mut self, column: Int, name: &CStr) -> CallStatus {
        // SAFETY: C checks the index and copies the text.
        unsafe { c::Highs_passColName(self.at(), column, name.as_ptr()) }.into()
    }

    pub(crate) fn name_row(&mut self, row: Int, name: &CStr) -> CallStatus {
        // SAFETY: as above.
        unsafe { c::Highs_passRowName(self.at(), row, name.as_ptr()) }.into()
    }

    pub(crate) fn add_rows(&mut self, rows: &Rows<'_>) -> CallStatus {
        rows.assert_fits(self.columns());
        // SAFETY: the lengths C is told are those of the lists, as asserted; C copies them.
        unsafe {
            c::Highs_addRows(
                self.at(),
                count(rows.lower),
                rows.lower.as_ptr(),
                rows.upper.as_ptr(),
                count(rows.columns),
                rows.starts.as_ptr(),
                rows.columns.as_ptr(),
                rows.values.as_ptr(),
            )
        }
        .into()
    }
}
