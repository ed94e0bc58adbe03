//! The best plan of each future, as if it were known beforehand: what regret is held against.

use super::{Against, Prepared, RobustAsked, RobustError};
use crate::explore::again::{Again, Best};
use crate::explore::together::{dealt, each_of, side_by_side};
use crate::formulation::Aim;
use crate::method::Watcher;

/// In the order of the futures. They are dealt into parts, each of which begins anew: what comes of one hangs on
/// its part alone, and not on how many threads there are.
pub(super) fn of(
    futures: &[Prepared],
    asked: &RobustAsked,
    watcher: &mut dyn Watcher,
) -> Result<Vec<Best>, RobustError> {
    let parts = dealt(&(0..futures.len()).collect::<Vec<usize>>());
    let limits = each_of(parts.len(), asked.each);
    let found = side_by_side(&parts, watcher, |part, watcher| {
        let mut again: Option<Again> = None;
        let mut found = Vec::new();
        for at in part {
            let instance = &futures[*at].instance;
            let open = match again.take() {
                Some(mut open) => {
                    open.turn_to(&instance.scenario)?;
                    open
                }
                None => Again::open(instance, asked.wanted, limits, 1)?,
            };
            let best = again.insert(open).best("best", &[], watcher)?;
            found.push(best);
            if watcher.stop() {
                break;
            }
        }
        found.resize(part.len(), Best::default());
        Ok(found)
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// What regret is held against in a future, and what that is.
pub(super) fn against(best: &Best, aim: Aim) -> (Option<f64>, Against) {
    let goal = best.plan.iter().flat_map(|plan| &plan.goals).find(|goal| goal.aim == aim);
    match (goal, best.bound) {
        (Some(goal), _) if goal.closed => (Some(goal.value), Against::Value),
        (_, Some(bound)) => (Some(bound), Against::Bound),
        (Some(goal), None) => (Some(goal.value), Against::Found),
        (None, None) => (None, Against::Nothing),
    }
}
