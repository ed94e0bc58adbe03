//! More cases solved on paper: each rule and goal of the whole rule book, on the common ground of
//! [`super::by_hand`] (100 people of whom 50 would come, a hub 1,000 m away at £1,000, sessions for 10
//! people at £40 a year, three at most).

use doorstep_scenario::{
    Access, AccessIx, Area, At, Band, BandIx, BaselineOffer, Condition, Counted, District, DistrictIx, FinancialYear,
    GoalKind, Group, Host, Level, LevelIx, LineIx, ModeIx, Near, Of, Pence, Per, RuleKind, Scenario, ServiceIx,
    Sessions, SiteCost, SiteIx, Strength, Way, Weight,
};

use super::blank::{ground, rule, share};
use super::by_hand::Case;

const REACH: GoalKind = GoalKind::MostReach(Weight::Need);
const NEAR: GoalKind = GoalKind::MostAccess(AccessIx(0));
const COST: GoalKind = GoalKind::LeastCost { travel: None };
const K: ServiceIx = ServiceIx(0);
const HUB: LevelIx = LevelIx(1);
const ONE: SiteIx = SiteIx(0);
const TWO: SiteIx = SiteIx(1);

/// The cases.
pub fn cases(all: &mut Vec<Case>) {
    sites(all);
    shares_of_people(all);
    access(all);
    fixed(all);
    conditions(all);
    offers(all);
    changes(all);
    money(all);
    everyone(all);
    goals(all);
    doorstep_and_choice(all);
}

fn counted(least: u32) -> Counted {
    Counted { service: K, modes: vec![ModeIx(0)], least: Sessions(least) }
}

fn hard(s: &mut Scenario, kind: RuleKind) {
    s.rules.push(rule(kind, Strength::Hard));
}

fn soft(s: &mut Scenario, price: f64, kind: RuleKind) {
    s.rules.push(rule(kind, Strength::Soft { price }));
}

/// So many of 100 reached: an offer has to run.
fn reach(s: &mut Scenario, people: u32) {
    let at_least = share(f64::from(people) / 100.0);
    hard(s, RuleKind::ReachShare { counted: counted(0), at_least, of: Of::People, per: Per::Overall });
}

/// A second site at the same spot, closed today, where being a hub costs £400.
fn second(s: &mut Scenario) {
    let mut site = s.sites[0].clone();
    site.id.replace_range(.., "s1");
    site.baseline = LevelIx(0);
    site.costs = vec![SiteCost { level: HUB, line: LineIx(0), amount: Pence(40_000) }];
    s.sites.push(site);
}

/// A second area of 100 people in a district of its own.
fn second_area(s: &mut Scenario, east: i32) {
    s.districts.push(District { id: "d1".to_owned() });
    let mut area: Area = s.areas[0].clone();
    area.id.replace_range(.., "a1");
    area.district = DistrictIx(1);
    area.position.easting += east;
    s.areas.push(area);
}

fn band(s: &mut Scenario) {
    s.bands = vec![Band { id: "most deprived".to_owned(), deciles: vec![1, 2, 3] }];
}

/// Goals of access, each of services that run at the hub only, near 1,000 m unless said.
fn near(s: &mut Scenario, services: &[usize], choices: u32) {
    let counted = services.iter().map(|service| {
        let modes = (0..s.services[*service].modes.len()).map(ModeIx).collect();
        Counted { service: ServiceIx(*service), modes, least: Sessions(0) }
    });
    let counted = counted.collect();
    s.access.push(Access { counted, near: Way(1000), choices });
}

/// Three sessions run today.
fn three_today(s: &mut Scenario) {
    s.baseline.push(BaselineOffer { service: K, mode: ModeIx(0), host: Host::Site(ONE), sessions: Sessions(3000) });
}

