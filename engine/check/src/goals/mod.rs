//! Every goal restated, one kind a file.

mod best_worst;
mod fewest_changes;
mod kolm_pollak;
mod least_cost;
mod least_travel;
mod least_worst_travel;
mod most_access;
mod most_reach;
mod shortfall;

use doorstep_scenario::GoalKind;

use crate::TargetFinding;
use crate::rules::{Facts, Found};
use crate::tolerance::{POUNDS, slack};

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
pub(crate) fn values(facts: &Facts<'_>, rules: &[Found], targets: &[TargetFinding]) -> Vec<Valued> {
    let mut values = Vec::new();
    values.extend(shortfall::value(facts.scenario, rules, targets));
    values.extend(facts.scenario.goals.iter().map(|goal| value(facts, goal.kind)));
    values
}

fn value(facts: &Facts<'_>, kind: GoalKind) -> Valued {
    // A sum of people, or of what they count: as exact as people are.
    let real = |name, sense, value| Valued { name, value, sense, slack: slack(value) };
    match kind {
        GoalKind::MostReach(weight) => real("most-reach", Sense::Most, most_reach::value(facts, weight)),
        GoalKind::BestWorst { service, of, per } => {
            real("best-worst", Sense::Most, best_worst::value(facts, service, of, per))
        }
        GoalKind::LeastCost { travel } => {
            let (spent, travelled) = least_cost::value(facts, travel);
            // The money is exact to the penny; only the travel is as exact as people are.
            let slack = POUNDS + if travelled > 0.0 { slack(travelled) } else { 0.0 };
            Valued { name: "least-cost", value: spent + travelled, sense: Sense::Least, slack }
        }
        GoalKind::LeastTravel(service) => real("least-travel", Sense::Least, least_travel::value(facts, service)),
        GoalKind::LeastWorstTravel(service) => {
            real("least-worst-travel", Sense::Least, least_worst_travel::value(facts, service))
        }
        GoalKind::KolmPollak { service, aversion } => {
            real("kolm-pollak", Sense::Least, kolm_pollak::value(facts, service, aversion))
        }
        // Counts: no slack at all.
        GoalKind::MostAccess(access) => {
            let value = most_access::value(facts, &facts.scenario.access[access.0]);
            Valued { name: "most-access", value, sense: Sense::Most, slack: 0.0 }
        }
        GoalKind::FewestChanges => {
            let value = fewest_changes::value(facts);
            Valued { name: "fewest-changes", value, sense: Sense::Least, slack: 0.0 }
        }
    }
}
