//! A dense two-phase simplex for the small transport problems of the enumerator.
//!
//! Dantzig's rule while it is short, Bland's rule after that, so that it always ends.

const EPS: f64 = 1e-9;

/// What a linear programme says.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The largest value, and where.
    Optimal(f64, Vec<f64>),
    /// No point satisfies all rows.
    Infeasible,
    /// There is no largest value.
    Unbounded,
}

/// Maximise `objective · x` over `rows · x <= limits`, `x >= 0`.
pub struct Programme {
    /// One weight for each variable.
    pub objective: Vec<f64>,
    /// Dense rows and their right-hand sides.
    pub rows: Vec<(Vec<f64>, f64)>,
}

struct Tableau {
    /// Rows of the constraints, then the objective, then the objective of phase one. Columns: the
    /// variables outside the basis, then the right-hand side.
    cells: Vec<Vec<f64>>,
    /// Name of the variable of each row; slack i is `variables + 1 + i`, the artificial one is
    /// `variables`.
    basis: Vec<usize>,
    /// Name of the variable of each column.
    outside: Vec<usize>,
}

impl Programme {
    /// Solves it.
    pub fn solve(&self) -> Answer {
        let (n, m) = (self.objective.len(), self.rows.len());
        let worst = (0..m).min_by(|&a, &b| self.rows[a].1.total_cmp(&self.rows[b].1));
        let mut tableau = self.tableau();
        if let Some(row) = worst.filter(|&row| self.rows[row].1 < -EPS) {
            // The artificial variable enters at the most violated row; after that all are feasible.
            tableau.pivot(row, n);
            if !tableau.run(m + 1, None) {
                return Answer::Unbounded;
            }
            let size = self.rows.iter().map(|(_, limit)| limit.abs()).fold(1.0, f64::max);
            if tableau.cells[m + 1][n + 1] < -1e-9 * size {
                return Answer::Infeasible;
            }
            if let Some(row) = (0..m).find(|&row| tableau.basis[row] == n) {
                // Basic at zero: swap it out over its largest cell.
                let column = (0..=n)
                    .max_by(|&a, &b| tableau.cells[row][a].abs().total_cmp(&tableau.cells[row][b].abs()))
                    .unwrap();
                if tableau.cells[row][column].abs() > EPS {
                    tableau.pivot(row, column);
                }
            }
        }
        if !tableau.run(m, Some(n)) {
            return Answer::Unbounded;
        }
        let mut at = vec![0.0; n];
        for (row, &name) in tableau.basis.iter().enumerate() {
            if name < n {
                at[name] = tableau.cells[row][n + 1];
            }
        }
        // Summed afresh: the tableau's own corner has gathered every rounding on the way.
        Answer::Optimal(self.objective.iter().zip(&at).map(|(c, x)| c * x).sum(), at)
    }

    fn tableau(&self) -> Tableau {
        let (n, m) = (self.objective.len(), self.rows.len());
        let mut cells = Vec::with_capacity(m + 2);
        for (row, limit) in &self.rows {
            let mut line = row.clone();
            line.extend([-1.0, *limit]);
            cells.push(line);
        }
        let mut line: Vec<f64> = self.objective.iter().map(|c| -c).collect();
        line.extend([0.0, 0.0]);
        cells.push(line);
        let mut line = vec![0.0; n];
        line.extend([1.0, 0.0]);
        cells.push(line);
        Tableau { cells, basis: (n + 1..=n + m).collect(), outside: (0..=n).collect() }
    }
}

impl Tableau {
    fn pivot(&mut self, row: usize, column: usize) {
        let factor = 1.0 / self.cells[row][column];
        let mut lead = std::mem::take(&mut self.cells[row]);
        for cell in &mut lead {
            *cell *= factor;
        }
        lead[column] = factor;
        for line in &mut self.cells {
            // The taken row is empty and is skipped here.
            if let Some(&by) = line.get(column).filter(|by| **by != 0.0) {
                for (cell, of) in line.iter_mut().zip(&lead) {
                    *cell -= by * of;
                }
                line[column] = -by * factor;
            }
        }
        self.cells[row] = lead;
        std::mem::swap(&mut self.basis[row], &mut self.outside[column]);
    }

    /// Pivots until objective row `aim` has no negative cell; false when unbounded.
    fn run(&mut self, aim: usize, barred: Option<usize>) -> bool {
        let (m, n) = (self.basis.len(), self.outside.len());
        for turn in 0.. {
            let open = (0..n).filter(|&c| Some(self.outside[c]) != barred && self.cells[aim][c] < -EPS);
            let column = if turn < 20 + 4 * (m + n) {
                open.min_by(|&a, &b| self.cells[aim][a].total_cmp(&self.cells[aim][b]))
            } else {
                open.min_by_key(|&c| self.outside[c])
            };
            let Some(column) = column else { return true };
            let mut leaving: Option<(usize, f64)> = None;
            for row in 0..m {
                if self.cells[row][column] > EPS {
                    let ratio = self.cells[row][n] / self.cells[row][column];
                    let better = leaving.is_none_or(|(best, least)| {
                        ratio < least - 1e-12 || (ratio < least + 1e-12 && self.basis[row] < self.basis[best])
                    });
                    if better {
                        leaving = Some((row, ratio));
                    }
                }
            }
            let Some((row, _)) = leaving else { return false };
            self.pivot(row, column);
        }
        unreachable!("Bland's rule ends")
    }
}
