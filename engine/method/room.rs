//! Room for held goals while the solver searches: what it then rules out could not have counted.
//!
//! ```text
//! Σ w[j] x[j] ≥ V − ρ,     ρ = S · max_j |w[j]| · max { |a[i,k]| / |a[i,j]| : row i ∋ j, k },   S = 1e-6, then less
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | w, V | a held goal or the least shortfall, and its side | its unit, scaled | `assembled.rs`, `cover/map.rs` |
//! | x[j] | columns of it that need not be whole | – | model |
//! | a[i,k] | coefficients of the rows they stand in | – | model |
//! | S | how far a whole column may be from whole before the solver minds, and a thousand times more | – | here |
//!
//! A goal is held at its best value less a hair. Then a shortfall may be at most that hair, a yes-or-no
//! column at least 1 less the hair over its coefficient, and a solver that takes 1e-9 for nothing puts
//! one in place of the other until it has proved that a plan in hand is none (HiGHS 1.15, issue 3258:
//! in presolve by aggregation, elsewhere by conflicts). With room for a millionth of each whole column
//! nothing is so small. A search with room has all plans there are, so its bound stands. What it finds is
//! given its best columns beside the same whole ones without room; where there are none it is no plan, and
//! the room is narrowed until it is gone.
//!
//! Source: none needed (a relaxation).

use super::MethodError;
use super::linear::failed;
use doorstep_highs::{Flow, Highs, Model, OptionValue, RunEnd};

/// Room for held rows.
pub(super) struct Room {
    /// Row and room.
    rows: Vec<(usize, f64)>,
}

impl Room {
    /// As much as a millionth of a whole column needs. `terms` are those of each of so many rows; `whole`
    /// says it of columns, those after the last of them need not be.
    pub fn of<T: Iterator<Item = (usize, f64)>>(
        held: impl IntoIterator<Item = usize>,
        rows: usize,
        terms: impl Fn(usize) -> T,
        whole: &[bool],
    ) -> Room {
        /// The part of a whole column there is room for.
        const PART: f64 = 1e-6;
        let held = held.into_iter().map(|row| (row, PART * largest(row, rows, &terms, whole).max(1.0)));
        Room { rows: held.collect() }
    }

    /// Is nothing held?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What a row may be missed by.
    pub fn at(&self, row: usize) -> f64 {
        self.rows.iter().find(|(held, _)| *held == row).map_or(0.0, |(_, room)| *room)
    }

    /// Held rows and what they may be missed by.
    pub fn rows(&self) -> impl Iterator<Item = (usize, f64)> {
        self.rows.iter().copied()
    }

    /// Lets held rows be missed by so much.
    pub fn give(&self, model: &mut Model) {
        for (row, room) in &self.rows {
            model.row_lower[*row] -= room;
            model.row_upper[*row] += room;
        }
    }

    /// Less of it; `false` if there is none to take. Never none at all: what the solver says of a tight row
    /// is not to be believed.
    pub fn narrow(&mut self) -> bool {
        /// The part that stays.
        const STAYS: f64 = 1.0 / 32.0;
        /// Less than a plan may miss a row by.
        const ENOUGH: f64 = 1e-11;
        if self.rows.iter().all(|(_, room)| *room <= ENOUGH) {
            return false;
        }
        self.rows.iter_mut().for_each(|(_, room)| *room *= STAYS);
        true
    }
}

/// How much a row changes at most when another column of a row with one of its own changes by 1.
fn largest<T: Iterator<Item = (usize, f64)>>(
    of: usize,
    rows: usize,
    terms: &impl Fn(usize) -> T,
    whole: &[bool],
) -> f64 {
    let mut own: Vec<f64> = Vec::new();
    for (column, each) in terms(of) {
        if !whole.get(column).copied().unwrap_or(false) {
            own.resize(own.len().max(column + 1), 0.0);
            own[column] = each.abs();
        }
    }
    let of_row = |row: usize| {
        let (mut most, mut share) = (0.0_f64, 0.0_f64);
        for (column, each) in terms(row).filter(|(_, each)| *each != 0.0) {
            most = most.max(each.abs());
            share = share.max(own.get(column).copied().unwrap_or(0.0) / each.abs());
        }
        most * share
    };
    (0..rows).filter(|row| *row != of).map(of_row).fold(0.0, f64::max)
}

/// What need not be whole once more, beside the same whole columns, in a model without room; nothing if
/// that cannot be.
pub(super) fn settled(model: Model, found: &[f64], presolve: &str) -> Result<Option<Vec<f64>>, MethodError> {
    let mut model = model;
    for at in (0..model.integer.len()).filter(|at| model.integer[*at]) {
        let value = found[at].round().clamp(model.lower[at], model.upper[at]);
        (model.lower[at], model.upper[at]) = (value, value);
    }
    model.integer.fill(false);
    let mut highs = Highs::new().map_err(failed)?;
    highs.pass(&model).map_err(failed)?;
    highs.set_option("threads", OptionValue::Int(1)).map_err(failed)?;
    highs.set_option("presolve", OptionValue::Text(presolve.to_owned())).map_err(failed)?;
    highs.set_option("primal_feasibility_tolerance", OptionValue::Real(1e-9)).map_err(failed)?;
    let end = highs.run(&mut |_| Flow::Continue).map_err(failed)?;
    Ok((end == RunEnd::Optimal).then(|| highs.values()))
}
