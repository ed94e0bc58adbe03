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

use super::{Formulation, Subject, demand_at_least};
use doorstep_scenario::{LevelIx, SiteIx};

pub(super) fn add(formulation: &mut Formulation, rule: usize, site: SiteIx, level: LevelIx) {
    // The scenario is refused where a lock names a level the site may not have.
    let terms =
        formulation.layout.level(&formulation.instance, site, level).map(|column| (column, 1.0)).into_iter().collect();
    demand_at_least(formulation, Subject::Rule(rule), 0, terms, 1.0);
}
