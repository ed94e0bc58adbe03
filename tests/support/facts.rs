//! What the contract says about one offer, one pair of places and one budget line, transcribed
//! plainly. Nothing of the engine or the checker is used.

use doorstep_scenario::{
    At, Decay, FundKind, Host, Mode, ModeIx, Position, Scenario, ServiceIx, SiteIx, Travel, VenueIx, Way,
};

/// A constraint, or a family of them, that can be dropped to see whether it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Each site has exactly one level.
    OneLevel,
    /// A site takes only the levels it is allowed.
    AllowedLevels,
    /// An offer at a site needs one of its levels there.
    OfferNeedsLevel,
    /// An offer everywhere needs one of its levels somewhere.
    EverywhereNeedsLevel,
    /// Room hours.
    Rooms,
    /// Sessions in a venue.
    VenueCapacity,
    /// People served by a session.
    Capacity,
    /// Each person once per service, and no more than would take it up.
    People,
    /// Fewest sessions of a running offer.
    Least,
    /// Most sessions (dropped: one step more).
    Most,
    /// Sessions in whole steps (dropped: half steps).
    Step,
    /// The cut-off of weak pairs.
    LeastDecay,
    /// Untouchable lines stay where they are.
    Untouchable,
    /// Only cashable lines of the General Fund count as saved.
    Counting,
    /// The rule at this position.
    Rule(usize),
    /// The target at this position.
    Target(usize),
}

/// One service in one way at one place that could run.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Position of the service.
    pub service: usize,
    /// Position of the mode.
    pub mode: usize,
    /// Where.
    pub host: Host,
    /// At which levels of its site (or of any site) it may run; empty in a venue.
    pub levels: Vec<usize>,
    /// By area: the share who still come, where the pair is a candidate.
    pub delta: Vec<Option<f64>>,
    /// By area: how far away it is, in whole metres; 0 for one that is everywhere.
    pub travel: Vec<f64>,
    /// How much a person reached counts.
    pub equivalence: f64,
    /// People served in a year by one weekly session.
    pub served: f64,
}

/// Whole metres between two positions, halves away from zero.
pub fn metres(scenario: &Scenario, a: Position, b: Position) -> f64 {
    let Travel::StraightLine { detour } = scenario.travel else { panic!("only straight lines are drawn") };
    let (east, north) = (f64::from(a.easting) - f64::from(b.easting), f64::from(a.northing) - f64::from(b.northing));
    (detour * (east * east + north * north).sqrt()).round()
}

/// Whole metres on the straight line, whatever the detour.
pub fn line(a: Position, b: Position) -> f64 {
    let (east, north) = (f64::from(a.easting) - f64::from(b.easting), f64::from(a.northing) - f64::from(b.northing));
    (east * east + north * north).sqrt().round()
}

/// The decay at a whole number of metres, to the nearest millionth.
pub fn decay(shape: &Decay, d: f64) -> f64 {
    let value = match shape {
        Decay::Step { limit } => f64::from(u8::from(d <= f64::from(limit.0))),
        Decay::Linear { full, zero } => {
            let (full, zero) = (f64::from(full.0), f64::from(zero.0));
            ((zero - d) / (zero - full)).clamp(0.0, 1.0)
        }
        Decay::Exponential { half } => (-std::f64::consts::LN_2 * d / f64::from(half.0)).exp(),
        Decay::Gaussian { half } => (-std::f64::consts::LN_2 * (d / f64::from(half.0)).powi(2)).exp(),
        Decay::Logistic { half, slope } => {
            let at = |d: f64| 1.0 / (1.0 + ((d - f64::from(half.0)) / f64::from(slope.0)).exp());
            at(d) / at(0.0)
        }
        Decay::Table(points) => table(points, d),
    };
    (value * 1e6).round() / 1e6
}

fn table(points: &[(Way, f64)], d: f64) -> f64 {
    let at = |point: usize| (f64::from(points[point].0.0), points[point].1);
    if d <= at(0).0 {
        return at(0).1;
    }
    for point in 1..points.len() {
        let ((from, high), (to, low)) = (at(point - 1), at(point));
        if d <= to {
            return high + (low - high) * (d - from) / (to - from);
        }
    }
    0.0
}

/// May this site take this level?
pub fn allowed(scenario: &Scenario, site: usize, level: usize, relax: Option<Family>) -> bool {
    relax == Some(Family::AllowedLevels) || scenario.sites[site].levels.iter().any(|l| l.0 == level)
}

/// Full-time equivalents that one weekly session of an offer needs.
pub fn posts(each: &[(ServiceIx, ModeIx, f64)], offer: &Offer) -> f64 {
    let own = each.iter().filter(|(service, mode, _)| (service.0, mode.0) == (offer.service, offer.mode));
    own.map(|(_, _, needs)| needs).sum()
}

