//! At most so many sites at certain levels.
//!
//! ```text
//! Σ_{s in d} Σ_{l in L} y[s,l] ≤ count          for each scope d
//! shortfall = Σ_d max(0, have[d] − count)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | L | levels that count | – | rule |
//! | d | the whole council, or each district | – | rule |
//! | count | how many | sites | rule |
//!
//! Source: the model note, *Equity and floors*.

use doorstep_scenario::{LevelIx, Per};

use super::{Facts, Tested, scopes, sites_at, spoken};
use crate::{Code, Compared};

pub(super) fn test(facts: &Facts<'_>, count: u32, levels: &[LevelIx], per: Per) -> Tested {
    let mut tested =
        Tested { code: Code::TooManySites, unit: "sites", shortfall: 0.0, detail: Vec::new(), failing: Vec::new() };
    for (of, scope) in scopes(facts.scenario, per) {
        let have = sites_at(facts, levels, scope);
        if have > count {
            tested.shortfall += f64::from(have - count);
            let levels = spoken(facts.scenario, levels);
            tested.failing.push(format!("{of} has {have} sites at {levels}, allowed at most {count}"));
        }
        tested.detail.push(Compared { of, have: f64::from(have), wanted: f64::from(count) });
    }
    tested
}
