//! A site stays at its level of today where the plan stands by an earlier year.
//!
//! ```text
//! y[s, today] + σ ≥ 1        if the end year is before the first lawful one
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: model.md, "Moves" ("lawful dates"), for the state at the end year.

use super::{Formulation, RuleIx, lock};
use doorstep_scenario::{FinancialYear, SiteIx};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, site: SiteIx, year: FinancialYear) {
    if formulation.instance.scenario.end_year < year {
        let today = formulation.instance.scenario.sites[site.0].baseline;
        lock::add(formulation, rule, site, today);
    }
}
