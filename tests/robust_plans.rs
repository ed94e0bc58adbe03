//! `doorstep ensemble robust`, from the command line.
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn doorstep(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doorstep")).args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Two centres whose children, take-up and pay are uncertain, drawn; a floor of so much is kept in each district.
fn drawn(name: &str, floor: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&here);
    fs::create_dir_all(&here).unwrap();
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-centres");
    for table in ["areas.csv", "sites.csv", "venues.csv", "baseline.csv"] {
        fs::copy(bundled.join(table), here.join(table)).unwrap();
    }
    let scenario = fs::read_to_string(bundled.join("scenario.ron")).unwrap();
    assert!(scenario.contains("at_least: 0.2,"));
    let scenario = scenario.replace("at_least: 0.2,", &format!("at_least: {floor},"));
    let end = scenario.rfind(')').unwrap();
    let uncertain = r#"    uncertain: (numbers: {
        "local": (times: ["tables/areas/*/under_5"], each: true, spread: Uniform(low: 0.4, high: 1.8)),
        "take-up": (of: "services/stay-and-play/take_up/under-5", spread: Uniform(low: "30%", high: "70%")),
        "pay": (times: ["levels/*/costs/staff"], spread: Uniform(low: 1.0, high: 1.04)),
    }),
)
"#;
    fs::write(here.join("scenario.ron"), scenario[..end].to_owned() + uncertain).unwrap();
    let planned = doorstep(&["ensemble", "plan", "scenario.ron", "--members", "40", "--out", "e"], &here);
    assert!(planned.status.success(), "{}", said(&planned));
    here
}

fn column(here: &Path, name: &str) -> Vec<f64> {
    let mut table = csv::Reader::from_path(here.join("futures.csv")).unwrap();
    let at = table.headers().unwrap().iter().position(|head| head == name).unwrap();
    table.records().map(|row| row.unwrap()[at].parse().unwrap()).collect()
}

#[test]
fn one_plan_for_thirty_futures_is_written_told_and_can_be_held_in_all() {
    let here = drawn("robust-plans", "0.08");
    for criterion in ["minimax-regret", "cvar", "mean"] {
        let words = ["ensemble", "robust", "e", "--criterion", criterion, "--futures", "30", "--out", criterion, "-q"];
        let found = doorstep(&words, &here);
        assert_eq!(found.status.code(), Some(0), "{}", said(&found));
        assert!(said(&found).contains(&format!("By {criterion}: ")), "{}", said(&found));
        assert_eq!(column(&here.join(criterion), "member").len(), 30);
        let [value, best, regret] = ["value", "best", "regret"].map(|name| column(&here.join(criterion), name));
        for at in 0..30 {
            assert!((best[at] - value[at] - regret[at]).abs() < 2e-4, "{criterion}, {at}");
        }
    }
    let greatest = |run: &str| column(&here.join(run), "regret").into_iter().fold(0.0, f64::max);
    assert!(greatest("minimax-regret") <= greatest("cvar") + 1e-3);
    assert!(greatest("minimax-regret") <= greatest("mean") + 1e-3);
    let mean = |run: &str| column(&here.join(run), "value").iter().sum::<f64>();
    assert!(mean("mean") >= mean("cvar") - 1e-2 && mean("mean") >= mean("minimax-regret") - 1e-2);
    let again =
        ["ensemble", "robust", "e", "--criterion", "cvar", "--futures", "30", "--out", "again", "--threads", "1"];
    assert_eq!(doorstep(&again, &here).status.code(), Some(0));
    for file in ["futures.csv", "sites.csv", "offers.csv", "manifest.json"] {
        let [one, other] = ["cvar", "again"].map(|run| fs::read(here.join(run).join(file)).unwrap());
        assert_eq!(one, other, "{file} is the same whatever the threads");
    }
    let held =
        ["ensemble", "plan", "scenario.ron", "--members", "5", "--hold", "robust=minimax-regret:plan", "--out", "h"];
    let held = doorstep(&held, &here);
    assert!(held.status.success() && said(&held).contains("Held fixed in each: robust"), "{}", said(&held));
}

#[test]
fn futures_without_a_plan_are_named_and_slips_say_what_to_do() {
    let here = drawn("robust-impossible", "0.2");
    let ask = |more: &[&str]| {
        let words = [&["ensemble", "robust", "e", "--criterion", "mean", "-q"], more].concat();
        let output = doorstep(&words, &here);
        (output.status.code(), said(&output))
    };
    let (code, told) = ask(&["--futures", "40"]);
    assert!(code == Some(3) && told.contains("even by itself") && told.contains("--members"), "{told}");
    let (code, told) = ask(&["--members", "1,40"]);
    assert!(code == Some(5) && told.contains("members 0 to 39") && told.contains("no member 40"), "{told}");
    let (code, told) = ask(&["--members", "1,1"]);
    assert!(code == Some(5) && told.contains("named twice"), "{told}");
    let (code, told) = ask(&["--share", "0"]);
    assert!(code == Some(2) && told.contains("above 0 and at most 1"), "{told}");
    assert_eq!(ask(&["--futures", "51"]).0, Some(2));
    assert!(!here.join("runs").exists(), "nothing is written");
}
