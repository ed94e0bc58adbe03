//! Smaller masters, exactly: columns that others decide are put in their place.
//!
//! ```text
//! d[j] := κ + Σ_i a[i] d[i]     for columns j one after another;     A d, c·d with that put in
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d[j] | a column that is decided by others in some best plan, or in all | – | `tied.rs`, `levels.rs` |
//! | κ, a[i] | what decides it | – | there |
//!
//! Steps are kept in order; walked backwards they give every column its value again. Rows that can no
//! longer be missed are dropped.
//!
//! Source: Brearley, Mitra & Williams 1975; Andersen & Andersen 1995 (presolve).

use super::problem::is_one;
use crate::method::safe_bound::SparseRows;
use std::collections::BTreeMap;

/// What a column is put in place of: a constant and terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Expression {
    pub constant: f64,
    pub terms: Vec<(usize, f64)>,
}

/// Decisions and rows about them, always a maximum, before people are added.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub whole: Vec<bool>,
    pub cost: Vec<f64>,
    /// What the aim gained by constants that were put in.
    pub offset: f64,
    pub rows: SparseRows,
    /// People gain when this column grows: it is never pressed down.
    pub wanted: Vec<bool>,
    /// Columns that were put in place, in order.
    pub steps: Vec<(usize, Expression)>,
    pub gone: Vec<bool>,
}

impl Raw {
    pub fn gone(&self, column: usize) -> bool {
        self.gone.get(column).copied().unwrap_or(false)
    }

    /// Is it 0 or 1, and not yet decided?
    pub fn binary(&self, column: usize) -> bool {
        self.whole[column] && self.lower[column] == 0.0 && is_one(self.upper[column])
    }

    /// Puts expressions in place of columns, all at once: none of them names another.
    pub fn put(&mut self, found: BTreeMap<usize, Expression>) {
        self.gone.resize(self.lower.len(), false);
        if found.is_empty() {
            return;
        }
        for (column, expression) in &found {
            let each = std::mem::take(&mut self.cost[*column]);
            self.offset += each * expression.constant;
            for (other, value) in &expression.terms {
                self.cost[*other] += each * value;
            }
        }
        let mut rows = SparseRows::default();
        for row in 0..self.rows.len() {
            let mut constant = 0.0;
            let mut terms: BTreeMap<usize, f64> = BTreeMap::new();
            let mut changed = false;
            for (column, value) in self.rows.terms(row) {
                let Some(expression) = found.get(&column) else {
                    *terms.entry(column).or_default() += value;
                    continue;
                };
                changed = true;
                constant += value * expression.constant;
                for (other, each) in &expression.terms {
                    *terms.entry(*other).or_default() += value * each;
                }
            }
            let (lower, upper) = (self.rows.lower[row] - constant, self.rows.upper[row] - constant);
            if changed {
                // What cancels exactly in arithmetic on paper may leave a crumb here.
                rows.push(lower, upper, terms.into_iter().filter(|(_, value)| value.abs() > 1e-12));
            } else {
                rows.push(lower, upper, self.rows.terms(row));
            }
        }
        self.rows = rows;
        for (column, expression) in found {
            self.gone[column] = true;
            self.steps.push((column, expression));
        }
    }

    /// Drops rows no values within bounds can miss, but keeps the last `kept`.
    pub fn drop_idle(&mut self, kept: usize) {
        let idle = |row: usize| {
            let (mut least, mut most) = (0.0, 0.0);
            for (column, value) in self.rows.terms(row) {
                let (a, b) = (value * self.lower[column], value * self.upper[column]);
                least += f64::min(a, b);
                most += f64::max(a, b);
            }
            least >= self.rows.lower[row] - 1e-9 && most <= self.rows.upper[row] + 1e-9
        };
        let last = self.rows.len() - kept;
        let idle: Vec<bool> = (0..self.rows.len()).map(|row| row < last && idle(row)).collect();
        self.keep_rows(|row| !idle[row]);
    }

    /// Keeps some rows.
    pub fn keep_rows(&mut self, keep: impl Fn(usize) -> bool) {
        let mut rows = SparseRows::default();
        for row in (0..self.rows.len()).filter(|row| keep(*row)) {
            rows.push(self.rows.lower[row], self.rows.upper[row], self.rows.terms(row));
        }
        self.rows = rows;
    }

    /// What a column is in terms of the columns that are left.
    pub fn resolved(&self) -> Vec<Expression> {
        let mut all: Vec<Expression> =
            (0..self.lower.len()).map(|at| Expression { constant: 0.0, terms: vec![(at, 1.0)] }).collect();
        for (column, expression) in self.steps.iter().rev() {
            let mut constant = expression.constant;
            let mut terms: BTreeMap<usize, f64> = BTreeMap::new();
            for (other, each) in &expression.terms {
                constant += each * all[*other].constant;
                for (left, value) in &all[*other].terms {
                    *terms.entry(*left).or_default() += each * value;
                }
            }
            all[*column] = Expression { constant, terms: terms.into_iter().filter(|(_, each)| *each != 0.0).collect() };
        }
        all
    }
}

impl Expression {
    /// Its value.
    pub fn at(&self, values: &[f64]) -> f64 {
        self.constant + self.terms.iter().map(|(at, each)| each * values[*at]).sum::<f64>()
    }
}
