//! What is right is accepted, and the checker's own figures are those worked out by hand.

use doorstep_check::{Claims, Demand, GoalClaim, check};
use doorstep_scenario::{Decay, Pence, Per, RuleKind, Sessions, SiteIx, Strength, Way};

use crate::town::{HUB, LINKED, by_id, claims, plan, scenario, status_quo};

#[test]
fn a_good_plan_with_right_claims_holds() {
    let verdict = check(&scenario(), &plan(), None, &claims(), Demand::KeepHardRules);
    assert_eq!(verdict.broken, Vec::new());
    assert!(verdict.holds());
}

#[test]
fn nothing_claimed_is_nothing_to_refuse_and_the_figures_are_there() {
    let verdict = check(&scenario(), &plan(), None, &Claims::default(), Demand::KeepHardRules);
    assert!(verdict.holds());
    let (own, hand) = (verdict.figures, claims());
    assert_eq!(own.spend, hand.spend);
    assert_eq!(own.savings, hand.savings);
    for ((service, own), (same_service, hand)) in own.reached.iter().zip(&hand.reached) {
        assert_eq!(service, same_service);
        assert!((own - hand).abs() < 1e-9, "{service}: {own} by the checker, {hand} by hand");
    }
    for (own, hand) in own.goals.iter().zip(&hand.goals) {
        assert_eq!(own.name, hand.name);
        assert!((own.value - hand.value).abs() < 1e-7, "{}: {} and {}", own.name, own.value, hand.value);
        assert_eq!((own.bound, own.gap), (None, None));
    }
}

#[test]
fn a_bound_that_is_not_refuted_comes_back_with_its_gap() {
    let verdict = check(&scenario(), &plan(), None, &claims(), Demand::KeepHardRules);
    let gaps: Vec<Option<f64>> = verdict.figures.goals.iter().map(|goal| goal.gap).collect();
    assert_eq!(gaps[0], Some(0.0));
    assert!((gaps[1].unwrap() - 0.2).abs() < 1e-9);
    assert_eq!(gaps[2], None);
    assert!((gaps[3].unwrap() - 0.25).abs() < 1e-9);
    assert_eq!(gaps[4], Some(f64::INFINITY));
}

#[test]
fn rules_and_targets_are_told_with_what_there_is_and_what_is_wanted() {
    let verdict = check(&scenario(), &plan(), None, &Claims::default(), Demand::KeepHardRules);
    let kept: Vec<(&str, bool, bool)> =
        verdict.rules.iter().map(|rule| (rule.id.as_str(), rule.kept, rule.hard)).collect();
    assert_eq!(
        kept,
        [
            ("a-hub", true, true),
            ("ash-stays", true, true),
            ("face-to-face", false, false),
            ("few-linked", true, true),
            ("play-for-all", true, true)
        ]
    );
    assert!((verdict.rules[2].shortfall - 21.647_25).abs() < 1e-9);
    let play = &verdict.rules[4];
    assert_eq!(play.unit, "people");
    let told: Vec<String> =
        play.detail.iter().map(|test| format!("{} {:.3} {:.3}", test.of, test.have, test.wanted)).collect();
    assert_eq!(told, ["east 178.400 90.000", "west 56.000 24.000"]);
    let agreed = &verdict.targets[0];
    assert!(agreed.kept && agreed.hard && agreed.shortfall.abs() < 1e-12);
    assert_eq!((agreed.have, agreed.wanted), (Pence(11_790_433), Pence(11_000_000)));
    let stretch = &verdict.targets[1];
    assert!(!stretch.kept && !stretch.hard);
    assert!((stretch.shortfall - 2_095.67).abs() < 1e-9);
}

