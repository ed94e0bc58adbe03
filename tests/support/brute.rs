//! The lexicographic optimum by looking at every decision.
//!
//! For fixed levels and sessions the services share nobody and nothing, so what each can reach is
//! computed once per vector of its own sessions. The sum over services is exact when at most one
//! value of the flow is asked for, and a bound otherwise; then the joint programme decides.

use doorstep_scenario::{
    EVERYWHERE, Goal, GoalKind, Host, Offered, Place, Plan, RuleKind, Scenario, Share, Strength, Weight,
};

pub use super::binding::{agrees, binding, differs, families, family_name};
use super::facts::Family;
use super::flow::{Aim, Flows, Running};
use super::space::{Decision, Space};

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub enum Best {
    /// The hard rules cannot be kept together.
    Impossible,
    /// They can.
    Found {
        /// The best value of each stage under the stages before it: points missed if anything is
        /// soft, then the goals (people, pounds, sites).
        goal_values: Vec<f64>,
        /// Decisions that attain the last stage; nobody is listed as served.
        plan: Plan,
    },
}

/// How far a held value may fall behind, relative to itself (to 1 where it is smaller).
pub const SLACK: f64 = 1e-7;

/// The optimum of a scenario.
pub fn best(scenario: &Scenario) -> Best {
    search(scenario, None, SLACK, Some(Space::new(scenario, None)))
}

/// The optimum with another slack on held values; above [`SLACK`] it is given to cost too, which is
/// otherwise held to the penny.
pub fn best_with_slack(scenario: &Scenario, slack: f64) -> Best {
    search(scenario, None, slack, Some(Space::new(scenario, None)))
}

/// Are there decisions so nearly tied (held values within 1e-9 or within 1e-6 of themselves) that a
/// solver's tolerance decides what the later stages see? About one small scenario in 200;
/// [`agrees`] allows for them.
pub fn fragile(scenario: &Scenario) -> bool {
    differs(&best_with_slack(scenario, 1e-9), &best_with_slack(scenario, 1e-6))
}

/// The optimum without one family of constraints. The stage of points missed stays, even when the
/// last soft rule is dropped, so that values can be compared.
pub fn without(scenario: &Scenario, family: Family) -> Best {
    search(scenario, Some(family), SLACK, Some(Space::new(scenario, Some(family))))
}

/// The stage values of one plan's decisions, each stage at its best under those before;
/// [`Best::Impossible`] if the plan breaks the structure or a hard rule.
pub fn score(scenario: &Scenario, plan: &Plan) -> Best {
    search(scenario, None, SLACK, Space::new(scenario, None).only(scenario, plan))
}

/// The most reach of a plan's decisions in the contract's canonical assignment, by the weights of the
/// first goal of most reach. Rules about flows bind it, hard and soft, then the goals that flows
/// decide; nothing does for the status quo. Nothing if that cannot be, or if the decisions are not of
/// the scenario.
pub fn canonical_reach(scenario: &Scenario, plan: &Plan, status_quo: bool) -> Option<f64> {
    let mut bare = scenario.clone();
    bare.targets.clear();
    bare.rules.retain(|rule| about_flows(&rule.kind) && !status_quo);
    let reach = |goal: &&Goal| matches!(goal.kind, GoalKind::MostReach(_));
    let kind = scenario.goals.iter().find(reach).map_or(GoalKind::MostReach(Weight::Need), |goal| goal.kind);
    bare.goals.retain(|goal| !status_quo && Aim::of(goal.kind).is_some());
    bare.goals.push(Goal { kind, within: Share::ZERO, place: Place::file("canonical") });
    match score(&bare, plan) {
        Best::Found { goal_values, .. } => goal_values.last().copied(),
        Best::Impossible => None,
    }
}

/// Do flows decide whether this rule is kept?
pub fn about_flows(kind: &RuleKind) -> bool {
    matches!(
        kind,
        RuleKind::ReachShare { .. }
            | RuleKind::KeepReach { .. }
            | RuleKind::LeastUsers { .. }
            | RuleKind::ServeEveryone { .. }
    )
}

/// What runs today, as a plan.
pub fn status_quo(scenario: &Scenario) -> Plan {
    let mut plan = Plan::default();
    for site in &scenario.sites {
        plan.levels.push((site.id.clone(), scenario.levels[site.baseline.0].id.clone()));
    }
    for offer in &scenario.baseline {
        let service = &scenario.services[offer.service.0];
        plan.offers.push(Offered {
            service: service.id.clone(),
            mode: service.modes[offer.mode.0].id.clone(),
            place: match offer.host {
                Host::Site(site) => scenario.sites[site.0].id.clone(),
                Host::Venue(venue) => scenario.venues[venue.0].id.clone(),
                Host::Everywhere => EVERYWHERE.to_owned(),
            },
            sessions: offer.sessions,
        });
    }
    plan.offers.sort();
    plan
}

