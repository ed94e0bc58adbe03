//! Two centres over two years, every figure of them worked out by hand.

use doorstep_check::{Demand, ProgrammeClaims, ProgrammeVerdict, check_programme};
use doorstep_scenario::{Basis, LevelIx, Pence, Plan, Sessions, Timetable};

use crate::two_years::{gbp, offered, plan, programme, scenario};

/// Both years with the second centre closed.
pub fn plans() -> [Plan; 2] {
    [plan("closed"), plan("closed")]
}

/// The checker's own figures.
pub fn own() -> ProgrammeClaims {
    check_programme(&scenario(), &plans(), None, &ProgrammeClaims::default(), Demand::KeepHardRules).figures
}

pub fn codes(verdict: &ProgrammeVerdict) -> Vec<&'static str> {
    verdict.broken.iter().map(|broken| broken.code).collect()
}

fn answered(scenario: &doorstep_scenario::Scenario, plans: &[Plan]) -> ProgrammeVerdict {
    check_programme(scenario, plans, None, &ProgrammeClaims::default(), Demand::KeepHardRules)
}

#[test]
fn every_figure_is_the_one_on_paper() {
    let verdict = answered(&scenario(), &plans());
    assert!(verdict.holds(), "{:?}", verdict.broken);
    let own = verdict.figures;
    let line = |at: usize| {
        let line = &own.lines[at];
        [line.base, line.do_nothing, line.run_rate, line.in_year, line.measures]
    };
    // 2026-27. Centres: 2 · £100,000 + 2 · £40,000 of sessions + 2 posts at £30,000 = £340,000; a third post;
    // one centre and its sessions go (£140,000), on 1 October: half of it in the year.
    assert_eq!(line(0), [340_000, 370_000, 230_000, 300_000, 1_000].map(gbp));
    assert_eq!(line(1), [-40_000, -40_000, -20_000, -30_000, 0].map(gbp));
    assert_eq!(line(2), [300_000, 300_000, 300_000, 300_000, 0].map(gbp));
    // 2027-28, all 2% dearer: £285,600 + 8 posts, £244,800; £142,800 + £244,800. Services + £10,000.
    assert_eq!(line(3), [340_000, 530_400, 387_600, 387_600, 1_020].map(gbp));
    assert_eq!(line(4), [-40_000, -40_800, -20_400, -20_400, 0].map(gbp));
    assert_eq!(line(5), [300_000, 316_000, 316_000, 316_000, 0].map(gbp));

    // As a run-rate against doing nothing: £140,000 + £1,000; rent of one centre is lost.
    let first = &own.savings[0];
    assert_eq!((first.cost_reduction, first.income, first.income_lost), (gbp(141_000), gbp(-20_000), gbp(-20_000)));
    // Against the base: £340,000 − £230,000 + £1,000.
    assert_eq!(own.savings[2].cost_reduction, gbp(111_000));

    // 100 + 20 = £120,000 as increments; £142,800 + £1,020 − £20,400 of rent lost. In cash £71,000 − £10,000
    // and the same £123,420.
    let targets = own.targets.iter().map(|target| (target.target.as_str(), target.have, target.wanted, target.kept));
    let expected = [
        ("cash", gbp(184_420), gbp(150_000), true),
        ("first", gbp(121_000), gbp(100_000), true),
        ("second", gbp(123_420), gbp(120_000), true),
    ];
    assert_eq!(targets.collect::<Vec<_>>(), expected);

    // £180,000 of £500,000 may still be asked back, a tenth is; 3/12 · (£100,000 − £20,000); £140,000 are 4.667
    // posts of £30,000, half of them paid £9,000; £12,000.
    let planned: Vec<Pence> = own.one_offs.iter().take(4).map(|one_off| one_off.planned).collect();
    assert_eq!(planned, [gbp(18_000), gbp(20_000), Pence(2_100_150), gbp(12_000)]);
    // £71,001.50: £10,000 of the allowance, £30,000 down to the reserve's minimum; the sale comes a year later.
    let paid: Vec<(Pence, Pence)> = own.sources.iter().map(|source| (source.paid, source.balance)).collect();
    let (none, sold) = ((gbp(0), gbp(0)), (gbp(0), gbp(40_000)));
    assert_eq!(paid, [(gbp(10_000), gbp(0)), (gbp(30_000), gbp(20_000)), none, none, (gbp(0), gbp(20_000)), sold]);
    assert_eq!(own.unfinanced[0].1, Pence(3_100_150));

    // The grant has £290,000, the General Fund pays what is missing: £299,000 − £30,000 + £10,000.
    let spent: Vec<Pence> = own.funds.iter().take(2).map(|fund| fund.spent).collect();
    assert_eq!(spent, [gbp(279_000), gbp(290_000)]);
    // 40 cases at 10 need four posts; two stay and one can be found. 80 need eight; five more are found.
    let posts = own.roles.iter().flat_map(|role| [role.need, role.have, role.missing]).collect::<Vec<f64>>();
    assert_eq!(posts, [4.0, 3.0, 1.0, 8.0, 8.0, 0.0]);

    let steps: Vec<Pence> = own.waterfall.iter().map(|(_, amount)| *amount).collect();
    // 2% of £600,000; £10,000; 6 · £30,000 · 1.02; −£100,000 + £20,000; −£40,000; −£1,000; 2% of −£121,000.
    let expected = [600_000, 12_000, 10_000, 183_600, -80_000, 0, -40_000, 0, -1_000, -2_420, 682_180];
    assert_eq!(steps, expected.map(gbp));
    // A third and two thirds of £340,000: the penny goes where more was lost.
    let rows: Vec<Pence> = own.rows.iter().take(2).map(|row| row.base).collect();
    assert_eq!(rows, [Pence(11_333_333), Pence(22_666_667)]);
}

