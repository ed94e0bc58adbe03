//! Distance and decay: who could come from where, and how many of them would.

use super::{Arm, Cohort, Offer};
use doorstep_scenario::{Decay, Host, Metres, Position, Scenario, Travel};
use rayon::prelude::*;

/// Candidate pairs, sorted by cohort, then offer.
pub(super) fn arms(scenario: &Scenario, offers: &[Offer], cohorts: &[Cohort]) -> Vec<Arm> {
    // Offers of a service are neighbours in the list, and so are its cohorts.
    let mut of_service = vec![0..0; scenario.services.len()];
    for (at, offer) in offers.iter().enumerate() {
        let range = &mut of_service[offer.service.0];
        *range = if range.start == range.end { at..at + 1 } else { range.start..at + 1 };
    }
    // Each cohort by itself, put together in order: the same at any number of threads.
    let of_cohort = |(cohort_at, cohort): (usize, &Cohort)| -> Vec<Arm> {
        let home = scenario.areas[cohort.area.0].position;
        let candidates = of_service[cohort.service.0].clone().map(|offer_at| Arm {
            cohort: cohort_at,
            offer: offer_at,
            decay: decay_to(scenario, home, &offers[offer_at]),
            travel: travel_to(scenario, home, &offers[offer_at]),
        });
        candidates.filter(|arm| arm.decay > 0.0 && arm.decay >= scenario.least_decay.value()).collect()
    };
    cohorts.par_iter().enumerate().map(of_cohort).collect::<Vec<_>>().concat()
}

fn decay_to(scenario: &Scenario, home: Position, offer: &Offer) -> f64 {
    let place = match offer.host {
        Host::Site(site) => scenario.sites[site.0].position,
        Host::Venue(venue) => scenario.venues[venue.0].position,
        Host::Everywhere => return 1.0,
    };
    let shape = offer.mode(scenario).decay.as_ref().unwrap_or(&scenario.services[offer.service.0].decay);
    share_from(shape, distance(scenario.travel, home, place))
}

fn travel_to(scenario: &Scenario, home: Position, offer: &Offer) -> f64 {
    let place = match offer.host {
        Host::Site(site) => scenario.sites[site.0].position,
        Host::Venue(venue) => scenario.venues[venue.0].position,
        Host::Everywhere => return 0.0,
    };
    f64::from(distance(scenario.travel, home, place).0)
}

pub(super) fn way(scenario: &Scenario, area: doorstep_scenario::AreaIx, to: Position) -> Metres {
    distance(scenario.travel, scenario.areas[area.0].position, to)
}

/// Straight line × detour, to the nearest whole metre.
fn distance(travel: Travel, from: Position, to: Position) -> Metres {
    let Travel::StraightLine { detour } = travel;
    let east = f64::from(from.easting) - f64::from(to.easting);
    let north = f64::from(from.northing) - f64::from(to.northing);
    let metres = ((east * east + north * north).sqrt() * detour).round().min(f64::from(Travel::FARTHEST.0));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 4,000,000")]
    let whole = metres as u32;
    Metres(whole)
}

/// The share who still come from so far away, in millionths.
fn share_from(shape: &Decay, distance: Metres) -> f64 {
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

fn table(points: &[(Metres, f64)], distance: Metres) -> f64 {
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
