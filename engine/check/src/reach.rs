//! Who is reached: each person once per service, nobody beyond an offer's places.
//!
//! ```text
//! potential[a,g,k] = N[a,g] · π[k,g]
//! Σ_{o of k} r[a,g,o]                ≤ potential[a,g,k]
//! Σ_{a,g} δ[a,o] · r[a,g,o]          ≤ q[m] · x[o]
//! q[m] = places · occupancy · weeks · survival / visits
//! n[a,g,o] = e[m] · δ[a,o] · r[a,g,o]
//! r[a,g,o] = 0  unless o runs, π is given, δ > 0 and δ ≥ the scenario's least decay
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N | people | persons | area, by group |
//! | π | would use the service if it were at the door | share | service, by group |
//! | r | addressed | persons a year | `Plan::served` |
//! | δ | decay; 1 for an offer everywhere | share | `decay.rs` at `travel.rs` |
//! | q | served by one weekly session | persons a year | mode, visits of the service |
//! | x | sessions | a week | `Plan::offers` |
//! | e | what reaching a person this way counts | share | mode |
//! | n | reached | persons a year | |
//!
//! e is no part of the capacity row: a session online with 100 places serves 100, however little
//! each counts. Reach is never added up across services. Every row is kept by itself, with the
//! travel of those addressed, so that rules and goals can add up what they speak of. Source: the
//! model note, *Reach*.

use doorstep_scenario::{Host, Plan, Scenario, Served, Service, Way};

use crate::Code;
use crate::footprint::{Footprint, Running};
use crate::names::Names;
use crate::tolerance::within;
use crate::verdict::{Breaks, shown};
use crate::{decay, travel};

/// More than a `u32` of people can be, so no honest number is above it, and small enough that no
/// sum of rows overflows.
const MOST_PEOPLE: f64 = 1e10;

/// People of one group in one area who are addressed by one offer, as far as they could be.
pub(crate) struct Row {
    /// Which running offer.
    pub(crate) offer: usize,
    /// Which area.
    pub(crate) area: usize,
    /// Which group.
    pub(crate) group: usize,
    /// r.
    pub(crate) addressed: f64,
    /// n = e · δ · r.
    pub(crate) reached: f64,
    /// From the area to the offer's place; 0 where it is everywhere.
    pub(crate) travel: f64,
}

/// People reached.
pub(crate) struct Reach {
    /// By service.
    rows: Vec<Vec<Row>>,
    /// By running offer: Σ δ · r.
    pub(crate) attending: Vec<f64>,
}

/// A number for every area and group.
pub(crate) struct Table {
    groups: usize,
    numbers: Vec<f64>,
}

impl Table {
    /// All of them: every group of the first area, then of the second.
    pub(crate) fn into_numbers(self) -> Vec<f64> {
        self.numbers
    }

    /// The number of one group in one area.
    pub(crate) fn at(&self, area: usize, group: usize) -> f64 {
        self.numbers[area * self.groups + group]
    }
}

impl Reach {
    /// Reads who is served and tests it.
    pub(crate) fn of(
        scenario: &Scenario,
        plan: &Plan,
        names: &Names<'_>,
        footprint: &Footprint<'_>,
        breaks: &mut Breaks,
    ) -> Self {
        let in_order = breaks.add_unless_in_order("served", &plan.served, |one, next| key(one) <= key(next));
        let mut rows: Vec<&Served> = plan.served.iter().collect();
        if !in_order {
            // Sorted all the same, so that people and repetitions stand together below.
            rows.sort_by_key(|row| key(row));
        }
        let none = scenario.services.iter().map(|_| Vec::new()).collect();
        let reach = Self { rows: none, attending: vec![0.0; footprint.running.len()] };
        let mut reading = Reading { scenario, names, footprint, breaks, reach };
        for people in rows.chunk_by(|one, next| person(one) == person(next)) {
            reading.people(people);
        }
        reading.capacity();
        reading.reach
    }

    /// Who is addressed by a service, row by row.
    pub(crate) fn rows(&self, service: usize) -> &[Row] {
        &self.rows[service]
    }

