//! Least cost.
//!
//! ```text
//! Σ_c spend[c] / 100        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | spend | a year's spending on line c, untouchable lines at today's | p | `money.rs` |
//!
//! All lines and all funds: a cost moved to another fund is still a cost. Source: the model note,
//! *Goals*.

use crate::money::pounds;
use crate::rules::Facts;

pub(super) fn value(facts: &Facts<'_>) -> f64 {
    pounds(facts.money.total())
}
