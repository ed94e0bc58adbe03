//! The engine against truths it had no part in: enumeration, arithmetic on paper, its own text,
//! and what must hold between any two answers.
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers drawn here are small by construction"
)]
#![allow(clippy::print_stdout, reason = "counts are told with --nocapture")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../../scenarios/generated/drawn/mod.rs"]
mod drawn;

mod access;
mod asked_of_a_city;
mod brute_force;
mod calibrated;
mod chain;
mod choosing;
mod clash;
mod corrupted;
mod cover;
mod coverage;
mod deletions;
mod determinism;
mod fairness;
mod formulated;
mod generated;
mod golden;
mod hopeless;
mod interruption;
mod layers;
mod matrix;
mod metamorphic;
mod nearby;
mod priced;
mod programme;
mod questions;
mod relaxed;
mod robust;
mod scored;
mod sessions;
mod whole_chain;
mod written;
