//! One plan for several futures, against every decision there is, and what holds between criteria.

mod oracle;
mod properties;

use crate::brute_force::half_pennies;
use crate::chain::{each, none_wrong, prepared};
use crate::support::generate;
use doorstep::explore::{Member, RobustAnswer, RobustAsked, RobustPlan, robust};
use doorstep::method::{Criterion, Limits, Quiet, Wanted};
use doorstep_scenario::{Goal, GoalKind, Scenario};
use oracle::{Truth, eight, futures, tighter};
use std::collections::BTreeMap;
use std::sync::Mutex;

const CRITERIA: [Criterion; 5] = [
    Criterion::MinimaxRegret,
    Criterion::CVaR { share: 0.45 },
    Criterion::CVaR { share: 0.01 },
    Criterion::CVaR { share: 1.0 },
    Criterion::Mean,
];

/// The slack enumeration has on what is held.
const USUAL: f64 = 1e-7;
/// How near values have to be, as a share of the largest about.
const NEAR: f64 = 5e-6;

fn members(futures: &[Scenario]) -> Vec<Member> {
    let each = futures.iter().zip(0..);
    each.map(|(scenario, number)| Member { number, weight: 1.0, scenario: scenario.clone() }).collect()
}

fn ask(members: Vec<Member>, criterion: Criterion) -> Result<RobustAnswer, String> {
    let exact = Limits { gap: Some(0.0), ..Limits::default() };
    let asked = RobustAsked { criterion, wanted: Wanted::General, each: exact, limits: exact };
    let base = prepared(&members[0].scenario);
    robust(&base, members, &asked, &mut Quiet).map_err(|error| error.to_string())
}

fn plan(found: RobustAnswer) -> Option<RobustPlan> {
    match found {
        RobustAnswer::Plan(plan) => Some(*plan),
        RobustAnswer::Alone { .. } | RobustAnswer::Impossible { .. } | RobustAnswer::Nothing { .. } => None,
    }
}

/// What is lost to the rounding of pennies, in all futures.
fn pennies(futures: &[Scenario]) -> i64 {
    futures.iter().map(half_pennies).max().unwrap_or(0)
}

/// Is an answer what enumeration finds, read with one of some slacks on what is held?
fn holds(
    futures: &[Scenario],
    criterion: Criterion,
    found: &RobustAnswer,
    usual: &Truth,
) -> Result<&'static str, String> {
    let money = |goal: &Goal| matches!(goal.kind, GoalKind::LeastCost { .. });
    let pounds = if futures[0].goals.iter().any(money) { pennies(futures) as f64 / 100.0 } else { 0.0 };
    let mut told = String::new();
    for slack in [USUAL, 1e-9, 1e-6, 1e-5] {
        let own;
        #[allow(clippy::float_cmp, reason = "one of a list")]
        let truth = if slack == USUAL {
            usual
        } else {
            own = Truth::of(futures, slack);
            &own
        };
        let all: Vec<usize> = (0..futures.len()).collect();
        let near = NEAR * truth.scale() + 2.0 * pounds;
        match (found, truth.value(criterion)) {
            (RobustAnswer::Plan(plan), Some(value)) if (plan.value - value).abs() <= near && plan.proven => {
                return Ok("plan");
            }
            (RobustAnswer::Alone { members }, None) => {
                let hopeless: Vec<u64> =
                    (0..).zip(&truth.best).filter(|(_, best)| best.is_none()).map(|(at, _)| at).collect();
                if hopeless == *members {
                    return Ok("alone");
                }
                told = format!("{members:?} have no plan by themselves, and not {hopeless:?}");
            }
            (RobustAnswer::Impossible { members, minimal }, None) => {
                let members: Vec<usize> = members.iter().map(|at| *at as usize).collect();
                let without = |out: &usize| members.iter().copied().filter(|at| at != out).collect::<Vec<usize>>();
                let clash = !truth.possible(&members);
                let spared = members.iter().all(|out| truth.possible(&without(out)));
                if clash && spared && *minimal {
                    return Ok("clash");
                }
                told = format!("{members:?} are named, clash: {clash}, none to spare: {spared}");
            }
            (RobustAnswer::Plan(plan), value) => {
                // A plan that meets a limit only by the luck of half pennies is not searched for.
                let least = Truth::of(&tighter(futures, pennies(futures)), slack).value(criterion);
                let (low, high) = (value.unwrap_or(f64::NAN), least.unwrap_or(f64::NAN));
                if (low.min(high) - near..=low.max(high) + near).contains(&plan.value) {
                    return Ok("plan");
                }
                told = format!("{} (proven: {}) and not {value:?}, least {least:?}", plan.value, plan.proven);
            }
            (other, value) => {
                let tight = Truth::of(&tighter(futures, pennies(futures)), slack);
                if !tight.possible(&all) || tight.best.iter().any(Option::is_none) {
                    return Ok("pennies");
                }
                told = format!("{other:?} and not {value:?}").chars().take(300).collect();
            }
        }
    }
    Err(told)
}

/// How every criterion of drawn scenarios ended; each is what enumeration finds.
fn against_enumeration(
    draw: impl Fn(u64) -> Scenario + Sync,
    seeds: std::ops::Range<u64>,
) -> BTreeMap<&'static str, usize> {
    let ended: Mutex<BTreeMap<&'static str, usize>> = Mutex::new(BTreeMap::new());
    none_wrong(each(seeds, |seed| {
        let scenario = draw(seed);
        let futures = futures(&scenario, seed, 3 + seed as usize % 4);
        let truth = Truth::of(&futures, USUAL);
        for criterion in CRITERIA {
            let say = |why: String| format!("{seed}, {criterion:?}: {why}");
            let found = ask(members(&futures), criterion).map_err(say)?;
            let how = holds(&futures, criterion, &found, &truth).map_err(say)?;
            *ended.lock().unwrap().entry(how).or_default() += usize::from(criterion == Criterion::Mean);
        }
        Ok(())
    }));
    let ended = ended.into_inner().unwrap();
    println!("{ended:?}");
    ended
}

#[test]
fn every_criterion_of_drawn_scenarios_is_worth_what_enumeration_finds() {
    let ended = against_enumeration(generate::small, 0..120);
    assert!(ended["plan"] >= 60 && ended["alone"] >= 5, "{ended:?}");
}

#[test]
fn every_criterion_at_eight_sites_is_worth_what_enumeration_finds() {
    let ended = against_enumeration(eight, 0..40);
    assert!(ended["plan"] >= 20, "{ended:?}");
}
