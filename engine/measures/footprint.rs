//! Buildings and sessions.

use crate::instance::{Decisions, Instance};
use doorstep_scenario::{Host, Sessions};

/// What stands and what runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footprint {
    /// Sites at each level, closed first.
    pub sites: Vec<usize>,
    /// Sites whose level differs from today's.
    pub changed: usize,
    /// Venues with at least one session.
    pub venues: usize,
    /// Weekly sessions of each service and mode.
    pub sessions: Vec<Vec<Sessions>>,
}

pub(super) fn of(instance: &Instance, decisions: &Decisions) -> Footprint {
    let scenario = &instance.scenario;
    let mut sites = vec![0; scenario.levels.len()];
    for level in &decisions.levels {
        sites[level.0] += 1;
    }
    let changed = decisions.levels.iter().zip(&instance.baseline.levels).filter(|(now, before)| now != before).count();
    let mut sessions: Vec<Vec<Sessions>> =
        scenario.services.iter().map(|service| vec![Sessions::ZERO; service.modes.len()]).collect();
    let mut used = vec![false; scenario.venues.len()];
    for (offer, amount) in instance.offers.iter().zip(&decisions.sessions) {
        let total = &mut sessions[offer.service.0][offer.mode.0];
        *total = Sessions(total.0 + amount.0);
        if let (Host::Venue(venue), true) = (offer.host, *amount > Sessions::ZERO) {
            used[venue.0] = true;
        }
    }
    Footprint { sites, changed, venues: used.into_iter().filter(|used| *used).count(), sessions }
}
