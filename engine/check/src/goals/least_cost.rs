//! Least cost, and where travel is valued, least cost and travel.
//!
//! ```text
//! Σ_c spend[c] / 100  +  rate / 100 · Σ_k Σ_{a,g} Σ_{o of k} travel[a,o] · r[a,g,o] / u        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | u | what travel is valued by: 1,000 metres, or one minute | m or min | scenario |
//! | spend | a year's spending on line c, untouchable lines at today's | p | `money.rs` |
//! | rate | what one person's kilometre counts; nothing if not valued | p | goal |
//! | travel | as given, not rounded; 0 for an offer everywhere | m or min | `travel.rs` |
//! | r | addressed | persons a year | `reach.rs` |
//!
//! In pounds. All lines and all funds: a cost moved to another fund is still a cost. Source: the
//! model note, *Goals*.

use doorstep_scenario::{Pence, ServiceIx};

use super::least_travel;
use crate::money::pounds;
use crate::rules::Facts;
use crate::travel::unit;

/// What is spent, and what the travel counts.
pub(super) fn value(facts: &Facts<'_>, travel: Option<Pence>) -> (f64, f64) {
    let travelled = travel.map_or(0.0, |rate| {
        let services = 0..facts.scenario.services.len();
        let travel: f64 = services.map(|service| least_travel::value(facts, ServiceIx(service))).sum();
        rate.pounds() * travel / unit(&facts.scenario.travel)
    });
    (pounds(facts.money.total()), travelled)
}
