//! Kinds of saving, and targets in each of their readings.

use super::town::{CENTRES, RENTS, gbp, measure, one_closed, programme, target, town};
use crate::accounts::{State, accounts};
use doorstep_scenario::{Against, Basis, Category, MeasureKind, Measured, Pence, SavingKind};

#[test]
fn one_five_five_five_are_sixteen_million_as_increments_and_five_as_levels() {
    let mut s = town(4);
    let amounts = [(1_000_000, 2026), (5_000_000, 2027), (5_000_000, 2028), (5_000_000, 2029)];
    let wanted = |s: &doorstep_scenario::Scenario| -> Vec<i64> {
        accounts(s, &[]).targets.iter().map(|target| target.wanted.0 / 100_000_000).collect()
    };
    s.targets = amounts.map(|(amount, by)| target(amount, by, Basis::Increment)).to_vec();
    assert_eq!(wanted(&s), [1, 6, 11, 16]);
    s.targets = amounts.map(|(amount, by)| target(amount, by, Basis::AnnualLevel)).to_vec();
    assert_eq!(wanted(&s), [1, 5, 5, 5]);
    // Increments measured in another way are another ladder.
    s.targets = amounts.map(|(amount, by)| target(amount, by, Basis::Increment)).to_vec();
    s.targets[1].measured = Measured::InYear;
    assert_eq!(wanted(&s), [1, 5, 6, 11]);
}

#[test]
fn cash_of_several_years_is_what_the_years_themselves_save() {
    let mut s = town(2);
    programme(&mut s).moves.months = vec![6, 12];
    s.targets = vec![target(210_001, 2027, Basis::CumulativeCash)];
    s.targets[0].counting = vec![SavingKind::CostReduction, SavingKind::Income];
    let found = accounts(&s, &[one_closed(&s)]);
    // £60,000 (half of £140,000 less half of £20,000 of rent) and £120,000.
    let held = &found.targets[0];
    assert_eq!((held.have, held.missing, held.kept), (gbp(180_000), gbp(30_001), false));
    assert_eq!(held.touchable, gbp(280_000));
}

#[test]
fn only_the_kinds_that_are_named_count_but_income_lost_is_never_left_out() {
    let mut s = town(1);
    programme(&mut s).measures = vec![
        measure("lease", CENTRES, MeasureKind::CostReduction, 1_000, 1),
        measure("fees", RENTS, MeasureKind::Income, 3_000, 1),
        measure("demand", CENTRES, MeasureKind::Avoidance, 7_000, 1),
    ];
    let state = one_closed(&s);
    let mut have = |counting: &[SavingKind]| {
        s.targets = vec![target(1, 2026, Basis::AnnualLevel)];
        s.targets[0].counting = counting.to_vec();
        let held = accounts(&s, std::slice::from_ref(&state)).targets.remove(0);
        (held.have.0 / 100, held.income_lost.0 / 100)
    };
    // £140,000 and £1,000 less spent; £20,000 of rent lost, £3,000 of fees won; £7,000 do not come.
    assert_eq!(have(&[SavingKind::CostReduction]), (121_000, -20_000));
    assert_eq!(have(&[SavingKind::CostReduction, SavingKind::Income]), (124_000, 0));
    assert_eq!(have(&[SavingKind::Income]), (-17_000, 0));
    assert_eq!(have(&[SavingKind::CostReduction, SavingKind::Avoidance]), (128_000, -20_000));
    assert_eq!(have(&[SavingKind::FundSwitch]), (-20_000, -20_000));
}

#[test]
fn against_the_base_prices_eat_what_is_saved() {
    let mut s = town(1);
    let p = programme(&mut s);
    p.inflation =
        vec![Category { id: "all".to_owned(), rates: vec![100_000], index: vec![1_100_000_000], source: None }];
    p.category_of = vec![0; 3];
    s.targets = vec![target(1, 2026, Basis::AnnualLevel), target(1, 2026, Basis::AnnualLevel)];
    s.targets[1].against = Against::Base;
    s.lines[RENTS].touchable = false;
    let found = accounts(&s, &[one_closed(&s)]);
    // £280,000 · 1.1 − £140,000 · 1.1 = £154,000; £280,000 − £154,000 = £126,000.
    assert_eq!(found.targets.iter().map(|held| held.have).collect::<Vec<_>>(), [gbp(154_000), gbp(126_000)]);
}

#[test]
fn overheads_leave_no_cash_and_stand_apart() {
    let mut s = town(1);
    s.lines[CENTRES].cashable = false;
    let saved = accounts(&s, &[one_closed(&s)]).savings[0].lines[CENTRES].run_rate;
    assert_eq!((saved.cost_reduction, saved.not_cashable), (Pence::ZERO, gbp(140_000)));
}

#[test]
fn the_order_of_what_runs_changes_nothing() {
    let s = town(2);
    let mut state = State::today(&s);
    state.offers[0].sessions.0 -= 3_000;
    let mut turned = state.clone();
    turned.offers.reverse();
    assert_eq!(accounts(&s, &[state]), accounts(&s, &[turned]));
}

#[test]
fn closing_every_building_is_short_of_sixteen_million_where_a_fifth_is_premises() {
    // 61 centres at £275,000, of which a fifth is the building: £3,355,000 a year.
    let mut s = town(1);
    s.levels[1].costs = vec![(doorstep_scenario::LineIx(CENTRES), gbp(55_000))];
    s.lines[CENTRES].fixed = gbp(61 * 220_000);
    s.sites = vec![s.sites[0].clone(); 61];
    s.baseline.clear();
    s.targets = vec![target(16_000_000, 2026, Basis::AnnualLevel)];
    let mut state = State::today(&s);
    state.levels.fill(doorstep_scenario::LevelIx(0));
    let held = accounts(&s, &[state]).targets.remove(0);
    assert_eq!((held.have, held.missing), (gbp(3_355_000), gbp(12_645_000)));
    assert_eq!(held.touchable, gbp(61 * 275_000));
}