    /// A sum over the rows of a service, by area and group.
    pub(crate) fn table(&self, scenario: &Scenario, service: usize, number: impl Fn(&Row) -> f64) -> Table {
        let groups = scenario.groups.len();
        let mut numbers = vec![0.0; groups * scenario.areas.len()];
        for row in &self.rows[service] {
            numbers[row.area * groups + row.group] += number(row);
        }
        Table { groups, numbers }
    }

    /// People reached through those running offers of a service that are marked.
    pub(crate) fn through(&self, scenario: &Scenario, service: usize, marks: &[bool]) -> Table {
        self.table(scenario, service, |row| if marks[row.offer] { row.reached } else { 0.0 })
    }

    /// People reached by a service in any way, anywhere.
    pub(crate) fn by_service(&self, service: usize) -> f64 {
        self.rows[service].iter().map(|row| row.reached).sum()
    }
}

/// From an area to where an offer runs, as given; 0 where it is everywhere, `None` where there is no
/// way.
pub(crate) fn given(scenario: &Scenario, area: usize, offer: &Running<'_>) -> Option<f64> {
    travel::given(scenario, area, offer.host, offer.mode.by.as_deref())
}

/// The same in the steps that limits are counted in.
pub(crate) fn way(scenario: &Scenario, area: usize, offer: &Running<'_>) -> Option<Way> {
    given(scenario, area, offer).and_then(|given| travel::steps(&scenario.travel, given))
}

/// δ of an offer at this distance.
pub(crate) fn delta(offer: &Running<'_>, way: Option<Way>) -> f64 {
    let shape = offer.mode.decay.as_ref().unwrap_or(&offer.service.decay);
    match (offer.host, way) {
        (Host::Everywhere, _) => 1.0,
        (_, Some(way)) => decay::at(shape, way),
        (_, None) => 0.0,
    }
}

/// Is anybody counted on to come at this δ?
pub(crate) fn comes(scenario: &Scenario, delta: f64) -> bool {
    delta > 0.0 && delta >= scenario.least_decay.value()
}

/// How many an offer can serve in a year: q · x.
pub(crate) fn places(offer: &Running<'_>) -> f64 {
    served_by_session(offer) * f64::from(offer.sessions.0) / 1000.0
}

struct Reading<'a, 'b> {
    scenario: &'a Scenario,
    names: &'b Names<'a>,
    footprint: &'b Footprint<'a>,
    breaks: &'b mut Breaks,
    reach: Reach,
}

impl Reading<'_, '_> {
    /// All rows of one group in one area for one service; never empty.
    fn people(&mut self, rows: &[&Served]) {
        let row = rows[0];
        let area = self.names.areas.get(row.area.as_str()).copied();
        let group = self.names.groups.get(row.group.as_str()).copied();
        let service = self.names.services.get(row.service.as_str()).copied();
        if area.is_none() {
            self.breaks.add(Code::UnknownArea, &row.area, || format!("there is no area `{}`", row.area));
        }
        if group.is_none() {
            self.breaks.add(Code::UnknownGroup, &row.group, || format!("there is no group `{}`", row.group));
        }
        if service.is_none() {
            self.breaks.add(Code::UnknownService, &row.service, || format!("there is no service `{}`", row.service));
        }
        self.repeated(rows);
        let (Some(area), Some(group), Some(service)) = (area, group, service) else { return };
        let take_up = self.scenario.services[service].take_up.get(group).copied().flatten();
        let mut addressed = 0.0;
        for row in rows {
            addressed += self.row(row, area, group, service);
        }
        let Some(take_up) = take_up else {
            self.breaks.add(Code::NotEligible, &row.area, || {
                let addressed = shown(addressed);
                format!("{addressed} of `{}` in {} by `{}`, which is not for them", row.group, row.area, row.service)
            });
            return;
        };
        let people = self.scenario.areas[area].people.get(group).copied().unwrap_or(0);
        let potential = f64::from(people) * take_up.value();
        if !within(addressed, potential) {
            self.breaks.add(Code::CountedTwice, &row.area, || {
                format!(
                    "{} of `{}` in {} addressed by `{}`; {} would use it ({people} people × {take_up})",
                    shown(addressed),
                    row.group,
                    row.area,
                    row.service,
                    shown(potential)
                )
            });
        }
    }

