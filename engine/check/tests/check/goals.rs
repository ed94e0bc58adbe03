//! The value of every goal on the town, by hand.

use doorstep_check::{Claims, Demand, GoalClaim, Verdict, check};
use doorstep_scenario::{AccessIx, Goal, GoalKind, Of, Pence, Per, Place, Plan, Scenario, ServiceIx, Share, Weight};

use crate::town::{plan, scenario, served, today};

const SUPPORT: ServiceIx = ServiceIx(0);
const PLAY: ServiceIx = ServiceIx(1);

/// The town with one goal, and nothing that may be missed.
fn with(kind: GoalKind) -> Scenario {
    let mut scenario = scenario();
    scenario.rules.clear();
    scenario.targets.clear();
    scenario.goals = vec![Goal { kind, within: Share::ZERO, place: Place::default() }];
    scenario
}

fn checked(scenario: &Scenario, plan: &Plan, value: f64, bound: Option<f64>) -> Verdict {
    let own = check(scenario, plan, None, &Claims::default(), Demand::KeepHardRules);
    assert!(own.holds(), "{:?}", own.broken);
    let name = own.figures.goals[0].name.clone();
    let claims = Claims { goals: vec![GoalClaim { name, value, bound, gap: None }], ..Claims::default() };
    check(scenario, plan, None, &claims, Demand::KeepHardRules)
}

/// A goal has this name and value; another value is refused on either side, and so is a bound that
/// the plan beats.
#[track_caller]
fn is_for(scenario: &Scenario, plan: &Plan, name: &str, value: f64) {
    let verdict = checked(scenario, plan, value, None);
    assert_eq!(verdict.broken, Vec::new());
    let own = &verdict.figures.goals[0];
    assert_eq!(own.name, name);
    assert!((own.value - value).abs() < 1e-9 * value.max(1.0), "{} by the checker, {value} by hand", own.value);
    let moved = 0.005_f64.max(value * 2e-6);
    for other in [value - moved, value + moved] {
        let broken = checked(scenario, plan, other, None).broken;
        assert_eq!(broken[0].code, "CK79");
    }
    let better = if matches!(name, "most-reach" | "best-worst" | "most-access") { -1.0 } else { 1.0 };
    let codes: Vec<Vec<&str>> = [value + better * moved, value - better * moved]
        .into_iter()
        .map(|bound| checked(scenario, plan, value, Some(bound)).broken.iter().map(|broken| broken.code).collect())
        .collect();
    assert_eq!(codes, [vec!["CK80"], Vec::new()]);
}

#[track_caller]
fn is(kind: GoalKind, name: &str, value: f64) {
    is_for(&with(kind), &plan(), name, value);
}

#[test]
fn the_part_that_is_worst_off() {
    let goal = |service, of, per| GoalKind::BestWorst { service, of, per };
    // East 178.4 of 450, west 56 of 120.
    is(goal(PLAY, Of::People, Per::District), "best-worst", 178.4 / 450.0);
    // Babies 106.4 of 230, toddlers 128 of 340.
    is(goal(PLAY, Of::People, Per::Group), "best-worst", 128.0 / 340.0);
    // a1 130 of 300, a3 56 of 120.
    is(goal(PLAY, Of::Eligible, Per::Band), "best-worst", 130.0 / 300.0);
    // Of those it is for: a3 4 of 80, a1 20 of 100; a group it is not for is no part.
    is(goal(SUPPORT, Of::Eligible, Per::Band), "best-worst", 0.05);
    is(goal(SUPPORT, Of::Eligible, Per::Group), "best-worst", 28.352_75 / 230.0);
    // A share of nothing is 0, and no part with people leaves 0.
    let mut nobody = with(goal(PLAY, Of::People, Per::District));
    nobody.areas.iter_mut().for_each(|area| area.people = vec![0, 0]);
    let empty = Plan { served: Vec::new(), ..plan() };
    let verdict = check(&nobody, &empty, None, &Claims::default(), Demand::KeepHardRules);
    assert!(verdict.holds() && verdict.figures.goals[0].value.abs() < 1e-12);
}

#[test]
fn least_travel() {
    // 24 babies go 1,200 m to ash; everybody else has it at the door or online.
    is(GoalKind::LeastTravel(PLAY), "least-travel", 28_800.0);
    is(GoalKind::LeastTravel(SUPPORT), "least-travel", 12_000.0);
    // Who is addressed travels, whether or not they come in the end: 25 + 40 today.
    is_for(&with(GoalKind::LeastTravel(PLAY)), &today(), "least-travel", 78_000.0);
}

#[test]
fn least_travel_where_it_is_longest() {
    // In a2, over those who would use it: 28,800 ÷ 65 and 12,000 ÷ 10.
    is(GoalKind::LeastWorstTravel(PLAY), "least-worst-travel", 28_800.0 / 65.0);
    is(GoalKind::LeastWorstTravel(SUPPORT), "least-worst-travel", 1_200.0);
}

