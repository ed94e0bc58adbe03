//! Criteria from values, in plain arithmetic: what the model says is held against this.

use crate::explore::Assessed;
use crate::formulation::Aim;
use crate::method::Criterion;

/// What a plan has less of a goal than the best (more, where less is better); at least 0.
pub(super) fn regret(best: f64, value: f64, maximise: bool) -> f64 {
    let sign = if maximise { 1.0 } else { -1.0 };
    (sign * (best - value)).max(0.0)
}

/// A criterion of values with their weights, against the best of each where it is regret.
///
/// The worst share of futures: whole ones, the worst first, and of the next so much of its weight as is left.
pub fn worth(criterion: Criterion, maximise: bool, each: &[(f64, f64)], best: &[f64]) -> f64 {
    match criterion {
        Criterion::Mean => tail(1.0, maximise, each),
        Criterion::CVaR { share } => tail(share, maximise, each),
        Criterion::MinimaxRegret => {
            each.iter().zip(best).map(|((value, _), best)| regret(*best, *value, maximise)).fold(0.0, f64::max)
        }
    }
}

fn tail(share: f64, maximise: bool, each: &[(f64, f64)]) -> f64 {
    let mut sorted = each.to_vec();
    sorted.sort_by(|a, b| if maximise { a.0.total_cmp(&b.0) } else { b.0.total_cmp(&a.0) });
    let all: f64 = each.iter().map(|(_, weight)| weight).sum();
    let (mut left, mut sum, mut taken) = (share * all, 0.0, 0.0);
    for (value, weight) in sorted {
        // Hairs of weights are no future of their own.
        if left <= 1e-12 * all {
            break;
        }
        let part = weight.min(left);
        sum += part * value;
        taken += part;
        left -= part;
    }
    if taken > 0.0 { sum / taken } else { 0.0 }
}

/// By how much a plan's goal may be off what the model has, by rounding: pennies, and the solver's last digits.
pub(super) fn off(plan: &Assessed, aim: Aim, best: Option<f64>) -> f64 {
    const DIGITS: f64 = 2e-6;
    let Some(goal) = plan.goals.iter().find(|goal| goal.aim == aim) else { return 0.0 };
    DIGITS * goal.value.abs().max(best.unwrap_or(0.0).abs()).max(1.0) + 2.0 * goal.rounding
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: [(f64, f64); 4] = [(40.0, 0.25), (10.0, 0.25), (20.0, 0.25), (30.0, 0.25)];

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn the_worst_share_takes_a_part_of_the_future_at_its_edge() {
        let cvar = |share: f64| worth(Criterion::CVaR { share }, true, &FOUR, &[]);
        assert!(near(cvar(0.01), 10.0) && near(cvar(0.25), 10.0), "the worst alone");
        assert!(near(cvar(0.375), (10.0 + 0.5 * 20.0) / 1.5), "half of the second worst");
        assert!(near(cvar(1.0), 25.0) && near(worth(Criterion::Mean, true, &FOUR, &[]), 25.0), "all of them");
        assert!(near(worth(Criterion::CVaR { share: 0.25 }, false, &FOUR, &[]), 40.0), "where less is better");
    }

    #[test]
    fn regret_is_the_greatest_there_is_and_never_below_nothing() {
        let regret = |best: [f64; 4], maximise| worth(Criterion::MinimaxRegret, maximise, &FOUR, &best);
        assert!(near(regret([41.0, 13.0, 20.0, 30.0], true), 3.0));
        assert!(near(regret([0.0; 4], true), 0.0));
        assert!(near(regret([39.0, 8.0, 20.0, 30.0], false), 2.0));
    }
}
