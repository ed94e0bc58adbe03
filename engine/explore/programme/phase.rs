//! From the end state backwards to the first year.

use super::reach;
use super::required::{Facts, Required, asked, required};
use super::year;
use crate::accounts::{State, TargetYear, accounts_with, wanted as asked_for};
use crate::explore::options::{Within, best_within};
use crate::explore::{Answer, Assessed, Calibration, Options, RunError, Settings, calibrate, solve};
use crate::formulation::{ColumnKey, Formulation, OfferIx};
use crate::instance::{Instance, Offer};
use crate::method::{
    Change, Choice, Limits, Problem, Stage, Wanted, Watcher, choose, joint_bound, know_today, stages_of,
};
use doorstep_scenario::{Basis, FinancialYear, Measured, Pence, Scenario, Sessions, SiteIx, Strength};
use std::sync::Arc;
use std::time::Instant;

/// One year of a programme.
#[derive(Debug, Clone)]
pub struct YearPlan {
    /// Which year.
    pub year: FinancialYear,
    /// Its problem: prices, people, targets and levels of the year.
    pub instance: Arc<Instance>,
    /// Today's state in this year: what doing nothing would cost and reach.
    pub status_quo: Assessed,
    /// What stands at the year's end.
    pub plan: Assessed,
    /// The same, told by place.
    pub state: State,
    /// Sites that change their level in the year.
    pub moves: Vec<SiteIx>,
    /// What it had to save.
    pub required: Required,
    /// The first goal where the year is solved by itself, whatever stands before and after it.
    pub alone: Option<Stage>,
}

/// Every year.
#[derive(Debug, Clone)]
pub struct Years {
    /// In order.
    pub years: Vec<YearPlan>,
    /// The end year beside its alternatives.
    pub end: Options,
    /// No programme has more (or less) of the first goal in the sum of its years, as they end; nothing where
    /// there was no time for it.
    pub bound: Option<f64>,
    /// Hard targets that the accounts still find missed after all rounds, and by how much. That no other
    /// programme meets them is not proven.
    pub missed: Vec<TargetYear>,
}

impl Years {
    /// The states at the ends of the years.
    pub fn states(&self) -> Vec<State> {
        self.years.iter().map(|year| year.state.clone()).collect()
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Planned {
    /// A state for every year.
    Years(Box<Years>),
    /// The end year has no plan; the answer says what came near.
    NoEnd {
        /// Its problem.
        instance: Arc<Instance>,
        /// Does every programme have to save this much at its end? Not where it is one way of several to
        /// meet targets on money of the years.
        certain: bool,
        /// Impossible, or nothing found.
        answer: Box<Answer>,
    },
    /// An earlier year has none that leads to the end state found.
    NoWay {
        /// Which year.
        year: FinancialYear,
        /// What it had to save.
        required: Required,
        /// Was that proven for this end state, or was there no time to find one?
        proven: bool,
        /// The end year.
        end: Box<Options>,
        /// Its problem.
        instance: Arc<Instance>,
        /// The problem of the year that has none, and what is laid on its decisions beside its demands.
        way: (Arc<Instance>, Vec<Change>),
    },
    /// No path of savings meets all targets, whatever is decided: they ask for more than there is.
    NoPath(Vec<TooMuch>),
}

/// A hard target, and the most there is to meet it from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooMuch {
    /// Its id.
    pub target: String,
    /// By the end of which year.
    pub year: FinancialYear,
    /// What it asks of the footprint, measures and growth taken into account.
    pub asked: Pence,
    /// What all that counts costs in that year if nothing is done; for cash in all years up to it.
    pub most: Pence,
}

/// How often the accounts are looked at and what they miss is asked for: a year's problem knows targets as
/// spending less on lines of the General Fund, accounts know every kind of saving and every reading.
const ROUNDS: usize = 4;

/// Of the time that is left: for the end state, which lasts, and for all states before bounds are looked for.
const FOR_THE_END: f64 = 0.45;
const FOR_STATES: f64 = 0.7;

/// Plans every year of a programme, the last one first. `scenario` is that of the baseline year, its
/// take-up scaled.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn plan_years(
    scenario: &Scenario,
    wanted: Wanted,
    settings: &Settings,
    watcher: &mut dyn Watcher,
) -> Result<Planned, RunError> {
    let facts = Facts::of(scenario);
    let planning = Planning { scenario, facts, wanted, settings, started: Instant::now() };
    let last = scenario.years().len() - 1;
    let mut more = vec![Pence::ZERO; last + 1];
    let no_path = || Ok(Planned::NoPath(too_much(scenario, &planning.facts)));
    let Some(mut asks) = required(scenario, &planning.facts, &more, None)? else { return no_path() };
    let mut best: Option<Tried> = None;
    for round in 0..ROUNDS {
        let found = match planning.states(&mut asks, &more, best.as_ref(), watcher)? {
            Ok(found) => found,
            // The programme of the round before stands, whatever it is short of.
            Err(_) if best.is_some() => break,
            Err(none) => return Ok(none),
        };
        let short = short(scenario, &found.years);
        let better = best.as_ref().is_none_or(|best| sum(&short) < sum(&best.short));
        if better {
            best = Some(Tried { short, ..found });
        }
        let Some(tried) = best.as_ref().filter(|best| better && !best.short.is_empty()) else { break };
        if round + 1 == ROUNDS || watcher.stop() || planning.over() {
            break;
        }
        let (at, amount) = ask(scenario, &tried.short);
        more[at] += amount;
        let Some(again) = required(scenario, &planning.facts, &more, tried.saved())? else { break };
        asks = again;
    }
    let Some(Tried { mut years, end, short, .. }) = best else { return no_path() };
    // One relaxation of all years takes as long as all else together: only where it is asked for.
    let bound = if settings.joint { planning.joint(&years, watcher)? } else { None };
    for at in 0..years.len() {
        let before = if at == 0 { &planning.facts.today } else { &years[at - 1].state };
        years[at].moves = year::moved(before, &years[at].state);
        if years[at].alone.is_none() {
            let share = 1.0 / (years.len() - at) as f64;
            years[at].alone = planning.alone(at, &years[at].required, &planning.part(share), watcher)?;
        }
    }
    Ok(Planned::Years(Box::new(Years { years, end, bound, missed: short })))
}

