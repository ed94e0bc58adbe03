//! Rules and goals that say nothing as they stand, and offers that a rule would never let run: allowed,
//! and most likely a slip. Warnings.

use crate::fault::quoted;
use crate::{
    At, Code, Condition, Counted, Faults, GoalKind, Host, Mode, ModeIx, Of, Per, Place, Rule, RuleKind, Scenario,
    Service, ServiceIx, Sessions, Share, Strength,
};

pub(super) fn validate(scenario: &Scenario, bands: &Place, faults: &mut Faults) {
    for rule in &scenario.rules {
        if let Some(why) = says_nothing(scenario, &rule.kind) {
            let what = format!("rule {} asks for nothing: {why}", quoted(&rule.id));
            faults.add(Code::LooksWrong, &rule.place, what, "Change it, or remove the rule");
        }
        for (what, fix) in never_runs(scenario, rule) {
            faults.add(Code::LooksWrong, &rule.place, what, fix);
        }
        for condition in conditions(&rule.kind) {
            if let Some(why) = never(scenario, condition) {
                let what = format!("a condition of rule {} is never so: {why}", quoted(&rule.id));
                faults.add(Code::LooksWrong, &rule.place, what, "Check its site or place, its levels and its mode");
            }
        }
    }
    for goal in &scenario.goals {
        if let GoalKind::MostAccess(access) = goal.kind {
            for Counted { service, modes, least } in &scenario.access[access.0].counted {
                let service = &scenario.services[service.0];
                for mode in modes.iter().map(|mode| &service.modes[mode.0]).filter(|mode| mode.most < *least) {
                    let (service, mode, most) = (&service.id, &mode.id, mode.most);
                    let what =
                        format!("{service} by {mode} never counts in this goal: it runs at most {most} sessions");
                    faults.add(Code::LooksWrong, &goal.place, what, "Lower least_sessions, or leave the mode out");
                }
            }
        }
        let GoalKind::BestWorst { service, of: Of::People, per: Per::Group } = goal.kind else { continue };
        let service = &scenario.services[service.0];
        let without = scenario.groups.iter().zip(&service.take_up).find(|(_, share)| share.is_none());
        if let Some((group, _)) = without {
            let (group, service) = (quoted(&group.id), quoted(&service.id));
            let what = format!("the group where it is lowest is always {group}, which {service} is not for");
            faults.add(Code::LooksWrong, &goal.place, what, "Write of: Eligible");
        }
    }
    let in_band = |decile: u8| scenario.bands.iter().any(|band| band.deciles.contains(&decile));
    if !scenario.bands.is_empty() && !scenario.areas.iter().any(|area| area.deprivation.is_some_and(in_band)) {
        let what = "no area is in any band, so nothing that is asked per band says anything";
        faults.add(Code::LooksWrong, bands, what, "Give the areas table a column deprivation: the decile, 1 to 10");
    }
}

/// Why a rule holds whatever is decided.
fn says_nothing(scenario: &Scenario, kind: &RuleKind) -> Option<String> {
    let nothing = |name: &str| Some(format!("{name} is 0"));
    let all = |name: &str| Some(format!("{name} is 100%"));
    match kind {
        RuleKind::AtLeast { count: 0, .. } => nothing("count"),
        RuleKind::SitesShare { at_least, .. }
        | RuleKind::ReachShare { at_least, .. }
        | RuleKind::AccessShare { at_least, .. }
            if *at_least <= Share::ZERO =>
        {
            nothing("at_least")
        }
        RuleKind::AccessGap { at_most, .. }
        | RuleKind::NearestLost { at_most, .. }
        | RuleKind::CostShare { at_most, .. }
            if *at_most >= Share::ALL =>
        {
            all("at_most")
        }
        RuleKind::KeepReach { lose_at_most, .. } if *lose_at_most >= Share::ALL => all("lose_at_most"),
        RuleKind::KeepReach { service, modes, .. } => {
            let runs = |mode: &ModeIx| {
                let today = |offer: &crate::BaselineOffer| (offer.service, offer.mode) == (*service, *mode);
                scenario.baseline.iter().any(|offer| today(offer) && offer.sessions > Sessions::ZERO)
            };
            let id = quoted(&scenario.services[service.0].id);
            (!modes.iter().any(runs)).then(|| format!("{id} does not run today in these modes"))
        }
        RuleKind::PostsAtMost { each, .. } if each.iter().all(|(_, _, each)| *each <= 0.0) => {
            Some("no session it names needs anybody".to_owned())
        }
        RuleKind::EitherOr { among, at_least: 0, at_most } if *at_most as usize >= among.len() => {
            Some(format!("0 to {at_most} of {} conditions are always so", among.len()))
        }
        _ => None,
    }
}

