//! People who come fit into the sessions that run.
//!
//! ```text
//! Σ_c δ[c,o] · r[c,o] ≤ q[o] · x[o]   for every offer o
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[c,o] | people of cohort c addressed by offer o | people a year | decided |
//! | δ[c,o] | share of them who come | 0–1 | distance and decay |
//! | q[o] | people served in a year by one step of weekly sessions | people | places × occupancy × weeks × survival ÷ visits |
//! | x[o] | weekly sessions | steps of the service | decided |
//!
//! Who comes takes a place, whatever their visit is worth: the equivalence of a mode counts in what
//! is reached, not here, or a virtual session with 100 places would serve 400.
//!
//! Source: model.md, "Reach", with that change.

use super::{Formulation, RowKey};
use crate::formulation::OfferIx;

pub(super) fn add(formulation: &mut Formulation) {
    let instance = formulation.instance.clone();
    for (at, offer) in instance.offers.iter().enumerate() {
        let arms = instance.arms_of_offer(at);
        if arms.len() == 0 {
            continue;
        }
        let mut terms: Vec<(usize, f64)> =
            arms.map(|arm| (formulation.layout.reach(arm), instance.arms[arm].decay)).collect();
        terms.push((formulation.layout.sessions(at), -offer.served_by_session * offer.step.per_week()));
        formulation.add_row(RowKey::Capacity(OfferIx(at)), f64::NEG_INFINITY, 0.0, terms);
    }
}
