//! Progress on stderr, and Ctrl-C.

use crate::cli::held::{self, Watched};
use doorstep::method::{Progress, Watcher, gap};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Shows elapsed time, best, bound and gap; one line that renews itself on a terminal, a line now
/// and then elsewhere.
pub struct Shown {
    started: Instant,
    last: Option<Instant>,
    quiet: bool,
    terminal: bool,
    asked: Arc<AtomicUsize>,
    /// Another program watches, and nobody at a terminal.
    watched: Option<Arc<Watched>>,
}

impl Shown {
    /// Starts the clock and listens for Ctrl-C: the first asks to stop, the second ends at once.
    pub fn new(quiet: bool) -> Shown {
        let asked = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&asked);
        let watched = held::watched();
        let terminal = std::io::stderr().is_terminal() && watched.is_none();
        let shown = Shown { started: Instant::now(), last: None, quiet, terminal, asked, watched };
        if shown.watched.is_some() {
            return shown;
        }
        // Should a handler be there already, Ctrl-C simply ends the program, as it does anywhere.
        let _ = ctrlc::set_handler(move || {
            if heard.fetch_add(1, Ordering::SeqCst) > 0 {
                std::process::abort();
            }
        });
        shown
    }

    /// Has somebody pressed Ctrl-C?
    pub fn interrupted(&self) -> bool {
        self.asked.load(Ordering::SeqCst) > 0
    }

    /// Ends the renewed line.
    pub fn finish(&self) {
        if self.terminal && self.last.is_some() {
            tell!("");
        }
    }
}

impl Watcher for Shown {
    fn see(&mut self, progress: &Progress) {
        if let Some(watched) = &self.watched {
            if !self.quiet {
                watched.see(self.started.elapsed(), *progress);
            }
            watched.end_if_stopped();
            return;
        }
        let pause = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        if self.quiet || self.last.is_some_and(|last| last.elapsed() < pause) {
            return;
        }
        self.last = Some(Instant::now());
        let line = line(self.started.elapsed(), progress);
        if self.terminal {
            let mut stderr = std::io::stderr();
            let _ = write!(stderr, "\r{line:<110}").and_then(|()| stderr.flush());
        } else {
            tell!("{line}");
        }
    }

    fn stop(&self) -> bool {
        if let Some(watched) = &self.watched {
            watched.end_if_stopped();
        }
        self.interrupted()
    }
}

/// How far it is, in a line.
pub fn line(since: Duration, progress: &Progress) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
    let gap = progress.best.zip(progress.bound).map(|(best, bound)| gap(best, bound));
    let gap = gap.filter(|gap| gap.is_finite()).map_or_else(|| "-".to_owned(), |gap| format!("{:.2} %", gap * 100.0));
    format!(
        "{:5.1} s  {} ({})  best {}  bound {}  gap {gap}",
        since.as_secs_f64(),
        progress.aim,
        progress.step,
        number(progress.best),
        number(progress.bound),
    )
}
