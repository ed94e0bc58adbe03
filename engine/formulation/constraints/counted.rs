//! Which offers and people count for a rule that names modes and least weekly sessions.
//!
//! ```text
//! b[o] ≤ z[o],   n · b[o] ≤ x[o] ≤ n − 1 + (hi[o] − n + 1) · b[o]      b = 1 exactly when x ≥ n
//! c[a,o] ≤ r[a,o],   c[a,o] ≤ Nπ[a] · b[o]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | b[o] | offer o runs at least n weekly sessions | 0 or 1 | decided |
//! | z[o] | offer o runs | 0 to 1 | decided |
//! | x[o], hi[o] | weekly sessions, and the most | steps | decided, scenario |
//! | c[a,o] | people addressed who count | people a year | decided |
//! | r[a,o] | people addressed | people a year | decided |
//! | Nπ[a] | people who would come | people | areas table, take-up |
//!
//! Source: model.md, "Access" ("every access or reach rule names the modes that count and the least weekly
//! sessions").

use super::{Column, ColumnKey, Formulation, Grain, RowKey, RuleIx, offers_of};
use crate::formulation::part::Part;
use crate::formulation::{ArmIx, EnoughSide, OfferIx};
use crate::instance::Instance;
use doorstep_scenario::{Counted, ServiceIx, Sessions};

/// The column that is 1 when an offer counts; `None` where it never can.
pub(super) fn counts(formulation: &mut Formulation, offer: OfferIx, least: Sessions) -> Option<usize> {
    let found = &formulation.instance.offers[offer.0];
    let steps = f64::from(least.0.div_ceil(found.step.0));
    let most = f64::from(found.most.0 / found.step.0);
    if least <= found.least {
        return Some(formulation.layout.runs(offer.0));
    }
    if steps > most {
        return None;
    }
    let key = ColumnKey::Enough(offer, least);
    if let Some(known) = formulation.column(key) {
        return Some(known);
    }
    let enough = formulation.add_column(Column { key, lower: 0.0, upper: 1.0, whole: true });
    let (runs, sessions) = (formulation.layout.runs(offer.0), formulation.layout.sessions(offer.0));
    // Continuous sessions may stop anywhere below.
    let below = if formulation.grain == Grain::Whole { steps - 1.0 } else { steps };
    let mut row = |side, upper, terms| {
        formulation.add_row(RowKey::Enough(offer, least, side), f64::NEG_INFINITY, upper, terms);
    };
    row(EnoughSide::Least, 0.0, vec![(sessions, -1.0), (enough, steps)]);
    row(EnoughSide::Most, below, vec![(sessions, 1.0), (enough, below - most)]);
    row(EnoughSide::Runs, 0.0, vec![(runs, -1.0), (enough, 1.0)]);
    Some(enough)
}

/// People of a part reached by the offers that count: columns, and what one person addressed adds.
pub(super) fn reached(formulation: &mut Formulation, rule: RuleIx, counted: &Counted, part: Part) -> Vec<(usize, f64)> {
    let instance = formulation.instance.clone();
    let people = PeopleOf::part(&instance, counted.service, part);
    let mut terms = Vec::new();
    for offer in offers_of(&instance.offers, counted.service, &counted.modes) {
        let Some(counts) = counts(formulation, offer, counted.least) else { continue };
        let always = counts == formulation.layout.runs(offer.0);
        for (arm, share) in people.arms_to(offer) {
            let addressed = formulation.layout.reach(arm);
            let column = if always { addressed } else { counted_arm(formulation, rule, ArmIx(arm), counts) };
            terms.push((column, instance.reached_by(&instance.arms[arm]) * share));
        }
    }
    terms
}

/// The arms of the people of a part, by offer. They are found through the people: a district has few of a
/// country's, and a look through the arms of every offer for every district would take longer than all
/// else.
pub(super) struct PeopleOf<'i> {
    instance: &'i Instance,
    part: Part,
    /// Sorted by offer, then as they stand in the instance.
    arms: Vec<usize>,
}

impl<'i> PeopleOf<'i> {
    pub fn part(instance: &'i Instance, service: ServiceIx, part: Part) -> PeopleOf<'i> {
        let people = instance.cohorts_with_arms();
        let people = people.filter(|(cohort, _)| cohort.service == service && part.share_of(instance, cohort) > 0.0);
        let mut arms: Vec<usize> = people.flat_map(|(_, arms)| arms).collect();
        arms.sort_by_key(|arm| instance.arms[*arm].offer());
        PeopleOf { instance, part, arms }
    }

    /// The arms to an offer, and the share of those addressed over each who belong to the part.
    pub fn arms_to(&self, offer: OfferIx) -> impl Iterator<Item = (usize, f64)> + '_ {
        let Instance { arms, cohorts, .. } = self.instance;
        let start = self.arms.partition_point(|arm| arms[*arm].offer() < offer.0);
        let to_offer = self.arms[start..].iter().take_while(move |arm| arms[**arm].offer() == offer.0);
        to_offer.map(|arm| (*arm, self.part.share_of(self.instance, &cohorts[arms[*arm].cohort()])))
    }
}

fn counted_arm(formulation: &mut Formulation, rule: RuleIx, arm: ArmIx, counts: usize) -> usize {
    let key = ColumnKey::Counted(rule, arm);
    if let Some(known) = formulation.column(key) {
        return known;
    }
    let addressed = formulation.layout.reach(arm.0);
    let most = formulation.columns.at(addressed).upper;
    let column = formulation.add_column(Column { key, lower: 0.0, upper: most, whole: false });
    let (by_people, by_offer) = (vec![(addressed, -1.0), (column, 1.0)], vec![(counts, -most), (column, 1.0)]);
    formulation.add_row(RowKey::Counted(rule, arm, true), f64::NEG_INFINITY, 0.0, by_people);
    formulation.add_row(RowKey::Counted(rule, arm, false), f64::NEG_INFINITY, 0.0, by_offer);
    column
}
