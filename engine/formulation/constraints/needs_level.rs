//! An offer runs only where a level allows it.
//!
//! ```text
//! z[o] ≤ Σ_{l allows o} y[s(o),l]            at a site
//! z[o] ≤ Σ_s Σ_{l allows o} y[s,l]           for an offer everywhere: some site has to host it
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | z[o] | offer o runs | 0 to 1 | decided |
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | l allows o | the mode's `at` names the level | – | scenario |
//!
//! Source: model.md, "Offers" ("a notional place needs its base").

use super::{Formulation, RowKey, sites_at};
use crate::formulation::OfferIx;
use doorstep_scenario::Host;

pub(super) fn add(formulation: &mut Formulation) {
    for at in 0..formulation.instance.offers.len() {
        let offer = &formulation.instance.offers[at];
        let mut terms = match offer.host {
            Host::Venue(_) => continue,
            Host::Everywhere => sites_at(formulation, &offer.levels, |_, _| true),
            Host::Site(site) => offer
                .levels
                .iter()
                .filter_map(|level| formulation.layout.level(&formulation.instance, site, *level))
                .map(|column| (column, 1.0))
                .collect(),
        };
        terms.push((formulation.layout.runs(at), -1.0));
        formulation.add_row(RowKey::NeedsLevel(OfferIx(at)), 0.0, f64::INFINITY, terms);
    }
}
