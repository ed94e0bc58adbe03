//! An offer that runs is used by at least so many people.
//!
//! ```text
//! Σ_a δ[a,o] · r[a,o] − n · z[o] + σ[o] ≥ 0       for every offer of the service in these modes
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[a,o] | people addressed | people a year | decided |
//! | δ[a,o] | share of them who come | 0–1 | distance and decay |
//! | z[o] | offer o runs | 0 to 1 | decided |
//! | n | how many | people a year | rule |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: domain.md (minimum viable users).

use super::{Formulation, RowKey, RuleIx, Subject, offers_of, shortfall};
use doorstep_scenario::{ModeIx, ServiceIx};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, service: ServiceIx, modes: &[ModeIx], people: u32) {
    let instance = formulation.instance.clone();
    let subject = Subject::Rule(rule.0);
    let least = f64::from(people);
    for (part, offer) in offers_of(&instance.offers, service, modes).into_iter().enumerate() {
        let arms = instance.arms_of_offer(offer.0);
        let mut terms: Vec<(usize, f64)> =
            arms.map(|arm| (formulation.layout.reach(arm), instance.arms[arm].decay)).collect();
        terms.push((formulation.layout.runs(offer.0), -least));
        terms.extend(shortfall(formulation, subject, part, least).map(|missing| (missing, 1.0)));
        formulation.add_row(RowKey::Demand(subject, part), 0.0, f64::INFINITY, terms);
    }
}
