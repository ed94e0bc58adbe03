//! Who pays, and what that does and does not save.

use super::town::{CENTRES, GRANT, gbp, measure, one_closed, programme, target, terms, town};
use crate::accounts::{ProblemKind, State, accounts};
use doorstep_scenario::{Against, Basis, FundIx, LineIx, MeasureKind, Pence, SavingKind};

const GENERAL: FundIx = FundIx(0);
const GRANTED: FundIx = FundIx(1);

#[test]
fn raising_a_grant_saves_nothing_and_only_a_measure_on_its_line_can_relieve_who_stands_behind_it() {
    let found = |budget: i64| {
        let mut s = town(1);
        terms(&mut s, &[budget]);
        let states = [State::today(&s)];
        accounts(&s, &states)
    };
    let (low, high) = (found(200_000), found(300_000));
    // The General Fund pays £100,000 less with the higher grant …
    assert_eq!(low.funding.in_year[0].paid(GENERAL, LineIx(GRANT)), gbp(100_000));
    assert_eq!(high.funding.in_year[0].paid(GENERAL, LineIx(GRANT)), Pence::ZERO);
    // … with and without a plan alike, so that no plan saves anything by it.
    for accounts in [low, high] {
        let saved = accounts.savings[0].total();
        assert_eq!(saved.run_rate.cost_reduction, Pence::ZERO);
        assert_eq!(saved.run_rate.general_fund(), Pence::ZERO);
    }
}

#[test]
fn less_on_a_line_that_overflows_is_a_cost_reduction_as_far_as_the_general_fund_pays_less_and_no_pound_counts_twice() {
    let mut s = town(1);
    terms(&mut s, &[250_000]);
    // £300,000 of services, of which the General Fund pays £50,000; £80,000 go.
    programme(&mut s).measures = vec![measure("review", GRANT, MeasureKind::CostReduction, 80_000, 1)];
    let found = accounts(&s, &[]);
    let saved = found.savings[0].total().run_rate;
    assert_eq!((saved.cost_reduction, saved.fund_switch, saved.other_funds), (gbp(50_000), Pence::ZERO, gbp(30_000)));
    // £220,000 are spent of £250,000, nothing may be carried.
    let grant = found.funding.in_year[0].funds[1];
    assert_eq!((grant.spent, grant.returned, grant.carried), (gbp(220_000), gbp(30_000), Pence::ZERO));
}

#[test]
fn less_on_a_ring_fenced_line_that_its_fund_can_pay_saves_the_general_fund_nothing() {
    let mut s = town(1);
    terms(&mut s, &[300_000]);
    programme(&mut s).measures = vec![measure("review", GRANT, MeasureKind::CostReduction, 80_000, 1)];
    let saved = accounts(&s, &[]).savings[0].total();
    assert_eq!((saved.run_rate.general_fund(), saved.in_year.general_fund()), (Pence::ZERO, Pence::ZERO));
    assert_eq!(saved.run_rate.other_funds, gbp(80_000));
}

#[test]
fn a_grant_that_ends_becomes_a_pressure_of_the_general_fund_and_then_its_reduction_counts() {
    let mut s = town(2);
    terms(&mut s, &[300_000, 0]);
    programme(&mut s).measures = vec![measure("review", GRANT, MeasureKind::CostReduction, 30_000, 2)];
    let found = accounts(&s, &[]);
    let paid = |at: usize, fund| found.funding.do_nothing[at].paid(fund, LineIx(GRANT));
    assert_eq!((paid(0, GRANTED), paid(0, GENERAL)), (gbp(300_000), Pence::ZERO));
    assert_eq!((paid(1, GRANTED), paid(1, GENERAL)), (Pence::ZERO, gbp(300_000)));
    let saved = [0, 1].map(|at| found.savings[at].total());
    assert_eq!(saved.map(|year| year.run_rate.cost_reduction), [Pence::ZERO, gbp(30_000)]);
    // Against the base, in which the General Fund paid nothing of it, it costs £270,000 more.
    let from_base = saved[1].run_rate_from_base;
    assert_eq!((from_base.cost_reduction, from_base.other_funds), (gbp(30_000), Pence::ZERO));
    assert_eq!((from_base.fund_switch, from_base.switch_lost), (gbp(-300_000), gbp(-300_000)));
}

