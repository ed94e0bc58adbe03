//! Whatever a plan holds, there is a verdict.

use doorstep_check::{Claims, Demand, GoalClaim, check};
use doorstep_scenario::{Pence, Plan, Sessions};

use crate::book;
use crate::corruption::Draw;
use crate::town::{self, claims, offered, plan, scenario, served};

#[test]
fn an_empty_plan_is_refused_for_its_missing_sites() {
    let verdict = check(&scenario(), &Plan::default(), None, &claims(), Demand::ReportOnly);
    assert_eq!(verdict.broken[0].code, "CK04");
}

#[test]
fn plans_of_random_words_and_numbers_never_stop_the_checker() {
    let words = [
        "",
        "ash",
        "birch",
        "library",
        "everywhere",
        "hub",
        "linked",
        "closed",
        "babies",
        "toddlers",
        "a1",
        "a2",
        "a3",
        "family-support",
        "stay-and-play",
        "centre",
        "virtual",
        "drop-in",
        "\u{0}",
        "Straße/é",
        "least-cost",
        "staff",
    ];
    let numbers = [0.0, -0.0, 1.0, -1.0, 1e-320, 1e10, 1e300, f64::MAX, f64::MIN, f64::NAN, f64::INFINITY, 3.5];
    let mut draw = Draw(7);
    let mut last: Option<Plan> = None;
    for turn in 0..6_000 {
        // Every other one under the whole rule book, with another of them as today.
        let (scenario, today) = if turn % 2 == 0 { (scenario(), None) } else { (book::scenario(), last.take()) };
        let mut word = || words[draw.below(words.len())].to_owned();
        let mut wild = Plan::default();
        for _ in 0..3 {
            wild.levels.push((word(), word()));
        }
        for _ in 0..4 {
            wild.offers.push(offered(&word(), &word(), &word(), 0));
        }
        for _ in 0..6 {
            wild.served.push(served(&word(), &word(), &word(), &word(), &word(), 0.0));
        }
        let mut said = Claims {
            spend: vec![(word(), Pence(i64::MIN)), (word(), Pence(i64::MAX))],
            savings: vec![(word(), Pence(0))],
            reached: vec![(word(), 0.0)],
            reached_by_area: Vec::new(),
            goals: vec![GoalClaim { name: word(), value: 0.0, bound: None, gap: None }],
        };
        if draw.below(2) == 0 {
            said.goals = claims().goals;
        }
        for offer in &mut wild.offers {
            offer.sessions = Sessions([0, 1, 500, 1_000, u32::MAX][draw.below(5)]);
        }
        let mut number = || numbers[draw.below(numbers.len())];
        wild.served.iter_mut().for_each(|row| row.addressed = number());
        said.reached[0].1 = number();
        for goal in &mut said.goals {
            *goal = GoalClaim { value: number(), bound: Some(number()), gap: Some(number()), ..goal.clone() };
        }
        assert!(!check(&scenario, &wild, today.as_ref(), &said, Demand::ReportOnly).holds());
        last = Some(wild);
    }
}

#[test]
fn an_empty_plan_under_the_whole_rule_book_is_refused() {
    for today in [None, Some(Plan::default()), Some(town::today())] {
        let verdict = check(&book::scenario(), &Plan::default(), today.as_ref(), &claims(), Demand::KeepHardRules);
        assert_eq!(verdict.broken[0].code, "CK04");
        assert_eq!(verdict.rules.len(), book::scenario().rules.len());
    }
}

#[test]
fn the_same_plan_gives_the_same_verdict() {
    let mut bad = plan();
    bad.served.reverse();
    bad.offers.truncate(2);
    let once = check(&scenario(), &bad, None, &claims(), Demand::KeepHardRules);
    assert_eq!(once, check(&scenario(), &bad, None, &claims(), Demand::KeepHardRules));
    assert!(once.broken.len() > 5);
}
