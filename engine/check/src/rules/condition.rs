//! What is so or is not so in a plan.
//!
//! ```text
//! SiteAt(s, L):    Σ_{l in L} y[s,l] = 1
//! Runs(k, m, h):   x[o] > 0 for the offer o of k in m at h
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | plan |
//! | x | sessions | a week | plan |
//!
//! An offer that could not run there does not. Source: the model note, *State at each year end*.

use doorstep_scenario::{Condition, EVERYWHERE, Host};

use super::{Facts, is_at, spoken};

pub(super) fn is_so(facts: &Facts<'_>, condition: &Condition) -> bool {
    match condition {
        Condition::SiteAt { site, levels } => is_at(facts, *site, levels),
        Condition::Runs { service, mode, host } => {
            let mut offers = facts.footprint.running.iter();
            offers.any(|offer| offer.of == (*service, *mode) && offer.host == *host && offer.sessions.0 > 0)
        }
    }
}

/// As said in sentences: `site `ash` at hub`.
pub(super) fn told(facts: &Facts<'_>, condition: &Condition) -> String {
    let scenario = facts.scenario;
    match condition {
        Condition::SiteAt { site, levels } => {
            format!("site `{}` at {}", scenario.sites[site.0].id, spoken(scenario, levels))
        }
        Condition::Runs { service, mode, host } => {
            let service = &scenario.services[service.0];
            let place = match host {
                Host::Site(site) => &scenario.sites[site.0].id,
                Host::Venue(venue) => &scenario.venues[venue.0].id,
                Host::Everywhere => EVERYWHERE,
            };
            format!("{} / {} / {place} running", service.id, service.modes[mode.0].id)
        }
    }
}
