//! The master: decisions, one θ a cluster, and the cuts so far, at HiGHS.
//!
//! ```text
//! max  c·d + f · Σ_j θ[j]     A d between its sides,   Σ_j θ[j] + h·d ≥ H,   cuts,   Σ_o z[o] ≥ 1 where needed
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d, c, A, f, h, H | decisions and what stands about them | – | `problem.rs` |
//! | θ[j] | what cluster j is worth; at most what its best places give | – | decided |
//! | cuts | see `cut.rs` | – | found |
//!
//! Its rows are kept here too: every bound is derived from them and the multipliers in our own
//! arithmetic (`safe_bound.rs`), whatever the solver says.
//!
//! Source: Benders 1962.

use super::asked::Pool;
use super::cut::{Cut, again};
use super::people::People;
use super::problem::Covering;
use crate::method::MethodError;
use crate::method::linear::failed;
use crate::method::safe_bound::{Derived, SparseRows, safe_bound};
use doorstep_highs::{Basis, Flow, Highs, Model, OptionValue, RunEnd};

/// Coefficients up to this are taken at their most and put into the constant.
const SMALLEST: f64 = 1e-7;

/// A row after the standing ones.
#[derive(Debug, Clone)]
pub(super) enum Added {
    /// A cut of a cluster, and since how many solves it has been slack.
    Cut { cluster: usize, critical: Vec<u32>, slack: u32 },
    /// A cohort that has to be served.
    Served,
    /// A floor on reach.
    Floor,
}

/// A solved linear master.
pub(super) struct Point {
    /// Decisions.
    pub decisions: Vec<f64>,
    /// What the master believes each cluster to be worth.
    pub worth: Vec<f64>,
    /// No decisions are better, derived from the multipliers.
    pub bound: f64,
    /// What a unit of each decision adds to that bound.
    pub reduced: Vec<f64>,
}

/// How a linear master ended.
pub(super) enum Linear {
    /// Solved.
    Point(Point),
    /// No decisions keep the rows.
    Impossible,
}

pub(super) struct Master {
    highs: Highs,
    pub rows: SparseRows,
    pub added: Vec<Added>,
    /// The row that holds an earlier goal about people.
    pub held: Option<usize>,
    decisions: usize,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    cost: Vec<f64>,
    whole: Vec<bool>,
    /// Simplex iterations so far.
    pub work: u64,
    known: usize,
    /// Where the first solve begins.
    from: Option<Basis>,
}

impl Master {
    /// The master of a problem without cuts.
    pub fn of(problem: &Covering) -> Result<Master, MethodError> {
        let (decisions, clusters) = (problem.decisions(), problem.people.clusters.len());
        let mut rows = problem.rows.clone();
        if let Some(held) = &problem.held {
            let worth = (0..clusters).map(|cluster| (decisions + cluster, 1.0));
            rows.push(held.side, f64::INFINITY, held.terms.iter().copied().chain(worth));
        }
        let (mut lower, mut upper) = (problem.lower.clone(), problem.upper.clone());
        lower.extend(vec![0.0; clusters]);
        upper.extend((0..clusters).map(|cluster| problem.people.most(cluster)));
        let mut cost = problem.cost.clone();
        cost.extend(vec![f64::from(u8::from(problem.counts)); clusters]);
        let mut whole = problem.whole.clone();
        whole.extend(vec![false; clusters]);
        let mut highs = Highs::new().map_err(failed)?;
        // A master is presolved before it is built, and small: the solver's own presolve takes longer than
        // what it saves.
        highs.set_option("presolve", OptionValue::Text("off".to_owned())).map_err(failed)?;
        let held = problem.held.as_ref().map(|_| rows.len() - 1);
        Ok(Master {
            highs,
            rows,
            added: Vec::new(),
            held,
            decisions,
            lower,
            upper,
            cost,
            whole,
            work: 0,
            known: 0,
            from: None,
        })
    }

    /// Begins with what an earlier master left: its cuts for the people as they are now, and from where it ended.
    pub fn begin(&mut self, people: &People, pool: &Pool) {
        let standing = self.rows.len();
        for cut in again(people, &pool.cuts, self.decisions) {
            self.add(cut);
        }
        let fits = |basis: &&Basis| {
            let (columns, rows) = basis.shape();
            // The last cuts may have been found after the last solve.
            columns == self.cost.len() && (standing..=standing + pool.cuts.len()).contains(&rows)
        };
        self.from = pool.basis.as_ref().filter(fits).cloned();
    }

    /// Adds a cut; the solver hears of it before the next solve.
    pub fn add(&mut self, cut: Cut) {
        let mut constant = cut.constant;
        let mut terms = Vec::with_capacity(cut.terms.len() + 1);
        for (place, each) in cut.terms {
            if each > SMALLEST {
                terms.push((place, -each));
            } else {
                constant += each * self.upper[place].max(0.0);
            }
        }
        terms.push((self.decisions + cut.cluster, 1.0));
        self.rows.push(f64::NEG_INFINITY, constant, terms);
        self.added.push(Added::Cut { cluster: cut.cluster, critical: cut.critical, slack: 0 });
    }

    /// Adds the row that a cohort is served by some of these places.
    pub fn serve(&mut self, places: impl IntoIterator<Item = usize>) {
        self.rows.push(1.0, f64::INFINITY, places.into_iter().map(|place| (place, 1.0)));
        self.added.push(Added::Served);
    }

    /// Adds a row that a floor on reach needs.
    pub fn floor(&mut self, terms: Vec<(usize, f64)>, least: f64) {
        self.rows.push(least, f64::INFINITY, terms);
        self.added.push(Added::Floor);
    }

