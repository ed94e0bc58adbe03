//! The council's own coding. What a line becomes is shared out among its rows in proportion to the base:
//! a convention for schedules, not a finding about cost centres.

use super::{row, table};
use crate::accounts::{Accounts, Coded, CodedRow};
use crate::report::tables::Result;
use doorstep_scenario::{Pence, Scenario};
use std::collections::BTreeMap;
use std::io::Write;

/// Base, do nothing, in the year, run-rate, change.
fn amounts(coded: Coded) -> [Pence; 5] {
    [coded.base, coded.do_nothing, coded.in_year, coded.run_rate, coded.in_year - coded.do_nothing]
}

fn sum(rows: impl Iterator<Item = Coded>) -> Coded {
    rows.fold(Coded::default(), |sum, more| Coded {
        base: sum.base + more.base,
        do_nothing: sum.do_nothing + more.do_nothing,
        in_year: sum.in_year + more.in_year,
        run_rate: sum.run_rate + more.run_rate,
    })
}

/// What no row of the ledger holds has a name all the same.
fn named(code: &str) -> &str {
    if code.is_empty() { "not in the ledger" } else { code }
}

/// By line of the section 251 statement.
///
/// # Errors
/// When the writer fails.
pub fn section_251(_: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = ["year", "section_251", "base_gbp", "do_nothing_gbp", "in_year_gbp", "run_rate_gbp", "change_gbp"];
    let mut table = table(to, &head)?;
    for (at, year) in accounts.years.iter().enumerate() {
        let when = year.year.to_string();
        let mut sections = BTreeMap::<&str, Vec<Coded>>::new();
        for coded in &accounts.coded {
            sections.entry(&coded.code[3]).or_default().push(coded.years[at]);
        }
        for (section, rows) in sections {
            row(&mut table, &[&when, named(section)], &amounts(sum(rows.into_iter())))?;
        }
        row(&mut table, &[&when, "total"], &amounts(total(&accounts.coded, at)))?;
    }
    Ok(table.flush()?)
}

fn total(rows: &[CodedRow], at: usize) -> Coded {
    sum(rows.iter().map(|row| row.years[at]))
}

/// Every row of the ledger.
///
/// # Errors
/// When the writer fails.
pub fn cost_centres(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "year",
        "cost_centre",
        "subjective",
        "objective",
        "section_251",
        "line",
        "base_gbp",
        "do_nothing_gbp",
        "in_year_gbp",
        "run_rate_gbp",
        "change_gbp",
    ];
    let mut table = table(to, &head)?;
    for (at, year) in accounts.years.iter().enumerate() {
        let when = year.year.to_string();
        for coded in &accounts.coded {
            let [centre, subjective, objective, section] = &coded.code;
            let line = &scenario.lines[coded.line.0].id;
            let words = [when.as_str(), named(centre), subjective, objective, section, line];
            row(&mut table, &words, &amounts(coded.years[at]))?;
        }
        row(&mut table, &[&when, "total", "", "", "", ""], &amounts(total(&accounts.coded, at)))?;
    }
    Ok(table.flush()?)
}

/// What goes from one heading to others; the changes of a year sum to its total.
///
/// # Errors
/// When the writer fails.
pub fn virements(accounts: &Accounts, to: impl Write) -> Result {
    let head = ["year", "objective", "subjective", "from_do_nothing_gbp", "to_plan_in_year_gbp", "change_gbp"];
    let mut table = table(to, &head)?;
    for year in &accounts.years {
        let when = year.year.to_string();
        let (mut from, mut to) = (Pence::ZERO, Pence::ZERO);
        for moved in accounts.virements.iter().filter(|moved| moved.year == year.year) {
            from += moved.from;
            to += moved.to;
            let words = [when.as_str(), named(&moved.objective), named(&moved.subjective)];
            row(&mut table, &words, &[moved.from, moved.to, moved.to - moved.from])?;
        }
        row(&mut table, &[&when, "total", ""], &[from, to, to - from])?;
    }
    Ok(table.flush()?)
}
