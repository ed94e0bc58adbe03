//! What can be had of one goal for so much of another.
//!
//! ```text
//! best f  where  g is no worse than ε      for ε from g at the best f to the best g
//! ```
//!
//! | symbol | meaning |
//! |---|---|
//! | f, g | two goals; soft demands fall short as little as they can before either is looked at |
//! | ε | evenly spaced; or, where every point is asked for, a hair better than the last point's g |
//!
//! After f its tolerance is used to improve g, so that no point is one that another is better than in g alone; on
//! large problems g is what it comes to. Without targets the first point costs no more than today where g is
//! cost and rules allow it.
//! A point is *supported* where some fixed exchange rate between f and g would choose it: weighted sums find no
//! other. The knee is the point furthest from the straight line between the ends, each goal taken from its worst
//! to its best.
//!
//! Source: model.md, "Modes of use"; ε-constraint: Haimes, Lasdon, Wismer 1971; knee: Das 1999.

use super::again::{Again, of_many};
use super::together::{dealt, each_of, side_by_side};
use super::{Assessed, RunError};
use crate::formulation::{Aim, Objective};
use crate::instance::Instance;
use crate::method::{Change, Limits, Wanted, Watcher};
use doorstep_scenario::{Goal, GoalKind, Pence, Per, Place, Rule, RuleKind, Scenario, Share, Strength};
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontierAsked {
    /// The goal that is best at every point.
    pub first: GoalKind,
    /// The goal that is held.
    pub second: GoalKind,
    /// How many points; nothing for every one there is, which is for small scenarios.
    pub points: Option<usize>,
    /// Leave savings targets out, so that the whole range of cost is seen.
    pub without_targets: bool,
}

/// A point.
#[derive(Debug, Clone)]
pub struct FrontierPoint {
    /// The plan.
    pub plan: Assessed,
    /// Both goals, the first one first.
    pub values: [f64; 2],
    /// What the second goal was asked to be no worse than.
    pub asked: Option<f64>,
    /// No plan that is no worse in the second goal than was asked here has more (or less) of the first.
    pub bound: Option<f64>,
    /// How far the first goal is from that, as a share.
    pub gap: Option<f64>,
    /// Would a fixed exchange rate choose it?
    pub supported: bool,
}

/// The points, from the best of the first goal to the best of the second.
#[derive(Debug, Clone)]
pub struct Frontier {
    /// Both goals.
    pub aims: [Aim; 2],
    /// The scenario as it was solved: these two goals, and no targets where they were left out.
    pub instance: Arc<Instance>,
    /// Today, by both goals.
    pub status_quo: Assessed,
    /// The points.
    pub points: Vec<FrontierPoint>,
    /// The knee, by position; nothing where there are fewer than three points.
    pub knee: Option<usize>,
    /// Was the search ended before all points that were asked for?
    pub stopped: bool,
    /// How it was solved.
    pub told: String,
}

/// Where every point is asked for, time is shared as if there were about so many.
const FEW: usize = 20;

/// No more points than this, even where every one is asked for.
const MOST: usize = 500;

/// The frontier; nothing where no plan keeps every rule, or none was found.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn frontier(
    instance: &Arc<Instance>,
    asked: FrontierAsked,
    wanted: Wanted,
    limits: Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Frontier>, RunError> {
    let instance = with_goals(instance, asked);
    let limits = of_many(&instance, limits);
    let aims = [asked.first, asked.second].map(Aim::Goal);
    let count = asked.points.unwrap_or(MOST).clamp(2, MOST);
    let part = |solves: usize| Limits {
        seconds: limits.seconds.map(|most| most * solves as f64 / (count + 1) as f64),
        ..limits
    };
    let (share, solves) = if asked.points.is_some() { (part(2), 2) } else { (limits, FEW) };
    let again = Again::open(&instance, wanted, share, solves)?;
    let (status_quo, told) = (again.status_quo()?, again.told.clone());
    // What may be spent ends at today's cost, where rules allow that; of other goals the whole range is seen.
    let cost = matches!(asked.second, GoalKind::LeastCost { .. }) && asked.without_targets;
    let today = status_quo.value(aims[1]).filter(|_| cost);
    let mut search = Search { again, aims, points: Vec::new(), stopped: false };
    let found = today.is_some() && search.point(today, watcher)?;
    if !found && !search.point(None, watcher)? {
        return Ok(None);
    }
    let at_first = search.points[0].values[1];
    if asked.points.is_some() {
        search.again.expect(1);
        let best = search.best_second(watcher)?;
        // From the far end on: what is found for one point keeps what is asked of the next.
        let holds: Vec<f64> =
            (1..count).rev().map(|at| at_first + (best - at_first) * (at as f64 / (count - 1) as f64)).collect();
        let parts = dealt(&holds);
        let limits = each_of(parts.len(), part(count - 1));
        let found = side_by_side(&parts, watcher, |holds, watcher| {
            let again = Again::open(&instance, wanted, limits, holds.len())?;
            let mut search = Search { again, aims, points: Vec::new(), stopped: false };
            for hold in holds {
                if watcher.stop() {
                    search.stopped = true;
                    break;
                }
                search.point(Some(*hold), watcher)?;
            }
            Ok((search.points, search.stopped))
        })?;
        for (points, stopped) in found {
            search.points.extend(points);
            search.stopped |= stopped;
        }
        let poor = search.poor();
        if !poor.is_empty() {
            search.again = Again::open(&instance, wanted, limits, poor.len())?;
            search.mend(&poor, watcher)?;
        }
    } else {
        let held = Objective::of(aims[1], &search.again.exact);
        let largest = held.terms.iter().map(|(_, each)| each.abs() / held.unit).fold(0.0, f64::max);
        loop {
            let last = search.points[search.points.len() - 1].values[1];
            let full = search.points.len() == MOST || watcher.stop();
            search.stopped |= full;
            if full || !search.point(Some(better(aims[1], last, largest)), watcher)? {
                break;
            }
        }
    }
    let stopped = search.stopped;
    let points = undominated(aims, search.points);
    let mut points = supported(aims, points);
    for (at, point) in points.iter_mut().enumerate() {
        point.plan.label = format!("point {}", at + 1);
    }
    let knee = knee(aims, &points);
    Ok(Some(Frontier { aims, instance, status_quo, points, knee, stopped, told }))
}

