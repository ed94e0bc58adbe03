//! Prices as the guide of a search.

use super::ascent::{Average, Effort, Prices, Start, ascend, evaluate};
use super::kernel::{Kernel, of_one_place};
use super::options::beaten;
use crate::formulation::{Aim, RowKey};
use crate::method::assembled::Assembled;
use crate::method::guided::{Guidance, Guide, Guided};
use crate::method::hot::Hot;
use crate::method::relaxation::Relaxing;
use crate::method::search::Search;
use crate::method::{Certificate, Method, MethodError, Problem, Progress, Session};
use std::collections::BTreeMap;

/// Prices on what places share for the bound and the way in, HiGHS for the plans.
#[derive(Debug, Clone, Copy)]
pub struct Priced {
    /// Problems with more whole columns than this are given a way in.
    pub direct: usize,
}

impl Default for Priced {
    fn default() -> Priced {
        Priced { direct: 300 }
    }
}

impl Method for Priced {
    fn name(&self) -> &'static str {
        "decomposed"
    }

    fn unsupported(&self, _: &Problem) -> Vec<String> {
        Vec::new()
    }

    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError> {
        Ok(Box::new(Guided::open(problem, self.direct, Pricing::default())?))
    }
}

/// Steps from nothing: measured on cities, the bound gains little after them.
const COLD: usize = 1_000;
/// Steps from prices of nearly the same problem.
const WARM: usize = 300;
/// A bound that gains less than this share in fifty steps stands still.
const STILL: f64 = 2e-5;
/// A step takes about as long as so many simplex iterations, by which work is counted.
const ITERATIONS: u64 = 8;
/// The part of the time that prices may take.
const PART: f64 = 0.4;

/// Up to so many ways for people to be addressed the linear relaxation is a good start; beyond them it
/// takes longer than all else.
const RELAXED: usize = 60_000;

/// The prices of an aim by the rows they stand for.
type Known = BTreeMap<RowKey, f64>;

/// Prices as they are known, aim by aim.
#[derive(Default)]
pub(super) struct Pricing {
    known: Vec<(Aim, Known)>,
    last: Option<(Kernel, Prices)>,
    relaxing: Relaxing,
}

impl Pricing {
    /// Prices to start from, and how many steps are worth taking: those of the same aim before, or none.
    fn start(&self, kernel: &Kernel, assembled: &Assembled, aim: Aim) -> (Vec<f64>, usize) {
        let keys = keys(kernel, assembled);
        if let Some((_, known)) = self.known.iter().find(|(other, _)| *other == aim) {
            let price = |key: &Option<RowKey>| key.and_then(|key| known.get(&key)).copied().unwrap_or(0.0);
            return (keys.iter().map(price).collect(), WARM);
        }
        (vec![0.0; kernel.ties.len()], COLD)
    }

    /// Goes on from prices and keeps them, telling the search the bound. What it says if it ends there.
    fn ascend(&mut self, kernel: Kernel, start: Start, steps: usize, search: &mut Search<'_>) -> Option<Guidance> {
        let sign = kernel.sign;
        let target = search.best.as_ref().map(|(value, _)| sign * value);
        let (unit, best) = (search.flat.objective.unit, search.best.as_ref().map(|(value, _)| *value));
        let begun = search.started.elapsed().as_secs_f64();
        let last = search.limits.seconds.map(|seconds| begun + (seconds - begun) * PART);
        let most = search.limits.work.map(|work| work.saturating_sub(search.work) / ITERATIONS / 2);
        let mut taken = 0;
        let prices = ascend(&kernel, start, Effort { steps, still: STILL, target }, &mut |bound| {
            taken += 1;
            let (best, bound) = (best.map(|best| best / unit), Some(sign * bound / unit));
            search.watcher.see(&Progress { aim: search.aim.name(), step: "prices", best, bound });
            search.watcher.stop()
                || most.is_some_and(|most| taken >= most)
                || last.is_some_and(|last| search.started.elapsed().as_secs_f64() >= last)
        });
        search.work += taken * ITERATIONS;
        let nothing = prices.bound == f64::NEG_INFINITY;
        if prices.bound.is_finite() {
            search.tighten(sign * prices.bound, Certificate::Derived);
        }
        self.last = Some((kernel, prices));
        nothing.then_some(Guidance::Impossible)
    }
}

