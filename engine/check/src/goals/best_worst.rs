//! The best for the part that is worst off.
//!
//! ```text
//! min_d ( Σ_{a in d} Σ_{g in d} Σ_{o of k} n[a,g,o] / N[d] )   over parts d with N[d] > 0        maximise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n | reached, in any mode | persons a year | `reach.rs` |
//! | N | people of a part, or those the service is for | persons | `parts.rs`, goal (`of`) |
//! | d | each district, band or group | – | goal |
//!
//! A share; 0 where no part has people. Source: Rawls's difference principle (1971); the model note,
//! *Goals*.

use doorstep_scenario::{Of, Per, ServiceIx};

use crate::parts::{is_of, parts};
use crate::rules::Facts;

pub(super) fn value(facts: &Facts<'_>, service: ServiceIx, of_whom: Of, per: Per) -> f64 {
    let scenario = facts.scenario;
    let of = &scenario.services[service.0];
    let reached = facts.reach.table(scenario, service.0, |row| row.reached);
    let shares = parts(scenario, per).into_iter().filter_map(|part| {
        let people = part.people(scenario, |_, group| is_of(of, of_whom, group));
        let have: f64 = part.sum(scenario, |area, group| reached.at(area, group));
        (people > 0).then(|| have / people as f64)
    });
    shares.reduce(f64::min).unwrap_or(0.0)
}
