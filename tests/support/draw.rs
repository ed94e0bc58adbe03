//! Small random parts of scenarios: everything but rules, targets and goals.

use doorstep_scenario::{
    Area, At, Band, Costs, Decay, District, DistrictIx, Fund, FundIx, FundKind, Group, Level, LevelIx, Line, LineIx,
    Mode, Pence, Position, Scenario, Service, Sessions, Share, Site, SiteCost, Tier, Travel, Venue, Way,
};

use super::blank::{empty, share};
use super::rng::Rng;

fn id(kind: &str, n: usize) -> String {
    format!("{kind}{n}")
}

/// A scenario with everything but what runs today, targets, rules and goals.
pub fn provision(rng: &mut Rng) -> Scenario {
    let mut s = empty();
    s.travel = Travel::StraightLine { detour: rng.pick(&[1.0, 1.0, 1.2, 1.37]) };
    s.least_decay = share(rng.pick(&[0.0, 0.0, 0.05, 0.2, 0.45]));
    s.districts = (0..rng.whole(1, 3) as usize).map(|n| District { id: id("d", n) }).collect();
    s.groups = (0..rng.whole(1, 2) as usize).map(|n| Group { id: id("g", n), name: id("Group ", n) }).collect();
    let flat_need = rng.chance(0.2);
    for n in 0..rng.whole(2, 5) as usize {
        let district = if rng.chance(0.85) { n % s.districts.len() } else { rng.below(s.districts.len()) };
        s.areas.push(Area {
            id: id("a", n),
            name: id("Area ", n),
            district: DistrictIx(district),
            deprivation: rng.chance(0.5).then(|| rng.whole(1, 10) as u8),
            position: somewhere(rng),
            people: (0..s.groups.len()).map(|_| if rng.chance(0.05) { 0 } else { rng.whole(10, 250) as u32 }).collect(),
            need: if flat_need { 1.0 } else { rng.whole(5, 30) as f64 / 10.0 },
            shares: vec![],
        });
    }
    money(rng, &mut s);
    levels(rng, &mut s);
    places(rng, &mut s);
    for n in 0..rng.whole(1, 2) as usize {
        let service = service(rng, &s, n);
        s.services.push(service);
    }
    sharpen(rng, &mut s);
    s
}

/// Deprivation bands, and a decile for every site: its own, or that of the nearest area. With `more`
/// most areas have one too.
pub fn bands(rng: &mut Rng, s: &mut Scenario, more: bool) {
    if more {
        for area in &mut s.areas {
            if area.deprivation.is_none() && rng.chance(0.8) {
                area.deprivation = Some(rng.whole(1, 10) as u8);
            }
        }
    }
    let mut deciles: Vec<u8> = (1..=10).collect();
    for n in 0..rng.pick(&[0, 1, 2, 2, 2]) {
        // Mostly all of a half, now and then with a gap.
        let (some, rest) = deciles.split_at(if n == 0 { rng.whole(3, 6) as usize } else { deciles.len() });
        let some: Vec<u8> = some.iter().copied().filter(|_| rng.chance(0.93)).collect();
        deciles = rest.to_vec();
        if !some.is_empty() {
            s.bands.push(Band { id: id("b", n), deciles: some });
        }
    }
    for site in 0..s.sites.len() {
        let at = s.sites[site].position;
        let away = |area: &&Area| {
            let (east, north) = (area.position.easting - at.easting, area.position.northing - at.northing);
            i64::from(east).pow(2) + i64::from(north).pow(2)
        };
        let near = s.areas.iter().min_by_key(away).and_then(|area| area.deprivation);
        s.sites[site].deprivation = if rng.chance(0.3) { Some(rng.whole(1, 10) as u8) } else { near };
    }
}

/// Makes services so plentiful and so near that now and then everybody can be served.
pub fn plenty(rng: &mut Rng, s: &mut Scenario) {
    s.least_decay = share(0.0);
    for service in &mut s.services {
        if rng.chance(0.15) {
            continue;
        }
        service.decay = if rng.chance(0.6) {
            Decay::Step { limit: Way(rng.whole(4000, 8000) as u32) }
        } else {
            Decay::Exponential { half: Way(rng.whole(1200, 4000) as u32) }
        };
        let of = |area: &Area| -> f64 {
            let each = area.people.iter().zip(&service.take_up);
            each.map(|(n, share)| f64::from(*n) * share.map_or(0.0, Share::value)).sum()
        };
        let everyone: f64 = s.areas.iter().map(of).sum();
        let mode = &service.modes[0];
        let visits = f64::from(mode.places) * mode.occupancy.value() * f64::from(mode.weeks) * mode.survival.value();
        let visits = visits / everyone.max(1.0) / rng.real(0.2, 0.9);
        service.visits = (visits * 100.0).ceil() / 100.0;
        service.modes.iter_mut().for_each(|mode| mode.decay = None);
    }
}

