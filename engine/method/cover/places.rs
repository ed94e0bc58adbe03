//! The people seen from the places, and the rows seen from the decisions.
//!
//! ```text
//! place o → { (c, position of o among the places of c) }      decision j → { (row i, a[i,j]) }
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | o, c | place and a cohort that can use it | – | `people.rs` |
//! | a[i,j] | coefficient of decision j in row i | – | `problem.rs` |
//!
//! Both are transposes, by counting. Source: none needed.

use super::people::People;
use crate::method::safe_bound::SparseRows;

/// Whom each place can serve: cohorts, and where the place stands in their lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    starts: Vec<usize>,
    cohort: Vec<u32>,
    at: Vec<u32>,
}

impl Places {
    /// Turns the lists of `people` round, for places numbered up to `places`.
    #[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² cohorts and pairs")]
    pub fn of(people: &People, places: usize) -> Places {
        let starts = starts(people.place.iter().map(|place| *place as usize), places);
        let (mut cohort, mut at) = (vec![0; people.place.len()], vec![0; people.place.len()]);
        let mut next = starts.clone();
        for of in 0..people.len() {
            for here in people.places(of) {
                let to = &mut next[people.place[here] as usize];
                (cohort[*to], at[*to]) = (of as u32, here as u32);
                *to += 1;
            }
        }
        Places { starts, cohort, at }
    }

    /// Cohorts that can use a place, and its position among all their places.
    pub fn cohorts(&self, place: usize) -> impl Iterator<Item = (usize, usize)> {
        let range = self.starts[place]..self.starts[place + 1];
        self.cohort[range.clone()].iter().zip(&self.at[range]).map(|(cohort, at)| (*cohort as usize, *at as usize))
    }

    /// How many cohorts can use a place.
    pub fn count(&self, place: usize) -> usize {
        self.starts[place + 1] - self.starts[place]
    }

    /// One of them.
    pub fn cohort(&self, place: usize, nth: usize) -> usize {
        self.cohort[self.starts[place] + nth] as usize
    }
}

/// The rows each decision stands in.
#[derive(Debug, Clone, Default)]
pub(super) struct ByColumn {
    starts: Vec<usize>,
    row: Vec<u32>,
    value: Vec<f64>,
}

impl ByColumn {
    /// Turns rows round.
    #[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² rows")]
    pub fn of(rows: &SparseRows, columns: usize) -> ByColumn {
        let starts = starts(rows.columns.iter().copied(), columns);
        let (mut row, mut value) = (vec![0; rows.columns.len()], vec![0.0; rows.columns.len()]);
        let mut next = starts.clone();
        for at in 0..rows.len() {
            for (column, each) in rows.terms(at) {
                (row[next[column]], value[next[column]]) = (at as u32, each);
                next[column] += 1;
            }
        }
        ByColumn { starts, row, value }
    }

    /// Rows of a decision and its coefficients there.
    pub fn rows(&self, column: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[column]..self.starts[column + 1];
        self.row[range.clone()].iter().map(|row| *row as usize).zip(self.value[range].iter().copied())
    }
}

/// Where the entries of each of `count` begin, once sorted by what they belong to.
fn starts(entries: impl Iterator<Item = usize>, count: usize) -> Vec<usize> {
    let mut starts = vec![0; count + 1];
    for entry in entries {
        starts[entry + 1] += 1;
    }
    for at in 0..count {
        starts[at + 1] += starts[at];
    }
    starts
}
