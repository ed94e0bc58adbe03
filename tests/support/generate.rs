//! Random scenarios: small ones that can be enumerated, and (see [`sized`]) cities for benches.

use doorstep_scenario::{
    Against, BaselineOffer, Basis, Counted, FinancialYear, Goal, GoalKind, Host, LevelIx, Measured, ModeIx, Of, Pence,
    Per, Place, Rule, RuleKind, SavingKind, Scenario, ServiceIx, Sessions, SiteIx, Strength, Target, Weight,
};

use super::blank::share;
pub use super::city::sized;
use super::draw::{bands, plenty, provision};
use super::facts;
use super::flow::{Aim, Flows};
use super::more::ask_more;
use super::rng::Rng;
use super::space::{Decision, Space};

/// The most decisions a small scenario has.
const MOST_DECISIONS: f64 = 3000.0;

/// A small scenario, the same for the same seed. One in three asks only for what the first rules and
/// goals could say.
pub fn small(seed: u64) -> Scenario {
    let first = seed.is_multiple_of(3);
    for attempt in 0.. {
        let mut rng = Rng::new(seed, attempt);
        let mut more = Rng::new(seed, 1_000_000 + attempt);
        let mut scenario = provision(&mut rng);
        bands(&mut more, &mut scenario, !first);
        if !first && more.chance(0.4) {
            plenty(&mut more, &mut scenario);
        }
        let space = Space::new(&scenario, None);
        let size = space.size();
        // A few with nothing much to decide are kept: trivial cases have their own faults.
        if space.offers.is_empty() || size > MOST_DECISIONS || (size < 40.0 && !rng.chance(0.15)) {
            continue;
        }
        baseline(&mut rng, &mut scenario, &space);
        if first {
            ask(&mut rng, &mut scenario, &space);
        } else {
            let mut apart = Rng::new(seed, 2_000_000 + attempt);
            ask_more(&mut rng, &mut apart, &mut scenario, &space);
        }
        scenario.name = format!("small {seed}");
        return scenario;
    }
    unreachable!("some attempt fits")
}

/// Runs something today that keeps levels, steps, bounds, rooms and venues.
fn baseline(rng: &mut Rng, s: &mut Scenario, space: &Space) {
    let mut room: Vec<f64> =
        s.sites.iter().map(|site| f64::from(site.rooms) * s.levels[site.baseline.0].hours).collect();
    let mut left: Vec<u32> = s.venues.iter().map(|venue| venue.weekly_sessions.0).collect();
    let mut order: Vec<usize> = (0..space.offers.len()).collect();
    rng.shuffle(&mut order);
    let busy = rng.real(0.5, 1.3);
    for at in order {
        let offer = &space.offers[at];
        let options = &space.sessions[at][1..];
        let n = if options.is_empty() { 0 } else { rng.pick(options) };
        if n == 0 || !rng.chance(busy) {
            continue;
        }
        let hours = s.services[offer.service].modes[offer.mode].room_hours * f64::from(n) / 1000.0;
        let fits = match offer.host {
            Host::Site(site) => offer.levels.contains(&s.sites[site.0].baseline.0) && hours <= room[site.0],
            Host::Venue(venue) => n <= left[venue.0],
            Host::Everywhere => s.sites.iter().any(|site| offer.levels.contains(&site.baseline.0)),
        };
        if !fits {
            continue;
        }
        match offer.host {
            Host::Site(site) => room[site.0] -= hours,
            Host::Venue(venue) => left[venue.0] -= n,
            Host::Everywhere => {}
        }
        s.baseline.push(BaselineOffer {
            service: ServiceIx(offer.service),
            mode: ModeIx(offer.mode),
            host: offer.host,
            sessions: Sessions(n),
        });
    }
    s.baseline.sort();
}

