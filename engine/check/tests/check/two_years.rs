//! Two centres, £100,000 each, of which each earns £20,000 of rent, with ten weekly sessions of £100 in 40
//! weeks at each; two advisers at £30,000; a grant that pays £300,000 of services with £290,000. Over two
//! years: the second centre closes on 1 October of the first, the second is 2% dearer.

use doorstep_scenario::{
    Against, BaselineOffer, Basis, Category, FinancialYear, Fund, FundIx, FundKind, FundTerms, Host, LedgerRow,
    LevelIx, Line, LineIx, Measure, MeasureKind, Measured, ModeIx, Moves, Offered, OneOff, OneOffKind, Pence, Place,
    Plan, Pressure, Programme, Rag, Role, SavingKind, Scenario, ServiceIx, Sessions, SiteIx, Source, SourceKind,
    StaffNeed, Strength, Target,
};

use crate::blank::{ground, share};

/// Pounds.
pub fn gbp(pounds: i64) -> Pence {
    Pence(100 * pounds)
}

pub fn programme(scenario: &mut Scenario) -> &mut Programme {
    scenario.programme.as_mut().unwrap()
}

/// Ten sessions at the first centre, and at the second as long as it is a hub.
pub fn plan(second: &str) -> Plan {
    let mut offers = vec![offered("s0", Sessions(10_000))];
    if second == "hub" {
        offers.push(offered("s1", Sessions(10_000)));
    }
    let level = |site: &str, level: &str| (site.to_owned(), level.to_owned());
    Plan { levels: vec![level("s0", "hub"), level("s1", second)], offers, served: vec![] }
}

pub fn offered(place: &str, sessions: Sessions) -> Offered {
    let s = ground(&[]);
    let (service, mode) = (s.services[0].id.clone(), s.services[0].modes[0].id.clone());
    Offered { service, mode, place: place.to_owned(), sessions }
}

fn line(id: &str, fund: usize) -> Line {
    let (id, name, fund, fixed) = (id.to_owned(), id.to_owned(), FundIx(fund), Pence::ZERO);
    Line { id, name, fund, touchable: true, cashable: true, fixed, income: false, backed_by: None }
}

pub fn scenario() -> Scenario {
    let mut s = ground(&[]);
    s.end_year = FinancialYear(2027);
    let terms = FundTerms { budget: vec![gbp(290_000); 2], carry: gbp(5_000), ..FundTerms::default() };
    s.funds.push(Fund { id: "grant".to_owned(), kind: FundKind::RingFenced, terms: Some(terms) });
    s.lines = vec![line("centres", 0), line("rents", 0), line("services", 1)];
    s.lines[1].income = true;
    s.lines[2].fixed = gbp(300_000);
    s.lines[2].backed_by = Some(FundIx(0));
    s.levels[1].costs = vec![(LineIx(0), gbp(100_000)), (LineIx(1), gbp(-20_000))];
    let mode = &mut s.services[0].modes[0];
    (mode.session_costs, mode.running_costs, mode.weeks) = (vec![(LineIx(0), gbp(100))], vec![], 40);
    mode.most = Sessions(30_000);
    let mut second = s.sites[0].clone();
    s.sites[0].id = "s0".into();
    second.id = "s1".into();
    s.sites.push(second);
    let offer = |site| BaselineOffer {
        service: ServiceIx(0),
        mode: ModeIx(0),
        host: Host::Site(SiteIx(site)),
        sessions: Sessions(10_000),
    };
    s.baseline = vec![offer(0), offer(1)];
    s.targets = vec![
        target("cash", 150_000, 2027, (Basis::CumulativeCash, Measured::InYear)),
        target("first", 100_000, 2026, (Basis::Increment, Measured::RunRate)),
        target("second", 20_000, 2027, (Basis::Increment, Measured::RunRate)),
    ];
    s.programme = Some(years());
    s
}

fn target(id: &str, pounds: i64, by: u16, (basis, measured): (Basis, Measured)) -> Target {
    Target {
        id: id.to_owned(),
        amount: gbp(pounds),
        by: FinancialYear(by),
        basis,
        measured,
        against: Against::DoNothing,
        counting: vec![SavingKind::CostReduction],
        strength: Strength::Hard,
        why: None,
        source: None,
        place: Place::file("by hand"),
    }
}

fn years() -> Programme {
    let row = |subjective: &str, amount| LedgerRow {
        cost_centre: "100".to_owned(),
        subjective: subjective.to_owned(),
        objective: "early years".to_owned(),
        section_251: "3.0.1".to_owned(),
        line: LineIx(0),
        amount: Pence(amount),
    };
    let prices = Category {
        id: "all".to_owned(),
        rates: vec![0, 20_000],
        index: vec![1_000_000_000, 1_020_000_000],
        source: None,
    };
    let pressure = Pressure {
        id: "demand".to_owned(),
        line: LineIx(2),
        amounts: vec![gbp(0), gbp(10_000)],
        why: None,
        source: None,
    };
    let advisers = Role {
        id: "advisers".to_owned(),
        name: "Advisers".to_owned(),
        today: 2.0,
        need: StaffNeed::Cases { cases: vec![40.0, 80.0], cap: vec![10.0, 10.0] },
        pay: Some((LineIx(0), gbp(30_000))),
        whole: true,
        turnover: share(0.0),
        hires: Some(vec![1.0, 10.0]),
    };
    let buying = Measure {
        id: "buying".to_owned(),
        name: "Better buying".to_owned(),
        line: LineIx(0),
        kind: MeasureKind::CostReduction,
        amounts: vec![gbp(1_000); 2],
        rag: Rag::Green,
        why: None,
        source: None,
        place: Place::file("by hand"),
    };
    let source = |id: &str, kind| Source { id: id.to_owned(), kind };
    Programme {
        moves: Moves { months: vec![6, 12], ramp_up: share(1.0), ..Moves::default() },
        inflation: vec![prices],
        category_of: vec![0; 3],
        pressures: vec![pressure],
        ledger: vec![row("employees", 1), row("premises", 2)],
        measures: vec![buying],
        one_offs: one_offs(),
        sources: vec![
            source("change", SourceKind::Allowance { amounts: vec![gbp(10_000), gbp(0)] }),
            source("reserve", SourceKind::Reserve { opening: gbp(50_000), minimum: gbp(20_000) }),
            source("sale", SourceKind::Receipts { sites: vec![(SiteIx(1), gbp(40_000))], lag: 1 }),
        ],
        roles: vec![advisers],
        ..Programme::default()
    }
}

fn one_offs() -> Vec<OneOff> {
    let (from, to) = (vec![LevelIx(1)], vec![LevelIx(0)]);
    let grants = vec![(SiteIx(1), gbp(500_000), FinancialYear(2010))];
    let kinds = [
        ("clawback", OneOffKind::Clawback { grants, asked: share(0.1) }),
        ("double-running", OneOffKind::DoubleRunning { from: from.clone(), to: to.clone(), months: 3 }),
        ("exits", OneOffKind::Exits { line: LineIx(0), post: gbp(30_000), paid: share(0.5), amount: gbp(9_000) }),
        ("moving", OneOffKind::Moving { from, to, amount: gbp(12_000) }),
    ];
    let one_off = |(id, kind): (&str, OneOffKind)| OneOff {
        id: id.to_owned(),
        name: id.to_owned(),
        kind,
        range: (1.0, 1.0),
        source: None,
    };
    kinds.into_iter().map(one_off).collect()
}
