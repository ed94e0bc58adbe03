//! A search by the solver, step by step: what is known so far, when it is enough, and when to stop.

use super::assembled::Flat;
use super::linear::failed;
use super::room::{Room, settled};
use super::{Certificate, Limits, MethodError, Outcome, Progress, Status, Watcher, gap};
use crate::formulation::{Aim, ColumnKey, Formulation};
use doorstep_highs::{Flow, Highs, OptionValue, RunEnd};
use doorstep_scenario::GoalKind;
use std::time::Instant;

/// A part of a count of simplex iterations.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a count of iterations")]
pub(super) fn part_of(work: u64, part: f64) -> u64 {
    (work as f64 * part) as u64
}

/// The step that solves the linear relaxation.
pub(super) const RELAXATION: &str = "relaxation";

/// What a run of the solver counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// Its plan, and its bound for the whole.
    Whole,
    /// Its plan: some decisions are fixed.
    Plan,
    /// Neither: rows are left out, or whole columns need not be whole.
    Nothing,
}

/// One aim on its way: the model at the solver, the best plan, the best bound.
pub(super) struct Search<'w> {
    pub aim: Aim,
    pub flat: Flat,
    pub highs: Highs,
    pub limits: Limits,
    pub started: Instant,
    pub work: u64,
    pub best: Option<(f64, Vec<f64>)>,
    pub bound: Option<(f64, Certificate)>,
    /// What was ruled out of the search is no better than this: so much a bound of the search has to
    /// allow for.
    ruled_out: Option<f64>,
    /// What held rows may be missed by at the solver, never in a plan.
    room: Room,
    narrowed: bool,
    /// Are whole columns whole to a billionth?
    exact: bool,
    pub watcher: &'w mut dyn Watcher,
}

impl<'w> Search<'w> {
    pub fn new(aim: Aim, flat: Flat, limits: Limits, watcher: &'w mut dyn Watcher) -> Result<Self, MethodError> {
        let mut highs = Highs::new().map_err(failed)?;
        let room = flat.room();
        highs.pass(&flat.searched(&room)).map_err(failed)?;
        let seed = i32::try_from(limits.seed).unwrap_or(i32::MAX);
        for (name, value) in [
            ("threads", OptionValue::Int(1)),
            ("random_seed", OptionValue::Int(seed)),
            ("mip_rel_gap", OptionValue::Real(limits.gap())),
            ("mip_abs_gap", OptionValue::Real(0.0)),
        ] {
            highs.set_option(name, value).map_err(failed)?;
        }
        Ok(Self {
            aim,
            flat,
            highs,
            limits,
            started: Instant::now(),
            work: 0,
            best: None,
            bound: None,
            ruled_out: None,
            room,
            narrowed: false,
            exact: false,
            watcher,
        })
    }

    /// Takes a plan that keeps everything, where it is better than the one in hand.
    pub fn take(&mut self, columns: Vec<f64>) {
        let value = self.flat.objective.value(&columns) * self.flat.objective.unit;
        let maximise = self.flat.objective.maximise;
        let better = self.best.as_ref().is_none_or(|(old, _)| if maximise { value > *old } else { value < *old });
        if better && self.flat.allows(&columns) {
            self.best = Some((value, columns));
        }
    }

    /// How many whole columns are undecided.
    pub fn undecided(&self) -> usize {
        let undecided = |at: &usize| self.flat.whole[*at] && self.flat.lower[*at] < self.flat.upper[*at];
        (0..self.flat.whole.len()).filter(undecided).count()
    }

    /// Asks for whole columns to be whole to a billionth: whole amounts of money hang on them, and a
    /// millionth of a hub is 30 pence.
    pub fn be_exact(&mut self) -> Result<(), MethodError> {
        self.exact = true;
        self.highs.set_option("mip_feasibility_tolerance", OptionValue::Real(1e-9)).map_err(failed)
    }

    /// Is an earlier goal held?
    pub fn holds(&self) -> bool {
        !self.room.is_empty()
    }

