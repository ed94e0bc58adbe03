//! A RON file as it was written: every value with its place, nothing judged yet.
//!
//! RON's own raw values give the place of every field, key and item without a second parser. What
//! serde cannot tell (the word before a bracket) is read off the raw text.

use crate::{Code, Faults, Place};
use ron::value::RawValue;
use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// How deep a scenario may be nested. The language itself needs 8.
const DEPTH: usize = 24;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub place: Place,
    pub value: Value,
}

/// What was written.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// `Tag(name: value, …)`, `(name: value, …)` or `{"key": value, …}`.
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
    pub place: Place,
    pub tree: Tree,
}

impl Tree {
    /// Reads a whole file. Only the first fault of form can be told, for after it nothing is sure.
    pub fn parse(file: &str, text: &str, faults: &mut Faults) -> Option<Tree> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = Reader { file, text };
        match ron::Options::default().from_str::<&RawValue>(text) {
            Ok(raw) => reader.tree(raw, 0, faults),
            Err(error) => {
                reader.syntax(&error, faults);
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
            Value::Named { entries, .. } => entries.iter().find(|entry| entry.name == step).map(|entry| &entry.tree),
            _ => None,
        })
    }
}

struct Reader<'t> {
    file: &'t str,
    text: &'t str,
}

impl<'t> Reader<'t> {
    fn place(&self, part: &str) -> Place {
        // `part` is always a slice of `text`: raw values borrow from it.
        let offset = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len());
        place_of(self.file, self.text, offset)
    }

    fn tree(&self, raw: &'t RawValue, depth: usize, faults: &mut Faults) -> Option<Tree> {
        let text = raw.get_ron();
        let start = text.len() - skip_blank(text).len();
        let text = skip_blank(text).trim_end();
        let place = self.place(&raw.get_ron()[start..]);
        if depth > DEPTH {
            faults.add(
                Code::Syntax,
                &place,
                "nested too deeply",
                format!("Use at most {DEPTH} brackets inside each other"),
            );
            return None;
        }
        let (tag, rest) = leading_word(text);
        let rest = skip_blank(rest);
        if !rest.starts_with(['(', '[', '{', '"', 'r']) && rest.len() + tag.len() > 0 {
            if let Some(value) = scalar(text, tag) {
                return Some(Tree { place, value });
            }
        }
        if rest == "()" || (rest.starts_with('(') && skip_blank(&rest[1..]) == ")") {
            let tag = (!tag.is_empty()).then(|| tag.to_owned());
            return Some(Tree { place, value: Value::Named { tag, braces: false, entries: Vec::new() } });
        }
        let shape = ron::Deserializer::from_str(text)
            .map_err(|error| error.code)
            .and_then(|mut reader| reader.deserialize_any(Shapes));
        let tag = (!tag.is_empty() && rest.starts_with('(')).then(|| tag.to_owned());
        let value = match shape {
            Ok(Shape::Text(text)) => Value::Text(text),
            Ok(Shape::Named(raws)) => {
                let mut entries: Vec<Entry> = Vec::with_capacity(raws.len());
                for (name, raw) in raws {
                    let place = self.place(skip_blank(raw.get_ron()));
                    if let Some(first) = entries.iter().find(|entry| entry.name == name) {
                        faults.add(
                            Code::GivenTwice,
                            &place,
                            format!(
                                "{} is given twice (first on line {})",
                                crate::fault::quoted(&name),
                                first.place.line
                            ),
                            "Keep one",
                        );
                        continue;
                    }
                    if let Some(tree) = self.tree(raw, depth + 1, faults) {
                        entries.push(Entry { name, place, tree });
                    }
                }
                Value::Named { tag, braces: text.starts_with('{'), entries }
            }
            Ok(Shape::Listed(raws)) => {
                let items = raws.into_iter().filter_map(|raw| self.tree(raw, depth + 1, faults)).collect();
                Value::Listed { tag, items }
            }
            Err(_) => {
                faults.add(
                    Code::Syntax,
                    &place,
                    format!("{} cannot be read here", crate::fault::quoted(text)),
                    "Names in a map stand in straight quotes, settings in brackets do not: {\"id\": (setting: 1)}",
                );
                return None;
            }
        };
        Some(Tree { place, value })
    }

    fn syntax(&self, error: &ron::error::SpannedError, faults: &mut Faults) {
        use ron::error::Error as E;
        let place = Place { file: self.file.to_owned(), line: error.span.start.line, column: error.span.start.col };
        let (what, fix) = match &error.code {
            E::ExpectedComma => {
                ("a comma or a closing bracket is missing before this".into(), "Put a comma between settings".into())
            }
            E::UnexpectedChar('“' | '”' | '‘' | '’') => {
                ("curly quote found".into(), "Use the straight quote \"".into())
            }
            E::UnclosedBlockComment => ("the comment opened here is never closed".into(), "Close it with */".into()),
            E::Eof | E::ExpectedStructLikeEnd | E::ExpectedMapEnd | E::ExpectedArrayEnd => {
                ("the file ends before every bracket is closed".into(), "Close what was opened: ), ] or }".into())
            }
            E::ExpectedStringEnd => ("text opened here is never closed".into(), "Close it with \"".into()),
            E::NoSuchExtension(name) => (
                format!("unknown switch {}", crate::fault::quoted(name)),
                "Remove the #![enable(…)] line: no switch is needed".into(),
            ),
            E::ExceededRecursionLimit => {
                ("nested too deeply".into(), format!("Use at most {DEPTH} brackets inside each other"))
            }
            E::TrailingCharacters => (
                "something follows after the end of the scenario".into(),
                "Remove it; one file holds one scenario".into(),
            ),
            E::UnexpectedChar(found) => (
                format!("unexpected character {}", crate::fault::quoted(&found.to_string())),
                "Remove it, or put text in straight quotes".into(),
            ),
            other => {
                (format!("not well-formed: {}", plain(&other.to_string())), "Compare with a bundled scenario".into())
            }
        };
        let (what, fix): (String, String) = (what, fix);
        faults.add(Code::Syntax, &place, what, fix);
    }
}

