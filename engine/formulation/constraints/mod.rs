//! One family of rows a file. Each opens with its equation, its symbols and its source, and has one
//! `add` function.

mod access_gap;
mod access_share;
mod at_least;
mod at_most;
mod capacity;
mod changes_at_most;
mod cost_at_most;
mod cost_share;
mod counted;
mod either_or;
mod forbid;
mod hub_spoke;
mod if_then;
mod keep_reach;
mod least_sessions;
mod least_users;
mod lock;
mod nearest_lost;
mod needs_level;
mod not_before;
mod once_per_service;
mod one_level;
mod only_if_runs;
mod posts_at_most;
mod reach_share;
mod rooms;
mod rooms_by_level;
mod serve_everyone;
mod session_bounds;
mod sites_share;
mod target;
mod together;
mod venue_week;

pub(super) use access_share::offers_near;

use super::part::Part;
use super::{Column, ColumnKey, Formulation, Grain, OfferIx, RowKey, RuleIx, Subject};
use crate::instance::Offer;
use doorstep_scenario::{Condition, LevelIx, ModeIx, Per, RuleKind, Scenario, ServiceIx, Site, SiteIx, Strength};

/// Who says what people can do at all: whom they can be addressed by, where, and how many find room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flows {
    /// Rows of the formulation.
    Written,
    /// Rows, but for those that tie people to what runs: that is decided already.
    OfWhatRuns,
    /// The method, in a way of its own.
    LeftToTheMethod,
}

/// Adds every family, in a fixed order.
pub(super) fn add_all(formulation: &mut Formulation, flows: Flows) {
    one_level::add(formulation);
    needs_level::add(formulation);
    session_bounds::add(formulation);
    rooms::add(formulation);
    rooms_by_level::add(formulation);
    venue_week::add(formulation);
    if flows != Flows::LeftToTheMethod {
        once_per_service::add(formulation);
        if flows == Flows::Written {
            only_if_runs::add(formulation);
        }
        capacity::add(formulation);
    }
    for at in 0..formulation.instance.scenario.targets.len() {
        target::add(formulation, at);
    }
    for at in 0..formulation.instance.scenario.rules.len() {
        let kind = formulation.instance.scenario.rules[at].kind.clone();
        rule(formulation, RuleIx(at), &kind);
    }
}

fn rule(to: &mut Formulation, at: RuleIx, kind: &RuleKind) {
    match kind {
        RuleKind::AtLeast { count, levels, per, sites } => {
            at_least::add(to, at, *count, levels, *per, sites.as_deref());
        }
        RuleKind::AtMost { count, levels, per, sites } => at_most::add(to, at, *count, levels, *per, sites.as_deref()),
        RuleKind::SitesShare { levels, at_least, band } => sites_share::add(to, at, levels, *at_least, *band),
        RuleKind::ReachShare { counted, at_least, of, per } => reach_share::add(to, at, counted, *at_least, *of, *per),
        RuleKind::AccessShare { counted, within, at_least, of, per } => {
            access_share::add(to, at, counted, *within, *at_least, *of, *per);
        }
        RuleKind::AccessGap { counted, within, at_most, of, per } => {
            access_gap::add(to, at, counted, *within, *at_most, *of, *per);
        }
        RuleKind::KeepReach { service, modes, lose_at_most, per } => {
            keep_reach::add(to, at, *service, modes, *lose_at_most, *per);
        }
        RuleKind::Lock { site, level } => lock::add(to, at, *site, *level),
        RuleKind::Forbid { site, levels } => forbid::add(to, at, *site, levels),
        RuleKind::NotBefore { site, year } => not_before::add(to, at, *site, *year),
        RuleKind::IfThen { when, then } => if_then::add(to, at, when, then),
        RuleKind::EitherOr { among, at_least, at_most } => either_or::add(to, at, among, *at_least, *at_most),
        RuleKind::Together { service, modes, with, with_modes } => {
            together::add(to, at, (*service, modes), (*with, with_modes));
        }
        RuleKind::HubSpoke { spokes, hubs, near } => hub_spoke::add(to, at, spokes, hubs, *near),
        RuleKind::LeastSessions { service, modes, sessions } => least_sessions::add(to, at, *service, modes, *sessions),
        RuleKind::LeastUsers { service, modes, people } => least_users::add(to, at, *service, modes, *people),
        RuleKind::PostsAtMost { each, at_most } => posts_at_most::add(to, at, each, *at_most),
        RuleKind::ChangesAtMost { count, per } => changes_at_most::add(to, at, *count, *per),
        RuleKind::NearestLost { at_most, per } => nearest_lost::add(to, at, *at_most, *per),
        RuleKind::CostAtMost { amount, lines } => cost_at_most::add(to, at, *amount, lines.as_deref()),
        RuleKind::CostShare { service, modes, at_most } => cost_share::add(to, at, *service, modes, *at_most),
        RuleKind::ServeEveryone { service } => serve_everyone::add(to, at, *service),
    }
}

