//! At least a share of people reached by a service.
//!
//! ```text
//! Σ_{a in d} Σ_g Σ_{o of k, m(o) in M} n[a,g,o] ≥ share · Σ_{a in d} Σ_{g in G} N[a,g]     for each scope d
//! shortfall = Σ_d max(0, wanted[d] − have[d])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n | reached | persons a year | `reach.rs` |
//! | M | modes that count | – | rule |
//! | N | people, whether they would use it or not | persons | area, by group |
//! | G | every group, or those the service is for | – | rule (`of`), service |
//! | d | the whole council, or each district | – | rule |
//!
//! A district without anybody in G holds. A test is kept within the tolerance for people; the
//! shortfall is the plain difference. Source: the model note, *Equity and floors*.

use doorstep_scenario::{DistrictIx, ModeIx, Of, Per, ServiceIx, Share};

use super::{Facts, Tested, counts, scopes};
use crate::tolerance::within;
use crate::verdict::shown;
use crate::{Code, Compared};

pub(super) fn test(
    facts: &Facts<'_>,
    service: ServiceIx,
    modes: &[ModeIx],
    at_least: Share,
    of_whom: Of,
    per: Per,
) -> Tested {
    let mut tested =
        Tested { code: Code::TooFewReached, unit: "people", shortfall: 0.0, detail: Vec::new(), failing: Vec::new() };
    for (of, scope) in scopes(facts.scenario, per) {
        let people = people(facts, service, of_whom, scope);
        let wanted = at_least.value() * people as f64;
        let areas = facts.scenario.areas.iter().enumerate().filter(|(_, area)| counts(scope, area.district));
        let have: f64 = areas.map(|(area, _)| facts.reach.through(service.0, modes, area)).sum();
        if people > 0 {
            tested.shortfall += (wanted - have).max(0.0);
            if !within(wanted, have) {
                tested.failing.push(format!(
                    "`{}` reaches {} people in {of}, wanted at least {} ({at_least} of {people})",
                    facts.scenario.services[service.0].id,
                    shown(have),
                    shown(wanted)
                ));
            }
        }
        tested.detail.push(Compared { of, have, wanted });
    }
    tested
}

/// The denominator: everybody, or everybody in a group with a take-up.
fn people(facts: &Facts<'_>, service: ServiceIx, of_whom: Of, scope: Option<DistrictIx>) -> u64 {
    let take_up = &facts.scenario.services[service.0].take_up;
    let is_counted = |group: usize| match of_whom {
        Of::People => true,
        Of::Eligible => take_up.get(group).is_some_and(Option::is_some),
    };
    let areas = facts.scenario.areas.iter().filter(|area| counts(scope, area.district));
    let groups = areas.flat_map(|area| area.people.iter().enumerate());
    groups.filter(|(group, _)| is_counted(*group)).map(|(_, people)| u64::from(*people)).sum()
}
