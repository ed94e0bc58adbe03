//! Every family of rows matters: without it the engine no longer finds what enumeration finds.

use crate::chain::{EXACT, all_near, each, run, values};
use crate::support::binding::kind_name;
use crate::support::brute::{self, Best};
use crate::support::generate;
use doorstep::formulation::{Formulation, Grain, RowKey, Subject};
use doorstep::instance::Instance;
use doorstep::method::{Change, General, Method, Problem, Quiet, solve_in_order, stages_of};
use doorstep_scenario::{RuleKind, Scenario, Strength};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The family a row belongs to: its kind, and the kind and strength of the demand.
fn family(scenario: &Scenario, key: RowKey) -> String {
    let strength = |strength: Strength| if strength == Strength::Hard { "hard" } else { "soft" };
    match key {
        RowKey::Demand(Subject::Target(at), _) => format!("target {}", strength(scenario.targets[at].strength)),
        RowKey::Demand(Subject::Rule(at), _) => {
            let rule = &scenario.rules[at];
            let kind = kind_name(&rule.kind);
            format!("{kind} {}", strength(rule.strength))
        }
        other => {
            let name = format!("{other:?}");
            name.split('(').next().unwrap_or_default().to_owned()
        }
    }
}

/// Stage values with the rows of some families gone.
fn without(scenario: &Scenario, grain: Grain, gone: &[&str]) -> Result<Option<Vec<f64>>, String> {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    let mut session = General::default().open(&Problem { instance, grain }).unwrap();
    let keys: Vec<RowKey> = session.formulation().rows.iter().map(|row| row.key).collect();
    for key in keys.into_iter().filter(|key| gone.contains(&family(scenario, *key).as_str())) {
        session.change(Change::RowBound(key, f64::NEG_INFINITY, f64::INFINITY)).unwrap();
    }
    let aims = stages_of(scenario);
    let staged = solve_in_order(&mut *session, &aims, false, &EXACT, &mut Quiet).map_err(|error| error.to_string())?;
    values(&staged, aims.len())
}

fn families(scenario: &Scenario) -> Vec<String> {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    let rows = Formulation::formulate(&instance, Grain::Whole).rows;
    let mut names: Vec<String> = rows.iter().map(|row| family(scenario, row.key)).collect();
    names.sort();
    names.dedup();
    names
}

/// By family: in how many scenarios it stands, and in how many deleting it shows.
type Counts = BTreeMap<String, (usize, usize)>;

fn count(seed: u64) -> Counts {
    let mut counts = Counts::new();
    let scenario = generate::small(seed);
    let truth = match brute::best(&scenario) {
        Best::Impossible => None,
        Best::Found { goal_values, .. } => Some(goal_values),
    };
    let whole = values(&run(&scenario, &General::default(), Grain::Whole).staged, stages_of(&scenario).len());
    // Nearly tied scenarios would count a tolerance as a deletion.
    if !whole.is_ok_and(|whole| all_near(truth.as_deref(), whole.as_deref(), 1e-6)) {
        return counts;
    }
    let shows = |gone: &[&str]| {
        let found = without(&scenario, Grain::Whole, gone);
        let same = found.as_ref().is_ok_and(|found| all_near(truth.as_deref(), found.as_deref(), 1e-5));
        if !same && LINKS.iter().any(|link| gone.contains(link)) {
            println!("small({seed}) without {gone:?}: {found:?}, truth {truth:?}");
        }
        !same
    };
    // A share of all money is a reason to spend on sessions that nobody can come to.
    let by_share = scenario.rules.iter().any(|rule| matches!(rule.kind, RuleKind::CostShare { .. }));
    for name in families(&scenario).into_iter().filter(|name| !(by_share && LINKS.contains(&name.as_str()))) {
        let found = counts.entry(name.clone()).or_default();
        found.0 += 1;
        found.1 += usize::from(shows(&[&name]));
    }
    counts
}

