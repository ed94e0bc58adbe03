//! Who is reached, by service: in all, by district, by deprivation and by area.
//!
//! Reach is counted once for each service and never added up over services as people.

use crate::instance::Instance;

/// People of a part of the council, and those of them reached.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reached {
    /// Everybody in a group the service is for (N).
    pub eligible: f64,
    /// Those who would use it if it were at the door (Nπ).
    pub potential: f64,
    /// Those reached (n = e · δ · r).
    pub reached: f64,
}

impl Reached {
    /// The share of the eligible who are reached; `None` where nobody is eligible.
    pub fn share(&self) -> Option<f64> {
        (self.eligible > 0.0).then(|| self.reached / self.eligible)
    }

    fn add(&mut self, other: Reached) {
        self.eligible += other.eligible;
        self.potential += other.potential;
        self.reached += other.reached;
    }
}

/// The reach of one service.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceReach {
    /// The whole council.
    pub all: Reached,
    /// Each district.
    pub by_district: Vec<Reached>,
    /// By deprivation decile, 1 (most deprived) to 10, at positions 1 to 10; position 0 holds areas
    /// without one.
    pub by_decile: Vec<Reached>,
    /// Each area.
    pub by_area: Vec<Reached>,
    /// Reached of every group in every area: all groups of the first area, then of the second. Those of
    /// an area share what is reached there in proportion to who would come (N · π).
    pub by_area_and_group: Vec<f64>,
    /// Reached through each mode.
    pub by_mode: Vec<f64>,
}

pub(super) fn of(instance: &Instance, addressed: &[f64]) -> Vec<ServiceReach> {
    let scenario = &instance.scenario;
    let mut all: Vec<ServiceReach> = scenario
        .services
        .iter()
        .map(|service| ServiceReach {
            all: Reached::default(),
            by_district: vec![Reached::default(); scenario.districts.len()],
            by_decile: vec![Reached::default(); 11],
            by_area: vec![Reached::default(); scenario.areas.len()],
            by_area_and_group: vec![0.0; scenario.areas.len() * scenario.groups.len()],
            by_mode: vec![0.0; service.modes.len()],
        })
        .collect();
    for (service, found) in scenario.services.iter().zip(&mut all) {
        for (area, reached) in scenario.areas.iter().zip(&mut found.by_area) {
            for (people, share) in area.people.iter().zip(&service.take_up) {
                if let Some(share) = share {
                    reached.eligible += f64::from(*people);
                    reached.potential += f64::from(*people) * share.value();
                }
            }
        }
    }
    for (arm, people) in instance.arms.iter().zip(addressed) {
        let cohort = &instance.cohorts[arm.cohort()];
        let found = &mut all[cohort.service.0];
        let reached = people * instance.reached_by(arm);
        found.by_area[cohort.area.0].reached += reached;
        found.by_mode[instance.offers[arm.offer()].mode.0] += reached;
    }
    for cohort in &instance.cohorts {
        let found = &mut all[cohort.service.0];
        let reached = found.by_area[cohort.area.0].reached;
        for (group, potential) in &cohort.groups {
            let at = cohort.area.0 * scenario.groups.len() + group.0;
            found.by_area_and_group[at] = reached * potential / cohort.potential;
        }
    }
    for found in &mut all {
        for (area, reached) in scenario.areas.iter().zip(&found.by_area) {
            found.all.add(*reached);
            found.by_district[area.district.0].add(*reached);
            found.by_decile[usize::from(area.deprivation.unwrap_or(0))].add(*reached);
        }
    }
    all
}
