//! Why a site: in sentences, and who would go where as a table.

use super::choices::told;
use crate::explore::{Choices, Explained, Moved, Turns};
use crate::report::clash::{self, of_one};
use crate::report::table::{percent, thousands};
use crate::report::tables::{Result, cell, tenth};
use doorstep_scenario::{Pence, Scenario};
use std::io::Write;

/// Where people of every area the site matters to go for each service, in the plan and in its other fate.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn moved(scenario: &Scenario, explained: &[Explained], to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["site", "area", "service", "place", "in_the_plan", "other_fate"])?;
    for site in explained {
        let id = &scenario.sites[site.site.0].id;
        for moved in &site.moved {
            for (place, people) in places(moved) {
                table.write_record([
                    &cell(id),
                    &cell(&moved.area),
                    &cell(&moved.service),
                    &cell(place),
                    &tenth(people[0]),
                    &tenth(people[1]),
                ])?;
            }
        }
    }
    Ok(table.flush()?)
}

/// Every place of either plan, with people in both.
fn places(moved: &Moved) -> std::collections::BTreeMap<&str, [f64; 2]> {
    let mut all = std::collections::BTreeMap::<&str, [f64; 2]>::new();
    for (at, places) in [&moved.before, &moved.after].into_iter().enumerate() {
        for (place, people) in places {
            all.entry(place).or_default()[at] += people;
        }
    }
    all
}

/// Why each site, in sentences.
pub fn why(scenario: &Scenario, found: &Choices, explained: &[Explained]) -> Vec<String> {
    let mut lines = Vec::new();
    for site in explained {
        lines.push(told(scenario, found, &site.forced));
        for demand in &site.requires {
            lines.push(format!("  demanded by {}", of_one(&clash::told(scenario, *demand))));
        }
        lines.extend(site.turns.map(|turns| format!("  {}", turned(site, turns))));
        lines.extend(who(site));
        lines.push(String::new());
    }
    lines.push(format!(
        "What the other fate costs is in {}: the difference of two plans, each solved for and proved as far as it says; \
         at least what is proven, at most what was found. Always kept or gone, in choices.csv: in every plan within {} \
         of this one.",
        found.aim.title(scenario),
        percent(found.within, 2)
    ));
    lines
}

fn turned(site: &Explained, turns: Turns) -> String {
    let (other, change) = if site.forced.kept { ("Closing it", "saved") } else { ("Keeping it", "cost") };
    let word = if site.forced.kept { "more" } else { "less" };
    match turns.enough {
        Some(Pence(0)) => format!("{other} does as well by the first goal."),
        Some(enough) => format!(
            "{other} would do as well if it {change} about {} a year {word}: with {enough} a plan was found that does, \
             with {} none.",
            hundreds(enough),
            turns.not_yet
        ),
        None => format!(
            "No plan was found in which it does as well, up to {} a year that it {change} {word}.",
            turns.not_yet
        ),
    }
}

/// A sum that was found by halving, no finer than that.
fn hundreds(amount: Pence) -> Pence {
    Pence((amount.0 + 5_000) / 10_000 * 10_000)
}

/// How many people it is about, service by service.
fn who(site: &Explained) -> Vec<String> {
    let mut services: Vec<&str> = site.moved.iter().map(|moved| moved.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    let each = services.into_iter().map(|service| {
        let of = || site.moved.iter().filter(move |moved| moved.service == service);
        let sum = |places: fn(&Moved) -> &[(String, f64)]| -> f64 {
            of().flat_map(places).map(|(_, people)| people).sum()
        };
        let (before, after) = (sum(|moved| &moved.before), sum(|moved| &moved.after));
        let areas = of().count();
        format!(
            "  {service}: {areas} areas use it in one plan or the other; of them {} people in this plan, {} in the other",
            thousands(before),
            thousands(after)
        )
    });
    each.collect()
}
