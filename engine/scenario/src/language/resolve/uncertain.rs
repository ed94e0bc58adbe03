//! Numbers that are not known for sure, and what moves together.

use crate::fault::quoted;
use crate::language::decode::{Settings, list, look_up, map, tag, text, usable_id, word, wrong_shape, yes_or_no};
use crate::language::files::Files;
use crate::language::scalars::number;
use crate::language::spots::{Spot, matching, quantity};
use crate::language::tables::Table;
use crate::language::tree::{Entry, Tree, Value};
use crate::reference::Form;
use crate::{Acts, Code, Faults, Place, Together, Uncertain, UncertainNumber, Unit};
use doorstep_draw::{Design, Misfit, Number, Spread, draw};
use std::collections::BTreeMap;

pub(super) fn uncertain(tree: &Tree, scenario: &Tree, files: &mut Files<'_>, faults: &mut Faults) -> Option<Uncertain> {
    let mut settings = Settings::plain(tree, "uncertain", faults)?;
    let mut numbers: Vec<UncertainNumber> = Vec::new();
    let mut ids = Vec::new();
    let entries = settings.maybe("numbers", faults, map).unwrap_or_default();
    settings.again("numbers", faults, |faults| {
        faults.form(|| Form::Id);
        let mut stands = BTreeMap::new();
        for entry in entries {
            usable_id("id", &entry.name, &entry.place, faults);
            if COLUMNS.contains(&entry.name.as_str()) {
                let what = format!("{} is a column of Doorstep’s own beside the numbers", quoted(&entry.name));
                faults.add(Code::BadId, &entry.place, what, "Give the number another id");
            }
            ids.push(entry.name.clone());
            let Some(number) = uncertain_number(entry, scenario, files, faults) else { continue };
            if let Acts::Stands(path) = &number.acts
                && let Some(first) = stands.insert(path.clone(), entry.name.clone())
            {
                let what = format!("{} is already drawn by {}", quoted(path), quoted(&first));
                faults.add(Code::GivenTwice, &entry.place, what, "Keep one, or let the other multiply it: times: […]");
            }
            numbers.push(number);
        }
    });
    let spread = settings.maybe("assumptions", faults, |tree, faults| word(tree, &RANGES, faults));
    let without = settings
        .maybe("without", faults, |tree, faults| {
            let items = list(tree, faults)?;
            faults.form(|| Form::Path);
            Some(items.iter().filter_map(|item| left_out(item, scenario, faults)).collect::<Vec<String>>())
        })
        .unwrap_or_default();
    if let (Some(word), Some(Tree { value: Value::Listed { items, .. }, .. })) =
        (spread, scenario.at_path("assumptions"))
    {
        let stands = |path: &str| {
            let own = |number: &UncertainNumber| number.acts == Acts::Stands(path.to_owned());
            numbers.iter().any(own) || without.iter().any(|pattern| matches(pattern, path))
        };
        let own: Vec<&Tree> =
            items.iter().filter(|item| written(item, "of").is_some_and(|path| !stands(&path))).collect();
        numbers.extend(own.into_iter().filter_map(|item| of_range(item, word, scenario, files, faults)));
        numbers.sort_by(|one, other| one.drawn.id().cmp(other.drawn.id()));
        ids = numbers.iter().map(|number| number.drawn.id().to_owned()).collect();
    }
    let together = settings
        .maybe("together", faults, |tree, faults| {
            let pairs = list(tree, faults)?;
            Some(pairs.iter().filter_map(|pair| together(pair, &ids, &numbers, faults)).collect::<Vec<_>>())
        })
        .unwrap_or_default();
    settings.finish(faults);
    if numbers.len() < ids.len() {
        return None;
    }
    if entries.is_empty() && spread.is_none() {
        let fix = "Give numbers: {…}, or the spread of every assumption with a range: assumptions: Pert";
        faults.add(Code::MissingSetting, &tree.place, "nothing in it is uncertain", fix);
        return None;
    }
    let found = Uncertain { numbers, together };
    fit(&found, tree, faults);
    Some(found)
}

/// What stands beside the numbers in a table of futures.
const COLUMNS: [&str; 2] = ["member", "(weight)"];

/// Spreads that a range alone makes.
const RANGES: [&str; 3] = ["Uniform", "Triangular", "Pert"];

