//! What is well-formed but cannot be meant: contradictions, a baseline that could not run.

use crate::fault::quoted;
use crate::{At, Code, Faults, Host, LevelIx, RuleKind, Scenario, Service, Sessions, Strength};

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
    } else if sessions.0 % service.step.0 != 0 {
        Some(format!("{sessions} sessions is no multiple of the step of {} ({})", service.id, service.step))
    } else {
        None
    }
}

/// Everything that is wrong with a resolved scenario.
pub(super) fn validate(scenario: &Scenario, baseline_table: Option<&str>, faults: &mut Faults) {
    baseline(scenario, baseline_table, faults);
    rules(scenario, faults);
    provision(scenario, faults);
}

fn baseline(scenario: &Scenario, table: Option<&str>, faults: &mut Faults) {
    let place = crate::Place::file(table.unwrap_or("the baseline table"));
    let mut broken = |what: String| {
        faults.add(
            Code::BaselineBroken,
            &place,
            what,
            "The baseline has to be possible: change it, or the limit it breaks",
        )
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
                booked[venue.0] = Sessions(booked[venue.0].0 + offer.sessions.0);
            }
            (At::Everywhere(levels), _) => {
                if !scenario.sites.iter().any(|site| levels.contains(&site.baseline)) {
                    broken(format!("{} by {} runs, but no site is {}", service.id, mode.id, listed(scenario, levels)));
                }
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

fn rules(scenario: &Scenario, faults: &mut Faults) {
    for (at, rule) in scenario.rules.iter().enumerate() {
        match &rule.kind {
            RuleKind::Lock { site, level } => {
                let found = &scenario.sites[site.0];
                if !found.levels.contains(level) {
                    faults.add(
                        Code::Contradiction,
                        &rule.place,
                        format!(
                            "site {} may not be {}: its levels are {}",
                            quoted(&found.id),
                            scenario.levels[level.0].id,
                            listed(scenario, &found.levels)
                        ),
                        "Allow the level in the sites table, or change the lock",
                    );
                }
                let other = scenario.rules[..at].iter().find(|other| {
                    matches!(&other.kind, RuleKind::Lock { site: same, level: differs } if same == site && differs != level)
                        && other.strength == Strength::Hard
                        && rule.strength == Strength::Hard
                });
                if let Some(other) = other {
                    faults.add(
                        Code::Contradiction,
                        &rule.place,
                        format!(
                            "site {} is locked to another level by rule {} (line {})",
                            quoted(&found.id),
                            quoted(&other.id),
                            other.place.line
                        ),
                        "Keep one of the two",
                    );
                }
            }
            RuleKind::ReachShare { service, .. } => {
                if scenario.services[service.0]
                    .take_up
                    .iter()
                    .all(|share| share.is_none_or(|share| share.value() == 0.0))
                {
                    faults.add(
                        Code::NobodyCounted,
                        &rule.place,
                        format!("nobody takes up {}", quoted(&scenario.services[service.0].id)),
                        "Give a take-up above 0, or remove the rule",
                    );
                }
            }
            RuleKind::AtLeast { .. } | RuleKind::AtMost { .. } => {}
        }
    }
}

fn provision(scenario: &Scenario, faults: &mut Faults) {
    if scenario.sites.is_empty() && scenario.venues.is_empty() {
        let place = crate::Place::default();
        faults.add(
            Code::NothingToDecide,
            &place,
            "there is neither a site nor a venue",
            "Name a table of sites or of venues",
        );
    }
}
