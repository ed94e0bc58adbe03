//! Ensembles: the same bytes whoever answers, in whatever order, and however often it is killed.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use doorstep::report::frame::Frame;
use doorstep::scenario::{Scenario, load, load_futures};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const UNCERTAIN: &str = r#"
    uncertain: (
        numbers: {
            "births": (times: ["tables/areas/*/under_5"], spread: Normal(mean: 1, sd: 0.08, low: 0.7, high: 1.3)),
            "local": (times: ["tables/areas/*/under_5"], each: true, spread: LogNormal(median: 1, sigma: 0.2, low: 0.4, high: 2.5)),
            "pay": (times: ["levels/*/costs/staff"], spread: Uniform(low: 0.95, high: 1.15)),
            "take-up": (of: "services/stay-and-play/take_up/under-5", spread: Pert(low: 0.35, high: 0.6)),
        },
        together: [("births", "take-up", -0.3)],
    ),
)
"#;

fn doorstep(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doorstep")).args(arguments).current_dir(folder).output().unwrap()
}

fn fine(arguments: &[&str], folder: &Path) -> String {
    let output = doorstep(arguments, folder);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], folder: &Path, code: i32) -> String {
    let output = doorstep(arguments, folder);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A folder with the small scenario, its uncertain numbers, and a run of it.
fn home(name: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ensemble-{name}"));
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home).unwrap();
    fine(&["init", "two-centres", "town"], &home);
    let path = home.join("town/scenario.ron");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.trim_end().strip_suffix(')').unwrap().to_owned() + UNCERTAIN;
    fs::write(path, text).unwrap();
    fine(&["solve", "town/scenario.ron", "--out", "runs/a", "--quiet"], &home);
    home
}

fn planned(home: &Path, out: &str, more: &[&str]) {
    let words = ["ensemble", "plan", "town/scenario.ron", "--out", out, "--hold", "runs/a"];
    fine(&[&words, more].concat(), home);
}

/// Every file below a folder with its content.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(bytes == &other[path], "{} differs", path.display());
    }
}

fn frame(path: &Path) -> Frame {
    Frame::of_parquet(fs::read(path).unwrap()).unwrap()
}

/// An ensemble answered and collected without any trouble.
fn undisturbed() -> &'static Path {
    static HOME: OnceLock<PathBuf> = OnceLock::new();
    HOME.get_or_init(|| {
        let home = home("undisturbed");
        planned(&home, "e", &["--members", "120", "--chunk", "7", "--seed", "3"]);
        fine(&["ensemble", "run", "e", "--threads", "1", "--quiet"], &home);
        fine(&["ensemble", "collect", "e", "--csv"], &home);
        home
    })
}

#[test]
fn the_same_question_gives_the_same_bytes_at_any_number_of_workers_and_in_any_order() {
    let home = undisturbed();
    planned(home, "threads", &["--members", "120", "--chunk", "7", "--seed", "3"]);
    fine(&["ensemble", "run", "threads", "--threads", "3", "--quiet"], home);
    fine(&["ensemble", "collect", "threads", "--csv"], home);
    same(&home.join("e"), &home.join("threads"));

    planned(home, "backwards", &["--members", "120", "--chunk", "7", "--seed", "3"]);
    for part in (0..18).rev() {
        fine(&["ensemble", "run", "backwards", "--chunk", &part.to_string(), "--quiet"], home);
    }
    // Asked again, a part is left as it is.
    assert_eq!(fine(&["ensemble", "run", "backwards", "--chunk", "4"], home), "0 parts answered.\n");
    fine(&["ensemble", "collect", "backwards", "--csv"], home);
    same(&home.join("e"), &home.join("backwards"));
}

