//! The language: RON and CSV in, a resolved scenario or all faults out.
//!
//! The way of a file: text → tree (as written, with places) → variants applied → resolved →
//! validated.

mod decode;
mod files;
mod resolve;
mod scalars;
mod tables;
mod tree;
mod validate;
mod variant;

use crate::{Code, Fault, Faults, Place, Scenario};
use files::{Files, Source};
use std::path::Path;

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
    let shown = path.display().to_string();
    let (Some(name), Some(folder)) = (path.file_name().and_then(|name| name.to_str()), path.parent()) else {
        let mut faults = Faults::new();
        faults.add(
            Code::FileUnreadable,
            &Place::file(&shown),
            "this is not a file",
            "Name a scenario file: scenario.ron",
        );
        return Err(faults.sorted());
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    load_from(name, Source::Folder(folder.to_owned()))
}

/// Reads a scenario from memory: `files` are names and contents, the first is the scenario.
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
    let scenario = variant::written(name, &mut files, &mut faults).and_then(|tree| {
        let baseline_table = tree.at_path("tables/baseline").and_then(tree::Tree::as_written);
        let scenario = resolve::scenario(&tree, &mut files, &mut faults)?;
        validate::validate(&scenario, baseline_table.as_deref(), &mut faults);
        Some(scenario)
    });
    match scenario {
        Some(scenario) if !faults.any_error() => {
            Ok(Loaded { scenario, warnings: faults.sorted(), inputs: files.inputs() })
        }
        _ => Err(faults.sorted()),
    }
}