fn sites(all: &mut Vec<Case>) {
    let mut s = ground(&[COST]);
    second(&mut s);
    band(&mut s);
    s.sites[0].deprivation = Some(2);
    let mut banded = s.clone();
    hard(&mut banded, RuleKind::AtLeast { count: 1, levels: vec![HUB], per: Per::Band, sites: None });
    all.push(("the site at £400 is in no band", banded, Some(vec![1000.0])));

    let mut named = s.clone();
    hard(&mut named, RuleKind::AtLeast { count: 1, levels: vec![HUB], per: Per::Overall, sites: Some(vec![ONE]) });
    all.push(("nor is it the one that is named", named, Some(vec![1000.0])));

    let mut named = s.clone();
    named.goals[0].kind = REACH;
    hard(&mut named, RuleKind::AtMost { count: 0, levels: vec![HUB], per: Per::Overall, sites: Some(vec![TWO]) });
    all.push(("the second site named closed: three sessions in the first", named, Some(vec![30.0])));

    let shared = RuleKind::SitesShare { levels: vec![HUB], at_least: share(0.5), band: BandIx(0) };
    let mut shares = s.clone();
    hard(&mut shares, RuleKind::Lock { site: TWO, level: HUB });
    hard(&mut shares, shared.clone());
    all.push(("half the hubs in the band: 400 + 1,000", shares, Some(vec![1400.0])));

    hard(&mut s, RuleKind::Lock { site: TWO, level: HUB });
    hard(&mut s, RuleKind::Lock { site: ONE, level: LevelIx(0) });
    soft(&mut s, 10.0, shared);
    all.push(("half of one hub is missed, less none: 0.5 x 10", s, Some(vec![5.0, 400.0])));
}

fn shares_of_people(all: &mut Vec<Case>) {
    let share_of = |least, at_least, per| RuleKind::ReachShare {
        counted: counted(least),
        at_least: share(at_least),
        of: Of::People,
        per,
    };
    let mut s = ground(&[COST]);
    hard(&mut s, share_of(2000, 0.05, Per::Overall));
    all.push(("5 of 100 by an offer of two sessions, where one would serve 10", s, Some(vec![1080.0])));

    let mut s = ground(&[COST]);
    band(&mut s);
    hard(&mut s, share_of(0, 0.05, Per::Band));
    all.push(("nobody lives in the band, for no decile is known", s.clone(), Some(vec![0.0])));
    s.areas[0].deprivation = Some(3);
    all.push(("in decile 3 all do", s, Some(vec![1040.0])));

    // 100 and 100 people, of whom 50 and 25 would come: an offer takes them two to one. 15 of the
    // second group are there when 45 are: five sessions. (Choosing, 15 + 15 would be three.)
    let mut s = ground(&[COST]);
    s.groups.push(Group { id: "g1".to_owned(), name: "g1".to_owned() });
    s.areas[0].people.push(100);
    s.services[0].take_up.push(Some(share(0.25)));
    s.services[0].modes[0].most = Sessions(10_000);
    hard(&mut s, share_of(0, 0.15, Per::Group));
    all.push(("an offer does not choose between groups", s, Some(vec![1200.0])));

    let mut s = ground(&[COST]);
    three_today(&mut s);
    let keep = |per| RuleKind::KeepReach { service: K, modes: vec![ModeIx(0)], lose_at_most: share(0.5), per };
    hard(&mut s, keep(Per::District));
    all.push(("half of today's 30 is 15: two sessions", s.clone(), Some(vec![1080.0])));
    s.rules.clear();
    hard(&mut s, RuleKind::Lock { site: ONE, level: LevelIx(0) });
    soft(&mut s, 2.0, keep(Per::Overall));
    all.push(("closed: 15 people at two points", s, Some(vec![30.0, 0.0])));
}

fn access(all: &mut Vec<Case>) {
    let near = |within, at_least| RuleKind::AccessShare {
        counted: counted(0),
        within: Way(within),
        at_least: share(at_least),
        of: Of::People,
        per: Per::Overall,
    };
    let mut s = ground(&[COST]);
    hard(&mut s, near(1000, 1.0));
    all.push(("all 100 live near one session, though it serves 10", s.clone(), Some(vec![1040.0])));
    s.rules.clear();
    soft(&mut s, 1.0, near(999, 0.5));
    all.push(("nobody lives within 999 m: 50 are missed", s, Some(vec![50.0, 0.0])));

    // A second area 10 km away: 100 % near there, 0 % here, or the other way round.
    let gap = RuleKind::AccessGap {
        counted: counted(0),
        within: Way(2000),
        at_most: share(0.4),
        of: Of::People,
        per: Per::District,
    };
    let mut s = ground(&[REACH]);
    second_area(&mut s, 10_000);
    let mut must = s.clone();
    hard(&mut s, gap.clone());
    all.push(("with nothing near anybody there is no gap", s, Some(vec![0.0])));
    hard(&mut must, near(1000, 0.5));
    soft(&mut must, 0.5, gap);
    all.push(("100 less 40 percentage points at half a point", must, Some(vec![30.0, 30.0])));
}

