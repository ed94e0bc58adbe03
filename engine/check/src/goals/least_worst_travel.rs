//! Least travel where it is longest.
//!
//! ```text
//! max_a ( Σ_g Σ_{o of k} travel[a,o] · r[a,g,o] / Σ_g N[a,g] · π[k,g] )   over areas a where some would use k        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | travel | as given, not rounded; 0 for an offer everywhere | m or min | `travel.rs` |
//! | r | addressed | persons a year | `reach.rs` |
//! | N · π | who would use it at the door | persons | `parts.rs` |
//!
//! In metres, the mean of an area. Source: the p-centre problem (Hakimi 1964); the model note,
//! *Goals*.

use doorstep_scenario::ServiceIx;

use crate::parts::potential;
use crate::rules::Facts;

pub(super) fn value(facts: &Facts<'_>, service: ServiceIx) -> f64 {
    let scenario = facts.scenario;
    let of = &scenario.services[service.0];
    let travel = facts.reach.table(scenario, service.0, |row| row.travel * row.addressed);
    let means = (0..scenario.areas.len()).filter_map(|area| {
        let groups = || 0..scenario.groups.len();
        let people: f64 = groups().map(|group| potential(scenario, of, area, group)).sum();
        let travel: f64 = groups().map(|group| travel.at(area, group)).sum();
        (people > 0.0).then(|| travel / people)
    });
    means.fold(0.0, f64::max)
}
