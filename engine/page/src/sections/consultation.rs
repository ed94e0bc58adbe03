//! What people are asked, and where consultation stands.

use super::{part, slot};
use crate::document::{Block, Section, paragraph, plain};
use crate::dossier::Dossier;

/// Asked where officers have written no questions of their own.
const QUESTIONS: [&str; 6] = [
    "Which of these options would you find acceptable, and why? Is there one that is missing?",
    "Which places and sessions do you use now, and how do you get there?",
    "If the place you use closed, what would you do: go elsewhere, go less often, or stop?",
    "Who would find it hardest to go elsewhere, and what would help them?",
    "Is anything on this page wrong: a place, a session, a number, an assumption?",
    "What should be protected whatever else changes?",
];

pub fn section(dossier: &Dossier) -> Section {
    let wording = &dossier.wording;
    let stage = wording.stage.clone().unwrap_or_else(|| {
        "not stated. Until it is, nothing here is decided and nothing should be announced as if it were.".to_owned()
    });
    let own = &wording.questions;
    let questions: Vec<String> =
        if own.is_empty() { QUESTIONS.iter().map(|question| (*question).to_owned()).collect() } else { own.clone() };
    part(
        "consultation",
        "Consultation",
        vec![
            paragraph(format!("Stage: {stage}")),
            slot(dossier, "consultation"),
            Block::Heading { id: "questions".to_owned(), text: "Questions for consultation".to_owned() },
            Block::List { items: questions.into_iter().map(|question| vec![plain(question)]).collect() },
        ],
    )
}
