//! Where each kind of column stands: levels, runs, sessions, reach, then what rules and goals add.

use super::{Column, ColumnKey, Grain, OfferIx};
use crate::instance::Instance;
use doorstep_scenario::{Host, LevelIx, SiteIx};

/// First positions of each kind of column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    first_level: Vec<usize>,
    first_runs: usize,
    first_sessions: usize,
    first_reach: usize,
    end: usize,
}

impl Layout {
    /// The layout for an instance.
    pub fn of(instance: &Instance) -> Layout {
        let mut first_level = Vec::with_capacity(instance.scenario.sites.len());
        let mut next = 0;
        for site in &instance.scenario.sites {
            first_level.push(next);
            next += site.levels.len();
        }
        let first_runs = next;
        let first_sessions = first_runs + instance.offers.len();
        let first_reach = first_sessions + instance.offers.len();
        Layout { first_level, first_runs, first_sessions, first_reach, end: first_reach + instance.arms.len() }
    }

    /// Column of a site's level; `None` if the site may not have it.
    pub fn level(&self, instance: &Instance, site: SiteIx, level: LevelIx) -> Option<usize> {
        let at = instance.scenario.sites.get(site.0)?.levels.iter().position(|allowed| *allowed == level)?;
        Some(self.first_level[site.0] + at)
    }

    /// Columns of all levels of a site, in the order of its levels.
    pub fn levels(&self, instance: &Instance, site: usize) -> std::ops::Range<usize> {
        let first = self.first_level[site];
        first..first + instance.scenario.sites[site].levels.len()
    }

    /// Column of "runs".
    pub fn runs(&self, offer: usize) -> usize {
        self.first_runs + offer
    }

    /// Column of sessions, in steps.
    pub fn sessions(&self, offer: usize) -> usize {
        self.first_sessions + offer
    }

    /// Column of people addressed over an arm.
    pub fn reach(&self, arm: usize) -> usize {
        self.first_reach + arm
    }

    /// Where shortfalls and what else rules and goals add start.
    pub fn end(&self) -> usize {
        self.end
    }

    /// The columns of levels, runs and sessions: all that stand before those of reach.
    pub(super) fn of_decisions(&self, instance: &Instance, grain: Grain) -> Vec<Column> {
        let whole_grain = grain == Grain::Whole;
        let mut columns = Vec::with_capacity(self.first_reach);
        for (at, site) in instance.scenario.sites.iter().enumerate() {
            columns.extend(site.levels.iter().map(|level| Column {
                key: ColumnKey::Level(SiteIx(at), *level),
                lower: 0.0,
                upper: 1.0,
                whole: true,
            }));
        }
        for (at, offer) in instance.offers.iter().enumerate() {
            // With whole levels, a site's "runs" can be cleaned afterwards at little loss; it is
            // half as hard to solve (measured on a city of 840 offers).
            let whole = whole_grain || !matches!(offer.host, Host::Site(_));
            columns.push(Column { key: ColumnKey::Runs(OfferIx(at)), lower: 0.0, upper: 1.0, whole });
        }
        for (at, offer) in instance.offers.iter().enumerate() {
            let most = f64::from(offer.most.0 / offer.step.0);
            columns.push(Column { key: ColumnKey::Sessions(OfferIx(at)), lower: 0.0, upper: most, whole: whole_grain });
        }
        columns
    }
}
