//! Everybody who would use a service is addressed.
//!
//! ```text
//! Σ_{a,g} Σ_{o of k} r[a,g,o] ≥ Σ_{a,g} N[a,g] · π[k,g]
//! shortfall = max(0, wanted − have)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r | addressed, not yet faded by distance | persons a year | `reach.rs` |
//! | N · π | who would use it at the door | persons | `parts.rs` |
//! | k | the service | – | rule |
//!
//! Nobody can be addressed twice, so the sum says it of everybody. Kept within the tolerance for
//! people. Source: the model note, *Goals*.

use doorstep_scenario::{Per, ServiceIx};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::parts::{parts, potential};
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, service: ServiceIx) -> Tested {
    let scenario = facts.scenario;
    let of = &scenario.services[service.0];
    let have: f64 = facts.reach.rows(service.0).iter().map(|row| row.addressed).sum();
    let mut tested = Tested::new(Code::NotEverybody, "people");
    for part in parts(scenario, Per::Overall) {
        let wanted: f64 = part.sum(scenario, |area, group| potential(scenario, of, area, group));
        tested.add(compared(part.id, have, wanted), wanted - have, within(wanted, have), || {
            let (have, left, wanted) = (shown(have), shown(wanted - have), shown(wanted));
            format!("`{}` addresses {have} people of {wanted} who would use it; {left} are left out", of.id)
        });
    }
    tested
}
