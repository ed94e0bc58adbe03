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
use super::again::{Again, Best, of_many};
use super::together::{at_a_time, side_by_side};
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
        // Plans that miss different amounts of what is soft have no price between them.
        if !self.free.misses_as_much_as(&self.nested) {
            return None;
        }
        let sign = if aim.maximise() { 1.0 } else { -1.0 };
        // Whichever plan is better is a plan of the step by itself.
        let best = if sign * free >= sign * nested { free } else { nested };
        let least = self.nested.bound.map_or(0.0, |bound| (sign * (best - bound)).max(0.0));
        let most = self.free.bound.map_or(f64::INFINITY, |bound| sign * (bound - nested));
        Some((least, most.max(least)))
    }
}

/// An amount and its problem.
type Step = (Pence, Arc<Instance>);

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
    // The chain and the others side by side, or one after the other.
    let share = at_a_time(2) as f64 / (2 * amounts.len().max(1)) as f64;
    let part = Limits { seconds: limits.seconds.map(|most| most * share), ..of_many(instance, limits) };
    let steps: Vec<Step> = amounts.iter().map(|amount| (*amount, with_amount(instance, target, *amount))).collect();
    let open = |step: &Step| Again::open(&step.1, wanted, part, 1);
    // By itself a step is there to be compared with: its first goal and its bound.
    let free = |step: &Step, watcher: &mut dyn Watcher| {
        if watcher.stop() { Ok(Best::default()) } else { open(step)?.best_of_first("by itself", &[], watcher) }
    };
    // The end that is found first is tied to nothing; each step after it to the one before.
    let order: Vec<usize> =
        if from == From::Last { (0..steps.len()).rev().collect() } else { (0..steps.len()).collect() };
    let chain = |watcher: &mut dyn Watcher| {
        let mut found: Vec<Best> = Vec::new();
        let mut known: Option<Vec<LevelIx>> = None;
        for step in order.iter().map(|at| &steps[*at]) {
            let best = match &known {
                _ if watcher.stop() => Best::default(),
                None => open(step)?.best("nested", &[], watcher)?,
                Some(neighbour) => {
                    let laid = tied(&step.1.scenario, neighbour, from);
                    open(step)?.best("nested", &laid, watcher)?
                }
            };
            known = best.plan.as_ref().map(|plan| plan.decisions.levels.clone()).or(known);
            found.push(best);
        }
        Ok(found)
    };
    let parts: Vec<Option<usize>> = std::iter::once(None).chain(order.iter().skip(1).map(|at| Some(*at))).collect();
    let mut found = side_by_side(&parts, watcher, |part, watcher| match part {
        None => chain(watcher),
        Some(at) => Ok(vec![free(&steps[*at], watcher)?]),
    })?;
    let mut chained = found.remove(0);
    // The chain's first step is that step by itself.
    let mut found: Vec<Best> = chained.first().cloned().into_iter().chain(found.into_iter().flatten()).collect();
    if from == From::Last {
        chained.reverse();
        found.reverse();
    }
    let rungs = steps.into_iter().zip(found.into_iter().zip(chained));
    Ok(rungs.map(|((amount, instance), (free, nested))| Rung { amount, instance, free, nested }).collect())
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
