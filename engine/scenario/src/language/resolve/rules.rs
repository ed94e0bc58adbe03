//! Rules.

use super::{Names, ids};
use crate::language::decode::{Settings, name_of, names_of, tag, text, word};
use crate::language::scalars::{share, whole};
use crate::language::tree::{Entry, Tree};
use crate::{Faults, LevelIx, ModeIx, Of, Per, Rule, RuleKind, ServiceIx, SiteIx, Strength};

pub(super) fn rules(entries: &[Entry], names: &Names, faults: &mut Faults) -> Vec<Rule> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| rule(entry, names, faults)).collect()
}

fn rule(entry: &Entry, names: &Names, faults: &mut Faults) -> Option<Rule> {
    let kind_word = tag(&entry.tree, &["AtLeast", "AtMost", "ReachShare", "Lock"], faults)?;
    let mut settings = Settings::of(&entry.tree, "a rule", faults)?;
    let kind = match kind_word {
        "AtLeast" | "AtMost" => {
            let count = settings.need("count", faults, |tree, faults| whole(tree, 0..=1_000_000, faults));
            let levels = settings.need("levels", faults, |tree, faults| levels(tree, names, faults));
            let per = settings.need("per", faults, per);
            let all = count.zip(levels).zip(per).map(|((count, levels), per)| (count, levels, per));
            all.map(|(count, levels, per)| {
                if kind_word == "AtLeast" {
                    RuleKind::AtLeast { count, levels, per }
                } else {
                    RuleKind::AtMost { count, levels, per }
                }
            })
        }
        "ReachShare" => {
            let service =
                settings.need("service", faults, |tree, faults| name_of(tree, "service", &names.services, faults));
            let known: &[String] = service.map_or(&[], |service| &names.modes[service]);
            let modes = settings.need("modes", faults, |tree, faults| {
                service?;
                names_of(tree, "mode", known, faults)
            });
            let at_least = settings.need("at_least", faults, share);
            let of = settings.need("of", faults, |tree, faults| {
                Some(if word(tree, &["People", "Eligible"], faults)? == "People" { Of::People } else { Of::Eligible })
            });
            let per = settings.need("per", faults, per);
            match (service, modes, at_least, of, per) {
                (Some(service), Some(modes), Some(at_least), Some(of), Some(per)) => Some(RuleKind::ReachShare {
                    service: ServiceIx(service),
                    modes: modes.into_iter().map(ModeIx).collect(),
                    at_least,
                    of,
                    per,
                }),
                _ => None,
            }
        }
        _ => {
            let site = settings.need("site", faults, |tree, faults| name_of(tree, "site", &names.sites, faults));
            let level = settings.need("level", faults, |tree, faults| name_of(tree, "level", &names.levels, faults));
            site.zip(level).map(|(site, level)| RuleKind::Lock { site: SiteIx(site), level: LevelIx(level) })
        }
    };
    let strength = settings.maybe("strength", faults, super::money::strength).unwrap_or(Strength::Hard);
    let why = settings.maybe("why", faults, text);
    let source = settings.maybe("source", faults, text);
    settings.finish(faults);
    Some(Rule { id: entry.name.clone(), kind: kind?, strength, why, source, place: entry.place.clone() })
}

fn levels(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Vec<LevelIx>> {
    names_of(tree, "level", &names.levels, faults).map(|levels| levels.into_iter().map(LevelIx).collect())
}

fn per(tree: &Tree, faults: &mut Faults) -> Option<Per> {
    Some(if word(tree, &["Overall", "District"], faults)? == "Overall" { Per::Overall } else { Per::District })
}
