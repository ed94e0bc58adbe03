//! The engine against looking at every decision there is.

use crate::chain::{Run, checked, each, faults, near, none_wrong, run, values};
use crate::support::binding::stricter;
use crate::support::brute::{self, Best};
use crate::support::{by_hand, generate};
use doorstep::formulation::{Aim, Grain};
use doorstep::instance::Instance;
use doorstep::method::{General, Portable, Status, stages_of};
use doorstep_scenario::{Goal, GoalKind, RuleKind, Scenario, Strength};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// How many scenarios are drawn.
const DRAWN: u64 = 2_000;
/// How near values have to be: a solver keeps a row to a ten-millionth.
const NEAR: f64 = 2e-6;

/// Is a scenario called impossible only because its targets, met to the penny, leave no room for
/// the rounding of half pennies?
pub fn lost_to_half_pennies(scenario: &Scenario) -> bool {
    agrees_but_for_half_pennies(scenario, None)
}

/// What of the money in a hard or soft target is lost or won by rounding at most, in pence: half a
/// penny for each amount that is not a whole number of pence at every step.
pub fn half_pennies(scenario: &Scenario) -> i64 {
    let offers = Instance::prepare(Arc::new(scenario.clone())).offers;
    let odd = offers.iter().flat_map(|offer| {
        let mode = offer.mode(scenario);
        mode.session_costs.iter().map(move |(_, each)| each.0 * i64::from(mode.weeks) * i64::from(offer.step.0) % 1000)
    });
    odd.filter(|left| *left != 0).count() as i64
}

/// A target is a row over unrounded pence with a margin for their rounding: it never lets a plan by
/// that misses the target, and may lose one that meets it by a penny. Such a scenario is answered
/// as one with a slightly larger target, or between the two.
fn agrees_but_for_half_pennies(scenario: &Scenario, found: Option<&[f64]>) -> bool {
    let most = half_pennies(scenario);
    let money = |kind: &RuleKind| matches!(kind, RuleKind::CostAtMost { .. } | RuleKind::CostShare { .. });
    let limits = scenario.targets.iter().map(|target| target.strength);
    let limits = limits.chain(scenario.rules.iter().filter(|rule| money(&rule.kind)).map(|rule| rule.strength));
    let limits: Vec<Strength> = limits.collect();
    if limits.is_empty() || most == 0 {
        return false;
    }
    // What is missed is told to the penny; the solver's own sum is of unrounded amounts.
    let points: f64 = limits
        .iter()
        .map(|strength| if let Strength::Soft { price } = strength { price * most as f64 / 100.0 } else { 0.0 })
        .sum();
    let first = |best: Best| match best {
        Best::Impossible => None,
        Best::Found { goal_values, .. } => Some(goal_values[0]),
    };
    let (exact, larger) = (first(brute::best(scenario)), first(brute::best(&stricter(scenario, most))));
    match (exact, found, larger) {
        (_, None, None) | (Some(_), Some(_), None) => true,
        (None, _, _) | (_, None, Some(_)) => false,
        (Some(exact), Some(found), Some(larger)) => {
            let slack = NEAR * exact.abs().max(1.0) + points;
            let (low, high) = (exact.min(larger), exact.max(larger));
            found[0] >= low - slack && found[0] <= high + slack
        }
    }
}

/// Values that enumeration finds too, and whether only but for half pennies.
pub fn agrees(scenario: &Scenario, found: &Run) -> Result<(Option<Vec<f64>>, bool), String> {
    let values = values(&found.staged, stages_of(scenario).len())?;
    // A valued cost adds travel to hundreds of thousands of pounds: proved to a ten-millionth of a unit of
    // £1,311 it is off by a tenth of a penny, which the reach held under it can use.
    let valued = |goal: &Goal| matches!(goal.kind, GoalKind::LeastCost { travel: Some(_) });
    let near = if scenario.goals.iter().any(valued) { 5.0 * NEAR } else { NEAR };
    if brute::agrees(scenario, values.as_deref(), near) {
        Ok((values, false))
    } else if agrees_but_for_half_pennies(scenario, values.as_deref()) {
        Ok((values, true))
    } else {
        Err(format!("{values:?}, but enumeration finds {:?}", brute::best(scenario)))
    }
}

