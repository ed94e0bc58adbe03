//! How far it is to so many sites, and how many people there are within so far: what sizes decays and
//! capacities.

use super::DETOUR;
use doorstep_scenario::{Area, Position};
use std::collections::BTreeMap;

/// Areas looked at to find out how far people have to go.
const SAMPLE: usize = 400;

/// The way, in metres, within which an area has so many of these places on average.
pub fn way_to(areas: &[Area], places: &[Position], near: usize) -> f64 {
    let every = areas.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&Area> = areas.iter().step_by(every).collect();
    let mut ways: Vec<f64> =
        sample.iter().flat_map(|area| places.iter().map(|place| DETOUR * straight(area.position, *place))).collect();
    let at = (near * sample.len()).clamp(1, ways.len().max(1)) - 1;
    if ways.is_empty() {
        return 1000.0;
    }
    *ways.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Not by `hypot`, whose last bits are the platform's.
pub fn straight(from: Position, to: Position) -> f64 {
    let (east, north) = (f64::from(from.easting - to.easting), f64::from(from.northing - to.northing));
    (east * east + north * north).sqrt()
}

/// At least as many people as live within a way of any of these places: those in the nine squares
/// around it. `potential` is by area.
pub fn most_within(areas: &[Area], potential: &[f64], places: &[Position], way: f64) -> f64 {
    let side = (way / DETOUR).ceil().max(1.0) as i32 + 1;
    let square = |at: Position| (at.easting.div_euclid(side), at.northing.div_euclid(side));
    let mut living: BTreeMap<(i32, i32), f64> = BTreeMap::new();
    for (area, people) in areas.iter().zip(potential) {
        *living.entry(square(area.position)).or_default() += people;
    }
    let around = |place: &Position| -> f64 {
        let (east, north) = square(*place);
        let squares = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (east + x, north + y)));
        squares.filter_map(|square| living.get(&square)).sum()
    };
    places.iter().map(around).fold(0.0, f64::max)
}
