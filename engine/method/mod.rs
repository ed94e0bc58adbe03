//! Ways to solve a problem, behind one seam.
//!
//! A [`Method`] says whether it supports a [`Problem`] and opens a [`Session`]. A session takes
//! typed [`Change`]s and solves again for an [`Aim`]; what comes back is an [`Outcome`]. Everything
//! above (stages of goals, settling on whole sessions, alternatives, and later frontiers, ladders,
//! repairs and ensembles) is written against `Session` and nothing lower.

mod assembled;
mod bottleneck;
mod canonical;
mod choice;
pub mod cover;
mod decomposed;
mod export;
mod general;
mod guided;
mod hot;
mod joint;
mod linear;
mod plans;
mod portable;
mod prices;
mod relaxation;
mod room;
pub mod safe_bound;
mod search;
mod settle;
mod several;
mod small;
mod staged;
mod unbound;
mod watch;

pub use assembled::Assembled;
pub use canonical::{Allotment, canonical_reach, know_today};
pub use choice::{Choice, Wanted, choose};
pub use cover::Cover;
pub use decomposed::Decomposed;
pub use export::{usable, write_model};
pub use general::{General, solver_version};
pub use joint::joint_bound;
pub use linear::Linear;
pub use portable::Portable;
pub use prices::Priced;
pub use settle::{Open, left_open, settle};
pub use several::{Criterion, Several};
pub use small::least;
pub use staged::{Stage, Staged, solve_in_order, stages_of};
pub use watch::{Progress, Quiet, Shared, Watcher};

use crate::formulation::{Aim, ColumnKey, Formulation, Grain, RowKey};
use crate::instance::Instance;
use doorstep_scenario::{AreaIx, GroupIx, LevelIx, LineIx, ModeIx, Pence, Rule, Scenario, ServiceIx};
use std::sync::Arc;

/// What is to be solved: derived numbers, rules and goals (both stand in the scenario), and how
/// finely sessions are modelled.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The instance.
    pub instance: Arc<Instance>,
    /// How sessions are modelled.
    pub grain: Grain,
}

impl Problem {
    /// Small problems are solved on whole sessions at once; large ones on continuous sessions that
    /// are settled afterwards.
    pub fn of(instance: Arc<Instance>) -> Problem {
        /// Up to here whole sessions cost the general method little.
        const SMALL: usize = 60;
        let grain = if instance.offers.len() <= SMALL { Grain::Whole } else { Grain::Relaxed };
        Problem { instance, grain }
    }
}

/// A way to solve problems.
pub trait Method {
    /// Its name, as `--method` takes it.
    fn name(&self) -> &'static str;

    /// What in this problem it cannot do; empty when it supports all of it.
    fn unsupported(&self, problem: &Problem) -> Vec<String>;

    /// Opens a session.
    ///
    /// # Errors
    /// [`MethodError`] when the solver behind it cannot be used.
    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError>;
}

/// A solver failed where it should have answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MethodError {
    /// The solver cannot be used at all.
    #[error("the solver cannot be used: {0}")]
    Unusable(String),
    /// The solver gave up or contradicted itself.
    #[error("the solver failed: {0}")]
    Failed(String),
    /// A change names something that is not there.
    #[error("the change names {0}, which this problem does not have")]
    NoSuch(String),
}

/// A change of the problem between two solves.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Keep a decision at a value.
    Fix(ColumnKey, f64),
    /// Keep a decision between two values.
    Bound(ColumnKey, f64, f64),
    /// Keep a decision between two values as well, as far as what was laid on it by the changes above lets it:
    /// a later one of its kind stands in place of the last, and what those say is never lost.
    Narrow(ColumnKey, f64, f64),
    /// Let a decision go again.
    Free(ColumnKey),
    /// Other sides for a row.
    RowBound(RowKey, f64, f64),
    /// Keep an aim at least (or, where less is better, at most) at a value, in the aim's unit.
    Hold(Aim, f64),
    /// Forget every held aim.
    ReleaseHolds,
    /// At least so many sites at another level than these.
    Differ(Vec<LevelIx>, usize),
    /// At most so many sites at another level than these.
    Near(Vec<LevelIx>, usize),
    /// Have so much more of the aim, in its unit, for each unit of a column: values and bounds are of both
    /// together. In place of what was laid on so before; nothing lets it go.
    Sway(Vec<(ColumnKey, f64)>),
    /// Whole or continuous sessions.
    Grain(Grain),
    /// One more rule.
    AddRule(Rule),
    /// One rule less, by id.
    DropRule(String),
    /// Another amount for a target, by id.
    Target(String, Pence),
    /// Another number of people.
    People(AreaIx, GroupIx, u32),
    /// Another cost of a session.
    SessionCost(ServiceIx, ModeIx, LineIx, Pence),
    /// Other numbers throughout: a scenario of the same places, services and rules. What was learnt of the
    /// last one is where the next solve starts.
    Scenario(Arc<Scenario>),
    /// Columns known to keep every rule, to start from.
    Start(Vec<f64>),
}

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// Stop when value and bound are this near to each other, as a share. Where stages of goals are
    /// solved, `None` stands for each goal's own tolerance.
    pub gap: Option<f64>,
    /// Stop after this much work, in simplex iterations: the same everywhere.
    pub work: Option<u64>,
    /// Stop after this many seconds: not reproducible.
    pub seconds: Option<f64>,
    /// While no plan is found at all, go on up to so many times these limits; less than 1 stands for 1.
    pub patience: f64,
    /// Seed of the solver.
    pub seed: u32,
}

