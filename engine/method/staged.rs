//! Goals in their order: each is solved, then held within its tolerance while the next is solved.

use super::search::part_of;
use super::{Certificate, Change, Limits, MethodError, Session, Status, Watcher, gap};
use crate::formulation::objectives::{self, decisions};
use crate::formulation::{Aim, Grain, Objective};
use doorstep_scenario::{GoalKind, Scenario, Strength};
use std::time::Instant;

/// One goal, solved.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// What was aimed at.
    pub aim: Aim,
    /// Its tolerance, as a share.
    pub within: f64,
    /// Best value found, in the aim's unit.
    pub value: f64,
    /// No plan that holds the earlier goals is better than this.
    pub bound: Option<f64>,
    /// What the bound rests on.
    pub certificate: Certificate,
    /// Did it come as near to the bound as the tolerance asks?
    pub closed: bool,
    /// The side at which it was held while the goals after it were solved: their bounds stand for
    /// plans on this side only.
    pub held: f64,
}

/// All goals, solved in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged {
    /// How it ended.
    pub status: Status,
    /// The goals that have a plan, in order.
    pub stages: Vec<Stage>,
    /// The columns of the last of them.
    pub columns: Option<Vec<f64>>,
    /// Were some of the plans that are equally good for every goal told apart by a stated order?
    /// If not, others may be as good.
    pub ties_resolved: bool,
    /// Work done, in simplex iterations.
    pub work: u64,
}

/// The goals of a scenario with their tolerances: least shortfall first where anything is soft.
pub fn stages_of(scenario: &Scenario) -> Vec<(Aim, f64)> {
    let soft = |strength: Strength| matches!(strength, Strength::Soft { .. });
    let any_soft = scenario.rules.iter().any(|rule| soft(rule.strength))
        || scenario.targets.iter().any(|target| soft(target.strength));
    let first = any_soft.then_some((Aim::LeastShortfall, 0.0));
    first.into_iter().chain(scenario.goals.iter().map(|goal| (Aim::Goal(goal.kind), goal.within.value()))).collect()
}

/// Nobody wants a proof finer than this; the solver's own tolerances are coarser than finer ones.
const FINE: f64 = 1e-9;

/// How much of a tolerance is used for what: settling continuous sessions on whole steps costs a
/// little, and a plan has to be within its tolerance after that.
struct Reserve {
    /// The part at which the proof is near enough.
    pursued: f64,
    /// The part that later goals may use up.
    given: f64,
}

impl Reserve {
    fn of(grain: Grain, aim: Aim) -> Reserve {
        // Settling leaves every level as it is.
        let settled = grain == Grain::Whole || aim == Aim::Goal(GoalKind::FewestChanges);
        if settled { Reserve { pursued: 1.0, given: 1.0 } } else { Reserve { pursued: 0.6, given: 0.9 } }
    }
}

