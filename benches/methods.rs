//! The methods beside each other, as ratios in one run: Birmingham again after one change, a frontier of
//! ten targets, futures of a city with and without capacities, a city by output areas, England by
//! neighbourhoods.
//!
//! `cargo bench --bench methods -- again frontier futures capacities fine nation [--rounds N]` prints Markdown tables;
//! without names, all of them (about half an hour). `fine decomposed` and `fine general` run one method
//! alone, for its memory. Methods take turns; figures are medians of the rounds.
//! What they were, and what they mean: docs/performance.md.

#![allow(clippy::print_stdout, reason = "figures are what it is for")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers drawn here are small")]

use doorstep::instance::Instance;
use doorstep::method::{Change, Decomposed, General, Limits, Method, Outcome, Problem, Quiet, Session, stages_of};
use doorstep::scenario::{Pence, Scenario, load};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

#[path = "../scenarios/generated/drawn/mod.rs"]
mod drawn;
#[path = "../tests/support/mod.rs"]
mod support;

use drawn::{Asked, Capacity};
use support::rng::Rng;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let rounds = words.iter().position(|word| word == "--rounds").and_then(|at| words.get(at + 1)?.parse().ok());
    let rounds: usize = rounds.unwrap_or(3);
    let named = |name: &str| {
        let any = ["again", "frontier", "futures", "capacities", "fine", "nation"]
            .iter()
            .any(|known| words.iter().any(|word| word == known));
        !any || words.iter().any(|word| word == name)
    };
    if named("again") {
        again(rounds);
    }
    if named("frontier") {
        frontier(rounds);
    }
    if named("futures") {
        futures(rounds);
    }
    if named("capacities") {
        capacities(rounds);
    }
    if named("fine") {
        fine(&words);
    }
    if named("nation") {
        nation(rounds);
    }
}

fn birmingham(variant: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/birmingham-early-years").join(variant);
    load(&path).expect("it is bundled").scenario
}

fn open(method: &dyn Method, scenario: &Scenario) -> Box<dyn Session> {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    method.open(&Problem::of(instance)).expect("the solver is there")
}

/// The first goal to a gap, and the seconds it took.
fn solved(session: &mut dyn Session, gap: f64, seconds: f64) -> (Outcome, f64) {
    let aim = stages_of(&session.formulation().instance.scenario)[0].0;
    let limits = Limits { gap: Some(gap), seconds: Some(seconds), ..Limits::default() };
    let started = Instant::now();
    let outcome = session.solve(aim, &limits, &mut Quiet).expect("the solver answers");
    (outcome, started.elapsed().as_secs_f64())
}

fn gap_of(outcome: &Outcome) -> f64 {
    outcome.gap().unwrap_or(f64::INFINITY)
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(f64::NAN)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let started = Instant::now();
    let done = work();
    (done, started.elapsed().as_secs_f64())
}

