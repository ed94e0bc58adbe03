//! Several futures at once: decisions are the same in all of them, who comes where is each one's own.
//!
//! ```text
//! first stage     u = (y, z, x)         levels, runs and sessions: one set of columns for all futures
//! second stage    r[i], …               people and what follows from them: columns of each future i
//! every row of every future's own formulation, over u and its r[i]
//!
//! S = min Σ_i p[i] · shortfall_i        where anything is soft; held while the criterion is solved
//! mean      best Σ_i p[i] · v[i]
//! regret    min t                       t ≥ b[i] − v[i] for every i, t ≥ 0       (for least: v[i] − b[i])
//! CVaR      max η − Σ_i p[i] d[i] ÷ α    d[i] ≥ η − v[i], d[i] ≥ 0                 (for least: min η + …)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | v[i] | the goal in future i | the goal's | formulation of the future |
//! | b[i] | the best there is in it, or a bound on that | the goal's | explore |
//! | p[i] | weight of the future, in all 1 | – | design of the futures |
//! | α | share of the worst futures | 0 to 1 | asked |
//! | η, d[i] | the edge of the worst futures, and how far i is beyond it | the goal's | decided |
//!
//! Nothing is written twice: each future's rows are those of its own [`Formulation`], with its columns of
//! decisions put onto one set by their keys. Rows about decisions alone that are alike but for their sides
//! become one, with the stricter side.
//!
//! The sum of shortfalls is least only if each future's is as small as the decisions let it be: so what is held
//! is what canonical reach comes to.
//!
//! Sources: Savage 1951, The theory of statistical decision, Journal of the American Statistical Association 46;
//! Kouvelis and Yu 1997, Robust Discrete Optimization and Its Applications; Rockafellar and Uryasev 2000,
//! Optimization of conditional value-at-risk, Journal of Risk 2, theorem 1.

mod columns;
mod criterion;
mod search;

pub use criterion::Criterion;

use super::assembled::{Flat, FlatRow};
use super::{Limits, MethodError, Outcome, Watcher, know_today};
use crate::formulation::{Aim, ColumnKey, Formulation, Grain, Objective};
use crate::instance::Instance;
use columns::Columns;
use std::sync::Arc;

/// Several futures over one set of decisions.
#[derive(Debug, Clone)]
pub struct Several {
    futures: Vec<Formulation>,
    weights: Vec<f64>,
    columns: Columns,
    rows: Vec<FlatRow>,
    left_out: Vec<bool>,
    slack: Vec<usize>,
    /// What the shortfalls may come to in the mean, where that was settled.
    held: Option<f64>,
    narrowed: Vec<(usize, f64, f64)>,
    /// Plans to start from.
    starts: Vec<Vec<f64>>,
}

impl Several {
    /// Futures of the same places and services, with weights that add up to 1.
    ///
    /// # Errors
    /// [`MethodError`] when there is none, when they differ in what can be decided, or when today's reach cannot
    /// be worked out.
    pub fn of(futures: &[(Arc<Instance>, f64)], grain: Grain) -> Result<Several, MethodError> {
        let mut formulations = Vec::new();
        for (instance, _) in futures {
            know_today(instance)?;
            formulations.push(Formulation::formulate(instance, grain));
        }
        let (columns, shared) = columns::shared(&formulations)?;
        Ok(Several {
            weights: futures.iter().map(|(_, weight)| *weight).collect(),
            futures: formulations,
            columns,
            rows: shared.rows,
            left_out: shared.left_out,
            slack: shared.slack,
            held: None,
            narrowed: Vec::new(),
            starts: Vec::new(),
        })
    }

    /// The formulation of a future.
    pub fn formulation(&self, future: usize) -> &Formulation {
        &self.futures[future]
    }

    /// How many columns and rows there are in all.
    pub fn size(&self) -> (usize, usize) {
        (self.columns.lower.len(), self.rows.len())
    }

    /// The columns of one future among those of all.
    pub fn own(&self, future: usize, columns: &[f64]) -> Vec<f64> {
        self.columns.place[future].iter().map(|at| columns[*at]).collect()
    }

    /// From now on decisions lie between these bounds, in place of what was laid on before.
    pub fn narrow(&mut self, bounds: &[(ColumnKey, f64, f64)]) {
        let first = &self.futures[0];
        let place = |key: &ColumnKey| first.column(*key).map(|own| self.columns.place[0][own]);
        self.narrowed = bounds.iter().filter_map(|(key, low, high)| place(key).map(|at| (at, *low, *high))).collect();
    }

