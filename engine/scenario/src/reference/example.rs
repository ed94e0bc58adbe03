//! Examples, cut from the text that was read.

use crate::Place;

/// The value at a place, with its name before it, and indented as if it stood alone.
pub(super) fn cut(text: &str, place: &Place) -> Option<String> {
    let line_start: usize = text.split_inclusive('\n').take(place.line.checked_sub(1)?).map(str::len).sum();
    let line = text.get(line_start..)?;
    let start = line_start + line.char_indices().nth(place.column.checked_sub(1)?)?.0;
    let end = start + length(text.get(start..)?);
    let named = named_from(text, start);
    let indent = line.len() - line.trim_start_matches(' ').len();
    let lines = text.get(named..end)?.lines().enumerate().map(|(at, line)| {
        let blank = line.len() - line.trim_start_matches(' ').len();
        if at == 0 { line } else { &line[blank.min(indent)..] }
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// How long the value is that the text begins with: a word, and a bracket if one follows at once.
fn length(text: &str) -> usize {
    let word = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, character) in text[word..].char_indices() {
        match character {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted && depth > 0 => depth -= 1,
            _ => {}
        }
        if depth == 0 && !quoted {
            let opened = matches!(character, ')' | ']' | '}' | '"') && at > 0;
            return word + if opened { at + character.len_utf8() } else { at };
        }
    }
    text.len()
}

/// Where the name before a value begins; the value itself, if it has none.
fn named_from(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches(' ');
    let Some(before) = before.strip_suffix(':') else { return start };
    before
        .strip_suffix('"')
        .and_then(|inner| inner.rfind('"'))
        .unwrap_or_else(|| before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + 1))
}
