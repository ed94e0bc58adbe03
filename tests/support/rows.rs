//! The rows of the naive formulation.

use doorstep_scenario::{Costs, Host, LevelIx, Of, Per, RuleKind, Scenario, SiteIx, VenueIx, Weight};
use good_lp::{Expression, Variable};

use super::facts::{self, Offer};
use super::reference::SCALE;

/// The variables.
pub struct Columns {
    /// What could run.
    pub offers: Vec<Offer>,
    /// By site and level.
    pub level: Vec<Vec<Variable>>,
    /// By offer: does it run, and how many steps.
    pub runs: Vec<(Variable, Variable)>,
    /// Area, group, offer, decay, people addressed.
    pub flows: Vec<(usize, usize, usize, f64, Variable)>,
}

/// One level a site; sessions within bounds and where they may be; rooms and venues.
pub fn structure(s: &Scenario, c: &Columns, rows: &mut Vec<(Expression, bool)>) {
    for levels in &c.level {
        let one = levels.iter().sum::<Expression>() - 1.0;
        rows.extend([(one.clone(), true), (one, false)]);
    }
    let at = |site: usize, levels: &[usize]| levels.iter().map(|&l| c.level[site][l]).sum::<Expression>();
    for (offer, &(runs, steps)) in c.offers.iter().zip(&c.runs) {
        let service = &s.services[offer.service];
        let mode = &service.modes[offer.mode];
        rows.push((steps * f64::from(service.step.0) - runs * f64::from(mode.most.0), false));
        rows.push((steps * f64::from(service.step.0) - runs * f64::from(mode.least.0), true));
        match offer.host {
            Host::Site(site) => rows.push((runs - at(site.0, &offer.levels), false)),
            Host::Venue(_) => {}
            Host::Everywhere => {
                let any = (0..s.sites.len()).map(|site| at(site, &offer.levels)).sum::<Expression>();
                rows.push((runs - any, false));
            }
        }
    }
    let used = |host: Host, each: &dyn Fn(&Offer) -> f64| -> Expression {
        let here = c.offers.iter().zip(&c.runs).filter(|(offer, _)| offer.host == host);
        here.map(|(o, (_, steps))| *steps * each(o) * s.services[o.service].step.per_week()).sum()
    };
    for (n, site) in s.sites.iter().enumerate() {
        let hours = used(Host::Site(SiteIx(n)), &|o| s.services[o.service].modes[o.mode].room_hours);
        let open = s.levels.iter().zip(&c.level[n]).map(|(l, y)| *y * l.hours * f64::from(site.rooms));
        rows.push((hours - open.sum::<Expression>(), false));
    }
    for (n, venue) in s.venues.iter().enumerate() {
        let sessions = used(Host::Venue(VenueIx(n)), &|_| 1.0);
        rows.push((sessions - venue.weekly_sessions.per_week(), false));
    }
}

/// Capacity, and each person once per service.
pub fn reach(s: &Scenario, c: &Columns, rows: &mut Vec<(Expression, bool)>) {
    let mut attending: Vec<Expression> = c.offers.iter().map(|_| Expression::from(0.0)).collect();
    let groups = s.groups.len();
    let cell = |k: usize, area: usize, group: usize| (k * s.areas.len() + area) * groups + group;
    let mut addressed: Vec<Expression> =
        (0..s.services.len() * s.areas.len() * groups).map(|_| Expression::from(0.0)).collect();
    for &(area, group, offer, delta, r) in &c.flows {
        let k = c.offers[offer].service;
        attending[offer] += delta * r;
        addressed[cell(k, area, group)] += r;
    }
    for (at, attending) in attending.into_iter().enumerate() {
        let offer = &c.offers[at];
        let step = s.services[offer.service].step.per_week();
        rows.push((attending - c.runs[at].1 * (offer.served * step), false));
    }
    for (k, service) in s.services.iter().enumerate() {
        for (area, here) in s.areas.iter().enumerate() {
            for (group, share) in service.take_up.iter().enumerate() {
                if let Some(share) = share {
                    let limit = f64::from(here.people[group]) * share.value();
                    rows.push((std::mem::take(&mut addressed[cell(k, area, group)]) - limit, false));
                }
            }
        }
    }
}

