//! "What changes here": one card a neighbourhood.

use super::part;
use super::say::first_up;
use crate::document::{Block, Card, Cards, Section, paragraph, plain};
use crate::dossier::{Dossier, Figures, Side};

/// More neighbourhoods than these make a page too heavy for a phone.
pub const MOST: usize = 4000;

pub fn section(dossier: &Dossier) -> Section {
    if dossier.areas.len() > MOST {
        let said = format!(
            "There are {} neighbourhoods: too many for cards on one page. They are in the run’s tables.",
            dossier.areas.len()
        );
        return part("cards", "What changes here", vec![paragraph(said)]);
    }
    if dossier.areas.is_empty() {
        return part("cards", "", Vec::new());
    }
    let near = dossier.postcodes.is_empty();
    let find = if near {
        "Find a neighbourhood by its name, ward or district."
    } else {
        "Find a neighbourhood by postcode, name, ward or district."
    };
    let options: Vec<String> = dossier.names();
    let rows =
        way_rows(dossier).into_iter().chain(dossier.services.iter().map(|(_, name)| format!("{name}: people reached")));
    let cards = Cards {
        noun: "neighbourhood".to_owned(),
        options,
        rows: rows.collect(),
        cards: (0..dossier.areas.len()).map(|area| card(dossier, area)).collect(),
        postcodes: dossier.postcodes.clone(),
    };
    part(
        "cards",
        "What changes here",
        vec![
            paragraph(format!("{find} Figures are modelled, for everybody in the neighbourhood together.")),
            Block::Note {
                text: vec![plain(
                    "Where sessions are full, the model shares places out so that most people are reached in all. A neighbourhood with 0 may well have families who go: read distances and what closes first, and people only for larger parts of the council.",
                )],
            },
            Block::Cards { cards },
        ],
    )
}

fn way_rows(dossier: &Dossier) -> Option<String> {
    (!dossier.way_unit.is_empty())
        .then(|| format!("Way to the nearest {}, {}", dossier.service(dossier.headline), dossier.way_unit))
}

fn figures(dossier: &Dossier, side: &Side, service: usize, area: usize) -> Figures {
    side.at(service, dossier.area_parts[area])
}

fn card(dossier: &Dossier, area: usize) -> Card {
    let place = &dossier.areas[area];
    let mut cells: Vec<Vec<String>> = (0..dossier.services.len())
        .map(|service| dossier.sides().map(|side| figures(dossier, side, service, area).reached.shown()).collect())
        .collect();
    if !dossier.way_unit.is_empty() {
        let way = |side: &Side| figures(dossier, side, dossier.headline, area).way;
        let shown = |way: Option<f64>| way.map_or_else(|| "none".to_owned(), crate::draw::words::whole);
        cells.insert(0, dossier.sides().map(|side| shown(way(side))).collect());
    }
    let mut within = super::atlas::place_of(place);
    if let Some(decile) = place.decile {
        within = format!("{within}; deprivation decile {decile}");
    }
    Card { name: place.name.clone(), within, cells, says: says(dossier, area) }
}

/// Sites in the district that change, option by option.
fn says(dossier: &Dossier, area: usize) -> Vec<String> {
    let place = &dossier.areas[area];
    let away = |at: (i32, i32)| {
        let (east, north) = (i64::from(at.0) - i64::from(place.at.0), i64::from(at.1) - i64::from(place.at.1));
        east * east + north * north
    };
    // The site nearest in a straight line that is open today: the one most people mean by "our centre".
    let open = dossier
        .sites()
        .enumerate()
        .filter(|(at, _)| dossier.today.levels.get(*at).is_some_and(|level| level != "closed"));
    let Some((at, site)) = open.min_by_key(|(_, site)| away(site.at)) else { return Vec::new() };
    let mut fates: Vec<(String, Vec<String>)> = Vec::new();
    for side in &dossier.options {
        let level = side.levels.get(at).cloned().unwrap_or_default();
        match fates.iter_mut().find(|(known, _)| *known == level) {
            Some((_, names)) => names.push(side.name.clone()),
            None => fates.push((level, vec![side.name.clone()])),
        }
    }
    let fates: Vec<String> =
        fates.into_iter().map(|(level, names)| format!("“{level}” in {}", super::say::list(&names))).collect();
    let stand_in = if site.stand_in { " (a stand-in)" } else { "" };
    let today = dossier.today.levels.get(at).cloned().unwrap_or_default();
    let nearest = first_up(&format!(
        "the nearest site today, {}{stand_in}, is “{today}”. It would be {}.",
        site.name,
        super::say::list(&fates)
    ));
    std::iter::once(nearest).chain(next(dossier, area, at)).collect()
}

/// Where the nearest site closes: the place that is nearest then, how far it is and what runs there.
fn next(dossier: &Dossier, area: usize, closed: usize) -> Vec<String> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let closes = |side: &&Side| side.levels.get(closed).is_some_and(|level| level == "closed");
    for side in dossier.options.iter().filter(closes) {
        let said = there(dossier, side, area);
        match found.iter_mut().find(|(known, _)| *known == said) {
            Some((_, names)) => names.push(side.name.clone()),
            None => found.push((said, vec![side.name.clone()])),
        }
    }
    found.into_iter().map(|(said, names)| format!("In {} {said}.", super::say::list(&names))).collect()
}

/// The open site or venue in use that is nearest in a straight line, and its services.
fn there(dossier: &Dossier, side: &Side, area: usize) -> String {
    let from = dossier.areas[area].at;
    let away = |at: (i32, i32)| {
        let (east, north) = (f64::from(at.0) - f64::from(from.0), f64::from(at.1) - f64::from(from.1));
        east.hypot(north)
    };
    let positions = dossier.places.iter().enumerate();
    let sites = positions.filter(|(_, place)| place.kind == "site").map(|(at, _)| at);
    let open = sites.zip(&side.levels).filter(|(_, level)| *level != "closed").map(|(at, _)| at);
    let places = open.chain(side.venues.iter().copied());
    let nearest = places.map(|at| (at, away(dossier.places[at].at))).min_by(|a, b| a.1.total_cmp(&b.1));
    let Some((at, metres)) = nearest else { return "no site is open and no venue in use".to_owned() };
    let place = &dossier.places[at];
    let stand_in = if place.stand_in { " (a stand-in)" } else { "" };
    let far = if metres < 995.0 {
        format!("{:.0} m", (metres / 10.0).round() * 10.0)
    } else {
        format!("{:.1} km", metres / 1000.0)
    };
    let services: Vec<String> = side
        .runs_at
        .iter()
        .filter(|(_, place)| *place == at)
        .map(|(service, _)| dossier.service(*service).to_owned())
        .collect();
    let runs = match services.len() {
        0 => "none of these services".to_owned(),
        all if all == dossier.services.len() && all > 2 => "every service".to_owned(),
        _ => super::say::list(&services),
    };
    format!("the nearest place is {}{stand_in}, {far} in a straight line. What runs there: {runs}", place.name)
}
