//! Travel: by straight line, or by a supplied matrix, a long table of ways from areas to places.

use super::Names;
use crate::fault::{nearest, quoted, some_of};
use crate::language::decode::{Settings, look_up, names_of, tag, text, usable_id, word};
use crate::language::scalars::number;
use crate::language::tables::{Column, Row, Table};
use crate::language::tree::Tree;
use crate::reference::Form;
use crate::{Code, Faults, KnownWay, Matrix, Place, Travel, TravelMode, TravelModeIx, WayUnit};
use std::collections::{BTreeMap, BTreeSet};

/// What the setting `travel` says, before any table is read.
pub(super) enum Asked<'t> {
    StraightLine { detour: Option<f64> },
    Matrix { place: &'t Place, unit: Option<WayUnit>, by: Option<&'t Tree>, column: Option<String> },
}

impl<'t> Asked<'t> {
    pub fn of(tree: &'t Tree, faults: &mut Faults) -> Option<Asked<'t>> {
        let kind = tag(tree, &["StraightLine", "Matrix"], faults)?;
        let mut settings = Settings::of(tree, kind, faults)?;
        let asked = if kind == "StraightLine" {
            let detour = settings.need("detour", faults, |tree, faults| number(tree, &(1.0..=3.0), faults));
            Asked::StraightLine { detour }
        } else {
            let unit = settings.need("unit", faults, |tree, faults| {
                let minutes = word(tree, &["Metres", "Minutes"], faults)? == "Minutes";
                Some(if minutes { WayUnit::Minutes } else { WayUnit::Metres })
            });
            let by = settings.maybe("by", faults, |tree, _| Some(tree));
            let column = settings.maybe("column", faults, text);
            Asked::Matrix { place: &tree.place, unit, by, column }
        };
        settings.finish(faults);
        Some(asked)
    }

    /// What ways are counted in, as far as it is known.
    pub fn unit(&self) -> Option<WayUnit> {
        match self {
            Asked::StraightLine { .. } => Some(WayUnit::Metres),
            Asked::Matrix { unit, .. } => *unit,
        }
    }
}

/// The travel modes that a service's mode may name.
#[derive(Default)]
pub(super) enum Modes {
    /// Travel or its table could not be read; that has been told.
    #[default]
    Unknown,
    /// There is no table, for ways are straight lines.
    StraightLine,
    /// The table has no column of modes.
    Alike,
    /// Those of the table, sorted.
    Named(Vec<String>),
}

/// More travel modes than this are a column of something else.
const MODES: usize = 100;

impl Modes {
    pub fn of(asked: Option<&Asked<'_>>, table: Option<&Table>, faults: &mut Faults) -> Modes {
        match (asked, table) {
            (Some(Asked::StraightLine { .. }), _) => Modes::StraightLine,
            (Some(Asked::Matrix { .. }), Some(table)) => match table.maybe("mode") {
                Some(column) => named(table, column, faults).map_or(Modes::Unknown, Modes::Named),
                None => Modes::Alike,
            },
            _ => Modes::Unknown,
        }
    }
}

/// Every name in the column of modes.
fn named(table: &Table, column: Column, faults: &mut Faults) -> Option<Vec<String>> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut bad: BTreeSet<&str> = BTreeSet::new();
    let mut lower: BTreeMap<String, usize> = BTreeMap::new();
    for row in table.rows() {
        let name = row.text(column);
        if found.contains(name) || bad.contains(name) {
            continue;
        }
        let place = row.place();
        if !usable_id("travel mode", name, &place, faults) {
            bad.insert(name);
            continue;
        }
        if let Some(twin) = lower.insert(name.to_lowercase(), place.line) {
            let what = format!("travel mode {} differs only in capitals from that on line {twin}", quoted(name));
            faults.add(Code::LooksWrong, &place, what, "If both are meant, give one another name");
        }
        found.insert(name);
        if found.len() > MODES {
            let what = format!("more than {MODES} travel modes");
            faults.add(Code::OutOfRange, &place, what, "Is \"mode\" the column of travel modes?");
            return None;
        }
    }
    Some(found.into_iter().map(str::to_owned).collect())
}

