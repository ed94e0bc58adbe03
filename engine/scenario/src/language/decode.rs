//! From trees to typed values. Each helper says what is wrong and goes on, so that one run finds
//! everything.

use super::tree::{Entry, Tree, Value, position};
use crate::fault::{is_invisible, nearest, quoted, suggestion};
use crate::reference::Form;
use crate::{Code, Faults, Pence, Place, Sessions, Share};
use std::collections::BTreeSet;

/// Longest text a scenario may hold in one value, in characters.
const TEXT: usize = 10_000;

/// The settings of one bracket, handed out by name; what nobody asked for is unknown.
pub(super) struct Settings<'t> {
    place: Place,
    /// The word before the bracket, or what it is called.
    name: &'t str,
    entries: &'t [Entry],
    /// What was asked for, and whether it must be given.
    asked: Vec<(&'static str, bool)>,
}

impl<'t> Settings<'t> {
    /// The settings in `tree`, which should be called `what` and whose word, if any, has been read.
    pub fn of(tree: &'t Tree, what: &'t str, faults: &mut Faults) -> Option<Settings<'t>> {
        let (tag, entries) = match &tree.value {
            Value::Named { tag, entries, braces: false } => (tag.as_deref(), entries.as_slice()),
            // A bare word is the same word with empty brackets.
            Value::Word(word) => (Some(word.as_str()), [].as_slice()),
            _ => {
                wrong_shape(tree, &format!("{what} is written as named settings"), "(name: value, …)", faults);
                return None;
            }
        };
        let name = tag.unwrap_or_else(|| what.trim_start_matches("a ").trim_start_matches("an "));
        faults.bracket(name, &tree.place, entries.len());
        Some(Settings { place: tree.place.clone(), name, entries, asked: Vec::new() })
    }

    /// As [`Settings::of`], where no word may stand before the bracket.
    pub fn plain(tree: &'t Tree, what: &'t str, faults: &mut Faults) -> Option<Settings<'t>> {
        if let Value::Named { tag: Some(word), braces: false, .. } | Value::Word(word) = &tree.value {
            wrong_shape(
                tree,
                &format!("{what} is written as named settings, without the word {}", quoted(word)),
                "(name: value, …)",
                faults,
            );
            return None;
        }
        Settings::of(tree, what, faults)
    }

    fn ask<T>(
        &mut self,
        (name, needed): (&'static str, bool),
        faults: &mut Faults,
        read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
    ) -> Option<T> {
        self.asked.push((name, needed));
        faults.asked(self.name, name, needed);
        let at = position(self.entries, name).ok()?;
        faults.inside(self.name, name, |faults| read(&self.entries[at].tree, faults))
    }

    /// A setting that must be given. That it is not is told by [`Settings::finish`].
    pub fn need<T>(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
        read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
    ) -> Option<T> {
        self.ask((name, true), faults, read)
    }

    /// A setting that may be left out. `None` is also what a faulty one gives: the fault is noted.
    pub fn maybe<T>(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
        read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
    ) -> Option<T> {
        self.ask((name, false), faults, read)
    }

    /// A setting that may be left out, and what holds then.
    pub fn or<T: AsWritten>(
        &mut self,
        name: &'static str,
        otherwise: T,
        faults: &mut Faults,
        read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
    ) -> T {
        faults.otherwise(self.name, name, || otherwise.as_written());
        self.maybe(name, faults, read).unwrap_or(otherwise)
    }

    /// Goes on with a setting that has been found and only partly read.
    pub fn again<T>(&self, name: &'static str, faults: &mut Faults, read: impl FnOnce(&mut Faults) -> T) -> T {
        faults.again(self.name, name, read)
    }

    /// Names that are missing, and names nobody asked for: often one and the same slip.
    pub fn finish(self, faults: &mut Faults) {
        let given = |name: &str| position(self.entries, name).is_ok();
        let open: Vec<(&str, bool)> = self.asked.iter().copied().filter(|(name, _)| !given(name)).collect();
        let unknown: Vec<&Entry> =
            self.entries.iter().filter(|entry| !self.asked.iter().any(|(name, _)| *name == entry.name)).collect();
        for entry in &unknown {
            let what = format!("unknown setting {}", quoted(&entry.name));
            let names: Vec<&str> = open.iter().map(|(name, _)| *name).collect();
            let fix = if names.is_empty() {
                "Remove it: everything that can be set here is set".to_owned()
            } else {
                suggestion(&entry.name, names)
            };
            faults.add(Code::UnknownSetting, &entry.place, what, fix);
        }
        for (name, _) in open.iter().filter(|(_, needed)| *needed) {
            let names = || open.iter().map(|(name, _)| *name);
            let slip = unknown.iter().find(|entry| nearest(&entry.name, names()) == Some(name));
            let fix = match slip {
                Some(entry) => {
                    format!("Is it {} on line {}? Correct that name", quoted(&entry.name), entry.place.line)
                }
                None if !self.place.sheet.is_empty() => format!("Add a column {name} and fill it in"),
                None => format!("Add {name}: …"),
            };
            faults.add(Code::MissingSetting, &self.place, format!("{} is not given", quoted(name)), fix);
        }
    }
}

