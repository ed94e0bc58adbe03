//! A bound from multipliers, whatever they are: nothing a solver says has to be believed.
//!
//! ```text
//! max { c·x : b⁻ ≤ A x ≤ b⁺, l ≤ x ≤ u }  ≤  Σ_i side(λ[i]) + Σ_j max(d[j] l[j], d[j] u[j]),   d = c − λ A
//! side(λ) = λ b⁺ for λ > 0, λ b⁻ for λ < 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | c, A, b, l, u | a linear problem; every column has finite bounds | – | formulation |
//! | λ | one multiplier a row; of any size, taken as 0 on a side that is open | – | a solver's duals, or anything |
//! | d | reduced costs, computed here | – | c − λ A |
//!
//! Sums are compensated, and what rounding could still have lost is added. So the bound stands with
//! its arithmetic, also where the solver stopped early or was wrong; wrong multipliers only make it
//! worse.
//!
//! Source: Neumaier & Shcherbina 2004, "Safe bounds in linear and mixed-integer linear programming".

/// Rows one after another: `lower ≤ Σ values · x[columns] ≤ upper`.
#[derive(Debug, Clone, PartialEq)]
pub struct SparseRows {
    /// Least values, or −∞.
    pub lower: Vec<f64>,
    /// Greatest values, or ∞.
    pub upper: Vec<f64>,
    /// Where each row begins, and at last where they end.
    pub starts: Vec<usize>,
    /// Columns.
    pub columns: Vec<usize>,
    /// Coefficients.
    pub values: Vec<f64>,
}

impl Default for SparseRows {
    fn default() -> SparseRows {
        SparseRows { lower: Vec::new(), upper: Vec::new(), starts: vec![0], columns: Vec::new(), values: Vec::new() }
    }
}

impl SparseRows {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// Adds one.
    pub fn push(&mut self, lower: f64, upper: f64, terms: impl IntoIterator<Item = (usize, f64)>) {
        for (column, value) in terms {
            self.columns.push(column);
            self.values.push(value);
        }
        self.lower.push(lower);
        self.upper.push(upper);
        self.starts.push(self.columns.len());
    }

    /// Columns and coefficients of a row.
    pub fn terms(&self, row: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[row]..self.starts[row + 1];
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// Forgets a row and all after it.
    pub fn truncate(&mut self, rows: usize) {
        self.lower.truncate(rows);
        self.upper.truncate(rows);
        self.starts.truncate(rows + 1);
        let end = self.starts.last().copied().unwrap_or(0);
        self.columns.truncate(end);
        self.values.truncate(end);
    }
}

/// A sum with what rounding took from it kept apart, and the size of what went in.
#[derive(Default)]
struct Sum {
    total: f64,
    lost: f64,
    size: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost +=
            if self.total.abs() >= value.abs() { (self.total - next) + value } else { (value - next) + self.total };
        self.total = next;
        self.size += value.abs();
    }

    /// No less than the exact sum.
    fn above(&self) -> f64 {
        self.total + self.lost + self.size * 4.0 * f64::EPSILON
    }
}

/// The bound, and the reduced costs it was computed with.
pub struct Derived {
    /// Nothing is better.
    pub bound: f64,
    /// What a unit of each column adds to the bound.
    pub reduced: Vec<f64>,
}

/// A bound on the greatest value of a linear problem, valid for any multipliers.
pub fn safe_bound(rows: &SparseRows, lower: &[f64], upper: &[f64], cost: &[f64], multipliers: &[f64]) -> Derived {
    let mut total = Sum::default();
    let mut reduced = cost.to_vec();
    let mut size: Vec<f64> = cost.iter().map(|each| each.abs()).collect();
    for row in 0..rows.len() {
        let multiplier = multipliers.get(row).copied().unwrap_or(0.0);
        let side = if multiplier > 0.0 { rows.upper[row] } else { rows.lower[row] };
        if multiplier == 0.0 || !multiplier.is_finite() || !side.is_finite() {
            continue;
        }
        total.add(multiplier * side);
        for (column, value) in rows.terms(row) {
            let part = multiplier * value;
            reduced[column] -= part;
            size[column] += part.abs();
        }
    }
    for (column, each) in reduced.iter().enumerate() {
        total.add((each * lower[column]).max(each * upper[column]));
        // The reduced cost itself is a rounded sum.
        total.size += size[column] * lower[column].abs().max(upper[column].abs());
    }
    Derived { bound: total.above(), reduced }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// max 3a + 2b with a + b ≤ 1.5, a, b in [0, 1]: 4 at (1, ½).
    fn small() -> (SparseRows, [f64; 2], [f64; 2], [f64; 2]) {
        let mut rows = SparseRows::default();
        rows.push(f64::NEG_INFINITY, 1.5, [(0, 1.0), (1, 1.0)]);
        (rows, [0.0; 2], [1.0; 2], [3.0, 2.0])
    }

    #[test]
    fn the_best_multipliers_give_the_value_itself() {
        let (rows, lower, upper, cost) = small();
        let derived = safe_bound(&rows, &lower, &upper, &cost, &[2.0]);
        assert!((4.0..4.0 + 1e-12).contains(&derived.bound), "{}", derived.bound);
        assert!((derived.reduced[0] - 1.0).abs() < 1e-15 && derived.reduced[1].abs() < 1e-15);
    }

    #[test]
    fn any_multipliers_give_a_bound_even_of_the_wrong_sign() {
        let (rows, lower, upper, cost) = small();
        for multiplier in [-1e9, -2.0, 0.0, 0.3, 1.0, 2.7, 1e9, f64::NAN, f64::INFINITY] {
            let derived = safe_bound(&rows, &lower, &upper, &cost, &[multiplier]);
            assert!(derived.bound >= 4.0 && derived.bound.is_finite(), "{multiplier}: {}", derived.bound);
        }
    }

    #[test]
    fn rows_with_two_sides_use_the_side_the_sign_asks_for() {
        let mut rows = SparseRows::default();
        rows.push(0.25, 0.75, [(0, 1.0)]);
        let most = safe_bound(&rows, &[0.0], &[1.0], &[1.0], &[1.0]);
        let least = safe_bound(&rows, &[0.0], &[1.0], &[-1.0], &[-1.0]);
        assert!((most.bound - 0.75).abs() < 1e-12 && (least.bound + 0.25).abs() < 1e-12);
    }
}