    fn repeated(&mut self, rows: &[&Served]) {
        for pair in rows.windows(2).filter(|pair| key(pair[0]) == key(pair[1])) {
            let row = pair[1];
            self.breaks.add(Code::ServedTwice, &row.area, || format!("{} is listed more than once", label(row)));
        }
    }

    /// Tests one row and counts it; returns the people it addresses.
    fn row(&mut self, row: &Served, area: usize, group: usize, service: usize) -> f64 {
        let addressed = row.addressed;
        if addressed.is_nan() || addressed.abs() > MOST_PEOPLE {
            self.breaks.add(Code::NotACount, &row.area, || format!("{addressed} people for {}", label(row)));
            return 0.0;
        }
        if addressed < 0.0 {
            self.breaks.add(Code::BelowZero, &row.area, || format!("{addressed} people for {}", label(row)));
            return 0.0;
        }
        let Some(&mode) = self.names.modes[service].get(row.mode.as_str()) else {
            self.breaks.add(Code::UnknownMode, &row.area, || {
                format!("service `{}` has no mode `{}`, said to serve {}", row.service, row.mode, row.area)
            });
            return addressed;
        };
        let Some(offer) = self.footprint.find(service, mode, &row.place) else {
            if self.names.is_place(&row.place) {
                self.breaks.add(Code::NotRunning, &row.area, || {
                    let addressed = shown(addressed);
                    format!("{addressed} people for {}, which does not run there", label(row))
                });
            } else {
                self.breaks.add(Code::UnknownPlace, &row.area, || {
                    format!("there is no place `{}`, said to serve {}", row.place, row.area)
                });
            }
            return addressed;
        };
        let running = &self.footprint.running[offer];
        let way = way(self.scenario, area, running);
        let delta = delta(running, way);
        if !comes(self.scenario, delta) {
            self.breaks.add(Code::TooFar, &row.area, || {
                let least = self.scenario.least_decay.value();
                let least = if least > 0.0 { shown(least) } else { "a millionth".to_owned() };
                let (addressed, share) = (shown(addressed), shown(delta));
                format!("{addressed} people for {}: at that distance {share} come, below {least}", label(row))
            });
            return addressed;
        }
        if self.scenario.services[service].take_up.get(group).copied().flatten().is_some() {
            self.reach.attending[offer] += delta * addressed;
            let reached = running.mode.equivalence.value() * delta * addressed;
            let travel = given(self.scenario, area, running).unwrap_or(0.0);
            self.reach.rows[service].push(Row { offer, area, group, addressed, reached, travel });
        }
        addressed
    }

    /// No offer serves more than its places.
    fn capacity(&mut self) {
        for (offer, attending) in self.footprint.running.iter().zip(&self.reach.attending) {
            let places = places(offer);
            if !within(*attending, places) {
                self.breaks.add(Code::OverCapacity, &offer.label, || {
                    let (attending, places) = (shown(*attending), shown(places));
                    format!(
                        "{attending} people a year come to {}; its {} sessions a week have room for {places}",
                        offer.label, offer.sessions
                    )
                });
            }
        }
    }
}

/// q: places taken at all sessions of a year, by the visits of one person.
fn served_by_session(offer: &Running<'_>) -> f64 {
    let Service { visits, .. } = offer.service;
    let mode = offer.mode;
    let held = f64::from(mode.weeks) * mode.survival.value();
    held * (f64::from(mode.places) * mode.occupancy.value()) / visits
}

fn person(row: &Served) -> (&str, &str, &str) {
    (&row.area, &row.group, &row.service)
}

fn key(row: &Served) -> (&str, &str, &str, &str, &str) {
    (&row.area, &row.group, &row.service, &row.mode, &row.place)
}

fn label(row: &Served) -> String {
    format!("`{}` in {} by {} / {} / {}", row.group, row.area, row.service, row.mode, row.place)
}
