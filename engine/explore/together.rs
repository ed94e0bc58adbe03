//! Several solves at a time, each by one thread, dealt out so that what is found does not hang on how many
//! threads there are.

use super::RunError;
use crate::method::{Limits, Shared, Watcher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Work that is dealt out is dealt into so many parts, whatever the machine: a part is solved in one session, and
/// what its solves learn from each other must be the same everywhere.
const PARTS: usize = 4;

/// A solver may go deep.
const STACK: usize = 16 << 20;

/// How many of so many parts are solved at a time.
pub(super) fn at_a_time(parts: usize) -> usize {
    rayon::current_num_threads().clamp(1, parts.max(1))
}

/// The limits of each of so many parts: together they take as long as one may.
pub(super) fn each_of(parts: usize, limits: Limits) -> Limits {
    let share = at_a_time(parts) as f64 / parts.max(1) as f64;
    Limits { seconds: limits.seconds.map(|most| most * share), ..limits }
}

/// Deals a list into parts that follow each other.
pub(super) fn dealt<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
    all.chunks(all.len().div_ceil(PARTS).max(1)).map(<[T]>::to_vec).collect()
}

/// Answers in order; the first error in order.
pub(super) fn side_by_side<T: Sync, R: Send>(
    parts: &[T],
    watcher: &mut dyn Watcher,
    each: impl Fn(&T, &mut dyn Watcher) -> Result<R, RunError> + Sync,
) -> Result<Vec<R>, RunError> {
    let threads = at_a_time(parts.len());
    if threads == 1 {
        return parts.iter().map(|part| each(part, watcher)).collect();
    }
    let (shared, next) = (Shared::of(watcher), AtomicUsize::new(0));
    let found: Mutex<Vec<(usize, Result<R, RunError>)>> = Mutex::new(Vec::new());
    let work = || {
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(part) = parts.get(at)
        {
            let answer = each(part, &mut &shared);
            found.lock().unwrap_or_else(PoisonError::into_inner).push((at, answer));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Without another thread this one does all of it.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, answer)| answer).collect()
}
