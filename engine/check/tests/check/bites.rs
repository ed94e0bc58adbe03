//! One test for every code: what is wrong is refused under its own name.

use doorstep_check::{Broken, Claims, Code, Demand, Verdict, check};
use doorstep_scenario::{
    BandIx, Condition, Counted, FinancialYear, ModeIx, Near, Of, Pence, Per, Plan, RuleKind, Scenario, ServiceIx,
    Sessions, Share, SiteIx, Strength, Way,
};

use crate::town::{CLOSED, HUB, LINKED, claims, offered, plan, scenario, served, share, today};

const PLAY: ServiceIx = ServiceIx(1);

/// Both modes of either service.
fn both() -> Vec<ModeIx> {
    vec![ModeIx(0), ModeIx(1)]
}

struct Case {
    scenario: Scenario,
    plan: Plan,
    today: Option<Plan>,
    claims: Claims,
}

/// Spoils a good case, with nothing claimed, and asks that exactly this code is found.
#[track_caller]
fn only(code: Code, spoil: impl FnOnce(&mut Case)) -> Broken {
    let found = broken(Claims::default(), spoil);
    let codes: Vec<&str> = found.iter().map(|broken| broken.code).collect();
    assert_eq!(codes, [code.text()], "{found:#?}");
    told(found.into_iter().next().unwrap())
}

/// Spoils a good case with all its claims, and asks that this code is found among others.
#[track_caller]
fn among(code: Code, spoil: impl FnOnce(&mut Case)) -> Broken {
    let found = broken(claims(), spoil);
    told(found.into_iter().find(|broken| broken.code == code.text()).unwrap())
}

#[track_caller]
fn told(broken: Broken) -> Broken {
    assert!(!broken.about.is_empty() && !broken.what.is_empty() && !broken.meaning.is_empty(), "{broken:?}");
    broken
}

fn broken(claims: Claims, spoil: impl FnOnce(&mut Case)) -> Vec<Broken> {
    let mut case = Case { scenario: scenario(), plan: plan(), today: Some(today()), claims };
    spoil(&mut case);
    check(&case.scenario, &case.plan, case.today.as_ref(), &case.claims, Demand::KeepHardRules).broken
}

#[test]
fn a_list_that_is_not_in_order_is_refused() {
    only(Code::NotInOrder, |case| case.plan.levels.reverse());
    only(Code::NotInOrder, |case| case.plan.offers.swap(0, 3));
    only(Code::NotInOrder, |case| case.plan.served.swap(2, 9));
}

#[test]
fn a_level_for_an_unknown_site_is_refused() {
    only(Code::UnknownSite, |case| case.plan.levels.push(("cedar".into(), "hub".into())));
}

#[test]
fn a_site_with_two_levels_is_refused() {
    only(Code::SiteTwice, |case| case.plan.levels.push(("birch".into(), "closed".into())));
}

#[test]
fn a_site_without_a_level_is_refused() {
    let found = only(Code::SiteMissing, |case| drop(case.plan.levels.pop()));
    assert_eq!(found.about, "birch");
}

#[test]
fn an_unknown_level_is_refused() {
    only(Code::UnknownLevel, |case| case.plan.levels[1].1 = "palace".into());
}

#[test]
fn a_level_the_site_may_not_have_is_refused() {
    let found = only(Code::LevelNotAllowed, |case| case.scenario.sites[1].levels = vec![CLOSED, HUB]);
    assert_eq!(found.what, "site `birch` is at `linked` and may only be closed or hub");
}

#[test]
fn an_unknown_service_is_refused_running_or_serving() {
    only(Code::UnknownService, |case| case.plan.offers.push(offered("toy-library", "centre", "ash", 1_000)));
    only(Code::UnknownService, |case| {
        case.plan.served.push(served("a3", "toddlers", "toy-library", "centre", "ash", 1.0));
    });
}

#[test]
fn an_unknown_mode_is_refused_running_or_serving() {
    only(Code::UnknownMode, |case| case.plan.offers.push(offered("stay-and-play", "on-a-bus", "ash", 1_000)));
    only(Code::UnknownMode, |case| {
        case.plan.served.push(served("a3", "toddlers", "stay-and-play", "on-a-bus", "ash", 0.0));
    });
}

