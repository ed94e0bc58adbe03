//! What change costs once, and what pays it.

use super::super::ids;
use super::prices::line_of;
use super::{Known, by_year};
use crate::fault::quoted;
use crate::language::decode::{Settings, look_up, map, names_of, tag, text, usable_id};
use crate::language::scalars::{money, number, share, whole, year};
use crate::language::tree::{Entry, Tree};
use crate::{Code, Faults, FinancialYear, LevelIx, OneOff, OneOffKind, Pence, Share, SiteIx, Source, SourceKind};

pub(super) fn one_offs(entries: &[Entry], known: &Known<'_>, faults: &mut Faults) -> Vec<OneOff> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| one_off(entry, known, faults)).collect()
}

fn levels(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<Vec<LevelIx>> {
    Some(names_of(tree, "level", &known.names.levels, faults)?.into_iter().map(LevelIx).collect())
}

fn one_off(entry: &Entry, known: &Known<'_>, faults: &mut Faults) -> Option<OneOff> {
    let kind = tag(&entry.tree, &["Moving", "DoubleRunning", "Exits", "Clawback"], faults)?;
    let mut settings = Settings::of(&entry.tree, "a one-off", faults)?;
    let name = settings.maybe("name", faults, text).unwrap_or_else(|| entry.name.clone());
    let of = match kind {
        "Moving" => {
            let from = settings.need("from", faults, |tree, faults| levels(tree, known, faults));
            let to = settings.need("to", faults, |tree, faults| levels(tree, known, faults));
            let amount = settings.need("amount", faults, money);
            from.zip(to).zip(amount).map(|((from, to), amount)| OneOffKind::Moving { from, to, amount })
        }
        "DoubleRunning" => {
            let from = settings.need("from", faults, |tree, faults| levels(tree, known, faults));
            let to = settings.need("to", faults, |tree, faults| levels(tree, known, faults));
            let months = settings.need("months", faults, |tree, faults| whole(tree, 1..=24, faults));
            from.zip(to).zip(months).map(|((from, to), months)| OneOffKind::DoubleRunning { from, to, months })
        }
        "Exits" => {
            let line = settings.need("line", faults, |tree, faults| line_of(tree, known, faults));
            let post = settings.need("post", faults, |tree, faults| {
                let post = money(tree, faults)?;
                if post == Pence::ZERO {
                    faults.add(Code::OutOfRange, &tree.place, "a post costs £0", "Give a year's pay with on-costs");
                    return None;
                }
                Some(post)
            });
            let paid = settings.or("paid", Share::ALL, faults, share);
            let amount = settings.need("amount", faults, money);
            line.zip(post).zip(amount).map(|((line, post), amount)| OneOffKind::Exits { line, post, paid, amount })
        }
        _ => {
            let grants = settings.need("grants", faults, |tree, faults| grants(tree, known, faults));
            let asked = settings.need("asked", faults, share);
            grants.zip(asked).map(|(grants, asked)| OneOffKind::Clawback { grants, asked })
        }
    };
    let mut bound = |name, otherwise, bounds: std::ops::RangeInclusive<f64>, faults: &mut Faults| {
        settings.or(name, otherwise, faults, |tree, faults| number(tree, &bounds, faults))
    };
    let range = (bound("low", 1.0, 0.0..=1.0, faults), bound("high", 1.0, 1.0..=100.0, faults));
    let source = settings.maybe("source", faults, text);
    settings.finish(faults);
    Some(OneOff { id: entry.name.clone(), name, kind: of?, range, source })
}

/// Capital grants by site: `{"oak": (capital: "£500,000", designated: "2006-07")}`.
fn grants(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<Vec<(SiteIx, Pence, FinancialYear)>> {
    let mut found: Vec<Option<(SiteIx, Pence, FinancialYear)>> = Vec::new();
    for entry in map(tree, faults)? {
        let site = site_of(entry, known, faults);
        let mut settings = Settings::plain(&entry.tree, "a capital grant", faults)?;
        let capital = settings.need("capital", faults, money);
        let designated = settings.need("designated", faults, year);
        settings.finish(faults);
        found.push(site.zip(capital).zip(designated).map(|((site, capital), designated)| (site, capital, designated)));
    }
    found.into_iter().collect()
}

fn site_of(entry: &Entry, known: &Known<'_>, faults: &mut Faults) -> Option<SiteIx> {
    look_up(&entry.name, "site", &known.names.sites, &entry.place, faults).map(SiteIx)
}

/// In the order in which they are used.
pub(super) fn sources(items: &[Tree], known: &Known<'_>, faults: &mut Faults) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    for item in items {
        let Some(source) = source(item, known, faults) else { continue };
        if found.iter().any(|other| other.id == source.id) {
            let what = format!("the source {} is listed twice", quoted(&source.id));
            faults.add(Code::GivenTwice, &item.place, what, "Keep one");
        }
        found.push(source);
    }
    found
}

fn source(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<Source> {
    let kind = tag(tree, &["Reserve", "Allowance", "Receipts"], faults)?;
    let mut settings = Settings::of(tree, "a source", faults)?;
    let id = settings.need("id", faults, |tree, faults| {
        let id = text(tree, faults)?;
        usable_id("id", &id, &tree.place, faults).then_some(id)
    });
    let kind = match kind {
        "Reserve" => {
            let opening = settings.need("opening", faults, money);
            let minimum = settings.or("minimum", Pence::ZERO, faults, money);
            if let Some(opening) = opening.filter(|opening| *opening < minimum) {
                let what = format!("the reserve holds {opening}, less than its minimum of {minimum}");
                faults.add(Code::Contradiction, &tree.place, what, "Lower the minimum, or correct the opening balance");
            }
            opening.map(|opening| SourceKind::Reserve { opening, minimum })
        }
        "Allowance" => settings
            .need("amounts", faults, |tree, faults| by_year(tree, known.years, faults, money))
            .map(|amounts| SourceKind::Allowance { amounts }),
        _ => {
            let sites = settings.need("sites", faults, |tree, faults| {
                let found: Vec<Option<(SiteIx, Pence)>> = map(tree, faults)?
                    .iter()
                    .map(|entry| site_of(entry, known, faults).zip(money(&entry.tree, faults)))
                    .collect();
                found.into_iter().collect::<Option<Vec<_>>>()
            });
            let lag = settings.or("lag", 1_u32, faults, |tree, faults| whole(tree, 0..=10, faults));
            sites.map(|sites| SourceKind::Receipts { sites, lag })
        }
    };
    settings.finish(faults);
    Some(Source { id: id?, kind: kind? })
}
