//! Variants: a base and changes by path.

use crate::support::{Folder, Scratch, base, load_memory};
use doorstep_scenario::{Code, Fault, Loaded, Pence, RuleKind, Strength, load_over};

fn folder(changes: &str) -> Folder {
    let mut files = base();
    let variant = format!("Variant(base: \"scenario.ron\", name: \"other\", changes: [{changes}])");
    files.insert("variant.ron".to_owned(), variant.into_bytes());
    files
}

fn load(changes: &str) -> Result<Loaded, Vec<Fault>> {
    load_memory(&folder(changes), "variant.ron")
}

fn fault(changes: &str) -> (Code, String) {
    let faults = load(changes).unwrap_err();
    assert_eq!(faults.len(), 1, "{changes}: {faults:?}");
    (faults[0].code, faults[0].place.to_string())
}

#[test]
fn a_variant_without_changes_is_its_base_by_another_name() {
    let scenario = load_memory(&base(), "scenario.ron").unwrap().scenario;
    let mut variant = load("").unwrap().scenario;
    assert_eq!(variant.name, "other");
    variant.name.clone_from(&scenario.name);
    assert_eq!(variant, scenario);
}

#[test]
fn set_replaces_a_value() {
    let scenario = load("Set(\"targets/save/amount\", \"£5k\"), Set(\"services/play/modes/centre/most\", 3)").unwrap();
    assert_eq!(scenario.scenario.targets[0].amount, Pence(500_000));
    assert_eq!(scenario.scenario.services[0].modes[0].most.0, 3_000);
}

