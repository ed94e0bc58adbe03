//! `doorstep ensemble run` and `resume`: the parts that are not there yet, several at a time on this machine.

use super::args::EnsembleRun;
use super::chunk::{Part, answer, run_chunk};
use super::kept::{self, Opened};
use super::{Trouble, collect};
use crate::cli::End;
use crate::cli::held::{self, Watched};
use crate::cli::progress::Shown;
use doorstep::method::{Progress, Shared, Watcher};
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A solver may go deep.
const STACK: usize = 16 << 20;

pub fn run(args: &EnsembleRun) -> End {
    let mut shown = Shown::new(true);
    let threads = args
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |threads| threads as usize);
    let answered = match args.chunk {
        Some(part) => run_chunk(&args.folder, part, &mut shown).map(|part| u64::from(part == Part::Done)),
        None => work(&args.folder, threads, args.quiet, &mut shown),
    };
    match answered {
        // One of thousands of workers does not count what the others did.
        Ok(answered) if args.chunk.is_some() => {
            say!("{answered} parts answered.");
            End::Done
        }
        Ok(answered) => {
            let manifest = match kept::Manifest::read(&args.folder) {
                Ok(manifest) => manifest,
                Err(trouble) => return trouble.end(),
            };
            let done = kept::done(&args.folder, &manifest).len() as u64;
            say!("{answered} parts answered; {done} of {} are there.", manifest.parts());
            if done == manifest.parts() {
                collect::tidy(&args.folder);
                say!("Put them together: doorstep ensemble collect {}", args.folder.display());
            }
            End::Done
        }
        Err(Trouble::Stopped) => {
            tell!("Stopped. What is done is kept: doorstep ensemble resume {}", args.folder.display());
            End::Stopped
        }
        Err(trouble) => trouble.end(),
    }
}

/// Answers all parts that are not there; says how many it answered.
pub fn work(folder: &Path, threads: usize, quiet: bool, watcher: &mut dyn Watcher) -> Result<u64, Trouble> {
    let opened = Opened::of(folder)?;
    let known = kept::done(folder, &opened.manifest);
    let open: Vec<u64> = (0..opened.manifest.parts()).filter(|part| known.binary_search(part).is_err()).collect();
    let (next, answered) = (AtomicUsize::new(0), AtomicU64::new(0));
    let shared = Shared::of(watcher);
    let trouble: Mutex<Option<Trouble>> = Mutex::new(None);
    let told = Told {
        started: Instant::now(),
        last: Mutex::new(None),
        quiet,
        parts: open.len() as u64,
        watched: held::watched(),
    };
    let each = || {
        while let Some(part) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
            match answer(folder, &opened, *part, &mut &shared) {
                Ok(Part::Done) => told.tell(answered.fetch_add(1, Ordering::Relaxed) + 1, &opened),
                Ok(Part::Known) => {}
                Err(found) => {
                    // The others end with the part they are at.
                    next.store(open.len(), Ordering::Relaxed);
                    *trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(open.len().max(1)) {
            // Without another thread this one does all of it.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, each);
        }
        each();
    });
    match trouble.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(found) => Err(found),
        None => Ok(answered.into_inner()),
    }
}

/// How far it is, a line now and then.
struct Told {
    started: Instant,
    last: Mutex<Option<Instant>>,
    quiet: bool,
    parts: u64,
    /// Another program watches, and nobody at a terminal.
    watched: Option<Arc<Watched>>,
}

impl Told {
    fn tell(&self, answered: u64, opened: &Opened) {
        const PAUSE: Duration = Duration::from_secs(5);
        if let Some(watched) = &self.watched {
            let (best, bound) = (Some(answered as f64), Some(self.parts as f64));
            watched.see(self.started.elapsed(), Progress { aim: "parts", step: "answered", best, bound });
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if self.quiet || (answered < self.parts && last.is_some_and(|last| last.elapsed() < PAUSE)) {
            return;
        }
        *last = Some(Instant::now());
        let seconds = self.started.elapsed().as_secs_f64();
        let left = seconds / answered as f64 * self.parts.saturating_sub(answered) as f64;
        let members = (answered * opened.manifest.chunk).min(opened.manifest.members);
        tell!(
            "{seconds:7.0} s  {answered} of {} parts, about {members} futures, {:.1} a second, {left:.0} s left",
            self.parts,
            members as f64 / seconds.max(1e-3)
        );
    }
}
