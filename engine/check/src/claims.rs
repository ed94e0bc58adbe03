//! The figures about to be printed, as their writer states them.

use doorstep_scenario::Pence;

/// Is a plan an answer, or only a description?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// An answer: every rule and target that must hold is demanded.
    KeepHardRules,
    /// A description, as of the status quo: rules and targets are reported but not demanded.
    /// Structure, capacity, money and claims must be right all the same.
    ReportOnly,
}

/// Figures to be compared one by one with the checker's own. An empty list claims nothing of that
/// kind; a list that claims anything must be complete.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    /// A year's spending by line id, to the penny.
    pub spend: Vec<(String, Pence)>,
    /// The saving counted by each target, by target id, to the penny.
    pub savings: Vec<(String, Pence)>,
    /// People reached in a year by service id.
    pub reached: Vec<(String, f64)>,
    /// Those of every group in every area, by service in the scenario's order: all groups of the first
    /// area, then of the second. What is told of districts, of deprivation or of any other part is a sum
    /// of these.
    pub reached_by_area: Vec<Vec<f64>>,
    /// Every goal in its order: least shortfall first if any rule or target is soft, then the
    /// scenario's.
    pub goals: Vec<GoalClaim>,
}

/// What is claimed about one goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalClaim {
    /// `least-shortfall`, `most-reach`, `best-worst`, `least-cost`, `least-travel`,
    /// `least-worst-travel`, `kolm-pollak`, `most-access` or `fewest-changes`.
    pub name: String,
    /// Its value for this plan: points, weighted people, a share, pounds, person-metres, metres, a
    /// number without unit, people × services, or sites.
    pub value: f64,
    /// What no plan that keeps the rules and the goals before this one can beat, as far as the
    /// solver proved. The checker cannot prove a bound; it refutes one that the plan itself beats.
    pub bound: Option<f64>,
    /// The relative distance to the bound, |bound − value| ÷ |bound|; 0 where the two agree within
    /// the tolerance; infinite where only the bound is 0.
    ///
    /// It is relative to the bound because that is how a goal's tolerance speaks: a plan with a gap
    /// of at most `within` is at least (1 − within) of the greatest value, or at most (1 + within)
    /// of the least, whatever the best value is.
    pub gap: Option<f64>,
}
