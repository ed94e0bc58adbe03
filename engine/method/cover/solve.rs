//! A covering problem from beginning to end: plan, bound, better plan, close.
//!
//! ```text
//! greedy → linear bound by cuts → plan guided by it, improved → fixing and search on what is left
//! ends when  bound − value ≤ g · |bound|
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | g | the gap asked for | share | limits |
//!
//! Every step may be the last. A bound of cuts is derived here from multipliers; one of the search is
//! the solver's word.
//!
//! Source: Fischetti, Ljubić & Sinnl 2017; Duran-Mateluna, Ales & Elloumi 2023.

use super::asked::{Answer, Asked, Told};
use super::bound::{Bounded, Pursuit, bound};
use super::close::{Closing, close};
use super::cut::cuts_at;
use super::greedy::{plan, prices};
use super::master::{Master, Point};
use super::problem::Covering;
use super::search::{Drawn, improve};
use super::state::{State, View};
use crate::method::{Certificate, MethodError};

/// Solves a covering problem.
///
/// # Errors
/// [`MethodError`] when the solver of the master fails.
pub fn solve(problem: &Covering, asked: &Asked, told: &mut Told<'_>) -> Result<Answer, MethodError> {
    let view = View::of(problem);
    let mut run = Run {
        problem,
        asked,
        prices: prices(&view),
        plain: view.plain() && problem.flows(),
        view,
        best: None,
        whole: problem.whole_values(),
        drawn: Drawn::new(asked.seed),
        told,
    };
    run.solve()
}

struct Run<'p, 'a, 't> {
    problem: &'p Covering,
    asked: &'a Asked,
    view: View<'p>,
    prices: Vec<f64>,
    plain: bool,
    best: Option<(Vec<f64>, f64)>,
    whole: bool,
    drawn: Drawn,
    told: &'a mut Told<'t>,
}

