//! The chain the tests walk: from a scenario to stages of goals, and on to a checked plan.

use doorstep::explore::RunError;
use doorstep::formulation::{Formulation, Grain};
use doorstep::instance::{Decisions, Instance, ledger};
use doorstep::method::{
    Allotment, Limits, Method, Problem, Quiet, Staged, Status, canonical_reach, solve_in_order, stages_of,
};
use doorstep::plan::{interpret, write_down};
use doorstep_check::{Claims, Demand, Verdict, check};
use doorstep_scenario::{Plan, Scenario};
use std::ops::Range;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// To the end, with the same seed everywhere.
pub const EXACT: Limits = Limits { gap: Some(0.0), work: None, seconds: None, patience: 1.0, seed: 0 };

/// How many cases each relation is tried on: more by the setting `DOORSTEP_CASES`.
pub fn cases() -> usize {
    const USUAL: usize = 200;
    std::env::var("DOORSTEP_CASES").map_or(USUAL, |cases| cases.parse().unwrap())
}

/// A scenario, solved.
pub struct Run {
    /// What was solved.
    pub instance: Arc<Instance>,
    /// Its columns and rows.
    pub formulation: Formulation,
    /// What came out.
    pub staged: Staged,
}

/// A scenario and what follows from it.
pub fn prepared(scenario: &Scenario) -> Arc<Instance> {
    Arc::new(Instance::prepare(Arc::new(scenario.clone())))
}

/// Solves all goals of a scenario in order.
pub fn run(scenario: &Scenario, method: &dyn Method, grain: Grain) -> Run {
    run_with(scenario, method, grain, false)
}

/// As [`run`], with or without telling equals apart.
pub fn run_with(scenario: &Scenario, method: &dyn Method, grain: Grain, break_ties: bool) -> Run {
    let instance = prepared(scenario);
    let problem = Problem { instance: Arc::clone(&instance), grain };
    let mut session = method.open(&problem).unwrap();
    let staged = solve_in_order(&mut *session, &stages_of(scenario), break_ties, &EXACT, &mut Quiet).unwrap();
    Run { instance, formulation: session.formulation().clone(), staged }
}

/// The value of every stage; nothing if impossible.
///
/// # Errors
/// In words, when the solve is neither finished nor impossible.
pub fn values(staged: &Staged, stages: usize) -> Result<Option<Vec<f64>>, String> {
    match staged.status {
        Status::Impossible => Ok(None),
        Status::Proven if staged.stages.len() == stages => {
            Ok(Some(staged.stages.iter().map(|stage| stage.value).collect()))
        }
        status => Err(format!("{status:?} after {} of {stages} stages", staged.stages.len())),
    }
}

/// Decisions, plan and verdict of a finished run.
pub fn checked(run: &Run) -> (Decisions, Plan, Verdict) {
    let columns = run.staged.columns.as_deref().unwrap();
    let decisions = interpret(&run.formulation, columns);
    let exact = Formulation::formulate(&run.instance, Grain::Whole);
    let addressed = canonical_reach(&exact, &decisions, Allotment::Plan).unwrap();
    let plan = write_down(&run.instance, &decisions, &addressed);
    let today = run.instance.today().map(|today| write_down(&run.instance, &run.instance.baseline, today));
    let claims = claims(run, &decisions, &addressed);
    let verdict = check(&run.instance.scenario, &plan, today.as_ref(), &claims, Demand::KeepHardRules);
    (decisions, plan, verdict)
}

/// What the engine says a plan costs and whom it reaches.
fn claims(run: &Run, decisions: &Decisions, addressed: &[f64]) -> Claims {
    let scenario = &run.instance.scenario;
    let spend = scenario.lines.iter().map(|line| line.id.clone()).zip(ledger(&run.instance, decisions));
    let mut reached: Vec<(String, f64)> = scenario.services.iter().map(|service| (service.id.clone(), 0.0)).collect();
    for (arm, people) in run.instance.arms.iter().zip(addressed) {
        reached[run.instance.offers[arm.offer()].service.0].1 += run.instance.reached_by(arm) * people;
    }
    Claims { spend: spend.collect(), reached, ..Claims::default() }
}

/// What is wrong with a plan, in one line.
pub fn faults(verdict: &Verdict) -> String {
    verdict.broken.iter().map(|broken| format!("{} {}", broken.code, broken.what)).collect::<Vec<_>>().join("; ")
}

/// Are these the same number, to a part of their size (of 1 where they are smaller)?
pub fn near(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * a.abs().max(1.0)
}

/// Are all of them?
pub fn all_near(a: Option<&[f64]>, b: Option<&[f64]>, relative: f64) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(*a, *b, relative)),
        _ => false,
    }
}

/// Does something for every seed, on all cores; the results come in the order of the seeds.
pub fn each<T: Send>(seeds: Range<u64>, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(seeds.start);
    let found: Mutex<Vec<(u64, T)>> = Mutex::new(Vec::new());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let result = work(seed);
                    found.lock().unwrap().push((seed, result));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort_by_key(|(seed, _)| *seed);
    found.into_iter().map(|(_, result)| result).collect()
}

/// Fails with the first few of what went wrong.
pub fn none_wrong(results: impl IntoIterator<Item = Result<(), String>>) {
    let all: Vec<Result<(), String>> = results.into_iter().collect();
    let wrong: Vec<&String> = all.iter().filter_map(|result| result.as_ref().err()).collect();
    let shown: Vec<String> = wrong.iter().take(12).map(|why| format!("\n  {why}")).collect();
    assert!(wrong.is_empty(), "{} of {} are wrong:{}", wrong.len(), all.len(), shown.concat());
}

/// Nothing where it is proven that there is no plan.
pub fn possible<T>(found: Result<Option<T>, RunError>) -> Result<Option<T>, RunError> {
    match found {
        Err(RunError::Impossible) => Ok(None),
        found => found,
    }
}
