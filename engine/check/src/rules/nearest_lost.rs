//! At most a share of people lose their nearest site.
//!
//! ```text
//! s(a) = the site open today with the least way[a,s], the first by id among equals
//! Σ_{a in d} [s(a) closed in the plan] · N[a] ≤ share · N[d]          for each part d
//! shortfall = Σ_d max(0, have[d] − allowed[d])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | way | travel in whole metres or tenths of a minute | m or min | `travel.rs` |
//! | N | everybody living there | persons | area, all groups |
//! | d | the whole council, or each district or band | – | rule, `parts.rs` |
//!
//! An area without any site open today that can be got to has nothing to lose. A part without
//! anybody holds. Kept within the tolerance for people. Source: the model note, *Equity and floors*.

use doorstep_scenario::{Host, Per, Scenario, Share, SiteIx};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::parts::parts;
use crate::tolerance::within;
use crate::travel::{given, steps};
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, at_most: Share, per: Per) -> Tested {
    let scenario = facts.scenario;
    // A site without a usable level is not open either; that break is already listed.
    let is_closed = |site: usize| facts.footprint.levels[site].is_none_or(|level| level.0 == 0);
    let lost: Vec<bool> =
        (0..scenario.areas.len()).map(|area| nearest(scenario, area).is_some_and(is_closed)).collect();
    let mut tested = Tested::new(Code::TooManyLoseNearest, "people");
    for part in parts(scenario, per) {
        let have = part.people(scenario, |area, _| lost[area]);
        let people = part.people(scenario, |_, _| true);
        let allowed = at_most.value() * people as f64;
        let test = compared(part.id, have as f64, allowed);
        tested.add(test, have as f64 - allowed, within(have as f64, allowed), || {
            let (whose, allowed) = (part.words(), shown(allowed));
            format!("{have} people {whose} lose their nearest site, allowed at most {allowed} ({at_most} of {people})")
        });
    }
    tested
}

/// Of the sites open today the one least travel away.
fn nearest(scenario: &Scenario, area: usize) -> Option<usize> {
    let open = scenario.sites.iter().enumerate().filter(|(_, site)| site.baseline.0 != 0);
    let ways = open.filter_map(|(at, site)| {
        let given = given(scenario, area, Host::Site(SiteIx(at)), None)?;
        steps(&scenario.travel, given).map(|way| (way, &site.id, at))
    });
    ways.min().map(|(_, _, at)| at)
}
