//! Rules that levels, sessions and money decide: by how much a decision misses each.

use doorstep_scenario::{
    Access, Condition, Counted, Host, LevelIx, LineIx, ModeIx, Near, Of, Per, RuleKind, Scenario, ServiceIx, SiteIx,
    Travel,
};

use super::facts::{self, Offer};
use super::parts::{Part, parts};
use super::space::{Decision, Space};

/// The rules of a scenario, and what decisions on them cost by line.
pub struct Asked<'a> {
    scenario: &'a Scenario,
    space: &'a Space,
    /// By site and level, by offer and pick: pence by line.
    level_lines: Vec<Vec<Vec<i64>>>,
    offer_lines: Vec<Vec<Vec<i64>>>,
    /// By line: does a plan change it, and what it costs today.
    moves: Vec<bool>,
    baseline: Vec<i64>,
}

impl<'a> Asked<'a> {
    /// Reads a scenario.
    pub fn new(scenario: &'a Scenario, space: &'a Space) -> Self {
        let levels = |site| (0..scenario.levels.len()).map(|l| facts::level_costs(scenario, site, l)).collect();
        let sessions = |(offer, options): (&Offer, &Vec<u32>)| {
            let costs = |&n: &u32| match n {
                0 => vec![0; scenario.lines.len()],
                n => facts::offer_costs(scenario, offer.service, offer.mode, n),
            };
            options.iter().map(costs).collect()
        };
        Self {
            scenario,
            space,
            level_lines: (0..scenario.sites.len()).map(levels).collect(),
            offer_lines: space.offers.iter().zip(&space.sessions).map(sessions).collect(),
            moves: facts::line_kinds(scenario, space.relax).into_iter().map(|kind| kind.0).collect(),
            baseline: facts::baseline_costs(scenario),
        }
    }

    /// By how much a decision misses a rule, in the rule's unit; 0 for rules about flows.
    pub fn short(&self, kind: &RuleKind, decision: &Decision) -> f64 {
        let on = Weighed { asked: self, decision };
        match kind {
            RuleKind::AtLeast { count, levels, per, sites } => self.sum(*per, |part| {
                let named = |site: &usize| sites.as_ref().is_none_or(|sites| sites.contains(&SiteIx(*site)));
                f64::from(*count) - on.count(levels, part, named)
            }),
            RuleKind::AtMost { count, levels, per, sites } => self.sum(*per, |part| {
                let named = |site: &usize| sites.as_ref().is_none_or(|sites| sites.contains(&SiteIx(*site)));
                on.count(levels, part, named) - f64::from(*count)
            }),
            RuleKind::SitesShare { levels, at_least, band } => {
                let all = on.count(levels, Part::All, |_| true);
                (at_least.value() * all - on.count(levels, Part::Band(band.0), |_| true)).max(0.0)
            }
            RuleKind::AccessShare { counted, within, at_least, of, per } => {
                let near = on.near(counted, f64::from(within.0));
                self.sum(*per, |part| {
                    let (have, all) = self.have(&near, counted.service, *of, part);
                    at_least.value() * all - have
                })
            }
            RuleKind::AccessGap { counted, within, at_most, of, per } => {
                let near = on.near(counted, f64::from(within.0));
                let both = parts(self.scenario, *per).into_iter();
                let both = both.map(|part| self.have(&near, counted.service, *of, part));
                let shares: Vec<f64> = both.filter(|(_, all)| *all > 0.0).map(|(have, all)| have / all).collect();
                let best = shares.iter().copied().fold(0.0, f64::max);
                let worst = shares.iter().copied().fold(1.0, f64::min);
                100.0 * (best - worst - at_most.value()).max(0.0)
            }
            RuleKind::Lock { site, level } => truth(!on.at(site.0, &[*level])),
            RuleKind::Forbid { site, levels } => truth(on.at(site.0, levels)),
            RuleKind::NotBefore { site, year } => {
                truth(self.scenario.end_year < *year && !on.at(site.0, &[self.scenario.sites[site.0].baseline]))
            }
            RuleKind::IfThen { when, then } => truth(on.so(when) && !on.so(then)),
            RuleKind::EitherOr { among, at_least, at_most } => {
                let n = among.iter().filter(|condition| on.so(condition)).count() as f64;
                (f64::from(*at_least) - n).max(n - f64::from(*at_most)).max(0.0)
            }
            RuleKind::Together { service, modes, with, with_modes } => on.apart((*service, modes), (*with, with_modes)),
            RuleKind::HubSpoke { spokes, hubs, near } => on.lonely(spokes, hubs, *near),
            RuleKind::LeastSessions { service, modes, sessions } => {
                let running = on.running().filter(|(offer, _)| is(offer, *service, modes));
                running.map(|(_, n)| f64::from(sessions.0.saturating_sub(n)) / 1000.0).sum()
            }
            RuleKind::PostsAtMost { each, at_most } => {
                let needed: f64 =
                    on.running().map(|(offer, n)| facts::posts(each, offer) * f64::from(n) / 1000.0).sum();
                (needed - at_most).max(0.0)
            }
            RuleKind::ChangesAtMost { count, per } => self.sum(*per, |part| on.changes(part) - f64::from(*count)),
            RuleKind::NearestLost { at_most, per } => {
                let lost = on.nearest_lost();
                self.sum(*per, |part| {
                    let (gone, all) = self.have(&lost, ServiceIx(0), Of::People, part);
                    gone - at_most.value() * all
                })
            }
            RuleKind::CostAtMost { amount, lines } => {
                let pence = on.cost(|line| lines.as_ref().is_none_or(|lines| lines.contains(&LineIx(line))));
                (pence - amount.0).max(0) as f64 / 100.0
            }
            RuleKind::CostShare { service, modes, at_most } => {
                let over = on.spent_on(*service, modes) as f64 - at_most.value() * on.cost(|_| true) as f64;
                over.max(0.0) / 100.0
            }
            RuleKind::ReachShare { .. }
            | RuleKind::KeepReach { .. }
            | RuleKind::LeastUsers { .. }
            | RuleKind::ServeEveryone { .. } => 0.0,
        }
    }

