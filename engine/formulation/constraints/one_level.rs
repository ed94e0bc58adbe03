//! Each site has exactly one level.
//!
//! ```text
//! Σ_l y[s,l] = 1   for every site s
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//!
//! Source: model.md, "State at each year end".

use super::{Formulation, RowKey};
use doorstep_scenario::SiteIx;

pub(super) fn add(formulation: &mut Formulation) {
    for site in 0..formulation.instance.scenario.sites.len() {
        let terms = formulation.layout.levels(&formulation.instance, site).map(|column| (column, 1.0)).collect();
        formulation.add_row(RowKey::OneLevel(SiteIx(site)), 1.0, 1.0, terms);
    }
}
