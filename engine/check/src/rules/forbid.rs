//! A site is at none of certain levels.
//!
//! ```text
//! Σ_{l in L} y[s,l] = 0
//! shortfall = Σ_{l in L} y[s,l]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | L | levels it is barred from | – | rule |
//!
//! Source: the model note, *State at each year end*.

use doorstep_scenario::{LevelIx, SiteIx};

use super::{Facts, Tested, compared, is_at, planned, spoken};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, site: SiteIx, levels: &[LevelIx]) -> Tested {
    let id = &facts.scenario.sites[site.0].id;
    let have = if is_at(facts, site, levels) { 1.0 } else { 0.0 };
    let mut tested = Tested::new(Code::LevelForbidden, "sites");
    tested.count(compared(id, have, 0.0), have, || {
        let levels = spoken(facts.scenario, levels);
        format!("site `{id}` is at {}, and may not be {levels}", planned(facts, site))
    });
    tested
}
