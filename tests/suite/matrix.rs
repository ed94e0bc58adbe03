//! Travel by a supplied table: the same ways in a table are the same scenario, and where there is no
//! way nobody comes.

use crate::chain::{checked, each, faults, none_wrong, prepared, run, values};
use crate::support::rng::Rng;
use crate::support::{facts, generate};
use crate::written;
use doorstep::formulation::Grain;
use doorstep::instance::{Arm, Instance};
use doorstep::method::{General, stages_of};
use doorstep_scenario::{
    AreaIx, GoalKind, Host, KnownWay, Matrix, Position, Scenario, SiteIx, Travel, TravelMode, TravelModeIx, VenueIx,
    Way, WayUnit, load_text,
};

/// Sites, then venues.
fn places(scenario: &Scenario) -> Vec<(Host, Position)> {
    let sites = scenario.sites.iter().enumerate().map(|(at, site)| (Host::Site(SiteIx(at)), site.position));
    let venues = scenario.venues.iter().enumerate().map(|(at, venue)| (Host::Venue(VenueIx(at)), venue.position));
    sites.chain(venues).collect()
}

/// Every straight line of a drawn scenario in a table: by bus or on foot, and sometimes longer by the
/// other; some modes of services name both again, and cars would be quicker, but nobody has one. In
/// minutes each metre is a tenth.
pub fn tabled(scenario: &Scenario, unit: WayUnit, rng: &mut Rng) -> Scenario {
    let mut modes = ["bus", "car", "walk"].map(|id| TravelMode { id: id.to_owned(), ways: Vec::new() });
    for (area, home) in scenario.areas.iter().enumerate() {
        for (place, (_, at)) in places(scenario).into_iter().enumerate() {
            let value = facts::metres(scenario, home.position, at) / f64::from(unit.steps());
            let way = |value| KnownWay { area: area as u32, place: place as u32, value };
            let quicker = rng.pick(&[0, 2]);
            modes[quicker].ways.push(way(value));
            modes[1].ways.push(way(value / 3.0));
            if rng.chance(0.5) {
                modes[2 - quicker].ways.push(way(value + rng.unit() * 9.0));
            }
        }
    }
    let both = vec![TravelModeIx(0), TravelModeIx(2)];
    let mut scenario = scenario.clone();
    scenario.travel = Travel::Matrix(Matrix { unit, by: both.clone(), modes: modes.into() });
    for mode in scenario.services.iter_mut().flat_map(|service| &mut service.modes) {
        mode.by = rng.chance(0.3).then(|| both.clone());
    }
    scenario
}

fn written_and_read(scenario: &Scenario, seed: u64, salt: u64) -> Result<Scenario, String> {
    let files = written::files(scenario, &mut Rng::new(seed, salt), true);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    load_text(&files).map(|loaded| loaded.scenario).map_err(|faults| format!("{faults:?}"))
}

fn same_arms(straight: &Instance, table: &Instance, unit: WayUnit) -> bool {
    let scaled = |mut arm: Arm| {
        arm.travel /= f64::from(unit.steps());
        arm
    };
    straight.arms.iter().copied().map(scaled).eq(table.arms.iter().copied())
}

#[test]
fn straight_lines_written_as_a_table_give_the_same_arms_and_the_same_values() {
    let found = each(0..80, |seed| {
        let mut drawn = generate::small(seed);
        drawn.levels[0].costs.clear();
        drawn.sites.iter_mut().for_each(|site| site.costs.retain(|cost| cost.level.0 > 0));
        // Some draws say what the language refuses: two hard locks of one site, say.
        let straight = written_and_read(&drawn, seed, 1).ok()?;
        // What a minute is worth is not what a kilometre is: goals about travel are told in the same unit.
        let by_travel = |kind: GoalKind| {
            !matches!(
                kind,
                GoalKind::MostReach(_)
                    | GoalKind::BestWorst { .. }
                    | GoalKind::LeastCost { travel: None }
                    | GoalKind::FewestChanges
            )
        };
        let metres = seed % 2 == 0 || straight.goals.iter().any(|goal| by_travel(goal.kind));
        let unit = if metres { WayUnit::Metres } else { WayUnit::Minutes };
        let table = tabled(&straight, unit, &mut Rng::new(seed, 2));
        let compare = || {
            let read = written_and_read(&table, seed, 3)?;
            if read.travel != table.travel || read.services != table.services {
                return Err("what is read is not what was written".to_owned());
            }
            if !same_arms(&prepared(&straight), &prepared(&read), unit) {
                return Err("the arms differ".to_owned());
            }
            let solve =
                |scenario| values(&run(scenario, &General::default(), Grain::Whole).staged, stages_of(scenario).len());
            let (before, after) = (solve(&straight)?, solve(&read)?);
            if before == after { Ok(()) } else { Err(format!("{before:?} by line, {after:?} by table")) }
        };
        Some(compare().map_err(|why| format!("small({seed}): {why}")))
    });
    let compared = found.iter().flatten().count();
    println!("{compared} of {} were compared", found.len());
    assert!(compared >= 40, "only {compared} of {} can be written", found.len());
    none_wrong(found.into_iter().flatten());
}

