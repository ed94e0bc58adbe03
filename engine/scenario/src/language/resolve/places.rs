//! Levels, sites with their own costs, venues, and what runs in them today.

use super::people::{Unique, position_columns};
use super::{Names, ids, sorted};
use crate::fault::quoted;
use crate::language::decode::{Settings, look_up};
use crate::language::scalars::number;
use crate::language::tables::{Row, Table};
use crate::language::tree::Entry;
use crate::{
    BaselineOffer, Code, DistrictIx, EVERYWHERE, Faults, Host, Level, LevelIx, LineIx, ModeIx, Service, ServiceIx,
    Site, SiteCost, SiteIx, Venue, VenueIx,
};

pub(super) const CLOSED: &str = "closed";

pub(super) fn levels(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<Vec<Level>> {
    names.levels = ids(entries, faults);
    names.levels.retain(|id| id != CLOSED);
    names.levels.insert(0, CLOSED.to_owned());
    let mut levels = vec![Some(Level { id: CLOSED.to_owned(), hours: 0.0, costs: Vec::new() })];
    for entry in sorted(entries) {
        if entry.name == CLOSED {
            faults.add(
                Code::BadId,
                &entry.place,
                "the level \"closed\" always exists and costs nothing",
                "Remove it, or choose another id",
            );
            continue;
        }
        let Some(mut settings) = Settings::of(&entry.tree, "a level", faults) else { continue };
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
fn district(row: &Row<'_>, cell: &str, names: &Names, faults: &mut Faults) -> Option<DistrictIx> {
    look_up(cell, "district", &names.districts, &row.place(), faults).map(DistrictIx)
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
    let (id, in_district, position, baseline) = (id?, in_district?, position?, baseline?);

    let mut seen = Unique::default();
    let mut sites: Vec<Site> = Vec::new();
    for row in table.rows() {
        let site_id = row.text(id);
        let fresh = seen.id(site_id, &row, faults);
        let district = district(&row, row.text(in_district), names, faults);
        let position = position.read(&row, faults);
        let rooms = rooms.map_or(Some(1), |column| row.whole(column, 1000, faults));
        let baseline = look_up(row.text(baseline), "level", &names.levels, &row.place(), faults).map(LevelIx);
        let levels = allowed_levels(allowed.map_or("", |column| row.text(column)), &row, names, faults);
        let illustrative = illustrative.map_or(Some(false), |column| row.yes_or_no(column, faults));
        let (Some(district), Some(position), Some(rooms), Some(baseline), Some(levels), Some(illustrative)) =
            (district, position, rooms, baseline, levels, illustrative)
        else {
            continue;
        };
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
                rooms,
                baseline,
                levels,
                illustrative,
                costs: Vec::new(),
            });
        }
    }
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    names.sites = sites.iter().map(|site| site.id.clone()).collect();
    if let Some(costs) = costs {
        site_costs(costs, &mut sites, names, faults);
    }
    Some(sites)
}

fn allowed_levels(cell: &str, row: &Row<'_>, names: &Names, faults: &mut Faults) -> Option<Vec<LevelIx>> {
    if cell.is_empty() {
        return Some((0..names.levels.len()).map(LevelIx).collect());
    }
    let found: Vec<Option<usize>> =
        cell.split('|').map(|level| look_up(level.trim(), "level", &names.levels, &row.place(), faults)).collect();
    let mut levels: Vec<LevelIx> = found.into_iter().collect::<Option<Vec<_>>>()?.into_iter().map(LevelIx).collect();
    levels.sort_unstable();
    levels.dedup();
    Some(levels)
}

fn site_costs(table: &Table, sites: &mut [Site], names: &Names, faults: &mut Faults) {
    let columns = [
        table.need("site", faults),
        table.need("level", faults),
        table.need("line", faults),
        table.need("amount", faults),
    ];
    let [Some(site), Some(level), Some(line), Some(amount)] = columns else { return };
    for row in table.rows() {
        let place = row.place();
        let site = look_up(row.text(site), "site", &names.sites, &place, faults);
        let level = look_up(row.text(level), "level", &names.levels, &place, faults).map(LevelIx);
        let line = look_up(row.text(line), "cost line", &names.lines, &place, faults).map(LineIx);
        let amount = row.money(amount, faults);
        let (Some(site), Some(level), Some(line), Some(amount)) = (site, level, line, amount) else { continue };
        let costs = &mut sites[site].costs;
        if costs.iter().any(|cost| cost.level == level && cost.line == line) {
            faults.add(Code::GivenTwice, &place, "this site, level and line stand on an earlier line", "Keep one");
        } else {
            costs.push(SiteCost { level, line, amount });
        }
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
    let mut venues = Vec::new();
    for row in table.rows() {
        let venue_id = row.text(id);
        let mut fresh = seen.id(venue_id, &row, faults);
        if names.sites.iter().any(|site| site == venue_id) || venue_id == EVERYWHERE {
            faults.add(
                Code::GivenTwice,
                &row.place(),
                format!("id {} is a site's, or a word of the language", quoted(venue_id)),
                "Sites and venues need different ids",
            );
            fresh = false;
        }
        let district = district(&row, row.text(in_district), names, faults);
        let position = position.read(&row, faults);
        let sessions = row.sessions(weekly, faults);
        if let (true, Some(district), Some(position), Some(weekly_sessions)) = (fresh, district, position, sessions) {
            let name = name.map(|column| row.text(column)).filter(|name| !name.is_empty()).unwrap_or(venue_id);
            venues.push(Venue {
                id: venue_id.to_owned(),
                name: name.to_owned(),
                kind: row.text(kind).to_owned(),
                district,
                position,
                weekly_sessions,
            });
        }
    }
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    names.venues = venues.iter().map(|venue| venue.id.clone()).collect();
    names.venue_kinds = venues.iter().map(|venue| venue.kind.clone()).collect();
    names.venue_kinds.sort();
    names.venue_kinds.dedup();
    Some(venues)
}

/// What runs today. Whether it *can* run is validated afterwards.
pub(super) fn baseline(
    table: Option<&Table>,
    services: &[Service],
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
    for row in table.rows() {
        let service = look_up(row.text(service), "service", &names.services, &row.place(), faults);
        let mode =
            service.and_then(|service| look_up(row.text(mode), "mode", &names.modes[service], &row.place(), faults));
        let given = row.text(place);
        let host = if given == EVERYWHERE {
            Some(Host::Everywhere)
        } else if let Ok(site) = names.sites.binary_search_by(|id| id.as_str().cmp(given)) {
            Some(Host::Site(SiteIx(site)))
        } else {
            let places: Vec<String> = names.venues.iter().chain(&names.sites).cloned().collect();
            look_up(given, "site or venue", &places, &row.place(), faults).map(|venue| Host::Venue(VenueIx(venue)))
        };
        let sessions = row.sessions(sessions, faults);
        let (Some(service), Some(mode), Some(host), Some(sessions)) = (service, mode, host, sessions) else { continue };
        let offer = BaselineOffer { service: ServiceIx(service), mode: ModeIx(mode), host, sessions };
        let at = row.place();
        if found.iter().any(|other| (other.service, other.mode, other.host) == (offer.service, offer.mode, offer.host))
        {
            faults.add(Code::GivenTwice, &at, "this service, mode and place stand on an earlier line", "Keep one");
            continue;
        }
        if let Some(what) = super::super::validate::cannot_run(&services[service], mode, host, sessions) {
            faults.add(Code::BaselineBroken, &at, what, "Change the row, or what the mode allows");
            continue;
        }
        found.push(offer);
    }
    found.sort_unstable();
    Some(found)
}
