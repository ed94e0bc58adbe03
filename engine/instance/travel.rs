//! Travel and decay: who could come from where, and how many of them would.

use super::journey::{Journey, Ways};
use super::{Arm, Cohort, Offer};
use doorstep_scenario::{AreaIx, Decay, Host, Scenario, Way};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Candidate pairs, sorted by cohort, then offer.
pub(super) fn arms(scenario: &Scenario, ways: &Ways, offers: &[Offer], cohorts: &[Cohort]) -> Vec<Arm> {
    // Offers of a service are neighbours in the list, and so are its cohorts.
    let mut of_service = vec![0..0; scenario.services.len()];
    for (at, offer) in offers.iter().enumerate() {
        let range = &mut of_service[offer.service.0];
        *range = if range.start == range.end { at..at + 1 } else { range.start..at + 1 };
    }
    // Each cohort by itself, put together in order: the same at any number of threads.
    let of_cohort = |(cohort_at, cohort): (usize, &Cohort)| -> Vec<Arm> {
        let candidates = of_service[cohort.service.0].clone().map(|at| (at, &offers[at]));
        candidates.filter_map(|offer| arm(scenario, ways, (cohort_at, cohort), offer)).collect()
    };
    cohorts.par_iter().enumerate().map(of_cohort).collect::<Vec<_>>().concat()
}

/// How far it is to an offer for the people of an area, by the travel modes of its own mode.
pub(super) fn journey_to(scenario: &Scenario, ways: &Ways, area: AreaIx, offer: &Offer) -> Option<Journey> {
    ways.journey(scenario, area, offer.host, offer.mode(scenario).by.as_deref())
}

fn arm(scenario: &Scenario, ways: &Ways, cohort: (usize, &Cohort), offer: (usize, &Offer)) -> Option<Arm> {
    let journey = journey_to(scenario, ways, cohort.1.area, offer.1)?;
    let decay = if offer.1.host == Host::Everywhere {
        1.0
    } else {
        let shape = offer.1.mode(scenario).decay.as_ref();
        share_from(shape.unwrap_or(&scenario.services[offer.1.service.0].decay), journey.way)
    };
    let counts = decay > 0.0 && decay >= scenario.least_decay.value();
    counts.then_some(Arm { cohort: cohort.0, offer: offer.0, decay, travel: journey.given })
}

/// The share who still come from so far away, in millionths.
fn share_from(shape: &Decay, distance: Way) -> f64 {
    let at = f64::from(distance.0);
    let share = match shape {
        Decay::Step { limit } => f64::from(u8::from(distance <= *limit)),
        Decay::Linear { full, zero } => {
            let (full, zero) = (f64::from(full.0), f64::from(zero.0));
            ((zero - at) / (zero - full)).clamp(0.0, 1.0)
        }
        Decay::Exponential { half } => (-at / f64::from(half.0)).exp2(),
        Decay::Gaussian { half } => (-(at / f64::from(half.0)).powi(2)).exp2(),
        Decay::Logistic { half, slope } => {
            let (half, slope) = (f64::from(half.0), f64::from(slope.0));
            logistic((at - half) / slope) / logistic(-half / slope)
        }
        Decay::Table(points) => table(points, distance),
    };
    (share * Decay::STEPS).round() / Decay::STEPS
}

fn logistic(at: f64) -> f64 {
    1.0 / (1.0 + at.exp())
}

fn table(points: &[(Way, f64)], distance: Way) -> f64 {
    let after = points.partition_point(|(at, _)| *at < distance);
    match (after.checked_sub(1).map(|before| points[before]), points.get(after)) {
        (None, Some((_, share))) => *share,
        (Some((from, high)), Some((to, low))) => {
            let part = f64::from(distance.0 - from.0) / f64::from(to.0 - from.0);
            high + (low - high) * part
        }
        (_, None) => 0.0,
    }
}

/// Pairs of area and place between which somebody would use an offer there: those without a way to
/// one of these offers, and all.
pub(super) fn pairs_without_way(
    scenario: &Scenario,
    ways: &Ways,
    offers: &[Offer],
    cohorts: &[Cohort],
) -> (usize, usize) {
    let mut services = vec![Vec::new(); scenario.areas.len()];
    for cohort in cohorts {
        services[cohort.area.0].push(cohort.service);
    }
    let count = |area: usize| {
        let mut has_way: BTreeMap<Host, bool> = BTreeMap::new();
        let usable = |offer: &&Offer| offer.host != Host::Everywhere && services[area].contains(&offer.service);
        for offer in offers.iter().filter(usable) {
            *has_way.entry(offer.host).or_insert(true) &= journey_to(scenario, ways, AreaIx(area), offer).is_some();
        }
        (has_way.values().filter(|has| !**has).count(), has_way.len())
    };
    let counts: Vec<(usize, usize)> = (0..scenario.areas.len()).into_par_iter().map(count).collect();
    counts.into_iter().fold((0, 0), |sum, area| (sum.0 + area.0, sum.1 + area.1))
}
