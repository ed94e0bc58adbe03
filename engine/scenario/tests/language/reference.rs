//! The reference page is what the readers do: nothing is missing from it, nothing is made up, and what
//! it says must be given is what a scenario cannot do without.

use doorstep_scenario::reference::{Kind, Needed, Reference, Section, everything, reference};
use doorstep_scenario::{Code, Fault, load_plan_text, load_text};
use std::sync::LazyLock;

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);

fn sections() -> impl Iterator<Item = &'static Section> {
    REFERENCE.chapters.iter().flat_map(|part| &part.sections)
}

fn text(name: &str) -> &'static str {
    everything().iter().find(|(file, _)| *file == name).unwrap().1
}

/// Everything, changed: the faults of it.
fn faults_with(changes: &str) -> Vec<Fault> {
    let variant = format!("Variant(base: \"everything.ron\", name: \"Changed\", changes: [{changes}])");
    let others = everything().iter().copied();
    let files: Vec<(&str, &str)> = std::iter::once(("changed.ron", variant.as_str())).chain(others).collect();
    load_text(&files).map_or_else(|faults| faults, |loaded| loaded.warnings)
}

#[test]
fn readers_meanings_and_the_scenario_with_everything_agree() {
    assert!(
        REFERENCE.gaps.is_empty(),
        "What readers ask for belongs in engine/scenario/src/reference/meanings, and once into everything.ron there:\n{}",
        REFERENCE.gaps.join("\n")
    );
    assert!(sections().count() >= 70);
}

#[test]
fn everything_loads_without_a_warning_from_each_of_its_files() {
    for name in &["everything.ron", "smallest.ron", "by-table.ron", "programme.ron", "by-age.ron", "by-mothers.ron"] {
        let first = everything().iter().filter(|(file, _)| file == name);
        let files: Vec<(&str, &str)> =
            first.chain(everything().iter().filter(|(file, _)| file != name)).copied().collect();
        // The smallest names fewer columns than the tables have.
        let loaded = load_text(&files).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let odd: Vec<&Fault> = loaded.warnings.iter().filter(|fault| fault.code != Code::UnusedColumn).collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
        if *name == "everything.ron" {
            for plan in everything().iter().filter(|(file, _)| file.starts_with("plan")) {
                load_plan_text(&[*plan], None, &loaded.scenario).unwrap_or_else(|faults| panic!("{faults:?}"));
            }
        }
    }
}

#[test]
fn every_example_is_part_of_a_text_that_is_loaded() {
    let plain = |text: &str| text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
    let texts: Vec<String> = everything().iter().map(|(_, text)| plain(text)).collect();
    for section in sections() {
        assert!(!section.example.is_empty(), "{} has no example", section.name);
        assert!(texts.iter().any(|text| text.contains(&plain(&section.example))), "{}", section.example);
        if section.kind != Kind::Table {
            let count = |character: char| section.example.matches(character).count();
            assert_eq!(count('('), count(')'), "{}", section.example);
            assert_eq!(count('"') % 2, 0, "{}", section.example);
        }
    }
    for (form, example) in REFERENCE.forms.iter().flat_map(|form| form.examples.iter().map(move |e| (form.form, e))) {
        assert!(texts.iter().any(|text| text.contains(example)), "{form}: {example} stands nowhere");
    }
}

/// Every section that stands somewhere in everything under a path, with that path.
fn paths() -> Vec<(&'static Section, String)> {
    let rules = sections().filter_map(|section| {
        let id = section.example.strip_prefix('"')?.split_once('"')?.0;
        let inside =
            |map: &str| text("everything.ron").contains(&format!("{map}: {{\n        \"{id}\": {}(", section.name));
        let rule = REFERENCE
            .chapters
            .iter()
            .any(|part| part.name == "Rules" && part.sections.iter().any(|rule| rule.name == section.name));
        (rule || inside("targets")).then(|| (section, format!("{}/{id}/", if rule { "rules" } else { "targets" })))
    });
    let named = [
        ("Scenario", ""),
        ("years", "years/"),
        ("tables", "tables/"),
        ("StraightLine", "travel/"),
        ("group", "groups/under-5/"),
        ("cost line", "lines/premises/"),
        ("level", "levels/hub/"),
        ("service", "services/play/"),
        ("mode", "services/play/modes/drop-in/"),
        ("Logistic", "services/play/decay/"),
        ("observed figures", "observed/"),
    ];
    let named = named
        .iter()
        .map(|(name, path)| (sections().find(|section| section.name == *name).unwrap(), (*path).to_owned()));
    rules.chain(named).collect()
}

