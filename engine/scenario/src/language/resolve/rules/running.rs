//! Rules about what runs where, how often and for how many.

use super::{Settings, Tree, levels, name_of, service, service_and_modes, site, tag};
use crate::language::decode::{list, look_up, text};
use crate::language::resolve::Names;
use crate::language::resolve::posts::{MOST_STAFF, for_sessions};
use crate::language::scalars::{number, sessions, whole};
use crate::reference::Form;
use crate::{Code, Condition, EVERYWHERE, Faults, Host, ModeIx, RuleKind, SiteIx, VenueIx};

/// `SiteAt(site: "a", levels: ["hub"])`, or `Runs(service: "clinic", mode: "centre", place: "a")`.
fn condition(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Condition> {
    let word = tag(tree, &["SiteAt", "Runs"], faults)?;
    let mut settings = Settings::of(tree, "a condition", faults)?;
    let found = if word == "SiteAt" {
        let site = settings.need("site", faults, |tree, faults| site(tree, names, faults));
        let levels = settings.need("levels", faults, |tree, faults| levels(tree, names, faults));
        site.zip(levels).map(|(site, levels)| Condition::SiteAt { site, levels })
    } else {
        let service = settings.need("service", faults, |tree, faults| service(tree, names, faults));
        let known: &[String] = service.map_or(&[], |service| &names.modes[service.0]);
        let mode = settings.need("mode", faults, |tree, faults| {
            service?;
            name_of(tree, "mode", known, faults).map(ModeIx)
        });
        let host = settings.need("place", faults, |tree, faults| place(tree, names, faults));
        service.zip(mode).zip(host).map(|((service, mode), host)| Condition::Runs { service, mode, host })
    };
    settings.finish(faults);
    found
}

fn place(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Host> {
    faults.form(|| Form::Name("site or venue"));
    let given = text(tree, faults)?;
    if given == EVERYWHERE {
        return Some(Host::Everywhere);
    }
    if let Ok(site) = names.sites.binary_search(&given) {
        return Some(Host::Site(SiteIx(site)));
    }
    if let Ok(venue) = names.venues.binary_search(&given) {
        return Some(Host::Venue(VenueIx(venue)));
    }
    let mut places: Vec<String> = names.venues.iter().chain(&names.sites).cloned().collect();
    if !places.is_empty() {
        places.push(EVERYWHERE.to_owned());
    }
    places.sort_unstable();
    look_up(&given, "site or venue", &places, &tree.place, faults);
    None
}

pub(super) fn if_then(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let when = settings.need("when", faults, |tree, faults| condition(tree, names, faults));
    let then = settings.need("then", faults, |tree, faults| condition(tree, names, faults));
    when.zip(then).map(|(when, then)| RuleKind::IfThen { when, then })
}

pub(super) fn either_or(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let among = settings.need("among", faults, |tree, faults| {
        let items = list(tree, faults)?;
        if items.len() < 2 {
            let fix = "Name two conditions or more";
            faults.add(Code::OutOfRange, &tree.place, "there is nothing to choose between", fix);
            return None;
        }
        let found: Vec<Option<Condition>> = items.iter().map(|item| condition(item, names, faults)).collect();
        let found: Vec<Condition> = found.into_iter().collect::<Option<_>>()?;
        if let Some(again) = (1..found.len()).find(|at| found[..*at].contains(&found[*at])) {
            faults.add(Code::GivenTwice, &items[again].place, "this condition stands earlier in the list", "Keep one");
            return None;
        }
        Some(found)
    });
    let most = among.as_ref().map_or(u32::MAX, |among| u32::try_from(among.len()).unwrap_or(u32::MAX));
    // Nothing said means exactly one; one side said leaves the other open.
    let at_least = settings.maybe("at_least", faults, |tree, faults| {
        faults.form(|| Form::Count("conditions"));
        whole(tree, 0..=most, faults)
    });
    let at_most = settings.maybe("at_most", faults, |tree, faults| {
        faults.form(|| Form::Count("conditions"));
        let at_most = whole(tree, 0..=most, faults)?;
        if at_least.is_some_and(|at_least| at_most < at_least) {
            let what = format!("at most {at_most} is below at_least");
            faults.add(Code::Contradiction, &tree.place, what, "Swap them, or leave both out for exactly one");
        }
        Some(at_most)
    });
    let (at_least, at_most) = match (at_least, at_most) {
        (None, None) => (1, 1),
        (at_least, at_most) => (at_least.unwrap_or(0), at_most.unwrap_or(most)),
    };
    Some(RuleKind::EitherOr { among: among?, at_least, at_most })
}

pub(super) fn together(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let first = service_and_modes(settings, ["service", "modes"], names, faults);
    let other = service_and_modes(settings, ["with", "with_modes"], names, faults);
    let ((service, modes), (with, with_modes)) = first.zip(other)?;
    Some(RuleKind::Together { service, modes, with, with_modes })
}

pub(super) fn least_sessions(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let named = service_and_modes(settings, ["service", "modes"], names, faults);
    let least = settings.need("sessions", faults, sessions);
    let ((service, modes), sessions) = named.zip(least)?;
    Some(RuleKind::LeastSessions { service, modes, sessions })
}

pub(super) fn least_users(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let named = service_and_modes(settings, ["service", "modes"], names, faults);
    let people = settings.need("people", faults, |tree, faults| whole(tree, 1..=10_000_000, faults));
    let ((service, modes), people) = named.zip(people)?;
    Some(RuleKind::LeastUsers { service, modes, people })
}

pub(super) fn posts_at_most(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let each = settings.need("each", faults, |tree, faults| for_sessions(tree, names, faults));
    let at_most = settings.need("at_most", faults, |tree, faults| number(tree, &(0.0..=MOST_STAFF), faults));
    let (each, at_most) = each.zip(at_most)?;
    Some(RuleKind::PostsAtMost { each, at_most })
}
