//! One goal a file: what is most or least, as a linear expression.

mod best_worst;
mod fewest_changes;
mod identifiers;
mod kolm_pollak;
mod least_cost;
mod least_shortfall;
mod least_travel;
mod least_worst_travel;
mod most_access;
mod most_reach;

use super::{ColumnKey, Formulation};
use doorstep_scenario::{GoalKind, Scenario, Weight};

/// What a solve is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Least priced shortfall of soft rules and targets.
    LeastShortfall,
    /// A goal of the scenario.
    Goal(GoalKind),
    /// The smallest decisions in the order of ids, from this one on: a stated way to choose among
    /// equals.
    Identifiers {
        /// First decision of the block.
        from: usize,
    },
}

impl Aim {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Aim::LeastShortfall => "least-shortfall",
            Aim::Goal(GoalKind::MostReach(_)) => "most-reach",
            Aim::Goal(GoalKind::BestWorst { .. }) => "best-worst",
            Aim::Goal(GoalKind::LeastCost { .. }) => "least-cost",
            Aim::Goal(GoalKind::LeastTravel(_)) => "least-travel",
            Aim::Goal(GoalKind::LeastWorstTravel(_)) => "least-worst-travel",
            Aim::Goal(GoalKind::KolmPollak { .. }) => "kolm-pollak",
            Aim::Goal(GoalKind::MostAccess(_)) => "most-access",
            Aim::Goal(GoalKind::FewestChanges) => "fewest-changes",
            Aim::Identifiers { .. } => "identifiers",
        }
    }

    /// What it is in a scenario, for readers, with its unit.
    pub fn title(self, scenario: &Scenario) -> String {
        let title = match self {
            Aim::Goal(GoalKind::MostAccess(access)) => {
                return format!("most {}", scenario.access_counts(&scenario.access[access.0]));
            }
            Aim::LeastShortfall => "least shortfall of soft demands, points",
            Aim::Goal(GoalKind::MostReach(Weight::Need)) => "most reach, weighted by need, points",
            Aim::Goal(GoalKind::MostReach(Weight::Equal)) => "most reach, weighted by service, points",
            Aim::Goal(GoalKind::BestWorst { .. }) => "highest share reached in the part where it is lowest",
            Aim::Goal(GoalKind::LeastCost { travel: None }) => "least cost a year, pounds",
            Aim::Goal(GoalKind::LeastCost { travel: Some(_) }) => "least cost a year and value of travel, pounds",
            Aim::Goal(GoalKind::LeastTravel(_)) => "least travel, people × way",
            Aim::Goal(GoalKind::LeastWorstTravel(_)) => "least mean way in the area where it is longest",
            Aim::Goal(GoalKind::KolmPollak { .. }) => "least mean of exp(aversion × way)",
            Aim::Goal(GoalKind::FewestChanges) => "fewest sites that change level",
            Aim::Identifiers { .. } => "first by ids",
        };
        title.to_owned()
    }

    /// Is more of it better?
    pub fn maximise(self) -> bool {
        matches!(self, Aim::Goal(GoalKind::MostReach(_) | GoalKind::BestWorst { .. } | GoalKind::MostAccess(_)))
    }
}

/// A linear expression to be made most or least.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Is more better?
    pub maximise: bool,
    /// Column and what one unit of it adds.
    pub terms: Vec<(usize, f64)>,
    /// What is there whatever is decided.
    pub offset: f64,
    /// The unit of the goal, in units of the expression: 100 / 2¹⁷ for pounds, else 1.
    pub unit: f64,
}

impl Objective {
    /// The expression for an aim.
    pub fn of(aim: Aim, formulation: &Formulation) -> Objective {
        let mut objective = match aim {
            Aim::LeastShortfall => least_shortfall::of(formulation),
            Aim::Goal(GoalKind::MostReach(weight)) => most_reach::of(formulation, weight == Weight::Need),
            Aim::Goal(kind @ GoalKind::BestWorst { .. }) => best_worst::of(formulation, kind),
            Aim::Goal(GoalKind::LeastCost { travel }) => least_cost::of(formulation, travel),
            Aim::Goal(GoalKind::LeastTravel(service)) => least_travel::of(formulation, service),
            Aim::Goal(kind @ GoalKind::LeastWorstTravel(_)) => least_worst_travel::of(formulation, kind),
            Aim::Goal(GoalKind::KolmPollak { service, aversion }) => kolm_pollak::of(formulation, service, aversion),
            Aim::Goal(kind @ GoalKind::MostAccess(_)) => most_access::of(formulation, kind),
            Aim::Goal(GoalKind::FewestChanges) => fewest_changes::of(formulation),
            Aim::Identifiers { from } => identifiers::of(formulation, from),
        };
        // Several cost lines may speak of one decision.
        super::add_up(&mut objective.terms);
        objective
    }

    /// Its value at given columns, in the goal's unit.
    pub fn value(&self, columns: &[f64]) -> f64 {
        let sum: f64 = self.terms.iter().map(|(column, each)| each * columns[*column]).sum();
        (sum + self.offset) / self.unit
    }
}

/// Adds the columns and rows that goals about the worst part and about access need.
pub(super) fn add_all(formulation: &mut Formulation) {
    for at in 0..formulation.instance.scenario.goals.len() {
        match formulation.instance.scenario.goals[at].kind {
            GoalKind::BestWorst { service, of, per } => best_worst::add(formulation, at, service, of, per),
            GoalKind::LeastWorstTravel(service) => least_worst_travel::add(formulation, at, service),
            GoalKind::MostAccess(access) => most_access::add(formulation, at, access),
            GoalKind::MostReach(_)
            | GoalKind::LeastCost { .. }
            | GoalKind::LeastTravel(_)
            | GoalKind::KolmPollak { .. }
            | GoalKind::FewestChanges => {}
        }
    }
}

/// The column of a goal's worst part, as an objective; 0 for a goal that is not the scenario's.
fn worst(formulation: &Formulation, kind: GoalKind, maximise: bool) -> Objective {
    let at = formulation.instance.scenario.goals.iter().position(|goal| goal.kind == kind);
    let column = at.and_then(|at| formulation.column(ColumnKey::Worst(at)));
    Objective { maximise, terms: column.map(|column| (column, 1.0)).into_iter().collect(), offset: 0.0, unit: 1.0 }
}

pub use identifiers::{blocks, decisions};
