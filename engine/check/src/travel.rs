//! How far it is.
//!
//! ```text
//! metres = round(detour · √(ΔE² + ΔN²))        halves away from zero
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | ΔE, ΔN | difference of eastings and northings | m | areas, sites, venues |
//! | detour | how much longer the way is than the line | – | `travel` |
//!
//! On the National Grid a straight line on the map is within 0.04% of the ground's; over the few
//! kilometres that matter that is less than the rounding. Source: Ordnance Survey, *A guide to
//! coordinate systems in Great Britain*, on the grid's scale factor.

use doorstep_scenario::{Metres, Position, Travel};

/// Whole metres from one position to another; `None` beyond the longest way that counts.
pub(crate) fn metres(travel: Travel, from: Position, to: Position) -> Option<Metres> {
    let Travel::StraightLine { detour } = travel;
    let way = (detour * line(from, to)).round();
    if !(0.0..=f64::from(Travel::FARTHEST.0)).contains(&way) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, from 0 to FARTHEST")]
    let whole = way as u32;
    Some(Metres(whole))
}

/// Metres on the straight line, not rounded.
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
        metres(Travel::StraightLine { detour }, from, to).map(|metres| metres.0)
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
