//! The whole check, in the order of the plan: decisions, people, money, rules, goals, claims.

use doorstep_scenario::{Plan, Scenario};

use crate::compare::compare;
use crate::footprint::Footprint;
use crate::money::{Money, pence};
use crate::names::Names;
use crate::reach::Reach;
use crate::rules::Facts;
use crate::today::Today;
use crate::verdict::Breaks;
use crate::{Claims, Demand, Figures, Verdict, goals, rules};

/// Checks a plan; `claims` are the figures about to be printed, compared one by one with the
/// checker's own.
///
/// `today` is what runs today, as a plan with its canonical reach. It must be given if a rule keeps
/// a share of today's reach, and is not looked at otherwise. Its levels and offers must be those of
/// the scenario's baseline, and its people must be able to come. That it reaches as many as it could
/// is not proved, only refuted where an offer of today has places to spare for people who count less
/// elsewhere or are left out; a today that is understated in other ways demands too little of the
/// plan. To check today itself, give it as both.
///
/// Whatever the plan holds, this returns a verdict and does not panic. The scenario must be a
/// resolved one, whose indices are valid.
pub fn check(scenario: &Scenario, plan: &Plan, today: Option<&Plan>, claims: &Claims, demand: Demand) -> Verdict {
    let mut breaks = Breaks::default();
    let names = Names::of(scenario);
    let footprint = Footprint::of(scenario, plan, &names, &mut breaks);
    let reach = Reach::of(scenario, plan, &names, &footprint, &mut breaks);
    let money = Money::of(scenario, &footprint, &mut breaks);
    let today = Today::of(scenario, today, &names, &mut breaks);

    let today = today.as_ref();
    let facts = Facts { scenario, footprint: &footprint, reach: &reach, money: &money, today };
    let rules = rules::rules(&facts, demand, &mut breaks);
    let targets = rules::targets(&facts, demand, &mut breaks);
    let goals = goals::values(&facts, &rules, &targets);

    let by_line = |amounts: &[i128]| {
        let lines = scenario.lines.iter().map(|line| line.id.clone());
        lines.zip(amounts.iter().map(|amount| pence(*amount))).collect()
    };
    let services = scenario.services.iter().enumerate();
    let mut figures = Figures {
        spend: by_line(&money.spend),
        baseline_spend: by_line(&money.baseline),
        savings: targets.iter().map(|target| (target.id.clone(), target.have)).collect(),
        reached: services.map(|(position, service)| (service.id.clone(), reach.by_service(position))).collect(),
        reached_by_area: (0..scenario.services.len())
            .map(|service| reach.table(scenario, service, |row| row.reached).into_numbers())
            .collect(),
        goals: Vec::new(),
    };
    compare(scenario, claims, &goals, &mut figures, &mut breaks);
    Verdict {
        broken: breaks.into_list(),
        rules: rules.into_iter().map(|found| found.finding).collect(),
        targets,
        figures,
    }
}
