//! Rules: what is common to all, and which file reads which kind.

mod money;
mod people;
mod running;
mod sites;

use super::{Names, ids};
use crate::language::decode::{AsWritten, Settings, name_of, names_of, tag, text, word};
use crate::language::tree::{Entry, Tree};
use crate::{Faults, LevelIx, ModeIx, Of, Per, Rule, RuleKind, ServiceIx, SiteIx, Strength};

/// How one kind of rule is read from its settings.
type Read = fn(&mut Settings<'_>, &Names, &mut Faults) -> Option<RuleKind>;

/// Every kind by its word.
const KINDS: [(&str, Read); 21] = [
    ("AtLeast", sites::at_least),
    ("AtMost", sites::at_most),
    ("SitesShare", sites::sites_share),
    ("Lock", sites::lock),
    ("Forbid", sites::forbid),
    ("NotBefore", sites::not_before),
    ("HubSpoke", sites::hub_spoke),
    ("ChangesAtMost", sites::changes_at_most),
    ("NearestLost", sites::nearest_lost),
    ("ReachShare", people::reach_share),
    ("AccessShare", people::access_share),
    ("AccessGap", people::access_gap),
    ("KeepReach", people::keep_reach),
    ("ServeEveryone", people::serve_everyone),
    ("IfThen", running::if_then),
    ("EitherOr", running::either_or),
    ("Together", running::together),
    ("LeastSessions", running::least_sessions),
    ("LeastUsers", running::least_users),
    ("PostsAtMost", running::posts_at_most),
    ("CostAtMost", money::cost_at_most),
];

pub(super) fn rules(entries: &[Entry], names: &Names, faults: &mut Faults) -> Vec<Rule> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| rule(entry, names, faults)).collect()
}

fn rule(entry: &Entry, names: &Names, faults: &mut Faults) -> Option<Rule> {
    let words: Vec<&'static str> = KINDS.iter().map(|(word, _)| *word).chain(["CostShare"]).collect();
    let word = tag(&entry.tree, &words, faults)?;
    let mut settings = Settings::of(&entry.tree, "a rule", faults)?;
    let read = KINDS.iter().find(|(known, _)| *known == word).map_or(money::cost_share as Read, |(_, read)| *read);
    let kind = read(&mut settings, names, faults);
    let strength = settings.or("strength", Strength::Hard, faults, super::money::strength);
    let why = settings.maybe("why", faults, text);
    let source = settings.maybe("source", faults, text);
    settings.finish(faults);
    Some(Rule { id: entry.name.clone(), kind: kind?, strength, why, source, place: entry.place.clone() })
}

fn levels(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Vec<LevelIx>> {
    names_of(tree, "level", &names.levels, faults).map(|levels| levels.into_iter().map(LevelIx).collect())
}

fn site(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<SiteIx> {
    name_of(tree, "site", &names.sites, faults).map(SiteIx)
}

fn service(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<ServiceIx> {
    name_of(tree, "service", &names.services, faults).map(ServiceIx)
}

/// A service and those of its modes that are named, under these two settings.
fn service_and_modes(
    settings: &mut Settings<'_>,
    [of, modes]: [&'static str; 2],
    names: &Names,
    faults: &mut Faults,
) -> Option<(ServiceIx, Vec<ModeIx>)> {
    let service = settings.need(of, faults, |tree, faults| service(tree, names, faults));
    let known: &[String] = service.map_or(&[], |service| &names.modes[service.0]);
    let modes = settings.need(modes, faults, |tree, faults| {
        service?;
        names_of(tree, "mode", known, faults)
    });
    Some((service?, modes?.into_iter().map(ModeIx).collect()))
}

/// Of whom: everybody, unless said otherwise.
pub(super) fn of(settings: &mut Settings<'_>, faults: &mut Faults) -> Of {
    settings.or("of", Of::People, faults, |tree, faults| {
        Some(if word(tree, &["People", "Eligible"], faults)? == "People" { Of::People } else { Of::Eligible })
    })
}

impl AsWritten for Of {
    fn as_written(&self) -> String {
        format!("{self:?}")
    }
}

/// For whom, among the words that make sense here. Bands have to be there.
pub(super) fn per(
    settings: &mut Settings<'_>,
    allowed: &[&'static str],
    names: &Names,
    faults: &mut Faults,
) -> Option<Per> {
    settings.need("per", faults, |tree, faults| {
        let given = word(tree, &["Overall", "District", "Band", "Group"], faults)?;
        if !allowed.contains(&given) {
            let what = format!("per: {given} has no meaning here");
            faults.add(crate::Code::OutOfRange, &tree.place, what, format!("Use one of: {}", allowed.join(", ")));
            return None;
        }
        match given {
            "Overall" => Some(Per::Overall),
            "District" => Some(Per::District),
            "Group" => Some(Per::Group),
            _ => bands(tree, names, faults).then_some(Per::Band),
        }
    })
}

fn bands(tree: &Tree, names: &Names, faults: &mut Faults) -> bool {
    if names.bands.is_empty() && !names.bands_faulty {
        let fix = "Add bands: {\"most deprived 30%\": [1, 2, 3], …} to the scenario";
        faults.add(crate::Code::UnknownName, &tree.place, "the scenario has no deprivation bands", fix);
    }
    !names.bands.is_empty()
}
