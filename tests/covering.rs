//! The core of the cover method on plain arrays: against looking at every set of places, and how
//! long drawn nations take (`cargo test --release --test covering -- --ignored --nocapture`).

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(clippy::print_stdout, reason = "figures are told with --nocapture")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "small drawn numbers"
)]

use doorstep::method::Certificate;
use doorstep::method::cover::{Answer, Asked, Covering, Held, People, solve};
use doorstep_highs::{Flow, Highs, Model, OptionValue};
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

/// Everybody to the nearest of at most `open` places.
fn median(way: &[Vec<f64>], open: usize) -> (Covering, f64) {
    let places = way[0].len();
    let mut people = People::default();
    let mut base = 0.0;
    for (at, ways) in way.iter().enumerate() {
        let far = ways.iter().copied().fold(0.0, f64::max);
        let mut list: Vec<(u32, f64)> = ways.iter().enumerate().map(|(to, way)| (to as u32, far - way)).collect();
        people.push(1.0, true, &mut list);
        people.clusters.push(at..at + 1);
        base -= far;
    }
    let mut problem = Covering {
        people,
        lower: vec![0.0; places],
        upper: vec![1.0; places],
        whole: vec![true; places],
        cost: vec![0.0; places],
        counts: true,
        ..Covering::default()
    };
    problem.rows.push(f64::NEG_INFINITY, open as f64, (0..places).map(|at| (at, 1.0)));
    (problem, base)
}

fn published(file: &str) -> (Vec<Vec<f64>>, usize) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published/orlib-pmed").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let numbers: Vec<usize> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let count = numbers[0];
    let mut way = vec![vec![f64::INFINITY; count]; count];
    for edge in numbers[3..].chunks_exact(3) {
        let (a, b, length) = (edge[0] - 1, edge[1] - 1, edge[2] as f64);
        (way[a][b], way[b][a]) = (length, length);
    }
    way.iter_mut().enumerate().for_each(|(at, ways)| ways[at] = 0.0);
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                way[from][to] = way[from][to].min(way[from][via] + way[via][to]);
            }
        }
    }
    (way, numbers[2])
}

fn solved_median(name: &str, way: &[Vec<f64>], open: usize) -> f64 {
    let (problem, base) = median(way, open);
    let started = Instant::now();
    let asked = Asked { gap: 0.0, offset: base, ..Asked::default() };
    let answer = solve(&problem, &asked, &mut |_, _, _, _| false).unwrap();
    let (value, bound) = (-(answer.best.unwrap().1 + base), -(answer.bound.unwrap() + base));
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{name}: {} places, p {open}: {seconds:.3} s, {value} (bound {bound}), {:?}",
        way.len(),
        answer.certificate
    );
    assert!((value - bound).abs() <= 1e-6 * value.abs(), "{name}: {value} is not proved, {bound}");
    value
}

#[test]
fn medians_of_the_or_library_are_the_published_ones() {
    for (number, known) in [(1, 5819.0), (2, 4093.0), (3, 4250.0), (4, 3034.0), (5, 1355.0)] {
        let (way, open) = published(&format!("pmed{number}.txt"));
        let found = solved_median(&format!("pmed{number}"), &way, open);
        assert!((found - known).abs() < 1e-6, "pmed{number}: {found} and not {known}");
    }
}

#[test]
#[ignore = "figures, not a test"]
fn how_long_drawn_medians_take() {
    for (count, open) in [(200, 5), (200, 20), (400, 40), (600, 60), (900, 90), (900, 200), (900, 10)] {
        let mut rng = Rng::new(count as u64, open as u64);
        let spots: Vec<(f64, f64)> = (0..count).map(|_| (rng.real(0.0, 100.0), rng.real(0.0, 100.0))).collect();
        let way = |a: &(f64, f64)| spots.iter().map(|b| (a.0 - b.0).hypot(a.1 - b.1).round()).collect();
        solved_median("drawn", &spots.iter().map(way).collect::<Vec<Vec<f64>>>(), open);
    }
}

