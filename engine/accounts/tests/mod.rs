//! Money told by hand, and what must hold of any money at all.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::missing_panics_doc,
    reason = "the numbers drawn here are small by construction"
)]

#[allow(dead_code, unused_imports, reason = "a part of it is used here")]
#[path = "../../../tests/support/blank.rs"]
pub mod blank;
#[allow(dead_code, unused_imports, reason = "a part of it is used here")]
#[path = "../../../tests/support/rng.rs"]
pub mod rng;

mod costing;
mod delivered;
pub mod drawn;
mod footing;
mod funds;
mod once;
mod posts;
mod prevention;
mod saved;
pub mod town;
mod years;
