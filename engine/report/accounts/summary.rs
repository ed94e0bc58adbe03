//! The years on one screen.

use super::once::payback;
use crate::accounts::{Accounts, Kinds};
use crate::report::table::Columns;
use doorstep_scenario::{Pence, SavingKind, Scenario};

/// A table by year, targets, how sure the saving is, payback, and what does not work.
pub fn lines(scenario: &Scenario, accounts: &Accounts) -> Vec<String> {
    let mut lines = by_year(scenario, accounts);
    lines.push("Reserves and receipts pay for one-offs; they are in no saving.".to_owned());
    lines.extend(super::evidence::counted(scenario, accounts));
    lines.extend(targets(scenario, accounts));
    lines.extend(sure(accounts));
    lines.push(format!("One-offs paid back: {}.", payback(accounts.payback)));
    if let Some(value) = &accounts.value {
        lines.push(format!("Net present value of cash saved less one-offs, which is no saving: {}.", value.total));
    }
    if accounts.problems.is_empty() {
        lines.push("Nothing found that does not work.".to_owned());
    } else {
        lines.push("What does not work".to_owned());
        lines.extend(accounts.problems.iter().map(|problem| format!("  {}: {}", problem.year, problem.words)));
    }
    lines
}

/// One kind of saving.
type Kind = fn(&Kinds) -> Pence;

fn by_year(scenario: &Scenario, accounts: &Accounts) -> Vec<String> {
    let mut table = Columns::default();
    let years = &accounts.years;
    table.row(std::iter::once(String::new()).chain(years.iter().map(|year| year.year.to_string())));
    let mut row = |name: &str, amount: &dyn Fn(usize) -> Pence| {
        table.row(std::iter::once(name.to_owned()).chain((0..years.len()).map(|at| amount(at).to_string())));
    };
    let totals: Vec<_> = years.iter().map(crate::accounts::Year::total).collect();
    let saved: Vec<_> = accounts.savings.iter().map(crate::accounts::SavingsYear::total).collect();
    row("do nothing", &|at| totals[at].do_nothing);
    row("proposal, the year itself", &|at| totals[at].net_in_year());
    row("proposal, a whole year of its end", &|at| totals[at].net_run_rate());
    let kinds: [(&str, Kind); 6] = [
        ("cost reduction", |kinds| kinds.cost_reduction),
        ("income", |kinds| kinds.income),
        ("fund switch", |kinds| kinds.fund_switch),
        ("avoidance", |kinds| kinds.avoidance),
        ("less spent, not cashable", |kinds| kinds.not_cashable),
        ("less spent on other funds", |kinds| kinds.other_funds),
    ];
    // A column of nothing says nothing on one screen; savings.csv has every kind.
    let mut unless_nothing = |name: &str, amount: &dyn Fn(usize) -> Pence| {
        if (0..years.len()).any(|at| amount(at) != Pence::ZERO) {
            row(name, amount);
        }
    };
    for (name, of) in kinds {
        unless_nothing(&format!("{name}, the year itself"), &|at| of(&saved[at].in_year));
        unless_nothing(&format!("{name}, run-rate"), &|at| of(&saved[at].run_rate));
    }
    unless_nothing("one-offs", &|at| accounts.financing[at].planned);
    unless_nothing("one-offs that nothing pays", &|at| accounts.financing[at].unfinanced);
    let sources = scenario.programme.as_ref().map_or(&[][..], |programme| &programme.sources);
    unless_nothing("reserves at the year's end", &|at| accounts.financing[at].reserves(sources));
    table.lines()
}

fn targets(scenario: &Scenario, accounts: &Accounts) -> Vec<String> {
    let each = accounts.targets.iter().map(|held| {
        let target = &scenario.targets[held.target];
        let state = if held.kept { "kept".to_owned() } else { format!("missed by {}", held.missing) };
        let lost = [
            (held.income_lost, "income lost"),
            (held.prevention_lost, "posts for more cases"),
            (held.switch_lost, "what other funds paid"),
        ];
        let lost = lost.into_iter().filter(|(amount, _)| *amount < Pence::ZERO);
        let lost: Vec<String> = lost.map(|(amount, of)| format!(", {} of {of} taken off", -amount)).collect();
        let lost = lost.concat();
        let (year, have, wanted, most) = (held.year, held.have, held.wanted, held.touchable);
        let spends = target.counting.contains(&SavingKind::CostReduction);
        let most = if spends { format!("; {most} of spending may be touched") } else { String::new() };
        format!("  {} ({year}): {have} of {wanted}{lost}, {state}{most}", target.id)
    });
    let mut lines: Vec<String> = each.collect();
    if !lines.is_empty() {
        lines.insert(0, "Targets".to_owned());
    }
    lines
}

fn sure(accounts: &Accounts) -> Option<String> {
    let found = accounts.delivery.as_ref()?;
    let rounded = if found.rounded_to > Pence(1) {
        format!(" Amounts rounded down to {} for this.", found.rounded_to)
    } else {
        String::new()
    };
    Some(format!(
        "Of {} a year at the end, {} is expected; P50 {}, P80 {} if parts fail independently, {} and {} if together. Contingency {}.{rounded}",
        found.headline,
        found.expected,
        found.independent.p50,
        found.independent.p80,
        found.together.p50,
        found.together.p80,
        found.contingency,
    ))
}
