//! A RON file as it was written: every value with its place, nothing judged yet.
//!
//! RON's own raw values give the place of every field, key and item without a second parser. What
//! serde cannot tell (the word before a bracket) is read off the raw text. Each level of brackets is
//! parsed once for every level around it; the depth is limited, so the cost stays proportional to
//! the size of the file.

use super::lines::Lines;
use super::outline::{self, DEPTH, is_blank, leading_word, skip_blank};
use crate::fault::quoted;
use crate::{Code, Faults, Place};
use ron::error::{Error as Form, SpannedError};
use ron::value::RawValue;
use serde::de::{Deserialize as _, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub place: Place,
    pub value: Value,
}

/// What was written.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// `Tag(name: value, …)`, `(name: value, …)` or `{"key": value, …}`; the entries sorted by name.
    Named { tag: Option<String>, braces: bool, entries: Vec<Entry> },
    /// `Tag(value, …)`, `(value, …)` or `[value, …]`.
    Listed { tag: Option<String>, items: Vec<Tree> },
    /// `"text"`.
    Text(String),
    /// A number, as written.
    Number(String),
    /// A bare word: `GeneralFund`, `true`.
    Word(String),
}

/// One named value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub name: String,
    /// Where its name stands.
    pub place: Place,
    pub tree: Tree,
}

impl Value {
    /// A single value as a file writes it.
    pub fn written(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(format!("{text:?}")),
            Value::Number(written) | Value::Word(written) => Some(written.clone()),
            Value::Named { .. } | Value::Listed { .. } => None,
        }
    }
}

impl Tree {
    /// Reads a whole file. Only the first faults of form can be told, for after them nothing is sure.
    pub fn parse(file: &str, text: &str, faults: &mut Faults) -> Option<Tree> {
        // RON would not take a comment as the last line of a file without a line end.
        let text = format!("{text}\n");
        let reader = Reader { lines: Lines::new(file, &text), malformed: Cell::new(false) };
        outline::sound(&reader.lines, faults)?;
        match ron::Options::default().from_str::<&RawValue>(&text) {
            Ok(raw) => reader.tree(raw, 0, faults).filter(|_| !reader.malformed.get()),
            Err(error) => {
                let span = error.span.start;
                let place = Place { line: span.line, column: span.col, ..Place::file(file) };
                malformed(&error.code, &place, reader.lines.character(&place), faults);
                None
            }
        }
    }

    /// The value as a reader would quote it: the words, not the quotes around them.
    pub fn as_written(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Number(text) | Value::Word(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// What form it has, for messages.
    pub fn form(&self) -> &'static str {
        match &self.value {
            Value::Named { braces: true, .. } => "a map { … }",
            Value::Named { .. } => "named settings ( … )",
            Value::Listed { .. } => "a list",
            Value::Text(_) => "text in quotes",
            Value::Number(_) => "a number",
            Value::Word(_) => "a bare word",
        }
    }

    /// The value at a path of names, such as `targets/by-2020/amount`.
    pub fn at_path<'t>(&'t self, path: &str) -> Option<&'t Tree> {
        path.split('/').try_fold(self, |tree, step| match &tree.value {
            Value::Named { entries, .. } => position(entries, step).ok().map(|at| &entries[at].tree),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn at_path_mut(&mut self, path: &str) -> Option<&mut Tree> {
        path.split('/').try_fold(self, |tree, step| match &mut tree.value {
            Value::Named { entries, .. } => position(entries, step).ok().map(|at| &mut entries[at].tree),
            _ => None,
        })
    }
}

/// Where a name stands among sorted entries, or where it would.
pub(super) fn position(entries: &[Entry], name: &str) -> Result<usize, usize> {
    entries.binary_search_by(|entry| entry.name.as_str().cmp(name))
}

struct Reader<'t> {
    lines: Lines<'t>,
    /// Was something found that has no form at all? Then what is missing may only be hidden by it.
    malformed: Cell<bool>,
}

impl<'t> Reader<'t> {
    fn tree(&self, raw: &'t RawValue, depth: usize, faults: &mut Faults) -> Option<Tree> {
        let text = skip_blank(raw.get_ron());
        let place = self.lines.place_of(text);
        if depth > DEPTH {
            faults.add(Code::Syntax, &place, "nested too deeply", "Use fewer brackets inside each other");
            return None;
        }
        let (word, rest) = leading_word(text);
        let rest = skip_blank(rest);
        if let Some(value) = scalar(text, word, rest) {
            return Some(Tree { place, value });
        }
        let tag = (!word.is_empty() && rest.starts_with('(')).then(|| word.to_owned());
        let value = match shape(text) {
            Ok(Shape::Some(inner)) => return self.tree(inner, depth + 1, faults),
            Ok(Shape::Text(text)) => Value::Text(text),
            Ok(Shape::Named(raws)) => {
                let entries = self.entries(rest, raws, depth, faults);
                Value::Named { tag, braces: text.starts_with('{'), entries }
            }
            Ok(Shape::Listed(raws)) if raws.is_empty() && rest.starts_with('(') => {
                Value::Named { tag, braces: false, entries: Vec::new() }
            }
            Ok(Shape::Listed(raws)) => {
                let items = raws.into_iter().filter_map(|raw| self.tree(raw, depth + 1, faults)).collect();
                Value::Listed { tag, items }
            }
            Err(error) => {
                // The place is told from the start of this value.
                let (line, column) = (error.span.start.line, error.span.start.col);
                let at = match line {
                    0 | 1 => Place { column: place.column + column.saturating_sub(1), ..place },
                    _ => Place { line: place.line + line - 1, column, ..place },
                };
                malformed(&error.code, &at, self.lines.character(&at), faults);
                self.malformed.set(true);
                return None;
            }
        };
        Some(Tree { place, value })
    }

