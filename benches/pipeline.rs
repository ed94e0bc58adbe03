//! How long each step takes, along an axis of size: load, prepare, formulate, solve, check.
//!
//! `cargo bench` runs all of it in about four minutes; `cargo bench -- solve/` one part. Cities are
//! drawn by `tests/support`, the same on every machine; Birmingham is the bundled scenario. What
//! the figures were, and what they mean: docs/performance.md.

use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, measurement::WallTime};
use doorstep::check::{Claims, Demand, check};
use doorstep::explore::{Answer, Settings, solve};
use doorstep::formulation::{Formulation, Grain};
use doorstep::instance::Instance;
use doorstep::method::{
    Allotment, General, Limits, Method, Portable, Problem, Quiet, Status, canonical_reach, stages_of,
};
use doorstep::plan::write_down;
use doorstep::scenario::{Scenario, load, load_text};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[path = "../tests/support/mod.rs"]
mod support;

use support::{generate, reference};

/// Areas of the drawn cities; each has a site to ten areas and a venue to four, and four services.
const AREAS: [usize; 4] = [30, 100, 300, 640];
/// Areas, sites, venues and services of cities a naive formulation can still solve.
const TINY: [(usize, usize, usize, usize); 3] = [(6, 2, 2, 1), (12, 3, 3, 1), (12, 3, 3, 2)];
/// The seed of all of them.
const SEED: u64 = 1;
/// Simplex iterations, the default of the command line.
const WORK: u64 = 40_000;

fn main() {
    // One thread, as the command line has it: figures are for a core, not for a machine.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("nothing has used threads yet");
    let mut criterion = Criterion::default().configure_from_args();
    loads(&mut criterion);
    prepares(&mut criterion);
    formulates(&mut criterion);
    solves(&mut criterion);
    solves_beside_naive(&mut criterion);
    checks(&mut criterion);
    criterion.final_summary();
}

fn bundled(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

fn birmingham() -> Scenario {
    load(&bundled("birmingham-early-years/scenario.ron")).expect("it is bundled").scenario
}

fn city(areas: usize) -> Scenario {
    generate::sized(areas, areas.div_ceil(10), areas / 4, 4, SEED)
}

/// The drawn cities and Birmingham, by the name they go by in the figures.
fn sizes() -> Vec<(String, usize, Arc<Scenario>)> {
    let drawn = AREAS.into_iter().map(|areas| (format!("city {areas}"), areas, Arc::new(city(areas))));
    let birmingham = Arc::new(birmingham());
    drawn.chain([("Birmingham".to_owned(), birmingham.areas.len(), birmingham)]).collect()
}

/// For steps of milliseconds: ten samples, as many runs as fit.
fn short<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    group
}

/// For steps of a second and more: ten runs and no more.
fn long<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = short(criterion, name);
    group.sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(1));
    group
}

/// There is nothing that writes a drawn city as text, so size comes from Birmingham's own areas
/// repeated under other ids.
fn loads(criterion: &mut Criterion) {
    let mut group = short(criterion, "load");
    let small = bundled("two-centres/scenario.ron");
    group.throughput(Throughput::Elements(3));
    group.bench_function("two-centres", |bencher| bencher.iter(|| load(black_box(&small))));
    for times in [1, 2, 4] {
        let files = repeated(times);
        let texts: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let areas = load_text(&texts).expect("ids differ, all else is as bundled").scenario.areas.len();
        group.throughput(Throughput::Elements(areas as u64));
        group.bench_function(BenchmarkId::new("Birmingham", areas), |bencher| {
            bencher.iter(|| load_text(black_box(&texts)).expect("it loaded before"));
        });
    }
}

fn repeated(times: usize) -> Vec<(String, String)> {
    ["scenario.ron", "areas.csv", "baseline.csv", "site_costs.csv", "sites.csv", "venues.csv"]
        .into_iter()
        .map(|name| {
            let path = bundled("birmingham-early-years").join(name);
            let text = std::fs::read_to_string(path).expect("it is bundled");
            (name.to_owned(), if name == "areas.csv" { rows_repeated(&text, times) } else { text })
        })
        .collect()
}

