//! What is refused before HiGHS could misread it.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::path::Path;

use common::{NO_LIMIT, knapsack, solver, wyndor};
use doorstep_highs::{Highs, HighsError, Model, OptionValue, Version, require_supported, version};

fn refusal(change: impl FnOnce(&mut Model)) -> HighsError {
    let mut model = wyndor();
    change(&mut model);
    Highs::new().unwrap().pass(&model).unwrap_err()
}

#[test]
fn versions_before_1_15_are_refused() {
    let at = |major, minor, patch| Version { major, minor, patch };
    for old in [at(1, 14, 0), at(1, 14, 9), at(1, 5, 3), at(0, 99, 0)] {
        assert_eq!(old.supported(), Err(HighsError::TooOld { found: old }));
    }
    for new in [at(1, 15, 0), at(1, 15, 1), at(2, 0, 0)] {
        assert_eq!(new.supported(), Ok(new));
    }
    assert!(at(1, 14, 0).supported().unwrap_err().to_string().contains("1.14.0"));
}

#[test]
fn the_linked_version_is_supported() {
    assert_eq!(require_supported(), Ok(version()));
}

#[test]
fn a_list_of_the_wrong_length_is_refused() {
    let length = |what, found, expected| HighsError::Length { what, found, expected };
    assert_eq!(refusal(|model| model.lower.truncate(1)), length("lower", 1, 2));
    assert_eq!(refusal(|model| model.upper.push(1.0)), length("upper", 3, 2));
    assert_eq!(refusal(|model| model.integer.clear()), length("integer", 0, 2));
    assert_eq!(refusal(|model| model.row_upper.truncate(1)), length("row_upper", 1, 3));
    assert_eq!(refusal(|model| model.starts.truncate(3)), length("starts", 3, 4));
    assert_eq!(refusal(|model| model.values.truncate(3)), length("values", 3, 4));
    assert_eq!(refusal(|model| model.starts[3] = 5), length("columns", 4, 5));
}

#[test]
fn starts_that_fall_or_begin_late_are_refused() {
    assert_eq!(refusal(|model| model.starts[0] = 1), HighsError::Starts { position: 0 });
    assert_eq!(refusal(|model| model.starts[2] = 0), HighsError::Starts { position: 2 });
}

#[test]
fn a_column_that_is_not_there_or_comes_twice_in_a_row_is_refused() {
    assert_eq!(refusal(|model| model.columns[3] = 2), HighsError::Index { what: "columns", index: 2, size: 2 });
    assert_eq!(
        refusal(|model| model.columns[3] = usize::MAX),
        HighsError::Index { what: "columns", index: usize::MAX, size: 2 }
    );
    assert_eq!(refusal(|model| model.columns[3] = 0), HighsError::Repeated { what: "columns", index: 0 });
}

#[test]
fn numbers_highs_would_misread_are_refused() {
    let is_number = |error: HighsError, list: &str| {
        assert!(matches!(&error, HighsError::Number { what, .. } if *what == list), "{list}: {error}");
    };
    for bad in [f64::NAN, NO_LIMIT, -NO_LIMIT, 1e20] {
        is_number(refusal(|model| model.cost[1] = bad), "cost");
        is_number(refusal(|model| model.offset = bad), "offset");
    }
    for bad in [f64::NAN, NO_LIMIT, 0.0, 1e-10, 1e15] {
        is_number(refusal(|model| model.values[0] = bad), "values");
    }
    for bad in [f64::NAN, NO_LIMIT] {
        is_number(refusal(|model| model.lower[0] = bad), "lower");
        is_number(refusal(|model| model.upper[0] = -bad), "upper");
        is_number(refusal(|model| model.row_lower[0] = bad), "row_lower");
        is_number(refusal(|model| model.row_upper[0] = -bad), "row_upper");
    }
}

