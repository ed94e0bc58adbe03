//! What runs is used by at least so many.
//!
//! ```text
//! Σ_{a,g} δ[a,o] · r[a,g,o] ≥ people          for each o of k with m(o) in M and x[o] > 0
//! shortfall = Σ_o max(0, people − have[o])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | δ · r | those addressed who come | persons a year | `reach.rs` |
//! | x | sessions | a week | plan |
//! | k, M | the service and its modes that count | – | rule |
//! | people | how many | persons a year | rule |
//!
//! Those who come, whatever each counts for: what reaching a person this way counts is no part of
//! it. Kept within the tolerance for people. Source: the model note, *Equity and floors*.

use doorstep_scenario::{ModeIx, ServiceIx, Sessions};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, service: ServiceIx, modes: &[ModeIx], people: u32) -> Tested {
    let marks = facts.footprint.counted(service, modes, Sessions::ZERO);
    let wanted = f64::from(people);
    let mut tested = Tested::new(Code::TooFewUsers, "people");
    for (position, offer) in facts.footprint.marked(&marks) {
        let have = facts.reach.attending[position];
        tested.add(compared(&offer.label, have, wanted), wanted - have, within(wanted, have), || {
            format!("{} is used by {} people a year, wanted at least {people}", offer.label, shown(have))
        });
    }
    tested
}
