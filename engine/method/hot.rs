//! A linear relaxation that is kept at the solver from goal to goal and from plan to plan.
//!
//! ```text
//! r[a] ≤ N[a] z[o]        one row an arm: left out until a solution breaks it
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r, N | people addressed over an arm, and how many there are | people | formulation |
//! | z | does its offer run? | 0 to 1 | formulation |
//!
//! Four in five rows are of this kind, and of 24,182 on a city of 61 sites about 2,000 were ever broken: the
//! others follow from capacities. Less rows is a relaxation of a relaxation, so its value is a bound at any
//! time; a plan is one only once no row is broken.

use super::MethodError;
use super::assembled::{Flat, FlatRow, SMALLEST};
use super::linear::failed;
use super::search::{Counts, Search};
use crate::formulation::{Formulation, RowKey};
use doorstep_highs::{Basis, Highs, Model, OptionValue, RunEnd};

/// HiGHS's numbers for the dual simplex and for the primal.
const DUAL: i32 = 1;
const PRIMAL: i32 = 4;

/// By so much a row may be broken before it is added: what the solver itself allows.
const BROKEN: f64 = 1e-7;

/// A relaxation at the solver.
pub(super) struct Hot {
    highs: Highs,
    /// Standing rows as they were last told, those left out included.
    rows: Vec<FlatRow>,
    /// Where each of them stands at the solver.
    at: Vec<Option<usize>>,
    /// Held goals with where they stand; one that was let go stays as a row without sides.
    held: Vec<(usize, FlatRow)>,
    /// Between what columns were last told to stay.
    columns: Vec<(f64, f64)>,
    /// Where the relaxation itself ended.
    home: Option<Basis>,
}

/// Are these two written numbers not one and the same?
fn differ(a: f64, b: f64) -> bool {
    a.to_bits() != b.to_bits()
}

fn same_columns(a: &FlatRow, b: &FlatRow) -> bool {
    a.2.len() == b.2.len() && a.2.iter().zip(&b.2).all(|(a, b)| a.0 == b.0)
}

fn same_terms(a: &FlatRow, b: &FlatRow) -> bool {
    same_columns(a, b) && a.2.iter().zip(&b.2).all(|(a, b)| !differ(a.1, b.1))
}

impl Hot {
    /// A relaxation from nothing.
    pub fn of(formulation: &Formulation, flat: &Flat) -> Result<Hot, MethodError> {
        Hot::without(flat, |at| formulation.rows.get(at).is_some_and(|row| matches!(row.key, RowKey::OnlyIfRuns(_))))
    }

    /// The same without the rows that are meant, until they are broken.
    pub fn without(flat: &Flat, left_out: impl Fn(usize) -> bool) -> Result<Hot, MethodError> {
        let kept: Vec<usize> = (0..flat.rows.len()).filter(|at| *at >= flat.standing || !left_out(*at)).collect();
        let mut highs = Highs::new().map_err(failed)?;
        highs.pass(&linear(flat, &kept)).map_err(failed)?;
        let mut at = vec![None; flat.standing];
        let mut held = Vec::new();
        for (here, row) in kept.into_iter().enumerate() {
            match at.get_mut(row) {
                Some(at) => *at = Some(here),
                None => held.push((here, flat.rows[row].clone())),
            }
        }
        Ok(Hot { highs, rows: flat.rows[..flat.standing].to_vec(), at, held, columns: sides(flat), home: None })
    }

    /// Are these the same rows, but for sides and a few amounts? A target moves one side, other people
    /// some amounts; the basis is as good a start as ever.
    pub fn fits(&self, flat: &Flat) -> bool {
        /// More than these are told to the solver no faster than a new model.
        const FEW: usize = 5_000;
        /// Goals let go stay as rows; so many of them are too many.
        const HELD: usize = 12;
        let standing = &flat.rows[..flat.standing];
        let alike = |((a, b), at): ((&FlatRow, &FlatRow), &Option<usize>)| {
            let changed = a.2.iter().zip(&b.2).filter(|(a, b)| at.is_some() && differ(a.1, b.1)).count();
            same_columns(a, b).then_some(changed)
        };
        let rows = self.rows.iter().zip(standing).zip(&self.at).map(alike);
        self.columns.len() == flat.lower.len()
            && self.rows.len() == standing.len()
            && self.held.len() <= HELD
            && rows.sum::<Option<usize>>().is_some_and(|changed| changed <= FEW)
    }