#[test]
fn the_status_quo_is_described_without_being_held_to_the_rules() {
    // Two hubs, nothing saved, nobody said to be served: rules and the target fail, money is today's.
    // Sessions: 8,550 × 40 × 3 + 3,333 × 40 × 6 = 1,825,920 p.
    let spend = by_id(&[
        ("overhead", Pence(3_200_000)),
        ("premises", Pence(10_000_000)),
        ("sessions", Pence(1_825_920)),
        ("staff", Pence(20_700_000)),
    ]);
    let claims = Claims { spend: spend.clone(), ..Claims::default() };
    let described = check(&scenario(), &status_quo(), None, &claims, Demand::ReportOnly);
    assert!(described.holds(), "{:?}", described.broken);
    assert_eq!(described.figures.spend, spend);
    assert_eq!(described.figures.baseline_spend, spend);
    assert!(!described.rules[4].kept && described.rules[4].hard);
    assert!(!described.targets[0].kept);

    let demanded = check(&scenario(), &status_quo(), None, &claims, Demand::KeepHardRules);
    let codes: Vec<&str> = demanded.broken.iter().map(|broken| broken.code).collect();
    assert_eq!(codes, ["CK63", "CK65"]);
}

#[test]
fn without_soft_rules_there_is_no_goal_of_least_shortfall() {
    let mut scenario = scenario();
    scenario.rules.remove(2);
    scenario.targets[1].strength = Strength::Hard;
    scenario.targets[1].amount = Pence(0);
    let mut claims = claims();
    claims.goals.remove(0);
    assert!(check(&scenario, &plan(), None, &claims, Demand::KeepHardRules).holds());
}

#[test]
fn an_offer_may_serve_all_its_places_though_each_counts_less() {
    // Online 16 babies count as 4. If 50 came they would still be within the 50 places, and 51
    // would not: what each counts is no part of the capacity.
    let mut scenario = scenario();
    scenario.areas[2].people[0] = 255; // × 0.2 = 51
    let mut plan = plan();
    plan.served[7].addressed = 50.0;
    assert!(check(&scenario, &plan, None, &Claims::default(), Demand::ReportOnly).holds());
    plan.served[7].addressed = 51.0;
    let verdict = check(&scenario, &plan, None, &Claims::default(), Demand::ReportOnly);
    assert_eq!(verdict.broken[0].code, "CK40");
}

#[test]
fn a_district_without_anybody_holds() {
    let mut scenario = scenario();
    scenario.areas[2].people = vec![0, 0];
    let mut plan = plan();
    plan.served.retain(|row| row.area != "a3");
    assert!(check(&scenario, &plan, None, &Claims::default(), Demand::KeepHardRules).holds());
}

#[test]
fn a_decay_exactly_at_the_least_is_a_candidate() {
    // a2 to birch: 2,400 m, (2,500 − 2,400) ÷ 2,000 = 0.05, the least there may be.
    let mut plan = plan();
    plan.served[4].addressed = 14.0;
    plan.served.insert(5, crate::town::served("a2", "babies", "stay-and-play", "centre", "birch", 10.0));
    assert!(check(&scenario(), &plan, None, &Claims::default(), Demand::KeepHardRules).holds());
}

#[test]
fn every_shortfall_is_counted_in_its_unit_and_costs_its_price() {
    let mut scenario = scenario();
    let per = Per::District;
    let soft = Strength::Soft { price: 10.0 };
    scenario.targets.clear();
    scenario.rules[0].kind = RuleKind::AtLeast { count: 3, levels: vec![HUB], per, sites: None }; // 2 and 3 short
    scenario.rules[1].kind = RuleKind::Lock { site: SiteIx(1), level: HUB }; // 1 short
    scenario.rules[2].kind = scenario.rules[4].kind.clone(); // kept with people to spare: not negative
    scenario.rules[3].kind = RuleKind::AtMost { count: 0, levels: vec![HUB, LINKED], per, sites: None }; // 1 and 1 too many
    scenario.rules.iter_mut().for_each(|rule| rule.strength = soft);
    let verdict = check(&scenario, &plan(), None, &Claims::default(), Demand::KeepHardRules);
    assert!(verdict.holds());
    let told: Vec<String> = verdict.rules.iter().map(|rule| format!("{} {}", rule.shortfall, rule.unit)).collect();
    assert_eq!(told, ["5 sites", "1 sites", "0 people", "2 sites", "0 people"]);
    assert_eq!(verdict.figures.goals[0].name, "least-shortfall");
    assert!((verdict.figures.goals[0].value - 80.0).abs() < 1e-9);
}

