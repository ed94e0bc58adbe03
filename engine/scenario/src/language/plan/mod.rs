//! A person's own plan: statements of levels and sessions in CSV or RON, judged against a scenario.
//!
//! What the scenario rules out whatever else is planned is told here, with its place. What only the
//! whole plan shows (rooms, venues, fewest and most sessions) is left to the checker.

mod rows;
mod statements;
mod written;

use super::Input;
use super::files::{Files, SCENARIO_LIMIT, Source};
use super::tables::Table;
use super::tree::Tree;
use crate::{Code, Fault, Faults, Place, Proposal, Scenario};
use statements::Statements;
use std::path::{Path, PathBuf};

/// A plan that may be scored.
#[derive(Debug, Clone)]
pub struct LoadedPlan {
    /// What is proposed.
    pub proposal: Proposal,
    /// Warnings, sorted.
    pub warnings: Vec<Fault>,
    /// Every file read, by its own name without folders, with the hash of its canonical content.
    pub inputs: Vec<Input>,
}

/// Reads a plan from files, each a RON file (`.ron`) or a table: `site,level`,
/// `service,mode,place,sessions`, both, or the `sites.csv` and `offers.csv` of a run folder, of which
/// `option` is read (`plan` unless given, or else `proposal`).
///
/// # Errors
/// Every fault found, warnings among them, if any is an error.
pub fn load_plan(paths: &[PathBuf], option: Option<&str>, scenario: &Scenario) -> Result<LoadedPlan, Vec<Fault>> {
    let names: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    load_from(&names, Source::Typed, option, scenario)
}

/// Reads a plan from memory: names and contents.
///
/// # Errors
/// As [`load_plan`].
pub fn load_plan_text(
    files: &[(&str, &str)],
    option: Option<&str>,
    scenario: &Scenario,
) -> Result<LoadedPlan, Vec<Fault>> {
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    load_from(&names, Source::Memory(files.iter().copied().collect()), option, scenario)
}

fn load_from(
    names: &[&str],
    source: Source<'_>,
    option: Option<&str>,
    scenario: &Scenario,
) -> Result<LoadedPlan, Vec<Fault>> {
    let (mut files, mut faults) = (Files::new(source), Faults::new());
    let proposal = read(names, &mut files, option, scenario, &mut faults);
    if faults.any_error() {
        return Err(faults.sorted());
    }
    Ok(LoadedPlan { proposal, warnings: faults.sorted(), inputs: files.inputs().into_iter().map(bare).collect() })
}

/// A plan as far as it can be read.
pub(super) fn read(
    names: &[&str],
    files: &mut Files<'_>,
    option: Option<&str>,
    scenario: &Scenario,
    faults: &mut Faults,
) -> Proposal {
    let mut statements = Statements::of(scenario);
    let mut tables = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            faults.add(Code::GivenTwice, &Place::file(name), "the same file is given twice", "Give it once");
        } else if Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")) {
            if let Some(text) = files.text(name, SCENARIO_LIMIT, &Place::file(name), faults)
                && let Some(tree) = Tree::parse(name, &text, faults)
            {
                files.note(name, super::variant::canonical(&tree));
                written::read(&tree, &mut statements, faults);
            }
        } else {
            tables.extend(Table::of_file(name, &Place::file(name), files, faults));
        }
    }
    let whole = Place::file(names.first().unwrap_or(&""));
    rows::read(&tables, option, &whole, &mut statements, faults);
    statements.finish(&whole, faults)
}

/// Where somebody keeps a plan says nothing about it.
fn bare(input: Input) -> Input {
    let own = Path::new(&input.file).file_name().map(|name| name.to_string_lossy().into_owned());
    Input { file: own.unwrap_or(input.file), hash: input.hash }
}
