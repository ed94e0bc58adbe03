//! The checker on a town small enough to be worked out by hand.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod bites;
mod book;
mod city;
mod corruption;
mod goals;
mod holds;
mod rules;
mod town;
mod travel;
mod wild;
