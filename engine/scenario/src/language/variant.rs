//! Variants: a base and ordered changes by path. Applied to what is written, before anything is
//! resolved, so that a change is judged exactly as if it had been written in the base.

use super::decode::{Settings, list, tag, text, wrong_shape};
use super::files::{Files, SCENARIO_LIMIT};
use super::scalars::real;
use super::tree::{Entry, Tree, Value, position};
use crate::fault::{bare, quoted, suggestion};
use crate::reference::Form;
use crate::{Code, Faults, Place};

/// Longest chain of variants on variants.
const CHAIN: usize = 16;

/// Reads a scenario file; a variant is followed down to its scenario and its changes applied.
pub(super) fn written(name: &str, files: &mut Files<'_>, faults: &mut Faults) -> Option<Tree> {
    follow(name, &Place::file(name), &mut Vec::new(), files, faults)
}

fn follow(
    name: &str,
    asked_at: &Place,
    chain: &mut Vec<String>,
    files: &mut Files<'_>,
    faults: &mut Faults,
) -> Option<Tree> {
    let circle = chain.iter().any(|earlier| earlier == name);
    if circle || chain.len() == CHAIN {
        let what = if circle {
            let way: Vec<String> = chain.iter().map(|name| bare(name)).collect();
            format!("{} stands on itself: {} → {}", quoted(name), way.join(" → "), bare(name))
        } else {
            format!("more than {CHAIN} variants stand on each other")
        };
        faults.add(Code::VariantCircle, asked_at, what, "Let the chain end at a Scenario");
        return None;
    }
    chain.push(name.to_owned());
    let written = files.text(name, SCENARIO_LIMIT, asked_at, faults)?;
    let tree = Tree::parse(name, &written, faults)?;
    files.note(name, canonical(&tree));
    let is_variant = matches!(&tree.value, Value::Named { tag: Some(tag), .. } if tag == "Variant");
    if !is_variant {
        return Some(tree);
    }
    let mut settings = Settings::of(&tree, "a variant", faults)?;
    let base = settings.need("base", faults, |tree, faults| {
        faults.form(|| Form::File);
        Some((text(tree, faults)?, tree.place.clone()))
    });
    let title = settings.need("name", faults, |tree, faults| text(tree, faults).map(|_| tree.clone()));
    let changes = settings.need("changes", faults, list).unwrap_or_default();
    settings.finish(faults);
    let (base, place) = base?;
    let base = Files::beside(&place, &base, faults)?;
    let mut scenario = follow(&base, &place, chain, files, faults)?;
    if let Some(title) = title {
        put(&mut scenario, "name", title);
    }
    faults.again("Variant", "changes", |faults| {
        for change in changes {
            apply(change, &mut scenario, faults);
        }
    });
    Some(scenario)
}

fn apply(change: &Tree, scenario: &mut Tree, faults: &mut Faults) -> Option<()> {
    let word = tag(change, &["Set", "Remove"], faults)?;
    let items = match &change.value {
        Value::Listed { items, .. } => items.as_slice(),
        _ => &[],
    };
    let wanted = if word == "Set" { 2 } else { 1 };
    if items.len() != wanted {
        wrong_shape(
            change,
            "a change names a path",
            "Set(\"targets/by-2020/amount\", \"£5m\") or Remove(\"rules/keep\")",
            faults,
        );
        return None;
    }
    faults.bracket(word, &change.place, wanted);
    faults.asked(word, "path", true);
    let path = faults.inside(word, "path", |faults| {
        faults.form(|| Form::Path);
        text(&items[0], faults)
    })?;
    if word == "Set" {
        faults.asked(word, "value", true);
        faults.inside(word, "value", |faults| faults.form(|| Form::Anything));
    }
    let (parent, last) = path.rsplit_once('/').map_or((None, path.as_str()), |(parent, last)| (Some(parent), last));
    let holder = match parent {
        None => Some(&mut *scenario),
        Some(parent) => at_path_mut(scenario, parent, &items[0].place, faults),
    }?;
    let Value::Named { entries, .. } = &mut holder.value else {
        faults.add(
            Code::ChangeTouchesNothing,
            &items[0].place,
            format!("{} has no named settings", quoted(parent.unwrap_or(""))),
            "Set the whole of it instead",
        );
        return None;
    };
    let found = position(entries, last).ok();
    if word == "Set" {
        let same = found.is_some_and(|at| canonical(&entries[at].tree) == canonical(&items[1]));
        if same {
            faults.add(
                Code::ChangeTouchesNothing,
                &change.place,
                format!("{} already has this value", quoted(&path)),
                "Remove the change",
            );
            return None;
        }
        put(holder, last, items[1].clone());
    } else {
        let Some(at) = found else {
            let known: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
            faults.add(
                Code::ChangeTouchesNothing,
                &items[0].place,
                format!("there is no {}", quoted(&path)),
                suggestion(last, known),
            );
            return None;
        };
        entries.remove(at);
    }
    Some(())
}

/// Replaces or adds a named value.
fn put(holder: &mut Tree, name: &str, tree: Tree) {
    if let Value::Named { entries, .. } = &mut holder.value {
        let place = tree.place.clone();
        match position(entries, name) {
            Ok(at) => (entries[at].place, entries[at].tree) = (place, tree),
            Err(at) => entries.insert(at, Entry { name: name.to_owned(), place, tree }),
        }
    }
}

fn at_path_mut<'t>(tree: &'t mut Tree, path: &str, place: &Place, faults: &mut Faults) -> Option<&'t mut Tree> {
    let mut at = tree;
    for step in path.split('/') {
        let entries: &mut [Entry] = match &mut at.value {
            Value::Named { entries, .. } => entries,
            _ => &mut [],
        };
        let Ok(found) = position(entries, step) else {
            faults.add(
                Code::ChangeTouchesNothing,
                place,
                format!("there is no {} on the path {}", quoted(step), quoted(path)),
                suggestion(step, entries.iter().map(|entry| entry.name.as_str())),
            );
            return None;
        };
        at = &mut entries.get_mut(found)?.tree;
    }
    Some(at)
}

/// The meaning of a tree without its layout: settings by name, lists in order.
pub(super) fn canonical(tree: &Tree) -> Vec<String> {
    fn walk(tree: &Tree, lines: &mut Vec<String>) {
        match &tree.value {
            Value::Text(text) => lines.push(format!("\"{text}")),
            Value::Word(word) => lines.push(format!("'{word}")),
            Value::Number(number) => lines.push(match real(number) {
                Ok(value) => format!("={}", value + 0.0),
                Err(_) => format!("={number}"),
            }),
            Value::Named { tag, entries, .. } => {
                lines.push(format!("({}", tag.as_deref().unwrap_or("")));
                for entry in entries {
                    lines.push(format!(":{}", entry.name));
                    walk(&entry.tree, lines);
                }
                lines.push(")".to_owned());
            }
            Value::Listed { tag, items } => {
                lines.push(format!("[{}", tag.as_deref().unwrap_or("")));
                for item in items {
                    walk(item, lines);
                }
                lines.push("]".to_owned());
            }
        }
    }
    let mut lines = Vec::new();
    walk(tree, &mut lines);
    lines
}
