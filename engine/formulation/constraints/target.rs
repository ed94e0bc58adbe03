//! A savings target: what counts falls by at least the amount.
//!
//! ```text
//! Σ_{c counts} Cost[c](y, z, x) ≤ Σ_{c counts} Base[c] − A + σ
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | Cost[c] | a year's cost of line c | 2¹⁷ pence | levels, sessions, running costs, fixed |
//! | Base[c] | its baseline | 2¹⁷ pence | the same with today's decisions |
//! | c counts | touchable, cashable, paid by the General Fund | – | scenario |
//! | A | the amount | 2¹⁷ pence | scenario |
//! | σ | shortfall, if soft | pounds | decided |
//!
//! Exact pence are rounded once per offer and line; the row leaves room for that where sessions are
//! whole, so that a plan that meets the row meets a hard target to the penny; a plan that would meet it
//! by the luck of half pennies alone is not looked for. Continuous sessions leave as much room on the
//! other side, so that they stay a relaxation.
//!
//! Source: model.md, "Saving".

use super::{Formulation, Grain, RowKey, Subject, shortfall};
use crate::formulation::money::{UNIT, cost_expression, scaled};
use crate::instance::counts_as_saving;
use doorstep_scenario::{Pence, Strength};

pub(super) fn add(formulation: &mut Formulation, at: usize, grain: Grain) {
    let instance = formulation.instance.clone();
    let cost = cost_expression(&instance, &formulation.layout, |line| counts_as_saving(&instance.scenario, line));
    let base: Pence = (0..instance.baseline_cost.len())
        .filter(|line| counts_as_saving(&instance.scenario, *line))
        .map(|line| instance.baseline_cost[line])
        .sum();
    let amount = instance.scenario.targets[at].amount;
    let hard = instance.scenario.targets[at].strength == Strength::Hard;
    let margin = match grain {
        Grain::Whole if hard => cost.rounding / UNIT,
        Grain::Whole => 0.0,
        Grain::Relaxed => -cost.rounding / UNIT,
    };
    let mut terms = cost.terms;
    // At most the whole amount can be missed, and all that is spent above the base on top of it.
    let most = amount.pounds() + worst_overspend(formulation, &terms, cost.fixed - base);
    if let Some(missing) = shortfall(formulation, Subject::Target(at), 0, most) {
        terms.push((missing, -100.0 / UNIT));
    }
    formulation.add_row(
        RowKey::Demand(Subject::Target(at), 0),
        f64::NEG_INFINITY,
        scaled(base - amount - cost.fixed) - margin,
        terms,
    );
}

/// The most by which cost could exceed the base, in pounds.
fn worst_overspend(formulation: &Formulation, terms: &[(usize, f64)], fixed: Pence) -> f64 {
    let most: f64 = terms.iter().map(|(column, cost)| cost * formulation.columns[*column].upper).sum();
    (most * UNIT / 100.0 + fixed.pounds()).max(0.0)
}
