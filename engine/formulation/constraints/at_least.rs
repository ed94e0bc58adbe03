//! At least so many sites at some levels.
//!
//! ```text
//! Σ_{s in d} Σ_{l in L} y[s,l] + σ ≥ n   overall, or for every district d
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | L, n | the levels that count, and how many sites | – | rule |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: model.md, "Equity and floors" ("n hubs in each district").

use super::{Formulation, Subject, demand_at_least, parts, sites_at};
use doorstep_scenario::{LevelIx, Per};

pub(super) fn add(formulation: &mut Formulation, rule: usize, count: u32, levels: &[LevelIx], per: Per) {
    for (part, district) in parts(formulation, per).into_iter().enumerate() {
        let terms = sites_at(formulation, levels, district);
        demand_at_least(formulation, Subject::Rule(rule), part, terms, f64::from(count));
    }
}
