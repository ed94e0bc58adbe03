//! Who is best addressed by what, once levels and sessions are fixed: a small linear programme.
//!
//! Rules about flows are its rows: a share of people reached, today's reach kept, users of every
//! offer, everybody addressed. An offer takes the groups of an area as they come, in proportion to
//! those who would use it; where no group is asked about, they are addressed each by itself, which
//! gives the same values.

use doorstep_scenario::{GoalKind, Of, Pence, Per, RuleKind, Scenario, Strength, Weight};

use super::facts::{self, Family, Offer};
use super::parts::{Part, parts};
use super::simplex::{Answer, Programme};

/// What is to be most, or held. Everything is turned so that more is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// Most weighted reach.
    Reach(Weight),
    /// Most weighted reach, services by themselves (of weight one).
    Plain(Weight),
    /// Most of the reach that the modes with these bits have in one part; or least of it.
    Counted(usize, u32, Part, bool),
    /// Most people at offers that come first.
    Leaning,
    /// Fewest points for soft rules missed.
    Missed,
    /// Least travel of everybody, valued at this much a kilometre, in pounds.
    Valued(Pence),
    /// Least travel of those addressed by a service, in person-metres.
    Travel(usize),
    /// Least mean travel in the area where it is longest, in metres.
    WorstTravel(usize),
    /// Least mean of exp(κ · km), κ in thousandths.
    KolmPollak(usize, u32),
    /// The highest lowest share of people reached by a service.
    Worst(usize, Of, Per),
}

impl Aim {
    /// The aim of a goal, if flows have a say in it.
    pub fn of(goal: GoalKind) -> Option<Self> {
        match goal {
            GoalKind::MostReach(weight) => Some(Aim::Reach(weight)),
            GoalKind::BestWorst { service, of, per } => Some(Aim::Worst(service.0, of, per)),
            GoalKind::LeastCost { travel } => travel.map(Aim::Valued),
            GoalKind::LeastTravel(service) => Some(Aim::Travel(service.0)),
            GoalKind::LeastWorstTravel(service) => Some(Aim::WorstTravel(service.0)),
            GoalKind::KolmPollak { service, aversion } => Some(Aim::KolmPollak(service.0, aversion)),
            GoalKind::MostAccess(_) | GoalKind::FewestChanges => None,
        }
    }
}

/// What of a flow a rule counts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Counts {
    /// Those reached.
    Reached,
    /// Those who come.
    Coming,
    /// Those addressed.
    Addressed,
}

/// One test of a rule about flows, or of each running offer.
struct Floor {
    service: usize,
    /// Modes as bits.
    modes: u32,
    /// Fewest sessions of an offer that counts.
    least: u32,
    part: Part,
    counts: Counts,
    /// Is every offer tested by itself?
    each: bool,
    people: f64,
    price: Option<f64>,
}

/// People of one area who are addressed by one offer.
struct Stream {
    /// Position among those running.
    at: usize,
    area: usize,
    /// By group: how many of one person in the stream.
    groups: Vec<f64>,
    delta: f64,
    travel: f64,
}

/// The part of a scenario that flows need.
pub struct Flows<'a> {
    scenario: &'a Scenario,
    relax: Option<Family>,
    floors: Vec<Floor>,
    /// Are the groups of an area addressed in proportion?
    together: bool,
}

/// An offer that runs.
pub type Running<'a> = (&'a Offer, u32);

fn bits(modes: &[doorstep_scenario::ModeIx]) -> u32 {
    modes.iter().map(|mode| 1 << mode.0).sum()
}

impl<'a> Flows<'a> {
    /// Reads the rules of a scenario.
    pub fn new(scenario: &'a Scenario, relax: Option<Family>) -> Self {
        let mut flows = Self { floors: Vec::new(), relax, ..Self::bare(scenario) };
        for (position, rule) in scenario.rules.iter().enumerate() {
            if relax == Some(Family::Rule(position)) {
                continue;
            }
            let price = match rule.strength {
                Strength::Hard => None,
                Strength::Soft { price } => Some(price),
            };
            flows.read(&rule.kind, price);
        }
        flows
    }

