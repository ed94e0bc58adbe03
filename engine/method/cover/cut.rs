//! Cuts in closed form.
//!
//! ```text
//! θ[j] ≤ Σ_{c in j} N[c] [ u[c] + Σ_o (v[c,o] − u[c])⁺ z[o] ]      for any u[c] ≥ 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | θ[j] | what cluster j is worth | – | master |
//! | N[c], v[c,o], z[o] | weight, value, open | – | `people.rs` |
//! | u[c] | value of the place at which the sum of z̄ reaches 1; 0 if it does not | – | point z̄ |
//!
//! Linear programming duality of one cohort, a continuous knapsack. A cut remembers the position of
//! the critical place of each cohort: any u gives a valid cut, so with other people or other values
//! it is written down anew from the positions alone.
//!
//! Source: Cordeau, Furini & Ljubić 2019; Duran-Mateluna, Ales & Elloumi 2023.

use super::people::People;
use rayon::prelude::*;

/// One cut: `θ[cluster] − Σ terms ≤ constant`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut {
    /// Which θ.
    pub cluster: usize,
    /// What is there whatever is open.
    pub constant: f64,
    /// Place and what opening it adds at most.
    pub terms: Vec<(usize, f64)>,
    /// Of each cohort of the cluster, which of its places is critical.
    pub critical: Vec<u32>,
}

impl Cut {
    /// What the cut allows a cluster to be worth.
    pub fn at(&self, open: &[f64]) -> f64 {
        self.constant + self.terms.iter().map(|(place, each)| each * open[*place]).sum::<f64>()
    }
}

/// Fewer cuts than twice this are written sooner by one thread than shared out.
const SMALL: usize = 512;

/// One number a place, and which of them are not 0.
struct Scratch {
    each: Vec<f64>,
    touched: Vec<usize>,
}

/// A cut for each of these clusters that is tight at a point, and what the cluster is worth there.
pub(super) fn cuts_at(people: &People, clusters: &[usize], open: &[f64]) -> Vec<(Cut, f64)> {
    let scratch = || Scratch { each: vec![0.0; open.len()], touched: Vec::new() };
    let cut = |scratch: &mut Scratch, cluster: &usize| {
        let critical = |cohort: usize| {
            let found = people.critical(cohort, open);
            (found.at - people.starts[cohort], found.value)
        };
        let cut = write(people, *cluster, scratch, critical);
        let worth = cut.at(open);
        (cut, worth)
    };
    // Cluster by cluster, put together in order: the same at any number of threads.
    clusters.par_iter().with_min_len(SMALL).map_init(scratch, cut).collect()
}

/// The same cuts for people who have changed: other weights or values at the same places.
pub(super) fn again(people: &People, cuts: &[(usize, Vec<u32>)], places: usize) -> Vec<Cut> {
    let scratch = || Scratch { each: vec![0.0; places], touched: Vec::new() };
    let cut = |scratch: &mut Scratch, (cluster, positions): &(usize, Vec<u32>)| {
        let first = people.clusters[*cluster].start;
        let critical = |cohort: usize| {
            let at = positions[cohort - first] as usize;
            (at, people.value.get(people.starts[cohort] + at).copied().filter(|_| at < people.places(cohort).len()))
        };
        write(people, *cluster, scratch, |cohort| {
            let (at, value) = critical(cohort);
            (at, value.unwrap_or(0.0))
        })
    };
    cuts.par_iter().with_min_len(SMALL).map_init(scratch, cut).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² places")]
fn write(people: &People, cluster: usize, scratch: &mut Scratch, critical: impl Fn(usize) -> (usize, f64)) -> Cut {
    let mut constant = 0.0;
    let mut positions = Vec::with_capacity(people.clusters[cluster].len());
    for cohort in people.clusters[cluster].clone() {
        let (at, value) = critical(cohort);
        let (weight, start) = (people.weight[cohort], people.starts[cohort]);
        positions.push(at as u32);
        constant += weight * value;
        let end = (start + at).min(people.starts[cohort + 1]);
        for better in start..end {
            let more = people.value[better] - value;
            if more <= 0.0 {
                break;
            }
            let place = people.place[better] as usize;
            if scratch.each[place] == 0.0 {
                scratch.touched.push(place);
            }
            scratch.each[place] += weight * more;
        }
    }
    scratch.touched.sort_unstable();
    // A weight may be so small that adding it changed nothing, and the place was noted twice.
    scratch.touched.dedup();
    let terms = scratch.touched.drain(..).map(|place| (place, std::mem::take(&mut scratch.each[place])));
    Cut { cluster, constant, terms: terms.filter(|(_, each)| *each > 0.0).collect(), critical: positions }
}