    /// People × services near a decision's offers, by what goals of access count.
    pub fn access(&self, decision: &Decision) -> Vec<u64> {
        let on = Weighed { asked: self, decision };
        let of = |access: &Access| {
            let near: Vec<Vec<bool>> =
                access.counted.iter().map(|counted| on.near(counted, f64::from(access.near.0))).collect();
            let mut sum = 0;
            for (at, area) in self.scenario.areas.iter().enumerate() {
                for (group, people) in area.people.iter().enumerate() {
                    let suits = |counted: &Counted| {
                        self.scenario.services[counted.service.0].take_up[group]
                            .is_some_and(|share| share.value() > 0.0)
                    };
                    let have = access.counted.iter().zip(&near).filter(|(counted, near)| near[at] && suits(counted));
                    sum += u64::from(*people) * (have.count() as u64).min(u64::from(access.choices));
                }
            }
            sum
        };
        self.scenario.access.iter().map(of).collect()
    }

    /// May a hard rule be missed by so much and yet be kept? Half a penny for a share of the cost,
    /// otherwise what adding up in binary gets wrong.
    pub fn kept(kind: &RuleKind, short: f64) -> bool {
        short <= if matches!(kind, RuleKind::CostShare { .. }) { 0.005 } else { 1e-7 }
    }

    fn sum(&self, per: Per, short: impl Fn(Part) -> f64) -> f64 {
        parts(self.scenario, per).into_iter().map(|part| short(part).max(0.0)).sum()
    }

    /// People of a part in these areas, and in all.
    fn have(&self, areas: &[bool], service: ServiceIx, of: Of, part: Part) -> (f64, f64) {
        let people = |area| part.people_of(self.scenario, service.0, of, area);
        let here = (0..areas.len()).filter(|area| areas[*area]).map(people).sum();
        (here, (0..areas.len()).map(people).sum())
    }
}

fn truth(so: bool) -> f64 {
    f64::from(u8::from(so))
}

fn is(offer: &Offer, service: ServiceIx, modes: &[ModeIx]) -> bool {
    offer.service == service.0 && modes.contains(&ModeIx(offer.mode))
}

/// One decision in the eyes of the rules.
struct Weighed<'a> {
    asked: &'a Asked<'a>,
    decision: &'a Decision,
}

impl<'a> Weighed<'a> {
    fn at(&self, site: usize, levels: &[LevelIx]) -> bool {
        levels.iter().any(|level| self.decision.sets[site] >> level.0 & 1 == 1)
    }

    fn sites(&self) -> std::ops::Range<usize> {
        0..self.decision.sets.len()
    }

    fn count(&self, levels: &[LevelIx], part: Part, named: impl Fn(&usize) -> bool) -> f64 {
        let here = |site: &usize| part.site(self.asked.scenario, *site);
        let at = |site: usize| levels.iter().filter(|level| self.at(site, &[**level])).count();
        self.sites().filter(here).filter(named).map(at).sum::<usize>() as f64
    }

    fn changes(&self, part: Part) -> f64 {
        let scenario = self.asked.scenario;
        let moved = |site: &usize| part.site(scenario, *site) && !self.at(*site, &[scenario.sites[*site].baseline]);
        self.sites().filter(moved).count() as f64
    }

