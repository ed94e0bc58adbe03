//! How much choice there is: plans as different as can be, and what becomes of every site in all of them.
//!
//! ```text
//! near enough      V ≥ (1 − τ) · V*                       (≤ (1 + τ) where less is better)
//! alternative k    at least d sites at another level than the plan and alternatives 1 … k − 1, d as large as can be
//! always kept      bound(closed) is not near enough, or no plan closes it
//! always goes      bound(open) is not near enough, or no plan keeps it
//! real choice      a checked plan does the other thing and is near enough
//! price            V* − V(forced the other way), between what is proven and what was found
//! ```
//!
//! Where demands are soft, all of it is about plans that miss no more of them than the plan.
//!
//! V* is the plan's own value: what is called near enough is near what was found, and the bound says how much
//! better the unknown best may be. A site whose table allows only one of the two is *given*.
//!
//! Source: model.md, "Modes of use" (alternatives); domain.md, section 4; near-optimal plans: Modelling to Generate
//! Alternatives (Brill, Chang, Hopkins 1982).

mod far;
mod fate;

pub(super) use fate::{about, other_way};

use super::again::{Again, Best};
use super::together::{dealt, each_of, side_by_side};
use super::{Assessed, RunError};
use crate::formulation::Aim;
use crate::instance::Instance;
use crate::method::{Limits, Wanted, Watcher};
use doorstep_scenario::{LevelIx, SiteIx};
use std::sync::Arc;

/// Level 0 is `closed`.
const CLOSED: LevelIx = LevelIx(0);

/// What becomes of a site in the plans that are near enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Its table allows nothing else.
    Given,
    /// Open in all of them: proven.
    AlwaysKept,
    /// Closed in all of them: proven.
    AlwaysGoes,
    /// Either is possible.
    RealChoice,
    /// Neither was shown within the limits.
    Open,
}

/// A site, and the same problem with its fate turned round.
#[derive(Debug, Clone)]
pub struct Forced {
    /// Which.
    pub site: SiteIx,
    /// Is it open in the plan?
    pub kept: bool,
    /// What it is.
    pub class: Class,
    /// No plan at all does the other thing: a rule or the tables demand it.
    pub required: bool,
    /// What the other thing costs of the first goal: at least (proven), and at most (where a plan was found).
    pub price: (f64, Option<f64>),
    /// The best plan found that does the other thing.
    pub plan: Option<Box<Assessed>>,
}

/// The choice there is.
#[derive(Debug, Clone)]
pub struct Choices {
    /// What "near enough" means, as a share of the plan's value.
    pub within: f64,
    /// The first goal.
    pub aim: Aim,
    /// Today.
    pub status_quo: Assessed,
    /// The plan.
    pub plan: Assessed,
    /// No plan has more (or less) of the first goal.
    pub bound: Option<f64>,
    /// As different as can be, each near enough.
    pub alternatives: Vec<Alternative>,
    /// Every site, in order; those that were asked for.
    pub sites: Vec<Forced>,
    /// How it was solved.
    pub told: String,
}

/// A plan near enough, and far from those before it.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The plan.
    pub plan: Assessed,
    /// At another level than in any plan before it: at least so many sites.
    pub differs: usize,
    /// Is it proven that no plan near enough differs more?
    pub proven: bool,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct ChoicesAsked {
    /// How near the plan's value is near enough, as a share.
    pub within: f64,
    /// How many alternatives.
    pub alternatives: usize,
    /// Which sites; all where nothing is said.
    pub sites: Option<Vec<SiteIx>>,
}

/// The plan, alternatives and sites; nothing where no plan was found.
///
/// # Errors
/// [`RunError::Impossible`] when no plan keeps every rule: proven; others when the solver fails or the checker
/// refuses a plan.
pub fn choices(
    instance: &Arc<Instance>,
    asked: &ChoicesAsked,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Choices>, RunError> {
    let sites: Vec<SiteIx> = match &asked.sites {
        Some(sites) => sites.clone(),
        None => (0..instance.scenario.sites.len()).map(SiteIx).collect(),
    };
    // The plan is worth as much time as a few others. An alternative is looked for a few times.
    let solves = (6 + TRIES * asked.alternatives + 2 * sites.len()) as f64;
    let part = |count: usize| Limits { seconds: limits.seconds.map(|most| most * count as f64 / solves), ..limits };
    let mut again = Again::open(instance, wanted, part(6), 1)?;
    let (aim, status_quo) = (again.aim, again.status_quo()?);
    let Best { plan: Some(plan), bound, .. } = again.possible(watcher)? else { return Ok(None) };
    let near = Near { aim, best: plan.value(aim).unwrap_or(f64::NAN), within: asked.within };
    let told = again.told;
    let around = Around { instance, near, plan: &plan, wanted };
    // Side by side: plans far from each other, and what bounds the sites' other fates.
    let parts = dealt(&sites);
    let asked_for: Vec<Part<'_>> =
        std::iter::once(Part::Far).chain(parts.iter().map(|sites| Part::Bounds(sites))).collect();
    let bounds = each_of(parts.len(), part(sites.len().div_ceil(2)));
    let mut known = Vec::new();
    let mut alternatives = Vec::new();
    let count = asked.alternatives;
    let found = side_by_side(&asked_for, watcher, |asked, watcher| match asked {
        Part::Far => Ok((around.alternatives(count, part(TRIES * count), watcher)?, Vec::new())),
        Part::Bounds(sites) => Ok((Vec::new(), around.bounded(sites, bounds, watcher)?)),
    })?;
    for (far, bounded) in found {
        alternatives.extend(far);
        known.extend(bounded);
    }
    let sites = around.classes(known, &alternatives, part(sites.len() * 3 / 2), watcher)?;
    Ok(Some(Choices { within: asked.within, aim, status_quo, plan, bound, alternatives, sites, told }))
}

/// What is done side by side.
enum Part<'s> {
    Far,
    Bounds(&'s [SiteIx]),
}

/// What is near enough.
#[derive(Clone, Copy)]
struct Near {
    aim: Aim,
    best: f64,
    within: f64,
}

impl Near {
    fn sign(self) -> f64 {
        if self.aim.maximise() { 1.0 } else { -1.0 }
    }

    /// The least value (or the most, where less is better) that is near enough.
    fn side(self, within: f64) -> f64 {
        self.best - self.sign() * within * self.best.abs()
    }

    fn enough(self, value: f64) -> bool {
        self.sign() * (value - self.side(self.within)) >= -1e-9 * self.best.abs().max(1.0)
    }

    /// How much worse than the plan.
    fn loss(self, value: f64) -> f64 {
        self.sign() * (self.best - value)
    }
}

/// How often an alternative is about looked for.
const TRIES: usize = 3;

/// The plan, and what is asked about those near it.
struct Around<'p> {
    instance: &'p Arc<Instance>,
    near: Near,
    plan: &'p Assessed,
    wanted: Wanted,
}

impl Around<'_> {
    /// A session of plans that miss no more of what is soft than the plan does.
    fn open(&self, limits: Limits, solves: usize) -> Result<Again, RunError> {
        let mut again = Again::open(self.instance, self.wanted, limits, solves)?;
        again.miss_no_more(self.plan);
        Ok(again)
    }

    /// Is a plan near enough?
    fn is_near(&self, plan: &Assessed) -> bool {
        plan.value(self.near.aim).is_some_and(|value| self.near.enough(value))
    }
}
