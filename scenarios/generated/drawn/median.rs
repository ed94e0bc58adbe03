//! p-median, as the problems of the OR-Library are: as many sites as people to serve, ways in whole
//! units, so many sites, least travel in all.

use super::land::{Land, Spot, width};
use super::room::straight;
use super::{Asked, Capacity, goal, ground};
use crate::support::blank::rule;
use doorstep_scenario::{
    Area, At, Decay, District, DistrictIx, GoalKind, KnownWay, Level, LevelIx, LineIx, Matrix, Mode, Pence, Per,
    Position, RuleKind, Scenario, Service, ServiceIx, Sessions, Share, Site, SiteCost, Strength, Tier, Travel,
    TravelMode, TravelModeIx, WayUnit,
};

const OPEN: LevelIx = LevelIx(1);
/// The side of the square the points lie in: ways are about as long as in pmed1 to pmed40.
const SIDE: i64 = 300;

pub fn scenario(asked: &Asked) -> Scenario {
    let land = land(asked);
    let asked = &Asked { groups: 1, capacity: Capacity::Ample, ..asked.clone() };
    let mut s = ground(asked, &land, &[("sites", "Sites")]);
    s.levels.push(Level { id: "open".to_owned(), hours: 1.0, costs: Vec::new() });
    let pound = SiteCost { level: OPEN, line: LineIx(0), amount: Pence(100) };
    let site = |spot: &Spot| Site {
        id: spot.id.clone(),
        name: spot.id.clone(),
        district: spot.district,
        position: spot.position,
        deprivation: None,
        rooms: 1,
        baseline: LevelIx(0),
        levels: vec![LevelIx(0), OPEN],
        illustrative: true,
        costs: vec![pound],
    };
    s.sites = land.sites.iter().map(site).collect();
    s.travel = travel(&s);
    s.services.push(service(asked.areas));
    s.rules.push(rule(RuleKind::ServeEveryone { service: ServiceIx(0) }, Strength::Hard));
    "everyone".clone_into(&mut s.rules[0].id);
    let few = RuleKind::AtMost { count: asked.open as u32, levels: vec![OPEN], per: Per::Overall, sites: None };
    s.rules.push(rule(few, Strength::Hard));
    "few".clone_into(&mut s.rules[1].id);
    s.goals.push(goal(GoalKind::LeastTravel(ServiceIx(0)), 0.0));
    s
}

fn land(asked: &Asked) -> Land {
    let mut rng = asked.stream(7);
    let digits = width(asked.areas);
    let mut place = || 400_000 + rng.whole(0, SIDE) as i32;
    let points: Vec<Position> =
        (0..asked.areas).map(|_| Position { easting: place(), northing: place() - 100_000 }).collect();
    let area = |(n, position): (usize, &Position)| {
        let id = format!("area-{:0digits$}", n + 1);
        let (name, district) = (id.clone(), DistrictIx(0));
        Area { id, name, district, deprivation: None, position: *position, people: vec![1], need: 1.0, shares: vec![] }
    };
    let spot = |(n, position): (usize, &Position)| Spot {
        id: format!("site-{:0digits$}", n + 1),
        district: DistrictIx(0),
        position: *position,
        deprivation: None,
    };
    Land {
        districts: vec![District { id: "all".to_owned() }],
        areas: points.iter().enumerate().map(area).collect(),
        sites: points.iter().enumerate().map(spot).collect(),
        venues: Vec::new(),
        notes: Vec::new(),
    }
}

/// Straight lines, rounded: a table, because a published problem is one.
fn travel(s: &Scenario) -> Travel {
    let way = |(area, from): (u32, Position), (place, to): (u32, Position)| KnownWay {
        area,
        place,
        value: straight(from, to).round(),
    };
    let from = s.areas.iter().map(|area| area.position).zip(0..).map(|(at, n)| (n, at));
    let to = || s.sites.iter().map(|site| site.position).zip(0..).map(|(at, n)| (n, at));
    let ways = from.flat_map(|from| to().map(move |to| way(from, to))).collect();
    let modes = vec![TravelMode { id: String::new(), ways }];
    Travel::Matrix(Matrix { unit: WayUnit::Metres, by: vec![TravelModeIx(0)], modes })
}

/// Every site has room for everybody.
fn service(points: usize) -> Service {
    let mode = Mode {
        id: "open".to_owned(),
        at: At::Site(vec![OPEN]),
        decay: None,
        by: None,
        equivalence: Share::ALL,
        survival: Share::ALL,
        room_hours: 0.0,
        places: points as u32,
        occupancy: Share::ALL,
        weeks: 1,
        session_costs: Vec::new(),
        running_costs: Vec::new(),
        least: Sessions(1000),
        most: Sessions(1000),
    };
    Service {
        id: "service".to_owned(),
        name: "service".to_owned(),
        tier: Tier::Universal,
        take_up: vec![Some(Share::ALL)],
        visits: 1.0,
        weight: 1.0,
        decay: Decay::Step { limit: WayUnit::Metres.farthest() },
        step: Sessions(1000),
        modes: vec![mode],
    }
}
