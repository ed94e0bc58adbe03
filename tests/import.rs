//! A scenario as a workbook and back, as the program does it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn doorstep(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doorstep")).args(arguments).current_dir(folder).output().unwrap()
}

fn fine(arguments: &[&str], folder: &Path) -> String {
    let output = doorstep(arguments, folder);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], folder: &Path, code: i32) -> String {
    let output = doorstep(arguments, folder);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn home(name: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("import-{name}"));
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home).unwrap();
    home
}

/// Files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn workbook_to_folder_to_workbook_is_the_same_bytes_and_so_is_the_folder() {
    let home = home("stable");
    for name in ["birmingham-early-years", "croydon-caseloads", "send-choice", "two-centres"] {
        fine(&["init", name, name], &home);
        let (first, second) = (format!("{name}.xlsx"), format!("below/{name}-again.xlsx"));
        fine(&["export", &format!("{name}/scenario.ron"), "-o", &first], &home);
        fine(&["import", &first, &format!("{name}-in"), "--files", name], &home);
        fine(&["export", &format!("{name}-in/scenario.ron"), "-o", &second], &home);
        assert!(fs::read(home.join(&first)).unwrap() == fs::read(home.join(&second)).unwrap(), "{name}");
        fine(&["import", &second, &format!("{name}-out"), "--files", name], &home);
        let (one, other) = (files(&home.join(format!("{name}-in"))), files(&home.join(format!("{name}-out"))));
        assert!(one == other, "{name}");
        // What the data may be used for goes with it.
        let provenance = home.join(name).join("PROVENANCE.md");
        if provenance.exists() {
            let kept = fs::read(home.join(format!("{name}-in/PROVENANCE.md"))).unwrap();
            assert!(kept == fs::read(provenance).unwrap(), "{name}");
        }
    }
}

#[test]
fn a_scenario_solves_alike_from_its_files_its_workbook_and_what_was_imported() {
    let home = home("solves");
    fine(&["init", "two-centres", "town"], &home);
    for name in ["scenario", "years"] {
        let (book, folder) = (format!("below/{name}.xlsx"), format!("{name}-in"));
        fine(&["export", &format!("town/{name}.ron"), "-o", &book], &home);
        fine(&["import", &book, &folder], &home);
        let runs = [format!("town/{name}.ron"), book, format!("{folder}/scenario.ron")];
        let tables = runs.map(|scenario| {
            fine(&["solve", &scenario, "--quiet", "--out", "run"], &home);
            let tables = files(&home.join("run"))
                .into_iter()
                .filter(|(name, _)| Path::new(name).extension().is_some_and(|ending| ending == "csv"));
            let tables: Vec<_> = tables.collect();
            fs::remove_dir_all(home.join("run")).unwrap();
            tables
        });
        assert!(tables[0].len() > 10);
        assert!(tables[0] == tables[1] && tables[1] == tables[2], "{name}");
    }
}

#[test]
fn a_workbook_to_begin_with_is_imported_and_solved() {
    let home = home("new");
    let said = fine(&["new", "--workbook", "my.xlsx"], &home);
    assert!(said.contains("doorstep import my.xlsx my-council"));
    assert!(fine(&["check", "my.xlsx"], &home).contains("No errors"));
    let said = fine(&["import", "my.xlsx", "my-council"], &home);
    assert!(said.contains("scenario.ron") && said.contains("sites.csv"), "{said}");
    fine(&["solve", "my-council/scenario.ron", "--quiet", "--out", "runs/my"], &home);
    // Neither is written over by a second attempt.
    assert!(refused(&["new", "--workbook", "my.xlsx"], &home, 1).contains("my.xlsx is there already"));
    let told = refused(&["import", "my.xlsx", "my-council"], &home, 5);
    assert!(told.contains("not empty") && told.contains("--replace"), "{told}");
    fs::write(home.join("my-council/notes.txt"), "kept").unwrap();
    fine(&["import", "my.xlsx", "my-council", "--replace"], &home);
    assert_eq!(fs::read_to_string(home.join("my-council/notes.txt")).unwrap(), "kept");
    // What somebody changed since is not written over, and what a new import changes is told.
    let areas = home.join("my-council/areas.csv");
    let imported = fs::read_to_string(&areas).unwrap();
    fs::write(&areas, imported.replace(",200", ",210")).unwrap();
    let told = refused(&["import", "my.xlsx", "my-council", "--replace"], &home, 1);
    assert!(told.contains("changed since it was imported: areas.csv"), "{told}");
    fine(&["export", "my-council/scenario.ron", "-o", "more.xlsx"], &home);
    fs::write(&areas, imported).unwrap();
    let said = fine(&["import", "more.xlsx", "my-council", "--replace"], &home);
    assert!(said.contains("people: 400 -> 410") && !said.contains("areas: "), "{said}");
    // Nor is a scenario that somebody wrote, or a workbook that somebody may have worked in.
    fine(&["new", "theirs"], &home);
    let told = refused(&["import", "my.xlsx", "theirs", "--replace"], &home, 1);
    assert!(told.contains("no earlier import"), "{told}");
    let told = refused(&["export", "theirs/scenario.ron", "-o", "my.xlsx"], &home, 1);
    assert!(told.contains("my.xlsx is there already: --replace"), "{told}");
    fine(&["export", "theirs/scenario.ron", "-o", "my.xlsx", "--replace"], &home);
}

