//! One service, one footprint, one year of arrivals.

use super::{Coming, Model};
use crate::instance::{Decisions, Instance};
use doorstep_scenario::{Host, ServiceIx, Sessions, Way};
use std::ops::Range;

/// Everybody who may use a service and everything of it that runs.
pub(super) struct Crowd {
    running: Vec<Running>,
    cohorts: Vec<Living>,
    /// By cohort, the best choice first.
    choices: Vec<Choice>,
}

/// An offer that runs.
struct Running {
    /// Places a year (q · x).
    places: f64,
    /// e.
    equivalence: f64,
    /// Cohorts that may choose it.
    cohorts: Vec<usize>,
}

/// The people of one area.
struct Living {
    potential: f64,
    choices: Range<usize>,
}

/// A running offer as one cohort sees it.
struct Choice {
    arm: usize,
    /// As a position in `running`.
    offer: usize,
    decay: f64,
    /// w.
    weight: f64,
}

/// A year, over.
pub(super) struct Arrived {
    /// By choice.
    pub attended: Vec<f64>,
    /// People.
    pub turned_away: f64,
}

/// At the door one in a hundred stays away all the same.
const DOOR: f64 = 0.99;
/// exp(utility) of an offer everywhere: that of a place from which half would come.
const EVERYWHERE: f64 = 1.0;

impl Crowd {
    pub fn of(instance: &Instance, service: ServiceIx, decisions: &Decisions) -> Crowd {
        let mut position = vec![None; instance.offers.len()];
        let mut running = Vec::new();
        for (at, (offer, sessions)) in instance.offers.iter().zip(&decisions.sessions).enumerate() {
            if offer.service == service && *sessions > Sessions::ZERO {
                position[at] = Some(running.len());
                let places = offer.served_by_session * sessions.per_week();
                running.push(Running { places, equivalence: offer.equivalence, cohorts: Vec::new() });
            }
        }
        let (mut cohorts, mut choices) = (Vec::new(), Vec::new());
        for (cohort, arms) in instance.cohorts_with_arms() {
            if cohort.service != service {
                continue;
            }
            let mut own: Vec<((bool, Way, usize), Choice)> = Vec::new();
            for (arm, of) in arms.map(|arm| (arm, &instance.arms[arm])) {
                let Some(offer) = position[of.offer()] else { continue };
                let everywhere = instance.offers[of.offer()].host == Host::Everywhere;
                let way = instance.journey_to_offer(cohort.area, of.offer()).map_or(Way(0), |journey| journey.way);
                let seen = of.decay.min(DOOR);
                let weight = if everywhere { EVERYWHERE } else { seen / (1.0 - seen) };
                own.push(((everywhere, way, of.offer()), Choice { arm, offer, decay: of.decay, weight }));
                running[offer].cohorts.push(cohorts.len());
            }
            own.sort_by_key(|(order, _)| *order);
            let start = choices.len();
            choices.extend(own.into_iter().map(|(_, choice)| choice));
            cohorts.push(Living { potential: cohort.potential, choices: start..choices.len() });
        }
        Crowd { running, cohorts, choices }
    }

    /// The parameter at which as many come as ever will, and one at which nobody does.
    pub fn extremes(&self, model: Model) -> (f64, f64) {
        const HUGE: f64 = 1e15;
        if model == Model::Nearest {
            let least = self.choices.iter().map(|choice| choice.decay).fold(1.0, f64::min);
            (1.0 / least, 1.0 / HUGE)
        } else {
            (1.0 / HUGE, HUGE)
        }
    }

    /// Lets a year of people come, each to what they choose among offers with room.
    pub fn arrive(&self, model: Model, parameter: f64) -> Arrived {
        let mut year = Year {
            crowd: self,
            share: |choices: &[Choice], open: &[bool], shares: &mut [f64]| match model {
                Model::Logit => logit(parameter, choices, open, shares),
                Model::Nearest | Model::Assigned => nearest(parameter, choices, open, shares),
            },
            open: vec![true; self.running.len()],
            inflow: vec![0.0; self.running.len()],
            shares: vec![0.0; self.choices.len()],
            fresh: Vec::new(),
            since: vec![0.0; self.cohorts.len()],
            wanted: vec![0.0; self.cohorts.len()],
            arrived: Arrived { attended: vec![0.0; self.choices.len()], turned_away: 0.0 },
        };
        year.run();
        year.arrived
    }

    /// What those who came count for: Σ e · people.
    pub fn counted(&self, arrived: &Arrived) -> f64 {
        let each = self.choices.iter().zip(&arrived.attended);
        each.map(|(choice, people)| self.running[choice.offer].equivalence * people).sum()
    }

