//! Least cost a year, over all lines and funds, and the value of travel where that is given.
//!
//! ```text
//! min Σ_c Cost[c](y, z, x) + v · Σ_{a,o} t[a,o] · r[a,o] / u
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | Cost[c] | a year's cost of line c | pounds | levels, sessions, running costs, fixed |
//! | v | what one person's travel of u counts | pounds | goal |
//! | t[a,o], u | travel, and its unit: 1,000 metres or one minute | metres or minutes | `instance/travel.rs` |
//! | r[a,o] | people addressed | people a year | decided |
//!
//! Source: model.md, "Goals".

use super::Objective;
use crate::formulation::Formulation;
use crate::formulation::money::{UNIT, cost_expression, scaled};
use doorstep_scenario::Pence;

pub(super) fn of(formulation: &Formulation, travel: Option<Pence>) -> Objective {
    let instance = &formulation.instance;
    let cost = cost_expression(instance, &formulation.layout, |_| true);
    let mut terms = cost.terms;
    if let Some(rate) = travel {
        let each = scaled(rate) / instance.travel_unit();
        let arms = instance.arms.iter().enumerate().filter(|(_, arm)| arm.travel > 0.0);
        terms.extend(arms.map(|(at, arm)| (formulation.layout.reach(at), each * arm.travel)));
    }
    Objective { maximise: false, terms, offset: scaled(cost.fixed), unit: 100.0 / UNIT }
}
