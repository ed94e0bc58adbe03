//! A site is at none of some levels.
//!
//! ```text
//! Σ_{l in L} y[s,l] − σ ≤ 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: domain.md, C8.

use super::{Formulation, RuleIx, demand_at_most, sites_at};
use doorstep_scenario::{LevelIx, SiteIx};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, site: SiteIx, levels: &[LevelIx]) {
    let terms = sites_at(formulation, levels, |at, _| at == site.0);
    demand_at_most(formulation, rule, 0, terms, 0.0, 1.0);
}