fn rows_repeated(text: &str, times: usize) -> String {
    let (head, rows) = text.split_once('\n').expect("a table has a head");
    let mut all = format!("{head}\n");
    for copy in 0..times {
        for row in rows.lines() {
            let (id, rest) = row.split_once(',').expect("an area has more than an id");
            writeln!(all, "{id}-{copy},{rest}").expect("a text takes what is written to it");
        }
    }
    all
}

fn prepares(criterion: &mut Criterion) {
    let mut group = short(criterion, "prepare");
    for (name, areas, scenario) in sizes() {
        group.throughput(Throughput::Elements(areas as u64));
        group.bench_function(name, |bencher| bencher.iter(|| Instance::prepare(Arc::clone(&scenario))));
    }
}

fn formulates(criterion: &mut Criterion) {
    let mut group = short(criterion, "formulate");
    for (name, areas, scenario) in sizes() {
        let problem = Problem::of(Arc::new(Instance::prepare(scenario)));
        group.throughput(Throughput::Elements(areas as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| Formulation::formulate(&problem.instance, problem.grain));
        });
    }
}

/// Every goal of a city to its own tolerance, settled on whole steps and proved by the checker.
fn solves(criterion: &mut Criterion) {
    let mut group = long(criterion, "solve");
    for areas in [30, 100, 200] {
        let instance = Arc::new(Instance::prepare(Arc::new(city(areas))));
        let settings = Settings {
            limits: Limits { work: Some(WORK), ..Limits::default() },
            alternatives: 0,
            ..Settings::default()
        };
        group.bench_function(BenchmarkId::new("all goals", areas), |bencher| {
            bencher.iter(|| {
                let answer = solve(&instance, &General::default(), &settings, &mut Quiet).expect("the solver answers");
                assert!(matches!(answer, Answer::Options(_)), "the city has a plan");
            });
        });
    }
}

/// The first goal on whole sessions to its very best, three ways: this engine, its formulation
/// through `good_lp` and microlp, and the obvious formulation through the same.
fn solves_beside_naive(criterion: &mut Criterion) {
    let mut group = long(criterion, "solve one goal");
    for (areas, sites, venues, services) in TINY {
        let scenario = generate::sized(areas, sites, venues, services, SEED);
        let size = format!("{areas}x{sites}x{venues}x{services}");
        let naive = || reference::solve_first_goal(&scenario, good_lp::microlp).expect("the city has a plan");
        let value = naive();
        let portable = Portable::microlp();
        let methods: [(&str, &dyn Method); 2] =
            [("engine, HiGHS", &General::default()), ("engine, microlp", &portable)];
        for (name, method) in methods {
            let found = first_goal(&scenario, method);
            assert!((found - value).abs() <= 1e-5 * value.abs().max(1.0), "{size}: {name} {found}, naive {value}");
            group.bench_function(BenchmarkId::new(name, &size), |bencher| {
                bencher.iter(|| first_goal(&scenario, method));
            });
        }
        group.bench_function(BenchmarkId::new("naive, microlp", &size), |bencher| bencher.iter(naive));
    }
}

/// From a scenario to the best value of its first goal.
fn first_goal(scenario: &Scenario, method: &dyn Method) -> f64 {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    let problem = Problem { instance, grain: Grain::Whole };
    let mut session = method.open(&problem).expect("the solver is there");
    let (aim, _) = stages_of(scenario)[0];
    let outcome = session.solve(aim, &Limits::default(), &mut Quiet).expect("the solver answers");
    assert_eq!(outcome.status, Status::Proven);
    outcome.value.expect("the city has a plan")
}

/// Today's plan, which is the longest there is: most offers run.
fn checks(criterion: &mut Criterion) {
    let mut group = short(criterion, "check");
    for (name, areas, scenario) in sizes() {
        let instance = Arc::new(Instance::prepare(Arc::clone(&scenario)));
        let exact = Formulation::formulate(&instance, Grain::Whole);
        let addressed = canonical_reach(&exact, &instance.baseline, Allotment::Today).expect("the solver answers");
        let plan = write_down(&instance, &instance.baseline, &addressed);
        let verdict = check(&scenario, &plan, None, &Claims::default(), Demand::ReportOnly);
        assert!(verdict.holds(), "{name}: {:?}", verdict.broken.first());
        group.throughput(Throughput::Elements(areas as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| check(&scenario, black_box(&plan), None, &Claims::default(), Demand::ReportOnly));
        });
    }
}
