//! A town of three areas, two sites and a library, with every figure worked out by hand.
//!
//! Ways are 1.2 × the line. Areas, with what lies how far:
//!
//! | area | district | decile | babies | toddlers | need | ash | birch | library |
//! |---|---|---|---|---|---|---|---|---|
//! | a1 | east | 2 | 100 | 200 | 1.5 | 0 m | 3,600 m | 1,200 m |
//! | a2 | east | 6 | 50 | 100 | 1.0 | 1,200 m | 2,400 m | 0 m |
//! | a3 | west | 8 | 80 | 40 | 2.0 | 3,600 m | 0 m | 2,400 m |

use doorstep_check::{Claims, GoalClaim};
use doorstep_scenario::{
    Access, Against, Area, At, Band, BaselineOffer, Basis, Counted, Decay, District, DistrictIx, FinancialYear, Fund,
    FundIx, FundKind, Goal, GoalKind, Group, Host, Level, LevelIx, Line, LineIx, Measured, Mode, ModeIx, Observed, Of,
    Offered, Pence, Per, Place, Plan, Position, Rule, RuleKind, SavingKind, Scenario, Served, Service, ServiceIx,
    Sessions, Share, Site, SiteCost, SiteIx, Strength, Target, Tier, Travel, Uncertain, Venue, Way, Weight,
};

pub const CLOSED: LevelIx = LevelIx(0);
pub const HUB: LevelIx = LevelIx(1);
pub const LINKED: LevelIx = LevelIx(2);
pub const OVERHEAD: LineIx = LineIx(0);
pub const PREMISES: LineIx = LineIx(1);
pub const SESSIONS: LineIx = LineIx(2);
pub const STAFF: LineIx = LineIx(3);

pub fn share(value: f64) -> Share {
    Share::new(value).unwrap()
}

fn area(id: &str, district: usize, easting: i32, decile: u8, people: [u32; 2], need: f64) -> Area {
    Area {
        id: id.into(),
        name: id.into(),
        district: DistrictIx(district),
        deprivation: Some(decile),
        position: Position { easting, northing: 300_000 },
        people: people.to_vec(),
        need,
        shares: Vec::new(),
    }
}

fn level(id: &str, hours: f64, costs: &[(LineIx, i64)]) -> Level {
    Level { id: id.into(), hours, costs: costs.iter().map(|(line, amount)| (*line, Pence(*amount))).collect() }
}

fn site(id: &str, district: usize, easting: i32, decile: u8, costs: Vec<SiteCost>) -> Site {
    Site {
        id: id.into(),
        name: id.into(),
        district: DistrictIx(district),
        position: Position { easting, northing: 300_000 },
        deprivation: Some(decile),
        rooms: 1,
        baseline: HUB,
        levels: vec![CLOSED, HUB, LINKED],
        illustrative: false,
        costs,
    }
}

fn line(id: &str, fund: usize, touchable: bool, fixed: i64) -> Line {
    Line {
        id: id.into(),
        name: id.into(),
        fund: FundIx(fund),
        touchable,
        cashable: touchable,
        fixed: Pence(fixed),
        income: false,
        backed_by: None,
    }
}

fn services() -> Vec<Service> {
    let mode = |id: &str, at: At| Mode {
        id: id.into(),
        at,
        decay: None,
        by: None,
        equivalence: Share::ALL,
        survival: Share::ALL,
        room_hours: 0.0,
        places: 20,
        occupancy: share(0.5),
        weeks: 40,
        session_costs: Vec::new(),
        running_costs: Vec::new(),
        least: Sessions(500),
        most: Sessions(10_000),
    };
    let family_support = Service {
        id: "family-support".into(),
        name: "Family support".into(),
        tier: Tier::Targeted,
        take_up: vec![Some(share(0.2)), None],
        visits: 4.0,
        weight: 2.0,
        decay: Decay::Exponential { half: Way(1_000) },
        step: Sessions(500),
        modes: vec![
            // q = 10 × 0.8 × 40 ÷ 4 = 80.
            Mode {
                room_hours: 2.0,
                places: 10,
                occupancy: share(0.8),
                session_costs: vec![(SESSIONS, Pence(8_550))],
                running_costs: vec![(STAFF, Pence(100_000))],
                ..mode("centre", At::Site(vec![HUB]))
            },
            // q = 20 × 0.5 × 40 × 0.5 ÷ 4 = 50.
            Mode {
                equivalence: share(0.25),
                survival: share(0.5),
                session_costs: vec![(SESSIONS, Pence(1_234))],
                running_costs: vec![(STAFF, Pence(25_000))],
                most: Sessions(4_000),
                ..mode("virtual", At::Everywhere(vec![HUB, LINKED]))
            },
        ],
    };
    let stay_and_play = Service {
        id: "stay-and-play".into(),
        name: "Stay and play".into(),
        tier: Tier::Universal,
        take_up: vec![Some(share(0.5)), Some(share(0.4))],
        visits: 10.0,
        weight: 1.0,
        decay: Decay::Linear { full: Way(500), zero: Way(2_500) },
        step: Sessions(1_000),
        modes: vec![
            // q = 20 × 0.75 × 40 ÷ 10 = 60.
            Mode {
                room_hours: 3.0,
                occupancy: share(0.75),
                session_costs: vec![(SESSIONS, Pence(3_333))],
                least: Sessions(1_000),
                most: Sessions(8_000),
                ..mode("centre", At::Site(vec![HUB, LINKED]))
            },
            // q = 15 × 0.8 × 38 × 0.9 ÷ 10 = 41.04.
            Mode {
                decay: Some(Decay::Step { limit: Way(1_000) }),
                equivalence: share(0.8),
                survival: share(0.9),
                places: 15,
                occupancy: share(0.8),
                weeks: 38,
                session_costs: vec![(SESSIONS, Pence(4_001))],
                running_costs: vec![(PREMISES, Pence(50_000))],
                least: Sessions(1_000),
                most: Sessions(5_000),
                ..mode("drop-in", At::Venue(vec!["library".into()]))
            },
        ],
    };
    vec![family_support, stay_and_play]
}

