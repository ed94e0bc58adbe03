//! Derived numbers: everything that follows from a [`Scenario`] before anything is decided.
//!
//! Offers that could run, people carried together, who could come from where and how many of them
//! would, and what today costs. An [`Instance`] is a plain value; nothing in it names a solver.

mod arm;
mod cohort;
mod cost;
mod decay;
mod hopeless;
mod journey;
mod nearby;
mod nearest;
mod offer;
mod suited;
mod travel;

pub use arm::Arm;
pub use cohort::Cohort;
pub(crate) use cost::{amount, own_amount};
pub use cost::{amount_at_level, cost_of, cost_of_service, counts_as_saving, ledger};
pub use hopeless::cannot_hold;
pub use journey::Journey;
pub(crate) use nearby::Nearby;
pub use nearest::{Nearest, Nearness};
pub use offer::Offer;
pub use suited::{Suited, suited};

use arm::Index;
use doorstep_scenario::{AreaIx, BaselineOffer, Host, LevelIx, Mode, Pence, Scenario, Service, Sessions, WayUnit};
use journey::Ways;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A scenario and what follows from it.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Every offer that could run, sorted by service, mode and place.
    pub offers: Vec<Offer>,
    /// People carried together, sorted by service and area.
    pub cohorts: Vec<Cohort>,
    /// Candidate pairs, sorted by cohort, then offer.
    pub arms: Vec<Arm>,
    /// What each line costs in the baseline year.
    pub baseline_cost: Vec<Pence>,
    /// The decisions of today.
    pub baseline: Decisions,
    /// People addressed over each arm today, once that is known.
    today: OnceLock<Vec<f64>>,
    /// Finds ways between areas and places.
    ways: Ways,
    index: Index,
}

/// What is decided: a level for every site, sessions for every offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decisions {
    /// Level of each site.
    pub levels: Vec<LevelIx>,
    /// Weekly sessions of each offer of the instance; 0 where it does not run.
    pub sessions: Vec<Sessions>,
}

impl Instance {
    /// Derives everything from a scenario. Cost grows with pairs of areas and places near each other; by a
    /// matrix, with all pairs.
    pub fn prepare(scenario: Arc<Scenario>) -> Instance {
        Self::derived(scenario, None)
    }

    /// The same of a scenario with other numbers: who could go where is found again only where something that
    /// follows from differs.
    #[must_use]
    pub fn with_numbers_of(&self, scenario: Arc<Scenario>) -> Instance {
        Self::derived(scenario, Some(self))
    }

    fn derived(scenario: Arc<Scenario>, before: Option<&Instance>) -> Instance {
        let offers = offer::all(&scenario);
        let cohorts = cohort::all(&scenario);
        let known = before.filter(|before| before.has_ways_of(&scenario, &offers, &cohorts));
        let known = known.map(|before| (before.ways.clone(), before.arms.clone(), before.index.clone()));
        let (ways, arms, index) = known.unwrap_or_else(|| {
            let ways = Ways::of(&scenario);
            let arms = travel::arms(&scenario, &ways, &offers, &cohorts);
            let index = Index::of(&arms, cohorts.len(), offers.len());
            (ways, arms, index)
        });
        let baseline = Decisions {
            levels: scenario.sites.iter().map(|site| site.baseline).collect(),
            sessions: baseline_sessions(&scenario.baseline, &offers),
        };
        // An untouchable line stands at its baseline in every plan, so the baseline itself is
        // costed as if every line could be touched.
        let baseline_cost =
            (0..scenario.lines.len()).map(|line| cost_of(&scenario, &offers, &baseline, line)).collect();
        Instance { scenario, offers, cohorts, arms, index, baseline_cost, baseline, today: OnceLock::new(), ways }
    }

