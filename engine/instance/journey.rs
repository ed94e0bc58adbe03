//! How far it is from an area to a place.
//!
//! ```text
//! straight line   given = way = round(detour · √(ΔE² + ΔN²))
//! matrix          given = min { value[t,a,p] : t ∈ T, value known },   way = round(s · given)
//! everywhere      given = way = 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | ΔE, ΔN | difference of eastings and northings | m | areas, sites, venues |
//! | detour | how much longer the way is than the line | – | `travel` |
//! | value | way from area a to place p by travel mode t | m or min | the travel table |
//! | T | travel modes that are open to people | – | `by` of the service's mode, else of `travel` |
//! | s | steps of a way in one metre (1) or one minute (10) | – | unit of `travel` |
//!
//! There is no way where nothing is known, and none beyond the farthest that counts.

use doorstep_scenario::{AreaIx, Host, KnownWay, Matrix, Position, Scenario, Travel, TravelModeIx, Way, WayUnit};

/// How far it is, as it was given and as it is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Journey {
    /// Metres or minutes: not rounded where a matrix gives it, whole metres of a straight line.
    pub given: f64,
    /// What decays and limits are compared with: whole metres or tenths of a minute.
    pub way: Way,
}

/// Finds ways quickly.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// By travel mode of the matrix: where the known ways of each area begin, and the end of the last.
    starts: Vec<Vec<usize>>,
}

impl Ways {
    pub fn of(scenario: &Scenario) -> Ways {
        let Travel::Matrix(matrix) = &scenario.travel else { return Ways { starts: Vec::new() } };
        let starts = matrix.modes.iter().map(|mode| {
            let start = |area: usize| mode.ways.partition_point(|known| (known.area as usize) < area);
            (0..=scenario.areas.len()).map(start).collect()
        });
        Ways { starts: starts.collect() }
    }

    /// How far it is for those who travel in one of these ways, else as the scenario says; `None`
    /// where there is no way.
    pub fn journey(&self, scenario: &Scenario, area: AreaIx, to: Host, by: Option<&[TravelModeIx]>) -> Option<Journey> {
        let place = match to {
            Host::Site(site) => site.0,
            Host::Venue(venue) => scenario.sites.len() + venue.0,
            Host::Everywhere => return Some(Journey { given: 0.0, way: Way(0) }),
        };
        match &scenario.travel {
            Travel::StraightLine { detour } => {
                straight(*detour, scenario.areas[area.0].position, position(scenario, to)?)
            }
            Travel::Matrix(matrix) => {
                let least = |best: Option<f64>, mode: &TravelModeIx| {
                    let value = self.known(matrix, *mode, area, place);
                    best.into_iter().chain(value).min_by(f64::total_cmp)
                };
                let given = by.unwrap_or(&matrix.by).iter().fold(None, least)?;
                Some(Journey { given, way: nearest_step(given * f64::from(matrix.unit.steps()), matrix.unit)? })
            }
        }
    }

    /// What a matrix knows of the ways from an area by one travel mode.
    pub fn known_from<'m>(&self, matrix: &'m Matrix, mode: TravelModeIx, area: AreaIx) -> &'m [KnownWay] {
        let starts = &self.starts[mode.0];
        &matrix.modes[mode.0].ways[starts[area.0]..starts[area.0 + 1]]
    }

    fn known(&self, matrix: &Matrix, mode: TravelModeIx, area: AreaIx, place: usize) -> Option<f64> {
        let ways = self.known_from(matrix, mode, area);
        let at = ways.binary_search_by(|known| (known.place as usize).cmp(&place)).ok()?;
        Some(ways[at].value)
    }
}

/// Where a place is; `None` for everywhere.
pub(super) fn position(scenario: &Scenario, host: Host) -> Option<Position> {
    match host {
        Host::Site(site) => Some(scenario.sites[site.0].position),
        Host::Venue(venue) => Some(scenario.venues[venue.0].position),
        Host::Everywhere => None,
    }
}

fn straight(detour: f64, from: Position, to: Position) -> Option<Journey> {
    let east = f64::from(from.easting) - f64::from(to.easting);
    let north = f64::from(from.northing) - f64::from(to.northing);
    let way = nearest_step((east * east + north * north).sqrt() * detour, WayUnit::Metres)?;
    Some(Journey { given: f64::from(way.0), way })
}

/// Halves away from zero; `None` beyond the farthest that counts.
pub(super) fn nearest_step(steps: f64, unit: WayUnit) -> Option<Way> {
    let whole = steps.round();
    if !(0.0..=f64::from(unit.farthest().0)).contains(&whole) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, between 0 and the farthest")]
    let whole = whole as u32;
    Some(Way(whole))
}
