//! What stands at a year's end.

use crate::instance::{Decisions, Instance, Offer, amount, amount_at_level};
use doorstep_scenario::{BaselineOffer, LevelIx, Pence, Scenario, Sessions};

/// A level for every site, and everything that runs: told by place, so that states of different years,
/// whose problems allow different offers, can stand beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Level of each site.
    pub levels: Vec<LevelIx>,
    /// What runs, sorted.
    pub offers: Vec<BaselineOffer>,
}

impl State {
    /// The state of today.
    pub fn today(scenario: &Scenario) -> State {
        let mut offers = scenario.baseline.clone();
        offers.sort_unstable();
        State { levels: scenario.sites.iter().map(|site| site.baseline).collect(), offers }
    }

    /// What these decisions leave standing.
    pub fn of(instance: &Instance, decisions: &Decisions) -> State {
        let running = instance.offers.iter().zip(&decisions.sessions).filter(|(_, held)| **held > Sessions::ZERO);
        let told = |(offer, sessions): (&Offer, &Sessions)| BaselineOffer {
            service: offer.service,
            mode: offer.mode,
            host: offer.host,
            sessions: *sessions,
        };
        let mut offers: Vec<BaselineOffer> = running.map(told).collect();
        offers.sort_unstable();
        State { levels: decisions.levels.clone(), offers }
    }

    /// What sites cost on a line for a whole year, at the prices of `scenario`.
    pub fn sites(&self, scenario: &Scenario, line: usize) -> Pence {
        self.levels.iter().enumerate().map(|(site, level)| amount_at_level(scenario, site, *level, line)).sum()
    }

    /// What sessions cost on a line for a whole year, of the offers that are meant.
    pub fn running(&self, scenario: &Scenario, line: usize, meant: impl Fn(&BaselineOffer) -> bool) -> Pence {
        let each = self.offers.iter().filter(|offer| meant(offer));
        each.map(|offer| session_cost(scenario, line, offer) + running_cost(scenario, line, offer)).sum()
    }

    /// A whole year's cost of a line, as if it could be touched.
    pub fn cost(&self, scenario: &Scenario, line: usize) -> Pence {
        scenario.lines[line].fixed + self.sites(scenario, line) + self.running(scenario, line, |_| true)
    }
}

/// What a year of an offer's sessions costs on a line.
pub(super) fn session_cost(scenario: &Scenario, line: usize, offer: &BaselineOffer) -> Pence {
    let mode = &scenario.services[offer.service.0].modes[offer.mode.0];
    amount(&mode.session_costs, line).for_year(offer.sessions, mode.weeks)
}

/// What running an offer at all costs on a line.
pub(super) fn running_cost(scenario: &Scenario, line: usize, offer: &BaselineOffer) -> Pence {
    amount(&scenario.services[offer.service.0].modes[offer.mode.0].running_costs, line)
}
