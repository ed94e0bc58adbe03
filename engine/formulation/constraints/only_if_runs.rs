//! Nobody is addressed by an offer that does not run: the strong link.
//!
//! ```text
//! r[c,o] ≤ Nπ[c] · z[o]   for every arm (c,o)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[c,o] | people of cohort c addressed by offer o | people a year | decided |
//! | Nπ[c] | people who would use the service at their door | people | areas table × take-up |
//! | z[o] | offer o runs | 0 to 1 | decided |
//!
//! Implied by capacity once z is whole, but without it the relaxation is so weak that no plan was
//! found in a minute on a city.
//!
//! Source: model.md, "Reach" ("strong link, never a loose big-M").

use super::{Formulation, RowKey};
use crate::formulation::ArmIx;

pub(super) fn add(formulation: &mut Formulation) {
    let instance = formulation.instance.clone();
    for (at, arm) in instance.arms.iter().enumerate() {
        let terms = vec![
            (formulation.layout.runs(arm.offer()), -instance.cohorts[arm.cohort()].potential),
            (formulation.layout.reach(at), 1.0),
        ];
        formulation.add_row(RowKey::OnlyIfRuns(ArmIx(at)), f64::NEG_INFINITY, 0.0, terms);
    }
}
