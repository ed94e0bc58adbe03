//! Who pays, where that is arithmetic: a fund without a stated budget, of whose line nothing is switched to another,
//! pays whatever the line costs. What a fund's limit decides keeps the run's figures.

use super::{Found, Of, year_and_line};
use crate::grid::Grid;

/// The columns of a fund's payments, and of a line's costs.
const PAID: [(&str, &str); 3] =
    [("do_nothing_gbp", "do_nothing_gbp"), ("in_year_gbp", "net_in_year_gbp"), ("run_rate_gbp", "net_run_rate_gbp")];

pub fn funds(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let lines = of.grid("lines.csv")?;
    let mut found = Found::new();
    for row in 0..grid.rows.len() {
        let Some((year, line)) = year_and_line(grid, row) else { continue };
        let (fund, terms) = (grid.text(row, "fund")?, of.inputs.terms_of(&year, &line)?);
        // In the baseline year every fund pays its own lines.
        if lines.row(&[("year", &year), ("line", &line), ("fund", &fund)]).is_some() {
            found.push((row, "base_gbp", of.line(&year, &line, "base_gbp")?));
        }
        if terms.pays_alone && terms.fund == fund {
            for (column, cost) in PAID {
                found.push((row, column, of.line(&year, &line, cost)?));
            }
        }
    }
    Some(found)
}

pub fn balances(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let funds = of.grid("funds.csv")?;
    let mut found = Found::new();
    for row in 0..grid.rows.len() {
        let (year, fund) = (grid.text(row, "year")?, grid.text(row, "fund")?);
        let column = match grid.text(row, "view")?.as_str() {
            "in year" => "in_year_gbp",
            "run-rate" => "run_rate_gbp",
            _ => "do_nothing_gbp",
        };
        // Only where it pays nothing for another: each of its rows is then a whole line.
        let of_fund = [("year", year.as_str()), ("fund", fund.as_str())];
        let rows: Vec<usize> = (0..funds.rows.len()).filter(|row| funds.holds(*row, &of_fund)).collect();
        let alone = rows.iter().filter(|row| !funds.totals.contains(row)).all(|row| {
            let line = funds.text(*row, "line").unwrap_or_default();
            of.inputs.terms_of(&year, &line).is_some_and(|terms| terms.pays_alone && terms.fund == fund)
        });
        let total = rows.iter().find(|row| funds.totals.contains(row));
        if let (Some(total), true, Some("no")) = (total, alone, grid.text(row, "stated_budget").as_deref()) {
            found.push((row, "spent_gbp", funds.at(*total, column)?));
            found.push((row, "budget_gbp", grid.own(row, "spent_gbp")?));
        }
    }
    Some(found)
}
