//! Progress on stderr, and Ctrl-C.

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
}

impl Shown {
    /// Starts the clock and listens for Ctrl-C: the first asks to stop, the second ends at once.
    pub fn new(quiet: bool) -> Shown {
        let asked = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&asked);
        // Should a handler be there already, Ctrl-C simply ends the program, as it does anywhere.
        let _ = ctrlc::set_handler(move || {
            if heard.fetch_add(1, Ordering::SeqCst) > 0 {
                std::process::abort();
            }
        });
        Shown { started: Instant::now(), last: None, quiet, terminal: std::io::stderr().is_terminal(), asked }
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
        let pause = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        if self.quiet || self.last.is_some_and(|last| last.elapsed() < pause) {
            return;
        }
        self.last = Some(Instant::now());
        let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
        let gap = progress.best.zip(progress.bound).map(|(best, bound)| gap(best, bound));
        let gap =
            gap.filter(|gap| gap.is_finite()).map_or_else(|| "-".to_owned(), |gap| format!("{:.2} %", gap * 100.0));
        let line = format!(
            "{:5.1} s  {} ({})  best {}  bound {}  gap {gap}",
            self.started.elapsed().as_secs_f64(),
            progress.aim,
            progress.step,
            number(progress.best),
            number(progress.bound),
        );
        if self.terminal {
            let mut stderr = std::io::stderr();
            let _ = write!(stderr, "\r{line:<110}").and_then(|()| stderr.flush());
        } else {
            tell!("{line}");
        }
    }

    fn stop(&self) -> bool {
        self.interrupted()
    }
}
