//! A proposal on one screen, beside the status quo: every line of money, every rule and target, every
//! goal, and what stops without the proposal saying so.

use super::summary::{CAUTION, a_person, calibration, cautions, figure, misses, side_by_side};
use super::table::{Columns, thousands};
use super::tables::{self, cell};
use super::{choice, fairness};
use crate::explore::{Assessed, Improved, Scored, Stops, Why};
use crate::instance::{Instance, counts_as_saving};
use doorstep_check::{RuleFinding, TargetFinding};
use doorstep_scenario::{Pence, RuleKind, Scenario, Sessions};
use std::io::Write;

/// Offers that stop are listed here up to so many; the table has all.
const LISTED: usize = 12;

/// The whole summary, line by line.
pub fn summary(instance: &Instance, scored: &Scored) -> Vec<String> {
    let scenario = &instance.scenario;
    let mut lines = vec![scenario.name.clone(), format!("{}. {CAUTION}", scenario.council)];
    lines.extend(calibration(scenario, &scored.calibration));
    lines.extend(cautions(scenario));
    lines.push(String::new());
    if !scored.is_possible() {
        lines.push("Impossible as it is proposed: it asks for more or less than there is.".to_owned());
        for broken in &scored.proposal.verdict.broken {
            lines.push(format!("  {} {}. {}", broken.code, broken.what, broken.meaning));
        }
        lines.push("The figures below count it as if it could be.".to_owned());
        lines.push(String::new());
    }
    let both = [&scored.status_quo, &scored.proposal];
    side_by_side(instance, &both, &mut lines);
    lines.push(String::new());
    lines.extend(choice::summary(instance, &scored.rescored));
    lines.push(String::new());
    let headline = scored.status_quo.measures.headline_service(instance);
    lines.extend(fairness::summary(instance, &scored.fairness, headline));
    money(instance, both, &mut lines);
    demands(instance, both, &mut lines);
    goals(scenario, both, &mut lines);
    consequences(instance, &scored.stops, &mut lines);
    lines.push(String::new());
    lines.push(if scored.is_possible() {
        "Checked: both proved by the checker, from the scenario alone: money to the penny, distance, reach, every rule and goal.".to_owned()
    } else {
        "Checked: every figure computed again by the checker, from the scenario alone; the proposal itself cannot be, see above.".to_owned()
    });
    lines
}

/// What is said where nothing better was looked for.
pub const NOT_SEARCHED: &str =
    "Scored, not searched for: better plans may exist. `--improve` looks for them near this one and for its money.";

/// What the proposal leaves open: a swap or two, and the best plan for the same money.
pub fn improved(instance: &Instance, scored: &Scored, improved: &Improved) -> Vec<String> {
    let scenario = &instance.scenario;
    let aim = improved.aim;
    let worse = |value: f64| figure(aim, value, !aim.maximise());
    let own = scored.proposal.value(aim).unwrap_or(f64::NAN);
    let money = scored.proposal.measures.money.total();
    let mut lines = vec![
        String::new(),
        format!("For no more than its money, {money} a year, {}: {} as proposed", aim.title(scenario), worse(own)),
    ];
    if !scored.is_possible() {
        lines.push("  The proposal breaks what is demanded; these keep all of it, so they may reach less:".to_owned());
    }
    for better in &improved.better {
        let what = match better.swaps {
            Some(1) => "with one site at another level".to_owned(),
            Some(swaps) => format!("with at most {swaps} sites at another level"),
            None => "with any sites at other levels".to_owned(),
        };
        let Some(plan) = &better.best.plan else {
            let why =
                if better.best.impossible { "no plan keeps every hard rule: proven" } else { "no plan was found" };
            lines.push(format!("  {what}: {why}"));
            continue;
        };
        let value = plan.value(aim).unwrap_or(f64::NAN);
        let bound = better.best.bound.map_or_else(String::new, |bound| {
            format!("; no such plan is better than {}", figure(aim, bound, aim.maximise()))
        });
        let mut moves: Vec<String> = Vec::new();
        for (at, (from, to)) in scored.proposal.decisions.levels.iter().zip(&plan.decisions.levels).enumerate() {
            if from != to {
                let level = |of: doorstep_scenario::LevelIx| &scenario.levels[of.0].id;
                moves.push(format!("{} {} in place of {}", scenario.sites[at].id, level(*to), level(*from)));
            }
        }
        let count = moves.len();
        if count > LISTED {
            moves.truncate(LISTED);
            moves.push(format!("and {} more", count - LISTED));
        }
        let moves = if moves.is_empty() { "other sessions only".to_owned() } else { moves.join(", ") };
        lines.push(format!("  {what}: {}{bound}: {moves}", worse(value)));
    }
    lines
}

/// Every line to the penny.
fn money(instance: &Instance, [today, proposal]: [&Assessed; 2], lines: &mut Vec<String>) {
    let scenario = &instance.scenario;
    lines.push(String::new());
    let mut table = Columns::default();
    let head = format!("Money a year by line, {} prices", scenario.price_year);
    table.row([head.as_str(), "status quo", "proposal", "less", "of it saving that counts"]);
    let (before, after) = (&today.measures.money, &proposal.measures.money);
    let mut counted = Pence::ZERO;
    for (at, line) in scenario.lines.iter().enumerate() {
        let less = before.spend[at] - after.spend[at];
        let counts = if counts_as_saving(scenario, at) { less } else { Pence::ZERO };
        counted += counts;
        let amounts = [before.spend[at], after.spend[at], less, counts].map(|amount| amount.to_string());
        table.row([format!("  {}", line.name)].into_iter().chain(amounts));
    }
    let less = before.total() - after.total();
    let amounts = [before.total(), after.total(), less, counted].map(|amount| amount.to_string());
    table.row(["  total".to_owned()].into_iter().chain(amounts));
    lines.extend(table.lines());
}