#[test]
fn a_change_with_a_wrong_index_number_or_repeat_is_refused_and_leaves_the_model() {
    let mut highs = solver(&knapsack());
    assert!(matches!(highs.set_costs(&[(3, 1.0)]), Err(HighsError::Index { index: 3, size: 3, .. })));
    assert!(matches!(highs.set_costs(&[(0, f64::NAN)]), Err(HighsError::Number { .. })));
    assert!(matches!(highs.set_costs(&[(0, 1.0), (0, 2.0)]), Err(HighsError::Repeated { index: 0, .. })));
    assert!(matches!(highs.set_column_bounds(&[(9, 0.0, 1.0)]), Err(HighsError::Index { .. })));
    assert!(matches!(highs.set_column_bounds(&[(0, f64::NAN, 1.0)]), Err(HighsError::Number { .. })));
    assert!(matches!(highs.set_row_bounds(&[(1, 0.0, 1.0)]), Err(HighsError::Index { .. })));
    assert!(matches!(highs.set_integrality(&[(3, true)]), Err(HighsError::Index { .. })));
    assert!(matches!(highs.set_coefficient(1, 0, 1.0), Err(HighsError::Index { .. })));
    assert!(matches!(highs.set_coefficient(0, 0, 1e-12), Err(HighsError::Number { .. })));
    assert!(matches!(highs.add_rows(&[0.0], &[1.0], &[0, 1], &[3], &[1.0]), Err(HighsError::Index { .. })));
    assert!(matches!(highs.delete_rows_from(2), Err(HighsError::Index { .. })));
    assert!(matches!(highs.set_start(&[1.0]), Err(HighsError::Length { .. })));
    assert!(matches!(highs.set_start(&[f64::NAN; 3]), Err(HighsError::Number { .. })));
    assert!(matches!(highs.set_sparse_start(&[(3, 1.0)]), Err(HighsError::Index { .. })));
    assert!(matches!(highs.set_sparse_start(&[(0, 2.0)]), Err(HighsError::Refused { .. })));
    common::run(&mut highs);
    common::close(highs.objective().unwrap(), 8.0);
}

#[test]
fn an_unknown_option_or_a_value_of_the_wrong_kind_is_refused() {
    let mut highs = Highs::new().unwrap();
    assert!(matches!(highs.set_option("mip_rel_gapp", 0.0.into()), Err(HighsError::Refused { .. })));
    assert!(matches!(highs.set_option("mip_rel_gap", true.into()), Err(HighsError::Refused { .. })));
    assert!(matches!(highs.set_option("mip_rel_gap", (-1.0).into()), Err(HighsError::Refused { .. })));
    assert!(matches!(highs.set_option("mip_rel_gap", f64::NAN.into()), Err(HighsError::Number { .. })));
    assert!(matches!(highs.set_option("mip\0", OptionValue::Bool(true)), Err(HighsError::Text { .. })));
    highs.set_option("mip_rel_gap", 0.0.into()).unwrap();
}

#[test]
fn names_that_are_missing_empty_or_repeated_are_refused() {
    let mut highs = solver(&knapsack());
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    assert!(matches!(highs.set_names(&names(&["a"]), &names(&["r"])), Err(HighsError::Length { .. })));
    assert!(matches!(highs.set_names(&names(&["a", "", "c"]), &names(&["r"])), Err(HighsError::Refused { .. })));
    assert!(matches!(highs.set_names(&names(&["a", "b\0", "c"]), &names(&["r"])), Err(HighsError::Text { .. })));
    // HiGHS would write c0, c1, c2 in their place.
    for wrong in [["a", "a", "c"], ["a", "b b", "c"]] {
        highs.pass(&knapsack()).unwrap();
        highs.set_names(&names(&wrong), &names(&["r"])).unwrap();
        let path = std::env::temp_dir().join(format!("doorstep-highs-wrong-{}.lp", std::process::id()));
        assert!(matches!(highs.write_model(&path), Err(HighsError::Refused { .. })), "{wrong:?}");
        std::fs::remove_file(path).ok();
    }
    assert!(matches!(highs.write_model(Path::new("model.txt")), Err(HighsError::Refused { .. })));
}