fn by_row(kernel: &Kernel, assembled: &Assembled, prices: &Prices) -> Known {
    let keys = keys(kernel, assembled).into_iter().zip(&prices.each);
    keys.filter_map(|(key, price)| key.map(|key| (key, *price))).collect()
}

/// The row that each tie is, where it has a name that lasts.
fn keys(kernel: &Kernel, assembled: &Assembled) -> Vec<Option<RowKey>> {
    let formulation = assembled.formulation();
    let rows = kernel.rows.iter().map(|row| match row {
        Ok(cohort) => Some(RowKey::OncePerService(*cohort)),
        Err(row) => formulation.rows.get(*row).map(|row| row.key),
    });
    rows.collect()
}

impl Guide for Pricing {
    fn look(&mut self, search: &mut Search<'_>, assembled: &Assembled) -> Result<Guidance, MethodError> {
        if assembled.row_bounds().keys().any(|key| of_one_place(*key, &assembled.formulation().instance)) {
            // Places know their rows from the scenario; with other sides their bound would be one of another problem.
            self.last = None;
            return self.relaxing.look(search, assembled);
        }
        let kernel = Kernel::of(assembled.formulation(), &search.flat);
        let mut once = vec![None; kernel.cohorts];
        for (at, row) in assembled.formulation().rows.iter().enumerate() {
            if let RowKey::OncePerService(cohort) = row.key {
                once[cohort] = Some(at);
            }
        }
        let aim = search.aim;
        let sign = kernel.sign;
        let (start, steps) = self.start(&kernel, assembled, aim);
        if kernel.ways.len() <= RELAXED {
            let looked = self.relaxing.look(search, assembled)?;
            let Guidance::About(columns) = &looked else { return Ok(looked) };
            let duals = self.relaxing.duals();
            let row = |row: &Result<usize, usize>| match row {
                Ok(cohort) => once.get(*cohort).copied().flatten(),
                Err(row) => Some(*row),
            };
            let dual = |at| row(at).and_then(|row| duals.get(row)).map_or(0.0, |dual| sign * dual);
            let start = Start {
                prices: kernel.rows.iter().map(dual).collect(),
                average: Some(Average::given(&kernel, columns)),
            };
            let known = self.ascend(kernel, start, 0, search);
            return Ok(known.unwrap_or(looked));
        }
        let average = self.last.as_ref().filter(|(other, _)| other.fits(&kernel) && steps != COLD);
        let average = average.map(|(_, prices)| prices.average.clone());
        let known = self.ascend(kernel, Start { prices: start, average }, steps, search);
        let Some((kernel, prices)) = self.last.as_ref().filter(|_| known.is_none()) else {
            return Ok(known.unwrap_or(Guidance::Unknown));
        };
        self.known.retain(|(other, _)| *other != aim);
        self.known.push((aim, by_row(kernel, assembled, prices)));
        let mut about = vec![0.0; search.flat.lower.len()];
        for (at, value) in prices.average.columns.iter().enumerate() {
            about[kernel.narrow.column(at)] = *value;
        }
        Ok(Guidance::About(about))
    }

    fn hot(&mut self) -> Option<&mut Hot> {
        self.relaxing.hot()
    }

    fn rule_out(&mut self, search: &mut Search<'_>, _: &Assembled) -> Result<Vec<(usize, f64, f64)>, MethodError> {
        if let Some((kernel, prices)) = self.last.take() {
            let start = Start { prices: prices.each, average: Some(prices.average) };
            self.ascend(kernel, start, WARM, search);
        }
        let (Some((kernel, prices)), Some((value, _))) = (&self.last, &search.best) else { return Ok(Vec::new()) };
        let value = *value;
        let now = evaluate(kernel, &prices.each);
        let whole = |at: usize| search.flat.whole[kernel.narrow.column(at)];
        let Some(beaten) = beaten(kernel, &prices.each, &now, kernel.sign * value, &whole) else {
            search.tighten(value, Certificate::Derived);
            return Ok(Vec::new());
        };
        let narrower = beaten.into_iter().map(|(at, value)| (kernel.narrow.column(at), value, value));
        Ok(narrower.filter(|(at, _, _)| search.flat.lower[*at] < search.flat.upper[*at]).collect())
    }
}