    /// A scenario without rules.
    fn bare(scenario: &'a Scenario) -> Self {
        let by_group = |kind: &RuleKind| {
            matches!(kind, RuleKind::ReachShare { per: Per::Group, .. } | RuleKind::KeepReach { per: Per::Group, .. })
        };
        let best_group = |kind: &GoalKind| matches!(kind, GoalKind::BestWorst { per: Per::Group, .. });
        let together = scenario.rules.iter().any(|rule| by_group(&rule.kind))
            || scenario.goals.iter().any(|goal| best_group(&goal.kind));
        Self { scenario, relax: None, floors: Vec::new(), together }
    }

    fn read(&mut self, kind: &RuleKind, price: Option<f64>) {
        let s = self.scenario;
        let (counts, each) = (Counts::Reached, false);
        match kind {
            RuleKind::ReachShare { counted, at_least, of, per } => {
                for part in parts(s, *per) {
                    let people = at_least.value() * part.people(s, counted.service.0, *of);
                    let (service, modes, least) = (counted.service.0, bits(&counted.modes), counted.least.0);
                    self.floors.push(Floor { service, modes, least, part, counts, each, people, price });
                }
            }
            RuleKind::KeepReach { service, modes, lose_at_most, per } => {
                let (service, modes, least) = (service.0, bits(modes), 0);
                for part in parts(s, *per) {
                    let today = today_by_ids(s, service, modes, part);
                    // A linear programme's dust is nobody: a floor of it would ask for an offer to run.
                    let people = if today > 1e-6 { (1.0 - lose_at_most.value()) * today } else { 0.0 };
                    self.floors.push(Floor { service, modes, least, part, counts, each, people, price });
                }
            }
            RuleKind::LeastUsers { service, modes, people } => self.floors.push(Floor {
                service: service.0,
                modes: bits(modes),
                least: 0,
                part: Part::All,
                counts: Counts::Coming,
                each: true,
                people: f64::from(*people),
                price,
            }),
            RuleKind::ServeEveryone { service } => {
                let everyone: f64 = (0..s.areas.len()).map(|area| self.would_use(service.0, area)).sum();
                self.floors.push(Floor {
                    service: service.0,
                    modes: u32::MAX,
                    least: 0,
                    part: Part::All,
                    counts: Counts::Addressed,
                    each,
                    // The rows of people leave no room above: rounding may not make it impossible.
                    people: everyone * (1.0 - 1e-10),
                    price,
                });
            }
            _ => {}
        }
    }

    /// Those of an area who would use a service at the door.
    fn would_use(&self, service: usize, area: usize) -> f64 {
        let take_up = self.scenario.services[service].take_up.iter().zip(&self.scenario.areas[area].people);
        take_up.map(|(share, n)| share.map_or(0.0, |share| f64::from(*n) * share.value())).sum()
    }

    /// Is any rule about flows soft?
    pub fn any_soft(&self) -> bool {
        self.floors.iter().any(|floor| floor.price.is_some())
    }

