//! What people prefer among the plans that keep the rules.

use super::Share;
use crate::Place;

/// How people are weighted in a reach goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// By the need weight of their area.
    Need,
    /// Everybody counts the same.
    Equal,
}

/// What is to be most or least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalKind {
    /// Most reach, weighted by need or not, and by each service's weight.
    MostReach(Weight),
    /// Least cost a year, over all lines and funds.
    LeastCost,
    /// Fewest sites that change level.
    FewestChanges,
}

/// One goal of an ordered list, held within its tolerance before the next is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What.
    pub kind: GoalKind,
    /// How much of its best value may be given up for the goals after it; also how near to proven
    /// best it has to come.
    pub within: Share,
    /// Where it stands in the scenario.
    pub place: Place,
}
