//! The years of a programme beside each other: levels, moves, reach, and what the order of years costs.

use super::summary::figure;
use super::table::{Columns, percent, thousands};
use super::tables::{Result, cell, tenth};
use crate::explore::{YearPlan, Years};
use crate::method::gap;
use doorstep_scenario::{LevelIx, Scenario};
use std::io::Write;

/// The years on one screen. `scenario` is that of the baseline year.
pub fn lines(scenario: &Scenario, years: &Years) -> Vec<String> {
    let all = &years.years;
    let mut table = Columns::default();
    table.row(
        std::iter::once("Year by year, as each year ends".to_owned()).chain(all.iter().map(|at| at.year.to_string())),
    );
    let mut row = |name: String, cell: &dyn Fn(&YearPlan) -> String| {
        table.row(std::iter::once(name).chain(all.iter().map(cell)));
    };
    row("has to save a year".to_owned(), &|at| at.required.amount.to_string());
    row("saves a year, against doing nothing".to_owned(), &|at| at.plan.measures.money.saving.to_string());
    row("sites that change level in the year".to_owned(), &|at| at.moves.len().to_string());
    let mut levels: Vec<usize> = (0..scenario.levels.len()).collect();
    levels.sort_by(|a, b| scenario.levels[*b].hours.total_cmp(&scenario.levels[*a].hours).then(b.cmp(a)));
    for level in levels {
        row(format!("sites {}", scenario.levels[level].id), &|at| at.plan.measures.footprint.sites[level].to_string());
    }
    row("venues in use".to_owned(), &|at| at.plan.measures.footprint.venues.to_string());
    for (service, named) in scenario.services.iter().enumerate() {
        row(format!("reached a year: {}", named.name), &|at| thousands(at.plan.measures.reach[service].all.reached));
    }
    let mut lines = table.lines();
    lines.extend(cost_of_order(scenario, years));

    lines
}

/// What a programme gives up because its years hang together, as far as it is proven: each year beside
/// the bound of the same year by itself.
fn cost_of_order(scenario: &Scenario, years: &Years) -> Vec<String> {
    let mut sums = (0.0, 0.0);
    let mut worst: Option<(f64, String)> = None;
    let mut aim = None;
    for at in &years.years {
        let (Some(alone), Some(goal)) = (&at.alone, at.plan.goals.first()) else { return Vec::new() };
        let Some(bound) = alone.bound else { return Vec::new() };
        // Sums of different goals say nothing.
        if goal.aim != alone.aim || aim.is_some_and(|aim| aim != goal.aim) {
            return Vec::new();
        }
        sums = (sums.0 + goal.value, sums.1 + bound);
        aim = Some(goal.aim);
        let apart = gap(goal.value, bound);
        if worst.as_ref().is_none_or(|(most, _)| apart > *most) {
            worst = Some((apart, at.year.to_string()));
        }
    }
    let (Some(aim), Some((apart, year))) = (aim, worst) else { return Vec::new() };
    let title = aim.title(scenario);
    let (bound, rests) = if let Some(bound) = years.bound {
        (bound, "bound: the solver's, of the relaxation of all years".to_owned())
    } else {
        let widest = format!("the widest in {year}, {}", percent(apart, 2));
        (sums.1, format!("bound: each year by itself, what ties them left out; {widest}"))
    };
    vec![format!(
        "{title}, year-ends added up: {}; no programme that costs no more than doing nothing and stays within its funds and posts \
         is better than {}: gap {} ({rests})",
        figure(aim, sums.0, !aim.maximise()),
        figure(aim, bound, aim.maximise()),
        percent(gap(sums.0, bound), 2),
    )]
}

/// Every site and its level today and at each year's end, with the year of its first move.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn sites(scenario: &Scenario, years: &Years, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    let head = ["site", "name", "district", "illustrative", "moves_in", "today"].map(str::to_owned);
    table.write_record(head.into_iter().chain(years.years.iter().map(|at| at.year.to_string())))?;
    for (at, site) in scenario.sites.iter().enumerate() {
        let name = |level: LevelIx| cell(&scenario.levels[level.0].id);
        let moves = years.years.iter().find(|year| year.state.levels[at] != site.baseline);
        let fixed = [
            cell(&site.id),
            cell(&site.name),
            cell(&scenario.districts[site.district.0].id),
            if site.illustrative { "yes" } else { "no" }.to_owned(),
            moves.map_or_else(String::new, |year| year.year.to_string()),
            name(site.baseline),
        ];
        table.write_record(fixed.into_iter().chain(years.years.iter().map(|year| name(year.state.levels[at]))))?;
    }
    Ok(table.flush()?)
}

/// Everything that runs at the end of each year.
///
/// # Errors
/// When the writer fails.
pub fn offers(years: &Years, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["year", "service", "mode", "place", "weekly_sessions"])?;
    for year in &years.years {
        for offer in &year.plan.plan.offers {
            let words = [&offer.service, &offer.mode, &offer.place].map(|word| cell(word));
            let row = std::iter::once(year.year.to_string()).chain(words);
            table.write_record(row.chain([offer.sessions.to_string()]))?;
        }
    }
    Ok(table.flush()?)
}

/// Reach of every service at the end of each year, beside doing nothing, and in the year itself: months
/// before and after its moves, new sessions as they fill.
///
/// # Errors
/// When the writer fails.
pub fn reach(scenario: &Scenario, years: &Years, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "year",
        "service",
        "eligible",
        "reached_doing_nothing",
        "reached_at_year_end",
        "change",
        "share_at_year_end",
        "reached_in_year",
    ])?;
    for (at, year) in years.years.iter().enumerate() {
        for (service, named) in scenario.services.iter().enumerate() {
            let (nothing, plan) = (year.status_quo.measures.reach[service].all, year.plan.measures.reach[service].all);
            table.write_record([
                &year.year.to_string(),
                &cell(&named.id),
                &tenth(plan.eligible),
                &tenth(nothing.reached),
                &tenth(plan.reached),
                &tenth(plan.reached - nothing.reached),
                &plan.share().map_or_else(String::new, |share| format!("{share:.4}")),
                &tenth(in_year(scenario, years, at, service)),
            ])?;
        }
    }
    Ok(table.flush()?)
}

/// Reach in a year: so many months as the year before ended (today's before the first), by this year's people,
/// so many as this year ends. What is new reaches its stated share until the year is over.
fn in_year(scenario: &Scenario, years: &Years, at: usize, service: usize) -> f64 {
    let Some(programme) = &scenario.programme else { return 0.0 };
    let left = f64::from(programme.moves.months[at]) / 12.0;
    let year = &years.years[at];
    let now = year.plan.measures.reach[service].all;
    let before = match at {
        0 => year.status_quo.measures.reach[service].all.reached,
        // The same share of this year's people.
        _ => years.years[at - 1].plan.measures.reach[service].all.share().unwrap_or(0.0) * now.eligible,
    };
    let after = now.reached;
    let new = (after - before).max(0.0);
    (1.0 - left) * before + left * (after - new * (1.0 - programme.moves.ramp_up.value()))
}