fn fixed(all: &mut Vec<Case>) {
    let mut s = ground(&[REACH]);
    hard(&mut s, RuleKind::Forbid { site: ONE, levels: vec![HUB] });
    all.push(("a forbidden hub", s.clone(), Some(vec![0.0])));
    s.rules.clear();
    soft(&mut s, 3.0, RuleKind::Forbid { site: ONE, levels: vec![LevelIx(0), HUB] });
    all.push(("whatever it is, it is forbidden", s, Some(vec![3.0, 30.0])));

    // The plan stands by the end of 2026.
    let mut s = ground(&[COST]);
    hard(&mut s, RuleKind::NotBefore { site: ONE, year: FinancialYear(2027) });
    all.push(("not before next year, so not yet", s.clone(), Some(vec![1000.0])));
    s.rules[0].kind = RuleKind::NotBefore { site: ONE, year: FinancialYear(2026) };
    all.push(("by this year it may have closed", s, Some(vec![0.0])));
}

fn conditions(all: &mut Vec<Case>) {
    let open = |site| Condition::SiteAt { site, levels: vec![HUB] };
    let runs = |host| Condition::Runs { service: K, mode: ModeIx(0), host };
    let mut s = ground(&[COST]);
    hard(&mut s, RuleKind::Lock { site: ONE, level: HUB });
    hard(&mut s, RuleKind::IfThen { when: open(ONE), then: runs(Host::Site(ONE)) });
    all.push(("if it is a hub, something runs there", s.clone(), Some(vec![1040.0])));
    s.rules[1] =
        rule(RuleKind::IfThen { when: open(ONE), then: runs(Host::Everywhere) }, Strength::Soft { price: 7.0 });
    all.push(("it can never run everywhere", s, Some(vec![7.0, 1000.0])));

    let mut s = ground(&[COST]);
    second(&mut s);
    hard(&mut s, RuleKind::EitherOr { among: vec![open(ONE), open(TWO)], at_least: 1, at_most: 1 });
    all.push(("one of two: the one at £400", s.clone(), Some(vec![400.0])));
    hard(&mut s, RuleKind::Lock { site: ONE, level: HUB });
    hard(&mut s, RuleKind::Lock { site: TWO, level: HUB });
    all.push(("not both", s.clone(), None));
    s.rules[0].strength = Strength::Soft { price: 4.0 };
    all.push(("both are one condition too many", s, Some(vec![4.0, 1400.0])));

    // Linked, at £500, is a spoke; the hub is 400 m from it.
    let mut s = ground(&[COST]);
    second(&mut s);
    s.sites[1].position.northing += 400;
    s.levels.push(Level { id: "linked".to_owned(), hours: 20.0, costs: vec![(LineIx(0), Pence(50_000))] });
    s.sites[0].levels.push(LevelIx(2));
    hard(&mut s, RuleKind::Lock { site: ONE, level: LevelIx(2) });
    let spoke = |near| RuleKind::HubSpoke { spokes: vec![LevelIx(2)], hubs: vec![HUB], near };
    hard(&mut s, spoke(Near::Within(Way(400))));
    all.push(("a spoke and its hub: 500 + 400", s.clone(), Some(vec![900.0])));
    s.rules[1].kind = spoke(Near::Within(Way(399)));
    all.push(("a metre too far from its hub", s.clone(), None));
    s.rules[1].kind = spoke(Near::SameDistrict);
    all.push(("in one district that is near", s.clone(), Some(vec![900.0])));
    s.rules[1].strength = Strength::Soft { price: 6.0 };
    hard(&mut s, RuleKind::Lock { site: TWO, level: LevelIx(0) });
    all.push(("one spoke alone", s, Some(vec![6.0, 500.0])));
}

