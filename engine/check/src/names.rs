//! Ids to positions in the scenario's lists. A plan speaks in ids only.

use std::collections::BTreeMap;

use doorstep_scenario::{EVERYWHERE, Scenario};

/// Positions by id.
pub(crate) type Positions<'s> = BTreeMap<&'s str, usize>;

/// Every list of a scenario that a plan speaks of.
pub(crate) struct Names<'s> {
    pub(crate) areas: Positions<'s>,
    pub(crate) groups: Positions<'s>,
    pub(crate) levels: Positions<'s>,
    pub(crate) sites: Positions<'s>,
    pub(crate) venues: Positions<'s>,
    pub(crate) services: Positions<'s>,
    /// By service.
    pub(crate) modes: Vec<Positions<'s>>,
}

impl<'s> Names<'s> {
    /// Reads them.
    pub(crate) fn of(scenario: &'s Scenario) -> Self {
        Self {
            areas: positions(&scenario.areas, |area| &area.id),
            groups: positions(&scenario.groups, |group| &group.id),
            levels: positions(&scenario.levels, |level| &level.id),
            sites: positions(&scenario.sites, |site| &site.id),
            venues: positions(&scenario.venues, |venue| &venue.id),
            services: positions(&scenario.services, |service| &service.id),
            modes: scenario.services.iter().map(|service| positions(&service.modes, |mode| &mode.id)).collect(),
        }
    }

    /// Is this any place at all?
    pub(crate) fn is_place(&self, id: &str) -> bool {
        id == EVERYWHERE || self.sites.contains_key(id) || self.venues.contains_key(id)
    }
}

fn positions<'s, T>(list: &'s [T], id: impl Fn(&'s T) -> &'s String) -> Positions<'s> {
    list.iter().enumerate().map(|(position, entry)| (id(entry).as_str(), position)).collect()
}
