//! A city like the bundled one: hubs, centres and linked sites that share rooms among services, venues
//! that lend sessions, outreach and help on a screen from hubs; every district keeps a hub.

use super::catalogue::{self, CENTRE, HIRE, HUB, Kind, LEVELS, LINES, LINKED, STAFF};
use super::fade::LEAST;
use super::{Asked, Capacity, Fade, Land, cut, goal, ground, room, target};
use crate::support::blank::{rule, share};
use crate::support::rng::Rng;
use doorstep_scenario::{
    Area, At, BaselineOffer, Counted, GoalKind, Host, Level, LevelIx, LineIx, Mode, ModeIx, Of, Pence, Per, Position,
    RuleKind, Scenario, Service, ServiceIx, Sessions, Site, SiteCost, SiteIx, Strength, Venue, VenueIx, Weight,
};

/// Kinds of venues: half of them schools.
const VENUES: [&str; 6] = ["gp_practice", "library", "library", "primary_school", "primary_school", "primary_school"];
/// Venues lend so many sessions a week; where nothing binds, more than anybody could use.
const LENT: [u32; 3] = [2, 3, 6];
const LENT_AMPLE: u32 = 1000;

pub fn scenario(asked: &Asked, land: &Land) -> Scenario {
    let mut s = ground(asked, land, &LINES);
    s.least_decay = share(LEAST);
    for (id, hours, pounds) in LEVELS {
        let costs = pounds.into_iter().map(|(line, pounds)| (line, Pence(pounds * 100))).collect();
        s.levels.push(Level { id: id.to_owned(), hours, costs });
    }
    footprint(asked, land, &mut s);
    let mut services: Vec<Service> = (0..asked.services).map(|n| service(asked, &s, n)).collect();
    services.sort_by(|a, b| a.id.cmp(&b.id));
    s.services = services;
    s.baseline = today(&s);
    let total = cost(&s);
    s.targets.push(target(cut(&mut asked.stream(6), total)));
    rules(&mut s);
    s.goals.push(goal(GoalKind::MostReach(Weight::Need), 0.001));
    s
}

fn footprint(asked: &Asked, land: &Land, s: &mut Scenario) {
    let mut rng = asked.stream(4);
    for (n, spot) in land.sites.iter().enumerate() {
        // The first of every district is a hub today, and one in six of the others.
        let baseline = match rng.below(20) {
            _ if n < land.districts.len() => HUB,
            0..=2 => HUB,
            3 => LINKED,
            _ => CENTRE,
        };
        s.sites.push(Site {
            id: spot.id.clone(),
            name: spot.id.clone(),
            district: spot.district,
            position: spot.position,
            deprivation: spot.deprivation,
            rooms: rng.whole(1, 3) as u32,
            baseline,
            levels: vec![LevelIx(0), CENTRE, HUB, LINKED],
            illustrative: true,
            costs: own_costs(&mut rng, asked, s),
        });
    }
    for spot in &land.venues {
        let (kind, lent) = (rng.pick(&VENUES), rng.pick(&LENT));
        s.venues.push(Venue {
            id: spot.id.clone(),
            name: spot.id.clone(),
            kind: kind.to_owned(),
            district: spot.district,
            position: spot.position,
            weekly_sessions: Sessions(1000 * if asked.capacity == Capacity::Ample { LENT_AMPLE } else { lent }),
        });
    }
}

/// Core teams cost a quarter less to a third more than their level's, in whole pounds.
fn own_costs(rng: &mut Rng, asked: &Asked, s: &Scenario) -> Vec<SiteCost> {
    let factor = rng.real(0.75, 1.35);
    if asked.same_costs {
        return Vec::new();
    }
    let own = |level: &LevelIx| {
        let team = s.levels[level.0].costs.iter().find(|(line, _)| *line == STAFF);
        team.map(|(line, amount)| {
            let amount = Pence((amount.pounds() * factor).round() as i64 * 100);
            SiteCost { level: *level, line: *line, amount }
        })
    };
    [CENTRE, HUB, LINKED].iter().filter_map(own).collect()
}

fn service(asked: &Asked, s: &Scenario, n: usize) -> Service {
    let kind = &catalogue::KINDS[n % catalogue::KINDS.len()];
    let more = n / catalogue::KINDS.len();
    let (id, name) = match more {
        0 => (kind.id.to_owned(), kind.name.to_owned()),
        _ => (format!("{}-{}", kind.id, more + 1), format!("{} {}", kind.name, more + 1)),
    };
    let take_up = (0..asked.groups).map(|group| Some(share(kind.take_up[group % kind.take_up.len()])));
    let take_up: Vec<_> = take_up.collect();
    let served = |area: &Area| -> f64 {
        let each = area.people.iter().zip(&take_up);
        each.map(|(people, share)| f64::from(*people) * share.map_or(0.0, doorstep_scenario::Share::value)).sum()
    };
    let potential: Vec<f64> = s.areas.iter().map(served).collect();
    let mut modes = kind.modes();
    // A mode may name only kinds of venues that there are.
    modes.retain_mut(|mode| match &mut mode.at {
        At::Venue(kinds) => {
            kinds.retain(|kind| s.venues.iter().any(|venue| venue.kind == *kind));
            !kinds.is_empty()
        }
        _ => true,
    });
    if asked.capacity == Capacity::Ample {
        for mode in &mut modes {
            widen(mode, kind, s, &potential);
        }
    }
    Service {
        id,
        name,
        tier: kind.tier,
        take_up,
        visits: kind.visits,
        weight: kind.weight,
        decay: asked.fade.with_half(kind.half),
        step: Sessions(100),
        modes,
    }
}

