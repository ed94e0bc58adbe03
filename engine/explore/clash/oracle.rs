//! Is there a plan that keeps exactly these demands? Asked again and again, and never twice in vain.
//!
//! The answer is that of the whole search, on whole sessions, and a plan counts only once the checker has
//! found that it keeps what was asked: a clash that only whole numbers cause is one, and one that only the
//! rounding of pennies causes is none. Continuous sessions, on which large problems are searched, are a
//! relaxation: what is impossible there is impossible.

use crate::explore::assess::From;
use crate::explore::whole::on_whole_sessions;
use crate::explore::{Assessed, RunError};
use crate::formulation::money::{cost_expression, cost_of_offers};
use crate::formulation::{Aim, Formulation, Grain, Layout, Subject};
use crate::instance::{Decisions, Instance, counts_as_saving};
use crate::method::{
    Change, Limits, MethodError, Problem, Status, Wanted, Watcher, choose, know_today, solve_in_order, stages_of,
};
use crate::plan::interpret;
use doorstep_check::Verdict;
use doorstep_scenario::{Goal, GoalKind, LineIx, Pence, Place, RuleKind, Scenario, Share, Strength, Weight};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

/// What is asked, and how to go about it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The problem that has no plan.
    pub instance: Arc<Instance>,
    /// How to solve it.
    pub wanted: Wanted,
    /// What is laid on decisions beside the demands.
    pub bounds: Vec<Change>,
    /// Plans known already: what they keep need not be asked, and what they miss is one way to mend it.
    pub known: Vec<Decisions>,
    /// `work` for each question, ten times as much in all; `seconds` for all together.
    pub limits: Limits,
}

/// What the oracle says.
pub(super) enum Ruling {
    /// This plan keeps what was asked: checked.
    Possible(Box<Assessed>),
    /// No plan does: proven.
    Impossible,
    /// Stopped at a limit, or pennies decide.
    Unknown,
}

/// A set of demands.
pub(super) type Demands = BTreeSet<Subject>;

/// What one search found.
struct Searched {
    status: Status,
    decisions: Option<Decisions>,
    /// On the aim.
    bound: Option<f64>,
    grain: Grain,
    layout: Layout,
}

/// All of a clash and its repairs may take so many times the work of one question.
const QUESTIONS: u64 = 10;

pub(super) struct Oracle<'o> {
    pub asked: &'o Asked,
    pub watcher: &'o mut dyn Watcher,
    started: Instant,
    work: u64,
    /// Sets known to be kept by one plan, and sets known to clash.
    kept: Vec<Demands>,
    clashing: Vec<Demands>,
    /// The whole problem, to see which of its demands a plan keeps.
    exact: Formulation,
}