/// `by: ["walk", "transit"]`: some of the travel modes, sorted.
pub(super) fn by(tree: &Tree, modes: &Modes, faults: &mut Faults) -> Option<Vec<TravelModeIx>> {
    let (what, fix) = match modes {
        Modes::Unknown => return None,
        Modes::Named(modes) => {
            let found = names_of(tree, "travel mode", modes, faults)?;
            return Some(found.into_iter().map(TravelModeIx).collect());
        }
        Modes::StraightLine => (
            "travel is by straight line, which knows no travel modes",
            "Remove by, or supply a table: travel: Matrix(…)",
        ),
        Modes::Alike => {
            ("the travel table has no column \"mode\", so no travel mode can be chosen", "Remove by, or add the column")
        }
    };
    faults.add(Code::Contradiction, &tree.place, what, fix);
    None
}

/// Travel with everything that the table holds. `Names` of places that are not `known` are no faults.
pub(super) fn travel(
    asked: &Asked<'_>,
    table: Option<&Table>,
    known: bool,
    names: &Names,
    faults: &mut Faults,
) -> Option<Travel> {
    let (place, unit, by_tree, column) = match asked {
        Asked::StraightLine { detour } => return Some(Travel::StraightLine { detour: (*detour)? }),
        Asked::Matrix { place, unit, by, column } => (place, unit, by, column),
    };
    let table = table?;
    if matches!(names.travel_modes, Modes::Named(_)) {
        faults.asked("Matrix", "by", true);
    }
    let by = match (by_tree, &names.travel_modes) {
        (Some(tree), modes) => faults.again("Matrix", "by", |faults| by(tree, modes, faults)),
        (None, Modes::Named(modes)) => {
            let example = modes.first().map_or("walk", String::as_str);
            let what = format!("\"by\" is not given; the travel table tells modes apart: {}", some_of(strs(modes)));
            faults.add(Code::MissingSetting, place, what, format!("Add by: [{}]", quoted(example)));
            None
        }
        (None, _) => Some(vec![TravelModeIx(0)]),
    };
    let from = table.need("from_id", faults);
    let to = table.need("to_id", faults);
    let value = value_column(*unit, column.as_deref(), table, faults);
    if table.is_empty() {
        let what = "the table has a header and no rows";
        faults.add(Code::EmptyTable, &table.place(), what, "Give one row for each way from an area to a place");
        return None;
    }
    let mode_ids = match &names.travel_modes {
        Modes::Named(modes) => modes.clone(),
        Modes::Alike => vec![String::new()],
        Modes::StraightLine | Modes::Unknown => return None,
    };
    let columns = Columns { from: from?, to: to?, mode: table.maybe("mode"), value: value? };
    let unit = (*unit)?;
    let modes = Reading::new(table, columns, unit, &mode_ids, known, names).modes(faults);
    Some(Travel::Matrix(Matrix { unit, by: by?, modes }))
}

fn strs(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

/// The column of lengths: the one that is named, or the usual one of the unit.
fn value_column(unit: Option<WayUnit>, named: Option<&str>, table: &Table, faults: &mut Faults) -> Option<Column> {
    if let Some(name) = named {
        return table.need(name, faults);
    }
    let usual = |unit| match unit {
        WayUnit::Minutes => ["minutes", "travel_time"],
        WayUnit::Metres => ["metres", "distance"],
    };
    let unit = unit?;
    let place = Place { line: 1, ..table.place() };
    let [own, other] = usual(unit);
    match (table.has(own), table.has(other)) {
        (true, true) => {
            let what = format!("columns {} and {} could both be meant", quoted(own), quoted(other));
            faults.add(Code::Contradiction, &place, what, format!("Say which: column: {}", quoted(own)));
            None
        }
        (true, false) => table.need(own, faults),
        (false, true) => table.need(other, faults),
        (false, false) => {
            let other_unit = if unit == WayUnit::Minutes { WayUnit::Metres } else { WayUnit::Minutes };
            let likely = table.columns().find(|name| name.starts_with(own) || name.starts_with(other));
            let fix = match (likely.or(nearest(own, table.columns())), usual(other_unit).map(|name| table.has(name))) {
                (Some(likely), _) => format!("Is it column: {}?", quoted(likely)),
                (None, [false, false]) => "Name it in travel: column: \"…\"".to_owned(),
                (None, _) => format!("Is the unit {other_unit:?}?"),
            };
            let what = format!("there is no column {} or {}", quoted(own), quoted(other));
            let fix = format!("{fix} Found: {}", some_of(table.columns()));
            faults.add(Code::MissingColumn, &place, what, fix);
            None
        }
    }
}

struct Columns {
    from: Column,
    to: Column,
    mode: Option<Column>,
    value: Column,
}

/// One way of the table that counts. Small, for there may be millions.
struct Found {
    mode: u32,
    way: KnownWay,
    row: u32,
}

/// Positions fit: a table has at most five million rows, and names are read from tables.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Reading<'t> {
    table: &'t Table,
    columns: Columns,
    unit: WayUnit,
    mode_ids: &'t [String],
    known: bool,
    areas: &'t [String],
    /// Sites and venues by id, and their numbers: sites first.
    places: Vec<String>,
    numbers: Vec<u32>,
    /// Names that have been told to be unknown.
    unknown: BTreeSet<&'t str>,
}

