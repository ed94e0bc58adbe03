//! Where one service runs, so does another.
//!
//! ```text
//! Σ_{o of k at p, m(o) in M} [x[o] > 0] > 0  ⇒  Σ_{o of k' at p, m(o) in M'} [x[o] > 0] > 0     for each site and venue p
//! shortfall = how many p miss it
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x | sessions | a week | plan |
//! | k, M | the service and its modes… | – | rule |
//! | k', M' | … and those that belong with it | – | rule |
//! | p | sites and venues; an offer everywhere is nowhere in particular | – | plan |
//!
//! Source: the model note, *State at each year end*.

use std::collections::BTreeSet;

use doorstep_scenario::{Host, ModeIx, ServiceIx, Sessions};

use super::{Facts, Tested, compared};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, one: (ServiceIx, &[ModeIx]), other: (ServiceIx, &[ModeIx])) -> Tested {
    let scenario = facts.scenario;
    let places = |(service, modes): (ServiceIx, &[ModeIx])| -> BTreeSet<Host> {
        let marks = facts.footprint.counted(service, modes, Sessions::ZERO);
        facts.footprint.marked(&marks).map(|(_, offer)| offer.host).collect()
    };
    let with = places(other);
    let mut tested = Tested::new(Code::NotTogether, "places");
    for place in places(one) {
        let id = match place {
            Host::Site(site) => &scenario.sites[site.0].id,
            Host::Venue(venue) => &scenario.venues[venue.0].id,
            Host::Everywhere => continue,
        };
        let have = if with.contains(&place) { 1.0 } else { 0.0 };
        tested.count(compared(id, have, 1.0), 1.0 - have, || {
            let spoken = |(service, modes): (ServiceIx, &[ModeIx])| {
                let service = &scenario.services[service.0];
                let modes: Vec<&str> = modes.iter().map(|mode| service.modes[mode.0].id.as_str()).collect();
                format!("`{}` ({})", service.id, modes.join(" or "))
            };
            format!("{} runs at `{id}`, and {} at 0 of 1 places wanted there", spoken(one), spoken(other))
        });
    }
    tested
}
