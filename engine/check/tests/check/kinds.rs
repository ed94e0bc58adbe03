//! Kinds of saving of lines that a grant pays, from budgets and measures on.

use doorstep_check::{Demand, ProgrammeClaims, SavingClaim, check_programme};
use doorstep_scenario::{
    Against, Basis, FinancialYear, FundIx, Line, Measure, MeasureKind, Measured, Pence, Place, Rag, SavingKind,
    Scenario,
};

use crate::programme::codes;
use crate::two_years::{gbp, plan, programme, scenario};

/// The two centres as they are, without prices, pressures and measures; services of £300,000 on a grant that
/// the General Fund stands behind, of these budgets.
fn granted(budgets: [i64; 2]) -> Scenario {
    let mut s = scenario();
    let terms = s.funds[1].terms.as_mut().unwrap();
    (terms.budget, terms.carry) = (budgets.map(gbp).to_vec(), Pence::ZERO);
    let programme = programme(&mut s);
    (programme.inflation[0].rates, programme.inflation[0].index) = (vec![0, 0], vec![1_000_000_000; 2]);
    programme.pressures.clear();
    programme.measures.clear();
    programme.roles.clear();
    s
}

/// A measure on the line of services.
fn measure(s: &mut Scenario, kind: MeasureKind, amounts: [i64; 2]) {
    let programme = programme(s);
    let id = format!("measure {}", programme.measures.len());
    programme.measures.push(Measure {
        name: id.clone(),
        id,
        line: doorstep_scenario::LineIx(2),
        kind,
        amounts: amounts.map(gbp).to_vec(),
        rag: Rag::Green,
        why: None,
        source: None,
        place: Place::file("by hand"),
    });
}

fn figures(s: &Scenario) -> ProgrammeClaims {
    let stay = [plan("hub"), plan("hub")];
    check_programme(s, &stay, None, &ProgrammeClaims::default(), Demand::ReportOnly).figures
}

/// What is saved in a year, as it is read.
fn saved(s: &Scenario, year: u16, measured: Measured, against: Against) -> SavingClaim {
    let read = |saving: &SavingClaim| {
        saving.year == FinancialYear(year) && (saving.measured, saving.against) == (measured, against)
    };
    figures(s).savings.into_iter().find(read).unwrap()
}

/// Cost reduction, fund switch, what of it is lost, other funds: in pounds.
fn told(saved: &SavingClaim) -> [i64; 4] {
    [saved.cost_reduction, saved.fund_switch, saved.switch_lost, saved.other_funds].map(|amount| amount.0 / 100)
}

#[test]
fn a_line_cut_while_its_grant_is_cut_is_a_reduction_and_no_switch() {
    // The grant falls from £300,000 to £180,000, so the General Fund bears £120,000; the line is cut to
    // £210,000, and it bears £30,000: £90,000 less for £90,000 less.
    let mut s = granted([300_000, 180_000]);
    measure(&mut s, MeasureKind::CostReduction, [0, 90_000]);
    for measured in [Measured::RunRate, Measured::InYear] {
        assert_eq!(told(&saved(&s, 2027, measured, Against::DoNothing)), [90_000, 0, 0, 0]);
        // In the base the General Fund paid nothing of it. The line costs £90,000 less, and it bears £30,000.
        assert_eq!(told(&saved(&s, 2027, measured, Against::Base)), [0, -30_000, -30_000, 90_000]);
    }
}

#[test]
fn what_a_cut_leaves_of_a_grant_for_another_line_is_no_switch() {
    // £30,000 of a second line overflow; £20,000 less of the first leave £10,000 of it.
    let mut s = granted([300_000, 300_000]);
    let more = Line { id: "visits".to_owned(), name: "Visits".to_owned(), fixed: gbp(30_000), ..s.lines[2].clone() };
    s.lines.push(more);
    programme(&mut s).category_of.push(0);
    measure(&mut s, MeasureKind::CostReduction, [20_000, 20_000]);
    assert_eq!(told(&saved(&s, 2026, Measured::RunRate, Against::DoNothing)), [20_000, 0, 0, 0]);
    // Nobody behind the second line: the grant pays it first, £30,000 of the first overflow, and £10,000 after the
    // cut.
    s.lines[3].backed_by = None;
    assert_eq!(told(&saved(&s, 2026, Measured::RunRate, Against::DoNothing)), [20_000, 0, 0, 0]);
}

#[test]
fn a_grant_that_pays_more_of_the_same_cost_is_a_switch() {
    // £25,000 of the first year are carried into the second, where the grant is that much too small.
    let mut s = granted([300_000, 275_000]);
    s.funds[1].terms.as_mut().unwrap().carry = gbp(25_000);
    measure(&mut s, MeasureKind::CostReduction, [25_000, 0]);
    assert_eq!(told(&saved(&s, 2026, Measured::InYear, Against::DoNothing)), [0, 0, 0, 25_000]);
    assert_eq!(told(&saved(&s, 2027, Measured::InYear, Against::DoNothing)), [0, 25_000, 0, 0]);
    // A whole year by itself brings nothing along.
    assert_eq!(told(&saved(&s, 2027, Measured::RunRate, Against::DoNothing)), [0, 0, 0, 0]);
    assert_eq!(told(&saved(&s, 2027, Measured::RunRate, Against::Base)), [0, -25_000, -25_000, 0]);
}