fn written(item: &Tree, name: &str) -> Option<String> {
    item.at_path(name).and_then(Tree::as_written)
}

/// A path, perhaps with `*`, that some assumption is about.
fn left_out(item: &Tree, scenario: &Tree, faults: &mut Faults) -> Option<String> {
    let pattern = text(item, faults)?;
    let items = match scenario.at_path("assumptions").map(|tree| &tree.value) {
        Some(Value::Listed { items, .. }) => items.as_slice(),
        _ => &[],
    };
    if items.iter().filter_map(|item| written(item, "of")).any(|path| matches(&pattern, &path)) {
        return Some(pattern);
    }
    let what = format!("no assumption is about {}", quoted(&pattern));
    faults.add(Code::UnknownName, &item.place, what, "Name an assumption’s path; * stands for any name");
    None
}

fn matches(pattern: &str, path: &str) -> bool {
    let alike = pattern.split('/').zip(path.split('/')).all(|(step, name)| step == "*" || step == name);
    alike && pattern.split('/').count() == path.split('/').count()
}

/// An assumption with a range as an uncertain number: its id is its path. One without a range, or of no single
/// number, is none.
fn of_range(
    item: &Tree,
    word: &str,
    scenario: &Tree,
    files: &Files<'_>,
    faults: &mut Faults,
) -> Option<UncertainNumber> {
    let path = written(item, "of")?;
    let spot = matching(&path, scenario, files).ok()?.pop()?;
    let end = |name: &str| {
        let tree = item.at_path(name)?;
        // Ranges are written as text, numbers among them.
        let number = || Tree { value: Value::Number(tree.as_written().unwrap_or_default()), ..tree.clone() };
        quantity(tree)
            .or_else(|| quantity(&number()))
            .filter(|(_, unit)| alike(*unit, spot.unit))
            .map(|(value, _)| value)
    };
    let (low, mode, high) = (end("low")?, spot.base, end("high")?);
    // A variant that goes beyond the range has set the number on purpose.
    if !(low..=high).contains(&mode) {
        return None;
    }
    let spread = match word {
        "Uniform" => Spread::Uniform { low, high },
        "Triangular" => Spread::Triangular { low, mode, high },
        _ => Spread::Pert { low, mode, high },
    };
    let drawn = Number::new(path.clone(), spread).map_err(|misfits| told(&misfits, item, faults)).ok()?;
    let (why, source) = (written(item, "why"), written(item, "source"));
    Some(UncertainNumber { drawn, acts: Acts::Stands(path), unit: spot.unit, why, source, place: item.place.clone() })
}

/// Shares may be written as numbers.
fn alike(one: Unit, other: Unit) -> bool {
    let share = |unit: Unit| matches!(unit, Unit::Share | Unit::Number);
    one == other || (share(one) && share(other))
}

/// `("rents", "pay", 0.4)`
fn together(tree: &Tree, ids: &[String], numbers: &[UncertainNumber], faults: &mut Faults) -> Option<Together> {
    faults.form(|| Form::Correlation);
    let items = match &tree.value {
        Value::Listed { tag: None, items } if items.len() == 3 => items,
        _ => {
            wrong_shape(
                tree,
                "two numbers and their correlation are expected here",
                "(\"rents\", \"pay\", 0.4)",
                faults,
            );
            return None;
        }
    };
    let id = |tree: &Tree, faults: &mut Faults| {
        let given = text(tree, faults)?;
        look_up(&given, "uncertain number", ids, &tree.place, faults)
    };
    let (one, other) = (id(&items[0], faults), id(&items[1], faults));
    let correlation = number(&items[2], &(-1.0..=1.0), faults);
    let found = Together { one: one?, other: other?, correlation: correlation? };
    for at in [found.one, found.other] {
        if let Some(Acts::Times { each: true, .. }) = numbers.get(at).map(|number| &number.acts) {
            let what = format!("{} is drawn for each row apart, and moves with nothing", quoted(&ids[at]));
            faults.add(Code::Contradiction, &tree.place, what, "Leave out each: true, or this pair");
            return None;
        }
    }
    Some(found)
}