    /// A plan to start from, by its columns in each future. One that breaks a row is not used.
    pub fn start_from(&mut self, each: &[Vec<f64>]) {
        let mut columns = self.columns.lower.clone();
        for (place, own) in self.columns.place.iter().zip(each) {
            for (at, value) in place.iter().zip(own) {
                columns[*at] = *value;
            }
        }
        self.starts.push(columns);
    }

    /// From now on the shortfalls are in the mean at most this.
    pub fn hold(&mut self, shortfall: Option<f64>) {
        self.held = shortfall;
    }

    /// The least the shortfalls can be in the mean.
    ///
    /// # Errors
    /// [`MethodError`] when the solver fails.
    pub fn shortfall(&self, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        let mut flat = self.flat(&self.objectives(Aim::LeastShortfall));
        flat.objective = self.mean(&self.objectives(Aim::LeastShortfall));
        self.search(Aim::LeastShortfall, flat, "all futures: shortfall", self.starts.clone(), limits, watcher)
    }

    /// The best plan by a criterion. `best` holds for each future the best there is, in the aim's unit; only regret
    /// asks for it. Value and bound are of the criterion.
    ///
    /// # Errors
    /// [`MethodError`] when the solver fails.
    pub fn solve(
        &self,
        aim: Aim,
        criterion: Criterion,
        best: &[f64],
        limits: &Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Outcome, MethodError> {
        let objectives = self.objectives(aim);
        let mut flat = self.flat(&objectives);
        let spare = criterion::add(&mut flat, criterion, &objectives, &self.weights, best);
        let mut starts = self.starts.clone();
        for start in &mut starts {
            criterion::complete(criterion, &objectives, &self.weights, best, spare, start);
        }
        let mut outcome = self.search(aim, flat, criterion.step(), starts, limits, watcher)?;
        outcome.value = outcome.value.map(|value| value - spare);
        outcome.bound = outcome.bound.map(|bound| bound - spare);
        Ok(outcome)
    }

    /// An aim in each future, over the columns of all.
    fn objectives(&self, aim: Aim) -> Vec<Objective> {
        let of = |(formulation, place): (&Formulation, &Vec<usize>)| {
            let mut own = Objective::of(aim, formulation);
            own.terms.iter_mut().for_each(|(at, _)| *at = place[*at]);
            own
        };
        self.futures.iter().zip(&self.columns.place).map(of).collect()
    }

    /// Their mean.
    fn mean(&self, objectives: &[Objective]) -> Objective {
        let Some(first) = objectives.first() else {
            return Objective { maximise: false, terms: Vec::new(), offset: 0.0, unit: 1.0 };
        };
        let each = || objectives.iter().zip(&self.weights);
        let terms = each().flat_map(|(own, weight)| own.terms.iter().map(move |(at, each)| (*at, each * weight)));
        let offset = each().map(|(own, weight)| own.offset * weight).sum();
        Objective { terms: terms.collect(), offset, ..first.clone() }
    }

    /// Everything in flat lists, with what is held; the objective is the mean until a criterion stands in its place.
    fn flat(&self, objectives: &[Objective]) -> Flat {
        let mut flat = Flat {
            objective: self.mean(objectives),
            swayed: true,
            lower: self.columns.lower.clone(),
            upper: self.columns.upper.clone(),
            whole: self.columns.whole.clone(),
            rows: self.rows.clone(),
            standing: self.rows.len(),
            slack: self.slack.clone(),
        };
        for (at, low, high) in &self.narrowed {
            // Where the two do not meet, what is decided elsewhere stands.
            (flat.lower[*at], flat.upper[*at]) =
                (low.max(flat.lower[*at]).min(flat.upper[*at]), high.min(flat.upper[*at]).max(flat.lower[*at]));
        }
        if let Some(held) = self.held {
            let missed = self.mean(&self.objectives(Aim::LeastShortfall));
            // A power of two changes no digit, and keeps small weights above what solvers drop.
            let largest = missed.terms.iter().map(|(_, each)| each.abs()).fold(0.0, f64::max);
            let scale = if largest > 0.0 { largest.log2().floor().exp2() } else { 1.0 };
            let terms = missed.terms.into_iter().map(|(at, each)| (at, each / scale)).collect();
            flat.rows.push((f64::NEG_INFINITY, (held * missed.unit - missed.offset) / scale, terms));
        }
        flat
    }
}
