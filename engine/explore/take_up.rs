//! Take-up scaled to what was seen: for each service with an observed reach one factor, so that
//! today's reach by the model is the observed one.
//!
//! ```text
//! π'[k,g] = min(1, σ[k] · π[k,g])
//! find σ[k] such that  Σ e·δ·r(π') = observed[k],   r(π') today's canonical reach
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | π | would use the service if it were at the door | share | service, by group |
//! | σ | factor | – | found here |
//! | e, δ, r | as in reach | | instance |
//!
//! No row couples two services, so all factors are tried at once. Reach rises with σ until everybody
//! would come or every place is taken; where that is below what was seen, the least factor stands that
//! reaches as many, and every output says so. Source: model.md, "Calibration".

use super::RunError;
use crate::formulation::Formulation;
use crate::instance::Instance;
use crate::method::{Allotment, MethodError, canonical_reach};
use doorstep_scenario::{Code, Fault, Scenario, ServiceIx, Sessions, Share, TakeUpScale};
use std::sync::Arc;

/// Near enough to the observed figure, as a share of it.
const NEAR: f64 = 1e-9;
/// The most times today is worked out.
const TRIES: usize = 60;

/// An instance ready for any question: its take-up scaled to observed reach where its scenario asks
/// for that, else as it is.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn prepare(instance: Instance) -> Result<Arc<Instance>, MethodError> {
    if !is_owed(&instance.scenario) {
        return Ok(Arc::new(instance));
    }
    let mut scenario = (*instance.scenario).clone();
    // Today answers to no rule, and the first reach goal's weights alone decide who goes first.
    let bare = Scenario { rules: Vec::new(), targets: Vec::new(), ..scenario.clone() };
    let found = search(&bare)?;
    scenario = with(&scenario, &found);
    scenario.observed.scaled = found;
    Ok(Arc::new(Instance::prepare(Arc::new(scenario))))
}

fn is_owed(scenario: &Scenario) -> bool {
    let observed = &scenario.observed;
    observed.scale_take_up && !observed.reached.is_empty() && observed.scaled.is_empty()
}

/// Refuses an instance whose take-up should have been scaled and was not.
pub(super) fn known_take_up(instance: &Instance) -> Result<(), RunError> {
    if is_owed(&instance.scenario) { Err(RunError::NotScaled) } else { Ok(()) }
}

/// Services whose observed reach no take-up explains.
pub fn unmet(scenario: &Scenario) -> Vec<Fault> {
    let each = scenario.observed.scaled.iter().filter(|scale| !scale.met).filter_map(|scale| {
        let seen = scenario.observed.reached.iter().find(|seen| seen.service == scale.service)?;
        let service = &scenario.services[scale.service.0].id;
        Some(Fault {
            code: Code::LooksWrong,
            place: seen.place.clone(),
            what: format!(
                "{service} is observed to reach {:.0}; at any take-up its sessions of today reach {:.0} at most by the model",
                seen.people, scale.reached
            ),
            fix: "Check the figure, and today's sessions, places, visits and decay".to_owned(),
        })
    });
    each.collect()
}

/// The search for one factor: reached too few at `low`, enough at `high`.
struct Bracket {
    wanted: f64,
    low: (f64, f64),
    high: (f64, f64),
    /// The best so far, and what it reaches.
    now: (f64, f64),
    /// Which side moved last, for a halved step on the other.
    moved: Option<bool>,
    met: bool,
    done: bool,
}

fn search(scenario: &Scenario) -> Result<Vec<TakeUpScale>, MethodError> {
    let services: Vec<ServiceIx> = scenario.observed.reached.iter().map(|seen| seen.service).collect();
    let ones = vec![1.0; services.len()];
    let full: Vec<f64> = services.iter().map(|service| to_full(scenario, *service)).collect();
    let (as_it_is, at_most) = (today(scenario, &services, &ones)?, today(scenario, &services, &full)?);
    let mut brackets: Vec<Bracket> = Vec::new();
    for (at, seen) in scenario.observed.reached.iter().enumerate() {
        brackets.push(Bracket::of(seen.people, as_it_is[at], (full[at], at_most[at])));
    }
    for _ in 0..TRIES {
        if brackets.iter().all(|bracket| bracket.done) {
            break;
        }
        let open: Vec<usize> = (0..brackets.len()).filter(|at| !brackets[*at].done).collect();
        let tried: Vec<f64> = open.iter().map(|at| brackets[*at].next()).collect();
        let of: Vec<ServiceIx> = open.iter().map(|at| services[*at]).collect();
        let reached = today(scenario, &of, &tried)?;
        for (at, found) in open.into_iter().zip(tried.into_iter().zip(reached)) {
            brackets[at].learn(found);
        }
    }
    let found = services.into_iter().zip(brackets).map(|(service, bracket)| {
        let (factor, reached) = bracket.now;
        let met = bracket.met && (reached - bracket.wanted).abs() <= 1e-6 * bracket.wanted;
        TakeUpScale { service, factor, reached, met }
    });
    Ok(found.collect())
}