fn somewhere(rng: &mut Rng) -> Position {
    Position { easting: 450_000 + rng.whole(0, 3500) as i32, northing: 280_000 + rng.whole(0, 3500) as i32 }
}

fn money(rng: &mut Rng, s: &mut Scenario) {
    s.funds = vec![
        Fund { id: "general".to_owned(), kind: FundKind::GeneralFund, terms: None },
        Fund { id: "grant".to_owned(), kind: FundKind::RingFenced, terms: None },
    ];
    let mut line = |name: &str, fund, touchable, cashable| Line {
        id: name.to_owned(),
        name: name.to_owned(),
        fund: FundIx(fund),
        touchable,
        cashable,
        fixed: Pence(if rng.chance(0.4) { rng.whole(0, 20_000) * 100 } else { 0 }),
        income: false,
        backed_by: None,
    };
    s.lines = vec![
        line("granted", 1, true, true),
        line("overhead", 0, true, false),
        line("premises", 0, true, true),
        line("staff", 0, true, true),
    ];
    // Odd combinations too: money that may not be touched, and grants that are not cashable.
    for line in &mut s.lines {
        line.touchable = !rng.chance(0.12);
        if rng.chance(0.1) {
            line.cashable = !line.cashable;
        }
    }
}

fn costs(rng: &mut Rng, lines: usize, chance: f64, low: i64, high: i64) -> Costs {
    let chosen: Vec<usize> = (0..lines).filter(|_| rng.chance(chance)).collect();
    chosen.into_iter().map(|line| (LineIx(line), Pence(rng.whole(low, high)))).collect()
}

fn levels(rng: &mut Rng, s: &mut Scenario) {
    if rng.chance(0.15) {
        s.levels[0].costs = costs(rng, 4, 0.4, 50_000, 400_000);
    }
    let hub = costs(rng, 4, 0.7, 1_500_000, 9_000_000);
    s.levels.push(Level { id: "hub".to_owned(), hours: rng.pick(&[4.0, 6.0, 8.0, 12.0]), costs: hub });
    if rng.chance(0.7) {
        let linked = costs(rng, 4, 0.6, 300_000, 2_500_000);
        s.levels.push(Level { id: "linked".to_owned(), hours: rng.pick(&[2.0, 3.0, 4.5]), costs: linked });
    }
}

fn places(rng: &mut Rng, s: &mut Scenario) {
    for n in 0..rng.whole(1, 3) as usize {
        let mut levels: Vec<LevelIx> = (0..s.levels.len()).filter(|_| rng.chance(0.85)).map(LevelIx).collect();
        if levels.is_empty() {
            levels.push(LevelIx(rng.below(s.levels.len())));
        }
        let mut own: Vec<SiteCost> = Vec::new();
        for level in 0..s.levels.len() {
            for line in 0..s.lines.len() {
                if rng.chance(0.08) {
                    let amount = Pence(rng.whole(100_000, 5_000_000));
                    own.push(SiteCost { level: LevelIx(level), line: LineIx(line), amount });
                }
            }
        }
        s.sites.push(Site {
            id: id("s", n),
            name: id("Site ", n),
            district: DistrictIx(rng.below(s.districts.len())),
            position: somewhere(rng),
            deprivation: None,
            rooms: rng.whole(1, 2) as u32,
            baseline: if rng.chance(0.8) { levels[levels.len() - 1] } else { rng.pick(&levels) },
            levels,
            illustrative: rng.chance(0.1),
            costs: own,
        });
    }
    for n in 0..rng.whole(0, 2) as usize {
        s.venues.push(Venue {
            id: id("v", n),
            name: id("Venue ", n),
            kind: rng.pick(&["library", "school"]).to_owned(),
            district: DistrictIx(rng.below(s.districts.len())),
            position: somewhere(rng),
            weekly_sessions: Sessions(rng.pick(&[500, 1000, 1000, 1500, 2000])),
        });
    }
}

