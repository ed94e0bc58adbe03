//! At least so many sites at some levels.
//!
//! ```text
//! Σ_{s in p} Σ_{l in L} y[s,l] + σ ≥ n   for every part p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | p | all, or each district or band; only the sites that are named | – | rule |
//! | L, n | the levels that count, and how many sites | – | rule |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: model.md, "Equity and floors" ("n hubs in each district").

use super::{Formulation, RuleIx, demand_at_least, sites_of_parts};
use doorstep_scenario::{LevelIx, Per, SiteIx};

pub(super) fn add(
    formulation: &mut Formulation,
    rule: RuleIx,
    count: u32,
    levels: &[LevelIx],
    per: Per,
    sites: Option<&[SiteIx]>,
) {
    for (part, terms) in sites_of_parts(formulation, levels, per, sites) {
        demand_at_least(formulation, rule, part, terms, f64::from(count), f64::from(count));
    }
}
