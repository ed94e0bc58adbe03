//! Where areas and places are: what a page draws its maps of, years later and without the scenario.

use super::tables::{Result, cell};
use crate::instance::Instance;
use doorstep_scenario::{Position, Scenario};
use std::io::Write;

/// Every area: where it lies and who lives there.
///
/// # Errors
/// When the writer fails; so for all tables.
pub fn areas(instance: &Instance, to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["area", "name", "ward", "district", "deprivation", "easting", "northing", "people"])?;
    for (at, area) in scenario.areas.iter().enumerate() {
        let [easting, northing] = metres(area.position);
        let people: u64 = area.people.iter().map(|people| u64::from(*people)).sum();
        table.write_record([
            cell(&area.id),
            cell(&area.name),
            scenario.maps.wards.get(at).map_or_else(String::new, |ward| cell(ward)),
            cell(&scenario.districts[area.district.0].id),
            area.deprivation.map_or_else(String::new, |decile| decile.to_string()),
            easting,
            northing,
            people.to_string(),
        ])?;
    }
    Ok(table.flush()?)
}

/// Every site and venue: where it is.
///
/// # Errors
/// When the writer fails.
pub fn places(instance: &Instance, to: impl Write) -> Result {
    let scenario = &instance.scenario;
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["place", "name", "kind", "district", "easting", "northing", "illustrative"])?;
    for site in &scenario.sites {
        let [easting, northing] = metres(site.position);
        let district = cell(&scenario.districts[site.district.0].id);
        let stand_in = if site.illustrative { "yes" } else { "no" };
        let kind = "site".to_owned();
        table.write_record([
            cell(&site.id),
            cell(&site.name),
            kind,
            district,
            easting,
            northing,
            stand_in.to_owned(),
        ])?;
    }
    for venue in &scenario.venues {
        let [easting, northing] = metres(venue.position);
        let district = cell(&scenario.districts[venue.district.0].id);
        let (id, name, kind) = (cell(&venue.id), cell(&venue.name), cell(&venue.kind));
        table.write_record([id, name, kind, district, easting, northing, "no".to_owned()])?;
    }
    Ok(table.flush()?)
}

/// In which area each postcode lies.
///
/// # Errors
/// When the writer fails.
pub fn postcodes(scenario: &Scenario, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["postcode", "area"])?;
    for (postcode, area) in scenario.maps.postcodes.iter().flat_map(|postcodes| postcodes.areas.iter()) {
        table.write_record([postcode.as_str(), &cell(&scenario.areas[area.0].id)])?;
    }
    Ok(table.flush()?)
}

fn metres(position: Position) -> [String; 2] {
    [position.easting.to_string(), position.northing.to_string()]
}
