//! Prices on what places share: the bound is never below the best, and nothing better is ruled out.

use crate::brute_force::agrees;
use crate::chain::{EXACT, each, none_wrong, run};
use crate::sessions::drawn;
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::formulation::{Formulation, Grain};
use doorstep::instance::Instance;
use doorstep::method::{
    Certificate, Decomposed, General, Limits, Method, Outcome, Priced, Problem, Quiet, Status, stages_of,
};
use doorstep_scenario::Scenario;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Prices from the first decision on: nothing is searched at once.
const PRICED: Priced = Priced { direct: 0 };

/// Near enough for prices to be asked and no search of the whole.
const ROUGH: Limits = Limits { gap: Some(0.5), ..EXACT };

fn first_goal(scenario: &Scenario, method: &dyn Method, grain: Grain, limits: &Limits) -> Outcome {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    let mut session = method.open(&Problem { instance, grain }).unwrap();
    session.solve(stages_of(scenario)[0].0, limits, &mut Quiet).unwrap()
}

#[test]
fn every_stage_of_drawn_scenarios_is_worth_what_enumeration_finds_and_no_bound_lies_below_it() {
    none_wrong(each(0..500, |seed| {
        let scenario = generate::small(seed);
        let found = run(&scenario, &PRICED, Grain::Whole);
        agrees(&scenario, &found).map_err(|why| format!("small({seed}): {why}"))?;
        for stage in &found.staged.stages {
            let Some(bound) = stage.bound else { continue };
            let beyond = if stage.aim.maximise() { stage.value - bound } else { bound - stage.value };
            if beyond > 1e-6 * stage.value.abs().max(1.0) {
                return Err(format!("small({seed}): {} is {} and bounded by {bound}", stage.aim.name(), stage.value));
            }
        }
        Ok(())
    }));
}

#[test]
fn on_continuous_sessions_the_bound_is_one_of_whole_sessions_too() {
    let derived = AtomicUsize::new(0);
    none_wrong(each(0..500, |seed| {
        let scenario = generate::small(seed);
        let whole = first_goal(&scenario, &General::default(), Grain::Whole, &EXACT);
        let relaxed = first_goal(&scenario, &PRICED, Grain::Relaxed, &ROUGH);
        derived.fetch_add(usize::from(relaxed.certificate == Certificate::Derived), Ordering::Relaxed);
        let (Some(best), Some(bound)) = (whole.value, relaxed.bound) else { return Ok(()) };
        let maximise = stages_of(&scenario)[0].0.maximise();
        let beyond = if maximise { best - bound } else { bound - best };
        if beyond > 1e-6 * best.abs().max(1.0) {
            return Err(format!("small({seed}): {best} on whole sessions, and a bound of {bound}"));
        }
        if relaxed.status == Status::Impossible {
            return Err(format!("small({seed}): possible on whole sessions only"));
        }
        Ok(())
    }));
    let derived = derived.into_inner();
    assert!(derived > 100, "only {derived} of 500 bounds rest on prices");
}

/// Does it lie between its bounds, whole where it has to be, and keep every row?
fn kept(formulation: &Formulation, columns: &[f64]) -> Result<(), String> {
    let near = |value: f64, lower: f64, upper: f64| value >= lower - 2e-6 && value <= upper + 2e-6;
    for (column, value) in formulation.columns.iter().zip(columns) {
        let whole = !column.whole || (value - value.round()).abs() < 2e-6;
        if !whole || !near(*value, column.lower, column.upper) {
            return Err(format!("{:?} is {value}", column.key));
        }
    }
    for row in &formulation.rows {
        let value: f64 = row.terms.iter().map(|(at, each)| each * columns[*at]).sum();
        if !near(value, row.lower, row.upper) {
            return Err(format!("{:?} comes to {value}, not {} to {}", row.key, row.lower, row.upper));
        }
    }
    Ok(())
}

#[test]
fn plans_on_continuous_sessions_keep_every_row_in_a_session_that_goes_on_after_changes() {
    let plans = AtomicUsize::new(0);
    none_wrong(each(0..200, |seed| {
        let mut rng = Rng::new(seed, 503);
        let mut scenario = if seed % 4 == 0 { generate::sized(30, 6, 8, 3, seed) } else { generate::small(seed) };
        let open = |scenario: &Scenario| {
            let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
            PRICED.open(&Problem { instance, grain: Grain::Relaxed }).unwrap()
        };
        let mut session = open(&scenario);
        for _ in 0..3 {
            let aim = stages_of(&scenario)[0].0;
            let found = session.solve(aim, &ROUGH, &mut Quiet).unwrap();
            let fresh = open(&scenario).solve(aim, &ROUGH, &mut Quiet).unwrap();
            for (value, bound) in [(found.value, fresh.bound), (fresh.value, found.bound)] {
                let (Some(value), Some(bound)) = (value, bound) else { continue };
                let beyond = if aim.maximise() { value - bound } else { bound - value };
                if beyond > 1e-6 * value.abs().max(1.0) {
                    return Err(format!("{seed}: {value} beyond {bound}"));
                }
            }
            if found.columns.is_some() != fresh.columns.is_some() {
                return Err(format!("{seed}: a plan in the changed session or in the fresh one, not in both"));
            }
            if let Some(columns) = &found.columns {
                plans.fetch_add(1, Ordering::Relaxed);
                kept(session.formulation(), columns).map_err(|why| format!("{seed}: {why}"))?;
            }
            let (change, next) = drawn(&mut rng, &scenario);
            session.change(change).unwrap();
            scenario = next;
        }
        Ok(())
    }));
    assert!(plans.into_inner() > 200);
}

#[test]
fn prices_are_the_same_on_one_thread_and_on_two() {
    for seed in 0..6 {
        let scenario = generate::sized(40, 8, 10, 3, seed);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| first_goal(&scenario, &PRICED, Grain::Relaxed, &ROUGH))
        };
        assert_eq!(on(1), on(2), "sized({seed})");
    }
}

#[test]
fn on_every_bundled_scenario_both_methods_lie_within_each_others_bounds() {
    let folders = ["birmingham-early-years", "two-centres"]
        .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let scenarios: Vec<PathBuf> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "ron"))
        .collect();
    assert!(scenarios.len() > 10);
    none_wrong(each(0..scenarios.len() as u64, |at| {
        #[allow(clippy::cast_possible_truncation, reason = "a position in a list")]
        let path = &scenarios[at as usize];
        let Ok(loaded) = doorstep::scenario::load(path) else { return Ok(()) };
        let limits = Limits { gap: Some(0.03), work: Some(15_000), ..Limits::default() };
        let found = |method: &dyn Method| {
            let grain = Problem::of(Arc::new(Instance::prepare(Arc::new(loaded.scenario.clone())))).grain;
            first_goal(&loaded.scenario, method, grain, &limits)
        };
        let (general, decomposed) = (found(&General::default()), found(&Decomposed));
        let maximise = stages_of(&loaded.scenario)[0].0.maximise();
        for (name, value, bound) in
            [("general", general.value, decomposed.bound), ("decomposed", decomposed.value, general.bound)]
        {
            let (Some(value), Some(bound)) = (value, bound) else { continue };
            let beyond = if maximise { value - bound } else { bound - value };
            if beyond > 1e-6 * value.abs().max(1.0) {
                return Err(format!("{}: {name} finds {value}, the other's bound is {bound}", path.display()));
            }
        }
        Ok(())
    }));
}
