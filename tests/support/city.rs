//! Cities of any size for benches: clustered areas, a hub or linked centre in many of them, shared
//! rooms, borrowed venues, sessions in tenths, a savings target that hurts.

use doorstep_scenario::{
    Against, Area, At, BaselineOffer, Basis, Counted, Decay, District, DistrictIx, FinancialYear, Fund, FundIx,
    FundKind, Goal, GoalKind, Group, Host, Level, LevelIx, Line, LineIx, Measured, Mode, ModeIx, Of, Pence, Per, Place,
    Position, Rule, RuleKind, SavingKind, Scenario, Service, ServiceIx, Sessions, Site, SiteIx, Strength, Target, Tier,
    Travel, Venue, VenueIx, Way, Weight,
};

use super::blank::{empty, share};
use super::rng::Rng;

const CLOSED: LevelIx = LevelIx(0);
const HUB: LevelIx = LevelIx(1);
const LINKED: LevelIx = LevelIx(2);
const OVERHEAD: LineIx = LineIx(0);
const PREMISES: LineIx = LineIx(1);
const STAFF: LineIx = LineIx(2);

/// A city of this many areas, sites, venues and services; the same for the same seed.
pub fn sized(areas: usize, sites: usize, venues: usize, services: usize, seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 77);
    let mut s = empty();
    s.name = format!("city {areas}x{sites}x{venues}x{services} #{seed}");
    s.travel = Travel::StraightLine { detour: 1.3 };
    s.least_decay = share(0.1);
    s.groups = ["g0", "g1"].map(|id| Group { id: id.to_owned(), name: id.to_owned() }).to_vec();
    geography(&mut rng, &mut s, areas, sites);
    money(&mut s);
    footprint(&mut rng, &mut s, sites, venues);
    for n in 0..services {
        let service = service(&mut rng, n);
        s.services.push(service);
    }
    today(&mut s);
    demands(&mut rng, &mut s);
    s
}

fn geography(rng: &mut Rng, s: &mut Scenario, areas: usize, sites: usize) {
    let districts = (areas / 60).clamp(1, 12).min(sites.max(1));
    // About 0.6 km² for each area, in clusters of thirty.
    let width = (areas as f64 * 600_000.0).sqrt();
    let mut spot = || (rng.real(0.0, width), rng.real(0.0, width));
    let clusters: Vec<(f64, f64)> = (0..areas.div_ceil(30).max(2)).map(|_| spot()).collect();
    s.districts = (0..districts).map(|n| District { id: format!("d{n:02}") }).collect();
    let seats: Vec<(f64, f64)> = (0..districts).map(|d| clusters[d % clusters.len()]).collect();
    for n in 0..areas {
        let centre = clusters[n % clusters.len()];
        let (x, y) = (centre.0 + 900.0 * rng.normal(), centre.1 + 900.0 * rng.normal());
        let far = |seat: &(f64, f64)| (seat.0 - x).hypot(seat.1 - y);
        let district = (0..districts).min_by(|&a, &b| far(&seats[a]).total_cmp(&far(&seats[b]))).unwrap();
        let decile = rng.whole(1, 10);
        s.areas.push(Area {
            id: format!("a{n:05}"),
            name: format!("Area {n}"),
            district: DistrictIx(district),
            deprivation: Some(decile as u8),
            position: Position { easting: 430_000 + x as i32, northing: 290_000 + y as i32 },
            people: vec![rng.whole(20, 90) as u32, rng.whole(30, 130) as u32],
            need: 2.1 - 0.15 * decile as f64,
            shares: vec![],
        });
    }
}

fn money(s: &mut Scenario) {
    s.funds = vec![Fund { id: "general".to_owned(), kind: FundKind::GeneralFund, terms: None }];
    let line = |id: &str, cashable| Line {
        id: id.to_owned(),
        name: id.to_owned(),
        fund: FundIx(0),
        touchable: true,
        cashable,
        fixed: Pence::ZERO,
        income: false,
        backed_by: None,
    };
    s.lines = vec![line("overhead", false), line("premises", true), line("staff", true)];
    let level = |id: &str, hours, pounds: [i64; 3]| Level {
        id: id.to_owned(),
        hours,
        costs: [OVERHEAD, PREMISES, STAFF].into_iter().zip(pounds.map(|p| Pence(p * 100))).collect(),
    };
    s.levels.push(level("hub", 40.0, [22_000, 61_000, 104_000]));
    s.levels.push(level("linked", 15.0, [6_000, 24_000, 19_500]));
}

fn footprint(rng: &mut Rng, s: &mut Scenario, sites: usize, venues: usize) {
    for n in 0..sites {
        // One in each district first, so that every district can have its hub.
        let mut area = rng.below(s.areas.len());
        for _ in 0..200 {
            if n >= s.districts.len() || s.areas[area].district.0 == n {
                break;
            }
            area = rng.below(s.areas.len());
        }
        let at = s.areas[area].position;
        s.sites.push(Site {
            id: format!("s{n:04}"),
            name: format!("Site {n}"),
            district: s.areas[area].district,
            position: Position { easting: at.easting + rng.whole(-300, 300) as i32, ..at },
            deprivation: s.areas[area].deprivation,
            rooms: rng.whole(2, 4) as u32,
            baseline: if n < s.districts.len() || rng.chance(0.4) { HUB } else { LINKED },
            levels: vec![CLOSED, HUB, LINKED],
            illustrative: true,
            costs: vec![],
        });
    }
    for n in 0..venues {
        let area = rng.below(s.areas.len());
        s.venues.push(Venue {
            id: format!("v{n:04}"),
            name: format!("Venue {n}"),
            kind: rng.pick(&["library", "school"]).to_owned(),
            district: s.areas[area].district,
            position: s.areas[area].position,
            weekly_sessions: Sessions(rng.pick(&[2000, 4000, 6000])),
        });
    }
}

