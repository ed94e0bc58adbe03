//! What is well-formed but cannot be meant: contradictions, a baseline that could not run.

mod hopeless;
mod idle;
mod levels;
mod money;
mod programme;
mod rules;

use super::files::Files;
use super::tree::{Tree, Value};
use crate::fault::quoted;
use crate::{At, Code, Faults, Host, LevelIx, Place, Scenario, Service, Sessions};

/// Why an offer could never run so, whatever else runs; `None` when it could.
pub(super) fn cannot_run(service: &Service, mode: usize, host: Host, sessions: Sessions) -> Option<String> {
    let found = &service.modes[mode];
    let name = format!("{} by {}", service.id, found.id);
    let fits = matches!(
        (&found.at, host),
        (At::Site(_), Host::Site(_)) | (At::Venue(_), Host::Venue(_)) | (At::Everywhere(_), Host::Everywhere)
    );
    if !fits {
        Some(format!("{name} does not run at this kind of place"))
    } else if sessions < found.least || sessions > found.most {
        Some(format!("{name} runs {} to {} sessions a week, not {sessions}", found.least, found.most))
    } else if !sessions.0.is_multiple_of(service.step.0) {
        Some(format!("{sessions} sessions is no multiple of the step of {} ({})", service.id, service.step))
    } else {
        None
    }
}

/// Everything that is wrong with a resolved scenario, which was written as `tree`.
pub(super) fn validate(scenario: &Scenario, tree: &Tree, faults: &mut Faults) {
    let of = |path: &str| tree.at_path(path).map_or_else(|| Place::file(&tree.place.file), |found| found.place.clone());
    if scenario.sites.is_empty() && scenario.venues.is_empty() {
        faults.add(
            Code::NothingToDecide,
            &of("tables"),
            "there is neither a site nor a venue",
            "Name a table of sites or of venues",
        );
    }
    // Of what a part that could not be read would change nothing is said.
    let sound = !faults.any_error();
    baseline(scenario, tree, faults);
    // A rule that could not be read is missing from the scenario, and so is what it would have said.
    let complete = tree.at_path("rules").is_none_or(|rules| match &rules.value {
        Value::Named { entries, .. } => entries.len() == scenario.rules.len(),
        _ => false,
    });
    rules::validate(scenario, complete, faults);
    let left = levels::left(scenario, faults);
    // Of a whole that is not the one that was meant nothing more is said.
    if !faults.any_error() {
        hopeless::validate(scenario, &left, faults);
        idle::validate(scenario, &of("bands"), faults);
    }
    money::validate(scenario, &of("lines"), faults);
    if let (Some(programme), true) = (&scenario.programme, sound) {
        programme::validate(scenario, programme, (&of, &table(tree, "tables/ledger")), faults);
    }
}

/// The file of a table that is named.
fn table(tree: &Tree, path: &str) -> Place {
    let named = tree.at_path(path);
    let file = named.and_then(|named| Files::beside(&named.place, &named.as_written()?, &mut Faults::new()));
    Place::file(&file.unwrap_or_default())
}

fn baseline(scenario: &Scenario, tree: &Tree, faults: &mut Faults) {
    let place = table(tree, "tables/baseline");
    let mut broken = |what: String| {
        let fix = "The baseline has to be possible: change it, or the limit it breaks";
        faults.add(Code::BaselineBroken, &place, what, fix);
    };
    let mut rooms = vec![0.0; scenario.sites.len()];
    let mut booked = vec![Sessions::ZERO; scenario.venues.len()];
    for offer in &scenario.baseline {
        let service = &scenario.services[offer.service.0];
        let mode = &service.modes[offer.mode.0];
        match (&mode.at, offer.host) {
            (At::Site(levels), Host::Site(site)) => {
                let level = scenario.sites[site.0].baseline;
                if !levels.contains(&level) {
                    broken(format!(
                        "{} by {} runs at site {}, which is {} today; it needs {}",
                        service.id,
                        mode.id,
                        quoted(&scenario.sites[site.0].id),
                        scenario.levels[level.0].id,
                        listed(scenario, levels)
                    ));
                }
                rooms[site.0] += mode.room_hours * offer.sessions.per_week();
            }
            (At::Venue(kinds), Host::Venue(venue)) => {
                let kind = &scenario.venues[venue.0].kind;
                if !kinds.contains(kind) {
                    broken(format!(
                        "{} by {} runs at venue {}, a {kind}; it needs {}",
                        service.id,
                        mode.id,
                        quoted(&scenario.venues[venue.0].id),
                        kinds.join(" or ")
                    ));
                }
                booked[venue.0] = Sessions(booked[venue.0].0.saturating_add(offer.sessions.0));
            }
            (At::Everywhere(levels), _) if !scenario.sites.iter().any(|site| levels.contains(&site.baseline)) => {
                broken(format!("{} by {} runs, but no site is {}", service.id, mode.id, listed(scenario, levels)));
            }
            _ => {}
        }
    }
    for (site, used) in scenario.sites.iter().zip(&rooms) {
        let open = f64::from(site.rooms) * scenario.levels[site.baseline.0].hours;
        // Hours are decimals added up in order: a hair above the limit is the limit.
        if *used > open + 1e-9 {
            broken(format!("site {} uses {used:.1} room hours a week and has {open:.1}", quoted(&site.id)));
        }
    }
    for (venue, used) in scenario.venues.iter().zip(&booked) {
        if *used > venue.weekly_sessions {
            broken(format!(
                "venue {} holds {used} sessions a week and has room for {}",
                quoted(&venue.id),
                venue.weekly_sessions
            ));
        }
    }
}

fn listed(scenario: &Scenario, levels: &[LevelIx]) -> String {
    levels.iter().map(|level| scenario.levels[level.0].id.as_str()).collect::<Vec<_>>().join(" or ")
}