#[test]
fn two_hundred_kills_lose_nothing_and_repeat_nothing() {
    let home = home("kills");
    planned(&home, "e", &["--members", "500", "--chunk", "5"]);
    planned(&home, "killed", &["--members", "500", "--chunk", "5"]);
    let begun = Instant::now();
    fine(&["ensemble", "run", "e", "--threads", "1", "--quiet"], &home);
    // Two hundred lives of up to a fiftieth of the work each: all ends of a part are met.
    let life = begun.elapsed() / 50;
    let (mut kills, mut dice) = (0, 1_u64);
    let mut seen: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    while kills < 200 {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut worker = Command::new(env!("CARGO_BIN_EXE_doorstep"))
            .args(["ensemble", "resume", "killed", "--threads", "2", "--quiet"])
            .current_dir(&home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(life.mul_f64((dice >> 40) as f64 / f64::from(1 << 24)).max(Duration::from_millis(1)));
        worker.kill().unwrap();
        worker.wait().unwrap();
        kills += 1;
        let parts = home.join("killed/parts");
        if kills % 40 == 0 && parts.is_dir() {
            // What was done stays as it was done.
            let now = files(&parts);
            let done = |path: &PathBuf| !path.to_string_lossy().starts_with('.');
            assert!(seen.iter().filter(|(path, _)| done(path)).all(|(path, bytes)| now.get(path) == Some(bytes)));
            seen = now;
        }
    }
    fine(&["ensemble", "resume", "killed", "--quiet"], &home);
    for name in ["e", "killed"] {
        fine(&["ensemble", "collect", name], &home);
    }
    same(&home.join("e"), &home.join("killed"));
    let members = frame(&home.join("killed/results/members.parquet"));
    let all: BTreeSet<i64> = members.whole("member").iter().flatten().copied().collect();
    assert_eq!((members.rows(), all.len()), (500, 500));
}

#[test]
fn a_plan_that_is_held_is_worth_what_score_says_of_the_same_future() {
    let home = undisturbed();
    // The future as somebody would write it: the first member's values put into the files by hand.
    let design = frame(&home.join("e/design.parquet"));
    let drawn = |id: &str| design.real(id)[0].unwrap();
    let town = home.join("by-hand");
    fs::create_dir_all(&town).unwrap();
    for entry in fs::read_dir(home.join("town")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, town.join(path.file_name().unwrap())).unwrap();
    }
    let areas = fs::read_to_string(town.join("areas.csv")).unwrap();
    let mut lines = areas.lines();
    let mut written = lines.next().unwrap().to_owned() + "\n";
    let column = written.trim().split(',').position(|name| name == "under_5").unwrap();
    for line in lines {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let own = drawn(&format!("local@areas.csv/{}", cells[0]));
        let people: f64 = cells[column].parse().unwrap();
        cells[column] = format!("{:.0}", people * drawn("births") * own);
        written += &(cells.join(",") + "\n");
    }
    fs::write(town.join("areas.csv"), written).unwrap();
    let scenario = fs::read_to_string(town.join("scenario.ron")).unwrap();
    let staff = |pounds: f64| format!("\"staff\": \"£{:.2}\"", (pounds * drawn("pay") * 100.0).round() / 100.0);
    let scenario = scenario
        .replace("take_up: {\"under-5\": 0.5}", &format!("take_up: {{\"under-5\": {:.6}}}", drawn("take-up")))
        .replace("\"staff\": \"£60,000\"", &staff(60_000.0))
        .replace("\"staff\": \"£15,000\"", &staff(15_000.0));
    fs::write(town.join("scenario.ron"), scenario).unwrap();
    let plan = ["runs/a/sites.csv", "runs/a/offers.csv"];
    fine(&[&["score", "by-hand/scenario.ron"], &plan[..], &["--out", "runs/hand", "--quiet"]].concat(), home);

    let choice = fs::read_to_string(home.join("runs/hand/choice.csv")).unwrap();
    let reach = frame(&home.join("e/results/reach.parquet"));
    let mut compared = 0;
    for (at, member) in reach.whole("member").iter().enumerate() {
        let word = |name: &str| reach.text(name)[at].clone().unwrap();
        if *member != Some(0) || word("plan") != "a" {
            continue;
        }
        let told = format!("{:.1}", reach.real("reached")[at].unwrap());
        let line = choice.lines().find(|line| line.contains("proposal") && line.contains(&word("model"))).unwrap();
        assert!(line.split(',').any(|cell| cell == told), "{told}: {line}");
        compared += 1;
    }
    assert_eq!(compared, 3, "planner-assigned, nearest, logit");
    let money = fs::read_to_string(home.join("runs/hand/money.csv")).unwrap();
    let plans = frame(&home.join("e/results/plans.parquet"));
    let at = (0..plans.rows()).find(|at| plans.text("plan")[*at].as_deref() == Some("a")).unwrap();
    let cost = plans.whole("cost_pence")[at].unwrap();
    assert!(money.contains(&format!("{}.{:02}", cost / 100, cost % 100)), "{cost}: {money}");
}

