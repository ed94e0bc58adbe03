//! Draws that hang together, made of draws that do not.

use nalgebra::DMatrix;

use crate::correlation::{Block, lower};
use crate::law::{normal_score, normal_share};

/// Independent shares, one column a number of the block, made correlated by the block's triangle.
pub(crate) fn by_factor(block: &Block, columns: &mut [Vec<f64>]) {
    let table: Vec<Vec<f64>> = block
        .numbers
        .iter()
        .map(|number| columns[*number].iter().map(|share| normal_score(*share)).collect())
        .collect();
    // The first number of a block keeps its draws.
    for (row, number) in block.numbers.iter().enumerate().skip(1) {
        for (member, share) in columns[*number].iter_mut().enumerate() {
            *share = normal_share(mixed(&block.factor, row, &table, member));
        }
    }
}

/// Shares of a Latin hypercube put in another order, so that ranks hang together and every stratum stays (Iman &
/// Conover 1982): normal scores in the columns' own order, whose own correlation T = Q Qᵀ is taken out and the
/// block's P Pᵀ put in by S = P Q⁻¹; each column is then sorted as its scores are. The first keeps its order.
pub(crate) fn by_rank(block: &Block, columns: &mut [Vec<f64>]) {
    let members = columns[block.numbers[0]].len();
    let scores: Vec<f64> = (0..members).map(|at| normal_score((at + 1) as f64 / (members + 1) as f64)).collect();
    let mut table: Vec<Vec<f64>> = Vec::with_capacity(block.numbers.len());
    for number in &block.numbers {
        let mut own = vec![0.0; members];
        for (rank, member) in sorted(&columns[*number]).into_iter().enumerate() {
            own[member] = scores[rank];
        }
        table.push(own);
    }
    let size = block.numbers.len();
    let square: f64 = scores.iter().map(|score| score * score).sum();
    let own = DMatrix::from_fn(size, size, |row, column| dot(&table[row], &table[column]) / square);
    // Few members may by chance be as good as alike; they are then correlated without that correction.
    let unpick = lower(&own).and_then(DMatrix::try_inverse);
    // Added up here and not by the library, which does it in another order on other processors.
    let product = |inverse: DMatrix<f64>| {
        DMatrix::from_fn(size, size, |row, column| {
            (column..=row).map(|at| block.factor[(row, at)] * inverse[(at, column)]).sum()
        })
    };
    let mix = unpick.map_or_else(|| block.factor.clone(), product);
    for (row, number) in block.numbers.iter().enumerate().skip(1) {
        let aims: Vec<f64> = (0..members).map(|member| mixed(&mix, row, &table, member)).collect();
        let mut shares = columns[*number].clone();
        shares.sort_by(f64::total_cmp);
        for (share, member) in shares.into_iter().zip(sorted(&aims)) {
            columns[*number][member] = share;
        }
    }
}

/// A row of a triangle times a member's scores.
fn mixed(triangle: &DMatrix<f64>, row: usize, table: &[Vec<f64>], member: usize) -> f64 {
    table.iter().take(row + 1).enumerate().map(|(at, own)| triangle[(row, at)] * own[member]).sum()
}

/// The places of values from the lowest.
fn sorted(values: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|one, other| values[*one].total_cmp(&values[*other]).then(one.cmp(other)));
    places
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
