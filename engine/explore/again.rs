//! One problem solved again and again, each time with something laid on it that is taken off afterwards.
//!
//! What a search learns stays in its session, so the next answer comes sooner; plans are settled on whole
//! sessions in a session of their own, which settling may tie down.

use super::assess::From;
use super::clash::with_pennies_back;
use super::options::aims;
use super::take_up::known_take_up;
use super::whole::on_whole_sessions;
use super::{Assessed, RunError};
use crate::formulation::{Aim, ColumnKey, Formulation, Grain, Objective};
use crate::instance::Instance;
use crate::method::{
    Change, Choice, Limits, Method, MethodError, Problem, Session, Staged, Status, Wanted, Watcher, choose, gap,
    know_today, solve_in_order, stages_of,
};
use crate::plan::{columns_of, interpret};
use doorstep_scenario::{LevelIx, Scenario};
use std::sync::Arc;
use std::time::Instant;

/// While there is no plan at all, a solve goes on for so many times its share: without one it is worth nothing.
const PATIENCE: f64 = 3.0;

/// The best plan with something laid on the problem, as far as it was found.
#[derive(Debug, Clone, Default)]
pub struct Best {
    /// On whole sessions, checked; nothing where none was found.
    pub plan: Option<Assessed>,
    /// No such plan has more (or less) of the first goal; nothing where there was no time for it.
    pub bound: Option<f64>,
    /// Is it proven that there is none at all?
    pub impossible: bool,
}

impl Best {
    /// What the search itself says: the plan is settled elsewhere.
    fn of(staged: &Staged, aim: Aim) -> Best {
        let bound = staged.stages.iter().find(|stage| stage.aim == aim).and_then(|stage| stage.bound);
        Best { plan: None, bound, impossible: staged.status == Status::Impossible }
    }

    /// Its value of a goal.
    pub fn value(&self, aim: Aim) -> Option<f64> {
        self.plan.as_ref()?.value(aim)
    }

    /// Does its plan miss as much of what is soft as another's? Else the two have no price between them.
    pub(super) fn misses_as_much_as(&self, other: &Best) -> bool {
        let [one, other] = [self, other].map(|best| best.value(Aim::LeastShortfall).unwrap_or(0.0));
        (one - other).abs() <= 1e-3 * one.abs().max(other.abs()).max(1e-3)
    }

    /// Was it ended before there was either a plan or a proof that there is none?
    pub fn stopped(&self) -> bool {
        self.plan.is_none() && !self.impossible
    }
}

/// A plan that is to be settled on whole sessions yet.
pub(super) struct Rough {
    columns: Vec<f64>,
    /// The level of every site.
    pub levels: Vec<LevelIx>,
}

/// So near to the best under its levels is near enough for a plan that shows what is possible.
const ROUGH: Option<f64> = Some(1e-3);

