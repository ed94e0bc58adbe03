//! Least shortfall: what is missed of what may be missed, at its price.
//!
//! ```text
//! Σ_{soft rules and targets} price · shortfall        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | price | points for one unit | points | strength |
//! | shortfall | what is missing, over all tests of the rule | the rule's | `rules/` |
//!
//! Source: the model note, *Goals*.

use doorstep_scenario::{Scenario, Strength};

use super::{Sense, Valued};
use crate::TargetFinding;
use crate::rules::Found;
use crate::tolerance::{FLOOR, slack};

/// The points; `None` if nothing may be missed.
pub(super) fn value(scenario: &Scenario, rules: &[Found], targets: &[TargetFinding]) -> Option<Valued> {
    let found = rules.iter().map(|found| (found.finding.shortfall, found.forgiven));
    let rules = scenario.rules.iter().map(|rule| rule.strength).zip(found);
    let found = targets.iter().map(|found| (found.shortfall, 0.0));
    let targets = scenario.targets.iter().map(|target| target.strength).zip(found);
    let (mut points, mut either_way) = (None, 0.0_f64);
    for (strength, (shortfall, forgiven)) in rules.chain(targets) {
        if let Strength::Soft { price } = strength {
            points = Some(points.unwrap_or(0.0) + price * shortfall);
            // A test met within the tolerance may be written as short by what is missing, by FLOOR or
            // by nothing; at its price that is the least by which points can differ.
            either_way += price * f64::max(forgiven, FLOOR);
        }
    }
    points.map(|value| {
        let slack = slack(value).max(either_way);
        Valued { name: "least-shortfall", value, sense: Sense::Least, slack }
    })
}
