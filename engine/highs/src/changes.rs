//! Changes to the model between two runs. Each takes many at once: one call, one pass over the
//! model. The answers of the last run can no longer be read after any of them.

use crate::answers::Basis;
use crate::highs::{accept, crossing};
use crate::raw::{Int, Rows};
use crate::{Highs, HighsError, Result, check};

impl Highs {
    /// Changes what a unit of a column adds to the goal.
    ///
    /// # Errors
    ///
    /// A column that is not there or comes twice, or a cost that is not finite.
    pub fn set_costs(&mut self, changes: &[(usize, f64)]) -> Result<()> {
        let set = check::set("costs", changes.iter().map(|change| change.0), self.columns())?;
        let costs: Vec<f64> = changes.iter().map(|change| change.1).collect();
        check::finite("costs", &costs)?;
        self.end = None;
        accept(self.raw.set_costs(&set, &costs), false, || "change costs".to_owned())
    }

    /// Changes the least and greatest value of columns.
    ///
    /// # Errors
    ///
    /// A column that is not there or comes twice, or a bound that is not a number.
    pub fn set_column_bounds(&mut self, changes: &[(usize, f64, f64)]) -> Result<()> {
        let set = check::set("column bounds", changes.iter().map(|change| change.0), self.columns())?;
        let (lower, upper) = sides(changes)?;
        self.end = None;
        let status = self.raw.set_column_bounds(&set, &lower, &upper);
        accept(status, crossing(&lower, &upper), || "change column bounds".to_owned())
    }

    /// Changes the least and greatest value of rows.
    ///
    /// # Errors
    ///
    /// A row that is not there or comes twice, or a bound that is not a number.
    pub fn set_row_bounds(&mut self, changes: &[(usize, f64, f64)]) -> Result<()> {
        let set = check::set("row bounds", changes.iter().map(|change| change.0), self.rows())?;
        let (lower, upper) = sides(changes)?;
        self.end = None;
        let status = self.raw.set_row_bounds(&set, &lower, &upper);
        accept(status, crossing(&lower, &upper), || "change row bounds".to_owned())
    }

    /// Makes columns whole-number columns or not.
    ///
    /// # Errors
    ///
    /// A column that is not there or comes twice.
    pub fn set_integrality(&mut self, changes: &[(usize, bool)]) -> Result<()> {
        let set = check::set("integrality", changes.iter().map(|change| change.0), self.columns())?;
        let integer: Vec<Int> = changes.iter().map(|change| Int::from(change.1)).collect();
        self.end = None;
        accept(self.raw.set_integrality(&set, &integer), false, || "change integrality".to_owned())?;
        for &(column, whole) in changes {
            self.integer[column] = whole;
        }
        Ok(())
    }

    /// Makes every column continuous; [`Highs::set_integrality`] puts whole numbers back.
    ///
    /// # Errors
    ///
    /// None that a caller can cause.
    pub fn relax(&mut self) -> Result<()> {
        let whole: Vec<(usize, bool)> =
            (0..self.columns()).filter(|&column| self.integer[column]).map(|column| (column, false)).collect();
        self.set_integrality(&whole)
    }

    /// Seeks the least value of the goal (true) or the greatest (false).
    ///
    /// # Errors
    ///
    /// None that a caller can cause.
    pub fn set_minimise(&mut self, minimise: bool) -> Result<()> {
        self.end = None;
        accept(self.raw.set_sense(minimise), false, || "change the sense of the goal".to_owned())
    }

    /// Changes one coefficient, whether or not the row has one there; 0 takes it out.
    ///
    /// # Errors
    ///
    /// A row or column that is not there, or a number HiGHS would drop.
    pub fn set_coefficient(&mut self, row: usize, column: usize, value: f64) -> Result<()> {
        check::index("row", row, self.rows())?;
        check::index("column", column, self.columns())?;
        if value != 0.0 {
            check::coefficient("coefficient", &[value])?;
        }
        self.end = None;
        let status = self.raw.set_coefficient(check::int("row", row)?, check::int("column", column)?, value);
        accept(status, false, || "change a coefficient".to_owned())
    }

