//! Who gains and who loses: a dozen lines in the summary, and every part of the council in tables.

use super::table::{Columns, percent, thousands};
use super::tables::{Result, cell, tenth};
use crate::instance::Instance;
use crate::measures::fairness::parts::NOT_ASSESSED;
use crate::measures::fairness::{
    Fairness, Figures, Index, Limit, Lost, Of, Partition, Standing, Whose, figures, has_places, indices, limits,
    losing, lost, partitions, usual,
};
use doorstep_scenario::{ServiceIx, WayUnit};
use std::io::Write;

/// What the nearest open site of everybody is called where services have their ids.
const ANY_SITE: &str = "any site";

/// Every option beside today by the service a single picture should show.
pub fn summary(instance: &Instance, fairness: &Fairness, headline: usize) -> Vec<String> {
    let scenario = &instance.scenario;
    let Some((today, options)) = fairness.beside().filter(|(_, options)| !options.is_empty()) else {
        return Vec::new();
    };
    let Some(named) = scenario.services.get(headline) else { return Vec::new() };
    let service = ServiceIx(headline);
    let mut table = Columns::default();
    let head = format!("Who gains, who loses: {}", named.name);
    table.row(std::iter::once(head).chain(options.iter().map(|option| option.label.clone())));
    let mut row = |name: String, cell: &dyn Fn(&Standing) -> String| {
        table.row(std::iter::once(format!("  {name}")).chain(options.iter().map(cell)));
    };
    for partition in partitions(scenario) {
        let most = |gains: bool| {
            let partition = &partition;
            move |option: &Standing| {
                let both = [today, option].map(|standing| figures(instance, standing, service, partition));
                extreme(partition, &both, gains)
            }
        };
        if partition.by == "district" || partition.by == "deprivation fifth" {
            row(format!("{} that gains most", partition.by), &most(true));
            row(format!("{} that loses most", partition.by), &most(false));
        }
    }
    if has_places(instance, service) {
        let limits = limits(scenario, service);
        let at = usual(&limits);
        let within = scenario.travel.unit().shown(limits[at].within);
        let all = &partitions(scenario)[0];
        row(format!("people within {within} of it"), &|option| {
            let [before, after] = [today, option].map(|standing| figures(instance, standing, service, all)[0].near[at]);
            format!("{} → {}", thousands(before), thousands(after))
        });
    }
    let index = |which: Index| {
        move |option: &Standing| {
            let [before, after] = [today, option].map(|standing| indices(instance, standing, service, Of::Reach));
            let shown = |found: &[Option<f64>; 4]| index_shown(instance, which, found, 3);
            format!("{} → {}", shown(&before), shown(&after))
        }
    };
    row("Gini of the share reached (0: all alike)".to_owned(), &index(Index::Gini));
    row("concentration (below 0: more for the deprived)".to_owned(), &index(Index::Concentration));
    let share = percent(fairness.losing, 0);
    row(format!("areas that lose more than {share} of those reached"), &|option| {
        thousands(losing(instance, [today, option], service, fairness.losing).len() as f64)
    });
    let all = &partitions(scenario)[0];
    let gone = |option: &Standing, whose: Whose| lost(instance, [today, option], whose, all)[0];
    row("people whose nearest place stops running it".to_owned(), &|option| {
        thousands(gone(option, Whose::Service(service)).lost)
    });
    row("  change of their way, mean and furthest tenth".to_owned(), &|option| {
        let unit = unit(instance);
        gone(option, Whose::Service(service)).further.map_or_else(
            || "nobody".to_owned(),
            |further| format!("{} {unit}, {} {unit}", thousands(further.mean), thousands(further.furthest_tenth)),
        )
    });
    row("  left with none near enough to go to".to_owned(), &|option| {
        thousands(gone(option, Whose::Service(service)).left_with_none)
    });
    row("people whose nearest site of any kind closes".to_owned(), &|option| {
        thousands(gone(option, Whose::Sites).lost)
    });
    let mut lines = table.lines();
    lines.push("By area, district, deprivation, group and characteristic, every service: equity.csv, access.csv, inequality.csv, losing_areas.csv, nearest_lost.csv.".to_owned());
    lines
}

/// The part that gains or loses most people, if any does.
fn extreme(partition: &Partition, [before, after]: &[Vec<Figures>; 2], gains: bool) -> String {
    let sign = if gains { 1.0 } else { -1.0 };
    let change = |at: usize| match partition.parts[at].as_str() {
        NOT_ASSESSED => f64::NEG_INFINITY,
        _ => sign * (after[at].reached - before[at].reached),
    };
    let changes = (0..before.len()).map(change);
    // The first of equals.
    let most = changes.enumerate().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((at, change)) = most.filter(|(_, change)| *change >= 0.5) else { return "none".to_owned() };
    let points = 100.0 * (after[at].share().unwrap_or(0.0) - before[at].share().unwrap_or(0.0));
    let plus = if gains { "+" } else { "" };
    let name = match (partition.by.as_str(), partition.parts[at].as_str()) {
        ("deprivation fifth", "1") => "1, most deprived,",
        ("deprivation fifth", "5") => "5, least deprived,",
        (_, name) => name,
    };
    format!("{name} {plus}{} ({points:+.1} points)", thousands(sign * change))
}

