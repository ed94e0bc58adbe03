//! A look over a file before it is parsed: are quotes, comments and brackets closed, and is it of a
//! size and depth that can be meant? RON tells such faults at the place where it gave up; here they
//! are told where they began. Everything else about the form is left to RON.

use super::lines::Lines;
use crate::fault::quoted;
use crate::{Code, Faults};

/// How deep a scenario may be nested. The language itself needs 8, a change of a variant 4 more.
pub(super) const DEPTH: usize = 16;
/// Most values in a file. Bulk belongs into tables.
pub(super) const VALUES: usize = 50_000;
/// Longest name or number outside quotes, in bytes. RON reads them slowly.
const BARE: usize = 1_000;

/// Says what is wrong with the outline of a file. `None` when parsing it makes no sense.
pub(super) fn sound(lines: &Lines<'_>, faults: &mut Faults) -> Option<()> {
    let mut outline = Outline { lines, open: Vec::new(), values: 0, anything: false, long_text: None };
    let before = faults.len();
    let read_on = outline.read(faults);
    if faults.len() > before {
        return None;
    }
    read_on?;
    if !outline.anything {
        let what = format!("{} holds nothing", quoted(&lines.place(0).file));
        faults.add(Code::Syntax, &lines.place(0), what, "Write a scenario: Scenario( … )");
        return None;
    }
    Some(())
}

struct Outline<'o, 't> {
    lines: &'o Lines<'t>,
    /// Brackets open here: offset and the bracket that closes each.
    open: Vec<(usize, char)>,
    values: usize,
    anything: bool,
    /// Where the first text began that runs over the end of its line.
    long_text: Option<usize>,
}

impl Outline<'_, '_> {
    /// `None` after a fault past which the rest cannot be told apart.
    fn read(&mut self, faults: &mut Faults) -> Option<()> {
        let text = self.lines.text;
        let mut at = 0;
        while let Some(character) = text[at..].chars().next() {
            let rest = &text[at..];
            let length = match character {
                _ if is_blank(character) => character.len_utf8(),
                '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                '/' if rest.starts_with("/*") => self.comment(at, rest, faults)?,
                _ => {
                    self.anything = true;
                    match character {
                        '"' => self.text(at, 1, quoted_length(rest), faults)?,
                        '\'' => letter_length(rest),
                        _ if is_word_start(character) || character.is_ascii_digit() => self.word(at, rest, faults)?,
                        _ => {
                            self.sign(at, character, faults)?;
                            character.len_utf8()
                        }
                    }
                }
            };
            at += length;
        }
        for (offset, closing) in self.open.iter().rev().take(1) {
            faults.add(
                Code::Syntax,
                &self.lines.place(*offset),
                "the bracket opened here is never closed",
                format!("Close it with {closing}"),
            );
        }
        Some(())
    }

    fn comment(&self, at: usize, rest: &str, faults: &mut Faults) -> Option<usize> {
        let length = comment_length(rest);
        if length.is_none() {
            faults.add(
                Code::Syntax,
                &self.lines.place(at),
                "the comment opened here is never closed",
                "Close it with */",
            );
        }
        length
    }

    /// Text of so many bytes from `at`; its content begins `head` bytes later.
    fn text(&mut self, at: usize, head: usize, length: Option<usize>, faults: &mut Faults) -> Option<usize> {
        let rest = &self.lines.text[at..];
        let within = length.map_or(rest, |length| &rest[..length]);
        if self.long_text.is_none() && within.get(head..).is_some_and(|content| content.contains('\n')) {
            self.long_text = Some(at);
        }
        if length.is_none() {
            // The quote that is missing is missing where text first ran over the end of its line.
            let place = self.lines.place(self.long_text.unwrap_or(at));
            faults.add(Code::Syntax, &place, "the text opened here is never closed", "Close it with \"");
        }
        length
    }

