//! Who could be reached from where, kept small: a country has millions of arms.

use super::Instance;
use std::ops::Range;

/// A possible way for the people of a cohort to be reached: cohort, offer, decay. 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arm {
    cohort: u32,
    offer: u32,
    /// δ, above 0 up to 1, in millionths.
    pub decay: f64,
    /// How far it is, in metres or minutes: as a matrix gives it, not rounded; whole metres of a
    /// straight line; 0 for an offer everywhere.
    pub travel: f64,
}

impl Arm {
    pub(super) fn between(cohort: usize, offer: usize, decay: f64, travel: f64) -> Arm {
        Arm { cohort: small(cohort), offer: small(offer), decay, travel }
    }

    /// Which cohort, as a position in [`Instance::cohorts`].
    pub fn cohort(&self) -> usize {
        self.cohort as usize
    }

    /// Which offer, as a position in [`Instance::offers`].
    pub fn offer(&self) -> usize {
        self.offer as usize
    }
}

#[allow(clippy::cast_possible_truncation, reason = "four billion arms do not fit into memory")]
fn small(position: usize) -> u32 {
    debug_assert!(u32::try_from(position).is_ok(), "position {position} is beyond 2³²");
    position as u32
}

/// The arms of each cohort and of each offer.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// Where those of each cohort begin, and the end of the last.
    of_cohort: Vec<usize>,
    /// Where those of each offer begin in `by_offer`, and the end of the last.
    of_offer: Vec<usize>,
    /// All arms, by offer.
    by_offer: Vec<u32>,
}

impl Index {
    /// Of arms sorted by cohort.
    pub fn of(arms: &[Arm], cohorts: usize, offers: usize) -> Index {
        let mut by_offer = vec![0; arms.len()];
        let of_cohort = starts(arms.iter().map(Arm::cohort), cohorts);
        let of_offer = starts(arms.iter().map(Arm::offer), offers);
        let mut next = of_offer.clone();
        for (at, arm) in arms.iter().enumerate() {
            by_offer[next[arm.offer()]] = small(at);
            next[arm.offer()] += 1;
        }
        Index { of_cohort, of_offer, by_offer }
    }
}

/// Where each of so many kinds would begin in a list sorted by kind, and the end of the last.
fn starts(kinds: impl Iterator<Item = usize>, count: usize) -> Vec<usize> {
    let mut starts = vec![0; count + 1];
    kinds.for_each(|kind| starts[kind + 1] += 1);
    for kind in 0..count {
        starts[kind + 1] += starts[kind];
    }
    starts
}

impl Instance {
    /// The arms of a cohort, as a range of [`Instance::arms`].
    pub fn arms_of_cohort(&self, cohort: usize) -> Range<usize> {
        self.index.of_cohort[cohort]..self.index.of_cohort[cohort + 1]
    }

    /// Every cohort with its arms.
    pub fn cohorts_with_arms(&self) -> impl ExactSizeIterator<Item = (&super::Cohort, Range<usize>)> + Clone {
        self.cohorts.iter().enumerate().map(|(at, cohort)| (cohort, self.arms_of_cohort(at)))
    }

    /// The arms of an offer, as positions in [`Instance::arms`], rising.
    pub fn arms_of_offer(&self, offer: usize) -> impl ExactSizeIterator<Item = usize> + Clone + '_ {
        let range = self.index.of_offer[offer]..self.index.of_offer[offer + 1];
        self.index.by_offer[range].iter().map(|arm| *arm as usize)
    }
}
