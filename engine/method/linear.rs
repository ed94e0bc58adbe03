//! A plain linear problem solved for one objective after another: for what is left once every
//! whole decision is made.

use super::MethodError;
use super::assembled::SMALLEST;
use doorstep_highs::{Flow, Highs, HighsError, Model, OptionValue, RunEnd};

/// Columns between two sides, rows between two sides.
#[derive(Debug, Clone, Default)]
pub struct Linear {
    bounds: Vec<(f64, f64)>,
    rows: Vec<(f64, f64)>,
    starts: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
}

impl Linear {
    /// Columns with these sides, and no row yet.
    pub fn new(bounds: Vec<(f64, f64)>) -> Linear {
        Linear { bounds, starts: vec![0], ..Linear::default() }
    }

    /// Adds a column with these sides and gives its position.
    pub fn column(&mut self, lower: f64, upper: f64) -> usize {
        self.bounds.push((lower, upper));
        self.bounds.len() - 1
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

    /// Hands the problem to the solver.
    ///
    /// # Errors
    /// [`MethodError::Failed`] when the solver refuses it.
    pub fn open(self) -> Result<InOrder, MethodError> {
        let count = self.bounds.len();
        let model = Model {
            minimise: false,
            cost: vec![0.0; count],
            lower: self.bounds.iter().map(|(lower, _)| *lower).collect(),
            upper: self.bounds.iter().map(|(_, upper)| *upper).collect(),
            integer: vec![false; count],
            row_lower: self.rows.iter().map(|(lower, _)| *lower).collect(),
            row_upper: self.rows.iter().map(|(_, upper)| *upper).collect(),
            starts: self.starts,
            columns: self.columns,
            values: self.values,
            ..Model::default()
        };
        let mut highs = Highs::new().map_err(failed)?;
        highs.pass(&model).map_err(failed)?;
        // People are printed to a tenth and compared to a billionth of a published sum.
        highs.set_option("primal_feasibility_tolerance", OptionValue::Real(1e-9)).map_err(failed)?;
        Ok(InOrder { highs, count, values: Vec::new() })
    }
}

/// A linear problem at the solver: each objective starts from the basis of the one before.
pub struct InOrder {
    highs: Highs,
    count: usize,
    values: Vec<f64>,
}

impl InOrder {
    /// Makes an objective most (or least) and holds it there, but for a share of its value. Should the
    /// solver stumble over what is held, the columns of the objective before stand: they are as good by
    /// everything before this.
    ///
    /// # Errors
    /// [`MethodError::Failed`] when the solver finds no best columns for the first objective.
    pub fn then(&mut self, terms: &[(usize, f64)], maximise: bool, within: f64) -> Result<(), MethodError> {
        let sign = if maximise { 1.0 } else { -1.0 };
        let terms: Vec<(usize, f64)> =
            terms.iter().filter(|(_, each)| each.abs() > SMALLEST).map(|(at, each)| (*at, sign * each)).collect();
        let mut costs: Vec<(usize, f64)> = (0..self.count).map(|at| (at, 0.0)).collect();
        for (at, each) in &terms {
            costs[*at].1 += each;
        }
        self.highs.set_costs(&costs).map_err(failed)?;
        let mut best = self.solve();
        let nothing = if best.is_ok() { self.highs.values().is_empty() } else { self.values.is_empty() };
        if nothing {
            // Tightened to a billionth, a solve now and then ends without columns (HiGHS 1.15.1: about 1 in 1,000 of
            // the small drawn problems whose numbers are moved).
            self.highs.clear_solver().map_err(failed)?;
            self.presolve("off")?;
            best = self.solve();
        }
        let found = self.highs.values();
        if nothing {
            self.presolve("choose")?;
        }
        let best = match best {
            Ok(best) if !found.is_empty() => best,
            Ok(_) if self.values.is_empty() => {
                return Err(MethodError::Failed("a linear problem ended without values".to_owned()));
            }
            Err(error) if self.values.is_empty() => return Err(error),
            Ok(_) | Err(_) => return Ok(()),
        };
        self.values = found;
        let (columns, values): (Vec<usize>, Vec<f64>) = terms.into_iter().unzip();
        let held = best - within * best.abs() - 1e-10 * best.abs().max(1.0);
        if !columns.is_empty() {
            self.highs.add_rows(&[held], &[f64::INFINITY], &[0, columns.len()], &columns, &values).map_err(failed)?;
        }
        Ok(())
    }

    fn presolve(&mut self, how: &str) -> Result<(), MethodError> {
        self.highs.set_option("presolve", OptionValue::Text(how.to_owned())).map_err(failed)
    }

    /// The columns of the last objective that could be solved.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    fn solve(&mut self) -> Result<f64, MethodError> {
        match self.highs.run(&mut |_| Flow::Continue).map_err(failed)? {
            RunEnd::Optimal => Ok(self.highs.objective().unwrap_or(0.0)),
            end => Err(MethodError::Failed(format!("a linear problem ended as {end:?}"))),
        }
    }
}

/// A failure of the solver as this layer's error.
#[allow(clippy::needless_pass_by_value, reason = "the shape map_err takes")]
pub(super) fn failed(error: HighsError) -> MethodError {
    MethodError::Failed(error.to_string())
}
