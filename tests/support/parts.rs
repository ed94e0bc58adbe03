//! The parts for which a rule or a goal speaks, and the people in them.

use doorstep_scenario::{Of, Per, Scenario};

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole council.
    All,
    /// The district at this position.
    District(usize),
    /// The band at this position.
    Band(usize),
    /// The group at this position.
    Group(usize),
}

/// Every part, each a test.
pub fn parts(scenario: &Scenario, per: Per) -> Vec<Part> {
    match per {
        Per::Overall => vec![Part::All],
        Per::District => (0..scenario.districts.len()).map(Part::District).collect(),
        Per::Band => (0..scenario.bands.len()).map(Part::Band).collect(),
        Per::Group => (0..scenario.groups.len()).map(Part::Group).collect(),
    }
}

impl Part {
    /// Is this area in it?
    pub fn area(self, scenario: &Scenario, area: usize) -> bool {
        let area = &scenario.areas[area];
        self.place(scenario, area.district.0, area.deprivation)
    }

    /// Is this site in it?
    pub fn site(self, scenario: &Scenario, site: usize) -> bool {
        let site = &scenario.sites[site];
        self.place(scenario, site.district.0, site.deprivation)
    }

    fn place(self, scenario: &Scenario, district: usize, decile: Option<u8>) -> bool {
        match self {
            Part::All | Part::Group(_) => true,
            Part::District(d) => d == district,
            Part::Band(b) => decile.is_some_and(|decile| scenario.bands[b].deciles.contains(&decile)),
        }
    }

    /// Is this group in it?
    pub fn group(self, group: usize) -> bool {
        !matches!(self, Part::Group(g) if g != group)
    }

    /// People of one area in it: everybody, or those in a group that the service is for.
    pub fn people_of(self, scenario: &Scenario, service: usize, of: Of, area: usize) -> f64 {
        if !self.area(scenario, area) {
            return 0.0;
        }
        let counts = |group: &usize| {
            self.group(*group) && (of == Of::People || scenario.services[service].take_up[*group].is_some())
        };
        let people = &scenario.areas[area].people;
        (0..people.len()).filter(counts).map(|group| f64::from(people[group])).sum()
    }

    /// People in it.
    pub fn people(self, scenario: &Scenario, service: usize, of: Of) -> f64 {
        (0..scenario.areas.len()).map(|area| self.people_of(scenario, service, of, area)).sum()
    }
}
