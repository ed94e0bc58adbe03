//! What change costs once, and what pays it.

use super::blank::share;
use super::town::{CENTRES, gbp, one_closed, programme, town};
use crate::accounts::{Accounts, Payback, ProblemKind, State, accounts};
use doorstep_scenario::{
    FinancialYear, LevelIx, LineIx, OneOff, OneOffKind, Pence, Scenario, SiteIx, Source, SourceKind, Timetable,
};

fn one_off(kind: OneOffKind) -> OneOff {
    OneOff { id: "once".to_owned(), name: "once".to_owned(), kind, range: (0.5, 1.5), source: None }
}

fn source(id: &str, kind: SourceKind) -> Source {
    Source { id: id.to_owned(), kind }
}

/// The second centre closes in the first year, at the cost of these.
fn closing(s: &mut Scenario, kinds: Vec<OneOffKind>) -> Accounts {
    programme(s).one_offs = kinds.into_iter().map(one_off).collect();
    accounts(s, &[one_closed(s)])
}

const HUB: LevelIx = LevelIx(1);
const CLOSED: LevelIx = LevelIx(0);

#[test]
fn moving_double_running_exits_and_clawback_by_hand() {
    let mut s = town(2);
    let found = closing(
        &mut s,
        vec![
            OneOffKind::Moving { from: vec![HUB], to: vec![CLOSED], amount: gbp(5_000) },
            OneOffKind::DoubleRunning { from: vec![HUB], to: vec![CLOSED], months: 3 },
            OneOffKind::Exits { line: LineIx(CENTRES), post: gbp(32_000), paid: share(0.6), amount: gbp(22_000) },
            OneOffKind::Clawback {
                grants: vec![(SiteIx(0), gbp(1), FinancialYear(2025)), (SiteIx(1), gbp(500_000), FinancialYear(2006))],
                asked: share(0.1),
            },
        ],
    );
    let told: Vec<(i64, Pence)> = found.one_offs[0].iter().map(|item| (item.count, item.planned)).collect();
    let expected = [
        (1, gbp(5_000)),
        // £100,000 less £20,000 of rent, a quarter of it.
        (1, gbp(20_000)),
        // £140,000 ÷ £32,000 = 4.375 posts; 60 % of them at £22,000 = £57,750.
        (4_375, gbp(57_750)),
        // Designated 2006-07, closed 2026-27: 5/25 of £500,000, a tenth of it asked.
        (1, gbp(10_000)),
    ];
    assert_eq!(told, expected);
    assert_eq!((found.one_offs[0][2].low, found.one_offs[0][2].high), (gbp(28_875), gbp(86_625)));
    // Nothing moves in the second year.
    assert!(found.one_offs[1].iter().all(|item| item.planned == Pence::ZERO));
    assert_eq!(found.financing[0].planned, gbp(92_750));
}

#[test]
fn sources_pay_in_their_order_and_what_is_left_is_told() {
    let mut s = town(3);
    programme(&mut s).sources = vec![
        source("sale", SourceKind::Receipts { sites: vec![(SiteIx(1), gbp(30_000))], lag: 1 }),
        source("allowance", SourceKind::Allowance { amounts: vec![gbp(10_000); 3] }),
        source("reserve", SourceKind::Reserve { opening: gbp(25_000), minimum: gbp(20_000) }),
    ];
    let found = closing(&mut s, vec![OneOffKind::Moving { from: vec![HUB], to: vec![CLOSED], amount: gbp(40_000) }]);
    let year = |at: usize| {
        let year = &found.financing[at];
        (year.sources.iter().map(|source| source.used.0 / 100).collect::<Vec<_>>(), year.unfinanced)
    };
    // The sale comes a year too late; £10,000 and £5,000 are there, £25,000 are missing.
    assert_eq!(year(0), (vec![0, 10_000, 5_000], gbp(25_000)));
    assert_eq!(found.financing[0].reserves(&programme(&mut s).sources), gbp(20_000));
    // It stays until it is used; the allowance lapses.
    assert_eq!(found.financing[2].sources[0].closing, gbp(30_000));
    assert_eq!(found.financing[2].sources[1].lapsed, gbp(10_000));
    let kinds: Vec<ProblemKind> = found.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Unfinanced, ProblemKind::ReserveAtMinimum]);
}

