//! Everybody who would use a service at the door is addressed.
//!
//! ```text
//! Σ_a Σ_{o of k} r[a,o] + σ ≥ Σ_a Nπ[a]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[a,o] | people addressed | people a year | decided |
//! | Nπ[a] | people who would come | people | areas table, take-up |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: model.md, "Serve everyone".

use super::{Formulation, RuleIx, demand_at_least};
use doorstep_scenario::ServiceIx;

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, service: ServiceIx) {
    let instance = formulation.instance.clone();
    // Area by area, which says the same and more tightly; what is missing is still one sum.
    for (at, cohort) in instance.cohorts.iter().enumerate().filter(|(_, cohort)| cohort.service == service) {
        let terms: Vec<(usize, f64)> =
            instance.arms_of_cohort(at).map(|arm| (formulation.layout.reach(arm), 1.0)).collect();
        demand_at_least(formulation, rule, at, terms, cohort.potential, cohort.potential);
    }
}
