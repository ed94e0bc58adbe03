//! One problem solved again and again, each time with something laid on it that is taken off afterwards.
//!
//! What a search learns stays in its session, so the next answer comes sooner; plans are settled on whole
//! sessions in a session of their own, which settling may tie down.

use super::options::{aims, settled};
use super::take_up::known_take_up;
use super::{Assessed, RunError};
use crate::formulation::{Aim, Formulation, Grain};
use crate::instance::Instance;
use crate::method::{
    Change, Choice, Limits, Method, Problem, Session, Stage, Staged, Status, Wanted, Watcher, choose, know_today,
    solve_in_order,
};
use std::sync::Arc;
use std::time::Instant;

/// While there is no plan at all, a solve goes on for so many times its share: without one it is worth nothing.
const PATIENCE: f64 = 3.0;

/// What was found with something laid on the problem.
#[derive(Debug)]
pub(super) enum Found {
    /// A plan on whole sessions, checked, and the goals as they were searched for.
    Plan(Box<Assessed>, Vec<Stage>),
    /// Nothing keeps every rule and what was laid on: proven.
    Impossible,
    /// Stopped first; the bound on the first goal, if there was time for one.
    Nothing(Option<f64>),
}

/// The problem, opened.
pub(super) struct Again {
    pub instance: Arc<Instance>,
    pub exact: Formulation,
    pub aims: Vec<(Aim, f64)>,
    /// Named, with why it was chosen.
    pub told: String,
    method: Box<dyn Method>,
    problem: Problem,
    session: Box<dyn Session>,
    limits: Limits,
    started: Instant,
    /// How many solves the time is shared by, as far as they are known.
    waiting: usize,
}

impl Again {
    /// Opens a session. `solves` is how many are to come: the time that is left is shared by them.
    pub fn open(instance: &Arc<Instance>, wanted: Wanted, limits: Limits, solves: usize) -> Result<Again, RunError> {
        known_take_up(instance)?;
        know_today(instance)?;
        let problem = Problem::of(Arc::clone(instance));
        let Choice { method, why } = choose(&problem, wanted);
        let session = method.open(&problem)?;
        Ok(Again {
            instance: Arc::clone(instance),
            exact: Formulation::formulate(instance, Grain::Whole),
            aims: aims(&problem),
            told: format!("{}: {why}", method.name()),
            method,
            problem,
            session,
            limits,
            started: Instant::now(),
            waiting: solves,
        })
    }

    /// More (or fewer) solves are to come than was thought.
    pub fn expect(&mut self, solves: usize) {
        self.waiting = solves;
    }

    /// Today, for comparison.
    pub fn status_quo(&self) -> Result<Assessed, RunError> {
        Assessed::status_quo(&self.exact, &self.aims)
    }

    /// Limits of the next solve: its share of the time that is left.
    fn share(&mut self) -> Limits {
        let waiting = self.waiting.max(1) as f64;
        self.waiting = self.waiting.saturating_sub(1);
        let left = |most: f64| ((most - self.started.elapsed().as_secs_f64()) / waiting).max(0.2);
        Limits { seconds: self.limits.seconds.map(left), ..self.limits }
    }

    /// The best plan by `aims`, in order, with `laid` on the problem.
    pub fn best(
        &mut self,
        label: &str,
        aims: &[(Aim, f64)],
        laid: &[Change],
        watcher: &mut dyn Watcher,
    ) -> Result<Found, RunError> {
        let limits = self.share();
        let (search, rest) = (Limits { patience: PATIENCE, ..part(&limits, 0.8) }, part(&limits, 0.2));
        let staged = self.search(aims, laid, &search, watcher)?;
        if staged.status == Status::Impossible {
            return Ok(Found::Impossible);
        }
        let bound = staged.stages.first().and_then(|stage| stage.bound);
        let Some(columns) = staged.columns.clone() else { return Ok(Found::Nothing(bound)) };
        let mut own = self.method.open(&self.problem)?;
        for change in laid {
            own.change(change.clone())?;
        }
        let plan = settled(label, &mut *own, &self.exact, aims, &staged, columns, &rest, watcher)?;
        Ok(plan.map_or(Found::Nothing(bound), |plan| Found::Plan(Box::new(plan), staged.stages)))
    }

