//! What is known of prevention, what is counted of it, and how large an effect would have to be.

use super::{table, yes};
use crate::accounts::{Accounts, Effect};
use crate::report::tables::{Result, cell, pounds, tenth};
use doorstep_scenario::{Evidence, Pence, Prevention, Programme, Scenario, Studied};
use std::io::Write;

/// Said beside every break-even, so that nobody takes it for a finding.
const ARITHMETIC: &str = "break-even is arithmetic, not evidence: the effect at which the change of reach in the end year \
                          would just pay for the change in cost of the service's sessions";

fn of(studied: Studied) -> &'static str {
    match studied {
        Studied::Opening => "opening",
        Studied::Closing => "closing",
        Studied::Funding => "funding",
    }
}

/// Six decimals: one case in a million people is less than anybody can know.
fn small(effect: f64) -> String {
    let shown = format!("{effect:.6}");
    if shown == "-0.000000" { "0.000000".to_owned() } else { shown }
}

const HEAD: [&str; 24] = [
    "part",
    "id",
    "used",
    "effect",
    "population",
    "date",
    "of",
    "low",
    "central",
    "high",
    "unit",
    "source",
    "superseded_by",
    "evidence",
    "service",
    "role",
    "lag_years",
    "max_effect",
    "end_year_reach_change",
    "end_year_fewer_cases",
    "end_year_cost_change_gbp",
    "pay_per_case_gbp",
    "break_even_fewer_cases_per_person",
    "note",
];

/// The register: every finding, used or not, superseded or not; then every effect with its break-even.
///
/// # Errors
/// When the writer fails.
pub fn evidence(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let mut table = table(to, &HEAD)?;
    let Some(programme) = &scenario.programme else { return Ok(table.flush()?) };
    for (at, finding) in programme.evidence.iter().enumerate() {
        let used = programme.prevention.iter().any(|effect| effect.used && effect.evidence == Some(at));
        let by = finding.superseded_by.and_then(|by| programme.evidence.get(by));
        let mut row = vec![
            "evidence".to_owned(),
            cell(&finding.id),
            yes(used).to_owned(),
            cell(&finding.effect),
            cell(&finding.population),
            finding.date.clone(),
            of(finding.of).to_owned(),
            finding.low.to_string(),
            finding.central.to_string(),
            finding.high.to_string(),
            cell(&finding.unit),
            cell(&finding.source),
            by.map_or_else(String::new, |by| cell(&by.id)),
        ];
        row.resize(HEAD.len(), String::new());
        table.write_record(row)?;
    }
    for (at, effect) in programme.prevention.iter().enumerate() {
        table.write_record(of_effect(scenario, programme, effect, accounts.prevention.effects.get(at)))?;
    }
    Ok(table.flush()?)
}

fn of_effect(scenario: &Scenario, programme: &Programme, effect: &Prevention, found: Option<&Effect>) -> Vec<String> {
    let (low, high) = effect.range;
    let number = |value: Option<f64>, shown: fn(f64) -> String| value.map_or_else(String::new, shown);
    let note = match found {
        None => "reach is not known here".to_owned(),
        Some(found) => match found.break_even {
            None => String::new(),
            Some(effect) if effect < 0.0 => format!("{ARITHMETIC}; below 0, reach and cost go opposite ways"),
            Some(_) => ARITHMETIC.to_owned(),
        },
    };
    vec![
        "effect".to_owned(),
        cell(&effect.id),
        yes(effect.used).to_owned(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        low.to_string(),
        effect.effect.to_string(),
        high.to_string(),
        "fewer cases for each person more that is reached".to_owned(),
        String::new(),
        String::new(),
        finding(programme, effect).map_or_else(String::new, |finding| cell(&finding.id)),
        cell(&scenario.services[effect.service.0].id),
        programme.roles.get(effect.role).map_or_else(String::new, |role| cell(&role.id)),
        effect.lag.to_string(),
        effect.max_effect.value().to_string(),
        number(found.and_then(|found| found.reach_change.last().copied()), tenth),
        number(found.and_then(|found| found.fewer_cases.last().copied()), tenth),
        found.map_or_else(String::new, |found| pounds(found.cost_change)),
        number(found.and_then(|found| found.pay_per_case), |pence| format!("{:.2}", pence / 100.0)),
        number(found.and_then(|found| found.break_even), small),
        note,
    ]
}

fn finding<'p>(programme: &'p Programme, effect: &Prevention) -> Option<&'p Evidence> {
    effect.evidence.and_then(|at| programme.evidence.get(at))
}

/// A line for every effect that is used, with what it rests on; then what all of them come to. None where none
/// is used.
pub(super) fn counted(scenario: &Scenario, accounts: &Accounts) -> Vec<String> {
    let Some(programme) = &scenario.programme else { return Vec::new() };
    let used = programme.prevention.iter().enumerate().filter(|(_, effect)| effect.used);
    let mut lines: Vec<String> =
        used.map(|(at, effect)| line(scenario, programme, effect, accounts.prevention.effects.get(at))).collect();
    if let (false, Some(year), Some(avoided)) =
        (lines.is_empty(), accounts.years.last(), accounts.prevention.avoided.last())
    {
        let (more, amount) = if *avoided < Pence::ZERO { ("more", -*avoided) } else { ("less", *avoided) };
        lines.push(format!(
            "  In {} posts cost {amount} {more} by it. Less is avoidance, no cost reduction; more is taken off every target.",
            year.year
        ));
    }
    lines
}

/// By how many cases the last year's reach goes on to change the years after the end, beyond the end year's own.
fn after_the_end(effect: &Prevention, found: &Effect) -> f64 {
    let change = found.reach_change.last().copied().unwrap_or(0.0);
    effect.effect * change - found.fewer_cases.last().copied().unwrap_or(0.0)
}

fn line(scenario: &Scenario, programme: &Programme, effect: &Prevention, found: Option<&Effect>) -> String {
    let rests = finding(programme, effect).map_or_else(
        || "no evidence".to_owned(),
        |finding| {
            let by = finding.superseded_by.and_then(|by| programme.evidence.get(by));
            let superseded = by.map_or_else(String::new, |by| format!(", superseded by {}", by.id));
            format!(
                "{} ({}; {}; {}, of {}{superseded}; {})",
                finding.id,
                finding.effect,
                finding.population,
                finding.date,
                of(finding.of),
                finding.source
            )
        },
    );
    let fewer = found.and_then(|found| found.fewer_cases.last()).map_or_else(
        || "not counted, for reach is not known here".to_owned(),
        |fewer| {
            let (more, count) = if *fewer < 0.0 { ("more", -fewer) } else { ("fewer", *fewer) };
            let later = found.map_or(0.0, |found| after_the_end(effect, found));
            let later = if later.abs() < 0.05 {
                String::new()
            } else {
                let (more, count) = if later < 0.0 { ("more", -later) } else { ("fewer", later) };
                format!(", and {} {more} in a year after the end, which no year here pays for", tenth(count))
            };
            format!("{} cases {more} in the end year, before max_effect{later}", tenth(count))
        },
    );
    let (low, high) = effect.range;
    let role = programme.roles.get(effect.role).map_or("", |role| role.name.as_str());
    let years = if effect.lag == 1 { "year" } else { "years" };
    format!(
        "Prevention is counted: {}, {} fewer cases ({low} to {high}) of {role} for each person more that {} reaches, {} {years} \
         later: {fewer}. It rests on {rests}.",
        effect.id, effect.effect, scenario.services[effect.service.0].name, effect.lag
    )
}
