//! The lexicographic optimum by looking at every decision.
//!
//! For fixed levels and sessions the services share nobody and nothing, so what each can reach is
//! computed once per vector of its own sessions. The sum over services is exact when at most one
//! value of the flow is asked for, and a bound otherwise; then the joint programme decides.

use doorstep_scenario::{EVERYWHERE, GoalKind, Host, Offered, Plan, RuleKind, Scenario, Strength, Weight};

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

/// The need-weighted reach of a plan's decisions in the contract's canonical assignment: only the
/// hard floors bind it (without any rule for the status quo). Nothing if that cannot be, or if the
/// decisions are not of the scenario.
pub fn canonical_reach(scenario: &Scenario, plan: &Plan, status_quo: bool) -> Option<f64> {
    let mut bare = scenario.clone();
    bare.targets.clear();
    bare.rules.retain(|rule| {
        let floor = matches!(rule.kind, RuleKind::ReachShare { .. });
        floor && rule.strength == Strength::Hard && !status_quo
    });
    bare.goals.truncate(1);
    bare.goals[0].kind = GoalKind::MostReach(Weight::Need);
    match score(&bare, plan) {
        Best::Found { goal_values, .. } => Some(goal_values[0]),
        Best::Impossible => None,
    }
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
    matches!(stages(scenario)[stage].0, Measure::Reach(_))
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Measure {
    Missed,
    Reach(Weight),
    Cost,
    Changes,
}

fn stages(scenario: &Scenario) -> Vec<(Measure, f64)> {
    let strengths = scenario.rules.iter().map(|r| r.strength).chain(scenario.targets.iter().map(|t| t.strength));
    let mut stages = Vec::new();
    if strengths.into_iter().any(|strength| strength != Strength::Hard) {
        stages.push((Measure::Missed, 0.0));
    }
    stages.extend(scenario.goals.iter().map(|goal| {
        let measure = match goal.kind {
            GoalKind::MostReach(weight) => Measure::Reach(weight),
            GoalKind::LeastCost => Measure::Cost,
            GoalKind::FewestChanges => Measure::Changes,
        };
        (measure, goal.within.value())
    }));
    stages
}

/// What one service can do with one vector of sessions, each by itself, under the hard floors.
#[derive(Debug, Clone, Copy)]
struct Yield {
    need: f64,
    equal: f64,
    missed: f64,
}

/// Nothing where the hard floors of the service cannot be kept.
type Known = Option<Yield>;

struct Search<'a> {
    space: &'a Space,
    flows: Flows<'a>,
    uses: [bool; 3],
    /// By service and by its vector of sessions.
    seen: Vec<Vec<Option<Known>>>,
}

/// A decision still in the running, with the bounds of its flow values.
struct Runner {
    decision: Decision,
    bound: Yield,
}

