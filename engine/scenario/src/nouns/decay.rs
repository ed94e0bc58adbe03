//! How use fades with the length of the way. Only the shapes and their parameters: the engine and
//! the checker each compute the value themselves.

use super::Way;

/// Share of people at the door who still come when their way is `d`, between 0 and 1. All ways are
/// counted as the scenario's [`Travel`](super::Travel) says.
///
/// No take-up curve by distance has been published for children's centres; a decay is always an
/// assumption, to be bracketed.
#[derive(Debug, Clone, PartialEq)]
pub enum Decay {
    /// 1 up to and including the limit, then 0.
    Step {
        /// The longest way that counts.
        limit: Way,
    },
    /// 1 up to `full`, then straight down to 0 at `zero`.
    Linear {
        /// Up to here everybody comes.
        full: Way,
        /// From here nobody does. Larger than `full`.
        zero: Way,
    },
    /// 2^(−d / half).
    Exponential {
        /// Where one half still come.
        half: Way,
    },
    /// 2^(−(d / half)²).
    Gaussian {
        /// Where one half still come.
        half: Way,
    },
    /// 1 / (1 + e^((d − half) / slope)), divided by its value at 0 so that it starts at 1.
    Logistic {
        /// Where the curve turns: about one half still come.
        half: Way,
        /// How gently it falls.
        slope: Way,
    },
    /// Straight lines between the given points, sorted by way; flat before the first, 0 after
    /// the last.
    Table(Vec<(Way, f64)>),
}

impl Decay {
    /// Decay is held in millionths, so that the last bits of a library's `exp` cannot change a plan.
    pub const STEPS: f64 = 1_000_000.0;
}
