//! What a plan sets up: the level of every site and the offers that run.

mod levels;
mod offers;
mod rooms;

use doorstep_scenario::{Host, LevelIx, Mode, Plan, Scenario, Service, Sessions};

use crate::names::{Names, Positions};
use crate::verdict::Breaks;

/// One offer that runs, resolved.
pub(crate) struct Running<'a> {
    pub(crate) service: &'a Service,
    pub(crate) mode: &'a Mode,
    pub(crate) host: Host,
    pub(crate) sessions: Sessions,
    /// How sentences name it: `service / mode / place`.
    pub(crate) label: String,
}

/// The part of a plan's decisions that could be resolved; what could not is among the breaks.
pub(crate) struct Footprint<'a> {
    /// By site; `None` where the plan gives no usable level.
    pub(crate) levels: Vec<Option<LevelIx>>,
    /// In the plan's order.
    pub(crate) running: Vec<Running<'a>>,
    /// Position in `running` by place id, by service and mode.
    by_place: Vec<Vec<Positions<'a>>>,
}

impl<'a> Footprint<'a> {
    /// Reads a plan's decisions and tests them against buildings, modes, rooms and venues.
    pub(crate) fn of(scenario: &'a Scenario, plan: &'a Plan, names: &Names<'a>, breaks: &mut Breaks) -> Self {
        let levels = levels::read(scenario, plan, names, breaks);
        let (running, by_place) = offers::read(scenario, plan, names, &levels, breaks);
        rooms::at_sites(scenario, &levels, &running, breaks);
        rooms::in_venues(scenario, &running, breaks);
        Self { levels, running, by_place }
    }

    /// Which of the running offers this is.
    pub(crate) fn find(&self, service: usize, mode: usize, place: &str) -> Option<usize> {
        self.by_place.get(service)?.get(mode)?.get(place).copied()
    }
}
