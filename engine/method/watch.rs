//! One watcher for progress and interruption.

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
pub trait Watcher {
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