#[test]
fn a_target_bears_what_is_paid_for_a_grant_that_ended_whether_or_not_it_counts_switches() {
    let mut s = town(2);
    terms(&mut s, &[300_000, 0]);
    s.targets = vec![target(1, 2027, Basis::AnnualLevel)];
    s.targets[0].against = Against::Base;
    let mut have = |counting: &[SavingKind]| {
        s.targets[0].counting = counting.to_vec();
        let held = accounts(&s, &[]).targets.remove(0);
        (held.have, held.switch_lost)
    };
    assert_eq!(have(&[SavingKind::CostReduction]), (gbp(-300_000), gbp(-300_000)));
    assert_eq!(have(&[SavingKind::FundSwitch]), (gbp(-300_000), Pence::ZERO));
}

#[test]
fn a_cut_on_one_line_of_a_grant_that_relieves_another_is_a_cost_reduction_of_the_fund_and_no_switch() {
    let mut s = town(1);
    let mut other = s.lines[GRANT].clone();
    (other.id, other.fixed) = ("services, more".to_owned(), gbp(100_000));
    s.lines.push(other);
    // £300,000 and £100,000 of services on £370,000: the second line's last £30,000 overflow. £20,000 less on the
    // first leave £10,000.
    terms(&mut s, &[370_000]);
    programme(&mut s).measures = vec![measure("review", GRANT, MeasureKind::CostReduction, 20_000, 1)];
    let found = accounts(&s, &[]);
    assert_eq!(found.funding.run_rate[0].paid(GENERAL, LineIx(GRANT + 1)), gbp(10_000));
    let saved = found.savings[0].total().run_rate;
    assert_eq!((saved.cost_reduction, saved.fund_switch, saved.other_funds), (gbp(20_000), Pence::ZERO, Pence::ZERO));
    let each = [GRANT, GRANT + 1].map(|line| found.savings[0].lines[line].run_rate);
    assert_eq!(each.map(|kinds| kinds.cost_reduction), [gbp(20_000), Pence::ZERO]);
    assert_eq!(each.map(|kinds| kinds.fund_switch), [gbp(-20_000), gbp(20_000)]);
}

#[test]
fn a_switch_is_paid_by_the_grant_as_far_as_its_own_lines_leave_it_money_and_lowers_no_cost() {
    let mut s = town(1);
    terms(&mut s, &[350_000]);
    programme(&mut s).measures = vec![
        measure("best start", CENTRES, MeasureKind::FundSwitch(GRANTED), 80_000, 1),
        measure("lease", CENTRES, MeasureKind::CostReduction, 10_000, 1),
    ];
    s.targets = vec![target(1, 2026, Basis::AnnualLevel)];
    let found = accounts(&s, &[]);
    // £300,000 of its own, and £50,000 of the £80,000.
    assert_eq!(found.funding.run_rate[0].paid(GRANTED, LineIx(CENTRES)), gbp(50_000));
    assert_eq!(found.funding.do_nothing[0].paid(GRANTED, LineIx(CENTRES)), Pence::ZERO);
    let saved = found.savings[0].total().run_rate;
    assert_eq!((saved.cost_reduction, saved.fund_switch, saved.other_funds), (gbp(10_000), gbp(50_000), Pence::ZERO));
    assert_eq!(saved.less(), gbp(10_000));
    // It counts where switches do, and nowhere else; what the grant lacks is told.
    assert_eq!(found.targets[0].have, gbp(10_000));
    let problems: Vec<_> = found.problems.iter().map(|problem| (problem.kind, problem.words.as_str())).collect();
    let words = "the fund grant takes over £50,000 of the line centres in a whole year, not £80,000";
    assert_eq!(problems, [(ProblemKind::SwitchShort, words)]);
    assert_eq!(found.waterfall.iter().filter(|step| step.name == "best start").count(), 0);
}

#[test]
fn a_grant_pays_first_for_lines_behind_which_nobody_stands_whatever_they_are_called() {
    let mut s = town(1);
    // In the order of ids after the line that the General Fund stands behind.
    let mut other = s.lines[GRANT].clone();
    (other.id, other.fixed, other.backed_by) = ("zz".to_owned(), gbp(100_000), None);
    s.lines.push(other);
    terms(&mut s, &[350_000]);
    let found = accounts(&s, &[]);
    let paid = |fund, line| found.funding.run_rate[0].paid(fund, LineIx(line));
    assert_eq!((paid(GRANTED, GRANT + 1), paid(GRANTED, GRANT)), (gbp(100_000), gbp(250_000)));
    assert_eq!(paid(GENERAL, GRANT), gbp(50_000));
    assert_eq!(found.funding.run_rate[0].funds[1].overspent, Pence::ZERO);
}

