//! A watcher sees what happens, and its stop stops.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};

use common::{close, knapsack, market_split, run, solver, wyndor};
use doorstep_highs::{Flow, Progress, RunEnd};

#[test]
fn an_interrupted_search_keeps_its_best_solution_and_its_bound() {
    let model = market_split(4, 30);
    let mut highs = solver(&model);
    let mut seen = None;
    let end = highs.run(&mut |progress| {
        seen = progress.best.or(seen);
        if progress.nodes > 20 { Flow::Stop } else { Flow::Continue }
    });
    assert_eq!(end.unwrap(), RunEnd::Interrupted);
    assert!(highs.has_solution());
    let objective = highs.objective().unwrap();
    close(objective, seen.unwrap());
    assert!(highs.dual_bound().unwrap() <= objective);
    assert!(highs.mip_gap().unwrap() > 0.0);
    let again: f64 = model.cost.iter().zip(highs.values()).map(|(cost, value)| cost * value).sum();
    close(again, objective);
}

#[test]
fn a_limit_on_lp_iterations_stops_at_the_same_place_each_time() {
    let stopped = || {
        let mut highs = solver(&market_split(4, 30));
        let end = highs.run(&mut |progress| {
            if progress.lp_iterations >= 1_000 { Flow::Stop } else { Flow::Continue }
        });
        assert_eq!(end.unwrap(), RunEnd::Interrupted);
        (highs.lp_iterations(), highs.nodes(), highs.values().into_iter().map(f64::to_bits).collect::<Vec<_>>())
    };
    let first = stopped();
    assert!(first.0 >= 1_000 && first.1 > 0);
    assert_eq!(first, stopped());
}

#[test]
fn progress_never_goes_backwards() {
    let mut highs = solver(&market_split(4, 30));
    let mut last = (0, 0, f64::INFINITY, f64::NEG_INFINITY);
    let mut told = 0;
    highs
        .run(&mut |progress: &Progress<'_>| {
            let best = progress.best.unwrap_or(f64::INFINITY);
            let bound = progress.bound.unwrap_or(f64::NEG_INFINITY);
            assert!(progress.lp_iterations >= last.0 && progress.nodes >= last.1);
            assert!(best <= last.2 && bound >= last.3, "{progress:?} after {last:?}");
            last = (progress.lp_iterations, progress.nodes, best, bound);
            if let Some(incumbent) = progress.incumbent {
                assert_eq!(incumbent.len(), 38);
                told += 1;
            }
            if progress.nodes > 50 { Flow::Stop } else { Flow::Continue }
        })
        .unwrap();
    assert!(told > 0 && last.0 > 0 && last.1 > 50);
}

#[test]
fn a_stop_at_the_first_word_leaves_no_solution_and_the_next_run_is_whole() {
    let mut highs = solver(&market_split(2, 12));
    assert_eq!(highs.run(&mut |_| Flow::Stop).unwrap(), RunEnd::Interrupted);
    assert!(!highs.has_solution());
    assert_eq!((highs.objective(), highs.dual_bound()), (None, None));
    assert_eq!(run(&mut highs), RunEnd::Optimal);
}

#[test]
fn a_linear_solve_can_be_stopped_too() {
    let mut highs = solver(&wyndor());
    highs.set_option("presolve", "off".into()).unwrap();
    assert_eq!(highs.run(&mut |_| Flow::Stop).unwrap(), RunEnd::Interrupted);
    assert_eq!(highs.dual_bound(), None);
    assert_eq!(run(&mut highs), RunEnd::Optimal);
}

#[test]
fn a_greatest_goal_is_told_with_its_own_sign() {
    let mut highs = solver(&knapsack());
    let mut best = None;
    highs
        .run(&mut |progress| {
            best = progress.best.or(best);
            Flow::Continue
        })
        .unwrap();
    close(best.unwrap(), 8.0);
}

#[test]
fn a_panic_in_the_watcher_comes_out_of_run_and_the_solver_still_works() {
    for model in [wyndor(), knapsack()] {
        let mut highs = solver(&model);
        highs.set_option("presolve", "off".into()).unwrap();
        let run_once = AssertUnwindSafe(|| highs.run(&mut |_| panic!("watcher's own words")));
        let panic = catch_unwind(run_once).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"watcher's own words"));
        assert!(!highs.has_solution());
        assert_eq!(run(&mut highs), RunEnd::Optimal);
    }
}
