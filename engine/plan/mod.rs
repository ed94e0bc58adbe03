//! From columns to a [`Plan`]: decisions in people's words, with their canonical reach.

mod columns;

pub use columns::columns_of;

use crate::formulation::Formulation;
use crate::formulation::money::sessions_of;
use crate::instance::{Decisions, Instance};
use doorstep_scenario::{LevelIx, Offered, Plan, Served, Sessions};

/// Reads decisions off the columns of a whole-grain formulation.
pub fn interpret(formulation: &Formulation, columns: &[f64]) -> Decisions {
    let instance = &formulation.instance;
    let levels = instance.scenario.sites.iter().enumerate().map(|(at, site)| {
        let chosen = formulation
            .layout
            .levels(instance, at)
            .zip(&site.levels)
            .max_by(|a, b| columns[a.0].total_cmp(&columns[b.0]));
        chosen.map_or(LevelIx(0), |(_, level)| *level)
    });
    let sessions = instance.offers.iter().enumerate().map(|(at, offer)| {
        // An offer that does not run has no sessions, whatever hair the solver left there.
        let runs = columns[formulation.layout.runs(at)] > 0.5;
        if runs { sessions_of(columns[formulation.layout.sessions(at)], offer.step) } else { Sessions::ZERO }
    });
    Decisions { levels: levels.collect(), sessions: sessions.collect() }
}

/// Writes decisions and reach down by id. People are shared among the groups of a cohort by their
/// potential.
pub fn write_down(instance: &Instance, decisions: &Decisions, addressed: &[f64]) -> Plan {
    let scenario = &instance.scenario;
    let levels = scenario
        .sites
        .iter()
        .zip(&decisions.levels)
        .map(|(site, level)| (site.id.clone(), scenario.levels[level.0].id.clone()));
    let running = instance.offers.iter().zip(&decisions.sessions).filter(|(_, sessions)| **sessions > Sessions::ZERO);
    let mut offers: Vec<Offered> = running
        .map(|(offer, sessions)| Offered {
            service: scenario.services[offer.service.0].id.clone(),
            mode: offer.mode(scenario).id.clone(),
            place: offer.place(scenario).to_owned(),
            sessions: *sessions,
        })
        .collect();
    offers.sort();
    let mut served = Vec::new();
    for (arm, people) in instance.arms.iter().zip(addressed).filter(|(_, people)| **people > 0.0) {
        let cohort = &instance.cohorts[arm.cohort()];
        let offer = &instance.offers[arm.offer()];
        for (group, potential) in cohort.groups.iter().filter(|(_, potential)| *potential > 0.0) {
            served.push(Served {
                area: scenario.areas[cohort.area.0].id.clone(),
                group: scenario.groups[group.0].id.clone(),
                service: scenario.services[offer.service.0].id.clone(),
                mode: offer.mode(scenario).id.clone(),
                place: offer.place(scenario).to_owned(),
                addressed: people * potential / cohort.potential,
            });
        }
    }
    // Every area's groups stand together: the order of a table somebody looks an area up in.
    served.sort_by(|a, b| {
        (&a.area, &a.group, &a.service, &a.mode, &a.place).cmp(&(&b.area, &b.group, &b.service, &b.mode, &b.place))
    });
    Plan { levels: levels.collect(), offers, served }
}
