//! Numbers computed from decisions and their reach: money, people, footprint.
//!
//! Nothing here sees the optimiser's columns. Every figure that is printed is claimed to the
//! checker, which computes it again in its own way.

mod access;
pub mod choice;
pub mod fairness;
mod footprint;
mod money;
mod reach;

pub use access::{Known, Steps, access_scores, floating_catchment};
pub use footprint::Footprint;
pub use money::Money;
pub use reach::{Reached, ServiceReach};

use crate::instance::{Decisions, Instance};
use doorstep_scenario::Tier;

/// Everything measured of one set of decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// Pounds and pence.
    pub money: Money,
    /// People, by service.
    pub reach: Vec<ServiceReach>,
    /// Buildings and sessions.
    pub footprint: Footprint,
}

impl Measures {
    /// The service a single picture should show: the universal one that reaches most people, or the
    /// one that reaches most where none is universal.
    pub fn headline_service(&self, instance: &Instance) -> usize {
        let rank = |service: usize| {
            let universal = instance.scenario.services[service].tier == Tier::Universal;
            (universal, self.reach[service].all.reached)
        };
        let by_rank = |a: &usize, b: &usize| {
            let (a, b) = (rank(*a), rank(*b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        };
        (0..self.reach.len()).rev().max_by(by_rank).unwrap_or(0)
    }

    /// Measures decisions and the people addressed over each arm.
    pub fn of(instance: &Instance, decisions: &Decisions, addressed: &[f64]) -> Measures {
        Measures {
            money: money::of(instance, decisions),
            reach: reach::of(instance, addressed),
            footprint: footprint::of(instance, decisions),
        }
    }
}
