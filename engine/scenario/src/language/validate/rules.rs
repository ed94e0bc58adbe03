//! Rules and goals of which one alone, or one beside another, says what cannot be meant.

use crate::fault::quoted;
use crate::{Code, Counted, Faults, GoalKind, Place, Rule, RuleKind, Scenario, ServiceIx, Strength};

/// `complete` says whether every rule that is written could be read.
pub(super) fn validate(scenario: &Scenario, complete: bool, faults: &mut Faults) {
    for rule in &scenario.rules {
        match &rule.kind {
            RuleKind::Lock { site, level } => {
                let found = &scenario.sites[site.0];
                if !found.levels.contains(level) {
                    let (level, levels) = (&scenario.levels[level.0].id, super::listed(scenario, &found.levels));
                    let what = format!("site {} may not be {level}: its levels are {levels}", quoted(&found.id));
                    let fix = "Allow the level in the sites table, or change the lock";
                    faults.add(Code::Contradiction, &rule.place, what, fix);
                }
            }
            RuleKind::ReachShare { counted: Counted { service, .. }, .. }
            | RuleKind::KeepReach { service, .. }
            | RuleKind::ServeEveryone { service } => {
                somebody(scenario, *service, (&rule.place, "remove the rule"), faults);
            }
            RuleKind::Together { service, modes, with, with_modes } if service == with && modes == with_modes => {
                let what = "a service stands together with itself everywhere".to_owned();
                faults.add(Code::Contradiction, &rule.place, what, "Name two services, or other modes of one");
            }
            RuleKind::IfThen { when, then } if when == then => {
                let what = "the same condition stands on both sides".to_owned();
                faults.add(Code::Contradiction, &rule.place, what, "Name two different conditions");
            }
            _ => {}
        }
    }
    for goal in &scenario.goals {
        let GoalKind::MostAccess(access) = goal.kind else { continue };
        for counted in &scenario.access[access.0].counted {
            somebody(scenario, counted.service, (&goal.place, "leave the service out"), faults);
        }
    }
    if complete {
        travel_goals(scenario, faults);
    }
}

/// Does anybody use the service at the door? If not, what is asked of it says nothing: tells what else to do.
fn somebody(scenario: &Scenario, service: ServiceIx, (place, or): (&Place, &str), faults: &mut Faults) {
    let service = &scenario.services[service.0];
    if service.take_up.iter().all(|share| share.is_none_or(|share| share.value() <= 0.0)) {
        let what = format!("nobody takes up {}", quoted(&service.id));
        faults.add(Code::NobodyCounted, place, what, format!("Give a take-up above 0, or {or}"));
    }
}

/// Goals about travel say nothing where whoever is far away may be left out.
fn travel_goals(scenario: &Scenario, faults: &mut Faults) {
    for goal in &scenario.goals {
        let (GoalKind::LeastTravel(service)
        | GoalKind::LeastWorstTravel(service)
        | GoalKind::KolmPollak { service, .. }) = goal.kind
        else {
            continue;
        };
        let everyone = |rule: &Rule| {
            rule.strength == Strength::Hard
                && matches!(rule.kind, RuleKind::ServeEveryone { service: of } if of == service)
        };
        if !scenario.rules.iter().any(everyone) {
            let id = quoted(&scenario.services[service.0].id);
            let what = format!("least travel to {id} is nobody's travel: no rule says that everyone is served");
            let fix = format!("Add a rule: \"everyone\": ServeEveryone(service: {id})");
            faults.add(Code::Contradiction, &goal.place, what, fix);
        }
    }
}
