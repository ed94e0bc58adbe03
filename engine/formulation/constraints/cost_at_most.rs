//! A budget: some lines cost at most an amount.
//!
//! ```text
//! Σ_{c in C} Cost[c](y, z, x) − σ ≤ A
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | Cost[c] | a year's cost of line c | 2¹⁷ pence | levels, sessions, running costs, fixed |
//! | A | the amount | 2¹⁷ pence | rule |
//! | σ | shortfall, if soft | pounds | decided |
//!
//! Source: model.md, "Constraints", "Funds" and "Saving"; the margin for rounding as in `target.rs`.

use super::target::keep_below;
use super::{Formulation, RuleIx, Subject};
use crate::formulation::money::{cost_expression, scaled};
use doorstep_scenario::{LineIx, Pence};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, amount: Pence, lines: Option<&[LineIx]>) {
    let counts = |line: usize| lines.is_none_or(|lines| lines.binary_search(&LineIx(line)).is_ok());
    let cost = cost_expression(&formulation.instance, &formulation.layout, counts);
    let limit = scaled(amount - cost.fixed);
    keep_below(formulation, Subject::Rule(rule.0), cost, limit);
}
