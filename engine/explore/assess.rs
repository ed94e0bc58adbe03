//! Decisions assessed: measured, written down, and proved again by the checker.

use super::RunError;
use crate::formulation::{Aim, Formulation, Objective};
use crate::instance::{Decisions, Instance};
use crate::measures::Measures;
use crate::method::{Stage, gap};
use crate::plan::{canonical_reach, columns_of, write_down};
use doorstep_check::{Claims, Demand, GoalClaim, Verdict, check};
use doorstep_scenario::Plan;
use std::sync::Arc;

/// A goal at a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalFigure {
    /// Which.
    pub aim: Aim,
    /// Its value, as the checker computed it again.
    pub value: f64,
    /// No plan that holds the goals before it is better than this. The solver's.
    pub bound: Option<f64>,
    /// |bound − value| ÷ |bound|.
    pub gap: Option<f64>,
    /// Is that within the goal's tolerance?
    pub closed: bool,
}

/// Decisions with everything known of them.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// What readers call it: "status quo", "plan", "alternative 1".
    pub label: String,
    /// Levels and sessions.
    pub decisions: Decisions,
    /// People addressed over each arm: the canonical reach.
    pub addressed: Vec<f64>,
    /// In people's words.
    pub plan: Plan,
    /// Measured.
    pub measures: Measures,
    /// Goals, in order.
    pub goals: Vec<GoalFigure>,
    /// What the checker says.
    pub verdict: Verdict,
}

/// How a set of decisions came to be.
pub(super) enum From<'s> {
    /// It is today: it answers to no rule.
    Today,
    /// It was solved for: the columns it was read from, and the goals with their bounds.
    Solved { columns: &'s [f64], stages: &'s [Stage] },
}

impl Assessed {
    /// Measures decisions and has them proved.
    ///
    /// # Errors
    /// [`RunError::Refused`] when the checker finds anything wrong: such a plan is never shown.
    pub(super) fn of(
        label: &str,
        formulation: &Formulation,
        aims: &[(Aim, f64)],
        decisions: Decisions,
        from: &From<'_>,
    ) -> Result<Assessed, RunError> {
        let instance: &Arc<Instance> = &formulation.instance;
        let (kept, stages, demand) = match from {
            From::Today => (None, &[][..], Demand::ReportOnly),
            From::Solved { columns, stages } => (Some(*columns), *stages, Demand::KeepHardRules),
        };
        let addressed = canonical_reach(instance, &decisions, kept)?;
        let plan = write_down(instance, &decisions, &addressed);
        let measures = Measures::of(instance, &decisions, &addressed);
        let columns = columns_of(formulation, &decisions, &addressed);
        let goals = figures(formulation, aims, stages, &columns);
        let claims = claims(instance, &measures, &goals);
        let verdict = check(&instance.scenario, &plan, &claims, demand);
        if !verdict.holds() {
            return Err(RunError::Refused { label: label.to_owned(), verdict: Box::new(verdict) });
        }
        Ok(Assessed { label: label.to_owned(), decisions, addressed, plan, measures, goals, verdict })
    }
}

/// The goals at these columns. A later goal's bound stands for plans that hold the earlier goals;
/// where settling on whole sessions gave up more than that, it says nothing of this plan.
fn figures(formulation: &Formulation, aims: &[(Aim, f64)], stages: &[Stage], columns: &[f64]) -> Vec<GoalFigure> {
    let mut held = true;
    aims.iter()
        .map(|(aim, within)| {
            let value = Objective::of(*aim, formulation).value(columns);
            let stage = stages.iter().find(|stage| stage.aim == *aim);
            let bound = stage.and_then(|stage| stage.bound).filter(|_| held);
            if let Some(stage) = stage {
                held &= if aim.maximise() { value >= stage.held } else { value <= stage.held };
            }
            let gap = bound.map(|bound| gap(value, bound));
            let closed = gap.is_some_and(|gap| gap <= within.max(1e-6));
            GoalFigure { aim: *aim, value, bound, gap, closed }
        })
        .collect()
}

/// Every figure that will be printed.
fn claims(instance: &Instance, measures: &Measures, goals: &[GoalFigure]) -> Claims {
    let scenario = &instance.scenario;
    let lines = scenario.lines.iter().map(|line| line.id.clone());
    let services = scenario.services.iter().map(|service| service.id.clone());
    Claims {
        spend: lines.zip(measures.money.spend.iter().copied()).collect(),
        savings: scenario.targets.iter().map(|target| (target.id.clone(), measures.money.saving)).collect(),
        reached: services.zip(measures.reach.iter().map(|reach| reach.all.reached)).collect(),
        goals: goals
            .iter()
            .map(|goal| GoalClaim {
                name: goal.aim.name().to_owned(),
                value: goal.value,
                bound: goal.bound,
                gap: goal.gap,
            })
            .collect(),
    }
}
