//! What decisions cost, in whole pence, by line.

use super::{Decisions, Instance, Offer};
use doorstep_scenario::{FundKind, LevelIx, LineIx, ModeIx, Pence, Scenario, ServiceIx, Sessions};

/// A site's cost of a line at a level: its own, or the level's.
pub fn amount_at_level(scenario: &Scenario, site: usize, level: LevelIx, line: usize) -> Pence {
    own_amount(scenario, site, level, line).unwrap_or_else(|| amount(&scenario.levels[level.0].costs, line))
}

/// What the site itself is said to cost at a level, where that is said.
pub(crate) fn own_amount(scenario: &Scenario, site: usize, level: LevelIx, line: usize) -> Option<Pence> {
    let own = scenario.sites[site].costs.iter().find(|cost| cost.level == level && cost.line == LineIx(line));
    own.map(|cost| cost.amount)
}

/// The amount of a line among costs; nothing where it is not named.
pub(crate) fn amount(costs: &[(LineIx, Pence)], line: usize) -> Pence {
    costs.iter().find(|(at, _)| at.0 == line).map_or(Pence::ZERO, |(_, amount)| *amount)
}

/// A year's cost of one line under these decisions, as if the line could be touched.
pub fn cost_of(scenario: &Scenario, offers: &[Offer], decisions: &Decisions, line: usize) -> Pence {
    let sites = decisions.levels.iter().enumerate().map(|(site, level)| amount_at_level(scenario, site, *level, line));
    let running = offers.iter().zip(&decisions.sessions).filter(|(_, sessions)| **sessions > Sessions::ZERO);
    let run = running.map(|(offer, sessions)| {
        let mode = offer.mode(scenario);
        amount(&mode.session_costs, line).for_year(*sessions, mode.weeks) + amount(&mode.running_costs, line)
    });
    scenario.lines[line].fixed + sites.sum::<Pence>() + run.sum::<Pence>()
}

/// A year's cost of a service in some of its modes: sessions and running, on lines that may be touched.
pub fn cost_of_service(instance: &Instance, decisions: &Decisions, service: ServiceIx, modes: &[ModeIx]) -> Pence {
    let scenario = &instance.scenario;
    let running = instance.offers.iter().zip(&decisions.sessions).filter(|(offer, sessions)| {
        offer.service == service && modes.contains(&offer.mode) && **sessions > Sessions::ZERO
    });
    let each = running.map(|(offer, sessions)| {
        let mode = offer.mode(scenario);
        let touchable = |line: &LineIx| scenario.lines[line.0].touchable;
        let held = mode.session_costs.iter().filter(|(line, _)| touchable(line));
        let run = mode.running_costs.iter().filter(|(line, _)| touchable(line));
        held.map(|(_, amount)| amount.for_year(*sessions, mode.weeks)).sum::<Pence>()
            + run.map(|(_, amount)| *amount).sum::<Pence>()
    });
    each.sum()
}

/// A year's cost of every line under these decisions. A line that may not be touched stays at its
/// baseline.
pub fn ledger(instance: &Instance, decisions: &Decisions) -> Vec<Pence> {
    let scenario = &instance.scenario;
    (0..scenario.lines.len())
        .map(|line| {
            if scenario.lines[line].touchable {
                cost_of(scenario, &instance.offers, decisions, line)
            } else {
                instance.baseline_cost[line]
            }
        })
        .collect()
}

/// Does less spending on a line count towards savings targets? Only on a touchable, cashable line of
/// the General Fund.
pub fn counts_as_saving(scenario: &Scenario, line: usize) -> bool {
    let line = &scenario.lines[line];
    line.touchable && line.cashable && scenario.funds[line.fund.0].kind == FundKind::GeneralFund
}
