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

use super::{Facts, Tested};
use crate::{Code, Compared};

pub(super) fn test(facts: &Facts<'_>, site: SiteIx, level: LevelIx) -> Tested {
    let scenario = facts.scenario;
    let planned = facts.footprint.levels[site.0];
    let (id, wanted) = (&scenario.sites[site.0].id, &scenario.levels[level.0].id);
    let mut failing = Vec::new();
    if planned != Some(level) {
        let planned = planned.map_or("no level", |planned| scenario.levels[planned.0].id.as_str());
        failing.push(format!("site `{id}` is at {planned}, held at {wanted}"));
    }
    let have = if failing.is_empty() { 1.0 } else { 0.0 };
    Tested {
        code: Code::LockBroken,
        unit: "sites",
        shortfall: 1.0 - have,
        detail: vec![Compared { of: id.clone(), have, wanted: 1.0 }],
        failing,
    }
}
