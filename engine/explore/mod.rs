//! What people ask of a scenario, answered through [`Session`](crate::method::Session) only.

mod again;
mod assess;
mod calibration;
mod choices;
mod clash;
mod contradictions;
mod explain;
mod fairness;
mod frontier;
mod futures;
mod improve;
mod ladder;
mod margins;
mod nearest;
mod options;
mod programme;
mod rescore;
mod robust;
mod score;
mod take_up;
mod together;
mod whole;

pub use again::{Best, first_aim};
pub use assess::{Assessed, GoalFigure};
pub use calibration::{Calibration, Compared, Figure, calibrate};
pub use choices::{Alternative, Choices, ChoicesAsked, Class, Forced, choices};
pub use clash::{Asked, Clash, Give, MostReach, Repair, Unpicked, clash, repairs, unpick};
pub use contradictions::contradictions;
pub use explain::{Explained, Moved, Turns, explain};
pub use fairness::fairness;
pub use frontier::{Frontier, FrontierAsked, FrontierPoint, frontier};
pub use futures::{Ended, Future, Futures, FuturesAsked, InFuture};
pub use improve::{Better, Improved, improve};
pub use ladder::{From as LadderFrom, Rung, ladder};
pub use margins::{Apart, Margin, Priced, margin};
pub use options::{Answer, Options, RunError, Settings, solve, status_quo};
pub use programme::{Behind, Planned, Required, TooMuch, YearPlan, Years, behind, end_year, plan_years, prove};
pub use rescore::{Figures, Range, Rescored, ServiceRescored, rescore};
pub use robust::{
    Against, InMember, MOST_COLUMNS, MOST_FUTURES, Member, RobustAnswer, RobustAsked, RobustError, RobustPlan, robust,
    worth,
};
pub use score::{Scored, Stops, Why, score};
pub use take_up::{prepare, unmet};
