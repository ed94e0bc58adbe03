//! The main question: what would keep these rules, and how does it stand beside today and beside
//! another way to do it?

use super::assess::From;
use super::fairness::fairness;
use super::nearest::nearest;
use super::take_up::known_take_up;
use super::whole::on_whole_sessions;
use super::{Assessed, Calibration, Rescored, calibrate, rescore};
use crate::formulation::{Aim, Formulation, Grain};
use crate::instance::Instance;
use crate::measures::fairness::Fairness;
use crate::method::{
    Change, Limits, Method, MethodError, Problem, Session, Staged, Status, Watcher, know_today, solve_in_order,
    stages_of,
};
use crate::plan::interpret;
use doorstep_check::Verdict;
use std::sync::Arc;
use std::time::Instant;

/// How to go about it; never what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Settings {
    /// When to stop.
    pub limits: Limits,
    /// How many alternatives to look for.
    pub alternatives: usize,
    /// Bound all years of a programme together, too: minutes on a city.
    pub joint: bool,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Options for consideration.
    Options(Box<Options>),
    /// No plan keeps every rule.
    Impossible {
        /// Today, for comparison.
        status_quo: Box<Assessed>,
        /// A plan that comes near, by the shares of what it misses; its verdict says which rules.
        nearest: Option<Box<Assessed>>,
    },
    /// Stopped before any plan was found.
    Nothing {
        /// The bound on the first goal, if there was time for one.
        bound: Option<f64>,
    },
}

/// A plan beside the status quo and alternatives.
#[derive(Debug, Clone)]
pub struct Options {
    /// Proven, or stopped at a limit.
    pub status: Status,
    /// Today.
    pub status_quo: Assessed,
    /// The plan.
    pub plan: Assessed,
    /// Others, each with at least a tenth of the sites at another level than the plan.
    pub alternatives: Vec<Assessed>,
    /// The solved goals, before sessions were settled.
    pub staged: Staged,
    /// Is today's model near what was seen?
    pub calibration: Calibration,
    /// Every option again where people choose for themselves, in the order of
    /// [`Options::in_order`].
    pub rescored: Rescored,
    /// Who gains and who loses, in the same order.
    pub fairness: Fairness,
    /// What was asked for and could not be shown.
    pub notes: Vec<String>,
    /// What the method made of the problem, in words.
    pub told: Vec<String>,
}

impl Options {
    /// The options in the order in which everything lists them.
    pub fn in_order(&self) -> Vec<&Assessed> {
        in_order(&self.status_quo, &self.plan, &self.alternatives)
    }
}

fn in_order<'a>(status_quo: &'a Assessed, plan: &'a Assessed, alternatives: &'a [Assessed]) -> Vec<&'a Assessed> {
    std::iter::once(status_quo).chain([plan]).chain(alternatives).collect()
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RunError {
    /// The solver failed.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// The scenario asks for its take-up to be scaled, and it was not.
    #[error("take-up is to be scaled to observed reach: prepare the scenario with `explore::prepare`")]
    NotScaled,
    /// A question about plans where there is none.
    #[error("no plan keeps every rule and target: proven")]
    Impossible,
    /// The checker refused a plan; nothing of it is shown.
    #[error("the checker refused the {label}: {}", .verdict.broken.first().map_or("", |broken| broken.what.as_str()))]
    Refused {
        /// Which plan.
        label: String,
        /// What is wrong with it.
        verdict: Box<Verdict>,
    },
}

/// Today, measured by the scenario's goals.
///
/// # Errors
/// [`RunError`] when today's reach cannot be worked out or the checker refuses it.
pub fn status_quo(instance: &Arc<Instance>) -> Result<Assessed, RunError> {
    know_today(instance)?;
    let aims = aims(&Problem::of(Arc::clone(instance)));
    Assessed::status_quo(&Formulation::of_plans(instance), &aims)
}

