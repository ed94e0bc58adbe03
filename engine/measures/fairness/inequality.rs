//! How unequally something is spread over areas: four indices, each area weighted by its people.
//!
//! ```text
//! p[a] = N[a] ÷ Σ N,   μ = Σ p · x,   r[a] = x[a] ÷ μ
//! Gini           Σ_a p[a] · r[a] · (P[a−1] + P[a]) − 1            areas by rising x, P = p added up
//! Theil T        Σ_a p[a] · r[a] · ln r[a],   0 where x[a] = 0
//! Palma          (1 − L(⁹⁄₁₀)) ÷ L(⁴⁄₁₀)                          L: the Lorenz curve, straight between areas
//! concentration  Σ_t p[t] · r[t] · (P[t−1] + P[t]) − 1            t: deciles, the most deprived first
//!                = 2 ÷ μ · cov(x, R),  R[a] = P[t−1] + ½ p[t]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x | the share reached; or the way to the nearest place where the service runs | share; m or min | measures |
//! | N | people the service is for; for ways, those with a way | persons | area |
//! | t | all areas of a deprivation decile: they have the same rank | – | areas table |
//!
//! | index | no difference | most | reads |
//! |---|---|---|---|
//! | Gini | 0 | 1 | half the mean difference of two people, relative to the mean |
//! | Theil T | 0 | ln of how many | people who get nothing count in full, as 0 · ln 0 = 0 |
//! | Palma | ¼ | without end | what the tenth with most have, to what the four tenths with least have |
//! | concentration | 0 | ±1 | below 0 the deprived have more of it (good of reach, bad of ways) |
//!
//! Of reach, "with most" is the best served tenth; of ways it is those farthest away. Areas without a
//! decile are left out of the concentration index, and where no area has one it is not assessed. An index
//! is not defined where nobody has anything; the Palma ratio not where four tenths have nothing. What is
//! the same for all of an area's people is taken for each of them: differences within areas are not seen.
//!
//! Source: Gini, Lorenz and concentration curves, O'Donnell, van Doorslaer, Wagstaff and Lindelow (2008),
//! *Analyzing Health Equity Using Household Survey Data*, World Bank, chapters 7 and 8 (sum over groups and
//! covariance); Theil (1967), *Economics and Information Theory*, in the form of Conceição and Ferreira
//! (2000), University of Texas Inequality Project Working Paper 14; Palma (2011), doi:10.1111/j.1467-7660.2011.01646.x,
//! with Cobham and Sumner (2013), Center for Global Development Working Paper 343.

use super::{Standing, eligible_here};
use crate::instance::Instance;
use doorstep_scenario::{AreaIx, ServiceIx};

/// The indices, in the order of every table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// Half the relative mean difference.
    Gini,
    /// Theil's first measure.
    Theil,
    /// The tenth with most to the four tenths with least.
    Palma,
    /// By deprivation, the most deprived first.
    Concentration,
}

impl Index {
    /// All of them.
    pub const ALL: [Index; 4] = [Index::Gini, Index::Theil, Index::Palma, Index::Concentration];

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Index::Gini => "Gini",
            Index::Theil => "Theil T",
            Index::Palma => "Palma ratio",
            Index::Concentration => "concentration by deprivation",
        }
    }
}

/// Of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The share reached.
    Reach,
    /// The way to the nearest place where it runs.
    Way,
}

impl Of {
    /// All of them.
    pub const ALL: [Of; 2] = [Of::Reach, Of::Way];

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Of::Reach => "share reached",
            Of::Way => "way to the nearest",
        }
    }
}

/// Something of which so many people have so much each; weights above 0, values not below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// How much.
    pub value: f64,
    /// How many people.
    pub weight: f64,
}

