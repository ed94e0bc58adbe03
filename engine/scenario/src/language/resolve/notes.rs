//! Assumptions, observed figures, sentences that travel with every output.

use super::Names;
use crate::fault::quoted;
use crate::language::decode::{Settings, list, look_up, map, text, wrong_shape};
use crate::language::scalars::{money, number};
use crate::language::tree::{Tree, Value};
use crate::{Assumption, Code, Faults, Observed, ServiceIx};

pub(super) fn assumptions(tree: &Tree, scenario: &Tree, faults: &mut Faults) -> Option<Vec<Assumption>> {
    let mut found: Vec<Assumption> =
        list(tree, faults)?.iter().filter_map(|item| assumption(item, scenario, faults)).collect();
    found.sort_by(|a, b| a.of.cmp(&b.of));
    Some(found)
}

fn assumption(tree: &Tree, scenario: &Tree, faults: &mut Faults) -> Option<Assumption> {
    let mut settings = Settings::of(tree, "an assumption", faults)?;
    let of = settings.need("of", faults, |tree, faults| {
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
    settings.finish(faults);
    let (of, value) = of?;
    if source.is_none() {
        faults.add(
            Code::AssumptionUnsourced,
            &tree.place,
            format!("the assumption on {} has no source", quoted(&of)),
            "Say where it comes from, or who answers for it",
        );
    }
    Some(Assumption { of, value, low, high, why, source })
}

pub(super) fn observed(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Observed> {
    let mut settings = Settings::of(tree, "observed figures", faults)?;
    let spend = settings.maybe("spend", faults, |tree, faults| {
        let (value, source) = pair(tree, "(\"£1.2m\", \"where from\")", faults)?;
        money(value, faults).zip(text(source, faults))
    });
    let mut reached = Vec::new();
    let entries = settings.maybe("reached", faults, map).unwrap_or_default();
    for entry in entries {
        let service = look_up(&entry.name, "service", &names.services, &entry.place, faults).map(ServiceIx);
        let figure = pair(&entry.tree, "(12345, \"where from\")", faults)
            .and_then(|(value, source)| number(value, &(1.0..=1e9), faults).zip(text(source, faults)));
        if let (Some(service), Some((people, source))) = (service, figure) {
            reached.push((service, people, source));
        }
    }
    reached.sort_by_key(|(service, _, _)| *service);
    settings.finish(faults);
    Some(Observed { spend, reached })
}

fn pair<'t>(tree: &'t Tree, example: &str, faults: &mut Faults) -> Option<(&'t Tree, &'t Tree)> {
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
