//! Designs for sensitivity, row by row as `SALib` reads them.

use crate::Number;
use crate::stream::{Purpose, Stream};

/// For every base sample: A, A with one number of B each, (B with one number of A each,) B. So stand the rows of
/// `SALib.sample.sobol` (Saltelli et al. 2010).
pub(crate) fn saltelli(a: &[f64], b: &[f64], width: usize, second_order: bool) -> Vec<f64> {
    let rows = a.len() / width * if second_order { 2 * width + 2 } else { width + 2 };
    let mut values = Vec::with_capacity(rows * width);
    let mut put = |row: &[f64], swapped: Option<(usize, &[f64])>| {
        let start = values.len();
        values.extend_from_slice(row);
        if let Some((at, other)) = swapped {
            values[start + at] = other[at];
        }
    };
    for (a, b) in a.chunks_exact(width).zip(b.chunks_exact(width)) {
        put(a, None);
        (0..width).for_each(|at| put(a, Some((at, b))));
        if second_order {
            (0..width).for_each(|at| put(b, Some((at, a))));
        }
        put(b, None);
    }
    values
}

/// For every trajectory: a point of the grid, then one number after another moved by half the levels, up or down as
/// chance has it. The jump of u is levels / (2 (levels − 1)), as `SALib.analyze.morris` takes it to be.
pub(crate) fn morris(numbers: &[&Number], trajectories: usize, levels: usize, seed: u64) -> Vec<f64> {
    let width = numbers.len();
    let half = levels / 2;
    let axes: Vec<Vec<f64>> = numbers
        .iter()
        .map(|number| (0..levels).map(|level| number.value(level as f64 / (levels - 1) as f64)).collect())
        .collect();
    let mut starts: Vec<Stream> = numbers.iter().map(|number| Stream::new(seed, Purpose::Start, number.id())).collect();
    let mut moves = Stream::new(seed, Purpose::Moves, "");
    let mut values = Vec::with_capacity(trajectories * (width + 1) * width);
    for _ in 0..trajectories {
        let mut point = Vec::with_capacity(width);
        let mut moved = Vec::with_capacity(width);
        for (axis, stream) in axes.iter().zip(&mut starts) {
            let lower = stream.below(half);
            let (from, to) = if stream.below(2) == 0 { (lower, lower + half) } else { (lower + half, lower) };
            point.push(axis[from]);
            moved.push(axis[to]);
        }
        values.extend_from_slice(&point);
        for at in moves.order(width) {
            point[at] = moved[at];
            values.extend_from_slice(&point);
        }
    }
    values
}
