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
//! V* is the plan's own value: what is called near enough is near what was found, and the bound says how much
//! better the unknown best may be. A site whose table allows only one of the two is *given*.
//!
//! Source: model.md, "Modes of use" (alternatives); domain.md, section 4; near-optimal plans: Modelling to Generate
//! Alternatives (Brill, Chang, Hopkins 1982).

use super::again::{Again, Best};
use super::{Assessed, RunError};
use crate::formulation::{Aim, ColumnKey};
use crate::instance::Instance;
use crate::method::{Change, Limits, Wanted, Watcher};
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
/// [`RunError`] when the solver fails or the checker refuses a plan.
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
    // An alternative is looked for a few times; the plan is worth as much time as a few others.
    let solves = 6 + TRIES * asked.alternatives + 2 * sites.len();
    let mut again = Again::open(instance, wanted, limits, solves.div_ceil(6))?;
    let status_quo = again.status_quo()?;
    let aim = again.aim;
    let Best { plan: Some(plan), bound, .. } = again.best("plan", &[], watcher)? else { return Ok(None) };
    again.expect(solves - 6);
    let best = plan.value(aim).unwrap_or(f64::NAN);
    let near = Near { aim, best, within: asked.within };
    let mut search = Search { again, near, plan };
    let alternatives = search.alternatives(asked.alternatives, 2 * sites.len(), watcher)?;
    search.again.expect(2 * sites.len());
    let mut found = Vec::new();
    for site in sites {
        if watcher.stop() {
            break;
        }
        found.push(search.forced(site, &alternatives, watcher)?);
    }
    let Search { again, plan, .. } = search;
    Ok(Some(Choices {
        within: asked.within,
        aim,
        status_quo,
        plan,
        bound,
        alternatives,
        sites: found,
        told: again.told.clone(),
    }))
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

/// How many sites may be at another level in a plan that is looked for near the one there is.
pub(super) const NEARBY: usize = 4;

/// How often an alternative is about looked for.
const TRIES: usize = 4;

struct Search {
    again: Again,
    near: Near,
    plan: Assessed,
}

impl Search {
    /// One after the other, each as far from all before it as can be.
    /// `after` is how many other solves are to come.
    fn alternatives(
        &mut self,
        count: usize,
        after: usize,
        watcher: &mut dyn Watcher,
    ) -> Result<Vec<Alternative>, RunError> {
        let mut found: Vec<Alternative> = Vec::new();
        let movable = |site: &doorstep_scenario::Site| site.levels.len() > 1;
        let mut most = self.again.instance.scenario.sites.iter().filter(|site| movable(site)).count();
        while found.len() < count && !watcher.stop() {
            let known: Vec<Vec<LevelIx>> = std::iter::once(&self.plan)
                .chain(found.iter().map(|alternative| &alternative.plan))
                .map(|plan| plan.decisions.levels.clone())
                .collect();
            let label = format!("alternative {}", found.len() + 1);
            self.again.expect(TRIES * (count - found.len()) + after);
            let Some(next) = self.furthest(&label, &known, most, watcher)? else { break };
            most = if next.proven { next.differs } else { most };
            found.push(next);
        }
        Ok(found)
    }

    /// The largest number of sites by which a plan near enough can differ from each of these, found by halving.
    fn furthest(
        &mut self,
        label: &str,
        known: &[Vec<LevelIx>],
        most: usize,
        watcher: &mut dyn Watcher,
    ) -> Result<Option<Alternative>, RunError> {
        // Settling on whole sessions costs a little: a part of what is near enough is kept for it. What is proven of
        // plans so near is not proven of all that are near enough.
        let large = self.again.is_large();
        let part = if large { 0.8 } else { 1.0 };
        let hold = Change::Hold(self.near.aim, self.near.side(part * self.near.within));
        let (mut low, mut high) = (0, most);
        let mut best: Option<Assessed> = None;
        let mut proven = !large;
        // What is far enough is tried from the far end in halves: each plan found says more than was asked.
        while low < high && !watcher.stop() {
            let try_for = (low + high).div_ceil(2);
            let differ = known.iter().map(|levels| Change::Differ(levels.clone(), try_for));
            let laid: Vec<Change> = differ.chain([hold.clone()]).collect();
            let found = self.again.near(label, &laid, watcher)?;
            let enough = |plan: &Assessed| plan.value(self.near.aim).is_some_and(|value| self.near.enough(value));
            if let Some(plan) = found.plan.filter(enough) {
                low = apart(&plan, known).max(try_for);
                best = Some(plan);
            } else {
                proven &= found.impossible;
                high = try_for - 1;
            }
        }
        proven &= low >= high;
        Ok(best.map(|plan| Alternative { differs: apart(&plan, known), proven, plan }))
    }

