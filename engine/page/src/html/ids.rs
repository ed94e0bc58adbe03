//! Ids that are safe, each there once, and links that lead somewhere.
//!
//! A `-` never stands beside another in an id of the document, so that whatever the templates add
//! (`--title`) cannot meet it.

use crate::document::{Block, Document, Section, Span, Table, Text};
use std::collections::{BTreeMap, BTreeSet};

/// What a term's id begins with.
const TERM: &str = "term-";

/// The document with such ids and links.
pub fn settled(document: &Document) -> Document {
    let mut document = document.clone();
    let mut ids = Ids { taken: drawn(&document), first: BTreeMap::new() };
    for section in &mut document.sections {
        ids.claim(&mut section.id, "part");
        ids.blocks(&mut section.blocks);
    }
    for section in &mut document.sections {
        lead(&mut section.blocks, &ids.first);
    }
    document
}

/// The number of the part in which each id of a settled document lies: on paper a link says it.
pub fn places(document: &Document) -> BTreeMap<String, usize> {
    fn of(block: &Block, found: &mut Vec<String>) {
        match block {
            Block::Heading { id, .. } | Block::Slot { id, .. } => found.push(id.clone()),
            Block::Table { table } => found.push(table.id.clone()),
            Block::Picture { picture } => found.extend([picture.id.clone(), picture.table.id.clone()]),
            Block::More { blocks, .. } => blocks.iter().for_each(|block| of(block, found)),
            Block::Terms { terms } => found.extend(terms.iter().map(|(id, ..)| id.clone())),
            _ => {}
        }
    }
    let mut places = BTreeMap::new();
    for (number, Section { id, blocks, .. }) in document.sections.iter().enumerate() {
        let mut found = vec![id.clone()];
        for block in blocks {
            of(block, &mut found);
        }
        places.extend(found.into_iter().map(|id| (id, number)));
    }
    places
}

/// Ids that pictures have of their own.
fn drawn(document: &Document) -> BTreeSet<String> {
    let shapes = |text: &str| -> Vec<String> {
        text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let bodies = document.pictures().into_iter().flat_map(|picture| {
        let shared = picture.drawing.shared.as_ref().map_or_else(Vec::new, |shared| shapes(&shared.shapes));
        shared.into_iter().chain(shapes(&picture.drawing.body))
    });
    bodies.collect()
}

struct Ids {
    taken: BTreeSet<String>,
    /// From an id as it was given to the first that had it.
    first: BTreeMap<String, String>,
}

impl Ids {
    fn claim(&mut self, id: &mut String, otherwise: &str) {
        let safe = safe(id, otherwise);
        let free = (1..).map(|count| if count == 1 { safe.clone() } else { format!("{safe}-{count}") });
        let Some(free) = free.into_iter().find(|id| !self.taken.contains(id)) else { return };
        self.taken.insert(free.clone());
        let given = std::mem::replace(id, free.clone());
        self.first.entry(given).or_insert(free);
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { id, .. } => self.claim(id, "heading"),
                Block::Slot { id, .. } => self.claim(id, "slot"),
                Block::Table { table } => self.table(table),
                Block::Picture { picture } => {
                    self.claim(&mut picture.id, "picture");
                    self.table(&mut picture.table);
                }
                Block::More { blocks, .. } => self.blocks(blocks),
                Block::Terms { terms } => {
                    for (id, ..) in terms {
                        id.insert_str(0, TERM);
                        self.claim(id, "term");
                    }
                }
                Block::Paragraph { .. }
                | Block::List { .. }
                | Block::Note { .. }
                | Block::Figures { .. }
                | Block::Cards { .. } => {}
            }
        }
    }

    fn table(&mut self, table: &mut Table) {
        self.claim(&mut table.id, "table");
    }
}

/// Small letters, digits and single hyphens within; `otherwise` where none are left.
fn safe(id: &str, otherwise: &str) -> String {
    let mut kept = String::new();
    for letter in id.chars().flat_map(char::to_lowercase).take(200) {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            kept.push(letter);
        } else if !kept.is_empty() && !kept.ends_with('-') {
            kept.push('-');
        }
    }
    let kept = kept.trim_end_matches('-');
    if kept.is_empty() { otherwise.to_owned() } else { kept.to_owned() }
}

/// Links lead to settled ids; those that lead nowhere become words.
fn lead(blocks: &mut [Block], to: &BTreeMap<String, String>) {
    let text = |text: &mut Text| {
        for span in text {
            if let Span::Link { text, to: id } = span {
                match to.get(id) {
                    Some(settled) => id.clone_from(settled),
                    None => *span = Span::Plain { text: std::mem::take(text) },
                }
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph { text: words } | Block::Note { text: words } => text(words),
            Block::List { items } => items.iter_mut().for_each(text),
            Block::Figures { figures, .. } => figures.iter_mut().for_each(|figure| text(&mut figure.meaning)),
            Block::More { blocks, .. } => lead(blocks, to),
            Block::Heading { .. }
            | Block::Table { .. }
            | Block::Picture { .. }
            | Block::Slot { .. }
            | Block::Terms { .. }
            | Block::Cards { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn an_id_keeps_what_is_safe_and_no_two_hyphens_meet() {
        assert_eq!(safe("who-is-reached", "part"), "who-is-reached");
        assert_eq!(safe("a--b", "part"), "a-b");
        assert_eq!(safe("\"><script>Alert(1)", "part"), "script-alert-1");
        assert_eq!(safe("", "part"), "part");
        assert_eq!(safe("日本", "part"), "part");
    }
}
