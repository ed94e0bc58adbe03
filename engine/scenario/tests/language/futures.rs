//! Futures are the scenario as it would be written with other numbers.

use doorstep_scenario::reference::everything;
use doorstep_scenario::{Acts, Code, Futures, Loaded, Scenario, Unit, load_futures_text, load_text};

fn files() -> Vec<(String, String)> {
    everything().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn with(find: &str, instead: &str) -> Vec<(String, String)> {
    let mut files = files();
    let scenario = files.iter_mut().find(|(name, _)| name == "everything.ron").unwrap();
    assert!(scenario.1.contains(find), "{find}");
    scenario.1 = scenario.1.replace(find, instead);
    files
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut found: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    found.sort_by_key(|(name, _)| *name != "everything.ron");
    found
}

fn futures() -> (Loaded, Futures) {
    load_futures_text(&borrowed(&files())).unwrap()
}

fn at(futures: &Futures, changed: &[(&str, f64)]) -> Scenario {
    let mut values = futures.as_written().to_vec();
    for (id, value) in changed {
        let at = futures.numbers().iter().position(|number| number.id() == *id);
        values[at.unwrap_or_else(|| panic!("no {id}"))] = *value;
    }
    futures.scenario(&values).unwrap()
}

/// Nothing that is computed hangs on what futures leave out.
fn bare(mut scenario: Scenario) -> Scenario {
    scenario.uncertain = doorstep_scenario::Uncertain::default();
    scenario.maps = doorstep_scenario::Maps::default();
    scenario.assumptions.clear();
    scenario.notes.clear();
    scenario
}

/// A number of people, times a factor.
fn times(people: u32, factor: f64) -> u32 {
    format!("{:.0}", (f64::from(people) * factor).round()).parse().unwrap()
}

#[test]
fn with_every_value_as_written_a_future_is_the_scenario() {
    let (loaded, futures) = futures();
    let mut future = at(&futures, &[]);
    future.maps = doorstep_scenario::Maps::default();
    assert_eq!(future, bare(loaded.scenario));
}

#[test]
fn a_future_is_what_the_scenario_would_be_if_it_were_written_so() {
    let (_, futures) = futures();
    let written = with("take_up: {\"under-5\": 0.5,", "take_up: {\"under-5\": 0.433,");
    let written: Vec<(String, String)> = written
        .into_iter()
        .map(|(name, text)| (name, text.replace("\"premises\": \"£62,000\"", "\"premises\": \"£71,234.56\"")))
        .collect();
    let expected = bare(load_text(&borrowed(&written)).unwrap().scenario);
    let mut found = at(&futures, &[("take-up", 0.433), ("hub-premises", 71_234.56)]);
    found.maps = doorstep_scenario::Maps::default();
    assert_eq!(found, expected);
}

#[test]
fn a_factor_multiplies_all_its_paths_match_and_people_stay_whole() {
    let (loaded, futures) = futures();
    let found = at(&futures, &[("births", 1.037)]);
    for (before, after) in loaded.scenario.areas.iter().zip(&found.areas) {
        assert_eq!(after.people[1], times(before.people[1], 1.037), "{}", before.id);
        assert_eq!(after.people[0], before.people[0], "parents are another column");
    }
    let pay = at(&futures, &[("pay", 1.0123)]);
    let hub = |scenario: &Scenario| scenario.levels.iter().find(|level| level.id == "hub").unwrap().costs.clone();
    let staff = |scenario: &Scenario| hub(scenario).iter().map(|(_, amount)| amount.0).max().unwrap();
    assert_eq!(staff(&pay), 12_147_600, "£120k · 1.0123");
}

#[test]
fn numbers_that_act_on_the_same_spot_multiply_and_each_row_has_its_own() {
    let (loaded, futures) = futures();
    let own: Vec<&str> =
        futures.numbers().iter().map(doorstep_draw::Number::id).filter(|id| id.starts_with("local@")).collect();
    assert_eq!(own.len(), loaded.scenario.areas.len());
    let found = at(&futures, &[("births", 1.1), (own[0], 1.2)]);
    let (before, after) = (loaded.scenario.areas[0].people[1], found.areas[0].people[1]);
    assert_eq!(after, times(before, 1.1 * 1.2));
    let (before, after) = (loaded.scenario.areas[1].people[1], found.areas[1].people[1]);
    assert_eq!(after, times(before, 1.1));
}

#[test]
fn the_numbers_say_what_they_do_and_in_which_unit() {
    let (loaded, _) = futures();
    let uncertain = &loaded.scenario.uncertain;
    let number = |id: &str| uncertain.numbers.iter().find(|number| number.drawn.id() == id).unwrap();
    assert_eq!(number("hub-premises").unit, Unit::Pounds);
    assert_eq!(number("hub-premises").drawn.range(), (50_000.0, 80_000.0));
    assert_eq!(number("prices").drawn.range(), (0.97, 1.05), "as the table has them");
    assert!(matches!(&number("local").acts, Acts::Times { each: true, .. }));
    assert_eq!(uncertain.together.len(), 1);
}

#[test]
fn a_spread_whose_ends_cannot_stand_where_they_would_is_refused_with_its_place() {
    let files = with("Pert(low: \"40%\", mode: 0.5, high: \"60%\")", "Pert(low: \"40%\", mode: 0.5, high: \"140%\")");
    let faults = load_futures_text(&borrowed(&files)).err().unwrap();
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].code, faults[0].place.line), (Code::BadSpread, 144));
    assert!(faults[0].what.starts_with("at its highest, 1.4, this is wrong: "), "{}", faults[0].what);
}