    /// Could the same people go the same ways, and would as many of them, by everything that arms follow from?
    fn has_ways_of(&self, scenario: &Scenario, offers: &[Offer], cohorts: &[Cohort]) -> bool {
        let own = &*self.scenario;
        let offer = |offer: &Offer| (offer.service, offer.mode, offer.host);
        let cohort = |cohort: &Cohort| (cohort.service, cohort.area);
        let shape = |a: &Service, b: &Service| {
            let mode = |(a, b): (&Mode, &Mode)| a.decay == b.decay && a.by == b.by;
            a.decay == b.decay && a.modes.len() == b.modes.len() && a.modes.iter().zip(&b.modes).all(mode)
        };
        own.least_decay == scenario.least_decay
            && own.travel == scenario.travel
            && own.areas.iter().map(|area| area.position).eq(scenario.areas.iter().map(|area| area.position))
            && own.sites.iter().map(|site| site.position).eq(scenario.sites.iter().map(|site| site.position))
            && own.venues.iter().map(|venue| venue.position).eq(scenario.venues.iter().map(|venue| venue.position))
            && own.services.len() == scenario.services.len()
            && own.services.iter().zip(&scenario.services).all(|(a, b)| shape(a, b))
            && self.offers.iter().map(offer).eq(offers.iter().map(offer))
            && self.cohorts.iter().map(cohort).eq(cohorts.iter().map(cohort))
    }

    /// The same numbers under other rules, goals and targets: nothing derived here follows from those.
    /// Today's reach, if it was known, stays known.
    #[must_use]
    pub fn answering_to(&self, scenario: Arc<Scenario>) -> Instance {
        Instance { scenario, ..self.clone() }
    }

    /// People addressed over each arm today, by the model; `None` as long as nobody has computed it
    /// (see `method::know_today`).
    pub fn today(&self) -> Option<&[f64]> {
        self.today.get().map(Vec::as_slice)
    }

    /// Notes what today's reach was found to be. The first answer stands.
    pub(crate) fn note_today(&self, addressed: Vec<f64>) {
        let _ = self.today.set(addressed);
    }

    /// What travel is valued and averted by: a kilometre in metres, or a minute.
    pub fn travel_unit(&self) -> f64 {
        match self.scenario.travel.unit() {
            WayUnit::Metres => 1000.0,
            WayUnit::Minutes => 1.0,
        }
    }

    /// What one person reached over an arm counts for: e · δ.
    pub fn reached_by(&self, arm: &Arm) -> f64 {
        self.offers[arm.offer()].equivalence * arm.decay
    }

    /// How far it is from an area to a place for those who travel as the scenario says, whether or not
    /// anything runs there; `None` where there is no way.
    pub fn journey(&self, area: AreaIx, to: Host) -> Option<Journey> {
        self.ways.journey(&self.scenario, area, to, None)
    }

    /// How far it is from an area to an offer, by the travel modes of its own mode where it names
    /// some; an arm or not. `None` where there is no way.
    pub fn journey_to_offer(&self, area: AreaIx, offer: usize) -> Option<Journey> {
        travel::journey_to(&self.scenario, &self.ways, area, &self.offers[offer])
    }

    /// How many pairs of area and place have an offer that somebody there would use and no way to
    /// it, and how many such pairs there are with and without one.
    pub fn pairs_without_way(&self) -> (usize, usize) {
        travel::pairs_without_way(&self.scenario, &self.ways, &self.offers, &self.cohorts)
    }

    /// People with no candidate place at all for a service, by service: they cannot be reached
    /// whatever is decided.
    pub fn out_of_reach(&self) -> Vec<f64> {
        let mut people = vec![0.0; self.scenario.services.len()];
        for (cohort, arms) in self.cohorts_with_arms() {
            if arms.is_empty() {
                people[cohort.service.0] += cohort.people;
            }
        }
        people
    }
}

/// Today's sessions of each offer; of several rows the first.
fn baseline_sessions(baseline: &[BaselineOffer], offers: &[Offer]) -> Vec<Sessions> {
    let mut today = BTreeMap::new();
    for row in baseline {
        today.entry((row.service, row.mode, row.host)).or_insert(row.sessions);
    }
    let of = |offer: &Offer| today.get(&(offer.service, offer.mode, offer.host)).copied();
    offers.iter().map(|offer| of(offer).unwrap_or(Sessions::ZERO)).collect()
}
