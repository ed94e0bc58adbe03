//! Least priced shortfall: how close one can come to soft rules and targets.
//!
//! ```text
//! min Σ_i price[i] · σ[i]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | σ[i] | by how much soft demand i is missed | people, sites or pounds | decided |
//! | price[i] | points per unit | points | rule or target |
//!
//! Source: model.md, "Goals".

use super::Objective;
use crate::formulation::constraints::strength;
use crate::formulation::{ColumnKey, Formulation};
use doorstep_scenario::Strength;

pub(super) fn of(formulation: &Formulation) -> Objective {
    let scenario = &formulation.instance.scenario;
    let shortfalls = formulation.columns.iter().enumerate().skip(formulation.layout.end());
    let terms = shortfalls.filter_map(|(at, column)| {
        let ColumnKey::Shortfall(subject, _) = column.key else { return None };
        match strength(scenario, subject) {
            Strength::Soft { price } => Some((at, price)),
            Strength::Hard => None,
        }
    });
    Objective { maximise: false, terms: terms.collect(), offset: 0.0, unit: 1.0 }
}
