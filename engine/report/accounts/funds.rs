//! Who pays, by fund and by partner.

use super::{row, table, yes};
use crate::accounts::{Accounts, FundingYear};
use crate::report::tables::Result;
use doorstep_scenario::{FundIx, LineIx, Pence, Scenario};
use std::io::Write;

/// Base, do nothing, in the year, run-rate.
type Paid = [Pence; 4];

fn add(sums: &mut Paid, paid: Paid) {
    for (sum, amount) in sums.iter_mut().zip(paid) {
        *sum += amount;
    }
}

/// What a fund pays of a line: in the base, if nothing is done, in the year, for a whole year of its end.
fn paid(scenario: &Scenario, accounts: &Accounts, at: usize, fund: usize, line: usize) -> Paid {
    let base = accounts.years[at].lines[line].base;
    let base = if scenario.lines[line].fund.0 == fund { base } else { Pence::ZERO };
    let of = |years: &[FundingYear]| years[at].paid(FundIx(fund), LineIx(line));
    let funding = &accounts.funding;
    [base, of(&funding.do_nothing), of(&funding.in_year), of(&funding.run_rate)]
}

/// Stands where the name of a fund would.
const NOBODY: &str = "(nobody)";

/// What of a line nobody pays.
fn unpaid(scenario: &Scenario, accounts: &Accounts, at: usize, line: usize) -> Paid {
    let now = &accounts.years[at].lines[line];
    let mut rest = [now.base, now.do_nothing, now.net_in_year(), now.net_run_rate()];
    for fund in 0..scenario.funds.len() {
        for (rest, paid) in rest.iter_mut().zip(paid(scenario, accounts, at, fund, line)) {
            *rest -= paid;
        }
    }
    rest
}

fn with_changes([base, nothing, in_year, run_rate]: Paid) -> [Pence; 6] {
    [base, nothing, in_year, run_rate, in_year - base, in_year - nothing]
}

/// What every fund pays of every line.
///
/// # Errors
/// When the writer fails.
pub fn funds(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "year",
        "fund",
        "line",
        "name",
        "base_gbp",
        "do_nothing_gbp",
        "in_year_gbp",
        "run_rate_gbp",
        "change_from_base_gbp",
        "change_from_do_nothing_gbp",
    ];
    let mut table = table(to, &head)?;
    for (at, year) in accounts.years.iter().enumerate() {
        let when = year.year.to_string();
        for (fund, of) in scenario.funds.iter().enumerate() {
            let mut total = Paid::default();
            for (line, named) in scenario.lines.iter().enumerate() {
                let paid = paid(scenario, accounts, at, fund, line);
                add(&mut total, paid);
                if paid != Paid::default() {
                    row(&mut table, &[&when, &of.id, &named.id, &named.name], &with_changes(paid))?;
                }
            }
            row(&mut table, &[&when, &of.id, "total", "All lines"], &with_changes(total))?;
        }
        // So that funds come to what lines cost.
        let mut total = Paid::default();
        for (line, named) in scenario.lines.iter().enumerate() {
            let unpaid = unpaid(scenario, accounts, at, line);
            add(&mut total, unpaid);
            if unpaid != Paid::default() {
                row(&mut table, &[&when, NOBODY, &named.id, &named.name], &with_changes(unpaid))?;
            }
        }
        if total != Paid::default() {
            row(&mut table, &[&when, NOBODY, "total", "All lines"], &with_changes(total))?;
        }
    }
    Ok(table.flush()?)
}

/// What every fund has and where it goes, under each view. Spent, carried and returned are budget and
/// what was brought.
///
/// # Errors
/// When the writer fails.
pub fn balances(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "year",
        "view",
        "fund",
        "partner",
        "stated_budget",
        "budget_gbp",
        "brought_gbp",
        "spent_gbp",
        "carried_gbp",
        "returned_gbp",
        "overspent_gbp",
        "below_least_gbp",
    ];
    let mut table = table(to, &head)?;
    let funding = &accounts.funding;
    let views = [
        ("do nothing", &funding.do_nothing),
        ("do nothing, run-rate", &funding.do_nothing_alone),
        ("in year", &funding.in_year),
        ("run-rate", &funding.run_rate),
    ];
    for (at, year) in accounts.years.iter().enumerate() {
        let when = year.year.to_string();
        for (view, years) in views {
            for (fund, now) in scenario.funds.iter().zip(&years[at].funds) {
                let partner = fund.terms.as_ref().and_then(|terms| terms.partner.as_deref()).unwrap_or("");
                let words = [when.as_str(), view, &fund.id, partner, yes(now.limited)];
                let amounts =
                    [now.budget, now.opening, now.spent, now.carried, now.returned, now.overspent, now.below_least];
                row(&mut table, &words, &amounts)?;
            }
        }
    }
    Ok(table.flush()?)
}

/// What every partner pays through all of its funds.
///
/// # Errors
/// When the writer fails.
pub fn partners(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "year",
        "partner",
        "base_gbp",
        "do_nothing_gbp",
        "in_year_gbp",
        "run_rate_gbp",
        "change_from_base_gbp",
        "change_from_do_nothing_gbp",
    ];
    let mut table = table(to, &head)?;
    let partner = |fund: usize| scenario.funds[fund].terms.as_ref().and_then(|terms| terms.partner.as_deref());
    let mut all: Vec<&str> = (0..scenario.funds.len()).filter_map(partner).collect();
    all.sort_unstable();
    all.dedup();
    for (at, year) in accounts.years.iter().enumerate() {
        for name in &all {
            let mut total = Paid::default();
            for fund in (0..scenario.funds.len()).filter(|fund| partner(*fund) == Some(name)) {
                for line in 0..scenario.lines.len() {
                    add(&mut total, paid(scenario, accounts, at, fund, line));
                }
            }
            row(&mut table, &[&year.year.to_string(), name], &with_changes(total))?;
        }
    }
    Ok(table.flush()?)
}
