//! What makes up every line, as formulas: a unit cost at the year's prices, how many, what that comes to.

use crate::amount::{Amount, HAIR, halves_up, indexed};
use crate::grid::{Cell, Grid, place, row_of};
use crate::inputs::{Costed, Inputs, Unit};
use crate::layout::COSTING;
use doorstep_scenario::{Archive, Fault};

/// Money of a row: its column, that of its quantity, and whether it is at prices of the price year.
const MONEY: [(&str, &str, bool); 6] = [
    ("today_at_base_prices_gbp", "quantity_today", true),
    ("after_at_base_prices_gbp", "quantity_after", true),
    ("today_gbp", "quantity_today", false),
    ("before_gbp", "quantity_before", false),
    ("after_gbp", "quantity_after", false),
    ("beside_gbp", "quantity_after", false),
];

/// The sheet, live; nothing where the run does not say what makes up its lines.
///
/// # Errors
/// Cells that cannot be read, and figures that do not follow from the others.
pub fn costing(archive: &Archive, inputs: &Inputs) -> Result<Option<Grid>, Vec<Fault>> {
    let Some(sheet) = archive.sheet("costing.csv") else { return Ok(None) };
    let mut grid = Grid::of(&COSTING, sheet)?;
    grid.without_empty();
    let Some(unit_column) = grid.column("unit_gbp") else { return Ok(None) };
    let then_column = unit_column + 1;
    grid.names.insert(then_column, "unit_in_the_year_gbp".to_owned());
    let mut formulas = Vec::new();
    let mut faults = Vec::new();
    for (at, row) in Costed::all(sheet).enumerate() {
        grid.rows[at].insert(then_column, Cell::Empty);
        let found = inputs.unit(&row).and_then(|unit| {
            let Some(unit) = unit else { return Ok(()) };
            for name in ["quantity_today", "quantity_before", "quantity_after"] {
                if let Some(column) = grid.column(name) {
                    grid.rows[at][column] = Cell::Number(quantity(&row, name), decimals(row.word(name)));
                }
            }
            let here = |column: usize| place(column, row_of(at));
            for (name, of, at_base) in MONEY {
                let Some(column) = grid.column(of) else { continue };
                // What stands beside a line's cost is no part of it, and the other way about.
                let beside = row.word("kind").starts_with("measure") || row.is_post() && row.word("kind") != "staff";
                if beside != (name == "beside_gbp")
                    || row.word("kind") == "pressure" && (at_base || name == "today_gbp")
                {
                    continue;
                }
                let weeks = grid.column("weeks").map(&here).filter(|_| !row.word("weeks").is_empty());
                let unit_cell = here(if at_base { unit_column } else { then_column });
                let amount = money(&row, &unit, (unit_cell, here(column), weeks), (of, at_base))?;
                formulas.push((at, name, amount));
            }
            grid.rows[at][unit_column] = Cell::Formula(unit.base.text, unit.base.pence);
            if let Some(then) = unit.then {
                grid.rows[at][then_column] = Cell::Formula(then.text, then.pence);
            }
            Ok(())
        });
        faults.extend(found.err());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    grid.follow(archive, formulas)?;
    Ok(Some(grid))
}

fn quantity(row: &Costed<'_>, name: &str) -> f64 {
    row.word(name).parse().unwrap_or(0.0)
}

/// As many as are written, and no more than anybody reads.
fn decimals(written: &str) -> usize {
    written.split_once('.').map_or(0, |(_, rest)| rest.len().min(3))
}

/// What a row comes to: unit × quantity, × weeks where it is paid by the session.
fn money(
    row: &Costed<'_>,
    unit: &Unit,
    (cell, quantity_cell, weeks): (String, String, Option<String>),
    (of, at_base): (&str, bool),
) -> Result<Amount, Fault> {
    if row.is_post() {
        let paid = pay(unit.base.pence, quantity(row, of));
        let text = format!("ROUND(ROUND(100*{},0)*{quantity_cell},0)/100", unit.base.text);
        if at_base || unit.index.0 == "1" {
            return Ok(Amount::new(text, paid));
        }
        let text = crate::amount::at_prices(&text, &unit.index.0);
        return Ok(Amount::new(text, indexed(paid, unit.index.1)));
    }
    let price = if at_base { unit.base.pence } else { unit.then.as_ref().map_or(0, |then| then.pence) };
    let many = i128::from(row.whole(of, 3)?);
    Ok(match weeks {
        Some(weeks) => {
            let year = i128::from(price) * i128::from(row.whole("weeks", 0)?) * many;
            Amount::new(format!("ROUND({cell}*{quantity_cell}*{weeks}+{HAIR},2)"), halves_up(year, 1000))
        }
        None => Amount::new(format!("{cell}*{quantity_cell}"), halves_up(i128::from(price) * many, 1000)),
    })
}

/// So many posts to the nearest penny, as the engine has them: posts may be parts of one.
#[allow(clippy::cast_possible_truncation, reason = "at most a million posts at £10 billion is cut to 64 bits")]
fn pay(each: i64, posts: f64) -> i64 {
    (each as f64 * posts).round() as i64
}
