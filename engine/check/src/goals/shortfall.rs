//! Least shortfall: what is missed of what may be missed, at its price.
//!
//! ```text
//! Σ_{soft rules and targets} price · shortfall        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | price | points for one unit | points per site, person or £ | strength |
//! | shortfall | what is missing, over all tests of the rule | sites, persons or £ | `rules/` |
//!
//! Source: the model note, *Goals*.

use doorstep_scenario::{Scenario, Strength};

use super::{Sense, Valued};
use crate::tolerance::{FLOOR, slack};
use crate::{RuleFinding, TargetFinding};

/// The points; `None` if nothing may be missed.
pub(super) fn value(scenario: &Scenario, rules: &[RuleFinding], targets: &[TargetFinding]) -> Option<Valued> {
    let rules = scenario.rules.iter().map(|rule| rule.strength).zip(rules.iter().map(|found| found.shortfall));
    let targets =
        scenario.targets.iter().map(|target| target.strength).zip(targets.iter().map(|found| found.shortfall));
    let (mut points, mut prices) = (None, 0.0_f64);
    for (strength, shortfall) in rules.chain(targets) {
        if let Strength::Soft { price } = strength {
            points = Some(points.unwrap_or(0.0) + price * shortfall);
            prices += price;
        }
    }
    points.map(|value| {
        // A rule met within the tolerance may be written as short by FLOOR or by nothing; at its
        // price that is the least by which points can differ.
        let slack = slack(value).max(FLOOR * prices);
        Valued { name: "least-shortfall", value, sense: Sense::Least, slack }
    })
}
