//! Rules by kind, each with steps from what says nothing to what nobody can keep.

use doorstep_scenario::{
    BandIx, Condition, Counted, FinancialYear, Host, LevelIx, LineIx, ModeIx, Near, Of, Pence, Per, RuleKind, Scenario,
    ServiceIx, Sessions, SiteIx, VenueIx, Way,
};

use super::blank::share;
use super::facts;
use super::flow::today;
use super::generate::some_levels;
use super::parts::parts;
use super::rng::Rng;
use super::space::Space;

/// How many kinds there are.
pub const KINDS: usize = 22;

/// Shares are drawn in ten-thousandths.
const SHARES: u64 = 10_000;

/// A rule by its strictness.
pub struct Ladder {
    /// The strictest step; at 0 there is but one rule.
    pub top: u64,
    /// The rule of a step.
    pub rule: Box<dyn Fn(u64) -> RuleKind>,
    /// What a unit of shortfall costs.
    pub price: f64,
}

fn ladder(top: u64, price: f64, rule: impl Fn(u64) -> RuleKind + 'static) -> Ladder {
    Ladder { top, rule: Box::new(rule), price }
}

fn one(price: f64, rule: RuleKind) -> Ladder {
    ladder(0, price, move |_| rule.clone())
}

fn at_least(step: u64) -> doorstep_scenario::Share {
    share(step as f64 / SHARES as f64)
}

fn at_most(step: u64) -> doorstep_scenario::Share {
    at_least(SHARES - step)
}

/// Draws one of a kind; nothing if the scenario has nothing to say it of.
pub fn draw(rng: &mut Rng, s: &Scenario, space: &Space, kind: usize) -> Option<Ladder> {
    let site = SiteIx(rng.below(s.sites.len()));
    let sites_price = rng.pick(&[0.5, 10.0, 250.0]);
    let people_price = rng.pick(&[0.3, 1.0, 7.0]);
    let pound_price = rng.pick(&[0.001, 0.01, 0.2]);
    match kind {
        0..=2 => sites(rng, s, kind, sites_price),
        3..=6 => people(rng, s, space, kind, people_price),
        7 => {
            let level = rng.pick(&s.sites[site.0].levels);
            Some(one(sites_price, RuleKind::Lock { site, level }))
        }
        8 => Some(one(sites_price, RuleKind::Forbid { site, levels: some_levels(rng, s) })),
        9 => {
            let after = if rng.chance(0.9) { rng.whole(1, 3) } else { rng.whole(-1, 0) };
            let year = FinancialYear((i64::from(s.end_year.0) + after) as u16);
            Some(one(sites_price, RuleKind::NotBefore { site, year }))
        }
        10 => {
            let (when, then) = (condition(rng, s, space), condition(rng, s, space));
            (when != then).then(|| one(sites_price, RuleKind::IfThen { when, then }))
        }
        11 => either_or(rng, s, space, sites_price),
        12 => together(rng, s, space, sites_price),
        13 => hub_spoke(rng, s, sites_price),
        14 | 15 => Some(offers(rng, s, kind)),
        16 => {
            let (per, top) = (place(rng, s), s.sites.len() as u64);
            Some(ladder(top, sites_price, move |step| RuleKind::ChangesAtMost { count: (top - step) as u32, per }))
        }
        17 => {
            let per = place(rng, s);
            Some(ladder(SHARES, people_price, move |step| RuleKind::NearestLost { at_most: at_most(step), per }))
        }
        18 => Some(cost_at_most(rng, s, pound_price)),
        19 => {
            let (service, modes) = modes(rng, s);
            let share = move |step| RuleKind::CostShare { service, modes: modes.clone(), at_most: at_most(step) };
            Some(ladder(SHARES, pound_price, share))
        }
        20 => Some(one(people_price, RuleKind::ServeEveryone { service: ServiceIx(rng.below(s.services.len())) })),
        _ => posts_at_most(rng, s, space, sites_price),
    }
}

/// All together, or by what places have.
fn place(rng: &mut Rng, s: &Scenario) -> Per {
    rng.pick(if s.bands.is_empty() {
        &[Per::Overall, Per::District]
    } else {
        &[Per::Overall, Per::District, Per::Band]
    })
}

fn modes(rng: &mut Rng, s: &Scenario) -> (ServiceIx, Vec<ModeIx>) {
    let service = rng.below(s.services.len());
    let all = s.services[service].modes.len();
    let some = all > 1 && rng.chance(0.4);
    (ServiceIx(service), if some { vec![ModeIx(rng.below(all))] } else { (0..all).map(ModeIx).collect() })
}

