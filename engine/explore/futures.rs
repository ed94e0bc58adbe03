//! One future after another: the best plan of each (as if it were known beforehand), and given plans held fixed
//! in it. The two are never mixed: only what is held says how robust a plan is.
//!
//! A solve learns from the one before it, so futures are answered in blocks, each of which begins anew: what
//! comes of a future depends on its block and on nothing else.

use super::again::Again;
use super::assess::From;
use super::programme::end_year;
use super::rescore::Figures;
use super::score::decided;
use super::take_up::as_scaled;
use super::{Assessed, RunError, rescore};
use crate::formulation::{Aim, Formulation};
use crate::instance::Instance;
use crate::method::{Limits, Wanted, Watcher, know_today, stages_of};
use doorstep_scenario::{Proposal, Scenario};
use std::sync::Arc;

/// What is asked of every future.
#[derive(Debug, Clone)]
pub struct FuturesAsked {
    /// Is the best plan of each looked for?
    pub best: bool,
    /// Plans that are held fixed in each, with their names.
    pub held: Vec<(String, Proposal)>,
    /// Is reach told under every model of who goes where?
    pub models: bool,
    /// Which method.
    pub wanted: Wanted,
    /// When to stop, for each future.
    pub limits: Limits,
}

/// How the search for a future's best plan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ended {
    /// Every goal came as near to its bound as its tolerance asks.
    Proven,
    /// The first goal came as near to its bound as the gap that was asked.
    Near,
    /// Stopped before that.
    Stopped,
    /// No plan keeps every rule: proven.
    Impossible,
    /// Stopped before any plan was found.
    Nothing,
    /// Nothing was searched for.
    NotAsked,
    /// The scenario cannot be with these numbers.
    Refused,
    /// A solver failed, or the checker refused a plan.
    Failed,
}

impl Ended {
    /// As tables name it.
    pub fn name(self) -> &'static str {
        match self {
            Ended::Proven => "proven",
            Ended::Near => "within gap",
            Ended::Stopped => "stopped",
            Ended::Impossible => "impossible",
            Ended::Nothing => "no plan found",
            Ended::NotAsked => "held only",
            Ended::Refused => "refused",
            Ended::Failed => "failed",
        }
    }
}

/// A plan in one future.
#[derive(Debug, Clone)]
pub struct InFuture {
    /// `today`, `best`, or the name of a plan that is held.
    pub plan: String,
    /// Measured and checked there.
    pub assessed: Assessed,
    /// Reach under every model, by service; empty where it was not asked.
    pub models: Vec<[Figures; 3]>,
}

/// What came of one future.
#[derive(Debug, Clone)]
pub struct Future {
    /// How the search for its best plan ended.
    pub ended: Ended,
    /// Why, where there is something to say.
    pub reason: Option<String>,
    /// No plan has more (or less) of the first goal.
    pub bound: Option<f64>,
    /// How far the best plan's first goal is from that, as a share.
    pub gap: Option<f64>,
    /// Today, the best plan, and what is held.
    pub plans: Vec<InFuture>,
}

impl Future {
    /// One that cannot be, with the reason.
    pub fn without(ended: Ended, reason: String) -> Future {
        Future { ended, reason: Some(reason), bound: None, gap: None, plans: Vec::new() }
    }
}

/// A block of futures.
pub struct Futures<'a> {
    asked: &'a FuturesAsked,
    /// What take-up is scaled by is known of today, not of the future.
    base: &'a Scenario,
    again: Option<Again>,
    /// The last future, where plans are held only: the next one has the same ways.
    last: Option<Arc<Instance>>,
}

