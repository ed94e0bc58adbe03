//! A site does not leave its level of today before a year.
//!
//! ```text
//! end year < year  ⇒  y[s, level of today] = 1
//! shortfall = 1 − y[s, level of today]   if end year < year, else 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | end year | the year by whose end the plan stands | – | scenario |
//! | year | the first by whose end the site may have changed | – | rule |
//!
//! Source: the model note, *State at each year end*.

use doorstep_scenario::{FinancialYear, SiteIx};

use super::{Facts, Tested, compared, is_at, planned};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, site: SiteIx, year: FinancialYear) -> Tested {
    let scenario = facts.scenario;
    let found = &scenario.sites[site.0];
    let kept = scenario.end_year >= year || is_at(facts, site, &[found.baseline]);
    let have = if kept { 1.0 } else { 0.0 };
    let mut tested = Tested::new(Code::ChangedTooSoon, "sites");
    tested.count(compared(&found.id, have, 1.0), 1.0 - have, || {
        let (today, planned) = (&scenario.levels[found.baseline.0].id, planned(facts, site));
        format!(
            "site `{}` goes from {today} to {planned} by the end of {}, and may not before {year}",
            found.id, scenario.end_year
        )
    });
    tested
}
