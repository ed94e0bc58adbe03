//! At most so many sites at some levels.
//!
//! ```text
//! Σ_{s in d} Σ_{l in L} y[s,l] − σ ≤ n   overall, or for every district d
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | L, n | the levels that count, and how many sites | – | rule |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: model.md, "Equity and floors".

use super::{Formulation, RowKey, Subject, parts, shortfall, sites_at};
use doorstep_scenario::{LevelIx, Per};

pub(super) fn add(formulation: &mut Formulation, rule: usize, count: u32, levels: &[LevelIx], per: Per) {
    for (part, district) in parts(formulation, per).into_iter().enumerate() {
        let mut terms = sites_at(formulation, levels, district);
        let most = terms.len() as f64;
        if let Some(missing) = shortfall(formulation, Subject::Rule(rule), part, most) {
            terms.push((missing, -1.0));
        }
        formulation.add_row(RowKey::Demand(Subject::Rule(rule), part), f64::NEG_INFINITY, f64::from(count), terms);
    }
}
