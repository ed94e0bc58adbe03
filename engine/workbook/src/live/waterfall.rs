//! From the base to what is proposed, step by step.

use super::{Found, Of};
use crate::amount::Amount;
use crate::grid::{Cell, Grid};

/// Parts of the footprint, as costing names them, in the order of the steps.
const PARTS: [&str; 4] = ["sites closing", "other changes of level", "sessions at sites", "sessions elsewhere"];
const MEASURES: [&str; 3] = ["measure: cost reduction", "measure: income", "measure: avoidance"];

pub fn waterfall(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let (year, lines, costing) = (of.inputs.years.last()?, of.grid("lines.csv")?, of.grid("costing.csv")?);
    let total = lines.row(&[("year", year), ("line", "total")])?;
    let last = grid.rows.len().checked_sub(1)?;
    let named = |row: usize, name: &str| grid.text(row, "name").is_some_and(|told| told.eq_ignore_ascii_case(name));
    let mut found = Found::new();
    for (row, (name, column)) in [
        ("base", "base_gbp"),
        ("inflation", "prices_gbp"),
        ("pressures", "pressures_gbp"),
        ("staff for cases", "staff_gbp"),
    ]
    .into_iter()
    .enumerate()
    {
        if !named(row, name) {
            return None;
        }
        found.push((row, "amount_gbp", lines.at(total, column)?));
    }
    let sum = |column, key, word: &str| of.costs(column, &[("year", year.as_str()), (key, word)]);
    let mut interaction = Vec::new();
    for (part, row) in PARTS.into_iter().zip(4..) {
        if !named(row, part) {
            return None;
        }
        let amount = sum("after_at_base_prices_gbp", "part", part).less(sum("today_at_base_prices_gbp", "part", part));
        found.push((row, "amount_gbp", amount));
        interaction.push((1, sum("after_gbp", "part", part)));
        interaction.push((-1, sum("today_gbp", "part", part)));
        interaction.push((-1, grid.own(row, "amount_gbp")?));
    }
    // Measures by their ids, as the steps are.
    let mut measures: Vec<(String, usize)> = (0..costing.rows.len())
        .filter(|row| MEASURES.iter().any(|kind| costing.holds(*row, &[("year", year), ("kind", kind)])))
        .filter_map(|row| Some((costing.text(row, "item")?, row)))
        .collect();
    measures.sort();
    let mut row = 8;
    for (id, at) in measures {
        let (kind, line) = (costing.text(at, "kind")?, costing.text(at, "line")?);
        let pence = costing.own(at, "unit_gbp")?.pence;
        let input = of.inputs.given(&kind, &line, &id, year, pence)?;
        found.push((row, "amount_gbp", Amount::sum([(-1, input)])));
        interaction.push((-1, grid.own(row, "amount_gbp")?));
        row += 1;
    }
    for kind in MEASURES {
        interaction.push((-1, sum("beside_gbp", "kind", kind)));
    }
    if row + 2 == last {
        found.push((row, "amount_gbp", Amount::sum([(-1, lines.at(total, "prevention_avoidance_gbp")?)])));
        row += 1;
    }
    if row + 1 != last || !named(last, "proposal") {
        return None;
    }
    found.push((row, "amount_gbp", Amount::sum(interaction)));
    found.push((last, "amount_gbp", lines.at(total, "net_run_rate_gbp")?));
    for row in 1..grid.rows.len() {
        if grid.rows[row][grid.column("kind")?] == Cell::Text("change".to_owned()) {
            found.push((row, "from_gbp", grid.own(row - 1, "to_gbp")?));
        }
    }
    Some(found)
}
