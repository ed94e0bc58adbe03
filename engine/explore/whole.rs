//! From what a search found to whole sessions, whatever it was stopped by.

use crate::formulation::{Aim, Grain};
use crate::method::{Limits, MethodError, Progress, Session, Stage, Watcher, settle};

/// Seconds that settling may take when there are none left, or when somebody asked to stop: without
/// it there would be no plan to keep.
const LEAST: f64 = 5.0;

/// The columns on whole sessions; `None` where no plan on whole sessions was found near them.
pub(super) fn on_whole_sessions(
    session: &mut dyn Session,
    aims: &[(Aim, f64)],
    stages: &[Stage],
    held: &[(Aim, f64)],
    columns: Vec<f64>,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Vec<f64>>, MethodError> {
    if session.grain() == Grain::Whole {
        return Ok(Some(columns));
    }
    let seconds = if watcher.stop() { Some(LEAST) } else { limits.seconds.map(|seconds| seconds.max(LEAST)) };
    settle(session, aims, stages, held, &columns, &Limits { seconds, ..*limits }, &mut Patient(watcher))
}

/// Passes progress on and asks nobody whether to stop.
struct Patient<'w>(&'w mut dyn Watcher);

impl Watcher for Patient<'_> {
    fn see(&mut self, progress: &Progress) {
        self.0.see(progress);
    }
    fn stop(&self) -> bool {
        false
    }
}
