//! How figures and names are said: one way on the whole page.

use crate::document::{Column, Row, Table};
use crate::dossier::{Dossier, Part, Programme};
pub use crate::draw::words::counted;
use crate::draw::words::whole;
use doorstep_scenario::Pence;

/// Pounds, with pence where there are any.
pub fn pounds(pence: i64) -> String {
    Pence(pence).to_string().replace('-', "−")
}

/// "£16.0m", "£950k", "£420": for a sentence.
pub fn about(pence: i64) -> String {
    let sign = if pence < 0 { "−" } else { "" };
    let size = pence.unsigned_abs() as f64 / 100.0;
    match size {
        size if size >= 999_500.0 => format!("{sign}£{:.1}m", size / 1e6),
        size if size >= 9_950.0 => format!("{sign}£{:.0}k", size / 1e3),
        size => format!("{sign}£{}", whole(size)),
    }
}

/// A goal's value with at most one decimal.
pub fn goal(name: &str, value: f64) -> String {
    if name.contains("cost") && value.abs() < 1e13 {
        // Pounds with pence: far below 2⁶³.
        #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
        return pounds((value * 100.0).round() as i64);
    }
    if value.abs() >= 1e13 {
        return format!("{value:e}");
    }
    let shown = format!("{value:.1}");
    let Some((units, tenths)) = shown.split_once('.').filter(|(_, tenths)| *tenths != "0") else {
        return whole(value);
    };
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{}.{tenths}", whole(units.trim_start_matches('-').parse().unwrap_or(0.0)))
}

/// A gap, rounded up: it may not claim more than is proven.
pub fn gap(share: f64) -> String {
    if share <= 0.0 { "0%".to_owned() } else { format!("{:.2}%", (share * 1e4 - 1e-6).ceil() / 100.0) }
}

/// A share with one decimal.
pub fn percent(share: f64) -> String {
    let shown = format!("{:.1}%", 100.0 * share);
    if shown == "-0.0%" { "0.0%".to_owned() } else { shown.replace('-', "−") }
}

/// "a", "a and b", "a, b and c".
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// A part of the council, for readers.
pub fn part(part: &Part, dossier: &Dossier) -> String {
    match (part.by.as_str(), part.name.as_str()) {
        ("deprivation fifth", "1") => "Fifth 1, most deprived".to_owned(),
        ("deprivation fifth", "5") => "Fifth 5, least deprived".to_owned(),
        ("deprivation fifth", fifth) if fifth.len() == 1 => format!("Fifth {fifth}"),
        ("group", id) => dossier.groups.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name).to_owned(),
        ("all", _) => "Everybody".to_owned(),
        (_, name) => first_up(name),
    }
}

/// With a capital.
pub fn first_up(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// A table whose first column is words and whose others are numbers.
pub fn table(id: &str, caption: &str, first: &str, others: &[String]) -> Table {
    let words = Column { title: first.to_owned(), numeric: false };
    let numbers = others.iter().map(|title| Column { title: title.clone(), numeric: true });
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns: std::iter::once(words).chain(numbers).collect(),
        ..Table::default()
    }
}

/// A table of words.
pub fn words_table(id: &str, caption: &str, columns: &[&str]) -> Table {
    let columns = columns.iter().map(|title| Column { title: (*title).to_owned(), numeric: false });
    Table { id: id.to_owned(), caption: caption.to_owned(), columns: columns.collect(), ..Table::default() }
}

/// A row.
pub fn row(cells: impl IntoIterator<Item = impl Into<String>>) -> Row {
    Row { cells: cells.into_iter().map(Into::into).collect(), total: false }
}

/// A row that is the sum of others.
pub fn total(cells: impl IntoIterator<Item = impl Into<String>>) -> Row {
    Row { total: true, ..row(cells) }
}

/// The option that a programme's years lead to.
pub fn planned(dossier: &Dossier, programme: &Programme) -> String {
    let option = dossier.options.iter().find(|side| side.run == programme.run);
    option.map_or_else(|| dossier.runs[programme.run].scenario.clone(), |side| side.name.clone())
}

/// Safe for an id: small letters, digits, hyphens.
pub fn id(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    kept.trim_matches('-').to_owned()
}

/// Said under the first table of a section whose parts need not add up to their total, on a page for everybody.
pub fn parts(dossier: &Dossier) -> Option<String> {
    let base = dossier.public?;
    Some(format!("Each number is rounded to the nearest {base} by itself: parts need not add up to the total."))
}

/// What is said of a page's numbers of people, once.
pub fn rounding(dossier: &Dossier) -> String {
    match dossier.public {
        Some(base) => format!(
            "People on this page are rounded to the nearest {base}, so parts may not add up to totals. [c] stands for a \
             number that is not shown, since it is small or would tell one that is. A change of fewer than {base} is \
             shown as none."
        ),
        None => {
            "People are rounded from tenths to whole people, each figure by itself: parts may differ from totals, and \
                 changes from their ends, by one."
                .to_owned()
        }
    }
}
