//! Floating catchments: supply within reach of each area, shared with all others who can reach it.
//!
//! ```text
//! w[i,j] = f(t[i,j])  if t[i,j] ≤ limit, else 0
//! g[i,j] = w[i,j] ÷ Σ_j' w[i,j']   (three steps);   1   (two steps)
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
//! | g | selection weight: how likely i chooses j among what it can reach | – | |
//! | R, A | supply for each person of the catchment; access score | supply a person | |
//!
//! Source: two steps, Luo and Wang (2003), doi:10.1068/b29120; three steps, Wan, Zou and Sternberg
//! (2012), doi:10.1080/13658816.2011.624987. With any weight function, as in the Python package
//! `access`, whose published test figures it meets.

use crate::instance::{Decisions, Instance};
use doorstep_scenario::ServiceIx;

/// Are people split among the places they can reach before supply is divided by them?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Everybody counts in full at every place in reach (2SFCA).
    Two,
    /// Everybody is shared out among the places in reach by their weights (3SFCA).
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
/// can reach adds to no score. `weight` is asked for ways up to `limit` only, and its values should be
/// above 0; each pair should be known once.
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
    let within = ways.iter().filter(|known| known.way <= limit);
    scores(people, supply, within.map(|known| (known.area, known.place, weight(known.way))), steps)
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
    let arms = instance.arms.iter().filter(|arm| instance.offers[arm.offer].service == service);
    // A place without supply is none, also to those who choose among places in three steps.
    let running = arms.filter(|arm| supply[arm.offer] > 0.0);
    scores(&people, &supply, running.map(|arm| (instance.cohorts[arm.cohort].area.0, arm.offer, arm.decay)), steps)
}

/// From pairs of area and place with their weights.
fn scores(people: &[f64], supply: &[f64], pairs: impl Iterator<Item = (usize, usize, f64)>, steps: Steps) -> Vec<f64> {
    let mut pairs: Vec<(usize, usize, f64)> = pairs.filter(|(.., weight)| *weight > 0.0).collect();
    if steps == Steps::Three {
        let mut all = vec![0.0; people.len()];
        for (area, _, weight) in &pairs {
            all[*area] += weight;
        }
        for (area, _, weight) in &mut pairs {
            *weight *= *weight / all[*area];
        }
    }
    let mut demand = vec![0.0; supply.len()];
    for (area, place, weight) in &pairs {
        demand[*place] += people[*area] * weight;
    }
    let mut scores = vec![0.0; people.len()];
    for (area, place, weight) in pairs.into_iter().filter(|(_, place, _)| demand[*place] > 0.0) {
        scores[area] += supply[place] / demand[place] * weight;
    }
    scores
}
