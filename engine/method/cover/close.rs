//! Closing what the linear relaxation leaves open: fix what cannot matter, search the rest, cut again.
//!
//! ```text
//! |d[j] − side[j]| ≤ (bound − T) / |reduced[j]|,     T = value a plan would need to count
//! bound of the whole = max(T, bound of the search)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | reduced[j] | what a unit of decision j adds to the derived bound | – | `safe_bound.rs` |
//! | T | the plan in hand and as much as the gap asked for allows on top | – | limits |
//!
//! The search is HiGHS on the master with its cuts. Each plan it finds is valued exactly; where it was
//! overrated it is cut off and the search repeated.
//!
//! Source: Crowder, Johnson & Padberg 1983 (reduced-cost fixing); Benders 1962.

use super::bound::floors;
use super::cut::cuts_at;
use super::master::{Master, Point};
use super::problem::Covering;
use crate::method::MethodError;
use crate::method::linear::failed;
use doorstep_highs::{Flow, Highs, OptionValue, RunEnd};

/// When the search may end.
pub(super) struct Closing<'a> {
    /// The plan in hand and its value.
    pub best: Option<(Vec<f64>, f64)>,
    /// What a plan has to be better than to count, given the best value so far.
    pub counts: &'a dyn Fn(f64) -> f64,
    /// How near the search has to bring its own bound, as a share.
    pub gap: f64,
    /// Seed of the solver.
    pub seed: u32,
    /// Most searches.
    pub rounds: usize,
    /// Asked often, with the work done here so far: stop now?
    pub stop: &'a mut dyn FnMut(u64) -> bool,
}

/// How it ended.
pub(super) struct Closed {
    /// The best plan and its value.
    pub best: Option<(Vec<f64>, f64)>,
    /// No decisions are better; `None` when no decisions keep the rows.
    pub bound: Option<f64>,
    /// Simplex iterations.
    pub work: u64,
    /// Decisions were met that are a plan only where people go elsewhere than goals send them.
    pub astray: bool,
}

/// Bounds for decisions so near to the side their reduced cost prefers that further away they could not
/// count.
fn tighten(problem: &Covering, master: &Master, point: &Point, needed: f64) -> Vec<(usize, f64, f64)> {
    let spare = (point.bound - needed).max(0.0);
    let tightened = (0..problem.decisions()).filter_map(|at| {
        let (lower, upper, reduced) = (master.lower[at], master.upper[at], point.reduced[at]);
        if lower >= upper || reduced == 0.0 {
            return None;
        }
        // The derived bound has the column at the side its reduced cost prefers.
        let room = spare / reduced.abs();
        let room = if problem.whole[at] { (room + 1e-9).floor() } else { room };
        if room >= upper - lower {
            None
        } else if reduced > 0.0 {
            Some((at, upper - room, upper))
        } else {
            Some((at, lower, lower + room))
        }
    });
    tightened.collect()
}

/// Searches whole decisions until the bound is near enough.
pub(super) fn close(
    problem: &Covering,
    master: &mut Master,
    point: &Point,
    closing: Closing<'_>,
) -> Result<Closed, MethodError> {
    let Closing { mut best, counts, gap, seed, rounds, stop } = closing;
    let mut work = 0;
    let mut astray = false;
    let mut bound = point.bound;
    let value = |best: &Option<(Vec<f64>, f64)>| best.as_ref().map_or(f64::NEG_INFINITY, |(_, value)| *value);
    for _ in 0..rounds {
        let needed = if best.is_some() { counts(value(&best)) } else { f64::NEG_INFINITY };
        if best.is_some() && bound <= needed {
            return Ok(Closed { best, bound: Some(bound), work, astray });
        }
        let mut model = master.model(true);
        for (at, lower, upper) in tighten(problem, master, point, needed) {
            (model.lower[at], model.upper[at]) = (lower, upper);
        }
        let mut highs = Highs::new().map_err(failed)?;
        highs.pass(&model).map_err(failed)?;
        let seed = i32::try_from(seed).unwrap_or(i32::MAX);
        for (name, option) in [
            ("random_seed", OptionValue::Int(seed)),
            ("mip_rel_gap", OptionValue::Real(gap)),
            ("mip_abs_gap", OptionValue::Real(0.0)),
            ("mip_feasibility_tolerance", OptionValue::Real(1e-9)),
            ("primal_feasibility_tolerance", OptionValue::Real(1e-9)),
        ] {
            highs.set_option(name, option).map_err(failed)?;
        }
        let mut near = false;
        let end = highs.run(&mut |now| {
            // What nothing better is left for is closed, whatever the search still wants to know.
            near = now.bound.is_some_and(|bound| bound <= needed);
            if near || stop(work + now.lp_iterations) { Flow::Stop } else { Flow::Continue }
        });
        let end = end.map_err(failed)?;
        work += highs.lp_iterations();
        let searched = match &end {
            RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible => Some(f64::NEG_INFINITY),
            RunEnd::Empty => Some(0.0),
            _ => highs.dual_bound(),
        };
        let stopped = !near && end == RunEnd::Interrupted;
        if searched == Some(f64::NEG_INFINITY) && best.is_none() {
            return Ok(Closed { best, bound: None, work, astray });
        }
        // What was fixed could not have counted: the bound of the whole is no less than that.
        if let Some(searched) = searched {
            bound = bound.min(searched.max(needed));
        }
        let found = if highs.has_solution() { highs.values() } else { Vec::new() };
        let new = if found.is_empty() { 0 } else { take(problem, master, &found, &mut best, &mut astray) };
        let needed = if best.is_some() { counts(value(&best)) } else { f64::NEG_INFINITY };
        if best.is_some() && bound <= needed {
            return Ok(Closed { best, bound: Some(bound), work, astray });
        }
        if stopped || new == 0 || matches!(end, RunEnd::Failed(_) | RunEnd::Unknown) {
            return Ok(Closed { best, bound: Some(bound), work, astray });
        }
    }
    Ok(Closed { best, bound: Some(bound), work, astray })
}

/// Values what a search has found, keeps it if it is the best, and cuts off what was overrated; how
/// many rows are new.
fn take(
    problem: &Covering,
    master: &mut Master,
    found: &[f64],
    best: &mut Option<(Vec<f64>, f64)>,
    astray: &mut bool,
) -> usize {
    let people = &problem.people;
    let mut decisions = found[..problem.decisions()].to_vec();
    for (at, decision) in decisions.iter_mut().enumerate() {
        if problem.whole[at] {
            *decision = decision.round();
        }
        *decision = decision.clamp(problem.lower[at], problem.upper[at]);
    }
    if problem.keeps(&decisions) {
        let value = problem.value(&decisions);
        if best.as_ref().is_none_or(|(_, old)| value > *old) {
            *best = Some((decisions.clone(), value));
        }
    }
    let unserved: Vec<usize> = people.unserved(&decisions).collect();
    for cohort in &unserved {
        master.serve(people.places(*cohort).map(|at| people.place[at] as usize));
    }
    let mut new = unserved.len() + floors(problem, master, &decisions);
    *astray |= problem.astray(&decisions);
    if problem.flows() {
        let all: Vec<usize> = (0..people.clusters.len()).collect();
        for (cut, _) in cuts_at(people, &all, &decisions) {
            let believed = found[problem.decisions() + cut.cluster];
            let allowed = cut.at(&decisions);
            if believed > allowed + 1e-9 * allowed.abs().max(1.0) {
                master.add(cut);
                new += 1;
            }
        }
    }
    new
}
