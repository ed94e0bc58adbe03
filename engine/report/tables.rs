//! The same figures as plain CSV, to the penny and to a tenth of a person.

use super::summary::misses;
use crate::explore::{Assessed, Options};
use crate::instance::{Instance, counts_as_saving};
use crate::measures::{Reached, Steps, access_scores};
use doorstep_scenario::{Pence, ServiceIx, Strength};
use std::io::Write;

/// A table that cannot be written.
pub type Result = std::result::Result<(), csv::Error>;

/// The options in the order in which every table lists them.
pub fn in_order(options: &Options) -> Vec<&Assessed> {
    options.in_order()
}

/// Text for a cell: what a spreadsheet would run as a formula gets an apostrophe before it.
pub(super) fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn pounds(amount: Pence) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", amount.0.abs() / 100, amount.0.abs() % 100)
}

pub(super) fn tenth(people: f64) -> String {
    let shown = format!("{people:.1}");
    if shown == "-0.0" { "0.0".to_owned() } else { shown }
}

/// Every site and its level in every option.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn sites(instance: &Instance, options: &[&Assessed], to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    let head = ["site", "name", "district", "illustrative"].map(str::to_owned);
    table.write_record(head.into_iter().chain(options.iter().map(|option| option.label.clone())))?;
    for (at, site) in scenario.sites.iter().enumerate() {
        let stand_in = if site.illustrative { "yes" } else { "no" };
        let fixed =
            [cell(&site.id), cell(&site.name), cell(&scenario.districts[site.district.0].id), stand_in.to_owned()];
        let levels = options.iter().map(|option| cell(&scenario.levels[option.decisions.levels[at].0].id));
        table.write_record(fixed.into_iter().chain(levels))?;
    }
    Ok(table.flush()?)
}

/// Everything that runs in every option.
///
/// # Errors
/// When the writer fails.
pub fn offers(options: &[&Assessed], to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["option", "service", "mode", "place", "weekly_sessions"])?;
    for option in options {
        for offer in &option.plan.offers {
            let sessions = offer.sessions.to_string();
            table.write_record([
                &option.label,
                &cell(&offer.service),
                &cell(&offer.mode),
                &cell(&offer.place),
                &sessions,
            ])?;
        }
    }
    Ok(table.flush()?)
}

/// Every line's money in every option, and what it adds to the saving that counts.
///
/// # Errors
/// When the writer fails.
pub fn money(instance: &Instance, options: &[&Assessed], to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "option",
        "line",
        "name",
        "fund",
        "touchable",
        "cashable",
        "baseline_gbp",
        "cost_gbp",
        "less_gbp",
        "counts_as_saving_gbp",
    ])?;
    let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    for option in options {
        let money = &option.measures.money;
        let mut total = [Pence::ZERO; 4];
        for (at, line) in scenario.lines.iter().enumerate() {
            let fund = &scenario.funds[line.fund.0];
            let counts = counts_as_saving(scenario, at);
            let less = money.baseline[at] - money.spend[at];
            let amounts = [money.baseline[at], money.spend[at], less, if counts { less } else { Pence::ZERO }];
            for (sum, amount) in total.iter_mut().zip(amounts) {
                *sum += amount;
            }
            let words = [
                option.label.clone(),
                cell(&line.id),
                cell(&line.name),
                cell(&fund.id),
                yes(line.touchable),
                yes(line.cashable),
            ];
            table.write_record(words.into_iter().chain(amounts.map(pounds)))?;
        }
        let words = [
            option.label.clone(),
            "total".to_owned(),
            "All lines".to_owned(),
            String::new(),
            String::new(),
            String::new(),
        ];
        table.write_record(words.into_iter().chain(total.map(pounds)))?;
    }
    Ok(table.flush()?)
}

/// Reach of every service: overall, by district, by deprivation decile, by area; beside the status
/// quo. Of areas also the access score (2SFCA): yearly places for each person the service is for.
///
/// # Errors
/// When the writer fails.
pub fn reach(instance: &Instance, options: &[&Assessed], to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "option",
        "service",
        "part",
        "of",
        "eligible",
        "reached",
        "share",
        "change_from_status_quo",
        "access_score",
    ])?;
    let Some(today) = options.first() else { return Ok(table.flush()?) };
    for option in options {
        for (at, service) in scenario.services.iter().enumerate() {
            let (now, before) = (&option.measures.reach[at], &today.measures.reach[at]);
            let scores = access_scores(instance, &option.decisions, ServiceIx(at), Steps::Two);
            let mut row = |part: &str, of: &str, now: Reached, before: Reached, score: &str| {
                let share = now.share().map_or_else(String::new, |share| format!("{share:.4}"));
                let change = tenth(now.reached - before.reached);
                table.write_record([
                    &option.label,
                    &cell(&service.id),
                    part,
                    &cell(of),
                    &tenth(now.eligible),
                    &tenth(now.reached),
                    &share,
                    &change,
                    score,
                ])
            };
            row("all", "", now.all, before.all, "")?;
            for (at, district) in scenario.districts.iter().enumerate() {
                row("district", &district.id, now.by_district[at], before.by_district[at], "")?;
            }
            for decile in 0..now.by_decile.len() {
                if now.by_decile[decile].eligible > 0.0 {
                    let name = if decile == 0 { "not assessed".to_owned() } else { decile.to_string() };
                    row("deprivation decile", &name, now.by_decile[decile], before.by_decile[decile], "")?;
                }
            }
            for (at, area) in scenario.areas.iter().enumerate() {
                row("area", &area.id, now.by_area[at], before.by_area[at], &format!("{:.4}", scores[at]))?;
            }
        }
    }
    Ok(table.flush()?)
}