    /// Named values, each name once. `text` begins with the bracket around them.
    fn entries(
        &self,
        text: &'t str,
        raws: Vec<(String, &'t RawValue)>,
        depth: usize,
        faults: &mut Faults,
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(raws.len());
        let mut seen: BTreeMap<String, (Place, Option<String>)> = BTreeMap::new();
        // A name stands between the bracket or the comma before it and its own value.
        let mut before = text.strip_prefix(['(', '{']).unwrap_or("");
        for (name, raw) in raws {
            let key = skip_blank(before);
            let key = skip_blank(key.strip_prefix(',').unwrap_or(key));
            let place = self.lines.place_of(key);
            let end = self.lines.offset(raw.get_ron()) + raw.get_ron().len();
            before = self.lines.text.get(end..).unwrap_or("");
            let tree = self.tree(raw, depth + 1, faults);
            let written = tree.as_ref().and_then(Tree::as_written);
            if let Some((first, earlier)) = seen.get(&name) {
                let values = match (earlier, &written) {
                    (Some(earlier), Some(written)) => format!(", as {} and as {}", quoted(earlier), quoted(written)),
                    _ => String::new(),
                };
                let what = format!("{} is given twice{values} (first on line {})", quoted(&name), first.line);
                faults.add(Code::GivenTwice, &place, what, "Keep one");
                continue;
            }
            seen.insert(name.clone(), (place.clone(), written));
            if let Some(tree) = tree {
                entries.push(Entry { name, place, tree });
            }
        }
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        entries
    }
}

/// A fault of form, in words for people.
fn malformed(error: &Form, place: &Place, found: Option<char>, faults: &mut Faults) {
    let (what, fix) = match error {
        Form::ExpectedComma if found == Some(':') => (
            "a colon cannot stand here",
            "Names in round brackets have no quotes, names in a map have: (setting: 1), {\"id\": 1}",
        ),
        Form::ExpectedComma => ("a comma is missing before this", "Put a comma between settings"),
        Form::Eof | Form::ExpectedStructLikeEnd | Form::ExpectedMapEnd | Form::ExpectedArrayEnd => {
            ("a value, a comma or a closing bracket is missing here", "Compare with the settings above")
        }
        Form::ExpectedMapColon => ("a colon is missing here", "Write name: value, or \"id\": value"),
        Form::ExpectedString => {
            ("a name in quotes is expected here", "Names in a map stand in straight quotes: {\"id\": (setting: 1)}")
        }
        Form::ExpectedIdentifier => {
            ("the name of a setting is expected here", "Settings in round brackets have no quotes: (setting: 1)")
        }
        Form::NoSuchExtension(name) => {
            let what = format!("unknown switch {}", quoted(name));
            faults.add(Code::Syntax, place, what, "Remove the #![enable(…)] line: no switch is needed");
            return;
        }
        Form::InvalidIdentifier(word) | Form::SuggestRawIdentifier(word)
            if word.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            let what = format!("a number goes on after a comma: {}", quoted(word));
            faults.add(Code::Syntax, place, what, "Write amounts as text: \"£60,000\"; numbers without commas: 60000");
            return;
        }
        Form::IntegerOutOfBounds => ("the number is too large", "Check the number"),
        Form::TrailingCharacters => {
            ("something follows after the end of the scenario", "Remove it; one file holds one scenario")
        }
        Form::InvalidEscape(_) => {
            ("the text has a \"\\\" that stands for nothing", "Write \\\\ for a backslash, / between folders")
        }
        other => {
            let what = format!("not well-formed: {}", plain(&other.to_string()));
            faults.add(Code::Syntax, place, what, "Compare with a bundled scenario");
            return;
        }
    };
    faults.add(Code::Syntax, place, what, fix);
}

/// RON's messages are written for programmers; keep their sense and drop the types.
fn plain(message: &str) -> String {
    let kept = message.split(" instead").next().unwrap_or(message);
    crate::fault::bare(&kept.replace('`', "\""))
}

/// A number or a bare word, without the comment that may follow it. `rest` is what follows the word.
fn scalar(text: &str, word: &str, rest: &str) -> Option<Value> {
    if !word.is_empty() {
        return rest.is_empty().then(|| match word {
            "NaN" | "inf" => Value::Number(word.to_owned()),
            _ => Value::Word(word.to_owned()),
        });
    }
    let starts = text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    let end = text.find(|character| is_blank(character) || character == '/').unwrap_or(text.len());
    starts.then(|| Value::Number(text[..end].to_owned()))
}

enum Shape<'de> {
    Named(Vec<(String, &'de RawValue)>),
    Listed(Vec<&'de RawValue>),
    Text(String),
    Some(&'de RawValue),
}

fn shape(text: &str) -> Result<Shape<'_>, SpannedError> {
    let mut reader = ron::Deserializer::from_str(text)?;
    reader.deserialize_any(Shapes).map_err(|error| reader.span_error(error))
}

struct Shapes;

impl<'de> Visitor<'de> for Shapes {
    type Value = Shape<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("settings, a map, a list or text")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<String, &'de RawValue>()? {
            entries.push(entry);
        }
        Ok(Shape::Named(entries))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<&'de RawValue>()? {
            items.push(item);
        }
        Ok(Shape::Listed(items))
    }
    fn visit_unit<E>(self) -> Result<Shape<'de>, E> {
        Ok(Shape::Listed(Vec::new()))
    }
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Shape<'de>, D::Error> {
        <&RawValue>::deserialize(inner).map(Shape::Some)
    }
    fn visit_str<E>(self, text: &str) -> Result<Shape<'de>, E> {
        Ok(Shape::Text(text.to_owned()))
    }
}