/// The rows of a rule: each is to be at least 0.
pub fn rule_rows(s: &Scenario, c: &Columns, kind: &RuleKind, row: &mut dyn FnMut(Expression)) {
    let tests = |per: Per| match per {
        Per::Overall => vec![None],
        Per::District => (0..s.districts.len()).map(Some).collect(),
    };
    let sites = |levels: &[LevelIx], district: Option<usize>| -> Expression {
        let here = |n: &usize| district.is_none_or(|d| s.sites[*n].district.0 == d);
        let at = |n: usize| levels.iter().map(|level| c.level[n][level.0]).sum::<Expression>();
        (0..s.sites.len()).filter(here).map(at).sum()
    };
    match kind {
        RuleKind::AtLeast { count, levels, per } => {
            for d in tests(*per) {
                row(sites(levels, d) - f64::from(*count));
            }
        }
        RuleKind::AtMost { count, levels, per } => {
            for d in tests(*per) {
                row(f64::from(*count) - sites(levels, d));
            }
        }
        RuleKind::Lock { site, level } => row(c.level[site.0][level.0] - 1.0),
        RuleKind::ReachShare { service, modes, at_least, of, per } => {
            for district in tests(*per) {
                let here = |area: usize| district.is_none_or(|d| s.areas[area].district.0 == d);
                let mut reached = Expression::from(0.0);
                for &(area, _, offer, delta, r) in &c.flows {
                    let o = &c.offers[offer];
                    if o.service == service.0 && modes.iter().any(|m| m.0 == o.mode) && here(area) {
                        reached += o.equivalence * delta * r;
                    }
                }
                let take_up = &s.services[service.0].take_up;
                let counts = |group: &usize| *of == Of::People || take_up[*group].is_some();
                let of_area = |a: usize| -> u32 {
                    (0..s.groups.len()).filter(counts).map(|group| s.areas[a].people[group]).sum()
                };
                let people: u32 = (0..s.areas.len()).filter(|a| here(*a)).map(of_area).sum();
                row(reached - at_least.value() * f64::from(people));
            }
        }
    }
}

/// Reach over all services, weighted.
pub fn total_reach(s: &Scenario, c: &Columns, weight: Weight) -> Expression {
    let mut total = Expression::from(0.0);
    for &(area, _, offer, delta, r) in &c.flows {
        let o = &c.offers[offer];
        let need = if weight == Weight::Need { s.areas[area].need } else { 1.0 };
        total += s.services[o.service].weight * need * o.equivalence * delta * r;
    }
    total
}

/// Cost of all lines and counted saving, scaled; linear, so up to half a penny an offer and line
/// from the exact amounts.
pub fn money(s: &Scenario, c: &Columns) -> (Expression, Expression) {
    let kinds = facts::line_kinds(s, None);
    let baseline = facts::baseline_costs(s);
    let (mut cost, mut saving) = (Expression::from(0.0), Expression::from(0.0));
    for (line, (moves, counts)) in kinds.into_iter().enumerate() {
        if !moves {
            cost += baseline[line] as f64 / SCALE;
            continue;
        }
        let mut amount = Expression::from(s.lines[line].fixed.0 as f64 / SCALE);
        for (site, levels) in c.level.iter().enumerate() {
            for (level, y) in levels.iter().enumerate() {
                amount += facts::level_costs(s, site, level)[line] as f64 / SCALE * *y;
            }
        }
        for (offer, &(runs, steps)) in c.offers.iter().zip(&c.runs) {
            let service = &s.services[offer.service];
            let mode = &service.modes[offer.mode];
            let of = |costs: &Costs| {
                costs.iter().filter(|(l, _)| l.0 == line).map(|(_, amount)| amount.0 as f64).sum::<f64>()
            };
            let a_step = of(&mode.session_costs) * f64::from(mode.weeks) * service.step.per_week();
            amount += (a_step / SCALE) * steps + (of(&mode.running_costs) / SCALE) * runs;
        }
        if counts {
            saving += baseline[line] as f64 / SCALE - amount.clone();
        }
        cost += amount;
    }
    (cost, saving)
}
