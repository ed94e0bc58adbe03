//! Canonical reach: who is addressed by what, once levels and sessions are decided.
//!
//! The most weighted reach these decisions allow, so that nothing can be met by withholding a
//! service; hard floors are kept, and soft ones as far as the plan met them. Among equal
//! allocations, the one that leans on offers in the order of their ids.

use crate::formulation::{Formulation, Grain, RowKey, Subject};
use crate::instance::{Decisions, Instance};
use crate::method::MethodError;
use doorstep_highs::{Flow, Highs, HighsError, Model, RunEnd};
use doorstep_scenario::{GoalKind, RuleKind, Sessions, Strength, Weight};
use std::sync::Arc;

/// A service that counts for nothing in the goals is still not left empty.
const LEAST_WEIGHT: f64 = 1e-3;
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
    let running: Vec<bool> = decisions.sessions.iter().map(|sessions| *sessions > Sessions::ZERO).collect();
    let arms: Vec<usize> = (0..instance.arms.len()).filter(|arm| running[instance.arms[*arm].offer]).collect();
    let mut addressed = vec![0.0; instance.arms.len()];
    if arms.is_empty() {
        return Ok(addressed);
    }
    let values: Vec<f64> = weights(instance);
    let mut rows = Rows::new(instance, &arms);
    let mut model = Model {
        minimise: false,
        cost: arms.iter().map(|arm| values[*arm]).collect(),
        lower: vec![0.0; arms.len()],
        upper: arms.iter().map(|arm| instance.cohorts[instance.arms[*arm].cohort].potential).collect(),
        integer: vec![false; arms.len()],
        ..Model::default()
    };
    rows.once_per_service(instance, &mut model);
    rows.capacity(instance, decisions, &running, &mut model);
    if let Some(columns) = kept {
        rows.floors(instance, columns, &mut model);
    }
    let mut highs = Highs::new().map_err(failed)?;
    highs.pass(&model).map_err(failed)?;
    solve(&mut highs)?;
    let best = highs.objective().unwrap_or(0.0);
    // Second: keep the best, lean on early offers. The first basis is a start for it.
    let every: Vec<usize> = (0..arms.len()).collect();
    highs
        .add_rows(&[best - 1e-9 * best.abs().max(1.0)], &[f64::INFINITY], &[0, every.len()], &every, &model.cost)
        .map_err(failed)?;
    let count = instance.offers.len() as f64;
    let lean: Vec<(usize, f64)> =
        arms.iter().enumerate().map(|(at, arm)| (at, 1.0 - instance.arms[*arm].offer as f64 / count)).collect();
    let first = highs.values();
    highs.set_costs(&lean).map_err(failed)?;
    let settled = if solve(&mut highs).is_ok() { highs.values() } else { first };
    for (at, arm) in arms.iter().enumerate() {
        let people = settled[at].min(model.upper[at]);
        addressed[*arm] = if people > DUST { people } else { 0.0 };
    }
    Ok(addressed)
}

/// What one person addressed over each arm counts for: the first reach goal's weights.
fn weights(instance: &Instance) -> Vec<f64> {
    let goals = &instance.scenario.goals;
    let weight = goals.iter().find_map(|goal| match goal.kind {
        GoalKind::MostReach(weight) => Some(weight),
        _ => None,
    });
    let by_need = weight != Some(Weight::Equal);
    let each = instance.arms.iter().map(|arm| {
        let cohort = &instance.cohorts[arm.cohort];
        let need = if by_need { cohort.need } else { 1.0 };
        let service = instance.scenario.services[cohort.service.0].weight;
        (service * need).max(LEAST_WEIGHT) * instance.reached_by(arm)
    });
    each.collect()
}

struct Rows {
    column: Vec<Option<usize>>,
}

impl Rows {
    fn new(instance: &Instance, arms: &[usize]) -> Rows {
        let mut column = vec![None; instance.arms.len()];
        for (at, arm) in arms.iter().enumerate() {
            column[*arm] = Some(at);
        }
        Rows { column }
    }

    fn push(&self, model: &mut Model, lower: f64, upper: f64, terms: impl Iterator<Item = (usize, f64)>) {
        let before = model.columns.len();
        for (arm, value) in terms {
            if let Some(column) = self.column[arm] {
                model.columns.push(column);
                model.values.push(value);
            }
        }
        if model.columns.len() > before {
            model.row_lower.push(lower);
            model.row_upper.push(upper);
            model.starts.push(model.columns.len());
        }
    }

    fn once_per_service(&mut self, instance: &Instance, model: &mut Model) {
        for (cohort, arms) in instance.cohorts.iter().zip(&instance.arms_of_cohort) {
            self.push(model, f64::NEG_INFINITY, cohort.potential, arms.clone().map(|arm| (arm, 1.0)));
        }
    }

    fn capacity(&mut self, instance: &Instance, decisions: &Decisions, running: &[bool], model: &mut Model) {
        for (at, offer) in instance.offers.iter().enumerate().filter(|(at, _)| running[*at]) {
            let places = offer.served_by_session * decisions.sessions[at].per_week();
            let terms = instance.arms_of_offer[at].iter().map(|arm| (*arm, instance.arms[*arm].decay));
            self.push(model, f64::NEG_INFINITY, places, terms);
        }
    }

    /// Every floor as far as the plan met it, and no further than it asks.
    fn floors(&mut self, instance: &Arc<Instance>, columns: &[f64], model: &mut Model) {
        let formulation = Formulation::formulate(instance, Grain::Whole);
        let first = formulation.layout.reach(0);
        for row in &formulation.rows {
            let RowKey::Demand(Subject::Rule(rule), _) = row.key else { continue };
            let rule = &instance.scenario.rules[rule];
            if !matches!(rule.kind, RuleKind::ReachShare { .. }) {
                continue;
            }
            let arms: Vec<(usize, f64)> = row
                .terms
                .iter()
                .filter(|(column, _)| (first..first + instance.arms.len()).contains(column))
                .map(|(column, each)| (column - first, *each))
                .collect();
            let met: f64 = arms.iter().map(|(arm, each)| each * columns[first + arm]).sum();
            let least = if rule.strength == Strength::Hard { row.lower } else { row.lower.min(met) };
            self.push(model, least - 1e-9 * least.abs().max(1.0), f64::INFINITY, arms.into_iter());
        }
    }
}

fn solve(highs: &mut Highs) -> Result<(), MethodError> {
    match highs.run(&mut |_| Flow::Continue).map_err(failed)? {
        RunEnd::Optimal => Ok(()),
        end => Err(MethodError::Failed(format!("sharing out fixed sessions ended as {end:?}"))),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the shape map_err takes")]
fn failed(error: HighsError) -> MethodError {
    MethodError::Failed(error.to_string())
}