fn offers(all: &mut Vec<Case>) {
    let mut s = ground(&[COST]);
    let mut other = s.services[0].clone();
    other.id.replace_range(.., "k1");
    s.services.push(other);
    let modes = vec![ModeIx(0)];
    reach(&mut s, 5);
    hard(
        &mut s,
        RuleKind::Together { service: K, modes: modes.clone(), with: ServiceIx(1), with_modes: modes.clone() },
    );
    all.push(("where the one runs, so does the other: 1,000 + 40 + 40", s.clone(), Some(vec![1080.0])));
    s.rules[1].strength = Strength::Soft { price: 2.0 };
    s.services[1].modes[0].at = At::Venue(vec!["library".to_owned()]);
    all.push(("the other runs in libraries, of which there are none: one place", s, Some(vec![2.0, 1040.0])));

    let mut s = ground(&[COST]);
    reach(&mut s, 5);
    let least = |n| RuleKind::LeastSessions { service: K, modes: vec![ModeIx(0)], sessions: Sessions(n) };
    let mut two = s.clone();
    hard(&mut two, least(2000));
    all.push(("two sessions if any", two, Some(vec![1080.0])));
    let mut five = s.clone();
    soft(&mut five, 1.5, least(5000));
    all.push(("three of five: two missed at 1.5", five, Some(vec![3.0, 1120.0])));

    let posts = |at_most| RuleKind::PostsAtMost { each: vec![(K, ModeIx(0), 0.1)], at_most };
    let mut staffed = ground(&[REACH]);
    hard(&mut staffed, posts(0.29));
    all.push(("a tenth of a post a session, and 0.29 posts", staffed.clone(), Some(vec![20.0])));
    staffed.rules[0].kind = posts(0.3);
    all.push(("0.3 posts are three sessions", staffed, Some(vec![30.0])));
    let mut above = s.clone();
    above.rules.clear();
    reach(&mut above, 25);
    soft(&mut above, 50.0, posts(0.1));
    all.push(("three sessions for 25 people: 0.2 posts above at 50", above, Some(vec![10.0, 1120.0])));

    let users = |people| RuleKind::LeastUsers { service: K, modes: vec![ModeIx(0)], people };
    let mut many = s.clone();
    hard(&mut many, users(15));
    all.push(("15 users need two sessions", many, Some(vec![1080.0])));
    soft(&mut s, 2.0, users(35));
    all.push(("30 of 35 users at most", s, Some(vec![10.0, 1120.0])));
}

fn changes(all: &mut Vec<Case>) {
    let mut s = ground(&[COST]);
    hard(&mut s, RuleKind::ChangesAtMost { count: 0, per: Per::District });
    all.push(("nothing may change", s.clone(), Some(vec![1000.0])));
    s.rules[0] = rule(RuleKind::ChangesAtMost { count: 0, per: Per::Overall }, Strength::Soft { price: 3.0 });
    hard(&mut s, RuleKind::Lock { site: ONE, level: LevelIx(0) });
    all.push(("one change too many", s, Some(vec![3.0, 0.0])));

    let lost = |per| RuleKind::NearestLost { at_most: share(0.4), per };
    let mut s = ground(&[COST]);
    hard(&mut s, lost(Per::Overall));
    all.push(("closing takes the nearest site from all, not from 40 %", s.clone(), Some(vec![1000.0])));
    s.rules[0] = rule(lost(Per::Overall), Strength::Soft { price: 0.1 });
    hard(&mut s, RuleKind::Lock { site: ONE, level: LevelIx(0) });
    all.push(("100 less 40 people at a tenth", s.clone(), Some(vec![6.0, 0.0])));
    // The new site is as near, but it is not open today.
    second(&mut s);
    hard(&mut s, RuleKind::Lock { site: TWO, level: HUB });
    all.push(("another site instead is no comfort", s.clone(), Some(vec![6.0, 400.0])));
    // Open today, and first by id among equals.
    s.sites[1].baseline = HUB;
    all.push(("the first of two equals is the nearest", s, Some(vec![6.0, 400.0])));
}

