//! A year of a programme that has no plan.

use super::{holds, ids, text, unpicked};
use doorstep::explore::{Planned, Settings, plan_years};
use doorstep::method::{Limits, Quiet, Wanted};
use doorstep_scenario::{Scenario, load_text};
use std::path::Path;

/// The two centres year by year, changed.
fn town(change: impl Fn(&str, String) -> String) -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-centres");
    let names = ["years.ron", "scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv"];
    let read = |name: &str| change(name, std::fs::read_to_string(folder.join(name)).unwrap());
    let texts: Vec<(&str, String)> = names.into_iter().map(|name| (name, read(name))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    load_text(&files).unwrap().scenario
}

fn planned(scenario: &Scenario) -> Planned {
    let limits = Limits { gap: Some(0.0), ..Limits::default() };
    let settings = Settings { limits, alternatives: 0, ..Settings::default() };
    plan_years(scenario, Wanted::Auto, &settings, &mut Quiet).unwrap()
}

#[test]
fn an_end_year_without_a_plan_names_what_stands_behind_its_demands() {
    // One hub costs £80,000 and the floor asks for sessions: £120,000 of about £162,000 is too much.
    let scenario = town(|name, text| if name == "years.ron" { text.replace("£80,000", "£150,000") } else { text });
    let Planned::NoEnd { instance, certain, .. } = planned(&scenario) else { panic!("it has a plan") };
    assert!(certain);
    let year = &instance.scenario;
    let found = unpicked(year).unwrap();
    assert!(ids(year, &found).contains(&"less than doing nothing".to_owned()), "{}", text(year, &found));
    holds(year, &found).unwrap();
    assert!(found.clash.is_minimal());
}
