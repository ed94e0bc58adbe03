//! Budgets by year and line.

use super::{row, table};
use crate::accounts::{Accounts, LineYear, Roll};
use crate::report::tables::Result;
use doorstep_scenario::{Pence, Scenario};
use std::io::Write;

/// From one year's budget to the next, by line and together. The last column is what does not add up: 0.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn years(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(
        to,
        &[
            "year",
            "line",
            "name",
            "opening_gbp",
            "full_year_effects_gbp",
            "inflation_gbp",
            "pressures_gbp",
            "staff_gbp",
            "moves_gbp",
            "measures_gbp",
            "closing_gbp",
            "difference_gbp",
        ],
    )?;
    for (year, rolls) in accounts.years.iter().zip(&accounts.rolls) {
        let when = year.year.to_string();
        for (line, roll) in scenario.lines.iter().zip(rolls) {
            row(&mut table, &[&when, &line.id, &line.name], &rolled(roll))?;
        }
        let total = rolls.iter().fold(Roll::default(), Roll::add_to);
        row(&mut table, &[&when, "total", "All lines"], &rolled(&total))?;
    }
    Ok(table.flush()?)
}

fn rolled(roll: &Roll) -> [Pence; 9] {
    [
        roll.opening,
        roll.earlier_moves,
        roll.inflation,
        roll.pressures,
        roll.staff,
        roll.moves,
        roll.measures,
        roll.closing,
        roll.closing - roll.sum(),
    ]
}

/// How every line comes about in every year, and what this year's moves still change in the next.
///
/// # Errors
/// When the writer fails.
pub fn build_up(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(
        to,
        &[
            "year",
            "line",
            "name",
            "fund",
            "base_gbp",
            "prices_gbp",
            "pressures_gbp",
            "staff_gbp",
            "do_nothing_gbp",
            "run_rate_gbp",
            "in_year_gbp",
            "measures_cost_reduction_gbp",
            "measures_income_gbp",
            "measures_avoidance_gbp",
            "prevention_avoidance_gbp",
            "net_run_rate_gbp",
            "net_in_year_gbp",
            "full_year_effect_next_year_gbp",
        ],
    )?;
    for year in &accounts.years {
        let when = year.year.to_string();
        for (line, now) in scenario.lines.iter().zip(&year.lines) {
            let fund = &scenario.funds[line.fund.0].id;
            row(&mut table, &[&when, &line.id, &line.name, fund], &built(now))?;
        }
        row(&mut table, &[&when, "total", "All lines", ""], &built(&year.total()))?;
    }
    Ok(table.flush()?)
}

fn built(line: &LineYear) -> [Pence; 14] {
    let [reduction, income, avoidance] = line.measures;
    [
        line.base,
        line.prices,
        line.pressures,
        line.staff,
        line.do_nothing,
        line.run_rate,
        line.in_year,
        reduction,
        income,
        avoidance,
        line.prevention,
        line.net_run_rate(),
        line.net_in_year(),
        line.full_year_effect(),
    ]
}
