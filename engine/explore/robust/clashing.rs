//! No plan keeps everything in all futures: which of them rule each other out, by dropping one after another.

use super::{Prepared, RobustAnswer, RobustAsked, RobustError, grain, together};
use crate::explore::clash::with_pennies_back;
use crate::formulation::{Grain, Layout};
use crate::method::{Criterion, Limits, Status, Watcher, stages_of};
use std::sync::Arc;

/// Is there a plan for these futures? Nothing where there was no time to tell.
fn possible(futures: &[Prepared], asked: &RobustAsked, watcher: &mut dyn Watcher) -> Result<Option<bool>, RobustError> {
    let several = together(futures, grain(futures))?;
    let Some((aim, _)) = futures.first().and_then(|first| stages_of(&first.instance.scenario).last().copied()) else {
        return Ok(Some(true));
    };
    // Any plan will do.
    let any = Limits { gap: Some(1e6), ..asked.limits };
    let found = several.solve(aim, Criterion::Mean, &[], &any, watcher)?;
    Ok(match found.status {
        Status::Impossible => Some(false),
        _ if found.columns.is_some() => Some(true),
        Status::Proven | Status::Stopped => None,
    })
}

/// The answer where the model has no plan for all of them.
pub(super) fn told(
    futures: &[Prepared],
    asked: &RobustAsked,
    watcher: &mut dyn Watcher,
) -> Result<RobustAnswer, RobustError> {
    let Some(mut left) = eased(futures) else { return Ok(pennies()) };
    if possible(&left, asked, watcher)? != Some(false) {
        return Ok(pennies());
    }
    let mut minimal = true;
    let mut at = 0;
    while at < left.len() && left.len() > 1 {
        if watcher.stop() {
            minimal = false;
            break;
        }
        let dropped = left.remove(at);
        match possible(&left, asked, watcher)? {
            // They rule each other out without it.
            Some(false) => {}
            known => {
                minimal &= known.is_some();
                left.insert(at, dropped);
                at += 1;
            }
        }
    }
    Ok(RobustAnswer::Impossible { members: left.iter().map(|future| future.number).collect(), minimal })
}

/// The futures with the half pennies given back that whole sessions keep free for rounding: only what is impossible
/// with them, too, is proven so. Nothing where they cannot be given back.
fn eased(futures: &[Prepared]) -> Option<Vec<Prepared>> {
    let whole = grain(futures) == Grain::Whole;
    let each = futures.iter().map(|future| {
        let back = whole.then(|| with_pennies_back(&future.instance, &Layout::of(&future.instance))).flatten();
        let instance = match back {
            None => Arc::clone(&future.instance),
            Some(eased) => Arc::new(future.instance.answering_to(Arc::new(eased?))),
        };
        Some(Prepared { number: future.number, weight: future.weight, instance })
    });
    each.collect()
}

fn pennies() -> RobustAnswer {
    let why = "no plan was found, and none is ruled out: targets and limits on money leave no room for the rounding of \
               pennies; ease one by a pound";
    RobustAnswer::Nothing { why: why.to_owned() }
}
