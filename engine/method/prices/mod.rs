//! Prices on what places share: a bound that falls apart into one small problem a place.
//!
//! ```text
//! L(π)  = Σ_i side(π[i]) + Σ_p max { Σ_j c̄[j] v[j] : v keeps the rows of place p } + Σ_f max(c̄[f] lo[f], c̄[f] hi[f])
//! c̄[j]  = c[j] − Σ_i π[i] a[i,j]          side(π) = π · hi if π > 0, π · lo if π < 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | π | price of row i: a person of a cohort, a pound, a site | goal per unit of the row | found by `ascent.rs` |
//! | i | rows that tie places together: once per service, targets, floors, every rule | – | formulation |
//! | p | a site with its levels and rooms, a venue with its week, an offer everywhere | – | `kernel.rs` |
//! | v, c, a | columns, their part in the goal, their part in a row | – | formulation |
//! | f | columns of rules, free between their bounds | – | formulation |
//!
//! No plan is better than L(π), whatever the prices: the bound is summed here from the prices alone and
//! rests on no solver. Levels are whole in each place's problem, so L lies below the linear relaxation: on
//! a city of 61 sites by most of the distance to the best plan. Every rule takes part, by its rows.
//! Source: Geoffrion (1974) on Lagrangian relaxation; Barahona and Anbil (2000) on the volume algorithm.

mod ascent;
mod kernel;
mod options;
mod place;
mod session;

pub use session::Priced;
