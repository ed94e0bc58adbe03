//! What stands at a year's end, read from a plan, and what it costs.
//!
//! ```text
//! amount[c,t](state) = Σ_s cost_t[c, s, level of s] + Σ_o (year_t[c,o] + running_t[c, m(o)])
//! year_t[c,o]        = price_t[c, m(o)] · weeks · x[o] / 1000     to the nearest penny, halves up
//! price_t, cost_t, running_t = the scenario's · index[c,t]        each to the nearest penny, halves up
//! ```

use doorstep_scenario::{EVERYWHERE, Host, LevelIx, Mode, Plan, Scenario, SiteIx, VenueIx};

use super::exact::{bounded, nearest, of_billionths};
use crate::names::Names;

/// An offer that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Runs {
    pub(super) service: usize,
    pub(super) mode: usize,
    pub(super) host: Host,
    /// Thousandths a week.
    pub(super) sessions: i128,
}

/// A level for every site, and what runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) levels: Vec<LevelIx>,
    pub(super) offers: Vec<Runs>,
}

impl Standing {
    /// Today's.
    pub(super) fn today(scenario: &Scenario) -> Self {
        let offers = scenario.baseline.iter().map(|offer| Runs {
            service: offer.service.0,
            mode: offer.mode.0,
            host: offer.host,
            sessions: i128::from(offer.sessions.0),
        });
        Self { levels: scenario.sites.iter().map(|site| site.baseline).collect(), offers: offers.collect() }
    }

    /// A plan's. What it does not say, or says in words that mean nothing, is as it was; that such
    /// words are there is told elsewhere.
    pub(super) fn of(plan: &Plan, names: &Names<'_>, before: &Standing) -> Self {
        let mut levels = before.levels.clone();
        let mut given = vec![false; levels.len()];
        for (site, level) in &plan.levels {
            let found = names.sites.get(site.as_str()).zip(names.levels.get(level.as_str()));
            if let Some((&site, &level)) = found
                && !std::mem::replace(&mut given[site], true)
            {
                levels[site] = LevelIx(level);
            }
        }
        let mut offers: Vec<Runs> = Vec::new();
        for offer in &plan.offers {
            let Some(&service) = names.services.get(offer.service.as_str()) else { continue };
            let Some(&mode) = names.modes[service].get(offer.mode.as_str()) else { continue };
            let site = names.sites.get(offer.place.as_str()).map(|site| Host::Site(SiteIx(*site)));
            let venue = || names.venues.get(offer.place.as_str()).map(|venue| Host::Venue(VenueIx(*venue)));
            let everywhere = || (offer.place == EVERYWHERE).then_some(Host::Everywhere);
            let Some(host) = site.or_else(venue).or_else(everywhere) else { continue };
            let new = Runs { service, mode, host, sessions: i128::from(offer.sessions.0) };
            if !offers.iter().any(|old| (old.service, old.mode, old.host) == (service, mode, host)) {
                offers.push(new);
            }
        }
        Self { levels, offers }
    }

    /// What sites cost on a line in a year whose pound is worth so many billionths.
    pub(super) fn sites(&self, scenario: &Scenario, line: usize, index: i128) -> i128 {
        self.levels.iter().enumerate().map(|(site, level)| at_level(scenario, site, *level, line, index)).sum()
    }

    /// What of the offers that are meant costs on a line.
    pub(super) fn running(&self, scenario: &Scenario, line: usize, index: i128, meant: impl Fn(&Runs) -> bool) -> i128 {
        let meant = self.offers.iter().filter(|offer| meant(offer));
        meant.map(|offer| of_offer(&scenario.services[offer.service].modes[offer.mode], offer, line, index)).sum()
    }
}

/// What a site costs on a line at a level: its own amount if it has one, else the level's.
pub(super) fn at_level(scenario: &Scenario, site: usize, level: LevelIx, line: usize, index: i128) -> i128 {
    let own = scenario.sites[site].costs.iter().find(|cost| cost.level == level && cost.line.0 == line);
    let usual = || scenario.levels[level.0].costs.iter().find(|(of, _)| of.0 == line).map(|(_, amount)| *amount);
    let amount = own.map(|cost| cost.amount).or_else(usual);
    amount.map_or(0, |amount| of_billionths(i128::from(amount.0), index))
}

fn of_offer(mode: &Mode, offer: &Runs, line: usize, index: i128) -> i128 {
    let at = |costs: &[(doorstep_scenario::LineIx, doorstep_scenario::Pence)]| {
        costs.iter().filter(|(of, _)| of.0 == line).map(|(_, price)| of_billionths(i128::from(price.0), index)).sum()
    };
    let (price, running): (i128, i128) = (at(&mode.session_costs), at(&mode.running_costs));
    let year = price.saturating_mul(i128::from(mode.weeks)).saturating_mul(offer.sessions);
    bounded(nearest(year, 1000)) + running
}
