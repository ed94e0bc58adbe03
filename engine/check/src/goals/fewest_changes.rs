//! Fewest changes.
//!
//! ```text
//! Σ_s [level of s ≠ baseline level of s]        minimise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | s | sites | – | plan, baseline |
//!
//! Offers and sessions do not count as changes. Source: the model note, *Goals*.

use crate::rules::Facts;

pub(super) fn value(facts: &Facts<'_>) -> f64 {
    let sites = facts.scenario.sites.iter().zip(&facts.footprint.levels);
    sites.filter(|(site, level)| **level != Some(site.baseline)).count() as f64
}