/// Is the plan possible, and is its first goal worth what enumeration finds?
fn plan_holds(scenario: &Scenario, found: &Run, best: f64, but_for: f64) -> Result<(), String> {
    let (_, _, verdict) = checked(found);
    if !verdict.holds() {
        return Err(format!("refused: {}", faults(&verdict)));
    }
    let (aim, within) = stages_of(scenario)[0];
    let first = &verdict.figures.goals[0];
    // Exact pence are rounded offer by offer; the linear cost is not.
    let cost = matches!(aim, Aim::Goal(GoalKind::LeastCost { .. }));
    let pennies = if cost { 0.005 * (found.instance.offers.len() * scenario.lines.len()) as f64 } else { 0.0 };
    let off = (first.value - best).abs();
    if within > 0.0 || off <= pennies + but_for || near(best, first.value, NEAR) {
        Ok(())
    } else {
        Err(format!("{} is {} in the plan and {best} at best", first.name, first.value))
    }
}

#[test]
fn every_stage_of_drawn_scenarios_is_worth_what_enumeration_finds() {
    let (possible, pennies) = (AtomicU64::new(0), AtomicU64::new(0));
    none_wrong(each(0..DRAWN, |seed| {
        let scenario = generate::small(seed);
        let found = run(&scenario, &General::default(), Grain::Whole);
        let say = |why: String| format!("small({seed}): {why}");
        let (best, but_for) = agrees(&scenario, &found).map_err(say)?;
        pennies.fetch_add(u64::from(but_for), Ordering::Relaxed);
        let Some(best) = best else { return Ok(()) };
        possible.fetch_add(1, Ordering::Relaxed);
        // What is missed is told to the penny; the solver's own sum is what agrees but for a few.
        let half_pennies = if but_for { 0.005 * half_pennies(&scenario) as f64 } else { 0.0 };
        plan_holds(&scenario, &found, best[0], half_pennies).map_err(say)
    }));
    let (possible, pennies) = (possible.into_inner(), pennies.into_inner());
    println!("{DRAWN} drawn, {possible} possible, {pennies} agree but for half pennies");
    assert!((DRAWN / 2..DRAWN).contains(&possible), "both kinds are wanted: {possible} of {DRAWN} are possible");
    assert!(pennies * 50 < DRAWN, "{pennies} agree but for half pennies");
}

#[test]
fn cases_on_paper_come_out_as_on_paper() {
    none_wrong(by_hand::cases().into_iter().map(|(name, scenario, want)| {
        let found = run(&scenario, &General::default(), Grain::Whole);
        let got = values(&found.staged, stages_of(&scenario).len()).map_err(|why| format!("{name}: {why}"))?;
        // Half a penny: the least cost of a stage is not yet rounded offer by offer.
        if !crate::chain::all_near(want.as_deref(), got.as_deref(), 0.005 / 1_000.0) {
            return Err(format!("{name}: {got:?} instead of {want:?}"));
        }
        let Some(want) = want else { return Ok(()) };
        plan_holds(&scenario, &found, want[0], 0.0).map_err(|why| format!("{name}: {why}"))
    }));
}

#[test]
fn the_portable_method_agrees_with_the_general_one() {
    let stopped = AtomicUsize::new(0);
    none_wrong(each(0..200, |seed| {
        let scenario = generate::small(seed);
        let stages = stages_of(&scenario).len();
        let say = |why: String| format!("small({seed}): {why}");
        let portable = run(&scenario, &Portable::microlp(), Grain::Whole);
        // microlp sometimes calls a late stage impossible that holds an earlier goal at the value it
        // found itself (12 of 20,000 drawn scenarios). Such a run has to end as stopped, never as
        // impossible or with a wrong value; the stages it has are compared all the same.
        if portable.staged.status == Status::Stopped {
            let found: Vec<f64> = portable.staged.stages.iter().map(|stage| stage.value).collect();
            let general = values(&run(&scenario, &General::default(), Grain::Whole).staged, stages)
                .map_err(say)?
                .unwrap_or_default();
            let same = found.len() < general.len()
                && crate::chain::all_near(Some(&general[..found.len()]), Some(&found), NEAR);
            stopped.fetch_add(1, Ordering::Relaxed);
            return if same { Ok(()) } else { Err(say(format!("stopped after {found:?}, HiGHS {general:?}"))) };
        }
        let portable = values(&portable.staged, stages).map_err(say)?;
        let general = values(&run(&scenario, &General::default(), Grain::Whole).staged, stages).map_err(say)?;
        let same = crate::chain::all_near(general.as_deref(), portable.as_deref(), NEAR);
        if same || brute::agrees(&scenario, portable.as_deref(), NEAR) {
            return Ok(());
        }
        Err(say(format!("microlp {portable:?}, HiGHS {general:?}, truth {:?}", brute::best(&scenario))))
    }));
    assert!(stopped.load(Ordering::Relaxed) <= 2, "of 200");
}
