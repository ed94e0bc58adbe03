//! Which numbers hang together, and whether any numbers can hang together so.
//!
//! Correlations are of the normal scores Φ⁻¹(u) of numbers: a Gaussian copula. Numbers that no chain of pairs ties
//! together stand in blocks of their own, so that a block's draws do not depend on other numbers.

use std::collections::{BTreeMap, BTreeSet};

use nalgebra::{DMatrix, SymmetricEigen};

use crate::{MOST_CORRELATED, Misfit, Pair};

/// How two numbers hang together: the correlation of their normal scores.
///
/// Of numbers with steps ([`crate::Spread::Discrete`], [`crate::Spread::Empirical`]) the values themselves are
/// correlated less than that.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// The id of a number.
    pub one: String,
    /// The id of another.
    pub other: String,
    /// Between −1 and 1.
    pub value: f64,
}

/// Numbers that hang together.
#[derive(Debug)]
pub(crate) struct Block {
    /// Their places among all numbers, rising.
    pub(crate) numbers: Vec<usize>,
    /// The lower triangle L with L Lᵀ = the correlations.
    pub(crate) factor: DMatrix<f64>,
}

/// What a number is drawn with beside the others has at least this deviation of its own.
const LEAST_OWN: f64 = 1e-5;

/// The blocks of correlated numbers, of ids that are sorted; pairs of value 0 tie nothing.
pub(crate) fn blocks(ids: &[&str], correlations: &[Correlation], faults: &mut Vec<Misfit>) -> Vec<Block> {
    let found = faults.len();
    let pairs = look(ids, correlations, faults);
    if faults.len() > found {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    for numbers in components(ids.len(), &pairs) {
        if numbers.len() > MOST_CORRELATED {
            faults.push(Misfit::TooManyCorrelated { id: ids[numbers[0]].to_owned(), others: numbers.len() - 1 });
            continue;
        }
        let at = |row: usize, column: usize| match row.cmp(&column) {
            std::cmp::Ordering::Equal => Some(1.0),
            std::cmp::Ordering::Less => pairs.get(&(numbers[row], numbers[column])).copied(),
            std::cmp::Ordering::Greater => pairs.get(&(numbers[column], numbers[row])).copied(),
        };
        let asked = DMatrix::from_fn(numbers.len(), numbers.len(), |row, column| at(row, column).unwrap_or(0.0));
        if let Some(factor) = lower(&asked) {
            blocks.push(Block { numbers, factor });
            continue;
        }
        let given = DMatrix::from_fn(numbers.len(), numbers.len(), |row, column| at(row, column).is_some());
        let works = nearest(&asked, &given);
        let mut to_change = Vec::new();
        for (row, one) in numbers.iter().enumerate() {
            for (column, other) in numbers.iter().enumerate().skip(row + 1) {
                let (asked, works) = (asked[(row, column)], works[(row, column)]);
                if (asked - works).abs() > 1e-9 {
                    to_change.push(Pair { one: ids[*one].to_owned(), other: ids[*other].to_owned(), asked, works });
                }
            }
        }
        faults.push(Misfit::NotPositiveDefinite { pairs: to_change });
    }
    blocks
}

/// The pairs by their numbers' places, the lower first.
fn look(ids: &[&str], correlations: &[Correlation], faults: &mut Vec<Misfit>) -> BTreeMap<(usize, usize), f64> {
    let place = |id: &str| ids.binary_search(&id).ok();
    let mut pairs = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for Correlation { one, other, value } in correlations {
        for unknown in [one, other].into_iter().filter(|id| place(id).is_none()) {
            let (one, other, unknown) = (one.clone(), other.clone(), unknown.clone());
            faults.push(Misfit::UnknownNumber { one, other, unknown });
        }
        if one == other {
            faults.push(Misfit::WithItself { id: one.clone() });
            continue;
        }
        if value.is_nan() || value.abs() >= 1.0 {
            faults.push(Misfit::CorrelationOutside { one: one.clone(), other: other.clone(), value: *value });
        }
        let (first, second) = if one < other { (one, other) } else { (other, one) };
        if !seen.insert((first, second)) {
            faults.push(Misfit::CorrelationTwice { one: first.clone(), other: second.clone() });
        }
        if let (Some(first), Some(second)) = (place(first), place(second))
            && *value != 0.0
        {
            pairs.insert((first, second), *value);
        }
    }
    pairs
}

/// Numbers that chains of pairs tie together, two at least.
fn components(count: usize, pairs: &BTreeMap<(usize, usize), f64>) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); count];
    for (one, other) in pairs.keys() {
        neighbours[*one].push(*other);
        neighbours[*other].push(*one);
    }
    let mut seen = vec![false; count];
    let mut found = Vec::new();
    for start in 0..count {
        if seen[start] || neighbours[start].is_empty() {
            continue;
        }
        seen[start] = true;
        let mut block = vec![start];
        let mut next = 0;
        while let Some(at) = block.get(next) {
            next += 1;
            for other in neighbours[*at].clone() {
                if !std::mem::replace(&mut seen[other], true) {
                    block.push(other);
                }
            }
        }
        block.sort_unstable();
        found.push(block);
    }
    found
}

/// Cholesky's lower triangle, if the matrix is positive definite with something to spare.
pub(crate) fn lower(matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let factor = matrix.clone().cholesky()?.unpack();
    factor.diagonal().iter().all(|own| *own > LEAST_OWN).then_some(factor)
}

/// The smallest eigenvalue a proposed matrix is to have: correlations at three decimals keep it positive.
const SPARE: f64 = 0.002;
/// Beyond so many numbers what would do is found by shrinking alone.
const SMALL: usize = 40;
const ROUNDS: usize = 300;

/// Correlations near those asked for that can be together; pairs that were not given stay at 0.
///
/// Projects in turn on positive definite matrices and on those with 1 on the diagonal and 0 where no pair was
/// given (Higham 2002, with Dykstra's correction), then shrinks what is left to be shrunk.
fn nearest(asked: &DMatrix<f64>, given: &DMatrix<bool>) -> DMatrix<f64> {
    let mut now = asked.clone();
    if asked.nrows() <= SMALL {
        let mut correction = DMatrix::zeros(asked.nrows(), asked.ncols());
        for _ in 0..ROUNDS {
            let from = &now - &correction;
            let mut eigen = SymmetricEigen::new(from.clone());
            eigen.eigenvalues.apply(|value| *value = value.max(SPARE));
            let positive = eigen.recompose();
            correction = &positive - from;
            now = fixed(&positive, given);
        }
    }
    let mut share = 1.0;
    loop {
        // Towards 0, so that rounding takes nothing away from the diagonal's lead.
        let tried = DMatrix::from_fn(asked.nrows(), asked.ncols(), |row, column| {
            if row == column { 1.0 } else { (now[(row, column)] * share * 1000.0).trunc() / 1000.0 }
        });
        if share < 0.005 || lower(&tried).is_some() {
            return tried;
        }
        share -= 0.01;
    }
}

fn fixed(matrix: &DMatrix<f64>, given: &DMatrix<bool>) -> DMatrix<f64> {
    DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |row, column| match (row == column, given[(row, column)]) {
        (true, _) => 1.0,
        (false, true) => f64::midpoint(matrix[(row, column)], matrix[(column, row)]).clamp(-0.999, 0.999),
        (false, false) => 0.0,
    })
}