#[test]
fn what_is_left_is_carried_as_far_as_allowed_and_the_rest_goes_back() {
    let mut s = town(3);
    let terms = terms(&mut s, &[380_000, 250_000, 300_000]);
    terms.carry = gbp(60_000);
    let found = accounts(&s, &[]);
    let year = |at: usize| {
        let fund = found.funding.in_year[at].funds[1];
        [fund.opening, fund.budget, fund.spent, fund.carried, fund.returned].map(|amount| amount.0 / 100)
    };
    // £80,000 are left, £60,000 carried; they and £250,000 pay £300,000, £10,000 is carried, and so on.
    assert_eq!(year(0), [0, 380_000, 300_000, 60_000, 20_000]);
    assert_eq!(year(1), [60_000, 250_000, 300_000, 10_000, 0]);
    assert_eq!(year(2), [10_000, 300_000, 300_000, 10_000, 0]);
    // A year by itself has only its own budget: carried money is no saving that recurs.
    assert_eq!(found.funding.run_rate[1].paid(GENERAL, LineIx(GRANT)), gbp(50_000));
}

#[test]
fn nothing_is_carried_into_a_year_in_which_the_fund_has_ended() {
    let mut s = town(2);
    let terms = terms(&mut s, &[380_000, 0]);
    terms.carry = gbp(60_000);
    let found = accounts(&s, &[]);
    assert_eq!(found.funding.in_year[0].funds[1].returned, gbp(80_000));
    assert_eq!(found.funding.in_year[1].funds[1].spent, Pence::ZERO);
}

#[test]
fn what_nobody_stands_behind_is_overspent_and_told() {
    let mut s = town(1);
    s.lines[GRANT].backed_by = None;
    terms(&mut s, &[280_000]);
    let found = accounts(&s, &[]);
    let grant = found.funding.in_year[0].funds[1];
    assert_eq!((grant.spent, grant.overspent), (gbp(280_000), gbp(20_000)));
    let kinds: Vec<ProblemKind> = found.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Overspent]);
    assert!(found.problems[0].words.contains("£20,000"), "{}", found.problems[0].words);
}

#[test]
fn a_fund_that_must_be_spent_tells_what_is_missing() {
    let mut s = town(1);
    let terms = terms(&mut s, &[400_000]);
    terms.least_spent = super::blank::share(0.8);
    // £300,000 of £400,000; four fifths are £320,000.
    let found = accounts(&s, &[]);
    assert_eq!(found.funding.in_year[0].funds[1].below_least, gbp(20_000));
    assert_eq!(found.problems[0].kind, ProblemKind::LeastSpent);
}

#[test]
fn a_pound_between_lines_of_one_fund_changes_no_balance() {
    let mut s = town(2);
    let mut other = s.lines[GRANT].clone();
    other.id = "services, more".to_owned();
    s.lines.push(other);
    terms(&mut s, &[250_000, 700_000]).carry = gbp(20_000);
    let before = accounts(&s, &[one_closed(&s)]).funding;
    s.lines[GRANT].fixed += Pence(100);
    s.lines[GRANT + 1].fixed -= Pence(100);
    let after = accounts(&s, &[one_closed(&s)]).funding;
    for (before, after) in before.in_year.iter().zip(&after.in_year).chain(before.run_rate.iter().zip(&after.run_rate))
    {
        assert_eq!(before.funds, after.funds);
    }
}

#[test]
fn a_receipt_changes_no_saving_that_recurs() {
    use doorstep_scenario::{SiteIx, Source, SourceKind};
    let s = town(2);
    let mut sold = s.clone();
    programme(&mut sold).sources = vec![
        Source {
            id: "sale".to_owned(),
            kind: SourceKind::Receipts { sites: vec![(SiteIx(1), gbp(1_000_000))], lag: 0 },
        },
        Source {
            id: "reserve".to_owned(),
            kind: SourceKind::Reserve { opening: gbp(5_000_000), minimum: Pence::ZERO },
        },
    ];
    let [without, with] = [&s, &sold].map(|s| accounts(s, &[one_closed(s)]));
    assert_eq!(with.financing[0].sources[0].received, gbp(1_000_000));
    assert_eq!((&with.savings, &with.years, &with.funding), (&without.savings, &without.years, &without.funding));
    assert_eq!(with.savings[0].lines[CENTRES].run_rate.cost_reduction, gbp(140_000));
}
