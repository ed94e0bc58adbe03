//! Sessions fit into rooms and venues.
//!
//! ```text
//! Σ_{o at s} room_hours[m(o)] · x[o] ≤ rooms[s] · hours[level of s]
//! Σ_{o in v} x[o]                    ≤ weekly_sessions[v]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | `room_hours` | hours of a room one session takes | h | mode |
//! | x[o] | sessions of offer o | a week | `Plan::offers` |
//! | rooms | rooms side by side | – | site |
//! | hours | hours open; 0 when closed | h a week | planned level |
//! | `weekly_sessions` | room for sessions of all services | a week | venue |

use doorstep_scenario::{Host, LevelIx, Scenario};

use super::Running;
use crate::Code;
use crate::tolerance::HOURS;
use crate::verdict::{Breaks, shown};

/// Tests the rooms of every site.
pub(super) fn at_sites(scenario: &Scenario, levels: &[Option<LevelIx>], running: &[Running<'_>], breaks: &mut Breaks) {
    let mut taken = vec![0.0_f64; scenario.sites.len()];
    for offer in running {
        if let Host::Site(site) = offer.host {
            taken[site.0] += offer.mode.room_hours * f64::from(offer.sessions.0) / 1000.0;
        }
    }
    for ((site, planned), taken) in scenario.sites.iter().zip(levels).zip(taken) {
        // Without a usable level there is no limit to hold it against; that break is already listed.
        let Some(planned) = planned else { continue };
        let (level, rooms) = (&scenario.levels[planned.0], site.rooms);
        let open = if planned.0 == 0 { 0.0 } else { f64::from(rooms) * level.hours };
        if taken > open + HOURS * open.max(1.0) {
            breaks.add(Code::RoomsOverfull, &site.id, || {
                let (taken, open, hours) = (shown(taken), shown(open), shown(level.hours));
                let noun = if rooms == 1 { "room" } else { "rooms" };
                format!(
                    "sessions at `{}` take {taken} room hours a week; it has {open} ({rooms} {noun} × {hours} hours, {})",
                    site.id, level.id
                )
            });
        }
    }
}

/// Tests the sessions in every venue. Exact: thousandths of sessions are whole.
pub(super) fn in_venues(scenario: &Scenario, running: &[Running<'_>], breaks: &mut Breaks) {
    let mut taken = vec![0_u64; scenario.venues.len()];
    for offer in running {
        if let Host::Venue(venue) = offer.host {
            // Each offer once and each below 2^32, so the sum stays far inside 64 bits.
            taken[venue.0] += u64::from(offer.sessions.0);
        }
    }
    for (venue, taken) in scenario.venues.iter().zip(taken) {
        if taken > u64::from(venue.weekly_sessions.0) {
            breaks.add(Code::VenueOverfull, &venue.id, || {
                let taken = shown(taken as f64 / 1000.0);
                format!("`{}` holds {taken} sessions a week; it has room for {}", venue.id, venue.weekly_sessions)
            });
        }
    }
}