fn unit(instance: &Instance) -> &'static str {
    match instance.scenario.travel.unit() {
        WayUnit::Metres => "m",
        WayUnit::Minutes => "min",
    }
}

/// An index, or why there is none.
fn index_shown(instance: &Instance, index: Index, found: &[Option<f64>; 4], decimals: usize) -> String {
    let at = Index::ALL.iter().position(|known| *known == index).unwrap_or(0);
    let ranked = instance.scenario.areas.iter().any(|area| area.deprivation.is_some());
    match found[at] {
        _ if index == Index::Concentration && !ranked => NOT_ASSESSED.to_owned(),
        Some(value) => minus_zero(format!("{value:.decimals$}")),
        None => "not defined".to_owned(),
    }
}

/// Nothing is not below 0.
fn minus_zero(text: String) -> String {
    let nothing = text.starts_with('-') && text.chars().all(|sign| ['-', '0', '.'].contains(&sign));
    if nothing { text.trim_start_matches('-').to_owned() } else { text }
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(String::new, |share| minus_zero(format!("{share:.4}")))
}

/// Every part of the council, every option beside today.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn equity(instance: &Instance, fairness: &Fairness, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "option",
        "service",
        "by",
        "part",
        "eligible",
        "reached_before",
        "reached_after",
        "change",
        "share_before",
        "share_after",
        "share_change",
        "access_before",
        "access_after",
        "access_within",
        "mean_way_before",
        "mean_way_after",
        "way_unit",
    ])?;
    each_part(instance, fairness, |part| {
        let [before, after] = part.figures;
        let at = usual(part.limits);
        let limit = &part.limits[at];
        let near = |figures: &Figures| {
            if part.knows(limit) { tenth(figures.near[at]) } else { NOT_ASSESSED.to_owned() }
        };
        let way = |figures: &Figures| match figures.mean_way() {
            _ if !part.has_places => NOT_ASSESSED.to_owned(),
            Some(way) => tenth(way),
            None => "no way".to_owned(),
        };
        table.write_record([
            part.option,
            &cell(&instance.scenario.services[part.service.0].id),
            &cell(part.by),
            &cell(part.name),
            &tenth(before.eligible),
            &tenth(before.reached),
            &tenth(after.reached),
            &tenth(after.reached - before.reached),
            &share(before.share()),
            &share(after.share()),
            &share(before.share().zip(after.share()).map(|(before, after)| after - before)),
            &near(before),
            &near(after),
            &instance.scenario.travel.unit().shown(limit.within),
            &way(before),
            &way(after),
            unit(instance),
        ])
    })?;
    Ok(table.flush()?)
}

/// Access of every part within every limit, every option beside today.
///
/// # Errors
/// When the writer fails.
pub fn access(instance: &Instance, fairness: &Fairness, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "option",
        "service",
        "by",
        "part",
        "within",
        "limit_from",
        "eligible",
        "before",
        "after",
        "change",
    ])?;
    each_part(instance, fairness, |part| {
        let [before, after] = part.figures;
        for (at, limit) in part.limits.iter().enumerate() {
            let known = part.knows(limit);
            let shown = |people: f64| if known { tenth(people) } else { NOT_ASSESSED.to_owned() };
            table.write_record([
                part.option,
                &cell(&instance.scenario.services[part.service.0].id),
                &cell(part.by),
                &cell(part.name),
                &instance.scenario.travel.unit().shown(limit.within),
                if limit.stated.is_some() { "rule" } else { "usual walk" },
                &tenth(before.eligible),
                &shown(before.near[at]),
                &shown(after.near[at]),
                &shown(after.near[at] - before.near[at]),
            ])?;
        }
        Ok(())
    })?;
    Ok(table.flush()?)
}

/// One part under one option, beside today.
struct Row<'r> {
    option: &'r str,
    service: ServiceIx,
    by: &'r str,
    name: &'r str,
    figures: [&'r Figures; 2],
    /// How far is near, for the service.
    limits: &'r [Limit],
    /// Can the service run at any place?
    has_places: bool,
}

impl Row<'_> {
    /// Is there anything that could be near?
    fn knows(&self, limit: &Limit) -> bool {
        self.has_places || limit.stated.is_some()
    }
}