fn service(rng: &mut Rng, n: usize) -> Service {
    let targeted = n % 2 == 1;
    let mode = |id: &str, at: At, equivalence: f64, hours: f64, places: u32, pounds: i64, most: u32| Mode {
        id: id.to_owned(),
        at,
        decay: None,
        by: None,
        equivalence: share(equivalence),
        survival: share(1.0),
        room_hours: hours,
        places,
        occupancy: share(0.8),
        weeks: 39,
        session_costs: vec![(STAFF, Pence(pounds * 100))],
        running_costs: vec![(STAFF, Pence(45_000))],
        least: Sessions(500),
        most: Sessions(most * 1000),
    };
    let places = if targeted { 8 } else { rng.whole(12, 20) as u32 };
    Service {
        id: format!("k{n:02}"),
        name: format!("Service {n}"),
        tier: if targeted { Tier::Targeted } else { Tier::Universal },
        take_up: if n % 3 == 2 {
            vec![None, Some(share(0.35))]
        } else {
            vec![Some(share(if targeted { 0.25 } else { 0.6 })); 2]
        },
        visits: if targeted { 12.0 } else { 20.0 },
        weight: if targeted { 2.0 } else { 1.0 },
        decay: Decay::Logistic { half: Way(1200), slope: Way(300) },
        step: Sessions(100),
        modes: vec![
            mode("centre", At::Site(vec![HUB, LINKED]), 1.0, 2.5, places, 90, 12),
            mode("drop-in", At::Venue(vec!["library".to_owned(), "school".to_owned()]), 0.9, 0.0, places, 110, 4),
            mode("virtual", At::Everywhere(vec![HUB]), 0.25, 0.0, 30, 60, 20),
        ],
    }
}

/// What fits, service after service.
fn today(s: &mut Scenario) {
    let services = s.services.len().max(1) as f64;
    for (k, service) in s.services.iter().enumerate() {
        let mut run = |mode: usize, host: Host, sessions: f64| {
            let n = (sessions * 10.0).floor() as u32 * 100;
            let n = n.min(service.modes[mode].most.0);
            if n >= service.modes[mode].least.0 {
                s.baseline.push(BaselineOffer {
                    service: ServiceIx(k),
                    mode: ModeIx(mode),
                    host,
                    sessions: Sessions(n),
                });
            }
        };
        for (n, site) in s.sites.iter().enumerate() {
            let hours = f64::from(site.rooms) * s.levels[site.baseline.0].hours;
            run(0, Host::Site(SiteIx(n)), 0.9 * hours / services / service.modes[0].room_hours);
        }
        for (n, venue) in s.venues.iter().enumerate() {
            if n % 2 == k % 2 {
                run(1, Host::Venue(VenueIx(n)), venue.weekly_sessions.per_week() / (services / 2.0).ceil());
            }
        }
        run(2, Host::Everywhere, 5.0);
    }
    s.baseline.sort();
}

fn demands(rng: &mut Rng, s: &mut Scenario) {
    let kinds = super::facts::line_kinds(s, None);
    let counted: i64 =
        super::facts::baseline_costs(s).iter().zip(kinds).filter(|(_, kind)| kind.1).map(|(amount, _)| amount).sum();
    let place = Place::file("drawn");
    s.targets.push(Target {
        id: "savings".to_owned(),
        amount: Pence((counted as f64 * rng.real(0.2, 0.45)) as i64 / 100_000 * 100_000),
        by: FinancialYear(2026),
        basis: Basis::AnnualLevel,
        measured: Measured::RunRate,
        against: Against::Base,
        counting: vec![SavingKind::CostReduction],
        strength: Strength::Hard,
        why: None,
        source: None,
        place: place.clone(),
    });
    let mut rule = |id: String, kind| {
        let place = place.clone();
        s.rules.push(Rule { id, kind, strength: Strength::Hard, why: None, source: None, place });
    };
    rule("hubs".to_owned(), RuleKind::AtLeast { count: 1, levels: vec![HUB], per: Per::District, sites: None });
    for k in 0..s.services.len() {
        let kind = RuleKind::ReachShare {
            counted: Counted { service: ServiceIx(k), modes: vec![ModeIx(0), ModeIx(1)], least: Sessions::ZERO },
            at_least: share(0.01),
            of: Of::Eligible,
            per: Per::District,
        };
        rule(format!("reach-{k:02}"), kind);
    }
    for kind in [GoalKind::MostReach(Weight::Need), GoalKind::FewestChanges, GoalKind::LeastCost { travel: None }] {
        let within = share(if kind == GoalKind::FewestChanges { 0.0 } else { 0.001 });
        s.goals.push(Goal { kind, within, place: place.clone() });
    }
}