/// Every target and every part of every rule: kept, or missed by how much.
fn demands(instance: &Instance, [today, proposal]: [&Assessed; 2], lines: &mut Vec<String>) {
    let scenario = &instance.scenario;
    if scenario.targets.is_empty() && scenario.rules.is_empty() {
        return;
    }
    lines.push(String::new());
    let mut table = Columns::default();
    table.row(["Targets and rules", "status quo", "proposal", "asked", "the proposal"]);
    for (before, after) in today.verdict.targets.iter().zip(&proposal.verdict.targets) {
        let amounts = [before.have, after.have, after.wanted].map(|amount| amount.to_string());
        table.row([format!("  {}", after.id)].into_iter().chain(amounts).chain([target(after)]));
    }
    for (before, after) in today.verdict.rules.iter().zip(&proposal.verdict.rules) {
        let (misses, _) = misses(after);
        for (at, part) in after.detail.iter().enumerate() {
            let name = if part.of == "overall" { after.id.clone() } else { format!("{}: {}", after.id, part.of) };
            let had = before.detail.get(at).map_or(0.0, |part| part.have);
            let numbers = [had, part.have, part.wanted].map(count);
            table.row([format!("  {name}")].into_iter().chain(numbers).chain([rule(after, misses[at])]));
        }
    }
    lines.extend(table.lines());
    if scenario.rules.iter().any(|rule| matches!(rule.kind, RuleKind::ReachShare { .. })) {
        lines.push("The proposal's people are shared out so that floors are missed as little as can be, then for the most reach.".to_owned());
    }
}

fn target(found: &TargetFinding) -> String {
    let word = if found.hard { "MISSES it" } else { "misses it" };
    if found.kept { "keeps it".to_owned() } else { format!("{word} by {}", found.wanted - found.have) }
}

fn rule(found: &RuleFinding, by: f64) -> String {
    /// Less is a rounding error.
    const HAIR: f64 = 5e-4;
    if found.kept || by < HAIR {
        return "keeps it".to_owned();
    }
    let word = if found.hard { "MISSES it" } else { "misses it" };
    let unit = if count(by) == "1" { found.unit.trim_end_matches('s') } else { found.unit };
    format!("{word} by {} {unit}", count(by))
}

/// A count of sites or people: whole where it is whole.
fn count(value: f64) -> String {
    if (value - value.round()).abs() < 5e-7 {
        return thousands(value);
    }
    let tenths = format!("{:.1}", value.abs());
    let (whole, tenth) = tenths.split_once('.').unwrap_or((&tenths, "0"));
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}.{tenth}", thousands(whole.parse().unwrap_or(0.0)))
}

fn goals(scenario: &Scenario, [today, proposal]: [&Assessed; 2], lines: &mut Vec<String>) {
    lines.push(String::new());
    let mut table = Columns::default();
    table.row(["Goals, in order", "status quo", "proposal"]);
    for (before, after) in today.goals.iter().zip(&proposal.goals) {
        let shown =
            |value: f64| figure(after.aim, value, !after.aim.maximise()) + &a_person(scenario, after.aim, value);
        table.row([format!("  {}", after.aim.title(scenario)), shown(before.value), shown(after.value)]);
    }
    lines.extend(table.lines());
}

fn consequences(instance: &Instance, stops: &[Stops], lines: &mut Vec<String>) {
    if stops.is_empty() {
        return;
    }
    let sessions: Sessions = stops.iter().map(|stop| stop.sessions).sum();
    let stop = if stops.len() == 1 { "offer of today stops" } else { "offers of today stop" };
    lines.push(String::new());
    lines.push(format!(
        "As a consequence {} {stop}, {sessions} sessions a week in all, though the proposal does not say so:",
        stops.len()
    ));
    for stop in stops.iter().take(LISTED) {
        let [service, mode, place] = words(instance, stop);
        let why = why(instance, stop);
        lines.push(format!("  {service} by {mode} at {place}, {} sessions a week: {why}", stop.sessions));
    }
    if stops.len() > LISTED {
        lines.push(format!("  … and {} more: stops.csv has all", stops.len() - LISTED));
    }
}

/// Every offer of today that stops without the proposal saying so.
///
/// # Errors
/// When the writer fails.
pub fn stops(instance: &Instance, stops: &[Stops], to: impl Write) -> tables::Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["service", "mode", "place", "weekly_sessions_today", "why"])?;
    for stop in stops {
        let [service, mode, place] = words(instance, stop).map(cell);
        table.write_record([service, mode, place, stop.sessions.to_string(), cell(&why(instance, stop))])?;
    }
    Ok(table.flush()?)
}

fn words<'i>(instance: &'i Instance, stop: &Stops) -> [&'i str; 3] {
    let (scenario, offer) = (&instance.scenario, &instance.offers[stop.offer]);
    [&scenario.services[offer.service.0].id, &offer.mode(scenario).id, offer.place(scenario)]
}

fn why(instance: &Instance, stop: &Stops) -> String {
    match stop.why {
        Why::Level(level) => format!("its site is to be {}", instance.scenario.levels[level.0].id),
        Why::NoBase => "no site is left to run it from".to_owned(),
        Why::NotListed => "the proposal lists all that runs, and not this".to_owned(),
    }
}