    /// The best value of `aim` over all services for which `mine` is true, among flows that keep
    /// the hard rules and every held value; nothing if there is none.
    pub fn best(
        &self,
        running: &[Running<'_>],
        mine: &dyn Fn(usize) -> bool,
        held: &[(Aim, f64)],
        aim: Option<Aim>,
    ) -> Option<f64> {
        let mut built = Built::new(self, running, mine, held.iter().map(|(aim, _)| *aim).chain(aim));
        for &(aim, at_least) in held {
            let row: Vec<f64> = built.weights(aim).into_iter().map(|weight| -weight).collect();
            // Brought to the size of the other rows: an infeasibility is measured in people.
            let size = row.iter().fold(0.0_f64, |size, each| size.max(each.abs()));
            let size = if size > 0.0 { size } else { 1.0 };
            built.rows.push((row.into_iter().map(|each| each / size).collect(), -at_least / size));
        }
        let objective = aim.map_or_else(|| vec![0.0; built.columns], |aim| built.weights(aim));
        match (Programme { objective, rows: built.rows }).solve() {
            Answer::Optimal(value, _) => Some(value),
            Answer::Infeasible => None,
            Answer::Unbounded => panic!("reach is bounded by people or by capacity"),
        }
    }
}

/// Reach of a service's modes (as bits) in a part by what runs today, without any rule: least and
/// most among the flows of most weighted reach. They differ only where several of those are equally
/// good.
pub fn today(scenario: &Scenario, service: usize, modes: u32, part: Part) -> (f64, f64) {
    today_leaning(scenario, service, modes, part, false)
}

/// The same where, among equally good flows, people lean on offers in the order of their ids.
fn today_by_ids(scenario: &Scenario, service: usize, modes: u32, part: Part) -> f64 {
    let (low, high) = today(scenario, service, modes, part);
    // Where nothing is left to lean, one linear programme less.
    if high - low <= 1e-7 * high.max(1.0) {
        return f64::midpoint(low, high);
    }
    let (low, high) = today_leaning(scenario, service, modes, part, true);
    f64::midpoint(low, high)
}

fn today_leaning(scenario: &Scenario, service: usize, modes: u32, part: Part, leaning: bool) -> (f64, f64) {
    let flows = Flows::bare(scenario);
    let offers = facts::offers(scenario, None);
    let running: Vec<Running<'_>> = offers
        .iter()
        .filter_map(|offer| {
            let is = |o: &&doorstep_scenario::BaselineOffer| {
                (o.service.0, o.mode.0, o.host) == (offer.service, offer.mode, offer.host)
            };
            scenario.baseline.iter().find(is).map(|o| (offer, o.sessions.0))
        })
        .filter(|(_, sessions)| *sessions > 0)
        .collect();
    let weight = scenario.goals.iter().find_map(|goal| match goal.kind {
        GoalKind::MostReach(weight) => Some(weight),
        _ => None,
    });
    let aim = Aim::Plain(weight.unwrap_or(Weight::Need));
    let best = |held: &[(Aim, f64)], aim| flows.best(&running, &|k| k == service, held, Some(aim)).unwrap();
    let most = best(&[], aim);
    let mut held = vec![(aim, most - 1e-10 * most.max(1.0))];
    if leaning {
        let lean = best(&held, Aim::Leaning);
        held.push((Aim::Leaning, lean - 1e-9 * lean.max(1.0)));
    }
    let end = |most| best(&held, Aim::Counted(service, modes, part, most));
    (-end(false), end(true))
}

/// The programme as it grows.
struct Built<'a> {
    flows: &'a Flows<'a>,
    running: &'a [Running<'a>],
    streams: Vec<Stream>,
    /// Tests, and of which running offer, where each is tested.
    tests: Vec<(&'a Floor, Option<usize>)>,
    /// Positions of the soft ones.
    soft: Vec<usize>,
    /// Aims that need a column of their own.
    own: Vec<Aim>,
    columns: usize,
    rows: Vec<(Vec<f64>, f64)>,
}

