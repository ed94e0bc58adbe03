//! The register of evidence, and effects of prevention on cases.

use super::super::ids;
use super::Known;
use crate::fault::quoted;
use crate::language::decode::{Settings, name_of, text, word, yes_or_no};
use crate::language::scalars::{month, number, share, whole};
use crate::language::tree::{Entry, Tree, Value};
use crate::{Code, Evidence, Faults, Prevention, Role, ServiceIx, Share, StaffNeed, Studied};

/// Findings are counted in whatever their unit says.
const MOST: f64 = 1e9;
/// Of a role's cases, the most that prevention may take away where nothing else is said.
const MAX_EFFECT: f64 = 0.1;

/// What effects of prevention name.
pub(super) struct SpokenOf<'r> {
    roles: &'r [Role],
    /// The ids of roles and findings as they are written, so that one that is faulty is not told as missing.
    role_ids: Vec<String>,
    findings: Vec<String>,
}

impl<'r> SpokenOf<'r> {
    /// `tree` is the whole programme.
    pub fn of(tree: &Tree, roles: &'r [Role]) -> SpokenOf<'r> {
        let written = |name: &str| match tree.at_path(name).map(|tree| &tree.value) {
            Some(Value::Named { entries, .. }) => entries.iter().map(|entry| entry.name.clone()).collect(),
            _ => Vec::new(),
        };
        SpokenOf { roles, role_ids: written("roles"), findings: written("evidence") }
    }
}

pub(super) fn evidence(entries: &[Entry], faults: &mut Faults) -> Vec<Evidence> {
    ids(entries, faults);
    let all: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
    entries.iter().filter_map(|entry| finding(entry, &all, faults)).collect()
}

fn finding(entry: &Entry, all: &[String], faults: &mut Faults) -> Option<Evidence> {
    let count = |tree: &Tree, faults: &mut Faults| number(tree, &(-MOST..=MOST), faults);
    let mut settings = Settings::plain(&entry.tree, "a finding", faults)?;
    let effect = settings.need("effect", faults, text);
    let population = settings.need("population", faults, text);
    let date = settings.need("date", faults, month);
    let of = settings.need("of", faults, |tree, faults| {
        Some(match word(tree, &["Opening", "Closing", "Funding"], faults)? {
            "Opening" => Studied::Opening,
            "Closing" => Studied::Closing,
            _ => Studied::Funding,
        })
    });
    let [low, central, high] = ["low", "central", "high"].map(|name| settings.need(name, faults, count));
    let unit = settings.need("unit", faults, text);
    let source = settings.need("source", faults, text);
    let superseded_by = settings.maybe("superseded_by", faults, |tree, faults| {
        let by = name_of(tree, "finding", all, faults)?;
        if all[by] == entry.name {
            let what = format!("{} is superseded by itself", quoted(&entry.name));
            faults.add(Code::Contradiction, &tree.place, what, "Name the newer finding, or leave it out");
            return None;
        }
        Some(by)
    });
    settings.finish(faults);
    let (low, central, high) = (low?, central?, high?);
    in_order(entry, [low, central, high], faults);
    Some(Evidence {
        id: entry.name.clone(),
        effect: effect?,
        population: population?,
        date: date?,
        of: of?,
        low,
        central,
        high,
        unit: unit?,
        source: source?,
        superseded_by,
    })
}

/// An interval that does not hold its middle has been mistyped, or its signs exchanged.
fn in_order(entry: &Entry, [low, central, high]: [f64; 3], faults: &mut Faults) {
    if !(low <= central && central <= high) {
        let what = format!("{} goes from {low} to {high}, and {central} is not between", quoted(&entry.name));
        faults.add(Code::Contradiction, &entry.place, what, "Correct low, high or what lies between");
    }
}

pub(super) fn prevention(
    entries: &[Entry],
    known: &Known<'_>,
    spoken_of: &SpokenOf<'_>,
    faults: &mut Faults,
) -> Vec<Prevention> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| effect(entry, known, spoken_of, faults)).collect()
}

fn effect(entry: &Entry, known: &Known<'_>, spoken_of: &SpokenOf<'_>, faults: &mut Faults) -> Option<Prevention> {
    // Nobody who is reached is more than one case.
    let count = |tree: &Tree, faults: &mut Faults| number(tree, &(-1.0..=1.0), faults);
    let mut settings = Settings::plain(&entry.tree, "an effect of prevention", faults)?;
    let service =
        settings.need("service", faults, |tree, faults| name_of(tree, "service", &known.names.services, faults));
    let role = settings.need("role", faults, |tree, faults| role(tree, spoken_of, faults));
    let lag = settings.need("lag", faults, |tree, faults| whole(tree, 0..=20, faults));
    let effect = settings.or("fewer_cases_per_person", 0.0, faults, count);
    let low = settings.maybe("low", faults, count).unwrap_or(effect);
    let high = settings.maybe("high", faults, count).unwrap_or(effect);
    let max_effect = Share::new(MAX_EFFECT).unwrap_or(Share::ZERO);
    let max_effect = settings.or("max_effect", max_effect, faults, share);
    let evidence =
        settings.maybe("evidence", faults, |tree, faults| name_of(tree, "finding", &spoken_of.findings, faults));
    let used = settings.or("use", false, faults, yes_or_no);
    settings.finish(faults);
    in_order(entry, [low, effect, high], faults);
    Some(Prevention {
        id: entry.name.clone(),
        service: ServiceIx(service?),
        role: role?,
        lag: lag?,
        effect,
        range: (low, high),
        max_effect,
        evidence,
        used,
        place: entry.place.clone(),
    })
}

/// A role that follows from cases: nothing else can become fewer.
fn role(tree: &Tree, spoken_of: &SpokenOf<'_>, faults: &mut Faults) -> Option<usize> {
    let id = &spoken_of.role_ids[name_of(tree, "role", &spoken_of.role_ids, faults)?];
    let at = spoken_of.roles.iter().position(|role| role.id == *id)?;
    if !matches!(spoken_of.roles[at].need, StaffNeed::Cases { .. }) {
        let what = format!("the role {} follows from sessions, and has no cases", quoted(id));
        faults.add(Code::Contradiction, &tree.place, what, "Name a role with need: Cases(…)");
        return None;
    }
    Some(at)
}
