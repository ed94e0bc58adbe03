//! What is drawn stands on the blank scenario and the random numbers of the tests.

#![allow(dead_code, reason = "a part is used")]
#![allow(clippy::unwrap_used, reason = "constants that are known to be shares")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers drawn here are bounded by construction"
)]

#[path = "../../tests/support/blank.rs"]
pub mod blank;
#[path = "../../tests/support/rng.rs"]
pub mod rng;