/// One change on Birmingham at 45 %, to half a per cent.
fn again(rounds: usize) {
    const GAP: f64 = 0.005;
    println!("\n## Birmingham at 45 %, one change, to 0.5 %\n");
    println!(
        "| change | general, cold, s | decomposed, cold, s | decomposed, again, s | gaps | cold general ÷ again |"
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    let base = birmingham("save-45pc.ron");
    let target = base.targets[0].clone();
    let more = Change::Target(target.id.clone(), Pence(target.amount.0 + target.amount.0 / 50));
    let less = Change::Target(target.id.clone(), Pence(target.amount.0 - target.amount.0 / 50));
    let people = base.areas[0].people[0] + 50;
    let grown = Change::People(doorstep::scenario::AreaIx(0), doorstep::scenario::GroupIx(0), people);
    for (name, change) in [("target 2 % higher", more), ("target 2 % lower", less), ("50 children more", grown)] {
        let (mut general, mut cold, mut warm, mut gaps) = (Vec::new(), Vec::new(), Vec::new(), String::new());
        for _ in 0..rounds {
            let mut session = open(&Decomposed, &base);
            solved(&mut *session, GAP, 60.0);
            let (found, seconds) = timed(|| {
                session.change(change.clone()).expect("it is there");
                solved(&mut *session, GAP, 60.0).0
            });
            let changed = (*session.formulation().instance.scenario).clone();
            warm.push(seconds);
            let (by_general, seconds) = timed(|| solved(&mut *open(&General::default(), &changed), GAP, 60.0).0);
            general.push(seconds);
            let (by_cold, seconds) = timed(|| solved(&mut *open(&Decomposed, &changed), GAP, 60.0).0);
            cold.push(seconds);
            gaps = format!(
                "{:.2} / {:.2} / {:.2} %",
                100.0 * gap_of(&by_general),
                100.0 * gap_of(&by_cold),
                100.0 * gap_of(&found)
            );
        }
        let (general, cold, warm) = (median(general), median(cold), median(warm));
        println!("| {name} | {general:.1} | {cold:.1} | {warm:.1} | {gaps} | {:.1} |", general / warm);
    }
}

/// Ten targets in one session, and each anew.
fn frontier(rounds: usize) {
    const GAP: f64 = 0.005;
    println!("\n## Birmingham, ten targets from 15 to 60 %, each to 0.5 % or 20 s\n");
    println!("| method | s in all | gaps, least to most |");
    println!("| --- | --- | --- |");
    let base = birmingham("save-45pc.ron");
    let target = base.targets[0].clone();
    let whole = target.amount.0 as f64 / 0.45;
    let amounts: Vec<Pence> = (0..10).map(|step| Pence((whole * (0.15 + 0.05 * f64::from(step))) as i64)).collect();
    let mut totals: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut spans = [String::new(), String::new()];
    let span = |gaps: &mut Vec<f64>| {
        gaps.sort_by(f64::total_cmp);
        format!("{:.2} to {:.2} %", 100.0 * gaps[0], 100.0 * gaps[gaps.len() - 1])
    };
    for _ in 0..rounds {
        let mut gaps = Vec::new();
        let ((), seconds) = timed(|| {
            let mut session = open(&Decomposed, &base);
            for amount in &amounts {
                session.change(Change::Target(target.id.clone(), *amount)).expect("it is there");
                gaps.push(gap_of(&solved(&mut *session, GAP, 20.0).0));
            }
        });
        totals[0].push(seconds);
        spans[0] = span(&mut gaps);
        let mut gaps = Vec::new();
        let ((), seconds) = timed(|| {
            for amount in &amounts {
                let mut changed = base.clone();
                changed.targets[0].amount = *amount;
                gaps.push(gap_of(&solved(&mut *open(&General::default(), &changed), GAP, 20.0).0));
            }
        });
        totals[1].push(seconds);
        spans[1] = span(&mut gaps);
    }
    let [ours, general] = totals.map(median);
    println!("| decomposed, one session | {ours:.1} | {} |", spans[0]);
    println!("| general, each anew | {general:.1} | {} |", spans[1]);
    println!("\nRatio {:.1}.", general / ours);
}

/// Demand × lognormal 20 %, costs ± 10 %, money ± 20 %.
fn perturbed(base: &Scenario, seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 77);
    let mut changed = base.clone();
    for area in &mut changed.areas {
        let times = (0.2 * rng.normal()).exp();
        area.people.iter_mut().for_each(|people| *people = (f64::from(*people) * times).round() as u32);
    }
    for cost in changed.sites.iter_mut().flat_map(|site| &mut site.costs) {
        cost.amount = Pence((cost.amount.0 as f64 * rng.real(0.9, 1.1)) as i64);
    }
    let all: i64 = changed.sites.iter().flat_map(|site| &site.costs).map(|cost| cost.amount.0).sum();
    if let Some(target) = changed.targets.first_mut() {
        let kept = (all - target.amount.0) as f64 * rng.real(0.8, 1.2);
        target.amount = Pence(all - (kept as i64).min(all));
    }
    changed
}