/// Solves for each aim in order, then for the order of ids where that is in reach.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn solve_in_order(
    session: &mut dyn Session,
    aims: &[(Aim, f64)],
    break_ties: bool,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Staged, MethodError> {
    let started = Instant::now();
    let mut staged =
        Staged { status: Status::Proven, stages: Vec::new(), columns: None, ties_resolved: false, work: 0 };
    for (at, (aim, within)) in aims.iter().enumerate() {
        let Reserve { pursued, given } = Reserve::of(session.grain(), *aim);
        let limits = share_of(limits, aims.len() - at, started, staged.work, within * pursued);
        let outcome = session.solve(*aim, &limits, watcher)?;
        staged.work += outcome.work;
        let (Some(columns), Some(value)) = (outcome.columns, outcome.value) else {
            // Later goals cannot make the earlier plan impossible; a solver that says so only
            // stumbled over a held value, and the plan in hand stands.
            staged.status = if at == 0 { outcome.status } else { Status::Stopped };
            return Ok(staged);
        };
        let closed = outcome.bound.is_some_and(|bound| gap(value, bound) <= within.max(1e-6));
        staged.columns = Some(columns);
        // Held against the bound, not against what was found: the tolerance is given away once.
        let best = outcome.bound.filter(|_| closed).unwrap_or(value);
        let held = side(*aim, best, value, if closed { within * given } else { 0.0 });
        session.change(Change::Hold(*aim, held))?;
        let (bound, certificate) = (outcome.bound, outcome.certificate);
        staged.stages.push(Stage { aim: *aim, within: *within, value, bound, certificate, closed, held });
        if outcome.status != Status::Proven && !closed {
            staged.status = Status::Stopped;
        }
        if watcher.stop() {
            staged.status = Status::Stopped;
            return Ok(staged);
        }
    }
    // Ids choose among equals: continuous sessions have none, and nothing of a tolerance is theirs.
    let whole = session.grain() == Grain::Whole;
    if break_ties && whole && staged.stages.iter().all(|stage| stage.closed) {
        let columns = staged.columns.clone().unwrap_or_default();
        for stage in &staged.stages {
            let now = Objective::of(stage.aim, session.formulation()).value(&columns);
            session.change(Change::Hold(stage.aim, side(stage.aim, now, now, 0.0)))?;
        }
        order_of_ids(session, &mut staged, limits, started, watcher)?;
    }
    Ok(staged)
}

/// The side at which an aim is held: its best value less the tolerance, but never better than what
/// is in hand.
fn side(aim: Aim, best: f64, value: f64, within: f64) -> f64 {
    // A hair of slack, or the solver's rounding could cut off the very plan in hand.
    let hair = FINE * best.abs().max(1.0);
    if aim.maximise() {
        (best - within * best.abs()).min(value) - hair
    } else {
        (best + within * best.abs()).max(value) + hair
    }
}

/// Each goal gets its part of what is left: half of it while others wait, all of it at the end.
fn share_of(limits: &Limits, left: usize, started: Instant, work: u64, within: f64) -> Limits {
    let part = if left > 1 { 0.6 } else { 1.0 };
    let seconds = limits.seconds.map(|seconds| ((seconds - started.elapsed().as_secs_f64()) * part).max(0.2));
    let work = limits.work.map(|most| part_of(most.saturating_sub(work), part));
    // Better a plan and nothing left for the goals after it than no plan.
    Limits {
        gap: Some(limits.gap.unwrap_or(within)),
        seconds,
        work,
        patience: limits.patience.max(1.0) / part,
        seed: limits.seed,
    }
}

/// Fixes decision after decision, in the order of ids, at the least value that keeps every goal.
fn order_of_ids(
    session: &mut dyn Session,
    staged: &mut Staged,
    limits: &Limits,
    started: Instant,
    watcher: &mut dyn Watcher,
) -> Result<(), MethodError> {
    /// More blocks than this would cost more than the order is worth: ties are told, not resolved.
    const BLOCKS: usize = 12;
    let all = decisions(session.formulation());
    let blocks = objectives::blocks(session.formulation());
    if blocks.len() > BLOCKS {
        return Ok(());
    }
    for from in blocks {
        let aim = Aim::Identifiers { from };
        let limits = Limits { gap: Some(0.0), ..share_of(limits, 1, started, staged.work, 0.0) };
        let outcome = session.solve(aim, &limits, watcher)?;
        staged.work += outcome.work;
        let (Status::Proven, Some(columns)) = (outcome.status, outcome.columns) else { return Ok(()) };
        for (column, _) in Objective::of(aim, session.formulation()).terms {
            let key = session.formulation().columns.at(column).key;
            session.change(Change::Fix(key, columns[column].round()))?;
        }
        staged.columns = Some(columns);
        if watcher.stop() {
            return Ok(());
        }
    }
    staged.ties_resolved = !all.is_empty();
    Ok(())
}
