//! What a pound is worth, as a table and in sentences.

use super::{between, number};
use crate::explore::{Margin, Priced};
use crate::report::summary::figure;
use crate::report::table::thousands;
use crate::report::tables::{Result, cell, pounds, tenth};
use doorstep_scenario::Scenario;
use std::io::Write;

/// Every amount that was solved for: the goal, its bound, and reach of each service.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn priced(scenario: &Scenario, margins: &[Margin], to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    let head = ["target", "amount_gbp", "goal", "value", "bound", "found"].map(str::to_owned);
    let services = scenario.services.iter().map(|service| format!("reached_{}", service.id));
    table.write_record(head.into_iter().chain(services))?;
    for margin in margins {
        for priced in &margin.priced {
            let shown = |value: Option<f64>| value.map_or_else(String::new, number);
            let found = match (&priced.best.plan, priced.best.impossible) {
                (Some(_), _) => "yes",
                (None, true) => "impossible",
                (None, false) => "no",
            };
            let head = [
                cell(&scenario.targets[margin.target].id),
                pounds(priced.amount),
                margin.aim.name().to_owned(),
                shown(priced.best.value(margin.aim)),
                shown(priced.best.bound),
                found.to_owned(),
            ];
            let reach = (0..scenario.services.len()).map(|service| {
                priced
                    .best
                    .plan
                    .as_ref()
                    .map_or_else(String::new, |plan| tenth(plan.measures.reach[service].all.reached))
            });
            table.write_record(head.into_iter().chain(reach))?;
        }
    }
    Ok(table.flush()?)
}

/// What the next and the last pounds are worth.
pub fn margins(scenario: &Scenario, margins: &[Margin]) -> Vec<String> {
    let mut lines = Vec::new();
    for margin in margins {
        let id = &scenario.targets[margin.target].id;
        let [less, same, more] = &margin.priced;
        let step = same.amount - less.amount;
        lines.push(format!("Target {id}, {} as it is, solved again with {step} less and more asked for:", same.amount));
        for (lower, words) in [(true, "keeps"), (false, "costs")] {
            let other = if lower { less } else { more };
            let which = if lower { "the next" } else { "saving another" };
            let Some(apart) = margin.apart(lower) else {
                let why = match lower {
                    false if more.best.impossible && !same.best.impossible => "no plan meets that: proven",
                    _ if same.best.impossible => "no plan meets the target as it is: proven",
                    _ if same.best.plan.is_some() && other.best.plan.is_some() => {
                        "the two plans miss different amounts of what is soft: no price lies between them"
                    }
                    _ => "no plan was found",
                };
                lines.push(format!("  {which} {step}: {why}"));
                continue;
            };
            let proven = between(margin.aim, apart.least, apart.most.is_finite().then_some(apart.most));
            let exact = (apart.most - apart.least).abs() <= 1e-6 * apart.most.abs();
            let found = if exact { proven.clone() } else { figure(margin.aim, apart.found.max(0.0), false) };
            let sure = if apart.least <= 0.0 { "; the bounds do not tell it from nothing" } else { "" };
            lines.push(format!(
                "  {which} {step} {words} {found} of {} as found, {proven} as proven{sure}",
                margin.aim.title(scenario)
            ));
            // What this step does: of less to save what it brings, of more what it takes.
            if let Some(by_service) = by_service(scenario, other, same) {
                lines.push(format!("    {by_service}"));
            }
        }
    }
    lines.push(
        "Found by solving again, each plan with its own bound: a whole-number problem has no shadow prices.".to_owned(),
    );
    lines
}

/// People more after a step than before it, service by service.
fn by_service(scenario: &Scenario, after: &Priced, before: &Priced) -> Option<String> {
    let (after, before) = (after.best.plan.as_ref()?, before.best.plan.as_ref()?);
    let each = scenario.services.iter().enumerate().map(|(at, service)| {
        let change = after.measures.reach[at].all.reached - before.measures.reach[at].all.reached;
        let sign = if change >= 0.5 { "+" } else { "" };
        format!("{} {sign}{}", service.id, thousands(change))
    });
    let sites = after.decisions.levels.iter().zip(&before.decisions.levels).filter(|(a, b)| a != b).count();
    Some(format!("people: {}; {} at another level", each.collect::<Vec<_>>().join(", "), of_sites(sites)))
}

fn of_sites(count: usize) -> String {
    format!("{count} {}", if count == 1 { "site" } else { "sites" })
}
