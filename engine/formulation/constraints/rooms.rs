//! Sessions at a site fit into its rooms while it is open.
//!
//! ```text
//! Σ_{o at s} u[o] · x[o] ≤ Σ_l R[s] · H[l] · y[s,l]   for every site s with an offer that uses a room
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x[o] | weekly sessions | steps of the service | decided |
//! | u[o] | room hours of a session × sessions a step | hours | scenario |
//! | R[s] | rooms in which sessions run side by side | rooms | sites table |
//! | H[l] | hours open a week | hours | scenario |
//!
//! Source: model.md, "Offers".

use super::{Formulation, RowKey};
use doorstep_scenario::{Host, SiteIx};

pub(super) fn add(formulation: &mut Formulation) {
    let instance = formulation.instance.clone();
    let scenario = &instance.scenario;
    let mut used: Vec<Vec<(usize, f64)>> = vec![Vec::new(); scenario.sites.len()];
    for (at, offer) in instance.offers.iter().enumerate() {
        if let Host::Site(site) = offer.host {
            let hours = offer.mode(scenario).room_hours * offer.step.per_week();
            if hours > 0.0 {
                used[site.0].push((formulation.layout.sessions(at), hours));
            }
        }
    }
    for (at, mut terms) in used.into_iter().enumerate().filter(|(_, terms)| !terms.is_empty()) {
        let site = &scenario.sites[at];
        for (column, level) in formulation.layout.levels(&instance, at).zip(&site.levels) {
            terms.push((column, -f64::from(site.rooms) * scenario.levels[level.0].hours));
        }
        formulation.add_row(RowKey::Rooms(SiteIx(at)), f64::NEG_INFINITY, 0.0, terms);
    }
}
