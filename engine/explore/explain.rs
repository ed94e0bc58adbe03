//! Why this site: what its other fate would cost, what would turn the choice, and who would go where.
//!
//! ```text
//! loses    V* − V(forced)                                    of the first goal; without end where nothing allows it
//! turns    least x with  V(forced, target − x) ≥ V*          pounds a year that the other fate would have to save more
//! ```
//!
//! `x` is found by solving again and halving: at `x` a checked plan that does the other thing is as good as the
//! plan, at what is told beside it none was found (on large problems among plans that differ around the site alone). It counts only where a hard savings target limits the plan; where cost is the
//! first goal, what is lost is in pounds already. In people it is the loss itself: so many points of the goal more
//! at that site, and its other fate would do as well.
//!
//! Source: vision.md, promise 4 ("why our centre?"); model.md, "Numbers" (margins by re-solving).

use super::again::Again;
use super::choices::{Choices, ChoicesAsked, about, choices, other_way};
use super::ladder::with_amount;
use super::{Asked, Assessed, Class, Forced, RunError, clash};
use crate::formulation::Subject;
use crate::instance::Instance;
use crate::method::{Change, Limits, Wanted, Watcher};
use doorstep_scenario::{GoalKind, Pence, SiteIx, Strength};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a site is kept or goes.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Which.
    pub site: SiteIx,
    /// Its other fate.
    pub forced: Forced,
    /// The demands that no plan keeps together with its other fate: what requires that it is as it is.
    pub requires: Vec<Subject>,
    /// What would turn the choice, in pounds a year; nothing where no hard target limits the plan.
    pub turns: Option<Turns>,
    /// People of every area and service that the site matters to, in the plan and in its other fate.
    pub moved: Vec<Moved>,
}

/// How much more the other fate would have to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turns {
    /// With this much no plan was found that is as good.
    pub not_yet: Pence,
    /// With this much it is; nothing where that was not found within the limits.
    pub enough: Option<Pence>,
}

/// Where people of an area go for a service, by place.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Area.
    pub area: String,
    /// Service.
    pub service: String,
    /// In the plan: place and people.
    pub before: Vec<(String, f64)>,
    /// In the site's other fate.
    pub after: Vec<(String, f64)>,
}

impl Moved {
    /// Fewer (below 0) or more people reached.
    pub fn change(&self) -> f64 {
        let sum = |of: &[(String, f64)]| of.iter().map(|(_, people)| people).sum::<f64>();
        sum(&self.after) - sum(&self.before)
    }
}

/// Near enough, where a site is said to be always kept or always to go.
const WITHIN: f64 = 0.01;

/// Explains sites; nothing where no plan was found.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn explain(
    instance: &Arc<Instance>,
    sites: &[SiteIx],
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<(Choices, Vec<Explained>)>, RunError> {
    let asked = ChoicesAsked { within: WITHIN, alternatives: 0, sites: Some(sites.to_vec()) };
    let half = Limits { seconds: limits.seconds.map(|most| most / 2.0), ..limits };
    let Some(found) = choices(instance, &asked, wanted, half, watcher)? else { return Ok(None) };
    let each = Limits { seconds: half.seconds.map(|most| most / sites.len().max(1) as f64), ..limits };
    let mut explained = Vec::new();
    for forced in &found.sites {
        let turns = turns(instance, &found, forced, wanted, each, watcher)?;
        let moved =
            forced.plan.as_ref().map_or_else(Vec::new, |other| moved(instance, forced.site, &found.plan, other));
        let requires = requires(instance, forced, wanted, each, watcher)?;
        explained.push(Explained { site: forced.site, forced: forced.clone(), requires, turns, moved });
    }
    Ok(Some((found, explained)))
}

