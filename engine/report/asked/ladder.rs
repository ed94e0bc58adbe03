//! A ladder as a table and on one screen.

use super::{between, number};
use crate::explore::Rung;
use crate::formulation::Aim;
use crate::report::summary::figure;
use crate::report::table::{Columns, percent};
use crate::report::tables::{Result, pounds};
use doorstep_scenario::LevelIx;
use std::io::Write;

/// Every step: the goal free and nested, the price of nesting, and how many sites move.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn rungs(aim: Aim, rungs: &[Rung], to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "step",
        "target_gbp",
        "goal",
        "by_itself",
        "bound",
        "nested",
        "nested_bound",
        "nesting_costs_at_least",
        "nesting_costs_at_most",
        "cost_gbp",
        "saving_gbp",
        "sites_open",
        "sites_that_change",
        "found",
    ])?;
    for (at, rung) in rungs.iter().enumerate() {
        let shown = |value: Option<f64>| value.map_or_else(String::new, number);
        let price = rung.price(aim);
        let found = match (&rung.nested.plan, rung.free.impossible || rung.nested.impossible) {
            (Some(_), _) => "yes",
            (None, true) => "impossible",
            (None, false) => "no",
        };
        let money = rung.nested.plan.as_ref().map(|plan| &plan.measures.money);
        let feet = rung.nested.plan.as_ref().map(|plan| &plan.measures.footprint);
        table.write_record([
            (at + 1).to_string(),
            pounds(rung.amount),
            aim.name().to_owned(),
            shown(rung.free.value(aim)),
            shown(rung.free.bound),
            shown(rung.nested.value(aim)),
            shown(rung.nested.bound),
            shown(price.map(|(least, _)| least)),
            shown(price.map(|(_, most)| most)),
            money.map_or_else(String::new, |money| pounds(money.total())),
            money.map_or_else(String::new, |money| pounds(money.saving)),
            feet.map_or_else(String::new, |feet| feet.sites.iter().skip(1).sum::<usize>().to_string()),
            feet.map_or_else(String::new, |feet| feet.changed.to_string()),
            found.to_owned(),
        ])?;
    }
    Ok(table.flush()?)
}

/// The steps on one screen, and what joins from step to step.
pub fn ladder(aim: Aim, rungs: &[Rung]) -> Vec<String> {
    let mut table = Columns::default();
    let title = rungs.first().map_or_else(String::new, |rung| aim.title(&rung.instance.scenario));
    table.row([
        "target".to_owned(),
        title,
        "gap".to_owned(),
        "nesting costs".to_owned(),
        "open".to_owned(),
        "closed".to_owned(),
    ]);
    for rung in rungs {
        let Some(plan) = &rung.nested.plan else {
            let why = match (rung.free.impossible, rung.nested.impossible) {
                (true, _) => "impossible",
                (_, true) => "impossible with the step beside it",
                _ => "none found",
            };
            table.row([rung.amount.to_string(), why.to_owned()]);
            continue;
        };
        let value = plan.value(aim).unwrap_or(f64::NAN);
        let gap =
            rung.nested.bound.map_or_else(|| "-".to_owned(), |bound| percent(crate::method::gap(value, bound), 2));
        let sites = &plan.measures.footprint.sites;
        table.row([
            rung.amount.to_string(),
            figure(aim, value, !aim.maximise()),
            gap,
            rung.price(aim)
                .map_or_else(|| "-".to_owned(), |(least, most)| between(aim, least, most.is_finite().then_some(most))),
            sites.iter().skip(1).sum::<usize>().to_string(),
            sites.first().copied().unwrap_or(0).to_string(),
        ]);
    }
    let mut lines = table.lines();
    lines.push(String::new());
    lines.push(
        "Each site is, at every step, as it is today or as its one move leaves it. What nesting costs is proven at \
         least, and left open by the bounds at most."
            .to_owned(),
    );
    let steps: Vec<&Rung> = rungs.iter().filter(|rung| rung.nested.plan.is_some()).collect();
    let mut before: Option<&Rung> = None;
    for rung in steps {
        let scenario = &rung.instance.scenario;
        let levels = |rung: &Rung, at: usize| rung.nested.plan.as_ref().map(|plan| plan.decisions.levels[at]);
        let was = |at: usize| before.and_then(|rung| levels(rung, at)).unwrap_or(scenario.sites[at].baseline);
        let moved = |at: &usize| levels(rung, *at).is_some_and(|level| level != was(*at));
        let closes = |at: &usize| levels(rung, *at) == Some(LevelIx(0)) && moved(at);
        let names = |of: Vec<usize>| of.iter().map(|at| scenario.sites[*at].id.as_str()).collect::<Vec<_>>().join(", ");
        let closing: Vec<usize> = (0..scenario.sites.len()).filter(closes).collect();
        let others: Vec<usize> = (0..scenario.sites.len()).filter(|at| moved(at) && !closes(at)).collect();
        let mut words =
            format!("{}: closes {}", rung.amount, if closing.is_empty() { "none".to_owned() } else { names(closing) });
        if !others.is_empty() {
            words.push_str("; changes level: ");
            words.push_str(&names(others));
        }
        lines.push(words);
        before = Some(rung);
    }
    lines
}
