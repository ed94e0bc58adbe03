//! The plan that comes nearest where none keeps every rule.

use super::assess::From;
use super::whole::on_whole_sessions;
use super::{Assessed, RunError};
use crate::formulation::{Aim, Formulation, Grain};
use crate::instance::Instance;
use crate::method::{Limits, Method, Problem, Watcher, solve_in_order, stages_of};
use crate::plan::interpret;
use doorstep_scenario::{Rule, RuleKind, Scenario, Strength};
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
    let Some(columns) = on_whole_sessions(&mut *session, &first, &staged.stages, columns, limits, watcher)? else {
        return Ok(None);
    };
    let decisions = interpret(session.formulation(), &columns);
    let exact = Formulation::formulate(&soft, Grain::Whole);
    let from = From::Solved { stages: &[] };
    Assessed::of("nearest plan", &exact, &stages_of(&soft.scenario), decisions, &from).map(Some)
}

/// The same scenario with every demand soft, priced so that missing all of it costs one point.
fn softened(instance: &Instance) -> Scenario {
    let scenario = &instance.scenario;
    let all_costs: f64 = instance.baseline_cost.iter().map(|cost| cost.pounds()).sum();
    let mut soft = (**scenario).clone();
    let people: f64 = scenario.areas.iter().flat_map(|area| &area.people).map(|people| f64::from(*people)).sum();
    let price = |asked: f64| Strength::Soft { price: (1.0 / asked.max(1.0)).max(1e-9) };
    for target in &mut soft.targets {
        target.strength = price(target.amount.pounds());
    }
    for Rule { kind, strength, .. } in &mut soft.rules {
        *strength = match kind {
            RuleKind::AtLeast { count, .. }
            | RuleKind::AtMost { count, .. }
            | RuleKind::ChangesAtMost { count, .. } => price(f64::from(*count)),
            RuleKind::ReachShare { at_least, .. } | RuleKind::AccessShare { at_least, .. } => {
                price(at_least.value() * people)
            }
            RuleKind::KeepReach { .. } | RuleKind::NearestLost { .. } | RuleKind::ServeEveryone { .. } => price(people),
            RuleKind::LeastUsers { people, .. } => price(f64::from(*people)),
            RuleKind::PostsAtMost { at_most, .. } => price(*at_most),
            RuleKind::CostAtMost { amount, .. } => price(amount.pounds()),
            RuleKind::CostShare { .. } => price(all_costs),
            RuleKind::AccessGap { .. } => price(100.0),
            RuleKind::SitesShare { .. }
            | RuleKind::Lock { .. }
            | RuleKind::Forbid { .. }
            | RuleKind::NotBefore { .. }
            | RuleKind::IfThen { .. }
            | RuleKind::EitherOr { .. }
            | RuleKind::Together { .. }
            | RuleKind::HubSpoke { .. }
            | RuleKind::LeastSessions { .. } => price(1.0),
        };
    }
    soft
}
