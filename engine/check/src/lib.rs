//! Proves a plan again, from the scenario and the plan alone.
//!
//! [`check`] computes distance, decay, reach and whole-pence money itself, restates every rule and
//! goal in its own words, and compares the figures about to be printed with its own. It shares no
//! code with what made the plan, so that a mistake there cannot hide here. It proves that a plan is
//! possible and worth what is claimed; it cannot prove that nothing better exists, only refute a
//! bound that the plan itself beats.
//!
//! [`check_programme`] does the same for plans year by year: prices, funds, savings, one-offs, staff, moves.
//!
//! It never panics on a plan, whatever it holds, and reports everything that is wrong with it.

mod check;
mod claims;
mod code;
mod compare;
mod decay;
mod footprint;
mod goals;
mod money;
mod names;
mod parts;
mod programme;
mod reach;
mod rules;
mod today;
mod tolerance;
mod travel;
mod verdict;

pub use check::check;
pub use claims::{Claims, Demand, GoalClaim};
pub use code::Code;
pub use programme::{
    Finding, FundClaim, LineClaim, OneOffClaim, ProgrammeClaims, ProgrammeVerdict, Reached, RoleClaim, RowClaim,
    SavingClaim, SourceClaim, TargetClaim, check_programme,
};
pub use verdict::{Broken, Compared, Figures, GoalFigure, RuleFinding, TargetFinding, Verdict};