    /// Searches the whole. With something held the search has room there: its bound stands, and what it
    /// finds is a plan or, with less room, found no more.
    pub fn directly(&mut self, step: &'static str) -> Result<RunEnd, MethodError> {
        /// What a solver calls best may be off by so much.
        const CLOSE: f64 = 1e-6;
        loop {
            let end = self.whole(step)?;
            if !self.holds() {
                return Ok(end);
            }
            self.bound_what_is_there();
            if self.near_enough() {
                return Ok(end);
            }
            let again = matches!(end, RunEnd::Optimal | RunEnd::Interrupted) && !self.out_of_time();
            if again && self.narrow()? {
                continue;
            }
            let gap = self.best.as_ref().zip(self.bound).map(|((value, _), (bound, _))| gap(*value, bound));
            let closed = gap.is_some_and(|gap| gap <= self.limits.gap().max(CLOSE));
            return Ok(match end {
                RunEnd::Optimal if !closed => RunEnd::Interrupted,
                // That nothing is possible is no news of what little room rules out.
                RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible if self.narrowed => RunEnd::Interrupted,
                end => end,
            });
        }
    }

    /// A bound that the plan in hand is better than by no more than the solver minds says that nothing is
    /// better than the plan.
    fn bound_what_is_there(&mut self) {
        let maximise = self.flat.objective.maximise;
        if let (Some((value, _)), Some((bound, _))) = (&self.best, &mut self.bound) {
            *bound = if maximise { bound.max(*value) } else { bound.min(*value) };
        }
    }

    /// Less room for what is held; `false` if there is none to take.
    fn narrow(&mut self) -> Result<bool, MethodError> {
        if !self.room.narrow() {
            return Ok(false);
        }
        self.narrowed = true;
        let sides = self.room.rows().map(|(at, room)| (at, self.flat.rows[at].0 - room, self.flat.rows[at].1 + room));
        self.highs.set_row_bounds(&sides.collect::<Vec<_>>()).map_err(failed)?;
        Ok(true)
    }

    /// Searches the whole once, and again without presolve where what it says cannot be.
    fn whole(&mut self, step: &'static str) -> Result<RunEnd, MethodError> {
        let (known, before) = (self.best.as_ref().map(|(value, _)| *value), self.bound);
        let end = self.once(step, Counts::Whole)?;
        let nothing =
            (self.best.is_some() || self.holds()) && matches!(end, RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible);
        if !nothing && !self.contradicts(known) {
            return Ok(end);
        }
        // With a plan in hand it is presolve that stumbles over a tightly held goal.
        self.bound = before;
        self.highs.set_option("presolve", OptionValue::Text("off".to_owned())).map_err(failed)?;
        let end = self.once("search without presolve", Counts::Whole)?;
        if self.contradicts(known) {
            self.bound = before;
            return Ok(RunEnd::Interrupted);
        }
        Ok(end)
    }

    /// Does the bound say that a plan in hand before, of this value, cannot be?
    fn contradicts(&self, known: Option<f64>) -> bool {
        let sign = if self.flat.objective.maximise { 1.0 } else { -1.0 };
        let less = |known: f64, bound: f64| sign * (known - bound) > 1e-6 * known.abs().max(1.0);
        known.zip(self.bound).is_some_and(|(known, (bound, _))| less(known, bound))
    }

    /// Searches with some columns between narrower bounds, then lets them go again.
    pub fn within(&mut self, step: &'static str, narrower: &[(usize, f64, f64)]) -> Result<RunEnd, MethodError> {
        self.highs.set_column_bounds(narrower).map_err(failed)?;
        self.set_start()?;
        let end = self.once(step, Counts::Plan)?;
        let all: Vec<(usize, f64, f64)> =
            narrower.iter().map(|(at, _, _)| (*at, self.flat.lower[*at], self.flat.upper[*at])).collect();
        self.highs.set_column_bounds(&all).map_err(failed)?;
        Ok(end)
    }

    /// Narrows columns for good: nothing outside is better than the plan in hand.
    pub fn rule_out(&mut self, narrower: &[(usize, f64, f64)]) -> Result<(), MethodError> {
        if !narrower.is_empty() {
            self.ruled_out = self.best.as_ref().map(|(value, _)| *value);
        }
        for (at, lower, upper) in narrower {
            (self.flat.lower[*at], self.flat.upper[*at]) = (*lower, *upper);
        }
        self.highs.set_column_bounds(narrower).map_err(failed)
    }

    /// Bounds that fix what a plan before and a rough one now have alike.
    pub fn alike(&self, formulation: &Formulation, before: &[f64], about: &[f64]) -> Vec<(usize, f64, f64)> {
        let decided = |at: &usize| {
            self.flat.whole[*at]
                && matches!(formulation.columns.at(*at).key, ColumnKey::Level(..) | ColumnKey::Runs(_))
                && (before[*at] - about[*at]).abs() < 0.5
                && (self.flat.lower[*at]..=self.flat.upper[*at]).contains(&before[*at].round())
        };
        let columns = (0..formulation.layout.reach(0)).filter(decided);
        columns.map(|at| (at, before[at].round(), before[at].round())).collect()
    }