#[test]
fn an_unknown_place_is_refused_running_or_serving() {
    only(Code::UnknownPlace, |case| case.plan.offers.push(offered("stay-and-play", "drop-in", "moon", 1_000)));
    only(Code::UnknownPlace, |case| {
        case.plan.served.push(served("a3", "toddlers", "stay-and-play", "centre", "moon", 0.0));
    });
}

#[test]
fn an_offer_where_its_mode_cannot_be_is_refused() {
    only(Code::OfferImpossible, |case| case.plan.offers.insert(4, offered("stay-and-play", "drop-in", "ash", 1_000)));
    only(Code::OfferImpossible, |case| {
        case.plan.offers.insert(2, offered("family-support", "virtual", "library", 1_000));
    });
    only(Code::OfferImpossible, |case| case.scenario.venues[0].kind = "school".into());
    // Birch could never be a hub.
    only(Code::OfferImpossible, |case| {
        case.scenario.sites[1].levels = vec![CLOSED, LINKED];
        case.plan.offers.insert(1, offered("family-support", "centre", "birch", 1_000));
    });
}

#[test]
fn an_offer_listed_twice_is_refused() {
    only(Code::OfferTwice, |case| case.plan.offers.push(offered("stay-and-play", "drop-in", "library", 1_000)));
}

#[test]
fn an_offer_of_no_sessions_is_refused() {
    only(Code::NoSessions, |case| {
        case.plan.offers[1].sessions = Sessions::ZERO;
        case.plan.served.remove(7);
    });
}

#[test]
fn sessions_off_the_step_are_refused() {
    let found = only(Code::OffStep, |case| case.plan.offers[2].sessions = Sessions(4_500));
    assert_eq!(found.what, "stay-and-play / centre / ash runs 4.5 sessions a week, not a multiple of 1");
}

#[test]
fn fewer_sessions_than_the_least_are_refused() {
    only(Code::TooFewSessions, |case| {
        case.scenario.services[0].modes[0].least = Sessions(2_000);
    });
}

#[test]
fn more_sessions_than_the_most_are_refused() {
    only(Code::TooManySessions, |case| case.plan.offers[1].sessions = Sessions(4_500));
}

#[test]
fn an_offer_at_a_site_that_is_not_ready_is_refused() {
    let found = only(Code::SiteNotReady, |case| {
        case.plan.offers.insert(1, offered("family-support", "centre", "birch", 1_000));
    });
    assert!(found.what.contains("at hub; it is at linked"), "{}", found.what);
}

#[test]
fn an_offer_for_everywhere_without_any_base_is_refused() {
    among(Code::NoBase, |case| {
        for level in &mut case.plan.levels {
            level.1 = "closed".into();
        }
    });
}

#[test]
fn more_room_hours_than_there_are_are_refused() {
    // 3 × 3 = 9 of 10 hours is fine, 3 × 4 = 12 is not.
    assert!(broken(Claims::default(), |case| case.plan.offers[3].sessions = Sessions(3_000)).is_empty());
    let found = only(Code::RoomsOverfull, |case| case.plan.offers[3].sessions = Sessions(4_000));
    assert_eq!(found.what, "sessions at `birch` take 12 room hours a week; it has 10 (1 room × 10 hours, linked)");
}

#[test]
fn a_closed_site_has_no_room_hours() {
    let found = among(Code::RoomsOverfull, |case| {
        case.scenario.levels[0].hours = 40.0;
        case.plan.levels[1].1 = "closed".into();
    });
    assert!(found.what.starts_with("sessions at `birch` take 3 room hours a week; it has 0 ("), "{}", found.what);
}

#[test]
fn more_sessions_than_a_venue_has_room_for_are_refused() {
    assert!(broken(Claims::default(), |case| case.plan.offers[4].sessions = Sessions(3_000)).is_empty());
    let found = only(Code::VenueOverfull, |case| case.plan.offers[4].sessions = Sessions(4_000));
    assert_eq!(found.what, "`library` holds 4 sessions a week; it has room for 3");
}