/// How strictly a demand is meant.
pub(crate) fn strength(scenario: &Scenario, subject: Subject) -> Strength {
    match subject {
        Subject::Rule(at) => scenario.rules[at].strength,
        Subject::Target(at) => scenario.targets[at].strength,
    }
}

/// A shortfall column for a soft demand, at most `most` units; `None` for a hard one.
fn shortfall(formulation: &mut Formulation, subject: Subject, part: usize, most: f64) -> Option<usize> {
    match strength(&formulation.instance.scenario, subject) {
        Strength::Hard => None,
        Strength::Soft { .. } => Some(formulation.add_column(Column {
            key: ColumnKey::Shortfall(subject, part),
            lower: 0.0,
            upper: most,
            whole: false,
        })),
    }
}

/// The columns that say one of these sites is at one of these levels.
fn sites_at(formulation: &Formulation, levels: &[LevelIx], counts: impl Fn(usize, &Site) -> bool) -> Vec<(usize, f64)> {
    let instance = &formulation.instance;
    let mut terms = Vec::new();
    for (at, site) in instance.scenario.sites.iter().enumerate() {
        if counts(at, site) {
            let columns = formulation.layout.levels(instance, at).zip(&site.levels);
            terms.extend(columns.filter(|(_, level)| levels.contains(level)).map(|(column, _)| (column, 1.0)));
        }
    }
    terms
}

/// The columns of each part that say a site, of those that are named, is at one of these levels.
fn sites_of_parts(
    formulation: &Formulation,
    levels: &[LevelIx],
    per: Per,
    named: Option<&[SiteIx]>,
) -> Vec<(usize, Vec<(usize, f64)>)> {
    let scenario = &formulation.instance.scenario;
    let counts = |at: usize| named.is_none_or(|named| named.binary_search(&SiteIx(at)).is_ok());
    let terms = |part: Part| sites_at(formulation, levels, |at, site| counts(at) && part.holds_site(scenario, site));
    numbered(scenario, per).into_iter().map(|(at, part)| (at, terms(part))).collect()
}

/// The columns whose sum is 1 when a condition is so and 0 when it is not; none for one that never is.
fn is_so(formulation: &Formulation, condition: &Condition) -> Vec<(usize, f64)> {
    match condition {
        Condition::SiteAt { site, levels } => sites_at(formulation, levels, |at, _| at == site.0),
        Condition::Runs { service, mode, host } => {
            let offers = &formulation.instance.offers;
            let offer =
                offers.iter().position(|offer| (offer.service, offer.mode, offer.host) == (*service, *mode, *host));
            offer.map(|offer| (formulation.layout.runs(offer), 1.0)).into_iter().collect()
        }
    }
}

/// One row of a demand for at least `least`: Σ terms + σ ≥ least. `most` bounds the shortfall.
fn demand_at_least(
    formulation: &mut Formulation,
    rule: RuleIx,
    part: usize,
    mut terms: Vec<(usize, f64)>,
    least: f64,
    most: f64,
) {
    let subject = Subject::Rule(rule.0);
    if let Some(missing) = shortfall(formulation, subject, part, most.max(0.0)) {
        terms.push((missing, 1.0));
    }
    formulation.add_row(RowKey::Demand(subject, part), least, f64::INFINITY, terms);
}

/// One row of a demand for at most `limit`: Σ terms − σ ≤ limit. `most` bounds the shortfall.
fn demand_at_most(
    formulation: &mut Formulation,
    rule: RuleIx,
    part: usize,
    mut terms: Vec<(usize, f64)>,
    limit: f64,
    most: f64,
) {
    let subject = Subject::Rule(rule.0);
    if let Some(missing) = shortfall(formulation, subject, part, most.max(0.0)) {
        terms.push((missing, -1.0));
    }
    formulation.add_row(RowKey::Demand(subject, part), f64::NEG_INFINITY, limit, terms);
}

/// The offers of a service in some of its modes.
fn offers_of(offers: &[Offer], service: ServiceIx, modes: &[ModeIx]) -> Vec<OfferIx> {
    let offers = offers.iter().enumerate();
    offers
        .filter(|(_, offer)| offer.service == service && modes.contains(&offer.mode))
        .map(|(at, _)| OfferIx(at))
        .collect()
}

/// All parts, each with its position.
fn numbered(scenario: &Scenario, per: Per) -> Vec<(usize, Part)> {
    super::part::parts(scenario, per).into_iter().enumerate().collect()
}
