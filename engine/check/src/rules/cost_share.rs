//! A service costs at most a share of everything.
//!
//! ```text
//! S ≤ share · T + ½ p
//! S = Σ_{o of k, m(o) in M} Σ_{c touchable} (year[c,o] + running[c, m(o)]),   T = Σ_c spend[c]
//! shortfall = max(0, S − share · T) / 100
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | year, running | what sessions cost, rounded once for each offer and line, and what running costs | p a year | `money.rs` |
//! | spend | a year's amount of line c, of an untouchable one today's | p | `money.rs` |
//! | k, M | the service and its modes that count | – | rule |
//! | shortfall | | £ | |
//!
//! A share of pence is no whole number; half a penny is the least that can be told apart. Source:
//! the model note, *Cost*.

use doorstep_scenario::{ModeIx, ServiceIx, Sessions, Share};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::money::{of_offer, pence, pounds};
use crate::tolerance::PENCE;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, service: ServiceIx, modes: &[ModeIx], at_most: Share) -> Tested {
    let scenario = facts.scenario;
    let marks = facts.footprint.counted(service, modes, Sessions::ZERO);
    let offers = facts.footprint.marked(&marks).flat_map(|(_, offer)| of_offer(offer.mode, offer.sessions));
    let touchable = offers.filter(|(line, _)| scenario.lines[line.0].touchable);
    let have = touchable.fold(0_i128, |sum, (_, amount)| sum.saturating_add(amount));
    let total = facts.money.total();
    let allowed = at_most.value() * total as f64;
    let above = have as f64 - allowed;
    let mut tested = Tested::new(Code::ShareTooDear, "pounds");
    tested.add(compared("overall", pounds(have), allowed / 100.0), above / 100.0, above <= PENCE, || {
        let id = &scenario.services[service.0].id;
        let percent = shown(100.0 * have as f64 / total as f64);
        let (have, total) = (pence(have), pence(total));
        format!("`{id}` costs {have} a year, {percent}% of {total}, allowed at most {at_most}")
    });
    tested
}