#[test]
fn futures_that_cannot_be_and_those_without_a_plan_stay_with_their_reason() {
    let home = home("reasons");
    let ids = ["births", "local@areas.csv/middle", "local@areas.csv/north", "local@areas.csv/south", "pay", "take-up"];
    let as_written = "1,1,1,1,1,0.5";
    let nobody = "0.00001,1,1,1,1,0.5";
    let beyond = "1,1,1,1,1,1.5";
    let floods = "40,1,1,1,1,0.5";
    fs::write(home.join("own.csv"), format!("{}\n{as_written}\n{nobody}\n{beyond}\n{floods}\n", ids.join(",")))
        .unwrap();
    planned(&home, "e", &["--design", "table", "--table", "own.csv", "--chunk", "4"]);
    fine(&["ensemble", "run", "e", "--quiet"], &home);
    let said = fine(&["ensemble", "collect", "e"], &home);
    let members = frame(&home.join("e/results/members.parquet"));
    let status: Vec<&str> = members.text("status").iter().flatten().map(String::as_str).collect();
    assert_eq!(status[0], "proven", "{said}");
    assert_eq!(status[2], "refused");
    assert_eq!(status[3], "impossible");
    let reasons = members.text("reason");
    assert!(
        reasons[2].as_ref().unwrap().contains("take_up") || reasons[2].as_ref().unwrap().contains("outside 0 to 1")
    );
    assert!(said.contains("2 refused") && said.contains("1 impossible"), "{said}");
}

#[test]
fn what_was_not_planned_is_not_answered() {
    let home = home("refusals");
    planned(&home, "e", &["--members", "12", "--chunk", "4"]);
    let told = refused(&["ensemble", "collect", "e"], &home, 5);
    assert!(told.contains("3 of 3 parts are not there yet") && told.contains("resume"), "{told}");
    assert!(refused(&["ensemble", "run", "e", "--chunk", "3"], &home, 5).contains("0 to 2"));
    assert!(refused(&["ensemble", "run", "town"], &home, 5).contains("no ensemble"));
    // A part that was spoilt is named.
    fine(&["ensemble", "run", "e", "--quiet"], &home);
    fs::write(home.join("e/parts/00001/reach.parquet"), b"PAR1").unwrap();
    let told = refused(&["ensemble", "collect", "e"], &home, 5);
    assert!(told.contains("parts/00001") && told.contains("Remove"), "{told}");
    fs::remove_dir_all(home.join("e/parts/00001")).unwrap();
    fine(&["ensemble", "resume", "e", "--quiet"], &home);
    fine(&["ensemble", "collect", "e"], &home);
    // So are parts of another number, or of another ensemble, all at once.
    for (from, to) in [("00000", "00001"), ("00001", "00002")] {
        for (path, bytes) in files(&home.join("e/parts").join(from)) {
            fs::write(home.join("e/parts").join(to).join(path), bytes).unwrap();
        }
    }
    let told = refused(&["ensemble", "status", "e"], &home, 5);
    assert!(told.contains("parts/00001") && told.contains("parts/00002"), "{told}");
    planned(&home, "other", &["--members", "12", "--chunk", "4", "--gap", "1%"]);
    fine(&["ensemble", "run", "other", "--quiet"], &home);
    fs::remove_dir_all(home.join("e/parts")).unwrap();
    fs::rename(home.join("other/parts"), home.join("e/parts")).unwrap();
    assert!(refused(&["ensemble", "collect", "e"], &home, 5).contains("another ensemble"));
    // Futures and held plans are those that were planned.
    for (file, told) in [("design.parquet", "not the one that was drawn"), ("held/1/sites.csv", "not the plan")] {
        let path = home.join("other").join(file);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, [&bytes[..], b"\n"].concat()).unwrap();
        assert!(refused(&["ensemble", "run", "other"], &home, 5).contains(told), "{file}");
        fs::write(path, bytes).unwrap();
    }
    // Inputs are those it was planned with.
    let _ = fs::remove_dir_all(home.join("e/parts"));
    let areas = fs::read_to_string(home.join("e/inputs/areas.csv")).unwrap();
    fs::write(home.join("e/inputs/areas.csv"), areas.replace(",200\n", ",201\n")).unwrap();
    let told = refused(&["ensemble", "run", "e"], &home, 5);
    assert!(told.contains("areas.csv") && told.contains("Plan it again"), "{told}");
    // Nothing uncertain, nothing to ask, two plans of one name.
    fine(&["init", "two-centres", "sure"], &home);
    assert!(
        refused(&["ensemble", "plan", "sure/scenario.ron", "--out", "x"], &home, 1)
            .contains("nothing in it is uncertain")
    );
    let none = ["ensemble", "plan", "town/scenario.ron", "--out", "x", "--no-best"];
    assert!(refused(&none, &home, 2).contains("--hold"));
    let idle = ["ensemble", "plan", "town/scenario.ron", "--out", "x", "--design", "grid", "--members", "20"];
    assert!(refused(&idle, &home, 2).contains("--members says nothing to --design grid"));
    let ids = ["births", "local@areas.csv/middle", "local@areas.csv/north", "local@areas.csv/south", "pay", "take-up"];
    fs::write(home.join("own.csv"), format!("member,{}\n7,1,1,1,1,1,0.5\n", ids.join(","))).unwrap();
    let own = ["ensemble", "plan", "town/scenario.ron", "--out", "x", "--design", "table", "--table", "own.csv"];
    assert!(refused(&own, &home, 5).contains("does not count its rows from 0"));
    let twice = ["ensemble", "plan", "town/scenario.ron", "--out", "x", "--hold", "runs/a", "--hold", "runs/a"];
    assert!(refused(&twice, &home, 5).contains("NAME="));
    assert!(!home.join("x").exists());
}

