//! Maps of a dossier: its ground, what becomes of sites, and one scale for all maps of a kind.

use super::say;
use crate::document::{Block, Picture, Table, paragraph};
use crate::dossier::{Dossier, Side};
use crate::draw::marks::{Mark, Move};
use crate::maps::{Area, District, Ground, Key, Look, Panel, Place, Scale, Sheet, map, outlines};
use doorstep_scenario::Position;
use std::collections::BTreeMap;

/// What a map says of areas it does not show.
const NOT_SHOWN: &str = "Not shown: nobody it is for, or too few";
/// What a map of ways says of them.
const NO_PLACE: &str = "No place within reach runs it, or not known";

/// What maps are drawn on; outlines that cannot be read are left out and told.
pub fn ground(dossier: &Dossier) -> (Ground, Option<String>) {
    let mut told = None;
    let mut read = |given: &Option<(String, String)>| {
        let found = given.as_ref().map(|(text, id)| outlines(text, id));
        match found {
            Some(Ok(found)) => found,
            Some(Err(why)) => {
                told = Some(why);
                BTreeMap::new()
            }
            None => BTreeMap::new(),
        }
    };
    let shapes = read(&dossier.outlines);
    let larger = read(&dossier.district_outlines);
    let mut names: Vec<&str> = dossier.areas.iter().map(|area| area.district.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let position = |(easting, northing): (i32, i32)| Position { easting, northing };
    let areas = dossier.areas.iter().map(|area| Area {
        id: area.id.clone(),
        name: area.name.clone(),
        position: position(area.at),
        people: f64::from(area.people),
        district: names.binary_search(&area.district.as_str()).ok(),
        outline: shapes.get(&area.id).cloned(),
    });
    let place = |place: &crate::dossier::Place| Place {
        id: place.id.clone(),
        name: place.name.clone(),
        position: position(place.at),
        stand_in: place.stand_in,
    };
    let ground = Ground {
        areas: areas.collect(),
        districts: names
            .iter()
            .map(|name| District { name: (*name).to_owned(), outline: larger.get(*name).cloned() })
            .collect(),
        sites: dossier.sites().map(place).collect(),
        venues: dossier.places.iter().filter(|place| place.kind != "site").map(place).collect(),
        attributions: dossier.sources.clone(),
    };
    (ground, told)
}

/// What maps of one page share.
pub struct Atlas<'a> {
    pub dossier: &'a Dossier,
    pub sheet: Sheet<'a>,
    reach: Scale,
    change: Scale,
    way: Scale,
    deprivation: Scale,
}

/// How a part of a map is coloured.
#[derive(Clone, Copy)]
enum By {
    Reach,
    Change,
    Way,
    Deprivation,
}

