//! Uncertain numbers, and the designs by which futures of them are drawn. It knows numbers and nothing else.
//!
//! A [`Number`] has an id and a [`Spread`]: how far it may lie from what is thought. [`Correlation`]s say which
//! numbers hang together. A [`Design`] says by what plan futures are drawn, and [`draw`] draws them: the same bytes
//! for the same seed, whatever the order in which numbers come.
//!
//! ```
//! use doorstep_draw::{Correlation, Design, Number, Spread, draw};
//!
//! let births = Number::new("births", Spread::Pert { low: 14_500.0, mode: 15_800.0, high: 16_300.0 })?;
//! let pay = Number::new("pay", Spread::Normal { mean: 0.03, sd: 0.01, low: 0.0, high: 0.08 })?;
//! let rent = Number::new("rent", Spread::Triangular { low: 0.01, mode: 0.02, high: 0.06 })?;
//! assert!((births.mean() - (14_500.0 + 4.0 * 15_800.0 + 16_300.0) / 6.0).abs() < 1e-6);
//!
//! let together = Correlation { one: "pay".to_owned(), other: "rent".to_owned(), value: 0.6 };
//! let futures = draw(&[pay, births, rent], &[together], &Design::LatinHypercube { members: 100 }, 7)?;
//! assert_eq!(futures.ids(), ["births", "pay", "rent"]);
//! assert_eq!(futures.members(), 100);
//! // One of a hundred members has the lowest hundredth of births, whatever the seed.
//! let lowest = draw(&[Number::new("births", Spread::Uniform { low: 0.0, high: 1.0 })?], &[],
//!     &Design::LatinHypercube { members: 100 }, 8)?;
//! assert_eq!(lowest.column("births").into_iter().flatten().filter(|value| *value < 0.01).count(), 1);
//!
//! // Whatever is wrong is said at once, each thing in a sentence.
//! let wrong = Number::new("rooms", Spread::Triangular { low: 2.0, mode: 9.0, high: 8.0 }).unwrap_err();
//! assert_eq!(wrong[0].to_string(), "rooms: mode 9 has to lie from low 2 to high 8");
//! # Ok::<(), Vec<doorstep_draw::Misfit>>(())
//! ```
//!
//! # How numbers are drawn
//!
//! Every design makes shares u between 0 and 1, and a value is the quantile of its spread at u. Chance comes from
//! `ChaCha8`: its key is the seed and what the draw is for, its stream the SHA-256 of the number's id. So neither the
//! order of numbers nor another number changes a number's Monte Carlo draws or its strata, unless the two hang
//! together; and Monte Carlo and Sobol's sequence begin with the same members however many are asked for.
//!
//! Values are given out at twelve significant digits, and none beyond the fifteenth of the number's larger bound,
//! since the last bits of logarithms and exponentials differ from machine to machine. (A value within a rounding error
//! of the middle between two such decimals, about one in a thousand of those few whose last bits do differ, may still
//! round to the other.) What somebody wrote is given out as written: values of discrete and empirical numbers, and
//! tables. No value lies outside its spread's bounds.
//!
//! # Designs
//!
//! - [`Design::MonteCarlo`]: each u by itself. Correlated numbers are Φ(L z) of their independent normal scores z, with
//!   L Lᵀ their correlations (Cholesky): a Gaussian copula.
//! - [`Design::LatinHypercube`]: `McKay`, Beckman & Conover, *Technometrics* 21 (1979) 239–245. Correlated numbers are
//!   re-ordered by ranks so that every stratum stays: Iman & Conover, *Communications in Statistics B* 11 (1982)
//!   311–334, with van der Waerden's scores.
//! - [`Design::Grid`]: every combination of mid-quantiles.
//! - [`Design::Sobol`]: direction numbers of Joe & Kuo, *SIAM J. Sci. Comput.* 30 (2008) 2635–2654; scrambled by random
//!   matrices and a shift, Matoušek, *J. Complexity* 14 (1998) 527–556, in place of the nested scrambling of Owen
//!   (1995) and its hashed form by Burley, *JCGT* 9 (2020) 1–20; the first point stays, Owen, *MCQMC 2020* (2022) 71–86.
//! - [`Design::Saltelli`]: Saltelli and others, *Computer Physics Communications* 181 (2010) 259–270; with its rows
//!   first-order indices are estimated as there, total ones by Jansen, *Computer Physics Communications* 117 (1999)
//!   35–43.
//! - [`Design::Morris`]: Morris, *Technometrics* 33 (1991) 161–174; μ* by Campolongo, Cariboni & Saltelli,
//!   *Environmental Modelling & Software* 22 (2007) 1509–1518, whose choice of far-apart trajectories is not made.
//! - [`Design::Table`]: somebody's own.
//!
//! The rows of Saltelli's and Morris's designs stand as Python's `SALib` lays them out, so that `SALib.analyze.sobol`
//! and `.morris` read outputs unchanged: `tests/salib.py` does so.

mod correlate;
mod correlation;
mod design;
mod draw;
mod drawn;
mod effects;
mod law;
mod misfit;
mod number;
mod round;
mod sobol;
mod spread;
mod stream;

pub use correlation::Correlation;
pub use design::{Design, Table};
pub use draw::draw;
pub use drawn::{Drawn, Outside};
pub use misfit::{Misfit, Pair};
pub use number::Number;
pub use spread::Spread;
pub use stream::order;

/// The most members that are drawn.
pub const MOST_MEMBERS: usize = 1_000_000;
/// The most values that are drawn, members times numbers: 160 MB, and twice as much again while they are.
pub const MOST_VALUES: usize = 20_000_000;
/// The most numbers that may hang together.
pub const MOST_CORRELATED: usize = 200;
/// The dimensions of Sobol's sequence that are at hand: one a number, two in Saltelli's design.
pub const MOST_DIMENSIONS: usize = 512;