#[test]
fn a_site_is_sold_once_and_only_if_it_stays_closed() {
    let mut s = town(4);
    programme(&mut s).moves.reversible = true;
    let sites = vec![(SiteIx(1), gbp(30_000))];
    programme(&mut s).sources = vec![source("sale", SourceKind::Receipts { sites, lag: 1 })];
    let (open, closed) = (State::today(&s), one_closed(&s));
    let received = |states: &[&State]| -> Vec<i64> {
        let states: Vec<State> = states.iter().map(|state| (*state).clone()).collect();
        accounts(&s, &states).financing.iter().map(|year| year.sources[0].received.0 / 100).collect()
    };
    assert_eq!(received(&[&closed, &closed, &open, &closed]), [0, 30_000, 0, 0]);
    assert_eq!(received(&[&closed, &open, &closed, &closed]), [0, 0, 0, 0]);
    assert_eq!(received(&[&open, &open, &open, &closed]), [0, 0, 0, 0]);
}

#[test]
fn a_site_that_two_sources_name_is_sold_by_the_first_that_can() {
    let mut s = town(3);
    let sale = |pounds, lag| SourceKind::Receipts { sites: vec![(SiteIx(1), gbp(pounds))], lag };
    programme(&mut s).sources = vec![source("slow", sale(30_000, 2)), source("quick", sale(20_000, 1))];
    let states = vec![one_closed(&s); 3];
    let received: Vec<Vec<i64>> = accounts(&s, &states)
        .financing
        .iter()
        .map(|year| year.sources.iter().map(|source| source.received.0 / 100).collect())
        .collect();
    assert_eq!(received, [[0, 0], [0, 20_000], [0, 0]]);
}

#[test]
fn the_month_of_payback_counts_from_the_first_of_the_first_year() {
    let mut s = town(2);
    programme(&mut s).moves.months = vec![6, 12];
    let cost = |pounds| vec![OneOffKind::Moving { from: vec![HUB], to: vec![CLOSED], amount: gbp(pounds) }];
    // £140,000 less £20,000 of rent lost: £10,000 a month from October. £75,000 are back in the eighth.
    assert_eq!(closing(&mut s, cost(75_000)).payback, Payback::Month(14));
    assert_eq!(closing(&mut s, cost(180_000)).payback, Payback::Month(24));
    assert_eq!(closing(&mut s, cost(180_001)).payback, Payback::Never);
    assert_eq!(closing(&mut s, vec![]).payback, Payback::NothingToPay);
}

#[test]
fn what_is_worth_less_later_takes_one_offs_off_first() {
    let mut s = town(2);
    programme(&mut s).discount = vec![(1, share(0.25)), (1, share(0.0))];
    let moving = OneOffKind::Moving { from: vec![HUB], to: vec![CLOSED], amount: gbp(20_000) };
    let value = closing(&mut s, vec![moving]).value.unwrap();
    // (£120,000 − £20,000) ÷ 1.25 = £80,000; £120,000 ÷ 1.25 = £96,000.
    assert_eq!(value.total, gbp(176_000));
}

#[test]
fn a_site_that_moves_too_early_or_again_is_told() {
    let mut s = town(3);
    programme(&mut s).moves.timetable = Some(Timetable {
        starts: "2026-11-07".to_owned(),
        consultation: 10,
        decision: 6,
        notice: 12,
        first_move: (2027, 6),
        allowed: vec![false, true, true],
    });
    let (open, closed) = (State::today(&s), one_closed(&s));
    let found = accounts(&s, &[closed.clone(), closed.clone(), open]);
    let told: Vec<(String, ProblemKind)> =
        found.problems.iter().map(|problem| (problem.year.to_string(), problem.kind)).collect();
    let expected = [("2026-27", ProblemKind::TooEarly), ("2028-29", ProblemKind::MovesAgain)];
    assert_eq!(told, expected.map(|(year, kind)| (year.to_owned(), kind)));
    programme(&mut s).moves.reversible = true;
    assert_eq!(accounts(&s, &[closed, State::today(&s)]).problems.len(), 1);
}