fn rule(id: &str, kind: RuleKind, strength: Strength) -> Rule {
    Rule { id: id.into(), kind, strength, why: None, source: None, place: Place::default() }
}

fn target(id: &str, pounds: i64, strength: Strength) -> Target {
    Target {
        id: id.into(),
        amount: Pence(pounds * 100),
        by: FinancialYear(2_028),
        basis: Basis::AnnualLevel,
        measured: Measured::RunRate,
        against: Against::Base,
        counting: vec![SavingKind::CostReduction],
        strength,
        why: None,
        source: None,
        place: Place::default(),
    }
}

fn rules() -> Vec<Rule> {
    let (hard, districts) = (Strength::Hard, Per::District);
    let both = vec![ModeIx(0), ModeIx(1)];
    vec![
        rule("a-hub", RuleKind::AtLeast { count: 1, levels: vec![HUB], per: Per::Overall, sites: None }, hard),
        rule("ash-stays", RuleKind::Lock { site: SiteIx(0), level: HUB }, hard),
        // Wants 20% of 230 babies = 46; has 24.35275; 21.64725 short.
        rule(
            "face-to-face",
            RuleKind::ReachShare {
                counted: Counted { service: ServiceIx(0), modes: vec![ModeIx(0)], least: Sessions::ZERO },
                at_least: share(0.2),
                of: Of::Eligible,
                per: Per::Overall,
            },
            Strength::Soft { price: 1.0 },
        ),
        rule("few-linked", RuleKind::AtMost { count: 1, levels: vec![LINKED], per: districts, sites: None }, hard),
        // East wants 20% of 450 = 90 and has 178.4; west wants 20% of 120 = 24 and has 56.
        rule(
            "play-for-all",
            RuleKind::ReachShare {
                counted: Counted { service: ServiceIx(1), modes: both, least: Sessions::ZERO },
                at_least: share(0.2),
                of: Of::People,
                per: districts,
            },
            hard,
        ),
    ]
}

/// What goals of access count; their values are worked out in `goals.rs`.
fn access() -> Vec<Access> {
    let both = |modes: [Vec<ModeIx>; 2], least: u32, near: u32, choices: u32| {
        let services = modes.into_iter().enumerate();
        let counted = services.map(|(at, modes)| Counted { service: ServiceIx(at), modes, least: Sessions(least) });
        Access { counted: counted.collect(), near: Way(near), choices }
    };
    let all = || [vec![ModeIx(0), ModeIx(1)], vec![ModeIx(0), ModeIx(1)]];
    // Family support in its centre, stay and play in the library.
    let some = || [vec![ModeIx(0)], vec![ModeIx(1)]];
    vec![
        both(all(), 0, 1_200, 2),
        both(some(), 1_000, 1_199, 1),
        both(some(), 1_000, 1_200, 2),
        both(some(), 1_500, 1_200, 2),
    ]
}

fn baseline() -> Vec<BaselineOffer> {
    let offer = |service: usize, site: usize, sessions: u32| BaselineOffer {
        service: ServiceIx(service),
        mode: ModeIx(0),
        host: Host::Site(SiteIx(site)),
        sessions: Sessions(sessions),
    };
    vec![offer(0, 0, 2_000), offer(0, 1, 1_000), offer(1, 0, 4_000), offer(1, 1, 2_000)]
}

