//! The general method: HiGHS on the whole formulation.
//!
//! Small problems go to the solver as they are. On large ones it is given a way in: solve the
//! relaxation, fix the levels and venues that are clear in it, search what is left for a plan, and
//! only if that is not near enough to the relaxation's bound search the whole. Measured on a city
//! of 840 offers this beat a minute of the plain search within 5 to 25 seconds.

use super::assembled::{Assembled, Flat};
use super::bottleneck::{Bottleneck, bottleneck};
use super::linear::failed;
use super::relaxation::{self, Relaxation};
use super::{
    Certificate, Change, Limits, Method, MethodError, Outcome, Problem, Progress, Session, Status, Watcher, gap,
};
use crate::formulation::{Aim, ColumnKey, Formulation, Grain};
use doorstep_highs::{Flow, Highs, OptionValue, RunEnd};
use doorstep_scenario::GoalKind;
use std::time::Instant;

/// HiGHS on everything.
#[derive(Debug, Clone, Copy)]
pub struct General {
    /// Problems with more whole columns than this are given a way in.
    pub direct: usize,
}

impl Default for General {
    fn default() -> General {
        General { direct: 300 }
    }
}

impl Method for General {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn unsupported(&self, _: &Problem) -> Vec<String> {
        Vec::new()
    }

    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError> {
        doorstep_highs::require_supported().map_err(|error| MethodError::Unusable(error.to_string()))?;
        Ok(Box::new(GeneralSession { assembled: Assembled::of(problem)?, relaxation: None, direct: self.direct }))
    }
}

/// The solver and its version.
pub fn solver_version() -> String {
    format!("HiGHS {}", doorstep_highs::version())
}

struct GeneralSession {
    assembled: Assembled,
    relaxation: Option<Relaxation>,
    direct: usize,
}

impl Session for GeneralSession {
    fn formulation(&self) -> &Formulation {
        self.assembled.formulation()
    }

    fn grain(&self) -> Grain {
        self.assembled.grain()
    }

    fn change(&mut self, change: Change) -> Result<(), MethodError> {
        self.assembled.change(change)
    }

    fn solve(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        let mut flat = self.assembled.flat(aim);
        let formulation = self.assembled.formulation();
        let worst = match aim {
            Aim::Goal(GoalKind::LeastWorstTravel(service)) => {
                Some(bottleneck(formulation, &flat, service, limits, watcher)?)
            }
            _ => None,
        };
        if let Some((column, worst)) = flat.objective.terms.first().map(|(column, _)| *column).zip(worst.as_ref()) {
            flat.lower[column] = flat.lower[column].max(worst.bound);
        }
        let kept = self.relaxation.take().filter(|kept| kept.fits(self.assembled.structure()));
        let mut solve = Solve::new(aim, flat, *limits, watcher, kept, self.direct)?;
        if let Some(worst) = worst
            && solve.try_cover(formulation, worst)?
        {
            let outcome = solve.outcome(&RunEnd::Optimal, false);
            return Ok(outcome);
        }
        let outcome = solve.run(formulation, self.assembled.start(), self.assembled.structure())?;
        self.relaxation = solve.relaxation.take();
        if let Some(columns) = &outcome.columns {
            self.assembled.change(Change::Start(columns.clone()))?;
        }
        Ok(outcome)
    }
}

/// A part of a count of simplex iterations.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a count of iterations")]
pub(super) fn part_of(work: u64, part: f64) -> u64 {
    (work as f64 * part) as u64
}

/// The step that solves the linear relaxation.
const RELAXATION: &str = "relaxation";
/// Levels and venues this far from undecided in the relaxation are taken as clear.
const CLEAR: f64 = 0.2;

struct Solve<'w> {
    aim: Aim,
    flat: Flat,
    highs: Highs,
    limits: Limits,
    started: Instant,
    work: u64,
    best: Option<(f64, Vec<f64>)>,
    bound: Option<(f64, Certificate)>,
    watcher: &'w mut dyn Watcher,
    relaxation: Option<Relaxation>,
    direct: usize,
}