    /// Takes over another objective, other sides, bounds and held goals.
    pub fn retell(&mut self, flat: &Flat) -> Result<(), MethodError> {
        self.highs.set_costs(&flat.costs().into_iter().enumerate().collect::<Vec<_>>()).map_err(failed)?;
        self.highs.set_minimise(!flat.objective.maximise).map_err(failed)?;
        self.let_go(flat)?;
        let now = sides(flat);
        let narrowed = self.columns.iter().zip(&now).any(|(a, b)| differ(a.0, b.0) || differ(a.1, b.1));
        self.columns = now;
        let mut moved = Vec::new();
        for ((row, now), at) in self.rows.iter_mut().zip(&flat.rows).zip(&self.at) {
            if differ(row.0, now.0) || differ(row.1, now.1) {
                (row.0, row.1) = (now.0, now.1);
                moved.extend(at.map(|at| (at, now.0, now.1)));
            }
            for (known, term) in row.2.iter_mut().zip(&now.2).filter(|(known, term)| differ(known.1, term.1)) {
                *known = *term;
                // What is too small to be handed over is too small to be changed.
                let value = if term.1.abs() > SMALLEST { term.1 } else { 0.0 };
                if let Some(at) = at {
                    self.highs.set_coefficient(*at, term.0, value).map_err(failed)?;
                }
            }
        }
        // Where rows stand as they did, the old basis keeps them all, the new held goal among them: only its
        // costs are wrong, which is what the primal simplex mends; the dual took ten times as long. Where a
        // side or a column's bound has moved it is the other way round.
        self.strategy(if moved.is_empty() && !narrowed { PRIMAL } else { DUAL })?;
        self.highs.set_row_bounds(&moved).map_err(failed)?;
        self.hold(&flat.rows[flat.standing..])
    }

    /// Holds these goals and no others.
    fn hold(&mut self, holds: &[FlatRow]) -> Result<(), MethodError> {
        let mut sides: Vec<(usize, f64, f64)> =
            self.held.iter().map(|(at, _)| (*at, f64::NEG_INFINITY, f64::INFINITY)).collect();
        let mut new = Vec::new();
        for hold in holds {
            let known = self.held.iter().position(|(_, known)| same_terms(known, hold));
            match known.filter(|known| sides[*known].1 == f64::NEG_INFINITY && sides[*known].2 == f64::INFINITY) {
                Some(known) => (sides[known].1, sides[known].2) = (hold.0, hold.1),
                None => new.push(hold),
            }
        }
        self.highs.set_row_bounds(&sides).map_err(failed)?;
        for hold in new {
            self.held.push((self.highs.rows(), hold.clone()));
            self.add(&[hold])?;
        }
        Ok(())
    }

    /// Narrows columns until they are let go.
    pub fn narrow(&mut self, narrower: &[(usize, f64, f64)]) -> Result<(), MethodError> {
        self.strategy(DUAL)?;
        self.highs.set_column_bounds(narrower).map_err(failed)
    }

    /// Lets all columns have their own bounds again.
    fn let_go(&mut self, flat: &Flat) -> Result<(), MethodError> {
        let bounds: Vec<(usize, f64, f64)> =
            sides(flat).into_iter().enumerate().map(|(at, (lower, upper))| (at, lower, upper)).collect();
        self.highs.set_column_bounds(&bounds).map_err(failed)
    }

    /// Remembers where the last solve ended.
    pub fn stay(&mut self) {
        self.home = self.highs.basis();
    }

    /// Goes on from there, all columns between their own bounds.
    pub fn go_home(&mut self, flat: &Flat) -> Result<(), MethodError> {
        self.let_go(flat)?;
        self.home.as_ref().map_or(Ok(()), |home| self.highs.set_basis(home).map_err(failed))
    }

