//! At least a share of people reached by the offers that count.
//!
//! ```text
//! Σ_{a in d} Σ_{g in d} Σ_{o of k, m(o) in M, x[o] ≥ least} n[a,g,o] ≥ share · Σ_{a in d} Σ_{g in d, g in G} N[a,g]   for each part d
//! shortfall = Σ_d max(0, wanted[d] − have[d])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n | reached | persons a year | `reach.rs` |
//! | M, least | modes that count, and how often an offer runs at least | –, a week | rule |
//! | N | people, whether they would use it or not | persons | area, by group |
//! | G | every group, or those the service is for | – | rule (`of`), service |
//! | d | the whole council, or each district, band or group | – | rule, `parts.rs` |
//!
//! A part without anybody in G holds. A test is kept within the tolerance for people; the
//! shortfall is the plain difference. Source: the model note, *Equity and floors*.

use doorstep_scenario::{Counted, Of, Per, Share};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::parts::{is_of, parts};
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, counted: &Counted, at_least: Share, of_whom: Of, per: Per) -> Tested {
    let (scenario, service) = (facts.scenario, counted.service.0);
    let of = &scenario.services[service];
    let marks = facts.footprint.counted(counted.service, &counted.modes, counted.least);
    let reached = facts.reach.through(scenario, service, &marks);
    let mut tested = Tested::new(Code::TooFewReached, "people");
    for part in parts(scenario, per) {
        let people = part.people(scenario, |_, group| is_of(of, of_whom, group));
        let wanted = at_least.value() * people as f64;
        let have: f64 = part.sum(scenario, |area, group| reached.at(area, group));
        let missing = if people > 0 { wanted - have } else { 0.0 };
        tested.add(compared(part.id, have, wanted), missing, people == 0 || within(wanted, have), || {
            format!(
                "`{}` reaches {} people {}, wanted at least {} ({at_least} of {people})",
                of.id,
                shown(have),
                part.words(),
                shown(wanted)
            )
        });
    }
    tested
}
