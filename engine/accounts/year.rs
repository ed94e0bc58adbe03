//! The scenario as one year has it, so that everything that knows one year works for each.
//!
//! ```text
//! price[t]    = price · index[category of its line, t]          to the nearest penny, halves up
//! fixed[c,t]  = fixed[c] · index + pressure[c,t] + pay of roles on c
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | price | every amount of a level, site, session or running | p | scenario |
//! | index | what a pound has become | billionths | inflation |
//! | pressure | more than in the base | p a year, money of year t | pressures |
//!
//! Today's state at these prices is what doing nothing would cost in the year. Measures beside the
//! footprint are left out: they lower what the footprint has to save, not what doing nothing costs.
//!
//! Source: model.md, "Saving": base − last one-offs + inflation + pressures.

use super::staff::{pay, staff};
use doorstep_scenario::{FundIx, FundKind, Line, LineIx, MeasureKind, Pence, Programme, SavingKind, Scenario, Travel};

/// One pound, in billionths.
const ONE: i128 = 1_000_000_000;

/// An amount of the price year in money of a year, to the nearest penny, halves up.
pub fn indexed(amount: Pence, index: i64) -> Pence {
    let exact = i128::from(amount.0) * i128::from(index);
    Pence(i64::try_from((exact + ONE / 2).div_euclid(ONE)).unwrap_or(i64::MAX))
}

/// What one pound of a line has become by a year, in billionths.
pub(super) fn index_of(scenario: &Scenario, line: LineIx, year: usize) -> i64 {
    let programme = scenario.programme.as_ref();
    let category = programme.and_then(|programme| {
        let of = programme.category_of.get(line.0)?;
        programme.inflation.get(*of)
    });
    #[allow(clippy::cast_possible_truncation, reason = "a billion")]
    category.map_or(ONE as i64, |category| category.index[year])
}

/// What measures beside the footprint save in a year, of the kinds that are meant and on money of a
/// general fund: in money of the year.
pub fn indexed_measures(scenario: &Scenario, year: usize, meant: &[SavingKind]) -> Pence {
    let measures = scenario.programme.iter().flat_map(|programme| &programme.measures);
    let counted = measures.filter(|measure| {
        let line = &scenario.lines[measure.line.0];
        let counts = match measure.kind {
            MeasureKind::CostReduction => line.touchable && line.cashable,
            MeasureKind::Income | MeasureKind::Avoidance | MeasureKind::FundSwitch(_) => true,
        };
        counts
            && scenario.funds[payer(scenario, line, year).0].kind == FundKind::GeneralFund
            && meant.contains(&kind_of(measure.kind))
    });
    counted.map(|measure| indexed(measure.amounts[year], index_of(scenario, measure.line, year))).sum()
}

/// The kind of saving that a measure is.
pub(super) fn kind_of(kind: MeasureKind) -> SavingKind {
    match kind {
        MeasureKind::CostReduction => SavingKind::CostReduction,
        MeasureKind::Income => SavingKind::Income,
        MeasureKind::Avoidance => SavingKind::Avoidance,
        MeasureKind::FundSwitch(_) => SavingKind::FundSwitch,
    }
}

/// The scenario of one year: its end year, people, prices and fixed spending. It has no programme, and
/// its targets are as written: whoever solves it replaces them.
#[must_use]
pub fn at_year(scenario: &Scenario, year: usize) -> Scenario {
    let mut then = scenario.clone();
    let Some(programme) = then.programme.take() else { return then };
    then.end_year = scenario.years().nth(year).unwrap_or(scenario.end_year);
    if !programme.inflation.is_empty() {
        then.price_year = then.end_year;
    }
    if let Some(people) = &programme.people {
        for (area, people) in then.areas.iter_mut().zip(&people[year]) {
            area.people.clone_from(people);
        }
    }
    let moved = |line: LineIx, amount: &mut Pence| *amount = indexed(*amount, index_of(scenario, line, year));
    for (line, amount) in then.levels.iter_mut().flat_map(|level| &mut level.costs) {
        moved(*line, amount);
    }
    for cost in then.sites.iter_mut().flat_map(|site| &mut site.costs) {
        moved(cost.line, &mut cost.amount);
    }
    for mode in then.services.iter_mut().flat_map(|service| &mut service.modes) {
        for (line, amount) in mode.session_costs.iter_mut().chain(&mut mode.running_costs) {
            moved(*line, amount);
        }
    }
    for (at, line) in then.lines.iter_mut().enumerate() {
        moved(LineIx(at), &mut line.fixed);
    }
    for pressure in &programme.pressures {
        then.lines[pressure.line.0].fixed += pressure.amounts[year];
    }
    // Roles that follow from cases; those of sessions have their pay in them.
    for (role, path) in programme.roles.iter().zip(staff(scenario, &[])) {
        if let Some((line, _)) = role.pay {
            then.lines[line.0].fixed += indexed(path.years[year].pay, index_of(scenario, line, year));
        }
    }
    for line in &mut then.lines {
        line.fund = payer(scenario, line, year);
    }
    then
}

/// Who pays a line in a year: its own fund, or the one behind it once its own has ended.
fn payer(scenario: &Scenario, line: &Line, year: usize) -> FundIx {
    let ended = scenario.funds[line.fund.0].terms.as_ref().is_some_and(|terms| terms.budget[year] == Pence::ZERO);
    line.backed_by.filter(|_| ended).unwrap_or(line.fund)
}

/// What money is computed from alone: without the people and ways that no account looks at, and of which a
/// country has millions.
pub fn money_only(scenario: &Scenario) -> Scenario {
    let programme = scenario.programme.as_ref().map(|programme| Programme { people: None, ..programme.clone() });
    Scenario { areas: Vec::new(), travel: Travel::StraightLine { detour: 1.0 }, programme, ..scenario.clone() }
}

/// A year's pay of those who are there today, of roles whose pay has its home on the line.
pub fn paid_today(scenario: &Scenario, line: usize) -> Pence {
    let roles = scenario.programme.iter().flat_map(|programme| &programme.roles);
    roles.filter(|role| role.pay.is_some_and(|(on, _)| on.0 == line)).map(|role| pay(role, role.today)).sum()
}

/// Is the line paid by a general fund?
pub(super) fn is_general(scenario: &Scenario, line: usize) -> bool {
    scenario.funds[scenario.lines[line].fund.0].kind == FundKind::GeneralFund
}
