//! Scenarios made of scenarios.

use crate::support::rng::Rng;
use doorstep_scenario::{
    Area, Condition, FundKind, Host, LevelIx, LineIx, Pence, Place, Position, Rule, RuleKind, Scenario, Site, SiteCost,
    SiteIx, Strength,
};

/// Session prices in whole pounds, so that no half penny is rounded.
pub fn even(mut scenario: Scenario) -> Scenario {
    for mode in scenario.services.iter_mut().flat_map(|service| &mut service.modes) {
        for (_, amount) in &mut mode.session_costs {
            *amount = Pence(amount.0 / 100 * 100 + 100);
        }
    }
    scenario
}

/// With sites locked at levels.
pub fn locked(scenario: &Scenario, sites: &[(usize, LevelIx)]) -> Scenario {
    let mut changed = scenario.clone();
    for (site, level) in sites {
        let kind = RuleKind::Lock { site: SiteIx(*site), level: *level };
        let (id, place) = (format!("z{site}"), Place::file("drawn"));
        changed.rules.push(Rule { id, kind, strength: Strength::Hard, why: None, source: None, place });
    }
    changed
}

/// All amounts `times` over; a pound missed costs so much less.
pub fn expensive(scenario: &Scenario, times: i64) -> Scenario {
    let mut changed = scenario.clone();
    let scale = |amount: &mut Pence| amount.0 *= times;
    changed.lines.iter_mut().for_each(|line| scale(&mut line.fixed));
    changed.levels.iter_mut().flat_map(|level| &mut level.costs).for_each(|(_, amount)| scale(amount));
    changed.sites.iter_mut().flat_map(|site| &mut site.costs).for_each(|cost| scale(&mut cost.amount));
    for mode in changed.services.iter_mut().flat_map(|service| &mut service.modes) {
        mode.session_costs.iter_mut().chain(&mut mode.running_costs).for_each(|(_, amount)| scale(amount));
    }
    for target in &mut changed.targets {
        scale(&mut target.amount);
        if let Strength::Soft { price } = &mut target.strength {
            *price /= times as f64;
        }
    }
    changed
}

fn people(scenario: &Scenario, count: impl Fn(u32) -> u32, price_by: f64) -> Scenario {
    let mut changed = scenario.clone();
    changed.areas.iter_mut().flat_map(|area| &mut area.people).for_each(|people| *people = count(*people));
    changed
        .services
        .iter_mut()
        .flat_map(|service| &mut service.modes)
        .for_each(|mode| mode.places = count(mode.places));
    for rule in &mut changed.rules {
        if let (RuleKind::ReachShare { .. }, Strength::Soft { price }) = (&rule.kind, &mut rule.strength) {
            *price *= price_by;
        }
    }
    changed
}

/// `times` the people and the places; a person missed costs so much less.
pub fn larger(scenario: &Scenario, times: u32) -> Scenario {
    people(scenario, |count| count * times, 1.0 / f64::from(times))
}

/// The way back.
pub fn fewer_people_less_room(scenario: &Scenario, times: u32) -> Scenario {
    people(scenario, |count| count / times, f64::from(times))
}

/// Other ids that sort as the old ones do.
pub fn renamed(scenario: &Scenario) -> Scenario {
    let mut changed = scenario.clone();
    let ids = changed.areas.iter_mut().map(|area| &mut area.id);
    let ids = ids.chain(changed.sites.iter_mut().map(|site| &mut site.id));
    let ids = ids.chain(changed.venues.iter_mut().map(|venue| &mut venue.id));
    let ids = ids.chain(changed.services.iter_mut().map(|service| &mut service.id));
    for id in ids.chain(changed.rules.iter_mut().map(|rule| &mut rule.id)) {
        *id = format!("x-{id}-y");
    }
    changed
}

/// Areas and sites in the opposite order, under new ids.
pub fn upside_down(scenario: &Scenario) -> Scenario {
    let mut changed = scenario.clone();
    let last = changed.sites.len() - 1;
    changed.areas.reverse();
    changed.areas.iter_mut().enumerate().for_each(|(at, area)| area.id = format!("a{at:03}"));
    changed.sites.reverse();
    changed.sites.iter_mut().enumerate().for_each(|(at, site)| site.id = format!("s{at:03}"));
    for offer in &mut changed.baseline {
        if let Host::Site(site) = &mut offer.host {
            site.0 = last - site.0;
        }
    }
    changed.baseline.sort();
    for rule in &mut changed.rules {
        let turn = |site: &mut SiteIx| site.0 = last - site.0;
        let turned = |condition: &mut Condition| match condition {
            Condition::SiteAt { site, .. } | Condition::Runs { host: Host::Site(site), .. } => turn(site),
            Condition::Runs { .. } => {}
        };
        match &mut rule.kind {
            RuleKind::Lock { site, .. } | RuleKind::Forbid { site, .. } | RuleKind::NotBefore { site, .. } => {
                turn(site);
            }
            RuleKind::AtLeast { sites: Some(sites), .. } | RuleKind::AtMost { sites: Some(sites), .. } => {
                sites.iter_mut().for_each(turn);
                sites.sort();
            }
            RuleKind::IfThen { when, then } => [when, then].into_iter().for_each(turned),
            RuleKind::EitherOr { among, .. } => among.iter_mut().for_each(turned),
            _ => {}
        }
    }
    changed
}

/// One area as two at the same spot, people shared between them.
pub fn split(scenario: &Scenario, at: usize, rng: &mut Rng) -> Scenario {
    let mut changed = scenario.clone();
    let mut second = changed.areas[at].clone();
    second.id.push('b');
    for (here, there) in changed.areas[at].people.iter_mut().zip(&mut second.people) {
        let moved = rng.whole(0, i64::from(*here)) as u32;
        (*here, *there) = (*here - moved, moved);
    }
    changed.areas.insert(at + 1, second);
    changed
}

/// One more area, without anybody.
pub fn nobody(scenario: &Scenario) -> Scenario {
    let mut changed = scenario.clone();
    let like = changed.areas[0].clone();
    changed.areas.push(Area { id: "z".to_owned(), people: vec![0; like.people.len()], ..like });
    changed
}

fn with_site(scenario: &Scenario, levels: Vec<LevelIx>, costs: Vec<SiteCost>) -> Scenario {
    let mut changed = scenario.clone();
    let like = changed.sites[0].clone();
    let position = Position { easting: like.position.easting + 10, ..like.position };
    changed.sites.push(Site { id: "z".to_owned(), position, baseline: LevelIx(0), levels, costs, ..like });
    changed
}

/// One more site, which is closed and has to stay so.
pub fn closed_site(scenario: &Scenario) -> Scenario {
    with_site(scenario, vec![LevelIx(0)], vec![])
}

/// One more site, closed today, whose hub costs more than a hard target leaves; nothing where no
/// hard target counts any line.
pub fn dear_site(scenario: &Scenario) -> Option<Scenario> {
    scenario.targets.iter().find(|target| target.strength == Strength::Hard)?;
    let counts = |line: &doorstep_scenario::Line| {
        line.touchable && line.cashable && scenario.funds[line.fund.0].kind == FundKind::GeneralFund
    };
    let line = LineIx(scenario.lines.iter().position(counts)?);
    let level = LevelIx(1);
    let cost = SiteCost { level, line, amount: Pence(100_000_000_000) };
    Some(with_site(scenario, vec![LevelIx(0), level], vec![cost]))
}
