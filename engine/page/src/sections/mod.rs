//! What a page says, part by part: from a dossier to a document. One file a part.

mod assumptions;
mod atlas;
mod cards;
mod checked;
mod consultation;
mod glossary;
mod money;
mod options;
mod people;
mod places;
mod risks;
mod rules;
mod say;
mod summary;

use crate::document::{Block, Brand, Document, Section};
use crate::dossier::Dossier;

/// Where officers write: the id of each slot, its title, and who writes what.
pub const SLOTS: [(&str, &str, &str); 8] = [
    ("recommendation", "Recommendation", "The decision maker’s officers: what members are asked to do."),
    ("background", "Background", "The lead officer: why this is looked at now, and what was decided before."),
    ("finance", "Financial implications", "The finance partner, for the section 151 officer."),
    ("legal", "Legal implications", "The monitoring officer, or legal services."),
    (
        "equality",
        "Equality implications",
        "The lead officer: what the figures below cannot tell, and what would lessen harm.",
    ),
    ("risk", "Risk implications", "The lead officer: what could go wrong, who owns it."),
    ("staff", "Staffing implications", "Human resources: posts, notice, consultation with staff."),
    ("consultation", "Consultation", "The lead officer: who was asked, when, what they said, what changed."),
];

/// The ids of the slots.
pub fn slots() -> Vec<&'static str> {
    SLOTS.iter().map(|(id, ..)| *id).collect()
}

/// Writes a document from a dossier.
pub fn document(dossier: &Dossier) -> Document {
    let wording = &dossier.wording;
    let (ground, told) = atlas::ground(dossier);
    let atlas = atlas::Atlas::of(dossier, &ground);
    let mut sections = vec![
        summary::section(dossier),
        options::section(dossier),
        money::section(dossier),
        places::section(dossier, &atlas),
        people::reach(dossier, &atlas),
        people::equality(dossier),
        cards::section(dossier),
        risks::section(dossier),
        consultation::section(dossier),
        assumptions::section(dossier),
        checked::section(dossier),
        glossary::section(dossier),
    ];
    sections.retain(|section| !section.blocks.is_empty());
    Document {
        title: wording.title.clone().unwrap_or_else(|| dossier.scenario.clone()),
        council: wording.council.clone().unwrap_or_else(|| dossier.council.clone()),
        headline: summary::headline(dossier),
        caution: "Options for consideration: decision support, not a decision.".to_owned(),
        marks: summary::marks(dossier)
            .into_iter()
            .chain(told.map(|why| format!("Outlines could not be drawn: {why}.")))
            .collect(),
        brand: Brand {
            name: wording.council.clone().unwrap_or_else(|| dossier.council.clone()),
            colour: wording.colour.clone(),
            logo: None,
        },
        sections,
        attributions: dossier.sources.iter().chain(&dossier.notes).cloned().collect(),
        made: checked::made(dossier),
    }
}

/// A part of the page.
fn part(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks }
}

/// The slot of this id, with what officers wrote.
fn slot(dossier: &Dossier, id: &str) -> Block {
    let known = SLOTS.iter().find(|(known, ..)| *known == id);
    let (id, title, hint) = known.copied().unwrap_or((SLOTS[0].0, "", ""));
    let words = dossier.wording.slots.get(id).cloned().unwrap_or_default();
    Block::Slot { id: format!("slot-{id}"), title: title.to_owned(), hint: hint.to_owned(), words }
}