/// The scenario with these two goals and no others.
fn with_goals(instance: &Instance, asked: FrontierAsked) -> Arc<Instance> {
    let scenario = &instance.scenario;
    let goal = |kind: GoalKind| {
        let known = scenario.goals.iter().find(|goal| goal.kind == kind);
        // A fraction of a per cent, where nobody said how near is near enough.
        let within = || Share::new(0.005).unwrap_or(Share::ZERO);
        let within = if asked.points.is_none() { Share::ZERO } else { known.map_or_else(within, |goal| goal.within) };
        Goal { kind, within, place: Place::default() }
    };
    let goals = vec![goal(asked.first), goal(asked.second)];
    let targets = if asked.without_targets { Vec::new() } else { scenario.targets.clone() };
    Arc::new(Instance::prepare(Arc::new(Scenario { goals, targets, ..(**scenario).clone() })))
}

/// A hair better: more than the room that the search has around what is held, or it finds the last point for ever,
/// and of what is whole half of that. Plans that lie nearer than that are one point; at a city's costs that is
/// under a pound. `largest` is what one column adds to the goal at most.
fn better(aim: Aim, value: f64, largest: f64) -> f64 {
    let least: f64 = match aim {
        Aim::Goal(GoalKind::MostAccess(_) | GoalKind::FewestChanges) => 0.5,
        Aim::Goal(GoalKind::LeastCost { .. }) => 0.01,
        _ => 1e-6,
    };
    let hair = least.max(4e-6 * largest).max(1e-9 * value.abs());
    if aim.maximise() { value + hair } else { value - hair }
}

struct Search {
    again: Again,
    aims: [Aim; 2],
    points: Vec<FrontierPoint>,
    stopped: bool,
}

impl Search {
    /// Keeps the second goal at a value: on a large problem by a rule that says the same where there is one. A held
    /// goal is given room while it is searched, which costs the search most of the plans it finds there.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pence, and a number of sites")]
    fn held(&self, value: f64) -> Change {
        let hold = Change::Hold(self.aims[1], value);
        let kind = match self.aims[1] {
            _ if !self.again.is_large() => return hold,
            Aim::Goal(GoalKind::LeastCost { travel: None }) => {
                RuleKind::CostAtMost { amount: Pence((value * 100.0 + 1e-6).floor() as i64), lines: None }
            }
            Aim::Goal(GoalKind::FewestChanges) => {
                RuleKind::ChangesAtMost { count: (value + 1e-6).floor().max(0.0) as u32, per: Per::Overall }
            }
            _ => return hold,
        };
        let (id, place) = ("a point of the frontier".to_owned(), Place::default());
        Change::AddRule(Rule { id, kind, strength: Strength::Hard, why: None, source: None, place })
    }

    /// Finds the best of the first goal with the second held; was there one?
    fn point(&mut self, hold: Option<f64>, watcher: &mut dyn Watcher) -> Result<bool, RunError> {
        let laid: Vec<Change> = hold.map(|hold| self.held(hold)).into_iter().collect();
        let label = format!("point {}", self.points.len() + 1);
        // On a large problem the second goal is what it comes to: searching for the best of it as well takes most
        // of the time, and the point would move by what the first goal's tolerance buys.
        let best = if self.again.is_large() {
            self.again.best_of_first(&label, &laid, watcher)?
        } else {
            self.again.best(&label, &laid, watcher)?
        };
        if best.impossible && self.points.is_empty() && hold.is_none() {
            return Err(RunError::Impossible);
        }
        self.stopped |= best.stopped();
        let Some(plan) = best.plan else { return Ok(false) };
        let values = self.aims.map(|aim| plan.value(aim).unwrap_or(f64::NAN));
        let gap = best.bound.map(|bound| crate::method::gap(values[0], bound));
        self.points.push(FrontierPoint { plan, values, asked: hold, bound: best.bound, gap, supported: false });
        Ok(true)
    }

