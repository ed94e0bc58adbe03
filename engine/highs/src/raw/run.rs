//! One solve, and the callback through which it tells of itself and can be stopped.

use std::any::Any;
use std::ffi::{c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr::null_mut;
use std::thread::{self, ThreadId};

use super::{CallStatus, Int, Raw, c};

/// Where an event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A linear solve: only `iterations` is filled.
    Linear,
    /// A point where the whole-number search can be stopped: all but the solution.
    Mip,
    /// A better solution: all, and `objective` is its goal.
    Improved,
}

/// What HiGHS tells in a callback.
pub(crate) struct Event<'a> {
    pub(crate) kind: Kind,
    pub(crate) iterations: u64,
    pub(crate) nodes: u64,
    pub(crate) primal: f64,
    pub(crate) dual: f64,
    pub(crate) objective: f64,
    pub(crate) solution: Option<&'a [f64]>,
}

impl Raw {
    /// Solves; `hear` is told of every event and answers whether to stop.
    ///
    /// A panic in `hear` stops the solve and goes on here: unwinding through C++ is undefined.
    pub(crate) fn run(&mut self, hear: &mut dyn FnMut(&Event<'_>) -> bool) -> CallStatus {
        let kinds = [
            c::kHighsCallbackSimplexInterrupt,
            c::kHighsCallbackIpmInterrupt,
            c::kHighsCallbackMipImprovingSolution,
            c::kHighsCallbackMipInterrupt,
        ];
        let thread = thread::current().id();
        let mut ear = Ear { hear, panic: None, thread };
        // SAFETY: `ear` outlives the run, nothing else touches it meanwhile, and before this
        // method returns the callbacks are stopped and forget where it was. The clocks are
        // reset because HiGHS counts its time limit over all runs of an object.
        let status = unsafe {
            c::Highs_zeroAllClocks(self.at());
            c::Highs_setCallback(self.at(), Some(on_event), (&raw mut ear).cast());
            for kind in kinds {
                c::Highs_startCallback(self.at(), kind);
            }
            let status = c::Highs_run(self.at());
            for kind in kinds {
                c::Highs_stopCallback(self.at(), kind);
            }
            c::Highs_setCallback(self.at(), Some(on_event), null_mut());
            status
        };
        if let Some(panic) = ear.panic {
            resume_unwind(panic);
        }
        status.into()
    }
}

/// What [`on_event`] finds behind its last argument.
struct Ear<'a> {
    hear: &'a mut dyn FnMut(&Event<'_>) -> bool,
    panic: Option<Box<dyn Any + Send>>,
    thread: ThreadId,
}

/// Called by HiGHS at each event. With more than one thread HiGHS might call from a worker; such
/// a call is let pass, since what hears belongs to the thread that called `run`.
unsafe extern "C" fn on_event(
    kind: c_int,
    _message: *const c_char,
    out: *const c::HighsCallbackDataOut,
    answer: *mut c::HighsCallbackDataIn,
    ear: *mut c_void,
) {
    if out.is_null() || answer.is_null() || ear.is_null() {
        return;
    }
    let ear = ear.cast::<Ear<'_>>();
    // SAFETY: `ear` is the one `run` passed and is alive while Highs_run runs; nothing writes
    // this field.
    if unsafe { (*ear).thread } != thread::current().id() {
        return;
    }
    let whole = |value: i64| u64::try_from(value).unwrap_or(0);
    // SAFETY: HiGHS passes a live struct. Read are only the fields it fills for this kind: the
    // others may never have been written.
    let event = unsafe {
        match kind {
            c::kHighsCallbackSimplexInterrupt => Event::linear((*out).simplex_iteration_count),
            c::kHighsCallbackIpmInterrupt => Event::linear((*out).ipm_iteration_count),
            _ => Event {
                kind: if kind == c::kHighsCallbackMipInterrupt { Kind::Mip } else { Kind::Improved },
                iterations: whole((*out).mip_total_lp_iterations),
                nodes: whole((*out).mip_node_count),
                primal: (*out).mip_primal_bound,
                dual: (*out).mip_dual_bound,
                objective: (*out).objective_function_value,
                solution: match usize::try_from((*out).mip_solution_size) {
                    Ok(size) if size > 0 && !(*out).mip_solution.is_null() => {
                        Some(std::slice::from_raw_parts((*out).mip_solution, size))
                    }
                    _ => None,
                },
            },
        }
    };
    // SAFETY: as above, and this is the thread of `run`, which is waiting in Highs_run.
    let ear = unsafe { &mut *ear };
    let stop = ear.panic.is_some()
        || catch_unwind(AssertUnwindSafe(|| (ear.hear)(&event))).unwrap_or_else(|panic| {
            ear.panic = Some(panic);
            true
        });
    // HiGHS ignores a stop in the event of a better solution; it asks at the next point anyway.
    let stop = stop && event.kind != Kind::Improved;
    // SAFETY: HiGHS passes a live struct and reads it after this returns.
    unsafe { (*answer).user_interrupt = c_int::from(stop) };
}

impl Event<'_> {
    fn linear(iterations: Int) -> Self {
        let iterations = u64::try_from(iterations).unwrap_or(0);
        let (primal, dual, objective) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
        Self { kind: Kind::Linear, iterations, nodes: 0, primal, dual, objective, solution: None }
    }
}
