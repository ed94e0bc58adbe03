//! A question on a thread of its own. The thread that asked waits without the GIL, hears Ctrl-C and passes
//! progress on: only it may, and Python hears signals on its main thread alone.

use crate::cli::bundled::Bundle;
use crate::cli::held::{Asked, Held, Stopped, Watched, held};
use crate::cli::progress::line;
use crate::cli::{self, run_folder};
use crate::guard::{OutputError, guarded, internal};
use doorstep::method::Progress;
use doorstep::report::manifest::Manifest;
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A solver may go deep.
const STACK: usize = 16 << 20;
/// How long the waiting thread sleeps between looks at signals.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a stopped question is waited for.
const MOMENT: Duration = Duration::from_secs(1);

/// A question at work.
type Worker = JoinHandle<Result<(u8, Held), String>>;

/// Stopped questions that had not ended in a moment.
static LEFT: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

/// A problem in the input: code, severity, file, line, column, what, fix, sheet of a workbook.
pub type FaultRow = (String, String, String, usize, usize, String, String, String);

/// A run in memory: what it is called, and its files that are text.
pub type Run = (String, Vec<(String, String)>);

/// What a command has said and made.
#[pyclass(module = "doorstep._doorstep", frozen)]
pub struct Answer {
    code: u8,
    held: Kept,
}

struct Kept {
    said: String,
    told: String,
    faults: Vec<FaultRow>,
    manifest: Option<Manifest>,
    files: Vec<(String, Vec<u8>)>,
}

impl From<Held> for Kept {
    fn from(held: Held) -> Kept {
        let faults = held.faults.iter().map(row).collect();
        let (manifest, files) = held.run.map_or((None, Vec::new()), |(manifest, files)| (Some(manifest), files));
        Kept { said: held.said, told: held.told, faults, manifest, files }
    }
}

/// A fault as Python gets it.
pub fn row(fault: &doorstep::scenario::Fault) -> FaultRow {
    let severity = if fault.is_error() { "error" } else { "warning" };
    let (place, code) = (&fault.place, fault.code.text());
    let (what, fix) = (fault.what.clone(), fault.fix.clone());
    (code.to_owned(), severity.to_owned(), place.file.clone(), place.line, place.column, what, fix, place.sheet.clone())
}

#[pymethods]
impl Answer {
    /// The command's exit code.
    #[getter]
    fn code(&self) -> u8 {
        self.code
    }

    /// What the command prints.
    #[getter]
    fn said(&self) -> &str {
        &self.held.said
    }

    /// What the command prints to stderr.
    #[getter]
    fn told(&self) -> &str {
        &self.held.told
    }

    /// Every fault told, whole even where the screen shows only the first of many.
    #[getter]
    fn faults(&self) -> Vec<FaultRow> {
        self.held.faults.clone()
    }

    /// Names of the files of the run folder, in the command's order; empty if there is no run.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.held.files.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The bytes of a file of the run folder.
    fn file<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyBytes>> {
        let found = self.held.files.iter().find(|(known, _)| known == name);
        let (_, bytes) = found.ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        Ok(PyBytes::new(py, bytes))
    }

    /// Writes the run folder as the command does, and its row in the ledger of runs.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<Vec<String>> {
        let Some(manifest) = &self.held.manifest else {
            return Err(PyValueError::new_err("there is no run to write"));
        };
        py.detach(|| {
            guarded(|| run_folder::put(&folder, manifest, &self.held.files).map_err(|why| unwritten(&folder, &why)))
        })
    }
}

/// That a run folder cannot be written, in the command's words.
pub fn unwritten(folder: &std::path::Path, why: &str) -> PyErr {
    OutputError::new_err(format!("cannot write the run folder {}: {why}", folder.display()))
}

/// Asks in the command's words, without the program's name.
///
/// `bundle` names the bundled scenario meant; `files`, `plan` and `runs` are names and contents that are not on disk;
/// `progress` is called with (seconds, aim, step, best, bound, line). Raises whatever `progress` or a signal raises.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "keywords, each with its default, on the side that calls it")]
#[pyo3(signature = (words, *, bundle=None, files=Vec::new(), plan=Vec::new(), runs=Vec::new(), threads=None, progress=None))]
pub fn ask(
    py: Python<'_>,
    words: Vec<String>,
    bundle: Option<&str>,
    files: Vec<(String, String)>,
    plan: Vec<(String, String)>,
    runs: Vec<Run>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Answer> {
    let bundle = match bundle {
        None => None,
        Some(name) => Some(
            Bundle::find(name)
                .ok_or_else(|| PyKeyError::new_err(format!("there is no bundled scenario \"{name}\"")))?,
        ),
    };
    let watched = Arc::new(Watched::default());
    let asked = Asked { bundle, files, plan, runs, watched: Arc::clone(&watched) };
    let words: Vec<OsString> = std::iter::once("doorstep".to_owned()).chain(words).map(OsString::from).collect();
    let (done, ended) = channel::<()>();
    let work = move || {
        // Dropped when the work ends, whatever way: that wakes who waits.
        let _done = done;
        let question = || held(asked, || cli::main(words));
        match threads {
            None => Ok(question()),
            Some(threads) => {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
                pool.map(|pool| pool.install(question)).map_err(|error| error.to_string())
            }
        }
    };
    let worker = std::thread::Builder::new()
        .name("doorstep".to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|error| PyRuntimeError::new_err(format!("no thread could be started: {error}")))?;
    let heard = py.detach(move || {
        loop {
            match ended.recv_timeout(PAUSE) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            let news = watched.news().filter(|_| progress.is_some());
            if let Err(error) = Python::attach(|py| hear(py, progress.as_ref(), news)) {
                watched.stop();
                return Err(error);
            }
        }
    });
    if let Err(error) = heard {
        py.detach(|| leave(worker));
        return Err(error);
    }
    match py.detach(|| worker.join()) {
        Ok(Ok((code, held))) => Ok(Answer { code, held: held.into() }),
        Ok(Err(why)) => Err(PyRuntimeError::new_err(why)),
        Err(panic) if panic.is::<Stopped>() => Err(PyRuntimeError::new_err("stopped")),
        Err(panic) => Err(internal(&*panic)),
    }
}

/// Gives a stopped question a moment to end. One linear solve inside the solver cannot be stopped: who pressed
/// Ctrl-C does not wait for it, and it ends by itself at the next point where it asks.
fn leave(worker: Worker) {
    let asked = Instant::now();
    while !worker.is_finished() {
        if asked.elapsed() > MOMENT {
            LEFT.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

/// Waits for stopped questions that have not ended yet: a process must not end under a solver that still runs.
#[pyfunction]
pub fn wait_for_the_stopped(py: Python<'_>) {
    let left = std::mem::take(&mut *LEFT.lock().unwrap_or_else(PoisonError::into_inner));
    py.detach(|| left.into_iter().for_each(|worker| drop(worker.join())));
}

/// Signals first; then how far it is.
fn hear(py: Python<'_>, progress: Option<&Py<PyAny>>, news: Option<(Duration, Progress)>) -> PyResult<()> {
    py.check_signals()?;
    if let (Some(call), Some((since, news))) = (progress, news) {
        let line = line(since, &news);
        call.call1(py, (since.as_secs_f64(), news.aim, news.step, news.best, news.bound, line))?;
    }
    Ok(())
}
