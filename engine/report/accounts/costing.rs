//! What makes up every line, so that somebody else can work it out again: prices, terms, and amount by amount.

use super::{File, table, yes};
use crate::accounts::{Cost, Costing, PARTS, Terms, Thing};
use crate::report::tables::{Result, cell, pounds};
use doorstep_scenario::{Host, MeasureKind, Pence, Scenario};
use std::io::Write;

/// The tables of a costing. What makes up lines is left out where it is more than anybody reads.
///
/// # Errors
/// When a table cannot be written, which into memory does not happen.
pub fn costing(scenario: &Scenario, found: &Costing) -> std::result::Result<Vec<File>, csv::Error> {
    let (mut of_prices, mut of_terms, mut of_costs) = (Vec::new(), Vec::new(), Vec::new());
    prices(scenario, &found.terms, &mut of_prices)?;
    terms(scenario, &found.terms, &mut of_terms)?;
    let mut files = vec![("prices.csv", of_prices), ("terms.csv", of_terms)];
    if let Some(all) = &found.costs {
        costs(scenario, &found.terms, all, &mut of_costs)?;
        files.push(("costing.csv", of_costs));
    }
    Ok(files)
}

/// A whole number of the smallest unit as a decimal number.
fn decimal(whole: i64, decimals: usize) -> String {
    let sign = if whole < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", whole.unsigned_abs(), width = decimals + 1);
    let (before, after) = digits.split_at(digits.len() - decimals);
    format!("{sign}{before}.{after}")
}

/// What a pound of each line has become; a line without a kind of prices stays at 1.
fn prices(scenario: &Scenario, terms: &[Terms], to: impl Write) -> Result {
    let mut table = table(to, &["line", "category", "year", "rate", "index"])?;
    let programme = scenario.programme.as_ref();
    for of in terms {
        let category = programme.and_then(|programme| {
            let category = programme.category_of.get(of.line.0)?;
            programme.inflation.get(*category)
        });
        let category = category.map_or("", |category| category.id.as_str());
        let rate = of.rate.map_or_else(String::new, |rate| decimal(rate, 6));
        let (line, year) = (cell(&scenario.lines[of.line.0].id), of.year.to_string());
        table.write_record([line, cell(category), year, rate, decimal(of.index, 9)])?;
    }
    Ok(table.flush()?)
}

/// Who pays each line in each year, what counts, and when moves take effect.
fn terms(scenario: &Scenario, terms: &[Terms], to: impl Write) -> Result {
    let head = [
        "year",
        "months_left",
        "line",
        "name",
        "fund",
        "general_fund",
        "general_fund_in_base",
        "pays_alone",
        "touchable",
        "cashable",
        "income",
        "price_base",
    ];
    let mut table = table(to, &head)?;
    for of in terms {
        let line = &scenario.lines[of.line.0];
        let flags = [of.general, of.general_today, of.pays_alone, line.touchable, line.cashable, line.income];
        let words = [
            of.year.to_string(),
            of.months.to_string(),
            cell(&line.id),
            cell(&line.name),
            cell(&scenario.funds[of.fund.0].id),
        ];
        table.write_record(
            words.into_iter().chain(flags.map(|flag| yes(flag).to_owned())).chain([scenario.price_year.to_string()]),
        )?;
    }
    Ok(table.flush()?)
}

/// The words of a cost: what it is, then item and name, place, service, mode, level.
fn words(scenario: &Scenario, thing: Thing) -> [String; 7] {
    let site = |site: usize| scenario.sites[site].id.clone();
    let level = |level: usize| scenario.levels[level].id.clone();
    let host = |host: Host| match host {
        Host::Site(at) => site(at.0),
        Host::Venue(at) => scenario.venues[at.0].id.clone(),
        Host::Everywhere => String::new(),
    };
    let none = String::new;
    let of_role = |kind: &str, at: usize| {
        let role = scenario.programme.as_ref().map(|programme| &programme.roles[at]);
        let (id, name) = role.map_or_else(Default::default, |role| (role.id.clone(), role.name.clone()));
        [kind.to_owned(), id, name, none(), none(), none(), none()]
    };
    match thing {
        Thing::Fixed => ["fixed".to_owned(), none(), none(), none(), none(), none(), none()],
        Thing::Level(at, of) => ["level".to_owned(), none(), none(), site(at.0), none(), none(), level(of.0)],
        Thing::Site(at, of) => ["site".to_owned(), none(), none(), site(at.0), none(), none(), level(of.0)],
        Thing::Session(service, mode, at) | Thing::Running(service, mode, at) => {
            let kind = if matches!(thing, Thing::Session(..)) { "session" } else { "running" };
            let service = &scenario.services[service.0];
            let mode = service.modes[mode.0].id.clone();
            [kind.to_owned(), none(), none(), host(at), service.id.clone(), mode, none()]
        }
        Thing::Pressure(at) => {
            let id = scenario.programme.as_ref().map_or_else(none, |programme| programme.pressures[at].id.clone());
            ["pressure".to_owned(), id, none(), none(), none(), none(), none()]
        }
        Thing::Staff(at) => of_role("staff", at),
        Thing::StaffPlanned(at) => of_role("staff with prevention", at),
        Thing::Vacant(at) => of_role("vacant posts", at),
        Thing::Measure(at) => {
            let measure = scenario.programme.as_ref().map(|programme| &programme.measures[at]);
            let kind = measure.map_or("", |measure| match measure.kind {
                MeasureKind::CostReduction => "measure: cost reduction",
                MeasureKind::Income => "measure: income",
                MeasureKind::Avoidance => "measure: avoidance",
                MeasureKind::FundSwitch(_) => "measure: fund switch",
            });
            let (id, name) = measure.map_or_else(Default::default, |of| (of.id.clone(), of.name.clone()));
            [kind.to_owned(), id, name, none(), none(), none(), none()]
        }
    }
}

/// What each line pays in each year: how much for one, how many, and what that comes to.
fn costs(scenario: &Scenario, terms: &[Terms], costs: &[Cost], to: impl Write) -> Result {
    let head = [
        "year",
        "line",
        "part",
        "kind",
        "item",
        "name",
        "place",
        "service",
        "mode",
        "level",
        "unit_gbp",
        "weeks",
        "quantity_today",
        "quantity_before",
        "quantity_after",
        "today_at_base_prices_gbp",
        "after_at_base_prices_gbp",
        "today_gbp",
        "before_gbp",
        "after_gbp",
        "beside_gbp",
    ];
    let mut table = table(to, &head)?;
    let lines = scenario.lines.len();
    for cost in costs {
        let year = terms[cost.year * lines].year.to_string();
        let part = cost.part.map_or("", |part| PARTS[part]);
        let words = words(scenario, cost.thing);
        let words = [year, cell(&scenario.lines[cost.line.0].id), part.to_owned()]
            .into_iter()
            .chain(words.map(|word| cell(&word)));
        let weeks = cost.weeks.map_or_else(String::new, |weeks| weeks.to_string());
        // `+ 0.0`: never -0.
        let quantities = cost.quantity.map(|quantity| (quantity + 0.0).to_string());
        let money: Vec<Pence> = [&cost.at_base[..], &cost.then, &[cost.beside]].concat();
        let amounts = money.into_iter().map(pounds);
        table.write_record(words.chain([pounds(cost.unit), weeks]).chain(quantities).chain(amounts))?;
    }
    Ok(table.flush()?)
}
