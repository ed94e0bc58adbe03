//! Where people live, and where something can stand.

use super::{Asked, Shape};
use crate::support::rng::Rng;
use doorstep_scenario::{Area, District, DistrictIx, Position};

/// Somewhere a site or a venue can stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Id of whatever stands there.
    pub id: String,
    /// Which district.
    pub district: DistrictIx,
    /// Where.
    pub position: Position,
    /// Deprivation decile of the neighbourhood.
    pub deprivation: Option<u8>,
}

/// Areas with their people, and spots for sites and venues.
#[derive(Debug, Clone, PartialEq)]
pub struct Land {
    /// Sorted by id.
    pub districts: Vec<District>,
    /// Sorted by id.
    pub areas: Vec<Area>,
    /// For sites, sorted by id.
    pub sites: Vec<Spot>,
    /// For venues, sorted by id.
    pub venues: Vec<Spot>,
    /// What has to be said of it wherever it is shown.
    pub notes: Vec<String>,
}

/// Areas in one town of a district. A town has some ten sites: with fewer, one open site would serve all
/// of it, and there would be nothing to weigh.
const TOWN: usize = 100;

impl Land {
    /// Districts on a grid, a few large and many small; their areas in towns; sites and venues near
    /// areas drawn among all.
    pub fn drawn(asked: &Asked, square_metres: f64) -> Land {
        let mut rng = asked.stream(1);
        let count = asked.areas.div_ceil(asked.per_district).min(asked.areas);
        let side = (count as f64).sqrt().ceil() as usize;
        let cell = square_metres.sqrt() / side as f64;
        let mut cells: Vec<usize> = (0..side * side).collect();
        rng.shuffle(&mut cells);
        let digits = width(count);
        let districts = (0..count).map(|n| District { id: format!("district-{:0digits$}", n + 1) }).collect();
        let digits = width(asked.areas);
        let mut areas = Vec::with_capacity(asked.areas);
        for (n, size) in sizes(asked.areas, count).into_iter().enumerate() {
            let corner = ((cells[n] % side) as f64 * cell, (cells[n] / side) as f64 * cell);
            let towns: Vec<(f64, f64)> = (0..size.div_ceil(TOWN))
                .map(|_| (corner.0 + rng.real(0.15, 0.85) * cell, corner.1 + rng.real(0.15, 0.85) * cell))
                .collect();
            // As wide as its district lets it: large districts are cities, small ones countryside.
            let spread = 0.3 * cell / (towns.len() as f64).sqrt();
            for at in 0..size {
                let town = towns[at % towns.len()];
                let spot = (town.0 + spread * rng.normal(), town.1 + spread * rng.normal());
                let decile = rng.whole(1, 10);
                let id = format!("area-{:0digits$}", areas.len() + 1);
                areas.push(Area {
                    name: id.clone(),
                    id,
                    district: DistrictIx(n),
                    deprivation: Some(decile as u8),
                    position: Position { easting: 200_000 + spot.0 as i32, northing: 100_000 + spot.1 as i32 },
                    people: (0..asked.groups).map(|_| people(&mut rng, asked)).collect(),
                    need: need(decile),
                    shares: Vec::new(),
                });
            }
        }
        let sites = spots(&mut asked.stream(2), "site", asked.sites, &areas, count);
        let venues = spots(&mut asked.stream(3), "venue", asked.venues, &areas, 0);
        Land { districts, areas, sites, venues, notes: Vec::new() }
    }
}

/// Need weight of the bundled city: 1.95 in the most deprived decile, 0.60 in the least.
pub fn need(decile: i64) -> f64 {
    (210 - 15 * decile) as f64 / 100.0
}

/// Under-fives of a neighbourhood are about a hundred, of an output area about twenty.
fn people(rng: &mut Rng, asked: &Asked) -> u32 {
    let (low, high) = if asked.shape == Shape::Sites && asked.areas > 100_000 { (6, 34) } else { (40, 160) };
    (rng.whole(low, high) / asked.groups as i64).max(1) as u32
}

/// Sizes of so many districts, in falling order by the square root of their rank: the largest is some
/// nine times the mean of three hundred, each has at least one area.
fn sizes(areas: usize, districts: usize) -> Vec<usize> {
    let shares: Vec<f64> = (1..=districts).map(|rank| 1.0 / (rank as f64).sqrt()).collect();
    let all: f64 = shares.iter().sum();
    let spare = areas - districts;
    let mut sizes: Vec<usize> = shares.iter().map(|share| 1 + (share / all * spare as f64) as usize).collect();
    let given: usize = sizes.iter().sum();
    // What rounding left goes round.
    (0..areas - given).for_each(|n| sizes[n % districts] += 1);
    sizes
}

/// Spots near areas: first one in each of the first so many districts, then near any, no area twice
/// until all have one.
fn spots(rng: &mut Rng, kind: &str, count: usize, areas: &[Area], districts: usize) -> Vec<Spot> {
    let mut order: Vec<usize> = (0..areas.len()).collect();
    rng.shuffle(&mut order);
    if count >= districts {
        let mut seen = vec![false; districts];
        // Stable: those that come first in their district, then the others, both in drawn order.
        order.sort_by_cached_key(|&at| {
            let district = areas[at].district.0;
            district >= districts || std::mem::replace(&mut seen[district], true)
        });
    }
    let digits = width(count);
    let spot = |n: usize| {
        let near = &areas[order[n % order.len()]];
        let mut away = || rng.whole(-200, 200) as i32;
        Spot {
            id: format!("{kind}-{:0digits$}", n + 1),
            district: near.district,
            position: Position { easting: near.position.easting + away(), northing: near.position.northing + away() },
            deprivation: near.deprivation,
        }
    };
    (0..count).map(spot).collect()
}

/// Digits of the largest of so many numbers, so that ids sort as numbers do.
pub fn width(count: usize) -> usize {
    count.max(1).ilog10() as usize + 1
}
