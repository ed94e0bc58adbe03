//! A share of the sites at some levels stand in one deprivation band.
//!
//! ```text
//! Σ_{s in b} Σ_{l in L} y[s,l] − share · Σ_s Σ_{l in L} y[s,l] + σ ≥ 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | b | the band | – | rule |
//! | L, share | the levels that count, and the share | – | rule |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: model.md, "Equity and floors" ("70% of hubs in the 30% most deprived areas").

use super::{Formulation, RuleIx, demand_at_least, sites_at};
use crate::formulation::part::Part;
use doorstep_scenario::{BandIx, LevelIx, Share};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, levels: &[LevelIx], at_least: Share, band: BandIx) {
    let scenario = formulation.instance.scenario.clone();
    let mut terms = sites_at(formulation, levels, |_, site| Part::Band(band).holds_site(&scenario, site));
    let all = sites_at(formulation, levels, |_, _| true);
    let most = at_least.value() * all.len() as f64;
    terms.extend(all.into_iter().map(|(column, _)| (column, -at_least.value())));
    demand_at_least(formulation, rule, 0, terms, 0.0, most);
}
