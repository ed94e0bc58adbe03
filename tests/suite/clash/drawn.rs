//! Drawn scenarios made impossible.

use super::{holds, possible, unpicked};
use crate::chain::{each, none_wrong};
use crate::drawn::{Asked, Capacity, scenario};
use crate::support::generate;
use doorstep_scenario::{Pence, Rule, RuleKind, Scenario, Strength, Target};
use std::sync::atomic::{AtomicUsize, Ordering};

/// All that is soft is hard, and one demand asks for a good deal more; nothing where that is still possible.
fn broken(seed: u64) -> Option<Scenario> {
    let mut scenario = generate::small(seed);
    scenario.rules.iter_mut().for_each(|rule| rule.strength = Strength::Hard);
    scenario.targets.iter_mut().for_each(|target| target.strength = Strength::Hard);
    let turn = usize::try_from(seed).unwrap();
    let (targets, rules) = (scenario.targets.len(), scenario.rules.len());
    if rules > 0 && seed.is_multiple_of(2) {
        harder(&mut scenario.rules[turn % rules]);
    } else if targets > 0 {
        let Target { amount, .. } = &mut scenario.targets[turn % targets];
        *amount = Pence(amount.0 * 3 / 2 + 100);
    }
    (!possible(&scenario)).then_some(scenario)
}

fn harder(rule: &mut Rule) {
    match &mut rule.kind {
        RuleKind::AtLeast { count, .. } => *count += 1,
        RuleKind::AtMost { count, .. } | RuleKind::ChangesAtMost { count, .. } => *count = count.saturating_sub(1),
        RuleKind::CostAtMost { amount, .. } => *amount = Pence(amount.0 / 2),
        RuleKind::LeastUsers { people, .. } => *people = *people * 2 + 10,
        _ => {}
    }
}

#[test]
fn of_a_hundred_drawn_scenarios_without_a_plan_every_clash_is_least_and_every_repair_mends() {
    const WANTED: usize = 100;
    let (tried, minimal, repairs, least) =
        (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    none_wrong(each(0..600, |seed| {
        if tried.load(Ordering::Relaxed) >= WANTED {
            return Ok(());
        }
        let Some(scenario) = broken(seed) else { return Ok(()) };
        tried.fetch_add(1, Ordering::Relaxed);
        let Some(found) = unpicked(&scenario) else { return Err(format!("small({seed}): possible after all")) };
        minimal.fetch_add(usize::from(found.clash.is_minimal()), Ordering::Relaxed);
        repairs.fetch_add(found.repairs.len(), Ordering::Relaxed);
        least.fetch_add(found.repairs.iter().filter(|repair| repair.least).count(), Ordering::Relaxed);
        holds(&scenario, &found).map_err(|why| format!("small({seed}): {why}"))
    }));
    let [tried, minimal, repairs, least] = [tried, minimal, repairs, least].map(AtomicUsize::into_inner);
    println!("{tried} without a plan: {minimal} clashes proven minimal, {repairs} repairs, {least} of them the least");
    assert!(tried >= WANTED && minimal * 100 >= tried * 95 && repairs >= tried, "{tried} {minimal} {repairs}");
}

#[test]
fn a_drawn_city_that_asks_too_much_is_told_what_clashes() {
    for seed in 1..=2 {
        let asked = Asked {
            areas: 40,
            sites: 6,
            venues: 6,
            per_district: 20,
            services: 2,
            ..Asked::city(Capacity::Binding, seed)
        };
        let mut city = scenario(&asked);
        let all: Pence = crate::chain::prepared(&city).baseline_cost.iter().copied().sum();
        city.targets[0].amount = Pence(all.0 * 98 / 100);
        city.targets[0].strength = Strength::Hard;
        let kind = RuleKind::AtLeast {
            count: 6,
            levels: (1..city.levels.len()).map(doorstep_scenario::LevelIx).collect(),
            per: doorstep_scenario::Per::Overall,
            sites: None,
        };
        let rule = Rule { id: "all-open".to_owned(), ..crate::support::blank::rule(kind, Strength::Hard) };
        city.rules = vec![rule];
        let Some(found) = unpicked(&city) else { panic!("{}: possible", city.name) };
        println!("{}", super::text(&city, &found));
        assert!(found.clash.certain, "{:?}", found.clash);
        assert!(found.repairs.iter().all(|repair| repair.plan.verdict.holds()));
        assert!(!found.repairs.is_empty());
        // What is called the least leaves no plan that saves a little more.
        for repair in found.repairs.iter().filter(|repair| repair.least) {
            let [(doorstep::formulation::Subject::Target(_), doorstep::explore::Give::Amount(least))] =
                repair.gives[..]
            else {
                continue;
            };
            city.targets[0].amount = least + Pence(200_000);
            assert!(unpicked(&city).is_some(), "{} more than {least} is possible, too", Pence(200_000));
        }
    }
}