/// Room for everybody who could come, at the fewest sessions.
fn widen(mode: &mut Mode, kind: &Kind, s: &Scenario, potential: &[f64]) {
    let sites = s.sites.iter().map(|site| site.position);
    let venues = |kinds: &[String]| {
        let of_kind = s.venues.iter().filter(|venue| kinds.contains(&venue.kind));
        of_kind.map(|venue| venue.position).collect::<Vec<Position>>()
    };
    let places = match &mode.at {
        At::Site(_) => sites.collect(),
        At::Venue(kinds) => venues(kinds),
        At::Everywhere(_) => Vec::new(),
    };
    let everybody: f64 = potential.iter().sum();
    let most = match (&mode.at, mode.decay.as_ref()) {
        (At::Everywhere(_), _) => everybody,
        (_, Some(_)) => room::most_within(&s.areas, potential, &places, catalogue::OUTREACH),
        (_, None) => room::most_within(&s.areas, potential, &places, Fade::farthest(kind.half)),
    };
    let sessions = f64::from(mode.weeks) * mode.occupancy.value() * mode.survival.value() * mode.least.per_week();
    mode.places = ((most + 1.0) * kind.visits / sessions).ceil().clamp(1.0, 100_000.0) as u32;
    mode.room_hours = 0.0;
}

/// What fits, service after service.
fn today(s: &Scenario) -> Vec<BaselineOffer> {
    let mut all = Vec::new();
    for (k, service) in s.services.iter().enumerate() {
        for (m, mode) in service.modes.iter().enumerate() {
            let mut run = |host: Host, sessions: f64| {
                let whole = Sessions((sessions * 10.0) as u32 * 100).min(mode.most);
                if whole >= mode.least {
                    all.push(BaselineOffer { service: ServiceIx(k), mode: ModeIx(m), host, sessions: whole });
                }
            };
            match &mode.at {
                At::Site(levels) => {
                    for (n, site) in s.sites.iter().enumerate().filter(|(_, site)| levels.contains(&site.baseline)) {
                        let hours = 0.9 * f64::from(site.rooms) * s.levels[site.baseline.0].hours;
                        let each = hours / s.services.len() as f64 / catalogue::ROOM_HOURS;
                        run(Host::Site(SiteIx(n)), if mode.decay.is_some() { 10.0 } else { each });
                    }
                }
                // Each venue is lent to one service, round all of its kind.
                At::Venue(kinds) => {
                    for (n, venue) in s.venues.iter().enumerate().filter(|(_, venue)| kinds.contains(&venue.kind)) {
                        if n % s.services.len() == k && m == first_in_venues(service) {
                            run(Host::Venue(VenueIx(n)), venue.weekly_sessions.per_week().min(3.0));
                        }
                    }
                }
                At::Everywhere(_) => run(Host::Everywhere, 10.0),
            }
        }
    }
    all.sort_unstable();
    all
}

fn first_in_venues(service: &Service) -> usize {
    service.modes.iter().position(|mode| matches!(mode.at, At::Venue(_))).unwrap_or(0)
}

/// A year's cost of today, all of which counts.
fn cost(s: &Scenario) -> Pence {
    let site = |site: &Site| -> Pence {
        let level = s.levels[site.baseline.0].costs.iter();
        let own = |line: LineIx| site.costs.iter().find(|cost| (cost.level, cost.line) == (site.baseline, line));
        level.map(|(line, amount)| own(*line).map_or(*amount, |cost| cost.amount)).sum()
    };
    let offer = |offer: &BaselineOffer| -> Pence {
        let mode = &s.services[offer.service.0].modes[offer.mode.0];
        let sessions = mode.session_costs.iter().map(|(_, amount)| amount.for_year(offer.sessions, mode.weeks));
        sessions.chain(mode.running_costs.iter().map(|(_, amount)| *amount)).sum()
    };
    s.sites.iter().map(site).chain(s.baseline.iter().map(offer)).sum()
}

fn rules(s: &mut Scenario) {
    let can = |n: usize| s.sites.iter().any(|site| site.district.0 == n);
    let per = if (0..s.districts.len()).all(can) { Per::District } else { Per::Overall };
    if !s.sites.is_empty() {
        let hubs = RuleKind::AtLeast { count: 1, levels: vec![HUB], per, sites: None };
        s.rules.push(rule(hubs, Strength::Hard));
        "hub".clone_into(&mut s.rules[0].id);
    }
    let Some(service) = s.services.iter().position(|service| service.id == catalogue::FLOOR) else { return };
    let modes = &s.services[service].modes;
    // By paid staff: not by self-help.
    let counts = modes.iter().enumerate().filter(|(_, mode)| mode.survival.value() >= 1.0);
    let modes = counts.map(|(n, _)| ModeIx(n)).collect();
    let counted = Counted { service: ServiceIx(service), modes, least: Sessions::ZERO };
    let floor = RuleKind::ReachShare { counted, at_least: share(0.02), of: Of::People, per: Per::Overall };
    s.rules.push(rule(floor, Strength::Hard));
    if let Some(last) = s.rules.last_mut() {
        "play-floor".clone_into(&mut last.id);
    }
}

/// Session costs of a mode: its staff, and the hire of a room.
pub fn session_costs(staff: LineIx, pence: i64, hire: i64) -> Vec<(LineIx, Pence)> {
    let hire = (hire > 0).then_some((HIRE, Pence(hire)));
    let mut costs: Vec<_> = hire.into_iter().chain([(staff, Pence(pence))]).collect();
    costs.sort_unstable();
    costs
}
