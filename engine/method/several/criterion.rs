//! What makes a plan good over several futures, as linear rows: equations in `mod.rs`.

use super::super::assembled::Flat;
use crate::formulation::Objective;

/// What makes a plan good over several futures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Criterion {
    /// The greatest regret is least: what the best plan of a future has more of the goal than this one.
    MinimaxRegret,
    /// The mean of the worst share of futures is best: all of them at 1, the worst one alone towards 0.
    CVaR {
        /// Which share, above 0 and up to 1.
        share: f64,
    },
    /// The mean is best.
    Mean,
}

impl Criterion {
    /// As tables and the command line name it.
    pub fn name(self) -> &'static str {
        match self {
            Criterion::MinimaxRegret => "minimax-regret",
            Criterion::CVaR { .. } => "cvar",
            Criterion::Mean => "mean",
        }
    }

    pub(super) fn step(self) -> &'static str {
        match self {
            Criterion::MinimaxRegret => "all futures: greatest regret",
            Criterion::CVaR { .. } => "all futures: worst share",
            Criterion::Mean => "all futures: mean",
        }
    }

    /// Is more of it better, of a goal of which more is (or is not)?
    pub fn maximise(self, goal: bool) -> bool {
        goal && self != Criterion::MinimaxRegret
    }
}

/// Puts a criterion into the place of the objective; answers with what is to be taken off value and bound again.
///
/// Regret may be 0, which leaves nothing to hold a gap against: what is made least is regret and the mean best
/// together, so that a gap is a share of what there is to be reached.
pub(super) fn add(flat: &mut Flat, criterion: Criterion, each: &[Objective], weights: &[f64], best: &[f64]) -> f64 {
    let Some(first) = each.first() else { return 0.0 };
    let (unit, maximise) = (first.unit, first.maximise);
    let sign = if maximise { 1.0 } else { -1.0 };
    match criterion {
        Criterion::Mean => 0.0,
        Criterion::CVaR { share } if share >= 1.0 => 0.0,
        Criterion::CVaR { share } => {
            let share = at_least_one(share, weights);
            let ranges: Vec<(f64, f64)> = each.iter().map(|own| range(flat, own)).collect();
            let low = ranges.iter().map(|range| range.0).fold(f64::INFINITY, f64::min);
            let high = ranges.iter().map(|range| range.1).fold(f64::NEG_INFINITY, f64::max);
            let edge = column(flat, low, high);
            let mut terms = vec![(edge, 1.0)];
            for (own, weight) in each.iter().zip(weights) {
                let beyond = column(flat, 0.0, high - low);
                terms.push((beyond, -sign * weight / share));
                let mut row = own.terms.clone();
                row.extend([(edge, -1.0), (beyond, sign)]);
                at_least(flat, sign, -own.offset, row);
            }
            flat.objective = Objective { maximise, terms, offset: 0.0, unit };
            0.0
        }
        Criterion::MinimaxRegret => {
            let weigh = |(best, weight): (&f64, &f64)| best.abs() * weight * unit;
            let spare = best.iter().zip(weights).map(weigh).sum::<f64>();
            let worst = each.iter().zip(best).map(|(own, best)| {
                let (low, high) = range(flat, own);
                (best * unit - low).abs().max((best * unit - high).abs())
            });
            let worst = worst.fold(0.0, f64::max);
            let regret = column(flat, spare, spare + worst);
            for (own, best) in each.iter().zip(best) {
                let mut row = own.terms.clone();
                row.push((regret, sign));
                at_least(flat, sign, best * unit - own.offset + sign * spare, row);
            }
            flat.objective = Objective { maximise: false, terms: vec![(regret, 1.0)], offset: 0.0, unit };
            spare / unit
        }
    }
}

/// The worst future alone is the worst of any smaller share, too.
fn at_least_one(share: f64, weights: &[f64]) -> f64 {
    share.max(weights.iter().copied().filter(|weight| *weight > 0.0).fold(1.0, f64::min))
}

/// The columns that a criterion adds, at columns that are known: as good as these let it be.
pub(super) fn complete(
    criterion: Criterion,
    each: &[Objective],
    weights: &[f64],
    best: &[f64],
    spare: f64,
    columns: &mut Vec<f64>,
) {
    let Some(first) = each.first() else { return };
    let (unit, sign) = (first.unit, if first.maximise { 1.0 } else { -1.0 });
    let values: Vec<f64> = each.iter().map(|own| own.value(columns) * unit).collect();
    match criterion {
        Criterion::Mean => {}
        Criterion::CVaR { share } if share >= 1.0 => {}
        Criterion::CVaR { share } => {
            let mut worst: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
            worst.sort_by(|a, b| (sign * a.0).total_cmp(&(sign * b.0)));
            let mut left = at_least_one(share, weights);
            let edge = worst.iter().find(|(_, weight)| {
                left -= weight;
                left <= 1e-12
            });
            let edge = edge.or(worst.last()).map_or(0.0, |(value, _)| *value);
            columns.push(edge);
            columns.extend(values.iter().map(|value| (sign * (edge - value)).max(0.0)));
        }
        Criterion::MinimaxRegret => {
            let regrets = values.iter().zip(best).map(|(value, best)| sign * (best * unit - value));
            columns.push(spare * unit + regrets.fold(0.0, f64::max));
        }
    }
}

fn column(flat: &mut Flat, lower: f64, upper: f64) -> usize {
    flat.lower.push(lower);
    flat.upper.push(upper);
    flat.whole.push(false);
    flat.lower.len() - 1
}

/// A row of a goal of which more is better; turned where less is. It stands before what is held.
fn at_least(flat: &mut Flat, sign: f64, side: f64, terms: Vec<(usize, f64)>) {
    let row = if sign > 0.0 { (side, f64::INFINITY, terms) } else { (f64::NEG_INFINITY, side, terms) };
    flat.rows.insert(flat.standing, row);
    flat.standing += 1;
}

/// Between what an objective lies, in the solver's unit.
fn range(flat: &Flat, of: &Objective) -> (f64, f64) {
    let mut range = (of.offset, of.offset);
    for (at, each) in &of.terms {
        let (one, other) = (each * flat.lower[*at], each * flat.upper[*at]);
        range.0 += one.min(other);
        range.1 += one.max(other);
    }
    range
}
