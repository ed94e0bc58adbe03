//! The council's own coding: each line shared out among its rows of the ledger, and the schedules made of these.
//!
//! A line with one row is that row. Of several each has its share by the ledger, to the nearest penny, with the pennies
//! that the run gave it beyond that; the last row has the rest, so that rows always add up to the line. After a change
//! such rows may differ from a new run's by a penny, and the sheet says so.

use super::{Found, Of, year_and_line};
use crate::amount::{Amount, halves_up, plain};
use crate::grid::{Grid, place, row_of};

/// The columns of the schedules, and of a line.
const COLUMNS: [(&str, &str); 4] = [
    ("base_gbp", "base_gbp"),
    ("do_nothing_gbp", "do_nothing_gbp"),
    ("in_year_gbp", "net_in_year_gbp"),
    ("run_rate_gbp", "net_run_rate_gbp"),
];

pub fn cost_centres(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let mut found = Found::new();
    for row in 0..grid.rows.len() {
        let Some((year, line)) = year_and_line(grid, row) else { continue };
        let all = [("year", year.as_str()), ("line", line.as_str())];
        let rows: Vec<usize> = (0..grid.rows.len()).filter(|row| grid.holds(*row, &all)).collect();
        for (column, cost) in COLUMNS {
            let whole = of.line(&year, &line, cost)?;
            let amount = match rows[..] {
                [_] => whole,
                [.., last] if last == row => {
                    let others =
                        rows.iter().filter(|other| **other != row).map(|other| Some((-1, grid.own(*other, column)?)));
                    Amount::sum([Some((1, whole))].into_iter().chain(others).collect::<Option<Vec<_>>>()?)
                }
                _ => share(grid, row, &rows, column, &whole)?,
            };
            found.push((row, column, amount));
        }
    }
    Some(found)
}

/// A row's share by the ledger, which is the base of the run.
fn share(grid: &Grid, row: usize, rows: &[usize], column: &str, whole: &Amount) -> Option<Amount> {
    let base = grid.column("base_gbp")?;
    let ledger = |row: usize| grid.rows[row][base].pence().unwrap_or(0);
    let all: i64 = rows.iter().map(|row| ledger(*row)).sum();
    if all == 0 {
        return None;
    }
    let pounds =
        |pence: i64| format!("{}{}.{:02}", if pence < 0 { "-" } else { "" }, pence.abs() / 100, pence.abs() % 100);
    let (numerator, denominator) = (i128::from(whole.pence) * i128::from(ledger(row)), i128::from(all));
    // Halves away from nothing, as the function in the cell has them.
    let sign = numerator.signum() * denominator.signum();
    let near = halves_up(numerator.abs(), denominator.abs()) * i64::try_from(sign).unwrap_or(0);
    let pence = grid.own(row, column)?.pence;
    let rest = match pence - near {
        0 => String::new(),
        more if more > 0 => format!("+{}", pounds(more)),
        less => pounds(less),
    };
    let text = format!("ROUND({}*{}/{},2){rest}", whole.text, pounds(ledger(row)), pounds(all));
    Some(Amount::new(text, pence))
}

pub fn section_251(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    schedule(of, grid, &["section_251"], COLUMNS.map(|(column, _)| (column, column)).as_slice())
}

pub fn virements(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let columns = [("from_do_nothing_gbp", "do_nothing_gbp"), ("to_plan_in_year_gbp", "in_year_gbp")];
    schedule(of, grid, &["objective", "subjective"], &columns)
}

/// Rows of cost centres added up by their headings.
fn schedule(
    of: &Of<'_>,
    grid: &Grid,
    headings: &[&'static str],
    columns: &[(&'static str, &'static str)],
) -> Option<Found> {
    let centres = of.grid("cost_centres.csv")?;
    let mut found = Found::new();
    for row in (0..grid.rows.len()).filter(|row| !grid.totals.contains(row)) {
        let year = grid.text(row, "year")?;
        let words: Vec<String> = headings.iter().map(|name| grid.text(row, name).unwrap_or_default()).collect();
        let meant = |at: usize, case: bool| {
            !centres.totals.contains(&at)
                && centres.text(at, "year").as_deref() == Some(&year)
                && headings.iter().zip(&words).all(|(name, word)| {
                    let has = centres.text(at, name).unwrap_or_default();
                    // What no row of the ledger holds has a name on the schedule alone.
                    let has = if has.is_empty() { "not in the ledger".to_owned() } else { has };
                    if case { has == *word } else { has.to_lowercase() == word.to_lowercase() }
                })
        };
        let rows: Vec<usize> = (0..centres.rows.len()).filter(|at| meant(*at, true)).collect();
        let alike = (0..centres.rows.len()).filter(|at| meant(*at, false)).count() == rows.len();
        let findable =
            words.iter().all(|word| plain(word) && word != "not in the ledger" && word.parse::<f64>().is_err());
        for (column, from) in columns {
            let amount = if findable && alike && rows.len() > 1 {
                let at = centres.column(from)?;
                let mut text = format!("SUMIFS({}", centres.range(at));
                for name in std::iter::once(&"year").chain(headings) {
                    let here = place(grid.column(name)?, row_of(row));
                    text = format!("{text},{},{here}", centres.range(centres.column(name)?));
                }
                let pence = rows.iter().filter_map(|row| centres.rows[*row][at].pence()).sum();
                Amount::new(text + ")", pence)
            } else {
                Amount::sum(rows.iter().map(|row| Some((1, centres.at(*row, from)?))).collect::<Option<Vec<_>>>()?)
            };
            found.push((row, *column, amount));
        }
    }
    Some(found)
}