#[test]
fn a_script_for_a_cluster_answers_every_part_once() {
    let home = undisturbed();
    let script = fine(&["ensemble", "slurm", "e", "--tasks", "4"], home);
    assert!(script.starts_with("#!/bin/bash") && script.contains("--array=0-3"), "{script}");
    planned(home, "cluster", &["--members", "120", "--chunk", "7", "--seed", "3"]);
    let script = fine(&["ensemble", "slurm", "cluster", "--tasks", "4"], home);
    fs::write(home.join("job.sh"), script).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_doorstep")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for task in 0..4 {
        let mut job = Command::new("bash");
        job.arg("job.sh").env("SLURM_ARRAY_TASK_ID", task.to_string()).env("PATH", &path).current_dir(home);
        assert!(job.output().unwrap().status.success());
    }
    fine(&["ensemble", "collect", "cluster", "--csv"], home);
    same(&home.join("e"), &home.join("cluster"));
}

#[test]
fn of_a_programme_the_end_year_is_what_futures_are_of() {
    let home = home("years");
    let words = ["ensemble", "plan", "town/years.ron", "--out", "e", "--members", "10", "--chunk", "5"];
    fine(&words, &home);
    fine(&["ensemble", "run", "e", "--quiet"], &home);
    let said = fine(&["ensemble", "collect", "e"], &home);
    assert!(said.contains("10 futures") && !said.contains("failed") && !said.contains("refused"), "{said}");
}

#[test]
fn a_future_written_down_is_the_future_as_it_was_drawn() {
    let home = undisturbed();
    let birmingham = home.join("birmingham");
    fine(&["init", "birmingham-early-years", "birmingham"], home);
    fine(&["ensemble", "plan", "birmingham/scenario.ron", "--out", "b", "--members", "3", "--seed", "9"], home);
    for (ensemble, members) in [("e", vec![0, 11, 119]), ("b", vec![0, 2])] {
        let (_, futures) = load_futures(&home.join(ensemble).join("inputs/scenario.ron")).unwrap();
        let design = frame(&home.join(ensemble).join("design.parquet"));
        for member in members {
            let value = |number: &doorstep::draw::Number| design.real(number.id())[member].unwrap();
            let drawn = futures.scenario(&futures.numbers().iter().map(value).collect::<Vec<f64>>()).unwrap();
            let (number, out) = (member.to_string(), format!("future-{ensemble}-{member}"));
            let said = fine(&["ensemble", "future", ensemble, &number, "--out", &out], home);
            assert!(said.contains(&format!("doorstep solve {out}/future-{member}.ron")), "{said}");
            let written = load(&home.join(&out).join(format!("future-{member}.ron"))).unwrap().scenario;
            assert!(written.uncertain.numbers.is_empty());
            assert!(written.name.ends_with(&format!(": future {member}")), "{}", written.name);
            // But for what no future has: its name, ranges, sentences for readers, and maps.
            let bare = |scenario: Scenario| Scenario {
                name: drawn.name.clone(),
                assumptions: Vec::new(),
                notes: Vec::new(),
                uncertain: drawn.uncertain.clone(),
                maps: drawn.maps.clone(),
                ..scenario
            };
            assert_eq!(bare(written), bare(drawn.clone()));
        }
    }
    let _ = fs::remove_dir_all(birmingham);
    assert!(refused(&["ensemble", "future", "e", "120"], home, 5).contains("has futures 0 to 119"));
}
