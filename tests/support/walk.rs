//! The enumeration itself: structure, hard rules that are not about flows, exact money.

use doorstep_scenario::{Host, Scenario, Strength};

use super::asked::Asked;
use super::facts::{self, Family};
use super::space::{Decision, Space};

/// The walk over all levels, then over all sessions.
pub struct Walk<'a> {
    scenario: &'a Scenario,
    space: &'a Space,
    asked: Asked<'a>,
    /// (all lines that move, counted lines) of a site at a level, and of an offer at a pick.
    level_costs: Vec<Vec<(i64, i64)>>,
    offer_costs: Vec<Vec<(i64, i64)>>,
    /// The cost of lines that do not move plus what is fixed on those that do; the counted part of
    /// the baseline less what is fixed.
    standing: (i64, i64),
    /// What was found so far.
    pub found: Vec<Decision>,
}

impl<'a> Walk<'a> {
    /// At the start.
    pub fn new(scenario: &'a Scenario, space: &'a Space) -> Self {
        let kinds = facts::line_kinds(scenario, space.relax);
        let parts = |lines: Vec<i64>| {
            let sum = |keep: &dyn Fn(usize) -> bool| {
                lines.iter().enumerate().filter(|(line, _)| keep(*line)).map(|(_, amount)| *amount).sum::<i64>()
            };
            (sum(&|line| kinds[line].0), sum(&|line| kinds[line].1))
        };
        let baseline = facts::baseline_costs(scenario);
        let all: i64 = baseline.iter().sum();
        let (moving, counted) = parts(baseline);
        let (fixed, fixed_counted) = parts(scenario.lines.iter().map(|line| line.fixed.0).collect());
        let level_costs = (0..scenario.sites.len())
            .map(|site| (0..scenario.levels.len()).map(|l| parts(facts::level_costs(scenario, site, l))).collect());
        let offer_costs = space.offers.iter().zip(&space.sessions).map(|(offer, sessions)| {
            let cost = |&n: &u32| match n {
                0 => (0, 0),
                n => parts(facts::offer_costs(scenario, offer.service, offer.mode, n)),
            };
            sessions.iter().map(cost).collect()
        });
        Self {
            scenario,
            space,
            asked: Asked::new(scenario, space),
            level_costs: level_costs.collect(),
            offer_costs: offer_costs.collect(),
            standing: (all - moving + fixed, counted - fixed_counted),
            found: Vec::new(),
        }
    }

    /// Sets the levels of this site and all after it, then the sessions.
    pub fn levels(&mut self, site: usize, sets: &mut Vec<u32>) {
        if site < sets.len() {
            let space = self.space;
            for &set in &space.sets[site] {
                sets[site] = set;
                self.levels(site + 1, sets);
            }
            return;
        }
        let (mut cost, mut saving) = self.standing;
        for (site, set) in sets.iter().enumerate() {
            for level in (0..self.scenario.levels.len()).filter(|level| set >> level & 1 == 1) {
                cost += self.level_costs[site][level].0;
                saving -= self.level_costs[site][level].1;
            }
        }
        let moved = |(site, set): (usize, &u32)| 1 - (set >> self.scenario.sites[site].baseline.0 & 1);
        let hours = |(site, set): (usize, &u32)| {
            let open: f64 = (0..self.scenario.levels.len())
                .filter(|level| set >> level & 1 == 1)
                .map(|level| self.scenario.levels[level].hours)
                .sum();
            f64::from(self.scenario.sites[site].rooms) * open
        };
        let mut room: Vec<f64> = sets.iter().enumerate().map(hours).collect();
        let mut venue: Vec<i64> = self.scenario.venues.iter().map(|v| i64::from(v.weekly_sessions.0)).collect();
        let start = Decision {
            sets: sets.clone(),
            picks: Vec::new(),
            cost,
            saving,
            changes: sets.iter().enumerate().map(moved).sum(),
            access: Vec::new(),
            missed: 0.0,
        };
        self.sessions(start, &mut room, &mut venue);
    }

    fn sessions(&mut self, decision: Decision, room: &mut [f64], venue: &mut [i64]) {
        let (offer, space) = (decision.picks.len(), self.space);
        if offer == space.offers.len() {
            let kept = self.rules(decision).and_then(|decision| self.target_rules(decision));
            self.found.extend(kept);
            return;
        }
        let what = &space.offers[offer];
        let mode = &self.scenario.services[what.service].modes[what.mode];
        let at = |set: u32| what.levels.iter().any(|level| set >> level & 1 == 1);
        let open = match what.host {
            Host::Site(site) => at(decision.sets[site.0]) || space.relax == Some(Family::OfferNeedsLevel),
            Host::Venue(_) => true,
            Host::Everywhere => {
                decision.sets.iter().any(|&set| at(set)) || space.relax == Some(Family::EverywhereNeedsLevel)
            }
        };
        for (pick, &n) in space.sessions[offer].iter().enumerate() {
            if n > 0 && !open {
                continue;
            }
            let hours = mode.room_hours * f64::from(n) / 1000.0;
            let fits = match what.host {
                Host::Site(site) => n == 0 || hours <= room[site.0] + 1e-9 || space.relax == Some(Family::Rooms),
                Host::Venue(at) => i64::from(n) <= venue[at.0] || space.relax == Some(Family::VenueCapacity),
                Host::Everywhere => true,
            };
            if !fits {
                continue;
            }
            let mut next = decision.clone();
            next.picks.push(pick);
            next.cost += self.offer_costs[offer][pick].0;
            next.saving -= self.offer_costs[offer][pick].1;
            let take = |sign: f64, room: &mut [f64], venue: &mut [i64]| match what.host {
                Host::Site(site) => room[site.0] -= sign * hours,
                Host::Venue(at) => venue[at.0] -= sign as i64 * i64::from(n),
                Host::Everywhere => {}
            };
            take(1.0, room, venue);
            self.sessions(next, room, venue);
            take(-1.0, room, venue);
        }
    }

    /// Adds what is missed of soft rules not about flows; nothing if a hard one does not hold.
    fn rules(&self, mut decision: Decision) -> Option<Decision> {
        for (position, rule) in self.scenario.rules.iter().enumerate() {
            if self.space.relax == Some(Family::Rule(position)) {
                continue;
            }
            let short = self.asked.short(&rule.kind, &decision);
            match rule.strength {
                Strength::Soft { price } => decision.missed += price * short,
                Strength::Hard if !Asked::kept(&rule.kind, short) => return None,
                Strength::Hard => {}
            }
        }
        Some(decision)
    }

    fn target_rules(&self, mut decision: Decision) -> Option<Decision> {
        for (position, target) in self.scenario.targets.iter().enumerate() {
            let short = (target.amount.0 - decision.saving).max(0);
            match target.strength {
                _ if self.space.relax == Some(Family::Target(position)) => {}
                Strength::Soft { price } => decision.missed += price * (short as f64 / 100.0),
                Strength::Hard if short > 0 => return None,
                Strength::Hard => {}
            }
        }
        decision.access = self.asked.access(&decision);
        Some(decision)
    }
}
