//! The figures about to be printed against the checker's own.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_scenario::{Pence, Scenario};

use crate::goals::{Sense, Valued};
use crate::tolerance::{same, slack};
use crate::verdict::{Breaks, shown};
use crate::{Claims, Code, Figures, GoalClaim, GoalFigure};

/// Compares everything that is claimed; fills in what the claims add to the goals' figures.
pub(crate) fn compare(
    scenario: &Scenario,
    claims: &Claims,
    goals: &[Valued],
    figures: &mut Figures,
    breaks: &mut Breaks,
) {
    let money = Kind { noun: "spending on", code: Code::SpendDiffers, same: same_pence, shown: pounds };
    money.compare(&claims.spend, &figures.spend, breaks);
    let saving = Kind { noun: "the saving counted by", code: Code::SavingDiffers, same: same_pence, shown: pounds };
    saving.compare(&claims.savings, &figures.savings, breaks);
    let reach = Kind { noun: "the people reached by", code: Code::ReachDiffers, same, shown };
    reach.compare(&claims.reached, &figures.reached, breaks);
    for (id, said) in claims.reached.iter().filter(|(_, said)| !said.is_finite()) {
        breaks.add(Code::ClaimNotANumber, id, || format!("the people reached by `{id}` are claimed to be {said}"));
    }
    compare_areas(scenario, &claims.reached_by_area, &figures.reached_by_area, breaks);
    figures.goals = compare_goals(&claims.goals, goals, breaks);
}

/// People reached of every group in every area, by service; nothing is claimed by an empty list.
fn compare_areas(scenario: &Scenario, claimed: &[Vec<f64>], own: &[Vec<f64>], breaks: &mut Breaks) {
    if claimed.is_empty() {
        return;
    }
    let shape = |all: &[Vec<f64>]| all.iter().map(Vec::len).collect::<Vec<_>>();
    if shape(claimed) != shape(own) {
        breaks.add(Code::ClaimMissing, "reached by area", || {
            format!(
                "people reached by area are claimed as {} lists; there are {}, or of other lengths",
                claimed.len(),
                own.len()
            )
        });
        return;
    }
    let groups = scenario.groups.len().max(1);
    for (service, (claimed, own)) in scenario.services.iter().zip(claimed.iter().zip(own)) {
        for (at, (said, own)) in claimed.iter().zip(own).enumerate() {
            let about = || {
                let (area, group) = (&scenario.areas[at / groups].id, &scenario.groups[at % groups].id);
                format!("the people of `{group}` in {area} reached by `{}`", service.id)
            };
            if !said.is_finite() {
                breaks.add(Code::ClaimNotANumber, &service.id, || format!("{} are claimed to be {said}", about()));
            } else if !same(*own, *said) {
                breaks.add(Code::ReachDiffers, &service.id, || {
                    format!("{} are claimed as {}; they are {}", about(), shown(*said), shown(*own))
                });
            }
        }
    }
}

fn same_pence(own: Pence, said: Pence) -> bool {
    own == said
}

fn pounds(amount: Pence) -> String {
    amount.to_string()
}

/// One kind of figure in a list by id.
struct Kind<T> {
    noun: &'static str,
    code: Code,
    same: fn(T, T) -> bool,
    shown: fn(T) -> String,
}

impl<T: Copy> Kind<T> {
    fn compare(&self, claimed: &[(String, T)], own: &[(String, T)], breaks: &mut Breaks) {
        if claimed.is_empty() {
            return;
        }
        let noun = self.noun;
        let own: BTreeMap<&str, T> = own.iter().map(|(id, figure)| (id.as_str(), *figure)).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (id, said) in claimed {
            let said = *said;
            if !seen.insert(id) {
                breaks
                    .add(Code::ClaimTwice, id, || format!("{noun} `{id}` is claimed again, as {}", (self.shown)(said)));
            }
            match own.get(id.as_str()) {
                None => breaks.add(Code::ClaimUnknown, id, || format!("{noun} `{id}` is claimed; there is no `{id}`")),
                Some(&own) if !(self.same)(own, said) => breaks.add(self.code, id, || {
                    format!("{noun} `{id}` is claimed as {}; it is {}", (self.shown)(said), (self.shown)(own))
                }),
                Some(_) => {}
            }
        }
        for (id, own) in own.iter().filter(|(id, _)| !seen.contains(**id)) {
            breaks.add(Code::ClaimMissing, id, || {
                format!("{noun} `{id}` is missing from the list; it is {}", (self.shown)(*own))
            });
        }
    }
}

