//! Spots: the single numbers of a scenario that a path means, in its settings and in its tables, with the way
//! each is written.
//!
//! ```text
//! levels/hub/costs/premises        one setting
//! services/*/visits                one of every service
//! tables/areas/E01009417/under_5   one cell: the table, the row by its id, the column
//! tables/areas/*/under_5           a column
//! ```

use super::files::Files;
use super::scalars::{real, signed_money_text};
use super::tables::Content;
use super::tree::{Tree, Value, position};
use crate::{Faults, Place, Unit};

/// A number in a scenario or in one of its tables.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub target: Target,
    /// Its value as written, in its unit.
    pub base: f64,
    pub unit: Unit,
}

/// Where a spot is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A setting, by its path.
    Setting(String),
    /// A cell by its position among all of a file's, with the row's name.
    Cell { file: String, at: usize, row: String },
}

impl Target {
    /// What is drawn once where each is drawn apart: a setting, or the cells of a row.
    pub fn own(&self) -> String {
        match self {
            Target::Setting(path) => path.clone(),
            Target::Cell { file, row, .. } => format!("{file}/{row}"),
        }
    }
}

/// The numbers a path means; `Err` says in words why there is none.
pub(super) fn matching(path: &str, scenario: &Tree, files: &Files<'_>) -> Result<Vec<Spot>, String> {
    let steps: Vec<&str> = path.split('/').collect();
    let mut found = Vec::new();
    if let ["tables", table, row, column] = steps.as_slice() {
        let content = content(table, scenario, files).ok_or_else(|| format!("there is no table {table:?}"))?;
        found = cells(&content, row, column)?;
    } else {
        settings(scenario, &steps, String::new(), &mut found);
    }
    if found.is_empty() {
        let what = if path.contains('*') { "no number stands at" } else { "no single number stands at" };
        return Err(format!("{what} {path:?}"));
    }
    Ok(found)
}

/// The table of a kind, where it is given and could be read.
fn content(kind: &str, scenario: &Tree, files: &Files<'_>) -> Option<std::sync::Arc<Content>> {
    let Value::Text(name) = &scenario.at_path("tables")?.at_path(kind)?.value else { return None };
    files.table(&name.split('/').filter(|part| *part != ".").collect::<Vec<_>>().join("/"))
}

fn cells(content: &Content, row: &str, column: &str) -> Result<Vec<Spot>, String> {
    let wanted = column.trim().to_lowercase();
    let column =
        content.column(&wanted).ok_or_else(|| format!("there is no column {column:?} in {}", content.file()))?;
    let rows = (0..content.rows()).filter(|at| row == "*" || content.name(*at) == row);
    let spot = |at: usize| {
        let (cell, written) = content.at(at, column);
        let (base, unit) = amount(written).or_else(|| real(written).ok().map(|value| (value, Unit::Number)))?;
        let target = Target::Cell { file: content.file().to_owned(), at: cell, row: content.name(at).to_owned() };
        Some(Spot { target, base, unit })
    };
    Ok(rows.filter_map(spot).collect())
}

fn settings(tree: &Tree, steps: &[&str], path: String, found: &mut Vec<Spot>) {
    let Some((step, rest)) = steps.split_first() else {
        if let Some((base, unit)) = quantity(tree) {
            found.push(Spot { target: Target::Setting(path), base, unit });
        }
        return;
    };
    let Value::Named { entries, .. } = &tree.value else { return };
    let chosen = if *step == "*" { 0..entries.len() } else { one(position(entries, step)) };
    for entry in &entries[chosen] {
        let path = if path.is_empty() { entry.name.clone() } else { format!("{path}/{}", entry.name) };
        settings(&entry.tree, rest, path, found);
    }
}

fn one(found: Result<usize, usize>) -> std::ops::Range<usize> {
    found.map_or(0..0, |at| at..at + 1)
}

/// A single value with what it is counted in, however it is written.
pub(super) fn quantity(tree: &Tree) -> Option<(f64, Unit)> {
    match &tree.value {
        Value::Number(written) => real(written).ok().map(|value| (value, Unit::Number)),
        Value::Text(written) => {
            let written = written.trim();
            let of =
                |ending: &str, scale: f64, unit| Some((real(written.strip_suffix(ending)?.trim()).ok()? * scale, unit));
            amount(written)
                .or_else(|| share(written))
                .or_else(|| of("km", 1000.0, Unit::Metres))
                .or_else(|| of("min", 1.0, Unit::Minutes))
                .or_else(|| of("m", 1.0, Unit::Metres))
        }
        _ => None,
    }
}

/// A percentage; the decimal point is moved in the text, as for every share.
fn share(written: &str) -> Option<(f64, Unit)> {
    let percent = written.strip_suffix('%')?.trim();
    real(&format!("{percent}e-2")).ok().map(|value| (value, Unit::Share))
}

/// An amount with its pound sign.
fn amount(written: &str) -> Option<(f64, Unit)> {
    if !written.contains('£') {
        return None;
    }
    let amount = signed_money_text(written, &Place::default(), &mut Faults::new());
    amount.map(|amount| (amount.pounds(), Unit::Pounds))
}

/// How finely a number may be written where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Six decimals.
    Fine,
    /// Three.
    Thousandths,
    /// None.
    Whole,
}

impl Grain {
    /// The ways to try, the finest first.
    pub const ALL: [Grain; 3] = [Grain::Fine, Grain::Thousandths, Grain::Whole];
}

impl Spot {
    /// A value as it is written here: amounts to the penny, ways to the metre or the tenth of a minute.
    pub fn written(&self, value: f64, grain: Grain) -> String {
        match self.unit {
            Unit::Pounds => {
                let pence = (value * 100.0).round();
                let sign = if pence < 0.0 { "-" } else { "" };
                format!("{sign}£{:.2}", pence.abs() / 100.0)
            }
            Unit::Metres => format!("{:.0} m", value.round()),
            Unit::Minutes => format!("{value:.1} min"),
            Unit::Share | Unit::Number => {
                let decimals = match grain {
                    Grain::Fine => 6,
                    Grain::Thousandths => 3,
                    Grain::Whole => 0,
                };
                let text = format!("{value:.decimals$}");
                let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
                if text == "-0" { "0".to_owned() } else { text.to_owned() }
            }
        }
    }

    /// The same as a value of the language.
    pub fn value(&self, value: f64, grain: Grain) -> Value {
        let written = self.written(value, grain);
        match self.unit {
            Unit::Share | Unit::Number => Value::Number(written),
            Unit::Pounds | Unit::Metres | Unit::Minutes => Value::Text(written),
        }
    }
}
