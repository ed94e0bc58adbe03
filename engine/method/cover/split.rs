//! Neighbouring cohorts put together: one θ for each cluster.
//!
//! ```text
//! halve by the longer side until a cluster has at most max(16, cohorts / 400)
//! ```
//!
//! One θ for all converges slowly, one for each cohort makes a master of a nation too large; some
//! hundreds of clusters were measured best by far. Few cohorts have one each. Services stay apart.
//!
//! Source: Bentley 1975 (k-d trees).

use std::ops::Range;

/// Up to so many cohorts each has its own cluster.
const FEW: usize = 1000;

/// An order of cohorts, by service and spot, and the clusters as ranges of it.
pub(super) fn split(spots: &[(usize, i32, i32)]) -> (Vec<usize>, Vec<Range<usize>>) {
    let mut order: Vec<usize> = (0..spots.len()).collect();
    if spots.len() <= FEW {
        return (order, (0..spots.len()).map(|at| at..at + 1).collect());
    }
    order.sort_by_key(|at| (spots[*at].0, *at));
    let most = (spots.len() / 400).max(16);
    let mut clusters = Vec::new();
    let mut from = 0;
    while from < order.len() {
        let service = spots[order[from]].0;
        let count = order[from..].iter().take_while(|at| spots[**at].0 == service).count();
        halve(spots, &mut order[from..from + count], from, most, &mut clusters);
        from += count;
    }
    (order, clusters)
}

fn halve(spots: &[(usize, i32, i32)], part: &mut [usize], from: usize, most: usize, clusters: &mut Vec<Range<usize>>) {
    if part.len() <= most {
        clusters.push(from..from + part.len());
        return;
    }
    let side = |of: &dyn Fn(usize) -> i32| {
        let (least, most) =
            part.iter().map(|at| of(*at)).fold((i32::MAX, i32::MIN), |side, at| (side.0.min(at), side.1.max(at)));
        i64::from(most) - i64::from(least)
    };
    let wide = side(&|at| spots[at].1) >= side(&|at| spots[at].2);
    part.sort_by_key(|at| (if wide { spots[*at].1 } else { spots[*at].2 }, *at));
    let middle = part.len() / 2;
    let (left, right) = part.split_at_mut(middle);
    halve(spots, left, from, most, clusters);
    halve(spots, right, from + middle, most, clusters);
}