impl<'a> Built<'a> {
    fn new(
        flows: &'a Flows<'a>,
        running: &'a [Running<'a>],
        mine: &dyn Fn(usize) -> bool,
        aims: impl Iterator<Item = Aim>,
    ) -> Self {
        let streams = streams(flows, running, mine);
        let mut tests = Vec::new();
        for floor in flows.floors.iter().filter(|floor| floor.people > 0.0 && mine(floor.service)) {
            if floor.each {
                let own = running.iter().enumerate().filter(|(_, (offer, _))| counted(floor, offer, 1));
                tests.extend(own.map(|(at, _)| (floor, Some(at))));
            } else {
                tests.push((floor, None));
            }
        }
        let soft: Vec<usize> = (0..tests.len()).filter(|&test| tests[test].0.price.is_some()).collect();
        let mut own = Vec::new();
        for aim in aims.filter(|aim| matches!(aim, Aim::WorstTravel(_) | Aim::Worst(..))) {
            if !own.contains(&aim) {
                own.push(aim);
            }
        }
        // Columns: the streams; then the shortfalls of soft tests; then what aims need.
        let columns = streams.len() + soft.len() + own.len();
        let mut built = Self { flows, running, streams, tests, soft, own, columns, rows: Vec::new() };
        if flows.relax != Some(Family::People) {
            built.people();
        }
        if flows.relax != Some(Family::Capacity) {
            built.capacity(mine);
        }
        built.floors();
        for place in 0..built.own.len() {
            built.worst(place);
        }
        built
    }

    fn row(&self, weight: impl Fn(&Stream, &Offer) -> f64) -> Vec<f64> {
        let mut row: Vec<f64> = self.streams.iter().map(|stream| weight(stream, self.running[stream.at].0)).collect();
        row.resize(self.columns, 0.0);
        row
    }

    /// Each person once per service.
    fn people(&mut self) {
        for (service, what) in self.flows.scenario.services.iter().enumerate() {
            for (area, here) in self.flows.scenario.areas.iter().enumerate() {
                for (group, share) in what.take_up.iter().enumerate() {
                    let of = |stream: &Stream, offer: &Offer| {
                        if offer.service == service && stream.area == area { stream.groups[group] } else { 0.0 }
                    };
                    let row = self.row(of);
                    if let Some(share) = share.filter(|_| row.iter().any(|each| *each > 0.0)) {
                        self.rows.push((row, f64::from(here.people[group]) * share.value()));
                    }
                }
            }
        }
    }

    fn capacity(&mut self, mine: &dyn Fn(usize) -> bool) {
        for (at, (offer, sessions)) in self.running.iter().enumerate().filter(|(_, (offer, _))| mine(offer.service)) {
            let row = self.row(|stream, _| if stream.at == at { stream.delta } else { 0.0 });
            self.rows.push((row, offer.served * f64::from(*sessions) / 1000.0));
        }
    }

    fn floors(&mut self) {
        for test in 0..self.tests.len() {
            let (floor, only) = self.tests[test];
            let mut row = self.row(|stream, offer| {
                let here = floor.part.area(self.flows.scenario, stream.area) && only.is_none_or(|at| at == stream.at);
                if !here || !counted(floor, offer, self.running[stream.at].1) {
                    return 0.0;
                }
                match floor.counts {
                    Counts::Reached => -offer.equivalence * stream.delta * stream.of(floor.part),
                    Counts::Coming => -stream.delta,
                    Counts::Addressed => -1.0,
                }
            });
            if let Some(place) = self.soft.iter().position(|&soft| soft == test) {
                row[self.streams.len() + place] = -1.0;
            }
            self.rows.push((row, -floor.people));
        }
    }

    /// Rows of an aim about the worst part or area. Its column is in people or in kilometres.
    fn worst(&mut self, place: usize) {
        let scenario = self.flows.scenario;
        let column = self.streams.len() + self.soft.len() + place;
        match self.own[place] {
            Aim::Worst(service, of, per) => {
                let all = everybody(scenario);
                let mut any = false;
                for part in parts(scenario, per) {
                    let people = part.people(scenario, service, of);
                    if people > 0.0 {
                        let mut row =
                            self.row(|stream, offer| reached(service, u32::MAX, part, scenario, stream, offer));
                        for each in &mut row {
                            *each = -*each;
                        }
                        row[column] = people / all;
                        self.rows.push((row, 0.0));
                        any = true;
                    }
                }
                if !any {
                    let mut row = vec![0.0; self.columns];
                    row[column] = 1.0;
                    self.rows.push((row, 0.0));
                }
            }
            Aim::WorstTravel(service) => {
                for area in 0..scenario.areas.len() {
                    let people = self.flows.would_use(service, area);
                    if people > 0.0 {
                        let mut row = self.row(|stream, offer| {
                            let here = offer.service == service && stream.area == area;
                            if here { stream.travel / 1000.0 / people } else { 0.0 }
                        });
                        row[column] = -1.0;
                        self.rows.push((row, 0.0));
                    }
                }
            }
            _ => unreachable!("it has no column of its own"),
        }
    }

    /// What is to be most.
    fn weights(&self, aim: Aim) -> Vec<f64> {
        let scenario = self.flows.scenario;
        let need = |weight: Weight, area: usize| if weight == Weight::Need { scenario.areas[area].need } else { 1.0 };
        let only = |service: usize, offer: &Offer, weight: f64| if offer.service == service { weight } else { 0.0 };
        let column = || self.streams.len() + self.soft.len() + self.own.iter().position(|own| *own == aim).unwrap();
        match aim {
            Aim::Reach(weight) => self.row(|stream, offer| {
                scenario.services[offer.service].weight * need(weight, stream.area) * offer.equivalence * stream.delta
            }),
            Aim::Plain(weight) => {
                self.row(|stream, offer| need(weight, stream.area) * offer.equivalence * stream.delta)
            }
            Aim::Counted(service, modes, part, most) => {
                let sign = if most { 1.0 } else { -1.0 };
                self.row(|stream, offer| sign * reached(service, modes, part, scenario, stream, offer))
            }
            Aim::Leaning => {
                let count = self.running.len() as f64;
                self.row(|stream, _| 1.0 - stream.at as f64 / count)
            }
            Aim::Missed => {
                let mut row = vec![0.0; self.columns];
                for (place, &test) in self.soft.iter().enumerate() {
                    row[self.streams.len() + place] = -self.tests[test].0.price.unwrap();
                }
                row
            }
            Aim::Valued(rate) => self.row(|stream, _| -rate.0 as f64 / 100.0 * stream.travel / 1000.0),
            Aim::Travel(service) => self.row(|stream, offer| only(service, offer, -stream.travel)),
            Aim::KolmPollak(service, aversion) => {
                let people: f64 = (0..scenario.areas.len()).map(|area| self.flows.would_use(service, area)).sum();
                let people = if people > 0.0 { people } else { 1.0 };
                let of = |way: f64| (f64::from(aversion) / 1000.0 * way / 1000.0).exp();
                self.row(|stream, offer| only(service, offer, -of(stream.travel) / people))
            }
            Aim::WorstTravel(_) => {
                let mut row = vec![0.0; self.columns];
                row[column()] = -1000.0;
                row
            }
            Aim::Worst(..) => {
                let mut row = vec![0.0; self.columns];
                row[column()] = 1.0 / everybody(scenario);
                row
            }
        }
    }
}