fn counted(rng: &mut Rng, s: &Scenario) -> Counted {
    let (service, modes) = modes(rng, s);
    let steps = s.services[service.0].modes.iter().map(|mode| mode.most.0 / s.services[service.0].step.0).max();
    let least = if rng.chance(0.5) { 0 } else { rng.whole(1, i64::from(steps.unwrap())) as u32 };
    Counted { service, modes, least: Sessions(least * s.services[service.0].step.0) }
}

fn sites(rng: &mut Rng, s: &Scenario, kind: usize, price: f64) -> Option<Ladder> {
    let (levels, per) = (some_levels(rng, s), place(rng, s));
    let named = s.sites.len() > 1 && rng.chance(0.4);
    let sites: Vec<SiteIx> = (0..s.sites.len()).filter(|_| rng.chance(0.6)).map(SiteIx).collect();
    let sites = (named && !sites.is_empty()).then_some(sites);
    let top = s.sites.len() as u64;
    match kind {
        0 => {
            let rule = move |step| {
                let (levels, sites) = (levels.clone(), sites.clone());
                RuleKind::AtLeast { count: step as u32, levels, per, sites }
            };
            Some(ladder(top, price, rule))
        }
        1 => {
            let rule = move |step| {
                let (levels, sites) = (levels.clone(), sites.clone());
                RuleKind::AtMost { count: (top - step) as u32, levels, per, sites }
            };
            Some(ladder(top, price, rule))
        }
        _ => {
            let band = (!s.bands.is_empty()).then(|| BandIx(rng.below(s.bands.len())))?;
            let rule = move |step| RuleKind::SitesShare { levels: levels.clone(), at_least: at_least(step), band };
            Some(ladder(SHARES, price, rule))
        }
    }
}

fn people(rng: &mut Rng, s: &Scenario, space: &Space, kind: usize, price: f64) -> Option<Ladder> {
    let counted = counted(rng, s);
    let of = rng.pick(&[Of::People, Of::Eligible]);
    let per = if rng.chance(0.25) { Per::Group } else { place(rng, s) };
    let within = if rng.chance(0.6) {
        // Exactly where somebody lives: a limit is kept with `<=`.
        let ways: Vec<f64> = space.offers.iter().flat_map(|offer| offer.travel.clone()).collect();
        Way(rng.pick(&ways) as u32)
    } else {
        Way(rng.whole(300, 4000) as u32)
    };
    match kind {
        3 => Some(ladder(SHARES, price, move |step| RuleKind::ReachShare {
            counted: counted.clone(),
            at_least: at_least(step),
            of,
            per,
        })),
        4 => Some(ladder(SHARES, price, move |step| RuleKind::AccessShare {
            counted: counted.clone(),
            within,
            at_least: at_least(step),
            of,
            per,
        })),
        5 => {
            let per = if per == Per::Overall { rng.pick(&[Per::District, Per::Group]) } else { per };
            Some(ladder(SHARES, price, move |step| RuleKind::AccessGap {
                counted: counted.clone(),
                within,
                at_most: at_most(step),
                of,
                per,
            }))
        }
        _ => {
            // Only where all flows of most reach agree about today's.
            let (service, modes) = (counted.service, counted.modes);
            let bits = modes.iter().map(|mode| 1 << mode.0).sum();
            for part in parts(s, per) {
                let (low, high) = today(s, service.0, bits, part);
                if high - low > 1e-7 * high.max(1.0) {
                    return None;
                }
            }
            Some(ladder(SHARES, price, move |step| RuleKind::KeepReach {
                service,
                modes: modes.clone(),
                lose_at_most: at_most(step),
                per,
            }))
        }
    }
}

fn condition(rng: &mut Rng, s: &Scenario, space: &Space) -> Condition {
    if rng.chance(0.55) {
        return Condition::SiteAt { site: SiteIx(rng.below(s.sites.len())), levels: some_levels(rng, s) };
    }
    let offer = rng.pick(&space.offers);
    let mut host = offer.host;
    // Now and then where it could never run.
    if rng.chance(0.05) {
        let all = (0..s.sites.len()).map(|at| Host::Site(SiteIx(at)));
        let all: Vec<Host> =
            all.chain((0..s.venues.len()).map(|at| Host::Venue(VenueIx(at)))).chain([Host::Everywhere]).collect();
        host = rng.pick(&all);
    }
    Condition::Runs { service: ServiceIx(offer.service), mode: ModeIx(offer.mode), host }
}

