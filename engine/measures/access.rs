//! Floating catchments: supply within reach of each area, shared with all others who can reach it.
//!
//! ```text
//! w[i,j] = f(t[i,j])  if t[i,j] ≤ limit, else 0
//! g[i,j] = f(t[i,j]) ÷ Σ_j' f(t[i,j'])   (three steps, over every known way);   1   (two steps)
//! R[j]   = S[j] ÷ Σ_i P[i] · g[i,j] · w[i,j]
//! A[i]   = Σ_j R[j] · g[i,j] · w[i,j]
//! Σ_i P[i] · A[i] = Σ_j S[j]   over every j that anybody can reach
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | P, S | people of an area, supply of a place | persons; any | caller |
//! | t | way from area i to place j, the same in both steps | any | caller |
//! | f | weight of a way | – | caller |
//! | g | selection weight: how likely i chooses j among all it knows a way to, the limit or not | – | |
//! | R, A | supply for each person of the catchment; access score | supply a person | |
//!
//! Source: two steps, Luo and Wang (2003), doi:10.1068/b29120; three steps, Wan, Zou and Sternberg
//! (2012), doi:10.1080/13658816.2011.624987. With any weight function, as in the Python package
//! `access`, whose published test figures it meets.

use crate::instance::{Arm, Decisions, Instance};
use doorstep_scenario::ServiceIx;

/// Are people split among the places they can reach before supply is divided by them?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Everybody counts in full at every place in reach (2SFCA).
    Two,
    /// Everybody is shared out among the places with a known way by their weights (3SFCA); those sent
    /// beyond the limit use nothing.
    Three,
}

/// A known way from an area to a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// As a position in the people of areas.
    pub area: usize,
    /// As a position in the supply of places.
    pub place: usize,
    /// How far it is.
    pub way: f64,
}

/// The access score of every area: supply a person. 0 where nothing is in reach; a place that nobody
/// can reach adds to no score. `weight` should be above 0 for every known way; each pair should
/// be known once.
///
/// ```
/// use doorstep::measures::{Known, Steps, floating_catchment};
///
/// // 30 places for 10 people next door and 20 people twice as far away.
/// let ways = [Known { area: 0, place: 0, way: 1.0 }, Known { area: 1, place: 0, way: 2.0 }];
/// let scores = floating_catchment(&[10.0, 20.0], &[30.0], &ways, 60.0, |way| 1.0 / way, Steps::Two);
/// assert_eq!(scores, [1.5, 0.75]);
/// ```
pub fn floating_catchment(
    people: &[f64],
    supply: &[f64],
    ways: &[Known],
    limit: f64,
    weight: impl Fn(f64) -> f64,
    steps: Steps,
) -> Vec<f64> {
    let weigh = |known: &Known| Pair {
        area: known.area,
        place: known.place,
        weight: weight(known.way),
        within: known.way <= limit,
    };
    scores(people, supply, ways.iter().map(weigh), steps)
}

/// The access score of every area for a service: people it can serve in a year for each person it is
/// for. Weights are the decay, as in reach; an offer everywhere weighs 1.
pub fn access_scores(instance: &Instance, decisions: &Decisions, service: ServiceIx, steps: Steps) -> Vec<f64> {
    let mut people = vec![0.0; instance.scenario.areas.len()];
    for cohort in instance.cohorts.iter().filter(|cohort| cohort.service == service) {
        people[cohort.area.0] = cohort.people;
    }
    let offers = instance.offers.iter().zip(&decisions.sessions);
    let supply: Vec<f64> = offers.map(|(offer, sessions)| offer.served_by_session * sessions.per_week()).collect();
    let arms = instance.arms.iter().filter(|arm| instance.offers[arm.offer()].service == service);
    // A place without supply is none, also to those who choose among places in three steps.
    let running = arms.filter(|arm| supply[arm.offer()] > 0.0);
    let weigh = |arm: &Arm| Pair {
        area: instance.cohorts[arm.cohort()].area.0,
        place: arm.offer(),
        weight: arm.decay,
        within: true,
    };
    scores(&people, &supply, running.map(weigh), steps)
}

struct Pair {
    area: usize,
    place: usize,
    weight: f64,
    within: bool,
}

fn scores(people: &[f64], supply: &[f64], pairs: impl Iterator<Item = Pair>, steps: Steps) -> Vec<f64> {
    let mut pairs: Vec<Pair> = pairs.filter(|pair| pair.weight > 0.0).collect();
    if steps == Steps::Three {
        let mut all = vec![0.0; people.len()];
        for pair in &pairs {
            all[pair.area] += pair.weight;
        }
        for pair in &mut pairs {
            pair.weight *= pair.weight / all[pair.area];
        }
    }
    pairs.retain(|pair| pair.within);
    let mut demand = vec![0.0; supply.len()];
    for pair in &pairs {
        demand[pair.place] += people[pair.area] * pair.weight;
    }
    let mut scores = vec![0.0; people.len()];
    for pair in pairs.iter().filter(|pair| demand[pair.place] > 0.0) {
        scores[pair.area] += supply[pair.place] / demand[pair.place] * pair.weight;
    }
    scores
}