#[test]
fn a_future_that_contradicts_itself_is_refused_with_its_faults() {
    let (_, futures) = futures();
    let mut values = futures.as_written().to_vec();
    let at = futures.numbers().iter().position(|number| number.id() == "take-up").unwrap();
    values[at] = 3.0;
    let faults = futures.scenario(&values).unwrap_err();
    assert!(faults.iter().all(doorstep_scenario::Fault::is_error) && !faults.is_empty());
}

#[test]
fn the_order_of_numbers_in_the_file_changes_nothing() {
    let moved = with(
        "\"births\": (times",
        "\"zz\": (of: \"services/clinic/visits\", spread: Uniform(low: 1, high: 3)), \"births\": (times",
    );
    let (_, other) = load_futures_text(&borrowed(&moved)).unwrap();
    let (_, futures) = futures();
    let ids = |futures: &Futures| futures.numbers().iter().map(|number| number.id().to_owned()).collect::<Vec<_>>();
    let rest: Vec<String> = ids(&other).into_iter().filter(|id| id != "zz").collect();
    assert_eq!(rest, ids(&futures));
}

#[test]
fn ranges_of_assumptions_are_drawn_from_but_what_a_variant_sets_beyond_them_stays() {
    let ids = |files: &[(String, String)]| {
        let (_, futures) = load_futures_text(&borrowed(files)).unwrap();
        futures.numbers().iter().map(|number| number.id().to_owned()).collect::<Vec<_>>()
    };
    // The scenario's only range is of a setting that has a number of its own; without that it is drawn from.
    let own = "\"visits\": (of: \"services/play/visits\", spread: Discrete([(8, 1), (10, 2), (12, 1)])),";
    let ranged: Vec<(String, String)> = with(own, "")
        .into_iter()
        .map(|(name, text)| (name, text.replace("without: [\"services/*/visits\"],", "")))
        .collect();
    assert!(ids(&ranged).contains(&"services/play/visits".to_owned()));
    let beyond: Vec<(String, String)> =
        ranged.into_iter().map(|(name, text)| (name, text.replace("visits: 10,", "visits: 20,"))).collect();
    assert!(!ids(&beyond).contains(&"services/play/visits".to_owned()));
}
