//! How this was checked, and how it can be done again.

use super::part;
use super::say::{gap, goal as goal_value, row, words_table};
use crate::document::{Block, Section, link, paragraph, plain};
use crate::dossier::Dossier;

pub fn section(dossier: &Dossier) -> Section {
    let proved = dossier.sides().filter(|side| side.checked).count();
    let all = dossier.options.len() + 1;
    let mut proofs = words_table(
        "proofs",
        "How near each option is to the best, goal by goal",
        &["Option", "Goal, in order", "It comes to", "No plan is better than", "Gap", "What that rests on"],
    );
    for side in &dossier.options {
        for goal in &side.goals {
            let better = if goal.bound.is_some_and(|bound| bound < goal.value) { -1.0 } else { 1.0 };
            // A bound is rounded away from what was found, a gap up: neither may claim more than is proven.
            let outward = |bound: f64| better * (better * bound * 10.0 - 1e-6).ceil() / 10.0;
            let value = |value: f64| if goal.hidden { "not shown".to_owned() } else { goal_value(&goal.name, value) };
            let bound = goal.bound.map_or_else(|| "not proven".to_owned(), |bound| value(outward(bound)));
            let gap = goal.gap.map_or_else(|| "–".to_owned(), gap);
            proofs.rows.push(row([
                side.name.clone(),
                goal.name.replace('-', " "),
                value(goal.value),
                bound,
                gap,
                goal.rests_on.clone(),
            ]));
        }
    }
    let mut runs = words_table(
        "runs",
        "What was run",
        &["Run", "Scenario", "Asked", "It ended", "Program", "Limits", "Same inputs, same bytes?"],
    );
    for run in &dossier.runs {
        let asked = run.question.clone().unwrap_or_else(|| "options".to_owned());
        let again = if run.reproducible { "yes" } else { "no: a limit of time, or somebody stopped it" };
        runs.rows.push(row([&run.folder, &run.scenario, &asked, &run.status, &run.made_by, &run.limits, again]));
    }
    let mut inputs =
        words_table("inputs", "Files it was made of, by the hash (SHA-256) of their content", &["Run", "File", "Hash"]);
    for run in &dossier.runs {
        inputs.rows.extend(run.inputs.iter().map(|(file, hash)| row([&run.folder, file, hash])));
    }
    let mut blocks = vec![
        paragraph(format!(
            "{proved} of {all} sets of decisions on this page (the status quo among them) were proved again by a checker that \
             shares no code with the model: money to the penny, distances, who is reached, every rule and every goal."
        )),
        Block::Paragraph {
            text: vec![
                plain(
                    "“Gap” is how much better any plan could be at most by that goal; it is proven, not estimated. See ",
                ),
                link("gap", "term-gap"),
                plain(" in the glossary. A model is still a model: what it leaves out it cannot check."),
            ],
        },
        Block::Table { table: proofs },
        Block::Table { table: runs },
    ];
    if !inputs.rows.is_empty() {
        blocks.push(Block::More {
            summary: "Files and their hashes".to_owned(),
            blocks: vec![Block::Table { table: inputs }],
        });
    }
    part("checked", "How this was checked", blocks)
}

/// What made the page.
pub fn made(dossier: &Dossier) -> Vec<String> {
    let mut made: Vec<String> = Vec::new();
    for run in &dossier.runs {
        if !made.contains(&run.made_by) {
            made.push(run.made_by.clone());
        }
    }
    made
}
