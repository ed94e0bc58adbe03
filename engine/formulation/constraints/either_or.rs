//! Of some conditions at least and at most so many are so.
//!
//! ```text
//! low − σ ≤ Σ_c [c] ≤ high + σ
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | `[c]` | 1 when condition c is so: `Σ_l y[s,l]`, or `z[o]` | 0 or 1 | decided |
//! | low, high | fewest and most | conditions | rule |
//! | σ | shortfall, if soft | conditions | decided |
//!
//! Source: domain.md, C8.

use super::{Formulation, RuleIx, demand_at_least, demand_at_most, is_so};
use doorstep_scenario::Condition;

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, among: &[Condition], at_least: u32, at_most: u32) {
    let terms: Vec<(usize, f64)> = among.iter().flat_map(|condition| is_so(formulation, condition)).collect();
    let all = among.len() as f64;
    if at_least > 0 {
        demand_at_least(formulation, rule, 0, terms.clone(), f64::from(at_least), f64::from(at_least));
    }
    if f64::from(at_most) < all {
        demand_at_most(formulation, rule, 1, terms, f64::from(at_most), all);
    }
}
