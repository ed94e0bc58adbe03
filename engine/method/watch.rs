//! One watcher for progress and interruption.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far a solve is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// What is aimed at.
    pub aim: &'static str,
    /// What is being done for it.
    pub step: &'static str,
    /// Best value so far, in the aim's unit.
    pub best: Option<f64>,
    /// Bound so far, in the aim's unit.
    pub bound: Option<f64>,
}

/// Sees progress and may ask to stop.
pub trait Watcher: Send {
    /// Called often; must be quick.
    fn see(&mut self, progress: &Progress);

    /// Has somebody asked to stop? The best plan so far is kept.
    fn stop(&self) -> bool;
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Watcher for Quiet {
    fn see(&mut self, _: &Progress) {}
    fn stop(&self) -> bool {
        false
    }
}

/// One watcher for several solves at a time.
pub struct Shared<'w>(Mutex<&'w mut dyn Watcher>);

impl<'w> Shared<'w> {
    /// Shares a watcher.
    pub fn of(watcher: &'w mut dyn Watcher) -> Shared<'w> {
        Shared(Mutex::new(watcher))
    }

    fn watcher(&self) -> MutexGuard<'_, &'w mut dyn Watcher> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher for &Shared<'_> {
    fn see(&mut self, progress: &Progress) {
        self.watcher().see(progress);
    }

    fn stop(&self) -> bool {
        self.watcher().stop()
    }
}