    fn word(&mut self, at: usize, rest: &str, faults: &mut Faults) -> Option<usize> {
        let word = bare_word(rest);
        let after = &rest[word.len()..];
        if word.len() > BARE {
            let what = format!("{} is longer than {BARE} characters", quoted(word));
            faults.add(Code::Syntax, &self.lines.place(at), what, "Shorten it, or put text in straight quotes");
            return None;
        }
        let hashes = after.len() - after.trim_start_matches('#').len();
        match word {
            "r" | "br" if after[hashes..].starts_with('"') => {
                let head = word.len() + hashes + 1;
                let closing = format!("\"{}", "#".repeat(hashes));
                let length = rest[head..].find(&closing).map(|end| head + end + closing.len());
                self.text(at, head, length, faults)
            }
            "b" if after.starts_with('"') => self.text(at, 2, quoted_length(after).map(|length| length + 1), faults),
            _ => Some(word.len()),
        }
    }

    fn sign(&mut self, at: usize, character: char, faults: &mut Faults) -> Option<()> {
        let place = || self.lines.place(at);
        match character {
            '(' | '[' | '{' => {
                let closing = match character {
                    '(' => ')',
                    '[' => ']',
                    _ => '}',
                };
                self.open.push((at, closing));
                if self.open.len() > DEPTH {
                    let fix = format!("Use at most {DEPTH} brackets inside each other");
                    faults.add(Code::Syntax, &place(), "nested too deeply", fix);
                    return None;
                }
            }
            ')' | ']' | '}' => match self.open.pop() {
                Some((_, closing)) if closing == character => {}
                Some((opened, closing)) => {
                    let line = self.lines.place(opened).line;
                    let what =
                        format!("\"{character}\" closes the bracket opened on line {line}, which needs {closing}");
                    faults.add(Code::Syntax, &place(), what, "Close each bracket with its own kind");
                    return None;
                }
                None => {
                    let what = format!("\"{character}\" closes nothing");
                    faults.add(Code::Syntax, &place(), what, "Remove it, or open the bracket it should close");
                    return None;
                }
            },
            _ if CURLY.contains(&character) => {
                faults.add(Code::Syntax, &place(), "curly quote found", "Use the straight quote \"");
            }
            _ => {}
        }
        // Every value but the first follows a bracket or a comma.
        self.values += usize::from(matches!(character, '(' | '[' | '{' | ','));
        if self.values > VALUES {
            let what = format!("more than {VALUES} values");
            faults.add(Code::FileTooLarge, &place(), what, "Put bulk data into tables");
            return None;
        }
        Some(())
    }
}

/// Bytes of a text in quotes, both quotes included; `None` when it is not closed.
fn quoted_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Bytes of a letter in single quotes, `'x'` or `'\n'`; 1 when it is no letter.
fn letter_length(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    let escaped = characters.next().is_some_and(|(_, first)| first == '\\');
    if escaped {
        characters.next();
    }
    match characters.find(|(_, character)| *character == '\'' || !escaped) {
        Some((at, '\'')) => at + 1,
        _ => 1,
    }
}

/// What word processors make of straight quotes.
const CURLY: [char; 10] = ['“', '”', '„', '‟', '‘', '’', '«', '»', '″', '＂'];

/// What RON takes for a blank.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
    )
}

/// The text after blanks and comments.
pub(super) fn skip_blank(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start_matches(is_blank);
        if let Some(rest) = trimmed.strip_prefix("//") {
            text = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if trimmed.starts_with("/*") {
            text = comment_length(trimmed).map_or("", |length| &trimmed[length..]);
        } else {
            return trimmed;
        }
    }
}

/// Bytes of the block comment at the start; `None` when it is not closed. RON's comments nest.
fn comment_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth = depth.saturating_sub(1);
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

fn is_word_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

/// A word at the start, if any, and what follows it.
pub(super) fn leading_word(text: &str) -> (&str, &str) {
    let length = if text.starts_with(is_word_start) { bare_word(text).len() } else { 0 };
    text.split_at(length)
}

/// What stands at the start up to a blank or a sign.
fn bare_word(text: &str) -> &str {
    // RON lets marks and other signs beyond ASCII continue a word; here any may.
    let continues = |character: char| {
        character.is_alphanumeric()
            || character == '_'
            || !(character.is_ascii() || is_blank(character) || CURLY.contains(&character))
    };
    let end = text.find(|character| !continues(character)).unwrap_or(text.len());
    &text[..end]
}
