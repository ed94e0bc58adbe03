//! The rows of the naive formulation.

use doorstep_scenario::{
    Condition, Costs, Host, LevelIx, LineIx, ModeIx, Near, Of, RuleKind, Scenario, ServiceIx, SiteIx, VenueIx, Weight,
};
use good_lp::{Expression, Variable};

use super::facts::{self, Offer};
use super::parts::{Part, parts};
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

/// The rows of a rule, with its unit: each is to be at least 0, and what they lack is the most of
/// what those in one list lack.
pub fn rule_rows(
    s: &Scenario,
    c: &Columns,
    lines: &[Expression],
    kind: &RuleKind,
    row: &mut dyn FnMut(Vec<Expression>, f64),
) {
    let mut one = |expression: Expression| row(vec![expression], 1.0);
    match kind {
        RuleKind::AtLeast { count, levels, per, sites } => {
            for part in parts(s, *per) {
                one(c.sites(s, levels, part, sites.as_deref()) - f64::from(*count));
            }
        }
        RuleKind::AtMost { count, levels, per, sites } => {
            for part in parts(s, *per) {
                one(f64::from(*count) - c.sites(s, levels, part, sites.as_deref()));
            }
        }
        RuleKind::SitesShare { levels, at_least, band } => {
            let within = c.sites(s, levels, Part::Band(band.0), None);
            one(within - at_least.value() * c.sites(s, levels, Part::All, None));
        }
        RuleKind::Lock { site, level } => one(c.level[site.0][level.0] - 1.0),
        RuleKind::Forbid { site, levels } => one(-c.at(site.0, levels)),
        RuleKind::NotBefore { site, year } => {
            if s.end_year < *year {
                one(c.at(site.0, &[s.sites[site.0].baseline]) - 1.0);
            }
        }
        RuleKind::IfThen { when, then } => one(c.so(then) - c.so(when)),
        RuleKind::EitherOr { among, at_least, at_most } => {
            let n: Expression = among.iter().map(|condition| c.so(condition)).sum();
            row(vec![n.clone() - f64::from(*at_least), f64::from(*at_most) - n], 1.0);
        }
        RuleKind::Together { service, modes, with, with_modes } => {
            for host in (0..s.sites.len()).map(|n| Host::Site(SiteIx(n))).chain(venues(s)) {
                let other: Expression = c.running(*with, with_modes, host).map(Expression::from).sum();
                let rows = c.running(*service, modes, host).map(|runs| other.clone() - runs).collect();
                row(rows, 1.0);
            }
        }
        RuleKind::HubSpoke { spokes, hubs, near } => {
            for spoke in 0..s.sites.len() {
                let near = |hub: &usize| *hub != spoke && is_near(s, spoke, *hub, *near);
                let around = (0..s.sites.len()).filter(near).map(|hub| c.at(hub, hubs)).sum::<Expression>();
                one(around - c.at(spoke, spokes));
            }
        }
        RuleKind::LeastSessions { service, modes, sessions } => {
            for (offer, &(runs, steps)) in c.offers.iter().zip(&c.runs) {
                if is(offer, *service, modes) {
                    one(steps * s.services[offer.service].step.per_week() - runs * sessions.per_week());
                }
            }
        }
        RuleKind::PostsAtMost { each, at_most } => {
            let steps = c.offers.iter().zip(&c.runs);
            let needed: Expression = steps
                .map(|(offer, (_, steps))| {
                    *steps * (facts::posts(each, offer) * s.services[offer.service].step.per_week())
                })
                .sum();
            one(*at_most - needed);
        }
        RuleKind::ChangesAtMost { count, per } => {
            for part in parts(s, *per) {
                let here = (0..s.sites.len()).filter(|n| part.site(s, *n));
                let changes: Expression = here.map(|n| 1.0 - c.at(n, &[s.sites[n].baseline])).sum();
                one(f64::from(*count) - changes);
            }
        }
        RuleKind::CostAtMost { amount, lines: named } => {
            let counts = |line: &usize| named.as_ref().is_none_or(|named| named.contains(&LineIx(*line)));
            let cost = (0..lines.len()).filter(counts).map(|line| lines[line].clone()).sum::<Expression>();
            row(vec![amount.0 as f64 / SCALE - cost], SCALE / 100.0);
        }
        RuleKind::CostShare { service, modes, at_most } => {
            let all = lines.iter().cloned().sum::<Expression>();
            row(vec![at_most.value() * all - spent_on(s, c, *service, modes)], SCALE / 100.0);
        }
        _ => people_rows(s, c, kind, &mut one),
    }
}

