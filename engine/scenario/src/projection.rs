//! People moved on by age, year after year: the cohort-component method as one matrix.
//!
//! ```text
//! n[t+1] = (I + M) · L · n[t] + b[t] · e₀        M = diag(migration)
//!
//!     ⎡ f₀  f₁  f₂ … ⎤      f  births for each person of an age, 0 where births are given apart
//! L = ⎢ s₀  0   0  … ⎥      s  share of those of an age who are a year older next year
//!     ⎢ 0   s₁  0  … ⎥      the last age keeps its survivors if it is open ("90 and over")
//!     ⎣ 0   0   s₂ s₃⎦
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n | people of an area by age | people | table of ages |
//! | M | net migration of those who would be there | share a year | scenario |
//! | b | births given apart: a multiple of today's youngest | people | scenario |
//!
//! Source: Leslie (1945), *On the use of matrices in certain population mathematics*; with net migration
//! as the cohort-component method has it (ONS subnational projections).

use nalgebra::{DMatrix, DVector};

/// Where births come from.
pub(crate) enum Births {
    /// Births a year for each person of an age.
    Fertility(Vec<f64>),
    /// By year: as a multiple of the youngest of today.
    OfToday(Vec<f64>),
}

/// Rates by age.
pub(crate) struct Projection {
    pub survival: Vec<f64>,
    pub migration: Vec<f64>,
    pub births: Births,
    /// Does the last age hold everybody older, too?
    pub open: bool,
}

impl Projection {
    /// By year, area and age: so many years on from `today`. Every list of rates has one entry an age.
    pub fn of(&self, today: &[Vec<f64>], years: usize) -> Vec<Vec<Vec<f64>>> {
        let ages = self.survival.len();
        let mut leslie = DMatrix::<f64>::zeros(ages, ages);
        for (age, share) in self.survival.iter().enumerate() {
            if age + 1 < ages {
                leslie[(age + 1, age)] = *share;
            } else if self.open {
                leslie[(age, age)] += *share;
            }
        }
        if let Births::Fertility(rates) = &self.births {
            for (age, rate) in rates.iter().enumerate() {
                leslie[(0, age)] += *rate;
            }
        }
        let moved = DMatrix::from_diagonal(&DVector::from_iterator(ages, self.migration.iter().map(|rate| 1.0 + rate)));
        let step = moved * leslie;
        let mut now: Vec<DVector<f64>> = today.iter().map(|people| DVector::from_column_slice(people)).collect();
        let mut found = Vec::with_capacity(years);
        for year in 0..years {
            for (people, first) in now.iter_mut().zip(today) {
                *people = &step * &*people;
                if let Births::OfToday(multiples) = &self.births {
                    people[0] += multiples[year] * first.first().copied().unwrap_or(0.0);
                }
            }
            found.push(now.iter().map(|people| people.iter().copied().collect()).collect());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leslies_own_shape_is_kept() {
        // Two ages: 1.5 births for each of the older, half of the younger grow up. From (10, 20):
        // (30, 5), then (7.5, 15): by hand.
        let rates = Projection {
            survival: vec![0.5, 0.0],
            migration: vec![0.0, 0.0],
            births: Births::Fertility(vec![0.0, 1.5]),
            open: false,
        };
        let found = rates.of(&[vec![10.0, 20.0]], 2);
        assert_eq!(found, vec![vec![vec![30.0, 5.0]], vec![vec![7.5, 15.0]]]);
    }

    #[test]
    fn births_given_apart_are_multiples_of_todays_youngest_and_movers_are_counted_last() {
        // 100 births · 1.1; of 100 babies 0.99 are one next year, and 2 % more move in: 100.98.
        let rates = Projection {
            survival: vec![0.99, 0.5],
            migration: vec![0.0, 0.02],
            births: Births::OfToday(vec![1.1]),
            open: true,
        };
        let found = &rates.of(&[vec![100.0, 0.0]], 1)[0][0];
        assert!((found[0] - 110.0).abs() < 1e-9 && (found[1] - 100.98).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn with_nobody_moving_and_nobody_dying_nobody_is_lost_but_by_age() {
        let rates = Projection {
            survival: vec![1.0; 5],
            migration: vec![0.0; 5],
            births: Births::OfToday(vec![1.0; 10]),
            open: false,
        };
        for year in rates.of(&[vec![7.0; 5]], 10) {
            assert_eq!(year, vec![vec![7.0; 5]]);
        }
    }
}