#[test]
fn rooms_that_are_exactly_full_hold() {
    // Two sessions of 5 hours fill birch's 10; ash has 4 × 5 + 3 = 23 of 40.
    let mut scenario = scenario();
    scenario.services[1].modes[0].room_hours = 5.0;
    let mut plan = plan();
    plan.offers[3].sessions = Sessions(2_000);
    assert!(check(&scenario, &plan, None, &Claims::default(), Demand::KeepHardRules).holds());
}

#[test]
fn nobody_comes_from_beyond_the_farthest_whatever_the_decay() {
    let mut scenario = scenario();
    scenario.services[1].decay = Decay::Step { limit: Way(u32::MAX) };
    assert!(check(&scenario, &plan(), None, &Claims::default(), Demand::ReportOnly).holds());
    scenario.areas[2].position.easting = 9_000_000;
    let verdict = check(&scenario, &plan(), None, &Claims::default(), Demand::ReportOnly);
    let codes: Vec<&str> = verdict.broken.iter().map(|broken| broken.code).collect();
    assert_eq!(codes, ["CK38", "CK38"]);
}

#[test]
fn a_goal_may_claim_an_infinite_gap_only_where_there_is_one() {
    let mut claims = claims();
    claims.goals[4].gap = Some(f64::NEG_INFINITY);
    assert!(!check(&scenario(), &plan(), None, &claims, Demand::KeepHardRules).holds());
    claims.goals[4].bound = Some(1.0);
    claims.goals[4].gap = Some(0.0);
    assert!(check(&scenario(), &plan(), None, &claims, Demand::KeepHardRules).holds());
}

#[test]
fn one_base_is_enough_for_what_is_offered_everywhere() {
    let mut plan = plan();
    plan.levels[1].1 = "closed".into();
    plan.offers.remove(3);
    plan.served.retain(|row| row.place != "birch");
    assert!(check(&scenario(), &plan, None, &Claims::default(), Demand::ReportOnly).holds());
}

#[test]
fn a_dear_rule_kept_within_the_tolerance_may_be_written_as_kept_or_short() {
    // At 1,000 points a person, a millionth of a person is 0.001 points.
    let mut scenario = scenario();
    scenario.rules.remove(2);
    scenario.targets.clear();
    scenario.rules[3].strength = Strength::Soft { price: 1_000.0 };
    let mut plan = plan();
    // West wants 24 and has 24 less a ten-millionth.
    plan.served.truncate(8);
    plan.served.push(crate::town::served("a3", "babies", "stay-and-play", "centre", "birch", 24.0 - 1e-7));
    let mut claims = Claims { goals: claims().goals, ..Claims::default() };
    let own = check(&scenario, &plan, None, &Claims::default(), Demand::KeepHardRules);
    assert!(own.holds() && own.rules[3].kept);
    claims.goals.truncate(1);
    for goal in &own.figures.goals[1..] {
        claims.goals.push(GoalClaim { name: goal.name.clone(), value: goal.value, bound: None, gap: None });
    }
    for (points, right) in [(0.0, true), (0.0001, true), (0.002, false)] {
        claims.goals[0] = GoalClaim { name: "least-shortfall".into(), value: points, bound: None, gap: None };
        assert_eq!(check(&scenario, &plan, None, &claims, Demand::KeepHardRules).holds(), right, "{points}");
    }
}

#[test]
fn a_cost_bound_beaten_by_a_rounding_error_leaves_no_gap() {
    let mut claims = claims();
    claims.goals[3].bound = Some(234_905.75);
    claims.goals[3].gap = Some(0.0);
    let verdict = check(&scenario(), &plan(), None, &claims, Demand::KeepHardRules);
    assert!(verdict.holds());
    assert_eq!(verdict.figures.goals[3].gap, Some(0.0));
}
