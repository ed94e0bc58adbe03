//! Levels, sites with their own costs, venues, and what runs in them today.

use super::people::{Unique, decile, position_columns};
use super::{Names, ids};
use crate::fault::quoted;
use crate::language::decode::{Settings, look_up, usable_id};
use crate::language::scalars::number;
use crate::language::tables::{Column, Row, Table};
use crate::language::tree::Entry;
use crate::language::validate::cannot_run;
use crate::reference::Form;
use crate::{
    Area, BaselineOffer, Code, DistrictIx, EVERYWHERE, Faults, Host, Level, LevelIx, LineIx, ModeIx, Position, Service,
    ServiceIx, Site, SiteCost, SiteIx, Venue, VenueIx,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CLOSED: &str = "closed";

pub(super) fn levels(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<Vec<Level>> {
    names.levels = ids(entries, faults);
    names.levels.retain(|id| id != CLOSED);
    names.levels.insert(0, CLOSED.to_owned());
    let mut levels = vec![Some(Level { id: CLOSED.to_owned(), hours: 0.0, costs: Vec::new() })];
    for entry in entries {
        if entry.name == CLOSED {
            faults.add(
                Code::BadId,
                &entry.place,
                "the level \"closed\" always exists and costs nothing",
                "Remove it, or choose another id",
            );
            continue;
        }
        let Some(mut settings) = Settings::plain(&entry.tree, "a level", faults) else {
            levels.push(None);
            continue;
        };
        let hours = settings.need("hours", faults, |tree, faults| number(tree, &(0.0..=168.0), faults));
        let costs = settings
            .maybe("costs", faults, |tree, faults| super::money::costs(tree, names, faults))
            .unwrap_or_default();
        settings.finish(faults);
        levels.push(hours.map(|hours| Level { id: entry.name.clone(), hours, costs }));
    }
    levels.into_iter().collect()
}

/// The districts are those of the areas table.
fn district(row: &Row<'_>, column: Column, names: &Names, faults: &mut Faults) -> Option<DistrictIx> {
    let cell = row.text(column);
    if names.districts_partial && names.districts.binary_search_by(|id| id.as_str().cmp(cell)).is_err() {
        return None; // it may be the district of an area that could not be read
    }
    row.name_of(column, "district", &names.districts, faults).map(DistrictIx)
}

pub(super) fn sites(
    table: Option<&Table>,
    costs: Option<&Table>,
    names: &mut Names,
    faults: &mut Faults,
) -> Option<Vec<Site>> {
    let Some(table) = table else { return Some(Vec::new()) };
    let id = table.need("id", faults);
    let name = table.maybe("name");
    let in_district = table.need("district", faults);
    let position = position_columns(table, faults);
    let rooms = table.maybe("rooms");
    let baseline = table.need("baseline", faults);
    let allowed = table.maybe("levels");
    let illustrative = table.maybe("illustrative");
    let deprivation = table.maybe("deprivation");
    let (id, in_district, position, baseline) = (id?, in_district?, position?, baseline?);

    let mut seen = Unique::default();
    let mut sites: Vec<Site> = Vec::new();
    let mut sound = true;
    for row in table.rows() {
        let site_id = row.text(id);
        let fresh = seen.id(id, &row, faults);
        let district = district(&row, in_district, names, faults);
        let position = position.read(&row, faults);
        let rooms = rooms.map_or(Some(1), |column| row.whole(column, 1000, faults));
        let baseline = row.name_of(baseline, "level", &names.levels, faults).map(LevelIx);
        let levels = allowed_levels(allowed, &row, names, faults);
        let illustrative = illustrative.map_or(Some(false), |column| row.yes_or_no(column, faults));
        let deprivation = decile(deprivation, &row, faults);
        let (Some(district), Some(position), Some(rooms), Some(baseline), Some(levels)) =
            (district, position, rooms, baseline, levels)
        else {
            sound = false;
            continue;
        };
        let (Some(illustrative), Some(deprivation)) = (illustrative, deprivation) else {
            sound = false;
            continue;
        };
        sound &= fresh;
        if !levels.contains(&baseline) {
            faults.add(
                Code::Contradiction,
                &row.place(),
                format!(
                    "site {} is at level {} today, which its levels do not allow",
                    quoted(site_id),
                    quoted(&names.levels[baseline.0])
                ),
                "Add the level of today to the levels it may have",
            );
        }
        if fresh {
            let name = name.map(|column| row.text(column)).filter(|name| !name.is_empty()).unwrap_or(site_id);
            sites.push(Site {
                id: site_id.to_owned(),
                name: name.to_owned(),
                district,
                position,
                deprivation,
                rooms,
                baseline,
                levels,
                illustrative,
                costs: Vec::new(),
            });
        }
    }
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    names.sites = seen.ids();
    if let Some(costs) = costs {
        site_costs(costs, if sound { &mut sites } else { &mut [] }, names, faults);
    }
    sound.then_some(sites)
}

/// Gives sites without a deprivation decile of their own that of the nearest area.
pub(super) fn near_deprivation(mut sites: Vec<Site>, areas: &[Area]) -> Vec<Site> {
    let mut by_easting: Vec<usize> = (0..areas.len()).collect();
    by_easting.sort_by_key(|area| areas[*area].position.easting);
    for site in sites.iter_mut().filter(|site| site.deprivation.is_none()) {
        site.deprivation = nearest(site.position, areas, &by_easting).and_then(|area| areas[area].deprivation);
    }
    sites
}

/// The area nearest to a position: the first by id of several. It is looked for eastwards, then westwards,
/// no farther than the best that is known: a country has too many areas to look at all for every site.
fn nearest(position: Position, areas: &[Area], by_easting: &[usize]) -> Option<usize> {
    let squared = |a: i32, b: i32| (i64::from(a) - i64::from(b)).pow(2);
    let start = by_easting.partition_point(|area| areas[*area].position.easting < position.easting);
    let mut best: Option<(i64, usize)> = None;
    let mut is_near = |area: usize| {
        let at = areas[area].position;
        let east = squared(at.easting, position.easting);
        let near = best.is_none_or(|(least, _)| east <= least);
        if near {
            let found = (east + squared(at.northing, position.northing), area);
            best = Some(best.map_or(found, |best| best.min(found)));
        }
        near
    };
    let (west, east) = by_easting.split_at(start);
    let _ = east.iter().all(|area| is_near(*area));
    let _ = west.iter().rev().all(|area| is_near(*area));
    best.map(|(_, area)| area)
}

fn allowed_levels(column: Option<Column>, row: &Row<'_>, names: &Names, faults: &mut Faults) -> Option<Vec<LevelIx>> {
    let Some(column) = column.filter(|column| !row.text(*column).is_empty()) else {
        return Some((0..names.levels.len()).map(LevelIx).collect());
    };
    row.form(column, || Form::Bars("level"), faults);
    let cell = row.text(column);
    let found: Vec<Option<usize>> = cell
        .split('|')
        .map(|level| look_up(level.trim(), "level", &names.levels, &row.cell_place(column), faults))
        .collect();
    let mut levels: Vec<LevelIx> = found.into_iter().collect::<Option<Vec<_>>>()?.into_iter().map(LevelIx).collect();
    levels.sort_unstable();
    levels.dedup();
    Some(levels)
}

/// Adds the sites' own costs. `sites` is empty when some are faulty: then rows are only checked.
fn site_costs(table: &Table, sites: &mut [Site], names: &Names, faults: &mut Faults) {
    let mut seen = BTreeMap::new();
    let columns = [
        table.need("site", faults),
        table.need("level", faults),
        table.need("line", faults),
        table.need("amount", faults),
    ];
    let [Some(site), Some(level), Some(line), Some(amount)] = columns else { return };
    for row in table.rows() {
        let place = row.place();
        let found = row.name_of(site, "site", &names.sites, faults);
        let level = row.name_of(level, "level", &names.levels, faults).map(LevelIx);
        let line = row.name_of(line, "cost line", &names.lines, faults).map(LineIx);
        let amount = row.money(amount, faults);
        let (Some(found), Some(level), Some(line)) = (found, level, line) else { continue };
        if let Some(first) = seen.insert((found, level, line), place.line) {
            let what = format!("this site, level and line already stand on line {first}");
            faults.add(Code::GivenTwice, &place, what, "Keep one");
        }
        let (Some(found), Some(amount)) = (sites.get_mut(found), amount) else { continue };
        if !found.levels.contains(&level) {
            let what =
                format!("site {} may not be {}, so this cost is never used", quoted(&found.id), names.levels[level.0]);
            faults.add(Code::LooksWrong, &place, what, "Check the levels the site may have");
        }
        found.costs.push(SiteCost { level, line, amount: names.signed(line, amount) });
    }
    for site in sites {
        site.costs.sort_unstable();
    }
}

pub(super) fn venues(table: Option<&Table>, names: &mut Names, faults: &mut Faults) -> Option<Vec<Venue>> {
    let Some(table) = table else { return Some(Vec::new()) };
    let id = table.need("id", faults);
    let name = table.maybe("name");
    let kind = table.need("kind", faults);
    let in_district = table.need("district", faults);
    let position = position_columns(table, faults);
    let weekly = table.need("weekly_sessions", faults);
    let (id, kind, in_district, position, weekly) = (id?, kind?, in_district?, position?, weekly?);
    let mut seen = Unique::default();
    let mut kinds = BTreeSet::new();
    let mut venues = Vec::new();
    let mut sound = true;
    for row in table.rows() {
        let venue_id = row.text(id);
        let mut fresh = seen.id(id, &row, faults);
        if venue_id == EVERYWHERE || names.sites.binary_search_by(|id| id.as_str().cmp(venue_id)).is_ok() {
            faults.add(
                Code::GivenTwice,
                &row.cell_place(id),
                format!("id {} is a site's, or a word of the language", quoted(venue_id)),
                "Sites and venues need different ids",
            );
            fresh = false;
        }
        let district = district(&row, in_district, names, faults);
        let position = position.read(&row, faults);
        let sessions = row.sessions(weekly, faults);
        let (kind, kind_at) = (row.text(kind), row.cell_place(kind));
        let kind_usable = usable_id("kind", kind, &kind_at, faults);
        if kind_usable {
            kinds.insert(kind.to_owned());
        }
        if let (true, true, Some(district), Some(position), Some(weekly_sessions)) =
            (fresh, kind_usable, district, position, sessions)
        {
            let name = name.map(|column| row.text(column)).filter(|name| !name.is_empty()).unwrap_or(venue_id);
            venues.push(Venue {
                id: venue_id.to_owned(),
                name: name.to_owned(),
                kind: kind.to_owned(),
                district,
                position,
                weekly_sessions,
            });
        } else {
            sound = false;
        }
    }
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    names.venues = seen.ids();
    names.venue_kinds = kinds.into_iter().collect();
    sound.then_some(venues)
}

/// What runs today. Whether it *can* run is validated afterwards.
pub(super) fn baseline(
    table: Option<&Table>,
    services: Option<&[Service]>,
    names: &Names,
    faults: &mut Faults,
) -> Option<Vec<BaselineOffer>> {
    let Some(table) = table else { return Some(Vec::new()) };
    let columns = [
        table.need("service", faults),
        table.need("mode", faults),
        table.need("place", faults),
        table.need("sessions", faults),
    ];
    let [Some(service), Some(mode), Some(place), Some(sessions)] = columns else { return None };
    let mut found: Vec<BaselineOffer> = Vec::new();
    let mut seen = BTreeMap::new();
    let mut places: Vec<String> = names.venues.iter().chain(&names.sites).cloned().collect();
    if !places.is_empty() {
        places.push(EVERYWHERE.to_owned());
    }
    places.sort_unstable();
    for row in table.rows() {
        let service = row.name_of(service, "service", &names.services, faults);
        let mode = service.and_then(|service| row.name_of(mode, "mode", &names.modes[service], faults));
        row.form(place, || Form::Name("site or venue"), faults);
        let given = row.text(place);
        let at = |ids: &[String]| ids.binary_search_by(|id| id.as_str().cmp(given)).ok();
        let host = match (at(&names.sites), at(&names.venues)) {
            _ if given == EVERYWHERE => Some(Host::Everywhere),
            (Some(site), _) => Some(Host::Site(SiteIx(site))),
            (None, Some(venue)) => Some(Host::Venue(VenueIx(venue))),
            (None, None) => {
                look_up(given, "site or venue", &places, &row.cell_place(place), faults);
                None
            }
        };
        let sessions = row.sessions(sessions, faults);
        let (Some(service), Some(mode), Some(host), Some(sessions)) = (service, mode, host, sessions) else { continue };
        let offer = BaselineOffer { service: ServiceIx(service), mode: ModeIx(mode), host, sessions };
        let at = row.place();
        if let Some(first) = seen.insert((service, mode, host), at.line) {
            let what = format!("this service, mode and place already stand on line {first}");
            faults.add(Code::GivenTwice, &at, what, "Keep one");
            continue;
        }
        let Some(services) = services else { continue };
        if let Some(what) = cannot_run(&services[service], mode, host, sessions) {
            faults.add(Code::BaselineBroken, &at, what, "Change the row, or what the mode allows");
            continue;
        }
        found.push(offer);
    }
    found.sort_unstable();
    Some(found)
}