fn money(all: &mut Vec<Case>) {
    let most = |pence| RuleKind::CostAtMost { amount: Pence(pence), lines: Some(vec![LineIx(0)]) };
    let mut s = ground(&[REACH]);
    hard(&mut s, most(107_999));
    all.push(("a penny is missing for the second session", s.clone(), Some(vec![10.0])));
    s.rules[0].kind = most(108_000);
    all.push(("now it is there", s, Some(vec![20.0])));
    let mut s = ground(&[COST]);
    hard(&mut s, RuleKind::Lock { site: ONE, level: HUB });
    soft(&mut s, 0.5, RuleKind::CostAtMost { amount: Pence(90_000), lines: None });
    all.push(("£100 above at half a point", s, Some(vec![50.0, 1000.0])));

    // 40 of 1,040 is 3.8 %, 80 of 1,080 is 7.4 %.
    let part = RuleKind::CostShare { service: K, modes: vec![ModeIx(0)], at_most: share(0.05) };
    let mut s = ground(&[REACH]);
    hard(&mut s, part.clone());
    all.push(("one session is 5 % of all that is spent, two are more", s, Some(vec![10.0])));
    let mut s = ground(&[COST]);
    reach(&mut s, 15);
    soft(&mut s, 0.5, part);
    // Two sessions serve 15: 80 - 5 % of 1,080 = 26.
    all.push(("£26 above at half a point", s, Some(vec![13.0, 1080.0])));
}

fn everyone(all: &mut Vec<Case>) {
    let mut s = ground(&[COST]);
    soft(&mut s, 2.0, RuleKind::ServeEveryone { service: K });
    all.push(("three sessions leave 20 of 50 out", s.clone(), Some(vec![40.0, 1120.0])));
    s.rules[0].strength = Strength::Hard;
    all.push(("which is too many", s.clone(), None));
    s.services[0].modes[0].most = Sessions(5000);
    all.push(("five sessions serve all", s, Some(vec![1200.0])));
}

fn goals(all: &mut Vec<Case>) {
    let worst = |per| GoalKind::BestWorst { service: K, of: Of::People, per };
    let mut s = ground(&[worst(Per::District), REACH]);
    second_area(&mut s, 0);
    s.areas[0].need = 9.0;
    all.push(("30 shared by 100 and 100, whatever their need: 15 x 9 + 15", s.clone(), Some(vec![0.15, 150.0])));
    s.areas[1].people[0] = 0;
    all.push(("where nobody lives there is no worst share", s.clone(), Some(vec![0.3, 270.0])));
    s.goals[0].kind = worst(Per::Band);
    all.push(("no parts at all", s, Some(vec![0.0, 270.0])));

    // Five sessions, and 50 people a kilometre at £2.
    let serve = |goal| {
        let mut s = ground(&[goal]);
        s.services[0].modes[0].most = Sessions(5000);
        hard(&mut s, RuleKind::ServeEveryone { service: K });
        s
    };
    let s = serve(GoalKind::LeastCost { travel: Some(Pence(200)) });
    all.push(("1,200 for sessions, 100 for their ways", s.clone(), Some(vec![1300.0])));

    // A second site at the door, where three sessions serve 30; 20 go a kilometre.
    let doorstep = |goal| {
        let mut s = serve(goal);
        second(&mut s);
        s.sites[1].position = s.areas[0].position;
        s.services[0].modes[0].most = Sessions(3000);
        s
    };
    all.push(("20 people a kilometre", doorstep(GoalKind::LeastTravel(K)), Some(vec![20_000.0])));
    all.push(("20 of 50 a kilometre: 400 m each", doorstep(GoalKind::LeastWorstTravel(K)), Some(vec![400.0])));
    let mean = (30.0 + 20.0 * std::f64::consts::E) / 50.0;
    let s = doorstep(GoalKind::KolmPollak { service: K, aversion: 1000 });
    all.push(("30 at exp 0 and 20 at exp 1", s, Some(vec![mean])));
    // Neither site alone serves more than 30.
    let s = doorstep(GoalKind::LeastCost { travel: Some(Pence(200)) });
    all.push(("1,000 + 400 + 200 for sessions + 40 for ways", s, Some(vec![1640.0])));
}

