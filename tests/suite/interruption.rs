//! Stopping: the best so far is kept, the bound stays true, and nothing is called proven that is not.

use crate::chain::{each, none_wrong};
use crate::support::{city, generate};
use doorstep::formulation::{Aim, Grain};
use doorstep::instance::Instance;
use doorstep::method::{General, Limits, Method, Outcome, Problem, Progress, Quiet, Status, Watcher, stages_of};
use doorstep_scenario::Scenario;
use std::sync::Arc;

/// Asks to stop after it has been told of progress so many times.
struct After {
    seen: usize,
    most: usize,
}

impl Watcher for After {
    fn see(&mut self, _: &Progress) {
        self.seen += 1;
    }
    fn stop(&self) -> bool {
        self.seen >= self.most
    }
}

fn first(scenario: &Scenario, grain: Grain, limits: &Limits, watcher: &mut dyn Watcher) -> (Aim, Outcome) {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    let mut session = General::default().open(&Problem { instance, grain }).unwrap();
    let aim = stages_of(scenario)[0].0;
    let outcome = session.solve(aim, limits, watcher).unwrap();
    if let Some(columns) = &outcome.columns {
        for row in &session.formulation().rows {
            let sum: f64 = row.terms.iter().map(|(column, each)| each * columns[*column]).sum();
            let slack = 1e-5 * sum.abs().max(1.0);
            assert!(sum >= row.lower - slack && sum <= row.upper + slack, "{}: {:?}", scenario.name, row.key);
        }
    }
    (aim, outcome)
}

/// Is this an honest account of a scenario whose best value is known?
fn honest(aim: Aim, outcome: &Outcome, best: Option<f64>) -> Result<(), String> {
    let slack = 1e-6 * best.unwrap_or(0.0).abs().max(1.0);
    let behind =
        |worse: f64, better: f64| if aim.maximise() { worse <= better + slack } else { worse >= better - slack };
    match (outcome.status, best) {
        (Status::Impossible, Some(best)) => Err(format!("called impossible, {best} can be had")),
        (Status::Proven, None) => Err("proven where nothing is possible".to_owned()),
        (_, Some(best)) if outcome.value.is_some_and(|value| !behind(value, best)) => {
            Err(format!("{:?} is better than the best, {best}", outcome.value))
        }
        (_, Some(best)) if outcome.bound.is_some_and(|bound| !behind(best, bound)) => {
            Err(format!("the bound {:?} is on the wrong side of {best}", outcome.bound))
        }
        (Status::Proven, Some(best)) if outcome.value.is_none_or(|value| (value - best).abs() > slack) => {
            Err(format!("{:?} is called proven, {best} can be had", outcome.value))
        }
        (_, None) if outcome.value.is_some() => Err(format!("{:?} where nothing is possible", outcome.value)),
        _ => Ok(()),
    }
}

#[test]
fn small_searches_stopped_anywhere_are_honest() {
    let stopped = std::sync::atomic::AtomicUsize::new(0);
    none_wrong(each(0..150, |seed| {
        let scenario = generate::small(seed);
        let (_, full) = first(&scenario, Grain::Whole, &Limits::default(), &mut Quiet);
        for most in [0, 1, 2, 5] {
            let mut watcher = After { seen: 0, most };
            let (aim, outcome) = first(&scenario, Grain::Whole, &Limits::default(), &mut watcher);
            if outcome.status == Status::Stopped {
                stopped.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
            honest(aim, &outcome, full.value).map_err(|why| format!("small({seed}) stopped at {most}: {why}"))?;
        }
        Ok(())
    }));
    let stopped = stopped.into_inner();
    println!("{stopped} of 600 were stopped before their end");
    assert!(stopped > 50, "only {stopped} were stopped before their end");
}

#[test]
fn large_searches_stopped_anywhere_are_honest_and_say_so() {
    // Large enough for the relaxation and the search around it.
    let scenario = city::sized(80, 20, 10, 5, 7);
    let near = Limits { gap: Some(0.01), work: Some(20_000), ..Limits::default() };
    let (aim, full) = first(&scenario, Grain::Whole, &near, &mut Quiet);
    let (best, bound) = (full.value.unwrap(), full.bound.unwrap());
    for most in [0, 1, 10, 40, 160] {
        let exact = Limits { gap: Some(0.0), ..Limits::default() };
        let (_, outcome) = first(&scenario, Grain::Whole, &exact, &mut After { seen: 0, most });
        assert_ne!(outcome.status, Status::Impossible, "stopped at {most}");
        assert!(outcome.value.is_none_or(|value| value <= bound + 1e-6 * bound), "stopped at {most}: {outcome:?}");
        assert!(outcome.bound.is_none_or(|bound| bound >= best - 1e-6 * best), "stopped at {most}");
        if outcome.status == Status::Proven {
            assert!(outcome.gap().is_some_and(|gap| gap < 1e-6), "stopped at {most}: {:?}", outcome.gap());
        }
    }
    assert!(aim.maximise());
}

#[test]
fn work_limits_stop_at_the_same_place_twice() {
    let scenario = city::sized(80, 20, 10, 5, 8);
    for work in [1, 200, 2_000] {
        let limits = Limits { gap: Some(0.0), work: Some(work), ..Limits::default() };
        let once = first(&scenario, Grain::Whole, &limits, &mut Quiet).1;
        let twice = first(&scenario, Grain::Whole, &limits, &mut Quiet).1;
        assert_eq!(once, twice, "work {work}");
    }
}
