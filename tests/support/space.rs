//! Every decision there is: all levels, all sessions, on the grid.

use doorstep_scenario::{EVERYWHERE, Host, Offered, Plan, Scenario, Sessions, SiteIx};

use super::facts::{self, Family, Offer};
use super::walk::Walk;

/// What may be decided.
pub struct Space {
    /// The offers there could be.
    pub offers: Vec<Offer>,
    /// By site: the sets of levels it may take, as bits; single bits unless that is relaxed.
    pub sets: Vec<Vec<u32>>,
    /// By offer: the sessions it may run, 0 first.
    pub sessions: Vec<Vec<u32>>,
    /// The family that is dropped.
    pub relax: Option<Family>,
}

/// One decision, with everything about it that does not depend on who is addressed.
#[derive(Debug, Clone)]
pub struct Decision {
    /// By site: its level as a bit.
    pub sets: Vec<u32>,
    /// By offer: its position in [`Space::sessions`].
    pub picks: Vec<usize>,
    /// Cost of all lines in pence.
    pub cost: i64,
    /// Counted saving in pence.
    pub saving: i64,
    /// Sites that are not at their baseline level.
    pub changes: u32,
    /// People × services near, by what goals of access count.
    pub access: Vec<u64>,
    /// Points for soft rules and targets missed, those about flows left out.
    pub missed: f64,
}

impl Space {
    /// The space of a scenario, with one family dropped.
    pub fn new(scenario: &Scenario, relax: Option<Family>) -> Self {
        let offers = facts::offers(scenario, relax);
        let sets = (0..scenario.sites.len()).map(|site| {
            let levels: Vec<usize> =
                (0..scenario.levels.len()).filter(|&level| facts::allowed(scenario, site, level, relax)).collect();
            if relax == Some(Family::OneLevel) {
                let bits: u32 = levels.iter().map(|level| 1 << level).sum();
                (0..1 << scenario.levels.len()).filter(|set| set & !bits == 0).collect()
            } else {
                levels.iter().map(|level| 1 << level).collect()
            }
        });
        let sessions = offers.iter().map(|offer| {
            let service = &scenario.services[offer.service];
            let mode = &service.modes[offer.mode];
            let (mut step, mut least, mut most) = (service.step.0, mode.least.0, mode.most.0);
            match relax {
                Some(Family::Step) => step /= 2,
                Some(Family::Least) => least = 1,
                Some(Family::Most) => most += step,
                _ => {}
            }
            least = least.max(1);
            (0..=most).step_by(step as usize).filter(|&n| n == 0 || n >= least).collect()
        });
        Self { sets: sets.collect(), sessions: sessions.collect(), offers, relax }
    }

    /// The same space with one plan in it; nothing if the plan is not of it.
    pub fn only(mut self, scenario: &Scenario, plan: &Plan) -> Option<Self> {
        for (site, sets) in self.sets.iter_mut().enumerate() {
            let level = &plan.levels.iter().find(|(id, _)| *id == scenario.sites[site].id)?.1;
            let bit = 1 << scenario.levels.iter().position(|l| l.id == *level)?;
            sets.retain(|&set| set == bit);
        }
        let mut found = 0;
        for (offer, sessions) in self.offers.iter().zip(&mut self.sessions) {
            let [service, mode, place] = names(scenario, offer);
            let is = |o: &&Offered| o.service == service && o.mode == mode && o.place == place;
            let runs = plan.offers.iter().find(is).map_or(0, |o| o.sessions.0);
            found += usize::from(runs > 0);
            sessions.retain(|&n| n == runs);
            if sessions.is_empty() {
                return None;
            }
        }
        (found == plan.offers.len()).then_some(self)
    }

    /// How many decisions there are before rooms, venues and rules: for keeping scenarios small.
    pub fn size(&self) -> f64 {
        let by_site: f64 = (0..self.sets.len())
            .map(|site| {
                let of_set = |set: &u32| -> f64 {
                    let here = |o: &usize| self.offers[*o].host == Host::Site(SiteIx(site));
                    let runs = |o: &usize| self.offers[*o].levels.iter().any(|level| set >> level & 1 == 1);
                    (0..self.offers.len()).filter(here).filter(runs).map(|o| self.sessions[o].len() as f64).product()
                };
                self.sets[site].iter().map(of_set).sum::<f64>()
            })
            .product();
        let free = |o: &usize| !matches!(self.offers[*o].host, Host::Site(_));
        by_site * (0..self.offers.len()).filter(free).map(|o| self.sessions[o].len() as f64).product::<f64>()
    }

    /// A decision in people's words.
    pub fn plan(&self, scenario: &Scenario, decision: &Decision) -> Plan {
        let mut plan = Plan::default();
        for (site, set) in scenario.sites.iter().zip(&decision.sets) {
            for (_, level) in scenario.levels.iter().enumerate().filter(|(l, _)| set >> l & 1 == 1) {
                plan.levels.push((site.id.clone(), level.id.clone()));
            }
        }
        for (offer, (&pick, options)) in self.offers.iter().zip(decision.picks.iter().zip(&self.sessions)) {
            if options[pick] > 0 {
                let [service, mode, place] = names(scenario, offer).map(str::to_owned);
                plan.offers.push(Offered { service, mode, place, sessions: Sessions(options[pick]) });
            }
        }
        plan.offers.sort();
        plan
    }

    /// All decisions that keep the structure and the hard rules that do not speak of flows.
    pub fn decisions(&self, scenario: &Scenario) -> Vec<Decision> {
        let mut walk = Walk::new(scenario, self);
        let mut sets = vec![0; self.sets.len()];
        walk.levels(0, &mut sets);
        walk.found
    }
}

fn names<'a>(scenario: &'a Scenario, offer: &Offer) -> [&'a str; 3] {
    let service = &scenario.services[offer.service];
    let place = match offer.host {
        Host::Site(site) => &scenario.sites[site.0].id,
        Host::Venue(venue) => &scenario.venues[venue.0].id,
        Host::Everywhere => EVERYWHERE,
    };
    [&service.id, &service.modes[offer.mode].id, place]
}
