//! Which areas have an offer that counts near by.
//!
//! ```text
//! near[a] = 1  if some o of k, m(o) in M, x[o] ≥ least, x[o] > 0 has  way[a,o] ≤ within  or is everywhere
//! have[d] = Σ_{a in d} Σ_{g in d, g in G} near[a] · N[a,g]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | k, M, least | which offers count | – | rule |
//! | x | sessions | a week | plan |
//! | way | travel in whole metres or tenths of a minute | m or min | `travel.rs` |
//! | within | the farthest that counts | m | rule |
//! | N | people, whether they would use it or not | persons | area, by group |
//! | G | every group, or those the service is for | – | rule (`of`), service |
//! | d | the whole council, or each district, band or group | – | rule, `parts.rs` |
//!
//! Decay plays no part, and nor do places: who lives near is counted whole. Source: the usual
//! coverage standards of accessibility planning ("80% within a mile of a centre").

use doorstep_scenario::{Counted, Of, Way};

use super::Facts;
use crate::parts::{Part, is_of};
use crate::reach::way;

/// By area: does an offer that counts run near enough?
pub(crate) fn near(facts: &Facts<'_>, counted: &Counted, within: Way) -> Vec<bool> {
    let marks = facts.footprint.counted(counted.service, &counted.modes, counted.least);
    let is_near = |area: usize| {
        let mut offers = facts.footprint.marked(&marks);
        offers.any(|(_, offer)| way(facts.scenario, area, offer).is_some_and(|way| way <= within))
    };
    (0..facts.scenario.areas.len()).map(is_near).collect()
}

/// People of a part who live near, and all of them.
pub(super) fn people(facts: &Facts<'_>, near: &[bool], counted: &Counted, of: Of, part: &Part<'_>) -> (u64, u64) {
    let service = &facts.scenario.services[counted.service.0];
    let have = part.people(facts.scenario, |area, group| near[area] && is_of(service, of, group));
    let all = part.people(facts.scenario, |_, group| is_of(service, of, group));
    (have, all)
}
