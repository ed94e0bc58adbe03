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
//! overrated it is cut off and the search repeated. Held goals are given room (`method/room.rs`): a tight one
//! makes the solver rule out plans that keep it. What it says is asked for again without its presolve
//! where nothing at all is said to be possible, and not believed where the plan in hand says otherwise.
//!
//! Source: Crowder, Johnson & Padberg 1983 (reduced-cost fixing); Benders 1962.

use super::bound::floors;
use super::cut::cuts_at;
use super::master::{Master, Point};
use super::problem::Covering;
use crate::method::MethodError;
use crate::method::linear::failed;
use crate::method::room::{Room, settled};
use doorstep_highs::{Flow, Highs, Model, OptionValue, RunEnd};

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
    let held = problem.missing.into_iter().chain(master.held);
    let mut room = Room::of(held, master.rows.len(), |row| master.rows.terms(row), &problem.whole);
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
        let exact = model.clone();
        room.give(&mut model);
        // The plan in hand, where the search could find it.
        let known = best.as_ref().filter(|(decisions, _)| fits(&model, decisions)).map(|(_, value)| *value);
        let mut asked = Searching { model: &model, needed, known, gap, seed, before: work, stop: &mut *stop };
        let mut searched = search(&mut asked, "choose")?;
        asked.before += searched.work;
        if !searched.stopped && (searched.bound.is_none() || searched.bound == Some(f64::NEG_INFINITY)) {
            let first = searched.work;
            searched = search(&mut asked, "off")?;
            searched.work += first;
        }
        work += searched.work;
        if searched.bound == Some(f64::NEG_INFINITY) && best.is_none() {
            return Ok(Closed { best, bound: None, work, astray });
        }
        // What was fixed could not have counted: the bound of the whole is no less than that.
        if let Some(searched) = searched.bound {
            bound = bound.min(searched.max(needed));
        }
        let mut found = searched.found;
        if !found.is_empty() && !problem.keeps_rows(&rounded(problem, &found)) {
            // It used the room where it need not have, or only with it is it a plan.
            found = settled(exact, &found, "off")?.unwrap_or(found);
        }
        let (new, plan) = match &found[..] {
            [] => (0, false),
            found => take(problem, master, found, &mut best, &mut astray),
        };
        let needed = if best.is_some() { counts(value(&best)) } else { f64::NEG_INFINITY };
        if best.is_some() && bound <= needed {
            return Ok(Closed { best, bound: Some(bound), work, astray });
        }
        let narrowed = new == 0 && !found.is_empty() && !plan && room.narrow();
        if searched.stopped || (new == 0 && !narrowed) || searched.failed {
            return Ok(Closed { best, bound: Some(bound), work, astray });
        }
    }
    Ok(Closed { best, bound: Some(bound), work, astray })
}

/// What a search is asked.
struct Searching<'a> {
    model: &'a Model,
    /// Nothing up to this counts.
    needed: f64,
    /// The value of a plan that is in the model.
    known: Option<f64>,
    gap: f64,
    seed: u32,
    /// Iterations before it.
    before: u64,
    stop: &'a mut dyn FnMut(u64) -> bool,
}

/// How a search ended.
struct Searched {
    /// Nothing in the model is better; minus infinity if there is nothing, `None` if nothing is known or
    /// the solver contradicts what is.
    bound: Option<f64>,
    found: Vec<f64>,
    stopped: bool,
    failed: bool,
    work: u64,
}

/// Searches a model.
fn search(asked: &mut Searching<'_>, presolve: &str) -> Result<Searched, MethodError> {
    let mut highs = Highs::new().map_err(failed)?;
    highs.pass(asked.model).map_err(failed)?;
    let seed = i32::try_from(asked.seed).unwrap_or(i32::MAX);
    for (name, option) in [
        ("presolve", OptionValue::Text(presolve.to_owned())),
        ("random_seed", OptionValue::Int(seed)),
        ("mip_rel_gap", OptionValue::Real(asked.gap)),
        ("mip_abs_gap", OptionValue::Real(0.0)),
        ("mip_feasibility_tolerance", OptionValue::Real(1e-9)),
        ("primal_feasibility_tolerance", OptionValue::Real(1e-9)),
    ] {
        highs.set_option(name, option).map_err(failed)?;
    }
    let mut near = false;
    let Searching { needed, before, .. } = *asked;
    let stop = &mut *asked.stop;
    let end = highs.run(&mut |now| {
        // What nothing better is left for is closed, whatever the search still wants to know.
        near = now.bound.is_some_and(|bound| bound <= needed);
        if near || stop(before + now.lp_iterations) { Flow::Stop } else { Flow::Continue }
    });
    let end = end.map_err(failed)?;
    let bound = match &end {
        RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible => Some(f64::NEG_INFINITY),
        RunEnd::Empty => Some(0.0),
        _ => highs.dual_bound(),
    };
    // Less than what is there is no bound.
    let known = |bound: &f64| asked.known.is_none_or(|known| *bound >= known - 1e-6 * known.abs().max(1.0));
    Ok(Searched {
        bound: bound.filter(known),
        found: if highs.has_solution() { highs.values() } else { Vec::new() },
        stopped: !near && end == RunEnd::Interrupted,
        failed: matches!(end, RunEnd::Failed(_) | RunEnd::Unknown),
        work: highs.lp_iterations(),
    })
}

/// Are decisions within the bounds of a model?
fn fits(model: &Model, decisions: &[f64]) -> bool {
    let bounds = model.lower.iter().zip(&model.upper);
    decisions.iter().zip(bounds).all(|(decision, (lower, upper))| (*lower..=*upper).contains(decision))
}

/// Decisions of a solver's columns: whole where they have to be.
fn rounded(problem: &Covering, found: &[f64]) -> Vec<f64> {
    let of = |(at, decision): (usize, &f64)| {
        let decision = if problem.whole[at] { decision.round() } else { *decision };
        decision.clamp(problem.lower[at], problem.upper[at])
    };
    found[..problem.decisions()].iter().enumerate().map(of).collect()
}

/// Values what a search has found, keeps it if it is the best, and cuts off what was overrated; how
/// many rows are new, and whether it keeps all there is to keep.
fn take(
    problem: &Covering,
    master: &mut Master,
    found: &[f64],
    best: &mut Option<(Vec<f64>, f64)>,
    astray: &mut bool,
) -> (usize, bool) {
    let people = &problem.people;
    let decisions = rounded(problem, found);
    let plan = problem.keeps(&decisions);
    if plan {
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
    (new, plan)
}
