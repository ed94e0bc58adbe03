//! At most so many sites change level.
//!
//! ```text
//! |p| − Σ_{s in p} y[s, today[s]] − σ ≤ n       for every part p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | |p| | sites of the part | sites | scenario |
//! | n | how many may change | sites | rule |
//! | σ | shortfall, if soft | sites | decided |
//!
//! Source: domain.md (a cap on changes).

use super::{Formulation, RuleIx, demand_at_most, numbered};
use doorstep_scenario::{Per, SiteIx};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, count: u32, per: Per) {
    let instance = formulation.instance.clone();
    for (at, part) in numbered(&instance.scenario, per) {
        let sites = instance.scenario.sites.iter().enumerate();
        let terms: Vec<(usize, f64)> = sites
            .filter(|(_, site)| part.holds_site(&instance.scenario, site))
            .filter_map(|(at, site)| formulation.layout.level(&instance, SiteIx(at), site.baseline))
            .map(|column| (column, -1.0))
            .collect();
        let all = terms.len() as f64;
        demand_at_most(formulation, rule, at, terms, f64::from(count) - all, all);
    }
}
