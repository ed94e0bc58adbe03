//! A session of the cover method: what stays valid between two solves is used again.
//!
//! ```text
//! cut = (critical place of each cohort)   →   the same cut for other people, other costs, other rules
//! ```
//!
//! Cuts are kept by the places that were critical and written down anew where cohorts still have the
//! same places, in the same order; decisions in hand are where the next solve starts. A problem that a
//! change takes out of the method's reach is refused by name. Source: `cut.rs`.

use super::asked::{Asked, Pool};
use super::gather::Reduction;
use super::map::map;
use super::people::People;
use super::solve::solve;
use super::supports::{obstacles, served};
use super::told::told;
use crate::formulation::{Aim, Formulation, Grain};
use crate::method::assembled::Assembled;
use crate::method::{Change, Limits, MethodError, Outcome, Progress, Session, Status, Watcher, gap};
use std::time::Instant;

/// An open problem.
pub struct CoverSession {
    assembled: Assembled,
    last: Option<Last>,
    /// What the reductions of the last solve left out.
    reduction: Reduction,
    /// The same of the solve with most people so far: ties by ids, say, are about nobody.
    widest: Reduction,
    astray: bool,
}

/// What the last solve leaves to the next.
struct Last {
    people: People,
    pool: Pool,
    decisions: Option<Vec<f64>>,
}

impl CoverSession {
    pub(super) fn of(assembled: Assembled) -> CoverSession {
        CoverSession {
            assembled,
            last: None,
            reduction: Reduction::default(),
            widest: Reduction::default(),
            astray: false,
        }
    }

    /// What stands in the way of solving for an aim, as the problem is now; nothing if nothing does.
    pub fn obstacles(&self, aim: Aim) -> Vec<String> {
        let aims: Vec<Aim> = self.assembled.holds().iter().map(|(held, _)| *held).chain([aim]).collect();
        obstacles(&self.assembled, &aims)
    }

    /// Did the last solve end because a floor on reach is kept only where people go elsewhere than goals
    /// send them? Then its bound stands, but better plans than it found may be left.
    pub fn astray(&self) -> bool {
        self.astray
    }

    /// What the reductions of the last solve left out.
    pub fn reduction(&self) -> Reduction {
        self.reduction
    }
}

/// Do cuts of one group of people say something about another?
fn alike(a: &People, b: &People) -> bool {
    a.starts == b.starts && a.clusters == b.clusters && a.place == b.place
}

impl Session for CoverSession {
    fn formulation(&self) -> &Formulation {
        self.assembled.formulation()
    }

    fn grain(&self) -> Grain {
        // Whole sessions cost this method nothing: they stand at their least.
        Grain::Whole
    }

    fn told(&self) -> Vec<String> {
        told(&self.widest, self.formulation().instance.scenario.services.len())
    }

    fn change(&mut self, change: Change) -> Result<(), MethodError> {
        match change {
            Change::Grain(_) => Ok(()),
            change => self.assembled.change(change),
        }
    }

    fn solve(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        let started = Instant::now();
        let obstacles = self.obstacles(aim);
        if !obstacles.is_empty() {
            return Err(MethodError::Failed(format!("the cover method does not apply: {}", obstacles.join("; "))));
        }
        let mapped = map(&self.assembled, aim);
        self.reduction = mapped.reduction;
        self.astray = false;
        if self.widest.arms_before <= self.reduction.arms_before {
            self.widest = self.reduction;
        }
        let start = self.assembled.start().or(self.last.as_ref().and_then(|last| last.decisions.as_ref()));
        let pool = match &self.last {
            Some(last) if alike(&last.people, &mapped.problem.people) => last.pool.clone(),
            _ => Pool::default(),
        };
        let asked = Asked {
            gap: limits.gap(),
            offset: mapped.offset,
            seed: limits.seed,
            start: start.map(|columns| mapped.start(columns)),
            pool,
        };
        let in_unit = |value: f64| mapped.sign * (value + mapped.offset) / mapped.unit;
        let patience = limits.patience.max(1.0);
        let mut told = |step: &'static str, best: Option<f64>, bound: Option<f64>, work: u64| {
            watcher.see(&Progress { aim: aim.name(), step, best: best.map(in_unit), bound: bound.map(in_unit) });
            let part = if best.is_some() { 1.0 } else { patience };
            watcher.stop()
                || limits.work.is_some_and(|most| work as f64 >= most as f64 * part)
                || limits.seconds.is_some_and(|most| started.elapsed().as_secs_f64() >= most * part)
        };
        let answer = solve(&mapped.problem, &asked, &mut told)?;
        let formulation = self.assembled.formulation();
        let everyone = served(formulation, &self.assembled);
        let columns = answer.best.as_ref().map(|(found, _)| mapped.columns(formulation, found, &everyone));
        let decisions = columns.clone().or_else(|| self.last.take().and_then(|last| last.decisions));
        self.last = Some(Last { people: mapped.problem.people, pool: answer.pool, decisions });
        if answer.impossible {
            return Ok(Outcome::impossible(answer.work));
        }
        let value = answer.best.as_ref().map(|(_, value)| in_unit(*value));
        let bound = answer.bound.map(in_unit);
        let closed = value.zip(bound).is_some_and(|(value, bound)| gap(value, bound) <= limits.gap().max(1e-9));
        self.astray = answer.astray && !closed;
        let status = if closed { Status::Proven } else { Status::Stopped };
        Ok(Outcome { status, columns, value, bound, certificate: answer.certificate, work: answer.work })
    }
}
