//! The head of an export: in which column stands what.

use super::lines::{Line, Lines};
use super::mapping::{Mapping, Named};
use super::pattern::plain;
use crate::fault::{nearest, quoted, some_of};
use crate::{Code, Faults};
use std::collections::BTreeMap;

/// The columns that the mapping speaks of.
pub(super) struct Heads {
    pub codes: [Option<usize>; 4],
    pub amount: usize,
    pub totals: Vec<usize>,
    pub notes: Vec<usize>,
    pub no_totals: Vec<usize>,
    names: BTreeMap<usize, String>,
}

impl Heads {
    /// Finds every column by its name in the row that the mapping says.
    pub fn find(mapping: &Mapping, lines: &Lines, faults: &mut Faults) -> Option<Self> {
        if let Some(row) = rows_of_names(mapping, lines).next().filter(|row| *row < mapping.header_row) {
            let what = format!("row {row} of {} names the columns, above row {}", lines.place, mapping.header_row);
            let fix = format!("Write header_row: {row}, or what stands between would be titles");
            faults.add(Code::Contradiction, &mapping.place, what, fix);
            return None;
        }
        let head = lines.rows.iter().find(|line| line.number == mapping.header_row);
        let Some(head) = head else {
            let what = format!("row {} of {} is empty, and should name the columns", mapping.header_row, lines.place);
            faults.add(Code::MissingColumn, &mapping.place, what, elsewhere(mapping, lines));
            return None;
        };
        let mut find = |named: &Named| column(named, head, mapping, lines, faults);
        let codes = mapping.codes.each_ref().map(|named| named.as_ref().map(&mut find));
        let amount = find(&mapping.amount);
        let totals: Vec<_> = mapping.totals.iter().map(|rule| find(&rule.column)).collect();
        let notes: Vec<_> = mapping.notes.iter().map(|(rule, _)| find(&rule.column)).collect();
        let no_totals: Vec<_> = mapping.no_totals.iter().map(|rule| find(&rule.column)).collect();
        // A code without a column is no fault; one whose column is not there is.
        let [a, b, c, d] = codes.map(|found| found.map_or(Some(None), |found| found.map(Some)));
        let names = head.cells().map(|(column, name)| (column, plain(name).into_owned())).collect();
        let found = Self {
            codes: [a?, b?, c?, d?],
            amount: amount?,
            totals: totals.into_iter().collect::<Option<_>>()?,
            notes: notes.into_iter().collect::<Option<_>>()?,
            no_totals: no_totals.into_iter().collect::<Option<_>>()?,
            names,
        };
        of_the_year(mapping, faults);
        Some(found)
    }

    /// Does the row name the columns, for the first time or again?
    pub fn is_head(&self, line: &Line) -> bool {
        let named = self.codes.iter().flatten().chain([&self.amount]);
        named.into_iter().all(|column| same(line.text(*column), self.name(*column)))
    }

    /// The name of a column.
    pub fn name(&self, column: usize) -> &str {
        self.names.get(&column).map_or("", String::as_str)
    }
}

/// The amounts should be those of the year that the mapping names.
fn of_the_year(mapping: &Mapping, faults: &mut Faults) {
    let name = &mapping.amount.text;
    let years = years(name);
    if !years.is_empty() && !years.contains(&mapping.year.0.0) {
        let what = format!("the column {} does not look like that of {}", quoted(name), mapping.year.0);
        faults.add(Code::LooksWrong, &mapping.amount.place, what, "Check the column and the year");
    }
}

/// Are two names of columns the same? Capitals and blanks do not count.
fn same(one: &str, other: &str) -> bool {
    plain(one).to_lowercase() == plain(other).to_lowercase()
}

/// The column of a name, which the head has to have once.
fn column(named: &Named, head: &Line, mapping: &Mapping, lines: &Lines, faults: &mut Faults) -> Option<usize> {
    let mut found = head.cells().filter(|(_, name)| same(name, &named.text)).map(|(column, _)| column);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) => {
            let what = format!("two columns are called {}", quoted(&named.text));
            faults.add(Code::GivenTwice, &lines.row(head), what, "Rename one of them in the export");
            None
        }
        (None, _) => {
            let what = format!("row {} of {} names no column {}", head.number, lines.place, quoted(&named.text));
            let names: Vec<String> = head.cells().map(|(_, name)| plain(name).into_owned()).collect();
            let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
            let near = nearest(&plain(&named.text).to_lowercase(), lower.iter().map(String::as_str));
            let near = near.and_then(|near| lower.iter().position(|name| name == near)).map(|at| &names[at]);
            let fix = match near {
                _ if rows_of_names(mapping, lines).next().is_some() => elsewhere(mapping, lines),
                Some(near) => format!("Is it {}?", quoted(near)),
                None => format!("Found: {}", some_of(names.iter().map(String::as_str))),
            };
            faults.add(Code::MissingColumn, &named.place, what, fix);
            None
        }
    }
}

/// The rows that name all columns of codes and amounts.
fn rows_of_names(mapping: &Mapping, lines: &Lines) -> impl Iterator<Item = usize> {
    let named = || mapping.codes.iter().flatten().chain([&mapping.amount]);
    let all = move |line: &&Line| named().all(|named| line.cells().any(|(_, name)| same(name, &named.text)));
    lines.rows.iter().filter(all).map(|line| line.number)
}

fn elsewhere(mapping: &Mapping, lines: &Lines) -> String {
    rows_of_names(mapping, lines).next().map_or_else(
        || "Say in which row the columns are named: header_row: …".to_owned(),
        |row| format!("The columns are named in row {row}: write header_row: {row}"),
    )
}

/// The financial years that a name speaks of: 2025/26, 2025-26, 2025/2026, 25/26, by the year they begin in.
fn years(name: &str) -> Vec<u16> {
    let numbers: Vec<(usize, &str)> = {
        let mut found = Vec::new();
        let mut start = None;
        for (at, letter) in name.char_indices().chain([(name.len(), ' ')]) {
            match (letter.is_ascii_digit(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    found.push((from, &name[from..at]));
                    start = None;
                }
                _ => {}
            }
        }
        found
    };
    let pairs = numbers.windows(2).filter(|pair| {
        let between = &name[pair[0].0 + pair[0].1.len()..pair[1].0];
        matches!(between.trim(), "/" | "-" | "–")
    });
    pairs
        .filter_map(|pair| {
            let full = |digits: &str| match digits.len() {
                2 => digits.parse::<u16>().ok().map(|year| 2000 + year),
                4 => digits.parse().ok(),
                _ => None,
            };
            let (first, second) = (full(pair[0].1)?, full(pair[1].1)?);
            (first % 100 + 1 == second % 100 || first % 100 == 99).then_some(first)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_names_of_columns() {
        for (name, found) in [
            ("Budget 2025/26", vec![2025]),
            ("25/26 Original Budget (£)", vec![2025]),
            ("2025 - 2026", vec![2025]),
            ("Budget 2024-25 v 2025-26", vec![2024, 2025]),
            ("Budget", vec![]),
            ("Period 3 2025", vec![]),
            ("1/4/2025", vec![]),
            ("Ledger 10-99", vec![]),
        ] {
            assert_eq!(years(name), found, "{name}");
        }
    }
}