impl<'a> Futures<'a> {
    /// A block that begins anew. `base` is the scenario as written, prepared: its take-up may be scaled.
    pub fn of(base: &'a Scenario, asked: &'a FuturesAsked) -> Futures<'a> {
        Futures { asked, base, again: None, last: None }
    }

    /// Answers one future; of a programme its end year, as every question but `solve` does.
    pub fn answer(&mut self, scenario: Scenario, watcher: &mut dyn Watcher) -> Future {
        let scenario = match at_end(scenario) {
            Ok(scenario) => scenario,
            Err((ended, why)) => return Future::without(ended, why),
        };
        let scenario = Arc::new(as_scaled(scenario, &self.base.observed.scaled));
        let found = self.find(&scenario, watcher);
        found.unwrap_or_else(|error| {
            // What a failed search left behind is not to be trusted by the next.
            self.again = None;
            Future::without(Ended::Failed, error.to_string())
        })
    }

    fn find(&mut self, scenario: &Arc<Scenario>, watcher: &mut dyn Watcher) -> Result<Future, RunError> {
        let mut future = Future { ended: Ended::NotAsked, reason: None, bound: None, gap: None, plans: Vec::new() };
        let asked = self.asked;
        if !asked.best {
            let exact = Formulation::of_plans(&self.instance(scenario)?);
            let plans = given(asked, &exact, &stages_of(scenario))?;
            future.plans = in_future(asked, &exact, plans);
            return Ok(future);
        }
        let again = self.turn_to(scenario)?;
        let mut plans = given(asked, &again.exact, &again.aims)?;
        let mut found = again.best("best", &[], watcher)?;
        // What is known already may be better than what a search that was stopped has found.
        let known = plans.iter().filter(|plan| plan.keeps_everything());
        let known = known.reduce(|best, plan| if again.is_better(plan, best) { plan } else { best });
        if let Some(known) = known.filter(|known| found.plan.as_ref().is_none_or(|plan| again.is_better(known, plan))) {
            found = again.best_from("best", found.bound, known, watcher)?;
        }
        future.bound = found.bound;
        future.ended = if found.impossible { Ended::Impossible } else { Ended::Nothing };
        if let Some(plan) = found.plan {
            let goal = plan.goals.iter().find(|goal| goal.aim == again.aim);
            future.gap = goal.and_then(|goal| goal.gap);
            let near = asked.limits.gap.zip(future.gap).is_some_and(|(asked, gap)| gap <= asked);
            future.ended = if plan.goals.iter().all(|goal| goal.closed) {
                Ended::Proven
            } else if near {
                Ended::Near
            } else {
                Ended::Stopped
            };
            plans.insert(1, plan);
        }
        future.plans = in_future(asked, &again.exact, plans);
        Ok(future)
    }

    /// A future in which nothing is searched for.
    fn instance(&mut self, scenario: &Arc<Scenario>) -> Result<Arc<Instance>, RunError> {
        let own = Arc::clone(scenario);
        let instance = Arc::new(match &self.last {
            Some(last) => last.with_numbers_of(own),
            None => Instance::prepare(own),
        });
        know_today(&instance)?;
        self.last = Some(Arc::clone(&instance));
        Ok(instance)
    }

    /// The search, on this future's numbers.
    fn turn_to(&mut self, scenario: &Arc<Scenario>) -> Result<&mut Again, RunError> {
        let again = if let Some(mut again) = self.again.take() {
            again.turn_to(scenario)?;
            again
        } else {
            let instance = Arc::new(Instance::prepare(Arc::clone(scenario)));
            Again::open(&instance, self.asked.wanted, self.asked.limits, 1)?
        };
        Ok(self.again.insert(again))
    }
}

/// The end year of a programme by itself; any other scenario as it is.
///
/// # Errors
/// How a future ends that has none, and why.
pub fn at_end(scenario: Scenario) -> Result<Scenario, (Ended, String)> {
    if scenario.programme.is_none() {
        return Ok(scenario);
    }
    match end_year(&scenario) {
        Ok(Some(end)) => Ok(end),
        Ok(None) => Err((Ended::Impossible, "the targets together ask for more than there is".to_owned())),
        Err(error) => Err((Ended::Failed, error.to_string())),
    }
}

/// Today and what is held, measured and checked.
fn given(asked: &FuturesAsked, exact: &Formulation, aims: &[(Aim, f64)]) -> Result<Vec<Assessed>, RunError> {
    let mut all = vec![Assessed::of("today", exact, aims, exact.instance.baseline.clone(), &From::Today)?];
    for (name, proposal) in &asked.held {
        let (decisions, _) = decided(&exact.instance, proposal);
        all.push(Assessed::of(name, exact, aims, decisions, &From::Proposed)?);
    }
    Ok(all)
}

/// Plans as they do in the future, scored under every model where that is asked; the first of them is today.
fn in_future(asked: &FuturesAsked, exact: &Formulation, plans: Vec<Assessed>) -> Vec<InFuture> {
    let each: Vec<&Assessed> = plans.iter().collect();
    let models = asked.models.then(|| rescore(&exact.instance, &each).services);
    let told = plans.into_iter().enumerate().map(|(at, assessed)| {
        let models = models.iter().flatten().map(|service| service.options[at]).collect();
        InFuture { plan: assessed.label.clone(), assessed, models }
    });
    told.collect()
}
