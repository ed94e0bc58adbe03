//! Sessions in a venue fit into the week it can lend.
//!
//! ```text
//! Σ_{o at v} x[o] ≤ W[v]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x[o] | weekly sessions | steps of the service | decided |
//! | W[v] | sessions a week the venue has room for | sessions | venues table |
//!
//! Source: model.md, "Offers".

use super::{Formulation, RowKey};
use doorstep_scenario::{Host, VenueIx};

pub(super) fn add(formulation: &mut Formulation) {
    let instance = formulation.instance.clone();
    let mut used: Vec<Vec<(usize, f64)>> = vec![Vec::new(); instance.scenario.venues.len()];
    for (at, offer) in instance.offers.iter().enumerate() {
        if let Host::Venue(venue) = offer.host {
            used[venue.0].push((formulation.layout.sessions(at), f64::from(offer.step.0) / 1000.0));
        }
    }
    for (at, terms) in used.into_iter().enumerate().filter(|(_, terms)| !terms.is_empty()) {
        let week = instance.scenario.venues[at].weekly_sessions.per_week();
        formulation.add_row(RowKey::VenueWeek(VenueIx(at)), f64::NEG_INFINITY, week, terms);
    }
}