    /// Solves, adding broken rows until there is none, or until they change the value by less than this
    /// share: then what is left out matters little to a bound, and it is no plan.
    pub fn solve(&mut self, search: &mut Search<'_>, step: &'static str, still: f64) -> Result<RunEnd, MethodError> {
        /// Roughly solved is what breaks no more than one row left out for so many that are there.
        const FEW: usize = 40;
        let mut before: Option<f64> = None;
        loop {
            std::mem::swap(&mut self.highs, &mut search.highs);
            let end = search.once(step, Counts::Nothing);
            std::mem::swap(&mut self.highs, &mut search.highs);
            let end = end?;
            if end != RunEnd::Optimal {
                return Ok(end);
            }
            let value = self.value().unwrap_or(0.0);
            if before.is_some_and(|before| (value - before).abs() < still * before.abs()) {
                return Ok(end);
            }
            before = Some(value);
            let broken = self.broken(&self.highs.values());
            let few = if still > 0.0 { self.highs.rows() / FEW } else { 0 };
            if broken.len() <= few {
                return Ok(end);
            }
            self.include(&broken)?;
        }
    }

    /// The rows left out that these columns break.
    fn broken(&self, values: &[f64]) -> Vec<usize> {
        let broken = |row: &FlatRow| {
            let sum: f64 = row.2.iter().map(|(at, each)| each * values[*at]).sum();
            sum > row.1 + BROKEN || sum < row.0 - BROKEN
        };
        let all = self.rows.iter().zip(&self.at).enumerate();
        all.filter(|(_, (row, at))| at.is_none() && broken(row)).map(|(at, _)| at).collect()
    }

    /// Adds rows that were left out.
    fn include(&mut self, rows: &[usize]) -> Result<(), MethodError> {
        self.strategy(DUAL)?;
        let first = self.highs.rows();
        for (here, row) in rows.iter().enumerate() {
            self.at[*row] = Some(first + here);
        }
        let rows: Vec<FlatRow> = rows.iter().map(|row| self.rows[*row].clone()).collect();
        self.add(&rows.iter().collect::<Vec<_>>())
    }

    fn add(&mut self, rows: &[&FlatRow]) -> Result<(), MethodError> {
        let (mut starts, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
        for (_, _, terms) in rows {
            for (column, value) in terms.iter().filter(|(_, value)| value.abs() > SMALLEST) {
                columns.push(*column);
                values.push(*value);
            }
            starts.push(columns.len());
        }
        let lower: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let upper: Vec<f64> = rows.iter().map(|row| row.1).collect();
        self.highs.add_rows(&lower, &upper, &starts, &columns, &values).map_err(failed)
    }

    fn strategy(&mut self, strategy: i32) -> Result<(), MethodError> {
        self.highs.set_option("simplex_strategy", OptionValue::Int(strategy)).map_err(failed)
    }

    /// The aim at the last solution, without its constant.
    pub fn value(&self) -> Option<f64> {
        self.highs.objective()
    }

    /// The bound of the last solve, without the aim's constant.
    pub fn bound(&self) -> Option<f64> {
        self.highs.dual_bound()
    }

    /// The columns of the last solution.
    pub fn values(&self) -> Vec<f64> {
        self.highs.values()
    }

    /// What a unit more of each standing row's side would add to the aim; nothing where it was left out.
    pub fn duals(&self) -> Vec<f64> {
        let duals = self.highs.row_duals();
        self.at.iter().map(|at| at.and_then(|at| duals.get(at)).copied().unwrap_or(0.0)).collect()
    }
}

fn sides(flat: &Flat) -> Vec<(f64, f64)> {
    flat.lower.iter().copied().zip(flat.upper.iter().copied()).collect()
}

/// Some rows, every column continuous. The objective's constant is added where the bound is read: it changes
/// from goal to goal.
fn linear(flat: &Flat, rows: &[usize]) -> Model {
    let mut model = flat.model_of(rows.iter().copied());
    model.integer.fill(false);
    model.offset = 0.0;
    model
}
