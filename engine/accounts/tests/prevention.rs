//! Effects of prevention: none unless asked for, and by hand where they are.

use super::blank::share;
use super::posts::{cases, role};
use super::town::{CENTRES, gbp, one_closed, programme, target, town};
use crate::accounts::{Accounts, ReachPath, State, accounts, accounts_with};
use doorstep_scenario::{
    Basis, Delivery, LineIx, Measured, Pence, Place, Prevention, Rag, SavingKind, Scenario, ServiceIx,
};

/// An effect on the first role of people the first service reaches.
fn effect(lag: u32, effect: f64) -> Prevention {
    Prevention {
        id: "early".to_owned(),
        service: ServiceIx(0),
        role: 0,
        lag,
        effect,
        range: (0.0, effect.max(0.0)),
        max_effect: share(0.1),
        evidence: None,
        used: true,
        place: Place::file("by hand"),
    }
}

/// A town of three years with 3,000 cases at 18 each, as many as are needed in post, at £50,000.
fn staffed(whole: bool) -> Scenario {
    let mut s = town(3);
    let mut workers = role(cases(&[18.0; 3]), if whole { 167.0 } else { 3000.0 / 18.0 });
    workers.whole = whole;
    workers.pay = Some((LineIx(CENTRES), gbp(50_000)));
    programme(&mut s).roles = vec![workers];
    s
}

/// So many people more than in the baseline year, by year.
fn reach(more: [f64; 3]) -> ReachPath {
    ReachPath { baseline: vec![2000.0], years: more.iter().map(|more| vec![2000.0 + more]).collect() }
}

fn posts(found: &Accounts) -> Vec<f64> {
    found.staff[0].years.iter().map(|year| year.need).collect()
}

fn are(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9), "{found:?}");
}

#[test]
fn five_hundred_people_more_are_ten_cases_fewer_a_year_later() {
    let mut s = staffed(false);
    programme(&mut s).prevention = vec![effect(1, 0.02)];
    let found = accounts_with(&s, &[], Some(&reach([500.0; 3])));
    // 3,000 − 0.02 · 500 = 2,990 from the second year on: 2,990 ÷ 18 = 166.1 posts.
    are(&posts(&found), &[3000.0 / 18.0, 2990.0 / 18.0, 2990.0 / 18.0]);
    are(&found.prevention.effects[0].fewer_cases, &[0.0, 10.0, 10.0]);
    // 166.67 posts are £8,333,333.33 and 166.11 are £8,305,555.56: £27,777.77 between them.
    assert_eq!(found.prevention.avoided, [Pence(0), Pence(2_777_777), Pence(2_777_777)]);
    // 2,990 at 18 are 167 whole posts, as before: nothing is saved. 2,980 are 166.
    let mut whole = staffed(true);
    programme(&mut whole).prevention = vec![effect(1, 0.02)];
    let found = accounts_with(&whole, &[], Some(&reach([500.0, 1000.0, 1000.0])));
    are(&posts(&found), &[167.0, 167.0, 166.0]);
    assert_eq!(found.prevention.avoided, [Pence(0), Pence(0), gbp(50_000)]);
}

#[test]
fn nothing_is_counted_unless_it_is_used_given_a_size_and_reach_is_known() {
    let s = staffed(true);
    let states = [one_closed(&s)];
    let without = accounts(&s, &states);
    let told = |change: &dyn Fn(&mut Prevention), reach: Option<&ReachPath>| {
        let mut s = s.clone();
        let mut early = effect(1, 0.05);
        change(&mut early);
        programme(&mut s).prevention = vec![early];
        Accounts { prevention: without.prevention.clone(), ..accounts_with(&s, &states, reach) }
    };
    let far = reach([-1900.0; 3]);
    assert_eq!(told(&|effect| effect.used = false, Some(&far)), without);
    assert_eq!(told(&|effect| effect.effect = 0.0, Some(&far)), without);
    assert_eq!(told(&|_| {}, None), without);
    assert_eq!(told(&|_| {}, Some(&reach([0.0; 3]))), without);
    assert_eq!(told(&|effect| effect.lag = 3, Some(&far)), without);
    assert_ne!(told(&|_| {}, Some(&far)), without);
}

#[test]
fn what_is_lost_adds_as_many_cases_as_what_is_gained_takes_away() {
    let mut s = staffed(false);
    programme(&mut s).prevention = vec![effect(0, 0.02)];
    let [more, less] = [500.0, -500.0].map(|change| accounts_with(&s, &[], Some(&reach([change; 3]))));
    are(&posts(&more), &[2990.0 / 18.0; 3]);
    are(&posts(&less), &[3010.0 / 18.0; 3]);
    // To the penny each sum is rounded to.
    assert!(
        more.prevention.avoided.iter().zip(&less.prevention.avoided).all(|(more, less)| (*more + *less).0.abs() <= 1)
    );
}

