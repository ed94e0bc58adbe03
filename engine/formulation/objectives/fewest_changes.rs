//! Fewest sites that change level.
//!
//! ```text
//! min Σ_s (1 − y[s, baseline[s]])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | baseline[s] | its level today | – | sites table |
//!
//! Source: model.md, "Goals".

use super::Objective;
use crate::formulation::Formulation;
use doorstep_scenario::SiteIx;

pub(super) fn of(formulation: &Formulation) -> Objective {
    let instance = &formulation.instance;
    let today = instance.scenario.sites.iter().enumerate();
    let terms: Vec<(usize, f64)> = today
        .filter_map(|(at, site)| formulation.layout.level(instance, SiteIx(at), site.baseline))
        .map(|column| (column, -1.0))
        .collect();
    Objective { maximise: false, offset: terms.len() as f64, terms, unit: 1.0 }
}
