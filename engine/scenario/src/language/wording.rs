//! What officers add to a page: names, reasons, their own words, a look.

use super::decode::{Settings, list, map, tag, text, wrong_shape};
use super::files::{Files, SCENARIO_LIMIT, Source};
use super::tree::{Tree, Value};
use crate::reference::Form;
use crate::{Code, Fault, Faults, Place};
use std::collections::BTreeMap;
use std::path::Path;

/// What officers add to a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// The title of the page.
    pub title: Option<String>,
    /// Whose page it is.
    pub council: Option<String>,
    /// A colour of the council's, `#rrggbb`.
    pub colour: Option<String>,
    /// The logo, from the file's folder, and what it shows in words.
    pub logo: Option<(String, String)>,
    /// Where consultation stands: "Before consultation: …".
    pub stage: Option<String>,
    /// Names and reasons of options, by their label in the runs.
    pub options: BTreeMap<String, OptionWords>,
    /// What was looked at and not kept, in order of its name.
    pub rejected: BTreeMap<String, String>,
    /// Officers' words by the id of their slot, paragraph by paragraph.
    pub slots: BTreeMap<String, Vec<String>>,
    /// Questions to ask people.
    pub questions: Vec<String>,
    /// Every text of the file and where it stands.
    pub places: Vec<(String, Place)>,
}

impl Wording {
    /// What to call the file: its name, or what names it.
    pub fn file(&self) -> &str {
        self.places.first().map_or("the file named with --words", |(_, place)| &place.file)
    }
}

/// What officers say of an option.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionWords {
    /// What readers call it.
    pub name: Option<String>,
    /// What it is for.
    pub why: Option<String>,
}

/// Reads what officers add to a page: `Page(title: "…", slots: {"legal": ["…"]}, …)`; `slots` are the
/// ids there are.
///
/// # Errors
/// Every fault found.
pub fn load_wording(path: &Path, slots: &[&str]) -> Result<Wording, Vec<Fault>> {
    let name = path.to_string_lossy();
    let mut faults = Faults::new();
    let mut files = Files::new(Source::Typed);
    let wording = files
        .text(&name, SCENARIO_LIMIT, &Place::file(&name), &mut faults)
        .and_then(|text| Tree::parse(&name, &text, &mut faults))
        .and_then(|tree| read(&tree, slots, &mut faults));
    match wording {
        Some(wording) if !faults.any_error() => Ok(wording),
        _ => Err(faults.sorted()),
    }
}

pub(super) fn read(tree: &Tree, slots: &[&str], faults: &mut Faults) -> Option<Wording> {
    tag(tree, &["Page"], faults)?;
    let mut settings = Settings::of(tree, "a page", faults)?;
    let title = settings.maybe("title", faults, text);
    let council = settings.maybe("council", faults, text);
    let colour = settings.maybe("colour", faults, colour);
    let logo = settings.maybe("logo", faults, |tree, faults| {
        let mut logo = Settings::plain(tree, "a logo", faults)?;
        let file = logo.need("file", faults, |tree, faults| {
            faults.form(|| Form::File);
            Files::beside(&tree.place, &text(tree, faults)?, faults)
        });
        let shows = logo.need("shows", faults, text);
        logo.finish(faults);
        file.zip(shows)
    });
    let stage = settings.maybe("stage", faults, text);
    let options = settings.maybe("options", faults, |tree, faults| {
        let read = |tree: &Tree, faults: &mut Faults| {
            let mut option = Settings::plain(tree, "an option", faults)?;
            let words =
                OptionWords { name: option.maybe("name", faults, text), why: option.maybe("why", faults, text) };
            option.finish(faults);
            Some(words)
        };
        let entries = map(tree, faults)?;
        Some(entries.iter().filter_map(|entry| Some((entry.name.clone(), read(&entry.tree, faults)?))).collect())
    });
    let rejected = settings.maybe("rejected", faults, |tree, faults| {
        let entries = map(tree, faults)?;
        Some(entries.iter().filter_map(|entry| Some((entry.name.clone(), text(&entry.tree, faults)?))).collect())
    });
    let words = settings.maybe("slots", faults, |tree, faults| {
        let mut found = BTreeMap::new();
        for entry in map(tree, faults)? {
            if !slots.contains(&entry.name.as_str()) {
                let what = format!("there is no slot \"{}\"", entry.name);
                faults.add(Code::UnknownName, &entry.place, what, format!("Slots are {}", slots.join(", ")));
            }
            if let Some(words) = paragraphs(&entry.tree, faults) {
                found.insert(entry.name.clone(), words);
            }
        }
        Some(found)
    });
    let questions = settings.maybe("questions", faults, paragraphs).unwrap_or_default();
    settings.finish(faults);
    let mut places = Vec::new();
    texts(tree, &mut places);
    Some(Wording {
        title,
        council,
        colour,
        logo,
        stage,
        options: options.unwrap_or_default(),
        rejected: rejected.unwrap_or_default(),
        slots: words.unwrap_or_default(),
        questions,
        places,
    })
}

/// Every text, with names of options and of what was rejected, which readers see too.
fn texts(tree: &Tree, found: &mut Vec<(String, Place)>) {
    match &tree.value {
        Value::Text(text) => found.push((text.clone(), tree.place.clone())),
        Value::Listed { items, .. } => items.iter().for_each(|item| texts(item, found)),
        Value::Named { braces, entries, .. } => {
            for entry in entries {
                if *braces {
                    found.push((entry.name.clone(), entry.place.clone()));
                }
                texts(&entry.tree, found);
            }
        }
        Value::Number(_) | Value::Word(_) => {}
    }
}

fn paragraphs(tree: &Tree, faults: &mut Faults) -> Option<Vec<String>> {
    Some(list(tree, faults)?.iter().filter_map(|item| text(item, faults)).collect())
}

fn colour(tree: &Tree, faults: &mut Faults) -> Option<String> {
    let given = text(tree, faults)?;
    let plain = given.len() == 7 && given.starts_with('#') && given[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
    if !plain {
        wrong_shape(tree, "a colour is six hexadecimal digits", "\"#1d4f91\"", faults);
    }
    plain.then(|| given.to_ascii_lowercase())
}
