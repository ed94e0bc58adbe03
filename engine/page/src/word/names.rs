//! Bookmarks: the places links lead to.

use crate::document::{Block, Document};
use std::collections::{BTreeMap, BTreeSet};

/// A bookmark's name in Word may be this long.
const LONGEST: usize = 40;

/// The bookmark of every id that can be led to.
pub struct Names {
    known: BTreeMap<String, (usize, String)>,
    written: BTreeSet<String>,
}

impl Names {
    /// Of a whole document, in its order: two ids that Word would write alike stay apart by their place.
    pub fn of(document: &Document) -> Names {
        let mut ids = Vec::new();
        for section in &document.sections {
            ids.push(section.id.clone());
            of_blocks(&section.blocks, &mut ids);
        }
        let mut known = BTreeMap::new();
        for id in ids.into_iter().filter(|id| !id.is_empty()) {
            let at = known.len() + 1;
            known.entry(id).or_insert_with_key(|id| (at, name(at, id)));
        }
        Names { known, written: BTreeSet::new() }
    }

    /// The bookmark a link leads to; none where nothing of that id is in the document.
    pub fn of_link(&self, id: &str) -> Option<&str> {
        self.known.get(id).map(|(_, name)| name.as_str())
    }

    /// The highest number of a bookmark.
    pub fn last(&self) -> usize {
        self.known.len()
    }

    /// Number and name of the bookmark to write here: once for every id, as Word asks.
    pub fn take(&mut self, id: &str) -> Option<(String, String)> {
        let (at, name) = self.known.get(id)?;
        self.written.insert(id.to_owned()).then(|| (at.to_string(), name.clone()))
    }
}

/// Letters, digits and low lines only, a letter first.
fn name(at: usize, id: &str) -> String {
    let letters = id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
    format!("doorstep_{at}_").chars().chain(letters).take(LONGEST).collect()
}

fn of_blocks(blocks: &[Block], ids: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } | Block::Slot { id, .. } => ids.push(id.clone()),
            Block::Table { table } => ids.push(table.id.clone()),
            Block::Picture { picture } => ids.extend([picture.id.clone(), picture.table.id.clone()]),
            Block::More { blocks, .. } => of_blocks(blocks, ids),
            Block::Terms { terms } => ids.extend(terms.iter().map(|(id, _, _)| term(id))),
            Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Note { .. }
            | Block::Figures { .. }
            | Block::Cards { .. } => {}
        }
    }
}

/// What a link to a term says.
pub fn term(id: &str) -> String {
    format!("term-{id}")
}
