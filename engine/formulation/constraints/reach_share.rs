//! A floor on the share of people reached by a service.
//!
//! ```text
//! Σ_{a in p} Σ_{o counts} e[o] · δ[a,o] · r[a,o] + σ ≥ share · N[p]   for every part p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[a,o] | people addressed | people a year | decided |
//! | e[o], δ[a,o] | equivalence of the mode, share who come | 0–1 | scenario, distance and decay |
//! | N[p] | people of the part, all or eligible for the service | people | areas table |
//! | counts | the mode is named, and the offer runs often enough: see `counted.rs` | – | rule |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: model.md, "Equity and floors" and "Reach".

use super::counted::reached;
use super::{Formulation, RuleIx, demand_at_least, numbered};
use doorstep_scenario::{Counted, Of, Per, Share};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, counted: &Counted, at_least: Share, of: Of, per: Per) {
    let scenario = formulation.instance.scenario.clone();
    for (at, part) in numbered(&scenario, per) {
        let terms = reached(formulation, rule, counted, part);
        let wanted = at_least.value() * part.people(&scenario, counted.service, of);
        demand_at_least(formulation, rule, at, terms, wanted, wanted);
    }
}
