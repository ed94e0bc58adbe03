//! Groups, areas, districts, travel.

use super::{Names, ids, sorted};
use crate::fault::quoted;
use crate::language::decode::{Settings, tag, text, usable_id};
use crate::language::scalars::number;
use crate::language::tables::{Row, Table};
use crate::language::tree::{Entry, Tree};
use crate::{Area, Code, District, DistrictIx, Faults, Group, Position, Travel};
use std::collections::BTreeMap;

/// Most people one area may have in one group.
const PEOPLE: u32 = 10_000_000;

pub(super) fn travel(tree: &Tree, faults: &mut Faults) -> Option<Travel> {
    tag(tree, &["StraightLine"], faults)?;
    let mut settings = Settings::of(tree, "StraightLine", faults)?;
    let detour = settings.need("detour", faults, |tree, faults| number(tree, &(1.0..=3.0), faults));
    settings.finish(faults);
    Some(Travel::StraightLine { detour: detour? })
}

/// The groups, and the column of the areas table that counts each.
pub(super) fn groups(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<(Vec<Group>, Vec<String>)> {
    names.groups = ids(entries, faults);
    let groups = sorted(entries)
        .into_iter()
        .map(|entry| {
            let mut settings = Settings::of(&entry.tree, "a group", faults)?;
            let name = settings.maybe("name", faults, text);
            let column = settings.need("column", faults, text);
            settings.finish(faults);
            Some((Group { id: entry.name.clone(), name: name.unwrap_or_else(|| entry.name.clone()) }, column?))
        })
        .collect::<Vec<_>>();
    groups.into_iter().collect::<Option<Vec<_>>>().map(|groups| groups.into_iter().unzip())
}

/// Areas, and the districts they name.
pub(super) fn areas(
    table: &Table,
    columns: &[String],
    names: &mut Names,
    faults: &mut Faults,
) -> Option<(Vec<Area>, Vec<District>)> {
    let before = faults.len();
    let id = table.need("id", faults);
    let name = table.maybe("name");
    let district = table.need("district", faults);
    let position = position_columns(table, faults);
    let deprivation = table.maybe("deprivation");
    let need = table.maybe("need");
    let counts: Vec<_> = columns.iter().map(|column| table.need(column, faults)).collect();
    let (id, district, position) = (id?, district?, position?);
    let counts: Vec<_> = counts.into_iter().collect::<Option<_>>()?;

    let mut seen = Unique::default();
    let mut found: Vec<(String, Area)> = Vec::new();
    for row in table.rows() {
        let area_id = row.text(id);
        let fresh = seen.id(area_id, &row, faults);
        let position = position.read(&row, faults);
        let people: Option<Vec<u32>> =
            counts.iter().map(|column| row.whole(*column, PEOPLE, faults)).collect::<Vec<_>>().into_iter().collect();
        let need = need.map_or(Some(1.0), |column| {
            if row.text(column).is_empty() { Some(1.0) } else { row.number(column, 0.0, 1000.0, faults) }
        });
        let deprivation = match deprivation.filter(|column| !row.text(*column).is_empty()) {
            None => Some(None),
            Some(column) => row.number(column, 1.0, 10.0, faults).and_then(|decile| {
                let whole = (1..=10_u8).find(|candidate| (f64::from(*candidate) - decile).abs() < 1e-9);
                if whole.is_none() {
                    faults.add(
                        Code::BadCell,
                        &row.place(),
                        format!("deprivation is {decile}"),
                        "Write the decile, 1 (most deprived) to 10",
                    );
                }
                whole.map(Some)
            }),
        };
        let district_id = row.text(district);
        let usable = usable_id(district_id, &row.place(), faults);
        if let (true, true, Some(position), Some(people), Some(need), Some(deprivation)) =
            (fresh, usable, position, people, need, deprivation)
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
            };
            found.push((district_id.to_owned(), area));
        }
    }
    names.districts = found.iter().map(|(district, _)| district.clone()).collect();
    names.districts.sort();
    names.districts.dedup();
    found.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let areas: Vec<Area> = found
        .into_iter()
        .map(|(district, area)| Area {
            district: DistrictIx(names.districts.binary_search(&district).unwrap_or(0)),
            ..area
        })
        .collect();
    let people: u64 = areas.iter().flat_map(|area| &area.people).map(|count| u64::from(*count)).sum();
    if people == 0 && faults.len() == before {
        faults.add(
            Code::NobodyCounted,
            &table.place(),
            "no area has any people, so no reach can be worked out",
            "Check the people columns",
        );
    }
    let districts = names.districts.iter().map(|id| District { id: id.clone() }).collect();
    Some((areas, districts))
}

/// The two columns of a position.
#[derive(Clone, Copy)]
pub(super) struct PositionColumns(crate::language::tables::Column, crate::language::tables::Column);

pub(super) fn position_columns(table: &Table, faults: &mut Faults) -> Option<PositionColumns> {
    let easting = table.need("easting", faults);
    let northing = table.need("northing", faults);
    Some(PositionColumns(easting?, northing?))
}

impl PositionColumns {
    pub fn read(self, row: &Row<'_>, faults: &mut Faults) -> Option<Position> {
        let easting = row.metre(self.0, faults);
        let northing = row.metre(self.1, faults);
        let position = Position { easting: easting?, northing: northing? };
        let on_grid = (0..=700_000).contains(&position.easting) && (0..=1_300_000).contains(&position.northing);
        if !on_grid {
            let degrees = position.easting.abs() <= 180 && position.northing.abs() <= 180;
            let hint = if degrees { "these look like degrees; " } else { "" };
            faults.add(
                Code::OddPosition,
                &row.place(),
                format!(
                    "{hint}easting {}, northing {} is not on the British National Grid",
                    position.easting, position.northing
                ),
                "Give metres east and north on EPSG:27700",
            );
            return None;
        }
        Some(position)
    }
}

/// Ids that may appear once.
#[derive(Default)]
pub(super) struct Unique(BTreeMap<String, usize>);

impl Unique {
    /// Usable and not seen before?
    pub fn id(&mut self, id: &str, row: &Row<'_>, faults: &mut Faults) -> bool {
        let place = row.place();
        if !usable_id(id, &place, faults) {
            return false;
        }
        if let Some(first) = self.0.get(id) {
            faults.add(
                Code::GivenTwice,
                &place,
                format!("id {} is already on line {first}", quoted(id)),
                "Ids must be unique",
            );
            return false;
        }
        self.0.insert(id.to_owned(), place.line);
        true
    }
}