/// The problem, opened.
pub(super) struct Again {
    pub exact: Formulation,
    pub aims: Vec<(Aim, f64)>,
    /// The first of them that is no shortfall.
    pub aim: Aim,
    /// Named, with why it was chosen.
    pub told: String,
    method: Box<dyn Method>,
    problem: Problem,
    session: Box<dyn Session>,
    limits: Limits,
    /// What no plan may miss more of, where that was said.
    held: Option<f64>,
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
            exact: Formulation::of_plans(instance),
            aims: aims(&problem),
            aim: first_aim(instance),
            told: format!("{}: {why}", method.name()),
            method,
            problem,
            session,
            limits,
            held: None,
            started: Instant::now(),
            waiting: solves,
        })
    }

    /// The same question of a scenario of the same places, services and rules with other numbers. What was learnt
    /// of the last one is where the next solve starts.
    pub fn turn_to(&mut self, scenario: &Arc<Scenario>) -> Result<(), RunError> {
        self.session.change(Change::Scenario(Arc::clone(scenario)))?;
        let instance = Arc::clone(&self.session.formulation().instance);
        self.exact = Formulation::of_plans(&instance);
        self.problem = Problem { instance, ..self.problem.clone() };
        (self.started, self.waiting) = (Instant::now(), 1);
        Ok(())
    }

    /// More (or fewer) solves are to come than was thought.
    pub fn expect(&mut self, solves: usize) {
        self.waiting = solves;
    }

    /// Today, for comparison.
    pub fn status_quo(&self) -> Result<Assessed, RunError> {
        Assessed::status_quo(&self.exact, &self.aims)
    }

    /// From now on only plans that miss no more of what is soft than this one: prices and bounds of the first goal
    /// are of plans that can be compared.
    pub fn miss_no_more(&mut self, plan: &Assessed) {
        self.held = plan.value(Aim::LeastShortfall).map(|missed| missed + self.spare(missed));
    }

    /// So much more of a shortfall is the same: settling whole sessions costs large problems a little.
    fn spare(&self, missed: f64) -> f64 {
        if self.is_large() { 1e-3 * missed.abs().max(1.0) } else { 1e-6 * missed.abs().max(1.0) }
    }

    /// Does a plan miss no more than may be missed?
    pub fn may_miss(&self, plan: &Assessed) -> bool {
        let missed = plan.value(Aim::LeastShortfall).unwrap_or(0.0);
        self.held.is_none_or(|held| missed <= held + self.spare(held))
    }

    /// Goals without the shortfall, where that is held.
    fn pursued(&self) -> Vec<(Aim, f64)> {
        let held = self.held.is_some();
        self.aims.iter().filter(|(aim, _)| !(held && *aim == Aim::LeastShortfall)).copied().collect()
    }

    /// The next solve starts from this plan.
    pub fn start_from(&mut self, plan: &Assessed) -> Result<(), RunError> {
        let columns = columns_of(self.session.formulation(), &plan.decisions, &plan.addressed);
        Ok(self.session.change(Change::Start(columns))?)
    }

    /// Limits of the next solve: its share of the time that is left.
    fn share(&mut self) -> Limits {
        let waiting = self.waiting.max(1) as f64;
        self.waiting = self.waiting.saturating_sub(1);
        let left = |most: f64| ((most - self.started.elapsed().as_secs_f64()) / waiting).max(0.2);
        Limits { seconds: self.limits.seconds.map(left), ..self.limits }
    }

    /// The best plan with `laid` on the problem.
    pub fn best(&mut self, label: &str, laid: &[Change], watcher: &mut dyn Watcher) -> Result<Best, RunError> {
        let limits = self.share();
        let search = Limits { patience: PATIENCE, ..part(&limits, 0.8) };
        let staged = self.search(&self.pursued(), laid, &search, watcher)?;
        self.settle(label, &staged, laid, &limits, true, watcher)
    }

    /// Is a plan better than another by what is missed and by the first goal, beyond rounding?
    pub fn is_better(&self, plan: &Assessed, other: &Assessed) -> bool {
        for aim in [Aim::LeastShortfall, self.aim] {
            let [own, others] = [plan, other].map(|plan| plan.value(aim).unwrap_or(0.0));
            let more = if aim.maximise() { own - others } else { others - own };
            let hair = 1e-6 * own.abs().max(others.abs()).max(1.0);
            if more.abs() > hair {
                return more > 0.0;
            }
        }
        false
    }

    /// The search again from a plan that is better than what it found before, with that bound; that plan itself where
    /// nothing better comes of it.
    pub fn best_from(
        &mut self,
        label: &str,
        before: Option<f64>,
        known: &Assessed,
        watcher: &mut dyn Watcher,
    ) -> Result<Best, RunError> {
        self.start_from(known)?;
        let mut found = self.best(label, &[], watcher)?;
        let sign = if self.aim.maximise() { 1.0 } else { -1.0 };
        let nearest = |one: f64, other: f64| if sign * one < sign * other { one } else { other };
        found.bound = found.bound.zip(before).map(|(one, other)| nearest(one, other)).or(found.bound).or(before);
        let mut plan = match found.plan {
            Some(plan) if !self.is_better(known, &plan) => plan,
            _ => Assessed { label: label.to_owned(), ..known.clone() },
        };
        for goal in plan.goals.iter_mut().filter(|goal| goal.aim == self.aim) {
            goal.bound = found.bound;
            let within = self.aims.iter().find(|(aim, _)| *aim == goal.aim).map_or(0.0, |(_, within)| *within);
            goal.is_apart(found.bound.map(|bound| gap(goal.value, bound)), within);
        }
        Ok(Best { plan: Some(plan), impossible: false, bound: found.bound })
    }

    /// The plan without which there is nothing to ask.
    pub fn possible(&mut self, watcher: &mut dyn Watcher) -> Result<Best, RunError> {
        let best = self.best("plan", &[], watcher)?;
        if best.impossible { Err(RunError::Impossible) } else { Ok(best) }
    }

    /// As `best`, by the first goal alone: those after it are what they come to.
    pub fn best_of_first(&mut self, label: &str, laid: &[Change], watcher: &mut dyn Watcher) -> Result<Best, RunError> {
        let limits = self.share();
        let search = Limits { patience: PATIENCE, ..part(&limits, 0.8) };
        let staged = self.search(&self.first(), laid, &search, watcher)?;
        self.settle(label, &staged, laid, &limits, false, watcher)
    }

    /// A plan that is good by the first goal and by what is preferred beside it, where its first goal is at least
    /// (or at most, where less is better) at `side`. It is to be settled yet, and has no bound.
    pub fn swayed(
        &mut self,
        sway: Vec<(ColumnKey, f64)>,
        side: f64,
        watcher: &mut dyn Watcher,
    ) -> Result<Option<Rough>, RunError> {
        /// A good plan is wanted and no proof, which would take most of the time: the relaxation, a dive and a
        /// short search.
        const WORK: u64 = 9_000;
        const NEAR: f64 = 0.015;
        let limits = self.share();
        let work = Some(limits.work.map_or(WORK, |most| most.min(WORK)));
        let search = Limits { work, gap: Some(NEAR), ..limits };
        // Another plan to start from would be found again.
        let laid = [Change::Sway(sway), Change::Start(Vec::new())];
        let staged = self.search(&self.first(), &laid, &search, watcher)?;
        let Some(columns) = staged.columns else { return Ok(None) };
        let formulation = self.session.formulation();
        let sign = if self.aim.maximise() { 1.0 } else { -1.0 };
        let near = sign * (Objective::of(self.aim, formulation).value(&columns) - side) >= 0.0;
        let levels = interpret(formulation, &columns).levels;
        Ok(near.then_some(Rough { columns, levels }))
    }

    /// A rough plan on whole sessions.
    pub fn settled(
        &mut self,
        label: &str,
        rough: Rough,
        watcher: &mut dyn Watcher,
    ) -> Result<Option<Assessed>, RunError> {
        let (status, columns) = (Status::Stopped, Some(rough.columns));
        let staged = Staged { status, stages: Vec::new(), columns, ties_resolved: false, work: 0 };
        let limits = self.share();
        Ok(self.settle(label, &staged, &[], &limits, false, watcher)?.plan)
    }

    /// As `best`, but any plan will do that keeps what is laid on: the first that is found by the first goal, settled
    /// without holding its value. It has no bound.
    pub fn near(&mut self, label: &str, laid: &[Change], watcher: &mut dyn Watcher) -> Result<Best, RunError> {
        let limits = self.share();
        let search = Limits { gap: Some(1.0), ..part(&limits, 0.8) };
        let staged = self.search(&self.first(), laid, &search, watcher)?;
        let staged = Staged { stages: Vec::new(), ..staged };
        let free: Vec<Change> = laid.iter().filter(|change| !matches!(change, Change::Hold(..))).cloned().collect();
        self.settle(label, &staged, &free, &limits, false, watcher)
    }

    /// How good a plan with `laid` on the problem can be at most. No plan is settled.
    pub fn bound(&mut self, laid: &[Change], watcher: &mut dyn Watcher) -> Result<Best, RunError> {
        let (limits, aim, mut before) = (self.share(), self.aim, self.first());
        before.pop();
        let mut best = self.with(laid, |session| {
            let staged = solve_in_order(session, &before, false, &part(&limits, 0.5), watcher)?;
            if staged.status == Status::Impossible {
                return Ok(Best { impossible: true, ..Best::default() });
            }
            let found = session.bound(aim, &part(&limits, 0.5), watcher)?;
            Ok(Best { plan: None, bound: found.bound, impossible: found.status == Status::Impossible })
        })?;
        best.impossible = best.impossible && self.truly_impossible(laid, watcher)?;
        Ok(best)
    }

    /// The goals up to the first that is no shortfall.
    fn first(&self) -> Vec<(Aim, f64)> {
        up_to_first(&self.pursued())
    }

    /// The plan of a search on whole sessions: by all goals, or by the first of them and roughly.
    fn settle(
        &self,
        label: &str,
        staged: &Staged,
        laid: &[Change],
        limits: &Limits,
        fine: bool,
        watcher: &mut dyn Watcher,
    ) -> Result<Best, RunError> {
        let mut best = Best::of(staged, self.aim);
        best.impossible = best.impossible && self.truly_impossible(laid, watcher)?;
        let Some(columns) = staged.columns.clone() else { return Ok(best) };
        let stages = &staged.stages;
        // What a session on whole sessions found, with nothing laid on it, needs no session of its own.
        let decisions = if self.session.grain() == Grain::Whole && laid.is_empty() {
            Some(interpret(self.session.formulation(), &columns))
        } else {
            let mut own = self.own(laid)?;
            // What is soft is missed least again under the levels: whatever it was held at.
            let aims = if fine { self.aims.clone() } else { up_to_first(&self.aims) };
            let rest = Limits { gap: if fine { None } else { ROUGH }, ..part(limits, 0.2) };
            let held: Vec<(Aim, f64)> = laid.iter().filter_map(hold).collect();
            let settled = on_whole_sessions(&mut *own, &aims, stages, &held, columns, &rest, watcher)?;
            settled.map(|columns| interpret(own.formulation(), &columns))
        };
        let assess = |found| Assessed::of(label, &self.exact, &self.aims, found, &From::Solved { stages });
        let plan = decisions.map(assess).transpose()?;
        // Lowered by what rounding to pennies may give.
        let goal = plan.iter().flat_map(|plan| &plan.goals).find(|goal| goal.aim == self.aim);
        let bound = best.bound.map(|bound| bound - goal.map_or(0.0, |goal| goal.rounding));
        Ok(Best { plan, bound, ..best })
    }

    /// Is it impossible with the half pennies given back that whole sessions keep free for rounding, too? Only then
    /// is it proven.
    fn truly_impossible(&self, laid: &[Change], watcher: &mut dyn Watcher) -> Result<bool, RunError> {
        if self.session.grain() != Grain::Whole {
            return Ok(true);
        }
        let back = with_pennies_back(&self.problem.instance, &self.session.formulation().layout);
        let Some(eased) = back else { return Ok(true) };
        let Some(eased) = eased else { return Ok(false) };
        let instance = Arc::new(self.problem.instance.answering_to(Arc::new(eased)));
        let mut session = self.opened(&Problem { instance, ..self.problem.clone() }, &self.held_and(laid))?;
        let any = Limits { gap: Some(1e6), ..self.limits };
        let staged = solve_in_order(&mut *session, &self.first(), false, &any, watcher)?;
        Ok(staged.status == Status::Impossible)
    }

    /// What is laid on, after the shortfall that is held.
    fn held_and(&self, laid: &[Change]) -> Vec<Change> {
        let held = self.held.map(|held| Change::Hold(Aim::LeastShortfall, held));
        held.into_iter().chain(laid.iter().cloned()).collect()
    }

    /// A session of its own, with `laid` on it.
    fn own(&self, laid: &[Change]) -> Result<Box<dyn Session>, RunError> {
        self.opened(&self.problem, laid)
    }

    fn opened(&self, problem: &Problem, laid: &[Change]) -> Result<Box<dyn Session>, RunError> {
        let mut own = self.method.open(problem)?;
        for change in laid {
            own.change(change.clone())?;
        }
        Ok(own)
    }

    /// Is the problem one of continuous sessions, too large to be searched to its end in a moment?
    pub fn is_large(&self) -> bool {
        self.problem.grain == Grain::Relaxed
    }

    /// The best value of the last of `aims` that was found, without settling.
    pub fn value(&mut self, aims: &[(Aim, f64)], watcher: &mut dyn Watcher) -> Result<Option<f64>, RunError> {
        let limits = self.share();
        let staged = self.search(aims, &[], &limits, watcher)?;
        let last = aims.last().map(|(aim, _)| *aim);
        Ok(staged.stages.iter().find(|stage| Some(stage.aim) == last).map(|stage| stage.value))
    }

    /// Solves: columns may hold continuous sessions, bounds are those of whole ones too.
    fn search(
        &mut self,
        aims: &[(Aim, f64)],
        laid: &[Change],
        limits: &Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Staged, RunError> {
        self.with(laid, |session| solve_in_order(session, aims, false, limits, watcher))
    }

    /// Asks a session with `laid` on it.
    fn with<T>(
        &mut self,
        laid: &[Change],
        ask: impl FnOnce(&mut dyn Session) -> Result<T, MethodError>,
    ) -> Result<T, RunError> {
        let laid = self.held_and(laid);
        // Nothing can be taken back of plans to be far from or near to: a session of its own knows them.
        if laid.iter().any(|change| matches!(change, Change::Differ(..) | Change::Near(..))) {
            return Ok(ask(&mut *self.own(&laid)?)?);
        }
        for change in &laid {
            self.session.change(change.clone())?;
        }
        let answer = ask(&mut *self.session);
        self.session.change(Change::ReleaseHolds)?;
        for change in laid.iter().filter_map(undo) {
            self.session.change(change)?;
        }
        Ok(answer?)
    }
}

