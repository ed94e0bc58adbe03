//! Least travel.
//!
//! ```text
//! Σ_{a,g} Σ_{o of k} travel[a,o] · r[a,g,o]        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | travel | as given, not rounded; 0 for an offer everywhere | m or min | `travel.rs` |
//! | r | addressed, not faded by distance: who stays away has not saved a way | persons a year | `reach.rs` |
//!
//! In person-metres. Source: the p-median problem (Hakimi 1964); the model note, *Goals*.

use doorstep_scenario::ServiceIx;

use crate::rules::Facts;

pub(super) fn value(facts: &Facts<'_>, service: ServiceIx) -> f64 {
    facts.reach.rows(service.0).iter().map(|row| row.travel * row.addressed).sum()
}
