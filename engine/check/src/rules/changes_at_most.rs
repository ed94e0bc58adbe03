//! At most so many sites change level.
//!
//! ```text
//! Σ_{s in d} [level of s ≠ baseline level of s] ≤ count          for each part d
//! shortfall = Σ_d max(0, have[d] − count)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | s | sites | – | plan, baseline |
//! | d | the whole council, or each district or band | – | rule, `parts.rs` |
//!
//! Offers and sessions do not count as changes. Source: the model note, *Goals*.

use doorstep_scenario::Per;

use super::{Facts, Tested, compared};
use crate::Code;
use crate::parts::parts;

pub(super) fn test(facts: &Facts<'_>, count: u32, per: Per) -> Tested {
    let mut tested = Tested::new(Code::TooManyChanges, "sites");
    for part in parts(facts.scenario, per) {
        let sites = facts.scenario.sites.iter().zip(&facts.footprint.levels).filter(|(site, _)| part.has_site(site));
        let have = sites.filter(|(site, level)| **level != Some(site.baseline)).fold(0_u32, |sum, _| sum + 1);
        let above = have.saturating_sub(count);
        tested.count(compared(part.id, f64::from(have), f64::from(count)), f64::from(above), || {
            format!("{have} sites change level {}, allowed at most {count}", part.words())
        });
    }
    tested
}