    /// The best plan with this laid on. On a large problem what bounds every such plan, and the best one a few sites
    /// from the plan there is: what that leaves open is told as open.
    fn other(&mut self, laid: Change, watcher: &mut dyn Watcher) -> Result<Best, RunError> {
        const LABEL: &str = "the other way";
        if !self.again.is_large() {
            return self.again.best(LABEL, &[laid], watcher);
        }
        let all = self.again.bound(std::slice::from_ref(&laid), watcher)?;
        if all.impossible {
            return Ok(all);
        }
        let near = Change::Near(self.plan.decisions.levels.clone(), NEARBY);
        let plan = self.again.best(LABEL, &[laid, near], watcher)?.plan;
        Ok(Best { plan, ..all })
    }

    /// The best plan that does the other thing with a site.
    fn forced(
        &mut self,
        site: SiteIx,
        alternatives: &[Alternative],
        watcher: &mut dyn Watcher,
    ) -> Result<Forced, RunError> {
        let kept = self.plan.decisions.levels[site.0] != CLOSED;
        let levels = &self.again.instance.scenario.sites[site.0].levels;
        let mut found =
            Forced { site, kept, class: Class::Given, required: true, price: (f64::INFINITY, None), plan: None };
        if !levels.contains(&CLOSED) || levels.len() == 1 {
            return Ok(found);
        }
        let always = if kept { Class::AlwaysKept } else { Class::AlwaysGoes };
        let other = self.other(other_way(site, kept), watcher)?;
        if other.impossible {
            found.class = always;
            return Ok(found);
        }
        found.required = false;
        found.price.0 = other.bound.map_or(0.0, |bound| self.near.loss(bound).max(0.0));
        let out_of_reach = other.bound.is_some_and(|bound| !self.near.enough(bound));
        // An alternative that does the other thing shows it as well.
        let witness = |other: &&Alternative| (other.plan.decisions.levels[site.0] != CLOSED) != kept;
        let witnesses = alternatives.iter().filter(witness).map(|other| other.plan.clone());
        for plan in other.plan.into_iter().chain(witnesses) {
            let loss = self.near.loss(plan.value(self.near.aim).unwrap_or(f64::NAN));
            if found.price.1.is_none_or(|most| loss < most) {
                (found.price.1, found.plan) = (Some(loss), Some(Box::new(plan)));
            }
        }
        let shown = found.plan.as_ref().and_then(|plan| plan.value(self.near.aim));
        found.class = if shown.is_some_and(|value| self.near.enough(value)) {
            Class::RealChoice
        } else if out_of_reach {
            always
        } else {
            Class::Open
        };
        Ok(found)
    }
}

/// Keeps a site that goes, or closes one that is kept.
pub(super) fn other_way(site: SiteIx, kept: bool) -> Change {
    let closed = if kept { 1.0 } else { 0.0 };
    Change::Bound(ColumnKey::Level(site, CLOSED), closed, closed)
}

/// At how many sites it is at another level than the nearest of these.
fn apart(plan: &Assessed, known: &[Vec<LevelIx>]) -> usize {
    let differ = |levels: &Vec<LevelIx>| plan.decisions.levels.iter().zip(levels).filter(|(a, b)| a != b).count();
    known.iter().map(differ).min().unwrap_or(0)
}
