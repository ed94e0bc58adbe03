//! Scenarios of any size, drawn from a seed: what benches are run on, what tests can be sure of, and
//! what `generate` writes as a folder.
//!
//! A [`Scenario`] is made in memory, without text in between: a country of output areas takes a second.
//! Include it with `#[path = "../scenarios/generated/drawn/mod.rs"] mod drawn;` where there is a
//! `mod support` with `blank` and `rng` of `tests/support`, as in tests and benches there is.

#![allow(dead_code, reason = "every test binary, bench and example includes all of this and uses a part")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers drawn here are bounded by construction"
)]

pub mod arrays;
mod catalogue;
mod city;
pub mod england;
mod fade;
pub mod land;
mod median;
mod room;
mod sites;
pub mod write;

use crate::support::blank;
use crate::support::rng::Rng;
use doorstep_scenario::{
    Against, Basis, FinancialYear, Fund, FundIx, FundKind, Goal, GoalKind, Group, Line, Measured, Pence, Place,
    SavingKind, Scenario, Strength, Target, Travel,
};
pub use fade::Fade;
pub use land::Land;

/// What a scenario is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Hubs, centres, linked sites, venues, several ways to deliver each service: like the bundled city.
    City,
    /// Sites open or closed at a cost of their own, every service at every open site: a location problem.
    Sites,
    /// As many sites as areas, so many of them open, least travel in all: p-median.
    Median,
}

/// Is there room for everybody?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// Every offer, at its fewest sessions, has room for all who could come to it.
    Ample,
    /// There is not: places, rooms and borrowed sessions run out.
    Binding,
}

/// What to draw. Two that are equal give the same scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What it is like.
    pub shape: Shape,
    /// How many areas.
    pub areas: usize,
    /// How many sites.
    pub sites: usize,
    /// How many venues; only cities have any.
    pub venues: usize,
    /// How many services.
    pub services: usize,
    /// How many groups of people.
    pub groups: usize,
    /// How many sites may be open; only medians say so.
    pub open: usize,
    /// Is there room for everybody?
    pub capacity: Capacity,
    /// How use fades with the way.
    pub fade: Fade,
    /// How many sites there are within reach of an area, on average; not of cities, where people go as
    /// far as they do in the bundled one.
    pub near: usize,
    /// How many areas a district has, on average.
    pub per_district: usize,
    /// Every site costs the same, so that a budget is a number of sites.
    pub same_costs: bool,
    /// The seed.
    pub seed: u64,
}

impl Asked {
    /// One city: 640 areas, 61 sites, 200 venues, six services for three groups.
    pub fn city(capacity: Capacity, seed: u64) -> Asked {
        Asked {
            shape: Shape::City,
            areas: 640,
            sites: 61,
            venues: 200,
            services: 6,
            groups: 3,
            open: 0,
            capacity,
            fade: Fade::Smooth,
            near: 20,
            per_district: 110,
            same_costs: false,
            seed,
        }
    }

    /// One service at so many sites for so many areas.
    pub fn sites(areas: usize, sites: usize, capacity: Capacity, seed: u64) -> Asked {
        let shape = Shape::Sites;
        let fade = Fade::Bands;
        Asked { shape, areas, sites, venues: 0, services: 1, groups: 1, fade, ..Asked::city(capacity, seed) }
    }

    /// As many areas and sites as England has neighbourhoods and once had children's centres.
    pub fn national(capacity: Capacity, seed: u64) -> Asked {
        Asked::sites(33_755, 3_500, capacity, seed)
    }

    /// A country by output areas.
    pub fn output_areas(capacity: Capacity, seed: u64) -> Asked {
        Asked::sites(180_000, 10_000, capacity, seed)
    }

    /// So many sites of as many points.
    pub fn median(points: usize, open: usize, seed: u64) -> Asked {
        let shape = Shape::Median;
        Asked { shape, open, ..Asked::sites(points, points, Capacity::Ample, seed) }
    }

    /// One stream of numbers for each purpose: what one of them takes does not move the others.
    fn stream(&self, purpose: u64) -> Rng {
        Rng::new(self.seed, 0x6472_6177 + purpose)
    }

    fn headline(&self) -> String {
        let room = match (self.shape, self.capacity) {
            (Shape::Median, _) => format!("{} of the sites", self.open),
            (_, Capacity::Ample) => "room for everybody".to_owned(),
            (_, Capacity::Binding) => "too few places".to_owned(),
        };
        let venues = if self.venues > 0 { format!(", {} venues", self.venues) } else { String::new() };
        format!("Drawn: {} areas, {} sites{venues}, {room}, seed {}", self.areas, self.sites, self.seed)
    }
}

/// The scenario that is asked for, on land that is drawn too.
pub fn scenario(asked: &Asked) -> Scenario {
    if asked.shape == Shape::Median {
        return median::scenario(asked);
    }
    // A city is dense. A country has England's neighbourhoods, and at most its size, however finely it is
    // counted.
    let areas = asked.areas as f64;
    let square_metres = if asked.shape == Shape::City { 450_000.0 * areas } else { (3.9e6 * areas).min(1.3e11) };
    on(asked, &Land::drawn(asked, square_metres))
}

/// The scenario that is asked for, on given land. Medians have land of their own.
pub fn on(asked: &Asked, land: &Land) -> Scenario {
    let mut scenario =
        if asked.shape == Shape::City { city::scenario(asked, land) } else { sites::scenario(asked, land) };
    scenario.notes.extend(land.notes.iter().cloned());
    scenario
}

/// What all shapes share: people, and a General Fund with these lines, all of which count.
fn ground(asked: &Asked, land: &Land, lines: &[(&str, &str)]) -> Scenario {
    let mut s = blank::empty();
    s.name = asked.headline();
    "Nobody's".clone_into(&mut s.council);
    s.travel = Travel::StraightLine { detour: DETOUR };
    s.districts.clone_from(&land.districts);
    s.areas.clone_from(&land.areas);
    s.groups = (1..=asked.groups).map(|n| Group { id: format!("group-{n}"), name: format!("Group {n}") }).collect();
    s.groups.sort_by(|a, b| a.id.cmp(&b.id));
    s.funds = vec![Fund { id: "general".to_owned(), kind: FundKind::GeneralFund, terms: None }];
    let line = |(id, name): &(&str, &str)| Line {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        fund: FundIx(0),
        touchable: true,
        cashable: true,
        fixed: Pence::ZERO,
        income: false,
        backed_by: None,
    };
    s.lines = lines.iter().map(line).collect();
    s.notes.push("Drawn at random for tests of speed: no cost, take-up or capacity in it is anybody's.".to_owned());
    s
}

/// How much longer a way is than the straight line.
const DETOUR: f64 = 1.3;

/// Saves so much a year.
fn target(amount: Pence) -> Target {
    Target {
        id: "savings".to_owned(),
        amount,
        by: FinancialYear(2026),
        basis: Basis::AnnualLevel,
        measured: Measured::RunRate,
        against: Against::Base,
        counting: vec![SavingKind::CostReduction],
        strength: Strength::Hard,
        why: None,
        source: None,
        place: Place::file("drawn"),
    }
}

fn goal(kind: GoalKind, within: f64) -> Goal {
    Goal { kind, within: blank::share(within), place: Place::file("drawn") }
}

/// What has to go of so much money, in whole pounds, if 30 to 50 % of it stay.
fn cut(rng: &mut Rng, total: Pence) -> Pence {
    let goes = total.0 as f64 * (1.0 - rng.real(0.3, 0.5));
    Pence(goes as i64 / 100 * 100)
}
