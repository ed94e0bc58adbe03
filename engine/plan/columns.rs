//! Decisions and their reach as columns of a formulation: the way back, for figures that must be
//! those of the plan as it stands and not of the solver's last columns.

use crate::formulation::{ColumnKey, Formulation, RowKey};
use crate::instance::Decisions;

/// The columns that say these decisions and people addressed; each shortfall is what its row lacks.
pub fn columns_of(formulation: &Formulation, decisions: &Decisions, addressed: &[f64]) -> Vec<f64> {
    let instance = &formulation.instance;
    let mut columns: Vec<f64> = formulation
        .columns
        .iter()
        .map(|column| match column.key {
            ColumnKey::Level(site, level) => f64::from(u8::from(decisions.levels[site.0] == level)),
            ColumnKey::Runs(offer) => f64::from(u8::from(decisions.sessions[offer.0].0 > 0)),
            ColumnKey::Sessions(offer) => {
                f64::from(decisions.sessions[offer.0].0) / f64::from(instance.offers[offer.0].step.0)
            }
            ColumnKey::Reach(arm) => addressed[arm.0],
            ColumnKey::Shortfall(..) => 0.0,
        })
        .collect();
    for row in formulation.rows.iter().filter(|row| matches!(row.key, RowKey::Demand(..))) {
        let Some((missing, each)) = row.terms.iter().find(|(column, _)| *column >= formulation.layout.end()) else {
            continue;
        };
        let sum: f64 = row.terms.iter().map(|(column, each)| each * columns[*column]).sum();
        let lacks = if *each > 0.0 { row.lower - sum } else { sum - row.upper };
        columns[*missing] = (lacks / each.abs()).max(0.0);
    }
    columns
}
