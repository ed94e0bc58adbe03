//! Numbers computed from decisions and their reach: money, people, footprint.
//!
//! Nothing here sees the optimiser's columns. Every figure that is printed is claimed to the
//! checker, which computes it again in its own way.

mod footprint;
mod money;
mod reach;

pub use footprint::Footprint;
pub use money::Money;
pub use reach::{Reached, ServiceReach};

use crate::instance::{Decisions, Instance};

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
    /// Measures decisions and the people addressed over each arm.
    pub fn of(instance: &Instance, decisions: &Decisions, addressed: &[f64]) -> Measures {
        Measures {
            money: money::of(instance, decisions),
            reach: reach::of(instance, addressed),
            footprint: footprint::of(instance, decisions),
        }
    }
}
