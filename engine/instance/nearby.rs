//! Which of some places can be near an area, without a look at each of them.
//!
//! ```text
//! round(detour · √(ΔE² + ΔN²)) ≤ w   only if   |ΔE|, |ΔN| ≤ (w + 1) / detour
//! ```
//!
//! Places lie in strips from west to east, as many strips as there are places in one, so that a look
//! around costs with what is there and not with the country. What is found may still be too far; what
//! is not found is. Ways of a matrix have no place on the ground, so all that it could know is found.

use super::journey::position;
use doorstep_scenario::{AreaIx, Host, Position, Scenario, Travel, Way};
use std::ops::RangeInclusive;

/// Some places, in an order of the caller's.
#[derive(Debug, Clone)]
pub(crate) struct Nearby<'s> {
    scenario: &'s Scenario,
    /// How many places there are.
    count: usize,
    /// Everywhere is near.
    everywhere: Vec<usize>,
    ground: Option<Ground>,
}

/// Strips of the ground.
#[derive(Debug, Clone)]
struct Ground {
    detour: f64,
    south: i64,
    /// From south to north.
    height: i64,
    /// Where each strip begins in the list of places, and the end of the last.
    starts: Vec<usize>,
    /// By strip, then from west to east: where, and which.
    places: Vec<(Position, usize)>,
}

impl<'s> Nearby<'s> {
    /// Notes where these places are.
    pub fn of(scenario: &'s Scenario, hosts: impl Iterator<Item = Host>) -> Nearby<'s> {
        let (mut count, mut everywhere, mut places) = (0, Vec::new(), Vec::new());
        for (at, host) in hosts.enumerate() {
            count += 1;
            match position(scenario, host) {
                Some(position) => places.push((position, at)),
                None => everywhere.push(at),
            }
        }
        let ground = match scenario.travel {
            Travel::StraightLine { detour } => Some(Ground::of(detour, places)),
            Travel::Matrix(_) => None,
        };
        Nearby { scenario, count, everywhere, ground }
    }

    /// Every place that could be within a way of an area, and perhaps some more, in their order.
    pub fn candidates(&self, area: AreaIx, within: Way) -> Vec<usize> {
        let Some(ground) = &self.ground else { return (0..self.count).collect() };
        let mut found = self.everywhere.clone();
        ground.around(self.scenario.areas[area.0].position, within, &mut found);
        found.sort_unstable();
        found
    }

    /// The place least travel away, by ways that are looked up; the first of those as near.
    pub fn nearest(&self, area: AreaIx, way: impl Fn(usize) -> Option<Way>) -> Option<usize> {
        // Ever wider, until something is found within: then whatever was not looked at is farther.
        let farthest = self.scenario.travel.unit().farthest();
        let mut within = if self.ground.is_some() { Way(2_000) } else { farthest };
        loop {
            let known = self.candidates(area, within).into_iter().filter_map(|at| Some((way(at)?, at)));
            if let Some((_, at)) = known.filter(|(way, _)| *way <= within).min() {
                return Some(at);
            }
            if within >= farthest {
                return None;
            }
            within = Way(within.0.saturating_mul(2)).min(farthest);
        }
    }
}

impl Ground {
    fn of(detour: f64, mut places: Vec<(Position, usize)>) -> Ground {
        let north = || places.iter().map(|(position, _)| i64::from(position.northing));
        let (south, top) = (north().min().unwrap_or(0), north().max().unwrap_or(0));
        let strips = i64::try_from(places.len().isqrt()).unwrap_or(1).max(1);
        let height = (top - south) / strips + 1;
        let strip = |position: Position| (i64::from(position.northing) - south) / height;
        places.sort_unstable_by_key(|(position, at)| (strip(*position), position.easting, *at));
        let start = |at: i64| places.partition_point(|(position, _)| strip(*position) < at);
        let starts = (0..=strips).map(start).collect();
        Ground { detour, south, height, starts, places }
    }

    fn around(&self, from: Position, within: Way, found: &mut Vec<usize>) {
        #[allow(clippy::cast_possible_truncation, reason = "a way is at most 2³², and a detour is not below 1")]
        let metres = ((f64::from(within.0) + 1.0) / self.detour).ceil() as i64;
        let near = |centre: i32| i64::from(centre) - metres..=i64::from(centre) + metres;
        let (easts, norths) = (near(from.easting), near(from.northing));
        for strip in self.strips(&norths) {
            let strip = &self.places[self.starts[strip]..self.starts[strip + 1]];
            let first = strip.partition_point(|(position, _)| i64::from(position.easting) < *easts.start());
            let in_reach = strip[first..].iter().take_while(|(position, _)| easts.contains(&position.easting.into()));
            found.extend(in_reach.filter(|(place, _)| norths.contains(&place.northing.into())).map(|(_, at)| *at));
        }
    }

    /// The strips that these northings touch.
    fn strips(&self, norths: &RangeInclusive<i64>) -> std::ops::Range<usize> {
        let strip = |north: i64| (north - self.south).div_euclid(self.height);
        let last = self.starts.len() - 1;
        let first = usize::try_from(strip(*norths.start())).unwrap_or(0);
        let end = usize::try_from(strip(*norths.end()) + 1).unwrap_or(0);
        first.min(last)..end.min(last)
    }
}