/// Families that show by themselves. Each of the two left out is implied by the other once "runs" is
/// whole and nothing is paid for: see [`each_of_two_links_is_implied_by_the_other`].
/// Kinds of rules.
const KINDS: usize = 22;
const SHOWING: [&str; 17] = [
    "Access",
    "AccessEach",
    "Capacity",
    "Choices",
    "Counted",
    "Enough",
    "GoalPart",
    "PartShare",
    "LeastSessions",
    "Near",
    "NeedsLevel",
    "OncePerService",
    "OneLevel",
    "Rooms",
    "VenueWeek",
    "target hard",
    "target soft",
];
const LINKS: [&str; 2] = ["MostSessions", "OnlyIfRuns"];

/// Deletes every family in so many scenarios; each has to show in `often` of them.
fn delete_all(drawn: u64, often: usize) {
    let mut all = Counts::new();
    for counts in each(0..drawn, count) {
        for (name, (stands, shows)) in counts {
            let sum = all.entry(name).or_default();
            *sum = (sum.0 + stands, sum.1 + shows);
        }
    }
    for (name, (stands, shows)) in &all {
        println!("{name:20} stands in {stands:4}, its deletion shows in {shows:4}");
    }
    for name in SHOWING {
        let (_, shows) = all.remove(name).unwrap_or_default();
        assert!(shows >= often, "deleting {name} shows in {shows} of {drawn} scenarios only");
    }
    for name in LINKS {
        let (_, shows) = all.remove(name).unwrap_or_default();
        assert_eq!(shows, 0, "{name} should be implied by the other link");
    }
    // Rules of many kinds are drawn, so each stands in few scenarios only.
    let rules: Vec<String> =
        all.keys().filter(|name| name.ends_with(" hard") || name.ends_with(" soft")).cloned().collect();
    assert!(rules.len() >= 2 * KINDS, "only {} kinds of demand are drawn", rules.len());
    for name in rules {
        let (stands, shows) = all.remove(&name).unwrap_or_default();
        let wanted = (often / 3).max(1);
        assert!(shows >= wanted, "deleting {name} shows in {shows} of {stands} of {drawn} scenarios only");
    }
    assert!(all.is_empty(), "families that this test does not know: {all:?}");
}

#[test]
fn deleting_any_family_of_rows_shows() {
    delete_all(160, 3);
}

#[test]
#[ignore = "minutes; every night"]
fn deleting_any_family_of_rows_shows_in_fifty_scenarios() {
    delete_all(2_000, 50);
}

#[test]
fn each_of_two_links_is_implied_by_the_other() {
    let found = each(0..150, |seed| {
        let scenario = generate::small(seed);
        let values = |grain, gone: &[&str]| without(&scenario, grain, gone).ok().flatten();
        let differ = |grain, some: &[&str], more: &[&str]| {
            let (some, more) = (values(grain, some), values(grain, more));
            usize::from(!all_near(some.as_deref(), more.as_deref(), 1e-5))
        };
        [
            // Either alone keeps people out of what does not run, but not both.
            differ(Grain::Whole, &[], &LINKS),
            // Without capacity the link of people is all that is left of it.
            differ(Grain::Whole, &["Capacity"], &["Capacity", "OnlyIfRuns"]),
            // What the two are there for: a strong relaxation.
            differ(Grain::Relaxed, &[], &["OnlyIfRuns"]),
            differ(Grain::Relaxed, &[], &["MostSessions"]),
        ]
    });
    let sums = found.iter().fold([0; 4], |sums, row| std::array::from_fn(|at| sums[at] + row[at]));
    println!(
        "links: both {}, people without capacity {}, relaxed people {}, relaxed sessions {}",
        sums[0], sums[1], sums[2], sums[3]
    );
    assert!(sums[0] >= 20 && sums[1] >= 20 && sums[2] >= 5, "{sums:?}");
}

#[test]
fn a_plan_to_start_from_is_not_taken_for_the_best() {
    let scenario = generate::small(1_053);
    let Best::Found { goal_values, .. } = brute::best(&scenario) else { panic!("it is possible") };
    let found = without(&scenario, Grain::Whole, &["MostSessions"]).unwrap();
    assert!(all_near(Some(&goal_values), found.as_deref(), 1e-6), "{found:?} instead of {goal_values:?}");
}
