//! A council with one of everything: two districts, two sites, a library, a service in three ways,
//! and each demand once hard and once soft.

use crate::support::blank::{ground, rule, share, target};
use doorstep_scenario::{
    Access, AccessIx, Area, At, Band, BandIx, BaselineOffer, Condition, Counted, Decay, District, DistrictIx,
    FinancialYear, Goal, GoalKind, Group, Host, Level, LevelIx, LineIx, Mode, ModeIx, Near, Of, Pence, Per, Position,
    Rule, RuleKind, Scenario, ServiceIx, Sessions, Site, SiteIx, Strength, Target, Venue, VenueIx, Way, Weight,
};

const SOFT: Strength = Strength::Soft { price: 2.0 };

/// The council.
pub fn council() -> Scenario {
    let service = ServiceIx(0);
    let goals = [
        GoalKind::MostReach(Weight::Need),
        GoalKind::MostReach(Weight::Equal),
        GoalKind::BestWorst { service, of: Of::People, per: Per::District },
        GoalKind::LeastCost { travel: None },
        GoalKind::LeastCost { travel: Some(Pence(50)) },
        GoalKind::LeastTravel(service),
        GoalKind::LeastWorstTravel(service),
        GoalKind::KolmPollak { service, aversion: 500 },
        GoalKind::FewestChanges,
    ];
    let mut s = ground(&goals);
    s.districts = ["east", "west"].map(|id| District { id: id.to_owned() }).to_vec();
    s.bands = vec![Band { id: "most deprived".to_owned(), deciles: vec![1, 2, 3] }];
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

/// The council with two more services, one of them for another group, and goals of access: any one, two of
/// three, all.
pub fn with_access() -> Scenario {
    let mut s = council();
    s.groups.push(Group { id: "g1".to_owned(), name: "g1".to_owned() });
    s.areas.iter_mut().zip([30, 0]).for_each(|(area, people)| area.people.push(people));
    s.services[0].take_up.push(None);
    let mut clinic = s.services[0].clone();
    clinic.id.replace_range(.., "k1");
    clinic.modes.truncate(2);
    clinic.take_up[1] = Some(share(0.2));
    let mut advice = clinic.clone();
    advice.id.replace_range(.., "k2");
    advice.modes.truncate(1);
    s.services.extend([clinic, advice]);
    let counted = |service: usize, modes: usize, least: u32| {
        let modes = (0..modes).map(ModeIx).collect();
        Counted { service: ServiceIx(service), modes, least: Sessions(least) }
    };
    let access = |near: u32, choices: u32, least: u32| {
        let counted = vec![counted(0, 2, 0), counted(1, 2, least), counted(2, 1, 0)];
        Access { counted, near: Way(near), choices }
    };
    s.access = vec![access(1200, 1, 0), access(2500, 2, 1500), access(2500, 3, 0)];
    let goal = |at: usize| Goal { kind: GoalKind::MostAccess(AccessIx(at)), ..s.goals[0].clone() };
    s.goals = (0..3).map(goal).collect();
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

fn access(counted: Counted) -> RuleKind {
    RuleKind::AccessShare { counted, within: Way(1500), at_least: share(0.5), of: Of::People, per: Per::Overall }
}

fn gap(counted: Counted) -> RuleKind {
    RuleKind::AccessGap { counted, within: Way(1500), at_most: share(0.25), of: Of::People, per: Per::District }
}

fn demands(s: &mut Scenario) {
    let hubs = || vec![LevelIx(1)];
    let service = ServiceIx(0);
    let (centre, drop_in) = (|| vec![ModeIx(0)], || vec![ModeIx(1)]);
    let counted = |modes: Vec<ModeIx>, least: u32| Counted { service, modes, least: Sessions(least) };
    let floor = |counted: Counted, of, per| RuleKind::ReachShare { counted, at_least: share(0.1), of, per };
    let at_least = |count, per, sites| RuleKind::AtLeast { count, levels: hubs(), per, sites };
    let at_most = |count, levels, per| RuleKind::AtMost { count, levels, per, sites: None };
    let named = |id: &str, kind, strength| Rule { id: id.to_owned(), ..rule(kind, strength) };
    let at = |site: usize, level: usize| Condition::SiteAt { site: SiteIx(site), levels: vec![LevelIx(level)] };
    let library = || Condition::Runs { service, mode: ModeIx(1), host: Host::Venue(VenueIx(0)) };
    let hard = Strength::Hard;
    s.rules = vec![
        named("a-hub", at_least(1, Per::Overall, None), hard),
        named("a-hub-each", at_least(1, Per::District, None), SOFT),
        named("a-hub-named", at_least(1, Per::Band, Some(vec![SiteIx(1)])), SOFT),
        named("all-served", RuleKind::ServeEveryone { service }, SOFT),
        named("alike", gap(counted(centre(), 1000)), SOFT),
        named("budget", RuleKind::CostAtMost { amount: Pence(900_000), lines: None }, hard),
        named("centre-open", RuleKind::Lock { site: SiteIx(0), level: LevelIx(1) }, SOFT),
        named(
            "east-or-west",
            RuleKind::EitherOr { among: vec![at(0, 1), at(1, 1), library()], at_least: 1, at_most: 2 },
            SOFT,
        ),
        named("few-closed", at_most(1, vec![LevelIx(0)], Per::Overall), hard),
        named("few-hubs-each", at_most(0, hubs(), Per::District), SOFT),
        named("few-moves", RuleKind::ChangesAtMost { count: 1, per: Per::Overall }, hard),
        named(
            "hubs-for-the-poor",
            RuleKind::SitesShare { levels: hubs(), at_least: share(0.7), band: BandIx(0) },
            hard,
        ),
        named("if-closed", RuleKind::IfThen { when: at(0, 0), then: library() }, hard),
        named(
            "keep",
            RuleKind::KeepReach { service, modes: centre(), lose_at_most: share(0.3), per: Per::Overall },
            SOFT,
        ),
        named("linked-stays", RuleKind::Lock { site: SiteIx(1), level: LevelIx(2) }, hard),
        named("near", access(counted(vec![ModeIx(0), ModeIx(1)], 1000)), hard),
        named("nearest", RuleKind::NearestLost { at_most: share(0.5), per: Per::Overall }, hard),
        named("no-hub-here", RuleKind::Forbid { site: SiteIx(1), levels: hubs() }, SOFT),
        named("not-yet", RuleKind::NotBefore { site: SiteIx(1), year: FinancialYear(2100) }, SOFT),
        named("reach", floor(counted(vec![ModeIx(0), ModeIx(1)], 0), Of::People, Per::Overall), hard),
        named("reach-each", floor(counted(centre(), 0), Of::Eligible, Per::District), SOFT),
        named("reach-group", floor(counted(drop_in(), 1500), Of::People, Per::Group), SOFT),
        named("share", RuleKind::CostShare { service, modes: drop_in(), at_most: share(0.2) }, hard),
        named(
            "spokes",
            RuleKind::HubSpoke { spokes: vec![LevelIx(2)], hubs: hubs(), near: Near::Within(Way(5000)) },
            SOFT,
        ),
        named(
            "staffed",
            RuleKind::PostsAtMost { each: vec![(service, ModeIx(0), 0.25), (service, ModeIx(1), 0.125)], at_most: 1.5 },
            SOFT,
        ),
        named("together", RuleKind::Together { service, modes: centre(), with: service, with_modes: drop_in() }, SOFT),
        named("used", RuleKind::LeastUsers { service, modes: drop_in(), people: 5 }, SOFT),
        named("viable", RuleKind::LeastSessions { service, modes: drop_in(), sessions: Sessions(1500) }, SOFT),
    ];
    let wished = Target { id: "wished".to_owned(), ..target(30_000, Strength::Soft { price: 0.01 }) };
    s.targets = vec![target(10_000, Strength::Hard), wished];
}
