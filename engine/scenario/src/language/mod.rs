//! The language: RON and CSV in, a resolved scenario or all faults out.
//!
//! The way of a file: text → tree (as written, with places) → variants applied → resolved →
//! validated.

mod book;
mod decode;
mod files;
mod futures;
mod ledger_export;
mod lines;
mod outline;
mod plan;
mod resolve;
mod run;
mod scalars;
mod spots;
mod tables;
mod tree;
mod validate;
mod variant;
mod wording;

use crate::reference::Record;
use crate::{Code, Fault, Faults, Place, Scenario};
use files::{Files, Source};
use std::path::{Path, PathBuf};
use tree::Tree;

pub use book::{Imported, Outward, is_read, load_workbook, template, template_text, wrong_by_itself};
pub use files::fingerprint;
pub use futures::{Futures, Rewritten, load_futures, load_futures_over, load_futures_text};
pub use ledger_export::{AccountedRow, ExportedLedger, LedgerEntry, LedgerSource, RowFate, load_ledger};
pub use plan::{LoadedPlan, load_plan, load_plan_text};
pub(crate) use resolve::SCHEMA;
pub use run::{
    Archive, Reached, Run, RunYears, Sheet, SiteYears, YearAmounts, load_archive, load_archive_text, load_run,
    load_run_text,
};
pub use scalars::amount_of;
pub use wording::{OptionWords, Wording, load_wording};

/// One file that was read, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name, relative to the scenario's folder.
    pub file: String,
    /// SHA-256, in hexadecimal, of its canonical content: the same for shuffled rows or settings.
    pub hash: String,
}

/// A scenario that may be used, with what should be looked at.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Warnings, sorted.
    pub warnings: Vec<Fault>,
    /// Every file read, sorted by name.
    pub inputs: Vec<Input>,
}

/// Reads a scenario or a variant file and its tables. Paths inside are relative to its folder and
/// may not leave it.
///
/// # Errors
/// Every fault found, warnings among them, if any is an error.
pub fn load(path: &Path) -> Result<Loaded, Vec<Fault>> {
    let (name, folder) = named(path)?;
    load_from(name, Source::Folder(folder))
}

/// As [`load`], with files laid over the folder: each is read instead of one of its name there. So a variant
/// can be tried that nobody has written down.
///
/// # Errors
/// As [`load`].
pub fn load_over(path: &Path, files: &[(&str, &str)]) -> Result<Loaded, Vec<Fault>> {
    let (name, folder) = named(path)?;
    load_from(name, Source::Over(folder, files.iter().copied().collect()))
}

/// A file's name and the folder it is in.
fn named(path: &Path) -> Result<(&str, PathBuf), Vec<Fault>> {
    let shown = path.display().to_string();
    let (Some(name), Some(folder)) = (path.file_name().and_then(|name| name.to_str()), path.parent()) else {
        let mut faults = Faults::new();
        faults.add(
            Code::FileUnreadable,
            &Place::file(&shown),
            "this is not a file, or its name is not UTF-8",
            "Name a scenario file: scenario.ron",
        );
        return Err(faults.sorted());
    };
    Ok((name, if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }))
}

/// Reads a scenario from memory: `files` are names and contents, the first is the scenario.
///
/// ```
/// let scenario = r#"Scenario(
///     schema: 1,
///     name: "One centre",
///     council: "Anytown (made up)",
///     years: (baseline: "2025-26", end: "2026-27"),
///     prices: "2025-26",
///     tables: (areas: "areas.csv", sites: "sites.csv"),
///     travel: StraightLine(detour: 1.3),
///     groups: {"under-5": (name: "Under-fives", column: "under_5")},
///     funds: {"general": GeneralFund},
///     lines: {"staff": (fund: "general", touchable: true, cashable: true)},
///     levels: {"hub": (hours: 40, costs: {"staff": "£60,000"})},
///     services: {
///         "play": (
///             tier: Universal, take_up: {"under-5": "50%"}, visits: 10,
///             decay: Linear(full: "500 m", zero: "1.5 km"),
///             modes: {"centre": (at: Site(["hub"]), places: 10, weeks: 50, most: 4)},
///         ),
///     },
///     rules: {"keep": Lock(site: "oak", level: "hub")},
///     goals: [MostReach(weight: Need), LeastCost],
/// )"#;
/// let areas = "id,district,easting,northing,under_5\nnorth,North,400000,302000,200\n";
/// let sites = "id,district,easting,northing,baseline\noak,North,400000,302000,hub\n";
///
/// let files = [("scenario.ron", scenario), ("areas.csv", areas), ("sites.csv", sites)];
/// let loaded = doorstep_scenario::load_text(&files).unwrap();
/// assert_eq!(loaded.scenario.sites[0].id, "oak");
/// assert_eq!(loaded.scenario.levels[1].costs[0].1.to_string(), "£60,000");
///
/// // A slip is told with its place, what is wrong and what to do.
/// let slip = scenario.replace("oak", "oka");
/// let files = [("scenario.ron", slip.as_str()), ("areas.csv", areas), ("sites.csv", sites)];
/// let faults = doorstep_scenario::load_text(&files).unwrap_err();
/// assert_eq!(
///     faults[0].to_string(),
///     "scenario.ron:20:32: error DS110: there is no site \"oka\". Did you mean \"oak\"?"
/// );
/// ```
///
/// # Errors
/// As [`load`].
pub fn load_text(files: &[(&str, &str)]) -> Result<Loaded, Vec<Fault>> {
    let name = files.first().map_or("", |(name, _)| *name);
    load_from(name, Source::Memory(files.iter().copied().collect()))
}

fn load_from(name: &str, source: Source<'_>) -> Result<Loaded, Vec<Fault>> {
    let mut files = Files::new(source);
    let mut faults = Faults::new();
    let scenario = read(name, &mut files, &mut faults);
    match scenario {
        Some(scenario) if !faults.any_error() => {
            Ok(Loaded { scenario, warnings: faults.sorted(), inputs: files.inputs() })
        }
        _ => Err(faults.sorted()),
    }
}

/// A scenario as far as it can be read.
fn read(name: &str, files: &mut Files<'_>, faults: &mut Faults) -> Option<Scenario> {
    resolved(&variant::written(name, files, faults)?, files, faults)
}

fn resolved(tree: &Tree, files: &mut Files<'_>, faults: &mut Faults) -> Option<Scenario> {
    let scenario = resolve::scenario(tree, files, faults)?;
    validate::validate(&scenario, tree, faults);
    Some(scenario)
}

/// Reads these scenarios from memory, and of the first of them these plans, and an exported ledger by its mapping, and
/// gives what the readers said of themselves beside the faults.
pub(crate) fn overheard(
    files: &[(&str, &str)],
    scenarios: &[&str],
    plans: &[&str],
    (mapping, export): (&str, &str),
) -> (Record, Vec<Fault>) {
    let mut faults = Faults::recording();
    let all = || Files::new(Source::Memory(files.iter().copied().collect()));
    // Before all else: what a scenario lacks says nothing of a ledger.
    let text = files.iter().find(|(name, _)| *name == export).map_or("", |(_, text)| text);
    ledger_export::read(mapping, LedgerSource::Text(export, text), None, &mut all(), &mut faults);
    for (at, name) in scenarios.iter().enumerate() {
        let found = read(name, &mut all(), &mut faults);
        if let Some(scenario) = found.filter(|_| at == 0) {
            for name in plans {
                plan::read(&[name], &mut all(), None, &scenario, &mut faults);
            }
        }
    }
    let record = faults.record.take().map_or_else(Record::default, |record| *record);
    (record, faults.sorted())
}