#[test]
fn people_of_an_unknown_area_are_refused() {
    only(Code::UnknownArea, |case| {
        case.plan.served.push(served("a9", "babies", "stay-and-play", "centre", "birch", 1.0));
    });
}

#[test]
fn people_of_an_unknown_group_are_refused() {
    only(Code::UnknownGroup, |case| {
        case.plan.served.push(served("a3", "uncles", "stay-and-play", "centre", "birch", 1.0));
    });
}

#[test]
fn people_served_by_what_does_not_run_are_refused() {
    only(Code::NotRunning, |case| {
        case.plan.served.insert(9, served("a3", "babies", "stay-and-play", "centre", "library", 0.0));
    });
}

#[test]
fn numbers_that_are_no_people_are_refused() {
    for wild in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, f64::MAX] {
        only(Code::NotACount, |case| case.plan.served[0].addressed = wild);
    }
}

#[test]
fn fewer_than_no_people_are_refused() {
    only(Code::BelowZero, |case| case.plan.served[0].addressed = -1e-9);
}

#[test]
fn the_same_people_served_twice_by_the_same_offer_are_refused() {
    only(Code::ServedTwice, |case| {
        case.plan.served[1].addressed = 25.0;
        let again = case.plan.served[1].clone();
        case.plan.served.insert(2, again);
    });
    // Also where the two do not stand together.
    among(Code::ServedTwice, |case| case.plan.served.push(plan().served[0].clone()));
}

#[test]
fn people_the_service_is_not_for_are_refused() {
    only(Code::NotEligible, |case| {
        case.plan.served.insert(2, served("a1", "toddlers", "family-support", "centre", "ash", 3.0));
    });
}

#[test]
fn people_too_far_away_are_refused() {
    // a1 to the library is 1,200 m, beyond the drop-in's last metre; a3 to ash is 3,600 m.
    only(Code::TooFar, |case| {
        case.plan.served[1].addressed = 49.0;
        case.plan.served.insert(2, served("a1", "babies", "stay-and-play", "drop-in", "library", 1.0));
    });
    // a2 to birch has a decay of 0.05, below a least of 0.06.
    only(Code::TooFar, |case| {
        case.scenario.least_decay = share(0.06);
        case.plan.served[4].addressed = 14.0;
        case.plan.served.insert(5, served("a2", "babies", "stay-and-play", "centre", "birch", 10.0));
    });
}

#[test]
fn nobody_comes_where_the_decay_is_nothing_even_without_a_least() {
    only(Code::TooFar, |case| {
        case.scenario.least_decay = Share::ZERO;
        case.plan.served[9].addressed = 15.0;
        case.plan.served.insert(9, served("a3", "toddlers", "stay-and-play", "centre", "ash", 1.0));
    });
}

#[test]
fn a_person_counted_twice_within_a_service_is_refused() {
    // 25 babies of a2 would use it; 24 + 1 do, and 2 by drop-in make 26.
    let found = only(Code::CountedTwice, |case| {
        case.plan.offers[4].sessions = Sessions(2_000);
        case.plan.served[5].addressed = 2.0;
    });
    assert_eq!(found.what, "26 of `babies` in a2 addressed by `stay-and-play`; 25 would use it (50 people × 50%)");
    // The same people by another service are no repetition: the good plan has them.
}

#[test]
fn more_people_than_places_are_refused() {
    // The drop-in has 41.04 places: 41 fit, 41.05 do not.
    let found = only(Code::OverCapacity, |case| {
        case.plan.served[4].addressed = 23.9;
        case.plan.served[5].addressed = 1.05;
    });
    assert!(found.what.contains("41.05 people") && found.what.contains("41.04"), "{}", found.what);
}

#[test]
fn an_amount_too_large_for_pence_is_refused() {
    among(Code::MoneyTooLarge, |case| {
        case.scenario.services[0].modes[0].session_costs[0].1 = Pence::MOST;
        case.plan.offers[0].sessions = Sessions(u32::MAX);
    });
}

