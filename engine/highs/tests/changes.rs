//! Changes between runs lead to the answers a fresh model would have.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{NO_LIMIT, close, knapsack, run, solver, wyndor};
use doorstep_highs::RunEnd;

#[test]
fn costs_bounds_and_sense_change_the_answer() {
    let mut highs = solver(&wyndor());
    // Out of order on purpose.
    highs.set_costs(&[(1, 1.0), (0, 10.0)]).unwrap();
    run(&mut highs);
    close(highs.objective().unwrap(), 43.0);
    highs.set_column_bounds(&[(0, 0.0, 1.0)]).unwrap();
    run(&mut highs);
    close(highs.objective().unwrap(), 16.0);
    highs.set_minimise(true).unwrap();
    run(&mut highs);
    close(highs.objective().unwrap(), 0.0);
}

#[test]
fn a_basis_is_gone_back_to_with_rows_added_since_and_takes_no_step() {
    let mut highs = solver(&wyndor());
    assert!(highs.basis().is_none());
    run(&mut highs);
    let (best, basis) = (highs.objective().unwrap(), highs.basis().unwrap());
    highs.set_column_bounds(&[(0, 0.0, 0.5)]).unwrap();
    highs.add_rows(&[-NO_LIMIT], &[100.0], &[0, 2], &[0, 1], &[1.0, 1.0]).unwrap();
    run(&mut highs);
    highs.set_column_bounds(&[(0, 0.0, NO_LIMIT)]).unwrap();
    highs.set_basis(&basis).unwrap();
    assert!(highs.objective().is_none());
    run(&mut highs);
    close(highs.objective().unwrap(), best);
    assert_eq!(highs.lp_iterations(), 0);
    let mut other = solver(&knapsack());
    assert!(other.set_basis(&basis).is_err());
}

#[test]
fn relaxing_and_putting_whole_numbers_back_gives_both_optima() {
    let mut highs = solver(&knapsack());
    highs.relax().unwrap();
    assert_eq!(run(&mut highs), RunEnd::Optimal);
    close(highs.objective().unwrap(), 8.25);
    assert_eq!(highs.row_duals().len(), 1);
    highs.set_integrality(&[(2, true), (0, true), (1, true)]).unwrap();
    run(&mut highs);
    close(highs.objective().unwrap(), 8.0);
}

#[test]
fn rows_can_be_added_changed_and_deleted_again() {
    let mut highs = solver(&wyndor());
    run(&mut highs);
    highs.add_rows(&[-NO_LIMIT, 1.0], &[5.0, NO_LIMIT], &[0, 2, 3], &[0, 1, 0], &[1.0, 1.0, 1.0]).unwrap();
    assert_eq!(highs.rows(), 5);
    run(&mut highs);
    close(highs.objective().unwrap(), 23.0);
    assert_eq!(highs.row_duals().len(), 5);
    highs.set_coefficient(3, 1, 0.0).unwrap();
    run(&mut highs);
    close(highs.objective().unwrap(), 36.0);
    highs.delete_rows_from(3).unwrap();
    assert!(highs.row_duals().is_empty());
    run(&mut highs);
    close(highs.objective().unwrap(), 36.0);
    assert_eq!((highs.rows(), highs.row_duals().len()), (3, 3));
    highs.delete_rows_from(3).unwrap();
}

#[test]
fn a_cleared_solver_works_as_at_first() {
    let mut highs = solver(&wyndor());
    run(&mut highs);
    let first = (highs.lp_iterations(), highs.objective().map(f64::to_bits));
    highs.clear_solver().unwrap();
    run(&mut highs);
    assert_eq!((highs.lp_iterations(), highs.objective().map(f64::to_bits)), first);
}

#[test]
fn a_written_model_carries_its_names() {
    let mut highs = solver(&knapsack());
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    highs.set_names(&names(&["open_a", "open_b", "open_c"]), &names(&["budget"])).unwrap();
    for suffix in ["lp", "mps"] {
        let path = std::env::temp_dir().join(format!("doorstep-highs-names-{}.{suffix}", std::process::id()));
        highs.write_model(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        for name in ["open_a", "open_b", "open_c", "budget"] {
            assert!(text.contains(name), "{name} is not in the .{suffix} file");
        }
    }
}
