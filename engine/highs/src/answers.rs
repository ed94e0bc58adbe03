//! What can be read after a run, until the model is changed.

use crate::progress::finite;
use crate::raw::Int;
use crate::raw::Part;
use crate::{Highs, RunEnd};

/// Where a linear solve ended: what each column and row does there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    pub(crate) columns: Vec<Int>,
    pub(crate) rows: Vec<Int>,
}

impl Basis {
    /// The same of a model that has only these rows of it, in this order.
    ///
    /// Rows it does not have are left out.
    #[must_use]
    pub fn of_rows(&self, rows: impl IntoIterator<Item = usize>) -> Basis {
        let rows = rows.into_iter().filter_map(|row| self.rows.get(row).copied()).collect();
        Basis { columns: self.columns.clone(), rows }
    }

    /// Of how many columns and rows it is.
    pub fn shape(&self) -> (usize, usize) {
        (self.columns.len(), self.rows.len())
    }
}

impl Highs {
    /// How the last run ended; `None` before the first and after a change.
    pub fn end(&self) -> Option<&RunEnd> {
        self.end.as_ref()
    }

    /// Whether the last run left a feasible solution, proved best or not.
    pub fn has_solution(&self) -> bool {
        self.end.is_some() && self.raw.info_int(c"primal_solution_status") == Some(2)
    }

    /// The goal at the solution. `None` without one, where HiGHS would still give a number.
    pub fn objective(&self) -> Option<f64> {
        if !self.has_solution() {
            return None;
        }
        self.raw.info_real(c"objective_function_value").and_then(finite)
    }

    /// No solution is better than this (lower when minimising): the bound of the search, or the
    /// goal itself where a linear model was solved to the end. `None` when HiGHS has proved none.
    pub fn dual_bound(&self) -> Option<f64> {
        let end = self.end.as_ref()?;
        if self.has_whole_numbers() {
            return self.raw.info_real(c"mip_dual_bound").and_then(finite);
        }
        if *end == RunEnd::Optimal { self.objective() } else { None }
    }

    /// The gap between solution and bound, as a share of the solution: 0 when closed. `None`
    /// without a solution or bound, and for a linear model.
    pub fn mip_gap(&self) -> Option<f64> {
        if !self.has_solution() || !self.has_whole_numbers() {
            return None;
        }
        self.raw.info_real(c"mip_gap").and_then(finite)
    }

    /// The value of each column; empty without a solution. Whole-number columns may be a little
    /// off a whole number (option `mip_feasibility_tolerance`).
    pub fn values(&self) -> Vec<f64> {
        self.part(Part::Values)
    }

    /// What one more unit on a row's binding side would change the goal by, for each row of a
    /// linear model; empty for a model with whole numbers or without a dual solution.
    pub fn row_duals(&self) -> Vec<f64> {
        self.part(Part::RowDuals)
    }

    /// What one more unit of a column at its bound would change the goal by, for each column of
    /// a linear model; empty as [`Highs::row_duals`] is.
    pub fn reduced_costs(&self) -> Vec<f64> {
        self.part(Part::ReducedCosts)
    }

    /// Where the last run of a linear model ended, to go on from there later; `None` without one.
    pub fn basis(&self) -> Option<Basis> {
        self.end.as_ref()?;
        self.raw.basis().map(|(columns, rows)| Basis { columns, rows })
    }

    /// Simplex iterations of the last run, those of a search included.
    pub fn lp_iterations(&self) -> u64 {
        let count = self.end.as_ref().and_then(|_| self.raw.info_int(c"simplex_iteration_count"));
        count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
    }

    /// Nodes of the search tree of the last run.
    pub fn nodes(&self) -> u64 {
        let count = self.end.as_ref().and_then(|_| self.raw.info_long(c"mip_node_count"));
        count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
    }

    pub(crate) fn has_whole_numbers(&self) -> bool {
        self.integer.contains(&true)
    }

    fn part(&self, part: Part) -> Vec<f64> {
        self.end.as_ref().and_then(|_| self.raw.solution(part)).unwrap_or_default()
    }
}
