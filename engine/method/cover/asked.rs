//! What is asked of the core, and what it answers: plain values.
//!
//! ```text
//! |bound − value| ≤ g · |bound|     both with the constant of the aim
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | g | the gap asked for | share | limits |
//!
//! Source: none needed.

use crate::method::Certificate;
use doorstep_highs::Basis;

/// What one master leaves to the next, of the same clusters, decisions and rows with other numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pool {
    /// Positions of the critical places of the cuts that held, by cluster.
    pub cuts: Vec<(usize, Vec<u32>)>,
    /// Where the simplex ended: columns, standing rows, and these cuts.
    pub basis: Option<Basis>,
}

/// What is asked of a solve.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The gap at which to stop, of the aim with its constant.
    pub gap: f64,
    /// The constant.
    pub offset: f64,
    /// Seed.
    pub seed: u32,
    /// Decisions to start from, kept if they keep everything.
    pub start: Option<Vec<f64>>,
    /// Cuts of an earlier solve on the same clusters.
    pub pool: Pool,
}

/// What a solve found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The best decisions and the aim at them, without the constant.
    pub best: Option<(Vec<f64>, f64)>,
    /// No decisions are better; `None` if nothing was proved.
    pub bound: Option<f64>,
    /// What the bound rests on.
    pub certificate: Certificate,
    /// Nothing keeps every rule.
    pub impossible: bool,
    /// Decisions were met that keep a floor on reach only where people go elsewhere than goals send them.
    pub astray: bool,
    /// Simplex iterations.
    pub work: u64,
    /// The cuts, to start the next solve from.
    pub pool: Pool,
}

/// Told of best value and bound now and then, with the work so far; `true` stops.
pub type Told<'a> = dyn FnMut(&'static str, Option<f64>, Option<f64>, u64) -> bool + 'a;
