//! What a pound is worth: solved again with a little more and a little less of it.
//!
//! ```text
//! the next £Δ keeps    V(T − Δ) − V(T)         a target lowered
//! the last £Δ costs    V(T) − V(T + Δ)         a target raised
//! ```
//!
//! Margins of a whole-number problem are no shadow prices: they are differences of two plans, each with its own
//! proven bound, and what both leave open is told. A difference that the bounds do not tell from nothing is
//! called that.
//!
//! Source: model.md, "Numbers"; domain.md, section 4 and F19.

use super::RunError;
use super::again::{Again, Best, first_aim};
use super::ladder::with_amount;
use super::together::{each_of, side_by_side};
use crate::formulation::Aim;
use crate::instance::Instance;
use crate::method::{Limits, MethodError, Wanted, Watcher};
use doorstep_scenario::Pence;
use std::sync::Arc;

/// One amount of a target and the best plan for it.
#[derive(Debug, Clone)]
pub struct Priced {
    /// What the target asks for.
    pub amount: Pence,
    /// The plan and its bound.
    pub best: Best,
}

/// A target as it is, and with one step less and more.
#[derive(Debug, Clone)]
pub struct Margin {
    /// Which target, by its position.
    pub target: usize,
    /// The first goal.
    pub aim: Aim,
    /// Less, as it is, more.
    pub priced: [Priced; 3],
}

/// By how much better one plan is than another: at least, as found, at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// Proven: never less.
    pub least: f64,
    /// Between the plans that were found.
    pub found: f64,
    /// Never more.
    pub most: f64,
}

impl Margin {
    /// Nothing where a plan is missing, or the two miss different amounts of what is soft.
    ///
    /// How much more of the first goal there is with the target one step lower, or is lost with it one higher.
    pub fn apart(&self, lower: bool) -> Option<Apart> {
        let [less, same, more] = &self.priced;
        let (better, worse) = if lower { (less, same) } else { (same, more) };
        let sign = if self.aim.maximise() { 1.0 } else { -1.0 };
        let (high, low) = (better.best.value(self.aim)?, worse.best.value(self.aim)?);
        if !better.best.misses_as_much_as(&worse.best) {
            return None;
        }
        let bound = |of: &Priced| of.best.bound.unwrap_or(f64::INFINITY * sign);
        Some(Apart {
            least: (sign * (high - bound(worse))).max(0.0),
            found: sign * (high - low),
            most: sign * (bound(better) - low),
        })
    }
}

/// Solves again with a target `step` lower and higher.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn margin(
    instance: &Arc<Instance>,
    target: usize,
    step: Pence,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Margin, RunError> {
    let amount = instance.scenario.targets.get(target).map_or(Pence::ZERO, |target| target.amount);
    let amounts = [amount - step, amount, amount + step];
    let limits = each_of(amounts.len(), limits);
    let priced = side_by_side(&amounts, watcher, |amount, watcher| {
        let mut again = Again::open(&with_amount(instance, target, *amount), wanted, limits, 1)?;
        Ok(Priced { amount: *amount, best: again.best("plan", &[], watcher)? })
    })?;
    let priced = priced.try_into().map_err(|_| MethodError::Failed("a margin was lost".to_owned()))?;
    Ok(Margin { target, aim: first_aim(instance), priced })
}