/// Many futures of a city without capacity, each certified to 0.1 %.
fn futures(rounds: usize) {
    const GAP: f64 = 0.001;
    const MANY: u64 = 200;
    const FEW: u64 = 5;
    println!("\n## Futures of a city, one service, 640 areas × 261 sites, room for everybody, each to 0.1 %\n");
    println!("| method | futures | a second | certified |");
    println!("| --- | --- | --- | --- |");
    let base = drawn::scenario(&Asked::sites(640, 261, Capacity::Ample, 1));
    let (mut ours, mut general, mut certified) = (Vec::new(), Vec::new(), 0);
    for _ in 0..rounds {
        certified = 0;
        let mut session = open(&Decomposed, &base);
        solved(&mut *session, GAP, 60.0);
        let ((), seconds) = timed(|| {
            for seed in 0..MANY {
                session.change(Change::Scenario(Arc::new(perturbed(&base, seed)))).expect("it fits");
                certified += usize::from(gap_of(&solved(&mut *session, GAP, 60.0).0) <= GAP);
            }
        });
        ours.push(MANY as f64 / seconds);
        let ((), seconds) = timed(|| {
            for seed in 0..FEW {
                solved(&mut *open(&General::default(), &perturbed(&base, seed)), GAP, 60.0);
            }
        });
        general.push(FEW as f64 / seconds);
    }
    let (ours, general) = (median(ours), median(general));
    println!("| decomposed, one session | {MANY} | {ours:.1} | {certified} |");
    println!("| general, each anew | {FEW} | {general:.2} | |");
    println!("\nRatio {:.0}, drawing and preparing the scenarios included.", ours / general);
}

/// Costs of sites × 0.9 to 1.1, demand × lognormal 20 %, the target × 0.9 to 1.1.
fn tight(base: &Scenario, seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 78);
    let mut changed = base.clone();
    for area in &mut changed.areas {
        let times = (0.2 * rng.normal()).exp();
        area.people.iter_mut().for_each(|people| *people = (f64::from(*people) * times).round() as u32);
    }
    for cost in changed.sites.iter_mut().flat_map(|site| &mut site.costs) {
        cost.amount = Pence((cost.amount.0 as f64 * rng.real(0.9, 1.1)) as i64);
    }
    for target in &mut changed.targets {
        target.amount = Pence((target.amount.0 as f64 * rng.real(0.9, 1.1)) as i64);
    }
    changed
}

/// Futures of a city in which places run out.
fn capacities(rounds: usize) {
    const MANY: u64 = 50;
    const FEW: u64 = 5;
    const SECONDS: f64 = 10.0;
    println!("\n## Futures of a city with capacities, 640 areas × 61 sites and 200 venues, six services\n");
    println!("| to | method | futures | s each | reached the gap | gaps, median and most |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let base = drawn::scenario(&Asked::city(Capacity::Binding, 1));
    for gap in [0.005, 0.001] {
        let mut each = [Vec::new(), Vec::new()];
        let mut gaps = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            gaps = [Vec::new(), Vec::new()];
            let mut session = open(&Decomposed, &base);
            solved(&mut *session, gap, SECONDS);
            let ((), seconds) = timed(|| {
                for seed in 0..MANY {
                    session.change(Change::Scenario(Arc::new(tight(&base, seed)))).expect("it fits");
                    gaps[0].push(gap_of(&solved(&mut *session, gap, SECONDS).0));
                }
            });
            each[0].push(seconds / MANY as f64);
            let ((), seconds) = timed(|| {
                for seed in 0..FEW {
                    let mut session = open(&General::default(), &tight(&base, seed));
                    gaps[1].push(gap_of(&solved(&mut *session, gap, SECONDS).0));
                }
            });
            each[1].push(seconds / FEW as f64);
        }
        let [ours, general] = each.map(median);
        for (at, name) in ["decomposed, one session", "general, each anew"].into_iter().enumerate() {
            let (found, seconds) = (&gaps[at], if at == 0 { ours } else { general });
            let near = found.iter().filter(|found| **found <= gap + 1e-9).count();
            let most = found.iter().copied().fold(0.0, f64::max);
            let (middle, most) = (100.0 * median(found.clone()), 100.0 * most);
            let (share, count) = (100.0 * gap, found.len());
            println!("| {share:.1} % | {name} | {count} | {seconds:.2} | {near} | {middle:.2} and {most:.2} % |");
        }
        println!("\nRatio {:.1}, preparing included; ten seconds at most for each.\n", general / ours);
    }
}

