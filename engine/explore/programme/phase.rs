//! From the end state backwards to the first year.

use super::required::{Facts, Required, asked, required};
use super::year;
use crate::accounts::State;
use crate::explore::options::{Within, best_within};
use crate::explore::{Answer, Assessed, Calibration, Options, RunError, Settings, calibrate, solve};
use crate::formulation::{ColumnKey, Formulation, Grain, OfferIx};
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
    },
    /// No path of savings meets all targets, whatever is decided: they ask for more than there is.
    NoPath,
}

/// How often targets on the way are looked at again: prices of lines grow apart, and a year's saving
/// hangs on the state before it.
const ROUNDS: usize = 3;

/// Plans every year of a programme, the last one first. `scenario` is that of the baseline year, its
/// take-up scaled where it asks for that.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker refuses a plan.
pub fn plan_years(
    scenario: &Scenario,
    wanted: Wanted,
    settings: &Settings,
    watcher: &mut dyn Watcher,
) -> Result<Planned, RunError> {
    let started = Instant::now();
    let count = scenario.years().len();
    let facts = Facts::of(scenario);
    let mut more = vec![Pence::ZERO; count];
    let Some(mut asks) = required(scenario, &facts, &more, None) else { return Ok(Planned::NoPath) };
    let last = count - 1;
    // The end state is what lasts: half of the time is its own.
    let part = |part: f64| Limits {
        seconds: settings.limits.seconds.map(|most| ((most - started.elapsed().as_secs_f64()) * part).max(1.0)),
        ..settings.limits
    };
    let then = year::of(scenario, &facts, last, &asks[last], None);
    let instance = Arc::new(Instance::prepare(Arc::new(then)));
    let Choice { method, .. } = choose(&Problem::of(Arc::clone(&instance)), wanted);
    let settings_end = Settings { limits: part(if count > 1 { 0.5 } else { 1.0 }), ..*settings };
    let end = match solve(&instance, &*method, &settings_end, watcher)? {
        Answer::Options(end) => Options { calibration: calibrated(scenario)?, ..*end },
        answer => {
            let certain = asks[last].is_certain();
            return Ok(Planned::NoEnd { instance, certain, answer: Box::new(answer) });
        }
    };
    let mut found: Vec<Option<YearPlan>> = vec![None; count];
    found[last] = Some(YearPlan {
        year: scenario.end_year,
        state: State::of(&instance, &end.plan.decisions),
        status_quo: end.status_quo.clone(),
        plan: end.plan.clone(),
        moves: Vec::new(),
        required: asks[last].clone(),
        // Asked for more than every programme has to save, its bound is none for every programme.
        alone: end.staged.stages.first().filter(|_| asks[last].is_certain()).cloned(),
        instance: Arc::clone(&instance),
    });
    // What the end saves beyond what it had to need not be saved before it.
    let saved = end.plan.measures.money.saving;
    let first = asks[last].clone();
    asks = required(scenario, &facts, &more, Some(saved)).unwrap_or(asks);
    asks[last] = first;
    let mut from = last;
    for round in 0..ROUNDS {
        let before = found.clone();
        for at in (0..from).rev() {
            let later = found[at + 1].as_ref().map(|year| year.state.clone());
            let Some(later) = later else { break };
            let limits = part(1.0 / (at as f64 + 1.0));
            match one_year(scenario, &facts, at, &asks[at], &later, wanted, &limits, watcher)? {
                OneYear::Found(year) => found[at] = Some(*year),
                // The programme of the round before stands, whatever it is short of.
                OneYear::None { .. } if round > 0 => {
                    found = before;
                    break;
                }
                OneYear::None { proven } => {
                    let proven = proven && asks[at].is_certain();
                    let year = scenario.years().nth(at).unwrap_or(scenario.end_year);
                    let required = asks[at].clone();
                    return Ok(Planned::NoWay { year, required, proven, end: Box::new(end), instance });
                }
            }
        }
        let states: Vec<&State> = found.iter().flatten().map(|year| &year.state).collect();
        let Some((at, short)) = short(scenario, &facts, &states) else { break };
        if at == last || watcher.stop() || round + 1 == ROUNDS {
            break;
        }
        more[at] += short;
        let Some(again) = required(scenario, &facts, &more, Some(saved)) else { break };
        asks = again;
        from = at + 1;
    }
    let mut years: Vec<YearPlan> = found.into_iter().flatten().collect();
    // One relaxation of all years takes as long as all else together: only where it is asked for.
    let limits = Limits { work: None, ..part(1.0) };
    let bound = if settings.joint { joint(scenario, &facts, &asks, &limits, watcher)? } else { None };
    for at in 0..years.len() {
        let before = if at == 0 { &facts.today } else { &years[at - 1].state };
        years[at].moves = year::moved(before, &years[at].state);
    }
    Ok(Planned::Years(Box::new(Years { years, end, bound })))
}

/// Is the model of the baseline year near what was seen in it?
fn calibrated(scenario: &Scenario) -> Result<Calibration, RunError> {
    let bare = Scenario { rules: Vec::new(), targets: Vec::new(), programme: None, ..scenario.clone() };
    let instance = Arc::new(Instance::prepare(Arc::new(bare)));
    know_today(&instance)?;
    let exact = Formulation::formulate(&instance, Grain::Whole);
    let aims = stages_of(&instance.scenario);
    let today = Assessed::status_quo(&exact, &aims)?;
    Ok(calibrate(&instance, &today))
}

enum OneYear {
    Found(Box<YearPlan>),
    None { proven: bool },
}

