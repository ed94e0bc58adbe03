//! A formulation with the changes laid over it: what every session that solves from scratch needs.

use super::room::Room;
use super::{Change, MethodError, Problem};
use crate::formulation::{Aim, ColumnKey, Formulation, Grain, Objective, RowKey};
use crate::instance::Instance;
use doorstep_highs::Model;
use doorstep_scenario::{LevelIx, Scenario, SiteIx};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A formulation, the changes laid over it, and columns to start from.
#[derive(Debug, Clone)]
pub struct Assembled {
    formulation: Formulation,
    grain: Grain,
    bounds: BTreeMap<ColumnKey, (f64, f64)>,
    narrowed: BTreeMap<ColumnKey, (f64, f64)>,
    row_bounds: BTreeMap<RowKey, (f64, f64)>,
    holds: Vec<(Aim, f64)>,
    differ: Vec<(Vec<LevelIx>, usize)>,
    near: Vec<(Vec<LevelIx>, usize)>,
    sway: Vec<(ColumnKey, f64)>,
    start: Option<Vec<f64>>,
    write: fn(&Arc<Instance>, Grain) -> Formulation,
}

/// Coefficients up to this are dropped by solvers.
pub(super) const SMALLEST: f64 = 1e-9;

/// What an edit of the scenario changes.
#[derive(Clone, Copy)]
enum Edited {
    /// Rules and targets alone.
    Demands,
    /// Numbers that others are derived from.
    Numbers,
}

/// Lower side, upper side, terms.
pub(super) type FlatRow = (f64, f64, Vec<(usize, f64)>);

/// Columns, rows and an objective, flat.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    pub objective: Objective,
    /// Is anything preferred beside the aim? Then its value is no whole number where the aim's would be.
    pub swayed: bool,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub whole: Vec<bool>,
    /// Rows, in order.
    pub rows: Vec<FlatRow>,
    /// How many of the rows stand whatever is held; held goals come after them.
    pub standing: usize,
    /// Rows that others imply by so much that they only lead a solver astray.
    pub slack: Vec<usize>,
}

impl Flat {
    /// Do these columns keep every bound and row, to the solver's own tolerance?
    pub fn allows(&self, columns: &[f64]) -> bool {
        const NEAR: f64 = 1e-6;
        let within = |value: f64, lower: f64, upper: f64| value >= lower - NEAR && value <= upper + NEAR;
        columns.len() == self.lower.len()
            && (0..columns.len()).all(|at| {
                within(columns[at], self.lower[at], self.upper[at])
                    && (!self.whole[at] || (columns[at] - columns[at].round()).abs() <= NEAR)
            })
            && self.rows.iter().all(|(lower, upper, terms)| {
                within(terms.iter().map(|(at, each)| each * columns[*at]).sum(), *lower, *upper)
            })
    }

    /// What the solver is given to search: without rows that others imply, and with room for what is held.
    pub fn searched(&self, room: &Room) -> Model {
        let mut model = self.model();
        for row in &self.slack {
            (model.row_lower[*row], model.row_upper[*row]) = (f64::NEG_INFINITY, f64::INFINITY);
        }
        room.give(&mut model);
        model
    }

    /// Room for what is held.
    pub fn room(&self) -> Room {
        let terms = |row: usize| self.rows[row].2.iter().copied();
        Room::of(self.standing..self.rows.len(), self.rows.len(), terms, &self.whole)
    }

    /// Is everything held kept, to what a plan may miss a row by? The solver may miss it by more where it was
    /// given room, and what later goals gained by that would be lost again.
    pub fn holds(&self, columns: &[f64]) -> bool {
        const NEAR: f64 = 1e-9;
        self.rows[self.standing..].iter().all(|(lower, upper, terms)| {
            let sum: f64 = terms.iter().map(|(at, each)| each * columns[*at]).sum();
            sum >= lower - NEAR && sum <= upper + NEAR
        })
    }

    /// What a unit of each column adds to the aim.
    pub fn costs(&self) -> Vec<f64> {
        let mut cost = vec![0.0; self.lower.len()];
        for (column, each) in &self.objective.terms {
            cost[*column] += each;
        }
        cost
    }

    /// The flat lists as one bulk hand-over.
    pub fn model(&self) -> Model {
        self.model_of(0..self.rows.len())
    }

