//! Where one service runs, another runs too.
//!
//! ```text
//! Σ_{o' of the other at place p} z[o'] − z[o] + σ[p] ≥ 0       for every offer o of the one at p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | z[o] | offer o runs | 0 to 1 | decided |
//! | p | sites and venues; offers everywhere are left out | – | scenario |
//! | σ | shortfall, if soft | places | decided |
//!
//! Source: model.md, "Offers" ("linked or co-located").

use super::{Formulation, RowKey, RuleIx, Subject, offers_of, shortfall};
use doorstep_scenario::{Host, ModeIx, ServiceIx};
use std::collections::BTreeMap;

pub(super) fn add(
    formulation: &mut Formulation,
    rule: RuleIx,
    (service, modes): (ServiceIx, &[ModeIx]),
    (with, with_modes): (ServiceIx, &[ModeIx]),
) {
    let instance = formulation.instance.clone();
    let others = offers_of(&instance.offers, with, with_modes);
    let mut by_place: BTreeMap<Host, Vec<usize>> = BTreeMap::new();
    for offer in offers_of(&instance.offers, service, modes) {
        by_place.entry(instance.offers[offer.0].host).or_default().push(offer.0);
    }
    by_place.remove(&Host::Everywhere);
    let subject = Subject::Rule(rule.0);
    let mut part = 0;
    for (host, offers) in by_place {
        // One shortfall a place, however many offers of the first service run there.
        let mut missing = None;
        for offer in offers {
            let mut terms: Vec<(usize, f64)> = others
                .iter()
                .filter(|other| instance.offers[other.0].host == host && other.0 != offer)
                .map(|other| (formulation.layout.runs(other.0), 1.0))
                .collect();
            terms.push((formulation.layout.runs(offer), -1.0));
            if others.iter().any(|other| other.0 == offer) {
                // The offer is itself one of the others: where it runs, one of them does.
                continue;
            }
            missing = missing.or_else(|| shortfall(formulation, subject, part, 1.0));
            terms.extend(missing.map(|missing| (missing, 1.0)));
            formulation.add_row(RowKey::Demand(subject, part), 0.0, f64::INFINITY, terms);
            part += 1;
        }
    }
}