fn uncertain_number(
    entry: &Entry,
    scenario: &Tree,
    files: &mut Files<'_>,
    faults: &mut Faults,
) -> Option<UncertainNumber> {
    let tree = &entry.tree;
    let mut settings = Settings::plain(tree, "an uncertain number", faults)?;
    let of = settings.maybe("of", faults, |tree, faults| {
        faults.form(|| Form::Path);
        let path = text(tree, faults)?;
        let mut spots = spots(&path, tree, scenario, files, faults)?;
        if spots.len() > 1 {
            let what = format!("{} is more than one number", quoted(&path));
            faults.add(Code::Contradiction, &tree.place, what, "Multiply them: times: […]");
            return None;
        }
        spots.pop().map(|spot| (path, spot))
    });
    let times = settings.maybe("times", faults, |tree, faults| {
        let paths = list(tree, faults)?;
        faults.form(|| Form::Path);
        let read = |item: &Tree, faults: &mut Faults| {
            let path = text(item, faults)?;
            spots(&path, item, scenario, files, faults).map(|_| path)
        };
        let found: Vec<String> = paths.iter().filter_map(|item| read(item, faults)).collect();
        (found.len() == paths.len()).then_some(found)
    });
    let each = settings.or("each", false, faults, yes_or_no);
    let given = |name: &str| tree.at_path(name).is_some();
    // Of a path that leads nowhere the unit is not known, and values may be in any.
    let (unit, middle) = match &of {
        Some((_, spot)) => (Some(spot.unit), spot.base),
        None => ((!given("of")).then_some(Unit::Number), 1.0),
    };
    let spread = settings.need("spread", faults, |tree, faults| spread(tree, unit, middle, files, faults));
    let why = settings.maybe("why", faults, text);
    let source = settings.maybe("source", faults, text);
    let both = given("of") == given("times");
    settings.finish(faults);
    if both {
        let what =
            if given("of") { "it is one number and multiplies others" } else { "nothing says which number it is" };
        let fix = "Give one of the two: of: \"a/path\", or times: [\"a/path\", …]";
        faults.add(Code::Contradiction, &entry.place, what, fix);
        return None;
    }
    let acts = match (of, times) {
        (Some((path, _)), _) => Acts::Stands(path),
        (None, Some(paths)) => Acts::Times { paths, each },
        (None, None) => return None,
    };
    let drawn = Number::new(entry.name.clone(), spread?).map_err(|misfits| told(&misfits, tree, faults)).ok()?;
    Some(UncertainNumber { drawn, acts, unit: unit?, why, source, place: entry.place.clone() })
}

fn spots(path: &str, tree: &Tree, scenario: &Tree, files: &Files<'_>, faults: &mut Faults) -> Option<Vec<Spot>> {
    match matching(path, scenario, files) {
        Ok(spots) => Some(spots),
        Err(what) => {
            let fix = "Give the path of ids to a number: \"levels/hub/costs/premises\", \"tables/areas/*/under_5\"";
            faults.add(Code::UnknownName, &tree.place, what, fix);
            None
        }
    }
}

