//! Every offer that could run: one service in one mode at one place.

use doorstep_scenario::{At, EVERYWHERE, Host, LevelIx, Mode, ModeIx, Scenario, ServiceIx, Sessions, SiteIx, VenueIx};

/// A possible offer and the numbers that decide about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Which service.
    pub service: ServiceIx,
    /// Which of its modes.
    pub mode: ModeIx,
    /// Where.
    pub host: Host,
    /// The levels its site, or some site for an offer everywhere, has to be at. Empty at venues.
    pub levels: Vec<LevelIx>,
    /// People served in a year by one weekly session (q).
    pub served_by_session: f64,
    /// How much reaching a person this way counts (e).
    pub equivalence: f64,
    /// Sessions are multiples of this.
    pub step: Sessions,
    /// Fewest if it runs.
    pub least: Sessions,
    /// Most.
    pub most: Sessions,
}

impl Offer {
    /// The mode it runs in.
    pub fn mode<'s>(&self, scenario: &'s Scenario) -> &'s Mode {
        &scenario.services[self.service.0].modes[self.mode.0]
    }

    /// The id of its place.
    pub fn place<'s>(&self, scenario: &'s Scenario) -> &'s str {
        match self.host {
            Host::Site(site) => &scenario.sites[site.0].id,
            Host::Venue(venue) => &scenario.venues[venue.0].id,
            Host::Everywhere => EVERYWHERE,
        }
    }

    /// Service, mode and place in one name.
    pub fn name(&self, scenario: &Scenario) -> String {
        format!("{}.{}.{}", scenario.services[self.service.0].id, self.mode(scenario).id, self.place(scenario))
    }
}

/// All of them, sorted by service, mode and place.
pub(super) fn all(scenario: &Scenario) -> Vec<Offer> {
    let mut offers = Vec::new();
    for (service_at, service) in scenario.services.iter().enumerate() {
        for (mode_at, mode) in service.modes.iter().enumerate() {
            let mut add = |host: Host, levels: Vec<LevelIx>| {
                offers.push(Offer {
                    service: ServiceIx(service_at),
                    mode: ModeIx(mode_at),
                    host,
                    levels,
                    served_by_session: service.served_by_session(mode),
                    equivalence: mode.equivalence.value(),
                    step: service.step,
                    least: mode.least,
                    most: mode.most,
                });
            };
            match &mode.at {
                At::Site(levels) => {
                    for (at, site) in scenario.sites.iter().enumerate() {
                        let usable: Vec<LevelIx> =
                            levels.iter().copied().filter(|level| site.levels.contains(level)).collect();
                        if !usable.is_empty() {
                            add(Host::Site(SiteIx(at)), usable);
                        }
                    }
                }
                At::Venue(kinds) => {
                    for (at, venue) in scenario.venues.iter().enumerate() {
                        if kinds.contains(&venue.kind) {
                            add(Host::Venue(VenueIx(at)), Vec::new());
                        }
                    }
                }
                At::Everywhere(levels) => add(Host::Everywhere, levels.clone()),
            }
        }
    }
    offers
}
