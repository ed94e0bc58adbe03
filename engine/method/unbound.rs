//! Canonical reach where nothing that runs can become full and nothing else is asked of people: everybody
//! goes where most is reached, to the first by id among equals. No linear problem is needed, which a
//! nation of half a million pairs would take minutes for.
//!
//! ```text
//! r[c,o] = Nπ[c]   for the first o of greatest e[o] · δ[c,o] > 0 that runs
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[c,o] | people of cohort c addressed by offer o | people a year | here |
//! | e[o], δ[c,o] | equivalence of the mode, share who come | 0–1 | scenario, distance and decay |
//! | Nπ[c] | people who would come | people | areas table, take-up |
//!
//! Floors on reach that are kept by that change nothing of it: what hard demands lack is 0, and so is every
//! shortfall. Source: model.md, "Canonical reach", with its capacity rows slack.

use super::Allotment;
use crate::formulation::{ColumnKey, Formulation, Row, RowKey, Subject};
use crate::instance::{Decisions, Instance};
use doorstep_scenario::{GoalKind, RuleKind, Sessions};

/// People addressed over each arm; `None` where something could be full, or rules or goals ask for more
/// than reach.
pub(super) fn unbound_reach(exact: &Formulation, decisions: &Decisions, allotment: Allotment) -> Option<Vec<f64>> {
    let instance = &*exact.instance;
    let asked = allotment == Allotment::Plan && asks_for_people(instance);
    let offers = 0..instance.offers.len();
    let runs = |offer: usize| decisions.sessions[offer] > Sessions::ZERO;
    let has_room = |offer: usize| {
        let come = |arm: usize| instance.arms[arm].decay * instance.cohorts[instance.arms[arm].cohort()].potential;
        let all: f64 = instance.arms_of_offer(offer).map(come).sum();
        all <= instance.offers[offer].served_by_session * decisions.sessions[offer].per_week()
    };
    if asked || !offers.clone().filter(|offer| runs(*offer)).all(has_room) {
        return None;
    }
    let mut addressed = vec![0.0; instance.arms.len()];
    for (cohort, arms) in instance.cohorts_with_arms() {
        let running = arms.filter(|arm| runs(instance.arms[*arm].offer()));
        let worth = |arm: usize| instance.reached_by(&instance.arms[arm]);
        // Products of the same size may differ in their last digit: that is no reason to go elsewhere.
        let better = |arm: usize, best: usize| worth(arm) > worth(best) * (1.0 + 1e-12);
        let best = running.reduce(|best, arm| if better(arm, best) { arm } else { best });
        if let Some(arm) = best.filter(|arm| worth(*arm) > 0.0) {
            addressed[arm] = cohort.potential;
        }
    }
    (allotment == Allotment::Today || floors_hold(exact, &addressed)).then_some(addressed)
}

/// Is every floor on reach kept, with nobody counted in part only?
fn floors_hold(exact: &Formulation, addressed: &[f64]) -> bool {
    let instance = &exact.instance;
    let first = exact.layout.reach(0);
    let holds = |row: &Row| {
        let mut sum = 0.0;
        for (column, each) in &row.terms {
            match column.checked_sub(first).and_then(|arm| addressed.get(arm)) {
                Some(people) => sum += each * people,
                None if matches!(exact.columns.at(*column).key, ColumnKey::Shortfall(..)) => {}
                None => return false,
            }
        }
        sum >= row.lower
    };
    let is_floor = |row: &&Row| match row.key {
        RowKey::Demand(Subject::Rule(rule), _) => {
            matches!(instance.scenario.rules[rule].kind, RuleKind::ReachShare { .. } | RuleKind::KeepReach { .. })
        }
        _ => false,
    };
    exact.rows.iter().filter(is_floor).all(holds)
}

/// Does a rule or a goal decide who is addressed by what, whatever follows from going where most is reached?
fn asks_for_people(instance: &Instance) -> bool {
    let by_rule = instance
        .scenario
        .rules
        .iter()
        .any(|rule| matches!(rule.kind, RuleKind::LeastUsers { .. } | RuleKind::ServeEveryone { .. }));
    let by_goal = instance.scenario.goals.iter().any(|goal| match goal.kind {
        GoalKind::MostReach(_) | GoalKind::MostAccess(_) | GoalKind::FewestChanges => false,
        GoalKind::LeastCost { travel } => travel.is_some(),
        GoalKind::BestWorst { .. }
        | GoalKind::LeastTravel(_)
        | GoalKind::LeastWorstTravel(_)
        | GoalKind::KolmPollak { .. } => true,
    });
    by_rule || by_goal
}
