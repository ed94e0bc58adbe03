//! Models whose answers are known by hand.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests; equal bits are meant where == is used")]

mod common;

use common::{NO_LIMIT, close, columns, knapsack, run, solver, with_rows, wyndor};
use doorstep_highs::{Highs, Limit, Model, RunEnd};

#[test]
fn a_linear_model_gives_its_optimum_duals_and_reduced_costs() {
    let mut highs = solver(&wyndor());
    assert_eq!(run(&mut highs), RunEnd::Optimal);
    assert!(highs.has_solution());
    close(highs.objective().unwrap(), 36.0);
    assert_eq!(highs.dual_bound(), highs.objective());
    assert_eq!(highs.mip_gap(), None);
    for (found, expected) in highs.values().into_iter().zip([2.0, 6.0]) {
        close(found, expected);
    }
    for (found, expected) in highs.row_duals().into_iter().zip([0.0, 1.5, 1.0]) {
        close(found, expected);
    }
    for found in highs.reduced_costs() {
        close(found, 0.0);
    }
}

#[test]
fn a_dual_says_what_one_more_unit_of_its_row_is_worth() {
    let mut highs = solver(&wyndor());
    run(&mut highs);
    let (before, dual) = (highs.objective().unwrap(), highs.row_duals()[1]);
    highs.set_row_bounds(&[(1, -NO_LIMIT, 13.0)]).unwrap();
    run(&mut highs);
    close(highs.objective().unwrap() - before, dual);
}

#[test]
fn a_whole_number_model_gives_its_optimum_a_closed_bound_and_no_duals() {
    let mut highs = solver(&knapsack());
    assert_eq!(run(&mut highs), RunEnd::Optimal);
    close(highs.objective().unwrap(), 8.0);
    close(highs.dual_bound().unwrap(), 8.0);
    close(highs.mip_gap().unwrap(), 0.0);
    assert!(highs.row_duals().is_empty() && highs.reduced_costs().is_empty());
}

#[test]
fn the_offset_is_part_of_the_goal_and_of_the_bound() {
    let mut highs = solver(&Model { offset: 100.0, ..knapsack() });
    run(&mut highs);
    close(highs.objective().unwrap(), 108.0);
    close(highs.dual_bound().unwrap(), 108.0);
}

#[test]
fn an_infeasible_model_ends_so_and_gives_no_objective() {
    for whole in [false, true] {
        let model = with_rows(columns(true, &[(1.0, 0.0, 1.0, whole)]), &[(2.0, NO_LIMIT, &[(0, 1.0)])]);
        let mut highs = solver(&model);
        assert_eq!(run(&mut highs), RunEnd::Infeasible);
        assert!(!highs.has_solution());
        assert_eq!((highs.objective(), highs.dual_bound(), highs.mip_gap()), (None, None, None));
        assert!(highs.values().is_empty());
    }
}

#[test]
fn a_lower_bound_above_the_upper_one_is_a_model_without_solution() {
    let mut highs = solver(&columns(true, &[(1.0, 3.0, 2.0, false)]));
    assert_eq!(run(&mut highs), RunEnd::Infeasible);
    let mut highs = solver(&wyndor());
    highs.set_row_bounds(&[(0, 5.0, 4.0)]).unwrap();
    assert_eq!(run(&mut highs), RunEnd::Infeasible);
}

#[test]
fn an_unbounded_model_ends_as_unbounded() {
    let model = with_rows(columns(false, &[(1.0, 0.0, NO_LIMIT, false)]), &[(1.0, NO_LIMIT, &[(0, 1.0)])]);
    let mut highs = solver(&model);
    highs.set_option("presolve", "off".into()).unwrap();
    assert_eq!(run(&mut highs), RunEnd::Unbounded);
    assert_eq!(highs.dual_bound(), None);
    let mut highs = solver(&model);
    assert!(matches!(run(&mut highs), RunEnd::Unbounded | RunEnd::UnboundedOrInfeasible));
}

#[test]
fn a_model_of_nothing_ends_as_empty() {
    assert_eq!(run(&mut solver(&Model::default())), RunEnd::Empty);
}

#[test]
fn an_iteration_limit_is_told_as_such() {
    let mut highs = solver(&wyndor());
    highs.set_option("presolve", "off".into()).unwrap();
    highs.set_option("simplex_iteration_limit", 1.into()).unwrap();
    assert_eq!(run(&mut highs), RunEnd::LimitReached(Limit::Iterations));
    assert_eq!(highs.dual_bound(), None);
}

#[test]
fn a_time_limit_counts_from_the_start_of_each_run() {
    let mut highs = solver(&common::market_split(4, 30));
    highs.set_option("time_limit", 0.3.into()).unwrap();
    for _ in 0..2 {
        let mut events = 0;
        let end = highs.run(&mut |_| {
            events += 1;
            doorstep_highs::Flow::Continue
        });
        assert_eq!(end.unwrap(), RunEnd::LimitReached(Limit::Time));
        assert!(events > 10, "the second run had no time left");
        highs.clear_solver().unwrap();
    }
}

#[test]
fn the_same_model_twice_gives_the_same_bits() {
    let solve = |model: &Model| {
        let mut highs = solver(model);
        let mut trail = Vec::new();
        highs
            .run(&mut |progress| {
                trail.push((progress.lp_iterations, progress.nodes, progress.best.map(f64::to_bits)));
                if progress.lp_iterations < 2_000 { doorstep_highs::Flow::Continue } else { doorstep_highs::Flow::Stop }
            })
            .unwrap();
        let bits = |list: Vec<f64>| list.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        (trail, highs.objective().map(f64::to_bits), highs.dual_bound().map(f64::to_bits), bits(highs.values()))
    };
    for model in [wyndor(), knapsack(), common::market_split(3, 25)] {
        assert_eq!(solve(&model), solve(&model));
    }
}

#[test]
fn answers_are_gone_once_the_model_is_changed() {
    let mut highs = solver(&knapsack());
    run(&mut highs);
    highs.relax().unwrap();
    assert!(highs.end().is_none() && !highs.has_solution() && highs.values().is_empty());
    assert_eq!((highs.objective(), highs.dual_bound()), (None, None));
}

#[test]
fn a_solver_without_a_model_has_no_answers() {
    let highs = Highs::new().unwrap();
    assert!(!highs.has_solution() && highs.values().is_empty());
    assert_eq!((highs.objective(), highs.lp_iterations(), highs.nodes()), (None, 0, 0));
}
