//! The mean way in the area where it is longest, as short as can be.
//!
//! ```text
//! min T,   T ≥ Σ_{o of k} t[a,o] · r[a,o] ÷ Nπ[a]      for every area a
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | T | the longest mean way | metres or minutes | decided |
//! | t[a,o] | travel, unrounded where a matrix gives it so | metres or minutes | `instance/travel.rs` |
//! | r[a,o] | people addressed; all of Nπ by a rule the language demands | people a year | decided |
//! | Nπ[a] | people who would come | people | areas table, take-up |
//!
//! Where nothing is full, everybody is best sent to the nearest place, and this is the p-centre's
//! worst distance. Source: model.md, "Goals" ("least worst travel") and "Serve everyone".

use super::Objective;
use crate::formulation::{Column, ColumnKey, Formulation, RowKey};
use doorstep_scenario::{GoalKind, ServiceIx};

pub(super) fn add(formulation: &mut Formulation, goal: usize, service: ServiceIx) {
    let instance = formulation.instance.clone();
    let farthest = instance.arms.iter().map(|arm| arm.travel).fold(0.0, f64::max);
    let column = Column { key: ColumnKey::Worst(goal), lower: 0.0, upper: farthest, whole: false };
    let longest = formulation.add_column(column);
    for (at, cohort) in instance.cohorts.iter().enumerate().filter(|(_, cohort)| cohort.service == service) {
        let mut terms = vec![(longest, -1.0)];
        let arms = instance.arms_of_cohort(at);
        terms.extend(arms.map(|arm| (formulation.layout.reach(arm), instance.arms[arm].travel / cohort.potential)));
        formulation.add_row(RowKey::GoalPart(goal, at), f64::NEG_INFINITY, 0.0, terms);
    }
}

pub(super) fn of(formulation: &Formulation, kind: GoalKind) -> Objective {
    super::worst(formulation, kind, false)
}
