//! Real neighbourhoods of England as land: their positions, under-fives and deprivation, and sites
//! drawn among real venues. The tables are the user's; none is bundled.

use super::land::{Land, Spot, need};
use super::{Asked, Shape};
use doorstep_scenario::{Area, District, DistrictIx, Position};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What goes with every copy.
pub const PROVENANCE: &str = include_str!("england.md");

/// Which areas, by the table that holds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Areas {
    /// Lower-layer super output areas of 2021.
    Neighbourhoods,
    /// Output areas of 2011; only those whose under-fives are known.
    OutputAreas,
}

/// Land, and how many rows of the areas table were left out because something in them is not known.
pub struct England {
    /// The land.
    pub land: Land,
    /// Rows left out.
    pub left_out: usize,
}

type Row = Vec<String>;

/// Reads the tables in a folder, `.csv.gz` or `.csv`, and draws sites among the venues.
///
/// # Errors
/// Says which table or column is missing or cannot be read.
pub fn read(folder: &Path, which: Areas, asked: &Asked) -> Result<England, String> {
    if asked.shape != Shape::Sites {
        return Err("England is for national and output-areas".to_owned());
    }
    let (rows, deciles) = match which {
        Areas::Neighbourhoods => (
            table(
                folder,
                "neighbourhoods_lsoa2021",
                &["code", "name", "lad_name", "easting", "northing", "children_0_4_2020_est", "imd2025_decile"],
            )?,
            None,
        ),
        // These have no deprivation of their own: they take that of their neighbourhood.
        Areas::OutputAreas => (
            table(
                folder,
                "output_areas_2011",
                &["code", "code", "lad_code", "easting", "northing", "children_0_4_2015", "lsoa_code"],
            )?,
            Some(table(folder, "neighbourhoods_lsoa2011", &["code", "imd2015_decile"])?),
        ),
    };
    let deciles: Option<BTreeMap<&str, &str>> =
        deciles.as_ref().map(|rows| rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect());
    let decile_of = |cell: &str| -> Option<u8> {
        deciles.as_ref().map_or(Some(cell), |deciles| deciles.get(cell).copied())?.parse().ok()
    };
    let areas: Vec<(String, Area)> =
        rows.iter().filter_map(|row| area(row, decile_of(&row[6])?, asked.groups)).collect();
    let left_out = rows.len() - areas.len();
    let mut land = settled(areas);
    land.sites = sites(folder, asked, &land)?;
    land.notes = PROVENANCE.lines().filter_map(|line| line.strip_prefix("> ")).map(str::to_owned).collect();
    land.notes.push(format!("Rows of the areas table left out because a count or decile is not known: {left_out}."));
    Ok(England { land, left_out })
}

/// The columns that are asked for, of a table with a header.
fn table(folder: &Path, stem: &str, columns: &[&str]) -> Result<Vec<Row>, String> {
    let (packed, plain) = (folder.join(format!("{stem}.csv.gz")), folder.join(format!("{stem}.csv")));
    let path = if packed.exists() { &packed } else { &plain };
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| wrong(&error))?;
    let bytes: Box<dyn Read> = if packed.exists() { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().map_err(|error| wrong(&error))?.clone();
    let at = |column: &&str| {
        head.iter().position(|name| name == *column).ok_or_else(|| wrong(&format!("there is no column {column}")))
    };
    let at: Vec<usize> = columns.iter().map(at).collect::<Result<_, _>>()?;
    let pick = |row: csv::StringRecord| at.iter().map(|&n| row[n].to_owned()).collect();
    reader.records().map(|row| row.map(pick).map_err(|error| wrong(&error))).collect()
}

/// District and area; `None` where a count or position is not known.
fn area(row: &Row, decile: u8, groups: usize) -> Option<(String, Area)> {
    let whole = |cell: &str| cell.parse::<f64>().ok().map(f64::round);
    let position = Position { easting: whole(&row[3])? as i32, northing: whole(&row[4])? as i32 };
    let under_fives = whole(&row[5])? as u32;
    // Groups are no ages: under-fives dealt out as evenly as whole people can be.
    let part = |group: usize| under_fives / groups as u32 + u32::from((group as u32) < under_fives % groups as u32);
    let area = Area {
        id: row[0].clone(),
        name: row[1].clone(),
        district: DistrictIx(0),
        deprivation: Some(decile),
        position,
        people: (0..groups).map(part).collect(),
        need: need(i64::from(decile)),
        shares: Vec::new(),
    };
    Some((row[2].clone(), area))
}

fn settled(mut areas: Vec<(String, Area)>) -> Land {
    areas.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let numbers: BTreeMap<String, usize> = areas.iter().map(|(district, _)| (district.clone(), 0)).collect();
    let numbers: BTreeMap<String, usize> = numbers.into_keys().zip(0..).collect();
    let areas = areas.into_iter().map(|(district, area)| Area { district: DistrictIx(numbers[&district]), ..area });
    let areas = areas.collect();
    let districts = numbers.into_keys().map(|id| District { id }).collect();
    Land { districts, areas, sites: Vec::new(), venues: Vec::new(), notes: Vec::new() }
}

/// So many of the venues, in the district and with the deprivation of the area nearest to them.
fn sites(folder: &Path, asked: &Asked, land: &Land) -> Result<Vec<Spot>, String> {
    let mut venues = table(folder, "venues", &["id", "easting", "northing"])?;
    if venues.len() < asked.sites || land.areas.is_empty() {
        return Err(format!("{} sites are asked for, and there are {} venues", asked.sites, venues.len()));
    }
    venues.sort();
    asked.stream(2).shuffle(&mut venues);
    venues.truncate(asked.sites);
    venues.sort();
    let spot = |row: &Row| {
        let whole = |cell: &str| cell.parse::<i32>().map_err(|error| format!("venues: {cell:?}: {error}"));
        let position = Position { easting: whole(&row[1])?, northing: whole(&row[2])? };
        let away = |area: &&Area| {
            let (east, north) = (area.position.easting - position.easting, area.position.northing - position.northing);
            i64::from(east).pow(2) + i64::from(north).pow(2)
        };
        let near = land.areas.iter().min_by_key(away).ok_or("there are no areas")?;
        Ok(Spot { id: row[0].clone(), district: near.district, position, deprivation: near.deprivation })
    };
    venues.iter().map(spot).collect()
}
