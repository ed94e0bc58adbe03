//! What could go wrong, as far as the model can tell.

use super::say::{first_up, list, pounds, row, table, words_table};
use super::{part, slot};
use crate::document::{Block, Section, Text, paragraph, plain, strong};
use crate::dossier::{Count, Dossier, Programme, Side};

pub fn section(dossier: &Dossier) -> Section {
    let mut items: Vec<Text> = Vec::new();
    for side in &dossier.options {
        items.push(vec![strong(format!("{}: ", side.name)), plain(said(dossier, side).join(" "))]);
    }
    let mut blocks = vec![
        paragraph(
            "What the model can tell about what may not come out as planned. Other risks are for officers to name.",
        ),
        Block::List { items },
    ];
    if let Some(programme) = &dossier.programme {
        blocks.extend(delivery(programme));
    }
    blocks.push(slot(dossier, "risk"));
    blocks.push(slot(dossier, "staff"));
    blocks.push(slot(dossier, "legal"));
    part("risks", "Risks and deliverability", blocks)
}

fn said(dossier: &Dossier, side: &Side) -> Vec<String> {
    let mut said = Vec::new();
    if !side.missed.is_empty() {
        let missed: Vec<String> = side.missed.iter().map(|id| super::rules::missed(dossier, side, id)).collect();
        said.push(format!("misses {}.", list(&missed)));
    }
    if let Some((least, most)) = side.range(dossier.headline) {
        let wide = most > 0 && (most - least) as f64 > 0.02 * most as f64;
        let service = dossier.service(dossier.headline);
        said.push(if wide {
            format!("its reach leans on families going where the planner would send them: {service} reaches {least} to {most} people by how they go.")
        } else {
            format!("how many {service} reaches hardly depends on who goes where; how many places there are decides it.")
        });
    }
    if let Some(models) = side.models.get(dossier.headline) {
        // Where people choose for themselves, beside the same today.
        if let Some((at, model)) = models.iter().enumerate().next_back() {
            let before = dossier.today.models.get(dossier.headline).and_then(|models| models.get(at));
            if let Some(before) = before.filter(|_| model.turned_away != Count::Hidden) {
                said.push(format!(
                    "where families choose for themselves (the model “{}”), {} people would find sessions full; in the status quo {}.",
                    model.name,
                    model.turned_away.shown(),
                    before.turned_away.shown()
                ));
            }
        }
    }
    let stand_ins =
        dossier.sites().zip(&side.levels).filter(|(site, level)| site.stand_in && *level != "closed").count();
    if stand_ins > 0 {
        said.push(format!("open sites that are stand-ins, so that where they are is not known: {stand_ins}."));
    }
    if dossier.runs.get(side.run).is_some_and(|run| run.ties) {
        said.push("other plans may be as good by every goal: which sites stay open may partly be a matter of choice, not of proof.".to_owned());
    }
    said.into_iter().map(|text| first_up(&text)).collect()
}

fn delivery(programme: &Programme) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut sure = table(
        "delivery",
        "How sure the saving is: RAG ratings with their odds; P50 and P80 are reached one time in two, four times in five",
        "What",
        &["Rating".to_owned(), "Odds".to_owned(), "Saving a year".to_owned()],
    );
    sure.columns[1].numeric = false;
    sure.rows = programme
        .delivery
        .iter()
        .filter(|(what, ..)| !what.starts_with("amounts rounded"))
        .map(|(what, rag, odds, saving)| {
            let dash = |text: &String| if text.is_empty() { "–".to_owned() } else { text.clone() };
            row([first_up(what), dash(rag), dash(odds), pounds(*saving)])
        })
        .collect();
    if !sure.rows.is_empty() {
        blocks.push(Block::Table { table: sure });
    }
    if !programme.problems.is_empty() {
        let mut wrong = words_table("problems", "What does not work as planned", &["Year", "What"]);
        wrong.rows = programme.problems.iter().map(|(year, what)| row([year, what])).collect();
        blocks.push(Block::Table { table: wrong });
    }
    blocks
}
