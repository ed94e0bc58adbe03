//! Hard rules that could never hold, as far as derived numbers alone show it, and goals that arithmetic
//! could not tell apart. What only all rules together rule out is for the solver to prove.

use super::Instance;
use doorstep_scenario::{Code, Fault, Faults, GoalKind, LineIx, Pence, RuleKind, ServiceIx, Strength};

/// The largest exponent of a goal's terms: e²⁰ ≈ 5 · 10⁸. Beyond it one person far away weighs more than
/// all others together, and the others' figures are lost in the arithmetic.
const LARGEST: f64 = 20.0;

/// Warnings for rules that could never hold whatever is decided, errors for goals that could not be
/// computed.
pub fn cannot_hold(instance: &Instance) -> Vec<Fault> {
    let mut faults = Faults::new();
    let scenario = &instance.scenario;
    for rule in scenario.rules.iter().filter(|rule| rule.strength == Strength::Hard) {
        let cannot = match &rule.kind {
            RuleKind::CostAtMost { amount, lines } => {
                let least = least_cost(instance, lines.as_deref());
                let what = format!("it allows {amount} a year, and {least} cannot be touched");
                (*amount < least).then_some((what, "Raise the amount, or make the rule soft"))
            }
            RuleKind::ServeEveryone { service } => everyone(instance, *service),
            _ => None,
        };
        if let Some((what, fix)) = cannot {
            let what = format!("rule \"{}\" cannot hold: {what}", rule.id);
            faults.add(Code::LooksWrong, &rule.place, what, fix);
        }
    }
    for goal in &scenario.goals {
        let GoalKind::KolmPollak { service, aversion } = goal.kind else { continue };
        let of = |arm: &&super::Arm| instance.cohorts[arm.cohort()].service == service;
        let farthest = instance.arms.iter().filter(of).map(|arm| arm.travel).fold(0.0, f64::max);
        let units = farthest / instance.travel_unit();
        let aversion = f64::from(aversion) / 1000.0;
        if aversion * units > LARGEST {
            let unit = if instance.travel_unit() > 1.0 { "km" } else { "min" };
            let what = format!("aversion {aversion} is too large for ways of up to {units:.1} {unit}");
            let most = (LARGEST / units * 1000.0).floor() / 1000.0;
            faults.add(Code::OutOfRange, &goal.place, what, format!("Use an aversion of at most {most}"));
        }
    }
    faults.sorted()
}

/// What these lines cost at least, whatever is decided.
fn least_cost(instance: &Instance, lines: Option<&[LineIx]>) -> Pence {
    let all = instance.scenario.lines.iter().enumerate();
    all.filter(|(at, _)| lines.is_none_or(|lines| lines.contains(&LineIx(*at))))
        .map(|(at, line)| if line.touchable { line.fixed } else { instance.baseline_cost[at] })
        .sum()
}

/// Why not everybody could be served, if so.
fn everyone(instance: &Instance, service: ServiceIx) -> Option<(String, &'static str)> {
    let id = &instance.scenario.services[service.0].id;
    let far = instance.out_of_reach()[service.0];
    if far >= 0.5 {
        let what = format!("{far:.0} people live too far from every possible place of {id}, or have no way to one");
        return Some((what, "Add a place, lower least_decay, or make the rule soft"));
    }
    let cohorts = instance.cohorts.iter().filter(|cohort| cohort.service == service);
    let people: f64 = cohorts.map(|cohort| cohort.potential).sum();
    let offers = instance.offers.iter().filter(|offer| offer.service == service);
    let most: f64 = offers.map(|offer| offer.served_by_session * offer.most.per_week()).sum();
    let short = people - most;
    (short > 1e-6 * people + 0.5).then(|| {
        let what = format!("{people:.0} people would use {id}, and all that could run serves at most {most:.0}");
        (what, "Allow more sessions or places, or make the rule soft")
    })
}