#[test]
fn a_site_moves_once() {
    let (mut scenario, there_and_back) = (scenario(), [plan("closed"), plan("hub")]);
    let verdict = answered(&scenario, &there_and_back);
    // Back again nothing is saved either, and the targets are hard.
    assert_eq!(codes(&verdict), ["CK65", "CK65", "CK103"]);
    assert!(verdict.broken[2].what.contains("`s1` goes from `closed` to `hub` in 2027-28"), "{:?}", verdict.broken);
    // A description is told the same, and is not refused for it.
    let verdict = check_programme(&scenario, &there_and_back, None, &ProgrammeClaims::default(), Demand::ReportOnly);
    assert!(verdict.holds() && verdict.findings.iter().any(|finding| finding.code == "CK103" && !finding.kept));
    programme(&mut scenario).moves.reversible = true;
    assert!(!codes(&answered(&scenario, &there_and_back)).contains(&"CK103"));
}

#[test]
fn no_site_moves_before_the_first_of_july_if_notice_ends_on_the_fifth_of_june() {
    // 7 November 2025 and 12 + 8 + 10 weeks, 210 days: 5 June 2026. 1 June is too early, 1 July is not.
    for (months, lawful) in [(12, false), (10, false), (9, true), (6, true)] {
        let mut scenario = scenario();
        let moves = &mut programme(&mut scenario).moves;
        moves.months[0] = months;
        moves.timetable = Some(Timetable {
            starts: "2025-11-07".to_owned(),
            consultation: 12,
            decision: 8,
            notice: 10,
            first_move: (2026, 7),
            allowed: vec![lawful, true],
        });
        let verdict = answered(&scenario, &plans());
        assert_eq!(verdict.holds(), lawful, "{months}: {:?}", verdict.broken);
        assert!(lawful || codes(&verdict) == ["CK104"], "{months}: {:?}", verdict.broken);
        // What the scenario was read to allow is not believed.
        programme(&mut scenario).moves.timetable.as_mut().unwrap().allowed[0] = true;
        assert_eq!(codes(&answered(&scenario, &plans())).contains(&"CK102"), !lawful);
        programme(&mut scenario).moves.timetable.as_mut().unwrap().first_move = (2026, 6);
        assert!(codes(&answered(&scenario, &plans())).contains(&"CK102"));
    }
}