/// A small problem with everything in it: budgets, choices, costs, some who have to be served.
fn small(seed: u64) -> Covering {
    let mut rng = Rng::new(seed, 6);
    let (places, cohorts) = (rng.whole(3, 11) as usize, rng.whole(1, 14) as usize);
    let mut people = People::default();
    for at in 0..cohorts {
        let mut list: Vec<(u32, f64)> = Vec::new();
        for place in 0..places {
            if rng.chance(0.5) {
                list.push((place as u32, rng.whole(1, 8) as f64 / 8.0));
            }
        }
        people.push(rng.whole(1, 20) as f64, rng.chance(0.15), &mut list);
        if at % 3 == 0 || people.clusters.is_empty() {
            people.clusters.push(at..at);
        }
        people.clusters.last_mut().unwrap().end = at + 1;
    }
    let cost = (0..places).map(|_| if rng.chance(0.3) { -(rng.whole(0, 9) as f64) } else { 0.0 }).collect();
    let mut problem = Covering {
        people,
        lower: vec![0.0; places],
        upper: (0..places).map(|_| if rng.chance(0.1) { 0.0 } else { 1.0 }).collect(),
        whole: vec![true; places],
        cost,
        counts: rng.chance(0.8),
        ..Covering::default()
    };
    let budget = rng.whole(2, 12) as f64;
    problem.rows.push(f64::NEG_INFINITY, budget, (0..places).map(|at| (at, (1 + (at * 7) % 5) as f64)));
    for _ in 0..rng.below(3) {
        let (a, b) = (rng.below(places), rng.below(places));
        if a != b {
            let (low, high) = rng.pick(&[(f64::NEG_INFINITY, 1.0), (1.0, f64::INFINITY), (1.0, 1.0)]);
            problem.rows.push(low, high, [(a, 1.0), (b, 1.0)]);
        }
    }
    if !problem.counts || rng.chance(0.2) {
        let side = problem.people.value(&vec![1.0; places]) * rng.pick(&[0.2, 0.5, 0.8]);
        problem.held = Some(Held { terms: Vec::new(), side });
    }
    problem
}

/// The best of all sets of places.
fn looked_at(problem: &Covering) -> Option<f64> {
    let places = problem.decisions();
    let sets = (0..1_u32 << places).map(|set| (0..places).map(|at| f64::from(set >> at & 1)).collect::<Vec<f64>>());
    sets.filter(|set| problem.keeps(set)).map(|set| problem.value(&set)).max_by(f64::total_cmp)
}

#[test]
fn the_core_finds_the_best_of_all_sets_and_proves_it_at_every_gap() {
    let mut possible = 0;
    for seed in 0..300 {
        let problem = small(seed);
        let best = looked_at(&problem);
        for gap in [0.0, 0.02, 0.2] {
            let answer = solve(&problem, &Asked { gap, ..Asked::default() }, &mut |_, _, _, _| false).unwrap();
            let Some(best) = best else {
                assert!(answer.impossible, "small({seed}) is impossible, found {:?}", answer.best);
                continue;
            };
            possible += 1;
            let (decisions, value) = answer.best.clone().unwrap();
            assert!(problem.keeps(&decisions), "small({seed})");
            let bound = answer.bound.unwrap();
            assert!(
                value <= best + 1e-9 && bound >= best - 1e-7,
                "small({seed}) at {gap}: {value} to {bound}, best {best}"
            );
            assert!(bound - value <= gap * bound.abs() + 1e-6, "small({seed}) at {gap}: {value} to {bound}");
            assert!(answer.certificate != Certificate::None, "small({seed})");
            // The same cuts again for other weights: still valid, so the answer is the best there is.
            let mut other = problem.clone();
            other.people.weight.iter_mut().enumerate().for_each(|(at, weight)| *weight += (at % 4) as f64);
            if let Some(best) = looked_at(&other) {
                let asked = Asked { start: Some(decisions), pool: answer.pool, ..Asked::default() };
                let again = solve(&other, &asked, &mut |_, _, _, _| false).unwrap();
                let found = again.best.unwrap().1;
                assert!((found - best).abs() < 1e-7, "small({seed}) again: {found}, best {best}");
            }
        }
    }
    println!("{possible} solved");
}

