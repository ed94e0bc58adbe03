//! A small safe wrapper of the [HiGHS](https://highs.dev) C interface.
//!
//! It says what Doorstep needs and no more: one bulk hand-over of a model, changes to it between
//! two solves, one watcher that sees progress and can stop, and the answers with the bound they
//! rest on. All `unsafe` code of Doorstep is in `raw.rs` of this crate.
//!
//! ```
//! use doorstep_highs::{Flow, Highs, Model, RunEnd};
//!
//! // Two sites, one may be kept: keep the one that reaches 40 rather than 25.
//! let model = Model {
//!     minimise: false,
//!     cost: vec![40.0, 25.0],
//!     lower: vec![0.0, 0.0],
//!     upper: vec![1.0, 1.0],
//!     integer: vec![true, true],
//!     row_lower: vec![f64::NEG_INFINITY],
//!     row_upper: vec![1.0],
//!     starts: vec![0, 2],
//!     columns: vec![0, 1],
//!     values: vec![1.0, 1.0],
//!     ..Model::default()
//! };
//! let mut highs = Highs::new()?;
//! highs.pass(&model)?;
//! assert_eq!(highs.run(&mut |_| Flow::Continue)?, RunEnd::Optimal);
//! assert_eq!(highs.objective(), Some(40.0));
//! # Ok::<(), doorstep_highs::HighsError>(())
//! ```

mod answers;
mod changes;
mod check;
mod error;
mod highs;
mod model;
mod option;
mod progress;
mod raw;
mod run_end;
mod version;

pub use answers::Basis;
pub use error::HighsError;
pub use highs::Highs;
pub use model::Model;
pub use option::OptionValue;
pub use progress::{Flow, Progress};
pub use run_end::{Limit, RunEnd};
pub use version::{OLDEST_SUPPORTED, Version, require_supported, version};

/// A result whose error is [`HighsError`].
pub type Result<T> = std::result::Result<T, HighsError>;
