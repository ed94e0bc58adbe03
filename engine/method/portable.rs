//! The portable back end: the same columns and rows through `good_lp`, so that any solver it speaks
//! can run them. microlp, in pure Rust, is built in.
//!
//! It is a second opinion for small problems and a way to use another solver; it knows no bound
//! but a finished solve's own value.

use super::assembled::{Assembled, Flat};
use super::{Certificate, Change, Limits, Method, MethodError, Outcome, Problem, Progress, Session, Status, Watcher};
use crate::formulation::{Aim, Formulation, Grain};
use good_lp::{
    Expression, ProblemVariables, ResolutionError, Solution as _, Solver, SolverModel, Variable, constraint, variable,
};

/// Any solver that `good_lp` speaks, by name and constructor.
#[derive(Clone, Copy)]
pub struct Portable<S> {
    name: &'static str,
    solver: S,
}

impl<S> Portable<S> {
    /// A back end of this name.
    pub fn new(name: &'static str, solver: S) -> Self {
        Self { name, solver }
    }
}

impl Portable<fn(good_lp::variable::UnsolvedProblem) -> good_lp::solvers::microlp::MicroLpProblem> {
    /// microlp, which is built in.
    pub fn microlp() -> Self {
        Self::new("microlp", good_lp::microlp)
    }
}

impl<S: Solver<Model: SolverModel<Error = ResolutionError>> + Clone + 'static> Method for Portable<S> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn unsupported(&self, problem: &Problem) -> Vec<String> {
        /// Beyond this a solver without a relaxation of its own class takes hours, unseen.
        const LARGEST: usize = 3_000;
        let arms = problem.instance.arms.len();
        if arms > LARGEST {
            vec![format!("it has {arms} candidate pairs of area and offer; up to {LARGEST} are in reach")]
        } else {
            Vec::new()
        }
    }

    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError> {
        Ok(Box::new(PortableSession { assembled: Assembled::of(problem)?, solver: self.solver.clone() }))
    }
}

struct PortableSession<S> {
    assembled: Assembled,
    solver: S,
}

impl<S: Solver<Model: SolverModel<Error = ResolutionError>> + Clone> Session for PortableSession<S> {
    fn formulation(&self) -> &Formulation {
        self.assembled.formulation()
    }

    fn grain(&self) -> Grain {
        self.assembled.grain()
    }

    fn change(&mut self, change: Change) -> Result<(), MethodError> {
        self.assembled.change(change)
    }

    fn solve(&mut self, aim: Aim, _: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        watcher.see(&Progress { aim: aim.name(), step: "search", best: None, bound: None });
        let flat = self.assembled.flat(aim);
        match columns(&flat, self.solver.clone()) {
            Ok(columns) => {
                let value = flat.objective.value(&columns);
                Ok(Outcome {
                    status: Status::Proven,
                    columns: Some(columns),
                    value: Some(value),
                    bound: Some(value),
                    certificate: Certificate::SolverTree,
                    work: 0,
                })
            }
            Err(ResolutionError::Infeasible) => Ok(Outcome::impossible(0)),
            Err(error) => Err(MethodError::Failed(error.to_string())),
        }
    }
}

fn columns<S: Solver<Model: SolverModel<Error = ResolutionError>>>(
    flat: &Flat,
    solver: S,
) -> Result<Vec<f64>, ResolutionError> {
    let mut all = ProblemVariables::new();
    let columns: Vec<Variable> = (0..flat.lower.len())
        .map(|at| {
            let column = variable().bounds(flat.lower[at]..=flat.upper[at]);
            all.add(if flat.whole[at] { column.integer() } else { column })
        })
        .collect();
    let expression =
        |terms: &[(usize, f64)]| -> Expression { terms.iter().map(|(at, each)| *each * columns[*at]).sum() };
    let objective = expression(&flat.objective.terms);
    let sense = if flat.objective.maximise {
        good_lp::solvers::ObjectiveDirection::Maximisation
    } else {
        good_lp::solvers::ObjectiveDirection::Minimisation
    };
    let mut model = all.optimise(sense, objective).using(solver);
    for (lower, upper, terms) in &flat.rows {
        let sum = expression(terms);
        #[allow(clippy::float_cmp, reason = "an equation is written with the same number twice")]
        if lower == upper {
            model.add_constraint(constraint!(sum == *lower));
            continue;
        }
        if lower.is_finite() {
            model.add_constraint(constraint!(sum.clone() >= *lower));
        }
        if upper.is_finite() {
            model.add_constraint(constraint!(sum <= *upper));
        }
    }
    let solution = model.solve()?;
    Ok(columns
        .iter()
        .zip(&flat.whole)
        .map(|(column, whole)| {
            let value = solution.value(*column);
            if *whole { value.round() } else { value }
        })
        .collect())
}
