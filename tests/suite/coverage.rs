//! What must hold between the answers to drawn location problems (relations 8, 11 and 14 of the
//! reliability notes). Their sites serve whoever comes: where sessions are limited a second site always
//! helps, and none of this need hold.

#[path = "../../scenarios/from-tables/shape.rs"]
mod shape;

use crate::chain::{cases, each, near, none_wrong};
use crate::support::rng::Rng;
use doorstep::explore::{Answer, Settings, solve};
use doorstep::instance::Instance;
use doorstep::method::{General, Limits, Quiet, Status};
use shape::{Demand, Question, Shape, Site};
use std::path::Path;
use std::sync::Arc;

/// People and sites at random spots, and the straight lines between them.
fn drawn(rng: &mut Rng) -> Shape {
    let spots: Vec<(f64, f64)> =
        (0..15).map(|_| (rng.real(0.0, 5_000.0).round(), rng.real(0.0, 5_000.0).round())).collect();
    let (homes, places) = spots.split_at(rng.whole(3, 9) as usize);
    let places = &places[..rng.whole(2, 6) as usize];
    let demand = (0..homes.len()).map(|at| Demand { id: format!("d{at}"), people: rng.whole(1, 300) as u32 });
    let site = |at| Site { id: format!("s{at}"), cost: 1.0, capacity: None, keep: false };
    let way = |from: usize, to: usize| {
        let ((x, y), (u, v)) = (homes[from], places[to]);
        (format!("d{from}"), format!("s{to}"), (x - u).hypot(y - v).round())
    };
    Shape {
        demand: demand.collect(),
        sites: (0..places.len()).map(site).collect(),
        travel: (0..homes.len()).flat_map(|from| (0..places.len()).map(move |to| way(from, to))).collect(),
    }
}

/// Any of the questions.
fn question(rng: &mut Rng, shape: &Shape) -> Question {
    let (within, open) = (limit(rng), rng.whole(1, shape.sites.len() as i64) as u32);
    match rng.below(5) {
        0 => Question::Cover { within },
        1 => Question::MostCovered { within, open },
        2 => Question::Median { open },
        3 => Question::Centre { open },
        _ => Question::LeastCost,
    }
}

fn limit(rng: &mut Rng) -> f64 {
    rng.pick(&[800.0, 1_500.0, 2_500.0, 4_000.0])
}

/// The value of the question's goal; nothing if impossible.
fn value(name: &str, shape: &Shape, question: &Question) -> Option<f64> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("coverage").join(name);
    shape.write(question, &folder).unwrap();
    let loaded = doorstep_scenario::load(&folder.join("scenario.ron")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let instance = Arc::new(Instance::prepare(Arc::new(loaded.scenario)));
    let settings =
        Settings { limits: Limits { gap: Some(0.0), ..Limits::default() }, alternatives: 0, ..Settings::default() };
    match solve(&instance, &General::default(), &settings, &mut Quiet).unwrap() {
        Answer::Options(options) => {
            assert_eq!(options.status, Status::Proven, "{name}");
            Some(options.plan.goals[0].value)
        }
        Answer::Impossible { .. } => None,
        Answer::Nothing { .. } => panic!("{name}: stopped"),
    }
}

fn relation(name: &str, salt: u64, hold: impl Fn(&str, &mut Rng, &Shape) -> Result<(), String> + Sync) {
    none_wrong(each(0..cases() as u64, |seed| {
        let mut rng = Rng::new(seed, salt);
        let shape = drawn(&mut rng);
        hold(&format!("{name}-{seed}"), &mut rng, &shape).map_err(|why| format!("{seed}: {why} in {shape:?}"))
    }));
}

fn same(before: Option<f64>, after: Option<f64>, question: &Question) -> Result<(), String> {
    let fine = match (before, after) {
        (None, None) => true,
        (Some(before), Some(after)) => near(before, after, 1e-6),
        _ => false,
    };
    if fine { Ok(()) } else { Err(format!("{before:?} before, {after:?} after, {question:?}")) }
}

/// With one more site that is as far from everybody as another or farther, and dearer by so much.
fn beside(rng: &mut Rng, shape: &Shape, farther: i64, dearer: f64) -> Shape {
    let like = rng.pick(&shape.sites);
    let mut changed = shape.clone();
    for (from, to, way) in &shape.travel {
        if *to == like.id {
            changed.travel.push((from.clone(), "z".to_owned(), way + rng.whole(0, farther) as f64));
        }
    }
    changed.sites.push(Site { id: "z".to_owned(), cost: like.cost + dearer, ..like });
    changed
}

#[test]
fn a_site_that_is_dearer_and_farther_from_everybody_than_another_changes_no_value() {
    relation("dominated", 8, |name, rng, shape| {
        let question = question(rng, shape);
        let dearer = rng.pick(&[0.01, 0.5, 3.0]);
        let more = beside(rng, shape, 1_500, dearer);
        same(value(name, shape, &question), value(name, &more, &question), &question)
    });
}

#[test]
fn a_second_site_like_another_changes_no_value() {
    relation("twin", 11, |name, rng, shape| {
        let question = question(rng, shape);
        let more = beside(rng, shape, 0, 0.0);
        same(value(name, shape, &question), value(name, &more, &question), &question)
    });
}

#[test]
fn one_more_site_never_reaches_fewer_and_the_fewest_that_cover_all_are_the_first_number_that_reaches_all() {
    relation("steps", 14, |name, rng, shape| {
        let within = limit(rng);
        let all: f64 = shape.demand.iter().map(|demand| f64::from(demand.people)).sum();
        let most = shape.sites.len() as u32;
        let reached: Vec<f64> =
            (1..=most).map(|open| value(name, shape, &Question::MostCovered { within, open }).unwrap()).collect();
        if let Some(worse) = reached.windows(2).find(|pair| pair[1] < pair[0] - 1e-6) {
            return Err(format!("{worse:?} with one more"));
        }
        let first = reached.iter().position(|reached| near(*reached, all, 1e-9)).map(|at| at as f64 + 1.0);
        let question = Question::Cover { within };
        same(value(name, shape, &question), first, &question)
    });
}