#[test]
fn what_must_be_given_by_the_page_cannot_be_left_out_and_the_rest_can() {
    let paths = paths();
    assert!(paths.len() > 31, "{} sections were tried", paths.len());
    let mut tried = 0;
    for (section, path) in paths {
        for setting in &section.settings {
            let faults = faults_with(&format!("Remove(\"{path}{}\")", setting.name));
            if faults.iter().any(|fault| fault.code == Code::ChangeTouchesNothing) {
                assert_ne!(setting.needed, Needed::Yes, "{path}{} is not in everything", setting.name);
                continue;
            }
            tried += 1;
            let words = format!("\"{}\" is not given", setting.name);
            let missing = faults.iter().any(|fault| fault.code == Code::MissingSetting && fault.what == words);
            assert_eq!(missing, setting.needed == Needed::Yes, "{path}{}: {faults:?}", setting.name);
        }
    }
    assert!(tried > 120, "{tried} settings were tried");
}

#[test]
fn what_holds_without_a_setting_changes_nothing_when_it_is_written() {
    let loaded = |changes: &str| {
        let variant = format!("Variant(base: \"everything.ron\", name: \"Changed\", changes: [{changes}])");
        let others = everything().iter().copied();
        let files: Vec<(&str, &str)> = std::iter::once(("changed.ron", variant.as_str())).chain(others).collect();
        let scenario = load_text(&files).unwrap().scenario;
        format!("{:?} {:?} {:?}", scenario.services, scenario.lines, scenario.least_decay)
            + &format!("{:?}", scenario.rules.iter().map(|rule| (&rule.kind, rule.strength)).collect::<Vec<_>>())
    };
    let mut tried = 0;
    for (section, path) in paths() {
        let defaults = section.settings.iter().filter_map(|setting| Some((setting, setting.default.as_ref()?)));
        for (setting, default) in defaults {
            let name = format!("{path}{}", setting.name);
            let remove = format!("Remove(\"{name}\")");
            let set = format!("Set(\"{name}\", {default})");
            let gone = faults_with(&remove);
            let same = faults_with(&set);
            if gone.iter().chain(&same).any(Fault::is_error) {
                continue; // it was not given, or has this value already
            }
            tried += 1;
            assert_eq!(loaded(&remove), loaded(&set), "{name}");
        }
    }
    assert!(tried > 5, "{tried} defaults were tried");
}

#[test]
fn a_section_is_found_by_its_name_in_any_capitals_and_a_slip_is_told() {
    assert_eq!(REFERENCE.find("ReachShare").unwrap().1.name, "ReachShare");
    assert_eq!(REFERENCE.find("reachshare").unwrap().1.name, "ReachShare");
    assert_eq!(REFERENCE.find("cost line").unwrap().0.name, "Money and targets");
    assert_eq!(REFERENCE.find("ReachShar").unwrap_err(), "Did you mean \"ReachShare\"?");
}

#[test]
fn names_of_sections_are_told_apart_and_lead_somewhere() {
    let mut names: Vec<&str> = sections().map(|section| section.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    let settings = REFERENCE
        .chapters
        .iter()
        .flat_map(|part| part.common.iter().chain(part.sections.iter().flat_map(|section| &section.settings)));
    for setting in settings {
        for name in &setting.see {
            assert!(names.contains(&name.as_str()), "{} leads to {name}", setting.name);
        }
        assert!(setting.meaning.ends_with(['.', '?', '…']), "{}", setting.meaning);
    }
}
