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
//! Exact pence are rounded once per offer that runs and line; the row leaves half a penny for each
//! where sessions are whole, so that a plan that meets the row meets a hard target to the penny; a plan
//! that would meet it by the luck of half pennies alone is not looked for. Continuous sessions leave as
//! much room on the other side, so that they stay a relaxation.
//!
//! Source: model.md, "Saving".

use super::{Formulation, Grain, RowKey, Subject, shortfall, strength};
use crate::formulation::money::{CostExpression, UNIT, cost_expression, scaled};
use crate::instance::counts_as_saving;
use doorstep_scenario::{Pence, Strength};

pub(super) fn add(formulation: &mut Formulation, at: usize) {
    let instance = formulation.instance.clone();
    let cost = cost_expression(&instance, &formulation.layout, |line| counts_as_saving(&instance.scenario, line));
    let base: Pence = (0..instance.baseline_cost.len())
        .filter(|line| counts_as_saving(&instance.scenario, *line))
        .map(|line| instance.baseline_cost[line])
        .sum();
    let amount = instance.scenario.targets[at].amount;
    let limit = scaled(base - amount - cost.fixed);
    keep_below(formulation, Subject::Target(at), cost, limit);
}

/// A row that keeps what decisions cost at or below a limit in the solver's unit, to the penny if it is
/// hard.
pub(super) fn keep_below(formulation: &mut Formulation, subject: Subject, cost: CostExpression, limit: f64) {
    let hard = strength(&formulation.instance.scenario, subject) == Strength::Hard;
    let mut terms = cost.terms;
    let margin = match formulation.grain {
        Grain::Whole if hard => {
            terms.extend(cost.rounding_terms);
            0.0
        }
        Grain::Whole => 0.0,
        Grain::Relaxed => -cost.rounding / UNIT,
    };
    // At most everything above the limit can be missed.
    let most: f64 = terms.iter().map(|(column, each)| (each * formulation.columns.at(*column).upper).max(0.0)).sum();
    let most = ((most - limit) * UNIT / 100.0).max(0.0);
    if let Some(missing) = shortfall(formulation, subject, 0, most) {
        terms.push((missing, -100.0 / UNIT));
    }
    formulation.add_row(RowKey::Demand(subject, 0), f64::NEG_INFINITY, limit - margin, terms);
}
