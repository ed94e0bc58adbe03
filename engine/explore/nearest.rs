//! The plan that comes nearest where none keeps every rule.

use super::assess::From;
use super::whole::on_whole_sessions;
use super::{Assessed, RunError};
use crate::formulation::{Aim, Formulation, Subject};
use crate::instance::Instance;
use crate::method::{Limits, Method, Problem, Watcher, solve_in_order, stages_of};
use crate::plan::interpret;
use doorstep_scenario::{RuleKind, Scenario, Strength};
use std::sync::Arc;

/// The plan that misses least when nothing is demanded: each shortfall as a share of what is asked.
pub(super) fn nearest(
    instance: &Arc<Instance>,
    method: &dyn Method,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Assessed>, RunError> {
    let soft = Arc::new(Instance::prepare(Arc::new(softened(instance))));
    let problem = Problem::of(Arc::clone(&soft));
    let mut session = method.open(&problem)?;
    let first = [(Aim::LeastShortfall, 0.02)];
    let staged = solve_in_order(&mut *session, &first, false, limits, watcher)?;
    let Some(columns) = staged.columns else { return Ok(None) };
    let Some(columns) = on_whole_sessions(&mut *session, &first, &staged.stages, &[], columns, limits, watcher)? else {
        return Ok(None);
    };
    let decisions = interpret(session.formulation(), &columns);
    let exact = Formulation::of_plans(&soft);
    let from = From::Solved { stages: &[] };
    Assessed::of("nearest plan", &exact, &stages_of(&soft.scenario), decisions, &from).map(Some)
}

/// The same scenario with every demand soft, priced so that missing all of it costs one point.
fn softened(instance: &Instance) -> Scenario {
    let mut soft = (*instance.scenario).clone();
    let price = |subject: Subject| Strength::Soft { price: price(instance, subject) };
    for (at, target) in soft.targets.iter_mut().enumerate() {
        target.strength = price(Subject::Target(at));
    }
    for (at, rule) in soft.rules.iter_mut().enumerate() {
        rule.strength = price(Subject::Rule(at));
    }
    soft
}

/// What a unit of a demand's shortfall costs so that missing all of it costs one point.
pub(super) fn price(instance: &Instance, subject: Subject) -> f64 {
    let scenario = &instance.scenario;
    let all_costs = || instance.baseline_cost.iter().map(|cost| cost.pounds()).sum();
    let people = || scenario.areas.iter().flat_map(|area| &area.people).map(|people| f64::from(*people)).sum();
    let asked: f64 = match subject {
        Subject::Target(at) => scenario.targets[at].amount.pounds(),
        Subject::Rule(at) => match &scenario.rules[at].kind {
            RuleKind::AtLeast { count, .. }
            | RuleKind::AtMost { count, .. }
            | RuleKind::ChangesAtMost { count, .. } => f64::from(*count),
            RuleKind::ReachShare { at_least, .. } | RuleKind::AccessShare { at_least, .. } => {
                let all: f64 = people();
                at_least.value() * all
            }
            RuleKind::KeepReach { .. } | RuleKind::NearestLost { .. } | RuleKind::ServeEveryone { .. } => people(),
            RuleKind::LeastUsers { people, .. } => f64::from(*people),
            RuleKind::PostsAtMost { at_most, .. } => *at_most,
            RuleKind::CostAtMost { amount, .. } => amount.pounds(),
            RuleKind::CostShare { .. } => all_costs(),
            RuleKind::AccessGap { .. } => 100.0,
            RuleKind::SitesShare { .. }
            | RuleKind::Lock { .. }
            | RuleKind::Forbid { .. }
            | RuleKind::NotBefore { .. }
            | RuleKind::IfThen { .. }
            | RuleKind::EitherOr { .. }
            | RuleKind::Together { .. }
            | RuleKind::HubSpoke { .. }
            | RuleKind::LeastSessions { .. } => 1.0,
        },
    };
    (1.0 / asked.max(1.0)).max(1e-9)
}