/// One of the shapes.
pub fn decay(rng: &mut Rng) -> Decay {
    let mut metres = |low, high| Way(rng.whole(low, high) as u32);
    let (half, limit, more) = (metres(500, 2500), metres(600, 3500), metres(300, 2500));
    match rng.below(6) {
        0 => Decay::Step { limit },
        1 => Decay::Linear { full: half, zero: Way(half.0 + more.0) },
        2 => Decay::Exponential { half },
        3 => Decay::Gaussian { half },
        4 => Decay::Logistic { half, slope: Way(more.0 / 4 + 50) },
        _ => Decay::Table(vec![(Way(300), 0.95), (Way(300 + half.0), 0.4), (Way(300 + half.0 + more.0), 0.1)]),
    }
}

fn service(rng: &mut Rng, s: &Scenario, n: usize) -> Service {
    let same = share(rng.whole(15, 90) as f64 / 100.0);
    let alike = rng.chance(0.4);
    let mut take_up: Vec<Option<Share>> = (0..s.groups.len())
        .map(|_| if alike { Some(same) } else { Some(share(rng.whole(15, 100) as f64 / 100.0)) })
        .collect();
    if take_up.len() > 1 && rng.chance(0.25) {
        let barred = rng.below(take_up.len());
        take_up[barred] = None;
    }
    let step = rng.pick(&[500, 1000, 1000]);
    let mut modes: Vec<Mode> = (0..rng.whole(1, 2) as usize).map(|m| mode(rng, s, m, step)).collect();
    modes.sort_by(|a, b| a.id.cmp(&b.id));
    Service {
        id: id("k", n),
        name: id("Service ", n),
        tier: rng.pick(&[Tier::Universal, Tier::Targeted, Tier::Specialist]),
        take_up,
        visits: rng.pick(&[2.0, 5.0, 8.0, 12.5, 20.0, 33.0]),
        weight: rng.pick(&[1.0, 1.0, 0.5, 2.0, 0.0]),
        decay: decay(rng),
        step: Sessions(step),
        modes,
    }
}

fn mode(rng: &mut Rng, s: &Scenario, m: usize, step: u32) -> Mode {
    let top = s.levels.len() - 1;
    let open = |rng: &mut Rng| match rng.below(3) {
        0 => vec![LevelIx(1)],
        1 if top == 2 => vec![LevelIx(2)],
        _ => (1..=top).map(LevelIx).collect(),
    };
    let (name, at) = match rng.below(10) {
        0..=5 => ("centre", At::Site(open(rng))),
        6..=7 if !s.venues.is_empty() => {
            let kinds =
                if rng.chance(0.5) { vec!["library", "school"] } else { vec![rng.pick(&["library", "school"])] };
            ("drop-in", At::Venue(kinds.into_iter().map(str::to_owned).collect()))
        }
        _ => ("virtual", At::Everywhere(open(rng))),
    };
    let least = rng.pick(&[1, 1, 1, 2]);
    let spread = rng.pick(&[0, 1, 1, 2]);
    Mode {
        id: format!("m{m}-{name}"),
        decay: rng.chance(0.25).then(|| decay(rng)),
        by: None,
        equivalence: share(if name == "virtual" { rng.pick(&[0.25, 0.5]) } else { rng.pick(&[1.0, 1.0, 0.8]) }),
        survival: share(rng.pick(&[1.0, 1.0, 0.9, 0.6])),
        room_hours: if matches!(at, At::Site(_)) { rng.pick(&[0.0, 1.5, 2.0, 2.5, 3.0]) } else { 0.0 },
        at,
        places: rng.whole(6, 24) as u32,
        occupancy: share(rng.pick(&[1.0, 0.9, 0.75])),
        weeks: rng.whole(30, 52) as u32,
        session_costs: costs(rng, 4, 0.4, 1_000, 15_000),
        running_costs: costs(rng, 4, 0.2, 20_000, 300_000),
        least: Sessions(least * step),
        most: Sessions((least + spread) * step),
    }
}

/// Sets limits exactly where a pair lies: a limit is kept with `<=`.
fn sharpen(rng: &mut Rng, s: &mut Scenario) {
    for service in 0..s.services.len() {
        let to = s.sites[rng.below(s.sites.len())].position;
        let from = s.areas[rng.below(s.areas.len())].position;
        let exact = Way(super::facts::metres(s, from, to).max(1.0) as u32);
        let sharp = rng.chance(0.4);
        if let (Decay::Step { limit }, true) = (&mut s.services[service].decay, sharp) {
            *limit = exact;
        }
    }
    if rng.chance(0.04) {
        let some: Vec<f64> =
            super::facts::offers(s, None).iter().flat_map(|offer| offer.delta.clone()).flatten().collect();
        if !some.is_empty() {
            s.least_decay = share(rng.pick(&some));
        }
    }
}
