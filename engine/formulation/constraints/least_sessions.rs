//! An offer that runs has at least so many weekly sessions.
//!
//! ```text
//! x[o] − n · z[o] + σ[o] ≥ 0       for every offer of the service in these modes
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x[o] | weekly sessions | steps of the service | decided |
//! | z[o] | offer o runs | 0 to 1 | decided |
//! | n | how many | steps | rule |
//! | σ | shortfall, if soft | weekly sessions | decided |
//!
//! Source: model.md, "Offers"; domain.md (minimum viable sessions).

use super::{Formulation, RowKey, RuleIx, Subject, offers_of, shortfall};
use doorstep_scenario::{ModeIx, ServiceIx, Sessions};

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, service: ServiceIx, modes: &[ModeIx], least: Sessions) {
    let instance = formulation.instance.clone();
    let subject = Subject::Rule(rule.0);
    for (part, offer) in offers_of(&instance.offers, service, modes).into_iter().enumerate() {
        let each = instance.offers[offer.0].step.per_week();
        let mut terms =
            vec![(formulation.layout.sessions(offer.0), each), (formulation.layout.runs(offer.0), -least.per_week())];
        terms.extend(shortfall(formulation, subject, part, least.per_week()).map(|missing| (missing, 1.0)));
        formulation.add_row(RowKey::Demand(subject, part), 0.0, f64::INFINITY, terms);
    }
}
