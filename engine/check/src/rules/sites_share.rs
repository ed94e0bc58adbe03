//! At least a share of the sites at certain levels stand in one deprivation band.
//!
//! ```text
//! Σ_{s in b} Σ_{l in L} y[s,l] ≥ share · Σ_s Σ_{l in L} y[s,l]
//! shortfall = max(0, wanted − have)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | L | levels that count | – | rule |
//! | b | sites whose decile is in the band | – | rule, `parts.rs` |
//!
//! Without a site at these levels it holds. A share of a count is no whole number: it is compared
//! within the tolerance, which no site fits into. Source: the model note, *Equity and floors*.

use doorstep_scenario::{BandIx, LevelIx, Share, SiteIx};

use super::{Facts, Tested, compared, is_at, spoken};
use crate::Code;
use crate::parts::is_in;
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, levels: &[LevelIx], at_least: Share, band: BandIx) -> Tested {
    let scenario = facts.scenario;
    let band = &scenario.bands[band.0];
    let at: Vec<_> =
        scenario.sites.iter().enumerate().filter(|(site, _)| is_at(facts, SiteIx(*site), levels)).collect();
    let have = at.iter().filter(|(_, site)| is_in(site.deprivation, band)).count() as f64;
    let wanted = at_least.value() * at.len() as f64;
    let mut tested = Tested::new(Code::TooFewInBand, "sites");
    tested.add(compared(&band.id, have, wanted), wanted - have, within(wanted, have), || {
        format!(
            "{have} of {} sites at {} are in {}, wanted at least {} ({at_least})",
            at.len(),
            spoken(scenario, levels),
            band.id,
            shown(wanted)
        )
    });
    tested
}
