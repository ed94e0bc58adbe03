//! One plan for several futures: its decisions are the same in all of them, and who is reached follows in each.
//!
//! ```text
//! x    levels, runs and sessions that keep every hard rule and target in every future
//! v_i  the first goal in future i, with the reach that follows from x there
//! x*   least mean shortfall of what is soft, then the best criterion of v_1 … v_n
//! ```
//!
//! **Which goal.** The first of the scenario's goals that is no shortfall, and it alone: goals after it have no say,
//! and nothing of its tolerance is given to them. **Soft demands** come before it, as everywhere: points missed are
//! least in the mean of the futures, and the criterion is the best there is without missing more. The mean, since
//! only then is every future's own shortfall as small as the decisions let it be, which is what reach is shared out
//! by. A plan that misses more in a future than the best plan there may have more of the goal than that: then its
//! regret there is 0. **Hard demands** are kept in each future, each with that future's numbers; where no plan can,
//! members are named that rule each other out, found by dropping one after another.
//!
//! **Regret** is against the best plan's value where that is proven, and against its bound where it is not: then it
//! is what regret is at most, and the table says so.
//!
//! **Proof.** The plan is measured and checked in every future ([`Assessed`]); the criterion is recomputed from those
//! values in plain arithmetic (`arithmetic.rs`), and one that is not what the model said is an error. Few decisions
//! are searched on whole sessions at once. Many are searched on continuous ones, whose bound holds for whole ones,
//! and settled: levels as found, sessions nearby.
//!
//! Sources: see [`Several`].

mod answer;
mod arithmetic;
mod bests;
mod clashing;
mod plan;
mod proof;

pub use answer::{Against, InMember, Member, RobustAnswer, RobustAsked, RobustError, RobustPlan};
pub use arithmetic::worth;

use super::take_up::{as_scaled, known_take_up};
use super::{RunError, first_aim};
use crate::formulation::Grain;
use crate::instance::Instance;
use crate::method::{Criterion, MethodError, Problem, Several, Watcher, know_today};
use doorstep_scenario::Share;
use proof::{as_written, in_each, proved};
use std::sync::Arc;

/// No more futures than this are decided for at once.
pub const MOST_FUTURES: usize = 50;
/// Nor with more columns than this in all: the relaxation alone would take hours.
pub const MOST_COLUMNS: usize = 3_000_000;

/// One future, prepared.
struct Prepared {
    number: u64,
    weight: f64,
    instance: Arc<Instance>,
}

/// Finds the plan. `base` is the scenario as written, prepared; the order in which members are given changes nothing.
///
/// # Errors
/// [`RobustError`] when the futures do not fit together, the solver fails, the checker refuses a plan, or the
/// criterion does not come out as the model says.
pub fn robust(
    base: &Arc<Instance>,
    members: Vec<Member>,
    asked: &RobustAsked,
    watcher: &mut dyn Watcher,
) -> Result<RobustAnswer, RobustError> {
    known_take_up(base)?;
    let futures = prepared(base, members, asked.criterion)?;
    let aim = first_aim(base);
    let bests = bests::of(&futures, asked, watcher)?;
    let alone: Vec<u64> =
        futures.iter().zip(&bests).filter(|(_, best)| best.impossible).map(|(future, _)| future.number).collect();
    if !alone.is_empty() {
        return Ok(RobustAnswer::Alone { members: alone });
    }
    let known: Vec<(Option<f64>, Against)> = bests.iter().map(|best| bests::against(best, aim)).collect();
    if asked.criterion == Criterion::MinimaxRegret
        && let Some(at) = known.iter().position(|(best, _)| best.is_none())
    {
        let why = format!(
            "nothing is known yet of the best plan of member {}, and regret is held against that: give more work to each future",
            futures[at].number
        );
        return Ok(RobustAnswer::Nothing { why });
    }
    let against: Vec<f64> = known.iter().map(|(best, _)| best.unwrap_or(0.0)).collect();
    let found = match plan::find(&futures, aim, asked, (&bests, &against), watcher)? {
        plan::Found::Plan(found) => *found,
        plan::Found::Impossible => return clashing::told(&futures, asked, watcher),
        plan::Found::Nothing => {
            let why = "the search was stopped before a plan was found that keeps every rule in each of these futures: \
                       give it more work, or fewer futures";
            return Ok(RobustAnswer::Nothing { why: why.to_owned() });
        }
    };
    let each = in_each(&futures, aim, &found.decisions)?;
    let mut all = Vec::new();
    for (((future, plan), best), (against, how)) in futures.iter().zip(each).zip(&bests).zip(known) {
        let value = plan.value(aim).unwrap_or(0.0);
        all.push(InMember {
            number: future.number,
            weight: future.weight,
            value,
            best: best.value(aim),
            bound: best.bound,
            against: how,
            regret: against.map(|best| arithmetic::regret(best, value, aim.maximise())),
            plan,
        });
    }
    let base = as_written(base, &found.decisions)?;
    proved(found, aim, asked, &against, all, base).map(|plan| RobustAnswer::Plan(Box::new(plan)))
}