/// Rules, targets and goals around some decision that exists, so that most can be kept and many
/// are tight; and now and then one step beyond it.
fn ask(rng: &mut Rng, s: &mut Scenario, space: &Space) {
    let decisions = space.decisions(s);
    // Of three random decisions the one that saves most: savings are what is asked for.
    let tries = rng.whole(1, 4);
    let anchor =
        (0..tries).map(|_| &decisions[rng.below(decisions.len())]).max_by_key(|decision| decision.saving).unwrap();
    for n in 0..rng.pick(&[0, 1, 2, 3, 4, 5]) {
        let soft = rng.chance(0.45);
        // What goes beyond the anchor is mostly soft, or too little would be possible.
        let beyond = u32::from(rng.chance(if soft { 0.35 } else { 0.07 }));
        let (kind, price) = match rng.below(11) {
            0..=2 => at_least(rng, s, anchor, beyond),
            3..=5 => at_most(rng, s, anchor, beyond),
            6 => lock(rng, s, anchor, beyond),
            _ => reach_share(rng, s, space, anchor, beyond),
        };
        let strength = if soft { Strength::Soft { price } } else { Strength::Hard };
        let (id, place) = (format!("r{n}"), Place::file("drawn"));
        s.rules.push(Rule { id, kind, strength, why: None, source: None, place });
    }
    targets(rng, s, anchor);
    let mut kinds = [
        GoalKind::MostReach(Weight::Need),
        GoalKind::MostReach(Weight::Equal),
        GoalKind::LeastCost { travel: None },
        GoalKind::FewestChanges,
    ];
    rng.shuffle(&mut kinds);
    if rng.chance(0.6) {
        let first = kinds.iter().position(|kind| *kind == GoalKind::MostReach(Weight::Need)).unwrap();
        kinds.swap(0, first);
    }
    for kind in &kinds[..rng.whole(1, 4) as usize] {
        let within = share(rng.pick(&[0.0, 0.0, 0.0, 0.05]));
        s.goals.push(Goal { kind: *kind, within, place: Place::file("drawn") });
    }
}

pub(super) fn some_levels(rng: &mut Rng, s: &Scenario) -> Vec<LevelIx> {
    let chosen = (0..s.levels.len()).filter(|level| rng.chance(if *level == 0 { 0.15 } else { 0.5 }));
    let mut levels: Vec<LevelIx> = chosen.map(LevelIx).collect();
    if levels.is_empty() {
        levels.push(LevelIx(rng.below(s.levels.len())));
    }
    levels
}

/// How many sites of each district (or of all) the anchor has at these levels.
fn counts(s: &Scenario, anchor: &Decision, levels: &[LevelIx], per: Per) -> Vec<u32> {
    let at = |site: &usize| levels.iter().any(|level| anchor.sets[*site] >> level.0 & 1 == 1);
    let count = |district: Option<usize>| {
        let here = |site: &usize| district.is_none_or(|d| s.sites[*site].district.0 == d);
        (0..s.sites.len()).filter(here).filter(at).count() as u32
    };
    match per {
        Per::Overall => vec![count(None)],
        _ => (0..s.districts.len()).map(|d| count(Some(d))).collect(),
    }
}

fn at_least(rng: &mut Rng, s: &Scenario, anchor: &Decision, beyond: u32) -> (RuleKind, f64) {
    let levels = some_levels(rng, s);
    let per = rng.pick(&[Per::Overall, Per::District, Per::District]);
    let mut count = counts(s, anchor, &levels, per).into_iter().min().unwrap() + beyond;
    if count == 0 && per == Per::Overall && rng.chance(0.5) {
        count = 1;
    }
    (RuleKind::AtLeast { count, levels, per, sites: None }, rng.pick(&[0.5, 10.0, 250.0]))
}

fn at_most(rng: &mut Rng, s: &Scenario, anchor: &Decision, beyond: u32) -> (RuleKind, f64) {
    let levels = some_levels(rng, s);
    let per = rng.pick(&[Per::Overall, Per::District]);
    let count = counts(s, anchor, &levels, per).into_iter().max().unwrap().saturating_sub(beyond);
    (RuleKind::AtMost { count, levels, per, sites: None }, rng.pick(&[0.5, 10.0, 250.0]))
}

