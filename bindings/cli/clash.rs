//! What clashes and what would mend it: asked once no plan keeps everything.

use crate::cli::args::How;
use crate::cli::progress::Shown;
use doorstep::explore::{Asked, Unpicked, unpick};
use doorstep::instance::{Decisions, Instance};
use doorstep::method::{Change, Limits};
use doorstep::report;
use doorstep::scenario::Scenario;
use std::sync::Arc;
use std::time::Instant;

/// The names of repairs in a run folder, as many as there can be.
pub const REPAIRS: [&str; 5] = ["repair-1.ron", "repair-2.ron", "repair-3.ron", "repair-4.ron", "repair-5.ron"];

/// Of the whole time limit at least so much is for this, however long it took to find that nothing is possible.
const LEAST: f64 = 0.1;

/// A question gets this part of the work that the whole solve has.
const EACH: u64 = 8;

/// Takes an impossible problem apart. `known` are plans that come near; `limits` are those of the run, which began
/// some time ago. What goes wrong here takes nothing from the answer.
pub fn of(
    instance: &Arc<Instance>,
    how: &How,
    bounds: Vec<Change>,
    known: Vec<Decisions>,
    (limits, began): (&Limits, Instant),
    shown: &mut Shown,
) -> Option<Unpicked> {
    let left = |most: f64| (most - began.elapsed().as_secs_f64()).max(most * LEAST);
    // Most questions are answered by a first plan or by the relaxation: what is not is told as not proven.
    let limits = Limits { seconds: limits.seconds.map(left), work: limits.work.map(|most| most / EACH), ..*limits };
    let asked = Asked { instance: Arc::clone(instance), wanted: how.method.wanted(), bounds, known, limits };
    unpick(&asked, shown).ok().flatten()
}

/// The same in words.
pub fn lines(scenario: &Scenario, file: &str, found: &Unpicked) -> Vec<String> {
    let mut lines = report::clash::lines(scenario, found, None);
    if !found.repairs.is_empty() {
        let files = REPAIRS[..found.repairs.len()].join(", ");
        lines.push(format!("As variants: {files}; put one beside {file} and solve it."));
    }
    lines
}

/// Tables and variants for the run folder.
pub fn files(scenario: &Scenario, file: &str, found: &Unpicked) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let mut files = tables(scenario, found)?;
    for (at, (name, repair)) in REPAIRS.iter().zip(&found.repairs).enumerate() {
        files.push((name, report::clash::variant(scenario, file, at + 1, repair).into_bytes()));
    }
    Ok(files)
}

/// The tables alone.
pub fn tables(scenario: &Scenario, found: &Unpicked) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let (mut clash, mut repairs) = (Vec::new(), Vec::new());
    report::clash::clash_table(scenario, found, &mut clash).map_err(|error| format!("clash.csv: {error}"))?;
    report::clash::repairs_table(scenario, found, &mut repairs).map_err(|error| format!("repairs.csv: {error}"))?;
    Ok(vec![("clash.csv", clash), ("repairs.csv", repairs)])
}
