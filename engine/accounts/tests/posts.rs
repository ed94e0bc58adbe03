//! Posts: whole ones, recruitment that fails, and their pay.

use super::blank::share;
use super::town::{CENTRES, gbp, programme, town};
use crate::accounts::{ProblemKind, State, accounts, staff};
use doorstep_scenario::{LineIx, ModeIx, Pence, Role, ServiceIx, StaffNeed};

pub fn role(need: StaffNeed, today: f64) -> Role {
    Role {
        id: "workers".to_owned(),
        name: "workers".to_owned(),
        today,
        need,
        pay: None,
        whole: true,
        turnover: share(0.0),
        hires: None,
    }
}

pub fn cases(cap: &[f64]) -> StaffNeed {
    StaffNeed::Cases { cases: vec![3000.0; cap.len()], cap: cap.to_vec() }
}

#[test]
fn three_thousand_cases_need_79_whole_posts_at_38_and_167_at_18() {
    let mut s = town(3);
    programme(&mut s).roles = vec![role(cases(&[38.0, 18.0, 38.0]), 79.0)];
    let years = staff(&s, &[]).remove(0).years;
    // 3,000 ÷ 38 = 78.9, 3,000 ÷ 18 = 166.7.
    assert_eq!(years.iter().map(|year| year.need as i64).collect::<Vec<_>>(), [79, 167, 79]);
    assert_eq!(years.iter().map(|year| year.hires as i64).collect::<Vec<_>>(), [0, 88, 0]);
    assert_eq!(years[2].exits as i64, 88);
}

#[test]
fn a_need_that_is_whole_is_not_rounded_up_whatever_its_last_bit() {
    let mut s = town(1);
    // 3,000,000 ÷ 0.3 is ten million, and a hair more in binary.
    let need = StaffNeed::Cases { cases: vec![3_000_000.0], cap: vec![0.3] };
    programme(&mut s).roles = vec![role(need, 0.0)];
    assert_eq!(staff(&s, &[])[0].years[0].need as i64, 10_000_000);
    let none = StaffNeed::Cases { cases: vec![0.0], cap: vec![18.0] };
    programme(&mut s).roles = vec![role(none, 0.0)];
    assert_eq!(staff(&s, &[])[0].years[0].need.to_bits(), 0.0_f64.to_bits());
}

#[test]
fn recruitment_that_fails_at_half_leaves_posts_missing_and_says_so() {
    let mut s = town(2);
    let mut workers = role(cases(&[18.0, 18.0]), 79.0);
    workers.turnover = share(0.1);
    workers.hires = Some(vec![44.0, 44.0]);
    workers.pay = Some((LineIx(CENTRES), gbp(50_000)));
    s.lines[CENTRES].fixed = Pence::ZERO;
    programme(&mut s).roles = vec![workers];
    let found = accounts(&s, &[]);
    let years = &found.staff[0].years;
    // 79 · 0.9 = 71 whole posts, 44 more: 115 of 167; 115 · 0.9 = 103, 44 more: 147.
    assert_eq!(years.iter().map(|year| year.have as i64).collect::<Vec<_>>(), [115, 147]);
    assert_eq!(years.iter().map(|year| year.missing as i64).collect::<Vec<_>>(), [52, 20]);
    // Today's 79 are in the base; 36 more at £50,000 are no choice of the plan.
    let line = found.years[0].lines[CENTRES];
    assert_eq!(line.base, gbp(280_000 + 79 * 50_000));
    assert_eq!((line.staff, line.do_nothing), (gbp(36 * 50_000), gbp(280_000 + 115 * 50_000)));
    assert_eq!(line.run_rate, line.do_nothing);
    let kinds: Vec<ProblemKind> = found.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::PostsMissing; 2]);
    assert_eq!(found.problems[0].words, "workers: 52.0 posts are missing of 167.0 needed");
}

#[test]
fn staff_of_sessions_follow_what_runs() {
    let mut s = town(2);
    let mut workers = role(StaffNeed::Sessions(vec![(ServiceIx(0), ModeIx(0), 0.12)]), 2.4);
    workers.whole = false;
    programme(&mut s).roles = vec![workers];
    let mut state = State::today(&s);
    state.offers.truncate(1);
    let years = accounts(&s, &[State::today(&s), state]).staff.remove(0).years;
    // 20 sessions a week at 0.12, then 10.
    assert!((years[0].need - 2.4).abs() < 1e-9);
    assert!((years[1].need - 1.2).abs() < 1e-9);
    assert!((years[1].exits - 1.2).abs() < 1e-9);
}

#[test]
fn posts_that_nobody_fills_are_no_cost_reduction_against_the_base() {
    let mut s = town(1);
    // 79 posts are needed as today; 10 leave and 2 come: 8 of today's stand empty, £400,000.
    let mut workers = role(cases(&[38.0]), 79.0);
    (workers.turnover, workers.hires) = (share(10.0 / 79.0), Some(vec![2.0]));
    workers.pay = Some((LineIx(CENTRES), gbp(50_000)));
    programme(&mut s).roles = vec![workers];
    let saved = accounts(&s, &[]).savings[0].total();
    let from_base = saved.run_rate_from_base;
    assert_eq!((from_base.cost_reduction, from_base.not_cashable), (Pence::ZERO, gbp(400_000)));
    // Doing nothing leaves the same posts empty.
    assert_eq!((saved.run_rate.cost_reduction, saved.run_rate.not_cashable), (Pence::ZERO, Pence::ZERO));
}
