//! A run as a workbook, as the program writes it. What stands in its cells is looked at by other programs:
//! `bindings/python/tests/test_workbook.py`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn doorstep(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doorstep")).args(arguments).current_dir(folder).output().unwrap()
}

fn fine(arguments: &[&str], folder: &Path) {
    let output = doorstep(arguments, folder);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

fn refused(arguments: &[&str], folder: &Path, code: i32) -> String {
    let output = doorstep(arguments, folder);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Runs of one year and of several.
fn home(name: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("workbook-{name}"));
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home).unwrap();
    fine(&["init", "two-centres", "town"], &home);
    for (scenario, out) in [("town/scenario.ron", "runs/one"), ("town/years.ron", "runs/years")] {
        fine(&["solve", scenario, "--out", out, "--quiet"], &home);
    }
    home
}

#[test]
fn a_run_is_one_workbook_with_the_same_bytes_each_time() {
    let home = home("same");
    for run in ["one", "years"] {
        let folder = format!("runs/{run}");
        fine(&["report", &folder, "-o", "a.xlsx", "-o", "page.html"], &home);
        fine(&["report", &folder, "-o", "b.xlsx"], &home);
        let first = fs::read(home.join("a.xlsx")).unwrap();
        assert!(first.starts_with(b"PK") && home.join("page.html").exists());
        assert!(first == fs::read(home.join("b.xlsx")).unwrap(), "{run}");
    }
}

#[test]
fn what_is_no_workbook_is_told_and_not_written() {
    let home = home("refused");
    let none = ["report", "runs/one", "runs/one:alternative 9", "-o", "x.xlsx"];
    assert!(refused(&none, &home, 1).contains("alternative 9"));
    let apart = ["report", "runs/one", "runs/years", "-o", "x.xlsx"];
    assert!(refused(&apart, &home, 1).contains("another year"));
    assert!(refused(&["report", "runs/one", "--public", "-o", "x.xlsx"], &home, 2).contains("not for the public"));
    assert!(refused(&["report", "runs/one", "-o", "x.xls"], &home, 2).contains(".xlsx"));
    // A figure that was changed by hand no longer follows from the others.
    let path = home.join("runs/years/lines.csv");
    let table = fs::read_to_string(&path).unwrap();
    let cell = table.lines().nth(1).unwrap().split(',').nth(4).unwrap();
    assert!(cell.ends_with(".00"), "{cell}");
    fs::write(&path, table.replacen(cell, &cell.replace(".00", ".01"), 1)).unwrap();
    let told = refused(&["report", "runs/years", "-o", "x.xlsx"], &home, 1);
    assert!(told.contains("runs/years/lines.csv:2") && told.contains("does not follow from the others"), "{told}");
    assert!(!home.join("x.xlsx").exists());
}

#[test]
fn several_runs_are_one_workbook_of_options_side_by_side() {
    let home = home("several");
    let runs = ["report", "runs/one", "runs/one:alternative 1", "-o"];
    fine(&[&runs[..], &["a.xlsx"]].concat(), &home);
    fine(&[&runs[..], &["b.xlsx"]].concat(), &home);
    assert!(fs::read(home.join("a.xlsx")).unwrap() == fs::read(home.join("b.xlsx")).unwrap());
}
