//! Published problems with known answers, as ordinary scenarios along the ordinary path: written as a
//! folder, loaded, solved, proved by the checker.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(clippy::float_cmp, reason = "whole numbers of sites")]

#[path = "../scenarios/from-tables/shape.rs"]
mod shape;

use doorstep::explore::{Answer, Options, Settings, solve};
use doorstep::instance::Instance;
use doorstep::measures::{Known, Steps, floating_catchment};
use doorstep::method::{General, Limits, Quiet, Status};
use shape::{Demand, Question, Shape, Site};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn published(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("published").join(name)
}

/// The options for a question, proved optimal.
fn answer(name: &str, shape: &Shape, question: &Question) -> Box<Options> {
    let folder = folder(name);
    shape.write(question, &folder).unwrap();
    let loaded = doorstep_scenario::load(&folder.join("scenario.ron"));
    let loaded = loaded.unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    let instance = Arc::new(Instance::prepare(Arc::new(loaded.scenario)));
    let settings =
        Settings { limits: Limits { gap: Some(0.0), ..Limits::default() }, alternatives: 0, ..Settings::default() };
    match solve(&instance, &General::default(), &settings, &mut Quiet) {
        Ok(Answer::Options(options)) => {
            assert_eq!(options.status, Status::Proven, "{name}: {:?}", options.plan.goals);
            options
        }
        other => panic!("{name}: {other:?}"),
    }
}

fn value(name: &str, shape: &Shape, question: &Question) -> f64 {
    answer(name, shape, question).plan.goals[0].value
}

/// To a billionth, which is what the published figures are held to.
fn near(found: f64, known: f64) -> bool {
    (found - known).abs() <= 1e-9 * known.abs()
}

fn cells(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(|line| line.split(',').map(str::trim).collect())
}

fn stores() -> Shape {
    let demand = published("sf-stores-205/neighbourhoods.csv");
    let sites = published("sf-stores-205/sites.csv");
    let travel = published("sf-stores-205/travel.csv");
    let site = |id: &str| Site { id: id.to_owned(), cost: 1.0, capacity: None, keep: false };
    Shape {
        demand: cells(&demand).map(|row| Demand { id: row[0].to_owned(), people: row[1].parse().unwrap() }).collect(),
        sites: cells(&sites).map(|row| site(row[0])).collect(),
        travel: cells(&travel).map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].parse().unwrap())).collect(),
    }
}

fn open_sites(options: &Options) -> Vec<&str> {
    options.plan.plan.levels.iter().filter(|(_, level)| level != "closed").map(|(site, _)| site.as_str()).collect()
}

#[test]
fn san_francisco_is_covered_by_as_few_stores_as_published() {
    let mut stores = stores();
    assert_eq!(stores.demand.iter().map(|demand| demand.people).sum::<u32>(), 955_113);
    assert_eq!(value("cover-5000", &stores, &Question::Cover { within: 5000.0 }), 8.0);
    assert_eq!(value("cover-8000", &stores, &Question::Cover { within: 8000.0 }), 3.0);
    for site in stores.sites.iter_mut().filter(|site| ["Store_3", "Store_7"].contains(&site.id.as_str())) {
        site.keep = true;
    }
    assert_eq!(value("cover-8000-kept", &stores, &Question::Cover { within: 8000.0 }), 4.0);
}

#[test]
fn so_many_stores_cover_as_many_people_as_published() {
    let stores = stores();
    let known = [448_255, 671_938, 791_499, 875_247, 927_402, 941_462, 950_428, 955_113];
    for (open, known) in (1..).zip(known) {
        let options = answer("most-covered", &stores, &Question::MostCovered { within: 5000.0, open });
        let found = options.plan.goals[0].value;
        assert!((found - f64::from(known)).abs() < 1e-6, "{open} stores: {found} and not {known}");
        if open == 4 {
            assert_eq!(open_sites(&options), ["Store_11", "Store_12", "Store_15", "Store_2"]);
            let reached =
                |area: &&doorstep_scenario::Area| options.plan.plan.served.iter().any(|served| served.area == area.id);
            let areas = areas_of(&stores);
            assert_eq!(areas.iter().filter(|area| !reached(area)).count(), 21);
        }
    }
}

fn areas_of(shape: &Shape) -> Vec<doorstep_scenario::Area> {
    let folder = folder("areas");
    shape.write(&Question::LeastCost, &folder).unwrap();
    doorstep_scenario::load(&folder.join("scenario.ron")).unwrap().scenario.areas
}

#[test]
fn four_stores_are_as_near_in_all_and_to_the_farthest_as_published() {
    let stores = stores();
    let median = value("median", &stores, &Question::Median { open: 4 });
    assert!(near(median, 2_848_268_129.714_5), "{median}");
    let options = answer("centre", &stores, &Question::Centre { open: 4 });
    let centre = options.plan.goals[0].value;
    assert!(near(centre, 7_403.063_810_849_859), "{centre}");
    assert_eq!(open_sites(&options), ["Store_11", "Store_13", "Store_15", "Store_7"]);
}

