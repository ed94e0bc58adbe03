//! What a person's own plan leaves open: the best plan for the same money, and the one or two sites whose change
//! would help most.
//!
//! ```text
//! same money    best plan with  cost ≤ cost of the proposal
//! k swaps       the same, with at most k sites at another level than in the proposal
//! distance      first goal of the best plan for the same money − that of the proposal
//! ```
//!
//! Sessions may be anything in all of them; every hard rule is kept, also those that the proposal breaks, so that a
//! plan that is called better is one that could be taken.
//!
//! Source: vision.md, users (commissioners); model.md, "Modes of use" (score).

use super::again::{Again, Best};
use super::{Assessed, RunError};
use crate::formulation::money::cost_expression;
use crate::formulation::{Aim, Formulation};
use crate::instance::Instance;
use crate::method::{Change, Limits, Wanted, Watcher};
use doorstep_scenario::{Pence, Place, Rule, RuleKind, Scenario, Strength};
use std::sync::Arc;

/// A plan for no more money.
#[derive(Debug, Clone)]
pub struct Better {
    /// At most so many sites at another level than in the proposal; nothing where any may be.
    pub swaps: Option<usize>,
    /// The plan and its bound.
    pub best: Best,
}

/// What a proposal leaves open.
#[derive(Debug, Clone)]
pub struct Improved {
    /// The first goal.
    pub aim: Aim,
    /// The scenario with the proposal's money as a limit.
    pub instance: Arc<Instance>,
    /// With one swap, with two, with any.
    pub better: Vec<Better>,
}

/// Looks for better plans for a proposal's money.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn improve(
    instance: &Arc<Instance>,
    proposal: &Assessed,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Improved, RunError> {
    let instance = for_the_money(instance, proposal);
    let mut again = Again::open(&instance, wanted, limits, 3)?;
    again.miss_no_more(proposal);
    let aim = again.aim;
    let mut better = Vec::new();
    for swaps in [Some(1), Some(2), None] {
        if watcher.stop() {
            break;
        }
        let near = swaps.map(|swaps| Change::Near(proposal.decisions.levels.clone(), swaps));
        let laid: Vec<Change> = near.into_iter().collect();
        let label = match swaps {
            Some(1) => "one swap".to_owned(),
            Some(swaps) => format!("{swaps} swaps"),
            None => "best for the money".to_owned(),
        };
        let best = again.best(&label, &laid, watcher)?;
        // The search had a little room for rounding; what is told costs no penny more.
        let money = |plan: &Assessed| plan.measures.money.total();
        let plan = best.plan.filter(|plan| money(plan) <= money(proposal) && again.may_miss(plan));
        better.push(Better { swaps, best: Best { plan, ..best } });
    }
    Ok(Improved { aim, instance, better })
}

/// The scenario with the proposal's cost as the most that may be spent.
fn for_the_money(instance: &Arc<Instance>, proposal: &Assessed) -> Arc<Instance> {
    let mut scenario: Scenario = (*instance.scenario).clone();
    // The search keeps half a penny free for every rounded cost: without as much room the proposal itself is none.
    let layout = Formulation::of_plans(instance).layout;
    #[allow(clippy::cast_possible_truncation, reason = "a penny for each offer and line")]
    let room = Pence((2.0 * cost_expression(instance, &layout, |_| true).rounding).ceil() as i64);
    scenario.rules.push(Rule {
        id: "no more than the proposal".to_owned(),
        kind: RuleKind::CostAtMost { amount: proposal.measures.money.total() + room, lines: None },
        strength: Strength::Hard,
        why: Some("So that plans for the same money are compared".to_owned()),
        source: None,
        place: Place::default(),
    });
    scenario.rules.sort_by(|a, b| a.id.cmp(&b.id));
    Arc::new(Instance::prepare(Arc::new(scenario)))
}
