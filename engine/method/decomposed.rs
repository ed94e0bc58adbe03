//! The decomposed method: without people's columns where no capacity can bind, else by prices.
//!
//! What one way cannot do the other does: a change that brings in a capacity that binds, or a rule about
//! who is reached that cover cannot keep, hands the session over with every change made so far. Nothing is dropped silently.

use super::cover::{Cover, CoverSession};
use super::{Change, Limits, Method, MethodError, Outcome, Priced, Problem, Session, Watcher};
use crate::formulation::{Aim, Formulation, Grain};
use std::time::Instant;

/// Prices, or Benders on the decisions alone where no capacity can bind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decomposed;

impl Method for Decomposed {
    fn name(&self) -> &'static str {
        "decomposed"
    }

    fn unsupported(&self, _: &Problem) -> Vec<String> {
        Vec::new()
    }

    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError> {
        if !Cover.unsupported(problem).is_empty() {
            return Priced::default().open(problem);
        }
        let cover = Cover.session(problem)?;
        Ok(Box::new(Handing { problem: problem.clone(), cover, changes: Vec::new(), other: None }))
    }
}

/// A session of the cover method, and the one it was handed over to.
struct Handing {
    problem: Problem,
    cover: CoverSession,
    /// Every change so far, but starts.
    changes: Vec<Change>,
    other: Option<Box<dyn Session>>,
}

impl Handing {
    fn hand_over(&mut self) -> Result<&mut Box<dyn Session>, MethodError> {
        // The caller was told of whole sessions.
        let problem = Problem { grain: Grain::Whole, ..self.problem.clone() };
        let mut other = Priced::default().open(&problem)?;
        for change in &self.changes {
            other.change(change.clone())?;
        }
        self.changes.clear();
        Ok(self.other.insert(other))
    }
}

impl Session for Handing {
    fn formulation(&self) -> &Formulation {
        self.other.as_ref().map_or_else(|| self.cover.formulation(), |other| other.formulation())
    }

    fn grain(&self) -> Grain {
        Grain::Whole
    }

    fn told(&self) -> Vec<String> {
        self.other.as_ref().map_or_else(|| self.cover.told(), |other| other.told())
    }

    fn change(&mut self, change: Change) -> Result<(), MethodError> {
        if let Some(other) = &mut self.other {
            return other.change(change);
        }
        self.cover.change(change.clone())?;
        if !matches!(change, Change::Start(_) | Change::Grain(_)) {
            self.changes.push(change);
        }
        Ok(())
    }

    fn solve(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        if self.other.is_none() && !self.cover.obstacles(aim).is_empty() {
            self.hand_over()?;
        }
        if let Some(other) = &mut self.other {
            return other.solve(aim, limits, watcher);
        }
        let started = Instant::now();
        let outcome = self.cover.solve(aim, limits, watcher)?;
        if !self.cover.astray() || watcher.stop() {
            return Ok(outcome);
        }
        let work = limits.work.map(|most| most.saturating_sub(outcome.work));
        let seconds = limits.seconds.map(|most| (most - started.elapsed().as_secs_f64()).max(0.1));
        let found = self.hand_over()?.solve(aim, &Limits { work, seconds, ..*limits }, watcher)?;
        Ok(Outcome { work: found.work + outcome.work, ..found })
    }

    fn bound(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        if let Some(other) = &mut self.other {
            return other.bound(aim, limits, watcher);
        }
        self.solve(aim, &limits.for_a_bound(), watcher)
    }
}
