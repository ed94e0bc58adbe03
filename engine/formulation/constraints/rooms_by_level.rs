//! Sessions at a site by the level they are held at: the rooms of one level are no help at another.
//!
//! ```text
//! x[o] = Σ_{l allows o} x[o,l],   x[o,l] ≤ hi[o] · y[s,l]
//! Σ_{o at s} u[o] · x[o,l] ≤ R[s] · H[l] · y[s,l]            for every level l that several offers share
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x[o,l] | weekly sessions while the site is at level l | steps of the service | decided |
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | u[o], R[s], H[l] | as in `rooms.rs` | hours, rooms, hours | scenario, sites table |
//! | hi[o] | most sessions | steps of the service | scenario |
//!
//! With whole levels this says nothing new. Where levels are relaxed it does: half a hub and half a
//! linked site could otherwise put the hub's hours to what only the linked half may hold. It halves the
//! distance of the relaxation from the best plan on a city of 61 sites, for a thirtieth more columns.
//! Only for continuous sessions, whose problems are large; source: Balas (1998), disjunctive programming.

use super::{Column, ColumnKey, Formulation, Grain, OfferIx, RowKey};
use doorstep_scenario::{Host, LevelIx, SiteIx};
use std::collections::BTreeMap;

pub(super) fn add(formulation: &mut Formulation) {
    if formulation.grain != Grain::Relaxed {
        return;
    }
    let instance = formulation.instance.clone();
    let scenario = &instance.scenario;
    let mut offers_of: Vec<Vec<usize>> = vec![Vec::new(); scenario.sites.len()];
    for (at, offer) in instance.offers.iter().enumerate() {
        if let Host::Site(site) = offer.host {
            offers_of[site.0].push(at);
        }
    }
    for (site, offers) in offers_of.into_iter().enumerate() {
        let mut used: BTreeMap<LevelIx, Vec<(usize, f64)>> = BTreeMap::new();
        for at in offers {
            let hours = instance.offers[at].mode(scenario).room_hours * instance.offers[at].step.per_week();
            if hours > 0.0 {
                for (level, column) in by_level(formulation, at, SiteIx(site)) {
                    used.entry(level).or_default().push((column, hours));
                }
            }
        }
        let several = used.len() > 1;
        for (level, mut terms) in used.into_iter().filter(|_| several) {
            let Some(open) = formulation.layout.level(&instance, SiteIx(site), level) else { continue };
            let room = f64::from(scenario.sites[site].rooms) * scenario.levels[level.0].hours;
            terms.push((open, -room));
            formulation.add_row(RowKey::RoomsAt(SiteIx(site), level), f64::NEG_INFINITY, 0.0, terms);
        }
    }
}

/// The sessions of an offer at each level that allows it; the offer's own column where only one does.
fn by_level(formulation: &mut Formulation, offer: usize, site: SiteIx) -> Vec<(LevelIx, usize)> {
    let instance = formulation.instance.clone();
    let sessions = formulation.layout.sessions(offer);
    if let [only] = instance.offers[offer].levels[..] {
        return vec![(only, sessions)];
    }
    let most = f64::from(instance.offers[offer].most.0 / instance.offers[offer].step.0);
    let mut parts = Vec::new();
    for level in &instance.offers[offer].levels {
        let Some(open) = formulation.layout.level(&instance, site, *level) else { continue };
        let key = ColumnKey::SessionsAt(OfferIx(offer), *level);
        let column = formulation.add_column(Column { key, lower: 0.0, upper: most, whole: false });
        let terms = vec![(column, 1.0), (open, -most)];
        formulation.add_row(RowKey::SessionsAt(OfferIx(offer), *level), f64::NEG_INFINITY, 0.0, terms);
        parts.push((*level, column));
    }
    let terms = parts.iter().map(|(_, column)| (*column, -1.0)).chain([(sessions, 1.0)]).collect();
    formulation.add_row(RowKey::AllLevels(OfferIx(offer)), 0.0, 0.0, terms);
    parts
}