/// Every rule and target in every option: kept or missed, where, by how much, and why it stands.
///
/// # Errors
/// When the writer fails.
pub fn rules(instance: &Instance, options: &[&Assessed], to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    let head =
        ["option", "rule", "strength", "kept", "unit", "part", "have", "wanted", "why", "source", "missed_by", "says"];
    table.write_record(head)?;
    let strength = |strength: Strength| match strength {
        Strength::Hard => "hard".to_owned(),
        Strength::Soft { price } => format!("soft, {price} a unit"),
    };
    let yes = |flag: bool| if flag { "yes" } else { "no" };
    for option in options {
        for (found, target) in option.verdict.targets.iter().zip(&scenario.targets) {
            let (why, source) = (target.why.as_deref().unwrap_or(""), target.source.as_deref().unwrap_or(""));
            let amounts = (pounds(found.have), pounds(found.wanted));
            table.write_record([
                &option.label,
                &cell(&target.id),
                &strength(target.strength),
                yes(found.kept),
                "pounds",
                "overall",
                &amounts.0,
                &amounts.1,
                &cell(why),
                &cell(source),
                &pounds(if found.kept { Pence::ZERO } else { found.wanted - found.have }),
                &cell(&scenario.target_asks(target)),
            ])?;
        }
        for (found, rule) in option.verdict.rules.iter().zip(&scenario.rules) {
            let (why, source) = (rule.why.as_deref().unwrap_or(""), rule.source.as_deref().unwrap_or(""));
            let says = cell(&scenario.rule_says(&rule.kind));
            // A rule that is kept is missed nowhere: not by a rounding error either.
            let (missed, _) = misses(found);
            for (part, missed) in found.detail.iter().zip(missed) {
                table.write_record([
                    &option.label,
                    &cell(&rule.id),
                    &strength(rule.strength),
                    yes(found.kept),
                    found.unit,
                    &cell(&part.of),
                    &exactly(found.unit, part.have),
                    &exactly(found.unit, part.wanted),
                    &cell(why),
                    &cell(source),
                    &exactly(found.unit, if found.kept { 0.0 } else { missed }),
                    &says,
                ])?;
            }
        }
    }
    Ok(table.flush()?)
}

/// Pounds to the penny, all else to the tenth.
fn exactly(unit: &str, amount: f64) -> String {
    if unit == "pounds" { format!("{amount:.2}") } else { tenth(amount) }
}

/// Who is addressed by what in the plan, in full precision, so that anybody can check it again.
///
/// # Errors
/// When the writer fails.
pub fn served(option: &Assessed, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["area", "group", "service", "mode", "place", "addressed"])?;
    for row in &option.plan.served {
        let words = [&row.area, &row.group, &row.service, &row.mode, &row.place].map(|word| cell(word));
        table.write_record(words.into_iter().chain([row.addressed.to_string()]))?;
    }
    Ok(table.flush()?)
}

/// Every stated assumption with its value, range, reason and source, and what take-up was scaled by.
///
/// # Errors
/// When the writer fails.
pub fn assumptions(instance: &Instance, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["setting", "value", "unit", "price_base", "low", "high", "why", "source", "owner", "date"])?;
    for assumption in &instance.scenario.assumptions {
        let text = |value: &Option<String>| cell(value.as_deref().unwrap_or(""));
        table.write_record([
            cell(&assumption.of),
            text(&assumption.value),
            assumption.unit.unwrap_or_default().to_owned(),
            text(&assumption.price_base),
            text(&assumption.low),
            text(&assumption.high),
            text(&assumption.why),
            text(&assumption.source),
            text(&assumption.owner),
            text(&assumption.date),
        ])?;
    }
    for scale in &instance.scenario.observed.scaled {
        let seen = instance.scenario.observed.reached.iter().find(|seen| seen.service == scale.service);
        let Some(seen) = seen else { continue };
        let service = &instance.scenario.services[scale.service.0].id;
        table.write_record([
            cell(&format!("services/{service}/take_up, all multiplied by")),
            scale.factor.to_string(),
            "factor".to_owned(),
            String::new(),
            String::new(),
            String::new(),
            format!(
                "So that today's reach by the model is the observed {}; it is {}",
                tenth(seen.people),
                tenth(scale.reached)
            ),
            cell(&seen.source),
            String::new(),
            String::new(),
        ])?;
    }
    Ok(table.flush()?)
}
