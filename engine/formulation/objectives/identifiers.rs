//! Among equal plans, the one whose decisions come first in the order of ids.
//!
//! ```text
//! min Σ_{i in block} w[i] · v[i],   w[i] = Π_{j after i} (hi[j] + 1)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | v | the decisions: levels by site and level, runs by offer, then sessions in steps | – | decided |
//! | hi | the greatest value of each | – | scenario |
//!
//! Block after block is solved and fixed, so the result is the lexicographic least. A block is as
//! long as its weights stay below 2¹⁶: every sum of them is exact and well scaled.
//!
//! Source: model.md, "Goals" ("identifiers, in order, so ties break the same way everywhere").

use super::Objective;
use crate::formulation::Formulation;
use std::ops::Range;

const MOST: f64 = 65_536.0;

/// The columns compared, in order.
pub fn decisions(formulation: &Formulation) -> Range<usize> {
    0..formulation.layout.reach(0)
}

/// Where each block starts.
pub fn blocks(formulation: &Formulation) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut next = 0;
    while next < decisions(formulation).end {
        starts.push(next);
        next = block(formulation, next).end;
    }
    starts
}

fn block(formulation: &Formulation, from: usize) -> Range<usize> {
    let mut size = 1.0;
    let mut end = from;
    while end < decisions(formulation).end {
        size *= formulation.columns.at(end).upper + 1.0;
        if size > MOST && end > from {
            break;
        }
        end += 1;
    }
    from..end
}

pub(super) fn of(formulation: &Formulation, from: usize) -> Objective {
    let mut weight = 1.0;
    let mut terms: Vec<(usize, f64)> = block(formulation, from)
        .rev()
        .map(|column| {
            let term = (column, weight);
            weight *= formulation.columns.at(column).upper + 1.0;
            term
        })
        .collect();
    terms.reverse();
    Objective { maximise: false, terms, offset: 0.0, unit: 1.0 }
}
