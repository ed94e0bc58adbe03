//! What becomes of every site in all plans near enough.

use super::super::again::{Again, Best};
use super::super::together::{dealt, each_of, side_by_side};
use super::super::{Assessed, RunError};
use super::{Alternative, Around, CLOSED, Class, Forced};
use crate::formulation::ColumnKey;
use crate::instance::Instance;
use crate::method::{Change, Limits, Watcher};
use doorstep_scenario::SiteIx;

/// What is known of a site's other fate.
pub(super) struct Known {
    site: SiteIx,
    given: bool,
    best: Best,
}

impl Around<'_> {
    /// Every site, once its other fate is bounded: plans for those of which that leaves it open. A plan that was
    /// found for one site shows it for others, too.
    pub(super) fn classes(
        &self,
        mut known: Vec<Known>,
        alternatives: &[Alternative],
        limits: Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Vec<Forced>, RunError> {
        let mut plans: Vec<Assessed> = alternatives.iter().map(|other| other.plan.clone()).collect();
        plans.extend(known.iter().filter_map(|known| known.best.plan.clone()));
        let open = |known: &&mut Known| self.is_open(known) && !plans.iter().any(|plan| self.shows(plan, known.site));
        let mut open: Vec<&mut Known> = known.iter_mut().filter(open).collect();
        let asked: Vec<SiteIx> = open.iter().map(|known| known.site).collect();
        let parts = dealt(&asked);
        let limits = each_of(parts.len(), limits);
        let found = side_by_side(&parts, watcher, |part, watcher| self.planned(part, limits, watcher))?;
        for (known, plan) in open.iter_mut().zip(found.into_iter().flatten()) {
            plans.extend(plan.clone());
            known.best.plan = plan;
        }
        Ok(known.iter().map(|known| self.forced(known, &plans)).collect())
    }

    /// Bounds of these sites' other fates; on small problems their plans as well. Nothing of those there was no
    /// time for.
    pub(super) fn bounded(
        &self,
        sites: &[SiteIx],
        limits: Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Vec<Known>, RunError> {
        let mut again = self.open(limits, sites.len())?;
        let mut found = Vec::new();
        for site in sites {
            if watcher.stop() {
                break;
            }
            let levels = &self.instance.scenario.sites[site.0].levels;
            let given = !levels.contains(&CLOSED) || levels.len() == 1;
            let laid = [other_way(*site, self.kept(*site))];
            let best = match (given, again.is_large()) {
                (true, _) => Best { impossible: true, ..Best::default() },
                (_, true) => again.bound(&laid, watcher)?,
                (_, false) => again.best("the other way", &laid, watcher)?,
            };
            let plan = best.plan.filter(|plan| again.may_miss(plan));
            found.push(Known { site: *site, given, best: Best { plan, ..best } });
        }
        Ok(found)
    }

    /// Plans of these sites' other fates: first with the sites far from them as they are, then whatever they are.
    fn planned(
        &self,
        sites: &[SiteIx],
        limits: Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Vec<Option<Assessed>>, RunError> {
        let mut again = self.open(limits, sites.len())?;
        let mut found: Vec<Option<Assessed>> = Vec::new();
        for site in sites {
            let shown = found.iter().flatten().any(|plan| self.shows(plan, *site));
            found.push(if shown || watcher.stop() { None } else { self.other(&mut again, *site, watcher)? });
        }
        Ok(found)
    }

    /// The best plan found that does the other thing with a site.
    fn other(&self, again: &mut Again, site: SiteIx, watcher: &mut dyn Watcher) -> Result<Option<Assessed>, RunError> {
        let mut best: Option<Assessed> = None;
        let other = other_way(site, self.kept(site));
        for laid in [about(self.instance, self.plan, site), Vec::new()] {
            again.start_from(self.plan)?;
            let laid: Vec<Change> = laid.into_iter().chain([other.clone()]).collect();
            let plan = again.best_of_first("the other way", &laid, watcher)?.plan;
            let value = |plan: &Assessed| plan.value(self.near.aim).unwrap_or(f64::NAN);
            let better = |plan: &Assessed| {
                best.as_ref().is_none_or(|best| self.near.loss(value(plan)) < self.near.loss(value(best)))
            };
            best = plan.filter(|plan| again.may_miss(plan)).filter(better).or(best);
            if best.as_ref().is_some_and(|best| self.is_near(best)) || watcher.stop() {
                break;
            }
        }
        Ok(best)
    }

    fn kept(&self, site: SiteIx) -> bool {
        self.plan.decisions.levels[site.0] != CLOSED
    }

    /// May a plan near enough do the other thing, for all that is proven?
    fn is_open(&self, known: &Known) -> bool {
        let within = known.best.bound.is_none_or(|bound| self.near.enough(bound));
        !known.best.impossible && known.best.plan.is_none() && within
    }

    /// Does a plan do the other thing with a site, and is it near enough?
    fn shows(&self, plan: &Assessed, site: SiteIx) -> bool {
        self.turns(plan, site) && self.is_near(plan)
    }

    /// Does a plan do the other thing with a site?
    fn turns(&self, plan: &Assessed, site: SiteIx) -> bool {
        (plan.decisions.levels[site.0] != CLOSED) != self.kept(site)
    }

    /// What a site is, by its own bound and plan and by all plans that do the other thing with it.
    fn forced(&self, known: &Known, plans: &[Assessed]) -> Forced {
        let (site, kept) = (known.site, self.kept(known.site));
        let price = (f64::INFINITY, None);
        let always = if kept { Class::AlwaysKept } else { Class::AlwaysGoes };
        let class = if known.given { Class::Given } else { always };
        let mut found = Forced { site, kept, class, required: true, price, plan: None };
        if known.best.impossible {
            return found;
        }
        found.required = false;
        found.price.0 = known.best.bound.map_or(0.0, |bound| self.near.loss(bound).max(0.0));
        let others = plans.iter().filter(|plan| self.turns(plan, site));
        for plan in known.best.plan.iter().chain(others) {
            let loss = self.near.loss(plan.value(self.near.aim).unwrap_or(f64::NAN));
            if found.price.1.is_none_or(|most| loss < most) {
                (found.price.1, found.plan) = (Some(loss), Some(Box::new(plan.clone())));
            }
        }
        found.class = if found.plan.as_ref().is_some_and(|plan| self.shows(plan, site)) {
            Class::RealChoice
        } else if known.best.bound.is_some_and(|bound| !self.near.enough(bound)) {
            always
        } else {
            Class::Open
        };
        found
    }
}

/// Leaves a site and those around it open; the others are as in a plan.
pub(in crate::explore) fn about(instance: &Instance, plan: &Assessed, site: SiteIx) -> Vec<Change> {
    /// So many sites around it.
    const AROUND: usize = 10;
    let sites = &instance.scenario.sites;
    let apart = |other: &SiteIx| {
        let (a, b) = (sites[site.0].position, sites[other.0].position);
        let apart = |a: i32, b: i32| (i64::from(a) - i64::from(b)).pow(2);
        apart(a.easting, b.easting) + apart(a.northing, b.northing)
    };
    let mut order: Vec<SiteIx> = (0..sites.len()).map(SiteIx).collect();
    order.sort_by_key(|other| (*other != site, apart(other), *other));
    let far = order.into_iter().skip(AROUND + 1);
    far.flat_map(|other| {
        let levels = sites[other.0].levels.iter();
        levels.map(move |level| {
            let value = if plan.decisions.levels[other.0] == *level { 1.0 } else { 0.0 };
            Change::Fix(ColumnKey::Level(other, *level), value)
        })
    })
    .collect()
}

/// Keeps a site that goes, or closes one that is kept.
pub(in crate::explore) fn other_way(site: SiteIx, kept: bool) -> Change {
    let closed = if kept { 1.0 } else { 0.0 };
    Change::Bound(ColumnKey::Level(site, CLOSED), closed, closed)
}
