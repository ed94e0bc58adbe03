//! Floors on reach: what decisions can make of them at most, and what they are where people go.
//!
//! ```text
//! bound:   Σ_c N[c] · max_{o open} a[c,o] + s·d ≥ b          cut where that is missed, in closed form
//! plan:    Σ_c N[c] · a[c, o*(c)] + s·d ≥ b                   o*(c) = the open o of greatest v[c,o]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N[c] | people who would come | people | instance |
//! | a[c,o] | what one of them addressed at o adds; 0 where o does not count | share | row of the rule |
//! | v[c,o] | what one of them addressed at o reaches, by which goals send them | share | `flow.rs` |
//! | s·d, b | shortfall, and how many have to be reached | people | row of the rule |
//!
//! Need and services weigh all offers of a cohort alike, so o* is best for every goal about reach; and
//! where every mode counts, a is v times a share, so o* is best for the floor too. Where some modes do
//! not count, people may have to go elsewhere than a goal sends them to keep a floor. Such decisions are
//! never taken for a plan here: the bound stands, and whoever asked is told that they were met.
//!
//! Source: Benders 1962 (feasibility cuts), in the closed form of `cut.rs`.

use super::cut::cuts_at;
use super::gather::Offers;
use super::people::People;
use super::problem::between;
use super::split::split;
use crate::formulation::Row;
use crate::instance::Instance;
use std::collections::BTreeMap;

/// People in the order in which they take places for a goal.
#[derive(Debug, Clone, PartialEq, Default)]
struct Goes {
    /// Where the places of each cohort begin, and at last where they end.
    starts: Vec<usize>,
    /// Place, a column of the master; [`ALWAYS`] for what runs in any case.
    place: Vec<u32>,
    /// What one person there adds to the floor.
    adds: Vec<f64>,
    /// How many each cohort is.
    weight: Vec<f64>,
}

/// Stands for a place that is always open.
const ALWAYS: u32 = u32::MAX;

/// A floor on reach.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Floor {
    /// Whom it counts, by what each place adds beyond what is there in any case.
    people: People,
    goes: Goes,
    /// What is there in any case, where everybody goes where the floor is best served.
    base: f64,
    /// What decisions add by themselves.
    terms: Vec<(usize, f64)>,
    /// How many have to be reached.
    side: f64,
}

/// One way of one cohort: place, what a goal has of it, what the floor has.
struct Way {
    place: u32,
    value: f64,
    adds: f64,
}

impl Floor {
    /// The people of a rule's row. `first` is the column of the first arm's reach.
    #[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² columns")]
    pub(super) fn of(row: &Row, instance: &Instance, first: usize, offers: &Offers<'_>) -> Floor {
        let arms = first..first + instance.arms.len();
        let reached: Vec<(usize, f64)> = row
            .terms
            .iter()
            .filter(|(column, _)| arms.contains(column))
            .map(|(column, adds)| (column - first, *adds))
            .collect();
        let mut floor = Floor { goes: Goes { starts: vec![0], ..Goes::default() }, ..Floor::default() };
        let mut drafts = Vec::new();
        for own in reached.chunk_by(|a, b| instance.arms[a.0].cohort() == instance.arms[b.0].cohort()) {
            let cohort = instance.arms[own[0].0].cohort();
            let mut ways = Vec::new();
            for at in instance.arms_of_cohort(cohort) {
                let arm = &instance.arms[at];
                let adds = own.binary_search_by_key(&at, |(arm, _)| *arm).map_or(0.0, |found| own[found].1);
                let value = instance.reached_by(arm);
                let runs = &offers.runs[arm.offer()];
                if runs.constant >= 1.0 || runs.terms.iter().any(|(at, _)| offers.lower[*at] >= 1.0) {
                    ways.push(Way { place: ALWAYS, value, adds });
                } else {
                    let usable = runs.terms.iter().filter(|(at, _)| offers.upper[*at] > 0.0);
                    ways.extend(usable.map(|(at, _)| Way { place: *at as u32, value, adds }));
                }
            }
            let who = &instance.cohorts[cohort];
            let spot = instance.scenario.areas[who.area.0].position;
            floor.goes.push(who.potential, &mut ways);
            let always = ways.iter().filter(|way| way.place == ALWAYS).map(|way| way.adds).fold(0.0, f64::max);
            floor.base += who.potential * always;
            drafts.push(((0, spot.easting, spot.northing), who.potential, more_than(always, ways)));
        }
        let (order, clusters) = split(&drafts.iter().map(|(spot, _, _)| *spot).collect::<Vec<_>>());
        floor.people = People { starts: vec![0], clusters, ..People::default() };
        for at in order {
            let (_, weight, places) = &mut drafts[at];
            floor.people.push(*weight, false, places);
        }
        floor
    }

