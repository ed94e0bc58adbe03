//! The language: RON and CSV in, a resolved scenario or all faults out.

use crate::{Fault, Scenario};
use std::path::Path;

/// One file that was read, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name, relative to the scenario's folder.
    pub file: String,
    /// SHA-256 of its canonical content, in hexadecimal.
    pub hash: String,
}

/// A scenario that may be used, with what should be looked at.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Warnings, sorted.
    pub warnings: Vec<Fault>,
    /// Every file read.
    pub inputs: Vec<Input>,
}

/// Reads a scenario or a variant file and its tables.
///
/// # Errors
/// Every fault found, warnings among them, if any is an error.
pub fn load(_path: &Path) -> Result<Loaded, Vec<Fault>> {
    Err(Vec::new())
}

/// Reads a scenario from memory: `files` are name and content, the first is the scenario.
///
/// # Errors
/// As [`load`].
pub fn load_text(_files: &[(&str, &str)]) -> Result<Loaded, Vec<Fault>> {
    Err(Vec::new())
}