/// The rows of a rule about people.
fn people_rows(s: &Scenario, c: &Columns, kind: &RuleKind, one: &mut dyn FnMut(Expression)) {
    match kind {
        RuleKind::ReachShare { counted, at_least, of, per } => {
            for part in parts(s, *per) {
                let reached = reached(s, c, part, &|o| is(o, counted.service, &counted.modes));
                one(reached - at_least.value() * part.people(s, counted.service.0, *of));
            }
        }
        RuleKind::NearestLost { at_most, per } => {
            let nearest = |area: usize| {
                let open = (0..s.sites.len()).filter(|n| s.sites[*n].baseline != LevelIx(0));
                let way = |n: &usize| facts::metres(s, s.areas[area].position, s.sites[*n].position);
                open.min_by(|a, b| way(a).total_cmp(&way(b)))
            };
            for part in parts(s, *per) {
                let mut left = Expression::from(at_most.value() * part.people(s, 0, Of::People));
                for area in 0..s.areas.len() {
                    if let Some(site) = nearest(area) {
                        left -= part.people_of(s, 0, Of::People, area) * c.level[site][0];
                    }
                }
                one(left);
            }
        }
        RuleKind::ServeEveryone { service } => {
            let addressed = c.flows.iter().filter(|flow| c.offers[flow.2].service == service.0);
            let addressed = addressed.map(|flow| Expression::from(flow.4)).sum::<Expression>();
            let everyone: f64 = (0..s.areas.len()).map(|area| would_use(s, service.0, area)).sum();
            // The rows of people leave no room above.
            one(addressed - everyone * (1.0 - 1e-9));
        }
        _ => unreachable!("not supported"),
    }
}

fn is(offer: &Offer, service: ServiceIx, modes: &[ModeIx]) -> bool {
    offer.service == service.0 && modes.contains(&ModeIx(offer.mode))
}

fn venues(s: &Scenario) -> impl Iterator<Item = Host> + use<> {
    (0..s.venues.len()).map(|n| Host::Venue(VenueIx(n)))
}

fn is_near(s: &Scenario, a: usize, b: usize, near: Near) -> bool {
    match near {
        Near::SameDistrict => s.sites[a].district == s.sites[b].district,
        Near::Within(most) => facts::line(s.sites[a].position, s.sites[b].position) <= f64::from(most.0),
    }
}

impl Columns {
    fn at(&self, site: usize, levels: &[LevelIx]) -> Expression {
        levels.iter().map(|level| self.level[site][level.0]).sum()
    }

    fn sites(&self, s: &Scenario, levels: &[LevelIx], part: Part, named: Option<&[SiteIx]>) -> Expression {
        let counts = |n: &usize| part.site(s, *n) && named.is_none_or(|named| named.contains(&SiteIx(*n)));
        (0..s.sites.len()).filter(counts).map(|n| self.at(n, levels)).sum()
    }

    fn running(&self, service: ServiceIx, modes: &[ModeIx], host: Host) -> impl Iterator<Item = Variable> {
        let here = self.offers.iter().zip(&self.runs);
        here.filter(move |(offer, _)| is(offer, service, modes) && offer.host == host).map(|(_, runs)| runs.0)
    }

    fn so(&self, condition: &Condition) -> Expression {
        match condition {
            Condition::SiteAt { site, levels } => self.at(site.0, levels),
            Condition::Runs { service, mode, host } => {
                self.running(*service, &[*mode], *host).map(Expression::from).sum()
            }
        }
    }
}