#[test]
fn the_mean_in_which_long_ways_count_more() {
    // κ = 0.5 per km: e^0.6 = 1.8221188003905090.
    let long = 1.822_118_800_390_509;
    is(GoalKind::KolmPollak { service: PLAY, aversion: 500 }, "kolm-pollak", (227.0 + 24.0 * long) / 251.0);
    is(GoalKind::KolmPollak { service: SUPPORT, aversion: 500 }, "kolm-pollak", (36.0 + 10.0 * long) / 46.0);
    // The mean is over those who would use it, addressed or not.
    let mut plan = plan();
    plan.served.truncate(4);
    is_for(&with(GoalKind::KolmPollak { service: PLAY, aversion: 500 }), &plan, "kolm-pollak", 130.0 / 251.0);
}

#[test]
fn cost_with_and_without_travel() {
    is(GoalKind::LeastCost { travel: None }, "least-cost", 234_905.65);
    // 28.8 + 12 person-kilometres at £2.50.
    is_for(&with(GoalKind::LeastCost { travel: Some(Pence(250)) }), &plan(), "least-cost", 235_007.65);
}

#[test]
fn where_travel_is_valued_a_penny_still_shows() {
    let scenario = with(GoalKind::LeastCost { travel: Some(Pence(250)) });
    for moved in [-0.01, 0.01, -0.006, 0.006] {
        assert!(!checked(&scenario, &plan(), 235_007.65 + moved, None).holds(), "{moved}");
    }
    assert!(checked(&scenario, &plan(), 235_007.65 + 0.003, None).holds());
}

#[test]
fn services_near_are_counted_one_by_one_for_those_they_suit() {
    let is = |at: usize, value: f64| is(GoalKind::MostAccess(AccessIx(at)), "most-access", value);
    // Support is online for everybody, play at every door: two for 230 babies, play alone for 340 toddlers.
    is(0, 800.0);
    // Support near a1 and play near a2, each 1 m too far from the other: 100 babies, then 50 and 100.
    is(1, 250.0);
    // Both near both, support for babies alone: 2 × 100 + 200 in a1, 2 × 50 + 100 in a2.
    is(2, 600.0);
    // The library's one session is too seldom: 100 + 50 babies.
    is(3, 150.0);
    // Where any one is as good as two: everybody in a1 and a2.
    let mut scenario = with(GoalKind::MostAccess(AccessIx(2)));
    scenario.access[2].choices = 1;
    is_for(&scenario, &plan(), "most-access", 450.0);
    // What nobody takes up suits nobody: support falls away, and 300 + 150 have play.
    scenario.services[0].take_up[0] = Some(Share::ZERO);
    scenario.access[2].choices = 2;
    let verdict =
        check(&scenario, &Plan { served: Vec::new(), ..plan() }, None, &Claims::default(), Demand::KeepHardRules);
    assert!((verdict.figures.goals[0].value - 450.0).abs() < 1e-12);
}

#[test]
fn the_others_are_what_they_were() {
    is(GoalKind::MostReach(Weight::Need), "most-reach", 440.1055);
    is(GoalKind::MostReach(Weight::Equal), "most-reach", 291.1055);
    let verdict = checked(&with(GoalKind::FewestChanges), &plan(), 1.0, Some(1.0));
    assert!(verdict.holds());
}

#[test]
fn what_is_everywhere_is_no_travel_and_nobody_travels_to_nothing() {
    let mut plan = plan();
    plan.served.retain(|row| row.place == "everywhere");
    for (kind, value) in [
        (GoalKind::LeastTravel(SUPPORT), 0.0),
        (GoalKind::LeastWorstTravel(SUPPORT), 0.0),
        (GoalKind::KolmPollak { service: SUPPORT, aversion: 100_000 }, 16.0 / 46.0),
        (GoalKind::LeastWorstTravel(PLAY), 0.0),
    ] {
        let verdict = check(&with(kind), &plan, None, &Claims::default(), Demand::KeepHardRules);
        assert!((verdict.figures.goals[0].value - value).abs() < 1e-12, "{kind:?}");
    }
    // A mean over nobody is 0, not a division by nothing.
    let mut nobody = with(GoalKind::KolmPollak { service: PLAY, aversion: 1 });
    nobody.areas.iter_mut().for_each(|area| area.people = vec![0, 0]);
    let verdict = check(&nobody, &plan, None, &Claims::default(), Demand::KeepHardRules);
    assert!(verdict.figures.goals[0].value.abs() < 1e-12);
}

#[test]
fn a_value_without_end_is_no_figure() {
    // e^(100 × 1,200) is no number any more: nothing that is claimed agrees with it.
    let scenario = with(GoalKind::KolmPollak { service: SUPPORT, aversion: 100_000_000 });
    for value in [1.0, f64::MAX, f64::INFINITY, f64::NAN] {
        assert!(!checked(&scenario, &plan(), value, None).holds());
    }
}

#[test]
fn travel_is_counted_once_for_each_row_and_group() {
    // The same babies in two rows of two places.
    let mut plan = plan();
    plan.served[4].addressed = 20.0;
    plan.served.insert(5, served("a2", "babies", "stay-and-play", "centre", "birch", 4.0));
    // 20 × 1,200 + 4 × 2,400.
    is_for(&with(GoalKind::LeastTravel(PLAY)), &plan, "least-travel", 33_600.0);
}