/// Every index of a service under an option, as [`Index::ALL`] lists them; `None` where one is not defined
/// or has no data.
pub fn indices(instance: &Instance, standing: &Standing, service: ServiceIx, of: Of) -> [Option<f64>; 4] {
    let here = &standing.services[service.0];
    let areas = instance.scenario.areas.iter().enumerate().filter_map(|(at, area)| {
        let weight = eligible_here(instance, service, AreaIx(at));
        let value = match of {
            Of::Reach => (weight > 0.0).then(|| here.reached_in(instance, AreaIx(at)) / weight),
            Of::Way => here.nearest[at].any.map(|nearest| nearest.journey.given),
        };
        value.filter(|_| weight > 0.0).map(|value| (area.deprivation, Weighed { value, weight }))
    });
    let (deciles, all): (Vec<Option<u8>>, Vec<Weighed>) = areas.unzip();
    let ranked = deciles.iter().zip(&all).filter_map(|(decile, weighed)| decile.map(|decile| (decile, *weighed)));
    [gini(&all), theil(&all), palma(&all), concentration(ranked)]
}

/// The Gini coefficient; `None` where nobody has anything.
///
/// ```
/// use doorstep::measures::fairness::inequality::{Weighed, gini};
///
/// let values = [1.0, 2.0, 3.0, 4.0, 5.0].map(|value| Weighed { value, weight: 1.0 });
/// assert!((gini(&values).unwrap() - 4.0 / 15.0).abs() < 1e-12);
/// ```
pub fn gini(values: &[Weighed]) -> Option<f64> {
    // Rounding alone could bring it below 0.
    slanted(&rising(values)).map(|found| found.max(0.0))
}

/// Theil's T; `None` where nobody has anything.
pub fn theil(values: &[Weighed]) -> Option<f64> {
    let (people, mean) = mean(values)?;
    let each = values.iter().filter(|weighed| weighed.value > 0.0).map(|weighed| {
        let relative = weighed.value / mean;
        weighed.weight / people * relative * relative.ln()
    });
    Some(each.sum::<f64>().max(0.0))
}

/// What the tenth with most have, to what the four tenths with least have; `None` where those have nothing.
pub fn palma(values: &[Weighed]) -> Option<f64> {
    let sorted = rising(values);
    let (people, mean) = mean(&sorted)?;
    let least = lowest(&sorted, 0.4 * people);
    let most = people * mean - lowest(&sorted, 0.9 * people);
    (least > 0.0).then(|| most / least)
}

/// The concentration index by rank, the lowest rank first; those of one rank stand together. `None` where
/// nobody has a rank or anything.
pub fn concentration(ranked: impl IntoIterator<Item = (u8, Weighed)>) -> Option<f64> {
    let mut sums = [(0.0, 0.0); 256];
    for (rank, Weighed { value, weight }) in ranked {
        let (people, total) = &mut sums[usize::from(rank)];
        *people += weight;
        *total += weight * value;
    }
    let held = sums.iter().filter(|(people, _)| *people > 0.0);
    let groups: Vec<Weighed> = held.map(|(people, total)| Weighed { value: total / people, weight: *people }).collect();
    slanted(&groups)
}

/// Σ p · r · (P before + P after) − 1, in the order given.
fn slanted(ordered: &[Weighed]) -> Option<f64> {
    let (people, mean) = mean(ordered)?;
    let (mut before, mut sum) = (0.0, 0.0);
    for Weighed { value, weight } in ordered {
        sum += weight * value * (2.0 * before + weight);
        before += weight;
    }
    Some(sum / (people * people * mean) - 1.0)
}

/// People and what they have on average; `None` where that is nothing.
fn mean(values: &[Weighed]) -> Option<(f64, f64)> {
    let people: f64 = values.iter().map(|weighed| weighed.weight).sum();
    let total: f64 = values.iter().map(|weighed| weighed.weight * weighed.value).sum();
    (total > 0.0).then(|| (people, total / people))
}

fn rising(values: &[Weighed]) -> Vec<Weighed> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
    sorted
}

