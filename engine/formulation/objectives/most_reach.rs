//! Most reach, weighted by need or not, and by each service's weight.
//!
//! ```text
//! max Σ_k w[k] Σ_{a,o of k} ω[a] · e[o] · δ[a,o] · r[a,o]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[a,o] | people addressed | people a year | decided |
//! | δ[a,o], e[o] | share who come, equivalence of the mode | 0–1 | distance and decay, scenario |
//! | ω[a] | need weight of a person there; 1 when all count the same | – | areas table |
//! | w[k] | what a person reached by the service counts for | – | scenario |
//!
//! A sum over services ranks plans; it is no number of people and is never printed as one.
//!
//! Source: model.md, "Goals".

use super::Objective;
use crate::formulation::Formulation;

pub(super) fn of(formulation: &Formulation, by_need: bool) -> Objective {
    let instance = &formulation.instance;
    let terms = instance.arms.iter().enumerate().map(|(at, arm)| {
        let cohort = &instance.cohorts[arm.cohort()];
        let need = if by_need { cohort.need } else { 1.0 };
        let weight = instance.scenario.services[cohort.service.0].weight;
        (formulation.layout.reach(at), weight * need * instance.reached_by(arm))
    });
    Objective { maximise: true, terms: terms.filter(|(_, each)| *each != 0.0).collect(), offset: 0.0, unit: 1.0 }
}
