//! What runs needs at most so many staff.
//!
//! ```text
//! Σ_o θ[k,m] · x[o] − σ ≤ n       over the offers of all services and modes that are named
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | θ[k,m] | staff for one weekly session of service k in mode m | full-time equivalents | rule |
//! | x[o] | weekly sessions | steps of the service | decided |
//! | n | how many there may be | full-time equivalents | rule |
//! | σ | shortfall, if soft | posts | decided |
//!
//! Source: model.md, "Staff".

use super::{Formulation, RuleIx, demand_at_most};
use doorstep_scenario::{ModeIx, ServiceIx};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, each: &[(ServiceIx, ModeIx, f64)], at_most: f64) {
    let instance = formulation.instance.clone();
    let (mut terms, mut all) = (Vec::new(), 0.0);
    for (at, offer) in instance.offers.iter().enumerate() {
        let named = each.iter().find(|(service, mode, _)| (*service, *mode) == (offer.service, offer.mode));
        if let Some((_, _, needs)) = named.filter(|(_, _, needs)| *needs > 0.0) {
            terms.push((formulation.layout.sessions(at), needs * offer.step.per_week()));
            all += needs * offer.most.per_week();
        }
    }
    demand_at_most(formulation, rule, 0, terms, at_most, all - at_most);
}
