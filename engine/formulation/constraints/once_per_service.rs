//! Each person is addressed once for each service.
//!
//! ```text
//! Σ_o r[c,o] ≤ Nπ[c]   for every cohort c
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[c,o] | people of cohort c addressed by offer o | people a year | decided |
//! | Nπ[c] | people who would use the service at their door | people | areas table × take-up |
//!
//! Source: model.md, "Reach".

use super::{Formulation, RowKey};

pub(super) fn add(formulation: &mut Formulation) {
    let instance = formulation.instance.clone();
    for (cohort, (_, arms)) in instance.cohorts_with_arms().enumerate() {
        if !arms.is_empty() {
            let terms = arms.map(|arm| (formulation.layout.reach(arm), 1.0)).collect();
            formulation.add_row(
                RowKey::OncePerService(cohort),
                f64::NEG_INFINITY,
                instance.cohorts[cohort].potential,
                terms,
            );
        }
    }
}
