//! The order of the Kolm–Pollak equally-distributed equivalent of travel: long ways weigh more than in
//! proportion.
//!
//! ```text
//! min Σ_a Σ_{o of k} exp(κ · t[a,o] / u) · r[a,o] ÷ Σ_a Nπ[a]        equivalent way = u · ln(value) ÷ κ
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | κ | aversion to inequality | per kilometre or minute | goal |
//! | t[a,o], u | travel, and its unit: 1,000 metres or one minute | metres or minutes | `instance/travel.rs` |
//! | r[a,o] | people addressed; everybody by a rule the language demands | people a year | decided |
//! | Nπ[a] | people who would come | people | areas table, take-up |
//!
//! The logarithm rises, so the least mean has the least equivalent, and the mean is linear. Source:
//! Horton, Logan, Speakman and Skipper, arXiv 2401.15452.

use super::Objective;
use crate::formulation::Formulation;
use doorstep_scenario::ServiceIx;

pub(super) fn of(formulation: &Formulation, service: ServiceIx, aversion: u32) -> Objective {
    let instance = &formulation.instance;
    let people: f64 =
        instance.cohorts.iter().filter(|cohort| cohort.service == service).map(|cohort| cohort.potential).sum();
    let aversion = f64::from(aversion) / 1000.0 / instance.travel_unit();
    let arms = instance.arms.iter().enumerate();
    let terms = arms
        .filter(|(_, arm)| instance.cohorts[arm.cohort()].service == service)
        .map(|(at, arm)| (formulation.layout.reach(at), (aversion * arm.travel).exp() / people));
    Objective { maximise: false, terms: terms.collect(), offset: 0.0, unit: 1.0 }
}