/// Shortest ways between all vertices; a repeated edge replaces the one before.
fn pmed(file: &str) -> (Shape, u32) {
    let text = published(file);
    let numbers: Vec<usize> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let (count, open) = (numbers[0], u32::try_from(numbers[2]).unwrap());
    let mut way = vec![vec![f64::INFINITY; count]; count];
    for edge in numbers[3..].chunks_exact(3) {
        let (a, b, length) = (edge[0] - 1, edge[1] - 1, u32::try_from(edge[2]).unwrap());
        way[a][b] = f64::from(length);
        way[b][a] = f64::from(length);
    }
    way.iter_mut().enumerate().for_each(|(at, ways)| ways[at] = 0.0);
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                way[from][to] = way[from][to].min(way[from][via] + way[via][to]);
            }
        }
    }
    let travel = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
    let shape = Shape {
        demand: (0..count).map(|at| Demand { id: format!("d{at:03}"), people: 1 }).collect(),
        sites: (0..count).map(|at| Site { id: format!("s{at:03}"), cost: 1.0, capacity: None, keep: false }).collect(),
        travel: travel.map(|(from, to)| (format!("d{from:03}"), format!("s{to:03}"), way[from][to])).collect(),
    };
    (shape, open)
}

#[test]
fn medians_and_centres_of_the_or_library_are_the_published_ones() {
    let known = [(1, 5819.0, 127.0), (2, 4093.0, 98.0), (3, 4250.0, 93.0), (4, 3034.0, 74.0), (5, 1355.0, 48.0)];
    for (number, median, centre) in known {
        let (shape, open) = pmed(&format!("orlib-pmed/pmed{number}.txt"));
        let found = value(&format!("pmed{number}-median"), &shape, &Question::Median { open });
        assert!(near(found, median), "pmed{number}: {found} in all and not {median}");
        let found = value(&format!("pmed{number}-centre"), &shape, &Question::Centre { open });
        assert!(near(found, centre), "pmed{number}: {found} to the farthest and not {centre}");
    }
}

/// Capacity and fixed cost of every site; of every customer the demand, and what it costs to serve all
/// of it from each site.
fn capacitated(file: &str) -> Shape {
    let text = published(file);
    let mut numbers = text.split_whitespace().map(|word| word.parse::<f64>().unwrap());
    let mut next = || numbers.next().unwrap();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts in a published file")]
    let whole = |value: f64| value.round() as u32;
    let (sites, customers) = (whole(next()), whole(next()));
    let mut shape = Shape::default();
    for at in 0..sites {
        let (capacity, cost) = (whole(next()), next());
        shape.sites.push(Site { id: format!("s{at:02}"), cost, capacity: Some(capacity), keep: false });
    }
    for at in 0..customers {
        let people = whole(next());
        shape.demand.push(Demand { id: format!("d{at:02}"), people });
        for site in 0..sites {
            shape.travel.push((format!("d{at:02}"), format!("s{site:02}"), next() / f64::from(people)));
        }
    }
    shape
}

#[test]
fn capacitated_locations_of_the_or_library_cost_what_is_published() {
    for (number, known) in BTreeMap::from([(41, 1_040_444.375), (71, 932_615.75), (101, 796_648.437_5)]) {
        let shape = capacitated(&format!("orlib-cap/cap{number}.txt"));
        let found = value(&format!("cap{number}"), &shape, &Question::LeastCost);
        assert!(near(found, known), "cap{number}: {found} and not {known}");
    }
}

#[test]
fn floating_catchments_score_access_as_published() {
    let number = |word: &str| word.parse::<f64>().unwrap();
    let at = |id: &str| id.parse::<usize>().unwrap() - 1;
    let (zones, travel, expected) =
        ["zones", "travel", "expected"].map(|table| published(&format!("access-fca/{table}.csv"))).into();
    let people: Vec<f64> = cells(&zones).map(|row| number(row[1])).collect();
    let supply: Vec<f64> = cells(&zones).map(|row| number(row[2])).collect();
    let mut compared = 0;
    for scenario in ["0", "1", "2", "3"] {
        let ways: Vec<Known> = cells(&travel)
            .filter(|row| row[0] == scenario)
            .map(|row| Known { area: at(row[1]), place: at(row[2]), way: number(row[3]) })
            .collect();
        for (steps, column) in [(Steps::Two, 2), (Steps::Three, 3)] {
            let scores = floating_catchment(&people, &supply, &ways, 61.0, |way| 1.0 / way, steps);
            for row in cells(&expected).filter(|row| row[0] == scenario) {
                let (found, known) = (scores[at(row[1])], number(row[column]));
                assert!(near(found, known), "{steps:?}, {scenario}, zone {}: {found} and not {known}", row[1]);
                compared += 1;
            }
            // Everything there is, is shared out.
            let all: f64 = people.iter().zip(&scores).map(|(people, score)| people * score).sum();
            assert!(near(all, 135.0), "{all}");
        }
    }
    assert_eq!(compared, 24);
}
