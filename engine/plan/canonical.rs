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

/// By what decisions answer to the floors of their scenario.
#[derive(Debug, Clone, Copy)]
pub enum Floors<'c> {
    /// They answer to none: the status quo.
    Ignored,
    /// As far as the plan they come from met them, by its columns.
    AsMet(&'c [f64]),
    /// As far as these decisions can: a plan somebody else made, of which only the decisions are
    /// known. Hard floors come first.
    AsFarAsCan,
}

/// People addressed over each arm of the instance.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn canonical_reach(
    instance: &Arc<Instance>,
    decisions: &Decisions,
    floors: Floors<'_>,
) -> Result<Vec<f64>, MethodError> {
    let floors = match floors {
        Floors::Ignored => Vec::new(),
        Floors::AsMet(columns) => floors_met(instance, columns),
        Floors::AsFarAsCan => floors_within_reach(instance, decisions)?,
    };
    // The columns keep their floors to the solver's tolerance only. Where that is not enough for the
    // rounded decisions, half of the checker's tolerance is allowed.
    shared_out(instance, decisions, &floors, 1e-9).or_else(|_| shared_out(instance, decisions, &floors, 0.5e-6))
}

fn shared_out(
    instance: &Arc<Instance>,
    decisions: &Decisions,
    floors: &[Floor],
    slack: f64,
) -> Result<Vec<f64>, MethodError> {
    let mut addressed = vec![0.0; instance.arms.len()];
    let arms = open_arms(instance, decisions);
    if arms.is_empty() {
        return Ok(addressed);
    }
    let potential = |arm: usize| instance.cohorts[instance.arms[arm].cohort].potential;
    let mut sharing = Sharing::of(instance, decisions, &arms, 0.0, 0);
    for floor in floors {
        let least = floor.least - slack * floor.least.abs().max(1.0);
        sharing.row(least, f64::INFINITY, floor.terms.iter().copied());
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

/// The arms of what runs.
fn open_arms(instance: &Instance, decisions: &Decisions) -> Vec<usize> {
    (0..instance.arms.len()).filter(|arm| decisions.sessions[instance.arms[*arm].offer] > Sessions::ZERO).collect()
}

/// The linear problem of sharing out what runs, over the arms of what runs.
struct Sharing {
    linear: Linear,
    column: Vec<Option<usize>>,
}

impl Sharing {
    /// Nobody twice, and no more than come into the places there are. `extra` columns from 0 to
    /// `most` stand after those of the arms.
    fn of(instance: &Instance, decisions: &Decisions, arms: &[usize], most: f64, extra: usize) -> Sharing {
        let upper = arms.iter().map(|arm| instance.cohorts[instance.arms[*arm].cohort].potential);
        let upper = upper.chain(std::iter::repeat_n(most, extra));
        let mut sharing = Sharing { linear: Linear::new(upper.collect()), column: vec![None; instance.arms.len()] };
        for (at, arm) in arms.iter().enumerate() {
            sharing.column[*arm] = Some(at);
        }
        for (cohort, range) in instance.cohorts.iter().zip(&instance.arms_of_cohort) {
            sharing.row(f64::NEG_INFINITY, cohort.potential, range.clone().map(|arm| (arm, 1.0)));
        }
        let running = instance.offers.iter().enumerate().filter(|(at, _)| decisions.sessions[*at] > Sessions::ZERO);
        for (at, offer) in running {
            let places = offer.served_by_session * decisions.sessions[at].per_week();
            let terms = instance.arms_of_offer[at].iter().map(|arm| (*arm, instance.arms[*arm].decay));
            sharing.row(f64::NEG_INFINITY, places, terms);
        }
        sharing
    }

    fn row(&mut self, lower: f64, upper: f64, terms: impl Iterator<Item = (usize, f64)>) {
        let column = &self.column;
        self.linear.row(lower, upper, terms.filter_map(|(arm, value)| column[arm].map(|column| (column, value))));
    }
}

/// One test of a floor: the least of a sum over arms.
struct Floor {
    strength: Strength,
    least: f64,
    terms: Vec<(usize, f64)>,
}

/// Every floor as it is asked.
fn floors_asked(formulation: &Formulation) -> Vec<Floor> {
    let arms = formulation.layout.reach(0)..formulation.layout.end();
    let demanded = formulation.rows.iter().filter_map(|row| {
        let RowKey::Demand(Subject::Rule(rule), _) = row.key else { return None };
        let rule = &formulation.instance.scenario.rules[rule];
        let is_floor = matches!(rule.kind, RuleKind::ReachShare { .. });
        let terms = row.terms.iter().filter(|(column, _)| arms.contains(column));
        let terms = terms.map(|(column, each)| (column - arms.start, *each)).collect();
        is_floor.then_some(Floor { strength: rule.strength, least: row.lower, terms })
    });
    demanded.collect()
}

/// Every floor as far as the plan met it, and no further than it asks.
fn floors_met(instance: &Arc<Instance>, columns: &[f64]) -> Vec<Floor> {
    let formulation = Formulation::formulate(instance, Grain::Whole);
    let start = formulation.layout.reach(0);
    let mut floors = floors_asked(&formulation);
    for floor in floors.iter_mut().filter(|floor| floor.strength != Strength::Hard) {
        let met: f64 = floor.terms.iter().map(|(arm, each)| each * columns[start + arm]).sum();
        floor.least = floor.least.min(met);
    }
    floors
}

/// Every floor as far as these decisions can meet it: what is missed of the hard ones is least, each
/// as a share of what it asks, and then what is missed of the soft ones, at their prices.
fn floors_within_reach(instance: &Arc<Instance>, decisions: &Decisions) -> Result<Vec<Floor>, MethodError> {
    /// Missing less than this is the solver's arithmetic: the floor is then asked as it stands.
    const MET: f64 = 1e-7;
    let mut floors = floors_asked(&Formulation::formulate(instance, Grain::Whole));
    let arms = open_arms(instance, decisions);
    if floors.is_empty() || arms.is_empty() {
        // Where nothing runs nobody is shared out, and no row would bind.
        return Ok(Vec::new());
    }
    let most = floors.iter().map(|floor| floor.least).fold(0.0, f64::max);
    let mut sharing = Sharing::of(instance, decisions, &arms, most, floors.len());
    let (mut hard, mut soft) = (vec![0.0; arms.len()], vec![0.0; arms.len()]);
    for (at, floor) in floors.iter().enumerate() {
        let open = floor.terms.iter().filter_map(|(arm, each)| sharing.column[*arm].map(|column| (column, *each)));
        let terms: Vec<(usize, f64)> = open.chain([(arms.len() + at, 1.0)]).collect();
        sharing.linear.row(floor.least, f64::INFINITY, terms);
        let (first, second) = match floor.strength {
            Strength::Hard => (-1.0 / floor.least.abs().max(1.0), 0.0),
            Strength::Soft { price } => (0.0, -price),
        };
        hard.push(first);
        soft.push(second);
    }
    let settled = sharing.linear.most(&hard, &soft)?;
    for (at, floor) in floors.iter_mut().enumerate() {
        let missing = settled[arms.len() + at];
        let hair = MET * floor.least.abs().max(1.0);
        if missing > hair {
            // A hair less than can be met, so that meeting it is never beyond the solver.
            floor.least -= missing + hair;
        }
    }
    Ok(floors)
}
