//! Canonical reach: who is addressed by what, once levels and sessions are decided. It follows from
//! the scenario and the decisions alone, so the same decisions have the same reach whoever made them.
//!
//! Places go first to what rules demand, then to what the goals prefer, each goal within its
//! tolerance as in the search; then reach is made most again, so that nothing can be met by
//! withholding a service; then ways are made short where a goal asks for that; and among equal
//! allocations stands the one that leans on offers in the order of their ids. Source: model.md,
//! "Canonical reach".

use super::MethodError;
use super::linear::{InOrder, Linear};
use super::unbound::unbound_reach;
use crate::formulation::{Aim, ColumnKey, Formulation, Objective, Row, RowKey, Subject};
use crate::instance::{Decisions, Instance};
use doorstep_scenario::{Goal, GoalKind, RuleKind, Sessions, Strength, Weight};
use std::sync::Arc;

/// Whose reach it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allotment {
    /// Today's: it answers to no rule and no goal but reach itself.
    Today,
    /// A plan's.
    Plan,
}

/// People who count for nothing in the goals are still not left out where there is room.
const LEAST_WEIGHT: f64 = 1e-6;
/// People below this are the solver's dust, not people.
const DUST: f64 = 1e-7;

/// People addressed over each arm of the instance. `exact` is the instance's formulation on whole
/// sessions.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn canonical_reach(
    exact: &Formulation,
    decisions: &Decisions,
    allotment: Allotment,
) -> Result<Vec<f64>, MethodError> {
    let instance = &exact.instance;
    if let Some(addressed) = unbound_reach(exact, decisions, allotment) {
        return Ok(addressed);
    }
    let mut addressed = vec![0.0; instance.arms.len()];
    let runs = |arm: usize| decisions.sessions[instance.arms[arm].offer()] > Sessions::ZERO;
    if !(0..instance.arms.len()).any(runs) {
        return Ok(addressed);
    }
    let decided = Decided::of(exact, decisions);
    let (linear, position, elastic) = decided.problem(allotment);
    let within = |objective: &Objective| -> Vec<(usize, f64)> {
        objective.terms.iter().filter_map(|(column, each)| position[*column].map(|at| (at, *each))).collect()
    };
    let mut solving = linear.open()?;
    if allotment == Allotment::Plan {
        if !elastic.is_empty() {
            solving.then(&elastic, false, 0.0)?;
        }
        if exact.columns.iter().any(|column| matches!(column.key, ColumnKey::Shortfall(..))) {
            solving.then(&within(&Objective::of(Aim::LeastShortfall, exact)), false, 0.0)?;
        }
        goals(&instance.scenario.goals, exact, &within, &mut solving)?;
    }
    let worth = weights(instance);
    let arms: Vec<(usize, usize)> =
        (0..instance.arms.len()).filter_map(|arm| position[exact.layout.reach(arm)].map(|at| (arm, at))).collect();
    let most: Vec<(usize, f64)> = arms.iter().map(|(arm, at)| (*at, worth[*arm])).collect();
    solving.then(&most, true, 0.0)?;
    if allotment == Allotment::Plan {
        for goal in instance.scenario.goals.iter().filter(|goal| is_travel(goal.kind)) {
            solving.then(&within(&Objective::of(Aim::Goal(goal.kind), exact)), false, 0.0)?;
        }
    }
    let count = instance.offers.len() as f64;
    let lean: Vec<(usize, f64)> =
        arms.iter().map(|(arm, at)| (*at, 1.0 - instance.arms[*arm].offer() as f64 / count)).collect();
    solving.then(&lean, true, 0.0)?;
    for (arm, at) in arms {
        let people = solving.values()[at];
        let potential = instance.cohorts[instance.arms[arm].cohort()].potential;
        addressed[arm] = if people > DUST { people.min(potential) } else { 0.0 };
    }
    everybody_or_not(instance, &mut addressed);
    Ok(addressed)
}

/// Where all but the solver's dust of a cohort are addressed, all of them are: a published sum of ways
/// is known to more digits than a solver keeps.
fn everybody_or_not(instance: &Instance, addressed: &mut [f64]) {
    const NEARLY: f64 = 1e-7;
    for (cohort, arms) in instance.cohorts_with_arms() {
        let sum: f64 = addressed[arms.clone()].iter().sum();
        if sum > 0.0 && (sum - cohort.potential).abs() <= NEARLY * cohort.potential {
            addressed[arms.clone()].iter_mut().for_each(|people| *people *= cohort.potential / sum);
        }
    }
}

/// Computes today's reach where a rule compares with it. What is formulated after that knows it.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn know_today(instance: &Arc<Instance>) -> Result<(), MethodError> {
    let asked = instance.scenario.rules.iter().any(|rule| matches!(rule.kind, RuleKind::KeepReach { .. }));
    if asked && instance.today().is_none() {
        let exact = Formulation::of_plans(instance);
        instance.note_today(canonical_reach(&exact, &instance.baseline, Allotment::Today)?);
    }
    Ok(())
}

