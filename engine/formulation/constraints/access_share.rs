//! A floor on the share of people who live near something that counts.
//!
//! ```text
//! b[a] ≤ Σ_{o counts, t[a,o] ≤ limit} z[o],   0 ≤ b[a] ≤ 1                 for every area a
//! Σ_{a in p} N[a] · b[a] + σ ≥ share · N[p]                               for every part p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | b[a] | area a has access | 0 to 1 | decided |
//! | z[o] | offer o counts: it runs, often enough | 0 to 1 | decided |
//! | t[a,o] | travel from the area to the place; nothing everywhere | travel | `instance/travel.rs` |
//! | N[a], N[p] | people, all or eligible for the service | people | areas table |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: model.md, "Access".

use super::counted::counts;
use super::{Column, ColumnKey, Formulation, RowKey, RuleIx, demand_at_least, numbered, offers_of};
use crate::formulation::OfferIx;
use crate::formulation::part::Part;
use crate::instance::Nearby;
use doorstep_scenario::{AreaIx, Counted, Of, Per, Share, Way};

pub(super) fn add(
    formulation: &mut Formulation,
    rule: RuleIx,
    counted: &Counted,
    within: Way,
    at_least: Share,
    of: Of,
    per: Per,
) {
    let scenario = formulation.instance.scenario.clone();
    let access = near(formulation, rule, counted, within);
    for (at, part) in numbered(&scenario, per) {
        let terms = people_near(formulation, &access, counted, of, part);
        let wanted = at_least.value() * part.people(&scenario, counted.service, of);
        demand_at_least(formulation, rule, at, terms, wanted, wanted);
    }
}

/// The access column of each area, where anything could ever be near; and what would be near.
pub(super) type Near = Vec<Option<(usize, Vec<(OfferIx, usize)>)>>;

/// What could be near each area, of the offers that count: each with the column that says it does.
pub(in crate::formulation) fn offers_near(
    formulation: &mut Formulation,
    counted: &Counted,
    within: Way,
) -> Vec<Vec<(OfferIx, usize)>> {
    let instance = formulation.instance.clone();
    let offers: Vec<(OfferIx, usize)> = offers_of(&instance.offers, counted.service, &counted.modes)
        .into_iter()
        .filter_map(|offer| counts(formulation, offer, counted.least).map(|column| (offer, column)))
        .collect();
    let hosts = offers.iter().map(|(offer, _)| instance.offers[offer.0].host);
    let nearby = Nearby::of(&instance.scenario, hosts);
    let of_area = |area: AreaIx| {
        let is_near =
            |offer: OfferIx| instance.journey_to_offer(area, offer.0).is_some_and(|journey| journey.way <= within);
        let candidates = nearby.candidates(area, within).into_iter().map(|at| offers[at]);
        candidates.filter(|(offer, _)| is_near(*offer)).collect()
    };
    (0..instance.scenario.areas.len()).map(AreaIx).map(of_area).collect()
}

/// Adds the access columns of a rule.
pub(super) fn near(formulation: &mut Formulation, rule: RuleIx, counted: &Counted, within: Way) -> Near {
    let mut access = Vec::new();
    for (area, near) in offers_near(formulation, counted, within).into_iter().enumerate() {
        if near.is_empty() {
            access.push(None);
            continue;
        }
        let area = AreaIx(area);
        let key = ColumnKey::Access(rule, area);
        let column = formulation.add_column(Column { key, lower: 0.0, upper: 1.0, whole: false });
        let mut terms: Vec<(usize, f64)> = near.iter().map(|(_, counts)| (*counts, -1.0)).collect();
        terms.push((column, 1.0));
        formulation.add_row(RowKey::Access(rule, area), f64::NEG_INFINITY, 0.0, terms);
        access.push(Some((column, near)));
    }
    access
}

/// People of a part who have access: columns, and how many each stands for.
pub(super) fn people_near(
    formulation: &Formulation,
    access: &Near,
    counted: &Counted,
    of: Of,
    part: Part,
) -> Vec<(usize, f64)> {
    let scenario = &formulation.instance.scenario;
    let columns = access.iter().enumerate().filter_map(|(area, access)| access.as_ref().map(|(at, _)| (area, *at)));
    columns
        .map(|(area, column)| (column, part.people_in(scenario, AreaIx(area), counted.service, of)))
        .filter(|(_, people)| *people > 0.0)
        .collect()
}
