//! A service costs at most a share of all the money.
//!
//! ```text
//! Σ_{o of k} Cost[o](z, x) − share · Σ_c Cost[c](y, z, x) − σ ≤ 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | Cost[o] | a year's sessions and running cost of offer o, on touchable lines | 2¹⁷ pence | decided, scenario |
//! | Cost[c] | a year's cost of line c | 2¹⁷ pence | levels, sessions, running costs, fixed |
//! | σ | shortfall, if soft | pounds | decided |
//!
//! Source: domain.md (a cap on the share of a service or mode); the margin for rounding as in `target.rs`.

use super::target::keep_below;
use super::{Formulation, RuleIx, Subject};
use crate::formulation::money::{CostExpression, cost_expression, cost_of_offers, scaled};
use doorstep_scenario::{ModeIx, Pence, ServiceIx, Share};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, service: ServiceIx, modes: &[ModeIx], at_most: Share) {
    let instance = formulation.instance.clone();
    let counts = |offer: &crate::instance::Offer| offer.service == service && modes.contains(&offer.mode);
    let own = cost_of_offers(&instance, &formulation.layout, counts);
    let all = cost_expression(&instance, &formulation.layout, |_| true);
    let mut terms = own.terms;
    terms.extend(all.terms.iter().map(|(column, each)| (*column, -at_most.value() * each)));
    let rounding = own.rounding + at_most.value() * all.rounding;
    let mut rounding_terms = own.rounding_terms;
    rounding_terms.extend(all.rounding_terms.iter().map(|(column, each)| (*column, at_most.value() * each)));
    let limit = at_most.value() * scaled(all.fixed);
    let cost = CostExpression { terms, fixed: Pence::ZERO, rounding, rounding_terms };
    keep_below(formulation, Subject::Rule(rule.0), cost, limit);
}