#[test]
fn what_nobody_stands_behind_is_overspent() {
    let mut scenario = scenario();
    scenario.lines[2].backed_by = None;
    let verdict = answered(&scenario, &plans());
    assert!(verdict.holds(), "it is told, not refused: {:?}", verdict.broken);
    let over: Vec<_> = verdict.findings.iter().filter(|finding| finding.code == "CK105").collect();
    assert_eq!((over.len(), over[0].about.as_str(), over[0].kept), (2, "grant", false));
    assert_eq!(over[0].what, "lines of `grant`, which has £290,000 in 2026-27, cost £10,000 that nobody pays");
    let fund = &verdict.figures.funds[1];
    assert_eq!((fund.spent, fund.overspent, fund.carried + fund.returned), (gbp(290_000), gbp(10_000), gbp(0)));
    // A claim that it all is paid is caught.
    let mut claims = own();
    claims.funds[1].spent = gbp(300_000);
    let found = check_programme(&scenario, &plans(), None, &claims, Demand::ReportOnly);
    assert!(codes(&found).contains(&"CK116"), "{:?}", found.broken);
}

#[test]
fn what_does_not_work_is_told_with_both_figures() {
    let mut scenario = scenario();
    let terms = scenario.funds[1].terms.as_mut().unwrap();
    (terms.budget, terms.least_spent) = (vec![gbp(400_000); 2], crate::town::share(0.8));
    let verdict = answered(&scenario, &plans());
    let told: Vec<(&str, &str)> =
        verdict.findings.iter().map(|finding| (finding.code, finding.what.as_str())).collect();
    // Of £400,000 four fifths are £320,000, and services cost £300,000, then £316,000.
    let expected = [
        ("CK106", "`grant` spends £300,000 in 2026-27, £20,000 less than its least share"),
        ("CK107", "one-offs come to £71,001.50 in 2026-27; nothing pays £31,001.50 of it"),
        ("CK108", "`advisers` needs 4 posts at the end of 2026-27; there are 3"),
        ("CK106", "`grant` spends £316,000 in 2027-28, £4,000 less than its least share"),
    ];
    assert_eq!(told, expected);
    assert!(verdict.holds() && verdict.findings.iter().all(|finding| !finding.kept && !finding.hard));
}

#[test]
fn an_ended_fund_pays_nothing_and_carries_nothing() {
    let mut scenario = scenario();
    let terms = scenario.funds[1].terms.as_mut().unwrap();
    (terms.budget, terms.carry) = (vec![gbp(400_000), gbp(0)], gbp(50_000));
    let figures = answered(&scenario, &plans()).figures;
    // £100,000 are left of the first year; they go back, for there is no year to take them into.
    let grant = |at: usize| (figures.funds[at].spent, figures.funds[at].carried, figures.funds[at].returned);
    assert_eq!((grant(1), grant(5)), ((gbp(300_000), gbp(0), gbp(100_000)), (gbp(0), gbp(0), gbp(0))));
    // The General Fund pays £386,580 for centres, £316,000 for services, less £20,400 of rents.
    assert_eq!(figures.funds[4].spent, gbp(682_180));
    // With something of its own in the second year it takes along what its terms allow.
    scenario.funds[1].terms.as_mut().unwrap().budget[1] = gbp(1);
    let figures = answered(&scenario, &plans()).figures;
    assert_eq!((figures.funds[1].carried, figures.funds[1].returned), (gbp(50_000), gbp(50_000)));
    assert_eq!((figures.funds[5].opening, figures.funds[5].spent), (gbp(50_000), gbp(50_001)));
}