    /// Bounds that fix what is clear in the relaxation, where the best plan so far agrees: so that
    /// plan stays possible, and the search goes on from it.
    pub fn clear(&self, formulation: &Formulation, relaxed: &[f64], near: f64) -> Vec<(usize, f64, f64)> {
        let decisions = formulation
            .columns
            .iter()
            .enumerate()
            .take(formulation.layout.reach(0))
            .filter(|(column, _)| self.flat.whole[*column]);
        decisions
            .filter(|(_, column)| matches!(column.key, ColumnKey::Level(..) | ColumnKey::Runs(_)))
            .filter_map(|(column, _)| {
                let (lower, upper) = (self.flat.lower[column], self.flat.upper[column]);
                let agrees =
                    self.best.as_ref().is_none_or(|(_, columns)| (columns[column] - relaxed[column]).abs() < 0.5);
                if !agrees {
                    return None;
                }
                if relaxed[column] < near {
                    Some((column, lower, lower))
                } else if relaxed[column] > 1.0 - near {
                    Some((column, upper, upper))
                } else {
                    None
                }
            })
            .collect()
    }

    /// The best plan so far is where a restricted search starts. A search whose bound counts starts
    /// from nothing: HiGHS 1.15.0 has called a given start optimal that was not, with presolve on.
    /// The plan in hand is kept by us in any case.
    fn set_start(&mut self) -> Result<(), MethodError> {
        match &self.best {
            Some((_, columns)) => self.highs.set_start(columns).map_err(failed),
            None => Ok(()),
        }
    }

    /// One run of the solver. A restricted one has decisions fixed: near enough to the bound of the
    /// whole is enough for it, and it has no bound to give; so, once there is a plan, half of what is
    /// left is for the search of the whole.
    pub fn once(&mut self, step: &'static str, counts: Counts) -> Result<RunEnd, MethodError> {
        let restricted = counts != Counts::Whole;
        let patience = self.limits.patience.max(1.0);
        let part = if counts == Counts::Plan { 0.5 } else { 1.0 };
        let gone = self.started.elapsed().as_secs_f64();
        let most_seconds = self.limits.seconds.map(|most| gone + (most - gone).max(0.1) * part);
        // While there is no plan a search is given a fifth at least, to find one and to make it a good one.
        let least = |most: u64| part_of(most, if self.best.is_none() { 0.2 } else { 0.0 });
        let most_work =
            self.limits.work.map(|most| part_of(most.saturating_sub(self.work), part).max(least(most)) + self.work);
        let last_second = self.limits.seconds.map(|most| most * patience);
        let last_work = self.limits.work.map(|most| part_of(most, patience).max(self.work + least(most)));
        // A relaxation kept from an earlier solve has that solve's limit still.
        let seconds = last_second.map_or(f64::INFINITY, |last| (last - gone).max(0.1));
        self.highs.set_option("time_limit", OptionValue::Real(seconds)).map_err(failed)?;
        let Self { aim, flat, highs, limits, started, work, best, bound, watcher, .. } = self;
        let (unit, maximise) = (flat.objective.unit, flat.objective.maximise);
        let known_best = best.as_ref().map(|(value, _)| *value);
        let known_bound = bound.as_ref().map(|(bound, _)| *bound);
        let mut last = 0;
        let end = highs
            .run(&mut |now| {
                last = now.lp_iterations;
                let better = |a: f64, b: f64| if maximise { a.max(b) } else { a.min(b) };
                let told = now.best.filter(|_| counts != Counts::Nothing);
                let best = told.or(known_best).map(|best| known_best.map_or(best, |known| better(best, known)));
                let in_unit = |value: f64| value / unit;
                let shown = if restricted { known_bound } else { now.bound.or(known_bound) };
                watcher.see(&Progress { aim: aim.name(), step, best: best.map(in_unit), bound: shown.map(in_unit) });
                // A restricted search is near enough to a bound known before; the search of the whole,
                // when its bound is near the plan in hand, which it was not told of.
                let told = if restricted { now.best.zip(known_bound) } else { best.zip(now.bound) };
                let near_enough = told.is_some_and(|(best, bound)| gap(best, bound) <= limits.gap());
                let (work_limit, seconds_limit) =
                    if best.is_some() { (most_work, most_seconds) } else { (last_work, last_second) };
                let spent = work_limit.is_some_and(|most| *work + now.lp_iterations >= most);
                let late = seconds_limit.is_some_and(|most| started.elapsed().as_secs_f64() >= most);
                if near_enough || spent || late || watcher.stop() { Flow::Stop } else { Flow::Continue }
            })
            .map_err(failed)?;
        *work += highs.lp_iterations().max(last);
        match &end {
            RunEnd::Failed(why) if !highs.has_solution() => return Err(MethodError::Failed(why.clone())),
            RunEnd::Empty => {
                // Nothing to decide is decided, at what stands whatever is decided.
                *best = Some((flat.objective.offset, Vec::new()));
                let offset = flat.objective.offset;
                self.tighten(offset, Certificate::SolverTree);
                return Ok(RunEnd::Optimal);
            }
            _ if counts == Counts::Nothing => return Ok(end),
            _ => {}
        }
        let better = |value: f64, old: f64| if maximise { value > old } else { value < old };
        if let Some(value) = highs.objective().filter(|value| best.as_ref().is_none_or(|(old, _)| better(*value, *old)))
        {
            let found = highs.values();
            if flat.holds(&found) {
                *best = Some((value, found));
            } else {
                // It used the room it was given, maybe where it need not have. On large problems presolve is
                // worth more than a plan that it may lose.
                let presolve = if self.exact { "off" } else { "choose" };
                if let Some(columns) = settled(flat.model(), &found, presolve)? {
                    self.take(columns);
                }
            }
        }
        // A run with levels fixed proves nothing about the whole.
        if let Some(bound) = self.highs.dual_bound().filter(|_| !restricted) {
            self.tighten(bound, Certificate::SolverTree);
        }
        Ok(end)
    }

