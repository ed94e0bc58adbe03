//! The shapes of a ground, made once for all the maps of a page.

use super::border::{Ring, path, thin, tidy};
use super::ground::{Ground, Outline};
use super::parting::parting;
use crate::document::Shared;
use doorstep_scenario::Position;
use std::fmt::Write as _;

/// Units along the longer side of a sheet: on a map as high as a page, a fifth of a point each.
const UNITS: f64 = 2400.0;
/// A point that bends a border by less than this, in square units, is not seen.
const UNSEEN: u64 = 36;
/// A map of less than this tells nothing: one place, or two that share a door.
const LEAST_METRES: f64 = 2000.0;

/// A ground as shapes: every area with an outline is an element that maps draw by its name.
#[derive(Debug, Clone)]
pub struct Sheet<'g> {
    /// What it shows.
    pub(super) ground: &'g Ground,
    /// The shapes of areas and the borders of districts.
    pub(super) shared: Shared,
    /// Which areas have a shape; others are dots.
    pub(super) shaped: Vec<bool>,
    /// Is there a line around districts?
    pub(super) lined: bool,
    /// Width and height in units.
    pub(super) size: (f64, f64),
    west: f64,
    north: f64,
    /// Units to a metre.
    pub(super) scale: f64,
}

impl<'g> Sheet<'g> {
    /// Makes the shapes. `ids` tells them from those of other sheets on one page; what is not a small
    /// letter, a digit or a hyphen is left out of it.
    pub fn of(ground: &'g Ground, ids: &str) -> Sheet<'g> {
        let [west, south, east, north] = extent(ground);
        let scale = UNITS / (east - west).max(north - south);
        let size = ((east - west) * scale, (north - south) * scale);
        let ids = safe(ids);
        let shared = Shared { id: ids, shapes: String::new() };
        let shaped = vec![false; ground.areas.len()];
        let mut sheet = Sheet { ground, shared, shaped, lined: false, size, west, north, scale };
        sheet.shape();
        sheet
    }

    /// What pictures of this ground share.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    fn shape(&mut self) {
        let mut areas: Vec<Vec<Ring>> =
            self.ground.areas.iter().map(|area| self.rings(area.outline.as_ref())).collect();
        thin(&mut areas, UNSEEN);
        let ids = self.shared.id.clone();
        let mut shapes = String::new();
        for (at, rings) in areas.iter().enumerate().filter(|(_, rings)| !rings.is_empty()) {
            self.shaped[at] = true;
            // Writing to a string cannot fail.
            let _ = write!(shapes, "<path id=\"{ids}{at}\" d=\"{}\"/>", path(rings, true));
        }
        let mut own: Vec<Vec<Ring>> =
            self.ground.districts.iter().map(|district| self.rings(district.outline.as_ref())).collect();
        thin(&mut own, UNSEEN);
        let mut lines = path(&own.concat(), true);
        if lines.is_empty() {
            lines = path(&parting(&areas, |area| self.ground.areas[area].district), false);
        }
        self.lined = !lines.is_empty();
        if self.lined {
            let _ = writeln!(shapes, "<path id=\"{ids}-lines\" d=\"{lines}\"/>");
        }
        self.shared.shapes = shapes;
    }

    fn rings(&self, outline: Option<&Outline>) -> Vec<Ring> {
        let rings = outline.map_or(&[][..], |outline| &outline.rings);
        rings.iter().filter_map(|ring| tidy(ring.iter().map(|point| self.unit(*point)))).collect()
    }

    #[allow(clippy::cast_possible_truncation, reason = "within the extent, which is some thousand units wide")]
    fn unit(&self, metres: (f64, f64)) -> (i32, i32) {
        let (x, y) = self.at(metres);
        (x.round() as i32, y.round() as i32)
    }

    fn at(&self, (east, north): (f64, f64)) -> (f64, f64) {
        ((east - self.west) * self.scale, (self.north - north) * self.scale)
    }

    /// Where a position lies, in units.
    pub(super) fn place(&self, position: Position) -> (f64, f64) {
        self.at(metres(position))
    }
}

fn metres(position: Position) -> (f64, f64) {
    (f64::from(position.easting), f64::from(position.northing))
}

/// Letters that mean nothing in an address or in markup.
pub(super) fn safe(ids: &str) -> String {
    let kept: String =
        ids.chars().filter(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || *letter == '-').collect();
    if kept.starts_with(|letter: char| letter.is_ascii_lowercase()) { kept } else { format!("m{kept}") }
}

/// West, south, east and north of everything; never smaller than a neighbourhood.
fn extent(ground: &Ground) -> [f64; 4] {
    let outlines = ground.areas.iter().filter_map(|area| area.outline.as_ref());
    let outlines = outlines.chain(ground.districts.iter().filter_map(|district| district.outline.as_ref()));
    let corners = outlines.flat_map(|outline| outline.rings.iter().flatten().copied());
    let places = ground.sites.iter().chain(&ground.venues).map(|place| place.position);
    let positions = ground.areas.iter().map(|area| area.position).chain(places).map(metres);
    let mut ends: Option<[f64; 4]> = None;
    for (x, y) in corners.chain(positions).filter(|(x, y)| x.is_finite() && y.is_finite()) {
        let [west, south, east, north] = ends.unwrap_or([x, y, x, y]);
        ends = Some([west.min(x), south.min(y), east.max(x), north.max(y)]);
    }
    let [west, south, east, north] = ends.unwrap_or([0.0; 4]);
    let wider = |low: f64, high: f64| {
        let (middle, half) = (f64::midpoint(low, high), ((high - low) / 2.0).max(LEAST_METRES / 2.0));
        (middle - half, middle + half)
    };
    let ((west, east), (south, north)) = (wider(west, east), wider(south, north));
    [west, south, east, north]
}