    /// The same with some of the rows.
    pub fn model_of(&self, kept: impl Iterator<Item = usize>) -> Model {
        let rows: Vec<&FlatRow> = kept.map(|at| &self.rows[at]).collect();
        let cost = self.costs();
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        starts.push(0);
        for (_, _, terms) in &rows {
            // What is too small for a solver to keep is too small to matter: a person less than a
            // ten-thousandth in all.
            let kept = terms.iter().filter(|(_, value)| value.abs() > SMALLEST);
            for (column, value) in kept {
                columns.push(*column);
                values.push(*value);
            }
            starts.push(columns.len());
        }
        Model {
            minimise: !self.objective.maximise,
            offset: self.objective.offset,
            cost,
            lower: self.lower.clone(),
            upper: self.upper.clone(),
            integer: self.whole.clone(),
            row_lower: rows.iter().map(|(lower, _, _)| *lower).collect(),
            row_upper: rows.iter().map(|(_, upper, _)| *upper).collect(),
            starts,
            columns,
            values,
        }
    }
}

impl Assembled {
    pub(super) fn of(problem: &Problem) -> Result<Assembled, MethodError> {
        super::know_today(&problem.instance)?;
        let formulation = Formulation::formulate(&problem.instance, problem.grain);
        Ok(Assembled { grain: problem.grain, ..Assembled::from_formulation(formulation) })
    }

    /// A problem on whole sessions without the rows of flows: they are the method's own business.
    pub(super) fn of_decisions(instance: &Arc<Instance>) -> Assembled {
        let formulation = Formulation::of_decisions(instance, Grain::Whole);
        Assembled { write: Formulation::of_decisions, ..Assembled::from_formulation(formulation) }
    }

    /// Columns with bounds laid over them.
    pub(super) fn bounded(&self) -> impl Iterator<Item = ColumnKey> {
        self.bounds.keys().chain(self.narrowed.keys()).copied()
    }

    /// The bounds of a column as they stand; `own` are those of the formulation.
    pub(super) fn bounds_of(&self, key: ColumnKey, own: (f64, f64)) -> (f64, f64) {
        let (lower, upper) = self.bounds.get(&key).copied().unwrap_or(own);
        match self.narrowed.get(&key) {
            Some((low, high)) => (low.max(lower).min(upper), high.min(upper).max(lower)),
            None => (lower, upper),
        }
    }

    /// Is anything preferred beside the aim?
    pub(super) fn is_swayed(&self) -> bool {
        !self.sway.is_empty()
    }

    /// Other sides for rows.
    pub(super) fn row_bounds(&self) -> &BTreeMap<RowKey, (f64, f64)> {
        &self.row_bounds
    }

    /// Held aims and where.
    pub(super) fn holds(&self) -> &[(Aim, f64)] {
        &self.holds
    }

    /// Levels that have to differ in at least, or at most, so many sites, as rows.
    pub(super) fn differing(&self) -> impl Iterator<Item = FlatRow> {
        let same = |levels: &[LevelIx]| -> Vec<(usize, f64)> {
            let each = levels.iter().enumerate();
            let same = each.filter_map(|(site, level)| self.formulation.column(ColumnKey::Level(SiteIx(site), *level)));
            same.map(|column| (column, 1.0)).collect()
        };
        let far = self.differ.iter().map(move |(levels, sites)| {
            let same = same(levels);
            (f64::NEG_INFINITY, same.len() as f64 - *sites as f64, same)
        });
        // A site that may not have the level differs whatever is decided.
        let near = self
            .near
            .iter()
            .map(move |(levels, sites)| (levels.len() as f64 - *sites as f64, f64::INFINITY, same(levels)));
        far.chain(near)
    }

    /// A formulation with nothing laid over it.
    pub(super) fn from_formulation(formulation: Formulation) -> Assembled {
        Assembled {
            formulation,
            grain: Grain::Whole,
            bounds: BTreeMap::new(),
            narrowed: BTreeMap::new(),
            row_bounds: BTreeMap::new(),
            holds: Vec::new(),
            differ: Vec::new(),
            near: Vec::new(),
            sway: Vec::new(),
            start: None,
            write: Formulation::formulate,
        }
    }

