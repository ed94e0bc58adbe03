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
    vec![first_up(&format!(
        "the nearest site today, {}{stand_in}, is “{today}”. It would be {}.",
        site.name,
        super::say::list(&fates)
    ))]
}
