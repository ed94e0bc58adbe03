//! What is told of a loaded scenario before anything is solved, where derived numbers show it.

use doorstep::instance::{Instance, cannot_hold};
use doorstep_scenario::load_text;
use std::path::Path;
use std::sync::Arc;

/// What is said of the scenario that says everything, with one thing in it changed.
#[track_caller]
fn said(find: &str, with: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let scenario = read("everything/scenario.ron");
    assert_eq!(scenario.matches(find).count(), 1, "{find}");
    let mut files = vec![("scenario.ron", scenario.replace(find, with))];
    for name in ["areas.csv", "baseline.csv", "site_costs.csv", "sites.csv", "venues.csv"] {
        files.push((name, read(&format!("base/{name}"))));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let scenario = load_text(&files).unwrap().scenario;
    let instance = Instance::prepare(Arc::new(scenario));
    cannot_hold(&instance).iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_is_said_of_what_could_hold() {
    assert_eq!(said("\"Everything\"", "\"Nothing to say\""), Vec::<String>::new());
    // What cannot be touched: £1,200 of premises. A soft limit may be missed.
    assert_eq!(said("amount: \"£180k\", lines: [\"premises\"", "amount: \"£1,200\", lines: [\"premises\""), [""; 0]);
    let soft = "CostAtMost(amount: \"£1\", strength: Soft(price: 1), lines: [";
    assert_eq!(said("CostAtMost(amount: \"£180k\", lines: [", soft), [""; 0]);
}

#[test]
fn a_limit_of_cost_below_what_cannot_be_touched_is_told() {
    let found = said("CostAtMost(amount: \"£180k\", lines: [", "CostAtMost(amount: \"£1,199\", lines: [");
    let what = "scenario.ron:82:9: warning DS309: rule \"cost\" cannot hold: it allows £1,199 a year, and £1,200 cannot be touched. \
                Raise the amount, or make the rule soft";
    assert_eq!(found, [what]);
    // All lines: the administration stays at its baseline.
    let all = said(
        "CostAtMost(amount: \"£180k\", lines: [\"premises\", \"sessions\", \"staff\"])",
        "CostAtMost(amount: \"£31k\")",
    );
    assert!(all[0].contains("it allows £31,000 a year, and £31,200 cannot be touched"), "{all:?}");
}

#[test]
fn people_without_any_place_who_have_to_be_served_are_counted() {
    let found = said("decay: Linear(full: \"500 m\", zero: \"1.5 km\")", "decay: Step(limit: \"649 m\")");
    assert_eq!(found.len(), 1, "{found:?}");
    let what = "rule \"everyone\" cannot hold: 100 people live too far from every possible place of play";
    assert!(found[0].contains(what), "{found:?}");
}

#[test]
fn more_people_than_all_sessions_could_serve_are_told() {
    // Two centres, each 4 × 40 people a year, and a drop-in, 2 × 20.
    let found = said("take_up: {\"under-5\": 0.5}", "take_up: {\"under-5\": 1}");
    let what = "rule \"everyone\" cannot hold: 400 people would use play, and all that could run serves at most 360";
    assert!(found.len() == 1 && found[0].contains(what), "{found:?}");
    assert_eq!(said("take_up: {\"under-5\": 0.5}", "take_up: {\"under-5\": 0.9}"), [""; 0]);
}

#[test]
fn an_aversion_that_arithmetic_cannot_bear_is_refused() {
    let found = said("aversion: 1.5", "aversion: 100");
    let what = "scenario.ron:121:9: error DS107: aversion 100 is too large for ways of up to 1.3 km. \
                Use an aversion of at most 15.384";
    assert_eq!(found, [what]);
    assert_eq!(said("aversion: 1.5", "aversion: 15.384"), [""; 0]);
}