    pub fn tighten(&mut self, bound: f64, certificate: Certificate) {
        // A number of sites is whole, and so is the best of it.
        let whole =
            !self.flat.swayed && matches!(self.aim, Aim::Goal(GoalKind::FewestChanges) | Aim::Identifiers { .. });
        let bound = if whole { (bound - 1e-4).ceil() } else { bound };
        let maximise = self.flat.objective.maximise;
        let bound = match self.ruled_out {
            Some(other) if maximise => bound.max(other),
            Some(other) => bound.min(other),
            None => bound,
        };
        let tighter = self.bound.is_none_or(|(old, _)| if maximise { bound < old } else { bound > old });
        // As good to a ten-millionth, a bound that rests on no solver is the better one.
        let as_good = self.bound.is_some_and(|(old, known)| {
            certificate == Certificate::Derived && known != certificate && gap(old, bound) < 1e-7
        });
        if tighter || as_good {
            self.bound = Some((bound, certificate));
        }
    }

    pub fn near_enough(&self) -> bool {
        match (&self.best, self.bound) {
            (Some((value, _)), Some((bound, _))) => gap(*value, bound) <= self.limits.gap().max(1e-9),
            _ => false,
        }
    }

    pub fn out_of_time(&self) -> bool {
        self.is_beyond(1.0)
    }

    /// Is it out of time, or, while there is no plan, out of the patience that there is for a first one?
    pub fn out_of_patience(&self) -> bool {
        self.is_beyond(if self.best.is_none() { self.limits.patience.max(1.0) } else { 1.0 })
    }

    /// Is so many times its time or its work gone, or does somebody want it to stop?
    fn is_beyond(&self, times: f64) -> bool {
        self.watcher.stop()
            || self.limits.work.is_some_and(|most| self.work >= part_of(most, times))
            || self.limits.seconds.is_some_and(|most| self.started.elapsed().as_secs_f64() >= most * times)
    }

    pub fn outcome(&mut self, end: &RunEnd, of_the_whole: bool) -> Outcome {
        if of_the_whole && self.best.is_none() && matches!(end, RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible) {
            return Outcome::impossible(self.work);
        }
        let unit = self.flat.objective.unit;
        // The solver's own sum may be a hair off; the value is ours, at its columns.
        let value = self.best.as_ref().map(|(_, columns)| self.flat.objective.value(columns));
        let (bound, certificate) = match self.bound {
            Some((bound, certificate)) => (Some(bound / unit), certificate),
            None => (None, Certificate::None),
        };
        let closed = (of_the_whole && *end == RunEnd::Optimal) || self.near_enough();
        let status = if closed && self.best.is_some() { Status::Proven } else { Status::Stopped };
        let columns = self.best.take().map(|(_, columns)| columns);
        Outcome { status, columns, value, bound, certificate, work: self.work }
    }
}