/// Every part with anybody eligible in it, and the whole, in the order of every table.
fn each_part(
    instance: &Instance,
    fairness: &Fairness,
    mut write: impl FnMut(&Row<'_>) -> std::result::Result<(), csv::Error>,
) -> Result {
    let Some((today, options)) = fairness.beside() else { return Ok(()) };
    let partitions = partitions(&instance.scenario);
    for option in options {
        for service in (0..instance.scenario.services.len()).map(ServiceIx) {
            // Once a service: areas are many, and so are offers.
            let (limits, has_places) = (limits(&instance.scenario, service), has_places(instance, service));
            for partition in &partitions {
                let [before, after] = [today, option].map(|standing| figures(instance, standing, service, partition));
                for (at, name) in partition.parts.iter().enumerate() {
                    if partition.by != "all" && before[at].eligible <= 0.0 {
                        continue;
                    }
                    let by = partition.by.as_str();
                    let figures = [&before[at], &after[at]];
                    write(&Row { option: &option.label, service, by, name, figures, limits: &limits, has_places })?;
                }
            }
        }
    }
    Ok(())
}

/// Every index of every service, before and after.
///
/// # Errors
/// When the writer fails.
pub fn inequality(instance: &Instance, fairness: &Fairness, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["option", "service", "of", "index", "before", "after"])?;
    let Some((today, options)) = fairness.beside() else { return Ok(table.flush()?) };
    for option in options {
        for (at, service) in instance.scenario.services.iter().enumerate() {
            for of in Of::ALL {
                let known = of == Of::Reach || has_places(instance, ServiceIx(at));
                let both = [today, option].map(|standing| indices(instance, standing, ServiceIx(at), of));
                for index in Index::ALL {
                    let shown =
                        both.map(
                            |found| {
                                if known { index_shown(instance, index, &found, 6) } else { NOT_ASSESSED.to_owned() }
                            },
                        );
                    let [before, after] = &shown;
                    table.write_record([&option.label, &cell(&service.id), of.name(), index.name(), before, after])?;
                }
            }
        }
    }
    Ok(table.flush()?)
}

/// Areas that lose more than the share asked for, those with most people lost first.
///
/// # Errors
/// When the writer fails.
pub fn losing_areas(instance: &Instance, fairness: &Fairness, to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "option",
        "service",
        "area",
        "name",
        "district",
        "deprivation",
        "eligible",
        "reached_before",
        "reached_after",
        "lost",
        "share_lost",
        "listed_above",
    ])?;
    let Some((today, options)) = fairness.beside() else { return Ok(table.flush()?) };
    for option in options {
        for (at, service) in scenario.services.iter().enumerate() {
            for found in losing(instance, [today, option], ServiceIx(at), fairness.losing) {
                let area = &scenario.areas[found.area.0];
                let decile = area.deprivation.map_or_else(|| NOT_ASSESSED.to_owned(), |decile| decile.to_string());
                table.write_record([
                    &option.label,
                    &cell(&service.id),
                    &cell(&area.id),
                    &cell(&area.name),
                    &cell(&scenario.districts[area.district.0].id),
                    &decile,
                    &tenth(found.eligible),
                    &tenth(found.before),
                    &tenth(found.after),
                    &tenth(found.lost()),
                    &share(Some(found.lost() / found.before)),
                    &fairness.losing.to_string(),
                ])?;
            }
        }
    }
    Ok(table.flush()?)
}

/// People whose nearest place of today stops running a service, or whose nearest site closes: in all, by
/// district and by deprivation fifth; of areas those with anybody.
///
/// # Errors
/// When the writer fails.
pub fn nearest_lost(instance: &Instance, fairness: &Fairness, to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    table.write_record([
        "option",
        "service",
        "by",
        "part",
        "people",
        "lose_nearest",
        "left_with_none",
        "mean_further",
        "median_further",
        "furthest_tenth",
        "way_unit",
    ])?;
    let Some((today, options)) = fairness.beside() else { return Ok(table.flush()?) };
    let partitions = partitions(scenario);
    let services = (0..scenario.services.len()).map(ServiceIx).filter(|service| has_places(instance, *service));
    let whose: Vec<Whose> = services.map(Whose::Service).chain([Whose::Sites]).collect();
    for option in options {
        for whose in &whose {
            let name = match whose {
                Whose::Service(service) => cell(&scenario.services[service.0].id),
                Whose::Sites => ANY_SITE.to_owned(),
            };
            for partition in partitions.iter().filter(|partition| partition.is_of_areas()) {
                for (part, found) in partition.parts.iter().zip(lost(instance, [today, option], *whose, partition)) {
                    let Lost { people, lost, left_with_none, further } = found;
                    let of_interest = if partition.is_by_area() { lost > 0.0 } else { people > 0.0 };
                    if !of_interest && partition.by != "all" {
                        continue;
                    }
                    let ways = further.map(|ways| [ways.mean, ways.median, ways.furthest_tenth].map(tenth));
                    let [mean, median, furthest] = ways.unwrap_or_default();
                    table.write_record([
                        &option.label,
                        &name,
                        &partition.by,
                        &cell(part),
                        &tenth(people),
                        &tenth(lost),
                        &tenth(left_with_none),
                        &mean,
                        &median,
                        &furthest,
                        unit(instance),
                    ])?;
                }
            }
        }
    }
    Ok(table.flush()?)
}