#[test]
fn increments_add_up_and_levels_do_not() {
    let mut scenario = scenario();
    let wanted = |scenario: &doorstep_scenario::Scenario| {
        let targets = answered(scenario, &plans()).targets;
        [targets[1].wanted, targets[2].wanted]
    };
    assert_eq!(wanted(&scenario), [gbp(100_000), gbp(120_000)]);
    scenario.targets[1].basis = Basis::AnnualLevel;
    scenario.targets[2].basis = Basis::AnnualLevel;
    assert_eq!(wanted(&scenario), [gbp(100_000), gbp(20_000)]);
    // £123,420 are a penny short of £123,420.01: a hard target missed.
    scenario.targets[2].amount = Pence(12_342_001);
    assert_eq!(codes(&answered(&scenario, &plans())), ["CK65"]);
    let told = check_programme(&scenario, &plans(), None, &ProgrammeClaims::default(), Demand::ReportOnly);
    assert!(told.holds() && !told.targets[2].kept);
}

#[test]
fn a_reserve_is_never_used_below_its_minimum_and_no_money_twice() {
    let figures = own();
    for (at, (_, open)) in figures.unfinanced.iter().enumerate() {
        let planned: Pence = figures.one_offs[4 * at..4 * at + 4].iter().map(|one_off| one_off.planned).sum();
        let sources = &figures.sources[3 * at..3 * at + 3];
        assert_eq!(sources.iter().map(|source| source.paid).sum::<Pence>() + *open, planned);
        assert!(sources[1].balance >= gbp(20_000));
    }
}

#[test]
fn a_site_is_sold_once_whichever_sources_name_it_and_only_if_it_stays_closed() {
    let mut scenario = scenario();
    let again = programme(&mut scenario).sources[2].clone();
    programme(&mut scenario).sources.push(doorstep_scenario::Source { id: "sale again".to_owned(), ..again });
    let received = |plans: &[Plan]| {
        let figures = check_programme(&scenario, plans, None, &ProgrammeClaims::default(), Demand::ReportOnly).figures;
        figures.sources.iter().map(|source| source.received).filter(|amount| *amount > gbp(10_000)).collect::<Vec<_>>()
    };
    assert_eq!(received(&plans()), [gbp(40_000)]);
    assert!(received(&[plan("closed"), plan("hub")]).is_empty());
    assert!(received(&[plan("hub"), plan("closed")]).is_empty(), "a year too early");
}

#[test]
fn prices_are_grown_from_rates_and_not_believed() {
    let mut scenario = scenario();
    programme(&mut scenario).inflation[0].index[1] += 1;
    let verdict = answered(&scenario, &plans());
    assert_eq!(codes(&verdict), ["CK102"]);
    assert_eq!(verdict.figures, own());
}

#[test]
fn plans_of_any_number_and_any_words_are_told_and_never_panic() {
    let plain = scenario();
    assert_eq!(codes(&answered(&plain, &plans()[..1])), ["CK101"]);
    let three = [plan("closed"), plan("closed"), plan("hub")];
    assert_eq!(codes(&answered(&plain, &three)), ["CK101"]);
    let mut without = scenario();
    without.programme = None;
    assert_eq!(codes(&answered(&without, &plans())), ["CK101"]);

    let mut odd = plans();
    odd[1].levels.insert(0, ("nowhere".to_owned(), "hub".to_owned()));
    odd[1].levels[2].1 = "palace".to_owned();
    odd[1].offers.push(offered("s9", Sessions(u32::MAX)));
    let verdict = answered(&plain, &odd);
    for code in ["CK02", "CK05", "CK13"] {
        assert!(codes(&verdict).contains(&code), "{code}: {:?}", verdict.broken);
    }
    assert!(verdict.broken[0].what.starts_with("at the end of 2027-28: "), "{:?}", verdict.broken);

    // A level that exists and that this site may not have.
    let mut narrow = scenario();
    narrow.sites[1].levels = vec![LevelIx(1)];
    assert_eq!(codes(&answered(&narrow, &plans())), ["CK06", "CK06"]);

    let mut huge = plans();
    huge[0].offers[0].sessions = Sessions(u32::MAX);
    let mut dear = scenario();
    dear.services[0].modes[0].session_costs[0].1 = Pence(i64::MAX);
    dear.lines[2].fixed = Pence(i64::MIN);
    assert!(codes(&answered(&dear, &huge)).contains(&"CK51"));
}