    /// No more can be reached than places, or than people, count for.
    pub fn most(&self) -> f64 {
        let places: f64 = self.running.iter().map(|offer| offer.equivalence * offer.places).sum();
        let people = self.cohorts.iter().map(|cohort| {
            let each = self.choices[cohort.choices.clone()].iter().map(|choice| self.running[choice.offer].equivalence);
            cohort.potential * each.fold(0.0, f64::max)
        });
        places.min(people.sum())
    }

    pub fn by_arm(&self, attended: &[f64]) -> Vec<Coming> {
        self.choices.iter().zip(attended).map(|(choice, people)| Coming { arm: choice.arm, people: *people }).collect()
    }
}

/// The first with room takes all who come.
fn nearest(factor: f64, choices: &[Choice], open: &[bool], shares: &mut [f64]) {
    shares.fill(0.0);
    if let Some(at) = choices.iter().position(|choice| open[choice.offer]) {
        shares[at] = (factor * choices[at].decay).min(1.0);
    }
}

/// Everything with room takes its part, and so does staying at home.
fn logit(outside: f64, choices: &[Choice], open: &[bool], shares: &mut [f64]) {
    let with_room = |choice: &Choice| if open[choice.offer] { choice.weight } else { 0.0 };
    let all: f64 = outside + choices.iter().map(with_room).sum::<f64>();
    for (share, choice) in shares.iter_mut().zip(choices) {
        *share = with_room(choice) / all;
    }
}

struct Year<'c, F> {
    crowd: &'c Crowd,
    /// Writes the share of a cohort that goes to each of its choices.
    share: F,
    open: Vec<bool>,
    /// People a year who now come to each offer.
    inflow: Vec<f64>,
    /// By choice.
    shares: Vec<f64>,
    /// Room to work in.
    fresh: Vec<f64>,
    /// By cohort: since when its shares are what they are.
    since: Vec<f64>,
    /// By cohort: the share that comes while everything has room.
    wanted: Vec<f64>,
    arrived: Arrived,
}

impl<F: Fn(&[Choice], &[bool], &mut [f64])> Year<'_, F> {
    fn run(&mut self) {
        let mut room: Vec<f64> = self.crowd.running.iter().map(|offer| offer.places).collect();
        for cohort in 0..self.crowd.cohorts.len() {
            self.choose(cohort);
            let choices = self.crowd.cohorts[cohort].choices.clone();
            self.wanted[cohort] = self.shares[choices].iter().sum();
        }
        let mut now = 0.0;
        loop {
            let filling = (0..room.len()).filter(|at| self.open[*at] && self.inflow[*at] > 0.0);
            let next = filling.map(|at| (room[at] / self.inflow[at], at)).min_by(|a, b| a.0.total_cmp(&b.0));
            let Some((wait, full)) = next.filter(|(wait, _)| now + wait < 1.0) else { break };
            now += wait;
            for at in (0..room.len()).filter(|at| self.open[*at]) {
                room[at] = (room[at] - self.inflow[at] * wait).max(0.0);
            }
            self.open[full] = false;
            for cohort in &self.crowd.running[full].cohorts {
                self.settle(*cohort, now);
                self.choose(*cohort);
            }
        }
        for cohort in 0..self.crowd.cohorts.len() {
            self.settle(cohort, 1.0);
        }
    }

    /// Counts those who have come since the cohort last chose.
    fn settle(&mut self, cohort: usize, now: f64) {
        let Living { potential, choices } = &self.crowd.cohorts[cohort];
        let people = potential * (now - self.since[cohort]);
        let mut come = 0.0;
        for at in choices.clone() {
            self.arrived.attended[at] += people * self.shares[at];
            come += self.shares[at];
        }
        self.arrived.turned_away += people * (self.wanted[cohort] - come).max(0.0);
        self.since[cohort] = now;
    }

    /// Shares a cohort out among what has room. While an offer has room its shares only grow, so no
    /// inflow is ever what is left of a difference.
    fn choose(&mut self, cohort: usize) {
        let Living { potential, choices } = &self.crowd.cohorts[cohort];
        let own = &self.crowd.choices[choices.clone()];
        self.fresh.resize(own.len(), 0.0);
        (self.share)(own, &self.open, &mut self.fresh);
        for ((choice, share), before) in own.iter().zip(&self.fresh).zip(&mut self.shares[choices.clone()]) {
            if self.open[choice.offer] {
                self.inflow[choice.offer] += potential * (share - *before);
            }
            *before = *share;
        }
    }
}