#[allow(clippy::too_many_arguments, reason = "the parts of one year, used here only")]
fn one_year(
    scenario: &Scenario,
    facts: &Facts,
    at: usize,
    required: &Required,
    later: &State,
    wanted: Wanted,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<OneYear, RunError> {
    let then = year::of(scenario, facts, at, required, Some(later));
    let instance = Arc::new(Instance::prepare(Arc::new(then)));
    know_today(&instance)?;
    let Choice { method, .. } = choose(&Problem::of(Arc::clone(&instance)), wanted);
    let bounds = on_the_way(scenario, &instance, later);
    let search = Limits { seconds: limits.seconds.map(|most| most * 0.7), ..*limits };
    let plan = match best_within("plan", &instance, &*method, bounds, &search, watcher)? {
        Within::Found(found) => *found,
        Within::Impossible => return Ok(OneYear::None { proven: true }),
        Within::Nothing => return Ok(OneYear::None { proven: false }),
    };
    let exact = Formulation::formulate(&instance, Grain::Whole);
    let aims = stages_of(&instance.scenario);
    let status_quo = Assessed::status_quo(&exact, &aims)?;
    let rest = Limits { seconds: limits.seconds.map(|most| most * 0.3), ..*limits };
    let alone = alone(scenario, facts, at, required, wanted, &rest, watcher)?;
    Ok(OneYear::Found(Box::new(YearPlan {
        year: instance.scenario.end_year,
        state: State::of(&instance, &plan.decisions),
        status_quo,
        plan,
        moves: Vec::new(),
        required: required.clone(),
        alone,
        instance,
    })))
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

/// What no programme can do better than, in the sum of its years by the first goal.
fn joint(
    scenario: &Scenario,
    facts: &Facts,
    asks: &[Required],
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<f64>, RunError> {
    let years: Vec<Problem> = (0..asks.len()).map(|at| by_itself(scenario, facts, at, &asks[at])).collect();
    let Some((aim, _)) = stages_of(scenario).into_iter().next() else { return Ok(None) };
    let stays = scenario.programme.as_ref().is_none_or(|programme| !programme.moves.reversible);
    Ok(joint_bound(&years, aim, stays, limits, watcher)?)
}

/// A year whatever stands before and after it: only what every programme has to keep is asked of it.
fn by_itself(scenario: &Scenario, facts: &Facts, at: usize, required: &Required) -> Problem {
    let certain = Required { amount: required.certain, ..required.clone() };
    Problem::of(Arc::new(Instance::prepare(Arc::new(year::of(scenario, facts, at, &certain, None)))))
}

/// The first goal of a year by itself.
fn alone(
    scenario: &Scenario,
    facts: &Facts,
    at: usize,
    required: &Required,
    wanted: Wanted,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Stage>, RunError> {
    let problem = by_itself(scenario, facts, at, required);
    know_today(&problem.instance)?;
    let Some((aim, within)) = stages_of(&problem.instance.scenario).into_iter().next() else { return Ok(None) };
    let mut session = choose(&problem, wanted).method.open(&problem)?;
    let limits = Limits { gap: Some(limits.gap.unwrap_or(within)), ..*limits };
    let outcome = session.solve(aim, &limits, watcher)?;
    let value = outcome.value.unwrap_or(f64::NAN);
    let closed = outcome.gap().is_some_and(|gap| gap <= within.max(1e-6));
    let (bound, certificate) = (outcome.bound, outcome.certificate);
    Ok(bound.map(|_| Stage { aim, within, value, bound, certificate, closed, held: value }))
}

/// For the first hard target on money of a year that these states miss: which year to ask for more, and how
/// much more in a whole year.
fn short(scenario: &Scenario, facts: &Facts, states: &[&State]) -> Option<(usize, Pence)> {
    let programme = scenario.programme.as_ref()?;
    let in_year: Vec<i128> = (0..states.len())
        .map(|year| {
            let before = if year == 0 { &facts.today } else { states[year - 1] };
            let left = i128::from(programme.moves.months[year]);
            let [was, is] = [before, states[year]].map(|state| i128::from(facts.saved(year, state).0));
            ((12 - left) * was + left * is).div_euclid(12)
        })
        .collect();
    let missed = scenario.targets.iter().filter(|target| target.strength == Strength::Hard).filter_map(|target| {
        let by = scenario.years().position(|year| year == target.by)?;
        let wanted = |year: usize| i128::from(asked(scenario, facts, target, year).0);
        let missing = match (target.basis, target.measured) {
            (Basis::CumulativeCash, _) => {
                let beside = |year: usize| wanted(year) - i128::from(target.amount.0);
                let have: i128 = (0..=by).map(|year| in_year[year] - beside(year)).sum();
                i128::from(target.amount.0) - have
            }
            (_, Measured::InYear) => wanted(by) - in_year[by],
            (_, Measured::RunRate) => 0,
        };
        // The year before is asked for more, as far as its months count in the sum; this one, where they
        // do not.
        let months = |year: usize| i128::from(programme.moves.months[year]);
        let before = by.checked_sub(1).filter(|_| months(by) < 12);
        let cash = target.basis == Basis::CumulativeCash;
        let (at, share) = match before {
            Some(before) if cash => (before, months(before) + 12 - months(by)),
            Some(before) => (before, 12 - months(by)),
            None => (by, months(by)),
        };
        (missing > 0).then(|| (at, Pence(i64::try_from(missing * 12 / share.max(1) + 1).unwrap_or(i64::MAX))))
    });
    missed.min_by_key(|(year, _)| *year)
}