impl<'o> Oracle<'o> {
    pub fn new(asked: &'o Asked, watcher: &'o mut dyn Watcher) -> Result<Oracle<'o>, RunError> {
        know_today(&asked.instance)?;
        let exact = Formulation::of_plans(&asked.instance);
        let (kept, clashing) = (Vec::new(), Vec::new());
        let mut oracle = Oracle { asked, watcher, started: Instant::now(), work: 0, kept, clashing, exact };
        for decisions in &asked.known {
            oracle.learn(decisions);
        }
        Ok(oracle)
    }

    pub fn scenario(&self) -> &'o Scenario {
        &self.asked.instance.scenario
    }

    /// Every hard demand: targets, then rules.
    pub fn hard(&self) -> Vec<Subject> {
        let scenario = self.scenario();
        let targets = scenario.targets.iter().enumerate().filter(|(_, target)| target.strength == Strength::Hard);
        let rules = scenario.rules.iter().enumerate().filter(|(_, rule)| rule.strength == Strength::Hard);
        targets.map(|(at, _)| Subject::Target(at)).chain(rules.map(|(at, _)| Subject::Rule(at))).collect()
    }

    /// Every demand, soft ones too.
    pub fn everything(&self) -> Vec<Subject> {
        let scenario = self.scenario();
        let targets = (0..scenario.targets.len()).map(Subject::Target);
        targets.chain((0..scenario.rules.len()).map(Subject::Rule)).collect()
    }

    /// By how much a plan misses each demand as it is asked, in the demand's own unit.
    pub fn missed_by(&self, plan: &Assessed) -> BTreeMap<Subject, f64> {
        let Some(told) = self.held_against_all(&plan.decisions) else { return BTreeMap::new() };
        let targets = told.targets.iter().enumerate().map(|(at, found)| (Subject::Target(at), found.shortfall));
        let rules = told.rules.iter().enumerate().map(|(at, found)| (Subject::Rule(at), found.shortfall));
        targets.chain(rules).collect()
    }

    /// What the checker says of decisions under all demands; nothing of what places and modes do not allow.
    pub fn held_against_all(&self, decisions: &Decisions) -> Option<Verdict> {
        let aims = stages_of(self.scenario());
        let of = Assessed::of("plan", &self.exact, &aims, decisions.clone(), &From::Proposed);
        of.ok().map(|plan| plan.verdict).filter(|verdict| verdict.broken.is_empty())
    }

    /// These decisions as a plan of a changed scenario, where the checker finds that it keeps everything.
    pub fn keeping(&self, changed: Scenario, decisions: &Decisions) -> Option<Assessed> {
        let asked = self.answering(Scenario { goals: vec![goal(&changed)], ..changed });
        assessed(&asked, decisions.clone(), &From::Solved { stages: &[] }).ok()
    }

    /// Is there no time left, or did somebody ask to stop?
    pub fn over(&self) -> bool {
        let Limits { seconds, work, .. } = self.asked.limits;
        self.watcher.stop()
            || seconds.is_some_and(|most| self.started.elapsed().as_secs_f64() >= most)
            || work.is_some_and(|most| self.work >= most.saturating_mul(QUESTIONS))
    }

    /// Is the problem small enough to be searched on whole sessions at once?
    pub fn is_small(&self) -> bool {
        Problem::of(Arc::clone(&self.asked.instance)).grain == Grain::Whole
    }

    /// The scenario with these demands alone; soft ones rule nothing out and are left out.
    pub fn with(&self, demands: &Demands) -> Scenario {
        let mut asked = self.scenario().clone();
        let mut at = 0;
        asked.targets.retain(|_| (demands.contains(&Subject::Target(at)), at += 1).0);
        at = 0;
        asked.rules.retain(|_| (demands.contains(&Subject::Rule(at)), at += 1).0);
        asked
    }

    /// Can these be kept together? Answered from what is known, where that is enough.
    pub fn can_be(&mut self, demands: &Demands) -> Option<bool> {
        if self.kept.iter().any(|kept| demands.is_subset(kept)) {
            return Some(true);
        }
        if self.clashing.iter().any(|clash| clash.is_subset(demands)) {
            return Some(false);
        }
        match self.ask(self.with(demands)) {
            Ruling::Possible(plan) => {
                self.kept.push(demands.clone());
                self.learn(&plan.decisions);
                Some(true)
            }
            Ruling::Impossible => {
                self.clashing.push(demands.clone());
                Some(false)
            }
            Ruling::Unknown => None,
        }
    }

    /// A plan found for some demands keeps others as well: no need to ask for those.
    fn learn(&mut self, decisions: &Decisions) {
        let Some(told) = self.held_against_all(decisions) else { return };
        let targets = told.targets.iter().enumerate().filter(|(_, found)| found.kept);
        let rules = told.rules.iter().enumerate().filter(|(_, found)| found.kept);
        let targets = targets.map(|(at, _)| Subject::Target(at));
        self.kept.push(targets.chain(rules.map(|(at, _)| Subject::Rule(at))).collect());
    }

    /// Is there a plan of this scenario, which has only hard demands?
    pub fn ask(&mut self, asked: Scenario) -> Ruling {
        let asked = self.answering(Scenario { goals: vec![goal(&asked)], ..asked });
        let aim = Aim::Goal(asked.scenario.goals[0].kind);
        let mut grain = Problem::of(Arc::clone(&asked)).grain;
        loop {
            if self.over() {
                return Ruling::Unknown;
            }
            let Ok(found) = self.search(&asked, aim, ANY, grain) else { return Ruling::Unknown };
            let whole = found.grain == Grain::Whole;
            match (found.status, found.decisions) {
                (Status::Impossible, _) if whole => return self.but_for_pennies(&asked, &found.layout),
                (Status::Impossible, _) => return Ruling::Impossible,
                (_, Some(decisions)) => {
                    return match assessed(&asked, decisions, &From::Solved { stages: &[] }) {
                        Ok(plan) => Ruling::Possible(Box::new(plan)),
                        // Kept to the solver's tolerance and not to the checker's: neither one nor the other.
                        Err(_) => Ruling::Unknown,
                    };
                }
                (_, None) if whole || found.status == Status::Stopped && self.over() => return Ruling::Unknown,
                // Nothing whole lies near the continuous sessions: the search of the whole decides.
                (_, None) => grain = Grain::Whole,
            }
        }
    }

    /// The plan that misses least of what is soft here, and how little can be missed at least.
    pub fn least_missed(&mut self, asked: Scenario) -> Option<(Box<Assessed>, f64)> {
        /// How near the least a large problem has to come: the rest is asked step by step.
        const NEAR: f64 = 1e-3;
        let asked = self.answering(Scenario { goals: vec![goal(&asked)], ..asked });
        let grain = Problem::of(Arc::clone(&asked)).grain;
        let gap = if grain == Grain::Whole { 0.0 } else { NEAR };
        let found = self.search(&asked, Aim::LeastShortfall, gap, grain).ok()?;
        let plan = assessed(&asked, found.decisions?, &From::Solved { stages: &[] }).ok()?;
        Some((Box::new(plan), found.bound.unwrap_or(0.0)))
    }

    fn answering(&self, asked: Scenario) -> Arc<Instance> {
        Arc::new(self.asked.instance.answering_to(Arc::new(asked)))
    }

    fn search(&mut self, asked: &Arc<Instance>, aim: Aim, gap: f64, grain: Grain) -> Result<Searched, MethodError> {
        let problem = Problem { instance: Arc::clone(asked), grain };
        let mut session = choose(&problem, self.asked.wanted).method.open(&problem)?;
        for bound in &self.asked.bounds {
            session.change(bound.clone())?;
        }
        let all = self.asked.limits;
        // Half of what is left for any one question: the last of many still has its turn.
        let seconds = all.seconds.map(|most| ((most - self.started.elapsed().as_secs_f64()) * 0.5).max(0.2));
        let limits = Limits { gap: Some(gap), seconds, patience: 1.0, ..all };
        let aims = [(aim, gap.min(1.0))];
        let staged = solve_in_order(&mut *session, &aims, false, &limits, self.watcher)?;
        self.work += staged.work.max(1);
        let bound = staged.stages.first().and_then(|stage| stage.bound);
        let (grain, layout) = (session.grain(), session.formulation().layout.clone());
        let decisions = match staged.columns {
            Some(columns) => {
                let whole =
                    on_whole_sessions(&mut *session, &aims, &staged.stages, &[], columns, &limits, self.watcher)?;
                whole.map(|columns| interpret(session.formulation(), &columns))
            }
            None => None,
        };
        Ok(Searched { status: staged.status, decisions, bound, grain, layout })
    }

    /// Whole sessions keep half a penny free for every running offer whose cost is rounded. Impossible is what
    /// stays so with all of those given back; what comes of that is a plan if the checker says so.
    fn but_for_pennies(&mut self, asked: &Arc<Instance>, layout: &Layout) -> Ruling {
        let Some(eased) = with_pennies_back(asked, layout) else { return Ruling::Impossible };
        let Some(eased) = eased else { return Ruling::Unknown };
        let eased = self.answering(eased);
        let aim = Aim::Goal(GoalKind::LeastCost { travel: None });
        let Ok(found) = self.search(&eased, aim, ANY, Grain::Whole) else { return Ruling::Unknown };
        match (found.status, found.decisions) {
            (Status::Impossible, _) => Ruling::Impossible,
            (_, Some(decisions)) => match assessed(asked, decisions, &From::Solved { stages: &[] }) {
                Ok(plan) => Ruling::Possible(Box::new(plan)),
                Err(_) => Ruling::Unknown,
            },
            (_, None) => Ruling::Unknown,
        }
    }
}

