//! A floor on the share of people reached by a service.
//!
//! ```text
//! Σ_{a in d} Σ_{o of k, mode counts} e[o] · δ[a,o] · r[a,o] + σ ≥ share · N[d]   overall, or for every district d
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[a,o] | people addressed | people a year | decided |
//! | e[o] | equivalence of the mode | 0–1 | scenario |
//! | δ[a,o] | share of them who come | 0–1 | distance and decay |
//! | N[d] | people, all or eligible for the service | people | areas table |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: model.md, "Equity and floors" and "Reach".

use super::{Formulation, Subject, demand_at_least, parts};
use doorstep_scenario::{DistrictIx, ModeIx, Of, Per, Scenario, ServiceIx, Share};

pub(super) fn add(
    formulation: &mut Formulation,
    rule: usize,
    service: ServiceIx,
    modes: &[ModeIx],
    at_least: Share,
    of: Of,
    per: Per,
) {
    let instance = formulation.instance.clone();
    for (part, district) in parts(formulation, per).into_iter().enumerate() {
        let mut terms = Vec::new();
        for (cohort, arms) in instance.cohorts.iter().zip(&instance.arms_of_cohort) {
            let here = district.is_none_or(|district| instance.scenario.areas[cohort.area.0].district == district);
            if cohort.service == service && here {
                for at in arms.clone() {
                    let arm = &instance.arms[at];
                    if modes.contains(&instance.offers[arm.offer].mode) {
                        terms.push((formulation.layout.reach(at), instance.reached_by(arm)));
                    }
                }
            }
        }
        let people = people(&instance.scenario, service, of, district);
        demand_at_least(formulation, Subject::Rule(rule), part, terms, at_least.value() * people);
    }
}

/// Whom a share is a share of.
pub(crate) fn people(scenario: &Scenario, service: ServiceIx, of: Of, district: Option<DistrictIx>) -> f64 {
    let counted = |group: usize| of == Of::People || scenario.services[service.0].take_up[group].is_some();
    let areas = scenario.areas.iter().filter(|area| district.is_none_or(|district| area.district == district));
    areas
        .flat_map(|area| area.people.iter().enumerate())
        .filter(|(group, _)| counted(*group))
        .map(|(_, people)| f64::from(*people))
        .sum()
}
