//! Decisions and their reach as columns of a formulation: the way back, for figures that must be
//! those of the plan as it stands and not of the solver's last columns.

use crate::formulation::{ColumnKey, Formulation};
use crate::instance::Decisions;

/// The columns that say these decisions and people addressed. What rules and goals add follows from
/// them: a column is as large, or as small, as the rows let it be in which it stands last.
pub fn columns_of(formulation: &Formulation, decisions: &Decisions, addressed: &[f64]) -> Vec<f64> {
    let mut columns: Vec<f64> = formulation
        .columns
        .iter()
        .map(|column| match column.key {
            ColumnKey::Reach(arm) => addressed[arm.0],
            key => formulation.decided(key, decisions).unwrap_or(0.0),
        })
        .collect();
    // Rows by the further column that stands last in them.
    let first = formulation.layout.end();
    let mut defining: Vec<Vec<usize>> = vec![Vec::new(); formulation.columns.len() - first];
    for (at, row) in formulation.rows.iter().enumerate() {
        if let Some((last, _)) = row.terms.last().filter(|(last, _)| *last >= first) {
            defining[last - first].push(at);
        }
    }
    for (at, rows) in defining.into_iter().enumerate() {
        let column = formulation.columns.at(first + at);
        if formulation.decided(column.key, decisions).is_some() {
            continue;
        }
        let (mut least, mut most) = (column.lower, column.upper);
        for row in rows.into_iter().map(|row| &formulation.rows[row]) {
            let Some(((_, each), others)) = row.terms.split_last() else { continue };
            let sum: f64 = others.iter().map(|(column, each)| each * columns[*column]).sum();
            for (side, is_lower) in [(row.lower, true), (row.upper, false)] {
                if side.is_finite() {
                    let bound = (side - sum) / each;
                    if is_lower == (*each > 0.0) { least = least.max(bound) } else { most = most.min(bound) }
                }
            }
        }
        // Shortfalls say what is lacking even beyond what the search would have allowed.
        columns[first + at] = if column.key.as_large(&formulation.instance) { most.max(column.lower) } else { least };
    }
    columns
}