impl Run<'_, '_, '_> {
    fn solve(&mut self) -> Result<Answer, MethodError> {
        if let Some(start) = self.asked.start.clone() {
            self.offer(start);
        }
        if self.plain
            && let Some(state) = plan(&self.view, &self.prices, None)
        {
            self.offer(state.open);
        }
        let mut master = Master::of(self.problem)?;
        if self.problem.decisions() == 0 {
            return Ok(self.decided(&master));
        }
        if self.problem.flows() {
            master.begin(&self.problem.people, &self.asked.pool);
            if let Some((decisions, _)) = &self.best {
                let all: Vec<usize> = (0..self.problem.people.clusters.len()).collect();
                for (cut, _) in cuts_at(&self.problem.people, &all, decisions) {
                    master.add(cut);
                }
            }
        }
        // First no nearer than is useful beside the gap asked for, and without much of a search: its bound is weak
        // yet. Then to the end.
        for (near, parts) in [(0.5 * self.asked.gap, 2), (0.03 * self.asked.gap, 24), (0.0, 24)] {
            let Some(point) = self.bound(&mut master, near.max(1e-10))? else {
                return Ok(self.answer(None, Certificate::None, &master, 0));
            };
            if self.enough(point.bound) {
                return Ok(self.answer(Some(point.bound), Certificate::Derived, &master, 0));
            }
            if self.plain {
                self.guided(&point, master.work, parts);
            }
            let value = self.value();
            let stopped = (self.told)("cuts", value, Some(point.bound), master.work);
            if stopped || self.enough(point.bound) {
                return Ok(self.answer(Some(point.bound), Certificate::Derived, &master, 0));
            }
            if near > 0.0 && self.asked.gap > 0.0 {
                continue;
            }
            return self.close(&mut master, &point);
        }
        Err(MethodError::Failed("a covering problem ended nowhere".to_owned()))
    }

    /// Nothing is left to decide: what stands is the plan, or there is none.
    fn decided(&mut self, master: &Master) -> Answer {
        self.offer(Vec::new());
        let astray = self.problem.astray(&[]);
        let bound = self.value().or(astray.then(|| self.problem.value(&[])));
        let certificate = if bound.is_some() { Certificate::Derived } else { Certificate::None };
        Answer { astray, ..self.answer(bound, certificate, master, 0) }
    }

    fn value(&self) -> Option<f64> {
        self.best.as_ref().map(|(_, value)| *value)
    }

    /// Takes decisions if they keep everything and are better than what is in hand.
    fn offer(&mut self, decisions: Vec<f64>) {
        if decisions.len() == self.problem.decisions() && self.problem.keeps(&decisions) {
            let value = self.problem.value(&decisions);
            if self.value().is_none_or(|old| value > old) {
                self.best = Some((decisions, value));
            }
        }
    }

    fn counts(&self, value: f64) -> f64 {
        counts(self.asked, self.whole, value)
    }

    fn enough(&self, bound: f64) -> bool {
        self.value().is_some_and(|value| bound <= self.counts(value))
    }

    fn bound(&mut self, master: &mut Master, near: f64) -> Result<Option<Point>, MethodError> {
        /// More rounds than were ever needed.
        const ROUNDS: usize = 400;
        let value = self.value();
        let plan =
            value.map(|value| (value, (self.counts(value) - value) / (value + self.asked.offset).abs().max(1e-9)));
        let pursuit = Pursuit { near, plan, offset: self.asked.offset, rounds: ROUNDS };
        let inside = self.best.as_ref().map(|(decisions, _)| decisions.clone());
        let told = &mut *self.told;
        let mut stop = |bound: f64, work: u64| told("cuts", value, Some(bound), work);
        match bound(self.problem, master, inside, &pursuit, &mut stop)? {
            Bounded::Point(point) => Ok(Some(point)),
            Bounded::Impossible => Ok(None),
        }
    }

    /// A plan guided by the relaxation, and both plans improved as long as it pays.
    fn guided(&mut self, point: &Point, work: u64, parts: usize) {
        /// Decisions to a round of search.
        const EACH: usize = 2;
        let Some(mut state) = plan(&self.view, &self.prices, Some(&point.decisions)) else { return };
        self.offer(state.open.clone());
        if let Some((best, value)) = &self.best
            && *value > state.value
        {
            let mut other = State::least(&self.view);
            for (at, decision) in best.iter().enumerate() {
                if (other.open[at] - decision).abs() > 0.5 {
                    other.flip(&self.view, at);
                }
            }
            state = other;
        }
        for part in 0..parts {
            let value = self.value();
            if self.enough(point.bound) || (self.told)("search", value, Some(point.bound), work) {
                return;
            }
            let before = state.value;
            let rounds = (self.problem.decisions() / EACH).max(200);
            let (asked, whole) = (self.asked, self.whole);
            let enough = |value: f64| point.bound <= counts(asked, whole, value);
            improve(&self.view, &mut state, &self.prices, rounds, &mut self.drawn, &enough);
            self.offer(state.open.clone());
            // A twentieth of what is missing, or it is the search's turn.
            let missing = point.bound - state.value;
            if part > 7 && state.value - before < 0.05 * missing {
                return;
            }
        }
    }

    fn close(&mut self, master: &mut Master, point: &Point) -> Result<Answer, MethodError> {
        /// Searches and cuts in turn, no more often than this.
        const ROUNDS: usize = 60;
        let (asked, whole) = (self.asked, self.whole);
        let counts = |value: f64| counts(asked, whole, value);
        let (value, before, told) = (self.value(), master.work, &mut *self.told);
        let mut stop = |work: u64| told("search", value, Some(point.bound), before + work);
        let closing = Closing {
            best: self.best.take(),
            counts: &counts,
            gap: 0.5 * asked.gap,
            seed: asked.seed,
            rounds: ROUNDS,
            stop: &mut stop,
        };
        let closed = close(self.problem, master, point, closing)?;
        self.best = closed.best;
        let certificate = if closed.bound.is_some_and(|bound| bound < point.bound) {
            Certificate::SolverTree
        } else {
            Certificate::Derived
        };
        let answer = self.answer(closed.bound, certificate, master, closed.work);
        Ok(Answer { astray: closed.astray, ..answer })
    }

    fn answer(&mut self, bound: Option<f64>, certificate: Certificate, master: &Master, more: u64) -> Answer {
        let bound = bound.map(|bound| if self.whole { (bound + 1e-6).floor() } else { bound });
        // Two sums of the same plan differ by rounding, which is no contradiction. Anything more would
        // be, and is left to be seen.
        let rounded = |bound: f64| match self.value() {
            Some(value) if value > bound && value - bound <= 1e-8 * value.abs().max(1.0) => value,
            _ => bound,
        };
        let bound = bound.map(rounded);
        Answer {
            impossible: bound.is_none() && self.best.is_none(),
            best: self.best.take(),
            astray: false,
            bound,
            certificate,
            work: master.work + more,
            pool: master.pool(),
        }
    }
}

/// What a plan has to be better than to count, given the best value so far. `whole`: are all values whole numbers?
fn counts(asked: &Asked, whole: bool, value: f64) -> f64 {
    let slack = (value + asked.offset).abs() * (asked.gap / (1.0 + asked.gap)).max(1e-10);
    value + slack.max(if whole { 1.0 - 1e-5 } else { 0.0 })
}