pub fn scenario() -> Scenario {
    let goal = |kind: GoalKind| Goal { kind, within: share(0.01), place: Place::default() };
    let own = SiteCost { level: LINKED, line: PREMISES, amount: Pence(1_234_567) };
    Scenario {
        name: "Town".into(),
        council: "Town".into(),
        baseline_year: FinancialYear(2_025),
        end_year: FinancialYear(2_028),
        price_year: FinancialYear(2_025),
        travel: Travel::StraightLine { detour: 1.2 },
        least_decay: share(0.05),
        districts: vec![District { id: "east".into() }, District { id: "west".into() }],
        // Decile 6, where a2 lies, is in neither.
        bands: vec![
            Band { id: "least".into(), deciles: vec![7, 8, 9, 10] },
            Band { id: "most".into(), deciles: vec![1, 2, 3] },
        ],
        groups: ["babies", "toddlers"].map(|id| Group { id: id.into(), name: id.into() }).to_vec(),
        characteristics: Vec::new(),
        areas: vec![
            area("a1", 0, 400_000, 2, [100, 200], 1.5),
            area("a2", 0, 401_000, 6, [50, 100], 1.0),
            area("a3", 1, 403_000, 8, [80, 40], 2.0),
        ],
        levels: vec![
            level("closed", 0.0, &[]),
            level("hub", 40.0, &[(OVERHEAD, 100_000), (PREMISES, 5_000_000), (STAFF, 10_000_000)]),
            level("linked", 10.0, &[(PREMISES, 1_000_000), (STAFF, 2_000_000)]),
        ],
        sites: vec![site("ash", 0, 400_000, 2, Vec::new()), site("birch", 1, 403_000, 8, vec![own])],
        venues: vec![Venue {
            id: "library".into(),
            name: "Library".into(),
            kind: "library".into(),
            district: DistrictIx(0),
            position: Position { easting: 401_000, northing: 300_000 },
            weekly_sessions: Sessions(3_000),
        }],
        funds: vec![
            Fund { id: "general".into(), kind: FundKind::GeneralFund, terms: None },
            Fund { id: "grant".into(), kind: FundKind::RingFenced, terms: None },
        ],
        lines: vec![
            line("overhead", 0, false, 3_000_000),
            line("premises", 0, true, 0),
            line("sessions", 1, true, 0),
            line("staff", 0, true, 500_000),
        ],
        services: services(),
        baseline: baseline(),
        targets: vec![
            target("agreed", 110_000, Strength::Hard),
            target("stretch", 120_000, Strength::Soft { price: 0.01 }),
        ],
        rules: rules(),
        goals: vec![
            goal(GoalKind::MostReach(Weight::Need)),
            goal(GoalKind::MostReach(Weight::Equal)),
            goal(GoalKind::LeastCost { travel: None }),
            goal(GoalKind::FewestChanges),
        ],
        access: access(),
        assumptions: Vec::new(),
        programme: None,
        observed: Observed::default(),
        uncertain: Uncertain::default(),
        maps: doorstep_scenario::Maps::default(),
        notes: Vec::new(),
    }
}

pub fn offered(service: &str, mode: &str, place: &str, sessions: u32) -> Offered {
    Offered { service: service.into(), mode: mode.into(), place: place.into(), sessions: Sessions(sessions) }
}

pub fn served(area: &str, group: &str, service: &str, mode: &str, place: &str, addressed: f64) -> Served {
    Served {
        area: area.into(),
        group: group.into(),
        service: service.into(),
        mode: mode.into(),
        place: place.into(),
        addressed,
    }
}

/// Birch becomes linked. Rooms: ash 2 × 1.5 + 3 × 4 = 15 of 40 hours; birch 3 of 10.
pub fn plan() -> Plan {
    let (fs, sp) = ("family-support", "stay-and-play");
    Plan {
        levels: vec![("ash".into(), "hub".into()), ("birch".into(), "linked".into())],
        offers: vec![
            offered(fs, "centre", "ash", 1_500),
            offered(fs, "virtual", "everywhere", 1_000),
            offered(sp, "centre", "ash", 4_000),
            offered(sp, "centre", "birch", 1_000),
            offered(sp, "drop-in", "library", 1_000),
        ],
        served: vec![
            served("a1", "babies", fs, "centre", "ash", 20.0),         // δ 1: 20
            served("a1", "babies", sp, "centre", "ash", 50.0),         // δ 1: 50
            served("a1", "toddlers", sp, "centre", "ash", 80.0),       // δ 1: 80
            served("a2", "babies", fs, "centre", "ash", 10.0),         // δ 2^−1.2 = 0.435275: 4.35275
            served("a2", "babies", sp, "centre", "ash", 24.0),         // δ 0.65: 15.6
            served("a2", "babies", sp, "drop-in", "library", 1.0),     // e 0.8: 0.8
            served("a2", "toddlers", sp, "drop-in", "library", 40.0),  // e 0.8: 32
            served("a3", "babies", fs, "virtual", "everywhere", 16.0), // e 0.25: 4
            served("a3", "babies", sp, "centre", "birch", 40.0),       // δ 1: 40
            served("a3", "toddlers", sp, "centre", "birch", 16.0),     // δ 1: 16
        ],
    }
}

