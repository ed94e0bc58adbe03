//! From base to proposal, how sure the saving is, what it is worth, what does not work.

use super::{row, table};
use crate::accounts::{Accounts, Step};
use crate::report::tables::{Result, cell, pounds};
use doorstep_scenario::{Pence, Rag, Scenario};
use std::io::Write;

/// Where each step begins and ends.
pub(super) fn walked(steps: &[Step]) -> Vec<(&Step, Pence, Pence)> {
    let each = steps.iter().scan(Pence::ZERO, |now, step| {
        let from = if step.level { Pence::ZERO } else { *now };
        *now = from + step.amount;
        Some((step, from, *now))
    });
    each.collect()
}

/// The figures of the picture, step by step.
///
/// # Errors
/// When the writer fails.
pub fn waterfall(accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(to, &["step", "name", "kind", "amount_gbp", "from_gbp", "to_gbp"])?;
    for (at, (step, from, to)) in walked(&accounts.waterfall).into_iter().enumerate() {
        let kind = if step.level { "level" } else { "change" };
        row(&mut table, &[&(at + 1).to_string(), &step.name, kind], &[step.amount, from, to])?;
    }
    Ok(table.flush()?)
}

/// Everything that may come or not with its odds, and what is reached all in all.
///
/// # Errors
/// When the writer fails.
pub fn delivery(accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(to, &["what", "rag", "odds", "saving_gbp"])?;
    let Some(found) = &accounts.delivery else { return Ok(table.flush()?) };
    for risk in &found.risks {
        let rag = match risk.rag {
            Rag::Green => "green",
            Rag::Amber => "amber",
            Rag::Red => "red",
        };
        table.write_record([cell(&risk.name), rag.to_owned(), risk.odds.to_string(), pounds(risk.amount)])?;
    }
    let sums = [
        ("headline", found.headline),
        ("expected", found.expected),
        ("P50, if parts fail independently", found.independent.p50),
        ("P80, if parts fail independently", found.independent.p80),
        ("P50, if they fail together", found.together.p50),
        ("P80, if they fail together", found.together.p80),
        ("contingency: headline less P80, independently", found.contingency),
        ("amounts rounded down to, for independent parts", found.rounded_to),
    ];
    for (name, amount) in sums {
        row(&mut table, &[name, "", ""], &[amount])?;
    }
    Ok(table.flush()?)
}

/// Net present value, year by year. It is no saving.
///
/// # Errors
/// When the writer fails.
pub fn value(_: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(to, &["year", "factor", "cash_saved_less_one_offs_gbp", "net_present_value_gbp"])?;
    let Some(found) = &accounts.value else { return Ok(table.flush()?) };
    for (year, now) in accounts.years.iter().zip(&found.years) {
        let factor = format!("{:.6}", now.factor);
        row(&mut table, &[&year.year.to_string(), &factor], &[now.cash, now.value])?;
    }
    let cash = found.years.iter().map(|year| year.cash).sum();
    row(&mut table, &["total", ""], &[cash, found.total])?;
    Ok(table.flush()?)
}

/// What does not work, by year; a table without rows where everything does.
///
/// # Errors
/// When the writer fails.
pub fn problems(accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(to, &["year", "problem"])?;
    for problem in &accounts.problems {
        table.write_record([problem.year.to_string(), cell(&problem.words)])?;
    }
    Ok(table.flush()?)
}
