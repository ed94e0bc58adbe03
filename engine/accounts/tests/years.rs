//! Years: part of one, prices, pressures, staff, and the way from one budget to the next.

use super::town::{CENTRES, GRANT, RENTS, gbp, measure, one_closed, programme, town};
use crate::accounts::{Accounts, Roll, SavingsYear, State, accounts};
use doorstep_scenario::{Category, LineIx, MeasureKind, Pence, Pressure, Scenario};

/// The second centre closes in the first year.
fn closing(s: &Scenario) -> Accounts {
    accounts(s, &[one_closed(s)])
}

#[test]
fn a_centre_of_100_000_pounds_closing_on_1_october_saves_50_000_in_the_year_and_100_000_after() {
    let mut s = town(2);
    programme(&mut s).moves.months = vec![6, 12];
    s.baseline.clear();
    s.levels[1].costs.truncate(1);
    let found = closing(&s);
    let saved: Vec<_> = found.savings.iter().map(SavingsYear::total).collect();
    assert_eq!(saved[0].in_year.cost_reduction, gbp(50_000));
    assert_eq!(saved[0].run_rate.cost_reduction, gbp(100_000));
    assert_eq!(saved[1].in_year.cost_reduction, gbp(100_000));
    assert_eq!(saved[1].run_rate.cost_reduction, gbp(100_000));
    // The other half comes as a full-year effect in the second year.
    assert_eq!(found.years[0].lines[CENTRES].full_year_effect(), gbp(-50_000));
    assert_eq!(found.rolls[1][CENTRES].earlier_moves, gbp(-50_000));
}

#[test]
fn sessions_go_with_the_centre_at_the_same_date_and_its_rents_are_lost() {
    let mut s = town(1);
    programme(&mut s).moves.months = vec![6];
    let found = closing(&s);
    let saved = found.savings[0].total();
    // £100,000 + £40,000 of sessions, half of it in the year; £20,000 of rent lost, half of it.
    assert_eq!((saved.run_rate.cost_reduction, saved.in_year.cost_reduction), (gbp(140_000), gbp(70_000)));
    assert_eq!((saved.run_rate.income, saved.in_year.income), (gbp(-20_000), gbp(-10_000)));
    assert_eq!(saved.run_rate.cash(), gbp(120_000));
    assert_eq!(found.years[0].lines[RENTS].run_rate, gbp(-20_000));
}

#[test]
fn doing_nothing_is_base_and_prices_and_pressures_and_no_year_forgets_the_one_before() {
    let mut s = town(2);
    let p = programme(&mut s);
    // 2 %, then 5 %: 1.02 and 1.071.
    p.inflation = vec![Category {
        id: "all".to_owned(),
        rates: vec![20_000, 50_000],
        index: vec![1_020_000_000, 1_071_000_000],
        source: None,
    }];
    p.category_of = vec![0; 3];
    p.pressures = vec![Pressure {
        id: "levy".to_owned(),
        line: LineIx(CENTRES),
        amounts: vec![gbp(1_000), gbp(4_000)],
        why: None,
        source: None,
    }];
    p.measures = vec![measure("lease", CENTRES, MeasureKind::CostReduction, 10_000, 2)];
    p.moves.months = vec![6, 12];
    let found = closing(&s);
    let [first, second] = [0, 1].map(|at| found.years[at].lines[CENTRES]);
    // £280,000 today; 2 % is £5,600.
    assert_eq!((first.base, first.prices, first.pressures), (gbp(280_000), gbp(5_600), gbp(1_000)));
    assert_eq!(first.do_nothing, gbp(286_600));
    assert_eq!((second.prices, second.do_nothing), (gbp(19_880), gbp(303_880)));
    // Half a year of £140,000 · 1.02 less; then all of £140,000 · 1.071.
    assert_eq!((first.run_rate, first.in_year), (gbp(143_800), gbp(215_200)));
    assert_eq!((second.run_rate, second.in_year), (gbp(153_940), gbp(153_940)));
    assert_eq!((first.measured(), second.measured()), (gbp(10_200), gbp(10_710)));
    assert_eq!(first.net_in_year(), gbp(205_000));
    let rolls = [0, 1].map(|at| found.rolls[at][CENTRES]);
    let expected = Roll {
        opening: gbp(280_000),
        earlier_moves: Pence::ZERO,
        inflation: gbp(5_600),
        pressures: gbp(1_000),
        staff: Pence::ZERO,
        moves: gbp(-71_400),
        measures: gbp(-10_200),
        closing: gbp(205_000),
    };
    assert_eq!(rolls[0], expected);
    // In the second year prices move only what still stands: £142,800 · 5 % = £7,140.
    let expected = Roll {
        opening: gbp(205_000),
        earlier_moves: gbp(-71_400),
        inflation: gbp(7_140),
        pressures: gbp(3_000),
        staff: Pence::ZERO,
        moves: Pence::ZERO,
        measures: gbp(-510),
        closing: gbp(143_230),
    };
    assert_eq!(rolls[1], expected);
    assert_eq!(rolls.map(|roll| roll.sum()), rolls.map(|roll| roll.closing));
}

#[test]
fn a_line_that_may_not_be_touched_stays_whatever_is_decided() {
    let mut s = town(1);
    s.lines[CENTRES].touchable = false;
    let found = closing(&s);
    let line = found.years[0].lines[CENTRES];
    assert_eq!((line.run_rate, line.in_year), (line.do_nothing, line.do_nothing));
    assert_eq!(found.savings[0].lines[CENTRES].run_rate.less(), Pence::ZERO);
    assert_eq!(found.savings[0].touchable, Pence::ZERO);
}

#[test]
fn without_states_nothing_is_done() {
    let s = town(3);
    let found = accounts(&s, &[]);
    assert_eq!(found, accounts(&s, &[State::today(&s), State::today(&s), State::today(&s)]));
    assert!(found.years.iter().all(|year| year.total().net_in_year() == year.total().do_nothing));
    assert!(found.problems.is_empty());
    assert_eq!(found.years[2].lines[GRANT].do_nothing, gbp(300_000));
}

#[test]
fn the_steps_from_base_to_proposal_are_what_they_say() {
    let mut s = town(1);
    let p = programme(&mut s);
    p.inflation =
        vec![Category { id: "all".to_owned(), rates: vec![100_000], index: vec![1_100_000_000], source: None }];
    p.category_of = vec![0; 3];
    p.measures = vec![measure("lease", CENTRES, MeasureKind::CostReduction, 10_000, 1)];
    let found = closing(&s);
    let steps: Vec<(&str, Pence)> = found.waterfall.iter().map(|step| (step.name.as_str(), step.amount)).collect();
    // £280,000 of centres, £40,000 of rent, £300,000 of services: £540,000. Ten in a hundred on all; on
    // what goes (£100,000 − £20,000 + £40,000 + £10,000), £13,000 more is saved.
    let expected = [
        ("Base", gbp(540_000)),
        ("Inflation", gbp(54_000)),
        ("Pressures", Pence::ZERO),
        ("Staff for cases", Pence::ZERO),
        ("Sites closing", gbp(-80_000)),
        ("Other changes of level", Pence::ZERO),
        ("Sessions at sites", gbp(-40_000)),
        ("Sessions elsewhere", Pence::ZERO),
        ("lease", gbp(-10_000)),
        ("Inflation on what is saved", gbp(-13_000)),
        ("Proposal", gbp(451_000)),
    ];
    assert_eq!(steps, expected);
}
