//! A spoke has a hub near it.
//!
//! ```text
//! Σ_{s' near s, s' ≠ s} Σ_{l in H} y[s',l] − Σ_{l in S} y[s,l] + σ[s] ≥ 0       for every site s
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | S, H | levels of spokes and of hubs | – | rule |
//! | near | in the same district, or within a distance on the straight line | – | rule |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: model.md, "Offers" ("spoke needs hub").

use super::{Formulation, RuleIx, demand_at_least, sites_at};
use doorstep_scenario::{LevelIx, Near, Position, Site};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, spokes: &[LevelIx], hubs: &[LevelIx], near: Near) {
    let scenario = formulation.instance.scenario.clone();
    for (at, site) in scenario.sites.iter().enumerate() {
        let spoke = sites_at(formulation, spokes, |other, _| other == at);
        if spoke.is_empty() {
            continue;
        }
        let mut terms = sites_at(formulation, hubs, |other, found| other != at && is_near(near, site, found));
        terms.extend(spoke.into_iter().map(|(column, _)| (column, -1.0)));
        demand_at_least(formulation, rule, at, terms, 0.0, 1.0);
    }
}

fn is_near(near: Near, site: &Site, other: &Site) -> bool {
    match near {
        Near::SameDistrict => site.district == other.district,
        Near::Within(limit) => line(site.position, other.position) <= f64::from(limit.0),
    }
}

/// The straight line, to the nearest whole metre.
fn line(from: Position, to: Position) -> f64 {
    let east = f64::from(from.easting) - f64::from(to.easting);
    let north = f64::from(from.northing) - f64::from(to.northing);
    east.hypot(north).round()
}