impl Bracket {
    fn of(observed: f64, as_it_is: f64, (full, at_most): (f64, f64)) -> Bracket {
        let met = at_most >= observed * (1.0 - NEAR);
        let wanted = if met { observed } else { at_most * (1.0 - NEAR) };
        let enough = as_it_is >= wanted;
        let (low, high) = if enough { ((0.0, 0.0), (1.0, as_it_is)) } else { ((1.0, as_it_is), (full, at_most)) };
        // As it is, it may be right already, or as much as there can be.
        let done = (as_it_is - wanted).abs() <= NEAR * wanted || (!met && enough);
        let now = if done { (1.0, as_it_is) } else { high };
        Bracket { wanted, low, high, now, moved: None, met, done }
    }

    /// Where to look next: between the sides by what each lacks, or halfway where that is no help.
    fn next(&self) -> f64 {
        let (low, high) = (self.low, self.high);
        if !self.met {
            return f64::midpoint(low.0, high.0);
        }
        let (lacks, over) = (self.wanted - low.1, high.1 - self.wanted);
        let share = lacks / (lacks + over).max(f64::MIN_POSITIVE);
        low.0 + (high.0 - low.0) * share.clamp(1e-3, 1.0 - 1e-3)
    }

    fn learn(&mut self, found: (f64, f64)) {
        let enough = found.1 >= self.wanted;
        let again = self.moved == Some(enough);
        // The side that stands still counts half as far off (the Illinois rule), or it would stand for good.
        if enough {
            self.high = found;
            if again {
                self.low.1 = f64::midpoint(self.low.1, self.wanted);
            }
        } else {
            self.low = found;
            if again {
                self.high.1 = f64::midpoint(self.high.1, self.wanted);
            }
        }
        self.moved = Some(enough);
        let off = |at: (f64, f64)| (at.1 - self.wanted).abs();
        if (self.met && off(found) <= off(self.now)) || (!self.met && enough) {
            self.now = found;
        }
        self.done = (self.met && off(found) <= NEAR * self.wanted) || self.high.0 - self.low.0 <= 1e-9 * self.high.0;
    }
}

/// The factor at which everybody eligible would come.
fn to_full(scenario: &Scenario, service: ServiceIx) -> f64 {
    let shares = scenario.services[service.0].take_up.iter().flatten().map(|share| share.value());
    1.0 / shares.filter(|share| *share > 0.0).fold(1.0, f64::min)
}

/// The scenario with take-up scaled by factors that are known already.
pub(super) fn as_scaled(scenario: Scenario, scaled: &[TakeUpScale]) -> Scenario {
    if scaled.is_empty() {
        return scenario;
    }
    let mut scenario = with(&scenario, scaled);
    scenario.observed.scaled = scaled.to_vec();
    scenario
}

fn with(scenario: &Scenario, scales: &[TakeUpScale]) -> Scenario {
    let mut scenario = scenario.clone();
    for scale in scales {
        for share in scenario.services[scale.service.0].take_up.iter_mut().flatten() {
            *share = Share::new((share.value() * scale.factor).min(1.0)).unwrap_or(*share);
        }
    }
    scenario
}

/// Today's reach of services with these factors; the others stand still, which makes it quicker.
fn today(scenario: &Scenario, services: &[ServiceIx], factors: &[f64]) -> Result<Vec<f64>, MethodError> {
    let scales = services.iter().zip(factors).map(|(service, factor)| TakeUpScale {
        service: *service,
        factor: *factor,
        reached: 0.0,
        met: false,
    });
    let instance = Arc::new(Instance::prepare(Arc::new(with(scenario, &scales.collect::<Vec<_>>()))));
    let exact = Formulation::of_plans(&instance);
    let mut decisions = instance.baseline.clone();
    for (offer, sessions) in instance.offers.iter().zip(&mut decisions.sessions) {
        if !services.contains(&offer.service) {
            *sessions = Sessions::ZERO;
        }
    }
    let addressed = canonical_reach(&exact, &decisions, Allotment::Today)?;
    let mut reached = vec![0.0; scenario.services.len()];
    for (arm, people) in instance.arms.iter().zip(&addressed) {
        reached[instance.offers[arm.offer()].service.0] += people * instance.reached_by(arm);
    }
    Ok(services.iter().map(|service| reached[service.0]).collect())
}
