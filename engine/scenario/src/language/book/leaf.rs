//! One cell and one value of the language, both ways.
//!
//! | in the cell | value |
//! |---|---|
//! | `hub \| linked` | a list, where a list stands |
//! | `Site: hub \| linked` | a word with its one value in brackets |
//! | 60000 where money stands | `"£60,000"` |
//! | `yes`, TRUE | `true` |
//! | `{}`, `[]` | nothing in it, but given |
//! | `ron: …` | anything, as a scenario file has it |
//!
//! Numbers have fifteen digits, as many as a spreadsheet shows: 120000.10000000001 is 120000.1.

use super::shape::{Shape, items};
use crate::fault::{bare, quoted};
use crate::language::scalars::{amount_of, real};
use crate::language::tree::{Tree, Value};
use crate::language::variant::canonical;
use crate::reference::Form;
use crate::{CellValue, Code, Faults, Pence, Place};

/// Before a value that stands in a cell as a scenario file has it.
const AS_IN_A_FILE: &str = "ron:";
/// Between items.
const BAR: char = '|';

/// The value that stands in a cell, where these forms are expected. What is told is about the cell.
pub fn value(forms: &[Form], cell: &CellValue, place: &Place, faults: &mut Faults) -> Option<Tree> {
    let made = |value: Value| Some(Tree { place: place.clone(), value });
    match (forms.first(), cell) {
        (_, CellValue::Text(text)) if text.trim_start().starts_with(AS_IN_A_FILE) => {
            as_in_a_file(text.trim_start()[AS_IN_A_FILE.len()..].trim(), place, faults)
        }
        (Some(Form::ByYear), _) => value(&forms[1..], cell, place, faults),
        (Some(Form::Map), CellValue::Text(text)) if text.trim() == "{}" => {
            made(Value::Named { tag: None, braces: true, entries: Vec::new() })
        }
        (Some(Form::List), CellValue::Text(text)) if text.trim() == "[]" => {
            made(Value::Listed { tag: None, items: Vec::new() })
        }
        (Some(Form::List), CellValue::Text(text)) => {
            let inner = items(forms);
            if is_name(inner) && !text.contains(BAR) && text.contains([',', ';']) {
                let what = format!("{} looks like several names", quoted(text));
                faults.add(Code::BadCell, place, what, "Put | between them: hub | linked");
                return None;
            }
            let each =
                text.split(BAR).map(|part| value(inner, &CellValue::Text(part.trim().to_owned()), place, faults));
            let items = each.collect::<Option<_>>()?;
            made(Value::Listed { tag: None, items })
        }
        (Some(Form::List), _) => {
            let only = value(items(forms), cell, place, faults)?;
            made(Value::Listed { tag: None, items: vec![only] })
        }
        (Some(Form::Pair | Form::Correlation), CellValue::Text(text)) => {
            let each = text.split(BAR).map(|part| Tree { place: place.clone(), value: unsaid(part.trim()) });
            made(Value::Listed { tag: None, items: each.collect() })
        }
        (Some(Form::Words(_) | Form::Kinds(_)), CellValue::Text(text)) => kind(forms, text, place, faults),
        (Some(Form::YesNo), _) => yes_or_no(cell, place, faults).and_then(made),
        (Some(form), CellValue::Text(text)) if is_number(form) && real(text.trim()).is_ok() => {
            made(Value::Number(text.trim().to_owned()))
        }
        (Some(Form::Share | Form::ShareAboveZero | Form::Rate), CellValue::Text(text)) if real(text.trim()).is_ok() => {
            made(Value::Number(text.trim().to_owned()))
        }
        (Some(Form::Money | Form::SignedMoney), CellValue::Text(text)) if matches!(text.trim(), "-" | "–" | "—") => {
            let what = format!("{} is no amount", quoted(text));
            faults.add(Code::BadMoney, place, what, "If it is nothing, write 0");
            None
        }
        // Blanks around a name cannot be seen.
        (_, CellValue::Text(text)) if is_name(forms) => made(Value::Text(text.trim().to_owned())),
        (_, CellValue::Text(text)) => made(Value::Text(text.clone())),
        (Some(Form::Money | Form::SignedMoney), CellValue::Number(pounds)) => {
            money(*pounds, place, faults).and_then(made)
        }
        (Some(Form::Date), CellValue::Date(..)) => made(Value::Text(cell.to_string())),
        (Some(Form::FirstOfMonth), CellValue::Date(_, month, day)) => {
            let month = MONTHS.get(usize::from(month.unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default();
            made(Value::Text(format!("{day} {month}")))
        }
        (Some(Form::Year), _) => {
            other(cell, "a financial year", "Format the cell as Text and write 2025-26", place, faults)
        }
        (Some(form), _) if is_text(form) => not_text(cell, place, faults),
        (_, CellValue::Number(number)) => made(Value::Number(digits(*number))),
        (Some(Form::Money | Form::SignedMoney), _) => {
            other(cell, "money", "Format the cell as Number and write the amount again", place, faults)
        }
        (Some(form), _) if is_number(form) => {
            other(cell, "a number", "Format the cell as Number and write it again", place, faults)
        }
        (_, CellValue::Date(..)) => not_text(cell, place, faults),
        (_, CellValue::Flag(_)) => yes_or_no(cell, place, faults).and_then(made),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn is_number(form: &Form) -> bool {
    matches!(
        form,
        Form::Number(..)
            | Form::Whole(..)
            | Form::Count(_)
            | Form::FromOne(_)
            | Form::Exactly(_)
            | Form::Sessions
            | Form::SessionsOrNone
    )
}

/// Forms in which a number or a date has lost what was typed: zeros in front, or the year 2025-26.
fn is_text(form: &Form) -> bool {
    matches!(
        form,
        Form::Text | Form::Id | Form::Name(_) | Form::File | Form::Path | Form::Year | Form::Date | Form::FirstOfMonth
    )
}

/// Is it the name of something?
fn is_name(forms: &[Form]) -> bool {
    matches!(forms, [Form::Name(_), ..] | [Form::Text, Form::Name(_), ..])
}

pub fn not_text<T>(cell: &CellValue, place: &Place, faults: &mut Faults) -> Option<T> {
    let fix = "Format the cell as Text and type it again: a spreadsheet may have changed it";
    other(cell, "text", fix, place, faults)
}

/// Something else stands in the cell than is expected.
fn other<T>(cell: &CellValue, expected: &str, fix: &str, place: &Place, faults: &mut Faults) -> Option<T> {
    let is = match cell {
        CellValue::Number(number) => format!("the number {}", digits(*number)),
        CellValue::Date(..) => format!("the date {cell}"),
        CellValue::Flag(_) => cell.to_string(),
        CellValue::Text(text) => quoted(text),
    };
    let what = format!("this is {is}, and {expected} is expected");
    faults.add(Code::BadCell, place, what, fix);
    None
}

fn yes_or_no(cell: &CellValue, place: &Place, faults: &mut Faults) -> Option<Value> {
    match cell.to_string().trim().to_lowercase().as_str() {
        "yes" | "true" => Some(Value::Word("true".to_owned())),
        "no" | "false" => Some(Value::Word("false".to_owned())),
        written => {
            let what = format!("{} is neither yes nor no", quoted(written));
            faults.add(Code::BadCell, place, what, "Write yes or no");
            None
        }
    }
}

/// A word, perhaps with the one value of its brackets after a colon.
fn kind(forms: &[Form], text: &str, place: &Place, faults: &mut Faults) -> Option<Tree> {
    let split = text.split_once(':').map(|(word, rest)| (word.trim(), rest.trim()));
    let only = split.map_or(&[][..], |(word, _)| Shape::get().only(forms, word));
    let (Some((word, rest)), false) = (split, only.is_empty()) else {
        return Some(Tree { place: place.clone(), value: Value::Word(text.trim().to_owned()) });
    };
    let item = value(only, &CellValue::Text(rest.to_owned()), place, faults)?;
    Some(Tree { place: place.clone(), value: Value::Listed { tag: Some(word.to_owned()), items: vec![item] } })
}

/// Where nothing says which it is: what looks like a number is one.
fn unsaid(text: &str) -> Value {
    if real(text).is_ok() { Value::Number(text.to_owned()) } else { Value::Text(text.to_owned()) }
}

/// Whole pence of a number of pounds, but for what a spreadsheet's binary fractions leave.
fn money(pounds: f64, place: &Place, faults: &mut Faults) -> Option<Value> {
    let (whole, pence) = (pounds.abs(), (pounds.abs() * 100.0).round());
    if !(pence.is_finite() && (whole * 100.0 - pence).abs() < 1e-3 && pence < 9e15) {
        let what = format!("{} is not a whole number of pence", bare(&digits(pounds)));
        faults.add(Code::BadMoney, place, what, "Round it to the penny");
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "below nine thousand billion pounds")]
    let amount = Pence(pence as i64).to_string();
    Some(Value::Text(if pounds < 0.0 && pence > 0.0 { format!("-{amount}") } else { amount }))
}

/// A number as a spreadsheet shows it when it shows all: with fifteen digits, never with an exponent.
pub fn digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{}", rounded + 0.0)
}

/// A value as a scenario file has it; everything in it stands in this cell.
fn as_in_a_file(text: &str, place: &Place, faults: &mut Faults) -> Option<Tree> {
    let mut inner = Faults::new();
    let tree = Tree::parse(&place.file, text, &mut inner);
    for fault in inner.sorted() {
        faults.add(fault.code, place, fault.what, fault.fix);
    }
    let mut tree = tree?;
    moved(&mut tree, place);
    Some(tree)
}

fn moved(tree: &mut Tree, place: &Place) {
    tree.place = place.clone();
    match &mut tree.value {
        Value::Named { entries, .. } => {
            for entry in entries {
                entry.place = place.clone();
                moved(&mut entry.tree, place);
            }
        }
        Value::Listed { items, .. } => items.iter_mut().for_each(|item| moved(item, place)),
        Value::Text(_) | Value::Number(_) | Value::Word(_) => {}
    }
}

/// The cell for a value, if it is read back as the same; otherwise the value as a scenario file has it.
pub fn cell(forms: &[Form], tree: &Tree) -> CellValue {
    let place = Place::default();
    let back = |cell: &CellValue| {
        let mut faults = Faults::new();
        value(forms, cell, &place, &mut faults).filter(|_| faults.is_empty())
    };
    plain(forms, tree)
        .filter(|cell| back(cell).is_some_and(|read| same(forms, &read, tree)))
        .unwrap_or_else(|| CellValue::Text(format!("{AS_IN_A_FILE} {}", super::file::line(tree))))
}

/// The same value, whatever it is written like.
fn same(forms: &[Form], one: &Tree, other: &Tree) -> bool {
    let text = |tree: &Tree| tree.as_written().unwrap_or_default();
    match forms.first() {
        Some(Form::ByYear) => same(&forms[1..], one, other),
        Some(Form::Money | Form::SignedMoney) => {
            let amount = |tree: &Tree| amount_of(text(tree).trim_start_matches(['-', '−'])).ok();
            let below = |tree: &Tree| text(tree).starts_with(['-', '−']);
            amount(one).is_some() && amount(one) == amount(other) && below(one) == below(other)
        }
        Some(Form::Share | Form::ShareAboveZero | Form::Rate) => {
            let share = |tree: &Tree| share(&text(tree));
            share(one).is_some() && share(one) == share(other)
        }
        _ => canonical(one) == canonical(other),
    }
}

/// A share as its number: the decimal point of a percentage is moved in the text.
fn share(written: &str) -> Option<f64> {
    match written.trim().strip_suffix('%') {
        Some(percent) => real(&format!("{}e-2", percent.trim())).ok(),
        None => real(written).ok(),
    }
}

fn plain(forms: &[Form], tree: &Tree) -> Option<CellValue> {
    let text = |text: &str| Some(CellValue::Text(text.to_owned()));
    match (forms.first(), &tree.value) {
        (Some(Form::ByYear), _) => plain(&forms[1..], tree),
        (Some(Form::Money | Form::SignedMoney), Value::Text(written) | Value::Number(written)) => {
            let below = written.starts_with(['-', '−']);
            let pence = amount_of(written.trim_start_matches(['-', '−'])).ok()?.0;
            let pounds = pence as f64 / 100.0;
            Some(CellValue::Number(if below { -pounds } else { pounds }))
        }
        (Some(Form::Share | Form::ShareAboveZero | Form::Rate), Value::Text(written)) => {
            share(written).map(CellValue::Number)
        }
        (Some(Form::YesNo), Value::Word(word)) => text(if word == "true" { "yes" } else { "no" }),
        // A spreadsheet keeps fifteen digits.
        (_, Value::Number(written)) => real(written).ok().filter(|number| number.abs() < 1e15).map(CellValue::Number),
        (_, Value::Text(written) | Value::Word(written)) if !written.trim().is_empty() => text(written),
        (Some(Form::Map), Value::Named { entries, .. }) if entries.is_empty() => text("{}"),
        (Some(Form::List), Value::Listed { tag: None, items }) if items.is_empty() => text("[]"),
        (Some(Form::List | Form::Pair | Form::Correlation), Value::Listed { tag: None, items }) => {
            joined(items).as_deref().and_then(text)
        }
        (_, Value::Listed { tag: Some(tag), items }) => match items.as_slice() {
            [Tree { value: Value::Listed { tag: None, items }, .. }] => text(&format!("{tag}: {}", joined(items)?)),
            [only] => text(&format!("{tag}: {}", only.as_written()?)),
            _ => None,
        },
        _ => None,
    }
}

fn joined(items: &[Tree]) -> Option<String> {
    Some(items.iter().map(Tree::as_written).collect::<Option<Vec<_>>>()?.join(" | "))
}