#[test]
fn parts_of_a_line_count_in_their_order_as_far_as_the_general_fund_bears_less() {
    // £15,000 overflow; £10,000 of reduction, £8,000 of income and £4,000 of avoidance cost £22,000 less: the
    // General Fund bears £15,000 less, which are the first £10,000 and £5,000 of income.
    let mut s = granted([285_000, 285_000]);
    measure(&mut s, MeasureKind::Avoidance, [4_000, 4_000]);
    measure(&mut s, MeasureKind::Income, [8_000, 8_000]);
    measure(&mut s, MeasureKind::CostReduction, [10_000, 10_000]);
    let found = saved(&s, 2026, Measured::RunRate, Against::DoNothing);
    assert_eq!(told(&found), [10_000, 0, 0, 7_000]);
    assert_eq!((found.income, found.avoidance), (gbp(5_000), Pence::ZERO));
    // On a line that is not cashable the same £10,000 are no cash, and income still is.
    s.lines[2].cashable = false;
    let found = saved(&s, 2026, Measured::RunRate, Against::DoNothing);
    assert_eq!((found.cost_reduction, found.not_cashable, found.income), (Pence::ZERO, gbp(10_000), gbp(5_000)));
}

#[test]
fn an_ended_grant_is_a_switch_lost_and_what_is_cut_then_is_the_general_funds() {
    // Of £300,000 that another fund paid in the base the General Fund bears £280,000 once it has ended: it has
    // taken on £300,000 and saves £20,000. Doing nothing it would bear all.
    let mut s = granted([300_000, 0]);
    measure(&mut s, MeasureKind::CostReduction, [0, 20_000]);
    assert_eq!(told(&saved(&s, 2027, Measured::RunRate, Against::DoNothing)), [20_000, 0, 0, 0]);
    assert_eq!(told(&saved(&s, 2027, Measured::RunRate, Against::Base)), [20_000, -300_000, -300_000, 0]);
    // With £20,000 more it bears £320,000, of which £20,000 are what the line costs more.
    programme(&mut s).measures[0].amounts[1] = gbp(-20_000);
    assert_eq!(told(&saved(&s, 2027, Measured::RunRate, Against::Base)), [-20_000, -300_000, -300_000, 0]);
    // Where nobody stands behind it nobody bears it.
    s.lines[2].backed_by = None;
    assert_eq!(told(&saved(&s, 2027, Measured::RunRate, Against::Base)), [0, 0, 0, -20_000]);
}

#[test]
fn a_measure_switches_a_line_as_far_as_the_other_fund_has_money_left() {
    // Centres are the General Fund's; £40,000 of them go to a grant of which services leave £25,000.
    let mut s = granted([325_000, 325_000]);
    measure(&mut s, MeasureKind::FundSwitch(FundIx(1)), [40_000, 10_000]);
    programme(&mut s).measures[0].line = doorstep_scenario::LineIx(0);
    for against in [Against::DoNothing, Against::Base] {
        assert_eq!(told(&saved(&s, 2026, Measured::RunRate, against)), [0, 25_000, 0, 0]);
        assert_eq!(told(&saved(&s, 2027, Measured::InYear, against)), [0, 10_000, 0, 0]);
    }
    // Services need £15,000 more: their own grant pays them first.
    s.lines[2].fixed = gbp(315_000);
    assert_eq!(told(&saved(&s, 2026, Measured::RunRate, Against::DoNothing)), [0, 10_000, 0, 0]);
    let funds = figures(&s).funds;
    // General Fund and grant in 2026-27: centres of £280,000 − £10,000 − £40,000 of rents; all of the grant.
    assert_eq!((funds[0].spent, funds[1].spent, funds[1].overspent), (gbp(230_000), gbp(325_000), gbp(0)));
    // It costs what it did, so the way from base to proposal does not know it.
    assert!(figures(&s).waterfall.iter().all(|(name, _)| !name.starts_with("measure")));
}

#[test]
fn a_target_bears_switches_that_are_lost_unless_it_counts_them() {
    let have = |counting: &[SavingKind], basis: Basis| {
        let mut s = granted([300_000, 280_000]);
        measure(&mut s, MeasureKind::CostReduction, [0, 5_000]);
        s.lines[2].backed_by = Some(FundIx(0));
        let mut target = s.targets[0].clone();
        (target.basis, target.measured, target.against) = (basis, Measured::RunRate, Against::Base);
        (target.by, target.counting) = (FinancialYear(2027), counting.to_vec());
        s.targets = vec![target];
        let target = &figures(&s).targets[0];
        (target.have, target.switch_lost)
    };
    // £295,000 with £280,000: the General Fund bears £15,000 more than in the base, the line costs £5,000 less.
    let (reduction, both) =
        (&[SavingKind::CostReduction][..], &[SavingKind::CostReduction, SavingKind::FundSwitch][..]);
    for basis in [Basis::AnnualLevel, Basis::Increment, Basis::CumulativeCash] {
        assert_eq!(have(reduction, basis), (gbp(-15_000), gbp(-15_000)));
        assert_eq!(have(both, basis), (gbp(-15_000), gbp(0)));
    }
}

#[test]
fn a_penny_of_a_switch_is_refused() {
    let mut s = granted([300_000, 180_000]);
    measure(&mut s, MeasureKind::CostReduction, [0, 90_000]);
    let truth = figures(&s);
    let spoils: [fn(&mut SavingClaim); 4] = [
        |saved| saved.switch_lost += Pence(1),
        |saved| saved.fund_switch += Pence(1),
        |saved| saved.other_funds += Pence(1),
        |saved| saved.cost_reduction += Pence(1),
    ];
    for (at, spoil) in (0..truth.savings.len()).flat_map(|at| spoils.map(|spoil| (at, spoil))) {
        let mut claims = truth.clone();
        spoil(&mut claims.savings[at]);
        let verdict = check_programme(&s, &[plan("hub"), plan("hub")], None, &claims, Demand::ReportOnly);
        assert_eq!(codes(&verdict), ["CK112"], "{at}");
    }
}