/// The named modes of a service in which an offer could not do what a rule asks of it.
fn never_runs(scenario: &Scenario, rule: &Rule) -> Vec<(String, &'static str)> {
    let id = quoted(&rule.id);
    let each = |service: &ServiceIx, modes: &[ModeIx], says: &dyn Fn(&Service, &Mode) -> Option<String>| {
        let service = &scenario.services[service.0];
        modes.iter().filter_map(|mode| says(service, &service.modes[mode.0])).collect::<Vec<String>>()
    };
    let name = |service: &Service, mode: &Mode| format!("{} by {}", service.id, mode.id);
    let (found, fix) = match &rule.kind {
        RuleKind::ReachShare { counted, .. }
        | RuleKind::AccessShare { counted, .. }
        | RuleKind::AccessGap { counted, .. } => {
            let Counted { service, modes, least } = counted;
            let says = |service: &Service, mode: &Mode| {
                let (name, most) = (name(service, mode), mode.most);
                (most < *least).then(|| format!("{name} never counts in rule {id}: it runs at most {most} sessions"))
            };
            (each(service, modes, &says), "Lower least_sessions, or leave the mode out")
        }
        RuleKind::LeastSessions { service, modes, sessions } => {
            let says = |service: &Service, mode: &Mode| {
                let (name, most) = (name(service, mode), mode.most);
                (most < *sessions).then(|| format!("{name} never runs under rule {id}: it has at most {most} sessions"))
            };
            (each(service, modes, &says), "Lower the sessions, or leave the mode out")
        }
        RuleKind::LeastUsers { service, modes, people } => {
            let says = |service: &Service, mode: &Mode| {
                let most = service.served_by_session(mode) * mode.most.per_week();
                let few = most < f64::from(*people) * (1.0 - 1e-9) - 1e-6;
                let name = name(service, mode);
                few.then(|| format!("{name} never runs under rule {id}: its sessions serve at most {most:.0} a year"))
            };
            (each(service, modes, &says), "Lower the people, or leave the mode out")
        }
        RuleKind::PostsAtMost { each, at_most } if rule.strength == Strength::Hard => {
            let says = |(service, mode, each): &(ServiceIx, ModeIx, f64)| {
                let service = &scenario.services[service.0];
                let mode = &service.modes[mode.0];
                let (name, least) = (name(service, mode), mode.least.max(service.step));
                let many = each * least.per_week() > at_most * (1.0 + 1e-9) + 1e-6;
                many.then(|| format!("{name} never runs under rule {id}: {least} sessions need more than {at_most}"))
            };
            (each.iter().filter_map(says).collect(), "Allow more posts, or make the rule soft")
        }
        RuleKind::Together { service, modes, with, with_modes } => {
            let other = &scenario.services[with.0];
            let says = |service: &Service, mode: &Mode| {
                let meets = |with: &ModeIx| can_meet(&mode.at, &other.modes[with.0].at);
                let apart = !matches!(mode.at, At::Everywhere(_)) && !with_modes.iter().any(meets);
                let name = name(service, mode);
                apart.then(|| format!("{name} never runs under rule {id}: {} is never at such a place", other.id))
            };
            (each(service, modes, &says), "Name modes that run at the same sites or venues")
        }
        _ => return Vec::new(),
    };
    found.into_iter().map(|what| (what, fix)).collect()
}

/// Could both run at one place?
fn can_meet(one: &At, other: &At) -> bool {
    match (one, other) {
        (At::Site(one), At::Site(other)) => one.iter().any(|level| other.contains(level)),
        (At::Venue(one), At::Venue(other)) => one.iter().any(|kind| other.contains(kind)),
        _ => false,
    }
}

fn conditions(kind: &RuleKind) -> Vec<&Condition> {
    match kind {
        RuleKind::IfThen { when, then } => vec![when, then],
        RuleKind::EitherOr { among, .. } => among.iter().collect(),
        _ => Vec::new(),
    }
}

/// Why a condition is never so, whatever is decided.
pub(super) fn never(scenario: &Scenario, condition: &Condition) -> Option<String> {
    match condition {
        Condition::SiteAt { site, levels } => {
            let found = &scenario.sites[site.0];
            let can = found.levels.iter().any(|level| levels.contains(level));
            (!can).then(|| format!("site {} may not be {}", quoted(&found.id), super::listed(scenario, levels)))
        }
        Condition::Runs { service, mode, host } => {
            let service = &scenario.services[service.0];
            let mode = &service.modes[mode.0];
            let (can, place) = match (&mode.at, host) {
                (At::Site(levels), Host::Site(site)) => {
                    let found = &scenario.sites[site.0];
                    (found.levels.iter().any(|level| levels.contains(level)), found.id.as_str())
                }
                (At::Venue(kinds), Host::Venue(venue)) => {
                    let found = &scenario.venues[venue.0];
                    (kinds.contains(&found.kind), found.id.as_str())
                }
                (At::Everywhere(_), Host::Everywhere) => (true, ""),
                (_, Host::Site(site)) => (false, scenario.sites[site.0].id.as_str()),
                (_, Host::Venue(venue)) => (false, scenario.venues[venue.0].id.as_str()),
                (_, Host::Everywhere) => (false, crate::EVERYWHERE),
            };
            (!can).then(|| format!("{} by {} cannot run at {}", service.id, mode.id, quoted(place)))
        }
    }
}
