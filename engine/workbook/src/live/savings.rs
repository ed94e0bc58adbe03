//! Savings by kind, of lines that the General Fund alone pays.
//!
//! ```text
//! less = reference − cost (− posts that stand empty, against the base)
//! income line: income = less + measures      not touchable or not cashable: neither      else: cost reduction
//! fund switch = − base, against the base, where another fund paid the line then; else nothing
//! ```

use super::{Found, Of, year_and_line};
use crate::amount::Amount;
use crate::grid::Grid;
use crate::inputs::Counts;

pub fn savings(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let mut found = Found::new();
    for row in 0..grid.rows.len() {
        let Some((year, line)) = year_and_line(grid, row) else { continue };
        let terms = of.inputs.terms_of(&year, &line)?;
        if !(terms.general && terms.pays_alone) {
            continue;
        }
        let cell = |column| of.line(&year, &line, column);
        let against_base = grid.text(row, "against")? == "base";
        let cost = if grid.text(row, "measured")? == "run-rate" { "run_rate_gbp" } else { "in_year_gbp" };
        let [reduction, income, avoidance, prevention] = [
            "measures_cost_reduction_gbp",
            "measures_income_gbp",
            "measures_avoidance_gbp",
            "prevention_avoidance_gbp",
        ]
        .map(cell);
        let vacant = if against_base {
            of.costs("beside_gbp", &[("year", &year), ("line", &line), ("kind", "vacant posts")])
        } else {
            Amount::nothing()
        };
        let reference = cell(if against_base { "base_gbp" } else { "do_nothing_gbp" })?;
        let less = vec![(1, reference.clone()), (-1, cell(cost)?), (-1, vacant.clone())];
        let (reduction, income) = ((1, reduction?), (1, income?));
        let (mut of_cost, mut of_income, mut no_cash) = (vec![reduction.clone()], vec![income], vec![(1, vacant)]);
        match terms.counts {
            Counts::NoCash => {
                of_cost.clear();
                no_cash.extend(less.into_iter().chain([reduction]));
            }
            Counts::Income => of_income.extend(less),
            Counts::Spending => of_cost = [less, of_cost].concat(),
        }
        let switched = if against_base && !terms.general_today { vec![(-1, reference)] } else { Vec::new() };
        found.extend([
            (row, "cost_reduction_gbp", Amount::sum(of_cost)),
            (row, "income_gbp", Amount::sum(of_income)),
            (row, "fund_switch_gbp", Amount::sum(switched)),
            (row, "avoidance_gbp", Amount::sum([(1, avoidance?), (1, prevention?)])),
            (row, "less_but_not_cashable_gbp", Amount::sum(cancelled(no_cash))),
        ]);
    }
    Some(found)
}

/// Without terms that stand in it with both signs.
fn cancelled(mut terms: Vec<(i64, Amount)>) -> Vec<(i64, Amount)> {
    while let Some((one, other)) = terms.iter().enumerate().find_map(|(at, (sign, term))| {
        terms.iter().position(|(with, found)| *with == -sign && found.text == term.text).map(|other| (at, other))
    }) {
        terms.remove(one.max(other));
        terms.remove(one.min(other));
    }
    terms
}
