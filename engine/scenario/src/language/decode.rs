//! From trees to typed values. Each helper says what is wrong and goes on, so that one run finds
//! everything.

use super::tree::{Entry, Tree, Value};
use crate::fault::{quoted, suggestion};
use crate::{Code, Faults, Place};

/// The settings of one bracket, handed out by name; what nobody asked for is unknown.
pub(super) struct Settings<'t> {
    place: Place,
    entries: &'t [Entry],
    known: Vec<&'static str>,
}

impl<'t> Settings<'t> {
    /// The settings in `tree`, which should be called `what`.
    pub fn of(tree: &'t Tree, what: &str, faults: &mut Faults) -> Option<Settings<'t>> {
        match &tree.value {
            Value::Named { entries, braces: false, .. } => {
                Some(Settings { place: tree.place.clone(), entries, known: Vec::new() })
            }
            // A bare word is the same word with empty brackets.
            Value::Word(_) => Some(Settings { place: tree.place.clone(), entries: &[], known: Vec::new() }),
            _ => {
                wrong_shape(tree, &format!("{what} is written as named settings"), "(name: value, …)", faults);
                None
            }
        }
    }

    fn find(&mut self, name: &'static str) -> Option<&'t Tree> {
        self.known.push(name);
        self.entries.iter().find(|entry| entry.name == name).map(|entry| &entry.tree)
    }

    /// A setting that must be given.
    pub fn need<T>(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
        read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
    ) -> Option<T> {
        if let Some(tree) = self.find(name) {
            return read(tree, faults);
        }
        faults.add(
            Code::MissingSetting,
            &self.place,
            format!("{} is not given", quoted(name)),
            format!("Add {name}: …"),
        );
        None
    }

    /// A setting that may be left out. `None` is also what a faulty one gives: the fault is noted.
    pub fn maybe<T>(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
        read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
    ) -> Option<T> {
        self.find(name).and_then(|tree| read(tree, faults))
    }

    /// Names nobody asked for.
    pub fn finish(self, faults: &mut Faults) {
        for entry in self.entries {
            if !self.known.contains(&entry.name.as_str()) {
                let place = &entry.place;
                faults.add(
                    Code::UnknownSetting,
                    place,
                    format!("unknown setting {}", quoted(&entry.name)),
                    suggestion(&entry.name, self.known.iter().copied()),
                );
            }
        }
    }
}

/// Adds a fault of form.
pub(super) fn wrong_shape(tree: &Tree, what: &str, example: &str, faults: &mut Faults) {
    faults.add(Code::WrongShape, &tree.place, format!("{what}; found {}", tree.form()), format!("Write {example}"));
}

/// The word that says which of several kinds this is: `Lock` of `Lock(site: …)`.
pub(super) fn tag<'t>(tree: &'t Tree, known: &[&str], faults: &mut Faults) -> Option<&'t str> {
    let word = match &tree.value {
        Value::Named { tag, .. } | Value::Listed { tag, .. } => tag.as_deref(),
        Value::Word(word) => Some(word.as_str()),
        _ => None,
    };
    match word {
        Some(word) if known.contains(&word) => Some(word),
        Some(word) => {
            faults.add(
                Code::UnknownName,
                &tree.place,
                format!("unknown word {}", quoted(word)),
                suggestion(word, known.iter().copied()),
            );
            None
        }
        None => {
            wrong_shape(
                tree,
                "a kind is expected here",
                &known.iter().map(|word| format!("{word}(…)")).collect::<Vec<_>>().join(" or "),
                faults,
            );
            None
        }
    }
}

/// Text in quotes.
pub(super) fn text(tree: &Tree, faults: &mut Faults) -> Option<String> {
    match &tree.value {
        Value::Text(text) => Some(text.clone()),
        _ => {
            wrong_shape(tree, "text is expected here", "it in straight quotes: \"…\"", faults);
            None
        }
    }
}