fn doorstep_and_choice(all: &mut Vec<Case>) {
    // A second area of 100 people 10 km away has nothing near.
    let mut s = ground(&[NEAR, COST]);
    second_area(&mut s, 10_000);
    near(&mut s, &[0], 1);
    all.push(("all 100 live near one session, though it serves 10", s.clone(), Some(vec![100.0, 1040.0])));
    s.access[0].near = Way(999);
    all.push(("nobody lives within 999 m, so nothing is kept", s.clone(), Some(vec![0.0, 0.0])));
    s.access[0].near = Way(1000);
    s.access[0].counted[0].least = Sessions(2000);
    all.push(("two sessions are wanted", s.clone(), Some(vec![100.0, 1080.0])));
    s.access[0].counted[0].least = Sessions(4000);
    all.push(("four never run", s, Some(vec![0.0, 0.0])));

    let three = |choices| {
        let mut s = ground(&[NEAR, COST]);
        for id in ["k1", "k2"] {
            let mut service = s.services[0].clone();
            service.id.replace_range(.., id);
            s.services.push(service);
        }
        near(&mut s, &[0, 1, 2], choices);
        s
    };
    all.push(("three services for each of 100", three(3), Some(vec![300.0, 1120.0])));
    all.push(("two of three count", three(2), Some(vec![200.0, 1080.0])));
    all.push(("any one of three", three(1), Some(vec![100.0, 1040.0])));

    // 60 of another group take up k1 alone, which is not for the 100; nobody takes up k2.
    let suits = |choices| {
        let mut s = three(choices);
        s.groups.push(Group { id: "g1".to_owned(), name: "g1".to_owned() });
        s.areas[0].people.push(60);
        for (service, shares) in [[Some(0.5), None], [Some(0.0), Some(0.3)], [None, Some(0.0)]].into_iter().enumerate()
        {
            s.services[service].take_up = shares.map(|each| each.map(share)).to_vec();
        }
        s
    };
    all.push(("one service suits 100, another 60", suits(3), Some(vec![160.0, 1080.0])));
    all.push(("each has one at most anyway", suits(1), Some(vec![160.0, 1080.0])));

    // From any hub, everywhere: near to those 10 km away too.
    let mut s = ground(&[NEAR, COST]);
    second_area(&mut s, 10_000);
    s.services[0].modes[0].at = At::Everywhere(vec![HUB]);
    near(&mut s, &[0], 1);
    s.access[0].near = Way(1);
    all.push(("what is everywhere is near to everybody", s, Some(vec![200.0, 1040.0])));

    // 20 people 10 km away have a site of their own at £400: worth it, but not within a fifth.
    let mut s = ground(&[NEAR, COST]);
    second_area(&mut s, 10_000);
    s.areas[1].people = vec![20];
    second(&mut s);
    s.sites[1].position = s.areas[1].position;
    near(&mut s, &[0], 1);
    all.push(("120 near one of two", s.clone(), Some(vec![120.0, 1480.0])));
    s.goals[0].within = share(0.2);
    all.push(("100 will do", s, Some(vec![120.0, 1040.0])));

    // One site only: at the door of 30 people with one service, or where 2 x 25 have both.
    let mut s = three(1);
    second_area(&mut s, 10_000);
    second(&mut s);
    s.sites[1].position = s.areas[1].position;
    (s.areas[0].people, s.areas[1].people) = (vec![30], vec![25]);
    // The second service runs only where it is linked, which the first site cannot be.
    s.levels.push(Level { id: "linked".to_owned(), hours: 40.0, costs: vec![] });
    s.sites[1].levels = vec![LevelIx(0), LevelIx(2)];
    s.services[0].modes[0].at = At::Site(vec![HUB, LevelIx(2)]);
    s.services[1].modes[0].at = At::Site(vec![LevelIx(2)]);
    s.access.clear();
    near(&mut s, &[0, 1], 1);
    near(&mut s, &[0, 1], 2);
    hard(&mut s, RuleKind::AtMost { count: 1, levels: vec![HUB, LevelIx(2)], per: Per::Overall, sites: None });
    let choice = GoalKind::MostAccess(AccessIx(1));
    let ordered = |s: &Scenario, kinds: [GoalKind; 2]| {
        let mut s = s.clone();
        s.goals.iter_mut().zip(kinds).for_each(|(goal, kind)| goal.kind = kind);
        s
    };
    all.push(("doorstep: 30 with one", ordered(&s, [NEAR, choice]), Some(vec![30.0, 30.0])));
    all.push(("choice: 25 with two", ordered(&s, [choice, NEAR]), Some(vec![50.0, 25.0])));
}
