//! How a measure spreads over futures: mean, deviation, quantiles, worst tenth, each by weight.
//!
//! | figure | source |
//! |---|---|
//! | quantiles | linear between order statistics: Hyndman and Fan 1996, type 7 |
//! | worst tenth | conditional value at risk at 90 %: Rockafellar and Uryasev 2000 |

/// How a measure spreads over futures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub mean: f64,
    deviation: f64,
    least: f64,
    /// At 5, 25, 50, 75 and 95 %.
    pub quantiles: [f64; 5],
    pub most: f64,
    pub worst: f64,
}

impl Spread {
    pub const NAMES: [&'static str; 10] =
        ["mean", "sd", "least", "p5", "p25", "p50", "p75", "p95", "most", "worst_tenth"];

    /// Of values with weights, sorted. `falling`: less is better.
    pub fn of(values: &[(f64, f64)], falling: bool) -> Spread {
        let all: f64 = values.iter().map(|(_, weight)| weight).sum();
        let mean = values.iter().map(|(value, weight)| value * weight).sum::<f64>() / all;
        let square = values.iter().map(|(value, weight)| weight * (value - mean).powi(2)).sum::<f64>();
        // Of a sample: Bessel's correction. What has weights is a whole distribution.
        let many = values.len() as f64;
        let of = if alike(values) && many > 1.0 { many / (many - 1.0) } else { 1.0 };
        let deviation = (square / all * of).sqrt();
        let end = |at: Option<&(f64, f64)>| at.map_or(f64::NAN, |(value, _)| *value);
        Spread {
            mean,
            deviation,
            least: end(values.first()),
            quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| quantile(values, all, share)),
            most: end(values.last()),
            worst: worst(values, all, falling),
        }
    }

    pub fn all(&self) -> [f64; 10] {
        let [p5, p25, p50, p75, p95] = self.quantiles;
        [self.mean, self.deviation, self.least, p5, p25, p50, p75, p95, self.most, self.worst]
    }
}

/// Type 7 where all weigh alike; else the value at which the weight so far reaches the share, the middle of two
/// where it is reached exactly between them.
fn quantile(values: &[(f64, f64)], all: f64, share: f64) -> f64 {
    let Some(last) = values.last() else { return f64::NAN };
    if alike(values) {
        let at = share * (values.len() - 1) as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last position")]
        let (low, high) = (at.floor() as usize, at.ceil() as usize);
        return values[low].0 + (values[high].0 - values[low].0) * (at - at.floor());
    }
    let (wanted, hair) = (share * all, 1e-12 * all);
    let mut before = 0.0;
    for (at, (value, weight)) in values.iter().enumerate() {
        before += weight;
        if before > wanted + hair {
            return *value;
        }
        if before >= wanted - hair {
            return values.get(at + 1).map_or(*value, |next| f64::midpoint(*value, next.0));
        }
    }
    last.0
}

fn alike(values: &[(f64, f64)]) -> bool {
    values.iter().all(|(_, weight)| (weight - values[0].1).abs() <= 1e-12 * values[0].1)
}

/// The mean of the worst tenth by weight; a value that straddles its edge counts in part.
fn worst(values: &[(f64, f64)], all: f64, falling: bool) -> f64 {
    const TENTH: f64 = 0.1;
    let (mut left, mut sum) = (TENTH * all, 0.0);
    let mut take = |(value, weight): &(f64, f64)| {
        let part = weight.min(left);
        sum += value * part;
        left -= part;
    };
    if falling {
        values.iter().rev().for_each(&mut take);
    } else {
        values.iter().for_each(&mut take);
    }
    sum / (TENTH * all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each_once(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().map(|value| (*value, 1.0)).collect()
    }

    #[test]
    fn quantiles_are_those_of_type_7() {
        // R: quantile(c(1, 2, 4, 8, 16), c(.05, .25, .5, .75, .95))
        let spread = Spread::of(&each_once(&[1.0, 2.0, 4.0, 8.0, 16.0]), false);
        let wanted = [1.2, 2.0, 4.0, 8.0, 14.4];
        assert!(spread.quantiles.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-12));
        assert!((spread.mean - 6.2).abs() < 1e-12);
        // R: sd(c(1, 2, 4, 8, 16))
        assert!((spread.deviation - 6.099_180_272_790_763).abs() < 1e-12);
    }

    #[test]
    fn the_worst_tenth_is_a_mean_of_whole_and_part_values() {
        // Of fifteen values the worst tenth is the worst and half of the next.
        let values: Vec<f64> = (1..=15).map(f64::from).collect();
        assert!((Spread::of(&each_once(&values), false).worst - (1.0 + 0.5 * 2.0) / 1.5).abs() < 1e-12);
        assert!((Spread::of(&each_once(&values), true).worst - (15.0 + 0.5 * 14.0) / 1.5).abs() < 1e-12);
    }

    #[test]
    fn a_value_of_twice_the_weight_is_two_values() {
        let twice = Spread::of(&[(1.0, 1.0), (3.0, 2.0), (5.0, 1.0)], false);
        assert!((twice.quantiles[2] - 3.0).abs() < 1e-12 && (twice.quantiles[1] - 2.0).abs() < 1e-12, "{twice:?}");
        let rare = Spread::of(&[(99_900.0, 0.98), (119_900.0, 0.02)], false);
        assert!(rare.quantiles.iter().all(|value| (value - 99_900.0).abs() < 1e-9), "{rare:?}");
        assert!((rare.deviation - 2_800.0).abs() < 1e-6, "{rare:?}");
        assert!((twice.mean - 3.0).abs() < 1e-12);
        assert!((twice.worst - 1.0).abs() < 1e-12);
    }
}
