//! The core of the cover method on plain arrays: against looking at every set of places, and how
//! long drawn nations take (`cargo test --release --test covering -- --ignored --nocapture`).

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(clippy::print_stdout, reason = "figures are told with --nocapture")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small drawn numbers")]

use doorstep::method::cover::{Answer, Asked, Covering, People, solve};
use std::time::Instant;

#[path = "support/rng.rs"]
#[allow(dead_code, reason = "a part is used here")]
mod rng;
use rng::Rng;

/// How value falls with distance.
#[derive(Clone, Copy)]
enum Fall {
    Smooth,
    Levels(f64),
}

/// Areas in clusters, places at areas, about `near` places for an area, a budget of a share of all.
fn drawn(areas: usize, places: usize, near: f64, fall: Fall, share: f64, seed: u64) -> Covering {
    let mut rng = Rng::new(seed, 5);
    let width = (areas as f64).sqrt();
    let clusters: Vec<(f64, f64)> =
        (0..areas.div_ceil(60).max(2)).map(|_| (rng.real(0.0, width), rng.real(0.0, width))).collect();
    let spots: Vec<(f64, f64)> = (0..areas)
        .map(|_| {
            let centre = clusters[rng.below(clusters.len())];
            (centre.0 + 4.0 * rng.normal(), centre.1 + 4.0 * rng.normal())
        })
        .collect();
    let sites: Vec<(f64, f64)> = (0..places).map(|_| spots[rng.below(areas)]).collect();
    // Buckets of the plane, so that a nation is drawn in a second.
    let bucket = 4.0;
    let mut grid = std::collections::BTreeMap::<(i64, i64), Vec<usize>>::new();
    let cell = |spot: (f64, f64)| ((spot.0 / bucket).floor() as i64, (spot.1 / bucket).floor() as i64);
    for (at, site) in sites.iter().enumerate() {
        grid.entry(cell(*site)).or_default().push(at);
    }
    let all_near = |spot: (f64, f64), radius: f64| {
        let (x, y) = cell(spot);
        let reach = (radius / bucket).ceil() as i64;
        let mut found = Vec::new();
        for i in x - reach..=x + reach {
            for j in y - reach..=y + reach {
                for at in grid.get(&(i, j)).into_iter().flatten() {
                    let far = (sites[*at].0 - spot.0).hypot(sites[*at].1 - spot.1);
                    if far < radius {
                        found.push((*at, far));
                    }
                }
            }
        }
        found
    };
    // A radius with the wanted number of places in it, from some areas.
    let mut radius = 1.0;
    loop {
        let some = 200.min(areas);
        let sum: usize = (0..some).map(|at| all_near(spots[at * areas / some], radius).len()).sum();
        if sum as f64 >= near * some as f64 || radius > 4.0 * width {
            break;
        }
        radius *= 1.1;
    }
    let mut order: Vec<usize> = (0..areas).collect();
    order.sort_by_key(|at| {
        let spot = spots[*at];
        let cut = (width / 20.0).max(5.0);
        ((spot.0 / cut).floor() as i64, (spot.1 / cut).floor() as i64)
    });
    let mut people = People::default();
    let mut last = None;
    for area in order {
        let cut = (width / 20.0).max(5.0);
        let key = ((spots[area].0 / cut).floor() as i64, (spots[area].1 / cut).floor() as i64);
        let value = |far: f64| {
            let smooth = (1.0 - far / radius).powf(1.2);
            match fall {
                Fall::Smooth => smooth,
                Fall::Levels(count) => (smooth * count).ceil() / count,
            }
        };
        let mut list: Vec<(u32, f64)> =
            all_near(spots[area], radius).into_iter().map(|(at, far)| (at as u32, value(far))).collect();
        list.retain(|(_, value)| *value > 0.0);
        let at = people.len();
        people.push(rng.whole(50, 180) as f64, false, &mut list);
        if last != Some(key) {
            people.clusters.push(at..at);
            last = Some(key);
        }
        people.clusters.last_mut().unwrap().end = at + 1;
    }
    let costs: Vec<f64> = (0..places).map(|_| rng.whole(25, 350) as f64).collect();
    let budget = share * costs.iter().sum::<f64>();
    let mut problem = Covering {
        people,
        lower: vec![0.0; places],
        upper: vec![1.0; places],
        whole: vec![true; places],
        cost: vec![0.0; places],
        counts: true,
        ..Covering::default()
    };
    problem.rows.push(f64::NEG_INFINITY, budget, costs.into_iter().enumerate());
    problem
}

fn timed(name: &str, problem: &Covering, gap: f64) -> Answer {
    let started = Instant::now();
    let verbose = std::env::var("TOLD").is_ok();
    let mut told = |step: &'static str, best: Option<f64>, bound: Option<f64>, work: u64| {
        if verbose {
            println!("    {:.2} {step} {best:?} {bound:?} {work}", started.elapsed().as_secs_f64());
        }
        false
    };
    let answer = solve(problem, &Asked { gap, ..Asked::default() }, &mut told).unwrap();
    let (value, bound) = (answer.best.as_ref().unwrap().1, answer.bound.unwrap());
    println!(
        "{name}: {} places, {} cohorts, {} pairs, {} clusters, gap {gap}: {:.3} s, value {value:.2}, bound {bound:.2}, gap {:.6} %, {:?}, {} iterations",
        problem.decisions(),
        problem.people.len(),
        problem.people.place.len(),
        problem.people.clusters.len(),
        started.elapsed().as_secs_f64(),
        100.0 * (bound - value) / bound,
        answer.certificate,
        answer.work,
    );
    answer
}

#[test]
#[ignore = "figures, not a test"]
fn how_long_a_city_takes() {
    for fall in [Fall::Smooth, Fall::Levels(8.0)] {
        let city = drawn(640, 261, 30.0, fall, 0.3, 1);
        for gap in [1e-3, 1e-4, 0.0] {
            timed("city", &city, gap);
        }
    }
}

#[test]
#[ignore = "figures, not a test"]
fn how_long_a_nation_takes() {
    for fall in [Fall::Smooth, Fall::Levels(8.0)] {
        let nation = drawn(33_755, 3_500, 21.0, fall, 0.35, 1);
        for gap in [1e-3, 1e-4, 0.0] {
            timed("nation", &nation, gap);
        }
    }
}

#[test]
#[ignore = "figures, not a test"]
fn how_long_output_areas_take() {
    for fall in [Fall::Smooth, Fall::Levels(8.0)] {
        let nation = drawn(180_000, 10_000, 38.0, fall, 0.3, 1);
        for gap in [1e-3, 1e-4] {
            timed("output areas", &nation, gap);
        }
    }
}