/// Is stage `stage` better the larger it is?
pub fn maximised(scenario: &Scenario, stage: usize) -> bool {
    stages(scenario)[stage].measure.most()
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Measure {
    Missed,
    Goal(GoalKind),
}

impl Measure {
    fn most(self) -> bool {
        matches!(self, Measure::Goal(GoalKind::MostReach(_) | GoalKind::BestWorst { .. } | GoalKind::MostAccess(_)))
    }

    /// By how much less a held value may be; the value is turned so that more is better, and `flow`
    /// is the part of it that flows have.
    fn margin(self, value: f64, flow: f64, slack: f64) -> f64 {
        match self {
            // Whole pence, people and sites: less than one is noise.
            Measure::Goal(GoalKind::MostAccess(_) | GoalKind::FewestChanges) => 1e-6,
            Measure::Goal(GoalKind::LeastCost { travel: None }) if slack <= SLACK => 1e-6,
            // What is paid anyway is no measure of what travel is worth.
            Measure::Goal(GoalKind::LeastCost { travel: Some(_) }) if slack <= SLACK => slack * flow.abs().max(1.0),
            // A share is of some hundred people.
            Measure::Goal(GoalKind::BestWorst { .. }) => slack * value.abs().max(0.01),
            _ => slack * value.abs().max(1.0),
        }
    }
}

/// One stage.
struct Stage {
    measure: Measure,
    /// What flows have to say in it.
    aim: Option<Aim>,
    within: f64,
}

fn stages(scenario: &Scenario) -> Vec<Stage> {
    let strengths = scenario.rules.iter().map(|r| r.strength).chain(scenario.targets.iter().map(|t| t.strength));
    let mut stages = Vec::new();
    if strengths.into_iter().any(|strength| strength != Strength::Hard) {
        stages.push(Stage { measure: Measure::Missed, aim: Some(Aim::Missed), within: 0.0 });
    }
    stages.extend(scenario.goals.iter().map(|goal| Stage {
        measure: Measure::Goal(goal.kind),
        aim: Aim::of(goal.kind),
        within: goal.within.value(),
    }));
    stages
}

/// What one service can do with one vector of sessions, by stage and each by itself, under the hard
/// rules about flows.
type Yield = Vec<f64>;

/// Nothing where the hard rules about flows cannot be kept.
type Known = Option<Yield>;

struct Search<'a> {
    space: &'a Space,
    flows: Flows<'a>,
    stages: Vec<Stage>,
    /// By service and by its vector of sessions.
    seen: Vec<Vec<Option<Known>>>,
}

/// A decision still in the running, with the bounds of its flow values.
struct Runner {
    decision: Decision,
    bound: Yield,
}

/// Levels by site, as bits, and by offer the position of its sessions: the same for scenarios that differ in
/// numbers alone.
pub type Key = (Vec<u32>, Vec<usize>);

/// Every decision that keeps the structure and the hard rules, with the best value of each stage that it lets
/// there be, under the stages before.
pub fn each_decision(scenario: &Scenario, slack: f64) -> Vec<(Key, Vec<f64>)> {
    let space = Space::new(scenario, None);
    let (search, runners) = begin(scenario, None, &space);
    let mut all = Vec::new();
    for runner in runners {
        let mut held: Vec<(usize, f64)> = Vec::new();
        let mut values = Vec::new();
        for (position, stage) in search.stages.iter().enumerate() {
            let Some(value) = search.value(&runner, position, &held) else { break };
            let flow = value - own(&runner.decision, stage.measure);
            held.push((position, value - stage.measure.margin(value, flow, slack)));
            values.push(0.0 + if stage.measure.most() { value } else { -value });
        }
        if values.len() == search.stages.len() {
            all.push(((runner.decision.sets, runner.decision.picks), values));
        }
    }
    all
}

/// What is searched, and the decisions that keep the hard rules.
fn begin<'a>(scenario: &'a Scenario, relax: Option<Family>, space: &'a Space) -> (Search<'a>, Vec<Runner>) {
    let flows = Flows::new(scenario, relax);
    let mut stages = stages(scenario);
    for stage in stages.iter_mut().filter(|stage| stage.measure == Measure::Missed) {
        stage.aim = stage.aim.filter(|_| flows.any_soft());
    }
    let sizes = (0..scenario.services.len()).map(|service| {
        let own = space.offers.iter().zip(&space.sessions).filter(|(offer, _)| offer.service == service);
        own.map(|(_, sessions)| sessions.len()).product::<usize>()
    });
    let seen = sizes.map(|size| vec![None; size]).collect();
    let mut search = Search { space, flows, stages, seen };
    let runners = space
        .decisions(scenario)
        .into_iter()
        .filter_map(|decision| search.bound(&decision).map(|bound| Runner { decision, bound }))
        .collect();
    (search, runners)
}