impl<'t> Reading<'t> {
    fn new(
        table: &'t Table,
        columns: Columns,
        unit: WayUnit,
        mode_ids: &'t [String],
        known: bool,
        names: &'t Names,
    ) -> Self {
        let mut places: Vec<(String, u32)> = names.sites.iter().chain(&names.venues).cloned().zip(0_u32..).collect();
        places.sort_unstable();
        let (places, numbers) = places.into_iter().unzip();
        let areas = &names.areas;
        Self { table, columns, unit, mode_ids, known, areas, places, numbers, unknown: BTreeSet::new() }
    }

    /// All ways by travel mode, sorted.
    fn modes(mut self, faults: &mut Faults) -> Vec<TravelMode> {
        let mut found: Vec<Found> = Vec::new();
        for (at, row) in self.table.rows().enumerate() {
            let Some((mode, area, place)) = self.ends(row, faults) else { continue };
            // An empty cell is how a router says that there is no way; it still is a row of the pair.
            let value = if row.has_no_number(self.columns.value) {
                f64::NAN
            } else {
                let farthest = f64::from(self.unit.farthest().0 / self.unit.steps());
                row.number(self.columns.value, 0.0, farthest, faults).unwrap_or(f64::NAN)
            };
            found.push(Found { mode, way: KnownWay { area, place, value }, row: small(at) });
        }
        found.sort_unstable_by_key(|found| (found.mode, found.way.area, found.way.place, found.row));
        for pair in found.windows(2) {
            let [first, second] = pair else { continue };
            if (first.mode, first.way.area, first.way.place) == (second.mode, second.way.area, second.way.place) {
                let line = self.table.row(first.row as usize).place().line;
                let what = match self.columns.mode {
                    Some(_) => format!("this way by this travel mode already stands on line {line}"),
                    None => format!("this way already stands on line {line}"),
                };
                faults.add(Code::GivenTwice, &self.table.row(second.row as usize).place(), what, "Keep one");
            }
        }
        found.retain(|found| !found.way.value.is_nan());
        let modes = self.mode_ids.iter().zip(0_u32..).map(|(id, mode)| {
            let start = found.partition_point(|found| found.mode < mode);
            let end = found.partition_point(|found| found.mode <= mode);
            TravelMode { id: id.clone(), ways: found[start..end].iter().map(|found| found.way).collect() }
        });
        modes.collect()
    }

    /// Travel mode, area and place of a row that counts. A square matrix has others too: from places,
    /// and to areas.
    fn ends(&mut self, row: Row<'t>, faults: &mut Faults) -> Option<(u32, u32, u32)> {
        row.form(self.columns.from, || Form::Name("area"), faults);
        row.form(self.columns.to, || Form::Name("site or venue"), faults);
        let (from, to) = (row.text(self.columns.from), row.text(self.columns.to));
        let area = position(self.areas, from);
        let place = position(&self.places, to);
        if area.is_none() && position(&self.places, from).is_none() {
            self.not_known(from, "area", row, faults);
        }
        if place.is_none() && position(self.areas, to).is_none() {
            self.not_known(to, "site or venue", row, faults);
        }
        let mode = match self.columns.mode {
            Some(column) => position(self.mode_ids, row.text(column))?,
            None => 0,
        };
        Some((small(mode), small(area?), self.numbers[place?]))
    }

    /// Tells of a name once, however many rows it stands in.
    fn not_known(&mut self, name: &'t str, kind: &'static str, row: Row<'t>, faults: &mut Faults) {
        if self.known && self.unknown.insert(name) {
            let names = if kind == "area" { self.areas } else { &self.places };
            look_up(name, kind, names, &row.place(), faults);
        }
    }
}

fn position(sorted: &[String], name: &str) -> Option<usize> {
    sorted.binary_search_by(|id| id.as_str().cmp(name)).ok()
}
