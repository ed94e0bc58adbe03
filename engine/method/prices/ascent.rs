//! Finds good prices: the volume algorithm, which also averages what places did into a fractional plan.
//!
//! ```text
//! π ← Π[ π̄ + s · D · (ā − side) ],   s = f · (L̄ − T) / ‖ā − side‖²_D,   x̄ ← α x + (1 − α) x̄
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | π̄, L̄ | the best prices so far and their bound | – | here |
//! | ā | what rows come to at the averaged plan x̄ | unit of the row | here |
//! | D | what a price is in each row's own size: goal per unit of the row squared | – | worth of its columns |
//! | T | what is aimed at: a plan in hand, or a little below the bound | goal | caller |
//! | Π | puts the sign of a price right: above 0 only for a row with a greatest value | – | – |
//!
//! Stops after a number of steps or when the bound has stood still, never by the clock alone. Source:
//! Barahona and Anbil (2000).

use super::kernel::{Kernel, Tie, Way};
use super::place::{Answer, Reduced};
use rayon::prelude::*;

/// Prices with what they prove.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    /// By tie.
    pub each: Vec<f64>,
    /// In the kernel's sense: no plan is better.
    pub bound: f64,
    /// The averaged plan.
    pub average: Average,
}

/// What places do at given prices, and the bound that follows.
pub(super) struct Evaluated {
    pub bound: f64,
    pub columns: Vec<f64>,
    pub answers: Vec<Answer>,
}

/// A fractional plan that keeps every row says little of where to go: a step is no longer than if it were
/// beyond them by this part of what places alone are.
const FAR: f64 = 0.3;
/// How far below the bound is aimed while no plan is in hand, as a share.
const BELOW: f64 = 0.05;
/// Summing a hundred thousand numbers loses less than this share of them.
const ROUNDING: f64 = 1e-11;

/// Reduced costs of narrow columns.
pub(super) fn reduced(kernel: &Kernel, prices: &[f64]) -> Vec<f64> {
    let each = |at: usize| {
        kernel.cost[at]
            - kernel.of_column.of_list(at).iter().map(|(row, each)| prices[*row as usize] * each).sum::<f64>()
    };
    (0..kernel.cost.len()).map(each).collect()
}

/// The bound at these prices.
pub(super) fn evaluate(kernel: &Kernel, prices: &[f64]) -> Evaluated {
    let columns = reduced(kernel, prices);
    let at = Reduced { kernel, columns: &columns, prices };
    // Each place by itself, put together in order: the same at any number of threads.
    let answers: Vec<Answer> = kernel.places.par_iter().with_min_len(16).map(|place| at.answer(place, None)).collect();
    let (mut bound, mut size) = (kernel.offset, kernel.offset.abs());
    let mut add = |part: f64| {
        bound += part;
        size += part.abs();
    };
    for (tie, price) in kernel.ties.iter().zip(prices).filter(|(_, price)| **price != 0.0) {
        add(price * if *price > 0.0 { tie.upper } else { tie.lower });
    }
    for answer in &answers {
        add(answer.best());
    }
    for loose in &kernel.loose {
        add((columns[*loose] * kernel.lower[*loose]).max(columns[*loose] * kernel.upper[*loose]));
    }
    let bound = if bound.is_finite() { bound + ROUNDING * size } else { bound };
    Evaluated { bound, columns, answers }
}

/// When to stop, and where to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// At most so many steps.
    pub steps: usize,
    /// Stop once the bound has gained less than this share of itself in fifty steps.
    pub still: f64,
    /// A plan's value, where one is in hand.
    pub target: Option<f64>,
}