#[test]
fn too_few_sites_are_refused_overall_or_in_a_district() {
    let found = only(Code::TooFewSites, |case| {
        case.scenario.rules[0].kind =
            RuleKind::AtLeast { count: 1, levels: vec![HUB], per: Per::District, sites: None };
    });
    assert_eq!(found.what, "rule `a-hub`: west has 0 sites at hub, wanted at least 1");
}

#[test]
fn too_many_sites_are_refused() {
    let found = only(Code::TooManySites, |case| {
        case.scenario.rules[3].kind =
            RuleKind::AtMost { count: 1, levels: vec![HUB, LINKED], per: Per::Overall, sites: None };
    });
    assert_eq!(found.what, "rule `few-linked`: overall has 2 sites at hub or linked, allowed at most 1");
}

#[test]
fn too_few_people_reached_are_refused() {
    let found = only(Code::TooFewReached, |case| {
        case.plan.served.truncate(8);
        case.plan.served.push(served("a3", "babies", "stay-and-play", "centre", "birch", 23.9));
    });
    assert_eq!(
        found.what,
        "rule `play-for-all`: `stay-and-play` reaches 23.9 people in west, wanted at least 24 (20% of 120)"
    );
}

#[test]
fn a_broken_lock_is_refused() {
    let found = only(Code::LockBroken, |case| {
        case.scenario.rules[1].kind = RuleKind::Lock { site: SiteIx(1), level: HUB };
    });
    assert_eq!(found.what, "rule `ash-stays`: site `birch` is at linked, held at hub");
}

#[test]
fn a_target_missed_by_a_penny_is_refused() {
    assert!(broken(Claims::default(), |case| case.scenario.targets[0].amount = Pence(11_790_433)).is_empty());
    let found = only(Code::TargetMissed, |case| case.scenario.targets[0].amount = Pence(11_790_434));
    assert_eq!(found.what, "target `agreed` demands £117,904.34; £117,904.33 counts, £0.01 less");
}

#[test]
fn a_target_that_counts_nothing_is_missed() {
    only(Code::TargetMissed, |case| case.scenario.targets[0].counting.clear());
}

#[test]
fn a_claim_about_nothing_is_refused() {
    among(Code::ClaimUnknown, |case| case.claims.spend.push(("travel".into(), Pence::ZERO)));
}

#[test]
fn a_claim_made_twice_is_refused() {
    among(Code::ClaimTwice, |case| {
        let again = case.claims.savings[0].clone();
        case.claims.savings.push(again);
    });
}

#[test]
fn a_list_of_claims_with_a_hole_is_refused() {
    let found = among(Code::ClaimMissing, |case| drop(case.claims.reached.remove(0)));
    assert_eq!(found.about, "family-support");
}

#[test]
fn claims_that_are_no_numbers_are_refused() {
    among(Code::ClaimNotANumber, |case| case.claims.reached[0].1 = f64::NAN);
    among(Code::ClaimNotANumber, |case| case.claims.goals[0].value = f64::NAN);
    among(Code::ClaimNotANumber, |case| case.claims.goals[1].value = f64::INFINITY);
    among(Code::ClaimNotANumber, |case| case.claims.goals[1].bound = Some(f64::INFINITY));
    among(Code::GapDiffers, |case| case.claims.goals[1].gap = Some(f64::NAN));
}

#[test]
fn a_penny_more_or_less_spent_is_refused() {
    for line in 0..4 {
        among(Code::SpendDiffers, |case| case.claims.spend[line].1 += Pence(1));
        among(Code::SpendDiffers, |case| case.claims.spend[line].1 -= Pence(1));
    }
}

#[test]
fn a_penny_more_or_less_saved_is_refused() {
    let found = among(Code::SavingDiffers, |case| case.claims.savings[1].1 += Pence(1));
    assert_eq!(found.what, "the saving counted by `stretch` is claimed as £117,904.34; it is £117,904.33");
    among(Code::SavingDiffers, |case| case.claims.savings[0].1 -= Pence(1));
}

#[test]
fn a_thousandth_of_a_person_more_or_less_is_refused() {
    among(Code::ReachDiffers, |case| case.claims.reached[0].1 += 0.001);
    among(Code::ReachDiffers, |case| case.claims.reached[1].1 -= 0.001);
}