/// RON's messages are written for programmers; keep their sense and drop the types.
fn plain(message: &str) -> String {
    message.replace('`', "\"")
}

/// Line and column, in characters and from 1, of a byte offset.
fn place_of(file: &str, text: &str, offset: usize) -> Place {
    let before = &text[..offset];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Place { file: file.to_owned(), line, column }
}

/// The text after blanks and comments.
fn skip_blank(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start();
        if let Some(rest) = trimmed.strip_prefix("//") {
            text = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if trimmed.starts_with("/*") {
            text = after_block_comment(trimmed);
        } else {
            return trimmed;
        }
    }
}

/// RON's block comments nest.
fn after_block_comment(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return &text[at..];
                }
            }
            _ => at += 1,
        }
    }
    ""
}

/// A word at the start, if any, and what follows it.
fn leading_word(text: &str) -> (&str, &str) {
    let starts = text.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    if !starts {
        return ("", text);
    }
    let end = text.find(|character: char| !(character.is_alphanumeric() || character == '_')).unwrap_or(text.len());
    text.split_at(end)
}

/// A number or a bare word.
fn scalar(text: &str, word: &str) -> Option<Value> {
    if !word.is_empty() {
        return (word == text).then(|| match word {
            "NaN" | "inf" => Value::Number(word.to_owned()),
            _ => Value::Word(word.to_owned()),
        });
    }
    let first = text.chars().next()?;
    (first.is_ascii_digit() || matches!(first, '-' | '+' | '.')).then(|| Value::Number(text.to_owned()))
}

enum Shape<'de> {
    Named(Vec<(String, &'de RawValue)>),
    Listed(Vec<&'de RawValue>),
    Text(String),
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
    fn visit_str<E>(self, text: &str) -> Result<Shape<'de>, E> {
        Ok(Shape::Text(text.to_owned()))
    }
}