/// A programme and the hard targets that it misses.
struct Tried {
    years: Vec<YearPlan>,
    end: Options,
    short: Vec<TargetYear>,
}

impl Tried {
    fn saved(&self) -> Option<Pence> {
        self.years.last().map(|year| year.plan.measures.money.saving)
    }
}

fn sum(short: &[TargetYear]) -> Pence {
    short.iter().map(|target| target.missing).sum()
}

/// What stays the same while years are planned.
struct Planning<'p> {
    scenario: &'p Scenario,
    facts: Facts,
    wanted: Wanted,
    settings: &'p Settings,
    started: Instant,
}

impl Planning<'_> {
    /// A share of the time that is left.
    fn part(&self, share: f64) -> Limits {
        let left = |most: f64| (most - self.started.elapsed().as_secs_f64()) * share;
        Limits { seconds: self.settings.limits.seconds.map(|most| left(most).max(1.0)), ..self.settings.limits }
    }

    fn over(&self) -> bool {
        let most = self.settings.limits.seconds.unwrap_or(f64::INFINITY);
        self.started.elapsed().as_secs_f64() > FOR_STATES * most
    }

    /// A state for every year, the last one first; those that are asked for no more than in the try before, and
    /// lead to the same state, are kept. What the end is found to save is taken off what is asked before it.
    fn states(
        &self,
        asks: &mut Vec<Required>,
        more: &[Pence],
        before: Option<&Tried>,
        watcher: &mut dyn Watcher,
    ) -> Result<Result<Tried, Planned>, RunError> {
        let last = asks.len() - 1;
        let kept = |at: usize, asks: &[Required]| {
            before.filter(|before| before.years[at..].iter().map(|year| &year.required).eq(&asks[at..]))
        };
        let (end, plan) = match kept(last, asks) {
            Some(before) => (before.end.clone(), before.years[last].clone()),
            None => match self.end(&asks[last], last > 0, watcher)? {
                Ok((end, plan)) => {
                    let first = asks[last].clone();
                    let saved = end.plan.measures.money.saving;
                    if let Some(again) = required(self.scenario, &self.facts, more, Some(saved))? {
                        *asks = again;
                    }
                    asks[last] = first;
                    (*end, plan)
                }
                Err(none) => return Ok(Err(none)),
            },
        };
        let mut found = vec![plan];
        for at in (0..last).rev() {
            if let Some(before) = kept(at, asks) {
                found.push(before.years[at].clone());
                continue;
            }
            let later = &found[found.len() - 1].state;
            let limits = self.part(FOR_STATES / (at as f64 + 1.0));
            match self.one_year(at, &asks[at], later, &limits, watcher)? {
                OneYear::Found(year) => found.push(*year),
                OneYear::None { proven, way } => {
                    let proven = proven && asks[at].is_certain();
                    let year = self.scenario.years().nth(at).unwrap_or(self.scenario.end_year);
                    let (required, instance) = (asks[at].clone(), Arc::clone(&found[0].instance));
                    return Ok(Err(Planned::NoWay { year, required, proven, end: Box::new(end), instance, way }));
                }
            }
        }
        found.reverse();
        Ok(Ok(Tried { years: found, end, short: Vec::new() }))
    }

    /// The end state, with its alternatives.
    #[allow(clippy::type_complexity, reason = "what came of it, or why nothing did; used here only")]
    fn end(
        &self,
        required: &Required,
        beside: bool,
        watcher: &mut dyn Watcher,
    ) -> Result<Result<(Box<Options>, YearPlan), Planned>, RunError> {
        let scenario = self.scenario;
        let at = scenario.years().len() - 1;
        let then = year::of(scenario, &self.facts, at, required, None);
        let instance = Arc::new(Instance::prepare(Arc::new(then)));
        let Choice { method, .. } = choose(&Problem::of(Arc::clone(&instance)), self.wanted);
        let limits = self.part(if beside { FOR_THE_END } else { 1.0 });
        let end = match solve(&instance, &*method, &Settings { limits, ..*self.settings }, watcher)? {
            Answer::Options(end) => Box::new(Options { calibration: calibrated(scenario)?, ..*end }),
            answer => {
                let certain = required.is_certain();
                return Ok(Err(Planned::NoEnd { instance, certain, answer: Box::new(answer) }));
            }
        };
        let plan = YearPlan {
            year: scenario.end_year,
            state: State::of(&instance, &end.plan.decisions),
            status_quo: end.status_quo.clone(),
            plan: end.plan.clone(),
            moves: Vec::new(),
            required: required.clone(),
            // Asked for more than every programme has to save, its bound is none for every programme.
            alone: end.staged.stages.first().filter(|_| required.is_certain()).cloned(),
            instance,
        };
        Ok(Ok((end, plan)))
    }

    /// A year on the way to `later`.
    fn one_year(
        &self,
        at: usize,
        required: &Required,
        later: &State,
        limits: &Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<OneYear, RunError> {
        let then = year::of(self.scenario, &self.facts, at, required, Some(later));
        let instance = Arc::new(Instance::prepare(Arc::new(then)));
        know_today(&instance)?;
        let Choice { method, .. } = choose(&Problem::of(Arc::clone(&instance)), self.wanted);
        let bounds = on_the_way(self.scenario, &instance, later);
        let plan = match best_within("plan", &instance, &*method, bounds.clone(), limits, watcher)? {
            Within::Found(found) => *found,
            Within::Impossible => return Ok(OneYear::None { proven: true, way: (instance, bounds) }),
            Within::Nothing => return Ok(OneYear::None { proven: false, way: (instance, bounds) }),
        };
        let exact = Formulation::of_plans(&instance);
        let status_quo = Assessed::status_quo(&exact, &stages_of(&instance.scenario))?;
        Ok(OneYear::Found(Box::new(YearPlan {
            year: instance.scenario.end_year,
            state: State::of(&instance, &plan.decisions),
            status_quo,
            plan,
            moves: Vec::new(),
            required: required.clone(),
            alone: None,
            instance,
        })))
    }

    /// What no programme can do better than, in the sum of its years by the first goal.
    fn joint(&self, years: &[YearPlan], watcher: &mut dyn Watcher) -> Result<Option<f64>, RunError> {
        let each = years.iter().enumerate().map(|(at, year)| self.by_itself(at, &year.required));
        let problems: Vec<Problem> = each.collect();
        let Some((aim, _)) = stages_of(self.scenario).into_iter().next() else { return Ok(None) };
        let stays = self.scenario.programme.as_ref().is_none_or(|programme| !programme.moves.reversible);
        let limits = Limits { work: None, ..self.part(0.8) };
        Ok(joint_bound(&problems, aim, stays, &limits, watcher)?)
    }

    /// A year whatever stands before and after it: only what every programme has to keep is asked of it.
    fn by_itself(&self, at: usize, required: &Required) -> Problem {
        let certain = Required { amount: required.certain, ..required.clone() };
        let then = year::of(self.scenario, &self.facts, at, &certain, None);
        Problem::of(Arc::new(Instance::prepare(Arc::new(then))))
    }

    /// The first goal of a year by itself.
    fn alone(
        &self,
        at: usize,
        required: &Required,
        limits: &Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Option<Stage>, RunError> {
        let problem = self.by_itself(at, required);
        know_today(&problem.instance)?;
        let Some((aim, within)) = stages_of(&problem.instance.scenario).into_iter().next() else { return Ok(None) };
        let mut session = choose(&problem, self.wanted).method.open(&problem)?;
        let limits = Limits { gap: Some(limits.gap.unwrap_or(within)), ..*limits };
        let outcome = session.solve(aim, &limits, watcher)?;
        let value = outcome.value.unwrap_or(f64::NAN);
        let closed = outcome.gap().is_some_and(|gap| gap <= within.max(1e-6));
        let (bound, certificate) = (outcome.bound, outcome.certificate);
        Ok(bound.map(|_| Stage { aim, within, value, bound, certificate, closed, held: value }))
    }
}

/// Is the model of the baseline year near what was seen in it?
fn calibrated(scenario: &Scenario) -> Result<Calibration, RunError> {
    let bare = Scenario { rules: Vec::new(), targets: Vec::new(), ..scenario.clone() };
    let instance = Arc::new(Instance::prepare(Arc::new(bare)));
    know_today(&instance)?;
    let exact = Formulation::of_plans(&instance);
    let aims = stages_of(&instance.scenario);
    let today = Assessed::status_quo(&exact, &aims)?;
    Ok(calibrate(&instance, &today))
}

enum OneYear {
    Found(Box<YearPlan>),
    None { proven: bool, way: (Arc<Instance>, Vec<Change>) },
}

/// Where sessions are to be steady, offers stay between today's and those to come.
fn on_the_way(scenario: &Scenario, instance: &Instance, later: &State) -> Vec<Change> {
    if scenario.programme.as_ref().is_none_or(|programme| !programme.moves.steady) {
        return Vec::new();
    }
    let bound = |(at, offer): (usize, &Offer)| {
        let today = instance.baseline.sessions[at];
        let then = later.offers.binary_search_by(|other| {
            (other.service, other.mode, other.host).cmp(&(offer.service, offer.mode, offer.host))
        });
        let then = then.map_or(Sessions::ZERO, |found| later.offers[found].sessions);
        let steps = |sessions: Sessions| f64::from(sessions.0) / f64::from(offer.step.0);
        let (least, most) = (today.min(then), today.max(then));
        Change::Bound(ColumnKey::Sessions(OfferIx(at)), steps(least), steps(most))
    };
    instance.offers.iter().enumerate().map(bound).collect()
}

/// The hard targets that these years miss, by the accounts that will be shown.
fn short(scenario: &Scenario, years: &[YearPlan]) -> Vec<TargetYear> {
    let states: Vec<State> = years.iter().map(|year| year.state.clone()).collect();
    let found = accounts_with(scenario, &states, Some(&reach(years)));
    let hard = |held: &TargetYear| scenario.targets[held.target].strength == Strength::Hard;
    found.targets.into_iter().filter(|held| !held.kept && hard(held)).collect()
}

/// Which year to ask for more because of the first of them, and how much more in a whole year.
fn ask(scenario: &Scenario, short: &[TargetYear]) -> (usize, Pence) {
    let (Some(held), Some(programme)) = (short.first(), &scenario.programme) else { return (0, Pence::ZERO) };
    let target = &scenario.targets[held.target];
    let by = scenario.years().position(|year| year == held.year).unwrap_or(0);
    // The year before is asked for more, as far as its months count in the sum; this one, where they do not.
    let months = |year: usize| i64::from(programme.moves.months[year]);
    let before = by.checked_sub(1).filter(|_| months(by) < 12);
    let (at, share) = match (target.basis, target.measured, before) {
        (Basis::CumulativeCash, _, Some(before)) => (before, months(before) + 12 - months(by)),
        (Basis::CumulativeCash, ..) | (_, Measured::InYear, None) => (by, months(by)),
        (_, Measured::InYear, Some(before)) => (before, 12 - months(by)),
        (_, Measured::RunRate, _) => (by, 12),
    };
    (at, Pence(held.missing.0.saturating_mul(12) / share.max(1) + 1))
}

/// Every hard target beside the most there is.
fn too_much(scenario: &Scenario, facts: &Facts) -> Vec<TooMuch> {
    let hard = scenario.targets.iter().filter(|target| target.strength == Strength::Hard);
    let told = hard.filter_map(|target| {
        let by = scenario.years().position(|year| year == target.by)?;
        let cash = target.basis == Basis::CumulativeCash;
        let years = if cash { 0..=by } else { by..=by };
        let beside = |year: usize| asked(scenario, facts, target, year) - asked_for(scenario, target);
        Some(TooMuch {
            target: target.id.clone(),
            year: target.by,
            asked: asked_for(scenario, target) + years.clone().map(beside).sum(),
            most: years.map(|year| facts.spent[year]).sum(),
        })
    });
    told.collect()
}
