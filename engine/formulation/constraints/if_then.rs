//! If one condition is so, the other is.
//!
//! ```text
//! [then] − [when] + σ ≥ 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | `[c]` | 1 when condition c is so: `Σ_l y[s,l]`, or `z[o]` | 0 or 1 | decided |
//! | σ | shortfall, if soft | conditions | decided |
//!
//! Source: domain.md, C8.

use super::{Formulation, RuleIx, demand_at_least, is_so};
use doorstep_scenario::Condition;

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, when: &Condition, then: &Condition) {
    let mut terms = is_so(formulation, then);
    terms.extend(is_so(formulation, when).into_iter().map(|(column, _)| (column, -1.0)));
    demand_at_least(formulation, rule, 0, terms, 0.0, 1.0);
}
