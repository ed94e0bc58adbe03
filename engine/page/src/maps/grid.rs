//! From longitude and latitude to metres of the British National Grid.
//!
//! The seven-parameter shift between WGS84 and Airy's figure of the earth is good to about five
//! metres: less than the thickness of a line on any of these maps.

use proj4rs::Proj;
use proj4rs::transform::transform;

const AIRY: &str = "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy \
                    +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs";
const WGS84: &str = "+proj=longlat +datum=WGS84 +no_defs";

/// How far the grid reaches, in metres east and north.
pub(super) const REACH: (f64, f64) = (700_000.0, 1_300_000.0);

/// Both ends of the way.
pub(super) struct Grid {
    from: Proj,
    to: Proj,
}

impl Grid {
    pub(super) fn new() -> Result<Grid, String> {
        let known = |words: &str| Proj::from_proj_string(words).map_err(|error| format!("No projection: {error}."));
        Ok(Grid { from: known(WGS84)?, to: known(AIRY)? })
    }

    /// Metres of a longitude and a latitude in degrees; nothing where that is not in Great Britain.
    pub(super) fn metres(&self, longitude: f64, latitude: f64) -> Option<(f64, f64)> {
        if !(-9.5..=3.0).contains(&longitude) || !(49.0..=61.5).contains(&latitude) {
            return None;
        }
        let mut point = (longitude.to_radians(), latitude.to_radians(), 0.0);
        transform(&self.from, &self.to, &mut point).ok()?;
        within((point.0, point.1))
    }
}

/// A point of the grid, if it is one.
pub(super) fn within((east, north): (f64, f64)) -> Option<(f64, f64)> {
    let fits = (-50_000.0..=REACH.0).contains(&east) && (-50_000.0..=REACH.1).contains(&north);
    fits.then_some((east, north))
}

#[cfg(test)]
mod tests {
    use super::Grid;

    /// Population-weighted middles of areas as the Office for National Statistics gives them in both
    /// systems, and the Ordnance Survey's own worked example.
    #[test]
    fn known_points_come_out_within_five_metres() {
        let known = [
            (-1.81385, 52.46817, 412_743.0, 285_597.0),
            (-1.82805, 52.46642, 411_779.0, 285_401.0),
            (1.716_074, 52.658_008, 651_409.8, 313_177.4),
        ];
        let grid = Grid::new().unwrap();
        for (longitude, latitude, east, north) in &known {
            let (x, y) = grid.metres(*longitude, *latitude).unwrap();
            assert!((x - east).hypot(y - north) < 5.0, "{longitude} {latitude}: {x} {y}");
        }
    }

    #[test]
    fn what_is_not_in_great_britain_has_no_metres() {
        let grid = Grid::new().unwrap();
        for (longitude, latitude) in [(52.0, -1.8), (f64::NAN, 52.0), (0.0, f64::INFINITY), (2.35, 48.85)] {
            assert_eq!(grid.metres(longitude, latitude), None);
        }
    }
}
