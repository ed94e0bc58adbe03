//! A start helps and never misleads.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{close, facilities, knapsack, run, solver};
use doorstep_highs::{Flow, Highs, RunEnd};

const SITES: usize = 15;

fn optimum() -> f64 {
    let mut highs = exact();
    assert_eq!(run(&mut highs), RunEnd::Optimal);
    highs.objective().unwrap()
}

fn exact() -> Highs {
    let mut highs = solver(&facilities(SITES, 45));
    highs.set_option("mip_rel_gap", 0.0.into()).unwrap();
    highs
}

/// Half of all sites open, far from the best plan.
fn poor_start() -> Vec<(usize, f64)> {
    (0..SITES / 2).map(|site| (site, 1.0)).collect()
}

#[test]
fn a_start_is_the_first_solution_seen() {
    let mut highs = solver(&knapsack());
    highs.set_option("presolve", "off".into()).unwrap();
    highs.set_start(&[0.0, 1.0, 0.0]).unwrap();
    let mut first = None;
    highs
        .run(&mut |progress| {
            first = first.or(progress.best);
            Flow::Continue
        })
        .unwrap();
    close(first.unwrap(), 4.0);
    close(highs.objective().unwrap(), 8.0);
}

#[test]
fn part_of_a_start_is_completed_and_the_optimum_found_all_the_same() {
    let mut highs = exact();
    highs.set_sparse_start(&poor_start()).unwrap();
    assert_eq!(run(&mut highs), RunEnd::Optimal);
    close(highs.objective().unwrap(), optimum());
}

#[test]
fn completing_a_start_never_shows_a_bound_the_model_does_not_have() {
    let optimum = optimum();
    let mut highs = exact();
    highs.set_sparse_start(&poor_start()).unwrap();
    let (mut bounds, mut iterations) = (0, 0);
    highs
        .run(&mut |progress| {
            if let Some(bound) = progress.bound {
                assert!(bound < optimum + 1e-6, "{progress:?} but {optimum} exists");
                bounds += 1;
            }
            assert!(progress.lp_iterations >= iterations);
            iterations = progress.lp_iterations;
            Flow::Continue
        })
        .unwrap();
    assert!(bounds > 0);
    // What completing the start took is part of the work.
    assert!(iterations > highs.lp_iterations());
}

#[test]
fn a_stop_while_a_start_is_completed_leaves_a_true_bound_or_none() {
    let optimum = optimum();
    for stop_at in [1, 2, 4, 8, 16, 32] {
        let mut highs = exact();
        highs.set_sparse_start(&poor_start()).unwrap();
        let mut events = 0;
        let end = highs.run(&mut |_| {
            events += 1;
            if events >= stop_at { Flow::Stop } else { Flow::Continue }
        });
        assert_eq!(end.unwrap(), RunEnd::Interrupted);
        assert!(highs.dual_bound().is_none_or(|bound| bound < optimum + 1e-6));
        assert!(highs.objective().is_none_or(|objective| objective > optimum - 1e-6));
    }
}

#[test]
fn a_whole_number_run_does_not_depend_on_the_runs_before_it() {
    let trail = |highs: &mut Highs| {
        let mut trail = Vec::new();
        highs
            .run(&mut |progress| {
                trail.push((progress.lp_iterations, progress.nodes, progress.best.map(f64::to_bits)));
                Flow::Continue
            })
            .unwrap();
        (trail, highs.values().into_iter().map(f64::to_bits).collect::<Vec<_>>())
    };
    let first = trail(&mut exact());
    let mut highs = exact();
    highs.relax().unwrap();
    run(&mut highs);
    highs.set_integrality(&(0..SITES).map(|site| (site, true)).collect::<Vec<_>>()).unwrap();
    assert_eq!(trail(&mut highs), first);
    assert_eq!(trail(&mut highs), first);
}
