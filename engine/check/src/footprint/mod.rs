//! What a plan sets up: the level of every site and the offers that run.

mod levels;
mod offers;
mod rooms;

use doorstep_scenario::{Host, LevelIx, Mode, ModeIx, Plan, Scenario, Service, ServiceIx, Sessions};

use crate::names::{Names, Positions};
use crate::verdict::Breaks;

/// One offer that runs, resolved.
pub(crate) struct Running<'a> {
    pub(crate) service: &'a Service,
    pub(crate) mode: &'a Mode,
    /// Positions of the two in the scenario.
    pub(crate) of: (ServiceIx, ModeIx),
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

    /// Which of the offers that run are of a service in one of these modes, at least so often. What is
    /// listed with no sessions does not run.
    pub(crate) fn counted(&self, service: ServiceIx, modes: &[ModeIx], least: Sessions) -> Vec<bool> {
        let counts = |offer: &Running<'_>| {
            offer.of.0 == service && modes.contains(&offer.of.1) && offer.sessions >= least && offer.sessions.0 > 0
        };
        self.running.iter().map(counts).collect()
    }

    /// The offers marked in a list such as [`Footprint::counted`] gives, with their positions.
    pub(crate) fn marked<'f>(&'f self, marks: &'f [bool]) -> impl Iterator<Item = (usize, &'f Running<'a>)> {
        self.running.iter().enumerate().filter(|(position, _)| marks[*position])
    }

    /// Which of the running offers this is.
    pub(crate) fn find(&self, service: usize, mode: usize, place: &str) -> Option<usize> {
        self.by_place.get(service)?.get(mode)?.get(place).copied()
    }
}