    /// With what decisions add by themselves, and how many have to be reached.
    pub(super) fn with(self, terms: Vec<(usize, f64)>, side: f64) -> Floor {
        Floor { terms, side, ..self }
    }

    fn own(&self, decisions: &[f64]) -> f64 {
        self.terms.iter().map(|(at, each)| each * decisions[*at]).sum()
    }

    /// Can decisions keep it, wherever people go?
    pub(super) fn may_hold(&self, decisions: &[f64]) -> bool {
        let most = self.base + self.people.value(decisions);
        between(most + self.own(decisions), self.side, f64::INFINITY, self.side.abs())
    }

    /// Do whole decisions keep it where people go for a goal?
    pub(super) fn holds(&self, decisions: &[f64]) -> bool {
        between(self.goes.sum(decisions) + self.own(decisions), self.side, f64::INFINITY, self.side.abs())
    }

    /// A row that every decision that can keep the floor keeps, tight at these: terms and least.
    pub(super) fn cut(&self, decisions: &[f64], upper: &[f64]) -> (Vec<(usize, f64)>, f64) {
        /// Coefficients up to this are taken at their most and put into the side.
        const SMALLEST: f64 = 1e-7;
        let all: Vec<usize> = (0..self.people.clusters.len()).collect();
        let mut terms: BTreeMap<usize, f64> = BTreeMap::new();
        let mut least = self.side - self.base;
        for (cut, _) in cuts_at(&self.people, &all, decisions) {
            least -= cut.constant;
            for (place, each) in cut.terms {
                *terms.entry(place).or_default() += each;
            }
        }
        for (at, each) in &self.terms {
            *terms.entry(*at).or_default() += each;
        }
        terms.retain(|at, each| {
            let small = each.abs() <= SMALLEST;
            if small {
                least -= each.abs() * upper[*at].abs();
            }
            !small
        });
        (terms.into_iter().collect(), least)
    }
}

/// Each place once, with the most it adds beyond what is there in any case.
fn more_than(always: f64, ways: Vec<Way>) -> Vec<(u32, f64)> {
    let more = ways.into_iter().filter(|way| way.place != ALWAYS && way.adds > always);
    let mut places: Vec<(u32, f64)> = more.map(|way| (way.place, way.adds - always)).collect();
    places.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    places.dedup_by_key(|(place, _)| *place);
    places
}

impl Goes {
    /// Adds a cohort, the best way for a goal first. Among equals the one that adds least to the floor
    /// stands first: whoever breaks the tie, no less is reached.
    fn push(&mut self, weight: f64, ways: &mut [Way]) {
        ways.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.adds.total_cmp(&b.adds)).then(a.place.cmp(&b.place)));
        for way in ways.iter().filter(|way| way.value > 0.0) {
            self.place.push(way.place);
            self.adds.push(way.adds);
            if way.place == ALWAYS {
                break;
            }
        }
        self.starts.push(self.place.len());
        self.weight.push(weight);
    }

    /// How many are reached by what counts.
    fn sum(&self, decisions: &[f64]) -> f64 {
        let open = |at: &usize| self.place[*at] == ALWAYS || decisions[self.place[*at] as usize] > 0.5;
        let of = |cohort: usize| {
            let first = (self.starts[cohort]..self.starts[cohort + 1]).find(open);
            self.weight[cohort] * first.map_or(0.0, |at| self.adds[at])
        };
        (0..self.weight.len()).map(of).sum()
    }
}
