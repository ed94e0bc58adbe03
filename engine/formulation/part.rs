//! The parts a rule or goal speaks of: who and which sites belong to each.

use crate::instance::{Cohort, Instance};
use doorstep_scenario::{AreaIx, BandIx, DistrictIx, GroupIx, Of, Per, Scenario, ServiceIx, Site};

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    All,
    District(DistrictIx),
    Band(BandIx),
    Group(GroupIx),
}

/// The parts of a demand, in the order of their ids.
pub(crate) fn parts(scenario: &Scenario, per: Per) -> Vec<Part> {
    match per {
        Per::Overall => vec![Part::All],
        Per::District => (0..scenario.districts.len()).map(|at| Part::District(DistrictIx(at))).collect(),
        Per::Band => (0..scenario.bands.len()).map(|at| Part::Band(BandIx(at))).collect(),
        Per::Group => (0..scenario.groups.len()).map(|at| Part::Group(GroupIx(at))).collect(),
    }
}

impl Part {
    fn holds(self, scenario: &Scenario, district: DistrictIx, decile: Option<u8>) -> bool {
        match self {
            Part::All | Part::Group(_) => true,
            Part::District(here) => here == district,
            Part::Band(band) => decile.is_some_and(|decile| scenario.bands[band.0].deciles.contains(&decile)),
        }
    }

    /// Is the site in it?
    pub fn holds_site(self, scenario: &Scenario, site: &Site) -> bool {
        self.holds(scenario, site.district, site.deprivation)
    }

    /// Do people of the area belong to it?
    pub fn holds_area(self, scenario: &Scenario, area: AreaIx) -> bool {
        let area = &scenario.areas[area.0];
        self.holds(scenario, area.district, area.deprivation)
    }

    /// The share of those addressed in a cohort who belong to it: its groups are carried together in
    /// proportion to how many of each would come.
    pub fn share_of(self, instance: &Instance, cohort: &Cohort) -> f64 {
        if !self.holds_area(&instance.scenario, cohort.area) {
            return 0.0;
        }
        match self {
            Part::Group(group) => {
                let own = cohort.groups.iter().find(|(of, _)| *of == group);
                own.map_or(0.0, |(_, potential)| potential / cohort.potential)
            }
            _ => 1.0,
        }
    }

    /// People of one area who belong to it, of whom a share is a share.
    pub fn people_in(self, scenario: &Scenario, area: AreaIx, service: ServiceIx, of: Of) -> f64 {
        if !self.holds_area(scenario, area) {
            return 0.0;
        }
        let take_up = &scenario.services[service.0].take_up;
        let counted = |group: usize| {
            let mine = if let Part::Group(only) = self { only.0 == group } else { true };
            mine && (of == Of::People || take_up[group].is_some())
        };
        let people = scenario.areas[area.0].people.iter().enumerate();
        people.filter(|(group, _)| counted(*group)).map(|(_, people)| f64::from(*people)).sum()
    }

    /// All its people.
    pub fn people(self, scenario: &Scenario, service: ServiceIx, of: Of) -> f64 {
        (0..scenario.areas.len()).map(|area| self.people_in(scenario, AreaIx(area), service, of)).sum()
    }
}
