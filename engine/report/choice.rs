//! How much of a plan's reach hangs on who goes where: a range in the summary, every figure in a
//! table.

use super::table::{Columns, thousands};
use super::tables::{self, cell, tenth};
use crate::explore::{Range, Rescored};
use crate::instance::Instance;
use crate::measures::choice::Model;
use doorstep_scenario::Scenario;
use serde::Serialize;
use std::io::Write;

/// The range of reach of every service and option, the status quo first.
pub fn summary(instance: &Instance, rescored: &Rescored) -> Vec<String> {
    let scenario = &instance.scenario;
    let mut table = Columns::default();
    let head = "Range of reach over who-goes-where models".to_owned();
    table.row(std::iter::once(head).chain(rescored.labels.iter().cloned()));
    for (service, found) in scenario.services.iter().zip(&rescored.services) {
        let cells = (0..found.options.len()).map(|option| shown(found.range(option), option > 0));
        table.row(std::iter::once(format!("  {}", service.name)).chain(cells));
    }
    let mut lines = table.lines();
    lines.push("Planner-assigned, to the nearest with room, or by choice (logit): the same reach today, other changes from there. Not part of the proof; choice.csv has all.".to_owned());
    lines.extend(made_up(scenario, rescored));
    lines
}

fn shown(range: Range, with_change: bool) -> String {
    let between = |(least, most): (f64, f64), number: &dyn Fn(f64) -> String| {
        let (least, most) = (number(least), number(most));
        if least == most { least } else { format!("{least} to {most}") }
    };
    let reached = between(range.reached, &thousands);
    if !with_change {
        return reached;
    }
    let signed = |value: f64| if value >= 0.5 { format!("+{}", thousands(value)) } else { thousands(value) };
    format!("{reached} ({})", between(range.change, &signed))
}

/// Services of which today's reach could not be met by moving a model's parameter alone.
fn made_up(scenario: &Scenario, rescored: &Rescored) -> Option<String> {
    let each = scenario.services.iter().zip(&rescored.services).flat_map(|(service, found)| {
        let off = found.conduct.iter().filter(|conduct| !conduct.is_met());
        off.map(|conduct| format!("{} {} × {:.2}", service.id, conduct.model.name(), conduct.level))
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| {
        format!(
            "Left to themselves people fill today's places less well than a planner; made up for by a factor: {}.",
            each.join(", ")
        )
    })
}

/// Every service, model and option.
///
/// # Errors
/// When the writer fails.
pub fn table(instance: &Instance, rescored: &Rescored, to: impl Write) -> tables::Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["service", "model", "option", "reached", "change", "turned_away", "need_weighted"])?;
    for (service, found) in instance.scenario.services.iter().zip(&rescored.services) {
        for (at, model) in Model::ALL.into_iter().enumerate() {
            for (label, models) in rescored.labels.iter().zip(&found.options) {
                let figures = models[at];
                table.write_record([
                    &cell(&service.id),
                    model.name(),
                    label,
                    &tenth(figures.reached),
                    &tenth(figures.change),
                    &tenth(figures.turned_away),
                    &tenth(figures.need_weighted),
                ])?;
            }
        }
    }
    Ok(table.flush()?)
}

/// The range in a manifest.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Which service.
    pub service: String,
    /// φ of the nearest: what the share who come is multiplied by.
    pub nearest_factor: f64,
    /// What calibration of the nearest still lacked and every option was multiplied by.
    pub nearest_level: f64,
    /// a of the logit: what staying at home weighs.
    pub logit_outside: f64,
    /// As for the nearest.
    pub logit_level: f64,
    /// Every option.
    pub options: Vec<EntryRange>,
}

/// The range of one option.
#[derive(Debug, Clone, Serialize)]
pub struct EntryRange {
    /// Which.
    pub label: String,
    /// The least and the most reached under any model.
    pub reached: (f64, f64),
    /// The least and the most change against the status quo under the same model.
    pub change: (f64, f64),
}

/// The ranges as a manifest has them.
pub fn entries(scenario: &Scenario, rescored: &Rescored) -> Vec<Entry> {
    let each = scenario.services.iter().zip(&rescored.services).map(|(service, found)| {
        let [nearest, logit] = found.conduct;
        let options = rescored.labels.iter().enumerate().map(|(at, label)| {
            let Range { reached, change } = found.range(at);
            EntryRange { label: label.clone(), reached, change }
        });
        Entry {
            service: service.id.clone(),
            nearest_factor: nearest.parameter,
            nearest_level: nearest.level,
            logit_outside: logit.parameter,
            logit_level: logit.level,
            options: options.collect(),
        }
    });
    each.collect()
}
