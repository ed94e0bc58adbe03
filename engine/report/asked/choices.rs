//! Alternatives and what becomes of every site, as tables and on one screen.

use super::{between, number};
use crate::explore::{Choices, Class, Forced};
use crate::formulation::Aim;
use crate::method::stages_of;
use crate::report::summary::figure;
use crate::report::table::{Columns, percent};
use crate::report::tables::{Result, cell};
use doorstep_scenario::Scenario;
use std::io::Write;

/// What a class is called.
fn class(class: Class) -> &'static str {
    match class {
        Class::Given => "given by the tables",
        Class::AlwaysKept => "always kept",
        Class::AlwaysGoes => "always goes",
        Class::RealChoice => "real choice",
        Class::Open => "not decided within the limits",
    }
}

/// The plan and every alternative: the goal, how far it is from the plan's, and from all before it.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn alternatives(found: &Choices, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["option", found.aim.name(), "of_the_plan", "sites_that_differ", "no_plan_differs_more"])?;
    let best = found.plan.value(found.aim).unwrap_or(f64::NAN);
    let plan = [cell(&found.plan.label), number(best), number(1.0), "0".to_owned(), String::new()];
    table.write_record(plan)?;
    for other in &found.alternatives {
        let value = other.plan.value(found.aim).unwrap_or(f64::NAN);
        table.write_record([
            cell(&other.plan.label),
            number(value),
            number(value / best),
            other.differs.to_string(),
            if other.proven { "proven" } else { "not proven" }.to_owned(),
        ])?;
    }
    Ok(table.flush()?)
}

/// Every site: what the plan does, what it is in all plans near enough, and what the other thing costs.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn sites(scenario: &Scenario, found: &Choices, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "site",
        "name",
        "district",
        "illustrative",
        "level_in_the_plan",
        "class",
        "nothing_else_allowed",
        "other_fate_costs_at_least",
        "other_fate_costs_at_most",
        "of",
    ])?;
    for forced in &found.sites {
        let site = &scenario.sites[forced.site.0];
        let level = found.plan.decisions.levels[forced.site.0];
        table.write_record([
            cell(&site.id),
            cell(&site.name),
            cell(&scenario.districts[site.district.0].id),
            if site.illustrative { "yes" } else { "no" }.to_owned(),
            cell(&scenario.levels[level.0].id),
            class(forced.class).to_owned(),
            match (forced.required, is_soft(scenario)) {
                (true, true) => "with as little missed of what is soft",
                (true, false) => "yes",
                (false, _) => "no",
            }
            .to_owned(),
            number(forced.price.0),
            forced.price.1.map_or_else(String::new, |most| number(most.max(0.0))),
            found.aim.name().to_owned(),
        ])?;
    }
    Ok(table.flush()?)
}

/// All of it on one screen.
pub fn choices(scenario: &Scenario, found: &Choices) -> Vec<String> {
    let aim = found.aim;
    let worse = |value: f64| figure(aim, value, !aim.maximise());
    let best = found.plan.value(aim).unwrap_or(f64::NAN);
    let mut lines = vec![format!("{}: {} in the plan", aim.title(scenario), worse(best))];
    if let Some(bound) = found.bound {
        let gap = percent(crate::method::gap(best, bound), 2);
        lines.push(format!("No plan is better than {}: gap {gap}", figure(aim, bound, aim.maximise())));
    }
    let mut table = Columns::default();
    table.row([
        "plans within ".to_owned() + &percent(found.within, 2),
        "goal".to_owned(),
        "sites that differ".to_owned(),
    ]);
    for other in &found.alternatives {
        let most = if other.proven { ", none differs more" } else { "" };
        let value = other.plan.value(aim).unwrap_or(f64::NAN);
        table.row([other.plan.label.clone(), worse(value), format!("{}{most}", other.differs)]);
    }
    if found.alternatives.is_empty() {
        table.row(["none was found".to_owned()]);
    }
    lines.extend(table.lines());
    lines.push("Each differs from the plan and from all alternatives before it at least so much.".to_owned());
    lines.push(String::new());
    for of in [Class::AlwaysKept, Class::AlwaysGoes, Class::RealChoice, Class::Open, Class::Given] {
        let those: Vec<&Forced> = found.sites.iter().filter(|forced| forced.class == of).collect();
        if those.is_empty() {
            continue;
        }
        lines.push(format!("{} ({})", class(of), those.len()));
        for forced in those {
            lines.push(format!("  {}", told(scenario, found, forced)));
        }
    }
    lines.push(format!(
        "Always kept or gone: no plan within {} of this one does the other thing, proven. A real choice: a checked plan does. What it costs is in {}.",
        percent(found.within, 2),
        aim.title(scenario)
    ));
    lines
}

fn is_soft(scenario: &Scenario) -> bool {
    stages_of(scenario).iter().any(|(aim, _)| *aim == Aim::LeastShortfall)
}

/// A site in one line.
pub(super) fn told(scenario: &Scenario, found: &Choices, forced: &Forced) -> String {
    let site = &scenario.sites[forced.site.0];
    let level = &scenario.levels[found.plan.decisions.levels[forced.site.0].0].id;
    let other = if forced.kept { "closing it" } else { "keeping it" };
    let stand_in = if site.illustrative { " (a stand-in)" } else { "" };
    let costs = if forced.required {
        let words =
            if is_soft(scenario) { "nothing else misses as little of what is soft" } else { "nothing else is allowed" };
        words.to_owned()
    } else {
        let (least, most) = forced.price;
        if most.is_some_and(|most| most <= 0.0) {
            format!("{other} costs nothing")
        } else {
            format!("{other} costs {}", between(found.aim, least, most))
        }
    };
    format!("{} {}{stand_in}: {level}; {costs}", site.id, site.name)
}
