//! Every spoke has a hub near it.
//!
//! ```text
//! Σ_{l in S} y[s,l] = 1  ⇒  Σ_{t ≠ s, t near s} Σ_{l in H} y[t,l] ≥ 1          for each site s
//! t near s:  same district,  or  round(√(ΔE² + ΔN²)) ≤ limit
//! shortfall = how many s miss it
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | S, H | levels of spokes, of hubs | – | rule |
//! | ΔE, ΔN | difference of eastings and northings; no detour | m | sites |
//!
//! Source: the hub-and-spoke models of family hubs; the model note, *Equity and floors*.

use doorstep_scenario::{LevelIx, Near, Site, SiteIx};

use super::{Facts, Tested, compared, is_at, planned, spoken};
use crate::Code;
use crate::travel::line;

pub(super) fn test(facts: &Facts<'_>, spokes: &[LevelIx], hubs: &[LevelIx], near: Near) -> Tested {
    let sites = || facts.scenario.sites.iter().enumerate().map(|(position, site)| (SiteIx(position), site));
    let at_hub: Vec<(SiteIx, &Site)> = sites().filter(|(site, _)| is_at(facts, *site, hubs)).collect();
    let mut tested = Tested::new(Code::NoHubNear, "sites");
    for (spoke, found) in sites().filter(|(site, _)| is_at(facts, *site, spokes)) {
        let near_it = at_hub.iter().filter(|(hub, other)| *hub != spoke && is_near(near, found, other)).count();
        let have = near_it.min(1) as f64;
        tested.count(compared(&found.id, have, 1.0), 1.0 - have, || {
            let (hubs, planned) = (spoken(facts.scenario, hubs), planned(facts, spoke));
            let district = &facts.scenario.districts[found.district.0].id;
            let near = match near {
                Near::SameDistrict => format!("in {district}"),
                Near::Within(limit) => format!("within {} m", limit.0),
            };
            format!("site `{}` is at {planned} with 0 other sites at {hubs} {near}, wanted at least 1", found.id)
        });
    }
    tested
}

fn is_near(near: Near, spoke: &Site, hub: &Site) -> bool {
    match near {
        Near::SameDistrict => spoke.district == hub.district,
        Near::Within(limit) => line(spoke.position, hub.position).round() <= f64::from(limit.0),
    }
}
