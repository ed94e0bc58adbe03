//! What share of those who would come from the door still come when their way is `d`.
//!
//! ```text
//! Step(limit)            1 if d ≤ limit, else 0
//! Linear(full, zero)     1 if d ≤ full, 0 if d ≥ zero, else (zero − d) / (zero − full)
//! Exponential(half)      2^(−d / half)
//! Gaussian(half)         2^(−(d / half)²)
//! Logistic(half, slope)  (1 + e^(−half / slope)) / (1 + e^((d − half) / slope))
//! Table                  straight lines between points, flat before the first, 0 after the last
//! δ = the value, rounded to the nearest millionth
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d | way, in whole steps | m or min ÷ 10 | `travel.rs` |
//! | limit, full, zero, half, slope | shape | as d | the mode's decay, else the service's |
//! | δ | decay | share | |
//!
//! Source: the usual impedance functions of accessibility studies (Kwan 1998, *Space-time and
//! integral measures of individual accessibility*); the parameters are assumptions of the scenario.

use doorstep_scenario::{Decay, Way};

/// Decay is held in millionths.
const MILLIONTHS: f64 = 1_000_000.0;

/// δ at a distance, from 0 to 1 in whole millionths.
pub(crate) fn at(decay: &Decay, distance: Way) -> f64 {
    let value = (exact(decay, distance) * MILLIONTHS).round() / MILLIONTHS;
    // A NaN (a shape of zero width) counts as nobody.
    if value > 0.0 { value.min(1.0) } else { 0.0 }
}

fn exact(decay: &Decay, distance: Way) -> f64 {
    let d = steps(distance);
    match decay {
        Decay::Step { limit } => f64::from(u8::from(distance <= *limit)),
        Decay::Linear { full, .. } if distance <= *full => 1.0,
        Decay::Linear { zero, .. } if distance >= *zero => 0.0,
        Decay::Linear { full, zero } => (steps(*zero) - d) / (steps(*zero) - steps(*full)),
        Decay::Exponential { half } => (-d / steps(*half)).exp2(),
        Decay::Gaussian { half } => (-(d / steps(*half)).powi(2)).exp2(),
        Decay::Logistic { half, slope } => {
            let (half, slope) = (steps(*half), steps(*slope));
            (1.0 + (-half / slope).exp()) / (1.0 + ((d - half) / slope).exp())
        }
        Decay::Table(points) => between(points, distance),
    }
}

fn between(points: &[(Way, f64)], distance: Way) -> f64 {
    // The first point at or beyond the distance, and the one before it.
    let next = points.partition_point(|(at, _)| *at < distance);
    match (next.checked_sub(1).and_then(|before| points.get(before)), points.get(next)) {
        (_, None) => 0.0,
        (None, Some((_, value))) => *value,
        (Some((start, high)), Some((end, low))) => {
            let part = (steps(distance) - steps(*start)) / (steps(*end) - steps(*start));
            high + (low - high) * part
        }
    }
}

fn steps(way: Way) -> f64 {
    f64::from(way.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(decay: &Decay, distance: u32, millionths: u32) {
        let value = at(decay, Way(distance));
        assert_eq!((value * 1e6).round().to_string(), millionths.to_string(), "at {distance} m");
    }

    #[test]
    fn a_step_counts_its_last_metre_and_no_more() {
        let step = Decay::Step { limit: Way(800) };
        is(&step, 0, 1_000_000);
        is(&step, 800, 1_000_000);
        is(&step, 801, 0);
    }

    #[test]
    fn a_line_falls_evenly_from_full_to_zero() {
        let line = Decay::Linear { full: Way(500), zero: Way(2_500) };
        is(&line, 500, 1_000_000);
        is(&line, 501, 999_500); // 1,999 / 2,000
        is(&line, 1_200, 650_000); // 1,300 / 2,000
        is(&line, 2_500, 0);
        is(&line, 9_999, 0);
        // A third is rounded: 2/3 = 0.666667.
        is(&Decay::Linear { full: Way(0), zero: Way(3) }, 1, 666_667);
    }

    #[test]
    fn an_exponential_halves_with_every_half() {
        let fading = Decay::Exponential { half: Way(1_000) };
        is(&fading, 0, 1_000_000);
        is(&fading, 1_000, 500_000);
        is(&fading, 2_000, 250_000);
        is(&fading, 1_200, 435_275); // 2^−1.2 = 0.4352752816
        is(&fading, 21_000, 0); // 2^−21 = 0.00000048
    }

    #[test]
    fn a_gaussian_halves_once_and_then_falls_faster() {
        let bell = Decay::Gaussian { half: Way(1_000) };
        is(&bell, 0, 1_000_000);
        is(&bell, 500, 840_896); // 2^−0.25 = 0.8408964153
        is(&bell, 1_000, 500_000);
        is(&bell, 2_000, 62_500); // 2^−4
    }

    #[test]
    fn a_logistic_starts_at_one_and_turns_at_its_half() {
        let turning = Decay::Logistic { half: Way(1_000), slope: Way(500) };
        is(&turning, 0, 1_000_000);
        // (1 + e^−2) / 2 = 1.1353352832 / 2; (1 + e^−2) / (1 + e^2) = 0.1353352832.
        is(&turning, 1_000, 567_668);
        is(&turning, 2_000, 135_335);
        is(&turning, 4_000_000, 0);
    }

    #[test]
    fn a_table_is_flat_straight_and_then_nothing() {
        let table = Decay::Table(vec![(Way(400), 0.9), (Way(800), 0.5), (Way(1_600), 0.1)]);
        is(&table, 0, 900_000);
        is(&table, 400, 900_000);
        is(&table, 500, 800_000); // 0.9 − 0.4 × 100 / 400
        is(&table, 800, 500_000);
        is(&table, 1_200, 300_000); // 0.5 − 0.4 × 400 / 800
        is(&table, 1_600, 100_000);
        is(&table, 1_601, 0);
        is(&Decay::Table(Vec::new()), 0, 0);
    }

    #[test]
    fn a_shape_of_no_width_counts_nobody_and_does_not_panic() {
        is(&Decay::Exponential { half: Way(0) }, 0, 0);
        is(&Decay::Logistic { half: Way(5), slope: Way(0) }, 5, 0);
    }
}
