//! Who is best addressed by what, once levels and sessions are fixed: a small linear programme.

use doorstep_scenario::{Of, Per, RuleKind, Scenario, Strength, Weight};

use super::facts::{Family, Offer};
use super::simplex::{Answer, Programme};

/// What is to be most or least, or held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// Most weighted reach.
    Reach(Weight),
    /// Fewest points for soft floors missed.
    Missed,
}

/// One test of a rule about reach.
struct Floor {
    service: usize,
    modes: Vec<usize>,
    district: Option<usize>,
    people: f64,
    price: Option<f64>,
}

/// The part of a scenario that flows need.
pub struct Flows<'a> {
    scenario: &'a Scenario,
    relax: Option<Family>,
    floors: Vec<Floor>,
}

/// An offer that runs.
pub type Running<'a> = (&'a Offer, u32);

impl<'a> Flows<'a> {
    /// Reads the floors of a scenario.
    pub fn new(scenario: &'a Scenario, relax: Option<Family>) -> Self {
        let mut floors = Vec::new();
        for (position, rule) in scenario.rules.iter().enumerate() {
            let RuleKind::ReachShare { service, modes, at_least, of, per } = &rule.kind else {
                continue;
            };
            if relax == Some(Family::Rule(position)) {
                continue;
            }
            let districts: Vec<Option<usize>> = match per {
                Per::Overall => vec![None],
                Per::District => (0..scenario.districts.len()).map(Some).collect(),
            };
            for district in districts {
                let mut people = 0.0;
                for area in scenario.areas.iter().filter(|area| district.is_none_or(|d| area.district.0 == d)) {
                    for (group, &n) in area.people.iter().enumerate() {
                        if *of == Of::People || scenario.services[service.0].take_up[group].is_some() {
                            people += f64::from(n);
                        }
                    }
                }
                floors.push(Floor {
                    service: service.0,
                    modes: modes.iter().map(|mode| mode.0).collect(),
                    district,
                    people: at_least.value() * people,
                    price: match rule.strength {
                        Strength::Hard => None,
                        Strength::Soft { price } => Some(price),
                    },
                });
            }
        }
        Self { scenario, relax, floors }
    }

    /// Is any floor soft?
    pub fn any_soft(&self) -> bool {
        self.floors.iter().any(|floor| floor.price.is_some())
    }

    /// The best value of `aim` over all services for which `mine` is true, among flows that keep
    /// the hard floors and every held value; nothing if there is none. Missed points are negative,
    /// so that more is better for every aim.
    pub fn best(
        &self,
        running: &[Running<'_>],
        mine: &dyn Fn(usize) -> bool,
        held: &[(Aim, f64)],
        aim: Option<Aim>,
    ) -> Option<f64> {
        let scenario = self.scenario;
        // Columns: people addressed by area, group and offer; then the shortfalls of soft floors.
        let mut flows = Vec::new();
        for (at, (offer, _)) in running.iter().enumerate().filter(|(_, (offer, _))| mine(offer.service)) {
            for (area, people) in scenario.areas.iter().map(|area| &area.people).enumerate() {
                let Some(delta) = offer.delta[area] else { continue };
                for group in 0..people.len() {
                    if scenario.services[offer.service].take_up[group].is_some() {
                        flows.push((at, area, group, delta));
                    }
                }
            }
        }
        let floors: Vec<&Floor> =
            self.floors.iter().filter(|floor| floor.people > 0.0 && mine(floor.service)).collect();
        let soft: Vec<usize> = (0..floors.len()).filter(|&floor| floors[floor].price.is_some()).collect();
        let columns = flows.len() + soft.len();
        let mut rows = Vec::new();
        if self.relax != Some(Family::People) {
            self.people(running, &flows, columns, &mut rows);
        }
        if self.relax != Some(Family::Capacity) {
            for (at, (offer, sessions)) in running.iter().enumerate().filter(|(_, (offer, _))| mine(offer.service)) {
                let mut row = vec![0.0; columns];
                for (column, flow) in flows.iter().enumerate().filter(|(_, flow)| flow.0 == at) {
                    row[column] = flow.3;
                }
                rows.push((row, offer.served * f64::from(*sessions) / 1000.0));
            }
        }
        for (position, floor) in floors.iter().enumerate() {
            let mut row = vec![0.0; columns];
            for (column, &(at, area, _, delta)) in flows.iter().enumerate() {
                let offer = running[at].0;
                let here = floor.district.is_none_or(|d| scenario.areas[area].district.0 == d);
                if offer.service == floor.service && floor.modes.contains(&offer.mode) && here {
                    row[column] = -offer.equivalence * delta;
                }
            }
            if let Some(place) = soft.iter().position(|&floor| floor == position) {
                row[flows.len() + place] = -1.0;
            }
            rows.push((row, -floor.people));
        }
        let weights = |aim: Aim| -> Vec<f64> {
            let mut row = vec![0.0; columns];
            match aim {
                Aim::Missed => {
                    for (place, &floor) in soft.iter().enumerate() {
                        row[flows.len() + place] = -floors[floor].price.unwrap();
                    }
                }
                Aim::Reach(weight) => {
                    for (column, &(at, area, _, delta)) in flows.iter().enumerate() {
                        let offer = running[at].0;
                        let need = if weight == Weight::Need { scenario.areas[area].need } else { 1.0 };
                        row[column] = scenario.services[offer.service].weight * need * offer.equivalence * delta;
                    }
                }
            }
            row
        };
        for &(aim, at_least) in held {
            rows.push((weights(aim).into_iter().map(|w| -w).collect(), -at_least));
        }
        let objective = aim.map_or_else(|| vec![0.0; columns], weights);
        match (Programme { objective, rows }).solve() {
            Answer::Optimal(value, _) => Some(value),
            Answer::Infeasible => None,
            Answer::Unbounded => panic!("reach is bounded by people or by capacity"),
        }
    }

    /// Each person once per service.
    fn people(
        &self,
        running: &[Running<'_>],
        flows: &[(usize, usize, usize, f64)],
        columns: usize,
        rows: &mut Vec<(Vec<f64>, f64)>,
    ) {
        for (service, what) in self.scenario.services.iter().enumerate() {
            for (area, here) in self.scenario.areas.iter().enumerate() {
                for (group, share) in what.take_up.iter().enumerate() {
                    let mut row = vec![0.0; columns];
                    for (column, flow) in flows.iter().enumerate() {
                        if running[flow.0].0.service == service && (flow.1, flow.2) == (area, group) {
                            row[column] = 1.0;
                        }
                    }
                    if let Some(share) = share.filter(|_| row.contains(&1.0)) {
                        rows.push((row, f64::from(here.people[group]) * share.value()));
                    }
                }
            }
        }
    }
}
