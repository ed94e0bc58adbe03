//! What the figures rest on.

use super::part;
use super::say::{row, words_table};
use crate::document::{Block, Section, paragraph};
use crate::dossier::Dossier;

pub fn section(dossier: &Dossier) -> Section {
    if dossier.assumptions.is_empty() {
        let said = "The scenario states no assumptions. Every setting in it is one.";
        return part("assumptions", "Assumptions and sources", vec![paragraph(said)]);
    }
    let unsourced = dossier.assumptions.iter().filter(|assumption| assumption.source.is_empty()).count();
    let owned = dossier.assumptions.iter().any(|assumption| !assumption.owner.is_empty());
    let mut heads = vec!["Setting", "Value", "Unit", "Lowest", "Highest", "Why", "Source"];
    heads.extend(owned.then_some("Owner"));
    let mut table = words_table(
        "assumptions-table",
        "Stated assumptions, with the range they may lie in, why, and where from",
        &heads,
    );
    table.rows = dossier
        .assumptions
        .iter()
        .map(|assumption| {
            let [value, low, high] = assumption.values.clone();
            let source = if assumption.source.is_empty() { "none given".to_owned() } else { assumption.source.clone() };
            let (unit, why) = (assumption.unit.clone(), assumption.why.clone());
            let mut cells = vec![assumption.setting.replace('/', " / "), value, unit, low, high, why, source];
            cells.extend(owned.then(|| assumption.owner.clone()));
            row(cells)
        })
        .collect();
    part(
        "assumptions",
        "Assumptions and sources",
        vec![
            paragraph(format!(
                "Every figure on this page follows from {} stated assumptions; {unsourced} of them have no source. Anybody may \
             challenge any of them: with another value the options may be others.",
                dossier.assumptions.len()
            )),
            Block::More {
                summary: format!("All {} assumptions", table.rows.len()),
                blocks: vec![Block::Table { table }],
            },
        ],
    )
}