/// Solves a scenario and sets the plan beside today and alternatives.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn solve(
    instance: &Arc<Instance>,
    method: &dyn Method,
    settings: &Settings,
    watcher: &mut dyn Watcher,
) -> Result<Answer, RunError> {
    let started = Instant::now();
    known_take_up(instance)?;
    // A part of the time that is left; settling ends what it began all the same.
    let left = |part: f64| {
        let seconds = settings.limits.seconds.map(|most| ((most - started.elapsed().as_secs_f64()) * part).max(1.0));
        Limits { seconds, ..settings.limits }
    };
    let problem = Problem::of(Arc::clone(instance));
    let aims = aims(&problem);
    know_today(instance)?;
    let exact = Formulation::of_plans(instance);
    let today = Assessed::status_quo(&exact, &aims)?;
    let mut session = method.open(&problem)?;
    // The alternatives get their part, and so does settling.
    let part = if settings.alternatives > 0 { 0.6 } else { 0.9 };
    let staged = solve_in_order(&mut *session, &aims, problem.grain == Grain::Whole, &left(part), watcher)?;
    if staged.status == Status::Impossible {
        // What comes near is a help; that it could not be found takes nothing from the answer.
        // Half of what is left: the other half is for what clashes.
        let nearest = nearest(instance, method, &left(0.5), watcher).ok().flatten();
        if let Some(plan) = nearest.as_ref().and_then(|nearest| kept_after_all(&exact, &aims, nearest)) {
            let calibration = calibrate(instance, &today);
            let notes = vec![ROUNDING.to_owned()];
            let (status, alternatives) = (Status::Stopped, Vec::new());
            let all = in_order(&today, &plan, &alternatives);
            let (rescored, fairness) = (rescore(instance, &all), fairness(instance, &all));
            return Ok(Answer::Options(Box::new(Options {
                status,
                status_quo: today,
                plan,
                alternatives,
                staged,
                calibration,
                rescored,
                fairness,
                notes,
                told: session.told(),
            })));
        }
        return Ok(Answer::Impossible { status_quo: Box::new(today), nearest: nearest.map(Box::new) });
    }
    let Some(columns) = staged.columns.clone() else {
        return Ok(Answer::Nothing { bound: staged.stages.first().and_then(|stage| stage.bound) });
    };
    let rest = Limits { gap: None, ..left(if settings.alternatives > 0 { 0.3 } else { 1.0 }) };
    let Some(plan) = settled("plan", &mut *session, &exact, &aims, &staged, columns, &rest, watcher)? else {
        return Ok(Answer::Nothing { bound: staged.stages.first().and_then(|stage| stage.bound) });
    };
    let mut alternatives = Vec::new();
    let mut notes = Vec::new();
    for at in 0..settings.alternatives {
        if watcher.stop() {
            break;
        }
        let waiting = (settings.alternatives - at) as f64;
        let limits = left(1.0 / waiting);
        let known: Vec<&Assessed> = std::iter::once(&plan).chain(&alternatives).collect();
        // The plan stands, whatever becomes of the search for others.
        match alternative(at, &problem, method, &exact, &aims, &known, &limits, watcher) {
            Ok(Some(found)) => alternatives.push(found),
            Ok(None) => {
                notes.push(format!("No alternative {} was found within the limits.", at + 1));
                break;
            }
            Err(error) => {
                notes.push(format!("Alternative {} could not be shown: {error}.", at + 1));
                break;
            }
        }
    }
    let calibration = calibrate(instance, &today);
    // Proven means the plan that is shown, after settling, and not only the search before it.
    let proven = staged.status == Status::Proven && plan.goals.iter().all(|goal| goal.closed);
    let status = if proven { Status::Proven } else { Status::Stopped };
    let all = in_order(&today, &plan, &alternatives);
    let (rescored, fairness) = (rescore(instance, &all), fairness(instance, &all));
    Ok(Answer::Options(Box::new(Options {
        status,
        status_quo: today,
        plan,
        alternatives,
        staged,
        calibration,
        rescored,
        fairness,
        notes,
        told: session.told(),
    })))
}

/// What a search within bounds came to.
pub(super) enum Within {
    /// A plan.
    Found(Box<Assessed>),
    /// No plan keeps every rule within the bounds.
    Impossible,
    /// Stopped before a plan was found.
    Nothing,
}