/// The drawn city in areas a fifth as large: as many people on as much ground.
fn by_output_areas() -> Scenario {
    const AREAS: usize = 3_223;
    let mut scenario = drawn::scenario(&Asked { areas: AREAS, ..Asked::city(Capacity::Binding, 1) });
    let fewer = Asked::city(Capacity::Binding, 1).areas as f64 / AREAS as f64;
    let nearer = |metres: &mut i32| *metres = (f64::from(*metres) * fewer.sqrt()).round() as i32;
    let areas = scenario.areas.iter_mut().map(|area| &mut area.position);
    let sites = scenario.sites.iter_mut().map(|site| &mut site.position);
    for position in areas.chain(sites).chain(scenario.venues.iter_mut().map(|venue| &mut venue.position)) {
        nearer(&mut position.easting);
        nearer(&mut position.northing);
    }
    for people in scenario.areas.iter_mut().flat_map(|area| &mut area.people) {
        *people = (f64::from(*people) * fewer).round() as u32;
    }
    scenario
}

/// A city by output areas, with capacities: the first goal after some seconds.
fn fine(words: &[String]) {
    println!("\n## 3,223 areas × 61 sites and 200 venues, six services, capacities: first goal\n");
    println!("| method | pairs | limit, s | took, s | value | bound | gap | peak of the process, MB |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let base = by_output_areas();
    let wanted = |name: &str| {
        let one = words.iter().any(|word| word == "decomposed" || word == "general");
        !one || words.iter().any(|word| word == name)
    };
    let methods: [(&str, &dyn Method); 2] = [("decomposed", &Decomposed), ("general", &General::default())];
    for (name, method) in methods.into_iter().filter(|(name, _)| wanted(name)) {
        for seconds in [5.0, 60.0] {
            let mut session = open(method, &base);
            let pairs = session.formulation().instance.arms.len();
            let (found, took) = solved(&mut *session, 0.0, seconds);
            let number = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| format!("{value:.1}"));
            let (value, bound, gap) = (number(found.value), number(found.bound), 100.0 * gap_of(&found));
            println!("| {name} | {pairs} | {seconds} | {took:.1} | {value} | {bound} | {gap:.2} % | {} |", peak());
        }
    }
}

/// The most memory this process has held, in MB, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kilobytes.map_or_else(|| "–".to_owned(), |kilobytes| format!("{:.0}", kilobytes / 1024.0))
}

/// England by neighbourhoods, one service, room for everybody.
fn nation(rounds: usize) {
    println!("\n## 33,755 areas × 3,500 sites, one service, room for everybody\n");
    println!("| seed | pairs | prepared, s | to 0.1 %, s | to 0.01 %, s | gap |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for seed in 1..=rounds as u64 {
        let scenario = Arc::new(drawn::scenario(&Asked::national(Capacity::Ample, seed)));
        let (instance, prepared) = timed(|| Arc::new(Instance::prepare(scenario)));
        let at = |gap: f64| {
            let problem = Problem::of(Arc::clone(&instance));
            timed(|| solved(&mut *Decomposed.open(&problem).expect("the solver is there"), gap, 60.0).0)
        };
        let ((_, rough), (found, fine)) = (at(0.001), at(0.0001));
        let pairs = instance.arms.len();
        println!("| {seed} | {pairs} | {prepared:.2} | {rough:.2} | {fine:.2} | {:.4} % |", 100.0 * gap_of(&found));
    }
}
