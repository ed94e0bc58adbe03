//! Least travel of those addressed by a service.
//!
//! ```text
//! min Σ_a Σ_{o of k} t[a,o] · r[a,o]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | t[a,o] | travel, unrounded where a matrix gives it so | metres or minutes | `instance/travel.rs` |
//! | r[a,o] | people addressed; everybody by a rule the language demands | people a year | decided |
//!
//! With everybody served and nothing full this is the p-median. Source: model.md, "Goals" and "Serve
//! everyone".

use super::Objective;
use crate::formulation::Formulation;
use doorstep_scenario::ServiceIx;

pub(super) fn of(formulation: &Formulation, service: ServiceIx) -> Objective {
    let instance = &formulation.instance;
    let arms = instance.arms.iter().enumerate();
    let terms = arms
        .filter(|(_, arm)| instance.cohorts[arm.cohort()].service == service && arm.travel > 0.0)
        .map(|(at, arm)| (formulation.layout.reach(at), arm.travel));
    Objective { maximise: false, terms: terms.collect(), offset: 0.0, unit: 1.0 }
}
