//! Canonical reach: who is addressed by what, once levels and sessions are decided.
//!
//! The most weighted reach these decisions allow, so that nothing can be met by withholding a
//! service; hard floors are kept, and soft ones as far as the plan met them. Among equal
//! allocations, the one that leans on offers in the order of their ids.

use crate::formulation::{Formulation, Grain, RowKey, Subject};
use crate::instance::{Decisions, Instance};
use crate::method::{Linear, MethodError};
use doorstep_scenario::{GoalKind, RuleKind, Sessions, Strength, Weight};
use std::sync::Arc;

/// People who count for nothing in the goals are still not left out where there is room.
const LEAST_WEIGHT: f64 = 1e-6;
/// People below this are the solver's dust, not people.
const DUST: f64 = 1e-7;

/// People addressed over each arm of the instance. `kept` holds the columns of the plan these
/// decisions come from, by which floors are known to be met; `None` for decisions that answer to no
/// rule, such as the status quo.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn canonical_reach(
    instance: &Arc<Instance>,
    decisions: &Decisions,
    kept: Option<&[f64]>,
) -> Result<Vec<f64>, MethodError> {
    // The columns keep their floors to the solver's tolerance only. Where that is not enough for the
    // rounded decisions, half of the checker's tolerance is allowed.
    shared_out(instance, decisions, kept, 1e-9).or_else(|_| shared_out(instance, decisions, kept, 0.5e-6))
}

fn shared_out(
    instance: &Arc<Instance>,
    decisions: &Decisions,
    kept: Option<&[f64]>,
    slack: f64,
) -> Result<Vec<f64>, MethodError> {
    let running: Vec<bool> = decisions.sessions.iter().map(|sessions| *sessions > Sessions::ZERO).collect();
    let arms: Vec<usize> = (0..instance.arms.len()).filter(|arm| running[instance.arms[*arm].offer]).collect();
    let mut addressed = vec![0.0; instance.arms.len()];
    if arms.is_empty() {
        return Ok(addressed);
    }
    let potential = |arm: usize| instance.cohorts[instance.arms[arm].cohort].potential;
    let mut sharing = Sharing {
        linear: Linear::new(arms.iter().map(|arm| potential(*arm)).collect()),
        column: vec![None; instance.arms.len()],
    };
    for (at, arm) in arms.iter().enumerate() {
        sharing.column[*arm] = Some(at);
    }
    for (cohort, range) in instance.cohorts.iter().zip(&instance.arms_of_cohort) {
        sharing.row(f64::NEG_INFINITY, cohort.potential, range.clone().map(|arm| (arm, 1.0)));
    }
    for (at, offer) in instance.offers.iter().enumerate().filter(|(at, _)| running[*at]) {
        let places = offer.served_by_session * decisions.sessions[at].per_week();
        let terms = instance.arms_of_offer[at].iter().map(|arm| (*arm, instance.arms[*arm].decay));
        sharing.row(f64::NEG_INFINITY, places, terms);
    }
    if let Some(columns) = kept {
        sharing.floors(instance, columns, slack);
    }
    let worth = weights(instance);
    let count = instance.offers.len() as f64;
    let first: Vec<f64> = arms.iter().map(|arm| worth[*arm]).collect();
    let lean: Vec<f64> = arms.iter().map(|arm| 1.0 - instance.arms[*arm].offer as f64 / count).collect();
    let settled = sharing.linear.most(&first, &lean)?;
    for (people, arm) in settled.into_iter().zip(&arms) {
        addressed[*arm] = if people > DUST { people.min(potential(*arm)) } else { 0.0 };
    }
    Ok(addressed)
}

/// What one person addressed over each arm counts for: the first reach goal's weights.
fn weights(instance: &Instance) -> Vec<f64> {
    let weight = instance.scenario.goals.iter().find_map(|goal| match goal.kind {
        GoalKind::MostReach(weight) => Some(weight),
        _ => None,
    });
    let most = instance.cohorts.iter().map(|cohort| cohort.need).fold(0.0, f64::max);
    let each = instance.arms.iter().map(|arm| {
        // No row couples two services, so what a service weighs against another decides nothing.
        let need = if weight == Some(Weight::Equal) { 1.0 } else { instance.cohorts[arm.cohort].need };
        need.max(most * LEAST_WEIGHT).max(f64::MIN_POSITIVE) * instance.reached_by(arm)
    });
    each.collect()
}

/// The linear problem of sharing out what runs, over the arms of what runs.
struct Sharing {
    linear: Linear,
    column: Vec<Option<usize>>,
}

impl Sharing {
    fn row(&mut self, lower: f64, upper: f64, terms: impl Iterator<Item = (usize, f64)>) {
        let column = &self.column;
        self.linear.row(lower, upper, terms.filter_map(|(arm, value)| column[arm].map(|column| (column, value))));
    }

    /// Every floor as far as the plan met it, and no further than it asks.
    fn floors(&mut self, instance: &Arc<Instance>, columns: &[f64], slack: f64) {
        let formulation = Formulation::formulate(instance, Grain::Whole);
        let arms = formulation.layout.reach(0)..formulation.layout.end();
        for row in &formulation.rows {
            let RowKey::Demand(Subject::Rule(rule), _) = row.key else { continue };
            let rule = &instance.scenario.rules[rule];
            if !matches!(rule.kind, RuleKind::ReachShare { .. }) {
                continue;
            }
            let terms = row.terms.iter().filter(|(column, _)| arms.contains(column));
            let terms: Vec<(usize, f64)> = terms.map(|(column, each)| (column - arms.start, *each)).collect();
            let met: f64 = terms.iter().map(|(arm, each)| each * columns[arms.start + arm]).sum();
            let least = if rule.strength == Strength::Hard { row.lower } else { row.lower.min(met) };
            self.row(least - slack * least.abs().max(1.0), f64::INFINITY, terms.into_iter());
        }
    }
}
