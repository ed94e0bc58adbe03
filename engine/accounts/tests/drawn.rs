//! Random programmes: every kind of line, fund, price, measure and move, small enough to be drawn by
//! the thousand.

use super::blank::{ground, share};
use super::rng::Rng;
use super::town::offer;
use crate::accounts::{ReachPath, State};
use doorstep_scenario::{
    Category, Delivery, FinancialYear, Fund, FundIx, FundKind, FundTerms, Host, LedgerRow, Level, LevelIx, Line,
    LineIx, Measure, MeasureKind, Moves, OneOff, OneOffKind, Pence, Place, Pressure, Prevention, Programme, Rag, Role,
    Scenario, ServiceIx, Sessions, SiteCost, SiteIx, Source, SourceKind, StaffNeed,
};

const LINES: usize = 6;

/// A scenario and the states at its year ends.
pub fn drawn(seed: u64) -> (Scenario, Vec<State>) {
    let rng = &mut Rng::new(seed, 42);
    let mut s = ground(&[]);
    let years = rng.whole(1, 4) as usize;
    s.end_year = FinancialYear(2025 + years as u16);
    money(rng, &mut s, years);
    places(rng, &mut s);
    s.programme = Some(programme(rng, &s, years));
    let states = (0..years).map(|_| state(rng, &s)).collect();
    (s, states)
}

fn pence(rng: &mut Rng, most: i64) -> Pence {
    Pence(rng.whole(0, most))
}

fn by_year(rng: &mut Rng, years: usize, low: i64, high: i64) -> Vec<Pence> {
    (0..years).map(|_| Pence(rng.whole(low, high))).collect()
}

fn money(rng: &mut Rng, s: &mut Scenario, years: usize) {
    for id in ["grant", "pooled"] {
        let terms = rng.chance(0.8).then(|| FundTerms {
            budget: (0..years).map(|_| if rng.chance(0.2) { Pence::ZERO } else { pence(rng, 3_000_000) }).collect(),
            carry: pence(rng, 200_000),
            least_spent: share(rng.unit()),
            partner: rng.chance(0.3).then(|| "health".to_owned()),
        });
        s.funds.push(Fund { id: id.to_owned(), kind: FundKind::RingFenced, terms });
    }
    s.lines = (0..LINES)
        .map(|at| {
            let fund = FundIx(rng.below(3));
            let income = rng.chance(0.25);
            let fixed = pence(rng, 900_000);
            Line {
                id: format!("line-{at}"),
                name: format!("Line {at}"),
                fund,
                touchable: rng.chance(0.8),
                cashable: rng.chance(0.8),
                fixed: if income { -fixed } else { fixed },
                income,
                backed_by: rng.chance(0.6).then(|| FundIx(rng.below(3))),
            }
        })
        .collect();
}

fn costs(rng: &mut Rng, s: &Scenario, most: i64) -> Vec<(LineIx, Pence)> {
    let lines = (0..LINES).filter(|_| rng.chance(0.5)).collect::<Vec<_>>();
    let signed = |line: usize, amount: Pence| if s.lines[line].income { -amount } else { amount };
    lines.into_iter().map(|line| (LineIx(line), signed(line, pence(rng, most)))).collect()
}

fn places(rng: &mut Rng, s: &mut Scenario) {
    let linked = costs(rng, s, 400_000);
    s.levels[1].costs = costs(rng, s, 800_000);
    s.levels.push(Level { id: "linked".to_owned(), hours: 10.0, costs: linked });
    let count = rng.whole(1, 4) as usize;
    s.sites = vec![s.sites[0].clone(); count];
    for at in 0..count {
        s.sites[at].baseline = LevelIx(rng.below(3));
        if rng.chance(0.5) {
            let line = rng.below(LINES);
            let amount = pence(rng, 500_000);
            let amount = if s.lines[line].income { -amount } else { amount };
            s.sites[at].costs = vec![SiteCost { level: LevelIx(1), line: LineIx(line), amount }];
        }
    }
    let (session, running) = (costs(rng, s, 9_999), costs(rng, s, 50_000));
    let mode = &mut s.services[0].modes[0];
    (mode.session_costs, mode.running_costs) = (session, running);
    s.baseline = offers(rng, count);
}

