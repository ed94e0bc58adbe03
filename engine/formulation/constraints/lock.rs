//! A site is at a level.
//!
//! ```text
//! y[s,l] + σ ≥ 1
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: domain.md, C8.

use super::{Formulation, RuleIx, demand_at_least, sites_at};
use doorstep_scenario::{LevelIx, SiteIx};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, site: SiteIx, level: LevelIx) {
    // The scenario is refused where a lock names a level the site may not have.
    let terms = sites_at(formulation, &[level], |at, _| at == site.0);
    demand_at_least(formulation, rule, 0, terms, 1.0, 1.0);
}