fn lock(rng: &mut Rng, s: &Scenario, anchor: &Decision, beyond: u32) -> (RuleKind, f64) {
    let site = rng.below(s.sites.len());
    let kept = LevelIx(anchor.sets[site].trailing_zeros() as usize);
    let level = if beyond > 0 { rng.pick(&s.sites[site].levels) } else { kept };
    (RuleKind::Lock { site: SiteIx(site), level }, rng.pick(&[1.0, 40.0]))
}

fn reach_share(rng: &mut Rng, s: &Scenario, space: &Space, anchor: &Decision, beyond: u32) -> (RuleKind, f64) {
    let service = rng.below(s.services.len());
    let running: Vec<_> = space
        .offers
        .iter()
        .enumerate()
        .map(|(at, offer)| (offer, space.sessions[at][anchor.picks[at]]))
        .filter(|(_, n)| *n > 0)
        .collect();
    let mut plain = s.clone();
    plain.rules.clear();
    let flows = Flows::new(&plain, None);
    let reached = flows.best(&running, &|k| k == service, &[], Some(Aim::Plain(Weight::Equal))).unwrap_or(0.0);
    let people: u32 = s.areas.iter().flat_map(|area| &area.people).sum();
    let per = rng.pick(&[Per::Overall, Per::District]);
    let loose = if per == Per::Overall { rng.real(0.4, 1.0) } else { rng.real(0.02, 0.6) };
    let loose = loose * (1.0 + 0.5 * f64::from(beyond));
    let at_least = (loose * reached / f64::from(people.max(1)) * 1e4).floor() / 1e4;
    let at_least = if at_least == 0.0 { rng.pick(&[0.0, 0.01]) * f64::from(beyond) } else { at_least.min(1.0) };
    let all = s.services[service].modes.len();
    let some = all > 1 && rng.chance(0.3);
    let modes = if some { vec![ModeIx(rng.below(all))] } else { (0..all).map(ModeIx).collect() };
    let of = rng.pick(&[Of::People, Of::Eligible]);
    let counted = Counted { service: ServiceIx(service), modes, least: Sessions::ZERO };
    let kind = RuleKind::ReachShare { counted, at_least: share(at_least), of, per };
    (kind, rng.pick(&[0.3, 1.0, 7.0]))
}

pub(super) fn targets(rng: &mut Rng, s: &mut Scenario, anchor: &Decision) {
    let kinds = facts::line_kinds(s, None);
    let counted: i64 =
        facts::baseline_costs(s).iter().zip(&kinds).filter(|(_, kind)| kind.1).map(|(amount, _)| amount).sum();
    for n in 0..rng.pick(&[0, 1, 1, 1, 2]) {
        let saved = anchor.saving;
        // Not from the anchor: more likely than not out of reach, so mostly soft.
        let mut soft = rng.chance(if saved > 0 { 0.25 } else { 0.8 });
        let amount = match rng.below(10) {
            // Exactly what can be saved: a penny matters.
            0..=2 if saved > 0 => saved,
            3..=8 if saved > 0 => (saved as f64 * rng.real(0.5, 1.0)) as i64 / 10_000 * 10_000,
            _ => {
                soft |= rng.chance(0.5);
                (counted as f64 * rng.real(0.02, 0.5)) as i64 / 10_000 * 10_000
            }
        };
        let price = rng.pick(&[0.001, 0.01, 0.2]);
        s.targets.push(Target {
            id: format!("t{n}"),
            amount: Pence(amount.max(1)),
            by: FinancialYear(2026),
            basis: Basis::AnnualLevel,
            measured: Measured::RunRate,
            against: Against::Base,
            counting: vec![SavingKind::CostReduction],
            strength: if soft { Strength::Soft { price } } else { Strength::Hard },
            why: None,
            source: None,
            place: Place::file("drawn"),
        });
    }
}
