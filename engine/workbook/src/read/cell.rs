//! A cell as markup: what it says of itself, what stands in it, and whether the two go together.

use super::areas::reference;
use super::limits::Limits;
use super::refusal::Judged;
use super::survey::{number_from, out_of_place};
use super::xml::{Events, attributes};
use doorstep_scenario::{bare, quoted};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// What a cell says of itself.
pub(super) struct Head {
    pub row: usize,
    pub column: usize,
    kind: Kind,
}

/// What kind of value a cell says that it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number,
    SharedText,
    Flag,
    Error,
    /// The text that a formula comes to.
    Result,
    /// Text in the cell itself.
    Inline,
    Day,
    Unknown,
}

impl Kind {
    fn of(said: Option<&str>) -> Self {
        match said {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::SharedText,
            Some("b") => Kind::Flag,
            Some("e") => Kind::Error,
            Some("str") => Kind::Result,
            Some("inlineStr") => Kind::Inline,
            Some("d") => Kind::Day,
            Some(_) => Kind::Unknown,
        }
    }
}

impl Head {
    /// A cell where the one before says that it is expected, unless it says so itself.
    pub fn of(element: &BytesStart<'_>, row: usize, column: usize) -> Judged<Self> {
        let [at, kind] = attributes(element, ["r", "t"])?;
        let kind = Kind::of(kind);
        let (at_row, column) = match at {
            None => (row, column),
            Some(at) => reference(at).ok_or_else(|| out_of_place("cell", at))?,
        };
        if at_row != row {
            return Err(out_of_place("cell", at.unwrap_or_default()));
        }
        Ok(Self { row, column, kind })
    }
}

/// What stands in a cell, as markup.
#[derive(Default)]
pub(super) struct Body {
    formula: bool,
    /// The saved value, if it is there: its text, and whether that is all in one piece.
    value: Option<(String, bool)>,
    inline: bool,
    /// Something else is in it, or something twice.
    odd: bool,
}

impl Body {
    /// The rest of a cell that began at this byte.
    pub fn read<R: BufRead>(events: &mut Events<R>, begun: u64, limits: &Limits) -> Judged<Self> {
        let mut body = Self::default();
        let mut depth = 0;
        let mut in_value = false;
        loop {
            if events.position().saturating_sub(begun) > limits.cell {
                return Err(events.broken("has a cell longer than any cell can be"));
            }
            match events.next()? {
                Event::Start(element) => {
                    match (depth, element.local_name().as_ref()) {
                        (0, "v") => {
                            body.odd |= body.value.replace((String::new(), true)).is_some() || body.inline;
                            in_value = true;
                        }
                        (0, "f") => body.odd |= std::mem::replace(&mut body.formula, true),
                        (0, "is") => body.odd |= std::mem::replace(&mut body.inline, true) || body.value.is_some(),
                        (0, _) | (_, "c" | "row" | "sheetData") => body.odd = true,
                        _ => body.odd |= in_value,
                    }
                    depth += 1;
                }
                Event::End(_) if depth > 0 => {
                    depth -= 1;
                    in_value &= depth > 0;
                }
                Event::End(element) if element.local_name().as_ref() == "c" => return Ok(body),
                Event::End(_) => return Err(events.broken("has a cell that does not end")),
                Event::Eof => return Err(events.broken("ends too early")),
                Event::Text(text) if in_value => {
                    if let Some((kept, whole)) = &mut body.value {
                        *whole &= kept.is_empty();
                        kept.extend(text.chars().take(KEPT));
                    }
                }
                Event::GeneralRef(_) if in_value => {
                    if let Some((kept, whole)) = &mut body.value {
                        *whole = false;
                        kept.push('&');
                    }
                }
                Event::CData(_) | Event::Comment(_) | Event::PI(_) if in_value => body.odd = true,
                _ => {}
            }
        }
    }

    /// Does anything stand in it?
    pub fn filled(&self) -> bool {
        self.formula || self.inline || self.odd || self.value.as_ref().is_some_and(|(text, _)| !text.is_empty())
    }
}

/// Letters of a value that are kept to be judged: whatever is longer is no number.
const KEPT: usize = 400;

const SAVED_AGAIN: &str = "Type the value again in Excel, and save";

/// What is wrong with a cell, and what to do.
pub(super) struct Wrong {
    pub what: String,
    pub fix: &'static str,
    /// The library gives up on it, too.
    pub given_up: bool,
}

/// What is wrong with a cell, if anything is. `texts` is how many shared texts there are.
pub(super) fn wrong(head: &Head, body: &Body, texts: usize) -> Option<Wrong> {
    let (text, whole) = body.value.as_ref().map_or(("", true), |(text, whole)| (text.as_str(), *whole));
    let wrong = |what: String, fix| Some(Wrong { what, fix, given_up: true });
    if body.odd {
        return wrong("the cell holds more than one value".to_owned(), SAVED_AGAIN);
    }
    // A result that is an empty text is said to be one; anything else that is empty was never worked out.
    if body.formula && !body.inline && (body.value.is_none() || text.is_empty() && head.kind != Kind::Result) {
        let what = "the cell holds a formula with no saved value".to_owned();
        return Some(Wrong { what, fix: "Open the workbook in Excel, save it, and try again", given_up: false });
    }
    if body.value.is_none() || text.is_empty() && whole {
        return None;
    }
    let sound = match head.kind {
        Kind::Error => {
            let fix = "Mend the formula, or type the value that is meant";
            return wrong(format!("the cell shows {}", bare(text)), fix);
        }
        Kind::SharedText => whole && number_from(text, 0).is_some_and(|at| at < texts),
        Kind::Flag => whole && ["0", "1", "true", "false"].contains(&text),
        Kind::Number => whole && is_number(text),
        Kind::Result | Kind::Day => true,
        // Its text stands elsewhere, and what stands here would be passed over.
        Kind::Inline | Kind::Unknown => false,
    };
    if sound {
        return None;
    }
    wrong(format!("the cell holds {}, which is no value of its kind", quoted(text)), SAVED_AGAIN)
}

/// Is this a number as workbooks write them, and one that can be counted with?
fn is_number(text: &str) -> bool {
    text.len() < KEPT
        && text.starts_with(|first: char| first.is_ascii_digit() || first == '-' || first == '.')
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}
