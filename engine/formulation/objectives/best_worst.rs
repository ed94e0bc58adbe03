//! The share reached in the part where it is lowest, as high as can be.
//!
//! ```text
//! max t,   t ≤ Σ_{a in p} Σ_{o of k} e[o] · δ[a,o] · r[a,o] ÷ N[p]      for every part p with people
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | t | the lowest share | share | decided |
//! | r[a,o] | people addressed | people a year | decided |
//! | δ[a,o], e[o] | share who come, equivalence of the mode | 0–1 | distance and decay, scenario |
//! | N[p] | people of the part, all or eligible for the service | people | areas table |
//!
//! Source: model.md, "Goals" ("best worst-district share").

use super::Objective;
use crate::formulation::part::{Part, parts};
use crate::formulation::{Column, ColumnKey, Formulation, RowKey};
use doorstep_scenario::{GoalKind, Of, Per, ServiceIx};

pub(super) fn add(formulation: &mut Formulation, goal: usize, service: ServiceIx, of: Of, per: Per) {
    let instance = formulation.instance.clone();
    let parts: Vec<(usize, Part, f64)> = parts(&instance.scenario, per)
        .into_iter()
        .enumerate()
        .map(|(at, part)| (at, part, part.people(&instance.scenario, service, of)))
        .filter(|(_, _, people)| *people > 0.0)
        .collect();
    // Without anybody the lowest share is 0.
    let upper = if parts.is_empty() { 0.0 } else { 1.0 };
    let lowest = formulation.add_column(Column { key: ColumnKey::Worst(goal), lower: 0.0, upper, whole: false });
    for (at, part, people) in parts {
        let mut terms = vec![(lowest, 1.0)];
        for (cohort, arms) in instance.cohorts_with_arms() {
            let share = part.share_of(&instance, cohort);
            if cohort.service == service && share > 0.0 {
                let each = |arm: usize| -share * instance.reached_by(&instance.arms[arm]) / people;
                terms.extend(arms.clone().map(|arm| (formulation.layout.reach(arm), each(arm))));
            }
        }
        formulation.add_row(RowKey::GoalPart(goal, at), f64::NEG_INFINITY, 0.0, terms);
    }
}

pub(super) fn of(formulation: &Formulation, kind: GoalKind) -> Objective {
    super::worst(formulation, kind, true)
}
