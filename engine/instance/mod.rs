//! Derived numbers: everything that follows from a [`Scenario`] before anything is decided.
//!
//! Offers that could run, people carried together, who could come from where and how many of them
//! would, and what today costs. An [`Instance`] is a plain value; nothing in it names a solver.

mod cohort;
mod cost;
mod offer;
mod travel;

pub use cohort::Cohort;
pub(crate) use cost::amount;
pub use cost::{amount_at_level, cost_of, counts_as_saving, ledger};
pub use offer::Offer;

use doorstep_scenario::{AreaIx, BaselineOffer, Host, LevelIx, Metres, Pence, Scenario, Sessions, SiteIx};
use std::sync::{Arc, OnceLock};

/// A possible way for the people of a cohort to be reached: cohort, offer, decay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arm {
    /// Which cohort, as a position in [`Instance::cohorts`].
    pub cohort: usize,
    /// Which offer, as a position in [`Instance::offers`].
    pub offer: usize,
    /// δ, above 0 up to 1, in millionths.
    pub decay: f64,
    /// How far it is, in metres; 0 to an offer everywhere.
    pub travel: f64,
}

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
    /// The arms of each cohort, as a range of [`Instance::arms`].
    pub arms_of_cohort: Vec<std::ops::Range<usize>>,
    /// The arms of each offer.
    pub arms_of_offer: Vec<Vec<usize>>,
    /// What each line costs in the baseline year.
    pub baseline_cost: Vec<Pence>,
    /// The decisions of today.
    pub baseline: Decisions,
    /// People addressed over each arm today, once that is known.
    today: OnceLock<Vec<f64>>,
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
    /// Derives everything from a scenario. Cost grows with areas × places.
    pub fn prepare(scenario: Arc<Scenario>) -> Instance {
        let offers = offer::all(&scenario);
        let cohorts = cohort::all(&scenario);
        let arms = travel::arms(&scenario, &offers, &cohorts);
        let mut arms_of_cohort = Vec::with_capacity(cohorts.len());
        let mut start = 0;
        for cohort in 0..cohorts.len() {
            let end = start + arms[start..].iter().take_while(|arm| arm.cohort == cohort).count();
            arms_of_cohort.push(start..end);
            start = end;
        }
        let mut arms_of_offer = vec![Vec::new(); offers.len()];
        for (at, arm) in arms.iter().enumerate() {
            arms_of_offer[arm.offer].push(at);
        }
        let baseline = Decisions {
            levels: scenario.sites.iter().map(|site| site.baseline).collect(),
            sessions: offers.iter().map(|offer| baseline_sessions(&scenario.baseline, offer)).collect(),
        };
        // An untouchable line stands at its baseline in every plan, so the baseline itself is
        // costed as if every line could be touched.
        let baseline_cost =
            (0..scenario.lines.len()).map(|line| cost_of(&scenario, &offers, &baseline, line)).collect();
        Instance {
            scenario,
            offers,
            cohorts,
            arms,
            arms_of_cohort,
            arms_of_offer,
            baseline_cost,
            baseline,
            today: OnceLock::new(),
        }
    }

    /// People addressed over each arm today, by the model; empty as long as nobody has computed it (see
    /// `method::know_today`).
    pub fn today(&self) -> &[f64] {
        self.today.get().map_or(&[], Vec::as_slice)
    }

    /// Notes what today's reach was found to be. The first answer stands.
    pub(crate) fn note_today(&self, addressed: Vec<f64>) {
        let _ = self.today.set(addressed);
    }

    /// How far it is from an area to an offer; nothing to one everywhere, `None` where there is no way.
    pub fn way(&self, area: AreaIx, offer: &Offer) -> Option<Metres> {
        match offer.host {
            Host::Site(site) => self.way_to_site(area, site),
            Host::Venue(venue) => Some(travel::way(&self.scenario, area, self.scenario.venues[venue.0].position)),
            Host::Everywhere => Some(Metres(0)),
        }
    }

    /// How far it is from an area to a site.
    pub fn way_to_site(&self, area: AreaIx, site: SiteIx) -> Option<Metres> {
        Some(travel::way(&self.scenario, area, self.scenario.sites[site.0].position))
    }

    /// What travel is valued and averted by: a kilometre, in metres.
    pub fn travel_unit(&self) -> f64 {
        1000.0
    }

    /// What one person reached over an arm counts for: e · δ.
    pub fn reached_by(&self, arm: &Arm) -> f64 {
        self.offers[arm.offer].equivalence * arm.decay
    }

    /// People with no candidate place at all for a service, by service: they cannot be reached
    /// whatever is decided.
    pub fn out_of_reach(&self) -> Vec<f64> {
        let mut people = vec![0.0; self.scenario.services.len()];
        for (cohort, arms) in self.cohorts.iter().zip(&self.arms_of_cohort) {
            if arms.is_empty() {
                people[cohort.service.0] += cohort.people;
            }
        }
        people
    }
}

fn baseline_sessions(baseline: &[BaselineOffer], offer: &Offer) -> Sessions {
    baseline
        .iter()
        .find(|row| (row.service, row.mode, row.host) == (offer.service, offer.mode, offer.host))
        .map_or(Sessions::ZERO, |row| row.sessions)
}
