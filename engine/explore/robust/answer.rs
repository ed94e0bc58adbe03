//! What is asked of several futures, and what came of it.

use crate::explore::{Assessed, RunError};
use crate::formulation::Aim;
use crate::instance::Decisions;
use crate::method::{Criterion, Limits, MethodError, Wanted};
use doorstep_scenario::Scenario;

/// A future, by its number in an ensemble.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its number.
    pub number: u64,
    /// How much it counts beside the others; above 0. Regret counts every future alike.
    pub weight: f64,
    /// The scenario with its numbers.
    pub scenario: Scenario,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct RobustAsked {
    /// What makes a plan good.
    pub criterion: Criterion,
    /// By which method each future's best plan is found.
    pub wanted: Wanted,
    /// When to stop the search for each of those.
    pub each: Limits,
    /// When to stop the search for the plan.
    pub limits: Limits,
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RobustError {
    /// The solver failed, or the checker refused a plan.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The futures cannot be decided for together.
    #[error("{0}")]
    Futures(String),
    /// What the model says of the plan is not what comes of it.
    #[error(
        "by the model the plan has {model} ({name}); assessed in every future it has {proved}, and {most} is the most they may differ by. This is a fault of the program: please report it with the ensemble"
    )]
    Differs {
        /// The criterion.
        name: &'static str,
        /// Its value, or bound, by the model.
        model: f64,
        /// Recomputed from the assessed plans.
        proved: f64,
        /// What rounding explains.
        most: f64,
    },
}

impl std::convert::From<MethodError> for RobustError {
    fn from(error: MethodError) -> RobustError {
        RobustError::Run(RunError::Method(error))
    }
}

/// What regret in a future is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The best plan's value: proven.
    Value,
    /// Its bound: regret is at most this.
    Bound,
    /// The best that was found, of which nothing is proven: regret is at least this.
    Found,
    /// Nothing was found.
    Nothing,
}

impl Against {
    /// As tables name it.
    pub fn name(self) -> &'static str {
        match self {
            Against::Value => "best value, proven",
            Against::Bound => "bound: at most",
            Against::Found => "best found: at least",
            Against::Nothing => "not known",
        }
    }
}

/// The plan in one future.
#[derive(Debug, Clone)]
pub struct InMember {
    /// The member's number.
    pub number: u64,
    /// Its part of all weights.
    pub weight: f64,
    /// The plan there, checked.
    pub plan: Assessed,
    /// Its goal.
    pub value: f64,
    /// The best plan's goal, as far as one was found.
    pub best: Option<f64>,
    /// No plan of this future has more (or less).
    pub bound: Option<f64>,
    /// What regret is held against.
    pub against: Against,
    /// What the best plan has more of the goal (or less, where less is better).
    pub regret: Option<f64>,
}

/// A plan for several futures.
#[derive(Debug, Clone)]
pub struct RobustPlan {
    /// What makes it good.
    pub criterion: Criterion,
    /// The goal it is about.
    pub aim: Aim,
    /// Levels and sessions: the same in every future.
    pub decisions: Decisions,
    /// The criterion, recomputed from the futures.
    pub value: f64,
    /// No plan is better by the criterion than this.
    pub bound: Option<f64>,
    /// How far value and bound are apart, as a share; for regret as a share of the mean best with the bound.
    pub gap: Option<f64>,
    /// Is that as near as was asked, and the solver's arithmetic at least?
    pub proven: bool,
    /// Points missed of what is soft, in the mean; nothing where all is hard.
    pub shortfall: Option<f64>,
    /// Each future, by number.
    pub members: Vec<InMember>,
    /// Today in the scenario as written, and the plan there: whether it keeps everything there, too, its verdict says.
    pub base: [Assessed; 2],
    /// How it was found, in words.
    pub told: String,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum RobustAnswer {
    /// A plan.
    Plan(Box<RobustPlan>),
    /// These futures have no plan that keeps every rule and target even by themselves: proven.
    Alone {
        /// All of them.
        members: Vec<u64>,
    },
    /// Each future has a plan, and no plan keeps every rule and target in all of these: proven.
    Impossible {
        /// Which members rule each other out.
        members: Vec<u64>,
        /// Is there a plan for any of them left out?
        minimal: bool,
    },
    /// Stopped before any plan was found.
    Nothing {
        /// Why, in words.
        why: String,
    },
}
