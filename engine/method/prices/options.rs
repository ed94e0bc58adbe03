//! What no better plan does: an option is ruled out where the bound with it lies below a plan in hand.
//!
//! ```text
//! v[j] = b in every better plan   if   L(π) − best[p] + best[p](v[j] = 1 − b) ≤ value
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | best[p] | the most place p can do at prices π | goal | `place.rs` |
//! | value | a plan in hand | goal | caller |
//!
//! Levels, and what runs in a place. Source: Geoffrion (1974).

use super::ascent::Evaluated;
use super::kernel::Kernel;
use super::place::Reduced;

/// Narrow columns, each with the value it has in every plan better than `value`; `None` where that cannot
/// be: no plan is better. Only columns that are `whole` are asked about.
pub(super) fn beaten(
    kernel: &Kernel,
    prices: &[f64],
    now: &Evaluated,
    value: f64,
    whole: &dyn Fn(usize) -> bool,
) -> Option<Vec<(usize, f64)>> {
    let reduced = Reduced { kernel, columns: &now.columns, prices };
    let spare = now.bound - value;
    // A hair above what has to be beaten: arithmetic decides nothing.
    let hair = 1e-9 * value.abs().max(1.0);
    let mut found = Vec::new();
    for (place, answer) in kernel.places.iter().zip(&now.answers) {
        let best = answer.best();
        let lost = |worth: f64| best - worth > spare + hair;
        for (at, option) in place.options.iter().enumerate() {
            let Some(column) = option.column else { continue };
            if lost(answer.worth[at]) {
                found.push((column, 0.0));
            }
            let others = answer.worth.iter().enumerate().filter(|(other, _)| *other != at);
            let only = lost(others.map(|(_, worth)| *worth).fold(f64::NEG_INFINITY, f64::max));
            if only && lost(answer.worth[at]) {
                return None;
            }
            if only {
                found.push((column, 1.0));
            }
        }
        for offer in &place.offers {
            let runs = kernel.offers[*offer].runs;
            if !whole(runs) {
                continue;
            }
            let [never, always] = [0.0, 1.0].map(|side| lost(reduced.answer(place, Some((runs, side))).best()));
            match (never, always) {
                (true, true) => return None,
                (true, false) => found.push((runs, 1.0)),
                (false, true) => found.push((runs, 0.0)),
                (false, false) => {}
            }
        }
    }
    Some(found)
}
