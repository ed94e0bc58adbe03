//! What runs may run where it runs, as often as it runs.
//!
//! ```text
//! x[o] ∈ {0} ∪ [least, most],   x[o] = n · step for a whole n
//! x[o] > 0  ⇒  the level of its site is one of the mode's levels
//!              (everywhere: the level of some site is; a venue: its kind is one of the mode's kinds)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x[o] | sessions of offer o | thousandths a week | `Plan::offers` |
//! | least, most | bounds if it runs | thousandths a week | mode |
//! | step | what sessions are planned in | thousandths a week | service |

use doorstep_scenario::{
    At, EVERYWHERE, Host, LevelIx, Mode, ModeIx, Offered, Plan, Scenario, Service, ServiceIx, SiteIx, VenueIx,
};

use super::Running;
use crate::Code;
use crate::names::{Names, Positions};
use crate::verdict::Breaks;

/// The running offers, and where to find each.
pub(super) fn read<'a>(
    scenario: &'a Scenario,
    plan: &'a Plan,
    names: &Names<'a>,
    levels: &[Option<LevelIx>],
    breaks: &mut Breaks,
) -> (Vec<Running<'a>>, Vec<Vec<Positions<'a>>>) {
    breaks.add_unless_in_order("offers", &plan.offers, |one, next| key(one) <= key(next));
    let mut running = Vec::new();
    let mut by_place: Vec<Vec<Positions<'a>>> =
        scenario.services.iter().map(|service| vec![Positions::new(); service.modes.len()]).collect();
    for offered in &plan.offers {
        let label = format!("{} / {} / {}", offered.service, offered.mode, offered.place);
        let Some(&service) = names.services.get(offered.service.as_str()) else {
            breaks.add(Code::UnknownService, &label, || format!("there is no service `{}`", offered.service));
            continue;
        };
        let Some(&mode) = names.modes[service].get(offered.mode.as_str()) else {
            breaks.add(Code::UnknownMode, &label, || {
                format!("service `{}` has no mode `{}`", offered.service, offered.mode)
            });
            continue;
        };
        let found = &mut by_place[service][mode];
        let of = (ServiceIx(service), ModeIx(mode));
        let (service, mode) = (&scenario.services[service], &scenario.services[service].modes[mode]);
        test_sessions(service, mode, offered, &label, breaks);
        let Some(host) = host(scenario, names, levels, mode, offered, &label, breaks) else { continue };
        if found.contains_key(offered.place.as_str()) {
            breaks.add(Code::OfferTwice, &label, || {
                format!("{label} is listed again, with {} sessions a week", offered.sessions)
            });
            continue;
        }
        found.insert(offered.place.as_str(), running.len());
        running.push(Running { service, mode, of, host, sessions: offered.sessions, label });
    }
    (running, by_place)
}

fn key(offered: &Offered) -> (&str, &str, &str) {
    (&offered.service, &offered.mode, &offered.place)
}

fn test_sessions(service: &Service, mode: &Mode, offered: &Offered, label: &str, breaks: &mut Breaks) {
    let sessions = offered.sessions;
    if sessions.0 == 0 {
        breaks.add(Code::NoSessions, label, || format!("{label} is listed with 0 sessions a week"));
        return;
    }
    if sessions.0.checked_rem(service.step.0).is_none_or(|rest| rest > 0) {
        breaks.add(Code::OffStep, label, || {
            format!("{label} runs {sessions} sessions a week, not a multiple of {}", service.step)
        });
    }
    if sessions < mode.least {
        breaks.add(Code::TooFewSessions, label, || {
            format!("{label} runs {sessions} sessions a week; it needs at least {}", mode.least)
        });
    }
    if sessions > mode.most {
        breaks.add(Code::TooManySessions, label, || {
            format!("{label} runs {sessions} sessions a week; it may run at most {}", mode.most)
        });
    }
}

/// Where it runs, if there is such a place; tests whether it may run there.
fn host(
    scenario: &Scenario,
    names: &Names<'_>,
    levels: &[Option<LevelIx>],
    mode: &Mode,
    offered: &Offered,
    label: &str,
    breaks: &mut Breaks,
) -> Option<Host> {
    let place = offered.place.as_str();
    let ids = |levels: &[LevelIx]| -> String {
        let ids: Vec<&str> = levels.iter().map(|level| scenario.levels[level.0].id.as_str()).collect();
        ids.join(" or ")
    };
    // The mode says in which list to look, so a site and a venue of the same id are not mixed up.
    let host = match &mode.at {
        At::Site(_) => names.sites.get(place).map(|&site| Host::Site(SiteIx(site))),
        At::Venue(_) => names.venues.get(place).map(|&venue| Host::Venue(VenueIx(venue))),
        At::Everywhere(_) => (place == EVERYWHERE).then_some(Host::Everywhere),
    };
    match (&mode.at, host) {
        (_, None) if !names.is_place(place) => {
            breaks.add(Code::UnknownPlace, label, || format!("there is no place `{place}` to run {label} at"));
        }
        (at, None) => breaks.add(Code::OfferImpossible, label, || {
            let kind = match at {
                At::Site(_) => "at sites",
                At::Venue(_) => "in venues",
                At::Everywhere(_) => "everywhere",
            };
            format!("mode `{}` runs {kind} only, not at `{place}`", mode.id)
        }),
        (At::Site(wanted), Some(Host::Site(site))) => {
            let planned = levels[site.0];
            if !scenario.sites[site.0].levels.iter().any(|level| wanted.contains(level)) {
                breaks.add(Code::OfferImpossible, label, || {
                    format!("mode `{}` needs a site at {}, which `{place}` may never be", mode.id, ids(wanted))
                });
            } else if let Some(planned) = planned.filter(|level| !wanted.contains(level)) {
                breaks.add(Code::SiteNotReady, label, || {
                    let level = &scenario.levels[planned.0].id;
                    format!("{label} needs site `{place}` at {}; it is at {level}", ids(wanted))
                });
            }
        }
        (At::Venue(kinds), Some(Host::Venue(venue))) => {
            let kind = &scenario.venues[venue.0].kind;
            if !kinds.contains(kind) {
                breaks.add(Code::OfferImpossible, label, || {
                    format!("mode `{}` runs in a {}; `{place}` is a {kind}", mode.id, kinds.join(" or "))
                });
            }
        }
        (At::Everywhere(wanted), Some(_)) => {
            if !levels.iter().flatten().any(|level| wanted.contains(level)) {
                breaks.add(Code::NoBase, label, || format!("{label} needs a site at {}; there is none", ids(wanted)));
            }
        }
        // A host is of the kind its mode asks for, by the look-up above.
        (_, Some(_)) => {}
    }
    host
}
