//! A city's worth of rows is checked fast enough to check every plan there is.

use std::time::{Duration, Instant};

use doorstep_check::{Claims, Demand, Verdict, check};
use doorstep_scenario::{
    Area, BaselineOffer, Host, ModeIx, Plan, Position, Scenario, Service, ServiceIx, Sessions, Site, SiteIx, Strength,
};

use crate::book;
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
        service.decay = doorstep_scenario::Decay::Exponential { half: doorstep_scenario::Way(20_000) };
        service.modes[0].places = 2_000;
    }
    city.rules.clear();
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

/// The city with 900 offers under a whole rule book, and one of its services as today.
fn ruled() -> (Scenario, Plan, Plan) {
    let (mut city, mut plan) = city();
    plan.offers.truncate(900);
    plan.served.retain(|row| row.service.as_str() < "service-3");
    let mut rules = book::scenario().rules;
    rules.retain(|rule| rule.id.starts_with("rule-"));
    for rule in &mut rules {
        rule.strength = Strength::Soft { price: 1.0 };
    }
    city.rules = rules;
    city.goals = book::scenario().goals;
    city.baseline = (0..city.sites.len())
        .map(|site| BaselineOffer {
            service: ServiceIx(1),
            mode: ModeIx(0),
            host: Host::Site(SiteIx(site)),
            sessions: Sessions(8_000),
        })
        .collect();
    let today = Plan {
        levels: plan.levels.clone(),
        offers: plan.offers.iter().filter(|offer| offer.service == "service-1").cloned().collect(),
        served: plan.served.iter().filter(|row| row.service == "service-1").cloned().collect(),
    };
    (city, plan, today)
}

/// The least of several times: other work on the machine only ever adds.
fn best(run: impl Fn() -> Verdict) -> (Duration, Verdict) {
    let mut best = Duration::MAX;
    let mut last = Verdict::default();
    for _ in 0..20 {
        let start = Instant::now();
        last = run();
        best = best.min(start.elapsed());
    }
    (best, last)
}

#[test]
fn a_city_holds() {
    let (city, plan) = city();
    let verdict = check(&city, &plan, None, &Claims::default(), Demand::KeepHardRules);
    assert!(verdict.holds(), "{:?}", verdict.broken);
}

#[test]
fn a_city_under_the_whole_rule_book_is_checked() {
    let (city, plan, today) = ruled();
    let verdict = check(&city, &plan, Some(&today), &Claims::default(), Demand::KeepHardRules);
    // Today's people are sent to places at random, so others with room would reach more.
    assert!(verdict.broken.iter().all(|broken| broken.code == "CK44"), "{:?}", verdict.broken[0]);
    assert_eq!(verdict.rules.len(), book::kinds().len());
}

#[test]
#[ignore = "timing: cargo test --release -p doorstep-check -- --ignored --test-threads 1"]
fn a_city_is_checked_in_less_than_fifty_milliseconds() {
    let (city, plan) = city();
    let (took, verdict) = best(|| check(&city, &plan, None, &Claims::default(), Demand::KeepHardRules));
    assert!(verdict.holds());
    assert!(took < Duration::from_millis(50), "{} rows took {took:?}", plan.served.len());
    let (city, plan, today) = ruled();
    let (took, _) = best(|| check(&city, &plan, Some(&today), &Claims::default(), Demand::KeepHardRules));
    assert!(took < Duration::from_millis(50), "{} rows under every rule took {took:?}", plan.served.len());
}