impl Stream {
    /// How much of it is of a part's groups.
    fn of(&self, part: Part) -> f64 {
        (0..self.groups.len()).filter(|group| part.group(*group)).map(|group| self.groups[group]).sum()
    }
}

fn reached(service: usize, modes: u32, part: Part, scenario: &Scenario, stream: &Stream, offer: &Offer) -> f64 {
    if offer.service == service && modes >> offer.mode & 1 == 1 && part.area(scenario, stream.area) {
        offer.equivalence * stream.delta * stream.of(part)
    } else {
        0.0
    }
}

fn everybody(scenario: &Scenario) -> f64 {
    let people: u32 = scenario.areas.iter().flat_map(|area| &area.people).sum();
    f64::from(people.max(1))
}

fn counted(floor: &Floor, offer: &Offer, sessions: u32) -> bool {
    offer.service == floor.service && floor.modes >> offer.mode & 1 == 1 && (floor.each || sessions >= floor.least)
}

fn streams(flows: &Flows<'_>, running: &[Running<'_>], mine: &dyn Fn(usize) -> bool) -> Vec<Stream> {
    let scenario = flows.scenario;
    let mut streams = Vec::new();
    for (at, (offer, _)) in running.iter().enumerate().filter(|(_, (offer, _))| mine(offer.service)) {
        for (area, people) in scenario.areas.iter().map(|area| &area.people).enumerate() {
            let Some(delta) = offer.delta[area] else { continue };
            let travel = offer.travel[area];
            let take_up = &scenario.services[offer.service].take_up;
            let all = flows.would_use(offer.service, area);
            if flows.together && all > 0.0 {
                let of = |group: usize| take_up[group].map_or(0.0, |share| f64::from(people[group]) * share.value());
                let groups = (0..people.len()).map(|group| of(group) / all).collect();
                streams.push(Stream { at, area, groups, delta, travel });
            } else {
                for group in (0..people.len()).filter(|group| take_up[*group].is_some()) {
                    let groups = (0..people.len()).map(|g| f64::from(u8::from(g == group))).collect();
                    streams.push(Stream { at, area, groups, delta, travel });
                }
            }
        }
    }
    streams
}
