//! Decisions assessed: measured, written down, and proved again by the checker.

use super::RunError;
use crate::formulation::constraints::strength;
use crate::formulation::money::cost_expression;
use crate::formulation::{Aim, ColumnKey, Formulation, Objective, Subject};
use crate::instance::{Decisions, Instance, cost_of_service, counts_as_saving};
use crate::measures::Measures;
use crate::method::{Allotment, Stage, canonical_reach};
use crate::plan::{columns_of, write_down};
use doorstep_check::{Broken, Claims, Code, Demand, GoalClaim, Verdict, check};
use doorstep_scenario::{GoalKind, LineIx, Pence, Plan, RuleKind, Strength};
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
    /// By how much rounding to whole pence may have moved the value, in its unit.
    pub rounding: f64,
}

impl GoalFigure {
    /// Notes how far it is from its bound, and whether that is within a tolerance: but for pennies.
    pub(super) fn is_apart(&mut self, gap: Option<f64>, within: f64) {
        let pennies = self.bound.map_or(0.0, |bound| 2.0 * self.rounding / bound.abs().max(1.0));
        self.gap = gap;
        self.closed = gap.is_some_and(|gap| gap <= within.max(PROVEN) + pennies);
    }
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
    /// Somebody proposes it: what it breaks is told, not refused.
    Proposed,
    /// It was solved for: the goals with their bounds.
    Solved { stages: &'s [Stage] },
}

impl Assessed {
    /// A goal's value, if it is one of its goals.
    pub fn value(&self, aim: Aim) -> Option<f64> {
        self.goals.iter().find(|goal| goal.aim == aim).map(|goal| goal.value)
    }

    /// Are every rule and target kept, soft ones too, with no more than places allow?
    pub fn keeps_everything(&self) -> bool {
        let verdict = &self.verdict;
        verdict.broken.is_empty()
            && verdict.rules.iter().all(|rule| rule.kept)
            && verdict.targets.iter().all(|target| target.kept)
    }

    /// Today, which answers to no rule.
    ///
    /// # Errors
    /// As [`Assessed::of`].
    pub(super) fn status_quo(formulation: &Formulation, aims: &[(Aim, f64)]) -> Result<Assessed, RunError> {
        Assessed::of("status quo", formulation, aims, formulation.instance.baseline.clone(), &From::Today)
    }

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
        let (allotment, stages, demand) = match from {
            From::Today => (Allotment::Today, &[][..], Demand::ReportOnly),
            From::Proposed => (Allotment::Plan, &[][..], Demand::ReportOnly),
            From::Solved { stages } => (Allotment::Plan, *stages, Demand::KeepHardRules),
        };
        let addressed = canonical_reach(formulation, &decisions, allotment)?;
        let plan = write_down(instance, &decisions, &addressed);
        let measures = Measures::of(instance, &decisions, &addressed);
        let columns = columns_of(formulation, &decisions, &addressed);
        let mut goals = figures(formulation, aims, stages, &decisions, &columns, &measures);
        let claims = claims(instance, &measures, &goals);
        // Rules that compare with today: the checker proves today's reach for itself, and measures by it.
        let today = instance.today().map(|addressed| write_down(instance, &instance.baseline, addressed));
        let mut verdict = check(&instance.scenario, &plan, today.as_ref(), &claims, demand);
        let proposed = matches!(from, From::Proposed);
        if proposed && verdict.broken.iter().any(beyond_what_is_there) {
            // The model's columns end where its places do: what is beyond them the checker alone values.
            for (goal, checked) in goals.iter_mut().zip(&verdict.figures.goals) {
                goal.value = checked.value;
            }
            let claims = Claims { goals: Vec::new(), ..claims };
            verdict = check(&instance.scenario, &plan, today.as_ref(), &claims, demand);
        }
        if verdict.broken.iter().any(|broken| !(proposed && beyond_what_is_there(broken))) {
            return Err(RunError::Refused { label: label.to_owned(), verdict: Box::new(verdict) });
        }
        for (goal, (checked, (_, within))) in goals.iter_mut().zip(verdict.figures.goals.iter().zip(aims)) {
            goal.is_apart(checked.gap, *within);
        }
        Ok(Assessed { label: label.to_owned(), decisions, addressed, plan, measures, goals, verdict })
    }
}

/// Does a break say that a plan asks for more, or for less, than its places and modes allow? That is
/// an answer to whoever proposes it. Any other break is a fault of what was computed.
fn beyond_what_is_there(broken: &Broken) -> bool {
    let structural =
        [Code::TooFewSessions, Code::TooManySessions, Code::NoBase, Code::RoomsOverfull, Code::VenueOverfull];
    structural.iter().any(|code| code.text() == broken.code)
}