    /// The whole master as the solver takes it.
    pub fn model(&self, whole: bool) -> Model {
        Model {
            minimise: false,
            offset: 0.0,
            cost: self.cost.clone(),
            lower: self.lower.clone(),
            upper: self.upper.clone(),
            integer: if whole { self.whole.clone() } else { vec![false; self.whole.len()] },
            row_lower: self.rows.lower.clone(),
            row_upper: self.rows.upper.clone(),
            starts: self.rows.starts.clone(),
            columns: self.rows.columns.clone(),
            values: self.rows.values.clone(),
        }
    }

    /// Tells the solver of new rows.
    fn tell(&mut self) -> Result<(), MethodError> {
        if self.known == 0 {
            let model = self.model(false);
            self.highs.pass(&model).map_err(failed)?;
            if let Some(basis) = self.from.take() {
                self.highs.set_basis(&basis).map_err(failed)?;
            }
        } else if self.known <= self.rows.len() {
            let from = self.known - 1;
            let first = self.rows.starts[from];
            let starts: Vec<usize> = self.rows.starts[from..].iter().map(|at| at - first).collect();
            let (lower, upper) = (&self.rows.lower[from..], &self.rows.upper[from..]);
            let (columns, values) = (&self.rows.columns[first..], &self.rows.values[first..]);
            self.highs.add_rows(lower, upper, &starts, columns, values).map_err(failed)?;
        }
        self.known = self.rows.len() + 1;
        Ok(())
    }

    /// Solves the linear master, from the basis of the last time.
    pub fn solve(&mut self) -> Result<Linear, MethodError> {
        self.tell()?;
        let mut end = self.highs.run(&mut |_| Flow::Continue).map_err(failed)?;
        self.work += self.highs.lp_iterations();
        if !matches!(end, RunEnd::Optimal | RunEnd::Infeasible) {
            // A basis it cannot go on from is no basis.
            self.highs.clear_solver().map_err(failed)?;
            end = self.highs.run(&mut |_| Flow::Continue).map_err(failed)?;
            self.work += self.highs.lp_iterations();
        }
        match end {
            RunEnd::Optimal => {}
            RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible => return Ok(Linear::Impossible),
            RunEnd::Empty => {
                let point = Point { decisions: Vec::new(), worth: Vec::new(), bound: 0.0, reduced: Vec::new() };
                return Ok(Linear::Point(point));
            }
            end => return Err(MethodError::Failed(format!("a master ended as {end:?}"))),
        }
        let values = self.highs.values();
        let mut multipliers = self.highs.row_duals();
        self.mend(&mut multipliers);
        let Derived { bound, mut reduced } = safe_bound(&self.rows, &self.lower, &self.upper, &self.cost, &multipliers);
        reduced.truncate(self.decisions);
        let first = self.rows.len() - self.added.len();
        for (at, added) in self.added.iter_mut().enumerate() {
            if let Added::Cut { slack, .. } = added {
                *slack = if multipliers[first + at] > 0.0 { 0 } else { *slack + 1 };
            }
        }
        let inside = |at: usize| values[at].clamp(self.lower[at], self.upper[at]);
        let decisions = (0..self.decisions).map(inside).collect();
        Ok(Linear::Point(Point { decisions, worth: values[self.decisions..].to_vec(), bound, reduced }))
    }

    /// Scales the multipliers of each cluster's cuts so that its θ costs nothing: a billionth too much
    /// or too little would be paid for with all that the cluster can be worth.
    fn mend(&self, multipliers: &mut [f64]) {
        let clusters = self.lower.len() - self.decisions;
        let held = self.held.map_or(0.0, |row| multipliers[row].min(0.0));
        let mut sums = vec![0.0; clusters];
        let first = self.rows.len() - self.added.len();
        for (at, added) in self.added.iter().enumerate() {
            if let Added::Cut { cluster, .. } = added {
                multipliers[first + at] = multipliers[first + at].max(0.0);
                sums[*cluster] += multipliers[first + at];
            }
        }
        for (at, added) in self.added.iter().enumerate() {
            if let Added::Cut { cluster, .. } = added {
                let wanted = self.cost[self.decisions + cluster] - held;
                let share = wanted / sums[*cluster];
                if (0.99..1.01).contains(&share) {
                    multipliers[first + at] *= share;
                }
            }
        }
    }

    /// How many cuts have been slack for so long.
    pub fn stale(&self, long: u32) -> usize {
        self.added.iter().filter(|added| matches!(added, Added::Cut { slack, .. } if *slack >= long)).count()
    }

    /// Forgets cuts that have long been slack, and the solver's basis with them.
    pub fn forget(&mut self, long: u32) {
        let stale = |added: &Added| matches!(added, Added::Cut { slack, .. } if *slack >= long);
        let first = self.rows.len() - self.added.len();
        let mut rows = self.rows.clone();
        rows.truncate(first);
        let mut added = Vec::new();
        for (at, each) in std::mem::take(&mut self.added).into_iter().enumerate() {
            if !stale(&each) {
                let row = first + at;
                rows.push(self.rows.lower[row], self.rows.upper[row], self.rows.terms(row));
                added.push(each);
            }
        }
        (self.rows, self.added, self.known) = (rows, added, 0);
    }

    /// The cuts that held at the last solve, to write them down again for other people, and where it ended.
    /// With all of them every solve would begin with more than the last.
    pub fn pool(&self) -> Pool {
        let first = self.rows.len() - self.added.len();
        let (mut cuts, mut rows) = (Vec::new(), (0..first).collect::<Vec<_>>());
        for (at, added) in self.added.iter().enumerate() {
            if let Added::Cut { cluster, critical, slack: 0 } = added {
                cuts.push((*cluster, critical.clone()));
                rows.push(first + at);
            }
        }
        Pool { cuts, basis: self.highs.basis().map(|basis| basis.of_rows(rows)) }
    }
}