impl<'a> Atlas<'a> {
    pub fn of(dossier: &'a Dossier, ground: &'a Ground) -> Atlas<'a> {
        let service = dossier.service(dossier.headline);
        let blank = || Atlas {
            dossier,
            sheet: Sheet::of(ground, "ground"),
            reach: Scale::deprivation(""),
            change: Scale::deprivation(""),
            way: Scale::deprivation(""),
            deprivation: Scale::deprivation("Deprivation of the neighbourhood, among all of England’s"),
        };
        let atlas = blank();
        let areas = 0..dossier.areas.len();
        let weight = |area: usize| atlas.figures(&dossier.today, area).eligible.value().unwrap_or(0.0);
        let of = |value: &dyn Fn(&Side, usize) -> Option<f64>, sides: &mut dyn Iterator<Item = &'a Side>| {
            let mut found = Vec::new();
            for side in sides {
                found.extend(areas.clone().filter_map(|area| Some((value(side, area)?, weight(area)))));
            }
            found
        };
        let shares = of(&|side, area| atlas.share(side, area), &mut dossier.sides());
        let changes = of(&|side, area| atlas.change(side, area), &mut dossier.options.iter());
        let ways = of(&|side, area| atlas.figures(side, area).way, &mut dossier.sides());
        let unit = match dossier.way_unit.as_str() {
            "min" => "minutes",
            unit => unit,
        };
        Atlas {
            reach: Scale::reach(&format!("{service}: share of those it is for who are reached"), &shares),
            change: Scale::change(&format!("{service}: change in the share reached"), &changes),
            way: Scale::distance(&format!("{service}: way to the nearest place that runs it"), unit, &ways),
            ..blank()
        }
    }

    fn figures(&self, side: &Side, area: usize) -> crate::dossier::Figures {
        side.at(self.dossier.headline, self.dossier.area_parts[area])
    }

    fn share(&self, side: &Side, area: usize) -> Option<f64> {
        let figures = self.figures(side, area);
        figures.reached.share(figures.eligible)
    }

    fn change(&self, side: &Side, area: usize) -> Option<f64> {
        Some(self.share(side, area)? - self.share(&self.dossier.today, area)?)
    }

    fn scale(&self, by: By) -> &Scale {
        match by {
            By::Reach => &self.reach,
            By::Change => &self.change,
            By::Way => &self.way,
            By::Deprivation => &self.deprivation,
        }
    }

    fn classes(&self, by: By, side: &Side) -> Vec<Option<usize>> {
        let value = |area: usize| match by {
            By::Reach => self.share(side, area),
            By::Change => self.change(side, area),
            By::Way => self.figures(side, area).way,
            By::Deprivation => self.dossier.areas[area].decile.map(f64::from),
        };
        (0..self.dossier.areas.len()).map(|area| value(area).and_then(|value| self.scale(by).class(value))).collect()
    }

    /// Sites as they stand.
    fn standing(&self, side: &Side) -> Vec<(usize, Mark)> {
        let mark = |level: &String| {
            let rank = self.dossier.levels.iter().position(|(known, _)| known == level);
            rank.map(Mark::Level)
        };
        side.levels.iter().enumerate().filter_map(|(at, level)| Some((at, mark(level)?))).collect()
    }

    /// What becomes of sites.
    fn moved(&self, side: &Side) -> Vec<(usize, Mark)> {
        let hours = |level: &str| self.dossier.levels.iter().find(|(known, _)| known == level).map(|(_, hours)| *hours);
        let each =
            self.dossier.today.levels.iter().zip(&side.levels).enumerate().filter_map(|(at, (before, after))| {
                let moved = match (hours(before), hours(after)) {
                    (None, None) => return None,
                    (Some(_), None) => Move::Closes,
                    (None, Some(_)) => Move::Opens,
                    (Some(_), Some(_)) if before == after => Move::Same,
                    (Some(before), Some(after)) if after < before => Move::Lower,
                    (Some(before), Some(after)) if after > before => Move::Higher,
                    _ => Move::Other,
                };
                Some((at, Mark::Moved(moved)))
            });
        each.collect()
    }

    fn panel(&self, heading: String, by: By, key: usize, side: &Side, moved: bool) -> Panel {
        let venues = self.dossier.places.iter().enumerate().filter(|(_, place)| place.kind != "site");
        let at: BTreeMap<usize, usize> = venues.enumerate().map(|(venue, (place, _))| (place, venue)).collect();
        Panel {
            heading,
            key,
            classes: self.classes(by, side),
            sites: if moved { self.moved(side) } else { self.standing(side) },
            venues: if moved {
                Vec::new()
            } else {
                side.venues.iter().filter_map(|at_place| at.get(at_place).copied()).collect()
            },
        }
    }

    fn look(&self, ids: &str) -> Look {
        let levels = self.dossier.levels.iter().enumerate();
        let mut marks: Vec<(Mark, String)> =
            levels.map(|(rank, (level, _))| (Mark::Level(rank), say::first_up(level))).collect();
        marks.extend(Move::ALL.map(|moved| (Mark::Moved(moved), moved.words().to_owned())));
        marks.push((Mark::Venue, "Venue in use".to_owned()));
        Look { ids: ids.to_owned(), stacked: false, marks, notes: Vec::new() }
    }

    fn draw(&self, id: &str, panels: &[Panel], kinds: &[By]) -> crate::document::Drawing {
        let not_shown = |by: &By| if matches!(by, By::Way) { NO_PLACE } else { NOT_SHOWN }.to_owned();
        let keys: Vec<Key> =
            kinds.iter().map(|by| Key { not_shown: not_shown(by), ..self.scale(*by).key.clone() }).collect();
        map(&self.sheet, panels, &keys, &self.look(id))
    }

    /// Reach before, after, and the change.
    pub fn reach(&self, side: &Side, at: usize) -> Picture {
        let today = &self.dossier.today;
        let panels = [
            self.panel(today.name.clone(), By::Reach, 0, today, false),
            self.panel(side.name.clone(), By::Reach, 0, side, false),
            self.panel("Change".to_owned(), By::Change, 1, side, true),
        ];
        let id = format!("map-reach-{}", at + 1);
        let service = self.service();
        Picture {
            title: format!("{service}: who is reached where, {} and {}", today.name, side.name),
            sentence: self.says(side),
            drawing: self.draw(&id, &panels, &[By::Reach, By::Change]),
            table: self.reach_table(&format!("{id}-table"), side),
            id,
        }
    }

    fn service(&self) -> &str {
        self.dossier.service(self.dossier.headline)
    }

    /// In how many neighbourhoods the share rises and falls.
    fn says(&self, side: &Side) -> String {
        let mut counts = [0_usize; 3];
        for area in 0..self.dossier.areas.len() {
            if let Some(class) = self.change(side, area).and_then(|change| self.change.class(change)) {
                // Most up stands first, hardly any change in the middle.
                let middle = self.change.key.classes.len() / 2;
                counts[usize::from(class >= middle) + usize::from(class > middle)] += 1;
            }
        }
        let [up, same, down] = counts.map(|count| say::counted(count, "neighbourhood", "neighbourhoods"));
        {
            let middle = self.change.key.classes.len() / 2;
            let within =
                self.change.key.classes.get(middle).map_or_else(String::new, |class| class.label.to_lowercase());
            format!(
                "In {}, the share {} reaches rises in {up}, falls in {down} and stays {within} of what it is in {same}.",
                side.name,
                self.service()
            )
        }
    }

    fn reach_table(&self, id: &str, side: &Side) -> Table {
        let dossier = self.dossier;
        let heads = [
            "Eligible".to_owned(),
            format!("Reached, {}", dossier.today.name),
            format!("Reached, {}", side.name),
            "Change".to_owned(),
        ];
        let mut table =
            area_table(id, &format!("{}: people reached by neighbourhood, {}", self.service(), side.name), &heads);
        for (at, area) in listed(dossier) {
            let (before, after) = (self.figures(&dossier.today, at), self.figures(side, at));
            table.rows.push(say::row([
                area.name.clone(),
                place_of(area),
                before.eligible.shown(),
                before.reached.shown(),
                after.reached.shown(),
                after.change_shown(&before),
            ]));
        }
        table
    }

    /// Changes of options beside each other, on one scale.
    pub fn changes(&self) -> Option<Picture> {
        let options = &self.dossier.options;
        let shown = &options[..options.len().min(3)];
        if shown.len() < 2 {
            return None;
        }
        let panels: Vec<Panel> =
            shown.iter().map(|side| self.panel(side.name.clone(), By::Change, 0, side, true)).collect();
        let id = "map-options".to_owned();
        let heads: Vec<String> = shown.iter().map(|side| format!("Change, {}", side.name)).collect();
        let mut table = area_table(
            &format!("{id}-table"),
            &format!("{}: change in people reached by neighbourhood", self.service()),
            &heads,
        );
        for (at, area) in listed(self.dossier) {
            let before = self.figures(&self.dossier.today, at);
            let mut cells = vec![area.name.clone(), place_of(area)];
            cells.extend(shown.iter().map(|side| self.figures(side, at).change_shown(&before)));
            table.rows.push(say::row(cells));
        }
        Some(Picture {
            title: format!("{}: the change in each option, side by side", self.service()),
            sentence: shown.iter().map(|side| self.says(side)).collect::<Vec<_>>().join(" "),
            drawing: self.draw(&id, &panels, &[By::Change]),
            table,
            id,
        })
    }

    /// The way to the nearest place, before and after.
    pub fn way(&self, side: &Side, at: usize) -> Option<Picture> {
        let known = |side: &Side| (0..self.dossier.areas.len()).any(|area| self.figures(side, area).way.is_some());
        if !known(&self.dossier.today) && !known(side) {
            return None;
        }
        let today = &self.dossier.today;
        let panels = [
            self.panel(today.name.clone(), By::Way, 0, today, false),
            self.panel(side.name.clone(), By::Way, 0, side, false),
        ];
        let id = format!("map-way-{}", at + 1);
        let unit = &self.dossier.way_unit;
        let heads = [today, side].map(|side| format!("Way in {unit}, {}", side.name));
        let mut table = area_table(
            &format!("{id}-table"),
            &format!("{}: way to the nearest place that runs it, {}", self.service(), side.name),
            &heads,
        );
        let shown = |way: Option<f64>| way.map_or_else(|| "none".to_owned(), crate::draw::words::whole);
        for (at, area) in listed(self.dossier) {
            let ways = [today, side].map(|side| shown(self.figures(side, at).way));
            let [before, after] = ways;
            table.rows.push(say::row([area.name.clone(), place_of(area), before, after]));
        }
        let mean = |side: &Side| super::summary::all(self.dossier, side).way;
        let sentence = match (mean(today), mean(side)) {
            (Some(before), Some(after)) => format!(
                "The way to the nearest place that runs {} is {} {unit} on average now and {} {unit} in {}.",
                self.service(),
                crate::draw::words::whole(before),
                crate::draw::words::whole(after),
                side.name
            ),
            _ => {
                format!("The way to the nearest place that runs {}, {} and {}.", self.service(), today.name, side.name)
            }
        };
        Some(Picture {
            title: format!("{}: how far it is to the nearest, {} and {}", self.service(), today.name, side.name),
            sentence,
            drawing: self.draw(&id, &panels, &[By::Way]),
            table,
            id,
        })
    }

    /// Sites above the deprivation of neighbourhoods: today, and two options at a time.
    pub fn sites(&self) -> Vec<Picture> {
        if self.dossier.areas.iter().all(|area| area.decile.is_none()) {
            return Vec::new();
        }
        self.dossier.options.chunks(2).enumerate().map(|(at, shown)| self.sites_of(shown, at)).collect()
    }

    fn sites_of(&self, shown: &[Side], at: usize) -> Picture {
        let today = &self.dossier.today;
        let mut panels = vec![self.panel(today.name.clone(), By::Deprivation, 0, today, false)];
        panels.extend(shown.iter().map(|side| self.panel(side.name.clone(), By::Deprivation, 0, side, false)));
        let id = format!("map-sites-{}", at + 1);
        let mut heads: Vec<String> = vec!["Neighbourhoods".to_owned(), format!("Open sites, {}", today.name)];
        heads.extend(shown.iter().map(|side| format!("Open sites, {}", side.name)));
        let mut table = say::table(
            &format!("{id}-table"),
            &format!(
                "Open sites by the deprivation of the neighbourhood around them: {}",
                say::list(&shown.iter().map(|side| side.name.clone()).collect::<Vec<_>>())
            ),
            "Fifth of England",
            &heads,
        );
        let nearest = self.nearest_areas();
        for fifth in 1..=5_u8 {
            let of = |decile: Option<u8>| decile.is_some_and(|decile| decile.div_ceil(2) == fifth);
            let open = |side: &Side| {
                side.levels
                    .iter()
                    .zip(&nearest)
                    .filter(|(level, area)| {
                        *level != "closed" && area.is_some_and(|area| of(self.dossier.areas[area].decile))
                    })
                    .count()
            };
            let name = match fifth {
                1 => "1, most deprived".to_owned(),
                5 => "5, least deprived".to_owned(),
                fifth => fifth.to_string(),
            };
            let areas = self.dossier.areas.iter().filter(|area| of(area.decile)).count();
            let mut cells = vec![name, areas.to_string(), open(today).to_string()];
            cells.extend(shown.iter().map(|side| open(side).to_string()));
            table.rows.push(say::row(cells));
        }
        table.notes = vec!["A site counts for the neighbourhood whose people live nearest to it.".to_owned()];
        let each: Vec<String> =
            std::iter::once(today).chain(shown).map(|side| format!("{}: {} open", side.name, side.open())).collect();
        let names: Vec<String> = shown.iter().map(|side| side.name.clone()).collect();
        Picture {
            title: format!("Sites and deprivation: {} and {}", today.name, say::list(&names)),
            sentence: format!("Sites by level above neighbourhoods by deprivation. {}.", each.join("; ")),
            drawing: self.draw(&id, &panels, &[By::Deprivation]),
            table,
            id,
        }
    }

    /// The area each site lies nearest to.
    fn nearest_areas(&self) -> Vec<Option<usize>> {
        let away = |a: (i32, i32), b: (i32, i32)| {
            let (east, north) = (i64::from(a.0) - i64::from(b.0), i64::from(a.1) - i64::from(b.1));
            east * east + north * north
        };
        let areas = &self.dossier.areas;
        self.dossier.sites().map(|site| (0..areas.len()).min_by_key(|area| away(areas[*area].at, site.at))).collect()
    }
}