fn either_or(rng: &mut Rng, s: &Scenario, space: &Space, price: f64) -> Option<Ladder> {
    let mut among = Vec::new();
    for _ in 0..rng.whole(2, 4) {
        let next = condition(rng, s, space);
        if !among.contains(&next) {
            among.push(next);
        }
    }
    let most = among.len() as i64;
    let at_least = rng.whole(0, most) as u32;
    let at_most = if rng.chance(0.5) { at_least.max(1) } else { rng.whole(i64::from(at_least), most) as u32 };
    (most > 1).then(|| one(price, RuleKind::EitherOr { among, at_least, at_most }))
}

fn together(rng: &mut Rng, s: &Scenario, space: &Space, price: f64) -> Option<Ladder> {
    let (service, modes) = self::modes(rng, s);
    let (with, with_modes) = self::modes(rng, s);
    let places = |service: ServiceIx, modes: &[ModeIx]| {
        let is = |offer: &&facts::Offer| offer.service == service.0 && modes.contains(&ModeIx(offer.mode));
        space.offers.iter().filter(is).any(|offer| offer.host != Host::Everywhere)
    };
    let same = service == with && modes.iter().any(|mode| with_modes.contains(mode));
    let fits = !same && places(service, &modes);
    fits.then(|| one(price, RuleKind::Together { service, modes, with, with_modes }))
}

fn hub_spoke(rng: &mut Rng, s: &Scenario, price: f64) -> Option<Ladder> {
    let spokes = some_levels(rng, s);
    let hubs: Vec<LevelIx> =
        (0..s.levels.len()).map(LevelIx).filter(|level| !spokes.contains(level) && rng.chance(0.7)).collect();
    let near = match rng.below(3) {
        0 => Near::SameDistrict,
        1 => Near::Within(Way(rng.whole(200, 3000) as u32)),
        _ => {
            let mut at = || s.sites[rng.below(s.sites.len())].position;
            let (a, b) = (at(), at());
            Near::Within(Way(facts::line(a, b) as u32))
        }
    };
    (!hubs.is_empty()).then(|| one(price, RuleKind::HubSpoke { spokes, hubs, near }))
}

fn offers(rng: &mut Rng, s: &Scenario, kind: usize) -> Ladder {
    let (service, modes) = modes(rng, s);
    if kind == 14 {
        let step = s.services[service.0].step.0;
        let most = modes.iter().map(|mode| s.services[service.0].modes[mode.0].most.0).max().unwrap();
        return ladder(u64::from(most / step), rng.pick(&[0.5, 5.0, 40.0]), move |n| RuleKind::LeastSessions {
            service,
            modes: modes.clone(),
            sessions: Sessions(n as u32 * step),
        });
    }
    ladder(1000, rng.pick(&[0.3, 1.0, 7.0]), move |people| RuleKind::LeastUsers {
        service,
        modes: modes.clone(),
        people: people as u32,
    })
}

fn cost_at_most(rng: &mut Rng, s: &Scenario, price: f64) -> Ladder {
    let some: Vec<LineIx> = (0..s.lines.len()).filter(|_| rng.chance(0.5)).map(LineIx).collect();
    let lines = (rng.chance(0.6) && !some.is_empty()).then_some(some);
    // Mostly in whole tens of pounds: a row over unrounded pence is half a penny off now and then.
    let unit = if rng.chance(0.1) { 1 } else { 1000 };
    let most: i64 = 100_000_000;
    ladder((most / unit) as u64, price, move |step| RuleKind::CostAtMost {
        amount: Pence(most - step as i64 * unit),
        lines: lines.clone(),
    })
}

fn posts_at_most(rng: &mut Rng, s: &Scenario, space: &Space, price: f64) -> Option<Ladder> {
    let all = s.services.iter().enumerate().flat_map(|(k, service)| (0..service.modes.len()).map(move |m| (k, m)));
    let some: Vec<(usize, usize)> = all.filter(|_| rng.chance(0.7)).collect();
    let mut needs = |(k, m)| (ServiceIx(k), ModeIx(m), rng.whole(0, 20) as f64 / 20.0);
    let each: Vec<_> = some.into_iter().map(&mut needs).collect();
    let most = space.offers.iter().zip(&space.sessions).map(|(offer, options)| {
        facts::posts(&each, offer) * f64::from(options.iter().copied().max().unwrap_or(0)) / 1000.0
    });
    // In hundredths: often just what some plan needs.
    let top = (most.sum::<f64>() * 100.0).ceil();
    let rule = move |step| RuleKind::PostsAtMost { each: each.clone(), at_most: (top - step as f64) / 100.0 };
    (top > 0.0).then(|| ladder(top as u64, price, rule))
}
