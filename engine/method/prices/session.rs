//! Prices as the guide of a search.

use super::ascent::{Average, Effort, Prices, Start, ascend, evaluate};
use super::kernel::Kernel;
use super::options::beaten;
use crate::formulation::{Aim, RowKey};
use crate::method::assembled::Assembled;
use crate::method::guided::{Guidance, Guide, Guided};
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
    /// Prices to start from: those of the same aim before; else those of a held aim, times what one unit
    /// of it costs of this one.
    fn start(&self, kernel: &Kernel, assembled: &Assembled, aim: Aim) -> (Vec<f64>, usize) {
        let keys = keys(kernel, assembled);
        let laid = |known: &Known, times: f64| -> Vec<f64> {
            let price = |key: &Option<RowKey>| key.and_then(|key| known.get(&key)).map_or(0.0, |price| price * times);
            keys.iter().map(price).collect()
        };
        if let Some((_, known)) = self.known.iter().find(|(other, _)| *other == aim) {
            return (laid(known, 1.0), WARM);
        }
        (vec![0.0; kernel.ties.len()], COLD)
    }

    fn keep(&mut self, aim: Aim, kernel: &Kernel, assembled: &Assembled, prices: &Prices) {
        let keys = keys(kernel, assembled).into_iter().zip(&prices.prices);
        let known = keys.filter_map(|(key, price)| key.map(|key| (key, *price))).collect();
        self.known.retain(|(other, _)| *other != aim);
        self.known.push((aim, known));
    }
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
        let kernel = Kernel::of(assembled.formulation(), &search.flat);
        let mut once = vec![None; kernel.cohorts];
        for (at, row) in assembled.formulation().rows.iter().enumerate() {
            if let RowKey::OncePerService(cohort) = row.key {
                once[cohort] = Some(at);
            }
        }
        let aim = search.aim;
        let sign = kernel.sign;
        let (mut start, steps) = self.start(&kernel, assembled, aim);
        let mut relaxed = None;
        let mut average = self
            .last
            .as_ref()
            .filter(|(other, _)| other.fits(&kernel) && steps != COLD)
            .map(|(_, prices)| prices.average.clone());
        if steps == COLD && kernel.ways.len() <= RELAXED {
            match self.relaxing.look(search, assembled)? {
                Guidance::About(columns) => {
                    average = Some(Average::given(&kernel, &columns));
                    relaxed = Some(columns);
                }
                other => return Ok(other),
            }
            let duals = self.relaxing.duals();
            let row = |row: &Result<usize, usize>| match row {
                Ok(cohort) => once.get(*cohort).copied().flatten(),
                Err(row) => Some(*row),
            };
            start = kernel
                .rows
                .iter()
                .map(|at| row(at).and_then(|row| duals.get(row)).map_or(0.0, |dual| sign * dual))
                .collect();
        }
        let steps = if relaxed.is_some() { WARM } else { steps };
        let target = search.best.as_ref().map(|(value, _)| sign * value);
        let (unit, best) = (search.flat.objective.unit, search.best.as_ref().map(|(value, _)| *value));
        let last = search.limits.seconds.map(|seconds| seconds * PART);
        let most = search.limits.work.map(|work| work / ITERATIONS / 2);
        let mut taken = 0;
        let start = Start { prices: start, average };
        let prices = ascend(&kernel, start, Effort { steps, still: STILL, target }, &mut |bound| {
            taken += 1;
            let shown = Some(sign * bound / unit);
            let progress =
                Progress { aim: aim.name(), step: "prices", best: best.map(|best| best / unit), bound: shown };
            search.watcher.see(&progress);
            search.watcher.stop()
                || most.is_some_and(|most| taken >= most)
                || last.is_some_and(|last| search.started.elapsed().as_secs_f64() >= last)
        });
        search.work += taken * ITERATIONS;
        if prices.bound.is_finite() {
            search.tighten(sign * prices.bound, Certificate::Derived);
        } else if prices.bound < 0.0 {
            return Ok(Guidance::Impossible);
        }
        self.keep(aim, &kernel, assembled, &prices);
        if let Some(relaxed) = relaxed {
            self.last = Some((kernel, prices));
            return Ok(Guidance::About(relaxed));
        }
        let mut about = vec![0.0; search.flat.lower.len()];
        for (at, value) in prices.average.columns.iter().enumerate() {
            about[kernel.narrow.column(at)] = *value;
        }
        self.last = Some((kernel, prices));
        Ok(Guidance::About(about))
    }

    fn rule_out(&self, search: &Search<'_>) -> Vec<(usize, f64, f64)> {
        let (Some((kernel, prices)), Some((value, _))) = (&self.last, &search.best) else { return Vec::new() };
        let beaten = beaten(kernel, &prices.prices, &evaluate(kernel, &prices.prices), kernel.sign * value);
        let narrower = beaten.into_iter().map(|(at, value)| (kernel.narrow.column(at), value, value));
        narrower.filter(|(at, _, _)| search.flat.lower[*at] < search.flat.upper[*at]).collect()
    }
}
