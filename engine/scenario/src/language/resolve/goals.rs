//! Goals, in the order that is their meaning.

use crate::language::decode::{Settings, list, tag, word};
use crate::language::scalars::share;
use crate::language::tree::Tree;
use crate::{Code, Faults, Goal, GoalKind, Share, Weight};

pub(super) fn goals(tree: &Tree, faults: &mut Faults) -> Option<Vec<Goal>> {
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
    let goals: Vec<Option<Goal>> = items.iter().map(|item| goal(item, faults)).collect();
    let goals: Vec<Goal> = goals.into_iter().collect::<Option<_>>()?;
    for (at, goal) in goals.iter().enumerate() {
        if goals[..at].iter().any(|earlier| earlier.kind == goal.kind) {
            faults.add(Code::GivenTwice, &goal.place, "this goal stands earlier in the list", "Keep the first");
            return None;
        }
    }
    Some(goals)
}

fn goal(tree: &Tree, faults: &mut Faults) -> Option<Goal> {
    let kind = tag(tree, &["MostReach", "LeastCost", "FewestChanges"], faults)?;
    let mut settings = Settings::of(tree, "a goal", faults)?;
    let kind = match kind {
        "MostReach" => settings
            .need("weight", faults, |tree, faults| {
                Some(if word(tree, &["Need", "Equal"], faults)? == "Need" { Weight::Need } else { Weight::Equal })
            })
            .map(GoalKind::MostReach),
        "LeastCost" => Some(GoalKind::LeastCost),
        _ => Some(GoalKind::FewestChanges),
    };
    let within = settings.maybe("within", faults, share).unwrap_or(Share::ZERO);
    settings.finish(faults);
    Some(Goal { kind: kind?, within, place: tree.place.clone() })
}