#[test]
fn the_checker_finds_the_same_ways_with_many_missing_and_each_mode_of_its_own() {
    none_wrong(each(0..80, |seed| {
        let mut rng = Rng::new(seed, 4);
        let unit = if seed % 2 == 0 { WayUnit::Minutes } else { WayUnit::Metres };
        let mut scenario = tabled(&generate::small(seed), unit, &mut rng);
        let Travel::Matrix(matrix) = &mut scenario.travel else { unreachable!() };
        for mode in &mut matrix.modes {
            mode.ways.retain(|_| rng.chance(0.7));
            mode.ways.iter_mut().for_each(|way| way.value *= 0.5 + rng.unit());
        }
        matrix.by = vec![TravelModeIx(rng.below(3))];
        for mode in scenario.services.iter_mut().flat_map(|service| &mut service.modes) {
            mode.by = rng.chance(0.5).then(|| vec![TravelModeIx(rng.below(3))]);
        }
        let found = run(&scenario, &General::default(), Grain::Whole);
        if found.staged.columns.is_none() {
            return Ok(());
        }
        let (_, _, verdict) = checked(&found);
        if verdict.broken.is_empty() { Ok(()) } else { Err(format!("small({seed}): {}", faults(&verdict))) }
    }));
}

/// Two areas, a site and a venue, with these ways on foot and by bus.
fn asked(walk: &[(u32, u32, f64)], bus: &[(u32, u32, f64)]) -> Instance {
    let usable = |drawn: &Scenario| prepared(drawn).offers.iter().any(|offer| offer.host == Host::Site(SiteIx(0)));
    let mut drawn = (0..1_000).map(generate::small).find(|drawn| !drawn.venues.is_empty() && usable(drawn)).unwrap();
    let ways = |ways: &[(u32, u32, f64)]| {
        ways.iter().map(|(area, place, value)| KnownWay { area: *area, place: *place, value: *value }).collect()
    };
    let modes = vec![
        TravelMode { id: "bus".to_owned(), ways: ways(bus) },
        TravelMode { id: "walk".to_owned(), ways: ways(walk) },
    ];
    drawn.travel = Travel::Matrix(Matrix { unit: WayUnit::Minutes, by: vec![TravelModeIx(0), TravelModeIx(1)], modes });
    Instance::prepare(std::sync::Arc::new(drawn))
}

#[test]
fn the_least_of_the_travel_modes_counts_to_the_tenth_of_a_minute() {
    let instance = asked(&[(0, 0, 12.34), (1, 0, 8.0)], &[(0, 0, 11.96), (1, 0, 8.05)]);
    let way = |area| instance.journey(AreaIx(area), Host::Site(SiteIx(0)));
    let shown = |area| way(area).map(|found| (found.given.to_string(), found.way));
    assert_eq!(shown(0), Some(("11.96".to_owned(), Way(120))));
    assert_eq!(shown(1), Some(("8".to_owned(), Way(80))));
}

#[test]
fn a_pair_that_no_travel_mode_knows_has_no_way_and_is_counted() {
    let venue = u32::try_from(asked(&[], &[]).scenario.sites.len()).unwrap();
    let instance = asked(&[(0, venue, 3.0)], &[]);
    let to = |area, host| instance.journey(AreaIx(area), host).map(|found| found.way);
    assert_eq!(to(0, Host::Venue(VenueIx(0))), Some(Way(30)));
    assert_eq!(to(1, Host::Venue(VenueIx(0))), None);
    assert_eq!(to(0, Host::Site(SiteIx(0))), None);
    assert_eq!(to(1, Host::Everywhere), Some(Way(0)));
    let (none, of_none) = asked(&[], &[]).pairs_without_way();
    assert_eq!(none, of_none, "with an empty table nobody can go anywhere");
    let (missing, all) = instance.pairs_without_way();
    let usable = instance.offers.iter().any(|offer| offer.host == Host::Venue(VenueIx(0)));
    assert_eq!((missing, all), (of_none - usize::from(usable), of_none));
}

#[test]
fn a_mode_of_a_service_goes_by_its_own_travel_modes() {
    let instance = asked(&[(0, 0, 20.0)], &[(0, 0, 5.0)]);
    let mut scenario = (*instance.scenario).clone();
    let offer = instance.offers.iter().position(|offer| offer.host == Host::Site(SiteIx(0))).unwrap();
    let (service, mode) = (instance.offers[offer].service.0, instance.offers[offer].mode.0);
    scenario.services[service].modes[mode].by = Some(vec![TravelModeIx(1)]);
    let on_foot = prepared(&scenario);
    assert_eq!(instance.journey_to_offer(AreaIx(0), offer).map(|found| found.way), Some(Way(50)));
    assert_eq!(on_foot.journey_to_offer(AreaIx(0), offer).map(|found| found.way), Some(Way(200)));
    assert_eq!(on_foot.journey(AreaIx(0), Host::Site(SiteIx(0))).map(|found| found.way), Some(Way(50)));
}