#[test]
fn set_adds_what_was_not_given() {
    let scenario = load(
        "Set(\"targets/save/strength\", Soft(price: 3)),
         Set(\"rules/new\", Lock(site: \"elm\", level: \"hub\")),
         Set(\"services/play/weight\", 4),",
    )
    .unwrap()
    .scenario;
    assert_eq!(scenario.targets[0].strength, Strength::Soft { price: 3.0 });
    assert!(matches!(scenario.rules.iter().find(|rule| rule.id == "new").unwrap().kind, RuleKind::Lock { .. }));
    assert!((scenario.services[0].weight - 4.0).abs() < 1e-12);
}

#[test]
fn remove_takes_away() {
    let scenario = load("Remove(\"rules/keep\"), Remove(\"rules/few\"), Remove(\"targets\")").unwrap().scenario;
    assert_eq!(scenario.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["floor", "one-hub"]);
    assert!(scenario.targets.is_empty());
}

#[test]
fn changes_apply_in_their_order() {
    let amount = |changes| load(changes).unwrap().scenario.targets[0].amount.0;
    assert_eq!(amount("Set(\"targets/save/amount\", 1), Set(\"targets/save/amount\", 2)"), 200);
    assert_eq!(amount("Set(\"targets/save/amount\", 2), Set(\"targets/save/amount\", 1)"), 100);
    let again = "Remove(\"rules/keep\"), Set(\"rules/keep\", Lock(site: \"oak\", level: \"hub\"))";
    let rules = load(again).unwrap().scenario.rules;
    let keep = rules.iter().find(|rule| rule.id == "keep").unwrap();
    assert_eq!(keep.strength, Strength::Hard);
    assert_eq!(keep.place.file, "variant.ron");
}

#[test]
fn variants_stand_on_variants() {
    let mut files = folder("Set(\"targets/save/amount\", 1), Remove(\"rules/keep\")");
    let second =
        b"Variant(base: \"variant.ron\", name: \"third\", changes: [Set(\"targets/save/amount\", \"\xC2\xA32\")])";
    files.insert("second.ron".to_owned(), second.to_vec());
    let loaded = load_memory(&files, "second.ron").unwrap();
    assert_eq!(loaded.scenario.name, "third");
    assert_eq!(loaded.scenario.targets[0].amount, Pence(200));
    assert!(loaded.scenario.rules.iter().all(|rule| rule.id != "keep"));
    let read: Vec<&str> = loaded.inputs.iter().map(|input| input.file.as_str()).collect();
    assert_eq!(
        read,
        [
            "areas.csv",
            "baseline.csv",
            "scenario.ron",
            "second.ron",
            "site_costs.csv",
            "sites.csv",
            "variant.ron",
            "venues.csv"
        ]
    );
}

#[test]
fn a_change_that_touches_nothing_is_told() {
    for changes in [
        "Set(\"targets/save/amount\", \"£80,000\")",
        "Set(\"services/play/visits\", 10.0)",
        "Set(\"services/play/visits\", 1e1)",
        "Set(\"levels/linked\", (costs: {\"premises\": 10_000, \"staff\": \"£15k\"}, hours: 10))",
        "Set(\"target/save/amount\", 1)",
        "Set(\"targets/saved/amount\", 1)",
        "Set(\"name/first\", 1)",
        "Set(\"goals/0/within\", \"1%\")",
        "Remove(\"rules/none\")",
        "Remove(\"rules//keep\")",
        "Remove(\"/rules/keep\")",
        "Remove(\"\")",
        "Remove(\"rules/keep\"), Remove(\"rules/keep\")",
    ] {
        let (code, place) = fault(changes);
        assert_eq!(code, Code::ChangeTouchesNothing, "{changes}");
        assert!(place.starts_with("variant.ron:1:"), "{changes}: {place}");
    }
}

#[test]
fn a_fault_in_a_change_is_told_at_the_change() {
    assert_eq!(fault("Set(\"rules/keep/site\", \"elk\")").0, Code::UnknownName);
    assert_eq!(fault("Set(\"services/play/visits\", -1)").0, Code::OutOfRange);
    assert_eq!(fault("Set(\"rules/keep/wyh\", \"x\")").0, Code::UnknownSetting);
    assert_eq!(fault("Set(\"tables/venues\", \"none.csv\")").0, Code::FileUnreadable);
    for changes in ["Set(\"rules/keep/site\", \"elk\")", "Set(\"rules/new\", Lck(site: \"elm\"))"] {
        let (_, place) = fault(changes);
        assert!(place.starts_with("variant.ron:1:"), "{place}");
    }
    assert_eq!(fault("Set(\"rules/keep\")").0, Code::WrongShape);
    assert_eq!(fault("Set(\"rules/keep\", 1, 2)").0, Code::WrongShape);
    assert_eq!(fault("Set(1, 2)").0, Code::WrongShape);
    assert_eq!(fault("Change(\"rules/keep\", 2)").0, Code::UnknownName);
}

/// Sixteen files may stand on each other.
#[test]
fn long_chains_end() {
    let mut files = folder("");
    let chain = |length: usize, files: &mut Folder| {
        for at in 1..length {
            let base = if at == 1 { "scenario.ron".to_owned() } else { format!("v{}.ron", at - 1) };
            let text = format!("Variant(base: \"{base}\", name: \"{at}\", changes: [])");
            files.insert(format!("v{at}.ron"), text.into_bytes());
        }
        load_memory(files, &format!("v{}.ron", length - 1)).map(|loaded| loaded.scenario.name)
    };
    assert_eq!(chain(16, &mut files).unwrap(), "15");
    assert_eq!(chain(17, &mut files).unwrap_err()[0].code, Code::VariantCircle);
}

/// What nobody has written down is judged as if it stood there; what is not laid over is read from the folder.
#[test]
fn a_variant_laid_over_a_folder_is_the_variant_in_it() {
    let scratch = Scratch::new("over");
    let change = "Set(\"targets/save/amount\", \"£5k\")";
    let text = |amount: &str| {
        format!(
            "Variant(base: \"scenario.ron\", name: \"other\", changes: [Set(\"targets/save/amount\", \"{amount}\")])"
        )
    };
    scratch.write(&folder(change));
    let path = scratch.0.join("variant.ron");
    let written = doorstep_scenario::load(&path).unwrap();
    std::fs::write(&path, text("£6k")).unwrap();
    let over = load_over(&path, &[("variant.ron", &text("£5k"))]).unwrap();
    assert_eq!((over.scenario, over.inputs), (written.scenario, written.inputs));
    std::fs::remove_file(&path).unwrap();
    let slip = load_over(&path, &[("variant.ron", &text("lots"))]).unwrap_err();
    assert_eq!((slip[0].code, slip[0].place.file.as_str()), (Code::BadMoney, "variant.ron"));
    let outside = load_over(&path, &[("variant.ron", "Variant(base: \"../scenario.ron\", name: \"\", changes: [])")]);
    assert_eq!(outside.unwrap_err()[0].code, Code::PathRefused);
}
