//! Plans as far from each other as can be, each near enough.

use super::super::again::Again;
use super::super::{Assessed, RunError};
use super::{Alternative, Around, TRIES};
use crate::formulation::ColumnKey;
use crate::method::{Change, Limits, Watcher};
use doorstep_scenario::{LevelIx, SiteIx};

impl Around<'_> {
    /// Plans one after the other, each as far from all before it as can be.
    pub(super) fn alternatives(
        &self,
        count: usize,
        limits: Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Vec<Alternative>, RunError> {
        let mut found: Vec<Alternative> = Vec::new();
        if count == 0 {
            return Ok(found);
        }
        let movable = |site: &doorstep_scenario::Site| site.levels.len() > 1;
        let mut most = self.instance.scenario.sites.iter().filter(|site| movable(site)).count();
        let mut again = self.open(limits, TRIES * count)?;
        while found.len() < count && !watcher.stop() {
            let known: Vec<Vec<LevelIx>> = std::iter::once(self.plan)
                .chain(found.iter().map(|alternative| &alternative.plan))
                .map(|plan| plan.decisions.levels.clone())
                .collect();
            let label = format!("alternative {}", found.len() + 1);
            again.expect(TRIES * (count - found.len()));
            let next = if again.is_large() {
                self.far(&mut again, &label, &known, most, watcher)?
            } else {
                self.furthest(&mut again, &label, &known, most, watcher)?
            };
            let Some(next) = next else { break };
            most = if next.proven { next.differs } else { most };
            found.push(next);
        }
        Ok(found)
    }

    /// The largest number of sites by which a plan near enough can differ from each of these, found by halving.
    fn furthest(
        &self,
        again: &mut Again,
        label: &str,
        known: &[Vec<LevelIx>],
        most: usize,
        watcher: &mut dyn Watcher,
    ) -> Result<Option<Alternative>, RunError> {
        let hold = Change::Hold(self.near.aim, self.near.side(self.near.within));
        let (mut low, mut high) = (0, most);
        let mut best: Option<Assessed> = None;
        let mut proven = true;
        // What is far enough is tried from the far end in halves: each plan found says more than was asked.
        while low < high && !watcher.stop() {
            let try_for = (low + high).div_ceil(2);
            let differ = known.iter().map(|levels| Change::Differ(levels.clone(), try_for));
            let laid: Vec<Change> = differ.chain([hold.clone()]).collect();
            let found = again.near(label, &laid, watcher)?;
            if let Some(plan) = found.plan.filter(|plan| again.may_miss(plan) && self.is_near(plan)) {
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

    /// A plan near enough and far from these: being elsewhere is worth a price beside the goal, which is put up
    /// while plans stay near enough. On a large problem that finds in seconds what cannot be searched for under
    /// a demand to be far; how far there can be is not proven.
    ///
    /// ```text
    /// most  V − Σ_p w[p] · π · (sites at the level they have in plan p),   Σ w = 1,   more for the nearest of them
    /// ```
    fn far(
        &self,
        again: &mut Again,
        label: &str,
        known: &[Vec<LevelIx>],
        most: usize,
        watcher: &mut dyn Watcher,
    ) -> Result<Option<Alternative>, RunError> {
        /// At first what may be lost in all buys so large a part of the sites.
        const PART: usize = 5;
        /// A part of what is near enough is kept for settling on whole sessions, which costs a little.
        const KEPT: f64 = 0.95;
        let lost = self.near.within * self.near.best.abs();
        let mut price = lost / most.div_ceil(PART).max(1) as f64;
        let (mut paid, mut dear): (Option<f64>, Option<f64>) = (None, None);
        let mut weights = vec![1.0; known.len()];
        let mut rough = Vec::new();
        for _ in 0..TRIES {
            if watcher.stop() {
                break;
            }
            let sum: f64 = weights.iter().sum();
            let mut sway = Vec::new();
            for (levels, weight) in known.iter().zip(&weights) {
                let same = levels.iter().enumerate().map(|(site, level)| ColumnKey::Level(SiteIx(site), *level));
                sway.extend(same.map(|key| (key, -weight / sum * price)));
            }
            sway.retain(|(key, _)| again.exact.column(*key).is_some());
            if let Some(plan) = again.swayed(sway, self.near.side(KEPT * self.near.within), watcher)? {
                let each: Vec<usize> = known.iter().map(|levels| differing(&plan.levels, levels)).collect();
                let nearest = each.iter().min().copied().unwrap_or(0);
                // Those it is near to weigh more next time.
                for (weight, each) in weights.iter_mut().zip(&each) {
                    *weight *= if *each == nearest { 2.0 } else { 1.0 };
                }
                rough.push((nearest, plan));
                paid = Some(price);
            } else {
                dear = Some(price);
            }
            price = match (paid, dear) {
                (Some(paid), Some(dear)) => (paid * dear).sqrt(),
                (Some(paid), None) => paid * 2.0,
                (None, dear) => dear.unwrap_or(price) / 2.0,
            };
        }
        // The furthest that is near enough once it is settled; the first found among equals.
        rough.sort_by_key(|(nearest, _)| std::cmp::Reverse(*nearest));
        for (_, plan) in rough.into_iter().filter(|(nearest, _)| *nearest > 0) {
            let plan = again.settled(label, plan, watcher)?;
            if let Some(plan) = plan.filter(|plan| again.may_miss(plan) && self.is_near(plan)) {
                return Ok(Some(Alternative { differs: apart(&plan, known), proven: false, plan }));
            }
        }
        Ok(None)
    }
}

/// At how many sites these are at different levels.
fn differing(a: &[LevelIx], b: &[LevelIx]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count()
}

/// At how many sites it is at another level than the nearest of these.
fn apart(plan: &Assessed, known: &[Vec<LevelIx>]) -> usize {
    known.iter().map(|levels| differing(&plan.decisions.levels, levels)).min().unwrap_or(0)
}