/// Fewer neighbourhoods than these are no map: their table says more.
const MAPPED: usize = 6;

/// Are there neighbourhoods enough for maps?
pub fn mapped(dossier: &Dossier) -> bool {
    dossier.areas.len() >= MAPPED
}

/// A map; of few neighbourhoods its sentence and its table.
pub fn block(dossier: &Dossier, picture: Picture) -> Vec<Block> {
    if mapped(dossier) {
        return vec![Block::Picture { picture }];
    }
    // What is said of sites tells how they are drawn.
    let said = (!picture.id.starts_with("map-sites")).then(|| paragraph(picture.sentence));
    said.into_iter().chain([Block::Table { table: picture.table }]).collect()
}

/// Neighbourhoods that tables list: all, unless there are too many for a page.
fn listed(dossier: &Dossier) -> impl Iterator<Item = (usize, &crate::dossier::Area)> {
    let most = if dossier.areas.len() > super::cards::MOST { 0 } else { usize::MAX };
    dossier.areas.iter().enumerate().take(most)
}

/// A table of neighbourhoods, and where they are.
fn area_table(id: &str, caption: &str, heads: &[String]) -> Table {
    let mut table = say::table(id, caption, "Neighbourhood", heads);
    table.columns.insert(1, crate::document::Column { title: "Where".to_owned(), numeric: false });
    table
}

/// "Ladywood, Aston".
pub fn place_of(area: &crate::dossier::Area) -> String {
    if area.ward.is_empty() || area.ward == area.district {
        area.district.clone()
    } else {
        format!("{}, {}", area.ward, area.district)
    }
}
