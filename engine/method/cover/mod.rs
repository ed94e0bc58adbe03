//! Problems in which no capacity can bind: Benders on the decisions alone, with cuts in closed form.
mod bound;
mod close;
mod cut;
mod greedy;
mod master;
mod people;
mod places;
mod problem;
mod search;
mod solve;
mod state;

pub use people::People;
pub use problem::{Covering, Held};
pub use solve::{Answer, Asked, Pool, solve};