/// The goals that people's ways and places decide, in their order, each held within its tolerance.
fn goals(
    goals: &[Goal],
    exact: &Formulation,
    within: &dyn Fn(&Objective) -> Vec<(usize, f64)>,
    solving: &mut InOrder,
) -> Result<(), MethodError> {
    let by_flows: Vec<&Goal> = goals.iter().filter(|goal| is_travel(goal.kind) || is_reach(goal.kind)).collect();
    // Reach by itself is made most in any case.
    if matches!(by_flows[..], [Goal { kind: GoalKind::MostReach(_), .. }]) {
        return Ok(());
    }
    for goal in by_flows {
        let aim = Aim::Goal(goal.kind);
        solving.then(&within(&Objective::of(aim, exact)), aim.maximise(), goal.within.value())?;
    }
    Ok(())
}

fn is_reach(kind: GoalKind) -> bool {
    matches!(kind, GoalKind::MostReach(_) | GoalKind::BestWorst { .. })
}

fn is_travel(kind: GoalKind) -> bool {
    match kind {
        GoalKind::LeastTravel(_) | GoalKind::LeastWorstTravel(_) | GoalKind::KolmPollak { .. } => true,
        GoalKind::LeastCost { travel } => travel.is_some(),
        GoalKind::MostReach(_) | GoalKind::BestWorst { .. } | GoalKind::MostAccess(_) | GoalKind::FewestChanges => {
            false
        }
    }
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
        let need = if weight == Some(Weight::Equal) { 1.0 } else { instance.cohorts[arm.cohort()].need };
        need.max(most * LEAST_WEIGHT).max(f64::MIN_POSITIVE) * instance.reached_by(arm)
    });
    each.collect()
}

/// A formulation in which levels, what runs and how often are decided.
struct Decided<'f> {
    exact: &'f Formulation,
    /// By column: its value; `None` where people's allocation decides it.
    value: Vec<Option<f64>>,
}

impl<'f> Decided<'f> {
    fn of(exact: &'f Formulation, decisions: &Decisions) -> Decided<'f> {
        let instance = &exact.instance;
        let value = exact.columns.iter().map(|column| match column.key {
            ColumnKey::Reach(arm) => {
                let runs = decisions.sessions[instance.arms[arm.0].offer()] > Sessions::ZERO;
                if runs { None } else { Some(0.0) }
            }
            ColumnKey::Counted(..) | ColumnKey::Worst(_) | ColumnKey::Shortfall(..) => None,
            key => exact.decided(key, decisions).or(Some(0.0)),
        });
        Decided { exact, value: value.collect() }
    }

    /// The linear problem of sharing out what runs; where each column stands in it; and the terms of
    /// what hard demands lack, which is nothing for a plan that keeps them.
    #[allow(clippy::type_complexity, reason = "three parts of one thing, taken apart at once")]
    fn problem(&self, allotment: Allotment) -> (Linear, Vec<Option<usize>>, Vec<(usize, f64)>) {
        let (exact, mut bounds) = (self.exact, Vec::new());
        let mut position = vec![None; exact.columns.len()];
        for (at, column) in exact.columns.iter().enumerate().filter(|(at, _)| self.value[*at].is_none()) {
            position[at] = Some(bounds.len());
            bounds.push((column.lower, column.upper));
        }
        let mut linear = Linear::new(bounds);
        let mut elastic = Vec::new();
        for row in exact.rows.iter().filter(|row| self.is_about_people(row.key, allotment)) {
            let decided: f64 =
                row.terms.iter().filter_map(|(column, each)| self.value[*column].map(|value| each * value)).sum();
            let mut terms: Vec<(usize, f64)> =
                row.terms.iter().filter_map(|(column, each)| position[*column].map(|at| (at, *each))).collect();
            let (lower, upper) = (row.lower - decided, row.upper - decided);
            if self.is_hard(row) && !terms.is_empty() && lower.is_finite() {
                let lacks = linear.column(0.0, lower.max(0.0));
                terms.push((lacks, 1.0));
                elastic.push((lacks, 1.0 / lower.abs().max(1.0)));
            }
            linear.row(lower, upper, terms);
        }
        (linear, position, elastic)
    }

    fn is_about_people(&self, key: RowKey, allotment: Allotment) -> bool {
        match key {
            RowKey::OncePerService(_) | RowKey::Capacity(_) => true,
            RowKey::Counted(..) | RowKey::GoalPart(..) => allotment == Allotment::Plan,
            RowKey::Demand(Subject::Rule(rule), _) => {
                let asks_for_people = matches!(
                    self.exact.instance.scenario.rules[rule].kind,
                    RuleKind::ReachShare { .. }
                        | RuleKind::KeepReach { .. }
                        | RuleKind::LeastUsers { .. }
                        | RuleKind::ServeEveryone { .. }
                );
                allotment == Allotment::Plan && asks_for_people
            }
            _ => false,
        }
    }

    fn is_hard(&self, row: &Row) -> bool {
        let RowKey::Demand(Subject::Rule(rule), _) = row.key else { return false };
        self.exact.instance.scenario.rules[rule].strength == Strength::Hard
    }
}