    /// Adds rows after those there are, in the form of [`crate::Model`]. They have no names.
    ///
    /// # Errors
    ///
    /// Any length, index or number that [`crate::Model`] does not allow.
    pub fn add_rows(
        &mut self,
        lower: &[f64],
        upper: &[f64],
        starts: &[usize],
        columns: &[usize],
        values: &[f64],
    ) -> Result<()> {
        check::rows(lower, upper, starts, columns, values, self.columns())?;
        check::int("rows", self.rows() + lower.len())?;
        if lower.is_empty() {
            return Ok(());
        }
        let (starts, columns) = (check::ints("entries", starts)?, check::ints("columns", columns)?);
        self.end = None;
        let status = self.raw.add_rows(&Rows { lower, upper, starts: &starts, columns: &columns, values });
        accept(status, crossing(lower, upper), || "add rows".to_owned())
    }

    /// Deletes row `first` and all after it.
    ///
    /// # Errors
    ///
    /// [`HighsError::Index`] if the model has fewer than `first` rows.
    pub fn delete_rows_from(&mut self, first: usize) -> Result<()> {
        let rows = self.rows();
        if first > rows {
            return Err(HighsError::Index { what: "rows", index: first, size: rows });
        }
        if first == rows {
            return Ok(());
        }
        self.end = None;
        let status = self.raw.delete_rows(check::int("row", first)?, check::int("row", rows - 1)?);
        accept(status, false, || "delete rows".to_owned())
    }

    /// Gives a solution to start from, one value for each column. If it does not fit, HiGHS tries
    /// to mend it by fixing the whole-number columns that do.
    ///
    /// # Errors
    ///
    /// [`HighsError::Length`] or [`HighsError::Number`] if it is not one finite value each.
    pub fn set_start(&mut self, values: &[f64]) -> Result<()> {
        check::length("start", values, self.columns())?;
        check::finite("start", values)?;
        if values.is_empty() {
            return Ok(());
        }
        self.end = None;
        self.started = true;
        accept(self.raw.set_start(values), false, || "take the start".to_owned())
    }

    /// Gives values of some columns to start from; HiGHS seeks the others before it starts,
    /// which is a solve of its own.
    ///
    /// # Errors
    ///
    /// A column that is not there or comes twice, a value that is not finite, and
    /// [`HighsError::Refused`] if one lies outside its column's bounds.
    pub fn set_sparse_start(&mut self, start: &[(usize, f64)]) -> Result<()> {
        let set = check::set("start", start.iter().map(|each| each.0), self.columns())?;
        let values: Vec<f64> = start.iter().map(|each| each.1).collect();
        check::finite("start", &values)?;
        if values.is_empty() {
            return Ok(());
        }
        self.end = None;
        self.started = true;
        let status = self.raw.set_sparse_start(&set, &values);
        accept(status, false, || "take a start outside the bounds of its columns".to_owned())
    }

    /// Goes on from where an earlier run of this model ended; rows added since stand aside.
    ///
    /// # Errors
    ///
    /// [`HighsError::Length`] for the basis of another model.
    pub fn set_basis(&mut self, basis: &Basis) -> Result<()> {
        /// HiGHS's number for a row or column that no bound holds.
        const BASIC: Int = 1;
        check::length("basis", &basis.columns, self.columns())?;
        let mut rows = basis.rows.clone();
        rows.resize(rows.len().max(self.rows()), BASIC);
        check::length("basis", &rows, self.rows())?;
        self.end = None;
        accept(self.raw.set_basis(&basis.columns, &rows), false, || "take the basis".to_owned())
    }

    /// Forgets all solutions, bases and starts, so that the next run is as if it were the first.
    ///
    /// # Errors
    ///
    /// None that a caller can cause.
    pub fn clear_solver(&mut self) -> Result<()> {
        self.end = None;
        self.started = false;
        accept(self.raw.clear_solver(), false, || "clear the solver".to_owned())
    }
}

fn sides(changes: &[(usize, f64, f64)]) -> Result<(Vec<f64>, Vec<f64>)> {
    let lower: Vec<f64> = changes.iter().map(|change| change.1).collect();
    let upper: Vec<f64> = changes.iter().map(|change| change.2).collect();
    check::bounds("lower", &lower, "upper", &upper)?;
    Ok((lower, upper))
}
