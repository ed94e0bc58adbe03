//! One goal a file: what is most or least, as a linear expression.

mod fewest_changes;
mod identifiers;
mod least_cost;
mod least_shortfall;
mod most_reach;

use super::Formulation;
use doorstep_scenario::{GoalKind, Weight};

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
            Aim::Goal(GoalKind::LeastCost) => "least-cost",
            Aim::Goal(GoalKind::FewestChanges) => "fewest-changes",
            Aim::Identifiers { .. } => "identifiers",
        }
    }

    /// What it is, for readers, with its unit.
    pub fn title(self) -> &'static str {
        match self {
            Aim::LeastShortfall => "least shortfall of soft demands, points",
            Aim::Goal(GoalKind::MostReach(Weight::Need)) => "most reach, weighted by need, points",
            Aim::Goal(GoalKind::MostReach(Weight::Equal)) => "most reach, weighted by service, points",
            Aim::Goal(GoalKind::LeastCost) => "least cost a year, pounds",
            Aim::Goal(GoalKind::FewestChanges) => "fewest sites that change level",
            Aim::Identifiers { .. } => "first by ids",
        }
    }

    /// Is more of it better?
    pub fn maximise(self) -> bool {
        matches!(self, Aim::Goal(GoalKind::MostReach(_)))
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
            Aim::Goal(GoalKind::LeastCost) => least_cost::of(formulation),
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

pub use identifiers::{blocks, decisions};
