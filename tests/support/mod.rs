//! An independent truth for tests and benches: random scenarios, an enumerator that knows nothing
//! of the engine's formulation, and a deliberately naive formulation as a second opinion.
//!
//! Include it with `mod support;` from a test, or with `#[path = "../tests/support/mod.rs"]`.

#![allow(dead_code, unused_imports, reason = "every test binary and bench includes all of this and uses a part")]
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers drawn here are small by construction"
)]
#![allow(clippy::missing_panics_doc, reason = "see unwrap_used")]

pub mod access;
pub mod asked;
pub mod binding;
pub mod blank;
pub mod brute;
pub mod by_hand;
pub mod city;
pub mod draw;
pub mod facts;
pub mod flow;
pub mod generate;
pub mod ladder;
pub mod more;
pub mod on_paper;
pub mod parts;
pub mod reference;
pub mod rng;
pub mod rows;
pub mod simplex;
pub mod space;
pub mod walk;
