//! Money over the years as tables, a picture and a screen of text. Everything is written to the penny,
//! so that what is shown adds up as shown.
//!
//! | file | what is in it |
//! |---|---|
//! | `years.csv` | from one year's budget to the next, by line |
//! | `lines.csv` | every line: base, prices, pressures, staff, do nothing, plan, measures |
//! | `costing.csv` | what makes up every line: unit costs, quantities, and what they come to |
//! | `prices.csv`, `terms.csv` | what a pound of each line becomes; who pays it, months that moves leave, what counts |
//! | `funds.csv`, `fund_balances.csv`, `partners.csv` | who pays, and what is left |
//! | `savings.csv`, `targets_by_year.csv` | by kind, and what was asked for |
//! | `one_offs.csv` | what change costs once, what pays it, reserves, payback |
//! | `staff.csv` | posts |
//! | `evidence.csv` | what is known of prevention, what is counted of it, and what would pay |
//! | `section_251.csv`, `cost_centres.csv`, `virements.csv` | in the council's own coding |
//! | `waterfall.csv`, `waterfall.svg` | from base to proposal, the same figures twice |
//! | `delivery.csv`, `value.csv`, `problems.csv` | how sure, what it is worth, what does not work |

mod coded;
mod costing;
mod evidence;
mod funds;
mod once;
mod picture;
mod risk;
mod savings;
mod summary;
#[cfg(test)]
mod tests;
mod years;

pub use coded::{cost_centres, section_251, virements};
pub use costing::costing;
pub use evidence::evidence;
pub use funds::{balances, funds, partners};
pub use once::{one_offs, staff};
pub use picture::picture;
pub use risk::{delivery, problems, value, waterfall};
pub use savings::{savings, targets};
pub use summary::lines;
pub use years::{build_up, years};

use super::tables::{Result, cell, pounds};
use crate::accounts::Accounts;
use doorstep_scenario::{Pence, Scenario};
use std::io::Write;

/// A file by its name.
pub type File = (&'static str, Vec<u8>);

/// Every file there is something to say in, in the order of the table above.
///
/// # Errors
/// When a table cannot be written, which into memory does not happen.
pub fn files(scenario: &Scenario, accounts: &Accounts) -> std::result::Result<Vec<File>, csv::Error> {
    type Table = fn(&Scenario, &Accounts, &mut Vec<u8>) -> Result;
    let partners_given =
        scenario.funds.iter().any(|fund| fund.terms.as_ref().is_some_and(|terms| terms.partner.is_some()));
    let coded = !accounts.coded.is_empty();
    let registered = scenario
        .programme
        .as_ref()
        .is_some_and(|programme| !(programme.evidence.is_empty() && programme.prevention.is_empty()));
    let all: [(&str, bool, Table); 16] = [
        ("years.csv", true, |s, a, to| years(s, a, to)),
        ("lines.csv", true, |s, a, to| build_up(s, a, to)),
        ("funds.csv", true, |s, a, to| funds(s, a, to)),
        ("fund_balances.csv", true, |s, a, to| balances(s, a, to)),
        ("partners.csv", partners_given, |s, a, to| partners(s, a, to)),
        ("savings.csv", true, |s, a, to| savings(s, a, to)),
        ("targets_by_year.csv", !accounts.targets.is_empty(), |s, a, to| targets(s, a, to)),
        ("one_offs.csv", true, |s, a, to| one_offs(s, a, to)),
        ("staff.csv", !accounts.staff.is_empty(), |s, a, to| staff(s, a, to)),
        ("evidence.csv", registered, |s, a, to| evidence(s, a, to)),
        ("section_251.csv", coded, |s, a, to| section_251(s, a, to)),
        ("cost_centres.csv", coded, |s, a, to| cost_centres(s, a, to)),
        ("virements.csv", coded, |_, a, to| virements(a, to)),
        ("waterfall.csv", true, |_, a, to| waterfall(a, to)),
        ("delivery.csv", accounts.delivery.is_some(), |_, a, to| delivery(a, to)),
        ("value.csv", accounts.value.is_some(), |s, a, to| value(s, a, to)),
    ];
    let mut found: Vec<File> = Vec::new();
    for (name, wanted, table) in all {
        if wanted {
            let mut to = Vec::new();
            table(scenario, accounts, &mut to)?;
            found.push((name, to));
        }
    }
    let mut to = Vec::new();
    problems(accounts, &mut to)?;
    found.push(("problems.csv", to));
    found.push(("waterfall.svg", picture(scenario, accounts).into_bytes()));
    Ok(found)
}

/// A table with its head written.
fn table<W: Write>(to: W, head: &[&str]) -> std::result::Result<csv::Writer<W>, csv::Error> {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(head)?;
    Ok(table)
}

/// Words, made safe for spreadsheets, then amounts.
fn row<W: Write>(table: &mut csv::Writer<W>, words: &[&str], amounts: &[Pence]) -> Result {
    let words = words.iter().map(|word| cell(word));
    table.write_record(words.chain(amounts.iter().copied().map(pounds)))
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