/// What clashes with the other fate of a site, where nothing allows it.
fn requires(
    instance: &Arc<Instance>,
    forced: &Forced,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Vec<Subject>, RunError> {
    if !forced.required || forced.class == Class::Given {
        return Ok(Vec::new());
    }
    let bounds = vec![other_way(forced.site, forced.kept)];
    // The plan itself does the one thing and not the other: it is no plan of what is asked here.
    let asked = Asked { instance: Arc::clone(instance), wanted, bounds, known: Vec::new(), limits };
    Ok(clash(&asked, watcher)?.map_or_else(Vec::new, |clash| clash.demands))
}

/// How often the pounds that would turn a choice are halved.
const HALVINGS: usize = 6;

fn turns(
    instance: &Arc<Instance>,
    found: &Choices,
    forced: &Forced,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Turns>, RunError> {
    let scenario = &instance.scenario;
    let cost_first = matches!(scenario.goals.first().map(|goal| goal.kind), Some(GoalKind::LeastCost { .. }));
    let hard = scenario.targets.iter().enumerate().filter(|(_, target)| target.strength == Strength::Hard);
    // The target that asks for most is the one that limits.
    let Some((at, target)) = hard.max_by_key(|(_, target)| target.amount) else { return Ok(None) };
    if forced.required || cost_first {
        return Ok(None);
    }
    let best = found.plan.value(found.aim).unwrap_or(f64::NAN);
    let sign = if found.aim.maximise() { 1.0 } else { -1.0 };
    let laid = [other_way(forced.site, forced.kept)];
    let part = Limits { seconds: limits.seconds.map(|most| most / (HALVINGS as f64 + 2.0)), ..limits };
    let as_good = |more: Pence, watcher: &mut dyn Watcher| -> Result<bool, RunError> {
        let instance = with_amount(instance, at, (target.amount - more).max(Pence::ZERO));
        let mut again = Again::open(&instance, wanted, part, 1)?;
        let around = if again.is_large() { about(&instance, &found.plan, forced.site) } else { Vec::new() };
        again.start_from(&found.plan)?;
        again.miss_no_more(&found.plan);
        let laid: Vec<Change> = laid.iter().cloned().chain(around).collect();
        let other = again.best_of_first("the other way", &laid, watcher)?;
        let hair = 1e-9 * best.abs().max(1.0);
        let comparable = other.plan.as_ref().is_some_and(|plan| again.may_miss(plan));
        Ok(comparable && other.value(found.aim).is_some_and(|value| sign * (value - best) >= -hair))
    };
    if forced.price.1.is_some_and(|price| price <= 0.0) {
        return Ok(Some(Turns { not_yet: Pence::ZERO, enough: Some(Pence::ZERO) }));
    }
    // A site's own yearly cost is the measure: no fate of one site can be worth many times that.
    let (mut low, mut high) = (Pence::ZERO, dearest(instance, forced.site).max(Pence(100_000)).min(target.amount));
    let mut enough = None;
    for _ in 0..2 {
        if watcher.stop() || as_good(high, watcher)? {
            enough = Some(high);
            break;
        }
        low = high;
        high = Pence(high.0.saturating_mul(4)).min(target.amount);
    }
    if watcher.stop() || enough.is_none() {
        return Ok(Some(Turns { not_yet: low, enough: None }));
    }
    for _ in 0..HALVINGS {
        let middle = Pence(low.0 + (high.0 - low.0) / 2);
        if watcher.stop() || high - low <= Pence(50_000) {
            break;
        }
        if as_good(middle, watcher)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(Turns { not_yet: low, enough: Some(high) }))
}

/// What a site costs a year at the level at which it costs most.
fn dearest(instance: &Instance, site: SiteIx) -> Pence {
    let scenario = &instance.scenario;
    let lines = scenario.lines.len();
    let cost = |level: doorstep_scenario::LevelIx| -> Pence {
        (0..lines).map(|line| crate::instance::amount_at_level(scenario, site.0, level, line)).sum()
    };
    scenario.sites[site.0].levels.iter().map(|level| cost(*level)).max().unwrap_or(Pence::ZERO)
}

/// People of the areas and services that use the site in either plan.
fn moved(instance: &Instance, site: SiteIx, plan: &Assessed, other: &Assessed) -> Vec<Moved> {
    type Places = BTreeMap<String, f64>;
    let id = &instance.scenario.sites[site.0].id;
    let mut all: BTreeMap<(String, String), [Places; 2]> = BTreeMap::new();
    for (at, option) in [plan, other].into_iter().enumerate() {
        for served in &option.plan.served {
            let key = (served.area.clone(), served.service.clone());
            *all.entry(key).or_default()[at].entry(served.place.clone()).or_default() += served.addressed;
        }
    }
    let touched = |places: &[Places; 2]| places.iter().any(|places| places.contains_key(id));
    let found = all.into_iter().filter(|(_, places)| touched(places));
    let found = found.map(|((area, service), [before, after])| Moved {
        area,
        service,
        before: before.into_iter().collect(),
        after: after.into_iter().collect(),
    });
    found.collect()
}
