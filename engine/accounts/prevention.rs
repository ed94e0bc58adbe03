//! Fewer cases after more people were reached, and more cases after fewer were. Off unless it is asked for.
//!
//! ```text
//! D[t]       = cases[t] − Σ ε · (reach[t − lag] − baseline reach)        no year before the first has changed
//! D[t]       ≥ (1 − max effect) · cases[t]
//! break-even = change in cost of the service ÷ (change of reach · pay for each case)        in the end year
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | cases | open cases without any effect | | role |
//! | ε | fewer cases for each person more that is reached; 0 unless it is given and used | | prevention |
//! | reach | people reached in the year, less what doing nothing would reach in it | people | plan |
//! | max effect | the least of those used for the role | share | prevention |
//! | pay for each case | pay ÷ cap, at the end year's prices | p a year | role |
//!
//! Losses have no bound. What posts cost less is avoidance and meets no target that does not count it; what
//! they cost more is paid in cash, and is taken off every target. The break-even is arithmetic: it says how
//! large an effect would have to be, not how large it is.
//!
//! Source: model.md, "Prevention"; domain.md, section 7 ("Prevention with lag") and X17.

use super::book::Book;
use doorstep_scenario::{Pence, Prevention, Programme, ServiceIx};

/// People reached, year by year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReachPath {
    /// By service: in the baseline year.
    pub baseline: Vec<f64>,
    /// By year after the baseline, then by service. A year that is not given is as the last one was.
    pub years: Vec<Vec<f64>>,
}

impl ReachPath {
    /// A plan beside doing nothing, both by year and service: only what the plan changes is a change. People who
    /// are born or move in whatever is decided are in the cases of later years already.
    pub fn beside(nothing: &[Vec<f64>], plan: &[Vec<f64>]) -> ReachPath {
        let baseline = nothing.first().cloned().unwrap_or_default();
        let year = |(nothing, plan): (&Vec<f64>, &Vec<f64>)| {
            let each = baseline.iter().zip(plan.iter().zip(nothing));
            each.map(|(first, (plan, nothing))| first + (plan - nothing)).collect()
        };
        let years = nothing.iter().zip(plan).map(year).collect();
        ReachPath { baseline, years }
    }

    /// How many people more than in the baseline year.
    fn change(&self, service: ServiceIx, year: usize) -> f64 {
        let then = self.years.get(year).or(self.years.last()).and_then(|year| year.get(service.0));
        let first = self.baseline.get(service.0);
        then.zip(first).map_or(0.0, |(then, first)| then - first)
    }
}

/// An effect over the years, used or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// By year: how many people more are reached than by doing nothing.
    pub reach_change: Vec<f64>,
    /// By year: how many cases fewer, before the most that effects may take away; nothing where it is not used.
    pub fewer_cases: Vec<f64>,
    /// What the service costs more in a whole year of what stands at the end, rooms of its sites not counted.
    pub cost_change: Pence,
    /// A year's pay for one case in the end year, in pence; nothing where pay has its home elsewhere.
    pub pay_per_case: Option<f64>,
    /// The effect at which the change of reach would just pay for the change in cost; nothing where either pay
    /// is not known or reach does not change.
    pub break_even: Option<f64>,
}

/// Prevention over the years.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prevented {
    /// Every effect, in the order of the scenario; none where reach is not known.
    pub effects: Vec<Effect>,
    /// By year: what fewer posts cost less, in money of the year; below 0 where they cost more.
    pub avoided: Vec<Pence>,
}

/// People of whom this is a change at all.
const HAIR: f64 = 1e-6;

/// How many cases fewer an effect brings in a year; nothing where it is not used.
fn fewer(effect: &Prevention, year: usize, reach: &ReachPath) -> f64 {
    let then = year.checked_sub(effect.lag as usize).filter(|_| effect.used);
    then.map_or(0.0, |then| effect.effect * reach.change(effect.service, then))
}

/// Cases of a role in a year.
pub(super) fn cases(programme: &Programme, role: usize, year: usize, cases: f64, reach: Option<&ReachPath>) -> f64 {
    let Some(reach) = reach else { return cases };
    let used = || programme.prevention.iter().filter(|effect| effect.used && effect.role == role);
    let less: f64 = used().map(|effect| fewer(effect, year, reach)).sum();
    let most = used().map(|effect| effect.max_effect.value()).fold(1.0, f64::min);
    cases - less.min(most * cases)
}

pub(super) fn prevented(book: &Book, years: &[super::lines::Year]) -> Prevented {
    let Some(reach) = &book.reach else { return Prevented::default() };
    let effects = book.programme.prevention.iter().map(|effect| told(book, effect, reach));
    let avoided = years.iter().map(|year| year.total().prevention);
    Prevented { effects: effects.collect(), avoided: avoided.collect() }
}

fn told(book: &Book, effect: &Prevention, reach: &ReachPath) -> Effect {
    let years = book.years.len();
    let reach_change: Vec<f64> = (0..years).map(|year| reach.change(effect.service, year)).collect();
    let cost_change = cost_change(book, effect.service);
    let pay_per_case = book.pay_per_case(effect.role);
    let change = reach_change.last().copied().filter(|change| change.abs() > HAIR);
    let break_even = change.zip(pay_per_case.filter(|pay| *pay > 0.0));
    Effect {
        fewer_cases: (0..years).map(|year| fewer(effect, year, reach)).collect(),
        break_even: break_even.map(|(change, pay)| cost_change.0 as f64 / (change * pay) + 0.0),
        reach_change,
        cost_change,
        pay_per_case,
    }
}

/// What a service's sessions cost more at the end than today's, at the end year's prices.
fn cost_change(book: &Book, service: ServiceIx) -> Pence {
    let (Some(prices), Some(state)) = (book.then.last(), book.states.last()) else { return Pence::ZERO };
    let touchable = (0..book.lines()).filter(|line| prices.lines[*line].touchable);
    let of = |state: &super::State, line: usize| state.running(prices, line, |offer| offer.service == service);
    touchable.map(|line| of(state, line) - of(&book.today, line)).sum()
}
