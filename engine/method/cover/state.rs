//! Open places, and what opening or closing one more would change, kept up to date.
//!
//! ```text
//! gain[o] = Σ_c N[c] (v[c,o] − v[c,best])⁺  for a closed place,   loss[o] = Σ_{c: best = o} N[c] (v[c,best] − v[c,second])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N[c], v[c,o] | weight and value | – | `people.rs` |
//! | best, second | the best and second-best open places of a cohort | – | kept here |
//!
//! Opening or closing touches only the cohorts of the place, and of each only the places better than
//! what it has. Someone who has to be served and is not counts as much worse than nothing.
//!
//! Source: Teitz & Bart 1968; Resende & Werneck 2007 (fast interchange).

use super::people::People;
use super::places::{ByColumn, Places};
use super::problem::{Covering, between, is_one};

/// What everything about a problem looks like from its decisions.
pub(super) struct View<'p> {
    pub problem: &'p Covering,
    pub places: Places,
    pub columns: ByColumn,
    /// What a cohort without a place counts as: 0, or far below everything.
    nobody: Vec<f64>,
}

impl<'p> View<'p> {
    pub fn of(problem: &'p Covering) -> View<'p> {
        let people = &problem.people;
        let most = people.value.iter().copied().fold(1.0, f64::max);
        let nobody = people.everyone.iter().map(|everyone| if *everyone { -10.0 * most } else { 0.0 }).collect();
        let columns = ByColumn::of(&problem.rows, problem.decisions());
        View { problem, places: Places::of(people, problem.decisions()), columns, nobody }
    }

    /// Can every decision that is still open be made by opening and closing alone?
    pub fn plain(&self) -> bool {
        let problem = self.problem;
        let free = |at: &usize| problem.lower[*at] < problem.upper[*at];
        let two = |at: usize| problem.whole[at] && problem.lower[at] == 0.0 && is_one(problem.upper[at]);
        problem.counts && problem.held.is_none() && (0..problem.decisions()).filter(free).all(two)
    }

    fn value(&self, cohort: usize, at: usize) -> f64 {
        if at < self.problem.people.starts[cohort + 1] { self.problem.people.value[at] } else { self.nobody[cohort] }
    }
}

/// Decisions and what follows from them.
#[derive(Clone)]
pub(super) struct State {
    /// The decisions.
    pub open: Vec<f64>,
    activity: Vec<f64>,
    /// By how much a row was missed at the start; no move makes that worse.
    best: Vec<u32>,
    second: Vec<u32>,
    /// What people gain by opening a closed place.
    pub gain: Vec<f64>,
    /// What they lose by closing an open one.
    pub loss: Vec<f64>,
    /// The aim, as it stands.
    pub value: f64,
}

impl State {
    /// All decisions at their least.
    #[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² pairs")]
    pub fn least(view: &View<'_>) -> State {
        let problem = view.problem;
        let people = &problem.people;
        let open = problem.lower.clone();
        let mut activity = vec![0.0; problem.rows.len()];
        for (row, sum) in activity.iter_mut().enumerate() {
            *sum = problem.rows.terms(row).map(|(column, each)| each * open[column]).sum();
        }
        let ends: Vec<u32> = people.starts.iter().skip(1).map(|end| *end as u32).collect();
        let none = vec![0.0; open.len()];
        let mut state =
            State { open, activity, best: ends.clone(), second: ends, gain: none.clone(), loss: none, value: 0.0 };
        for cohort in 0..people.len() {
            let mut found = people.places(cohort).filter(|at| state.open[people.place[*at] as usize] > 0.5);
            if let Some(first) = found.next() {
                state.best[cohort] = first as u32;
                if let Some(next) = found.next() {
                    state.second[cohort] = next as u32;
                }
            }
            state.put(view, cohort, 1.0);
            state.value += people.weight[cohort] * view.value(cohort, state.best[cohort] as usize);
        }
        state.value += problem.cost.iter().zip(&state.open).map(|(each, decision)| each * decision).sum::<f64>();
        state
    }

    /// Adds (1) or takes back (−1) what a cohort has to do with gains and losses.
    fn put(&mut self, view: &View<'_>, cohort: usize, sign: f64) {
        let people: &People = &view.problem.people;
        let (best, weight) = (self.best[cohort] as usize, sign * people.weight[cohort]);
        let has = view.value(cohort, best);
        for at in people.starts[cohort]..best {
            self.gain[people.place[at] as usize] += weight * (people.value[at] - has);
        }
        if best < people.starts[cohort + 1] {
            let next = view.value(cohort, self.second[cohort] as usize);
            self.loss[people.place[best] as usize] += weight * (has - next);
        }
    }

    /// Opens a closed place or closes an open one.
    #[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² pairs")]
    pub fn flip(&mut self, view: &View<'_>, place: usize) {
        let people = &view.problem.people;
        let opens = self.open[place] < 0.5;
        self.value += self.by_flip(view, place);
        let sign = if opens { 1.0 } else { -1.0 };
        self.open[place] += sign;
        for (row, each) in view.columns.rows(place) {
            self.activity[row] += sign * each;
        }
        for (cohort, at) in view.places.cohorts(place) {
            let (best, second) = (self.best[cohort] as usize, self.second[cohort] as usize);
            if at > second {
                continue;
            }
            // Between best and second nobody's gain changes, only what losing the best would cost.
            self.put(view, cohort, -1.0);
            let after = |from: usize| {
                let mut rest = from + 1..people.starts[cohort + 1];
                let found = rest.find(|at| self.open[people.place[*at] as usize] > 0.5);
                found.unwrap_or(people.starts[cohort + 1]) as u32
            };
            if opens {
                if at < best {
                    (self.best[cohort], self.second[cohort]) = (at as u32, best as u32);
                } else {
                    self.second[cohort] = at as u32;
                }
            } else if at == best {
                let next = if second < people.starts[cohort + 1] { after(second) } else { second as u32 };
                (self.best[cohort], self.second[cohort]) = (second as u32, next);
            } else {
                self.second[cohort] = after(second);
            }
            self.put(view, cohort, 1.0);
        }
    }

    /// What flipping adds to the aim.
    pub fn by_flip(&self, view: &View<'_>, place: usize) -> f64 {
        let cost = view.problem.cost[place];
        if self.open[place] < 0.5 { self.gain[place] + cost } else { -self.loss[place] - cost }
    }

    /// May a place be flipped without missing a row, or missing it by more?
    pub fn may_flip(&self, view: &View<'_>, place: usize) -> bool {
        let problem = view.problem;
        let sign = if self.open[place] < 0.5 { 1.0 } else { -1.0 };
        problem.lower[place] < problem.upper[place]
            && view.columns.rows(place).all(|(row, each)| {
                let (sum, change) = (self.activity[row], sign * each);
                let (lower, upper) = (problem.rows.lower[row], problem.rows.upper[row]);
                let size = sum.abs().max(change.abs());
                between(sum + change, lower, upper, size)
                    || (sum + change < lower && change > 0.0)
                    || (sum + change > upper && change < 0.0)
            })
    }

    /// The first row that is missed.
    pub fn missed(&self, view: &View<'_>) -> Option<(usize, f64)> {
        let rows = &view.problem.rows;
        (0..rows.len()).find_map(|row| {
            let sum = self.activity[row];
            if between(sum, rows.lower[row], rows.upper[row], sum.abs()) {
                None
            } else if sum < rows.lower[row] {
                Some((row, 1.0))
            } else {
                Some((row, -1.0))
            }
        })
    }
}