    /// As `best`, but any plan will do that keeps what is laid on: the first that is found, settled without holding
    /// its value.
    pub fn near(
        &mut self,
        label: &str,
        aims: &[(Aim, f64)],
        laid: &[Change],
        watcher: &mut dyn Watcher,
    ) -> Result<Found, RunError> {
        let limits = self.share();
        let (search, rest) = (Limits { gap: Some(1.0), ..part(&limits, 0.8) }, part(&limits, 0.2));
        let staged = self.search(aims, laid, &search, watcher)?;
        if staged.status == Status::Impossible {
            return Ok(Found::Impossible);
        }
        let Some(columns) = staged.columns.clone() else { return Ok(Found::Nothing(None)) };
        let mut own = self.method.open(&self.problem)?;
        for change in laid.iter().filter(|change| !matches!(change, Change::Hold(..))) {
            own.change(change.clone())?;
        }
        let bare = Staged { stages: Vec::new(), ..staged };
        let all = self.aims.clone();
        let plan = settled(label, &mut *own, &self.exact, &all, &bare, columns, &rest, watcher)?;
        Ok(plan.map_or(Found::Nothing(None), |plan| Found::Plan(Box::new(plan), Vec::new())))
    }

    /// How good a plan with `laid` on the problem can be at most, by the goal that is told apart from shortfalls: the
    /// search ends with its first plan. `Impossible` where there is none; else `Nothing` with the bound.
    pub fn bound(
        &mut self,
        aims: &[(Aim, f64)],
        laid: &[Change],
        watcher: &mut dyn Watcher,
    ) -> Result<Found, RunError> {
        let limits = Limits { gap: Some(1.0), ..self.share() };
        let shortfall = aims.iter().filter(|(aim, _)| *aim == Aim::LeastShortfall).count();
        let staged = self.search(&aims[..(shortfall + 1).min(aims.len())], laid, &limits, watcher)?;
        if staged.status == Status::Impossible {
            return Ok(Found::Impossible);
        }
        Ok(Found::Nothing(staged.stages.last().and_then(|stage| stage.bound)))
    }

    /// Is the problem one of continuous sessions, too large to be searched to its end in a moment?
    pub fn is_large(&self) -> bool {
        self.problem.grain == Grain::Relaxed
    }

    /// The best value of the last of `aims` that was found, without settling.
    pub fn value(&mut self, aims: &[(Aim, f64)], watcher: &mut dyn Watcher) -> Result<Option<f64>, RunError> {
        let limits = self.share();
        let staged = self.search(aims, &[], &limits, watcher)?;
        Ok(staged.stages.last().map(|stage| stage.value))
    }

    /// As `best`, without settling: columns may hold continuous sessions, bounds are those of whole ones too.
    fn search(
        &mut self,
        aims: &[(Aim, f64)],
        laid: &[Change],
        limits: &Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Staged, RunError> {
        // Nothing can be taken back of plans to be far from or near to: a session of its own knows them.
        if laid.iter().any(|change| matches!(change, Change::Differ(..) | Change::Near(..))) {
            let mut own = self.method.open(&self.problem)?;
            for change in laid {
                own.change(change.clone())?;
            }
            return Ok(solve_in_order(&mut *own, aims, false, limits, watcher)?);
        }
        for change in laid {
            self.session.change(change.clone())?;
        }
        let staged = solve_in_order(&mut *self.session, aims, false, limits, watcher);
        self.session.change(Change::ReleaseHolds)?;
        for change in laid.iter().filter_map(undo) {
            self.session.change(change)?;
        }
        Ok(staged?)
    }
}

/// What bounds a goal, by the stages of a search.
pub(super) fn bound_of(aim: Aim, stages: &[Stage]) -> Option<f64> {
    stages.iter().find(|stage| stage.aim == aim).and_then(|stage| stage.bound)
}

/// What takes a change off again. Held goals are let go of all together; nothing else is laid on.
fn undo(change: &Change) -> Option<Change> {
    match change {
        Change::Bound(key, ..) | Change::Fix(key, _) => Some(Change::Free(*key)),
        _ => None,
    }
}

fn part(limits: &Limits, part: f64) -> Limits {
    Limits { seconds: limits.seconds.map(|most| most * part), ..*limits }
}
