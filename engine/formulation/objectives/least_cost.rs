//! Least cost a year, over all lines and funds.
//!
//! ```text
//! min Σ_c Cost[c](y, z, x)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | Cost[c] | a year's cost of line c | pounds | levels, sessions, running costs, fixed |
//!
//! Source: model.md, "Goals".

use super::Objective;
use crate::formulation::Formulation;
use crate::formulation::money::{UNIT, cost_expression, scaled};

pub(super) fn of(formulation: &Formulation) -> Objective {
    let cost = cost_expression(&formulation.instance, &formulation.layout, |_| true);
    Objective { maximise: false, terms: cost.terms, offset: scaled(cost.fixed), unit: 100.0 / UNIT }
}