impl Limits {
    /// Where a search costs little, a bound is looked for until it is this near to a plan.
    fn for_a_bound(&self) -> Limits {
        const NEAR: f64 = 2e-3;
        Limits { gap: Some(self.gap.unwrap_or(NEAR)), ..*self }
    }

    /// The gap at which to stop.
    pub fn gap(&self) -> f64 {
        self.gap.unwrap_or(0.0)
    }
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Value and bound are as near to each other as was asked.
    Proven,
    /// Stopped earlier: by work, by time or by a person.
    Stopped,
    /// No decisions keep every rule.
    Impossible,
}

/// What a bound rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Summed up here from multipliers: it rests on no solver.
    Derived,
    /// The solver's word for a linear relaxation solved to its end.
    SolverRelaxation,
    /// The solver's word for a search tree.
    SolverTree,
    /// There is none.
    None,
}

/// What a solve found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub status: Status,
    /// The best columns found, in the order of the session's formulation.
    pub columns: Option<Vec<f64>>,
    /// The aim at those columns, in its unit.
    pub value: Option<f64>,
    /// No decisions are better than this, in the aim's unit.
    pub bound: Option<f64>,
    /// What the bound rests on.
    pub certificate: Certificate,
    /// Work done, in simplex iterations.
    pub work: u64,
}

impl Outcome {
    /// Nothing keeps every rule.
    pub(crate) fn impossible(work: u64) -> Outcome {
        Outcome {
            status: Status::Impossible,
            columns: None,
            value: None,
            bound: None,
            certificate: Certificate::None,
            work,
        }
    }

    /// The proven gap, once there are a plan and a bound.
    pub fn gap(&self) -> Option<f64> {
        self.value.zip(self.bound).map(|(value, bound)| gap(value, bound))
    }
}

/// The relative distance of a value from its bound: |bound − value| ÷ |bound|; 0 when they are
/// equal, infinite when only the bound is 0. A gap of at most `within` means at least (1 − within),
/// or at most (1 + within), of the best there is.
pub fn gap(value: f64, bound: f64) -> f64 {
    let apart = (bound - value).abs();
    if apart < 1e-9 {
        0.0
    } else if bound.abs() < 1e-9 {
        f64::INFINITY
    } else {
        apart / bound.abs()
    }
}

/// An open problem that can be changed and solved again.
pub trait Session {
    /// The columns and rows as they stand.
    fn formulation(&self) -> &Formulation;

    /// How sessions are modelled now.
    fn grain(&self) -> Grain;

    /// Changes the problem.
    ///
    /// # Errors
    /// [`MethodError::NoSuch`] when the change names something that is not there.
    fn change(&mut self, change: Change) -> Result<(), MethodError>;

    /// Solves for an aim.
    ///
    /// # Errors
    /// [`MethodError`] when the solver fails; having no solution is an [`Outcome`].
    fn solve(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError>;

    /// How good a plan can be at most; whether there is one, and what, matters little.
    ///
    /// # Errors
    /// As [`Session::solve`].
    fn bound(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        self.solve(aim, &limits.for_a_bound(), watcher)
    }

    /// What the method made of the problem so far, for readers: sentences without a full stop, the same
    /// for the same changes and solves.
    fn told(&self) -> Vec<String> {
        Vec::new()
    }
}
