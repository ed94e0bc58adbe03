//! A plain linear problem solved for one objective after another: for what is left once every
//! whole decision is made.

use super::MethodError;
use super::assembled::SMALLEST;
use doorstep_highs::{Flow, Highs, HighsError, Model, RunEnd};

/// Columns from 0 to an upper side, rows between two sides.
#[derive(Debug, Clone, Default)]
pub struct Linear {
    /// Greatest value of each column.
    pub upper: Vec<f64>,
    rows: Vec<(f64, f64)>,
    starts: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
}

impl Linear {
    /// Columns with these greatest values, and no row yet.
    pub fn new(upper: Vec<f64>) -> Linear {
        Linear { upper, starts: vec![0], ..Linear::default() }
    }

    /// Adds a row, unless no column is in it.
    pub fn row(&mut self, lower: f64, upper: f64, terms: impl IntoIterator<Item = (usize, f64)>) {
        for (column, value) in terms.into_iter().filter(|(_, value)| value.abs() > SMALLEST) {
            self.columns.push(column);
            self.values.push(value);
        }
        if self.columns.len() > *self.starts.last().unwrap_or(&0) {
            self.rows.push((lower, upper));
            self.starts.push(self.columns.len());
        }
    }

    /// The columns that make `first` most and, among those, `second` most.
    ///
    /// # Errors
    /// [`MethodError::Failed`] when the solver finds no best columns.
    pub fn most(self, first: &[f64], second: &[f64]) -> Result<Vec<f64>, MethodError> {
        let model = Model {
            minimise: false,
            cost: first.to_vec(),
            lower: vec![0.0; self.upper.len()],
            integer: vec![false; self.upper.len()],
            upper: self.upper,
            row_lower: self.rows.iter().map(|(lower, _)| *lower).collect(),
            row_upper: self.rows.iter().map(|(_, upper)| *upper).collect(),
            starts: self.starts,
            columns: self.columns,
            values: self.values,
            ..Model::default()
        };
        let mut highs = Highs::new().map_err(failed)?;
        highs.pass(&model).map_err(failed)?;
        let best = solve(&mut highs)?;
        let settled = highs.values();
        // The first basis is a start for the second objective. Should the solver stumble over the
        // held value, the first answer stands: it is as good, only chosen by the simplex's path.
        let (columns, values): (Vec<usize>, Vec<f64>) =
            first.iter().copied().enumerate().filter(|(_, value)| value.abs() > SMALLEST).unzip();
        let held = best - 1e-10 * best.abs().max(1.0);
        highs.add_rows(&[held], &[f64::INFINITY], &[0, columns.len()], &columns, &values).map_err(failed)?;
        let costs: Vec<(usize, f64)> = second.iter().copied().enumerate().collect();
        highs.set_costs(&costs).map_err(failed)?;
        Ok(if solve(&mut highs).is_ok() { highs.values() } else { settled })
    }
}

fn solve(highs: &mut Highs) -> Result<f64, MethodError> {
    match highs.run(&mut |_| Flow::Continue).map_err(failed)? {
        RunEnd::Optimal => Ok(highs.objective().unwrap_or(0.0)),
        end => Err(MethodError::Failed(format!("a linear problem ended as {end:?}"))),
    }
}

/// A failure of the solver as this layer's error.
#[allow(clippy::needless_pass_by_value, reason = "the shape map_err takes")]
pub(super) fn failed(error: HighsError) -> MethodError {
    MethodError::Failed(error.to_string())
}
