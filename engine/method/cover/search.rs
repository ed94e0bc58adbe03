//! Large-neighbourhood search: close what is open around one place and open the best again.
//!
//! ```text
//! repeat: close up to k open places around a drawn one; open the best for their price; keep it if better
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | k | how many are closed, 1 to 6 in turn | places | here |
//!
//! Drawn with a seed, stopped by a count of rounds: the same everywhere.
//!
//! Source: Shaw 1998 (large-neighbourhood search); Resende & Werneck 2007.

use super::greedy::open_best;
use super::state::{State, View};

/// Numbers that look drawn (xorshift, Marsaglia 2003).
pub(super) struct Drawn(u64);

impl Drawn {
    pub fn new(seed: u32) -> Drawn {
        Drawn(u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    #[allow(clippy::cast_possible_truncation, reason = "a remainder by a usize")]
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % (count as u64).max(1)) as usize
    }
}

/// Improves a plan in so many rounds.
pub(super) fn improve(
    view: &View<'_>,
    state: &mut State,
    prices: &[f64],
    rounds: usize,
    drawn: &mut Drawn,
    enough: &dyn Fn(f64) -> bool,
) {
    let free: Vec<usize> = (0..view.problem.decisions())
        .filter(|at| view.problem.lower[*at] < view.problem.upper[*at] && view.places.count(*at) > 0)
        .collect();
    if free.is_empty() {
        return;
    }
    let mut flipped = Vec::new();
    let mut around = Vec::new();
    for round in 0..rounds {
        around.clear();
        flipped.clear();
        // Money moves between two neighbourhoods as often as it stays in one.
        for _ in 0..=round % 2 {
            neighbours(view, free[drawn.below(free.len())], drawn, &mut around);
        }
        let before = state.value;
        let most = 1 + round % 6;
        let mut open: Vec<usize> = around.iter().copied().filter(|at| state.open[*at] > 0.5).collect();
        for _ in 0..most {
            if open.is_empty() {
                break;
            }
            let at = open.swap_remove(drawn.below(open.len()));
            if state.may_flip(view, at) {
                state.flip(view, at);
                flipped.push(at);
            }
        }
        let closed = flipped.len();
        if closed == 0 {
            continue;
        }
        let marks: Vec<f64> = around.iter().map(|at| state.open[*at]).collect();
        open_best(view, state, prices, &mut around.iter().copied());
        let opened = around.iter().zip(&marks).filter(|(at, was)| (state.open[**at] > 0.5) != (**was > 0.5));
        flipped.extend(opened.map(|(at, _)| *at));
        if state.value <= before + 1e-9 * before.abs().max(1.0) {
            // Closing first frees what opening again needs; the order does not matter for the end.
            for at in flipped.drain(..).rev() {
                state.flip(view, at);
            }
            state.value = before;
        } else if enough(state.value) {
            return;
        }
    }
}

/// Places near a place: those of some of the cohorts that could use it.
fn neighbours(view: &View<'_>, place: usize, drawn: &mut Drawn, into: &mut Vec<usize>) {
    /// Places taken of each cohort, the best of them.
    const EACH: usize = 16;
    let people = &view.problem.people;
    for _ in 0..3 {
        let cohort = view.places.cohort(place, drawn.below(view.places.count(place)));
        let near = people.places(cohort).take(EACH).map(|at| people.place[at] as usize);
        let free = near.filter(|at| view.problem.lower[*at] < view.problem.upper[*at]);
        for at in free {
            if !into.contains(&at) {
                into.push(at);
            }
        }
    }
}
