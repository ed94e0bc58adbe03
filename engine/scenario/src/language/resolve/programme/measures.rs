//! Proposals beside the footprint, and how sure savings are.

use super::super::ids;
use super::prices::line_of;
use super::{Known, by_year};
use crate::language::decode::{Settings, look_up, text, word};
use crate::language::scalars::{money, share};
use crate::language::tree::{Entry, Tree};
use crate::{Code, Delivery, Faults, FundIx, Measure, MeasureKind, Rag};

pub(super) fn measures(entries: &[Entry], known: &Known<'_>, faults: &mut Faults) -> Vec<Measure> {
    ids(entries, faults);
    entries
        .iter()
        .filter_map(|entry| {
            let mut settings = Settings::plain(&entry.tree, "a measure", faults)?;
            let name = settings.maybe("name", faults, text).unwrap_or_else(|| entry.name.clone());
            let line = settings.need("line", faults, |tree, faults| line_of(tree, known, faults));
            let to = settings.maybe("to", faults, |tree, faults| {
                look_up(&text(tree, faults)?, "fund", &known.names.funds, &tree.place, faults).map(FundIx)
            });
            let kind = settings.need("kind", faults, |tree, faults| {
                let kind = word(tree, &["CostReduction", "Income", "Avoidance", "FundSwitch"], faults)?;
                match (kind, to) {
                    ("FundSwitch", Some(to)) => return Some(MeasureKind::FundSwitch(to)),
                    ("FundSwitch", None) => {
                        let what = "a switch needs the fund that pays from now on".to_owned();
                        faults.add(Code::MissingSetting, &tree.place, what, "Add to: \"…\"");
                        return None;
                    }
                    (_, Some(_)) => {
                        let what = format!("{kind} has no other fund to pay");
                        faults.add(Code::Contradiction, &tree.place, what, "Write kind: FundSwitch, or leave out to");
                    }
                    (_, None) => {}
                }
                Some(match kind {
                    "CostReduction" => MeasureKind::CostReduction,
                    "Income" => MeasureKind::Income,
                    _ => MeasureKind::Avoidance,
                })
            });
            let amounts = settings.need("amounts", faults, |tree, faults| by_year(tree, known.years, faults, money));
            let rag = settings.need("rag", faults, rag);
            let why = settings.maybe("why", faults, text);
            let source = settings.maybe("source", faults, text);
            settings.finish(faults);
            let place = entry.place.clone();
            Some(Measure {
                id: entry.name.clone(),
                name,
                line: line?,
                kind: kind?,
                amounts: amounts?,
                rag: rag?,
                why,
                source,
                place,
            })
        })
        .collect()
}

fn rag(tree: &Tree, faults: &mut Faults) -> Option<Rag> {
    Some(match word(tree, &["Green", "Amber", "Red"], faults)? {
        "Green" => Rag::Green,
        "Amber" => Rag::Amber,
        _ => Rag::Red,
    })
}

pub(super) fn delivery(tree: &Tree, faults: &mut Faults) -> Option<Delivery> {
    let mut settings = Settings::plain(tree, "delivery", faults)?;
    let odds = ["green", "amber", "red"].map(|name| settings.need(name, faults, share));
    let footprint = ["closing", "levels", "sessions", "elsewhere"].map(|name| settings.need(name, faults, rag));
    let source = settings.maybe("source", faults, text);
    settings.finish(faults);
    let [green, amber, red] = odds;
    let [closing, levels, sessions, elsewhere] = footprint;
    Some(Delivery { odds: [green?, amber?, red?], footprint: [closing?, levels?, sessions?, elsewhere?], source })
}
