//! Lines by year out of what makes them up, and the way from one year's budget to the next.

use super::{Found, Of, year_and_line};
use crate::amount::Amount;
use crate::grid::Grid;
use crate::inputs::blended;

/// Every line: base, prices, pressures, staff, what stands, measures.
pub fn lines(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let mut found = Found::new();
    for row in 0..grid.rows.len() {
        let Some((year, line)) = year_and_line(grid, row) else { continue };
        let here = [("year", year.as_str()), ("line", line.as_str())];
        let all = |column| of.costs(column, &here);
        let kind = |column, kind| of.costs(column, &[here[0], here[1], ("kind", kind)]);
        let posts = kind("after_gbp", "staff");
        let run_rate = grid.own(row, "run_rate_gbp")?;
        found.extend([
            (row, "base_gbp", all("today_at_base_prices_gbp")),
            (row, "prices_gbp", all("today_gbp").less(grid.own(row, "base_gbp")?)),
            (row, "pressures_gbp", kind("after_gbp", "pressure")),
            (row, "staff_gbp", posts.clone().less(kind("today_gbp", "staff"))),
            (row, "run_rate_gbp", all("after_gbp")),
            (row, "in_year_gbp", blended(&all("before_gbp"), &run_rate, &of.inputs.months_left(&year))),
            (row, "measures_cost_reduction_gbp", kind("beside_gbp", "measure: cost reduction")),
            (row, "measures_income_gbp", kind("beside_gbp", "measure: income")),
            (row, "measures_avoidance_gbp", kind("beside_gbp", "measure: avoidance")),
            (row, "prevention_avoidance_gbp", posts.less(kind("beside_gbp", "staff with prevention"))),
        ]);
    }
    Some(found)
}

/// From one year's budget to the next.
pub fn rolls(of: &Of<'_>, grid: &Grid) -> Option<Found> {
    let years = &of.inputs.years;
    let mut found = Found::new();
    for row in 0..grid.rows.len() {
        let Some((year, line)) = year_and_line(grid, row) else { continue };
        let now = |column| of.line(&year, &line, column);
        let earlier = years.iter().position(|known| *known == year)?.checked_sub(1).map(|at| years[at].as_str());
        let was = |column| earlier.map_or(Some(Amount::nothing()), |year| of.line(year, &line, column));
        // Before the first year nothing has moved: a whole year of it is the base.
        let whole = |column| if earlier.is_some() { was(column) } else { now("base_gbp") };
        let before = of.costs("before_gbp", &[("year", year.as_str()), ("line", line.as_str())]);
        let measured = |sign: i64, column: &dyn Fn(&'static str) -> Option<Amount>| {
            let terms = [
                "measures_cost_reduction_gbp",
                "measures_income_gbp",
                "measures_avoidance_gbp",
                "prevention_avoidance_gbp",
            ];
            terms.map(|name| Some((sign, column(name)?))).into_iter().collect::<Option<Vec<_>>>()
        };
        let measures = [measured(1, &was)?, measured(-1, &now)?].concat();
        let more = |column| Some(now(column)?.less(was(column)?));
        found.extend([
            (row, "opening_gbp", whole("net_in_year_gbp")?),
            (row, "full_year_effects_gbp", was("full_year_effect_next_year_gbp")?),
            (
                row,
                "inflation_gbp",
                Amount::sum([
                    (1, before.clone()),
                    (-1, whole("run_rate_gbp")?),
                    (-1, grid.own(row, "pressures_gbp")?),
                    (-1, grid.own(row, "staff_gbp")?),
                ]),
            ),
            (row, "pressures_gbp", more("pressures_gbp")?),
            (row, "staff_gbp", more("staff_gbp")?),
            (row, "moves_gbp", now("in_year_gbp")?.less(before)),
            (row, "measures_gbp", Amount::sum(measures)),
        ]);
    }
    Some(found)
}
