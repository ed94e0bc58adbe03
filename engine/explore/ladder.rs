//! Plans for rising targets, each a part of the next, and what that costs.
//!
//! ```text
//! nested: every site is, at each step, at today's level or at the level it has from its one move on
//! price of nesting at a step = best plan of that step by itself − best nested plan
//! ```
//!
//! From the last step: the deepest plan is found first and the others are ways to it, for it is what lasts. From
//! the first: the next plan goes on from where the one before it stands. Either is the best for its end of the
//! ladder. The price of a step lies between what is proven and what was found: both are told.
//!
//! Source: model.md, "Modes of use".

use super::RunError;
use super::again::{Again, Best};
use crate::formulation::{Aim, ColumnKey};
use crate::instance::Instance;
use crate::method::{Change, Limits, Wanted, Watcher};
use doorstep_scenario::{LevelIx, Pence, Scenario, SiteIx, Strength};
use std::sync::Arc;

/// Which step is found first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The deepest.
    Last,
    /// The first.
    First,
}

/// A step of the ladder.
#[derive(Debug, Clone)]
pub struct Rung {
    /// What its target asks for.
    pub amount: Pence,
    /// Its problem.
    pub instance: Arc<Instance>,
    /// The best plan by itself.
    pub free: Best,
    /// The plan that hangs together with the other steps', bounded as far as the neighbour found before it goes.
    pub nested: Best,
}

impl Rung {
    /// What nesting costs of a goal, the first one that is no shortfall: at least what is proven, at most what bound and plan leave open.
    pub fn price(&self, aim: Aim) -> Option<(f64, f64)> {
        let (free, nested) = (self.free.value(aim)?, self.nested.value(aim)?);
        let sign = if aim.maximise() { 1.0 } else { -1.0 };
        // Whichever plan is better is a plan of the step by itself.
        let best = if sign * free >= sign * nested { free } else { nested };
        let least = self.nested.bound.map_or(0.0, |bound| (sign * (best - bound)).max(0.0));
        let most = sign * (self.free.bound.unwrap_or(best) - nested);
        Some((least, most.max(least)))
    }
}

/// Plans for each amount of one target, rising. Steps that no plan meets have none.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn ladder(
    instance: &Arc<Instance>,
    target: usize,
    amounts: &[Pence],
    from: From,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Vec<Rung>, RunError> {
    let mut amounts = amounts.to_vec();
    amounts.sort_unstable();
    amounts.dedup();
    let solves = 2 * amounts.len();
    let part = Limits { seconds: limits.seconds.map(|most| most / solves as f64), ..limits };
    let mut rungs = Vec::new();
    for amount in amounts {
        let instance = with_amount(instance, target, amount);
        let mut rung = Rung { amount, instance: Arc::clone(&instance), free: Best::default(), nested: Best::default() };
        if !watcher.stop() {
            rung.free = Again::open(&instance, wanted, part, 1)?.best("by itself", &[], watcher)?;
        }
        rungs.push(rung);
    }
    let possible: Vec<usize> = (0..rungs.len()).filter(|at| rungs[*at].free.plan.is_some()).collect();
    let order: Vec<usize> = if from == From::Last { possible.into_iter().rev().collect() } else { possible };
    let mut known: Option<Vec<LevelIx>> = None;
    for at in order {
        let rung = &mut rungs[at];
        rung.nested = match &known {
            // The end that is found first is tied to nothing.
            None => rung.free.clone(),
            Some(_) if watcher.stop() => break,
            Some(neighbour) => {
                let laid = tied(&rung.instance.scenario, neighbour, from);
                Again::open(&rung.instance, wanted, part, 1)?.best("nested", &laid, watcher)?
            }
        };
        known = rung.nested.plan.as_ref().map(|plan| plan.decisions.levels.clone()).or(known);
    }
    Ok(rungs)
}

/// The same problem with another amount of a target.
pub(super) fn with_amount(instance: &Instance, target: usize, amount: Pence) -> Arc<Instance> {
    let mut scenario: Scenario = (*instance.scenario).clone();
    if let Some(target) = scenario.targets.get_mut(target) {
        target.amount = amount;
        target.strength = Strength::Hard;
    }
    Arc::new(Instance::prepare(Arc::new(scenario)))
}

/// Levels that hang together with a neighbour's: from the last step, today's or the neighbour's; from the first,
/// a site that has moved stays where it is.
fn tied(scenario: &Scenario, neighbour: &[LevelIx], from: From) -> Vec<Change> {
    let mut laid = Vec::new();
    for (at, site) in scenario.sites.iter().enumerate() {
        let moved = neighbour[at] != site.baseline;
        let allowed = |level: LevelIx| match from {
            From::Last => level == site.baseline || level == neighbour[at],
            From::First => !moved || level == neighbour[at],
        };
        let ruled_out = site.levels.iter().filter(|level| !allowed(**level));
        laid.extend(ruled_out.map(|level| Change::Bound(ColumnKey::Level(SiteIx(at), *level), 0.0, 0.0)));
    }
    laid
}
