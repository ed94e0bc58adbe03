//! Control totals of a scenario: what somebody signs for, and what a new import changes of it.

use crate::cli::check::base;
use doorstep::instance::Instance;
use std::collections::BTreeMap;

/// What it comes to: each figure with its name, in the order of reading.
pub fn totals(instance: &Instance) -> Vec<(String, String)> {
    let scenario = &instance.scenario;
    let people: u64 = scenario.areas.iter().flat_map(|area| &area.people).map(|people| u64::from(*people)).sum();
    let mut found = vec![(
        format!("base a year, {} prices", scenario.price_year),
        (0..scenario.lines.len()).map(|line| base(instance, line)).sum::<doorstep::scenario::Pence>().to_string(),
    )];
    found.extend(
        scenario
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| (format!("  on {}", line.id), base(instance, at).to_string())),
    );
    for target in &scenario.targets {
        found.push((format!("target {}, by {}", target.id, target.by), target.amount.to_string()));
    }
    if let Some(programme) = &scenario.programme {
        let years: Vec<String> = scenario.years().map(|year| year.to_string()).collect();
        for category in &programme.inflation {
            for (year, index) in years.iter().zip(&category.index) {
                found.push((
                    format!("prices of {}, {year}", category.id),
                    format!("{:.3} of the base", *index as f64 / 1e9),
                ));
            }
        }
        let pressures = programme.pressures.iter().map(|pressure| ("pressure", &pressure.id, &pressure.amounts));
        let measures = programme.measures.iter().map(|measure| ("measure", &measure.id, &measure.amounts));
        for (what, id, amounts) in pressures.chain(measures) {
            for (year, amount) in years.iter().zip(amounts) {
                found.push((format!("{what} {id}, {year}"), amount.to_string()));
            }
        }
    }
    let counts = [
        ("people", people),
        ("areas", scenario.areas.len() as u64),
        ("districts", scenario.districts.len() as u64),
        ("sites", scenario.sites.len() as u64),
        ("venues", scenario.venues.len() as u64),
        ("services", scenario.services.len() as u64),
        ("rules", scenario.rules.len() as u64),
        ("goals", scenario.goals.len() as u64),
    ];
    found.extend(counts.map(|(name, count)| (name.to_owned(), count.to_string())));
    found
}

/// What is other than it was: name, before, now. Nothing is "none".
pub fn changes(was: &[(String, String)], is: &[(String, String)]) -> Vec<(String, String, String)> {
    let before: BTreeMap<&str, &str> = was.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let now: BTreeMap<&str, &str> = is.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let gone = was.iter().map(|(name, _)| name).filter(|name| !now.contains_key(name.as_str()));
    let names = is.iter().map(|(name, _)| name).chain(gone);
    let of = |all: &BTreeMap<&str, &str>, name: &str| (*all.get(name).unwrap_or(&"none")).to_owned();
    names.map(|name| (name.clone(), of(&before, name), of(&now, name))).filter(|(_, was, is)| was != is).collect()
}