    /// The formulation as it stands.
    pub fn formulation(&self) -> &Formulation {
        &self.formulation
    }

    pub(super) fn grain(&self) -> Grain {
        self.grain
    }

    pub(super) fn start(&self) -> Option<&Vec<f64>> {
        self.start.as_ref().filter(|start| start.len() == self.formulation.columns.len())
    }

    pub(super) fn change(&mut self, change: Change) -> Result<(), MethodError> {
        let absent = |what: &str| MethodError::NoSuch(what.to_owned());
        match change {
            Change::Fix(key, value) => return self.change(Change::Bound(key, value, value)),
            Change::Bound(key, lower, upper) => {
                self.formulation.column(key).ok_or_else(|| absent("a decision"))?;
                self.bounds.insert(key, (lower, upper));
            }
            Change::Narrow(key, lower, upper) => {
                self.formulation.column(key).ok_or_else(|| absent("a decision"))?;
                self.narrowed.insert(key, (lower, upper));
            }
            Change::Free(key) => {
                let (laid, narrowed) = (self.bounds.remove(&key), self.narrowed.remove(&key));
                laid.or(narrowed).ok_or_else(|| absent("a decision that is bounded"))?;
            }
            Change::RowBound(key, lower, upper) => {
                self.formulation.rows.iter().find(|row| row.key == key).ok_or_else(|| absent("a row"))?;
                self.row_bounds.insert(key, (lower, upper));
            }
            Change::Hold(aim, value) => {
                self.holds.retain(|(held, _)| *held != aim);
                self.holds.push((aim, value));
            }
            Change::ReleaseHolds => self.holds.clear(),
            Change::Differ(levels, sites) => self.differ.push((levels, sites)),
            Change::Near(levels, sites) => self.near.push((levels, sites)),
            Change::Sway(sway) => {
                if sway.iter().any(|(key, _)| self.formulation.column(*key).is_none()) {
                    return Err(absent("a decision"));
                }
                self.sway = sway;
            }
            Change::Start(columns) => self.start = Some(columns),
            Change::Grain(grain) => {
                if grain != self.grain {
                    self.grain = grain;
                    self.formulation = (self.write)(&self.formulation.instance, grain);
                }
            }
            Change::AddRule(rule) => self.edit(Edited::Demands, |scenario| {
                scenario.rules.push(rule);
                scenario.rules.sort_by(|a, b| a.id.cmp(&b.id));
                true
            })?,
            Change::DropRule(id) => self.edit(Edited::Demands, |scenario| {
                let before = scenario.rules.len();
                scenario.rules.retain(|rule| rule.id != id);
                scenario.rules.len() < before
            })?,
            Change::Target(id, amount) => self.edit(Edited::Demands, |scenario| {
                let found = scenario.targets.iter_mut().find(|target| target.id == id);
                found.map(|target| target.amount = amount).is_some()
            })?,
            Change::Scenario(other) => self.turn_to(Edited::Numbers, other)?,
            Change::People(area, group, people) => self.edit(Edited::Numbers, |scenario| {
                let found = scenario.areas.get_mut(area.0).and_then(|area| area.people.get_mut(group.0));
                found.map(|count| *count = people).is_some()
            })?,
            Change::SessionCost(service, mode, line, amount) => self.edit(Edited::Numbers, |scenario| {
                let mode = scenario.services.get_mut(service.0).and_then(|service| service.modes.get_mut(mode.0));
                let cost = mode.and_then(|mode| mode.session_costs.iter_mut().find(|(at, _)| *at == line));
                cost.map(|(_, cost)| *cost = amount).is_some()
            })?,
        }
        Ok(())
    }

    /// Changes something in the scenario.
    fn edit(&mut self, what: Edited, change: impl FnOnce(&mut Scenario) -> bool) -> Result<(), MethodError> {
        let mut scenario = (*self.formulation.instance.scenario).clone();
        if !change(&mut scenario) {
            return Err(MethodError::NoSuch("something in the scenario".to_owned()));
        }
        self.turn_to(what, Arc::new(scenario))
    }