/// Goes on from these prices. `stop` is asked after each step with the bound.
pub(super) fn ascend(kernel: &Kernel, start: Start, effort: Effort, stop: &mut dyn FnMut(f64) -> bool) -> Prices {
    let scale = Scale::of(kernel);
    let Start { prices, average } = start;
    let warm = average.is_some();
    let mut best = Prices { each: prices, bound: f64::INFINITY, average: Average::default() };
    for (price, tie) in best.each.iter_mut().zip(&kernel.ties) {
        *price = signed(*price, *tie);
    }
    let first = evaluate(kernel, &best.each);
    best.bound = first.bound;
    let (_, natural) = violation(kernel, &Average::of(kernel, &first).rows, &best.each, &scale);
    let mut average = average.unwrap_or_else(|| Average::of(kernel, &first));
    let (mut poor, mut since) = (0_u32, best.bound);
    let (mut factor, mut share, below) = if warm { (0.1, 0.1, 0.005) } else { (0.5_f64, 0.2_f64, BELOW) };
    // A place that can do nothing at all is no matter of prices.
    let steps = if best.bound.is_finite() { effort.steps } else { 0 };
    for step in 0..steps {
        if stop(best.bound) {
            break;
        }
        if step % 50 == 49 && step > 100 {
            if since - best.bound <= effort.still * best.bound.abs() {
                break;
            }
            since = best.bound;
        }
        let (violated, norm) = violation(kernel, &average.rows, &best.each, &scale);
        let norm = norm.max(FAR * natural);
        if norm <= 0.0 {
            break;
        }
        let target = effort.target.unwrap_or(f64::NEG_INFINITY).max(best.bound - below * best.bound.abs());
        let length = factor * (best.bound - target).max(1e-6 * best.bound.abs()) / norm;
        let moved: Vec<f64> = best
            .each
            .iter()
            .zip(&kernel.ties)
            .zip(violated.iter().zip(&scale.rows))
            .map(|((price, tie), (by, scale))| signed(price + length * scale * by, *tie))
            .collect();
        let now = evaluate(kernel, &moved);
        let ahead = average.mix(kernel, &now, share, &violated, &scale.rows);
        if now.bound < best.bound {
            best.bound = now.bound;
            best.each = moved;
            poor = 0;
            if ahead > 0.0 {
                factor = (factor * 1.15).min(2.0);
            }
        } else {
            poor += 1;
            if poor >= 7 {
                factor = (factor * 0.7).max(1e-4);
                poor = 0;
            }
        }
        if step % 100 == 99 {
            share = (share * 0.8).max(0.01);
        }
    }
    best.average = average;
    best
}

/// By how much each row is beyond the side that its price stands for, and how far that is in all.
fn violation(kernel: &Kernel, rows: &[f64], prices: &[f64], scale: &Scale) -> (Vec<f64>, f64) {
    let sides = kernel.ties.iter().zip(rows).zip(prices);
    let violated: Vec<f64> = sides.map(|((tie, row), price)| beyond(*tie, *row, *price)).collect();
    let norm = violated.iter().zip(&scale.rows).map(|(by, scale)| by * by * scale).sum();
    (violated, norm)
}

/// By how much a row is beyond the side that its price stands for.
fn beyond(tie: Tie, row: f64, price: f64) -> f64 {
    if tie.upper.is_finite() && (row > tie.upper || price > 0.0) {
        row - tie.upper
    } else if tie.lower.is_finite() && (row < tie.lower || price < 0.0) {
        row - tie.lower
    } else {
        0.0
    }
}

fn signed(price: f64, tie: Tie) -> f64 {
    let least = if tie.lower.is_finite() { f64::NEG_INFINITY } else { 0.0 };
    let most = if tie.upper.is_finite() { f64::INFINITY } else { 0.0 };
    price.clamp(least, most)
}

/// The size of a price in each row.
struct Scale {
    rows: Vec<f64>,
}

impl Scale {
    fn of(kernel: &Kernel) -> Scale {
        // What a row's columns are worth to the goal for one unit of the row, and how large the row is.
        let mut worth = vec![0.0_f64; kernel.ties.len()];
        let mut size = vec![0.0_f64; kernel.ties.len()];
        for way in &kernel.ways {
            let cohort = way.cohort as usize;
            worth[cohort] = worth[cohort].max(way.worth.abs());
            size[cohort] = way.people;
            for (row, each) in kernel.of_arm.of_list(way.arm as usize) {
                let row = *row as usize;
                worth[row] = worth[row].max((way.worth / each).abs());
                size[row] = size[row].max(each.abs() * way.people);
            }
        }
        let goal: f64 =
            kernel.ways.iter().map(|way| way.worth.abs() * way.people).sum::<f64>() / kernel.cohorts.max(1) as f64;
        for at in 0..kernel.cost.len() {
            for (row, each) in kernel.of_column.of_list(at) {
                let row = *row as usize;
                let wide = each.abs() * (kernel.upper[at] - kernel.lower[at]).abs();
                size[row] = size[row].max(wide);
                worth[row] = worth[row].max(if wide > 0.0 { goal.max(kernel.cost[at].abs()) / wide } else { 0.0 });
            }
        }
        let rows = worth.iter().zip(&size).map(|(worth, size)| if *size > 0.0 { worth / size } else { 0.0 });
        Scale { rows: rows.collect() }
    }
}

