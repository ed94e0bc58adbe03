//! What is being considered: the status quo, the options, and what was not kept and why.

use super::rules::{asks, first_parts, have, worst};
use super::say::{counted, id, list, pounds, row, words_table};
use super::{part, slot};
use crate::document::{Block, Section, paragraph, plain, strong};
use crate::dossier::{Dossier, Kept, Side};

pub fn section(dossier: &Dossier) -> Section {
    let mut blocks = vec![
        paragraph(format!(
            "This page sets {} beside the status quo of {}. It shows what each would cost, where services would run, who \
             would be reached, and who would gain or lose. It does not say which to choose.",
            counted(dossier.options.len(), "option", "options"),
            dossier.council
        )),
        slot(dossier, "background"),
        slot(dossier, "recommendation"),
    ];
    blocks.push(Block::Heading { id: "what-is-considered".to_owned(), text: "What is considered".to_owned() });
    blocks.push(Block::List {
        items: dossier
            .sides()
            .map(|side| vec![strong(format!("{}: ", side.name)), plain(says(dossier, side))])
            .collect(),
    });
    blocks.extend(demands(dossier));
    blocks.extend(impossible(dossier));
    blocks.extend(rejected(dossier));
    part("options", "Purpose and options", blocks)
}

fn says(dossier: &Dossier, side: &Side) -> String {
    if side.is_today() {
        return format!(
            "{}, costed at {} a year in {} prices. It is evaluated by the same model as every option.",
            if side.name.starts_with("Today") {
                "what runs today"
            } else {
                "what would run if nothing were decided, with prices and people as they would be"
            },
            pounds(side.cost),
            dossier.prices
        );
    }
    let changed = side.levels.iter().zip(&dossier.today.levels).filter(|(after, before)| after != before).count();
    let run = &dossier.runs[side.run];
    let facts = format!(
        "costs {} a year; {}; from “{}”{}.",
        pounds(side.cost),
        counted(changed, "site changes its level", "sites change their level"),
        run.scenario,
        if side.label == "plan" { String::new() } else { format!(" ({})", side.label) }
    );
    side.why.as_ref().map_or_else(|| facts.clone(), |why| format!("{why} It {facts}"))
}

/// What tells demands apart: runs may ask for different amounts by one name. What is wanted in people follows from the
/// people there are, so it may differ where the same is asked.
fn same(kept: &Kept) -> (&str, &str, &str) {
    let asked = if kept.says.is_empty() { &kept.wanted } else { &kept.says };
    (&kept.rule, asked, &kept.why)
}

/// Every rule and target, once, and which options keep it.
fn demands(dossier: &Dossier) -> Option<Block> {
    let told =
        |word: &str, amount: Option<String>| amount.map_or_else(|| word.to_owned(), |of| format!("{word}: {of}"));
    let mut table = words_table(
        "demands",
        "What every option is asked to keep",
        &["Rule or target", "Why it stands", "Must it be kept?"],
    );
    // Last what only those look for who go on to the run's tables.
    for title in dossier.names().into_iter().chain(["Its name in the tables".to_owned()]) {
        table.columns.push(crate::document::Column { title, numeric: false });
    }
    let mut seen: Vec<(&str, &str, &str)> = Vec::new();
    for kept in dossier.options.iter().flat_map(first_parts) {
        let key = same(kept);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let why =
            if kept.source.is_empty() { kept.why.clone() } else { format!("{} (source: {})", kept.why, kept.source) };
        let strength = if kept.hard { "yes" } else { "a priority, not a must" };
        let held = dossier.sides().map(|side| {
            let asked = first_parts(side).any(|other| same(other) == key);
            let all = side.rules.iter().filter(|other| other.rule == kept.rule).all(|part| part.kept);
            match (asked, all) {
                (false, _) => "not asked".to_owned(),
                (true, true) => told("kept", have(dossier, side, &kept.rule)),
                (true, false) => told("missed", worst(dossier, side, &kept.rule)),
            }
        });
        let mut cells = vec![asks(kept), why, strength.to_owned()];
        cells.extend(held);
        cells.push(kept.rule.clone());
        table.rows.push(row(cells));
    }
    (!table.rows.is_empty()).then_some(Block::Table { table })
}

/// What clashes, where nothing keeps everything.
fn impossible(dossier: &Dossier) -> Vec<Block> {
    if dossier.clash.is_empty() {
        return Vec::new();
    }
    let mut clash = words_table(
        "clash",
        "What cannot be kept together, whatever else is planned",
        &["It asks", "Why it stands", "Source"],
    );
    clash.rows = dossier.clash.iter().map(|clash| row([&clash.asks, &clash.why, &clash.source])).collect();
    let mut repairs =
        words_table("repairs", "What would make it possible", &["Change", "Asked", "Instead", "Would less do?"]);
    repairs.rows = dossier
        .repairs
        .iter()
        .map(|repair| {
            let less = if repair.least_proven { "no, proven" } else { "perhaps: not proven" };
            row([repair.act.as_str(), &repair.asked, &repair.instead, less])
        })
        .collect();
    let mut blocks = vec![
        Block::Heading { id: "impossible".to_owned(), text: "Not everything that is asked is possible".to_owned() },
        paragraph(
            "No plan keeps all of the following together. What would make it possible is an option for consideration like any other.",
        ),
        Block::Table { table: clash },
    ];
    if !repairs.rows.is_empty() {
        blocks.push(Block::Table { table: repairs });
    }
    blocks
}

/// What was looked at and not kept.
fn rejected(dossier: &Dossier) -> Vec<Block> {
    let mut items: Vec<Vec<crate::document::Span>> = dossier
        .wording
        .rejected
        .iter()
        .map(|(name, why)| vec![strong(format!("{name}: ")), plain(why.clone())])
        .collect();
    let shown: Vec<String> = dossier.runs.iter().filter_map(|run| run.question.clone()).collect();
    let heading = Block::Heading { id: id("not kept"), text: "What was looked at and not taken further".to_owned() };
    if items.is_empty() {
        items.push(vec![plain("Officers have not listed any. Options that were looked at and not taken further belong here, with the reason.")]);
    }
    let mut blocks = vec![heading, Block::List { items }];
    if !shown.is_empty() {
        blocks.push(paragraph(format!("Further questions were asked of the model: {}.", list(&shown))));
    }
    blocks
}
