//! Least Kolm–Pollak mean of travel: long ways count more than in proportion.
//!
//! ```text
//! Σ_{a,g} Σ_{o of k} exp(κ · travel[a,o] / u) · r[a,g,o]  /  Σ_{a,g} N[a,g] · π[k,g]        minimise
//! κ = aversion / 1000
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | u | what travel is valued by: 1,000 metres, or one minute | m or min | scenario |
//! | travel | as given, not rounded; 0 for an offer everywhere | m or min | `travel.rs` |
//! | r | addressed | persons a year | `reach.rs` |
//! | N · π | who would use it at the door | persons | `parts.rs` |
//! | κ | aversion to inequality | per km | goal |
//!
//! The equally-distributed equivalent is ln(value) ÷ κ kilometres, in the same order; 0 where nobody
//! would use the service. Source: Kolm (1976) and Pollak (1971); Logan et al. (2021), *Measuring
//! inequalities in urban systems: an approach for evaluating the distribution of amenities and
//! burdens*.

use doorstep_scenario::{Per, ServiceIx};

use crate::parts::{parts, potential};
use crate::rules::Facts;
use crate::travel::unit;

pub(super) fn value(facts: &Facts<'_>, service: ServiceIx, aversion: u32) -> f64 {
    let scenario = facts.scenario;
    let of = &scenario.services[service.0];
    let kappa = f64::from(aversion) / 1000.0;
    let rows = facts.reach.rows(service.0).iter();
    let sum: f64 = rows.map(|row| (kappa * row.travel / unit(&scenario.travel)).exp() * row.addressed).sum();
    let all = parts(scenario, Per::Overall);
    let people: f64 = all.iter().map(|part| part.sum(scenario, |a, g| potential(scenario, of, a, g))).sum::<f64>();
    if people > 0.0 { sum / people } else { 0.0 }
}
