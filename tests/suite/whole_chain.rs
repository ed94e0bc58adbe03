//! Load to proof, as the command line walks it: every figure claimed, every plan checked.

use crate::brute_force::lost_to_half_pennies;
use crate::chain::{each, none_wrong, prepared};
use crate::support::brute::{self, Best};
use crate::support::{by_hand, city, generate};
use doorstep::explore::{Answer, Assessed, Settings, solve};
use doorstep::method::{General, Limits, Quiet};
use doorstep_scenario::Scenario;

/// What came of it: the plan and the alternatives, or nothing if impossible.
fn answer(scenario: &Scenario, settings: &Settings) -> Result<Option<Vec<Assessed>>, String> {
    let instance = prepared(scenario);
    match solve(&instance, &General::default(), settings, &mut Quiet).map_err(|error| error.to_string())? {
        Answer::Impossible { .. } => Ok(None),
        Answer::Nothing { .. } => Err("stopped with nothing".to_owned()),
        Answer::Options(options) => Ok(Some(std::iter::once(options.plan).chain(options.alternatives).collect())),
    }
}

#[test]
fn no_drawn_scenario_is_refused_by_the_checker() {
    none_wrong(each(0..150, |seed| {
        let scenario = generate::small(seed);
        let settings = Settings { alternatives: 2, ..Settings::default() };
        let found = answer(&scenario, &settings).map_err(|why| format!("small({seed}): {why}"))?;
        let possible = !matches!(brute::best(&scenario), Best::Impossible);
        if found.is_some() == possible || (possible && lost_to_half_pennies(&scenario)) {
            Ok(())
        } else {
            Err(format!("small({seed}): found a plan: {}, there is one: {possible}", found.is_some()))
        }
    }));
}

#[test]
fn alternatives_change_levels_and_are_never_better_than_the_plan() {
    let mut seen = 0;
    for seed in 0..60 {
        let scenario = generate::small(seed);
        let settings =
            Settings { alternatives: 2, limits: Limits { gap: Some(0.0), ..Limits::default() }, joint: false };
        let Ok(Some(all)) = answer(&scenario, &settings) else { continue };
        let (plan, others) = all.split_first().unwrap();
        let aim = plan.goals[0].aim;
        for other in others {
            seen += 1;
            assert_ne!(plan.decisions.levels, other.decisions.levels, "small({seed})");
            let (best, value) = (plan.goals[0].value, other.goals[0].value);
            let slack = 1e-6 * best.abs().max(1.0);
            let within = scenario.goals.first().map_or(0.0, |goal| goal.within.value()) * best.abs();
            let better = if aim.maximise() { value - best } else { best - value };
            assert!(better <= slack + within, "small({seed}): {value} beats {best}");
        }
    }
    assert!(seen >= 30, "only {seen} alternatives were looked at");
}

#[test]
fn cases_on_paper_pass_the_checker() {
    none_wrong(by_hand::cases().into_iter().map(|(name, scenario, want)| {
        let found = answer(&scenario, &Settings::default()).map_err(|why| format!("{name}: {why}"))?;
        if found.is_some() == want.is_some() { Ok(()) } else { Err(format!("{name}: wrongly possible or impossible")) }
    }));
}

#[test]
fn cities_pass_the_checker_whole_and_settled() {
    // The first is small enough for whole sessions, the others are settled.
    for (areas, sites, venues, services, seed) in [(40, 6, 4, 2, 1), (80, 14, 8, 3, 2), (120, 20, 10, 3, 3)] {
        let scenario = city::sized(areas, sites, venues, services, seed);
        let limits = Limits { gap: Some(0.02), work: Some(30_000), ..Limits::default() };
        let found = answer(&scenario, &Settings { limits, alternatives: 1, ..Settings::default() });
        let found = found.unwrap_or_else(|why| panic!("{}: {why}", scenario.name));
        assert!(found.is_some_and(|all| all[0].verdict.holds()), "{}", scenario.name);
    }
}
