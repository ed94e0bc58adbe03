//! Travel and decay: who could come from where, and how many of them would.

use super::decay;
use super::journey::{Journey, Ways};
use super::nearby::Nearby;
use super::{Arm, Cohort, Offer};
use doorstep_scenario::{AreaIx, Decay, Host, Scenario, Way};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many cohorts are worked on before their arms are put into the one list.
const AT_ONCE: usize = 4_096;

/// Fewer cohorts than twice this find their places sooner by one thread than shared out.
const SMALL: usize = 512;

/// The offers of a service in one mode: neighbours in the list, with one decay.
struct Block<'s> {
    offers: Range<usize>,
    /// Nobody comes from beyond it.
    farthest: Way,
    nearby: Nearby<'s>,
}

/// Candidate pairs, sorted by cohort, then offer.
pub(super) fn arms(scenario: &Scenario, ways: &Ways, offers: &[Offer], cohorts: &[Cohort]) -> Vec<Arm> {
    let blocks = blocks(scenario, offers);
    let of_cohort = |(at, cohort): (usize, &Cohort)| -> Vec<Arm> {
        let candidates = blocks[cohort.service.0].iter().flat_map(|block| {
            let near = block.nearby.candidates(cohort.area, block.farthest);
            near.into_iter().map(|candidate| block.offers.start + candidate)
        });
        candidates.filter_map(|offer| arm(scenario, ways, (at, cohort), (offer, &offers[offer]))).collect()
    };
    // Each cohort by itself, put together in order: the same at any number of threads. Not all at once, or
    // every arm would be held twice.
    let mut arms = Vec::new();
    for first in (0..cohorts.len()).step_by(AT_ONCE) {
        let some = &cohorts[first..cohorts.len().min(first + AT_ONCE)];
        let found: Vec<Vec<Arm>> = some
            .par_iter()
            .with_min_len(SMALL)
            .enumerate()
            .map(|(at, cohort)| of_cohort((first + at, cohort)))
            .collect();
        arms.extend(found.into_iter().flatten());
    }
    arms.shrink_to_fit();
    arms
}

/// By service, every mode from which anybody could be reached, in order.
fn blocks<'s>(scenario: &'s Scenario, offers: &[Offer]) -> Vec<Vec<Block<'s>>> {
    let mut blocks: Vec<Vec<Block<'s>>> = scenario.services.iter().map(|_| Vec::new()).collect();
    let mut start = 0;
    for of_mode in offers.chunk_by(|a, b| (a.service, a.mode) == (b.service, b.mode)) {
        let offers = start..start + of_mode.len();
        start = offers.end;
        let farthest = farthest_to(scenario, &of_mode[0]);
        // An offer everywhere is near whatever the decay is.
        let everywhere = of_mode[0].host == Host::Everywhere;
        if let Some(farthest) = farthest.or(everywhere.then_some(Way(0))) {
            let nearby = Nearby::of(scenario, of_mode.iter().map(|offer| offer.host));
            blocks[of_mode[0].service.0].push(Block { offers, farthest, nearby });
        }
    }
    blocks
}

/// Nobody comes to an offer from beyond this; `None` where nobody comes from anywhere.
pub(super) fn farthest_to(scenario: &Scenario, offer: &Offer) -> Option<Way> {
    decay::farthest(shape(scenario, offer), scenario.least_decay.value(), scenario.travel.unit())
}

/// How fewer come from farther.
fn shape<'s>(scenario: &'s Scenario, offer: &Offer) -> &'s Decay {
    offer.mode(scenario).decay.as_ref().unwrap_or(&scenario.services[offer.service.0].decay)
}

/// How far it is to an offer for the people of an area, by the travel modes of its own mode.
pub(super) fn journey_to(scenario: &Scenario, ways: &Ways, area: AreaIx, offer: &Offer) -> Option<Journey> {
    ways.journey(scenario, area, offer.host, offer.mode(scenario).by.as_deref())
}

fn arm(scenario: &Scenario, ways: &Ways, cohort: (usize, &Cohort), offer: (usize, &Offer)) -> Option<Arm> {
    let journey = journey_to(scenario, ways, cohort.1.area, offer.1)?;
    let decay =
        if offer.1.host == Host::Everywhere { 1.0 } else { decay::share_from(shape(scenario, offer.1), journey.way) };
    let counts = decay > 0.0 && decay >= scenario.least_decay.value();
    counts.then(|| Arm::between(cohort.0, offer.0, decay, journey.given))
}

/// Pairs of area and place between which somebody would use an offer there: those without a way to
/// one of these offers, and all.
pub(super) fn pairs_without_way(
    scenario: &Scenario,
    ways: &Ways,
    offers: &[Offer],
    cohorts: &[Cohort],
) -> (usize, usize) {
    let mut services = vec![Vec::new(); scenario.areas.len()];
    for cohort in cohorts {
        services[cohort.area.0].push(cohort.service);
    }
    let count = |area: usize| {
        let mut has_way: BTreeMap<Host, bool> = BTreeMap::new();
        let usable = |offer: &&Offer| offer.host != Host::Everywhere && services[area].contains(&offer.service);
        for offer in offers.iter().filter(usable) {
            *has_way.entry(offer.host).or_insert(true) &= journey_to(scenario, ways, AreaIx(area), offer).is_some();
        }
        (has_way.values().filter(|has| !**has).count(), has_way.len())
    };
    let counts: Vec<(usize, usize)> = (0..scenario.areas.len()).into_par_iter().map(count).collect();
    counts.into_iter().fold((0, 0), |sum, area| (sum.0 + area.0, sum.1 + area.1))
}
