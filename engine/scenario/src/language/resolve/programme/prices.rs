//! Inflation by kind of spending, and pressures.

use super::super::ids;
use super::{Known, by_year};
use crate::fault::{quoted, some_of};
use crate::language::decode::{Settings, look_up, map, names_of, text};
use crate::language::scalars::{rate, signed_money};
use crate::language::tree::{Entry, Tree};
use crate::{Category, Code, Faults, LineIx, Pressure};

/// One pound, in billionths.
const ONE: i64 = 1_000_000_000;
/// What a pound may become at most: a thousand times as much.
const MOST: i64 = 1_000 * ONE;

/// Growth in a year above which somebody should look again, in millionths.
const STEEP: i64 = 250_000;

/// Kinds of spending with their rates, and which of them each line is in. Every line has to be in one:
/// an amount whose prices nobody moves would be mixed with amounts whose prices move.
pub(super) fn inflation(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<(Vec<Category>, Vec<usize>)> {
    let entries = map(tree, faults)?;
    ids(entries, faults);
    let mut of_line: Vec<Option<usize>> = vec![None; known.names.lines.len()];
    let mut categories = Vec::new();
    let mut sound = true;
    for (at, entry) in entries.iter().enumerate() {
        let Some(mut settings) = Settings::plain(&entry.tree, "a kind of spending", faults) else {
            sound = false;
            continue;
        };
        let rates = settings.need("rates", faults, |tree, faults| {
            let rates = by_year(tree, known.years, faults, rate)?;
            // Prices that leave every bound are told here, and not cut off in silence.
            if let Some(at) = index(&rates).iter().position(|index| *index > MOST) {
                let what = format!("by {} a pound has become more than £1,000", known.years[at]);
                faults.add(
                    Code::OutOfRange,
                    &tree.place,
                    what,
                    "Rates are of each year on the year before: 0.02 or \"2%\"",
                );
                return None;
            }
            // 1 typed for 1 % doubles every price in silence.
            if let Some(at) = rates.iter().position(|rate| *rate > STEEP) {
                let what = format!("prices grow by {}% in {}", rates[at] / 10_000, known.years[at]);
                faults.add(Code::LooksWrong, &tree.place, what, "1% is 0.01 or \"1%\"");
            }
            Some(rates)
        });
        let lines =
            settings.need("lines", faults, |tree, faults| names_of(tree, "cost line", &known.names.lines, faults));
        let source = settings.maybe("source", faults, text);
        settings.finish(faults);
        sound &= lines.is_some();
        for line in lines.unwrap_or_default() {
            if let Some(first) = of_line.get(line).copied().flatten() {
                let what = format!(
                    "the line {} is in {} and in {}",
                    quoted(&known.names.lines[line]),
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
    let lines = known.names.lines.iter().zip(&of_line);
    let without: Vec<&str> = lines.filter(|(_, of)| of.is_none()).map(|(line, _)| line.as_str()).collect();
    // Lines of a kind that could not be read are not lines without one.
    if !without.is_empty() && sound {
        let what = format!("no prices are given for the lines {}: mixed price bases", some_of(without));
        faults.add(Code::Contradiction, &tree.place, what, "Name every line in one kind; rates may be 0");
    }
    Some((categories, of_line.into_iter().collect::<Option<_>>()?))
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
        // 1.5 to the nearest billionth goes up: 0.000000003 · 0.5 is 0.0000000015.
        assert_eq!(index(&[-500_000; 29]).last(), Some(&2));
        assert_eq!(index(&[1_000_000; 110]).last(), Some(&i64::MAX));
    }
}
