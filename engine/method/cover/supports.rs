//! When the method applies: no capacity can bind, and people appear only where they are worth most.
//!
//! ```text
//! Σ_{c within reach of o} δ[c,o] · N[c] ≤ q[o] · least[o]      for every offer o
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | δ, N | share who come, people who would at their door | 0–1, people | instance |
//! | q, least | people served by a weekly session, fewest sessions if it runs | people, sessions | scenario |
//!
//! Then whoever is within reach of something that runs can be served there, and each cohort takes its
//! best. "Everybody is served" leaves it that choice, and so do floors on reach (`floor.rs`) beside goals
//! about reach; other rows about people would make it choose otherwise.
//!
//! Source: model.md, "Reach".

use super::back::Dense;
use super::flow::Flow;
use crate::formulation::{Aim, ColumnKey, Formulation, Row, RowKey, Subject};
use crate::instance::Instance;
use crate::method::assembled::Assembled;
use crate::method::stages_of;
use doorstep_scenario::{GoalKind, RuleKind, Scenario, Strength};

/// Is there a column of reach in the row?
pub(super) fn speaks_of_people(row: &Row, dense: Dense) -> bool {
    // Columns rise; what rules add comes last.
    row.terms.iter().any(|(column, _)| dense.at(*column).is_none())
}

fn serves_everyone(scenario: &Scenario, row: &Row) -> bool {
    let RowKey::Demand(Subject::Rule(rule), _) = row.key else { return false };
    let rule = &scenario.rules[rule];
    matches!(rule.kind, RuleKind::ServeEveryone { .. }) && rule.strength == Strength::Hard
}

fn is_floor(scenario: &Scenario, row: &Row) -> bool {
    let RowKey::Demand(Subject::Rule(rule), _) = row.key else { return false };
    matches!(scenario.rules[rule].kind, RuleKind::ReachShare { .. } | RuleKind::KeepReach { .. })
}

/// The rows of floors on reach, and how many people each asks for as the problem is now.
pub(super) fn floors(assembled: &Assembled) -> Vec<(&Row, f64)> {
    let formulation = assembled.formulation();
    let (scenario, dense) = (&formulation.instance.scenario, Dense::of(formulation));
    let rows = formulation.rows.iter().filter(|row| is_floor(scenario, row) && speaks_of_people(row, dense));
    let least = |row: &Row| assembled.row_bounds().get(&row.key).map_or(row.lower, |(lower, _)| *lower);
    rows.map(|row| (row, least(row))).filter(|(_, least)| least.is_finite()).collect()
}

/// Cohorts of whom everybody has to be served.
pub(super) fn served(formulation: &Formulation, assembled: &Assembled) -> Vec<bool> {
    let mut served = vec![false; formulation.instance.cohorts.len()];
    for row in &formulation.rows {
        if let (true, RowKey::Demand(_, cohort)) = (serves_everyone(&formulation.instance.scenario, row), row.key) {
            let lower = assembled.row_bounds().get(&row.key).map_or(row.lower, |(lower, _)| *lower);
            served[cohort] |= lower > 0.0;
        }
    }
    served
}

/// What stands in the way of the method, in plain words; nothing if nothing does.
pub(super) fn obstacles(assembled: &Assembled, aims: &[Aim]) -> Vec<String> {
    let formulation = assembled.formulation();
    let instance = &formulation.instance;
    let scenario = &instance.scenario;
    let dense = Dense::of(formulation);
    let mut found = Vec::new();
    let mut flows: Vec<Flow> = Vec::new();
    for aim in aims {
        let known = matches!(
            aim,
            Aim::LeastShortfall
                | Aim::Identifiers { .. }
                | Aim::Goal(GoalKind::FewestChanges | GoalKind::LeastCost { .. })
        );
        match Flow::of(*aim) {
            Some(flow) if !flows.contains(&flow) => flows.push(flow),
            None if !known => found.push(format!("the goal {} looks at single areas or parts", aim.name())),
            _ => {}
        }
    }
    if flows.len() > 1 {
        found.push("several goals depend on who goes where".to_owned());
    }
    let mut told = Vec::new();
    // People go where most is reached: then a floor has the best of them there is.
    let by_reach = flows.iter().all(|flow| matches!(flow, Flow::Reach { .. }));
    let as_asked = |row: &Row| assembled.row_bounds().get(&row.key).is_none_or(|(_, upper)| *upper == f64::INFINITY);
    let exact = |row: &Row| serves_everyone(scenario, row) || (by_reach && is_floor(scenario, row) && as_asked(row));
    for row in formulation.rows.iter().filter(|row| speaks_of_people(row, dense) && !exact(row)) {
        let whose = match row.key {
            RowKey::Demand(subject, _) => subject.id(instance).to_owned(),
            RowKey::Counted(rule, ..) | RowKey::PartShare(rule, ..) => scenario.rules[rule.0].id.clone(),
            RowKey::GoalPart(..) => continue,
            key => key.name(instance),
        };
        if !told.contains(&whose) {
            told.push(whose);
        }
    }
    found.extend(told.into_iter().map(|whose| format!("{whose} asks how many people are reached where")));
    if assembled.row_bounds().keys().any(|key| matches!(key, RowKey::LeastSessions(_))) {
        found.push("the least sessions of an offer were changed".to_owned());
    }
    if assembled.is_swayed() {
        found.push("something is preferred beside the goal".to_owned());
    }
    if assembled.bounded().any(|key| matches!(key, ColumnKey::Reach(_))) {
        found.push("it was said how many people are to be addressed somewhere".to_owned());
    }
    let full = full(instance, assembled);
    if let Some(first) = full.first() {
        found.push(format!("{} offers may become full, {first} among them", full.len()));
    }
    found
}

/// Offers that could become full at their least sessions.
fn full(instance: &Instance, assembled: &Assembled) -> Vec<String> {
    let scenario = &instance.scenario;
    let changed = assembled.row_bounds();
    let least = |offer: &crate::instance::Offer| {
        let rules = scenario.rules.iter().enumerate().filter_map(|(at, rule)| match &rule.kind {
            RuleKind::LeastSessions { service, modes, sessions }
                if rule.strength == Strength::Hard
                    && *service == offer.service
                    && modes.contains(&offer.mode)
                    && !changed
                        .keys()
                        .any(|key| matches!(key, RowKey::Demand(Subject::Rule(rule), _) if *rule == at)) =>
            {
                Some(*sessions)
            }
            _ => None,
        });
        rules.fold(offer.least, std::cmp::Ord::max)
    };
    let offers = instance.offers.iter().enumerate();
    let full = offers.filter(|(at, offer)| {
        let come = |arm: usize| {
            let arm = &instance.arms[arm];
            arm.decay * instance.cohorts[arm.cohort()].potential
        };
        let all: f64 = instance.arms_of_offer(*at).map(come).sum();
        all > offer.served_by_session * least(offer).per_week() * (1.0 + 1e-12)
    });
    full.map(|(_, offer)| offer.name(scenario)).collect()
}

/// What stands in the way of solving a scenario's goals.
pub(super) fn obstacles_of(assembled: &Assembled) -> Vec<String> {
    let aims: Vec<Aim> =
        stages_of(&assembled.formulation().instance.scenario).into_iter().map(|(aim, _)| aim).collect();
    obstacles(assembled, &aims)
}