/// The limits of one of many solves: on a large problem a part of the effort of a plan. The rest of it goes into
/// proofs that move hardly any more, and each answer tells its gap.
pub(super) fn of_many(instance: &Arc<Instance>, limits: Limits) -> Limits {
    const EFFORT: f64 = 0.35;
    let large = Problem::of(Arc::clone(instance)).grain == Grain::Relaxed;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a count")]
    let less = |work: u64| if large { (work as f64 * EFFORT) as u64 } else { work };
    Limits { work: limits.work.map(less), ..limits }
}

/// The first goal that is no shortfall.
pub fn first_aim(instance: &Instance) -> Aim {
    let mut aims = stages_of(&instance.scenario).into_iter().map(|(aim, _)| aim);
    aims.find(|aim| *aim != Aim::LeastShortfall).unwrap_or(Aim::LeastShortfall)
}

/// What takes a change off again. Held goals are let go of all together; nothing else is laid on.
fn undo(change: &Change) -> Option<Change> {
    match change {
        Change::Bound(key, ..) | Change::Fix(key, _) => Some(Change::Free(*key)),
        Change::Sway(_) => Some(Change::Sway(Vec::new())),
        Change::AddRule(rule) => Some(Change::DropRule(rule.id.clone())),
        _ => None,
    }
}

/// Goals up to the first that is no shortfall.
fn up_to_first(aims: &[(Aim, f64)]) -> Vec<(Aim, f64)> {
    let shortfall = aims.iter().take_while(|(aim, _)| *aim == Aim::LeastShortfall).count();
    aims.iter().take(shortfall + 1).copied().collect()
}

fn hold(change: &Change) -> Option<(Aim, f64)> {
    if let Change::Hold(aim, side) = change { Some((*aim, *side)) } else { None }
}

fn part(limits: &Limits, part: f64) -> Limits {
    Limits { seconds: limits.seconds.map(|most| most * part), ..*limits }
}