#[test]
fn what_cannot_be_imported_writes_nothing() {
    let home = home("wrong");
    fs::write(home.join("text.xlsx"), "id,name\n1,x\n").unwrap();
    let told = refused(&["import", "text.xlsx", "out"], &home, 1);
    assert!(told.contains("text.xlsx: error DS005") && told.contains("CSV"), "{told}");
    let told = refused(&["import", "none.xlsx", "out"], &home, 1);
    assert!(told.contains("none.xlsx: error DS001"), "{told}");
    let told = refused(&["check", "text.xlsx"], &home, 1);
    assert!(told.contains("DS005"), "{told}");
    // The workbook of a run is no scenario.
    fine(&["new", "town"], &home);
    fine(&["solve", "town/scenario.ron", "--quiet", "--out", "run"], &home);
    fine(&["report", "run", "-o", "run.xlsx"], &home);
    let told = refused(&["import", "run.xlsx", "out"], &home, 1);
    assert!(told.contains("there is no sheet \"Settings\""), "{told}");
    // A workbook named as a table is told for what it is.
    fine(&["export", "town/scenario.ron", "-o", "town/areas.csv.xlsx"], &home);
    fs::rename(home.join("town/areas.csv.xlsx"), home.join("town/areas.csv")).unwrap();
    let told = refused(&["check", "town/scenario.ron"], &home, 1);
    assert!(told.contains("areas.csv: error DS003: this is a workbook"), "{told}");
    assert!(refused(&["export", "run", "-o", "x.doc"], &home, 2).contains(".xlsx, its model as .lp or .mps"));
    assert!(!home.join("out").exists());
}

#[test]
fn an_exported_ledger_becomes_the_table_with_every_row_accounted_for() {
    let home = home("ledger");
    let everything = Path::new(env!("CARGO_MANIFEST_DIR")).join("engine/scenario/src/reference/everything");
    for name in ["ledger.ron", "ledger-export.csv"] {
        fs::copy(everything.join(name), home.join(name)).unwrap();
    }
    let words = ["ledger", "ledger-export.csv", "ledger.ron", "-o", "ledger.csv", "--accounted", "accounted.csv"];
    let said = fine(&words, &home);
    assert!(said.contains("together the control total"), "{said}");
    let table = fs::read_to_string(home.join("ledger.csv")).unwrap();
    assert!(table.starts_with("cost_centre,subjective,objective,section_251,line,amount\n"), "{table}");
    let export = fs::read_to_string(home.join("ledger-export.csv")).unwrap();
    let accounted = fs::read_to_string(home.join("accounted.csv")).unwrap();
    let filled = export.lines().filter(|line| line.chars().any(char::is_alphanumeric)).count();
    let told = accounted.lines().filter(|line| line.starts_with("ledger-export.csv:")).count();
    assert_eq!(told, filled, "{accounted}");
    // A pound more, and the totals tell.
    let row = export.lines().rev().find(|line| line.contains("00")).unwrap();
    fs::write(home.join("ledger-export.csv"), export.replacen(row, &row.replacen("00", "01", 1), 1)).unwrap();
    fs::remove_file(home.join("ledger.csv")).unwrap();
    let told = refused(&words, &home, 1);
    assert!(told.contains("DS316"), "{told}");
    assert!(!home.join("ledger.csv").exists());
}
