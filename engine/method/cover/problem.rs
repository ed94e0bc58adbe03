//! A covering problem on plain arrays: decisions, rows about decisions alone, and people.
//!
//! ```text
//! max  c·d + f · Σ_j F[j](d)     A d between its sides,   Σ_j F[j](d) + h·d ≥ H,   every one of `everyone` served,
//!                                floors on reach kept
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d | decisions; places are some of them | – | decided |
//! | c, A | what decisions cost and have to keep | – | formulation, without what people add |
//! | F[j] | what cluster j is worth | – | `people.rs` |
//! | f | 1 if the aim is about people, else 0 | – | aim |
//! | h, H | an earlier goal about people, held | – | change |
//!
//! Source: Benders 1962, with the people's part solved in closed form.

use super::floor::Floor;
use super::people::People;
use crate::method::safe_bound::SparseRows;

/// An earlier goal about people that has to be kept: `Σ_j F[j](d) + terms ≥ side`.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// What decisions add to it.
    pub terms: Vec<(usize, f64)>,
    /// What it has to be at least.
    pub side: f64,
}

/// A covering problem; always a maximum.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Covering {
    /// The people.
    pub people: People,
    /// Least value of each decision.
    pub lower: Vec<f64>,
    /// Greatest value; finite.
    pub upper: Vec<f64>,
    /// Must it be whole?
    pub whole: Vec<bool>,
    /// Rows about decisions.
    pub rows: SparseRows,
    /// The one of them that holds the least shortfall.
    pub missing: Option<usize>,
    /// What a unit of each decision adds.
    pub cost: Vec<f64>,
    /// Does what people gain count in the aim?
    pub counts: bool,
    /// An earlier goal about people.
    pub held: Option<Held>,
    /// Floors on reach.
    pub floors: Vec<Floor>,
}

/// A row is kept if it is missed by no more than this, as everywhere in this layer: a tenth of a penny.
const NEAR: f64 = 1e-6;

/// The least shortfall may be missed by no more than this part of it.
const HAIR: f64 = 2e-9;

/// Is it 1, to the last digit?
pub(super) fn is_one(value: f64) -> bool {
    (value - 1.0).abs() == 0.0
}

/// Is a sum between two sides, but for rounding in proportion to its size?
pub(super) fn between(sum: f64, lower: f64, upper: f64, size: f64) -> bool {
    let slack = NEAR + 1e-11 * size;
    sum >= lower - slack && sum <= upper + slack
}

impl Covering {
    /// How many decisions there are.
    pub fn decisions(&self) -> usize {
        self.lower.len()
    }

    /// Do people matter, beyond having to be served?
    pub fn flows(&self) -> bool {
        self.counts || self.held.is_some()
    }

    /// The aim at decisions, whether or not they keep everything.
    pub fn value(&self, decisions: &[f64]) -> f64 {
        let own: f64 = self.cost.iter().zip(decisions).map(|(each, decision)| each * decision).sum();
        if self.counts { own + self.people.value(decisions) } else { own }
    }

    /// Do decisions keep every bound and row, the held goal, and is everybody served who has to be?
    pub fn keeps(&self, decisions: &[f64]) -> bool {
        self.keeps_rows(decisions) && self.keeps_people(decisions)
    }

    pub(super) fn keeps_rows(&self, decisions: &[f64]) -> bool {
        let whole = |at: usize| !self.whole[at] || (decisions[at] - decisions[at].round()).abs() <= NEAR;
        let bounds = (0..decisions.len()).all(|at| {
            let size = self.upper[at].abs().max(self.lower[at].abs());
            between(decisions[at], self.lower[at], self.upper[at], size) && whole(at)
        });
        bounds
            && (0..self.rows.len()).all(|row| {
                let (mut sum, mut size) = (0.0, 0.0);
                for (column, value) in self.rows.terms(row) {
                    let part = value * decisions[column];
                    sum += part;
                    size += f64::abs(part);
                }
                let (lower, upper) = (self.rows.lower[row], self.rows.upper[row]);
                // What is held was given its hair already, and a unit of the row may be a hundred points.
                let held = self.missing != Some(row) || sum >= lower - HAIR * size.max(1.0);
                held && between(sum, lower, upper, size)
            })
    }

    fn keeps_people(&self, decisions: &[f64]) -> bool {
        let held = self.held.as_ref().is_none_or(|held| {
            let own: f64 = held.terms.iter().map(|(at, each)| each * decisions[*at]).sum();
            between(own + self.people.value(decisions), held.side, f64::INFINITY, held.side.abs())
        });
        held && self.people.unserved(decisions).next().is_none()
            && self.floors.iter().all(|floor| floor.holds(decisions))
    }

    /// Would decisions be a plan if people went where floors on reach need them?
    pub(super) fn astray(&self, decisions: &[f64]) -> bool {
        self.floors.iter().any(|floor| !floor.holds(decisions))
            && self.floors.iter().all(|floor| floor.may_hold(decisions))
    }

    /// Is every value the aim can take at whole decisions a whole number? Then a bound may be rounded.
    pub(super) fn whole_values(&self) -> bool {
        let whole = |value: f64| value.fract() == 0.0 && value.abs() < 1e12;
        let own = (0..self.decisions()).all(|at| self.cost[at] == 0.0 || (self.whole[at] && whole(self.cost[at])));
        own && (!self.counts
            || (0..self.people.len()).all(|cohort| {
                let weight = self.people.weight[cohort];
                self.people.places(cohort).all(|at| whole(weight * self.people.value[at]))
            }))
    }
}