/// Every offer there could be, by service, mode and place.
pub fn offers(scenario: &Scenario, relax: Option<Family>) -> Vec<Offer> {
    let mut all = Vec::new();
    for (service, what) in scenario.services.iter().enumerate() {
        for (mode, how) in what.modes.iter().enumerate() {
            let (levels, hosts) = hosts(scenario, how, relax);
            for host in hosts {
                let at = match host {
                    Host::Site(site) => Some(scenario.sites[site.0].position),
                    Host::Venue(venue) => Some(scenario.venues[venue.0].position),
                    Host::Everywhere => None,
                };
                let shape = how.decay.as_ref().unwrap_or(&what.decay);
                let ways = scenario.areas.iter().map(|area| at.map(|at| metres(scenario, area.position, at)));
                let ways: Vec<Option<f64>> = ways.collect();
                let delta = ways.iter().map(|way| {
                    let value = way.map_or(1.0, |way| decay(shape, way));
                    let weak = value < scenario.least_decay.value() && relax != Some(Family::LeastDecay);
                    (value > 0.0 && !weak).then_some(value)
                });
                all.push(Offer {
                    service,
                    mode,
                    host,
                    levels: levels.clone(),
                    delta: delta.collect(),
                    travel: ways.iter().map(|way| way.unwrap_or(0.0)).collect(),
                    equivalence: how.equivalence.value(),
                    served: f64::from(how.places) * how.occupancy.value() * f64::from(how.weeks) * how.survival.value()
                        / what.visits,
                });
            }
        }
    }
    all
}

fn hosts(scenario: &Scenario, mode: &Mode, relax: Option<Family>) -> (Vec<usize>, Vec<Host>) {
    match &mode.at {
        At::Site(levels) => {
            let levels: Vec<usize> = levels.iter().map(|level| level.0).collect();
            let fits = |site: &usize| levels.iter().any(|&level| allowed(scenario, *site, level, relax));
            let hosts = (0..scenario.sites.len()).filter(fits).map(|site| Host::Site(SiteIx(site))).collect();
            (levels, hosts)
        }
        At::Venue(kinds) => {
            let fits = |venue: &usize| kinds.contains(&scenario.venues[*venue].kind);
            (vec![], (0..scenario.venues.len()).filter(fits).map(|venue| Host::Venue(VenueIx(venue))).collect())
        }
        At::Everywhere(levels) => (levels.iter().map(|level| level.0).collect(), vec![Host::Everywhere]),
    }
}

/// A year's cost of a site at a level, by line, in pence.
pub fn level_costs(scenario: &Scenario, site: usize, level: usize) -> Vec<i64> {
    let mut lines = vec![0; scenario.lines.len()];
    for (line, amount) in &scenario.levels[level].costs {
        lines[line.0] = amount.0;
    }
    for own in scenario.sites[site].costs.iter().filter(|own| own.level.0 == level) {
        lines[own.line.0] = own.amount.0;
    }
    lines
}

/// A year's cost of a running offer, by line, in pence: sessions rounded half up, once a line.
pub fn offer_costs(scenario: &Scenario, service: usize, mode: usize, sessions: u32) -> Vec<i64> {
    let how = &scenario.services[service].modes[mode];
    let mut lines = vec![0; scenario.lines.len()];
    for (line, amount) in &how.session_costs {
        let thousandths = i128::from(amount.0) * i128::from(how.weeks) * i128::from(sessions);
        lines[line.0] += i64::try_from((2 * thousandths + 1000).div_euclid(2000)).unwrap();
    }
    for (line, amount) in &how.running_costs {
        lines[line.0] += amount.0;
    }
    lines
}

/// Today's cost by line, in pence.
pub fn baseline_costs(scenario: &Scenario) -> Vec<i64> {
    let mut lines: Vec<i64> = scenario.lines.iter().map(|line| line.fixed.0).collect();
    let sites = (0..scenario.sites.len()).map(|site| level_costs(scenario, site, scenario.sites[site].baseline.0));
    let running = scenario.baseline.iter().map(|o| offer_costs(scenario, o.service.0, o.mode.0, o.sessions.0));
    for amounts in sites.chain(running) {
        for (line, amount) in amounts.into_iter().enumerate() {
            lines[line] += amount;
        }
    }
    lines
}

/// By line: does a plan change it, and does less of it count towards targets?
pub fn line_kinds(scenario: &Scenario, relax: Option<Family>) -> Vec<(bool, bool)> {
    let kind = |line: &doorstep_scenario::Line| {
        let moves = line.touchable || relax == Some(Family::Untouchable);
        let general = scenario.funds[line.fund.0].kind == FundKind::GeneralFund;
        (moves, moves && (line.cashable && general || relax == Some(Family::Counting)))
    };
    scenario.lines.iter().map(kind).collect()
}
