//! A question asked by another program and not by a person at a terminal: what the command would show and write is
//! held in memory instead, and who asks may watch and stop it. One thread, one question.
//!
//! Commands know nothing of it: they say, tell, load, watch and write as ever, and each of these looks here first.

#![allow(dead_code, reason = "the program itself holds nothing back; the Python library does")]

use crate::cli::bundled::Bundle;
use crate::cli::import::{is_workbook, read};
use doorstep::method::Progress;
use doorstep::report::manifest::Manifest;
use doorstep::scenario::{
    Archive, Fault, Futures, Loaded, LoadedPlan, Run, Scenario, load, load_archive, load_archive_text, load_futures,
    load_futures_over, load_futures_text, load_over, load_plan, load_plan_text, load_run, load_run_text, load_text,
};
use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Names and bytes.
pub type Files = Vec<(String, Vec<u8>)>;
/// A name and a content.
pub type Text = (String, String);

/// What a question stands on, beside the words it is asked in.
#[derive(Clone, Default)]
pub struct Asked {
    /// The bundled scenario that is meant, if it is none on disk.
    pub bundle: Option<&'static Bundle>,
    /// Files that are not on disk: a changed scenario.
    pub files: Vec<Text>,
    /// A plan that is not on disk. Apart from the others: a run's sites.csv is none of the scenario's.
    pub plan: Vec<Text>,
    /// Runs that are in no folder, by what they are called: their files that are text.
    pub runs: Vec<(String, Vec<Text>)>,
    /// Who watches.
    pub watched: Arc<Watched>,
}

/// What two threads share: the one that works and the one that waits for it.
#[derive(Default)]
pub struct Watched {
    stop: AtomicBool,
    latest: Mutex<Option<(Duration, Progress)>>,
}

/// What a stopped question unwinds with. It is not a failure, and no part of an answer is wanted.
pub struct Stopped;

impl Watched {
    /// Asks the question to end.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// Has it been asked to end?
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// How far it is, if that has not been told yet.
    pub fn news(&self) -> Option<(Duration, Progress)> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(in crate::cli) fn see(&self, since: Duration, progress: Progress) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some((since, progress));
    }

    /// Ends the work where it stands. No answer is put together for somebody who no longer wants it; what the
    /// solver holds is given back on the way, as its own callback passes a panic on.
    pub(super) fn end_if_stopped(&self) {
        if self.is_stopped() && !std::thread::panicking() {
            std::panic::resume_unwind(Box::new(Stopped));
        }
    }
}

/// What a command has said and made.
#[derive(Default)]
pub struct Held {
    /// Lines for stdout.
    pub said: String,
    /// Lines for stderr.
    pub told: String,
    /// The faults among them.
    pub faults: Vec<Fault>,
    /// The run folder.
    pub run: Option<(Manifest, Files)>,
}

thread_local! {
    static HERE: RefCell<Option<(Asked, Held)>> = const { RefCell::new(None) };
}

/// Clears the thread's question, whatever way it ends.
struct Clear;

impl Drop for Clear {
    fn drop(&mut self) {
        HERE.with_borrow_mut(|here| *here = None);
    }
}

/// Asks, and holds what comes of it.
pub fn held<T>(asked: Asked, ask: impl FnOnce() -> T) -> (T, Held) {
    let clear = Clear;
    HERE.with_borrow_mut(|here| *here = Some((asked, Held::default())));
    let answer = ask();
    let held = HERE.with_borrow_mut(Option::take).map_or_else(Held::default, |(_, held)| held);
    drop(clear);
    (answer, held)
}

/// Does this thread hold what its command says?
pub fn is_held() -> bool {
    HERE.with_borrow(Option::is_some)
}

fn keep(what: impl FnOnce(&mut Held)) -> bool {
    HERE.with_borrow_mut(|here| here.as_mut().map(|(_, held)| what(held)).is_some())
}

fn asked() -> Option<Asked> {
    HERE.with_borrow(|here| here.as_ref().map(|(asked, _)| asked.clone()))
}

/// A line for stdout. A reader who has gone (`| head`) is no reason to fail.
pub fn say(line: fmt::Arguments<'_>) {
    use std::io::Write as _;
    if !keep(|held| held.said.extend([&line.to_string(), "\n"])) {
        let _ = writeln!(std::io::stdout(), "{line}");
    }
}