/// Any plan will do: a gap that is always kept.
const ANY: f64 = 1e6;

/// What leads a search for any plan: money where nothing asks for people, else reach.
fn goal(asked: &Scenario) -> Goal {
    let people = |kind: &RuleKind| {
        matches!(
            kind,
            RuleKind::ReachShare { .. }
                | RuleKind::KeepReach { .. }
                | RuleKind::AccessShare { .. }
                | RuleKind::LeastUsers { .. }
                | RuleKind::ServeEveryone { .. }
        )
    };
    let kind = if asked.rules.iter().any(|rule| people(&rule.kind)) {
        GoalKind::MostReach(Weight::Need)
    } else {
        GoalKind::LeastCost { travel: None }
    };
    Goal { kind, within: Share::ZERO, place: Place::default() }
}

fn assessed(asked: &Arc<Instance>, decisions: Decisions, from: &From<'_>) -> Result<Assessed, RunError> {
    let exact = Formulation::of_plans(asked);
    Assessed::of("plan", &exact, &stages_of(&asked.scenario), decisions, from)
}

/// The scenario with every hard limit of money eased by all that rounding could give; nothing where there is no
/// rounding, and nothing inside where that cannot be said.
#[allow(clippy::option_option, reason = "no rounding, or not to be said")]
pub(in crate::explore) fn with_pennies_back(asked: &Arc<Instance>, layout: &Layout) -> Option<Option<Scenario>> {
    let mut eased = (*asked.scenario).clone();
    let mut any = false;
    // Half a penny the one way and half a penny the other.
    #[allow(clippy::cast_possible_truncation, reason = "a penny for each offer and line")]
    let pennies = |rounding: f64| Pence((2.0 * rounding).ceil() as i64);
    let saving = cost_expression(asked, layout, |line| counts_as_saving(&asked.scenario, line));
    for target in eased.targets.iter_mut().filter(|_| saving.rounding > 0.0) {
        target.amount -= pennies(saving.rounding);
        any = true;
    }
    for rule in &mut eased.rules {
        match &mut rule.kind {
            RuleKind::CostAtMost { amount, lines } => {
                let counts = |line: usize| lines.as_ref().is_none_or(|lines| lines.contains(&LineIx(line)));
                let cost = cost_expression(asked, layout, counts);
                any |= cost.rounding > 0.0;
                *amount += pennies(cost.rounding);
            }
            RuleKind::CostShare { service, modes, at_most } => {
                let of = |offer: &crate::instance::Offer| offer.service == *service && modes.contains(&offer.mode);
                let all = cost_expression(asked, layout, |_| true);
                let rounding = all.rounding + cost_of_offers(asked, layout, of).rounding;
                if rounding > 0.0 {
                    any = true;
                    // Of all that is spent at least so much stays: a share of it has to be worth the pennies.
                    let least = all.fixed.0 as f64;
                    let share = (least > 0.0).then(|| (at_most.value() + 2.0 * rounding / least).min(1.0));
                    let Some(share) = share.and_then(Share::new) else { return Some(None) };
                    *at_most = share;
                }
            }
            _ => {}
        }
    }
    any.then_some(Some(eased))
}