/// How values spread, each in the unit of its number. `middle` is the value as it stands.
fn spread(tree: &Tree, unit: Option<Unit>, middle: f64, files: &mut Files<'_>, faults: &mut Faults) -> Option<Spread> {
    const KINDS: [&str; 7] = ["Uniform", "Triangular", "Pert", "Normal", "LogNormal", "Discrete", "Empirical"];
    let word = tag(tree, &KINDS, faults)?;
    let value = |tree: &Tree, faults: &mut Faults| in_unit(tree, unit, faults);
    let plain = |tree: &Tree, faults: &mut Faults| number(tree, &(0.0..=1e6), faults);
    if word == "Discrete" {
        let values = crate::language::decode::only(tree, "values", faults, |tree, faults| {
            let items = list(tree, faults)?;
            let found: Vec<(f64, f64)> = items.iter().filter_map(|item| weighted(item, unit, faults)).collect();
            (found.len() == items.len()).then_some(found)
        });
        return values.map(|values| Spread::Discrete { values });
    }
    let mut settings = Settings::of(tree, "a spread", faults)?;
    let found = match word {
        "Empirical" => {
            let table = settings.need("file", faults, |tree, faults| {
                faults.form(|| Form::File);
                Table::read(&text(tree, faults)?, &tree.place, files, faults)
            });
            let column = settings.need("column", faults, text);
            settings.finish(faults);
            return Some(Spread::Empirical { values: column_of(&table?, &column?, faults)? });
        }
        "Uniform" => {
            let (low, high) = (settings.need("low", faults, value), settings.need("high", faults, value));
            low.zip(high).map(|(low, high)| Spread::Uniform { low, high })
        }
        "Triangular" | "Pert" => {
            let low = settings.need("low", faults, value);
            let mode = settings.maybe("mode", faults, value);
            let high = settings.need("high", faults, value);
            let mode = mode.or((tree.at_path("mode").is_none()).then_some(middle));
            low.zip(mode).zip(high).map(|((low, mode), high)| {
                if word == "Pert" { Spread::Pert { low, mode, high } } else { Spread::Triangular { low, mode, high } }
            })
        }
        "Normal" => {
            let (mean, sd) = (settings.need("mean", faults, value), settings.need("sd", faults, value));
            let (low, high) = (settings.need("low", faults, value), settings.need("high", faults, value));
            mean.zip(sd).zip(low.zip(high)).map(|((mean, sd), (low, high))| Spread::Normal { mean, sd, low, high })
        }
        _ => {
            let (median, sigma) = (settings.need("median", faults, value), settings.need("sigma", faults, plain));
            let (low, high) = (settings.need("low", faults, value), settings.need("high", faults, value));
            let both = median.zip(sigma).zip(low.zip(high));
            both.map(|((median, sigma), (low, high))| Spread::LogNormal { median, sigma, low, high })
        }
    };
    settings.finish(faults);
    found
}

fn told(found: &[Misfit], tree: &Tree, faults: &mut Faults) {
    let place = &tree.at_path("spread").unwrap_or(tree).place;
    for misfit in found {
        faults.add(Code::BadSpread, place, misfit.to_string(), "Check the values of the spread");
    }
}

/// A value as its number is written: `"£28,000"`, `"40%"`, `"1.2 km"`, `7.5`.
fn in_unit(tree: &Tree, unit: Option<Unit>, faults: &mut Faults) -> Option<f64> {
    faults.form(|| Form::InUnit);
    let fits = |found: Unit| unit.is_none_or(|unit| alike(found, unit));
    match quantity(tree) {
        Some((value, found)) if fits(found) => Some(value),
        _ => {
            let (what, example) = match unit.unwrap_or(Unit::Number) {
                Unit::Pounds => ("an amount of money is expected here", "\"£62,000\""),
                Unit::Metres => ("a distance is expected here", "\"1200 m\""),
                Unit::Minutes => ("a time is expected here", "\"15 min\""),
                Unit::Share => ("a share is expected here", "0.4 or \"40%\""),
                Unit::Number => ("a number is expected here", "1.5"),
            };
            wrong_shape(tree, &format!("{what}, as the number itself is written"), example, faults);
            None
        }
    }
}

/// `(2, 0.25)`: a value and its weight.
fn weighted(tree: &Tree, unit: Option<Unit>, faults: &mut Faults) -> Option<(f64, f64)> {
    faults.form(|| Form::Pair);
    match &tree.value {
        Value::Listed { tag: None, items } if items.len() == 2 => {
            let value = in_unit(&items[0], unit, faults);
            value.zip(number(&items[1], &(0.0..=1e9), faults))
        }
        _ => {
            wrong_shape(tree, "a value and its weight are expected here", "(2, 0.25)", faults);
            None
        }
    }
}

fn column_of(table: &Table, column: &str, faults: &mut Faults) -> Option<Vec<f64>> {
    let found = table.need(column, faults)?;
    let values: Vec<Option<f64>> = table.rows().map(|row| row.coordinate(found, faults)).collect();
    values.into_iter().collect()
}

/// What only all of them together can be wrong in.
fn fit(found: &Uncertain, tree: &Tree, faults: &mut Faults) {
    let place: &Place = &tree.at_path("together").unwrap_or(tree).place;
    let numbers: Vec<Number> = found.numbers.iter().map(|number| number.drawn.clone()).collect();
    // One future tells whether there can be any.
    for misfit in draw(&numbers, &found.pairs(), &Design::MonteCarlo { members: 1 }, 0).err().unwrap_or_default() {
        faults.add(Code::BadSpread, place, misfit.to_string(), "Change the numbers or the pairs that are named");
    }
}