#[test]
fn goals_in_another_order_or_number_are_refused() {
    among(Code::GoalsDiffer, |case| case.claims.goals.swap(0, 1));
    among(Code::GoalsDiffer, |case| drop(case.claims.goals.pop()));
    let found = among(Code::GoalsDiffer, |case| case.claims.goals[0].name = "most-profit".into());
    assert!(found.what.contains("most-profit, most-reach"), "{}", found.what);
}

#[test]
fn another_value_of_a_goal_is_refused() {
    let least = [0.001, 0.001, 0.001, 0.01, 1.0];
    for (goal, least) in least.into_iter().enumerate() {
        among(Code::GoalDiffers, |case| case.claims.goals[goal].value += least);
        among(Code::GoalDiffers, |case| case.claims.goals[goal].value -= least);
    }
}

#[test]
fn a_bound_that_the_plan_itself_beats_is_refused() {
    among(Code::BoundWrongSide, |case| case.claims.goals[1].bound = Some(440.0)); // 440.1055 is more
    among(Code::BoundWrongSide, |case| case.claims.goals[3].bound = Some(234_906.0)); // £234,905.65 is less
    among(Code::BoundWrongSide, |case| case.claims.goals[4].bound = Some(2.0));
    // Within the tolerance it is the same number.
    let claims = broken(claims(), |case| {
        case.claims.goals[1].bound = Some(440.1054);
        case.claims.goals[1].gap = Some(0.0);
    });
    assert_eq!(claims, Vec::new());
}

#[test]
fn another_gap_is_refused_and_so_is_one_without_a_bound() {
    among(Code::GapDiffers, |case| case.claims.goals[1].gap = Some(0.1999));
    among(Code::GapDiffers, |case| case.claims.goals[2].gap = Some(0.0));
    among(Code::GapDiffers, |case| case.claims.goals[4].gap = Some(0.0));
}

/// A rule that today's reach is kept in full, which the plan does.
fn keep(case: &mut Case, strength: Strength) {
    case.scenario.rules[0].kind =
        RuleKind::KeepReach { service: PLAY, modes: both(), lose_at_most: Share::ZERO, per: Per::Overall };
    case.scenario.rules[0].strength = strength;
}

#[test]
fn a_rule_about_today_without_today_is_refused_whether_it_must_hold_or_not() {
    for strength in [Strength::Hard, Strength::Soft { price: 1.0 }] {
        let found = only(Code::TodayMissing, |case| {
            keep(case, strength);
            case.today = None;
        });
        assert_eq!(
            found.what,
            "rule `a-hub`: it compares with who is reached today by `stay-and-play`, which is not given"
        );
    }
    let mut case = Case { scenario: scenario(), plan: plan(), today: None, claims: Claims::default() };
    keep(&mut case, Strength::Hard);
    let described = check(&case.scenario, &case.plan, None, &case.claims, Demand::ReportOnly);
    assert!(!described.holds() && !described.rules[0].kept);
}

/// Spoils today where it is compared with, and where it is not.
#[track_caller]
fn today_only(code: Code, spoil: impl Fn(&mut Scenario, &mut Plan)) -> Broken {
    let spoilt = |case: &mut Case| {
        let mut today = today();
        spoil(&mut case.scenario, &mut today);
        case.today = Some(today);
    };
    assert_eq!(broken(Claims::default(), spoilt), Vec::new());
    only(code, |case| {
        keep(case, Strength::Hard);
        spoilt(case);
    })
}

#[test]
fn a_today_of_other_levels_or_offers_is_refused() {
    let found = today_only(Code::TodayDiffers, |_, today| today.levels[1].1 = "linked".into());
    assert_eq!(found.what, "entry 2 of `levels` of today is given as `birch` at linked; it is `birch` at hub");
    today_only(Code::TodayDiffers, |_, today| today.levels.reverse());
    today_only(Code::TodayDiffers, |_, today| today.levels.push(("cedar".into(), "hub".into())));
    // Half a session more, which has the same people come.
    let found = today_only(Code::TodayDiffers, |_, today| today.offers[0].sessions = Sessions(2_500));
    let ash = "sessions a week of family-support / centre / ash";
    assert_eq!(found.what, format!("entry 1 of `offers` of today is given as 2.5 {ash}; it is 2 {ash}"));
    today_only(Code::TodayDiffers, |_, today| today.offers.swap(0, 1));
    let found = today_only(Code::TodayDiffers, |_, today| {
        today.offers.push(offered("stay-and-play", "drop-in", "library", 1_000));
    });
    assert!(found.what.ends_with("; it is nothing"), "{}", found.what);
}