/// The futures by number, their weights in all 1, each asked for the first goal alone.
fn prepared(base: &Instance, mut members: Vec<Member>, criterion: Criterion) -> Result<Vec<Prepared>, RobustError> {
    let refused = |why: String| Err(RobustError::Futures(why));
    if let Criterion::CVaR { share } = criterion
        && !(share > 0.0 && share <= 1.0)
    {
        return refused(format!("a share of futures is above 0 and at most 1, and not {share}"));
    }
    if members.is_empty() || members.len() > MOST_FUTURES {
        let many = members.len();
        return refused(format!("a plan is made for 1 to {MOST_FUTURES} futures, and not for {many}: name fewer"));
    }
    members.sort_by_key(|member| member.number);
    if let Some(pair) = members.windows(2).find(|pair| pair[0].number == pair[1].number) {
        return refused(format!("member {} is named twice", pair[0].number));
    }
    if let Some(member) = members.iter().find(|member| !(member.weight > 0.0 && member.weight.is_finite())) {
        return refused(format!("member {} counts {}: a weight is above 0", member.number, member.weight));
    }
    let sum: f64 = members.iter().map(|member| member.weight).sum();
    let mut all = Vec::new();
    let mut columns = 0;
    for member in members {
        let mut scenario = as_scaled(member.scenario, &base.scenario.observed.scaled);
        scenario.goals.truncate(1);
        scenario.goals.iter_mut().for_each(|goal| goal.within = Share::ZERO);
        let instance = Arc::new(Instance::prepare(Arc::new(scenario)));
        columns += instance.arms.len();
        if columns > MOST_COLUMNS {
            return refused(format!(
                "these futures have more than {MOST_COLUMNS} pairs of people and offers in all, which is more than one \
                 model can hold: name fewer members, or hold plans fixed in all of them with doorstep ensemble plan --hold"
            ));
        }
        know_today(&instance).map_err(RunError::from)?;
        all.push(Prepared { number: member.number, weight: member.weight / sum, instance });
    }
    Ok(all)
}

/// How sessions are searched: on whole steps where that is little work in one future.
fn grain(futures: &[Prepared]) -> Grain {
    futures.first().map_or(Grain::Whole, |future| Problem::of(Arc::clone(&future.instance)).grain)
}

/// All of them in one problem.
fn together(futures: &[Prepared], grain: Grain) -> Result<Several, RobustError> {
    let all: Vec<(Arc<Instance>, f64)> =
        futures.iter().map(|future| (Arc::clone(&future.instance), future.weight)).collect();
    Several::of(&all, grain).map_err(|error| match error {
        MethodError::Unusable(why) => RobustError::Futures(why),
        other => other.into(),
    })
}
