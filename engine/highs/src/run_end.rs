//! How a run ended: every model status of HiGHS, none merged with another silently.

use crate::raw::{CallStatus, Int};

/// How a run ended. Having no solution is an end like any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// The best value was found and proved, within the gaps that were set.
    Optimal,
    /// No values satisfy every row and bound.
    Infeasible,
    /// Presolve saw that the model has no solution or no best one, and not which.
    UnboundedOrInfeasible,
    /// The goal can be improved for ever.
    Unbounded,
    /// The model has neither columns nor rows.
    Empty,
    /// A limit set by an option was reached.
    LimitReached(Limit),
    /// The watcher asked to stop.
    Interrupted,
    /// HiGHS gave up without being able to say anything of the model.
    Unknown,
    /// HiGHS failed; the text says where. An answer it called optimal but which broke its own
    /// tolerances is reported so.
    Failed(String),
}

/// The limit that ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Option `time_limit`.
    Time,
    /// Options `simplex_iteration_limit`, `ipm_iteration_limit` and the like.
    Iterations,
    /// Options `mip_max_nodes`, `mip_max_leaves`, `mip_max_improving_sols`, `mip_max_stall_nodes`.
    Solutions,
    /// Memory.
    Memory,
    /// Option `objective_bound`: nothing better than it exists.
    ObjectiveBound,
    /// Option `objective_target`: a solution as good as it was found.
    ObjectiveTarget,
}

impl RunEnd {
    /// From the two numbers HiGHS gives: whether the call worked, and the status of the model.
    pub(crate) fn from_highs(call: CallStatus, status: Int) -> Self {
        let failed = |what: &str| Self::Failed(what.to_owned());
        let end = match status {
            0 => failed("no status was set"),
            1 => failed("loading the model"),
            2 => failed("the model is not valid"),
            3 => failed("presolve"),
            4 => failed("the solver, or an answer that breaks its own tolerances"),
            5 => failed("postsolve"),
            6 => Self::Empty,
            7 => Self::Optimal,
            8 => Self::Infeasible,
            9 => Self::UnboundedOrInfeasible,
            10 => Self::Unbounded,
            11 => Self::LimitReached(Limit::ObjectiveBound),
            12 => Self::LimitReached(Limit::ObjectiveTarget),
            13 => Self::LimitReached(Limit::Time),
            14 => Self::LimitReached(Limit::Iterations),
            15 => Self::Unknown,
            16 => Self::LimitReached(Limit::Solutions),
            17 => Self::Interrupted,
            18 => Self::LimitReached(Limit::Memory),
            19 => failed("stopped by another solve of HiGHS itself"),
            other => Self::Failed(format!("a model status this wrapper does not know: {other}")),
        };
        match (call, end) {
            // Running out of memory is the one limit HiGHS also calls an error.
            (CallStatus::Error, end @ (Self::Failed(_) | Self::LimitReached(Limit::Memory))) => end,
            (CallStatus::Error, end) => Self::Failed(format!("the call failed although it ended as {end:?}")),
            (CallStatus::Warning, Self::Optimal) => failed("called optimal with a warning"),
            (CallStatus::Ok | CallStatus::Warning, end) => end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_of_highs_has_an_end_of_its_own() {
        let ends: Vec<RunEnd> = (0..=20).map(|status| RunEnd::from_highs(CallStatus::Ok, status)).collect();
        for (first, end) in ends.iter().enumerate() {
            assert!(!ends[..first].contains(end), "{end:?} stands for two statuses");
        }
    }

    #[test]
    fn an_optimum_of_a_failed_call_is_not_an_optimum() {
        for call in [CallStatus::Error, CallStatus::Warning] {
            assert!(matches!(RunEnd::from_highs(call, 7), RunEnd::Failed(_)));
        }
    }
}