#[test]
fn the_same_bits_on_one_thread_and_on_two() {
    let nation = drawn(3_000, 300, 15.0, Fall::Smooth, 0.3, 2);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| solve(&nation, &Asked { gap: 1e-4, ..Asked::default() }, &mut |_, _, _, _| false).unwrap())
    };
    let (one, two) = (with(1), with(2));
    assert_eq!((one.best, one.bound, one.work, one.pool), (two.best, two.bound, two.work, two.pool));
}

/// HiGHS on the same problem: w[c,k] says cohort c has value number k or better.
fn ladder(problem: &Covering, gap: f64) -> (f64, f64) {
    let people = &problem.people;
    let places = problem.decisions();
    let mut model = Model { minimise: false, ..Model::default() };
    (model.cost, model.lower, model.upper) = (problem.cost.clone(), problem.lower.clone(), problem.upper.clone());
    model.integer.clone_from(&problem.whole);
    for row in 0..problem.rows.len() {
        model.row_lower.push(problem.rows.lower[row]);
        model.row_upper.push(problem.rows.upper[row]);
        for (column, value) in problem.rows.terms(row) {
            model.columns.push(column);
            model.values.push(value);
        }
        model.starts.push(model.columns.len());
    }
    for cohort in 0..people.len() {
        let range = people.places(cohort);
        let mut at = range.start;
        let mut last = None;
        while at < range.end {
            let value = people.value[at];
            let end = (at..range.end).find(|next| people.value[*next] < value).unwrap_or(range.end);
            let next = people.value.get(end).copied().filter(|_| end < range.end).unwrap_or(0.0);
            let column = model.cost.len();
            model.cost.push(people.weight[cohort] * (value - next));
            model.lower.push(0.0);
            model.upper.push(1.0);
            model.integer.push(false);
            model.row_lower.push(f64::NEG_INFINITY);
            model.row_upper.push(0.0);
            for place in at..end {
                model.columns.push(people.place[place] as usize);
                model.values.push(-1.0);
            }
            for (other, each) in last.map(|last| (last, -1.0)).into_iter().chain([(column, 1.0)]) {
                model.columns.push(other);
                model.values.push(each);
            }
            model.starts.push(model.columns.len());
            last = Some(column);
            at = end;
        }
    }
    let started = Instant::now();
    let mut highs = Highs::new().unwrap();
    highs.pass(&model).unwrap();
    highs.set_option("mip_rel_gap", OptionValue::Real(gap)).unwrap();
    highs.set_option("time_limit", OptionValue::Real(150.0)).unwrap();
    let end = highs.run(&mut |_| Flow::Continue).unwrap();
    let (value, bound) = (highs.objective().unwrap_or(f64::NAN), highs.dual_bound().unwrap_or(f64::NAN));
    println!(
        "  HiGHS, ladder form, {} columns for {places} places: {:.2} s, value {value:.2}, bound {bound:.2}, {end:?}",
        model.cost.len(),
        started.elapsed().as_secs_f64(),
    );
    (value, bound)
}

#[test]
#[ignore = "figures, not a test"]
fn how_long_the_solver_takes_by_itself() {
    for (areas, places, near) in [(640, 261, 30.0), (33_755, 3_500, 21.0)] {
        let problem = drawn(areas, places, near, Fall::Levels(8.0), 0.35, 1);
        let ours = timed("beside", &problem, 1e-4);
        let (value, bound) = ladder(&problem, 1e-4);
        let best = ours.best.unwrap().1;
        assert!(best <= bound * (1.0 + 1e-9) && value <= ours.bound.unwrap() * (1.0 + 1e-9));
    }
}
