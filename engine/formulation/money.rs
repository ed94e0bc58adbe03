//! Pence in the solver's unit, and the cost of decisions as a linear expression.

use super::Layout;
use crate::instance::{Instance, Offer, amount_at_level};
use doorstep_scenario::{LineIx, Pence, Sessions};

/// One unit of money in the solver is 2¹⁷ pence, about £1,311: coefficients near 1, and exact,
/// since dividing by a power of two changes no digit.
pub const UNIT: f64 = 131_072.0;

/// Pence in the solver's unit.
pub fn scaled(amount: Pence) -> f64 {
    amount.0 as f64 / UNIT
}

/// A year's cost of some lines as an expression in the columns.
#[derive(Debug, Clone, Default)]
pub struct CostExpression {
    /// Column and cost of one unit of it, in the solver's unit.
    pub terms: Vec<(usize, f64)>,
    /// What no decision changes.
    pub fixed: Pence,
    /// By how much exact pence may differ from the expression: each amount that is not a whole number
    /// of pence at every step is rounded once, by half a penny at most.
    pub rounding: f64,
    /// The same by decision, in the solver's unit: only what runs is rounded.
    pub rounding_terms: Vec<(usize, f64)>,
}

/// The cost of the lines for which `counts` holds.
pub fn cost_expression(instance: &Instance, layout: &Layout, counts: impl Fn(usize) -> bool) -> CostExpression {
    let scenario = &instance.scenario;
    let mut found = CostExpression::default();
    for (at, line) in scenario.lines.iter().enumerate().filter(|(at, _)| counts(*at)) {
        if !line.touchable {
            found.fixed += instance.baseline_cost[at];
            continue;
        }
        found.fixed += line.fixed;
        for (site_at, site) in scenario.sites.iter().enumerate() {
            for (column, level) in layout.levels(instance, site_at).zip(&site.levels) {
                let amount = amount_at_level(scenario, site_at, *level, at);
                if amount != Pence::ZERO {
                    found.terms.push((column, scaled(amount)));
                }
            }
        }
        add_offers(&mut found, instance, layout, at, |_| true);
    }
    found
}

/// The cost of sessions and of running, of the offers for which `counts` holds, on lines that may be
/// touched.
pub fn cost_of_offers(instance: &Instance, layout: &Layout, counts: impl Fn(&Offer) -> bool) -> CostExpression {
    let mut found = CostExpression::default();
    for (at, _) in instance.scenario.lines.iter().enumerate().filter(|(_, line)| line.touchable) {
        add_offers(&mut found, instance, layout, at, &counts);
    }
    found
}

fn add_offers(
    to: &mut CostExpression,
    instance: &Instance,
    layout: &Layout,
    line: usize,
    counts: impl Fn(&Offer) -> bool,
) {
    for (at, offer) in instance.offers.iter().enumerate().filter(|(_, offer)| counts(offer)) {
        let mode = offer.mode(&instance.scenario);
        let of_line = |costs: &[(LineIx, Pence)]| crate::instance::amount(costs, line);
        let (each, running) = (of_line(&mode.session_costs), of_line(&mode.running_costs));
        if each != Pence::ZERO {
            // A thousandth of a session for a year, times the step: exact before the division.
            let thousandths = i128::from(each.0) * i128::from(mode.weeks) * i128::from(offer.step.0);
            to.terms.push((layout.sessions(at), thousandths as f64 / 1000.0 / UNIT));
            if thousandths % 1000 != 0 {
                to.rounding += 0.5;
                to.rounding_terms.push((layout.runs(at), 0.5 / UNIT));
            }
        }
        if running != Pence::ZERO {
            to.terms.push((layout.runs(at), scaled(running)));
        }
    }
}

/// Sessions of a number of steps.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column between 0 and most ÷ step")]
pub fn sessions_of(steps: f64, step: Sessions) -> Sessions {
    Sessions(steps.round().max(0.0) as u32 * step.0)
}