#[test]
fn effects_together_take_no_more_than_the_least_bound_away_and_add_without_bound() {
    let mut s = staffed(false);
    let mut second = effect(0, 0.5);
    second.max_effect = share(0.05);
    programme(&mut s).prevention = vec![effect(0, 0.5), second];
    // Σ ε · 500 = 500 cases of 3,000; 5 % are 150.
    let found = accounts_with(&s, &[], Some(&reach([500.0; 3])));
    are(&posts(&found), &[2850.0 / 18.0; 3]);
    let found = accounts_with(&s, &[], Some(&reach([-500.0; 3])));
    are(&posts(&found), &[3500.0 / 18.0; 3]);
}

/// A target of £50,000 a year by the last year that counts these kinds, beside one that counts avoidance alone.
fn asked(s: &mut Scenario) {
    s.targets = [vec![SavingKind::CostReduction, SavingKind::Income], vec![SavingKind::Avoidance]]
        .map(|counting| {
            let mut target = target(50_000, 2028, Basis::AnnualLevel);
            (target.counting, target.measured) = (counting, Measured::RunRate);
            target
        })
        .to_vec();
}

#[test]
fn what_is_gained_is_avoidance_alone_and_meets_no_other_target() {
    let mut s = staffed(true);
    programme(&mut s).prevention = vec![effect(1, 0.02)];
    programme(&mut s).delivery = Some(Delivery { odds: [share(1.0); 3], footprint: [Rag::Green; 4], source: None });
    asked(&mut s);
    let found = accounts_with(&s, &[], Some(&reach([1000.0; 3])));
    let saved = found.savings[2].total().run_rate;
    assert_eq!((saved.avoidance, saved.cash(), saved.cost_reduction), (gbp(50_000), Pence::ZERO, Pence::ZERO));
    assert_eq!(saved.general_fund(), gbp(50_000));
    let kept: Vec<(i64, bool)> = found.targets.iter().map(|held| (held.have.0 / 100, held.kept)).collect();
    assert_eq!(kept, [(0, false), (50_000, true)]);
    // Neither present values nor odds nor what pays back one-offs know of it.
    assert_eq!(found.delivery.as_ref().unwrap().headline, Pence::ZERO);
    // It is no part of what doing nothing costs, and the year costs that much less.
    let line = found.years[2].lines[CENTRES];
    assert_eq!(line.do_nothing - line.net_run_rate(), gbp(50_000));
    let step = found.waterfall.iter().find(|step| step.name.starts_with("Prevention")).unwrap();
    assert_eq!(step.amount, gbp(-50_000));
}

#[test]
fn what_is_lost_is_paid_and_taken_off_targets_that_do_not_count_avoidance() {
    let mut s = staffed(true);
    programme(&mut s).prevention = vec![effect(1, 0.02)];
    programme(&mut s).delivery = Some(Delivery { odds: [share(0.5); 3], footprint: [Rag::Green; 4], source: None });
    asked(&mut s);
    // 3,020 cases at 18 are 168 posts: £50,000 more.
    let found = accounts_with(&s, &[], Some(&reach([-1000.0; 3])));
    let saved = found.savings[2].total();
    assert_eq!((saved.run_rate.avoidance, saved.run_rate.prevention_lost), (gbp(-50_000), gbp(-50_000)));
    assert_eq!((saved.in_year.cash(), saved.run_rate.cost_reduction), (gbp(-50_000), Pence::ZERO));
    let have: Vec<(i64, i64)> =
        found.targets.iter().map(|held| (held.have.0 / 100, held.prevention_lost.0 / 100)).collect();
    assert_eq!(have, [(-50_000, -50_000), (-50_000, 0)]);
    // What costs more is certain, whatever its odds.
    assert_eq!(found.delivery.unwrap().expected, gbp(-50_000));
}

#[test]
fn the_break_even_is_arithmetic_whether_the_effect_is_used_or_not() {
    let mut s = staffed(true);
    let mut early = effect(1, 0.0);
    early.used = false;
    programme(&mut s).prevention = vec![early];
    // Ten sessions a week less are £40,000; a case costs £50,000 ÷ 18 = £2,777.78; 500 people fewer are
    // reached: 40,000 ÷ (500 · 2,777.78) = 0.0288.
    let states = [State::today(&s), State::today(&s), one_closed(&s)];
    let found = accounts_with(&s, &states, Some(&reach([0.0, 0.0, -500.0]))).prevention.effects.remove(0);
    assert_eq!(found.cost_change, gbp(-40_000));
    assert!((found.pay_per_case.unwrap() - 5_000_000.0 / 18.0).abs() < 1e-6);
    assert!((found.break_even.unwrap() - 0.0288).abs() < 1e-12);
    let found = accounts_with(&s, &states, Some(&reach([0.0; 3]))).prevention.effects.remove(0);
    assert_eq!(found.break_even, None);
}

#[test]
fn people_who_come_whatever_is_decided_are_no_effect() {
    let nothing = [vec![100.0], vec![120.0], vec![130.0]];
    let plan = [vec![90.0], vec![120.0], vec![160.0]];
    let path = ReachPath::beside(&nothing, &plan);
    assert_eq!(path.years.iter().map(|year| year[0] - path.baseline[0]).collect::<Vec<_>>(), [-10.0, 0.0, 30.0]);
    assert_eq!(ReachPath::beside(&[], &[]), ReachPath::default());
}