/// A line for stderr, where progress and problems go.
pub fn tell(line: fmt::Arguments<'_>) {
    use std::io::Write as _;
    if !keep(|held| held.told.extend([&line.to_string(), "\n"])) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// Faults that are shown, as values.
pub fn note(faults: &[Fault]) {
    keep(|held| held.faults.extend_from_slice(faults));
}

/// A run folder that is not written; given back where it is to be.
pub fn run(manifest: Manifest, files: Files) {
    keep(|held| held.run = Some((manifest, files)));
}

/// Who watches this thread's question.
pub fn watched() -> Option<Arc<Watched>> {
    asked().map(|asked| asked.watched)
}

/// Loads a scenario: from disk, unless the question brings it. A workbook is one, too.
///
/// # Errors
/// As [`doorstep::scenario::load`].
pub fn scenario(path: &Path) -> Result<Loaded, Vec<Fault>> {
    let as_it_is = asked().is_none_or(|asked| asked.files.is_empty() && asked.bundle.is_none());
    if is_workbook(path) && as_it_is {
        return read(path, path.parent().unwrap_or(Path::new(""))).map(|imported| imported.loaded);
    }
    brought_by(path, load, load_over, load_text)
}

/// The same, ready for other numbers.
///
/// # Errors
/// As [`doorstep::scenario::load_futures`].
pub fn futures(path: &Path) -> Result<(Loaded, Futures), Vec<Fault>> {
    brought_by(path, load_futures, load_futures_over, load_futures_text)
}

type Found<T> = Result<T, Vec<Fault>>;

/// From disk, from disk with files laid over it, or from memory.
fn brought_by<T>(
    path: &Path,
    disk: impl FnOnce(&Path) -> Found<T>,
    over: impl FnOnce(&Path, &[(&str, &str)]) -> Found<T>,
    memory: impl FnOnce(&[(&str, &str)]) -> Found<T>,
) -> Found<T> {
    let Some(asked) = asked() else { return disk(path) };
    let mut all = short(&asked.files);
    let Some(bundle) = asked.bundle else {
        return if all.is_empty() { disk(path) } else { over(path, &all) };
    };
    for (name, text) in bundle.all_files() {
        all.push((name, text));
    }
    let wanted = path.to_string_lossy();
    let first = all.iter().find(|(name, _)| *name == wanted).copied();
    let others = all.iter().filter(|(name, _)| *name != wanted).copied();
    memory(&first.into_iter().chain(others).collect::<Vec<_>>())
}

/// A file of the scenario at `path`, as it was loaded.
///
/// # Errors
/// Where it is on disk and cannot be read.
pub fn input(path: &Path, file: &str) -> Result<Vec<u8>, String> {
    if let Some(asked) = asked() {
        let laid = asked.files.iter().find(|(name, _)| name == file).map(|(_, text)| text.as_str());
        let bundled = || asked.bundle?.all_files().find(|(name, _)| *name == file).map(|(_, text)| text);
        if let Some(text) = laid.or_else(bundled) {
            return Ok(text.as_bytes().to_vec());
        }
    }
    let path = path.parent().unwrap_or(Path::new("")).join(file);
    std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// A table that goes with the question, unless it is on disk.
///
/// # Errors
/// Where it cannot be read.
pub fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let texts = asked().map(|asked| asked.plan).unwrap_or_default();
    match texts.into_iter().find(|(name, _)| Path::new(name) == path) {
        Some((_, text)) => Ok(text.into_bytes()),
        None => std::fs::read(path),
    }
}

/// The files of a run or plan that is in no folder: their own names and contents.
pub fn of_run(name: &Path) -> Option<Vec<Text>> {
    let shown = name.to_string_lossy();
    asked()?.runs.into_iter().find(|(known, _)| *known == shown).map(|(_, files)| files)
}

/// Loads a plan: from disk, unless the question brings it.
///
/// # Errors
/// As [`doorstep::scenario::load_plan`].
pub fn plan(paths: &[PathBuf], option: Option<&str>, scenario: &Scenario) -> Result<LoadedPlan, Vec<Fault>> {
    let texts = asked().map(|asked| asked.plan).unwrap_or_default();
    let brought = |path: &PathBuf| {
        texts.iter().find(|(name, _)| Path::new(name) == path).map(|(name, text)| (name.as_str(), text.as_str()))
    };
    match paths.iter().map(brought).collect::<Option<Vec<_>>>() {
        Some(texts) if !texts.is_empty() => load_plan_text(&texts, option, scenario),
        _ => load_plan(paths, option, scenario),
    }
}

/// The files of a run that the question brings, each with its folder's name before its own.
fn brought(folder: &Path) -> Option<Vec<Text>> {
    let shown = folder.to_string_lossy();
    Some(of_run(folder)?.into_iter().map(|(name, text)| (format!("{shown}/{name}"), text)).collect())
}

/// Names and contents, as readers of text take them.
pub fn short(files: &[Text]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

/// Loads an option of a run: from its folder, unless the question brings it.
///
/// # Errors
/// As [`doorstep::scenario::load_run`].
pub fn option(folder: &Path, option: Option<&str>) -> Result<Run, Vec<Fault>> {
    match brought(folder) {
        Some(files) => load_run_text(&folder.to_string_lossy(), &short(&files), option),
        None => load_run(folder, option),
    }
}

/// Loads a run for a page: from its folder, unless the question brings it.
///
/// # Errors
/// As [`doorstep::scenario::load_archive`].
pub fn archive(folder: &Path) -> Result<Archive, Vec<Fault>> {
    match brought(folder) {
        Some(files) => load_archive_text(&folder.to_string_lossy(), &short(&files)),
        None => load_archive(folder),
    }
}
