//! The same meaning gives the same bits, in whatever order it is written down, asked or computed.

use crate::chain::{checked, each, none_wrong, run_with};
use crate::support::generate;
use crate::support::rng::Rng;
use crate::written;
use doorstep::formulation::Grain;
use doorstep::instance::Decisions;
use doorstep::method::General;
use doorstep_scenario::{Loaded, Place, Plan, Scenario, load_text};

/// What is decided, and every person addressed to the last bit.
fn answer(scenario: &Scenario) -> Option<(Decisions, Plan, Vec<u64>)> {
    let found = run_with(scenario, &General::default(), Grain::Whole, true);
    found.staged.columns.as_ref()?;
    let (decisions, plan, _) = checked(&found);
    let bits = plan.served.iter().map(|served| served.addressed.to_bits()).collect();
    Some((decisions, plan, bits))
}

fn load(files: &[(&'static str, String)]) -> Result<Loaded, String> {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    load_text(&files).map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

/// Without the places, which tell where something is written.
pub fn placeless(mut scenario: Scenario) -> Scenario {
    let rules = scenario.rules.iter_mut().map(|rule| &mut rule.place);
    let targets = scenario.targets.iter_mut().map(|target| &mut target.place);
    let goals = scenario.goals.iter_mut().map(|goal| &mut goal.place);
    rules.chain(targets).chain(goals).for_each(|place| *place = Place::default());
    scenario
}

/// A drawn scenario as files can say it: nothing is spent on closed sites, and each district has an
/// area; nothing where that cannot be.
fn sayable(seed: u64) -> Option<Scenario> {
    let mut scenario = generate::small(seed);
    scenario.levels[0].costs.clear();
    scenario.sites.iter_mut().for_each(|site| site.costs.retain(|cost| cost.level.0 > 0));
    let lived_in = |at: usize| scenario.areas.iter().any(|area| area.district.0 == at);
    (0..scenario.districts.len()).all(lived_in).then_some(scenario)
}

#[test]
fn shuffled_rows_and_settings_give_the_same_decisions_and_the_same_bits() {
    let found = each(0..150, |seed| {
        let drawn = sayable(seed)?;
        let order = |salt, lists| written::files(&drawn, &mut Rng::new(seed, salt), lists);
        // Some draws say what the language refuses: two hard locks of one site, say.
        let once = load(&order(1, false)).ok()?;
        let compare = || {
            if once.inputs != load(&order(2, false))?.inputs {
                return Err("the hashes of the inputs differ".to_owned());
            }
            let twice = load(&order(3, true))?;
            let (once, twice) = (placeless(once.scenario.clone()), placeless(twice.scenario));
            if once != placeless(drawn.clone()) {
                return Err("what is loaded is not what was written".to_owned());
            }
            if once != twice {
                return Err("the scenarios differ".to_owned());
            }
            if answer(&once) == answer(&twice) { Ok(()) } else { Err("the answers differ".to_owned()) }
        };
        Some(compare().map_err(|why| format!("small({seed}): {why}")))
    });
    let compared = found.iter().flatten().count();
    println!("{compared} of {} were written and compared", found.len());
    assert!(compared >= 80, "only {compared} of {} can be written", found.len());
    none_wrong(found.into_iter().flatten());
}

#[test]
fn the_same_scenario_solved_beside_others_gives_the_same_bits() {
    let alone: Vec<_> = (0..40).map(|seed| answer(&generate::small(seed))).collect();
    let beside = each(0..40, |seed| answer(&generate::small(seed)));
    assert!(alone == beside, "some answers differ");
}