/// Those of an area who would use a service at the door.
pub fn would_use(s: &Scenario, service: usize, area: usize) -> f64 {
    let each = s.areas[area].people.iter().zip(&s.services[service].take_up);
    each.map(|(n, share)| share.map_or(0.0, |share| f64::from(*n) * share.value())).sum()
}

/// People of a part, which is not a group, reached by some offers.
pub fn reached(s: &Scenario, c: &Columns, part: Part, counts: &dyn Fn(&Offer) -> bool) -> Expression {
    let mut reached = Expression::from(0.0);
    for &(area, _, offer, delta, r) in &c.flows {
        let o = &c.offers[offer];
        if counts(o) && part.area(s, area) {
            reached += o.equivalence * delta * r;
        }
    }
    reached
}

/// Those addressed, of one area or of all, by what their kilometres count.
pub fn travel(c: &Columns, only: Option<usize>, counts: &dyn Fn(&Offer, f64) -> f64) -> Expression {
    let mut travel = Expression::from(0.0);
    for &(area, _, offer, _, r) in &c.flows {
        if only.is_none_or(|only| only == area) {
            let o = &c.offers[offer];
            travel += counts(o, o.travel[area] / 1000.0) * r;
        }
    }
    travel
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

/// Cost by line, scaled; linear, so up to half a penny an offer and line from the exact amounts.
pub fn lines(s: &Scenario, c: &Columns) -> Vec<Expression> {
    let kinds = facts::line_kinds(s, None);
    let baseline = facts::baseline_costs(s);
    let mut all = Vec::new();
    for (line, (moves, _)) in kinds.into_iter().enumerate() {
        if !moves {
            all.push(Expression::from(baseline[line] as f64 / SCALE));
            continue;
        }
        let mut amount = Expression::from(s.lines[line].fixed.0 as f64 / SCALE);
        for (site, levels) in c.level.iter().enumerate() {
            for (level, y) in levels.iter().enumerate() {
                amount += facts::level_costs(s, site, level)[line] as f64 / SCALE * *y;
            }
        }
        for at in 0..c.offers.len() {
            amount += cost_of(s, c, at, line);
        }
        all.push(amount);
    }
    all
}

/// What an offer costs on one line.
fn cost_of(s: &Scenario, c: &Columns, at: usize, line: usize) -> Expression {
    let (runs, steps) = c.runs[at];
    let service = &s.services[c.offers[at].service];
    let mode = &service.modes[c.offers[at].mode];
    let of = |costs: &Costs| costs.iter().filter(|(l, _)| l.0 == line).map(|(_, amount)| amount.0 as f64).sum::<f64>();
    let a_step = of(&mode.session_costs) * f64::from(mode.weeks) * service.step.per_week();
    (a_step / SCALE) * steps + (of(&mode.running_costs) / SCALE) * runs
}

fn spent_on(s: &Scenario, c: &Columns, service: ServiceIx, modes: &[ModeIx]) -> Expression {
    let mut spent = Expression::from(0.0);
    for (line, _) in facts::line_kinds(s, None).into_iter().enumerate().filter(|(_, (moves, _))| *moves) {
        for at in (0..c.offers.len()).filter(|at| is(&c.offers[*at], service, modes)) {
            spent += cost_of(s, c, at, line);
        }
    }
    spent
}

/// Cost of all lines and counted saving, from what the lines cost.
pub fn money(s: &Scenario, lines: &[Expression]) -> (Expression, Expression) {
    let kinds = facts::line_kinds(s, None);
    let baseline = facts::baseline_costs(s);
    let (mut cost, mut saving) = (Expression::from(0.0), Expression::from(0.0));
    for (line, amount) in lines.iter().enumerate() {
        if kinds[line].1 {
            saving += baseline[line] as f64 / SCALE - amount.clone();
        }
        cost += amount.clone();
    }
    (cost, saving)
}
