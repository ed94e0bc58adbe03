//! Public reports of HiGHS 1.14.0, each tried: with presolve on it calls the wrong value here
//! optimal, with no gap. Beside them, shapes of Doorstep's own whose answers are known by hand.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{NO_LIMIT, Row, close, columns, run, solver, with_rows};
use doorstep_highs::{Model, RunEnd};

#[track_caller]
fn is(model: &Model, expected: f64) {
    for presolve in ["on", "off"] {
        for seed in [0, 1, 2] {
            let mut highs = solver(model);
            highs.set_option("presolve", presolve.into()).unwrap();
            highs.set_option("random_seed", seed.into()).unwrap();
            assert_eq!(run(&mut highs), RunEnd::Optimal, "presolve {presolve}");
            close(highs.objective().unwrap(), expected);
            close(highs.dual_bound().unwrap(), expected);
        }
    }
}

/// linopy issue 651: in each of ten rows buy a binary for 2, or pay 1 for a unit of shortfall,
/// of which 9 are paid in any case. One more unit is cheaper; 1.14.0 buys all ten: 110.
#[test]
fn a_shortfall_is_paid_where_the_binary_costs_more() {
    let mut all = vec![(2.0, 0.0, 1.0, true); 10];
    all.extend([(1.0, 9.0, NO_LIMIT, false); 10]);
    let rows: Vec<_> = (0..10).map(|row| [(row, 2.0), (row + 10, 1.0)]).collect();
    let rows: Vec<Row<'_>> = rows.iter().map(|row| (10.0, NO_LIMIT, row.as_slice())).collect();
    is(&with_rows(columns(true, &all), &rows), 100.0);
}

/// HiGHS issue 3043; 1.14.0 gives 15.
#[test]
fn a_half_is_left_to_the_continuous_column() {
    let model = columns(true, &[(2.0, 0.0, 10.0, false), (3.0, 0.0, 10.0, true)]);
    is(&with_rows(model, &[(4.5, NO_LIMIT, &[(0, 1.0), (1, 1.0)])]), 9.0);
}

/// HiGHS issue 2957; 1.14.0 gives 29.
#[test]
fn a_tenth_is_left_to_the_continuous_column_above_its_lower_bound() {
    let model = columns(true, &[(1.0, 0.0, 20.0, true), (2.0, 8.0, 20.0, false)]);
    is(&with_rows(model, &[(20.1, NO_LIMIT, &[(0, 1.0), (1, 1.0)])]), 28.2);
}

/// HiGHS issue 3073; 1.14.0 gives 200.01.
#[test]
fn a_gap_is_closed_by_the_whole_number() {
    let all = [(100.0, 0.0, NO_LIMIT, false), (0.01, -NO_LIMIT, NO_LIMIT, false), (0.0, 0.0, NO_LIMIT, true)];
    let rows: [Row<'_>; 5] = [
        (3.0, 3.0, &[(0, 1.0), (2, 1.0)]),
        (-NO_LIMIT, 0.0, &[(2, 1.0), (1, -1.0)]),
        (-NO_LIMIT, 0.0, &[(2, -1.0), (1, -1.0)]),
        (-NO_LIMIT, 3.0, &[(2, 1.0)]),
        (-NO_LIMIT, -0.45, &[(2, -1.0)]),
    ];
    is(&with_rows(columns(true, &all), &rows), 0.03);
}

/// HiGHS issue 3002; 1.14.0 gives 76.
#[test]
fn an_equation_with_a_half_is_met_at_least_cost() {
    let model = columns(true, &[(1.0, 0.0, 4.0, false), (4.0, -1.0, 1.0, false), (9.0, 0.0, NO_LIMIT, true)]);
    let rows: [Row<'_>; 3] = [
        (-NO_LIMIT, 5.0, &[(0, 1.0), (1, 1.0)]),
        (10.0, NO_LIMIT, &[(0, 1.0), (2, 1.0)]),
        (7.5, 7.5, &[(1, -1.0), (2, 1.0)]),
    ];
    is(&with_rows(model, &rows), 64.0);
}

/// HiGHS issue 3094: one of two sites may open, the loss at the first weighs more; 1.14.0 opens
/// the second: 10 000.
#[test]
fn the_one_site_that_may_open_is_the_one_that_saves_more() {
    let mut all = vec![(0.0, 0.0, 1.0, true); 2];
    all.extend([(0.0, 0.0, 1000.0, false); 2]);
    all.extend([(10.0, 0.0, 1000.0, false), (8.0, 0.0, 1000.0, false)]);
    let rows: [Row<'_>; 5] = [
        (-NO_LIMIT, 0.0, &[(2, 1.0), (0, -1000.0)]),
        (-NO_LIMIT, 0.0, &[(3, 1.0), (1, -1000.0)]),
        (1000.0, 1000.0, &[(2, 1.0), (4, 1.0)]),
        (1000.0, 1000.0, &[(3, 1.0), (5, 1.0)]),
        (-NO_LIMIT, 1.0, &[(0, 1.0), (1, 1.0)]),
    ];
    is(&with_rows(columns(true, &all), &rows), 8000.0);
}

/// Ten rows: buy a binary for `price`, or pay 10 for each unit short of `needs`.
fn buy_or_pay(price: f64, needs: &[f64; 10]) -> Model {
    let mut all = vec![(price, 0.0, 1.0, true); 10];
    all.extend([(10.0, 0.0, NO_LIMIT, false); 10]);
    let mut model = columns(true, &all);
    for (row, &need) in needs.iter().enumerate() {
        model = with_rows(model, &[(need, NO_LIMIT, &[(row, need), (row + 10, 1.0)])]);
    }
    model
}

#[test]
fn a_mixture_buys_where_it_pays_and_only_there() {
    // Paying costs 5, 10, … 50, buying 26: the first five rows pay.
    let needs = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0];
    is(&buy_or_pay(26.0, &needs), 75.0 + 5.0 * 26.0);
}

#[test]
fn a_limit_on_what_may_be_bought_leaves_the_rest_to_be_paid() {
    // Four at 10 and six shortfalls of 1.1 at 10 each.
    let entries: Vec<(usize, f64)> = (0..10).map(|column| (column, 1.0)).collect();
    is(&with_rows(buy_or_pay(10.0, &[1.1; 10]), &[(-NO_LIMIT, 4.0, &entries)]), 106.0);
}
