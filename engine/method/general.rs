//! The general method: HiGHS on the whole formulation, its own linear relaxation for a guide.

use super::guided::Guided;
use super::relaxation::Relaxing;
use super::{Method, MethodError, Problem, Session};

/// HiGHS on everything.
#[derive(Debug, Clone, Copy)]
pub struct General {
    /// Problems with more whole columns than this are given a way in.
    pub direct: usize,
}

impl Default for General {
    fn default() -> General {
        General { direct: 300 }
    }
}

impl Method for General {
    fn name(&self) -> &'static str {
        "general"
    }

    fn unsupported(&self, _: &Problem) -> Vec<String> {
        Vec::new()
    }

    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError> {
        Ok(Box::new(Guided::open(problem, self.direct, Relaxing::default())?))
    }
}

/// The solver and its version.
pub fn solver_version() -> String {
    format!("HiGHS {}", doorstep_highs::version())
}
