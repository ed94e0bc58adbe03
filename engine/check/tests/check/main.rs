//! The checker on a town small enough to be worked out by hand.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../../../../tests/support/blank.rs"]
mod blank;

mod bites;
mod book;
mod city;
mod corruption;
mod goals;
mod holds;
mod kinds;
mod prevention;
mod programme;
mod rules;
mod spoilt;
mod town;
mod travel;
mod two_years;
mod wild;
