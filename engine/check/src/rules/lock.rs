//! A site is held at a level.
//!
//! ```text
//! y[s,l] = 1
//! shortfall = 1 − y[s,l]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//!
//! Source: the model note, *State at each year end*.

use doorstep_scenario::{LevelIx, SiteIx};

use super::{Facts, Tested, compared, is_at, planned};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, site: SiteIx, level: LevelIx) -> Tested {
    let id = &facts.scenario.sites[site.0].id;
    let have = if is_at(facts, site, &[level]) { 1.0 } else { 0.0 };
    let mut tested = Tested::new(Code::LockBroken, "sites");
    tested.count(compared(id, have, 1.0), 1.0 - have, || {
        let wanted = &facts.scenario.levels[level.0].id;
        format!("site `{id}` is at {}, held at {wanted}", planned(facts, site))
    });
    tested
}
