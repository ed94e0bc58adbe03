//! Who can be covered by what, and what a set of open places is worth to them.
//!
//! ```text
//! F(z) = Σ_c N[c] · max { Σ_o v[c,o] r[o] : Σ_o r[o] ≤ 1, 0 ≤ r[o] ≤ z[o] }
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N[c] | weight of a cohort: people × what one counts for | – | instance, aim |
//! | v[c,o] ≥ 0 | value of addressing one of them at place o | – | aim |
//! | z[o] | place o is open | 0 to 1 | decided |
//! | r[o] | share of the cohort addressed there; the best are taken first | 0 to 1 | computed |
//!
//! A cohort that has to be served by somebody (`everyone`) has values shifted so that the least is 0:
//! what the shift takes off is a constant.
//!
//! Source: Cordeau, Furini & Ljubić 2019 (covering), Duran-Mateluna, Ales & Elloumi 2023 (medians).

use std::ops::Range;

/// Cohorts, each with its places, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct People {
    /// Where the places of each cohort begin, and at last where they end.
    pub starts: Vec<usize>,
    /// Place: a column of the master.
    pub place: Vec<u32>,
    /// Its value for one person, falling within a cohort.
    pub value: Vec<f64>,
    /// Weight of each cohort.
    pub weight: Vec<f64>,
    /// Has somebody to serve them, whatever it is worth?
    pub everyone: Vec<bool>,
    /// Neighbouring cohorts put together: one θ each.
    pub clusters: Vec<Range<usize>>,
}

/// Where the sum of open places reaches a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Critical {
    /// Position of the place that fills the cohort; the end of its places if nothing does.
    pub at: usize,
    /// Its value; 0 if nothing does.
    pub value: f64,
    /// How much was still missing before it.
    pub left: f64,
}

/// Sums of open places this near to a whole are whole.
pub(super) const WHOLE: f64 = 1e-9;

impl People {
    /// How many cohorts there are.
    pub fn len(&self) -> usize {
        self.weight.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.weight.is_empty()
    }

    /// The places of a cohort, as positions.
    pub fn places(&self, cohort: usize) -> Range<usize> {
        self.starts[cohort]..self.starts[cohort + 1]
    }

    /// Adds a cohort; its places in any order.
    pub fn push(&mut self, weight: f64, everyone: bool, places: &mut [(u32, f64)]) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        places.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.place.extend(places.iter().map(|(place, _)| *place));
        self.value.extend(places.iter().map(|(_, value)| *value));
        self.starts.push(self.place.len());
        self.weight.push(weight);
        self.everyone.push(everyone);
    }

    /// The place that fills a cohort when places are open as far as `open` says.
    pub(super) fn critical(&self, cohort: usize, open: &[f64]) -> Critical {
        let places = self.places(cohort);
        let mut left = 1.0;
        for at in places.clone() {
            let here = open[self.place[at] as usize];
            if here >= left - WHOLE {
                return Critical { at, value: self.value[at], left };
            }
            left -= here;
        }
        Critical { at: places.end, value: 0.0, left }
    }

    /// What is open is worth so much to one cluster.
    pub fn worth(&self, cluster: usize, open: &[f64]) -> f64 {
        self.clusters[cluster].clone().map(|cohort| self.weight[cohort] * self.each(cohort, open)).sum()
    }

    /// What is open is worth so much to one person of a cohort.
    fn each(&self, cohort: usize, open: &[f64]) -> f64 {
        let critical = self.critical(cohort, open);
        let mut sum = critical.value * critical.left;
        for at in self.starts[cohort]..critical.at {
            sum += self.value[at] * open[self.place[at] as usize];
        }
        sum
    }

    /// What is open is worth so much in all.
    pub fn value(&self, open: &[f64]) -> f64 {
        (0..self.clusters.len()).map(|cluster| self.worth(cluster, open)).sum()
    }

    /// A cohort that has to be served and is not.
    pub(super) fn unserved<'a>(&'a self, open: &'a [f64]) -> impl Iterator<Item = usize> + 'a {
        (0..self.len()).filter(|cohort| {
            self.everyone[*cohort] && {
                let sum: f64 = self.places(*cohort).map(|at| open[self.place[at] as usize]).sum();
                sum < 1.0 - 1e-6
            }
        })
    }

    /// The most a cluster can be worth.
    pub(super) fn most(&self, cluster: usize) -> f64 {
        let best = |cohort: usize| self.places(cohort).next().map_or(0.0, |at| self.value[at]);
        self.clusters[cluster].clone().map(|cohort| self.weight[cohort] * best(cohort)).sum()
    }
}
