//! People carried together in the model.

use doorstep_scenario::{AreaIx, GroupIx, Scenario, ServiceIx};

/// The people of one area who may use one service.
///
/// Groups are carried together where nothing tells them apart. For a service, groups of an area
/// share every distance and the area's need weight, and no rule of this version speaks of a group;
/// a different take-up only changes how many of them there are, and that adds up. So one cohort
/// holds them all, and a plan shares what it reaches among them by their potential.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// Which service.
    pub service: ServiceIx,
    /// Where they live.
    pub area: AreaIx,
    /// The groups carried together, and how many of each would use the service at their door (Nπ).
    pub groups: Vec<(GroupIx, f64)>,
    /// All people in them (N).
    pub people: f64,
    /// Those who would use the service if it were at the door (Σ Nπ).
    pub potential: f64,
    /// Need weight of one of them (ω).
    pub need: f64,
}

/// All cohorts with anybody in them, sorted by service and area.
pub(super) fn all(scenario: &Scenario) -> Vec<Cohort> {
    let mut cohorts = Vec::new();
    for (service_at, service) in scenario.services.iter().enumerate() {
        for (area_at, area) in scenario.areas.iter().enumerate() {
            let mut people = 0.0;
            let mut groups = Vec::new();
            for (group, share) in service.take_up.iter().enumerate() {
                if let Some(share) = share {
                    let count = f64::from(area.people[group]);
                    people += count;
                    groups.push((GroupIx(group), count * share.value()));
                }
            }
            let potential: f64 = groups.iter().map(|(_, potential)| potential).sum();
            if potential > 0.0 {
                cohorts.push(Cohort {
                    service: ServiceIx(service_at),
                    area: AreaIx(area_at),
                    groups,
                    people,
                    potential,
                    need: area.need,
                });
            }
        }
    }
    cohorts
}
