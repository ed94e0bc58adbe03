//! Most reach, weighted.
//!
//! ```text
//! Σ_k weight[k] · Σ_a ω[a] · Σ_{g, o of k} n[a,g,o]        maximise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | weight | what a person reached by service k counts | – | service |
//! | ω | need weight; 1 if everybody counts the same | – | area, goal |
//! | n | reached | persons a year | `reach.rs` |
//!
//! A weighted sum, not a number of people: one person may be reached by several services. Source:
//! the model note, *Goals*.

use doorstep_scenario::Weight;

use crate::rules::Facts;

pub(super) fn value(facts: &Facts<'_>, weight: Weight) -> f64 {
    let need = |area: usize| match weight {
        Weight::Need => facts.scenario.areas[area].need,
        Weight::Equal => 1.0,
    };
    let services = facts.scenario.services.iter().enumerate();
    let by_service = services.map(|(service, of)| {
        let reached: f64 = facts.reach.rows(service).iter().map(|row| need(row.area) * row.reached).sum();
        of.weight * reached
    });
    by_service.sum()
}
