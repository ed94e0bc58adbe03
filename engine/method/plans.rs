//! Plans from the relaxation: fix what is clearest, solve again, and so on while it costs little; the rest is
//! a small search.
//!
//! ```text
//! clear(g) = most of { v[j] : j in g } ∪ { 1 − Σ_{j in g} v[j] }
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | g | the levels of a site, or a whole "runs" by itself | – | formulation |
//! | v | the solution so far | 0 to 1 | `hot.rs` |
//!
//! Each round fixes a share of the groups still open, the clearest first, each at what it is nearest to. The
//! first round that loses too much, or leaves nothing that keeps every row, is taken back and ends the dive.
//! Every row takes part, so every rule is kept; nothing is proved.

use super::MethodError;
use super::assembled::Flat;
use super::hot::Hot;
use super::search::Search;
use crate::formulation::Formulation;
use doorstep_highs::RunEnd;

/// Rounds in which all would be fixed.
const ROUNDS: usize = 8;
/// Broken rows that change the value by less than this share wait for the plan.
const ROUGHLY: f64 = 1e-3;
/// What is fixed at a loss of more than this share of the value is left to the search.
const SPARE: f64 = 1.5e-3;

/// Whole columns of which at most one can be 1, or one by itself.
struct Group {
    columns: Vec<usize>,
}

impl Group {
    /// Which of its columns it is nearest to having, `None` for none of them, and how clearly.
    fn nearest(&self, values: &[f64]) -> (Option<usize>, f64) {
        let mut best = (self.columns[0], values[self.columns[0]]);
        for column in &self.columns[1..] {
            if values[*column] > best.1 {
                best = (*column, values[*column]);
            }
        }
        let none = 1.0 - self.columns.iter().map(|column| values[*column]).sum::<f64>();
        if none > best.1 { (None, none) } else { (Some(best.0), best.1) }
    }

    /// Bounds that leave it nothing else.
    fn fixed(&self, at: Option<usize>) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        self.columns.iter().map(move |column| {
            let value = if Some(*column) == at { 1.0 } else { 0.0 };
            (*column, value, value)
        })
    }
}

/// Levels site by site, and whole "runs" one by one, where they are not decided already.
fn groups(formulation: &Formulation, flat: &Flat) -> Vec<Group> {
    let instance = &formulation.instance;
    let open = |at: &usize| flat.whole[*at] && flat.lower[*at] < flat.upper[*at];
    let sites = (0..instance.scenario.sites.len()).map(|site| formulation.layout.levels(instance, site));
    let offers = (0..instance.offers.len()).map(|offer| formulation.layout.runs(offer)).map(|at| at..at + 1);
    let groups = sites.chain(offers).map(|columns| Group { columns: columns.filter(open).collect() });
    groups.filter(|group| !group.columns.is_empty()).collect()
}

/// Bounds, first those that are clearest.
type Narrower = Vec<(usize, f64, f64)>;

/// Dives from the relaxation as it stands and tells what was fixed. The relaxation stands as before afterwards.
fn dive(hot: &mut Hot, search: &mut Search<'_>, formulation: &Formulation) -> Result<Narrower, MethodError> {
    let mut open = groups(formulation, &search.flat);
    let (mut values, Some(first)) = (hot.values(), hot.value()) else { return Ok(Vec::new()) };
    let mut fixed = Narrower::new();
    for round in 0..ROUNDS {
        let mut order: Vec<(f64, usize)> =
            open.iter().enumerate().map(|(at, group)| (group.nearest(&values).1, at)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let share = open.len().div_ceil(ROUNDS - round);
        let clear = order.iter().filter(|(clear, _)| *clear > 1.0 - 1e-6).count();
        let mut batch: Vec<usize> = order.iter().take(share.max(clear)).map(|(_, at)| *at).collect();
        let now: Narrower = batch.iter().flat_map(|at| open[*at].fixed(open[*at].nearest(&values).0)).collect();
        hot.narrow(&now)?;
        let last = batch.len() == open.len();
        let end = hot.solve(search, "dive", if last { 0.0 } else { ROUGHLY })?;
        let lost = hot.value().map_or(f64::INFINITY, |value| (value - first).abs() / first.abs().max(1e-9));
        if end == RunEnd::Optimal && last {
            search.take(hot.values());
        }
        // Within the gap that is asked for it may yet come to its end: such a plan is near enough.
        if end != RunEnd::Optimal || lost > SPARE.max(search.limits.gap()) {
            break;
        }
        if lost <= SPARE {
            fixed.extend(now);
        }
        values = hot.values();
        batch.sort_unstable();
        for at in batch.into_iter().rev() {
            open.remove(at);
        }
        if open.is_empty() || search.out_of_time() {
            break;
        }
    }
    hot.go_home(&search.flat)?;
    Ok(fixed)
}

/// A plan from a dive and a search of what it leaves open. Where that has none, half of what was fixed is let
/// go, the least clear.
pub(super) fn first(hot: &mut Hot, search: &mut Search<'_>, formulation: &Formulation) -> Result<(), MethodError> {
    /// Times half is let go.
    const HALVED: usize = 2;
    let mut fixed = dive(hot, search, formulation)?;
    for _ in 0..=HALVED {
        if search.near_enough() || search.out_of_patience() {
            break;
        }
        search.within("after a dive", &fixed)?;
        if search.best.is_some() {
            break;
        }
        fixed.truncate(fixed.len() / 2);
    }
    Ok(())
}
