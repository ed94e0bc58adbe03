//! A value as a scenario file has it: settings in the order of the language, entries by id, lines no longer than
//! people read.

use super::shape::{Shape, items};
use crate::language::tree::{Entry, Tree, Value};
use crate::reference::Form;

/// Longest line, where something can be broken.
const WIDE: usize = 110;

/// A whole scenario file.
pub fn file(tree: &Tree) -> String {
    let mut text = String::new();
    written(&Shape::root(), tree, 0, true, &mut text);
    text.push('\n');
    text
}

/// A value on one line.
pub fn line(tree: &Tree) -> String {
    let mut text = String::new();
    flat(&[], tree, &mut text);
    text
}

/// Writes a value after what stands on its line already; `broken`: over several lines, whatever its length.
fn written(forms: &[Form], tree: &Tree, depth: usize, broken: bool, text: &mut String) {
    let mut short = String::new();
    flat(forms, tree, &mut short);
    let used = text.rsplit('\n').next().map_or(0, |line| line.chars().count());
    let (open, close, parts) = parts(forms, tree);
    if parts.is_empty() || !broken && used + short.chars().count() < WIDE {
        text.push_str(&short);
        return;
    }
    text.push_str(&open);
    for (name, forms, part) in parts {
        text.push('\n');
        text.push_str(&"    ".repeat(depth + 1));
        text.push_str(&name);
        written(forms, part, depth + 1, false, text);
        text.push(',');
    }
    text.push('\n');
    text.push_str(&"    ".repeat(depth));
    text.push_str(&close);
}

fn flat(forms: &[Form], tree: &Tree, text: &mut String) {
    let (open, close, parts) = parts(forms, tree);
    text.push_str(&open);
    for (at, (name, forms, part)) in parts.into_iter().enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_str(&name);
        flat(forms, part, text);
    }
    text.push_str(&close);
}

/// Something inside a value: what stands before it, its forms.
type Part<'t> = (String, &'t [Form], &'t Tree);

/// What opens and closes a value, and what stands in it: with its name, its forms.
fn parts<'t>(forms: &'t [Form], tree: &'t Tree) -> (String, String, Vec<Part<'t>>) {
    let shape = Shape::get();
    match &tree.value {
        Value::Named { tag, braces, entries } => {
            let word = tag.as_deref().unwrap_or_default();
            let order = order(forms, tag.as_deref(), entries);
            let part = |entry: &'t Entry| {
                let name = if *braces { format!("{}: ", quoted(&entry.name)) } else { format!("{}: ", entry.name) };
                (name, shape.step(forms, tag.as_deref(), &entry.name), &entry.tree)
            };
            let (open, close) = if *braces { ("{".to_owned(), "}") } else { (format!("{word}("), ")") };
            // A word with nothing to set stands alone.
            if entries.is_empty() && !braces && tag.is_some() {
                return (word.to_owned(), String::new(), Vec::new());
            }
            (open, close.to_owned(), order.into_iter().map(part).collect())
        }
        Value::Listed { tag, items: each } => {
            let (open, close) = tag.as_ref().map_or(("[".to_owned(), "]"), |tag| (format!("{tag}("), ")"));
            let inner = tag.as_ref().map_or(items(forms), |tag| shape.only(forms, tag));
            (open, close.to_owned(), each.iter().map(|item| (String::new(), inner, item)).collect())
        }
        Value::Text(written) => (quoted(written), String::new(), Vec::new()),
        Value::Number(written) | Value::Word(written) => (written.clone(), String::new(), Vec::new()),
    }
}

/// Settings as the language has them, entries as they are sorted.
pub fn order<'e>(forms: &[Form], tag: Option<&str>, entries: &'e [Entry]) -> Vec<&'e Entry> {
    let bracket = match forms.first() {
        Some(Form::Bracket(name)) => Some(name.as_str()),
        _ => tag,
    };
    let settings = bracket.map_or(&[][..], |bracket| Shape::get().settings(bracket));
    let rank = |entry: &&Entry| settings.iter().position(|(name, _)| *name == entry.name).unwrap_or(usize::MAX);
    let mut found: Vec<&Entry> = entries.iter().collect();
    found.sort_by_key(rank);
    found
}

/// Text in quotes, so that a file says exactly this.
fn quoted(text: &str) -> String {
    ron::to_string(text).unwrap_or_else(|_| format!("{text:?}"))
}