/// What so many people with least have together; the area in which their number ends is split.
fn lowest(sorted: &[Weighed], people: f64) -> f64 {
    let mut left = people;
    let mut sum = 0.0;
    for Weighed { value, weight } in sorted {
        let some = weight.min(left);
        sum += some * value;
        left -= some;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(values: &[f64]) -> Vec<Weighed> {
        values.iter().map(|value| Weighed { value: *value, weight: 1.0 }).collect()
    }

    fn near(found: Option<f64>, wanted: f64, within: f64) {
        assert!(found.is_some_and(|found| (found - wanted).abs() <= within), "{found:?}, wanted {wanted}");
    }

    /// Numbers that look drawn and are the same everywhere.
    fn drawn(seed: u64, count: usize) -> Vec<Weighed> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let value = |draw: f64| if draw < 0.1 { 0.0 } else { draw };
        (0..count).map(|_| Weighed { value: value(next()), weight: 1.0 + (10.0 * next()).floor() }).collect()
    }

    #[test]
    fn one_to_five_has_a_gini_of_four_fifteenths() {
        near(gini(&equal(&[1.0, 2.0, 3.0, 4.0, 5.0])), 4.0 / 15.0, 1e-12);
        near(gini(&equal(&[5.0, 3.0, 1.0, 4.0, 2.0])), 0.2667, 5e-5);
    }

    /// GDP a head of the 32 states of Mexico in 1940, as in the Python package `inequality` (`PySAL`, BSD;
    /// data of Rey and Sastré Gutiérrez 2010), whose tests publish T = 0.20894344 and G = 0.35372371.
    #[test]
    fn mexico_in_1940_has_its_published_theil_and_gini() {
        let states = [
            10_384.0, 22_361.0, 9_573.0, 3_758.0, 2_934.0, 8_578.0, 8_537.0, 6_909.0, 17_816.0, 12_132.0, 4_359.0,
            2_181.0, 4_414.0, 5_309.0, 3_408.0, 3_327.0, 6_936.0, 4_836.0, 9_073.0, 1_892.0, 3_569.0, 11_016.0,
            21_965.0, 4_372.0, 4_840.0, 6_399.0, 2_459.0, 7_508.0, 3_605.0, 5_203.0, 7_990.0, 3_734.0,
        ];
        near(theil(&equal(&states)), 0.208_943_44, 5e-9);
        near(gini(&equal(&states)), 0.353_723_71, 5e-9);
    }

    /// O'Donnell et al. (2008), table 8.1: deaths under five in India, 1982 to 1992, by wealth fifth: births
    /// and deaths in a thousand births; C = −0.1694.
    #[test]
    fn deaths_in_india_by_wealth_have_their_published_concentration_index() {
        let births = [29_939.0, 28_776.0, 26_528.0, 24_689.0, 19_739.0];
        let deaths = [154.7, 152.9, 119.5, 86.9, 54.3];
        let groups = births.into_iter().zip(deaths).map(|(weight, value)| Weighed { value, weight });
        let fifths = (1..=5).zip(groups);
        near(concentration(fifths), -0.1694, 5e-5);
    }

    #[test]
    fn the_concentration_index_is_twice_the_covariance_with_the_rank_over_the_mean() {
        for seed in 0..200 {
            let all = drawn(seed, 30);
            let ranked: Vec<(u8, Weighed)> = (1..=10).cycle().zip(all.iter().copied()).collect();
            let people: f64 = all.iter().map(|w| w.weight).sum();
            let below = |rank: u8| -> f64 { ranked.iter().filter(|(r, _)| *r < rank).map(|(_, w)| w.weight).sum() };
            let rank = |r: u8| (below(r) + 0.5 * (below(r + 1) - below(r))) / people;
            let mean = |of: &dyn Fn(u8, f64) -> f64| {
                ranked.iter().map(|(r, w)| w.weight * of(*r, w.value)).sum::<f64>() / people
            };
            let mu = mean(&|_, x| x);
            let covariance = mean(&|r, x| x * rank(r)) - mu * mean(&|r, _| rank(r));
            near(concentration(ranked.iter().copied()), 2.0 * covariance / mu, 1e-12);
        }
    }

    #[test]
    fn the_gini_is_the_mean_difference_over_twice_the_mean_and_at_least_any_concentration() {
        for seed in 0..200 {
            let all = drawn(seed, 25);
            let people: f64 = all.iter().map(|w| w.weight).sum();
            let mu = all.iter().map(|w| w.weight * w.value).sum::<f64>() / people;
            let pairs =
                all.iter().flat_map(|a| all.iter().map(move |b| a.weight * b.weight * (a.value - b.value).abs()));
            near(gini(&all), pairs.sum::<f64>() / (2.0 * people * people * mu), 1e-12);
            let ranked = (1..=10).cycle().zip(all.iter().copied());
            assert!(concentration(ranked).unwrap_or(0.0).abs() <= gini(&all).unwrap_or(0.0) + 1e-12);
        }
    }

    #[test]
    fn a_palma_ratio_splits_the_area_in_which_a_tenth_ends() {
        // 1 to 10 of one person each: 10 to 1 + 2 + 3 + 4.
        near(palma(&equal(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])), 1.0, 1e-12);
        // Half have 1, half have 3: a tenth of 3 to four tenths of 1.
        near(palma(&equal(&[3.0, 1.0])), 0.75, 1e-12);
        near(palma(&equal(&[7.0, 7.0, 7.0])), 0.25, 1e-12);
        assert_eq!(palma(&equal(&[0.0, 0.0, 0.0, 0.0, 1.0])), None);
    }

    #[test]
    fn areas_with_nothing_count_and_where_nobody_has_anything_no_index_is_defined() {
        // One of four has all: T = ln 4, G = 3/4.
        near(theil(&equal(&[0.0, 0.0, 0.0, 1.0])), 4.0_f64.ln(), 1e-12);
        near(gini(&equal(&[0.0, 0.0, 0.0, 1.0])), 0.75, 1e-12);
        for nothing in [equal(&[0.0, 0.0]), Vec::new()] {
            assert_eq!([gini(&nothing), theil(&nothing), palma(&nothing)], [None; 3]);
            assert_eq!(concentration(nothing.iter().map(|weighed| (1, *weighed))), None);
        }
    }

    #[test]
    fn scale_and_replication_change_nothing() {
        for seed in 0..200 {
            let all = drawn(seed, 20);
            let larger: Vec<Weighed> = all.iter().map(|w| Weighed { value: 7.5 * w.value, ..*w }).collect();
            let more: Vec<Weighed> = all.iter().map(|w| Weighed { weight: 3.0 * w.weight, ..*w }).collect();
            let twice: Vec<Weighed> = all.iter().chain(&all).copied().collect();
            for index in [gini, theil, palma] {
                let Some(found) = index(&all) else { continue };
                for other in [&larger, &more, &twice] {
                    near(index(other), found, 1e-10);
                }
            }
        }
    }

    #[test]
    fn what_a_richer_area_gives_a_poorer_one_makes_it_more_equal() {
        for seed in 0..200 {
            let mut all = drawn(seed, 20);
            for weighed in &mut all {
                weighed.weight = 1.0;
            }
            let (poor, rich) = if all[0].value < all[1].value { (0, 1) } else { (1, 0) };
            let before = [gini(&all), theil(&all)];
            let gift = 0.25 * (all[rich].value - all[poor].value);
            if gift < 1e-6 {
                continue;
            }
            all[rich].value -= gift;
            all[poor].value += gift;
            let after = [gini(&all), theil(&all)];
            for (before, after) in before.into_iter().zip(after) {
                assert!(after.unwrap() < before.unwrap(), "{seed}: {before:?} to {after:?}");
            }
        }
    }
}