/// The best plan within bounds that somebody lays: no status quo, no alternatives.
pub(super) fn best_within(
    label: &str,
    instance: &Arc<Instance>,
    method: &dyn Method,
    bounds: Vec<Change>,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Within, RunError> {
    let problem = Problem::of(Arc::clone(instance));
    let aims = aims(&problem);
    let mut session = method.open(&problem)?;
    for bound in bounds {
        session.change(bound)?;
    }
    let started = Instant::now();
    let search = Limits { seconds: limits.seconds.map(|seconds| seconds * 0.7), ..*limits };
    let staged = solve_in_order(&mut *session, &aims, problem.grain == Grain::Whole, &search, watcher)?;
    if staged.status == Status::Impossible {
        return Ok(Within::Impossible);
    }
    let Some(columns) = staged.columns.clone() else { return Ok(Within::Nothing) };
    let exact = Formulation::of_plans(instance);
    let seconds = limits.seconds.map(|seconds| seconds - started.elapsed().as_secs_f64());
    let rest = Limits { seconds, gap: None, ..*limits };
    let plan = settled(label, &mut *session, &exact, &aims, &staged, columns, &rest, watcher)?;
    Ok(plan.map_or(Within::Nothing, |plan| Within::Found(Box::new(plan))))
}

/// Said of a plan that the search, which leaves room for rounding, took to be impossible.
const ROUNDING: &str =
    "A target is met only by the rounding of pennies: the plan is the nearest found, and no bound on the goals stands.";

/// The nearest plan as a plan, where the checker finds that it keeps everything.
fn kept_after_all(exact: &Formulation, aims: &[(Aim, f64)], nearest: &Assessed) -> Option<Assessed> {
    let from = From::Solved { stages: &[] };
    nearest
        .keeps_everything()
        .then(|| Assessed::of("plan", exact, aims, nearest.decisions.clone(), &from).ok())
        .flatten()
}

/// The goals in order. On continuous sessions a shortfall is bounded as if they stayed so: a
/// thousandth of it is left for settling them.
pub(super) fn aims(problem: &Problem) -> Vec<(Aim, f64)> {
    let room = if problem.grain == Grain::Relaxed { 1e-3 } else { 0.0 };
    let stages = stages_of(&problem.instance.scenario).into_iter();
    stages.map(|(aim, within)| (aim, if aim == Aim::LeastShortfall { room } else { within })).collect()
}

/// Whole sessions, decisions, reach, proof.
#[allow(clippy::too_many_arguments, reason = "the parts of one solve, used here and for alternatives only")]
pub(super) fn settled(
    label: &str,
    session: &mut dyn Session,
    exact: &Formulation,
    aims: &[(Aim, f64)],
    staged: &Staged,
    columns: Vec<f64>,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Assessed>, RunError> {
    let Some(columns) = on_whole_sessions(session, aims, &staged.stages, &[], columns, limits, watcher)? else {
        return Ok(None);
    };
    let decisions = interpret(session.formulation(), &columns);
    let from = From::Solved { stages: &staged.stages };
    Assessed::of(label, exact, aims, decisions, &from).map(Some)
}

/// Another plan, with at least a tenth of the sites at another level than every plan known.
#[allow(clippy::too_many_arguments, reason = "as for the plan itself")]
fn alternative(
    at: usize,
    problem: &Problem,
    method: &dyn Method,
    exact: &Formulation,
    aims: &[(Aim, f64)],
    known: &[&Assessed],
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Assessed>, RunError> {
    /// How near the best an alternative has to be shown to come before the search for it ends.
    const ENOUGH: f64 = 0.01;
    let sites = problem.instance.scenario.sites.len();
    if sites == 0 {
        return Ok(None);
    }
    let mut session = method.open(problem)?;
    for other in known {
        session.change(Change::Differ(other.decisions.levels.clone(), sites.div_ceil(10)))?;
    }
    // Of the goals the first decides what a good alternative is; changes are what it is about.
    let soft = aims.iter().filter(|(aim, _)| *aim == Aim::LeastShortfall).count();
    let first: Vec<(Aim, f64)> = aims.iter().take(soft + 1).copied().collect();
    // The last part of the time is for settling it.
    let gap = Some(limits.gap.unwrap_or(0.0).max(ENOUGH));
    let search = Limits { gap, seconds: limits.seconds.map(|most| most * 0.8), ..*limits };
    let rest = Limits { seconds: limits.seconds.map(|most| most * 0.2), gap: None, ..*limits };
    let staged = solve_in_order(&mut *session, &first, false, &search, watcher)?;
    let Some(columns) = staged.columns.clone() else { return Ok(None) };
    // The bounds are those of plans that differ: they say nothing of how good this one could be
    // without that, so none is claimed.
    let bare = Staged { stages: Vec::new(), ..staged };
    settled(&format!("alternative {}", at + 1), &mut *session, exact, aims, &bare, columns, &rest, watcher)
}
