//! What change costs once, what pays it, and posts.

use super::table;
use crate::accounts::{Accounts, Payback};
use crate::report::tables::{Result, cell, pounds};
use doorstep_scenario::{OneOffKind, Pence, Scenario};
use std::io::Write;

/// Thousandths as people write them: 4.375.
fn thousandths(count: i64) -> String {
    format!("{}.{:03}", count / 1000, count % 1000)
}

/// Costs by year and kind, then the sources that pay them, with what every reserve holds, then payback.
/// Used and unfinanced are what is planned.
///
/// # Errors
/// When the writer fails.
pub fn one_offs(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "year",
        "part",
        "id",
        "name",
        "count",
        "low_gbp",
        "planned_gbp",
        "high_gbp",
        "opening_gbp",
        "received_gbp",
        "used_gbp",
        "lapsed_gbp",
        "closing_gbp",
        "minimum_gbp",
    ];
    let mut table = table(to, &head)?;
    let programme = scenario.programme.as_ref();
    let none = || std::iter::repeat_n(String::new(), 6);
    for (at, year) in accounts.years.iter().enumerate() {
        let when = year.year.to_string();
        let mut sums = [Pence::ZERO; 3];
        for (of, item) in programme.iter().flat_map(|programme| &programme.one_offs).zip(&accounts.one_offs[at]) {
            let count = match of.kind {
                OneOffKind::Exits { .. } => thousandths(item.count),
                _ => item.count.to_string(),
            };
            let amounts = [item.low, item.planned, item.high];
            for (sum, amount) in sums.iter_mut().zip(amounts) {
                *sum += amount;
            }
            let words = [when.clone(), "cost".to_owned(), cell(&of.id), cell(&of.name), count];
            table.write_record(words.into_iter().chain(amounts.map(pounds)).chain(none()))?;
        }
        let words = [when.clone(), "cost".to_owned(), "total".to_owned(), "All one-offs".to_owned(), String::new()];
        table.write_record(words.into_iter().chain(sums.map(pounds)).chain(none()))?;
        let financing = &accounts.financing[at];
        for (source, now) in programme.iter().flat_map(|programme| &programme.sources).zip(&financing.sources) {
            let words = [when.clone(), "source".to_owned(), cell(&source.id)];
            let amounts = [now.opening, now.received, now.used, now.lapsed, now.closing, now.minimum];
            let empty = std::iter::repeat_n(String::new(), 5);
            table.write_record(words.into_iter().chain(empty).chain(amounts.map(pounds)))?;
        }
        let mut last = vec![String::new(); head.len()];
        last[0] = when;
        "unfinanced".clone_into(&mut last[1]);
        last[6] = pounds(financing.unfinanced);
        table.write_record(last)?;
    }
    let mut last = vec![String::new(); head.len()];
    "payback".clone_into(&mut last[1]);
    last[3] = payback(accounts.payback);
    table.write_record(last)?;
    Ok(table.flush()?)
}

/// When one-offs are paid back, in words.
pub(super) fn payback(payback: Payback) -> String {
    match payback {
        Payback::NothingToPay => "no one-off costs".to_owned(),
        Payback::Month(month) => {
            format!(
                "month {month} from 1 April of the first year (year {}, month {})",
                month.div_ceil(12),
                (month - 1) % 12 + 1
            )
        }
        Payback::Never => "not within the years looked at".to_owned(),
    }
}

/// Every role over the years, in full-time equivalents.
///
/// # Errors
/// When the writer fails.
pub fn staff(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = ["year", "role", "name", "need", "leavers", "hires", "exits", "have", "missing", "pay_price_year_gbp"];
    let mut table = table(to, &head)?;
    let roles = || scenario.programme.iter().flat_map(|programme| &programme.roles).zip(&accounts.staff);
    for (at, year) in accounts.years.iter().enumerate() {
        for (role, path) in roles() {
            let Some(now) = path.years.get(at) else { continue };
            // At most three decimals, and never -0.
            let count = |count: f64| ((count * 1000.0).round() / 1000.0 + 0.0).to_string();
            let counts = [now.need, now.leavers, now.hires, now.exits, now.have, now.missing].map(count);
            let words = [year.year.to_string(), cell(&role.id), cell(&role.name)];
            table.write_record(words.into_iter().chain(counts).chain([pounds(now.pay)]))?;
        }
    }
    Ok(table.flush()?)
}
