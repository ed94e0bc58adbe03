//! Several years at once, as a linear relaxation: what no programme can do better than.
//!
//! ```text
//! max Σ_t f_t(x_t)      x_t keeps every row of year t
//! y[s,l,t] ≤ y[s,l,t−1]   for today's level l of site s         nobody comes back to it
//! y[s,l,t] ≥ y[s,l,t−1]   for every other level                 where a site has gone it stays
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | f, x | a goal and the columns of a year | as the goal | formulation of the year |
//! | y | a site's level | 0 to 1 | the same |
//!
//! Each year's rows are its own, so leaving out what else ties years together (money within a year, posts)
//! leaves a bound. Rows of arms come in where they are broken, as in `hot.rs`.
//!
//! Source: model.md, "State at each year end"; domain model, §7: Σ (close + open) ≤ 1.

use super::assembled::{Assembled, Flat, FlatRow};
use super::hot::Hot;
use super::relaxation::STILL;
use super::search::{RELAXATION, Search};
use super::{Limits, MethodError, Problem, Watcher};
use crate::formulation::{Aim, ColumnKey, Grain, Objective, RowKey};
use doorstep_highs::RunEnd;
use doorstep_scenario::SiteIx;

/// A bound on the sum of an aim over the years, in the aim's unit: on every programme, or, where what has
/// moved `stays`, on every one in which each site moves once at most. `None` where there was no time for one, or where a year is impossible.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn joint_bound(
    years: &[Problem],
    aim: Aim,
    stays: bool,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<f64>, MethodError> {
    let relaxed = |problem: &Problem| Assembled::of(&Problem { grain: Grain::Relaxed, ..problem.clone() });
    let years: Vec<Assembled> = years.iter().map(relaxed).collect::<Result<_, _>>()?;
    let Some((flat, left_out)) = together(&years, aim, stays) else { return Ok(None) };
    let (unit, offset) = (flat.objective.unit, flat.objective.offset);
    let mut hot = Hot::without(&flat, |row| left_out[row])?;
    let mut search = Search::new(aim, flat, *limits, watcher)?;
    let end = hot.solve(&mut search, RELAXATION, STILL)?;
    let bound = hot.bound().filter(|_| end == RunEnd::Optimal);
    Ok(bound.map(|bound| (bound + offset) / unit))
}

/// The years beside each other with the rows that tie them, and which rows may be left out at first.
fn together(years: &[Assembled], aim: Aim, stays: bool) -> Option<(Flat, Vec<bool>)> {
    let mut left_out = Vec::new();
    let (mut lower, mut upper, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let mut rows: Vec<FlatRow> = Vec::new();
    let mut objective: Option<Objective> = None;
    let mut first = Vec::new();
    for year in years {
        let flat = year.flat(aim);
        let from = lower.len();
        first.push(from);
        let shifted = |terms: &[(usize, f64)]| terms.iter().map(|(at, each)| (at + from, *each)).collect::<Vec<_>>();
        for (at, (low, high, terms)) in flat.rows.iter().enumerate() {
            rows.push((*low, *high, shifted(terms)));
            let row = year.formulation().rows.get(at);
            left_out.push(row.is_some_and(|row| matches!(row.key, RowKey::OnlyIfRuns(_))));
        }
        lower.extend(flat.lower);
        upper.extend(flat.upper);
        whole.extend(flat.whole);
        match &mut objective {
            Some(all) => {
                all.terms.extend(shifted(&flat.objective.terms));
                all.offset += flat.objective.offset;
            }
            None => objective = Some(flat.objective),
        }
    }
    for (at, pair) in years.windows(2).enumerate().filter(|_| stays) {
        let [before, after] = [&pair[0], &pair[1]].map(Assembled::formulation);
        for (site, found) in before.instance.scenario.sites.iter().enumerate() {
            for level in &found.levels {
                let key = ColumnKey::Level(SiteIx(site), *level);
                let Some((a, b)) = before.column(key).zip(after.column(key)) else { continue };
                let difference = vec![(first[at + 1] + b, 1.0), (first[at] + a, -1.0)];
                let today = *level == found.baseline;
                let (low, high) = if today { (f64::NEG_INFINITY, 0.0) } else { (0.0, f64::INFINITY) };
                rows.push((low, high, difference));
                left_out.push(false);
            }
        }
    }
    let standing = rows.len();
    Some((
        Flat { objective: objective?, swayed: false, lower, upper, whole, rows, standing, slack: Vec::new() },
        left_out,
    ))
}