fn search(scenario: &Scenario, relax: Option<Family>, slack: f64, space: Option<Space>) -> Best {
    let Some(space) = space else { return Best::Impossible };
    let stages = stages(scenario);
    let flows = Flows::new(scenario, relax);
    let has = |measure| stages.iter().any(|stage| stage.0 == measure);
    let uses = [has(Measure::Reach(Weight::Need)), has(Measure::Reach(Weight::Equal)), flows.any_soft()];
    let sizes = (0..scenario.services.len()).map(|service| {
        let own = space.offers.iter().zip(&space.sessions).filter(|(offer, _)| offer.service == service);
        own.map(|(_, sessions)| sessions.len()).product::<usize>()
    });
    let seen = sizes.map(|size| vec![None; size]).collect();
    let mut search = Search { space: &space, flows, uses, seen };
    let mut runners: Vec<Runner> = space
        .decisions(scenario)
        .into_iter()
        .filter_map(|decision| search.bound(&decision).map(|bound| Runner { decision, bound }))
        .collect();
    let mut held: Vec<(Measure, f64)> = Vec::new();
    let mut goal_values = Vec::new();
    let mut plan = Plan::default();
    for (measure, within) in stages {
        // Most promising first; everything is turned so that more is better.
        runners.sort_by(|a, b| at_most(b, measure).total_cmp(&at_most(a, measure)));
        let mut top: Option<(f64, usize)> = None;
        for (at, runner) in runners.iter().enumerate() {
            if top.is_some_and(|(value, _)| at_most(runner, measure) <= value) {
                break;
            }
            if let Some(value) = search.value(runner, measure, &held)
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
        goal_values.push(0.0 + if matches!(measure, Measure::Reach(_)) { value } else { -value });
        plan = space.plan(scenario, &runners[at].decision);
        let margin = match measure {
            // Whole pence and whole sites: less than one is noise.
            Measure::Changes => 1e-6,
            Measure::Cost if slack <= SLACK => 1e-6,
            Measure::Cost | Measure::Missed | Measure::Reach(_) => slack * value.abs().max(1.0),
        };
        let limit = value - within * value.abs() - margin;
        held.push((measure, limit));
        runners.retain(|runner| at_most(runner, measure) >= limit);
    }
    Best::Found { goal_values, plan }
}

/// A value that this decision cannot beat; exact for what does not depend on the flow.
fn at_most(runner: &Runner, measure: Measure) -> f64 {
    match measure {
        Measure::Missed => runner.bound.missed - runner.decision.missed,
        Measure::Reach(Weight::Need) => runner.bound.need,
        Measure::Reach(Weight::Equal) => runner.bound.equal,
        Measure::Cost => -(runner.decision.cost as f64 / 100.0),
        Measure::Changes => -f64::from(runner.decision.changes),
    }
}

impl Search<'_> {
    fn running<'s>(&'s self, decision: &Decision) -> Vec<Running<'s>> {
        let sessions = decision.picks.iter().zip(&self.space.sessions).map(|(&pick, options)| options[pick]);
        self.space.offers.iter().zip(sessions).filter(|(_, sessions)| *sessions > 0).collect()
    }

    fn bound(&mut self, decision: &Decision) -> Option<Yield> {
        let mut total = Yield { need: 0.0, equal: 0.0, missed: 0.0 };
        for service in 0..self.seen.len() {
            let mut key = 0;
            for (offer, &pick) in decision.picks.iter().enumerate() {
                if self.space.offers[offer].service == service {
                    key = key * self.space.sessions[offer].len() + pick;
                }
            }
            let known = self.seen[service][key].unwrap_or_else(|| self.of_service(service, decision));
            self.seen[service][key] = Some(known);
            let own = known?;
            total.need += own.need;
            total.equal += own.equal;
            total.missed += own.missed;
        }
        Some(total)
    }

    fn of_service(&self, service: usize, decision: &Decision) -> Option<Yield> {
        let running = self.running(decision);
        let best = |aim| self.flows.best(&running, &|s| s == service, &[], aim);
        best(None)?;
        let value = |used: bool, aim| if used { best(Some(aim)) } else { Some(0.0) };
        Some(Yield {
            need: value(self.uses[0], Aim::Reach(Weight::Need))?,
            equal: value(self.uses[1], Aim::Reach(Weight::Equal))?,
            missed: value(self.uses[2], Aim::Missed)?,
        })
    }

    /// The best value under what is held, whose bounds the runner has passed.
    fn value(&self, runner: &Runner, measure: Measure, held: &[(Measure, f64)]) -> Option<f64> {
        let aim = |measure: Measure| match measure {
            Measure::Missed => self.uses[2].then_some(Aim::Missed),
            Measure::Reach(weight) => Some(Aim::Reach(weight)),
            Measure::Cost | Measure::Changes => None,
        };
        let own = if measure == Measure::Missed { -runner.decision.missed } else { 0.0 };
        let limits: Vec<(Aim, f64)> = held
            .iter()
            .filter_map(|&(m, limit)| {
                aim(m).map(|a| (a, if m == Measure::Missed { limit + runner.decision.missed } else { limit }))
            })
            .collect();
        if limits.len() + usize::from(aim(measure).is_some()) <= 1 {
            return Some(at_most(runner, measure));
        }
        let joint = self.flows.best(&self.running(&runner.decision), &|_| true, &limits, aim(measure))?;
        Some(if aim(measure).is_some() { joint + own } else { at_most(runner, measure) })
    }
}