    /// Points of a large problem further from their bounds than can be let stand: a first plan is sometimes poor.
    fn poor(&self) -> Vec<usize> {
        /// What can be let stand, and how many are looked for again.
        const FAR: f64 = 0.01;
        const MOST: usize = 4;
        let far = (1..self.points.len()).filter(|at| self.points[*at].gap.is_some_and(|gap| gap > FAR));
        far.take(if self.again.is_large() { MOST } else { 0 }).collect()
    }

    /// Looks again for points from the plan of the point before them, which keeps what they are asked for.
    fn mend(&mut self, poor: &[usize], watcher: &mut dyn Watcher) -> Result<(), RunError> {
        for at in poor.iter().copied() {
            // The point that is nearest beyond it.
            let beyond = |point: &&FrontierPoint| up(self.aims, point)[1] > up(self.aims, &self.points[at])[1] + 1e-9;
            let nearest =
                self.points.iter().filter(beyond).min_by(|a, b| up(self.aims, a)[1].total_cmp(&up(self.aims, b)[1]));
            let Some(neighbour) = nearest.map(|point| point.plan.clone()) else { continue };
            if watcher.stop() {
                self.stopped = true;
                break;
            }
            self.again.start_from(&neighbour)?;
            let asked = self.points[at].asked;
            if !self.point(asked, watcher)? {
                continue;
            }
            let Some(found) = self.points.pop() else { break };
            if up(self.aims, &found)[0] > up(self.aims, &self.points[at])[0] {
                self.points[at] = found;
            }
        }
        Ok(())
    }

    /// The best there is of the second goal, or the first point's where nothing is found.
    fn best_second(&mut self, watcher: &mut dyn Watcher) -> Result<f64, RunError> {
        let mut aims = self.again.aims.clone();
        let last = aims.len() - 1;
        aims.swap(last - 1, last);
        aims.pop();
        Ok(self.again.value(&aims, watcher)?.unwrap_or(self.points[0].values[1]))
    }
}

/// In order of the second goal; a point that another is no worse than in both is left out.
fn undominated(aims: [Aim; 2], mut points: Vec<FrontierPoint>) -> Vec<FrontierPoint> {
    let key = |point: &FrontierPoint| up(aims, point);
    points.sort_by(|a, b| key(a)[1].total_cmp(&key(b)[1]).then(key(b)[0].total_cmp(&key(a)[0])));
    let mut kept: Vec<FrontierPoint> = Vec::new();
    // From the best of the second goal on: what comes later must have more of the first.
    for point in points.into_iter().rev() {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        let dominated = kept.iter().any(|other| {
            let (other, own) = (key(other), key(&point));
            other[0] > own[0] || near(other[0], own[0])
        });
        if !dominated {
            kept.push(point);
        }
    }
    kept.reverse();
    kept
}

/// Both values so that more is better.
fn up(aims: [Aim; 2], point: &FrontierPoint) -> [f64; 2] {
    let turned = |at: usize| if aims[at].maximise() { point.values[at] } else { -point.values[at] };
    [turned(0), turned(1)]
}

/// Those on the upper hull.
fn supported(aims: [Aim; 2], mut points: Vec<FrontierPoint>) -> Vec<FrontierPoint> {
    let all: Vec<[f64; 2]> = points.iter().map(|point| up(aims, point)).collect();
    let mut hull: Vec<usize> = Vec::new();
    for at in 0..all.len() {
        while let [.., a, b] = hull[..] {
            // Is b below the line from a to this one? f falls as g rises.
            let [a, b, c] = [all[a], all[b], all[at]];
            let cross = (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]);
            let scale = (c[1] - a[1]).abs() * (c[0] - a[0]).abs();
            if cross > 1e-9 * scale {
                hull.pop();
            } else {
                break;
            }
        }
        hull.push(at);
    }
    for at in hull {
        points[at].supported = true;
    }
    points
}

/// The point furthest above the line between the ends.
fn knee(aims: [Aim; 2], points: &[FrontierPoint]) -> Option<usize> {
    let (first, last) = (up(aims, points.first()?), up(aims, points.last()?));
    let (wide, high) = (last[1] - first[1], first[0] - last[0]);
    if points.len() < 3 || wide <= 0.0 || high <= 0.0 {
        return None;
    }
    let above = |point: &FrontierPoint| {
        let now = up(aims, point);
        (now[0] - last[0]) / high + (now[1] - first[1]) / wide - 1.0
    };
    let middle = 1..points.len() - 1;
    let best = middle.max_by(|a, b| above(&points[*a]).total_cmp(&above(&points[*b])).then(b.cmp(a)))?;
    (above(&points[best]) > 0.0).then_some(best)
}