fn compare_goals(claims: &[GoalClaim], goals: &[Valued], breaks: &mut Breaks) -> Vec<GoalFigure> {
    let names = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(", ");
    let matches = claims.len() == goals.len() && claims.iter().zip(goals).all(|(claim, goal)| claim.name == goal.name);
    if !matches && !claims.is_empty() {
        breaks.add(Code::GoalsDiffer, "goals", || {
            let said = names(&mut claims.iter().map(|claim| claim.name.as_str()));
            let own = names(&mut goals.iter().map(|goal| goal.name));
            format!("the goals are claimed to be {said}; they are {own}")
        });
    }
    let mut figures = Vec::with_capacity(goals.len());
    for (position, goal) in goals.iter().enumerate() {
        let mut figure = GoalFigure { name: goal.name.to_owned(), value: goal.value, bound: None, gap: None };
        if let Some(claim) = claims.get(position).filter(|_| matches) {
            compare_goal(claim, goal, position + 1, &mut figure, breaks);
        }
        figures.push(figure);
    }
    figures
}

fn compare_goal(claim: &GoalClaim, goal: &Valued, position: usize, figure: &mut GoalFigure, breaks: &mut Breaks) {
    let (name, value) = (goal.name, goal.value);
    // Nothing agrees with a value without end (an exponential of a long way).
    let agrees = value.is_finite() && (claim.value - value).abs() <= goal.slack;
    if !claim.value.is_finite() {
        breaks
            .add(Code::ClaimNotANumber, name, || format!("goal {position}, {name}, is claimed to be {}", claim.value));
    } else if !agrees {
        breaks.add(Code::GoalDiffers, name, || {
            format!("goal {position}, {name}, is claimed to be {}; it is {}", shown(claim.value), shown(value))
        });
    }
    match claim.bound {
        None => {}
        Some(bound) if !bound.is_finite() => breaks.add(Code::ClaimNotANumber, name, || {
            format!("the bound of goal {position}, {name}, is claimed to be {bound}")
        }),
        Some(bound) => {
            let beaten = match goal.sense {
                Sense::Most => value - bound,
                Sense::Least => bound - value,
            };
            if beaten <= slack(value).max(goal.slack) {
                figure.bound = Some(bound);
                figure.gap = Some(gap(-beaten, bound, goal.slack));
            } else {
                breaks.add(Code::BoundWrongSide, name, || {
                    let side = if goal.sense == Sense::Most { "more" } else { "less" };
                    let (bound, value) = (shown(bound), shown(value));
                    format!("goal {position}, {name}: no plan is said to do {side} than {bound}; this one has {value}")
                });
            }
        }
    }
    match (claim.gap, figure.gap) {
        (None, _) => {}
        (Some(said), Some(own)) if same_gap(own, said) => {}
        (Some(said), own) => breaks.add(Code::GapDiffers, name, || {
            let own = own.map_or("there is no bound to take it from".to_owned(), |own| format!("it is {own}"));
            format!("the gap of goal {position}, {name}, is claimed to be {said}; {own}")
        }),
    }
}

/// See [`GoalClaim::gap`].
fn gap(left: f64, bound: f64, slack: f64) -> f64 {
    // A bound beaten within the tolerance leaves nothing. Above 0 over 0 is infinite, as documented.
    if left <= slack { 0.0 } else { left / bound.abs() }
}

/// A value that may differ by a millionth moves its gap by no more than that.
fn same_gap(own: f64, said: f64) -> bool {
    if own.is_infinite() { said.is_infinite() && said > 0.0 } else { (own - said).abs() <= slack(1.0 + own) }
}
