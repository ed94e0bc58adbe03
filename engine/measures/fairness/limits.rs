//! How far is near: what the scenario's own rules say of a service, else what planners usually take.
//!
//! ```text
//! near[a] = 1  if some o that counts, x[o] > 0, has way[a,o] ≤ limit
//! ```
//!
//! | limit | counts | from |
//! |---|---|---|
//! | each distance of an `AccessShare` or `AccessGap` about the service | the rule's modes and least sessions; an offer everywhere is near to everybody, as in the rule | the scenario |
//! | 800, 1,200 and 2,000 m, or 10, 15 and 25 minutes | every place where it runs; an offer everywhere is none | where no rule says |
//!
//! Source of the usual limits: Institution of Highways and Transportation (2000), *Guidelines for
//! Providing for Journeys on Foot*, table 3.2: 800 m acceptable and 1,200 m the preferred maximum for most
//! journeys, 2,000 m the preferred maximum to school or work; 800 m are about ten minutes' walk there and in
//! *Manual for Streets* (2007), 4.4.1, so the same in minutes is 10, 15 and 25.

use crate::instance::{Decisions, Instance, Nearness};
use doorstep_scenario::{Counted, Host, RuleKind, Scenario, ServiceIx, Sessions, Way, WayUnit};

/// Walks of ten, fifteen and twenty-five minutes, in metres.
pub const METRES: [Way; 3] = [Way(800), Way(1_200), Way(2_000)];

/// The same in tenths of a minute.
pub const MINUTES: [Way; 3] = [Way(100), Way(150), Way(250)];

/// Which of them is shown where there is room for one.
const MIDDLE: usize = 1;

/// How far is near.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The farthest that counts.
    pub within: Way,
    /// Which offers count, where a rule says; every place where the service runs where none does.
    pub stated: Option<Counted>,
}

/// The limits of a service, the nearest first.
pub fn limits(scenario: &Scenario, service: ServiceIx) -> Vec<Limit> {
    let mut stated: Vec<Limit> = Vec::new();
    for rule in &scenario.rules {
        let (RuleKind::AccessShare { counted, within, .. } | RuleKind::AccessGap { counted, within, .. }) = &rule.kind
        else {
            continue;
        };
        let limit = Limit { within: *within, stated: Some(counted.clone()) };
        if counted.service == service && !stated.contains(&limit) {
            stated.push(limit);
        }
    }
    stated.sort_by_key(|limit| limit.within);
    if !stated.is_empty() {
        return stated;
    }
    let usual = match scenario.travel.unit() {
        WayUnit::Metres => METRES,
        WayUnit::Minutes => MINUTES,
    };
    usual.map(|within| Limit { within, stated: None }).to_vec()
}

/// The limit to show where there is room for one: the nearest that a rule states, else the middle one.
pub fn usual(limits: &[Limit]) -> usize {
    let stated = limits.first().is_some_and(|limit| limit.stated.is_some());
    if stated { 0 } else { MIDDLE.min(limits.len().saturating_sub(1)) }
}

/// By area: is what counts near? `nearest` is what is nearest of everything that runs.
pub(super) fn near(instance: &Instance, decisions: &Decisions, limit: &Limit, nearest: &[Nearness]) -> Vec<bool> {
    let within = |nearest: &Nearness| nearest.any.is_some_and(|nearest| nearest.journey.way <= limit.within);
    let Some(counted) = &limit.stated else { return nearest.iter().map(within).collect() };
    let counts = |at: usize| {
        let (offer, sessions) = (&instance.offers[at], decisions.sessions[at]);
        let is_meant = offer.service == counted.service && counted.modes.contains(&offer.mode);
        is_meant && sessions > Sessions::ZERO && sessions >= counted.least
    };
    let everywhere = (0..instance.offers.len()).any(|at| instance.offers[at].host == Host::Everywhere && counts(at));
    let nearest = instance.nearest_running(counted.service, decisions, counts);
    nearest.iter().map(|nearest| everywhere || within(nearest)).collect()
}