/// Where to start from: prices, and a fractional plan if one is known that nearly keeps the rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Start {
    pub prices: Vec<f64>,
    pub average: Option<Average>,
}

/// A fractional plan: its decisions by narrow column, and what its rows come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Average {
    pub columns: Vec<f64>,
    rows: Vec<f64>,
}

impl Average {
    fn of(kernel: &Kernel, now: &Evaluated) -> Average {
        let columns = columns_of(kernel, now);
        let rows = rows_of(kernel, now, &columns);
        Average { columns, rows }
    }

    /// A fractional plan by all columns.
    pub fn given(kernel: &Kernel, all: &[f64]) -> Average {
        let columns: Vec<f64> = (0..kernel.cost.len()).map(|at| all[kernel.narrow.column(at)]).collect();
        let mut rows = vec![0.0; kernel.ties.len()];
        add_columns(kernel, &columns, &mut rows);
        for way in &kernel.ways {
            add_way(kernel, way, all[kernel.narrow.reach(way.arm as usize)], &mut rows);
        }
        Average { columns, rows }
    }

    /// Mixes a part of this answer in: as much as brings the rows nearest to their sides, up to a share.
    /// Tells whether the answer lies ahead in the direction of the step.
    fn mix(&mut self, kernel: &Kernel, now: &Evaluated, share: f64, step: &[f64], scale: &[f64]) -> f64 {
        let columns = columns_of(kernel, now);
        let rows = rows_of(kernel, now, &columns);
        let (mut ahead, mut across, mut wide) = (0.0, 0.0, 0.0);
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| step[*at] != 0.0) {
            let apart = row - self.rows[at];
            ahead += step[at] * scale[at] * (step[at] + apart);
            across += step[at] * scale[at] * apart;
            wide += apart * apart * scale[at];
        }
        let nearest = if wide > 0.0 { -across / wide } else { 0.0 };
        let part = if nearest > share { share } else { nearest.max(share / 10.0) };
        for (mean, row) in self.rows.iter_mut().zip(&rows) {
            *mean += part * (row - *mean);
        }
        for (mean, column) in self.columns.iter_mut().zip(&columns) {
            *mean += part * (column - *mean);
        }
        ahead
    }
}

/// What places do, by narrow column.
fn columns_of(kernel: &Kernel, now: &Evaluated) -> Vec<f64> {
    let mut columns = vec![0.0; kernel.cost.len()];
    for (place, answer) in kernel.places.iter().zip(&now.answers) {
        if let Some(column) = place.options.get(answer.option).and_then(|option| option.column) {
            columns[column] = 1.0;
        }
        for (at, run, steps) in &answer.runs {
            let offer = &kernel.offers[place.offers[*at]];
            columns[offer.runs] = *run;
            columns[offer.sessions] = *steps;
        }
    }
    for loose in &kernel.loose {
        columns[*loose] = if now.columns[*loose] > 0.0 { kernel.upper[*loose] } else { kernel.lower[*loose] };
    }
    columns
}

/// What rows come to.
fn rows_of(kernel: &Kernel, now: &Evaluated, columns: &[f64]) -> Vec<f64> {
    let mut rows = vec![0.0; kernel.ties.len()];
    add_columns(kernel, columns, &mut rows);
    for (way, people) in now.answers.iter().flat_map(|answer| &answer.people) {
        add_way(kernel, &kernel.ways[*way as usize], *people, &mut rows);
    }
    rows
}

fn add_columns(kernel: &Kernel, columns: &[f64], rows: &mut [f64]) {
    for (at, value) in columns.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        for (row, each) in kernel.of_column.of_list(at) {
            rows[*row as usize] += each * value;
        }
    }
}

fn add_way(kernel: &Kernel, way: &Way, people: f64, rows: &mut [f64]) {
    rows[way.cohort as usize] += people;
    for (row, each) in kernel.of_arm.of_list(way.arm as usize) {
        rows[*row as usize] += each * people;
    }
}