#[test]
fn a_today_whose_people_could_not_have_come_is_refused() {
    // Capacity, potential, distance, form.
    let found = today_only(Code::TodayBroken, |scenario, today| {
        scenario.baseline[2].sessions = Sessions(2_000);
        today.offers[2].sessions = Sessions(2_000);
    });
    assert!(found.what.starts_with("today: 172.25 people a year come to stay-and-play"), "{}", found.what);
    let found = today_only(Code::TodayBroken, |_, today| today.served[5].addressed = 41.0);
    assert_eq!(
        found.what,
        "today: 41 of `toddlers` in a2 addressed by `stay-and-play`; 40 would use it (100 people × 40%)"
    );
    today_only(Code::TodayBroken, |_, today| today.served[8].place = "ash".into());
    today_only(Code::TodayBroken, |_, today| today.served.swap(0, 1));
    today_only(Code::TodayBroken, |_, today| today.served[8].addressed = f64::NAN);
}

#[test]
fn a_today_that_leaves_people_out_beside_free_places_is_refused() {
    let found = today_only(Code::TodayBelow, |_, today| drop(today.served.remove(8)));
    assert_eq!(
        found.what,
        "today: 40 people come to stay-and-play / centre / birch, which has room for 120; 16 more would be reached there"
    );
    // Babies of a2 sent to birch, where one in twenty comes, though ash has room: 25 × (0.65 − 0.05).
    let found = today_only(Code::TodayBelow, |_, today| today.served[4].place = "birch".into());
    assert!(found.what.ends_with("ash, which has room for 240; 15 more would be reached there"), "{}", found.what);
    // 11 toddlers have no place where birch is full, and none at ash, which is too far.
    let full = |case: &mut Case| {
        keep(case, Strength::Hard);
        case.scenario.baseline[3].sessions = Sessions(1_000);
        case.scenario.services[1].modes[0].places = 15; // q = 45: 45 of 56 come to birch, 180 is enough at ash
        let mut today = today();
        today.offers[3].sessions = Sessions(1_000);
        today.served[8].addressed = 5.0;
        case.today = Some(today);
        case.plan.offers[3].sessions = Sessions(2_000);
    };
    assert_eq!(broken(Claims::default(), full), Vec::new());
    // Nor is anybody looked for whom the most reach does not count.
    for spoil in
        [(|scenario| scenario.services[1].weight = 0.0) as fn(&mut Scenario), |scenario| scenario.areas[2].need = 0.0]
    {
        let unweighted = |case: &mut Case| {
            keep(case, Strength::Hard);
            spoil(&mut case.scenario);
            let mut today = today();
            today.served.remove(8);
            case.today = Some(today);
        };
        assert_eq!(broken(Claims::default(), unweighted), Vec::new());
    }
}

/// Puts this rule in the place of the first.
#[track_caller]
fn refused_by(code: Code, kind: RuleKind) {
    let found = only(code, |case| case.scenario.rules[0].kind = kind);
    assert_eq!(found.about, "a-hub");
    assert!(found.what.starts_with("rule `a-hub`: "), "{}", found.what);
}