/// What runs today, with nobody served.
pub fn status_quo() -> Plan {
    let (fs, sp) = ("family-support", "stay-and-play");
    Plan {
        levels: vec![("ash".into(), "hub".into()), ("birch".into(), "hub".into())],
        offers: vec![
            offered(fs, "centre", "ash", 2_000),
            offered(fs, "centre", "birch", 1_000),
            offered(sp, "centre", "ash", 4_000),
            offered(sp, "centre", "birch", 2_000),
        ],
        served: Vec::new(),
    }
}

/// What runs today, with everybody served who can be: all places are enough, so each group goes to
/// its nearest centre. Reached at centres: family support 20 + 4.35275 in the east, 16 in the west;
/// stay and play 50 + 80 + 16.25 + 26 in the east, 56 in the west.
pub fn today() -> Plan {
    let (fs, sp) = ("family-support", "stay-and-play");
    let served = vec![
        served("a1", "babies", fs, "centre", "ash", 20.0),
        served("a1", "babies", sp, "centre", "ash", 50.0),
        served("a1", "toddlers", sp, "centre", "ash", 80.0),
        served("a2", "babies", fs, "centre", "ash", 10.0),
        served("a2", "babies", sp, "centre", "ash", 25.0),
        served("a2", "toddlers", sp, "centre", "ash", 40.0),
        served("a3", "babies", fs, "centre", "birch", 16.0),
        served("a3", "babies", sp, "centre", "birch", 40.0),
        served("a3", "toddlers", sp, "centre", "birch", 16.0),
    ];
    Plan { served, ..status_quo() }
}

pub fn by_id<T: Copy>(list: &[(&str, T)]) -> Vec<(String, T)> {
    list.iter().map(|(id, figure)| ((*id).to_owned(), *figure)).collect()
}

/// Worked out by hand:
///
/// * overhead, untouchable: 2 hubs × £1,000 + £30,000 as today, though one hub goes.
/// * premises: ash £50,000 + birch's own £12,345.67 + drop-in £500; today £100,000.
/// * sessions: 8,550 × 40 × 1.5 + 1,234 × 40 × 1 + 3,333 × 40 × 4 + 3,333 × 40 × 1 + 4,001 × 38 × 1
///   = 513,000 + 49,360 + 533,280 + 133,320 + 152,038 = 1,380,998 p; a grant, so no saving counts.
/// * staff: £100,000 + £20,000 + £5,000 fixed + £1,000 + £250; today £207,000.
/// * saving: (100,000 − 62,845.67) + (207,000 − 126,250) = £117,904.33; £2,095.67 short of stretch.
/// * least shortfall: 21.64725 × 1 + 2,095.67 × 0.01 = 42.60395.
/// * most reach by need: 1.5 × 130 + 48.4 + 2 × 56 + 2 × (1.5 × 20 + 4.35275 + 2 × 4) = 440.1055.
/// * most reach: 234.4 + 2 × 28.35275 = 291.1055.
pub fn claims() -> Claims {
    let goal = |name: &str, value: f64, bound: Option<f64>, gap: Option<f64>| GoalClaim {
        name: name.into(),
        value,
        bound,
        gap,
    };
    Claims {
        spend: by_id(&[
            ("overhead", Pence(3_200_000)),
            ("premises", Pence(6_284_567)),
            ("sessions", Pence(1_380_998)),
            ("staff", Pence(12_625_000)),
        ]),
        savings: by_id(&[("agreed", Pence(11_790_433)), ("stretch", Pence(11_790_433))]),
        reached: by_id(&[("family-support", 28.352_75), ("stay-and-play", 234.4)]),
        reached_by_area: Vec::new(),
        goals: vec![
            goal("least-shortfall", 42.603_95, Some(42.603_95), Some(0.0)),
            // (550.131875 − 440.1055) ÷ 550.131875 = 0.2.
            goal("most-reach", 440.1055, Some(550.131_875), Some(0.2)),
            goal("most-reach", 291.1055, None, None),
            // (234,905.65 − 187,924.52) ÷ 187,924.52 = 0.25.
            goal("least-cost", 234_905.65, Some(187_924.52), Some(0.25)),
            goal("fewest-changes", 1.0, Some(0.0), Some(f64::INFINITY)),
        ],
    }
}