/// Gaps below this are the solver's arithmetic.
const PROVEN: f64 = 1e-6;

/// The goals at these columns. A later goal's bound stands for plans that hold the earlier goals;
/// where settling on whole sessions gave up more than that, it says nothing of this plan.
fn figures(
    formulation: &Formulation,
    aims: &[(Aim, f64)],
    stages: &[Stage],
    decisions: &Decisions,
    columns: &[f64],
    measures: &Measures,
) -> Vec<GoalFigure> {
    let mut held = true;
    aims.iter()
        .map(|(aim, _)| {
            let exact = Exact::of(*aim, formulation, decisions, columns, measures);
            let stage = stages.iter().find(|stage| stage.aim == *aim);
            let bound = stage.and_then(|stage| stage.bound).filter(|_| held).map(|bound| bound - exact.rounding);
            if let Some(stage) = stage {
                // With the checker's slack: the solver's last digits decide nothing.
                let slack = PROVEN * stage.held.abs().max(1.0) + exact.rounding;
                held &=
                    if aim.maximise() { exact.value >= stage.held - slack } else { exact.value <= stage.held + slack };
            }
            GoalFigure { aim: *aim, value: exact.value, bound, gap: None, closed: false, rounding: exact.rounding }
        })
        .collect()
}

/// The value of an aim with its money in whole pence, and by how much that may lie below the
/// solver's, which does not round: its bound is lowered by as much.
struct Exact {
    value: f64,
    rounding: f64,
}

impl Exact {
    fn of(aim: Aim, formulation: &Formulation, decisions: &Decisions, columns: &[f64], measures: &Measures) -> Exact {
        let instance = &formulation.instance;
        match aim {
            Aim::Goal(GoalKind::LeastCost { travel }) => {
                let cost = cost_expression(instance, &formulation.layout, |_| true);
                let valued = travel.map_or(0.0, |rate| {
                    let arms = instance.arms.iter().enumerate();
                    let ways: f64 = arms.map(|(at, arm)| arm.travel * columns[formulation.layout.reach(at)]).sum();
                    rate.pounds() * ways / instance.travel_unit()
                });
                Exact { value: measures.money.total().pounds() + valued, rounding: cost.rounding / 100.0 }
            }
            Aim::LeastShortfall => {
                let mut columns = columns.to_vec();
                let mut rounding = 0.0;
                for (subject, missing, rounded) in missing_money(formulation, decisions, measures) {
                    let Some(column) = formulation.column(ColumnKey::Shortfall(subject, 0)) else { continue };
                    columns[column] = missing.max(0.0);
                    if let Strength::Soft { price } = strength(&instance.scenario, subject) {
                        rounding += price * rounded / 100.0;
                    }
                }
                Exact { value: Objective::of(aim, formulation).value(&columns), rounding }
            }
            _ => Exact { value: Objective::of(aim, formulation).value(columns), rounding: 0.0 },
        }
    }
}

/// What demands about money miss, in exact pounds, and by how many pence rounding may have moved it.
fn missing_money(formulation: &Formulation, decisions: &Decisions, measures: &Measures) -> Vec<(Subject, f64, f64)> {
    let instance = &formulation.instance;
    let scenario = &instance.scenario;
    let rounding = |counts: &dyn Fn(usize) -> bool| cost_expression(instance, &formulation.layout, counts).rounding;
    let mut found = Vec::new();
    for (at, target) in scenario.targets.iter().enumerate() {
        let rounded = rounding(&|line| counts_as_saving(scenario, line));
        found.push((Subject::Target(at), (target.amount - measures.money.saving).pounds(), rounded));
    }
    for (at, rule) in scenario.rules.iter().enumerate() {
        let (missing, rounded) = match &rule.kind {
            RuleKind::CostAtMost { amount, lines } => {
                let counts = |line: usize| lines.as_ref().is_none_or(|lines| lines.contains(&LineIx(line)));
                let spend = measures.money.spend.iter().enumerate();
                let spent: Pence = spend.filter(|(line, _)| counts(*line)).map(|(_, amount)| *amount).sum();
                ((spent - *amount).pounds(), rounding(&counts))
            }
            RuleKind::CostShare { service, modes, at_most } => {
                let own = cost_of_service(instance, decisions, *service, modes);
                let allowed = at_most.value() * measures.money.total().pounds();
                (own.pounds() - allowed, 2.0 * rounding(&|_| true))
            }
            _ => continue,
        };
        found.push((Subject::Rule(at), missing, rounded));
    }
    found
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
        reached_by_area: measures.reach.iter().map(|reach| reach.by_area_and_group.clone()).collect(),
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
