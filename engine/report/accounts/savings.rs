//! What is saved, by kind, and what was asked for.

use super::{row, table, yes};
use crate::accounts::{Accounts, Kinds};
use crate::report::tables::{Result, cell, pounds};
use doorstep_scenario::{Against, Basis, Measured, Pence, SavingKind, Scenario, Strength};
use std::io::Write;

const READINGS: [(Measured, Against); 4] = [
    (Measured::InYear, Against::DoNothing),
    (Measured::RunRate, Against::DoNothing),
    (Measured::InYear, Against::Base),
    (Measured::RunRate, Against::Base),
];

fn measured(measured: Measured) -> &'static str {
    match measured {
        Measured::RunRate => "run-rate",
        Measured::InYear => "in year",
    }
}

fn against(against: Against) -> &'static str {
    match against {
        Against::Base => "base",
        Against::DoNothing => "do nothing",
    }
}

fn kind(kind: SavingKind) -> &'static str {
    match kind {
        SavingKind::CostReduction => "cost reduction",
        SavingKind::FundSwitch => "fund switch",
        SavingKind::Avoidance => "avoidance",
        SavingKind::Income => "income",
    }
}

/// Every kind by itself, by year and line, in each reading. What leaves no cash and what other funds'
/// lines cost less stand apart: they meet no target.
///
/// # Errors
/// When the writer fails.
pub fn savings(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "year",
        "measured",
        "against",
        "line",
        "name",
        "cost_reduction_gbp",
        "income_gbp",
        "fund_switch_gbp",
        "avoidance_gbp",
        "less_but_not_cashable_gbp",
        "less_on_other_funds_gbp",
    ];
    let mut table = table(to, &head)?;
    for (year, saved) in accounts.years.iter().zip(&accounts.savings) {
        let when = year.year.to_string();
        for (how, reference) in READINGS {
            let words = [when.as_str(), measured(how), against(reference)];
            for (line, saved) in scenario.lines.iter().zip(&saved.lines) {
                let words = [words[0], words[1], words[2], &line.id, &line.name];
                row(&mut table, &words, &amounts(saved.read(how, reference)))?;
            }
            let words = [words[0], words[1], words[2], "total", "All lines"];
            row(&mut table, &words, &amounts(saved.total().read(how, reference)))?;
        }
    }
    Ok(table.flush()?)
}

fn amounts(kinds: Kinds) -> [Pence; 6] {
    [kinds.cost_reduction, kinds.income, kinds.fund_switch, kinds.avoidance, kinds.not_cashable, kinds.other_funds]
}

/// Every target with all of its terms, and what is saved towards it.
///
/// # Errors
/// When the writer fails.
pub fn targets(scenario: &Scenario, accounts: &Accounts, to: impl Write) -> Result {
    let head = [
        "target",
        "year",
        "basis",
        "measured",
        "against",
        "counting",
        "strength",
        "wanted_gbp",
        "have_gbp",
        "of_which_income_lost_gbp",
        "of_which_prevention_lost_gbp",
        "of_which_switch_lost_gbp",
        "missing_gbp",
        "touchable_gbp",
        "kept",
        "why",
        "source",
    ];
    let mut table = table(to, &head)?;
    for held in &accounts.targets {
        let target = &scenario.targets[held.target];
        let basis = match target.basis {
            Basis::AnnualLevel => "annual level",
            Basis::Increment => "increment",
            Basis::CumulativeCash => "cumulative cash",
        };
        let strength = match target.strength {
            Strength::Hard => "hard".to_owned(),
            Strength::Soft { price } => format!("soft, {price} a unit"),
        };
        let counting: Vec<&str> = target.counting.iter().map(|each| kind(*each)).collect();
        let words = [
            target.id.clone(),
            held.year.to_string(),
            basis.to_owned(),
            measured(target.measured).to_owned(),
            against(target.against).to_owned(),
            counting.join(", "),
            strength,
        ];
        let lost = [held.income_lost, held.prevention_lost, held.switch_lost];
        let amounts = [&[held.wanted, held.have][..], &lost, &[held.missing, held.touchable]].concat();
        let amounts = amounts.into_iter().map(pounds);
        let (why, source) = (target.why.as_deref().unwrap_or(""), target.source.as_deref().unwrap_or(""));
        let last = [yes(held.kept).to_owned(), cell(why), cell(source)];
        table.write_record(words.iter().map(|word| cell(word)).chain(amounts).chain(last))?;
    }
    Ok(table.flush()?)
}
