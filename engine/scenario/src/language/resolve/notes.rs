//! Assumptions, observed figures, sentences that travel with every output.

use super::Names;
use super::units::{price_base, unit};
use crate::fault::{bare, quoted};
use crate::language::decode::{Settings, list, look_up, map, text, wrong_shape, yes_or_no};
use crate::language::scalars::{money, month, number};
use crate::language::tree::{Tree, Value};
use crate::reference::Form;
use crate::{Assumption, Code, Faults, FinancialYear, Observed, ObservedReach, ServiceIx};
use std::collections::BTreeMap;

pub(super) fn assumptions(
    tree: &Tree,
    scenario: &Tree,
    price_year: Option<FinancialYear>,
    faults: &mut Faults,
) -> Option<Vec<Assumption>> {
    let mut found: Vec<Assumption> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for item in list(tree, faults)? {
        let Some(assumption) = assumption(item, scenario, price_year, faults) else { continue };
        if let Some(first) = seen.insert(assumption.of.clone(), item.place.line) {
            let what = format!("{} already has an assumption on line {first}", quoted(&assumption.of));
            faults.add(Code::GivenTwice, &item.place, what, "Keep one");
        }
        found.push(assumption);
    }
    found.sort_by(|a, b| a.of.cmp(&b.of));
    let unsourced: Vec<&str> =
        found.iter().filter(|found| found.source.is_none()).map(|found| found.of.as_str()).collect();
    if !unsourced.is_empty() {
        const NAMED: usize = 3;
        let more = match unsourced.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let named: Vec<String> = unsourced.iter().take(NAMED).map(|of| bare(of)).collect();
        let has = if unsourced.len() == 1 { "has" } else { "have" };
        let what =
            format!("{} of {} assumptions {has} no source: {}{more}", unsourced.len(), found.len(), named.join(", "));
        faults.add(Code::AssumptionUnsourced, &tree.place, what, "Say where each comes from, or who answers for it");
    }
    Some(found)
}

fn assumption(
    tree: &Tree,
    scenario: &Tree,
    price_year: Option<FinancialYear>,
    faults: &mut Faults,
) -> Option<Assumption> {
    let mut settings = Settings::plain(tree, "an assumption", faults)?;
    let of = settings.need("of", faults, |tree, faults| {
        faults.form(|| Form::Path);
        let path = text(tree, faults)?;
        let about = scenario.at_path(&path);
        if about.is_none() {
            faults.add(
                Code::UnknownName,
                &tree.place,
                format!("there is no setting at {}", quoted(&path)),
                "Give the path of ids to a setting: \"levels/hub/costs/premises\"",
            );
        }
        about.map(|about| (path, about.as_written()))
    });
    // A bound is shown as written; that it is a value at all is all that is asked of it here.
    let bound = |tree: &Tree, faults: &mut Faults| {
        faults.form(|| Form::Written);
        let written = tree.as_written();
        if written.is_none() {
            wrong_shape(tree, "one value is expected here", "a number or an amount", faults);
        }
        written
    };
    let low = settings.maybe("low", faults, bound);
    let high = settings.maybe("high", faults, bound);
    let why = settings.maybe("why", faults, text);
    let source = settings.maybe("source", faults, text);
    let owner = settings.maybe("owner", faults, text);
    let date = settings.maybe("date", faults, month);
    settings.finish(faults);
    let (of, value) = of?;
    let unit = unit(&of, value.as_deref());
    let price_base = price_base(&of, value.as_deref(), &price_year?.to_string());
    Some(Assumption { of, value, unit, price_base, low, high, why, source, owner, date })
}

pub(super) fn observed(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Observed> {
    let mut settings = Settings::plain(tree, "observed figures", faults)?;
    let spend = settings.maybe("spend", faults, |tree, faults| {
        let (value, source) = pair(tree, "(\"£1.2m\", \"where from\")", faults)?;
        money(value, faults).zip(text(source, faults))
    });
    let mut reached = Vec::new();
    let entries = settings.maybe("reached", faults, map).unwrap_or_default();
    settings.again("reached", faults, |faults| {
        for entry in entries {
            let service = look_up(&entry.name, "service", &names.services, &entry.place, faults).map(ServiceIx);
            let figure = pair(&entry.tree, "(12345, \"where from\")", faults)
                .and_then(|(value, source)| number(value, &(1.0..=1e9), faults).zip(text(source, faults)));
            if let (Some(service), Some((people, source))) = (service, figure) {
                reached.push(ObservedReach { service, people, source, place: entry.place.clone() });
            }
        }
    });
    reached.sort_by_key(|observed| observed.service);
    let scale_take_up = settings.or("scale_take_up", false, faults, |tree, faults| {
        let asked = yes_or_no(tree, faults)?;
        if asked && entries.is_empty() {
            let what = "take-up is to be scaled to observed reach, and no observed reach is given";
            let fix = "Give it: reached: {\"service\": (12345, \"where from\")}, or leave scale_take_up out";
            faults.add(Code::Contradiction, &tree.place, what, fix);
        }
        Some(asked)
    });
    settings.finish(faults);
    Some(Observed { spend, reached, scale_take_up, scaled: Vec::new() })
}

fn pair<'t>(tree: &'t Tree, example: &str, faults: &mut Faults) -> Option<(&'t Tree, &'t Tree)> {
    faults.form(|| Form::Pair);
    match &tree.value {
        Value::Listed { tag: None, items } if items.len() == 2 => Some((&items[0], &items[1])),
        _ => {
            wrong_shape(tree, "a figure and its source are expected here", example, faults);
            None
        }
    }
}

pub(super) fn sentences(tree: &Tree, faults: &mut Faults) -> Option<Vec<String>> {
    Some(list(tree, faults)?.iter().filter_map(|item| text(item, faults)).collect())
}
