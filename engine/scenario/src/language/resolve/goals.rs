//! Goals, in the order that is their meaning.

use super::rules::{of, per};
use super::{Names, access};
use crate::language::decode::{Settings, list, name_of, tag, word};
use crate::language::scalars::{money, number, share, to_whole};
use crate::language::tree::Tree;
use crate::{Access, AccessIx, Code, Faults, Goal, GoalKind, Pence, ServiceIx, Share, Weight};

/// Goals, and what those of access count.
pub(super) fn goals(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<(Vec<Goal>, Vec<Access>)> {
    let items = list(tree, faults)?;
    if items.is_empty() {
        faults.add(
            Code::NothingToDecide,
            &tree.place,
            "no goal is given",
            "Say what is preferred: [MostReach(weight: Need)]",
        );
        return None;
    }
    let mut access = Vec::new();
    let goals: Vec<Option<Goal>> = items.iter().map(|item| goal(item, names, &mut access, faults)).collect();
    let goals: Vec<Goal> = goals.into_iter().collect::<Option<_>>()?;
    for (at, goal) in goals.iter().enumerate() {
        if goals[..at].iter().any(|earlier| earlier.kind == goal.kind) {
            faults.add(Code::GivenTwice, &goal.place, "this goal stands earlier in the list", "Keep the first");
            return None;
        }
    }
    Some((goals, access))
}

fn goal(tree: &Tree, names: &Names, access: &mut Vec<Access>, faults: &mut Faults) -> Option<Goal> {
    let known = [
        "MostReach",
        "BestWorst",
        "LeastCost",
        "LeastTravel",
        "LeastWorstTravel",
        "KolmPollak",
        "MostAccess",
        "FewestChanges",
    ];
    let kind = tag(tree, &known, faults)?;
    let mut settings = Settings::of(tree, "a goal", faults)?;
    let kind = match kind {
        "MostReach" => settings
            .need("weight", faults, |tree, faults| {
                Some(if word(tree, &["Need", "Equal"], faults)? == "Need" { Weight::Need } else { Weight::Equal })
            })
            .map(GoalKind::MostReach),
        "BestWorst" => {
            let service = service(&mut settings, names, faults);
            let of = of(&mut settings, faults);
            let per = per(&mut settings, &["District", "Band", "Group"], names, faults);
            service.zip(per).map(|(service, per)| GoalKind::BestWorst { service, of, per })
        }
        "LeastCost" => {
            let travel = settings.maybe("travel", faults, |tree, faults| {
                let travel = money(tree, faults)?;
                if travel == Pence::ZERO {
                    faults.add(
                        Code::OutOfRange,
                        &tree.place,
                        "travel counts £0",
                        "Give an amount, or leave travel out",
                    );
                    return None;
                }
                Some(travel)
            });
            Some(GoalKind::LeastCost { travel })
        }
        "LeastTravel" => service(&mut settings, names, faults).map(GoalKind::LeastTravel),
        "LeastWorstTravel" => service(&mut settings, names, faults).map(GoalKind::LeastWorstTravel),
        "KolmPollak" => {
            let service = service(&mut settings, names, faults);
            let aversion = settings.need("aversion", faults, |tree, faults| number(tree, &(0.001..=100.0), faults));
            let thousandths = aversion.map(|aversion| to_whole((aversion * 1000.0).round()));
            service.zip(thousandths).map(|(service, aversion)| GoalKind::KolmPollak { service, aversion })
        }
        "MostAccess" => access::access(&mut settings, names, faults).map(|found| {
            // What is counted twice is one and the same, and so is the goal.
            let at = access.iter().position(|known| *known == found).unwrap_or_else(|| {
                access.push(found);
                access.len() - 1
            });
            GoalKind::MostAccess(AccessIx(at))
        }),
        _ => Some(GoalKind::FewestChanges),
    };
    let within = settings.or("within", Share::ZERO, faults, share);
    settings.finish(faults);
    Some(Goal { kind: kind?, within, place: tree.place.clone() })
}

fn service(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<ServiceIx> {
    settings.need("service", faults, |tree, faults| name_of(tree, "service", &names.services, faults).map(ServiceIx))
}