impl<'w> Solve<'w> {
    fn new(
        aim: Aim,
        flat: Flat,
        limits: Limits,
        watcher: &'w mut dyn Watcher,
        relaxation: Option<Relaxation>,
        direct: usize,
    ) -> Result<Self, MethodError> {
        let mut highs = Highs::new().map_err(failed)?;
        highs.pass(&flat.model()).map_err(failed)?;
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
            watcher,
            relaxation,
            direct,
        })
    }

    /// Takes the bound of a bottleneck, and its decisions as a try. Is that all there is to find?
    fn try_cover(&mut self, formulation: &Formulation, worst: Bottleneck) -> Result<bool, MethodError> {
        self.tighten(worst.bound, Certificate::SolverTree);
        let Some(cover) = worst.cover else { return Ok(false) };
        let decided = |column: usize| {
            matches!(formulation.columns.at(column).key, ColumnKey::Level(..) | ColumnKey::Runs(_))
                && self.flat.whole[column]
        };
        let fixed: Vec<(usize, f64, f64)> =
            (0..cover.len()).filter(|at| decided(*at)).map(|at| (at, cover[at].round(), cover[at].round())).collect();
        let free: Vec<(usize, f64, f64)> =
            fixed.iter().map(|(at, _, _)| (*at, self.flat.lower[*at], self.flat.upper[*at])).collect();
        self.highs.set_column_bounds(&fixed).map_err(failed)?;
        self.once("levels of a cover fixed", true)?;
        self.highs.set_column_bounds(&free).map_err(failed)?;
        Ok(self.near_enough() || self.out_of_time())
    }

    fn run(
        &mut self,
        formulation: &Formulation,
        start: Option<&Vec<f64>>,
        structure: u64,
    ) -> Result<Outcome, MethodError> {
        if let Some(start) = start.filter(|start| self.flat.allows(start)) {
            self.best = Some((self.flat.objective.value(start) * self.flat.objective.unit, start.clone()));
        }
        let open = (0..self.flat.whole.len())
            .filter(|column| self.flat.whole[*column] && self.flat.lower[*column] < self.flat.upper[*column])
            .count();
        // Whole amounts of money hang on whole columns: a millionth of a hub is 30 pence.
        let whole_sessions =
            formulation.columns.iter().any(|column| column.whole && matches!(column.key, ColumnKey::Sessions(_)));
        if open <= self.direct || whole_sessions {
            self.highs.set_option("mip_feasibility_tolerance", OptionValue::Real(1e-9)).map_err(failed)?;
        }
        if open <= self.direct {
            let mut end = self.once("search", false)?;
            if self.best.is_some() && matches!(end, RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible) {
                // With a plan in hand it is presolve that stumbles over a tightly held goal.
                self.highs.set_option("presolve", OptionValue::Text("off".to_owned())).map_err(failed)?;
                end = self.once("search without presolve", false)?;
            }
            return Ok(self.outcome(&end, true));
        }
        let (end, relaxed) = self.relax(structure)?;
        match end {
            // With a plan in hand it is the solver that stumbles, not the problem that is impossible.
            RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible if self.best.is_none() => {
                return Ok(Outcome::impossible(self.work));
            }
            RunEnd::Optimal => {}
            _ => return Ok(self.outcome(&end, false)),
        }
        if self.near_enough() {
            return Ok(self.outcome(&end, false));
        }
        let clear = self.clear(formulation, &relaxed);
        self.highs.set_column_bounds(&clear).map_err(failed)?;
        self.set_start()?;
        let end = self.once("clear levels fixed", true)?;
        if self.near_enough() || self.out_of_time() {
            // With levels fixed, having no plan says nothing about the whole.
            return Ok(self.outcome(&end, false));
        }
        let all: Vec<(usize, f64, f64)> =
            clear.iter().map(|(column, _, _)| (*column, self.flat.lower[*column], self.flat.upper[*column])).collect();
        self.highs.set_column_bounds(&all).map_err(failed)?;
        let end = self.once("whole search", false)?;
        Ok(self.outcome(&end, true))
    }

    /// Solves the linear relaxation, from the basis of the last goal where there is one.
    fn relax(&mut self, structure: u64) -> Result<(RunEnd, Vec<f64>), MethodError> {
        let mut highs = match self.relaxation.take() {
            Some(kept) => kept.again(&self.flat)?,
            None => relaxation::fresh(&self.flat)?,
        };
        std::mem::swap(&mut highs, &mut self.highs);
        let end = self.once(RELAXATION, false);
        std::mem::swap(&mut highs, &mut self.highs);
        let end = end?;
        let values = highs.values();
        if let Some(bound) = highs.dual_bound() {
            self.tighten(bound + self.flat.objective.offset, Certificate::SolverRelaxation);
        }
        self.relaxation = Some(Relaxation::new(highs, structure));
        Ok((end, values))
    }

    /// Bounds that fix what is clear in the relaxation, where the best plan so far agrees: so that
    /// plan stays possible, and the search goes on from it.
    fn clear(&self, formulation: &Formulation, relaxed: &[f64]) -> Vec<(usize, f64, f64)> {
        let decisions = formulation.columns.iter().enumerate().filter(|(column, _)| self.flat.whole[*column]);
        decisions
            .filter(|(_, column)| matches!(column.key, ColumnKey::Level(..) | ColumnKey::Runs(_)))
            .filter_map(|(column, _)| {
                let (lower, upper) = (self.flat.lower[column], self.flat.upper[column]);
                let agrees =
                    self.best.as_ref().is_none_or(|(_, columns)| (columns[column] - relaxed[column]).abs() < 0.5);
                if !agrees {
                    return None;
                }
                if relaxed[column] < CLEAR {
                    Some((column, lower, lower))
                } else if relaxed[column] > 1.0 - CLEAR {
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
    fn once(&mut self, step: &'static str, restricted: bool) -> Result<RunEnd, MethodError> {
        let patience = self.limits.patience.max(1.0);
        let part = if restricted { 0.5 } else { 1.0 };
        let gone = self.started.elapsed().as_secs_f64();
        let most_seconds = self.limits.seconds.map(|most| gone + (most - gone).max(0.1) * part);
        let most_work = self.limits.work.map(|most| part_of(most.saturating_sub(self.work), part) + self.work);
        let (last_second, last_work) =
            (self.limits.seconds.map(|most| most * patience), self.limits.work.map(|most| part_of(most, patience)));
        if let Some(last) = last_second {
            self.highs.set_option("time_limit", OptionValue::Real((last - gone).max(0.1))).map_err(failed)?;
        }
        let Self { aim, flat, highs, limits, started, work, best, bound, watcher, .. } = self;
        let (unit, maximise) = (flat.objective.unit, flat.objective.maximise);
        let known_best = best.as_ref().map(|(value, _)| *value);
        let known_bound = bound.as_ref().map(|(bound, _)| *bound);
        let mut last = 0;
        let end = highs
            .run(&mut |now| {
                last = now.lp_iterations;
                let better = |a: f64, b: f64| if maximise { a.max(b) } else { a.min(b) };
                let best = now.best.or(known_best).map(|best| known_best.map_or(best, |known| better(best, known)));
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
            _ if step == RELAXATION => return Ok(end),
            _ => {}
        }
        let better = |value: f64, old: f64| if maximise { value > old } else { value < old };
        if let Some(value) = highs.objective().filter(|value| best.as_ref().is_none_or(|(old, _)| better(*value, *old)))
        {
            *best = Some((value, highs.values()));
        }
        // A run with levels fixed proves nothing about the whole.
        if let Some(bound) = highs.dual_bound().filter(|_| !restricted) {
            self.tighten(bound, Certificate::SolverTree);
        }
        Ok(end)
    }

    fn tighten(&mut self, bound: f64, certificate: Certificate) {
        // A number of sites is whole, and so is the best of it.
        let whole = matches!(self.aim, Aim::Goal(GoalKind::FewestChanges) | Aim::Identifiers { .. });
        let bound = if whole { (bound - 1e-4).ceil() } else { bound };
        let maximise = self.flat.objective.maximise;
        let tighter = self.bound.is_none_or(|(old, _)| if maximise { bound < old } else { bound > old });
        if tighter {
            self.bound = Some((bound, certificate));
        }
    }

    fn near_enough(&self) -> bool {
        match (&self.best, self.bound) {
            (Some((value, _)), Some((bound, _))) => gap(*value, bound) <= self.limits.gap().max(1e-9),
            _ => false,
        }
    }

    fn out_of_time(&self) -> bool {
        self.watcher.stop()
            || self.limits.work.is_some_and(|most| self.work >= most)
            || self.limits.seconds.is_some_and(|most| self.started.elapsed().as_secs_f64() >= most)
    }

    fn outcome(&mut self, end: &RunEnd, of_the_whole: bool) -> Outcome {
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
