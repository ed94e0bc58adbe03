//! A location problem: sites open or closed, each at a cost of its own, and every service at every open
//! site, one "session" a week that stands for all that the site does.

use super::fade::LEAST;
use super::{Asked, Capacity, Land, cut, goal, ground, room, target};
use crate::support::blank::share;
use crate::support::rng::Rng;
use doorstep_scenario::{
    At, BaselineOffer, GoalKind, Host, Level, LevelIx, LineIx, Mode, ModeIx, Pence, Position, Scenario, Service,
    ServiceIx, Sessions, Share, Site, SiteCost, SiteIx, Tier, Weight,
};

const OPEN: LevelIx = LevelIx(1);
const WEEKS: u32 = 48;
const VISITS: f64 = 12.0;
const ONE: Sessions = Sessions(1000);
/// Where places bind, what stays open holds about half of those who would come.
const HELD: f64 = 0.5;
const STAYS: f64 = 0.4;

pub fn scenario(asked: &Asked, land: &Land) -> Scenario {
    let mut s = ground(asked, land, &[("sites", "Sites")]);
    s.least_decay = share(LEAST);
    s.levels.push(Level { id: "open".to_owned(), hours: 40.0, costs: Vec::new() });
    let mut rng = asked.stream(4);
    for spot in &land.sites {
        let pounds = if asked.same_costs { 100_000 } else { rng.whole(25_000, 350_000) };
        s.sites.push(Site {
            id: spot.id.clone(),
            name: spot.id.clone(),
            district: spot.district,
            position: spot.position,
            deprivation: spot.deprivation,
            rooms: 1,
            baseline: OPEN,
            levels: vec![LevelIx(0), OPEN],
            illustrative: true,
            costs: vec![SiteCost { level: OPEN, line: LineIx(0), amount: Pence(pounds * 100) }],
        });
    }
    let positions: Vec<Position> = s.sites.iter().map(|site| site.position).collect();
    let way = room::way_to(&s.areas, &positions, asked.near);
    let digits = super::land::width(asked.services);
    let mut rng = asked.stream(5);
    for n in 0..asked.services {
        let id = if asked.services == 1 { "service".to_owned() } else { format!("service-{:0digits$}", n + 1) };
        // The first reaches as far as was asked; others a little less or more.
        let service = service(&mut rng, asked, &s, id, way * [1.0, 0.9, 1.1][n % 3], &positions);
        s.services.push(service);
    }
    for service in 0..asked.services {
        let offer = |site| BaselineOffer {
            service: ServiceIx(service),
            mode: ModeIx(0),
            host: Host::Site(SiteIx(site)),
            sessions: ONE,
        };
        s.baseline.extend((0..s.sites.len()).map(offer));
    }
    let total: Pence = s.sites.iter().flat_map(|site| &site.costs).map(|cost| cost.amount).sum();
    let mut amount = cut(&mut asked.stream(6), total);
    if asked.same_costs && !s.sites.is_empty() {
        // A whole number of sites.
        let one = total.0 / s.sites.len() as i64;
        amount = Pence(amount.0 / one * one);
    }
    s.targets.push(target(amount));
    s.goals.push(goal(GoalKind::MostReach(Weight::Need), 0.0001));
    s
}

fn service(rng: &mut Rng, asked: &Asked, s: &Scenario, id: String, way: f64, sites: &[Position]) -> Service {
    let take_up: Vec<Share> = (0..asked.groups).map(|_| share(rng.whole(30, 70) as f64 / 100.0)).collect();
    let potential: Vec<f64> = s
        .areas
        .iter()
        .map(|area| area.people.iter().zip(&take_up).map(|(people, share)| f64::from(*people) * share.value()).sum())
        .collect();
    let most = match asked.capacity {
        // One person more than could come, against the last bits of a sum.
        Capacity::Ample => 1.0 + room::most_within(&s.areas, &potential, sites, way + 2.0),
        Capacity::Binding => HELD * potential.iter().sum::<f64>() / (STAYS * sites.len().max(1) as f64),
    };
    let places = (most * VISITS / f64::from(WEEKS)).ceil().clamp(1.0, 100_000.0) as u32;
    let mode = Mode {
        id: "open".to_owned(),
        at: At::Site(vec![OPEN]),
        decay: None,
        by: None,
        equivalence: Share::ALL,
        survival: Share::ALL,
        room_hours: 0.0,
        places,
        occupancy: Share::ALL,
        weeks: WEEKS,
        session_costs: Vec::new(),
        running_costs: Vec::new(),
        least: ONE,
        most: ONE,
    };
    Service {
        name: id.clone(),
        id,
        tier: Tier::Universal,
        take_up: take_up.into_iter().map(Some).collect(),
        visits: VISITS,
        weight: 1.0,
        decay: asked.fade.reaching(way),
        step: ONE,
        modes: vec![mode],
    }
}
