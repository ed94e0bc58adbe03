//! What people ask of a scenario, answered through [`Session`](crate::method::Session) only.

mod assess;
mod calibration;
mod clash;
mod contradictions;
mod nearest;
mod options;
mod programme;
mod rescore;
mod score;
mod take_up;
mod whole;

pub use assess::{Assessed, GoalFigure};
pub use calibration::{Calibration, Compared, Figure, calibrate};
pub use clash::{Asked, Clash, Give, MostReach, Repair, Unpicked, clash, repairs, unpick};
pub use contradictions::contradictions;
pub use options::{Answer, Options, RunError, Settings, solve};
pub use programme::{Behind, Planned, Required, TooMuch, YearPlan, Years, behind, end_year, plan_years, prove};
pub use rescore::{Figures, Range, Rescored, ServiceRescored, rescore};
pub use score::{Scored, Stops, Why, score};
pub use take_up::{prepare, unmet};