#[test]
fn every_other_rule_that_must_hold_is_refused_under_its_own_name() {
    let ash = SiteIx(0);
    let counted = || Counted { service: PLAY, modes: both(), least: Sessions(2_000) };
    let (of, within) = (Of::People, Way(1_200));
    let is_closed = || Condition::SiteAt { site: ash, levels: vec![CLOSED] };
    let is_hub = || Condition::SiteAt { site: ash, levels: vec![HUB] };
    let (sessions, people, per) = (Sessions(2_000), 50, Per::Overall);
    refused_by(Code::TooFewInBand, RuleKind::SitesShare { levels: vec![HUB], at_least: Share::ALL, band: BandIx(0) });
    let at_least = Share::ALL;
    refused_by(Code::TooFewNear, RuleKind::AccessShare { counted: counted(), within, at_least, of, per });
    let (at_most, by) = (Share::ZERO, Per::District);
    refused_by(Code::GapTooWide, RuleKind::AccessGap { counted: counted(), within, at_most, of, per: by });
    let (service, modes, lose_at_most) = (PLAY, vec![ModeIx(0)], Share::ZERO);
    refused_by(Code::TooFewKept, RuleKind::KeepReach { service, modes, lose_at_most, per });
    refused_by(Code::LevelForbidden, RuleKind::Forbid { site: ash, levels: vec![HUB] });
    refused_by(Code::ChangedTooSoon, RuleKind::NotBefore { site: SiteIx(1), year: FinancialYear(2_029) });
    refused_by(Code::ConsequenceMissing, RuleKind::IfThen { when: is_hub(), then: is_closed() });
    let among = vec![is_hub(), is_closed()];
    refused_by(Code::ConditionsMiscounted, RuleKind::EitherOr { among, at_least: 2, at_most: 2 });
    let (modes, with, with_modes) = (both(), ServiceIx(0), both());
    refused_by(Code::NotTogether, RuleKind::Together { service, modes, with, with_modes });
    refused_by(Code::NoHubNear, RuleKind::HubSpoke { spokes: vec![LINKED], hubs: vec![HUB], near: Near::SameDistrict });
    refused_by(Code::TooRare, RuleKind::LeastSessions { service, modes: both(), sessions });
    refused_by(Code::TooFewUsers, RuleKind::LeastUsers { service, modes: both(), people });
    let each = vec![(service, ModeIx(0), 0.1)];
    refused_by(Code::TooManyPosts, RuleKind::PostsAtMost { each, at_most: 0.4 });
    refused_by(Code::TooManyChanges, RuleKind::ChangesAtMost { count: 0, per });
    refused_by(Code::TooDear, RuleKind::CostAtMost { amount: Pence(1), lines: None });
    refused_by(Code::ShareTooDear, RuleKind::CostShare { service, modes: both(), at_most });
    let found = only(Code::TooManyLoseNearest, |case| {
        case.scenario.rules[0].kind = RuleKind::NearestLost { at_most, per };
        case.scenario.rules[4].strength = Strength::Soft { price: 1.0 };
        case.plan.levels[1].1 = "closed".into();
        case.plan.offers.remove(3);
        case.plan.served.truncate(8);
    });
    assert_eq!(found.about, "a-hub");
    let found = only(Code::NotEverybody, |case| {
        case.scenario.rules[0].kind = RuleKind::ServeEveryone { service };
        case.plan.served[2].addressed = 79.0;
    });
    assert_eq!(found.about, "a-hub");
}

#[test]
fn every_code_has_a_test_here_and_no_two_are_the_same() {
    let here = include_str!("bites.rs");
    for code in Code::ALL {
        let named = [format!("(Code::{code:?},"), format!("(\n        Code::{code:?},")];
        // Those of programmes are named there as they are printed.
        let printed = format!("\"{}\"", code.text());
        let of_programmes = [include_str!("programme.rs"), include_str!("spoilt.rs")];
        let of_programmes = of_programmes.iter().any(|there| there.contains(&printed));
        assert!(of_programmes || named.iter().any(|named| here.contains(named)), "{code:?} has no test");
    }
    let texts: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(texts.len(), Code::ALL.len());
}

#[test]
fn many_breaks_of_one_kind_are_counted_and_the_first_listed() {
    let found = broken(Claims::default(), |case| {
        for number in 0..100 {
            case.plan.served.push(served(&format!("z{number:02}"), "babies", "stay-and-play", "centre", "ash", 1.0));
        }
    });
    assert_eq!(found.len(), Verdict::LISTED + 1);
    assert_eq!(found.last().unwrap().what, "and 80 more of the same kind");
}
