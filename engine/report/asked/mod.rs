//! What further questions come to, as tables, pictures and lines of text: frontier, ladder, margins, choices, why.
//!
//! Every plan they found stands in the run folder's own tables too, as an option with its label.

mod choices;
mod frontier;
mod frontier_picture;
mod ladder;
mod margins;
mod robust;
mod why;

pub use choices::{alternatives, choices, sites};
pub use frontier::{frontier, points, question as frontier_question};
pub use frontier_picture::picture;
pub use ladder::{ladder, rungs};
pub use margins::{margins, priced};
pub use robust::{futures, question as robust_question, robust};
pub use why::{moved, why};

use super::summary::{figure, nearest};
use crate::formulation::Aim;

/// A loss of a goal, at least and at most, neither side flattering.
fn between(aim: Aim, least: f64, most: Option<f64>) -> String {
    let low = figure(aim, least.max(0.0), false);
    if least.is_infinite() {
        return "without end".to_owned();
    }
    match most {
        // Proven and found are the same: one figure, to the nearest.
        Some(most) if (most - least).abs() <= 1e-6 * most.abs() => nearest(aim, most),
        Some(most) if figure(aim, most.max(0.0), true) == low => low,
        Some(most) => format!("{low} to {}", figure(aim, most.max(0.0), true)),
        None => format!("at least {low}"),
    }
}

/// A number of a table, in full.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:.4}") } else { String::new() }
}
