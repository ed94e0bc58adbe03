//! The way back: from decisions of a covering problem to every column of the formulation.
//!
//! ```text
//! r[c,o*] = Nπ[c]  for the best o* that runs;   other columns as `presolve.rs` put them
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r, Nπ | people addressed, people who would come | people a year | formulation |
//!
//! Among equals the first arm. Source: model.md, "Reach".

use super::flow::Flow;
use super::map::Mapped;
use crate::formulation::Formulation;

/// Where the decisions of a formulation stand without its columns of reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dense {
    first: usize,
    /// How many columns of reach there are.
    pub arms: usize,
}

impl Dense {
    pub fn of(formulation: &Formulation) -> Dense {
        Dense { first: formulation.layout.reach(0), arms: formulation.instance.arms.len() }
    }

    /// The decision of a column; `None` for reach.
    pub fn at(self, column: usize) -> Option<usize> {
        match column {
            before if before < self.first => Some(before),
            after if after >= self.first + self.arms => Some(after - self.arms),
            _ => None,
        }
    }

    /// The column of a decision.
    pub fn column(self, decision: usize) -> usize {
        if decision < self.first { decision } else { decision + self.arms }
    }
}

impl Mapped {
    /// All columns of the formulation: decisions worked out, people at the best that runs.
    pub fn columns(&self, formulation: &Formulation, found: &[f64], everyone: &[bool]) -> Vec<f64> {
        let instance = &formulation.instance;
        let mut columns = vec![0.0; formulation.columns.len()];
        for (at, expression) in self.decisions.iter().enumerate() {
            let column = self.dense.column(at);
            let value = expression.at(found);
            columns[column] = if formulation.columns.at(column).whole { value.round() } else { value };
        }
        // Where floors on reach stand, everybody goes where most is reached.
        let floors = !self.problem.floors.is_empty();
        let flow = self.flow.or(floors.then_some(Flow::Reach { by_need: false }));
        for (cohort, (who, arms)) in instance.cohorts_with_arms().enumerate() {
            let weight = flow.map_or(0.0, |flow| if floors { 1.0 } else { flow.weight(instance, who) });
            let worth = |arm: usize| match flow.filter(|_| weight > 0.0) {
                Some(flow) => flow.value(instance, &instance.arms[arm]),
                None => -instance.arms[arm].travel,
            };
            let running =
                arms.clone().filter(|arm| columns[formulation.layout.runs(instance.arms[*arm].offer())] > 0.5);
            let best = running.max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.cmp(a)));
            if let Some(arm) = best.filter(|arm| everyone[cohort] || (weight > 0.0 && worth(*arm) > 0.0)) {
                columns[formulation.layout.reach(arm)] = who.potential;
            }
        }
        columns
    }

    /// The decisions of the problem in columns of the formulation.
    pub fn start(&self, columns: &[f64]) -> Vec<f64> {
        self.kept.iter().map(|at| columns.get(self.dense.column(*at)).copied().unwrap_or(0.0)).collect()
    }
}