    /// Writes the problem down anew. Bounds on levels, runs and sessions carry over; arms may have changed, so
    /// bounds on them do not. Columns to start from carry over where there are as many as before: whether they
    /// still keep every row is asked before they are used.
    fn turn_to(&mut self, what: Edited, scenario: Arc<Scenario>) -> Result<(), MethodError> {
        let instance = Arc::new(match what {
            Edited::Demands => self.formulation.instance.answering_to(scenario),
            Edited::Numbers => self.formulation.instance.with_numbers_of(scenario),
        });
        super::know_today(&instance)?;
        let arms = self.formulation.instance.arms.len();
        self.formulation = (self.write)(&instance, self.grain);
        // Rows have moved with the rules, and held values belong to the problem as it was.
        self.row_bounds.clear();
        self.holds.clear();
        let decision =
            |key: &ColumnKey| matches!(key, ColumnKey::Level(..) | ColumnKey::Runs(_) | ColumnKey::Sessions(_));
        self.bounds.retain(|key, _| decision(key));
        self.narrowed.retain(|key, _| decision(key));
        let columns = self.formulation.columns.len();
        self.start = self.start.take().filter(|start| start.len() == columns && instance.arms.len() == arms);
        Ok(())
    }

    /// Everything in flat lists, with an objective.
    pub(super) fn flat(&self, aim: Aim) -> Flat {
        let formulation = &self.formulation;
        let mut lower: Vec<f64> = formulation.columns.iter().map(|column| column.lower).collect();
        let mut upper: Vec<f64> = formulation.columns.iter().map(|column| column.upper).collect();
        for key in self.bounded() {
            if let Some(column) = formulation.column(key) {
                (lower[column], upper[column]) = self.bounds_of(key, (lower[column], upper[column]));
            }
        }
        let mut rows: Vec<FlatRow> = formulation
            .rows
            .iter()
            .map(|row| {
                let (low, high) = self.row_bounds.get(&row.key).copied().unwrap_or((row.lower, row.upper));
                (low, high, row.terms.clone())
            })
            .collect();
        rows.extend(self.differing());
        let standing = rows.len();
        for (aim, value) in &self.holds {
            let held = Objective::of(*aim, formulation);
            let side = value * held.unit - held.offset;
            // A power of two changes no digit, and keeps small weights above what solvers drop.
            let largest = held.terms.iter().map(|(_, each)| each.abs()).fold(0.0, f64::max);
            let scale = if largest > 0.0 { largest.log2().floor().exp2() } else { 1.0 };
            let (low, high) =
                if held.maximise { (side / scale, f64::INFINITY) } else { (f64::NEG_INFINITY, side / scale) };
            rows.push((low, high, held.terms.into_iter().map(|(column, each)| (column, each / scale)).collect()));
        }
        let whole = formulation.columns.iter().map(|column| column.whole).collect();
        let (mut objective, slack) = (Objective::of(aim, formulation), self.slack());
        let (unit, sign) = (objective.unit, if objective.maximise { 1.0 } else { -1.0 });
        let sway = self.sway.iter().filter_map(|(key, each)| Some((formulation.column(*key)?, sign * unit * each)));
        objective.terms.extend(sway);
        Flat { objective, swayed: self.is_swayed(), lower, upper, whole, rows, standing, slack }
    }

    /// Capacities that cannot bind: places for everybody in the fewest sessions an offer runs. Where few of
    /// many come from far, such a row holds coefficients a billion apart, and HiGHS 1.15.1 rules out plans
    /// for them in presolve.
    fn slack(&self) -> Vec<usize> {
        let formulation = &self.formulation;
        let instance = &formulation.instance;
        let laid = |key: &RowKey| matches!(key, RowKey::OnlyIfRuns(_) | RowKey::LeastSessions(_) | RowKey::Capacity(_));
        if self.row_bounds.keys().any(laid) {
            return Vec::new();
        }
        let has_room = |at: usize| {
            let offer = &instance.offers[at];
            let arms = instance.arms_of_offer(at).map(|arm| &instance.arms[arm]);
            let come: f64 = arms.map(|arm| arm.decay * instance.cohorts[arm.cohort()].potential).sum();
            let steps = f64::from(offer.least.0 / offer.step.0);
            come <= offer.served_by_session * offer.step.per_week() * steps
        };
        let rows = formulation.rows.iter().enumerate();
        rows.filter(|(_, row)| matches!(row.key, RowKey::Capacity(offer) if has_room(offer.0)))
            .map(|(at, _)| at)
            .collect()
    }
}