fn offers(rng: &mut Rng, sites: usize) -> Vec<doorstep_scenario::BaselineOffer> {
    let mut found = Vec::new();
    for site in 0..=sites {
        let mut drawn = offer(site, 1);
        drawn.sessions = Sessions(100 * rng.whole(1, 200) as u32);
        if site == sites {
            drawn.host = Host::Everywhere;
        }
        if rng.chance(0.7) {
            found.push(drawn);
        }
    }
    found
}

fn state(rng: &mut Rng, s: &Scenario) -> State {
    let levels = s.sites.iter().map(|_| LevelIx(rng.below(3))).collect();
    let mut offers = offers(rng, s.sites.len());
    offers.sort_unstable();
    State { levels, offers }
}

fn programme(rng: &mut Rng, s: &Scenario, years: usize) -> Programme {
    let mut p = Programme {
        moves: Moves {
            steady: false,
            months: (0..years).map(|_| rng.whole(1, 12) as u32).collect(),
            reversible: rng.chance(0.5),
            ramp_up: share(1.0),
            ..Moves::default()
        },
        ..Programme::default()
    };
    if rng.chance(0.8) {
        p.inflation = (0..2).map(|at| category(rng, at, years)).collect();
        p.category_of = (0..LINES).map(|_| rng.below(2)).collect();
    }
    p.pressures = (0..rng.below(4))
        .map(|at| Pressure {
            id: format!("p{at}"),
            line: LineIx(rng.below(LINES)),
            amounts: by_year(rng, years, -50_000, 300_000),
            why: None,
            source: None,
        })
        .collect();
    let switch = MeasureKind::FundSwitch(FundIx(1));
    let kinds = [MeasureKind::CostReduction, MeasureKind::Income, MeasureKind::Avoidance, switch];
    p.measures = (0..rng.below(5))
        .map(|at| Measure {
            id: format!("m{at}"),
            name: format!("Measure {at}"),
            line: LineIx(rng.below(LINES)),
            kind: rng.pick(&kinds),
            amounts: by_year(rng, years, 0, 200_000),
            rag: rng.pick(&[Rag::Green, Rag::Amber, Rag::Red]),
            why: None,
            source: None,
            place: Place::file("drawn"),
        })
        .collect();
    p.one_offs = one_offs(rng);
    p.sources = vec![
        Source { id: "allowance".to_owned(), kind: SourceKind::Allowance { amounts: by_year(rng, years, 0, 90_000) } },
        Source {
            id: "reserve".to_owned(),
            kind: SourceKind::Reserve { opening: pence(rng, 900_000), minimum: Pence(0) },
        },
        Source {
            id: "sale".to_owned(),
            kind: SourceKind::Receipts { sites: vec![(SiteIx(0), pence(rng, 400_000))], lag: rng.below(3) as u32 },
        },
    ];
    p.roles = (0..rng.below(3)).map(|at| role(rng, at, years)).collect();
    p.prevention = prevention(rng, p.roles.len());
    p.delivery = rng.chance(0.5).then(|| Delivery {
        odds: [share(0.95), share(0.75), share(0.4)],
        footprint: [Rag::Green, Rag::Amber, Rag::Amber, Rag::Red],
        source: None,
    });
    p.discount = vec![(2, share(0.035)), (1, share(0.03))];
    p.ledger = ledger(rng, s);
    p
}

fn category(rng: &mut Rng, at: usize, years: usize) -> Category {
    let rates: Vec<i64> = (0..years).map(|_| rng.whole(-20_000, 60_000)).collect();
    let grown = rates.iter().scan(1_000_000_000_i64, |now, rate| {
        *now = (*now * (1_000_000 + rate) + 500_000).div_euclid(1_000_000);
        Some(*now)
    });
    Category { id: format!("c{at}"), index: grown.collect(), rates, source: None }
}

