//! A town with two centres and two funds, in round figures.

use super::blank::{ground, share};
use crate::accounts::State;
use doorstep_scenario::{
    Against, BaselineOffer, Basis, FinancialYear, Fund, FundIx, FundKind, FundTerms, Host, LevelIx, Line, LineIx,
    Measure, MeasureKind, Measured, ModeIx, Moves, Pence, Place, Programme, Rag, SavingKind, Scenario, ServiceIx,
    Sessions, SiteIx, Strength, Target,
};

/// Pounds.
pub fn gbp(pounds: i64) -> Pence {
    Pence(100 * pounds)
}

/// The lines of the town.
pub const CENTRES: usize = 0;
pub const RENTS: usize = 1;
pub const GRANT: usize = 2;

fn line(id: &str, fund: usize) -> Line {
    Line {
        id: id.to_owned(),
        name: id.to_owned(),
        fund: FundIx(fund),
        touchable: true,
        cashable: true,
        fixed: Pence::ZERO,
        income: false,
        backed_by: None,
    }
}

/// Two centres at £100,000 each, of which each earns £20,000 of rent; a grant pays £300,000 of fixed
/// spending and is backed by the General Fund. A session a week costs £100, 40 weeks a year, and ten run
/// at each centre on the line of centres. So many years, moves on the first day.
pub fn town(years: u16) -> Scenario {
    let mut s = ground(&[]);
    s.end_year = FinancialYear(2025 + years);
    s.funds.push(Fund { id: "grant".to_owned(), kind: FundKind::RingFenced, terms: None });
    s.lines = vec![line("centres", 0), line("rents", 0), line("services", 1)];
    s.lines[RENTS].income = true;
    s.lines[GRANT].fixed = gbp(300_000);
    s.lines[GRANT].backed_by = Some(FundIx(0));
    s.levels[1].costs = vec![(LineIx(CENTRES), gbp(100_000)), (LineIx(RENTS), gbp(-20_000))];
    let mode = &mut s.services[0].modes[0];
    mode.session_costs = vec![(LineIx(CENTRES), gbp(100))];
    mode.most = Sessions(30_000);
    let mut second = s.sites[0].clone();
    second.id = "s1".to_owned();
    s.sites.push(second);
    s.baseline = (0..2).map(|site| offer(site, 10)).collect();
    s.programme = Some(Programme {
        moves: Moves { months: vec![12; years.into()], ramp_up: share(1.0), ..Moves::default() },
        ..Programme::default()
    });
    s
}

/// Ten sessions a week cost 10 × 40 × £100 = £40,000 a year.
pub fn offer(site: usize, sessions: u32) -> BaselineOffer {
    let host = Host::Site(SiteIx(site));
    BaselineOffer { service: ServiceIx(0), mode: ModeIx(0), host, sessions: Sessions(1000 * sessions) }
}

/// The programme of a town.
pub fn programme(s: &mut Scenario) -> &mut Programme {
    s.programme.as_mut().unwrap()
}

/// The second centre closed, its sessions with it.
pub fn one_closed(s: &Scenario) -> State {
    let mut state = State::today(s);
    state.levels[1] = LevelIx(0);
    state.offers.retain(|offer| offer.host != Host::Site(SiteIx(1)));
    state
}

/// The grant as it stands in each year; nothing may be carried.
pub fn terms<'s>(s: &'s mut Scenario, budget: &[i64]) -> &'s mut FundTerms {
    let budget = budget.iter().copied().map(gbp).collect();
    s.funds[1].terms.insert(FundTerms { budget, ..FundTerms::default() })
}

/// A target of so many pounds by a year.
pub fn target(pounds: i64, by: u16, basis: Basis) -> Target {
    Target {
        id: format!("{basis:?}-{by}"),
        amount: gbp(pounds),
        by: FinancialYear(by),
        basis,
        measured: Measured::RunRate,
        against: Against::DoNothing,
        counting: vec![SavingKind::CostReduction],
        strength: Strength::Hard,
        why: None,
        source: None,
        place: Place::file("by hand"),
    }
}

/// A measure that brings the same in each year.
pub fn measure(id: &str, line: usize, kind: MeasureKind, pounds: i64, years: usize) -> Measure {
    Measure {
        id: id.to_owned(),
        name: id.to_owned(),
        line: LineIx(line),
        kind,
        amounts: vec![gbp(pounds); years],
        rag: Rag::Green,
        why: None,
        source: None,
        place: Place::file("by hand"),
    }
}