/// A value as it would be written in a scenario.
pub(super) trait AsWritten {
    fn as_written(&self) -> String;
}

impl AsWritten for Share {
    fn as_written(&self) -> String {
        self.value().to_string()
    }
}

impl AsWritten for bool {
    fn as_written(&self) -> String {
        self.to_string()
    }
}

impl AsWritten for u32 {
    fn as_written(&self) -> String {
        self.to_string()
    }
}

impl AsWritten for f64 {
    fn as_written(&self) -> String {
        self.to_string()
    }
}

impl AsWritten for Sessions {
    fn as_written(&self) -> String {
        self.to_string()
    }
}

impl AsWritten for Pence {
    fn as_written(&self) -> String {
        quoted(&self.to_string())
    }
}

/// Adds a fault of form.
pub(super) fn wrong_shape(tree: &Tree, what: &str, example: &str, faults: &mut Faults) {
    faults.add(Code::WrongShape, &tree.place, format!("{what}; found {}", tree.form()), format!("Write {example}"));
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The word that says which of several kinds this is: `Lock` of `Lock(site: …)`.
pub(super) fn tag<'t>(tree: &'t Tree, known: &[&str], faults: &mut Faults) -> Option<&'t str> {
    faults.form(|| Form::Kinds(owned(known)));
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

/// One of several bare words: `Universal`.
pub(super) fn word<'t>(tree: &'t Tree, known: &[&str], faults: &mut Faults) -> Option<&'t str> {
    faults.form(|| Form::Words(owned(known)));
    let found = tag(tree, known, faults)?;
    let bare = match &tree.value {
        Value::Word(_) => true,
        Value::Named { entries, .. } => entries.is_empty(),
        _ => false,
    };
    if bare {
        return Some(found);
    }
    wrong_shape(tree, &format!("nothing can be set for {found}"), &format!("{found} alone"), faults);
    None
}

/// Text in quotes.
pub(super) fn text(tree: &Tree, faults: &mut Faults) -> Option<String> {
    faults.form(|| Form::Text);
    let Value::Text(text) = &tree.value else {
        wrong_shape(tree, "text is expected here", "it in straight quotes: \"…\"", faults);
        return None;
    };
    if text.chars().count() > TEXT {
        let what = format!("{} is longer than {TEXT} characters", quoted(text));
        faults.add(Code::OutOfRange, &tree.place, what, "Shorten it");
        return None;
    }
    Some(text.clone())
}

/// `true` or `false`.
pub(super) fn yes_or_no(tree: &Tree, faults: &mut Faults) -> Option<bool> {
    faults.form(|| Form::YesNo);
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
    faults.form(|| Form::Map);
    match &tree.value {
        Value::Named { tag: None, braces, entries } if *braces || entries.is_empty() => return Some(entries),
        _ => {}
    }
    wrong_shape(tree, "entries by id are expected here", "{\"id\": …, …}", faults);
    None
}