fn one_offs(rng: &mut Rng) -> Vec<OneOff> {
    let (from, to) = (vec![LevelIx(1), LevelIx(2)], vec![LevelIx(0), LevelIx(2)]);
    let kinds = [
        OneOffKind::Moving { from: from.clone(), to: to.clone(), amount: pence(rng, 30_000) },
        OneOffKind::DoubleRunning { from, to, months: rng.whole(1, 24) as u32 },
        OneOffKind::Exits {
            line: LineIx(rng.below(LINES)),
            post: Pence(rng.whole(1, 50_000)),
            paid: share(rng.unit()),
            amount: pence(rng, 30_000),
        },
        OneOffKind::Clawback {
            grants: vec![(SiteIx(0), pence(rng, 500_000), FinancialYear(2006))],
            asked: share(rng.unit()),
        },
    ];
    let each = (0..).zip(kinds).filter(|_| rng.chance(0.7)).collect::<Vec<_>>();
    let one_off = |(at, kind): (usize, OneOffKind)| OneOff {
        id: format!("o{at}"),
        name: format!("One-off {at}"),
        kind,
        range: (0.5, 2.0),
        source: None,
    };
    each.into_iter().map(one_off).collect()
}

fn role(rng: &mut Rng, at: usize, years: usize) -> Role {
    let mut real = |low: f64, high: f64| (0..years).map(|_| rng.real(low, high)).collect::<Vec<_>>();
    let (cases, cap, hires) = (real(0.0, 300.0), real(10.0, 40.0), real(0.0, 4.0));
    Role {
        id: format!("r{at}"),
        name: format!("Role {at}"),
        today: rng.real(0.0, 10.0),
        need: StaffNeed::Cases { cases, cap },
        pay: rng.chance(0.8).then(|| (LineIx(rng.below(LINES)), pence(rng, 60_000))),
        whole: rng.chance(0.5),
        turnover: share(rng.real(0.0, 0.3)),
        hires: rng.chance(0.5).then_some(hires),
    }
}

/// Effects of any sign on any role, some of them used.
fn prevention(rng: &mut Rng, roles: usize) -> Vec<Prevention> {
    let count = if roles == 0 { 0 } else { rng.below(3) };
    let each = (0..count).map(|at| Prevention {
        id: format!("v{at}"),
        service: ServiceIx(0),
        role: rng.below(roles),
        lag: rng.below(3) as u32,
        effect: rng.real(-0.2, 0.8),
        range: (-1.0, 1.0),
        max_effect: share(rng.unit()),
        evidence: None,
        used: rng.chance(0.7),
        place: Place::file("drawn"),
    });
    each.collect()
}

/// People reached by the first service, less and more than at first.
pub fn reach(seed: u64) -> ReachPath {
    let rng = &mut Rng::new(seed, 7);
    ReachPath { baseline: vec![400.0], years: (0..4).map(|_| vec![rng.real(0.0, 900.0)]).collect() }
}

/// Rows of any size and sign: what they come to is not what the lines cost, so that every share is odd.
fn ledger(rng: &mut Rng, s: &Scenario) -> Vec<LedgerRow> {
    let mut rows = Vec::new();
    for line in 0..s.lines.len() {
        for row in 0..rng.below(5) {
            rows.push(LedgerRow {
                cost_centre: format!("{line}{row}"),
                subjective: rng.pick(&["employees", "premises"]).to_owned(),
                objective: rng.pick(&["early years", "family support"]).to_owned(),
                section_251: rng.pick(&["3.0.1", "3.0.2", "3.4.5"]).to_owned(),
                line: LineIx(line),
                amount: Pence(rng.whole(-20_000, 90_000)),
            });
        }
    }
    rows.sort();
    rows
}
