//! Groups, areas, districts.

use super::{Names, ids};
use crate::fault::quoted;
use crate::language::decode::{Settings, list, text, usable_id};
use crate::language::scalars::whole;
use crate::language::tables::{Column, Row, Table};
use crate::language::tree::Entry;
use crate::reference::Form;
use crate::{Area, Band, Characteristic, Code, District, DistrictIx, Faults, Group, Place, Position, Share};
use std::collections::{BTreeMap, BTreeSet};

/// Most people one area may have in one group.
const PEOPLE: u32 = 10_000_000;

/// The groups, and the column of the areas table that counts each.
pub(super) fn groups(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<(Vec<Group>, Vec<String>)> {
    names.groups = ids(entries, faults);
    let groups = entries
        .iter()
        .map(|entry| {
            let mut settings = Settings::plain(&entry.tree, "a group", faults)?;
            let name = settings.maybe("name", faults, text);
            let column = settings.need("column", faults, text);
            settings.finish(faults);
            Some((Group { id: entry.name.clone(), name: name.unwrap_or_else(|| entry.name.clone()) }, column?))
        })
        .collect::<Vec<_>>();
    groups.into_iter().collect::<Option<Vec<_>>>().map(|groups| groups.into_iter().unzip())
}

/// Deprivation bands: `{"most deprived 30%": [1, 2, 3]}`.
pub(super) fn bands(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Vec<Band> {
    names.bands = ids(entries, faults);
    names.bands_faulty |= names.bands.len() < entries.len();
    let mut taken: BTreeMap<u8, &str> = BTreeMap::new();
    let mut bands = Vec::new();
    for entry in entries {
        let Some(items) = list(&entry.tree, faults) else { continue };
        let mut deciles = Vec::new();
        for item in items {
            let Some(decile) = whole(item, 1..=10, faults).and_then(|decile| u8::try_from(decile).ok()) else {
                continue;
            };
            if let Some(first) = taken.insert(decile, &entry.name) {
                let what = format!("decile {decile} is in band {} already", quoted(first));
                faults.add(Code::GivenTwice, &item.place, what, "Keep it in one band");
            }
            deciles.push(decile);
        }
        if items.is_empty() {
            let fix = "Name its deciles, 1 (most deprived) to 10: [1, 2, 3]";
            faults.add(Code::OutOfRange, &entry.tree.place, "the band has no decile", fix);
        }
        deciles.sort_unstable();
        bands.push(Band { id: entry.name.clone(), deciles });
    }
    bands
}

/// A deprivation decile, if there is such a column and something in it; `None` when it is faulty.
#[allow(clippy::option_option, reason = "faulty, not given, given")]
pub(super) fn decile(column: Option<Column>, row: &Row<'_>, faults: &mut Faults) -> Option<Option<u8>> {
    let Some(column) = column.filter(|column| !row.text(*column).is_empty()) else { return Some(None) };
    row.form(column, || Form::Whole(1, 10), faults);
    let decile = row.number(column, 1.0, 10.0, faults)?;
    let whole = (1..=10_u8).find(|candidate| (f64::from(*candidate) - decile).abs() < 1e-9);
    if whole.is_none() {
        let what = format!("deprivation is {decile}");
        faults.add(Code::BadCell, &row.cell_place(column), what, "Write the decile, 1 (most deprived) to 10");
    }
    whole.map(Some)
}

/// What the areas table says.
pub(super) struct Peopled {
    pub areas: Vec<Area>,
    /// The ward of each area; none where the table has no such column.
    pub wards: Vec<String>,
    /// The districts that areas name.
    pub districts: Vec<District>,
    /// The characteristics that columns name.
    pub characteristics: Vec<Characteristic>,
}

/// What the columns of characteristics begin with.
const SHARE: &str = "share_";

/// The columns that give shares of people, sorted by what they are about. One that counts a group is none.
fn share_columns(table: &Table, counts: &[String], faults: &mut Faults) -> Vec<(String, Column)> {
    let counted = |name: &str| counts.iter().any(|count| count.trim().to_lowercase() == name);
    let names: Vec<String> = table.columns().filter(|name| !counted(name)).map(str::to_owned).collect();
    let mut found = Vec::new();
    for name in names {
        let Some(id) = name.strip_prefix(SHARE) else { continue };
        let place = Place { line: 1, ..table.place() };
        if let (true, Some(column)) = (usable_id("characteristic", id, &place, faults), table.maybe(&name)) {
            found.push((id.to_owned(), column));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The shares of a row; an empty cell is not known. `None` when one is faulty.
fn shares(columns: &[(String, Column)], row: &Row<'_>, faults: &mut Faults) -> Option<Vec<Option<Share>>> {
    let read = |(_, column): &(String, Column), faults: &mut Faults| {
        if row.text(*column).is_empty() {
            return Some(None);
        }
        row.number(*column, 0.0, 1.0, faults).map(Share::new)
    };
    let all: Vec<_> = columns.iter().map(|column| read(column, faults)).collect();
    all.into_iter().collect()
}

/// Areas, and the districts and characteristics they name. `columns` count the groups; none when those
/// are faulty.
pub(super) fn areas(
    table: &Table,
    columns: Option<&[String]>,
    names: &mut Names,
    faults: &mut Faults,
) -> Option<Peopled> {
    let before = faults.len();
    let id = table.need("id", faults);
    let name = table.maybe("name");
    let district = table.need("district", faults);
    let position = position_columns(table, faults);
    let deprivation = table.maybe("deprivation");
    let need = table.maybe("need");
    let ward = table.maybe("ward");
    let characteristics = columns.map_or_else(Vec::new, |counts| share_columns(table, counts, faults));
    let counts: Vec<_> = columns.unwrap_or_default().iter().map(|column| table.need(column, faults)).collect();
    let (id, district, position) = (id?, district?, position?);
    let counts: Vec<_> = counts.into_iter().collect::<Option<_>>()?;

    let mut seen = Unique::default();
    // Those of faulty rows too, so that one fault does not make others of it.
    let mut districts: BTreeSet<String> = BTreeSet::new();
    let mut found: Vec<(String, String, Area)> = Vec::new();
    for row in table.rows() {
        let area_id = row.text(id);
        let fresh = seen.id(id, &row, faults);
        let position = position.read(&row, faults);
        let people: Option<Vec<u32>> =
            counts.iter().map(|column| row.whole(*column, PEOPLE, faults)).collect::<Vec<_>>().into_iter().collect();
        let need = need.map_or(Some(1.0), |column| {
            if row.text(column).is_empty() { Some(1.0) } else { row.number(column, 0.0, 1000.0, faults) }
        });
        let deprivation = decile(deprivation, &row, faults);
        let shares = shares(&characteristics, &row, faults);
        let district_id = row.text(district);
        let usable = usable_id("district", district_id, &row.cell_place(district), faults);
        names.districts_partial |= !usable;
        if usable {
            districts.insert(district_id.to_owned());
        }
        if let (true, true, Some(position), Some(people), Some(need), Some(deprivation), Some(shares)) =
            (fresh, usable, position, people, need, deprivation, shares)
        {
            let name = name.map(|column| row.text(column)).filter(|name| !name.is_empty()).unwrap_or(area_id);
            let area = Area {
                id: area_id.to_owned(),
                name: name.to_owned(),
                district: DistrictIx(0),
                deprivation,
                position,
                people,
                need,
                shares,
            };
            let ward = ward.map_or("", |column| row.text(column));
            found.push((district_id.to_owned(), ward.to_owned(), area));
        }
    }
    names.districts = districts.into_iter().collect();
    names.districts_partial |= table.is_partial();
    names.areas = seen.ids();
    found.sort_by(|a, b| a.2.id.cmp(&b.2.id));
    let wards = if ward.is_some() { found.iter().map(|(_, ward, _)| ward.clone()).collect() } else { Vec::new() };
    let areas: Vec<Area> = found
        .into_iter()
        .map(|(district, _, area)| Area {
            district: DistrictIx(names.districts.binary_search(&district).unwrap_or(0)),
            ..area
        })
        .collect();
    if table.is_empty() {
        faults.add(
            Code::EmptyTable,
            &table.place(),
            "the table has a header and no rows",
            "Give one row for each area",
        );
        return None;
    }
    let people: u64 = areas.iter().flat_map(|area| &area.people).map(|count| u64::from(*count)).sum();
    if people == 0 && columns.is_some() && !table.is_partial() && faults.len() == before {
        faults.add(
            Code::NobodyCounted,
            &table.place(),
            "no area has any people, so no reach can be worked out",
            "Check the people columns",
        );
    }
    let districts = names.districts.iter().map(|id| District { id: id.clone() }).collect();
    let characteristics = characteristics.into_iter().map(|(id, _)| Characteristic { id }).collect();
    Some(Peopled { areas, wards, districts, characteristics })
}

/// The two columns of a position.
#[derive(Clone, Copy)]
pub(super) struct PositionColumns(crate::language::tables::Column, crate::language::tables::Column);

pub(super) fn position_columns(table: &Table, faults: &mut Faults) -> Option<PositionColumns> {
    let easting = table.need("easting", faults);
    let northing = table.need("northing", faults);
    Some(PositionColumns(easting?, northing?))
}

/// The British National Grid reaches so far east and north, in metres.
const EAST: f64 = 700_000.0;
const NORTH: f64 = 1_300_000.0;

/// To the nearest metre.
#[allow(clippy::cast_possible_truncation, reason = "the caller has checked that it lies on the grid")]
fn to_metre(value: f64) -> i32 {
    value.round() as i32
}

impl PositionColumns {
    pub fn read(self, row: &Row<'_>, faults: &mut Faults) -> Option<Position> {
        row.form(self.0, || Form::Number(0.0, EAST), faults);
        row.form(self.1, || Form::Number(0.0, NORTH), faults);
        let easting = row.coordinate(self.0, faults);
        let northing = row.coordinate(self.1, faults);
        let (easting, northing) = (easting?, northing?);
        // Whole metres may be small in a made-up town; degrees have decimals.
        let degrees = easting.abs() <= 180.0
            && northing.abs() <= 180.0
            && (easting.fract() != 0.0 || northing.fract() != 0.0 || easting < 0.0 || northing < 0.0);
        let on_grid = (0.0..=EAST).contains(&easting) && (0.0..=NORTH).contains(&northing);
        if degrees || !on_grid {
            let hint = if degrees { "; these look like degrees" } else { "" };
            let what = format!("easting {easting}, northing {northing} is not on the British National Grid{hint}");
            faults.add(Code::OddPosition, &row.place(), what, "Give metres east and north on EPSG:27700");
            return None;
        }
        Some(Position { easting: to_metre(easting), northing: to_metre(northing) })
    }
}

/// Ids that may appear once.
#[derive(Default)]
pub(super) struct Unique {
    /// Each id and the line it is on.
    seen: BTreeMap<String, usize>,
    /// The same in small letters.
    lower: BTreeMap<String, usize>,
}

impl Unique {
    /// Usable and not seen before?
    pub fn id(&mut self, column: Column, row: &Row<'_>, faults: &mut Faults) -> bool {
        row.form(column, || Form::Id, faults);
        let id = row.text(column);
        let place = row.place();
        if !usable_id("id", id, &place, faults) {
            return false;
        }
        if let Some(first) = self.seen.get(id) {
            faults.add(
                Code::GivenTwice,
                &place,
                format!("id {} is already on line {first}", quoted(id)),
                "Ids must be unique",
            );
            return false;
        }
        self.seen.insert(id.to_owned(), place.line);
        if let Some(twin) = self.lower.insert(id.to_lowercase(), place.line) {
            let what = format!("id {} differs only in capitals from the id on line {twin}", quoted(id));
            faults.add(Code::LooksWrong, &place, what, "If both are meant, give one another id");
        }
        if let Some(what) = odd_id(id) {
            let what = format!("id {} looks like {what}", quoted(id));
            faults.add(Code::LooksWrong, &place, what, "Check it against the source of the table");
        }
        true
    }

    /// Every usable id seen, sorted, those of faulty rows among them.
    pub fn ids(self) -> Vec<String> {
        self.seen.into_keys().collect()
    }
}

/// What a spreadsheet may have made of an id, or a row that is none.
fn odd_id(id: &str) -> Option<&'static str> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = id.to_lowercase();
    if ["total", "totals", "grand total", "all", "sum"].contains(&lower.as_str()) {
        return Some("a row of totals");
    }
    let is_number = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = lower.split_once('-').is_some_and(|(first, second)| {
        (is_number(first) && MONTHS.contains(&second)) || (MONTHS.contains(&first) && is_number(second))
    });
    if is_date {
        return Some("a date a spreadsheet made of something else");
    }
    let is_power = lower.split_once("e+").is_some_and(|(first, second)| {
        is_number(second) && first.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    is_power.then_some("a number whose last digits a spreadsheet dropped")
}
