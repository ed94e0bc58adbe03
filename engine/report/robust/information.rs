//! What it would be worth to know a number beforehand, among plans that are held.
//!
//! ```text
//! g_p(x) = E[ goal of plan p | number = x ]        worth = E[ max_p g_p(x) ] − max_p E[ g_p(x) ]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x | the number; where it has many values, its rank among the futures | – | design |
//! | `g_p` | least squares on Legendre's polynomials of the rank up to the fourth; the mean of each value where there are few | goal's | here |
//! | worth | expected value of partial perfect information | goal's | here |
//! | by chance | the same of the number's values dealt out anew, above which one in twenty lies | goal's | 200 deals |
//!
//! Fitting noise makes a little worth of any number: what lies below `by chance` says nothing. Equal values share
//! a rank, so the order of futures decides nothing.
//!
//! Source: Strong, Oakley and Brennan 2014 (regression); permutation test.

use doorstep_draw::order;
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeMap;

/// What knowing one number is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// Expected, at least 0.
    pub worth: f64,
    /// What one in twenty unrelated numbers exceeds.
    pub by_chance: f64,
}

/// Fewer values than this are each a group of their own.
const FEW: usize = 8;
/// Powers of the rank.
const DEGREE: usize = 4;
const DEALS: usize = 200;
const SEED: u64 = 20;

/// Outcomes of plans in the same futures, with what each future counts.
pub(super) struct Outcomes {
    /// By plan, more is better.
    plans: Vec<Vec<f64>>,
    weights: Vec<f64>,
    /// By the values as they lie: numbers that lie alike have the same by chance.
    chance: BTreeMap<Vec<usize>, f64>,
}

impl Outcomes {
    pub fn of(plans: Vec<Vec<f64>>, weights: &[f64]) -> Outcomes {
        let all: f64 = weights.iter().sum();
        let weights = weights.iter().map(|weight| weight / all).collect();
        Outcomes { plans, weights, chance: BTreeMap::new() }
    }

    /// What knowing a number is worth, of its values in the same futures.
    pub fn worth(&mut self, values: &[f64]) -> Worth {
        let lies = Lies::of(values);
        if lies.groups.len() < 2 {
            return Worth { worth: 0.0, by_chance: 0.0 };
        }
        let fit = Fit::of(&lies, &self.weights);
        let as_it_is: Vec<usize> = (0..values.len()).collect();
        let worth = self.gain(&fit, &as_it_is);
        let sizes: Vec<usize> = lies.groups.iter().map(Vec::len).collect();
        let by_chance = self.chance.get(&sizes).copied().unwrap_or_else(|| {
            let deal = |at: usize| self.gain(&fit, &order(SEED, &at.to_string(), values.len()));
            let mut dealt: Vec<f64> = (0..DEALS).map(deal).collect();
            dealt.sort_by(f64::total_cmp);
            dealt[DEALS - DEALS / 20 - 1]
        });
        self.chance.insert(sizes, by_chance);
        Worth { worth, by_chance }
    }

    /// The worth where future `at` has the outcomes of future `dealt[at]`.
    fn gain(&self, fit: &Fit, dealt: &[usize]) -> f64 {
        let fitted: Vec<DVector<f64>> = self.plans.iter().map(|plan| fit.fitted(plan, dealt)).collect();
        let mean =
            |of: &dyn Fn(usize) -> f64| -> f64 { self.weights.iter().enumerate().map(|(at, w)| w * of(at)).sum() };
        let chosen = mean(&|at| fitted.iter().map(|plan| plan[at]).fold(f64::NEG_INFINITY, f64::max));
        let without = fitted.iter().map(|plan| mean(&|at| plan[at])).fold(f64::NEG_INFINITY, f64::max);
        (chosen - without).max(0.0)
    }
}

/// How values lie: futures of equal value together, from the lowest value on.
struct Lies {
    groups: Vec<Vec<usize>>,
}

impl Lies {
    fn of(values: &[f64]) -> Lies {
        let mut sorted: Vec<usize> = (0..values.len()).collect();
        sorted.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
        let groups = sorted.chunk_by(|one, other| values[*one].total_cmp(&values[*other]).is_eq());
        Lies { groups: groups.map(<[usize]>::to_vec).collect() }
    }
}

/// Least squares on columns that are orthonormal under the weights.
struct Fit {
    basis: DMatrix<f64>,
    weights: DVector<f64>,
}

impl Fit {
    fn of(lies: &Lies, weights: &[f64]) -> Fit {
        let many: usize = lies.groups.iter().map(Vec::len).sum();
        let few = lies.groups.len() <= FEW;
        let columns = if few { lies.groups.len() } else { DEGREE + 1 };
        let mut matrix = DMatrix::zeros(many, columns);
        let mut below = 0;
        for (group, members) in lies.groups.iter().enumerate() {
            // The middle of the ranks of equal values, from −1 to 1.
            let x = (2 * below + members.len()) as f64 / many as f64 - 1.0;
            below += members.len();
            for at in members {
                for column in 0..columns {
                    let value = if few { f64::from(u8::from(column == group)) } else { legendre(column, x) };
                    matrix[(*at, column)] = value * weights[*at].sqrt();
                }
            }
        }
        Fit {
            basis: matrix.qr().q(),
            weights: DVector::from_iterator(many, weights.iter().map(|weight| weight.sqrt())),
        }
    }

    fn fitted(&self, plan: &[f64], dealt: &[usize]) -> DVector<f64> {
        let outcome = DVector::from_iterator(plan.len(), dealt.iter().map(|at| plan[*at])).component_mul(&self.weights);
        let fitted = &self.basis * self.basis.tr_mul(&outcome);
        let plain =
            fitted.iter().zip(&self.weights).map(|(value, weight)| if *weight > 0.0 { value / weight } else { 0.0 });
        DVector::from_iterator(plan.len(), plain)
    }
}

/// Legendre's polynomials by their recurrence.
fn legendre(degree: usize, x: f64) -> f64 {
    let (mut before, mut at) = (1.0, x);
    if degree == 0 {
        return before;
    }
    for n in 1..degree {
        let n = n as f64;
        (before, at) = (at, ((2.0 * n + 1.0) * x * at - n * before) / (n + 1.0));
    }
    at
}
