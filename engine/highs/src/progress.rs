//! What a watcher sees while HiGHS works, and what it may answer.

use std::time::Instant;

use crate::raw::{Event, Kind};

/// A watcher's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop as soon as HiGHS can. The best solution and the bound found so far stay readable.
    Stop,
}

/// How far a run is, at one of the points where HiGHS can be stopped.
///
/// With whole-number columns HiGHS asks between nodes, dives, rounds of cuts and heuristics, but
/// not inside one linear solve, presolve or a heuristic's own small search: a stop waits for
/// those. Without them it asks every few simplex or interior-point iterations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress<'a> {
    /// Seconds since the run began. For display only: it differs from run to run.
    pub elapsed: f64,
    /// The goal at the best solution so far, if there is one (whole-number models only).
    pub best: Option<f64>,
    /// No solution can be better than this, once HiGHS knows (whole-number models only). While
    /// HiGHS completes a start this is `None`: its bound is then that of a narrower question.
    pub bound: Option<f64>,
    /// Nodes of the search tree finished so far.
    pub nodes: u64,
    /// Iterations of linear solves so far in this run; never falls. The same model and options
    /// give the same numbers at the same points, so a limit on it is the same everywhere.
    /// The iterations of a heuristic's own search count in part, as HiGHS counts them.
    pub lp_iterations: u64,
    /// The new best solution, one value for each column, when this call tells of one.
    pub incumbent: Option<&'a [f64]>,
}

/// Turns the events of one run into progress, and the watcher's answer into a stop.
pub(crate) struct Watch<'a> {
    watcher: &'a mut dyn FnMut(&Progress<'_>) -> Flow,
    started: Instant,
    search: Search,
    best: Option<f64>,
    bound: Option<f64>,
    nodes: Tally,
    iterations: Tally,
    stopped: bool,
}

/// Which search the events come from. A start that does not fit is completed by a search of its
/// own, with the columns of the start fixed, and HiGHS reports that one's bound as it does any.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Search {
    /// There is a start, and nothing was heard yet.
    Unknown,
    /// Of a start: it begins without a solution.
    Start,
    /// Of the model.
    Model,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(watcher: &'a mut dyn FnMut(&Progress<'_>) -> Flow, with_start: bool) -> Self {
        let search = if with_start { Search::Unknown } else { Search::Model };
        let (nodes, iterations) = (Tally::default(), Tally::default());
        let started = Instant::now();
        Self { watcher, started, search, best: None, bound: None, nodes, iterations, stopped: false }
    }

    /// Takes one event; true if HiGHS should stop.
    pub(crate) fn hear(&mut self, event: &Event<'_>) -> bool {
        let fell = self.iterations.add(event.iterations) | self.nodes.add(event.nodes);
        let (primal, bound) = (finite(event.primal), finite(event.dual));
        if event.kind != Kind::Linear {
            self.search = match self.search {
                Search::Unknown if primal.is_some() => Search::Model,
                Search::Unknown => Search::Start,
                Search::Start if fell => Search::Model,
                as_before => as_before,
            };
            if self.search == Search::Model {
                self.bound = bound;
            }
        }
        match event.kind {
            Kind::Linear => {}
            Kind::Mip => self.best = primal.or(self.best),
            // The event's bounds may be from before this solution; its own goal is the newer one.
            Kind::Improved => self.best = finite(event.objective),
        }
        // HiGHS may ask again before it has wound up; a stop stays a stop.
        if !self.stopped {
            let progress = Progress {
                elapsed: self.started.elapsed().as_secs_f64(),
                best: self.best,
                bound: self.bound,
                nodes: self.nodes.total(),
                lp_iterations: self.iterations.total(),
                incumbent: event.solution,
            };
            self.stopped = (self.watcher)(&progress) == Flow::Stop;
        }
        self.stopped
    }
}

/// A count that HiGHS begins anew for each solve within a run.
#[derive(Default)]
struct Tally {
    earlier: u64,
    now: u64,
}

impl Tally {
    /// Takes the next reading; true if a new count began.
    fn add(&mut self, reading: u64) -> bool {
        let fell = reading < self.now;
        if fell {
            self.earlier += self.now;
        }
        self.now = reading;
        fell
    }

    fn total(&self) -> u64 {
        self.earlier + self.now
    }
}

/// HiGHS writes an unknown bound as an infinity of either sign.
pub(crate) fn finite(value: f64) -> Option<f64> {
    (value.abs() < 1e20).then_some(value)
}
