//! The plan proved in every future, and the criterion recomputed from that.

use super::arithmetic::{self, worth};
use super::plan::Plan;
use super::{InMember, Prepared, RobustAsked, RobustError, RobustPlan};
use crate::explore::assess::From;
use crate::explore::{Assessed, RunError};
use crate::formulation::{Aim, Formulation};
use crate::instance::{Decisions, Instance};
use crate::method::{Criterion, gap, know_today, stages_of};
use std::sync::Arc;

/// The plan measured and checked in each future, which may break nothing there.
pub(super) fn in_each(futures: &[Prepared], aim: Aim, decisions: &Decisions) -> Result<Vec<Assessed>, RobustError> {
    let each = futures.iter().map(|future| {
        let exact = Formulation::of_plans(&future.instance);
        let aims = stages_of(&future.instance.scenario);
        debug_assert!(aims.iter().any(|(known, _)| *known == aim));
        Assessed::of("plan", &exact, &aims, decisions.clone(), &From::Solved { stages: &[] })
    });
    Ok(each.collect::<Result<Vec<Assessed>, RunError>>()?)
}

/// Today and the plan in the scenario as written, which it need not be made for.
pub(super) fn as_written(base: &Arc<Instance>, decisions: &Decisions) -> Result<[Assessed; 2], RobustError> {
    know_today(base).map_err(RunError::from)?;
    let exact = Formulation::of_plans(base);
    let aims = stages_of(&base.scenario);
    let today = Assessed::status_quo(&exact, &aims)?;
    Ok([today, Assessed::of("plan", &exact, &aims, decisions.clone(), &From::Proposed)?])
}

/// The criterion from the assessed futures, held against what the model says.
pub(super) fn proved(
    found: Plan,
    aim: Aim,
    asked: &RobustAsked,
    against: &[f64],
    members: Vec<InMember>,
    base: [Assessed; 2],
) -> Result<RobustPlan, RobustError> {
    let criterion = asked.criterion;
    let each: Vec<(f64, f64)> = members.iter().map(|member| (member.value, member.weight)).collect();
    let value = worth(criterion, aim.maximise(), &each, against);
    let most = members.iter().map(|member| arithmetic::off(&member.plan, aim, member.bound)).fold(0.0, f64::max);
    let sign = if criterion.maximise(aim.maximise()) { 1.0 } else { -1.0 };
    let missed = |member: &InMember| member.plan.value(Aim::LeastShortfall).map(|missed| missed * member.weight);
    let shortfall: Option<f64> = members.iter().map(missed).sum();
    let differs = |model: f64| RobustError::Differs { name: criterion.name(), model, proved: value, most };
    if sign * (found.value - value) > most {
        return Err(differs(found.value));
    }
    // A bound is of plans that miss no more than was held.
    let missed_more =
        shortfall.zip(found.held).is_some_and(|(missed, held)| missed > held + 1e-6 * held.abs().max(1.0));
    let mut bound = found.bound.filter(|_| !missed_more);
    if let Some(known) = bound
        && sign * (value - known) > 0.0
    {
        if sign * (value - known) > most {
            return Err(differs(known));
        }
        bound = Some(value);
    }
    // Regret may be 0: its gap is a share of what there is to be reached.
    let regret = criterion == Criterion::MinimaxRegret;
    let mean: f64 = members.iter().zip(against).map(|(member, best)| member.weight * best.abs()).sum();
    let spare = if regret { mean } else { 0.0 };
    let apart = bound.map(|bound| gap(value + spare, bound + spare));
    let near = asked.limits.gap.unwrap_or(0.0).max(1e-6);
    let pennies = most / value.abs().max(spare).max(1.0);
    Ok(RobustPlan {
        criterion,
        aim,
        decisions: found.decisions,
        value,
        bound,
        gap: apart,
        proven: apart.is_some_and(|apart| apart <= near + pennies),
        shortfall,
        members,
        base,
        told: found.told,
    })
}