    fn running(&self) -> impl Iterator<Item = (&'a Offer, u32)> {
        let space = self.asked.space;
        let sessions = self.decision.picks.iter().zip(&space.sessions).map(|(pick, options)| options[*pick]);
        space.offers.iter().zip(sessions).filter(|(_, n)| *n > 0)
    }

    fn so(&self, condition: &Condition) -> bool {
        match condition {
            Condition::SiteAt { site, levels } => self.at(site.0, levels),
            Condition::Runs { service, mode, host } => {
                self.running().any(|(offer, _)| is(offer, *service, &[*mode]) && offer.host == *host)
            }
        }
    }

    /// By area: does an offer that counts run near enough?
    fn near(&self, counted: &Counted, within: f64) -> Vec<bool> {
        let mut near = vec![false; self.asked.scenario.areas.len()];
        for (offer, n) in self.running() {
            if is(offer, counted.service, &counted.modes) && n >= counted.least.0 {
                for (near, way) in near.iter_mut().zip(&offer.travel) {
                    *near |= *way <= within || offer.host == Host::Everywhere;
                }
            }
        }
        near
    }

    /// By area: is the nearest of the sites open today closed?
    fn nearest_lost(&self) -> Vec<bool> {
        let scenario = self.asked.scenario;
        let lost = |area: &doorstep_scenario::Area| {
            let open = scenario.sites.iter().enumerate().filter(|(_, site)| site.baseline != LevelIx(0));
            let ways = open.map(|(at, site)| (facts::metres(scenario, area.position, site.position), at));
            let near = ways.filter(|(way, _)| *way <= f64::from(scenario.travel.unit().farthest().0));
            // The first among equals, for sites are in the order of their ids.
            let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            nearest.is_some_and(|(_, site)| self.at(site, &[LevelIx(0)]))
        };
        scenario.areas.iter().map(lost).collect()
    }

    /// Places where the one runs without the other.
    fn apart(&self, one: (ServiceIx, &[ModeIx]), other: (ServiceIx, &[ModeIx])) -> f64 {
        let runs = |what: (ServiceIx, &[ModeIx]), host: Host| {
            self.running().any(|(offer, _)| is(offer, what.0, what.1) && offer.host == host)
        };
        let mut hosts: Vec<Host> = self.asked.space.offers.iter().map(|offer| offer.host).collect();
        hosts.sort();
        hosts.dedup();
        let apart = |host: &&Host| **host != Host::Everywhere && runs(one, **host) && !runs(other, **host);
        hosts.iter().filter(apart).count() as f64
    }

    /// Spokes without a hub near.
    fn lonely(&self, spokes: &[LevelIx], hubs: &[LevelIx], near: Near) -> f64 {
        let sites = &self.asked.scenario.sites;
        let together = |a: usize, b: usize| match near {
            Near::SameDistrict => sites[a].district == sites[b].district,
            Near::Within(most) => facts::line(sites[a].position, sites[b].position) <= f64::from(most.0),
        };
        let alone = |spoke: &usize| {
            self.at(*spoke, spokes)
                && !self.sites().any(|hub| hub != *spoke && self.at(hub, hubs) && together(*spoke, hub))
        };
        self.sites().filter(alone).count() as f64
    }

    /// Pence of these lines.
    fn cost(&self, of: impl Fn(usize) -> bool) -> i64 {
        let asked = self.asked;
        let line = |line: usize| {
            if !asked.moves[line] {
                return asked.baseline[line];
            }
            let levels = self.sites().map(|site| {
                let open = (0..asked.level_lines[site].len()).filter(|l| self.at(site, &[LevelIx(*l)]));
                open.map(|level| asked.level_lines[site][level][line]).sum::<i64>()
            });
            let offers = self.decision.picks.iter().zip(&asked.offer_lines).map(|(pick, costs)| costs[*pick][line]);
            asked.scenario.lines[line].fixed.0 + levels.sum::<i64>() + offers.sum::<i64>()
        };
        (0..asked.moves.len()).filter(|at| of(*at)).map(line).sum()
    }

    /// Pence of a service in these modes on lines that may be touched.
    fn spent_on(&self, service: ServiceIx, modes: &[ModeIx]) -> i64 {
        let asked = self.asked;
        let own = (0..self.decision.picks.len()).filter(|offer| is(&asked.space.offers[*offer], service, modes));
        own.map(|offer| {
            let costs = asked.offer_lines[offer][self.decision.picks[offer]].iter().zip(&asked.moves);
            costs.filter(|(_, moves)| **moves).map(|(amount, _)| amount).sum::<i64>()
        })
        .sum()
    }
}