fn search(scenario: &Scenario, relax: Option<Family>, slack: f64, space: Option<Space>) -> Best {
    let Some(space) = space else { return Best::Impossible };
    let (search, mut runners) = begin(scenario, relax, &space);
    let mut held: Vec<(usize, f64)> = Vec::new();
    let mut goal_values = Vec::new();
    let mut plan = Plan::default();
    for (position, stage) in search.stages.iter().enumerate() {
        // Most promising first; everything is turned so that more is better.
        let at_most = |runner: &Runner| search.at_most(runner, position);
        runners.sort_by(|a, b| at_most(b).total_cmp(&at_most(a)));
        let mut top: Option<(f64, usize)> = None;
        for (at, runner) in runners.iter().enumerate() {
            if top.is_some_and(|(value, _)| at_most(runner) <= value) {
                break;
            }
            if let Some(value) = search.value(runner, position, &held)
                && top.is_none_or(|(best, _)| value > best)
            {
                top = Some((value, at));
            }
        }
        let Some((value, at)) = top else {
            assert!(goal_values.is_empty(), "a held stage has lost the decision that attained it");
            return Best::Impossible;
        };
        // Turned back; the sum with 0 makes 0 of -0.
        goal_values.push(0.0 + if stage.measure.most() { value } else { -value });
        plan = space.plan(scenario, &runners[at].decision);
        let flow = value - own(&runners[at].decision, stage.measure);
        let limit = value - stage.within * value.abs() - stage.measure.margin(value, flow, slack);
        held.push((position, limit));
        runners.retain(|runner| at_most(runner) >= limit);
    }
    Best::Found { goal_values, plan }
}

/// What a decision is worth in a measure but for its flows.
fn own(decision: &Decision, measure: Measure) -> f64 {
    match measure {
        Measure::Missed => -decision.missed,
        Measure::Goal(GoalKind::LeastCost { .. }) => -(decision.cost as f64 / 100.0),
        Measure::Goal(GoalKind::FewestChanges) => -f64::from(decision.changes),
        Measure::Goal(GoalKind::MostAccess(access)) => decision.access[access.0] as f64,
        Measure::Goal(_) => 0.0,
    }
}

impl Search<'_> {
    fn running<'s>(&'s self, decision: &Decision) -> Vec<Running<'s>> {
        let sessions = decision.picks.iter().zip(&self.space.sessions).map(|(&pick, options)| options[pick]);
        self.space.offers.iter().zip(sessions).filter(|(_, sessions)| *sessions > 0).collect()
    }

    fn bound(&mut self, decision: &Decision) -> Option<Yield> {
        let mut total = vec![0.0; self.stages.len()];
        for service in 0..self.seen.len() {
            let mut key = 0;
            for (offer, &pick) in decision.picks.iter().enumerate() {
                if self.space.offers[offer].service == service {
                    key = key * self.space.sessions[offer].len() + pick;
                }
            }
            if self.seen[service][key].is_none() {
                self.seen[service][key] = Some(self.of_service(service, decision));
            }
            let known = self.seen[service][key].as_ref()?.as_ref()?;
            total.iter_mut().zip(known).for_each(|(total, own)| *total += own);
        }
        Some(total)
    }

    fn of_service(&self, service: usize, decision: &Decision) -> Option<Yield> {
        let running = self.running(decision);
        let best = |aim| self.flows.best(&running, &|s| s == service, &[], aim);
        best(None)?;
        self.stages.iter().map(|stage| if stage.aim.is_some() { best(stage.aim) } else { Some(0.0) }).collect()
    }

    /// A value that this decision cannot beat; exact for what does not depend on the flow.
    fn at_most(&self, runner: &Runner, stage: usize) -> f64 {
        runner.bound[stage] + own(&runner.decision, self.stages[stage].measure)
    }

    /// The best value under what is held, whose bounds the runner has passed.
    fn value(&self, runner: &Runner, stage: usize, held: &[(usize, f64)]) -> Option<f64> {
        let limits: Vec<(Aim, f64)> = held
            .iter()
            .filter_map(|&(held, limit)| {
                let Stage { measure, aim, .. } = self.stages[held];
                aim.map(|aim| (aim, limit - own(&runner.decision, measure)))
            })
            .collect();
        let aim = self.stages[stage].aim;
        if limits.len() + usize::from(aim.is_some()) <= 1 {
            return Some(self.at_most(runner, stage));
        }
        let joint = self.flows.best(&self.running(&runner.decision), &|_| true, &limits, aim)?;
        let own = own(&runner.decision, self.stages[stage].measure);
        Some(if aim.is_some() { joint + own } else { own })
    }
}