/// `true` or `false`.
pub(super) fn yes_or_no(tree: &Tree, faults: &mut Faults) -> Option<bool> {
    match &tree.value {
        Value::Word(word) if word == "true" => Some(true),
        Value::Word(word) if word == "false" => Some(false),
        _ => {
            wrong_shape(tree, "yes or no is expected here", "true or false", faults);
            None
        }
    }
}

/// The entries of a map by id, each with the place of its tree.
pub(super) fn map<'t>(tree: &'t Tree, faults: &mut Faults) -> Option<&'t [Entry]> {
    match &tree.value {
        Value::Named { tag: None, braces, entries } if *braces || entries.is_empty() => Some(entries),
        _ => {
            wrong_shape(tree, "entries by id are expected here", "{\"id\": …, …}", faults);
            None
        }
    }
}

/// The items of a list.
pub(super) fn list<'t>(tree: &'t Tree, faults: &mut Faults) -> Option<&'t [Tree]> {
    match &tree.value {
        Value::Listed { tag: None, items } => Some(items),
        _ => {
            wrong_shape(tree, "a list is expected here", "[…, …]", faults);
            None
        }
    }
}

/// The one thing in `Tag(thing)`.
pub(super) fn only<'t>(tree: &'t Tree, faults: &mut Faults) -> Option<&'t Tree> {
    match &tree.value {
        Value::Listed { items, .. } if items.len() == 1 => items.first(),
        _ => {
            wrong_shape(tree, "exactly one value is expected in these brackets", "one value", faults);
            None
        }
    }
}

/// Text that must be one of the known ids; gives its position in `known`, which is sorted.
pub(super) fn name_of(tree: &Tree, kind: &str, known: &[String], faults: &mut Faults) -> Option<usize> {
    let given = text(tree, faults)?;
    look_up(&given, kind, known, &tree.place, faults)
}

/// A list of distinct known ids, as sorted positions.
pub(super) fn names_of(tree: &Tree, kind: &str, known: &[String], faults: &mut Faults) -> Option<Vec<usize>> {
    let items = list(tree, faults)?;
    let mut found: Vec<usize> = Vec::new();
    for item in items {
        if let Some(position) = name_of(item, kind, known, faults) {
            if found.contains(&position) {
                faults.add(
                    Code::GivenTwice,
                    &item.place,
                    format!("{kind} {} is listed twice", quoted(&known[position])),
                    "Keep one",
                );
            } else {
                found.push(position);
            }
        }
    }
    if items.is_empty() {
        faults.add(Code::OutOfRange, &tree.place, format!("no {kind} is named"), format!("Name at least one {kind}"));
        return None;
    }
    found.sort_unstable();
    (found.len() == items.len()).then_some(found)
}

/// The position of an id in a sorted list, or a fault with a suggestion.
pub(super) fn look_up(given: &str, kind: &str, known: &[String], place: &Place, faults: &mut Faults) -> Option<usize> {
    let found = known.iter().position(|id| id == given);
    if found.is_none() {
        faults.add(
            Code::UnknownName,
            place,
            format!("there is no {kind} {}", quoted(given)),
            suggestion(given, known.iter().map(String::as_str)),
        );
    }
    found
}

/// An id that can be used: 1 to 100 visible characters, no blanks at its ends.
pub(super) fn usable_id(id: &str, place: &Place, faults: &mut Faults) -> bool {
    let fault = if id.is_empty() {
        Some("the id is empty")
    } else if id.chars().count() > 100 {
        Some("the id is longer than 100 characters")
    } else if id.trim() != id {
        Some("the id has a blank at its start or end")
    } else if id.chars().any(|c| {
        c.is_control()
            || ('\u{200b}'..='\u{200f}').contains(&c)
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
            || c == '\u{feff}'
    }) {
        Some("the id has an unprintable character")
    } else if id.contains('/') || id.contains('|') {
        Some("the id has a \"/\" or \"|\", which paths and lists are made of")
    } else {
        None
    };
    if let Some(what) = fault {
        faults.add(Code::BadId, place, format!("{what}: {}", quoted(id)), "Use letters, digits and dashes");
    }
    fault.is_none()
}
