//! Inflation by kind of spending, and pressures.

use super::super::ids;
use super::{Known, by_year};
use crate::fault::quoted;
use crate::language::decode::{Settings, look_up, map, names_of, text};
use crate::language::scalars::{number, signed_money};
use crate::language::tree::{Entry, Tree};
use crate::{Category, Code, Faults, LineIx, Pressure};

/// One pound, in billionths.
const ONE: i64 = 1_000_000_000;

/// Kinds of spending with their rates, and which of them each line is in. Every line has to be in one:
/// an amount whose prices nobody moves would be mixed with amounts whose prices move.
pub(super) fn inflation(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<(Vec<Category>, Vec<usize>)> {
    let entries = map(tree, faults)?;
    ids(entries, faults);
    let mut of_line: Vec<Option<usize>> = vec![None; known.lines.len()];
    let mut categories = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut settings = Settings::plain(&entry.tree, "a kind of spending", faults)?;
        let rates = settings.need("rates", faults, |tree, faults| {
            by_year(tree, known.years, faults, |tree, faults| rate(tree, faults))
        });
        let lines =
            settings.need("lines", faults, |tree, faults| names_of(tree, "cost line", &known.names.lines, faults));
        let source = settings.maybe("source", faults, text);
        settings.finish(faults);
        for line in lines.unwrap_or_default() {
            if let Some(first) = of_line.get(line).copied().flatten() {
                let what = format!(
                    "the line {} is in {} and in {}",
                    quoted(&known.lines[line].id),
                    quoted(&entries[first].name),
                    quoted(&entry.name)
                );
                faults.add(Code::GivenTwice, &entry.place, what, "Each line has one kind of prices");
            } else if let Some(of_line) = of_line.get_mut(line) {
                *of_line = Some(at);
            }
        }
        let rates = rates.unwrap_or_default();
        categories.push(Category { id: entry.name.clone(), index: index(&rates), rates, source });
    }
    let without: Vec<String> =
        known.lines.iter().zip(&of_line).filter(|(_, of)| of.is_none()).map(|(line, _)| quoted(&line.id)).collect();
    if !without.is_empty() {
        let what = format!("no prices are given for {}: mixed price bases", without.join(", "));
        faults.add(Code::Contradiction, &tree.place, what, "Name every line in one kind; rates may be 0");
    }
    Some((categories, of_line.into_iter().collect::<Option<_>>()?))
}

/// A rate of a year, in millionths: 0.02 is two in a hundred more.
fn rate(tree: &Tree, faults: &mut Faults) -> Option<i64> {
    let rate = number(tree, &(-0.5..=1.0), faults)?;
    #[allow(clippy::cast_possible_truncation, reason = "between minus half a million and a million")]
    Some((rate * 1e6).round() as i64)
}

/// What one pound has become, each year rounded to the nearest billionth.
fn index(rates: &[i64]) -> Vec<i64> {
    let grown = rates.iter().scan(ONE, |now, rate| {
        let exact = i128::from(*now) * i128::from(1_000_000 + rate);
        *now = i64::try_from((exact + 500_000).div_euclid(1_000_000)).unwrap_or(i64::MAX);
        Some(*now)
    });
    grown.collect()
}

pub(super) fn pressures(entries: &[Entry], known: &Known<'_>, faults: &mut Faults) -> Vec<Pressure> {
    ids(entries, faults);
    entries
        .iter()
        .filter_map(|entry| {
            let mut settings = Settings::plain(&entry.tree, "a pressure", faults)?;
            let line = settings.need("line", faults, |tree, faults| line_of(tree, known, faults));
            let amounts =
                settings.need("amounts", faults, |tree, faults| by_year(tree, known.years, faults, signed_money));
            let why = settings.maybe("why", faults, text);
            let source = settings.maybe("source", faults, text);
            settings.finish(faults);
            Some(Pressure { id: entry.name.clone(), line: line?, amounts: amounts?, why, source })
        })
        .collect()
}

/// A cost line by name.
pub(super) fn line_of(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<LineIx> {
    look_up(&text(tree, faults)?, "cost line", &known.names.lines, &tree.place, faults).map(LineIx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_rounded_once_a_year_to_a_billionth() {
        // 1.02, then 1.02 · 1.033333 = 1.05399966; falling prices fall.
        assert_eq!(index(&[20_000, 33_333]), [1_020_000_000, 1_053_999_660]);
        assert_eq!(index(&[-10_000, 1]), [990_000_000, 990_000_990]);
        assert_eq!(index(&[]), Vec::<i64>::new());
    }
}
