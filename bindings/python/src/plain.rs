//! Small things that are no question: the command itself, what is bundled, files put in place.

use crate::ask::unwritten;
use crate::cli::bundled::{ALL, Bundle};
use crate::cli::{self, run_folder};
use crate::guard::guarded;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// The command `doorstep` with these words, the program's name first; answers with its exit code. It prints by
/// itself, and Ctrl-C is the command's own: the first keeps the best plan so far.
#[pyfunction]
pub fn main(py: Python<'_>, words: Vec<OsString>) -> PyResult<u8> {
    py.detach(|| guarded(|| Ok(cli::main(words))))
}

/// The bundled scenarios and their variants' files.
#[pyfunction]
pub fn bundled() -> Vec<(&'static str, Vec<&'static str>)> {
    let names = |bundle: &Bundle| bundle.variants.iter().map(|(name, _)| *name).collect();
    ALL.into_iter().map(|bundle| (bundle.name, names(bundle))).collect()
}

/// A file of a bundled scenario.
#[pyfunction]
pub fn bundled_text(bundle: &str, name: &str) -> PyResult<&'static str> {
    let found = Bundle::find(bundle).and_then(|bundle| bundle.all_files().find(|(known, _)| *known == name));
    found.map(|(_, text)| text).ok_or_else(|| PyKeyError::new_err(format!("{bundle}/{name}")))
}

/// Writes a run folder of files that were read from another: whole or not at all, no folder but a run replaced.
#[pyfunction]
pub fn replace(py: Python<'_>, folder: PathBuf, files: Vec<(String, Vec<u8>)>) -> PyResult<()> {
    py.detach(|| guarded(|| run_folder::replace(&folder, &files).map_err(|why| unwritten(&folder, &why))))
}

/// Panics, so that tests can see what Python gets to see of it.
#[pyfunction]
pub fn panic_on_purpose() -> PyResult<()> {
    guarded(|| panic!("on purpose, for a test"))
}
