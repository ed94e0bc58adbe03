//! A frontier as a table and on one screen.

use super::number;
use crate::explore::Frontier;
use crate::formulation::Aim;
use crate::report::summary::{a_person, figure};
use crate::report::table::{Columns, percent};
use crate::report::tables::{Result, cell, pounds};
use std::io::Write;

/// Every point: both goals, bound and gap, money, sites.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn points(found: &Frontier, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    let [first, second] = names(found);
    table.write_record([
        "option",
        &first,
        &second,
        "bound_of_the_first",
        "gap",
        "supported",
        "knee",
        "cost_gbp",
        "saving_gbp",
        "sites_open",
        "sites_that_change",
    ])?;
    let today = found.aims.map(|aim| found.status_quo.value(aim).map_or_else(String::new, number));
    let open = |plan: &crate::explore::Assessed| plan.measures.footprint.sites.iter().skip(1).sum::<usize>();
    let row = |plan: &crate::explore::Assessed| {
        [
            pounds(plan.measures.money.total()),
            pounds(plan.measures.money.saving),
            open(plan).to_string(),
            plan.measures.footprint.changed.to_string(),
        ]
    };
    let none = ["", "", "", ""].map(str::to_owned);
    let status_quo = [found.status_quo.label.clone()].into_iter().chain(today).chain(none);
    table.write_record(status_quo.chain(row(&found.status_quo)))?;
    for (at, point) in found.points.iter().enumerate() {
        let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        let head = [cell(&point.plan.label)].into_iter().chain(point.values.map(number));
        let proof = [point.bound, point.gap].map(|value| value.map_or_else(String::new, number));
        let marks = [yes(point.supported), yes(found.knee == Some(at))];
        table.write_record(head.chain(proof).chain(marks).chain(row(&point.plan)))?;
    }
    Ok(table.flush()?)
}

/// What was asked, in words: by what the goals count where both are of one kind.
pub fn question(found: &Frontier) -> String {
    let [first, second] = found.aims;
    let scenario = &found.instance.scenario;
    if first.name() == second.name() {
        return format!("frontier of {} and {}", first.title(scenario), second.title(scenario));
    }
    format!("frontier of {} and {}", first.name(), second.name())
}

/// The goals as columns, told apart where both are of one kind.
fn names(found: &Frontier) -> [String; 2] {
    let names = found.aims.map(Aim::name);
    if names[0] == names[1] { [1, 2].map(|at| format!("{}-{at}", names[0])) } else { names.map(str::to_owned) }
}

/// The points on one screen.
pub fn frontier(found: &Frontier) -> Vec<String> {
    let [first, second] = found.aims;
    let scenario = &found.instance.scenario;
    let shown = |aim: Aim, value: f64| figure(aim, value, !aim.maximise()) + &a_person(scenario, aim, value);
    let mut table = Columns::default();
    table.row([String::new(), first.title(scenario), second.title(scenario), "gap".to_owned(), String::new()]);
    let today = found.aims.map(|aim| found.status_quo.value(aim).map_or_else(String::new, |value| shown(aim, value)));
    let [one, other] = today;
    table.row([found.status_quo.label.clone(), one, other, String::new(), String::new()]);
    for (at, point) in found.points.iter().enumerate() {
        let values = [0, 1].map(|at| shown(found.aims[at], point.values[at]));
        let [one, other] = values;
        let gap = point.gap.map_or_else(|| "-".to_owned(), |gap| percent(gap, 2));
        let mut marks = Vec::new();
        if found.knee == Some(at) {
            marks.push("knee");
        }
        if !point.supported {
            marks.push("unsupported");
        }
        table.row([point.plan.label.clone(), one, other, gap, marks.join(", ")]);
    }
    let mut lines = table.lines();
    lines.push(String::new());
    lines.push(
        "The gap is that of the first goal with the second held where the point was asked for. An unsupported point is \
         one that no fixed exchange rate between the two chooses among these points; those between them were not \
         looked at, and the knee is one of these."
            .to_owned(),
    );
    if let Some(knee) = found.knee {
        lines.push(format!(
            "Knee: {}: from there on either goal costs more of the other.",
            found.points[knee].plan.label
        ));
    }
    if found.stopped {
        lines.push("Stopped before every point was found: more time or effort may find others.".to_owned());
    }
    lines
}
