//! What addressing one person at one place is worth to an aim.
//!
//! ```text
//! most reach:  w[k] · ω[a] · e[o] · δ[a,o]        least travel, value of travel:  −t[a,o],  −rate · t[a,o]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | w, ω, e, δ, t | as in `objectives/most_reach.rs`, `least_travel.rs`, `least_cost.rs` | – | there |
//!
//! What all of a cohort share (w · ω, rate) goes into its weight, so that areas alike but for need are
//! still alike. Source: the objectives.

use crate::formulation::Aim;
use crate::formulation::money::scaled;
use crate::instance::{Arm, Cohort, Instance};
use doorstep_scenario::{GoalKind, Pence, ServiceIx, Weight};

/// An aim that people decide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Flow {
    Reach { by_need: bool },
    Travel(ServiceIx),
    Cost(Pence),
}

impl Flow {
    /// The part of an aim that people decide, if there is one.
    pub fn of(aim: Aim) -> Option<Flow> {
        match aim {
            Aim::Goal(GoalKind::MostReach(weight)) => Some(Flow::Reach { by_need: weight == Weight::Need }),
            Aim::Goal(GoalKind::LeastTravel(service)) => Some(Flow::Travel(service)),
            Aim::Goal(GoalKind::LeastCost { travel: Some(rate) }) => Some(Flow::Cost(rate)),
            _ => None,
        }
    }

    /// What one person of a cohort counts for.
    pub fn weight(self, instance: &Instance, cohort: &Cohort) -> f64 {
        match self {
            Flow::Reach { by_need } => {
                instance.scenario.services[cohort.service.0].weight * if by_need { cohort.need } else { 1.0 }
            }
            Flow::Travel(service) => f64::from(u8::from(service == cohort.service)),
            Flow::Cost(rate) => scaled(rate) / instance.travel_unit(),
        }
    }

    /// The value of one of them over an arm; below 0 where less is better.
    pub fn value(self, instance: &Instance, arm: &Arm) -> f64 {
        match self {
            Flow::Reach { .. } => instance.reached_by(arm),
            Flow::Travel(_) | Flow::Cost(_) => -arm.travel,
        }
    }
}
