//! The parts of a council: every way in which its people can be told apart, and what each part has.
//!
//! | by | parts | s: who belongs to it |
//! |---|---|---|
//! | all | one | everybody |
//! | area, district | each | who lives there |
//! | deprivation fifth | 1 (most deprived) to 5: deciles 1 and 2, 3 and 4, … | who lives in an area of these deciles |
//! | band | each band of the scenario, `no band` | the same by its deciles |
//! | group | each | its people, everywhere |
//! | a characteristic | yes, no | that share of each area's people, and the rest |
//!
//! Areas without a decile, or without a share, are a part of their own, `not assessed`: nothing is taken
//! for 0. So the parts of each row of the table add up to the whole, whatever is missing.
//!
//! Shares of an area's people are taken to hold for each of its groups and for those reached: the data of
//! an area cannot say more. Source: deciles are those of the areas table, so fifths are of the country
//! where its deciles are, and need not hold a fifth of the council's people each.

use super::{Standing, eligible};
use crate::instance::Instance;
use doorstep_scenario::{Area, AreaIx, Scenario, ServiceIx};

/// What a part is called whose data is missing.
pub const NOT_ASSESSED: &str = "not assessed";

/// One way to tell people apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// By what.
    pub by: String,
    /// The names of its parts.
    pub parts: Vec<String>,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    All,
    Area,
    District,
    Fifth,
    /// Which band each decile is in; position 0 is no decile's.
    Band([usize; 11]),
    Group,
    Characteristic(usize),
}

/// What a part has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Everybody in a group the service is for.
    pub eligible: f64,
    /// Those reached.
    pub reached: f64,
    /// Of the eligible those to whom it is near, by limit.
    pub near: Vec<f64>,
    /// Of the eligible those with a way to a place where it runs.
    pub with_way: f64,
    /// Their ways to the nearest, added up.
    pub ways: f64,
}

impl Figures {
    /// The share of the eligible who are reached; `None` where nobody is eligible.
    pub fn share(&self) -> Option<f64> {
        (self.eligible > 0.0).then(|| self.reached / self.eligible)
    }

    /// The mean way to the nearest place where it runs; `None` where nobody has one.
    pub fn mean_way(&self) -> Option<f64> {
        (self.with_way > 0.0).then(|| self.ways / self.with_way)
    }
}

/// Every way in which the people of a scenario can be told apart, the whole first and areas last.
pub fn partitions(scenario: &Scenario) -> Vec<Partition> {
    let named = |by: &str, parts: Vec<String>, kind: Kind| Partition { by: by.to_owned(), parts, kind };
    let unknown = || NOT_ASSESSED.to_owned();
    let mut all = vec![named("all", vec![String::new()], Kind::All)];
    all.push(named("district", scenario.districts.iter().map(|found| found.id.clone()).collect(), Kind::District));
    let fifths = (1..=5).map(|fifth| fifth.to_string()).chain([unknown()]);
    all.push(named("deprivation fifth", fifths.collect(), Kind::Fifth));
    if !scenario.bands.is_empty() {
        let names = scenario.bands.iter().map(|band| band.id.clone()).chain(["no band".to_owned(), unknown()]);
        let mut of = [scenario.bands.len(); 11];
        of[0] = scenario.bands.len() + 1;
        for (at, band) in scenario.bands.iter().enumerate() {
            for decile in &band.deciles {
                of[usize::from(*decile)] = at;
            }
        }
        all.push(named("band", names.collect(), Kind::Band(of)));
    }
    all.push(named("group", scenario.groups.iter().map(|group| group.id.clone()).collect(), Kind::Group));
    for (at, characteristic) in scenario.characteristics.iter().enumerate() {
        let parts = vec!["yes".to_owned(), "no".to_owned(), unknown()];
        all.push(named(&characteristic.id, parts, Kind::Characteristic(at)));
    }
    all.push(named("area", scenario.areas.iter().map(|area| area.id.clone()).collect(), Kind::Area));
    all
}

impl Partition {
    /// Has every area a part of its own?
    pub fn is_by_area(&self) -> bool {
        self.kind == Kind::Area
    }

    /// Are its parts made of whole areas?
    pub fn is_of_areas(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Characteristic(_))
    }

    /// The parts that people of a group in an area belong to, and which share of them does. The shares
    /// add up to 1.
    pub fn shares(&self, at: AreaIx, area: &Area, group: usize) -> [(usize, f64); 2] {
        let decile = usize::from(area.deprivation.unwrap_or(0));
        let only = |part: usize| [(part, 1.0), (part, 0.0)];
        match self.kind {
            Kind::All => only(0),
            Kind::Area => only(at.0),
            Kind::District => only(area.district.0),
            Kind::Fifth => only(if decile == 0 { 5 } else { (decile - 1) / 2 }),
            Kind::Band(of) => only(of[decile]),
            Kind::Group => only(group),
            Kind::Characteristic(which) => match area.shares.get(which).copied().flatten() {
                Some(share) => [(0, share.value()), (1, 1.0 - share.value())],
                None => only(2),
            },
        }
    }
}

/// What each part has of a service under an option.
pub fn figures(instance: &Instance, standing: &Standing, service: ServiceIx, partition: &Partition) -> Vec<Figures> {
    let here = &standing.services[service.0];
    let none = Figures { near: vec![0.0; here.near.len()], ..Figures::default() };
    let mut found = vec![none; partition.parts.len()];
    let groups = instance.scenario.groups.len();
    for (at, area) in instance.scenario.areas.iter().enumerate() {
        let way = here.nearest[at].any.map(|nearest| nearest.journey.given);
        for group in 0..groups {
            let Some(people) = eligible(instance, service, AreaIx(at), group) else { continue };
            for (part, share) in partition.shares(AreaIx(at), area, group) {
                if share <= 0.0 {
                    continue;
                }
                let part = &mut found[part];
                part.eligible += share * people;
                part.reached += share * here.reached[at * groups + group];
                for (sum, near) in part.near.iter_mut().zip(&here.near) {
                    *sum += if near[at] { share * people } else { 0.0 };
                }
                if let Some(way) = way {
                    part.with_way += share * people;
                    part.ways += share * people * way;
                }
            }
        }
    }
    found
}
