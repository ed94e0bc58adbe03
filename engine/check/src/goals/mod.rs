//! Every goal restated, one kind a file.

mod fewest_changes;
mod least_cost;
mod most_reach;
mod shortfall;

use doorstep_scenario::GoalKind;

use crate::rules::Facts;
use crate::tolerance::{POUNDS, slack};
use crate::{RuleFinding, TargetFinding};

/// Which way a goal points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    Most,
    Least,
}

/// One goal's value.
pub(crate) struct Valued {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) sense: Sense,
    /// How far a claimed value may lie from it.
    pub(crate) slack: f64,
}

/// The value of every goal: least shortfall first if any rule or target may be missed, then the
/// scenario's, in its order.
pub(crate) fn values(facts: &Facts<'_>, rules: &[RuleFinding], targets: &[TargetFinding]) -> Vec<Valued> {
    let mut values = Vec::new();
    values.extend(shortfall::value(facts.scenario, rules, targets));
    for goal in &facts.scenario.goals {
        values.push(match goal.kind {
            GoalKind::MostReach(weight) => {
                let value = most_reach::value(facts, weight);
                Valued { name: "most-reach", value, sense: Sense::Most, slack: slack(value) }
            }
            GoalKind::LeastCost => {
                let value = least_cost::value(facts);
                Valued { name: "least-cost", value, sense: Sense::Least, slack: POUNDS }
            }
            // A count: no slack at all.
            GoalKind::FewestChanges => {
                let value = fewest_changes::value(facts);
                Valued { name: "fewest-changes", value, sense: Sense::Least, slack: 0.0 }
            }
        });
    }
    values
}
