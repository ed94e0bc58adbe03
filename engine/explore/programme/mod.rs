//! A programme solved: the state at the end first, then the years before it, backwards.
//!
//! What stands at the end lasts; on the way each site is at today's level or has made its move. So every
//! year is one problem with two levels a site. What this loses against all years at once is told: the
//! bounds of the years by themselves, whatever stands before and after, add up to one for every programme,
//! and where it is asked for a relaxation of all years together gives a nearer one.
//!
//! Source: measured before it was built (design note on performance, part two, 4): end state, then timing,
//! came within 0.1 % of the joint model in a fifth of its time.

mod phase;
mod prove;
mod required;
#[cfg(test)]
mod tests;
mod year;

pub use phase::{Planned, TooMuch, YearPlan, Years, plan_years};
pub use prove::prove;
pub use required::Required;
pub use year::{Behind, behind};

use super::Assessed;
use crate::accounts::ReachPath;
use crate::method::MethodError;
use doorstep_scenario::{Pence, Scenario};
use required::Facts;

/// The problem of a programme's end year by itself; a scenario without a programme as it is. `None` where
/// no path of savings can meet the targets.
///
/// # Errors
/// When the solver of that small problem fails.
pub fn end_year(scenario: &Scenario) -> Result<Option<Scenario>, MethodError> {
    let years = scenario.years().len();
    if scenario.programme.is_none() || years == 0 {
        return Ok(Some(scenario.clone()));
    }
    let facts = Facts::of(scenario);
    let required = required::required(scenario, &facts, &vec![Pence::ZERO; years], None)?;
    Ok(required.map(|required| year::of(scenario, &facts, years - 1, &required[years - 1], None)))
}

impl Years {
    /// People reached in each year beside those whom doing nothing would reach, as accounts want them.
    pub fn reach(&self) -> ReachPath {
        reach(&self.years)
    }
}

fn reach(years: &[YearPlan]) -> ReachPath {
    let of = |state: &Assessed| state.measures.reach.iter().map(|service| service.all.reached).collect();
    let nothing: Vec<Vec<f64>> = years.iter().map(|year| of(&year.status_quo)).collect();
    let plan: Vec<Vec<f64>> = years.iter().map(|year| of(&year.plan)).collect();
    ReachPath::beside(&nothing, &plan)
}
