//! Room for held goals while the solver searches: what it then rules out could not have counted.
//!
//! ```text
//! Σ w[j] x[j] ≥ V − ρ,     ρ = S · max_j |w[j]| · max { |a[i,k]| / |a[i,j]| : row i ∋ j, k },   S = 1e-6, then less
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | w, V | a held goal, least shortfall or one about people, and its side | points, people | `map.rs` |
//! | x[j] | columns of it that need not be whole | – | master |
//! | a[i,k] | coefficients of the rows they stand in | – | master |
//! | S | how far a whole column may be from whole before the solver minds, and a thousand times more | – | here |
//!
//! A goal is held at its best value less a hair. Then a shortfall may be at most that hair, a yes-or-no
//! column at least 1 less the hair over its coefficient, and a solver that takes 1e-9 for nothing puts
//! one in place of the other until it has proved that a plan in hand is none (HiGHS 1.15, issue 3258:
//! in presolve by aggregation, elsewhere by conflicts). With room for a millionth of each whole column
//! nothing is so small. A search with room has all plans there are, so its bound stands; a plan that
//! is one with room alone is none, and the room is narrowed until it is gone.
//!
//! Source: none needed (a relaxation).

use super::master::Master;
use super::problem::Covering;
use crate::method::safe_bound::SparseRows;
use doorstep_highs::Model;

/// Room for held rows.
pub(super) struct Room {
    /// Row and room.
    rows: Vec<(usize, f64)>,
    left: u32,
}

impl Room {
    /// As much as a millionth of a whole column needs.
    pub fn of(problem: &Covering, master: &Master) -> Room {
        /// The part of a whole column there is room for.
        const PART: f64 = 1e-6;
        /// How often it is narrowed at most: then it is less than a plan may miss a row by.
        const TIMES: u32 = 4;
        let held = problem.missing.into_iter().chain(master.held);
        let rows = held.map(|row| (row, PART * largest(&master.rows, row, &problem.whole).max(1.0)));
        Room { rows: rows.collect(), left: TIMES }
    }

    /// Lets held rows be missed by so much.
    pub fn give(&self, model: &mut Model) {
        for (row, room) in &self.rows {
            model.row_lower[*row] -= room;
        }
    }

    /// Less of it; `false` if there is none to take. Never none at all: what the solver says of a tight row
    /// is not to be believed.
    pub fn narrow(&mut self) -> bool {
        /// The part that stays.
        const STAYS: f64 = 1.0 / 32.0;
        if self.rows.is_empty() || self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.rows.iter_mut().for_each(|(_, room)| *room *= STAYS);
        true
    }
}

/// How much a row changes at most when another column of a row with one of its own changes by 1.
fn largest(rows: &SparseRows, of: usize, whole: &[bool]) -> f64 {
    let mut own = vec![0.0; rows.columns.iter().max().map_or(0, |last| last + 1)];
    for (column, each) in rows.terms(of) {
        if !whole.get(column).copied().unwrap_or(false) {
            own[column] = each.abs();
        }
    }
    let of_row = |row: usize| {
        let most = rows.terms(row).map(|(_, each)| each.abs()).fold(0.0, f64::max);
        let shares = rows.terms(row).filter(|(_, each)| *each != 0.0).map(|(column, each)| own[column] / each.abs());
        most * shares.fold(0.0, f64::max)
    };
    (0..rows.len()).filter(|row| *row != of).map(of_row).fold(0.0, f64::max)
}
