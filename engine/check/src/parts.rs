//! The parts in whose name a rule or a goal speaks, and who lives in them.
//!
//! ```text
//! overall: everybody        district d: areas and sites of d
//! band b: areas and sites whose decile is one of b's        group g: the people of g, everywhere
//! N[part] = Σ_{a in part} Σ_{g in part, g in G} N[a,g]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N | people, whether they would use a service or not | persons | area, by group |
//! | G | every group, or those with a take-up for the service | – | rule or goal (`of`), service |
//!
//! An area or site whose decile is unknown or in no band is in no band's part. A site belongs to no
//! group. Source: the model note, *Equity and floors*.

use std::iter::Sum;

use doorstep_scenario::{Area, Band, DistrictIx, Of, Per, Scenario, Service, Site};

/// One part.
pub(crate) struct Part<'s> {
    /// Id of the district, band or group, or `overall`.
    pub(crate) id: &'s str,
    whose: Whose<'s>,
}

enum Whose<'s> {
    Everybody,
    District(DistrictIx),
    Band(&'s Band),
    Group(usize),
}

/// The tests that are asked for, in the scenario's order.
pub(crate) fn parts(scenario: &Scenario, per: Per) -> Vec<Part<'_>> {
    match per {
        Per::Overall => vec![Part { id: "overall", whose: Whose::Everybody }],
        Per::District => {
            let districts = scenario.districts.iter().enumerate();
            districts.map(|(at, found)| Part { id: &found.id, whose: Whose::District(DistrictIx(at)) }).collect()
        }
        Per::Band => scenario.bands.iter().map(|band| Part { id: &band.id, whose: Whose::Band(band) }).collect(),
        Per::Group => {
            let groups = scenario.groups.iter().enumerate();
            groups.map(|(at, found)| Part { id: &found.id, whose: Whose::Group(at) }).collect()
        }
    }
}

impl Part<'_> {
    /// Does this area lie in it?
    pub(crate) fn has_area(&self, area: &Area) -> bool {
        match self.whose {
            Whose::Everybody | Whose::Group(_) => true,
            Whose::District(district) => area.district == district,
            Whose::Band(band) => is_in(area.deprivation, band),
        }
    }

    /// Does this site stand in it?
    pub(crate) fn has_site(&self, site: &Site) -> bool {
        match self.whose {
            Whose::Everybody => true,
            Whose::District(district) => site.district == district,
            Whose::Band(band) => is_in(site.deprivation, band),
            Whose::Group(_) => false,
        }
    }

    /// Are the people of this group spoken of?
    fn has_group(&self, group: usize) -> bool {
        match self.whose {
            Whose::Everybody | Whose::District(_) | Whose::Band(_) => true,
            Whose::Group(only) => only == group,
        }
    }

    /// Σ over its areas and groups.
    pub(crate) fn sum<T: Sum>(&self, scenario: &Scenario, of: impl Fn(usize, usize) -> T) -> T {
        let areas = scenario.areas.iter().enumerate().filter(|(_, area)| self.has_area(area));
        let groups = || (0..scenario.groups.len()).filter(|group| self.has_group(*group));
        areas.flat_map(|(area, _)| groups().map(move |group| (area, group))).map(|(area, group)| of(area, group)).sum()
    }

    /// N of those of its people who count.
    pub(crate) fn people(&self, scenario: &Scenario, counts: impl Fn(usize, usize) -> bool) -> u64 {
        self.sum(scenario, |area, group| if counts(area, group) { living(scenario, area, group) } else { 0 })
    }

    /// Where or who, for sentences: `overall`, `in west`, `among toddlers`.
    pub(crate) fn words(&self) -> String {
        match self.whose {
            Whose::Everybody => self.id.to_owned(),
            Whose::District(_) | Whose::Band(_) => format!("in {}", self.id),
            Whose::Group(_) => format!("among {}", self.id),
        }
    }
}

/// Does a decile belong to a band?
pub(crate) fn is_in(decile: Option<u8>, band: &Band) -> bool {
    decile.is_some_and(|decile| band.deciles.contains(&decile))
}

/// People of a group in an area.
pub(crate) fn living(scenario: &Scenario, area: usize, group: usize) -> u64 {
    scenario.areas[area].people.get(group).copied().map_or(0, u64::from)
}

/// Is this group part of the denominator?
pub(crate) fn is_of(service: &Service, of: Of, group: usize) -> bool {
    match of {
        Of::People => true,
        Of::Eligible => service.take_up.get(group).copied().flatten().is_some(),
    }
}

/// Those of a group in an area who would use a service if it were at the door: N · π.
pub(crate) fn potential(scenario: &Scenario, service: &Service, area: usize, group: usize) -> f64 {
    let take_up = service.take_up.get(group).copied().flatten();
    take_up.map_or(0.0, |take_up| living(scenario, area, group) as f64 * take_up.value())
}
