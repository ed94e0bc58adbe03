//! From an [`Instance`] to named columns and rows.
//!
//! Each family of rows stands in its own file under `constraints/`, each goal in its own under
//! `objectives/`. Columns and rows carry typed keys, so that a dual, a clash or a bound is found by
//! name. Every column has finite bounds, so a safe bound can be computed from any multipliers.

mod columns;
pub mod constraints;
mod key;
mod layout;
pub mod money;
pub mod objectives;
pub(crate) mod part;

pub use columns::Columns;
pub use key::{ArmIx, ColumnKey, EnoughSide, OfferIx, RowKey, RuleIx, Subject};
pub use layout::Layout;
pub use objectives::{Aim, Objective};

use crate::instance::{Decisions, Instance};
use doorstep_scenario::{Host, Sessions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A column: bounds, and whether it is whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Which decision.
    pub key: ColumnKey,
    /// Least value.
    pub lower: f64,
    /// Greatest value; always finite.
    pub upper: f64,
    /// Must it be a whole number?
    pub whole: bool,
}

/// A row: `lower ≤ Σ coefficient · column ≤ upper`.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which demand.
    pub key: RowKey,
    /// Least value, or −∞.
    pub lower: f64,
    /// Greatest value, or ∞.
    pub upper: f64,
    /// Columns, rising, and coefficients, none of them 0.
    pub terms: Vec<(usize, f64)>,
}

/// How sessions are modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Whole steps, as they will be run, and every "runs" whole.
    Whole,
    /// Continuous sessions; "runs" continuous at sites, whose levels are whole. A relaxation of
    /// [`Grain::Whole`]: its bound holds, its plan has still to be settled on whole steps.
    Relaxed,
}

/// Columns and rows of a scenario, without an objective.
#[derive(Debug, Clone)]
pub struct Formulation {
    /// What it is about.
    pub instance: Arc<Instance>,
    /// How sessions are modelled.
    pub grain: Grain,
    /// Where each kind of column starts.
    pub layout: Layout,
    /// Columns.
    pub columns: Columns,
    /// Rows.
    pub rows: Vec<Row>,
    /// Where the columns after those of the layout stand.
    further: BTreeMap<ColumnKey, usize>,
    /// What a goal of access adds up, by its position: columns, and people each stands for.
    sums: BTreeMap<usize, Vec<(usize, f64)>>,
}

impl Formulation {
    /// Writes down a whole problem. The order of rows follows the sorted lists of the scenario.
    pub fn formulate(instance: &Arc<Instance>, grain: Grain) -> Formulation {
        Self::with(instance, grain, constraints::Flows::Written)
    }

    /// The same without the rows that say what people can do at all: once per service, only where
    /// something runs, no more than there is room for. There is a row of them for every cohort, arm and
    /// offer; a method that models flows by itself has no use for them, and a country no memory.
    /// Columns, and all other rows, stand as in [`Formulation::formulate`].
    pub fn of_decisions(instance: &Arc<Instance>, grain: Grain) -> Formulation {
        Self::with(instance, grain, constraints::Flows::LeftToTheMethod)
    }

    /// The same on whole sessions, to measure plans by: what runs is decided, and nobody goes anywhere else.
    pub fn of_plans(instance: &Arc<Instance>) -> Formulation {
        Self::with(instance, Grain::Whole, constraints::Flows::OfWhatRuns)
    }

    fn with(instance: &Arc<Instance>, grain: Grain, flows: constraints::Flows) -> Formulation {
        let layout = Layout::of(instance);
        let columns = Columns::of(instance, layout.of_decisions(instance, grain));
        let mut formulation = Formulation {
            instance: Arc::clone(instance),
            grain,
            layout,
            columns,
            rows: Vec::new(),
            further: BTreeMap::new(),
            sums: BTreeMap::new(),
        };
        constraints::add_all(&mut formulation, flows);
        objectives::add_all(&mut formulation);
        formulation
    }

    /// The value of a column that levels and sessions decide by themselves; `None` for the others.
    pub fn decided(&self, key: ColumnKey, decisions: &Decisions) -> Option<f64> {
        let yes = |is: bool| Some(f64::from(u8::from(is)));
        match key {
            ColumnKey::Level(site, level) => yes(decisions.levels[site.0] == level),
            ColumnKey::Runs(offer) => yes(decisions.sessions[offer.0] > Sessions::ZERO),
            ColumnKey::Sessions(offer) => {
                let step = self.instance.offers[offer.0].step;
                Some(f64::from(decisions.sessions[offer.0].0) / f64::from(step.0))
            }
            ColumnKey::SessionsAt(offer, level) => {
                let there =
                    matches!(self.instance.offers[offer.0].host, Host::Site(site) if decisions.levels[site.0] == level);
                if there { self.decided(ColumnKey::Sessions(offer), decisions) } else { Some(0.0) }
            }
            ColumnKey::Enough(offer, least) => yes(decisions.sessions[offer.0] >= least),
            _ => None,
        }
    }

    /// Adds a row. Terms on one column are added up, zeros dropped, columns sorted.
    pub fn add_row(&mut self, key: RowKey, lower: f64, upper: f64, mut terms: Vec<(usize, f64)>) {
        add_up(&mut terms);
        self.rows.push(Row { key, lower, upper, terms });
    }

    /// Adds a column and gives its position.
    pub fn add_column(&mut self, column: Column) -> usize {
        let at = self.columns.len();
        self.further.insert(column.key, at);
        self.columns.push(column);
        at
    }

    /// The position of a column; `None` for a decision this formulation does not have.
    pub fn column(&self, key: ColumnKey) -> Option<usize> {
        let within = |at: usize, count: usize, column: &dyn Fn() -> usize| (at < count).then(column);
        let (offers, arms) = (self.instance.offers.len(), self.instance.arms.len());
        match key {
            ColumnKey::Level(site, level) => self.layout.level(&self.instance, site, level),
            ColumnKey::Runs(offer) => within(offer.0, offers, &|| self.layout.runs(offer.0)),
            ColumnKey::Sessions(offer) => within(offer.0, offers, &|| self.layout.sessions(offer.0)),
            ColumnKey::Reach(arm) => within(arm.0, arms, &|| self.layout.reach(arm.0)),
            ColumnKey::Shortfall(..)
            | ColumnKey::Enough(..)
            | ColumnKey::SessionsAt(..)
            | ColumnKey::Counted(..)
            | ColumnKey::Access(..)
            | ColumnKey::Highest(_)
            | ColumnKey::Lowest(_)
            | ColumnKey::Worst(_)
            | ColumnKey::Near(..)
            | ColumnKey::Choices(..) => self.further.get(&key).copied(),
        }
    }
}

/// Adds up terms on one column, drops zeros, sorts by column.
fn add_up(terms: &mut Vec<(usize, f64)>) {
    terms.sort_by_key(|(column, _)| *column);
    terms.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    terms.retain(|(_, coefficient)| *coefficient != 0.0);
}
