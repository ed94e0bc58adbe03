//! At least so many sites at certain levels.
//!
//! ```text
//! Σ_{s in d, s in S} Σ_{l in L} y[s,l] ≥ count          for each part d
//! shortfall = Σ_d max(0, count − have[d])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | L | levels that count | – | rule |
//! | S | the sites named, or all | – | rule |
//! | d | the whole council, or each district or band | – | rule, `parts.rs` |
//! | count | how many | sites | rule |
//!
//! Source: the model note, *Equity and floors* ("n hubs in each district").

use doorstep_scenario::{LevelIx, Per, SiteIx};

use super::{Facts, Tested, compared, sites_at, spoken};
use crate::Code;
use crate::parts::parts;

pub(super) fn test(facts: &Facts<'_>, count: u32, levels: &[LevelIx], per: Per, named: Option<&[SiteIx]>) -> Tested {
    let mut tested = Tested::new(Code::TooFewSites, "sites");
    for part in parts(facts.scenario, per) {
        let have = sites_at(facts, levels, &part, named);
        let missing = count.saturating_sub(have);
        tested.count(compared(part.id, f64::from(have), f64::from(count)), f64::from(missing), || {
            let sites = if named.is_some() { "of the sites named" } else { "sites" };
            let levels = spoken(facts.scenario, levels);
            format!("{} has {have} {sites} at {levels}, wanted at least {count}", part.id)
        });
    }
    tested
}
