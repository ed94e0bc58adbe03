//! A drawn problem as plain arrays, for other programs to solve: no language, no model, only what is
//! to be chosen and what it is worth.

use doorstep::instance::Instance;
use doorstep_scenario::{GoalKind, Pence, RuleKind, Scenario, Travel};
use serde_json::{Value, json};
use std::sync::Arc;

/// Of one service, with room for everybody: people by area (weighted by need), candidate pairs of area
/// and site with the share of them who come, yearly pounds by site, and the budget. Of a median: people,
/// ways, and how many sites.
///
/// # Errors
/// Says which other scenario cannot be told in this way.
pub fn of(scenario: &Scenario) -> Result<Value, String> {
    match scenario.goals.first().map(|goal| goal.kind) {
        Some(GoalKind::MostReach(_)) => reach(scenario),
        Some(GoalKind::LeastTravel(_)) => median(scenario),
        other => Err(format!("no arrays for the goal {other:?}")),
    }
}

fn reach(scenario: &Scenario) -> Result<Value, String> {
    let instance = Instance::prepare(Arc::new(scenario.clone()));
    let one =
        scenario.services.len() == 1 && scenario.venues.is_empty() && instance.offers.len() == scenario.sites.len();
    if !one || scenario.targets.len() != 1 || !scenario.rules.is_empty() {
        return Err("arrays are for one service at sites, a savings target and no rule".to_owned());
    }
    if let Some(offer) = full(&instance) {
        return Err(format!("arrays know no capacity, and {offer} has too little: use --capacity ample"));
    }
    let of_arms =
        |value: &dyn Fn(&doorstep::instance::Arm) -> Value| -> Vec<Value> { instance.arms.iter().map(value).collect() };
    let weight = scenario.services[0].weight;
    let people: Vec<f64> = instance.cohorts.iter().map(|cohort| weight * cohort.need * cohort.potential).collect();
    let costs = scenario.sites.iter().map(|site| site.costs.iter().map(|cost| cost.amount).sum::<Pence>().pounds());
    let total: Pence = instance.baseline_cost.iter().copied().sum();
    Ok(json!({
        "kind": "reach",
        "name": scenario.name,
        "people": people,
        "cost": costs.collect::<Vec<f64>>(),
        "budget": (total - scenario.targets[0].amount).pounds(),
        "area": of_arms(&|arm| arm.cohort().into()),
        "site": of_arms(&|arm| arm.offer().into()),
        "share": of_arms(&|arm| arm.decay.into()),
    }))
}

/// The first offer that has not room, at its fewest sessions, for all who could come to it.
pub fn full(instance: &Instance) -> Option<String> {
    let short = |at: usize| {
        let offer = &instance.offers[at];
        room_wanted(instance, at) > offer.served_by_session * offer.least.per_week()
    };
    (0..instance.offers.len()).find(|at| short(*at)).map(|at| instance.offers[at].name(&instance.scenario))
}

/// People who would come to an offer if it were the only one: Σ δ · potential over its arms.
pub fn room_wanted(instance: &Instance, offer: usize) -> f64 {
    let coming = |arm: usize| {
        let arm = &instance.arms[arm];
        arm.decay * instance.cohorts[arm.cohort()].potential
    };
    instance.arms_of_offer(offer).map(coming).sum()
}

fn median(scenario: &Scenario) -> Result<Value, String> {
    let Travel::Matrix(matrix) = &scenario.travel else { return Err("a median has a table of ways".to_owned()) };
    let open = scenario.rules.iter().find_map(|rule| match rule.kind {
        RuleKind::AtMost { count, .. } => Some(count),
        _ => None,
    });
    let people: Vec<u32> = scenario.areas.iter().map(|area| area.people.iter().sum()).collect();
    let ways: Vec<f64> = matrix.modes.iter().flat_map(|mode| &mode.ways).map(|way| way.value).collect();
    if ways.len() != scenario.areas.len() * scenario.sites.len() {
        return Err("not every way is known".to_owned());
    }
    Ok(json!({
        "kind": "median",
        "name": scenario.name,
        "open": open.ok_or("no rule says how many sites")?,
        "people": people,
        "sites": scenario.sites.len(),
        "ways": ways,
    }))
}
