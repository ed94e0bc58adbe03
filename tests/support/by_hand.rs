//! Cases small enough to solve on paper, each with its answer.
//!
//! The common ground: one area of 100 people, half of whom would come; a site 1,000 m away that is
//! a hub today at £1,000 a year; a session serves 10 people a year and costs £1 in each of 40
//! weeks; up to 3 sessions, none today. Everything is general money.

use doorstep_scenario::{
    At, BaselineOffer, Counted, Decay, District, DistrictIx, FundKind, GoalKind, Host, LevelIx, LineIx, ModeIx, Of,
    Pence, Per, RuleKind, Scenario, ServiceIx, Sessions, SiteIx, Strength, Venue, Way, Weight,
};

use super::blank::{ground, rule, share, target};

/// A case: what it shows, the scenario, and the best value of each stage; nothing if impossible.
pub type Case = (&'static str, Scenario, Option<Vec<f64>>);

const REACH: GoalKind = GoalKind::MostReach(Weight::Need);

/// All cases.
pub fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    serving(&mut all);
    places(&mut all);
    money(&mut all);
    rules(&mut all);
    super::on_paper::cases(&mut all);
    all
}

fn serving(all: &mut Vec<Case>) {
    all.push(("capacity: 3 sessions x 10 people", ground(&[REACH]), Some(vec![30.0])));

    let mut s = ground(&[REACH, GoalKind::LeastCost { travel: None }]);
    s.services[0].modes[0].most = Sessions(10_000);
    all.push(("nobody twice: 100 x 0.5, for which 5 sessions are enough", s, Some(vec![50.0, 1_200.0])));

    let mut s = ground(&[REACH]);
    s.services[0].decay = Decay::Exponential { half: Way(1000) };
    all.push(("half stay away: all 50 are addressed, 25 come", s, Some(vec![25.0])));

    let mut s = ground(&[REACH]);
    s.services[0].decay = Decay::Step { limit: Way(999) };
    all.push(("a metre too far", s, Some(vec![0.0])));

    let mut s = ground(&[REACH]);
    s.services[0].decay = Decay::Linear { full: Way(0), zero: Way(1250) };
    s.least_decay = share(0.2);
    all.push(("0.2 is not below 0.2: 50 x 0.2", s.clone(), Some(vec![10.0])));
    s.least_decay = share(0.21);
    all.push(("0.2 is below 0.21", s, Some(vec![0.0])));

    let mut s = ground(&[REACH, GoalKind::MostReach(Weight::Equal)]);
    s.areas[0].need = 2.5;
    s.services[0].weight = 2.0;
    all.push(("need and the service's weight multiply", s, Some(vec![150.0, 60.0])));

    let mut s = ground(&[REACH]);
    s.services[0].modes[0].equivalence = share(0.25);
    s.services[0].modes[0].survival = share(0.5);
    all.push(("equivalence is not capacity: 3 x 5 served, a quarter each", s, Some(vec![3.75])));

    let mut s = ground(&[REACH]);
    s.services[0].take_up = vec![None];
    all.push(("nobody is eligible", s, Some(vec![0.0])));
}

fn places(all: &mut Vec<Case>) {
    let mut s = ground(&[REACH]);
    s.levels[1].hours = 4.5;
    s.services[0].modes[0].room_hours = 2.0;
    all.push(("rooms: two sessions of two hours in 4.5 hours", s.clone(), Some(vec![20.0])));
    s.sites[0].rooms = 2;
    all.push(("two rooms: three sessions at most", s, Some(vec![30.0])));

    let mut s = ground(&[REACH]);
    s.sites[0].levels = vec![LevelIx(0)];
    s.sites[0].baseline = LevelIx(0);
    all.push(("a site that can only be closed offers nothing", s.clone(), Some(vec![0.0])));
    s.services[0].modes[0].at = At::Everywhere(vec![LevelIx(1)]);
    all.push(("nor does it carry an offer everywhere", s.clone(), Some(vec![0.0])));
    s.venues.push(Venue {
        id: "v0".to_owned(),
        name: "Library".to_owned(),
        kind: "library".to_owned(),
        district: DistrictIx(0),
        position: s.sites[0].position,
        weekly_sessions: Sessions(2000),
    });
    s.services[0].modes[0].at = At::Venue(vec!["library".to_owned()]);
    all.push(("a venue has room for two", s.clone(), Some(vec![20.0])));
    s.services[0].modes[0].least = Sessions(3000);
    all.push(("and so none, if three are the least", s, Some(vec![0.0])));
}

