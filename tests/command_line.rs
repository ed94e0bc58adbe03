//! The command line as a user meets it: exit codes, words, files, bytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the files are our own")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn doorstep(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doorstep")).args(arguments).current_dir(folder).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn bundled(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// A copy of a bundled scenario, its tables changed on the way.
fn copy(name: &str, to: &Path, change: impl Fn(&str, String) -> String) {
    for entry in fs::read_dir(bundled(name)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        if file.ends_with(".csv") || file.ends_with(".ron") {
            fs::write(to.join(&file), change(&file, fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every file of a run but the one that holds the time it took.
fn contents(run: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(run)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap() != "timing.txt")
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_new_scenario_solves_to_its_hand_made_answer_and_leaves_every_file_it_names() {
    let here = folder("new");
    assert_eq!(code(&doorstep(&["new", "mine"], &here)), 0);
    let solved = doorstep(&["solve", "mine/scenario.ron"], &here);
    assert_eq!(code(&solved), 0, "{}", err(&solved));
    let summary = out(&solved);
    for words in ["Options for consideration", "Not calibrated", "£83,950", "157 (39 %)", "optimal", "Ties resolved"] {
        assert!(summary.contains(words), "{words} in {summary}");
    }
    let run = here.join("runs/mine");
    let names = summary.lines().last().unwrap().split_once(": ").unwrap().1.split(", ").collect::<Vec<_>>();
    assert!(names.len() >= 10);
    for name in names {
        assert!(fs::metadata(run.join(name)).unwrap().len() > 0, "{name} is empty");
    }
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(run.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["status"], "proven");
    assert_eq!(manifest["ties_unresolved"], false);
    assert_eq!(manifest["options"][1]["saving_pence"], 8_395_000);
    let gap = manifest["options"][1]["goals"][0]["gap"].as_f64().unwrap();
    assert!(gap < 1e-6, "{gap}");
}

#[test]
fn a_new_scenario_is_never_written_over_files() {
    let here = folder("over");
    fs::write(here.join("keep.txt"), "mine").unwrap();
    let refused = doorstep(&["new", "."], &here);
    assert_eq!(code(&refused), 1);
    assert!(err(&refused).contains("not empty"));
    assert_eq!(fs::read_dir(&here).unwrap().count(), 1);
}

#[test]
fn a_folder_that_is_no_run_folder_is_never_replaced() {
    let here = folder("precious");
    fs::create_dir(here.join("precious")).unwrap();
    fs::write(here.join("precious/letter.txt"), "dear").unwrap();
    let scenario = bundled("two-centres/scenario.ron");
    let refused = doorstep(&["solve", scenario.to_str().unwrap(), "--out", "precious"], &here);
    assert_eq!(code(&refused), 5);
    assert_eq!(fs::read_to_string(here.join("precious/letter.txt")).unwrap(), "dear");
    assert_eq!(fs::read_dir(&here).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn what_lies_beside_a_run_folder_or_only_looks_like_one_is_left_alone() {
    let here = folder("beside");
    let scenario = bundled("two-centres/scenario.ron");
    let solve = |out: &str| doorstep(&["solve", scenario.to_str().unwrap(), "--out", out], &here);
    for name in ["run.old", "run.new"] {
        fs::create_dir(here.join(name)).unwrap();
        fs::write(here.join(name).join("thesis.txt"), "years").unwrap();
    }
    assert_eq!(code(&solve("run")), 0);
    assert_eq!(code(&solve("run")), 0, "an older run is replaced");
    assert!(here.join("run.old/thesis.txt").exists() && here.join("run.new/thesis.txt").exists());
    assert_eq!(fs::read_dir(&here).unwrap().count(), 3, "nothing is left beside it");
    fs::write(here.join("run/notes.txt"), "mine").unwrap();
    assert_eq!(code(&solve("run")), 5);
    assert!(here.join("run/notes.txt").exists());
    fs::create_dir(here.join("extension")).unwrap();
    fs::write(here.join("extension/manifest.json"), "{\"manifest_version\":3}").unwrap();
    assert_eq!(code(&solve("extension")), 5);
    assert!(here.join("extension/manifest.json").exists());
}

#[test]
fn ids_choose_among_equal_plans_only_and_never_spend_a_tolerance() {
    let here = folder("ties");
    copy("two-centres", &here, |file, text| {
        let start = text.find("goals: [").unwrap_or(0);
        match text[start..].find(']') {
            Some(end) if file == "scenario.ron" => {
                format!("{}goals: [MostReach(weight: Need, within: \"20%\"){}", &text[..start], &text[start + end..])
            }
            _ => text,
        }
    });
    let solved = doorstep(&["solve", "scenario.ron", "--out", "run"], &here);
    assert_eq!(code(&solved), 0, "{}", err(&solved));
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(here.join("run/manifest.json")).unwrap()).unwrap();
    let value = manifest["options"][1]["goals"][0]["value"].as_f64().unwrap();
    assert!((value - 257.5).abs() < 1e-3, "{value}");
}

#[test]
fn bad_input_tells_every_fault_with_its_place_and_writes_nothing() {
    let here = folder("bad");
    copy("two-centres", &here, |file, text| match file {
        "scenario.ron" => text.replace("visits:", "vists:"),
        "areas.csv" => text.replace("200", "many"),
        _ => text,
    });
    for command in [
        &["solve", "scenario.ron"][..],
        &["check", "scenario.ron"],
        &["export", "scenario.ron", "--to", "lp", "-o", "m.lp"],
    ] {
        let refused = doorstep(command, &here);
        assert_eq!(code(&refused), 1);
        let told = err(&refused);
        assert!(told.contains("Did you mean \"visits\"?"), "{told}");
        assert!(told.contains("areas.csv:"), "{told}");
    }
    assert!(!here.join("runs").exists() && !here.join("m.lp").exists());
    let listed = doorstep(&["check", "scenario.ron", "--format", "json"], &here);
    let list: serde_json::Value = serde_json::from_str(&out(&listed)).unwrap();
    assert!(list.as_array().unwrap().iter().any(|fault| fault["code"] == "DS102" && fault["line"].as_u64() > Some(1)));
}

#[test]
fn a_travel_table_is_solved_and_its_missing_ways_and_the_people_without_any_are_told() {
    let here = folder("travel");
    copy("two-centres", &here, |file, text| match file {
        "scenario.ron" => text
            .replace("baseline: \"baseline.csv\")", "baseline: \"baseline.csv\", travel: \"travel.csv\")")
            .replace("StraightLine(detour: 1)", "Matrix(unit: Minutes)")
            .replace("full: \"500 m\", zero: \"1500 m\"", "full: \"5 min\", zero: \"15 min\""),
        _ => text,
    });
    // Nobody in the south gets anywhere; ways from the middle to oak and from the north to elm lack too.
    let ways = "from_id,to_id,travel_time\nmiddle,elm,5\nmiddle,library,0.04\nnorth,oak,0\nnorth,library,9.96\n";
    fs::write(here.join("travel.csv"), format!("{ways}south,elm,\n")).unwrap();
    let checked = doorstep(&["check", "scenario.ron"], &here);
    assert_eq!(code(&checked), 0, "{}", err(&checked));
    let told = out(&checked);
    assert!(told.contains("in minutes: 5 of 9 pairs of area and usable place have no way"), "{told}");
    let warned = err(&checked);
    assert!(warned.contains("DS305") && warned.contains("have no way to any: 100 for"), "{warned}");
    let solved = doorstep(&["solve", "scenario.ron"], &here);
    assert_eq!(code(&solved), 0, "{}", err(&solved));
    let hashed = fs::read_to_string(here.join("runs").join(run_name(&here)).join("manifest.json")).unwrap();
    assert!(hashed.contains("travel.csv"), "the table is among the inputs");
}

/// The only run in a folder.
fn run_name(here: &Path) -> std::ffi::OsString {
    let mut runs = fs::read_dir(here.join("runs")).unwrap();
    runs.next().unwrap().unwrap().file_name()
}

#[test]
fn slips_on_the_command_line_are_usage_errors() {
    let here = folder("usage");
    let scenario = bundled("two-centres/scenario.ron");
    let scenario = scenario.to_str().unwrap();
    for arguments in [
        &["slove", scenario][..],
        &["solve"],
        &["solve", scenario, "--threads", "0"],
        &["solve", scenario, "--threads", "10000"],
        &["solve", scenario, "--gap", "5"],
        &["solve", scenario, "--gap", "NaN"],
        &["solve", scenario, "--time-limit", "-1"],
        &["export", scenario, "--to", "lp", "-o", "model.txt"],
        &["export", scenario, "--to", "lp", "-o", "model.lp", "--goal", "9"],
    ] {
        let refused = doorstep(arguments, &here);
        assert_eq!(code(&refused), 2, "{arguments:?}: {}", err(&refused));
    }
    assert_eq!(fs::read_dir(&here).unwrap().count(), 0);
    for arguments in [&["help"][..], &["--version"], &["solve", "--help"], &["demo", "--help"]] {
        assert_eq!(code(&doorstep(arguments, &here)), 0, "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_is_an_answer_with_the_nearest_plan() {
    let here = folder("impossible");
    copy(
        "two-centres",
        &here,
        |file, text| if file == "scenario.ron" { text.replace("£80,000", "£99,000") } else { text },
    );
    let answered = doorstep(&["solve", "scenario.ron", "--out", "run"], &here);
    assert_eq!(code(&answered), 3, "{}", err(&answered));
    assert!(out(&answered).contains("Impossible"), "{}", out(&answered));
    assert!(out(&answered).contains("nearest plan"), "{}", out(&answered));
    assert!(here.join("run/rules.csv").exists());
}

#[test]
fn a_target_above_all_touchable_money_is_refused_before_any_solving() {
    let here = folder("too-much");
    copy("two-centres", &here, |file, text| if file == "scenario.ron" { text.replace("£80,000", "£1m") } else { text });
    let refused = doorstep(&["check", "scenario.ron"], &here);
    assert_eq!(code(&refused), 1);
    assert!(err(&refused).contains("DS304"), "{}", err(&refused));
}

#[test]
fn both_solvers_give_the_same_figures() {
    let here = folder("solvers");
    let scenario = bundled("two-centres/scenario.ron");
    for solver in ["highs", "microlp"] {
        let solved = doorstep(&["solve", scenario.to_str().unwrap(), "--solver", solver, "--out", solver], &here);
        assert_eq!(code(&solved), 0, "{}", err(&solved));
    }
    for file in ["money.csv", "sites.csv", "offers.csv", "rules.csv"] {
        assert_eq!(
            fs::read(here.join("highs").join(file)).unwrap(),
            fs::read(here.join("microlp").join(file)).unwrap(),
            "{file}"
        );
    }
}

#[test]
fn the_model_is_written_in_both_formats_with_readable_names() {
    let here = folder("export");
    let scenario = bundled("two-centres/scenario.ron");
    for (format, file, words) in [("lp", "model.lp", "max"), ("mps", "model.mps", "ROWS")] {
        let written = doorstep(&["export", scenario.to_str().unwrap(), "--to", format, "-o", file], &here);
        assert_eq!(code(&written), 0, "{}", err(&written));
        let text = fs::read_to_string(here.join(file)).unwrap();
        assert!(text.contains(words) && text.contains("level.oak.hub"), "{text}");
    }
}

/// Rows of every table in another order, each below its header.
fn shuffled(file: &str, text: String) -> String {
    if !file.ends_with(".csv") {
        return text;
    }
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let third = 1 + (lines.len() - 1) / 3;
    lines[1..].rotate_left(third - 1);
    lines.join("\n") + "\n"
}

#[test]
fn birmingham_gives_the_same_bytes_twice_shuffled_and_at_one_and_two_threads() {
    let here = folder("bytes");
    let mixed = here.join("mixed");
    fs::create_dir(&mixed).unwrap();
    copy("birmingham-early-years", &mixed, shuffled);
    let original = bundled("birmingham-early-years/scenario.ron");
    let mixed = mixed.join("scenario.ron");
    // Little effort and a wide gap: what is compared is that all runs take the same path.
    let how = ["--effort", "12000", "--gap", "0.02", "--alternatives", "0", "--quiet"];
    let mut runs = Vec::new();
    for (name, scenario, threads) in [("a", &original, "1"), ("b", &original, "2"), ("c", &mixed, "2")] {
        let arguments: Vec<&str> =
            ["solve", scenario.to_str().unwrap(), "--out", name, "--threads", threads].into_iter().chain(how).collect();
        let solved = doorstep(&arguments, &here);
        assert!([0, 4].contains(&code(&solved)), "{}", err(&solved));
        runs.push(contents(&here.join(name)));
    }
    assert!(runs[0].len() >= 10);
    for other in &runs[1..] {
        assert_eq!(runs[0].len(), other.len());
        for (first, second) in runs[0].iter().zip(other) {
            assert!(first == second, "{} differs", first.0);
        }
    }
}

#[test]
fn a_limit_of_time_leaves_a_checked_plan_and_says_so() {
    let here = folder("limit");
    let scenario = bundled("birmingham-early-years/halved-capacity.ron");
    let solved = doorstep(
        &[
            "solve",
            scenario.to_str().unwrap(),
            "--time-limit",
            "20",
            "--gap",
            "0",
            "--alternatives",
            "0",
            "--out",
            "run",
        ],
        &here,
    );
    assert_eq!(code(&solved), 4, "{}", err(&solved));
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(here.join("run/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["reproducible"], false);
    assert_eq!(manifest["options"][1]["checked"], true);
    assert!(out(&solved).contains("Not every goal is proved"), "{}", out(&solved));
}
