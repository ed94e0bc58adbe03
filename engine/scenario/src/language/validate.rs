//! What is well-formed but cannot be meant: contradictions, a baseline that could not run.

use super::files::Files;
use super::tree::Tree;
use crate::fault::quoted;
use crate::{
    At, Code, Counted, DistrictIx, Faults, GoalKind, Host, LevelIx, Pence, Per, Place, Rule, RuleKind, Scenario,
    Service, Sessions, Site, SiteIx, Strength,
};
use std::collections::BTreeMap;

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
    baseline(scenario, tree, faults);
    rules(scenario, faults);
    travel_goals(scenario, faults);
    money(scenario, &of("lines"), faults);
}

fn baseline(scenario: &Scenario, tree: &Tree, faults: &mut Faults) {
    let named = tree.at_path("tables/baseline");
    let file = named.and_then(|named| Files::beside(&named.place, &named.as_written()?, &mut Faults::new()));
    let place = Place::file(&file.unwrap_or_default());
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

fn rules(scenario: &Scenario, faults: &mut Faults) {
    // The first hard lock of each site.
    let mut locked: BTreeMap<SiteIx, &Rule> = BTreeMap::new();
    for rule in &scenario.rules {
        match &rule.kind {
            RuleKind::Lock { site, level } => {
                let found = &scenario.sites[site.0];
                if !found.levels.contains(level) {
                    let (level, levels) = (&scenario.levels[level.0].id, listed(scenario, &found.levels));
                    let what = format!("site {} may not be {level}: its levels are {levels}", quoted(&found.id));
                    let fix = "Allow the level in the sites table, or change the lock";
                    faults.add(Code::Contradiction, &rule.place, what, fix);
                }
                if rule.strength != Strength::Hard {
                    continue;
                }
                let first = *locked.entry(*site).or_insert(rule);
                if first.kind != rule.kind {
                    let (site, other) = (quoted(&found.id), quoted(&first.id));
                    let what =
                        format!("site {site} is locked to another level by rule {other} (line {})", first.place.line);
                    faults.add(Code::Contradiction, &rule.place, what, "Keep one of the two");
                }
            }
            RuleKind::ReachShare { counted: Counted { service, .. }, .. }
            | RuleKind::KeepReach { service, .. }
            | RuleKind::ServeEveryone { service } => {
                let service = &scenario.services[service.0];
                if service.take_up.iter().all(|share| share.is_none_or(|share| share.value() <= 0.0)) {
                    let what = format!("nobody takes up {}", quoted(&service.id));
                    faults.add(Code::NobodyCounted, &rule.place, what, "Give a take-up above 0, or remove the rule");
                }
            }
            RuleKind::AtLeast { .. } | RuleKind::AtMost { .. } if rule.strength == Strength::Hard => {
                count_cannot_hold(scenario, rule, faults);
            }
            RuleKind::Together { service, modes, with, with_modes } if service == with && modes == with_modes => {
                let what = "a service stands together with itself everywhere".to_owned();
                faults.add(Code::Contradiction, &rule.place, what, "Name two services, or other modes of one");
            }
            RuleKind::IfThen { when, then } if when == then => {
                let what = "the same condition stands on both sides".to_owned();
                faults.add(Code::Contradiction, &rule.place, what, "Name two different conditions");
            }
            _ => {}
        }
    }
}

/// Goals about travel say nothing where whoever is far away may be left out.
fn travel_goals(scenario: &Scenario, faults: &mut Faults) {
    for goal in &scenario.goals {
        let (GoalKind::LeastTravel(service)
        | GoalKind::LeastWorstTravel(service)
        | GoalKind::KolmPollak { service, .. }) = goal.kind
        else {
            continue;
        };
        let everyone = |rule: &Rule| {
            rule.strength == Strength::Hard
                && matches!(rule.kind, RuleKind::ServeEveryone { service: of } if of == service)
        };
        if !scenario.rules.iter().any(everyone) {
            let id = quoted(&scenario.services[service.0].id);
            let what = format!("least travel to {id} is nobody's travel: no rule says that everyone is served");
            let fix = format!("Add a rule: \"everyone\": ServeEveryone(service: {id})");
            faults.add(Code::Contradiction, &goal.place, what, fix);
        }
    }
}

/// How many sites `counts` takes in, of all or of each part, with words for the part.
fn most_by_part(scenario: &Scenario, per: Per, counts: impl Fn(usize, &Site) -> bool) -> Vec<(String, usize)> {
    let count = |within: &dyn Fn(&Site) -> bool| {
        scenario.sites.iter().enumerate().filter(|(at, site)| within(site) && counts(*at, site)).count()
    };
    match per {
        Per::District => (0..scenario.districts.len())
            .map(|at| {
                let name = format!(" in {}", quoted(&scenario.districts[at].id));
                (name, count(&|site| site.district == DistrictIx(at)))
            })
            .collect(),
        Per::Band => (scenario.bands.iter())
            .map(|band| {
                let here = |site: &Site| site.deprivation.is_some_and(|decile| band.deciles.contains(&decile));
                (format!(" in {}", quoted(&band.id)), count(&here))
            })
            .collect(),
        Per::Overall | Per::Group => vec![(String::new(), count(&|_| true))],
    }
}

/// A hard count that the sites' own levels rule out. Only a warning: the engine proves such things,
/// together with all other rules, and says what would have to give.
fn count_cannot_hold(scenario: &Scenario, rule: &Rule, faults: &mut Faults) {
    let named = |sites: &Option<Vec<SiteIx>>, at: usize| {
        sites.as_ref().is_none_or(|sites| sites.binary_search(&SiteIx(at)).is_ok())
    };
    let cannot: Vec<String> = match &rule.kind {
        RuleKind::AtLeast { count, levels, per, sites } => most_by_part(scenario, *per, |at, site| {
            named(sites, at) && site.levels.iter().any(|level| levels.contains(level))
        })
        .into_iter()
        .filter(|(_, most)| *most < *count as usize)
        .map(|(part, most)| format!("at least {count} are asked for{part}, and {most} sites can be"))
        .collect(),
        RuleKind::AtMost { count, levels, per, sites } => most_by_part(scenario, *per, |at, site| {
            named(sites, at) && site.levels.iter().all(|level| levels.contains(level))
        })
        .into_iter()
        .filter(|(_, least)| *least > *count as usize)
        .map(|(part, least)| format!("at most {count} are asked for{part}, and {least} sites must be"))
        .collect(),
        _ => Vec::new(),
    };
    let fix = "Change the count, the levels in the sites table, or make the rule soft";
    for what in cannot {
        faults.add(Code::LooksWrong, &rule.place, format!("rule {} cannot hold: {what}", quoted(&rule.id)), fix);
    }
}

/// Largest sum of all costs, in pence: sums of real numbers are exact to the penny below it.
const ALL_COSTS: i128 = 1_000_000_000_000_000;
/// Amounts further apart than this are more likely slips of unit than meant.
const SPREAD: i64 = 10_000_000_000;

/// Are the amounts of one order, and can they all be added up?
fn money(scenario: &Scenario, place: &Place, faults: &mut Faults) {
    let mut all: i128 = 0;
    let mut spread: Option<(Pence, Pence)> = None;
    let mut add = |amount: Pence, times: i128| {
        all = all.saturating_add(i128::from(amount.0).saturating_mul(times));
        if amount > Pence::ZERO {
            let (least, most) = spread.unwrap_or((amount, amount));
            spread = Some((least.min(amount), most.max(amount)));
        }
    };
    let count = |many: usize| i128::try_from(many).unwrap_or(i128::MAX);
    for (_, amount) in scenario.levels.iter().flat_map(|level| &level.costs) {
        add(*amount, count(scenario.sites.len()));
    }
    for cost in scenario.sites.iter().flat_map(|site| &site.costs) {
        add(cost.amount, 1);
    }
    for mode in scenario.services.iter().flat_map(|service| &service.modes) {
        let hosts = count(scenario.sites.len().max(scenario.venues.len()).max(1));
        for (_, amount) in &mode.session_costs {
            // Sessions come in thousandths; rounded up.
            let sessions = i128::from(mode.most.0).saturating_mul(i128::from(mode.weeks)) / 1000 + 1;
            add(*amount, hosts.saturating_mul(sessions));
        }
        for (_, amount) in &mode.running_costs {
            add(*amount, hosts);
        }
    }
    for line in &scenario.lines {
        add(line.fixed, 1);
    }
    if all > ALL_COSTS {
        let what = "all costs together could come to more than £10,000,000,000,000 a year".to_owned();
        faults.add(Code::OutOfRange, place, what, "Check the units of the amounts: £, k or m");
    }
    if let Some((least, most)) = spread
        && most.0 / least.0 > SPREAD
    {
        let what = format!("amounts run from {least} to {most}");
        faults.add(Code::LooksWrong, place, what, "Check the units of the smallest and the largest");
    }
}
