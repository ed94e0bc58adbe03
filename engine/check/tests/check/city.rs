//! A city's worth of rows is checked fast enough to check every plan there is.

use std::time::{Duration, Instant};

use doorstep_check::{Claims, Demand, check};
use doorstep_scenario::{Area, Plan, Position, Scenario, Service, Site};

use crate::corruption::Draw;
use crate::town::{offered, scenario, served};

/// 639 areas, 260 sites, 6 services: each area's two groups are addressed by 10 sites for each.
fn city() -> (Scenario, Plan) {
    let mut draw = Draw(42);
    let mut city = scenario();
    let (area, site, service) = (city.areas[0].clone(), city.sites[0].clone(), city.services[1].clone());
    let mut position = || Position {
        easting: 400_000 + i32::try_from(draw.below(15_000)).unwrap(),
        northing: 280_000 + i32::try_from(draw.below(15_000)).unwrap(),
    };
    city.areas =
        (0..639).map(|number| Area { id: format!("E{number:08}"), position: position(), ..area.clone() }).collect();
    city.sites = (0..260)
        .map(|number| Site { id: format!("site-{number:03}"), position: position(), rooms: 40, ..site.clone() })
        .collect();
    city.services = (0..6).map(|number| Service { id: format!("service-{number}"), ..service.clone() }).collect();
    for service in &mut city.services {
        service.decay = doorstep_scenario::Decay::Exponential { half: doorstep_scenario::Metres(20_000) };
        service.modes[0].places = 2_000;
    }
    city.rules = Vec::new();
    city.targets = Vec::new();
    city.baseline = Vec::new();
    let levels = city.sites.iter().map(|site| (site.id.clone(), "hub".to_owned())).collect();
    let (mut offers, mut rows) = (Vec::new(), Vec::new());
    for service in &city.services {
        offers.extend(city.sites.iter().map(|site| offered(&service.id, "centre", &site.id, 8_000)));
    }
    for area in &city.areas {
        for group in ["babies", "toddlers"] {
            for service in &city.services {
                let mut places: Vec<usize> = (0..8).map(|_| draw.below(260)).collect();
                places.sort_unstable();
                places.dedup();
                for place in places {
                    rows.push(served(&area.id, group, &service.id, "centre", &city.sites[place].id, 6.25));
                }
            }
        }
    }
    (city, Plan { levels, offers, served: rows })
}

#[test]
fn a_city_holds() {
    let (city, plan) = city();
    let verdict = check(&city, &plan, None, &Claims::default(), Demand::KeepHardRules);
    assert!(verdict.holds(), "{:?}", verdict.broken);
}

#[test]
#[ignore = "timing: cargo test --release -p doorstep-check -- --ignored"]
fn a_city_is_checked_in_less_than_fifty_milliseconds() {
    let (city, plan) = city();
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        assert!(check(&city, &plan, None, &Claims::default(), Demand::KeepHardRules).holds());
        best = best.min(start.elapsed());
    }
    assert!(best < Duration::from_millis(50), "{} rows took {best:?}", plan.served.len());
}