fn money(all: &mut Vec<Case>) {
    let mut s = ground(&[REACH]);
    s.targets.push(target(100_000, Strength::Hard));
    all.push(("a target of all the hub costs closes it", s.clone(), Some(vec![0.0])));
    s.targets[0].amount = Pence(100_001);
    all.push(("a penny more is impossible", s.clone(), None));
    s.targets[0].strength = Strength::Soft { price: 3.0 };
    all.push(("or is missed by a penny at 3 points a pound", s.clone(), Some(vec![0.03, 0.0])));
    s.funds[0].kind = FundKind::RingFenced;
    all.push(("a ring-fenced pound saves nothing", s, Some(vec![3000.03, 30.0])));

    let mut s = ground(&[GoalKind::LeastCost { travel: None }]);
    s.lines[0].touchable = false;
    s.lines[0].fixed = Pence(77);
    all.push(("what may not be touched stays", s, Some(vec![1000.77])));

    let mut s = ground(&[REACH, GoalKind::LeastCost { travel: None }]);
    s.services[0].step = Sessions(500);
    let mode = &mut s.services[0].modes[0];
    (mode.least, mode.most, mode.weeks, mode.places) = (Sessions(500), Sessions(500), 39, 40);
    mode.session_costs = vec![(LineIx(0), Pence(4537))];
    mode.running_costs = vec![(LineIx(0), Pence(1000))];
    // 4537 x 39 / 2 = 88,471.5 pence, up to 88,472.
    all.push(("half pennies go up", s, Some(vec![19.5, 1000.0 + 884.72 + 10.0])));

    let mut s = ground(&[REACH, GoalKind::LeastCost { travel: None }]);
    s.services[0].modes[0].most = Sessions(4000);
    s.goals[0].within = share(0.25);
    all.push(("a quarter of the reach may go for money", s, Some(vec![40.0, 1120.0])));

    let mut s = ground(&[GoalKind::LeastCost { travel: None }, GoalKind::FewestChanges]);
    s.baseline.push(BaselineOffer {
        service: ServiceIx(0),
        mode: ModeIx(0),
        host: Host::Site(SiteIx(0)),
        sessions: Sessions(1000),
    });
    s.targets.push(target(1, Strength::Hard));
    s.rules.push(rule(RuleKind::Lock { site: SiteIx(0), level: LevelIx(1) }, Strength::Hard));
    all.push(("a penny is saved by the session, for the site is locked", s, Some(vec![1000.0, 0.0])));
}

fn rules(all: &mut Vec<Case>) {
    let mut s = ground(&[GoalKind::LeastCost { travel: None }]);
    let floor = |at_least, strength| {
        let counted = Counted { service: ServiceIx(0), modes: vec![ModeIx(0)], least: Sessions(0) };
        rule(RuleKind::ReachShare { counted, at_least: share(at_least), of: Of::People, per: Per::District }, strength)
    };
    s.rules.push(floor(0.15, Strength::Hard));
    all.push(("15 of 100 need the hub and two sessions", s.clone(), Some(vec![1080.0])));
    s.rules[0] = floor(0.31, Strength::Hard);
    all.push(("31 are more than three sessions serve", s.clone(), None));
    s.rules[0] = floor(0.31, Strength::Soft { price: 2.0 });
    all.push(("one person is missed at two points", s.clone(), Some(vec![2.0, 1120.0])));
    s.rules.push(rule(
        RuleKind::AtMost { count: 0, levels: vec![LevelIx(1)], per: Per::Overall, sites: None },
        Strength::Soft { price: 61.0 },
    ));
    all.push(("closing misses 31 people, 62 points; the hub would miss one and itself, 63", s, Some(vec![62.0, 0.0])));

    let mut s = ground(&[GoalKind::LeastCost { travel: None }]);
    s.districts.push(District { id: "d1".to_owned() });
    s.rules.push(rule(
        RuleKind::AtLeast { count: 1, levels: vec![LevelIx(1)], per: Per::District, sites: None },
        Strength::Hard,
    ));
    all.push(("a district without sites has no hub", s, None));

    let mut s = ground(&[REACH, GoalKind::FewestChanges]);
    let mut second = s.sites[0].clone();
    second.id.replace_range(.., "s1");
    second.baseline = LevelIx(0);
    s.sites.push(second);
    s.rules.push(rule(
        RuleKind::AtMost { count: 1, levels: vec![LevelIx(1)], per: Per::Overall, sites: None },
        Strength::Hard,
    ));
    all.push(("of two like sites the one that is open stays", s.clone(), Some(vec![30.0, 0.0])));
    s.rules[0] = rule(RuleKind::Lock { site: SiteIx(1), level: LevelIx(1) }, Strength::Hard);
    all.push(("both: 60 served of the 50 there are", s, Some(vec![50.0, 1.0])));
}
