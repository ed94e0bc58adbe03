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
    let mut sum = 0.0;
    for (service, of) in facts.scenario.services.iter().enumerate() {
        for (area, at) in facts.scenario.areas.iter().enumerate() {
            let need = match weight {
                Weight::Need => at.need,
                Weight::Equal => 1.0,
            };
            sum += of.weight * need * facts.reach.in_area(service, area);
        }
    }
    sum
}
