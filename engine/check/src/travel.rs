//! How far it is.
//!
//! ```text
//! line    given = round(detour · √(ΔE² + ΔN²))     halves away from zero
//! table   given = the least known way of the travel modes that are open
//! steps = round(given · steps in one metre or minute)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | ΔE, ΔN | difference of eastings and northings | m | areas, sites, venues |
//! | detour | how much longer the way is than the line | – | `travel` |
//! | known way | from an area to a place by one travel mode | m or min | the travel table |
//! | open | the travel modes that count | – | `by` of the service's mode, else of `travel` |
//! | steps | what decays and limits are counted in | m or min ÷ 10 | |
//!
//! On the National Grid a straight line on the map is within 0.04% of the ground's; over the few
//! kilometres that matter that is less than the rounding. Source: Ordnance Survey, *A guide to
//! coordinate systems in Great Britain*, on the grid's scale factor.

use doorstep_scenario::{Host, Position, Scenario, Travel, TravelModeIx, Way, WayUnit};

/// Way or minutes from an area to a place, as given: nothing is rounded but a straight line, to
/// whole metres. `open` are the travel modes of a service's mode, if it names its own. `None` where
/// there is no way, or none that is short enough to count.
pub(crate) fn given(scenario: &Scenario, area: usize, to: Host, open: Option<&[TravelModeIx]>) -> Option<f64> {
    let (at, number) = match to {
        Host::Everywhere => return Some(0.0),
        Host::Site(site) => (scenario.sites[site.0].position, site.0),
        Host::Venue(venue) => (scenario.venues[venue.0].position, venue.0 + scenario.sites.len()),
    };
    let matrix = match &scenario.travel {
        Travel::StraightLine { detour } => return metres(*detour, scenario.areas[area].position, at),
        Travel::Matrix(matrix) => matrix,
    };
    let mut least: Option<f64> = None;
    for mode in open.unwrap_or(&matrix.by) {
        let ways = &matrix.modes[mode.0].ways;
        let pair = (area as u64, number as u64);
        if let Ok(found) = ways.binary_search_by_key(&pair, |way| (u64::from(way.area), u64::from(way.place))) {
            let value = ways[found].value;
            least = Some(least.map_or(value, |shorter| shorter.min(value)));
        }
    }
    least
}

/// What was [`given`], in the steps that decays and limits are counted in; `None` beyond the longest
/// way that counts.
pub(crate) fn steps(travel: &Travel, given: f64) -> Option<Way> {
    let unit = travel.unit();
    let steps = (given * f64::from(unit.steps())).round();
    if !(0.0..=f64::from(unit.farthest().0)).contains(&steps) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, from 0 to the farthest")]
    let whole = steps as u32;
    Some(Way(whole))
}

/// Whole metres from one position to another; `None` beyond the longest way that counts.
fn metres(detour: f64, from: Position, to: Position) -> Option<f64> {
    steps(&Travel::StraightLine { detour }, detour * line(from, to)).map(|metres| f64::from(metres.0))
}

/// What travel is valued and averted by: a kilometre in metres, or a minute.
pub(crate) fn unit(travel: &Travel) -> f64 {
    match travel.unit() {
        WayUnit::Metres => 1000.0,
        WayUnit::Minutes => 1.0,
    }
}

/// Way on the straight line, not rounded.
pub(crate) fn line(from: Position, to: Position) -> f64 {
    let east = i128::from(from.easting) - i128::from(to.easting);
    let north = i128::from(from.northing) - i128::from(to.northing);
    // Whole and below 2^53 anywhere on the grid, so the root is the correctly rounded one.
    ((east * east + north * north) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(easting: i32, northing: i32) -> Position {
        Position { easting, northing }
    }

    fn way(detour: f64, from: Position, to: Position) -> Option<u32> {
        metres(detour, from, to).and_then(|metres| steps(&Travel::StraightLine { detour }, metres)).map(|way| way.0)
    }

    #[test]
    fn three_and_four_make_five() {
        assert_eq!(way(1.0, at(400_000, 300_000), at(400_300, 300_400)), Some(500));
        assert_eq!(way(1.2, at(400_300, 300_400), at(400_000, 300_000)), Some(600));
        assert_eq!(way(1.2, at(1, 2), at(1, 2)), Some(0));
    }

    #[test]
    fn half_a_metre_goes_up_and_less_goes_down() {
        // 1.5 × 3 = 4.5 and 1.5 × 1 = 1.5; √2 = 1.414.
        assert_eq!(way(1.5, at(0, 0), at(3, 0)), Some(5));
        assert_eq!(way(1.5, at(0, 0), at(1, 0)), Some(2));
        assert_eq!(way(1.0, at(0, 0), at(1, 1)), Some(1));
    }

    #[test]
    fn beyond_the_farthest_there_is_no_way_however_wild_the_positions() {
        assert_eq!(way(1.0, at(0, 0), at(4_000_000, 0)), Some(4_000_000));
        assert_eq!(way(1.0, at(0, 0), at(4_000_001, 0)), None);
        assert_eq!(way(3.0, at(i32::MIN, i32::MIN), at(i32::MAX, i32::MAX)), None);
        assert_eq!(way(f64::NAN, at(0, 0), at(1, 0)), None);
    }
}
