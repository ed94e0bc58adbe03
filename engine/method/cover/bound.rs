//! The bound: cuts are added to the linear master until it says what people really gain.
//!
//! ```text
//! point s = 0.3 d̄ + 0.7 q,   cuts at s; where few are violated at d̄, cuts at d̄;   q ← 0.7 q + 0.3 s
//! lower: c·s + Σ F[j](s)  ≤  linear optimum  ≤  derived bound of the master :upper
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d̄ | the master's decisions | – | `master.rs` |
//! | q | a point inside: the plan in hand, drawn towards d̄ | – | here |
//! | F[j] | what cluster j is worth | – | `people.rs` |
//!
//! Cuts at a point inside are deeper than at a corner: a third of the rounds on drawn nations. It ends
//! when both sides are as near as is useful, when a round gains less than that, or when d̄ violates no
//! cut.
//!
//! Source: Ben-Ameur & Neto 2007 (in-out); Fischetti, Ljubić & Sinnl 2017.

use super::cut::{Cut, cuts_at};
use super::master::{Linear, Master, Point};
use super::problem::Covering;
use crate::method::MethodError;

/// How far the linear bound is pursued.
pub(super) struct Pursuit {
    /// Near enough between linear plan and bound, as a share of the bound.
    pub near: f64,
    /// A plan's value and how near to it the bound has to come, as a share of the bound.
    pub plan: Option<(f64, f64)>,
    /// Constant of the aim: shares are of the value with it.
    pub offset: f64,
    /// Most rounds.
    pub rounds: usize,
}

/// What came of it.
pub(super) enum Bounded {
    /// The last master, with the least bound of all rounds.
    Point(Point),
    /// No decisions keep the rows.
    Impossible,
}

/// A cut has to be violated by more than this share of what it allows.
const VIOLATED: f64 = 1e-9;

/// How far the point of cuts lies from the one inside towards the master's, and how far the one inside
/// follows: a third less time on drawn output areas than half-way.
const TOWARDS: f64 = 0.3;
const DRAWN: f64 = 0.3;

/// Solves the linear relaxation by cuts. `stop` is asked after each round with the bound so far.
pub(super) fn bound(
    problem: &Covering,
    master: &mut Master,
    inside: Option<Vec<f64>>,
    pursuit: &Pursuit,
    stop: &mut dyn FnMut(f64, u64) -> bool,
) -> Result<Bounded, MethodError> {
    /// Cuts that were slack in so many masters are forgotten.
    const STALE: u32 = 12;
    /// Below this a round that gains nothing says nothing of the next.
    const FINE: f64 = 1e-8;
    let mut inside = inside;
    let mut least: Option<Point> = None;
    let mut linear = f64::NEG_INFINITY;
    let all: Vec<usize> = (0..problem.people.clusters.len()).collect();
    for round in 0..pursuit.rounds {
        let point = match master.solve()? {
            Linear::Point(point) => point,
            Linear::Impossible => return Ok(Bounded::Impossible),
        };
        let size = (point.bound + pursuit.offset).abs().max(1e-9);
        let bound = least.as_ref().map_or(point.bound, |least| least.bound.min(point.bound));
        let unserved = serve(problem, master, &point.decisions) + floors(problem, master, &point.decisions);
        let enough = pursuit.plan.is_some_and(|(value, near)| bound - value <= near * size);
        let mut added = unserved;
        if !enough && problem.flows() {
            added += cut(problem, master, &point, &mut inside, &all, &mut linear);
        }
        let gained = least.as_ref().map_or(f64::INFINITY, |least| least.bound - bound);
        let flat = pursuit.near > FINE && gained <= pursuit.near * size;
        let closed = unserved == 0 && (flat || bound - linear <= pursuit.near * size);
        let stopped = stop(bound, master.work);
        let better = least.as_ref().is_none_or(|least| point.bound <= least.bound);
        let done = enough || closed || added == 0 || stopped;
        // The least bound is what is proven, with its own reduced costs; the last point guides the plan.
        match &mut least {
            Some(least) if !better => least.decisions = point.decisions,
            _ => least = Some(point),
        }
        if done {
            break;
        }
        if round % 16 == 15 && master.stale(STALE) * 2 > master.added.len() {
            master.forget(STALE);
        }
    }
    Ok(least.map_or(Bounded::Impossible, Bounded::Point))
}

/// Rows for the cohorts that have to be served and are not.
fn serve(problem: &Covering, master: &mut Master, decisions: &[f64]) -> usize {
    let people = &problem.people;
    let unserved: Vec<usize> = people.unserved(decisions).collect();
    for cohort in &unserved {
        master.serve(people.places(*cohort).map(|at| people.place[at] as usize));
    }
    unserved.len()
}

/// Rows for the floors on reach that cannot be kept; how many.
pub(super) fn floors(problem: &Covering, master: &mut Master, decisions: &[f64]) -> usize {
    let missed: Vec<_> = problem.floors.iter().filter(|floor| !floor.may_hold(decisions)).collect();
    for floor in &missed {
        let (terms, least) = floor.cut(decisions, &problem.upper);
        master.floor(terms, least);
    }
    missed.len()
}

/// Adds what cuts a point off, and notes what the point inside is worth.
fn cut(
    problem: &Covering,
    master: &mut Master,
    point: &Point,
    inside: &mut Option<Vec<f64>>,
    all: &[usize],
    linear: &mut f64,
) -> usize {
    let violated = |cut: &Cut| {
        let allowed = cut.at(&point.decisions);
        point.worth[cut.cluster] > allowed + VIOLATED * allowed.abs().max(1.0)
    };
    let own = |at: &[f64]| problem.cost.iter().zip(at).map(|(each, decision)| each * decision).sum::<f64>();
    let mut added = 0;
    let mut left = Vec::new();
    if let Some(inside) = inside.as_mut() {
        let middle: Vec<f64> =
            inside.iter().zip(&point.decisions).map(|(a, b)| (1.0 - TOWARDS) * a + TOWARDS * b).collect();
        let mut worth = 0.0;
        for (cut, here) in cuts_at(&problem.people, all, &middle) {
            worth += here;
            if violated(&cut) {
                master.add(cut);
                added += 1;
            } else {
                left.push(cut.cluster);
            }
        }
        let kept = problem.people.unserved(&middle).next().is_none()
            && problem.floors.iter().all(|floor| floor.may_hold(&middle));
        if problem.counts && problem.held.is_none() && kept {
            *linear = linear.max(own(&middle) + worth);
        }
        for (inside, middle) in inside.iter_mut().zip(&middle) {
            *inside = (1.0 - DRAWN) * *inside + DRAWN * middle;
        }
    } else {
        left.extend(all);
    }
    // Where few clusters were cut off half-way, the point itself has to be.
    if added * 4 < all.len() || inside.is_none() {
        for (cut, _) in cuts_at(&problem.people, &left, &point.decisions) {
            if violated(&cut) {
                master.add(cut);
                added += 1;
            }
        }
    }
    added
}
