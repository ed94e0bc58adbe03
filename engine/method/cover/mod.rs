//! Problems in which no capacity can bind: Benders on the decisions alone, with cuts in closed form.
//!
//! ```text
//! max c·d + Σ_j θ[j]     rows about decisions,   θ[j] ≤ Σ_{c in j} N[c] [ u[c] + Σ_o (v[c,o] − u[c])⁺ z[o] ]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d, z | decisions; whether offers run, among them | – | decided |
//! | θ[j] | what a cluster of cohorts is worth | – | decided |
//! | N, v, u | weight, value, value of the critical place | – | `people.rs`, `cut.rs` |
//!
//! People are no columns here: a nation is thousands of columns, not millions. Every rule about sites,
//! money and access is a row of the master. What the method cannot do it says (`supports.rs`), and the
//! general method does it.
//!
//! Source: Cordeau, Furini & Ljubić 2019; Duran-Mateluna, Ales & Elloumi 2023.

mod asked;
mod back;
mod bound;
mod close;
mod cut;
mod floor;
mod flow;
mod gather;
mod greedy;
mod levels;
mod map;
mod master;
mod people;
mod places;
mod presolve;
mod problem;
mod search;
mod session;
mod solve;
mod split;
mod state;
mod supports;
mod tied;
mod told;

pub use asked::{Answer, Asked, Pool, Told};
pub use floor::Floor;
pub use gather::Reduction;
pub use people::People;
pub use problem::{Covering, Held};
pub use session::CoverSession;
pub use solve::solve;

use super::assembled::Assembled;
use super::{Method, MethodError, Problem, Session};

/// Benders on the decisions, for problems in which no capacity can bind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cover;

impl Cover {
    /// Opens a session that can be asked about its reductions.
    ///
    /// # Errors
    /// [`MethodError`] when HiGHS cannot be used.
    pub fn session(&self, problem: &Problem) -> Result<CoverSession, MethodError> {
        doorstep_highs::require_supported().map_err(|error| MethodError::Unusable(error.to_string()))?;
        super::know_today(&problem.instance)?;
        Ok(CoverSession::of(Assembled::of_decisions(&problem.instance)))
    }
}

impl Method for Cover {
    fn name(&self) -> &'static str {
        "cover"
    }

    fn unsupported(&self, problem: &Problem) -> Vec<String> {
        supports::obstacles_of(&Assembled::of_decisions(&problem.instance))
    }

    fn open(&self, problem: &Problem) -> Result<Box<dyn Session>, MethodError> {
        Ok(Box::new(self.session(problem)?))
    }
}
