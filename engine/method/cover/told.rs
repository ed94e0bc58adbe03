//! What the reductions left out, in words.
//!
//! ```text
//! 33,755 areas were treated as 21,300 that have the same choices
//! ```
//!
//! Source: `gather.rs`, `presolve.rs`.

use super::gather::Reduction;

/// One sentence for each reduction that left something out, without a full stop.
pub(super) fn told(of: &Reduction, services: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (before, after) = (grouped(of.cohorts_before), grouped(of.cohorts));
    let whom = if services == 1 { "areas" } else { "pairs of area and service" };
    if of.cohorts < of.cohorts_before {
        lines.push(format!("{before} {whom} were treated as {after} that have the same choices"));
    }
    if of.arms_useful < of.arms_before {
        let (never, all) = (grouped(of.arms_before - of.arms_useful), grouped(of.arms_before));
        lines.push(format!("{never} of {all} ways for people to be served are never better than another"));
    }
    if of.columns < of.decisions || of.rows < of.rows_before {
        let (columns, all) = (grouped(of.decisions.saturating_sub(of.columns)), grouped(of.decisions));
        let (rows, every) = (grouped(of.rows_before.saturating_sub(of.rows)), grouped(of.rows_before));
        lines
            .push(format!("{columns} of {all} decisions follow from the others, and {rows} of {every} rows with them"));
    }
    lines
}

/// A count with commas between thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let first = digits.len() % 3;
    let mut parts: Vec<&str> = if first > 0 { vec![&digits[..first]] } else { Vec::new() };
    parts.extend((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    parts.join(",")
}
