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

mod arithmetic;
mod bests;
mod clashing;
mod plan;

pub use arithmetic::worth;

use super::assess::From;
use super::take_up::{as_scaled, known_take_up};
use super::{Assessed, RunError, first_aim};
use crate::formulation::{Aim, Formulation, Grain};
use crate::instance::{Decisions, Instance};
use crate::method::{Criterion, Limits, MethodError, Problem, Several, Wanted, Watcher, gap, know_today, stages_of};
use doorstep_scenario::{Scenario, Share};
use std::sync::Arc;

/// No more futures than this are decided for at once.
pub const MOST_FUTURES: usize = 50;
/// Nor with more columns than this in all: the relaxation alone would take hours.
pub const MOST_COLUMNS: usize = 3_000_000;

/// A future, by its number in an ensemble.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its number.
    pub number: u64,
    /// How much it counts beside the others; above 0. Regret counts every future alike.
    pub weight: f64,
    /// The scenario with its numbers.
    pub scenario: Scenario,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct RobustAsked {
    /// What makes a plan good.
    pub criterion: Criterion,
    /// By which method each future's best plan is found.
    pub wanted: Wanted,
    /// When to stop the search for each of those.
    pub each: Limits,
    /// When to stop the search for the plan.
    pub limits: Limits,
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RobustError {
    /// The solver failed, or the checker refused a plan.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The futures cannot be decided for together.
    #[error("{0}")]
    Futures(String),
    /// What the model says of the plan is not what comes of it.
    #[error(
        "by the model the plan has {model} ({name}); assessed in every future it has {proved}, and {most} is the most they may differ by. This is a fault of the program: please report it with the ensemble"
    )]
    Differs {
        /// The criterion.
        name: &'static str,
        /// Its value, or bound, by the model.
        model: f64,
        /// Recomputed from the assessed plans.
        proved: f64,
        /// What rounding explains.
        most: f64,
    },
}

impl std::convert::From<MethodError> for RobustError {
    fn from(error: MethodError) -> RobustError {
        RobustError::Run(RunError::Method(error))
    }
}

/// What regret in a future is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The best plan's value: proven.
    Value,
    /// Its bound: regret is at most this.
    Bound,
    /// The best that was found, of which nothing is proven: regret is at least this.
    Found,
    /// Nothing was found.
    Nothing,
}

impl Against {
    /// As tables name it.
    pub fn name(self) -> &'static str {
        match self {
            Against::Value => "best value, proven",
            Against::Bound => "bound: at most",
            Against::Found => "best found: at least",
            Against::Nothing => "not known",
        }
    }
}

/// The plan in one future.
#[derive(Debug, Clone)]
pub struct InMember {
    /// The member's number.
    pub number: u64,
    /// Its part of all weights.
    pub weight: f64,
    /// The plan there, checked.
    pub plan: Assessed,
    /// Its goal.
    pub value: f64,
    /// The best plan's goal, as far as one was found.
    pub best: Option<f64>,
    /// No plan of this future has more (or less).
    pub bound: Option<f64>,
    /// What regret is held against.
    pub against: Against,
    /// What the best plan has more of the goal (or less, where less is better).
    pub regret: Option<f64>,
}

/// A plan for several futures.
#[derive(Debug, Clone)]
pub struct RobustPlan {
    /// What makes it good.
    pub criterion: Criterion,
    /// The goal it is about.
    pub aim: Aim,
    /// Levels and sessions: the same in every future.
    pub decisions: Decisions,
    /// The criterion, recomputed from the futures.
    pub value: f64,
    /// No plan is better by the criterion than this.
    pub bound: Option<f64>,
    /// How far value and bound are apart, as a share; for regret as a share of the mean best with the bound.
    pub gap: Option<f64>,
    /// Is that as near as was asked, and the solver's arithmetic at least?
    pub proven: bool,
    /// Points missed of what is soft, in the mean; nothing where all is hard.
    pub shortfall: Option<f64>,
    /// Each future, by number.
    pub members: Vec<InMember>,
    /// Today in the scenario as written, and the plan there: whether it keeps everything there, too, its verdict says.
    pub base: [Assessed; 2],
    /// How it was found, in words.
    pub told: String,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum RobustAnswer {
    /// A plan.
    Plan(Box<RobustPlan>),
    /// These futures have no plan that keeps every rule and target even by themselves: proven.
    Alone {
        /// All of them.
        members: Vec<u64>,
    },
    /// Each future has a plan, and no plan keeps every rule and target in all of these: proven.
    Impossible {
        /// Which members rule each other out.
        members: Vec<u64>,
        /// Is there a plan for any of them left out?
        minimal: bool,
    },
    /// Stopped before any plan was found.
    Nothing {
        /// Why, in words.
        why: String,
    },
}

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

/// The plan measured and checked in each future, which may break nothing there.
fn in_each(futures: &[Prepared], aim: Aim, decisions: &Decisions) -> Result<Vec<Assessed>, RobustError> {
    let each = futures.iter().map(|future| {
        let exact = Formulation::formulate(&future.instance, Grain::Whole);
        let aims = stages_of(&future.instance.scenario);
        debug_assert!(aims.iter().any(|(known, _)| *known == aim));
        Assessed::of("plan", &exact, &aims, decisions.clone(), &From::Solved { stages: &[] })
    });
    Ok(each.collect::<Result<Vec<Assessed>, RunError>>()?)
}

/// Today and the plan in the scenario as written, which it need not be made for.
fn as_written(base: &Arc<Instance>, decisions: &Decisions) -> Result<[Assessed; 2], RobustError> {
    know_today(base).map_err(RunError::from)?;
    let exact = Formulation::formulate(base, Grain::Whole);
    let aims = stages_of(&base.scenario);
    let today = Assessed::status_quo(&exact, &aims)?;
    Ok([today, Assessed::of("plan", &exact, &aims, decisions.clone(), &From::Proposed)?])
}

/// The criterion from the assessed futures, held against what the model says.
fn proved(
    found: plan::Plan,
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
