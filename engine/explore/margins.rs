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

use super::again::{Again, Found, bound_of};
use super::ladder::with_amount;
use super::{Assessed, RunError};
use crate::formulation::Aim;
use crate::instance::Instance;
use crate::method::{Limits, Wanted, Watcher, stages_of};
use doorstep_scenario::Pence;
use std::sync::Arc;

/// One amount of a target and the best plan for it.
#[derive(Debug, Clone)]
pub struct Priced {
    /// What the target asks for.
    pub amount: Pence,
    /// The plan; nothing where none was found.
    pub plan: Option<Assessed>,
    /// The first goal, as it was found.
    pub value: Option<f64>,
    /// No plan has more (or less).
    pub bound: Option<f64>,
    /// Is it proven that no plan meets it?
    pub impossible: bool,
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
    /// How much more of the first goal there is with the target one step lower, or is lost with it one higher.
    pub fn apart(&self, lower: bool) -> Option<Apart> {
        let [less, same, more] = &self.priced;
        let (better, worse) = if lower { (less, same) } else { (same, more) };
        let sign = if self.aim.maximise() { 1.0 } else { -1.0 };
        let (high, low) = (better.value?, worse.value?);
        Some(Apart {
            least: (sign * (high - worse.bound.unwrap_or(f64::INFINITY * sign))).max(0.0),
            found: sign * (high - low),
            most: sign * (better.bound.unwrap_or(f64::INFINITY * sign) - low),
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
    let part = Limits { seconds: limits.seconds.map(|most| most / 3.0), ..limits };
    let mut priced = |amount: Pence| priced(&with_amount(instance, target, amount), amount, wanted, part, watcher);
    let priced = [priced(amount - step)?, priced(amount)?, priced(amount + step)?];
    Ok(Margin { target, aim: first_aim(instance), priced })
}

/// The first goal that is no shortfall.
pub(super) fn first_aim(instance: &Instance) -> Aim {
    let mut aims = stages_of(&instance.scenario).into_iter().map(|(aim, _)| aim);
    aims.find(|aim| *aim != Aim::LeastShortfall).unwrap_or(Aim::LeastShortfall)
}

fn priced(
    instance: &Arc<Instance>,
    amount: Pence,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Priced, RunError> {
    let aim = first_aim(instance);
    let mut again = Again::open(instance, wanted, limits, 1)?;
    let aims = again.aims.clone();
    let mut found = Priced { amount, plan: None, value: None, bound: None, impossible: false };
    match again.best("plan", &aims, &[], watcher)? {
        Found::Plan(plan, stages) => {
            found.value = plan.value(aim);
            found.bound = bound_of(aim, &stages);
            found.plan = Some(*plan);
        }
        Found::Impossible => found.impossible = true,
        Found::Nothing(bound) => found.bound = bound,
    }
    Ok(found)
}
