//! A council with one of everything: two districts, two sites, a library, a service in three ways,
//! and each demand once hard and once soft.

use crate::support::blank::{ground, rule, share, target};
use doorstep_scenario::{
    Area, At, BaselineOffer, Decay, District, DistrictIx, GoalKind, Host, Level, LevelIx, LineIx, Mode, ModeIx, Of,
    Pence, Per, Position, Rule, RuleKind, Scenario, ServiceIx, Sessions, Site, SiteIx, Strength, Target, Venue, Way,
    Weight,
};

const SOFT: Strength = Strength::Soft { price: 2.0 };

/// The council.
pub fn council() -> Scenario {
    let goals = [GoalKind::MostReach(Weight::Need), GoalKind::LeastCost, GoalKind::FewestChanges];
    let mut s = ground(&goals);
    s.districts = ["east", "west"].map(|id| District { id: id.to_owned() }).to_vec();
    places(&mut s);
    ways(&mut s);
    s.baseline = vec![BaselineOffer {
        service: ServiceIx(0),
        mode: ModeIx(0),
        host: Host::Site(SiteIx(0)),
        sessions: Sessions(1000),
    }];
    demands(&mut s);
    s
}

fn places(s: &mut Scenario) {
    s.areas[0].need = 1.5;
    let position = Position { easting: 452_000, northing: 280_000 };
    let east = s.areas[0].clone();
    s.areas.push(Area { id: "a1".to_owned(), district: DistrictIx(1), position, people: vec![40], need: 1.0, ..east });
    s.levels.push(Level { id: "linked".to_owned(), hours: 6.0, costs: vec![(LineIx(0), Pence(40_000))] });
    s.sites[0].levels.push(LevelIx(2));
    let first = s.sites[0].clone();
    s.sites.push(Site {
        id: "s1".to_owned(),
        district: DistrictIx(1),
        position,
        rooms: 2,
        baseline: LevelIx(2),
        ..first
    });
    s.venues.push(Venue {
        id: "library".to_owned(),
        name: "Library".to_owned(),
        kind: "library".to_owned(),
        district: DistrictIx(1),
        position,
        weekly_sessions: Sessions(2500),
    });
}

fn ways(s: &mut Scenario) {
    let service = &mut s.services[0];
    service.decay = Decay::Linear { full: Way(500), zero: Way(2500) };
    service.step = Sessions(500);
    let centre = &mut service.modes[0];
    centre.at = At::Site(vec![LevelIx(1), LevelIx(2)]);
    centre.room_hours = 2.5;
    centre.running_costs = vec![(LineIx(0), Pence(5_000))];
    let centre = centre.clone();
    let library = At::Venue(vec!["library".to_owned()]);
    // At an odd price for half a session, so that half pennies show in the targets.
    let odd = vec![(LineIx(0), Pence(4_537))];
    service.modes.push(Mode {
        id: "drop-in".to_owned(),
        at: library,
        equivalence: share(0.8),
        room_hours: 0.0,
        weeks: 39,
        session_costs: odd,
        ..centre.clone()
    });
    let everywhere = At::Everywhere(vec![LevelIx(1)]);
    service.modes.push(Mode {
        id: "virtual".to_owned(),
        at: everywhere,
        equivalence: share(0.25),
        room_hours: 0.0,
        ..centre
    });
}

fn demands(s: &mut Scenario) {
    let hubs = || vec![LevelIx(1)];
    let floor = |modes: Vec<ModeIx>, of, per| RuleKind::ReachShare {
        service: ServiceIx(0),
        modes,
        at_least: share(0.1),
        of,
        per,
    };
    let named = |id: &str, kind, strength| Rule { id: id.to_owned(), ..rule(kind, strength) };
    s.rules = vec![
        named("a-hub", RuleKind::AtLeast { count: 1, levels: hubs(), per: Per::Overall }, Strength::Hard),
        named("a-hub-each", RuleKind::AtLeast { count: 1, levels: hubs(), per: Per::District }, SOFT),
        named("centre-open", RuleKind::Lock { site: SiteIx(0), level: LevelIx(1) }, SOFT),
        named("few-closed", RuleKind::AtMost { count: 1, levels: vec![LevelIx(0)], per: Per::Overall }, Strength::Hard),
        named("few-hubs-each", RuleKind::AtMost { count: 0, levels: hubs(), per: Per::District }, SOFT),
        named("linked-stays", RuleKind::Lock { site: SiteIx(1), level: LevelIx(2) }, Strength::Hard),
        named("reach", floor(vec![ModeIx(0), ModeIx(1)], Of::People, Per::Overall), Strength::Hard),
        named("reach-each", floor(vec![ModeIx(0)], Of::Eligible, Per::District), SOFT),
    ];
    let wished = Target { id: "wished".to_owned(), ..target(30_000, Strength::Soft { price: 0.01 }) };
    s.targets = vec![target(10_000, Strength::Hard), wished];
}
