//! Plans by opening the best for its price, again and again.
//!
//! ```text
//! open the closed o with the greatest (gain[o] + c[o]) / price[o] that keeps every row
//! price[o] = Σ_i a[i,o] / (b[i] − what stands)   over rows about many decisions that can bind
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | gain[o] | what people gain by opening o now | – | `state.rs` |
//! | c[o], a[i,o], b[i] | what it costs in the aim, and in row i of at most b[i] | – | `problem.rs` |
//!
//! A heap of old scores: gains only fall while places open, so the first whose score is still true is
//! the best. Rows that ask for something are met first, at the best score.
//!
//! Source: Minoux 1978 (lazy greedy); Khuller, Moss & Naor 1999 (budget).

use super::state::{State, View};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What opening each place uses up of what is scarce.
pub(super) fn prices(view: &View<'_>) -> Vec<f64> {
    let problem = view.problem;
    let rows = &problem.rows;
    let mut prices = vec![0.0; problem.decisions()];
    let wide = problem.decisions().div_ceil(50).max(2);
    for row in 0..rows.len() {
        let stands: f64 = rows.terms(row).map(|(at, each)| each * problem.lower[at]).sum();
        let most: f64 =
            rows.terms(row).map(|(at, each)| (each * problem.upper[at]).max(each * problem.lower[at])).sum();
        let left = rows.upper[row] - stands;
        if left.is_finite() && left > 0.0 && most > rows.upper[row] && rows.terms(row).count() >= wide {
            for (at, each) in rows.terms(row) {
                prices[at] += each.max(0.0) / left;
            }
        }
    }
    prices
}

#[derive(PartialEq)]
struct Scored(f64, usize);

impl Eq for Scored {}

impl Ord for Scored {
    fn cmp(&self, other: &Scored) -> Ordering {
        self.0.total_cmp(&other.0).then(other.1.cmp(&self.1))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Scored) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Gain for a price; what costs nothing comes first, by its gain.
pub(super) fn score(gain: f64, price: f64) -> f64 {
    /// A price so low that it is none.
    const FREE: f64 = 1e-9;
    gain / price.max(FREE)
}

/// Opens the best of some places as long as one of them gains.
pub(super) fn open_best(view: &View<'_>, state: &mut State, prices: &[f64], among: &mut dyn Iterator<Item = usize>) {
    let now = |state: &State, at: usize| score(state.by_flip(view, at), prices[at]);
    let closed = among.filter(|at| state.open[*at] < 0.5);
    let mut heap: BinaryHeap<Scored> = closed.map(|at| Scored(now(state, at), at)).collect();
    while let Some(Scored(old, at)) = heap.pop() {
        if old <= 0.0 {
            break;
        }
        if state.open[at] > 0.5 {
            continue;
        }
        let true_score = now(state, at);
        if true_score < old * (1.0 - 1e-9) {
            heap.push(Scored(true_score, at));
        } else if state.by_flip(view, at) > 1e-9 && state.may_flip(view, at) {
            state.flip(view, at);
        }
    }
}

/// Flips decisions until every row is kept; `false` when that does not come about.
pub(super) fn meet_rows(view: &View<'_>, state: &mut State, prices: &[f64]) -> bool {
    let mut most = 2 * view.problem.decisions() + 10;
    while let Some((row, wanted)) = state.missed(view) {
        let helps = view.problem.rows.terms(row).filter(|(at, each)| {
            let by = if state.open[*at] < 0.5 { *each } else { -each };
            by * wanted > 0.0 && state.may_flip(view, *at)
        });
        let scored = helps.map(|(at, _)| Scored(score(state.by_flip(view, at), prices[at].max(1e-9)), at));
        let Some(Scored(_, at)) = scored.max().filter(|_| most > 0) else { return false };
        state.flip(view, at);
        most -= 1;
    }
    true
}

/// A plan from nothing, or with what a relaxation has opened entirely opened first.
pub(super) fn plan(view: &View<'_>, prices: &[f64], guide: Option<&[f64]>) -> Option<State> {
    /// Open in the relaxation, but for rounding.
    const OPEN: f64 = 1.0 - 1e-6;
    let mut state = State::least(view);
    if let Some(guide) = guide {
        for at in (0..guide.len()).filter(|at| guide[*at] >= OPEN && state.open[*at] < 0.5).collect::<Vec<_>>() {
            if state.may_flip(view, at) {
                state.flip(view, at);
            }
        }
    }
    if !meet_rows(view, &mut state, prices) {
        return None;
    }
    if let Some(guide) = guide {
        open_best(view, &mut state, prices, &mut (0..guide.len()).filter(|at| guide[*at] > 1e-6));
    }
    open_best(view, &mut state, prices, &mut (0..view.problem.decisions()));
    Some(state)
}
