//! What there is of each target: the kinds it counts, less what is lost of those it does not count.

use super::{Found, Of};
use crate::amount::Amount;
use crate::grid::{Cell, Grid};
use crate::inputs::Counts;

const KINDS: [(&str, &str); 4] = [
    ("cost reduction", "cost_reduction_gbp"),
    ("income", "income_gbp"),
    ("fund switch", "fund_switch_gbp"),
    ("avoidance", "avoidance_gbp"),
];

/// All or nothing for a target: where other funds' limits decide what counts, the run's figures stand.
pub fn targets(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let found: Found = (0..grid.rows.len()).filter_map(|row| target(of, grid, row)).flatten().collect();
    (!found.is_empty()).then_some(found)
}

fn target(of: &Of<'_>, grid: &Grid, row: usize) -> Option<Found> {
    let (savings, lines) = (of.grid("savings.csv")?, of.grid("lines.csv")?);
    let word = |column| grid.text(row, column);
    let (year, measured, against) = (word("year")?, word("measured")?, word("against")?);
    let (counting, cumulative) = (word("counting")?, word("basis")? == "cumulative cash");
    let counted = |kind: &str| counting.split(", ").any(|word| word == kind);
    let measured = if cumulative { "in year".to_owned() } else { measured };
    let last = of.inputs.years.iter().position(|known| *known == year)?;
    let years = if cumulative { &of.inputs.years[..=last] } else { &of.inputs.years[last..=last] };
    if of.inputs.terms.iter().any(|terms| years.contains(&terms.year) && !(terms.general && terms.pays_alone)) {
        return None;
    }
    let reading = |year: &str, line: &str| {
        savings.row(&[("year", year), ("line", line), ("measured", &measured), ("against", &against)])
    };
    let mut have = Vec::new();
    let (mut income_lost, mut prevention_lost, mut switch_lost) = (Vec::new(), Vec::new(), Vec::new());
    let mut touchable = Vec::new();
    for at in years {
        for (_, column) in KINDS.iter().filter(|(kind, _)| counted(kind)) {
            have.push((1, savings.at(reading(at, "total")?, column)?));
        }
        for terms in of.inputs.terms.iter().filter(|terms| terms.year == *at) {
            let line = lines.row(&[("year", at), ("line", &terms.line)])?;
            let saved = reading(at, &terms.line)?;
            if terms.counts == Counts::Income && !counted("income") {
                // What measures bring in is no part of what closing loses.
                let less = savings.at(saved, "income_gbp")?.less(live(lines, line, "measures_income_gbp")?);
                income_lost.push((1, less.lost()));
            }
            if !counted("avoidance") {
                let prevention = live(lines, line, "prevention_avoidance_gbp")?;
                if prevention.text != "0" {
                    prevention_lost.push((1, prevention.lost()));
                }
            }
            if !counted("fund switch") {
                let switched = live(savings, saved, "fund_switch_gbp")?;
                if switched.text != "0" {
                    switch_lost.push((1, switched.lost()));
                }
            }
            if terms.counts == Counts::Spending && *at == year {
                touchable.push((1, lines.at(line, "do_nothing_gbp")?));
            }
        }
    }
    let lost = ["of_which_income_lost_gbp", "of_which_prevention_lost_gbp", "of_which_switch_lost_gbp"];
    let mut found = Found::new();
    for (column, terms) in lost.into_iter().zip([income_lost, prevention_lost, switch_lost]) {
        found.push((row, column, Amount::sum(terms)));
        have.push((1, grid.own(row, column)?));
    }
    let (wanted, had) = (grid.own(row, "wanted_gbp")?, grid.own(row, "have_gbp")?);
    let missing =
        Amount::new(format!("MAX(ROUND({}-{},2),0)", wanted.text, had.text), (wanted.pence - had.pence).max(0));
    found.push((row, "have_gbp", Amount::sum(have)));
    found.push((row, "missing_gbp", missing));
    found.push((row, "touchable_gbp", Amount::sum(touchable)));
    Some(found)
}

/// A cell of another sheet, or nothing by construction where it holds no formula.
fn live(grid: &Grid, row: usize, column: &str) -> Option<Amount> {
    match &grid.rows[row][grid.column(column)?] {
        Cell::Pence(0) => Some(Amount::nothing()),
        _ => grid.at(row, column),
    }
}

/// Whether each target is kept, where that follows.
pub fn kept(grid: &mut Grid) {
    let (Some(missing), Some(kept)) = (grid.column("missing_gbp"), grid.column("kept")) else { return };
    for row in 0..grid.rows.len() {
        if let (Cell::Formula(..), Cell::Text(word)) = (&grid.rows[row][missing], &grid.rows[row][kept]) {
            let cell = crate::grid::place(missing, crate::grid::row_of(row));
            grid.rows[row][kept] = Cell::Word(format!("IF({cell}=0,\"yes\",\"no\")"), word.clone());
        }
    }
}