/// The items of a list.
pub(super) fn list<'t>(tree: &'t Tree, faults: &mut Faults) -> Option<&'t [Tree]> {
    faults.form(|| Form::List);
    if let Value::Listed { tag: None, items } = &tree.value {
        return Some(items);
    }
    wrong_shape(tree, "a list is expected here", "[…, …]", faults);
    None
}

/// The one thing in `Tag(thing)`, where it has no name but what it `is`.
pub(super) fn only<'t, T>(
    tree: &'t Tree,
    is: &str,
    faults: &mut Faults,
    read: impl FnOnce(&'t Tree, &mut Faults) -> Option<T>,
) -> Option<T> {
    match &tree.value {
        Value::Listed { items, tag } if items.len() == 1 => {
            let name = tag.as_deref().unwrap_or_default();
            faults.bracket(name, &tree.place, 1);
            faults.asked(name, is, true);
            faults.inside(name, is, |faults| read(&items[0], faults))
        }
        _ => {
            wrong_shape(tree, "exactly one value is expected in these brackets", "one value", faults);
            None
        }
    }
}

/// Text that must be one of the known ids; gives its position in `known`, which is sorted.
pub(super) fn name_of(tree: &Tree, kind: &'static str, known: &[String], faults: &mut Faults) -> Option<usize> {
    let given = text(tree, faults)?;
    look_up(&given, kind, known, &tree.place, faults)
}

/// A list of distinct known ids, as sorted positions.
pub(super) fn names_of(tree: &Tree, kind: &'static str, known: &[String], faults: &mut Faults) -> Option<Vec<usize>> {
    let items = list(tree, faults)?;
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for item in items {
        if let Some(position) = name_of(item, kind, known, faults)
            && !found.insert(position)
        {
            let what = format!("{kind} {} is listed twice", quoted(&known[position]));
            faults.add(Code::GivenTwice, &item.place, what, "Keep one");
        }
    }
    if items.is_empty() {
        faults.add(Code::OutOfRange, &tree.place, format!("no {kind} is named"), format!("Name at least one {kind}"));
        return None;
    }
    (found.len() == items.len()).then(|| found.into_iter().collect())
}

/// Beyond so many faults, and among more names than that, nobody reads suggestions.
const SUGGESTED: (usize, usize) = (100, 10_000);

/// The position of an id in `known`, or a fault with a suggestion. `known` is sorted, but for
/// `closed`, which stands before the other levels.
pub(super) fn look_up(
    given: &str,
    kind: &'static str,
    known: &[String],
    place: &Place,
    faults: &mut Faults,
) -> Option<usize> {
    faults.form(|| Form::Name(kind));
    if let Ok(position) = known.binary_search_by(|id| id.as_str().cmp(given)) {
        return Some(position);
    }
    if known.first().is_some_and(|first| first == given) {
        return Some(0);
    }
    if known.is_empty() && faults.any_error() {
        // What would have named it could not be read, and that has been told.
        return None;
    }
    let fix = if faults.len() < SUGGESTED.0 && known.len() < SUGGESTED.1 {
        suggestion(given, known.iter().map(String::as_str))
    } else {
        "Check the name".to_owned()
    };
    faults.add(Code::UnknownName, place, format!("there is no {kind} {}", quoted(given)), fix);
    None
}

/// Longest id, in characters.
const ID: usize = 100;

/// An id, or another `kind` of name, that can be used: 1 to 100 visible characters, no blanks at its
/// ends.
pub(super) fn usable_id(kind: &str, id: &str, place: &Place, faults: &mut Faults) -> bool {
    let fault = if id.is_empty() {
        "is empty"
    } else if id.chars().count() > ID {
        "is longer than 100 characters"
    } else if id.trim() != id {
        "has a blank at its start or end"
    } else if id.chars().any(is_invisible) {
        "has an unprintable character"
    } else if id.chars().any(|character| ('\u{300}'..='\u{36f}').contains(&character)) {
        "has an accent apart from its letter, which looks like the same name with both in one"
    } else if id.contains(['/', '|']) {
        "has a \"/\" or \"|\", which paths and lists are made of"
    } else {
        return true;
    };
    let what = format!("the {kind} {fault}: {}", quoted(id));
    faults.add(Code::BadId, place, what, "Use letters, digits and dashes");
    false
}
