//! Impossible is an answer: which demands clash, and what would make the scenario possible.
//!
//! ```text
//! clash      C ⊆ hard demands:   no plan keeps C,   and for every c ∈ C some plan keeps C \ {c}
//! repair     new amounts for a few demands (or none at all), with which some plan keeps everything
//! ```
//!
//! Both are answers of the search itself (`oracle.rs`), asked again and again: every plan that is named was
//! found by it and passed by the checker, and what is said to be impossible was proven so.

mod ease;
mod oracle;
mod reach;
mod repair;
mod shrink;

pub use oracle::Asked;
pub(super) use oracle::with_pennies_back;
pub use reach::MostReach;

use super::{Assessed, RunError};
use crate::formulation::Subject;
use crate::method::Watcher;
use doorstep_scenario::{Pence, Sessions, Share};
use oracle::Oracle;

/// Demands that no plan keeps together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Which, targets first. None at all: what can be decided at all is already impossible.
    pub demands: Vec<Subject>,
    /// Is it proven that no plan keeps them?
    pub certain: bool,
    /// Those of which it is not known whether the others clash without them.
    pub open: Vec<Subject>,
}

impl Clash {
    /// Is it proven that the demands clash, and that none of them can be spared for that?
    pub fn is_minimal(&self) -> bool {
        self.certain && self.open.is_empty()
    }

    /// Do levels, rooms, venues and capacity leave no plan, whatever is demanded?
    pub fn is_structural(&self) -> bool {
        self.certain && self.demands.is_empty()
    }
}

/// What becomes of a demand.
#[derive(Debug, Clone, PartialEq)]
pub enum Give {
    /// Another amount of money.
    Amount(Pence),
    /// Another share.
    Share(Share),
    /// Another number of sites.
    Sites(u32),
    /// Another number of people.
    People(u32),
    /// Other weekly sessions.
    Sessions(Sessions),
    /// Other full-time equivalents.
    Posts(f64),
    /// It goes.
    Drop,
}

/// A few demands with new amounts, and a plan that keeps everything then.
#[derive(Debug, Clone)]
pub struct Repair {
    /// What becomes of which demand.
    pub gives: Vec<(Subject, Give)>,
    /// By how much demands about money give way, in all.
    pub pounds: Pence,
    /// By how many people demands about people give way, in all: shares of those they are shares of.
    pub people: f64,
    /// By how many sites demands about sites give way, in all.
    pub sites: u32,
    /// Is it proven that none of these demands could give way less, the others as they stand here?
    pub least: bool,
    /// A plan of the changed scenario; the checker has passed it.
    pub plan: Box<Assessed>,
}

/// Everything that is said of an impossible scenario.
#[derive(Debug, Clone)]
pub struct Unpicked {
    /// The demands that clash.
    pub clash: Clash,
    /// At most five ways to make it possible.
    pub repairs: Vec<Repair>,
    /// The most there can be of a reach that is asked for beyond it.
    pub reach: Option<MostReach>,
    /// Was there time for every question?
    pub finished: bool,
}

/// A minimal set of clashing demands; nothing where all of them can be kept after all.
///
/// # Errors
/// [`RunError`] when today's reach cannot be worked out.
pub fn clash(asked: &Asked, watcher: &mut dyn Watcher) -> Result<Option<Clash>, RunError> {
    let mut oracle = Oracle::new(asked, watcher)?;
    let all = oracle.hard();
    Ok(shrink::clash_among(&mut oracle, &all))
}

/// At most five ways to make a scenario with this clash possible, each with a checked plan.
///
/// # Errors
/// [`RunError`] when today's reach cannot be worked out.
pub fn repairs(asked: &Asked, clash: &Clash, watcher: &mut dyn Watcher) -> Result<Vec<Repair>, RunError> {
    let mut oracle = Oracle::new(asked, watcher)?;
    Ok(repair::repairs(&mut oracle, clash))
}

/// The clash, its repairs and, where a reach is asked for that cannot be had, the most there can be; nothing
/// where all demands can be kept after all.
///
/// # Errors
/// [`RunError`] when today's reach cannot be worked out.
pub fn unpick(asked: &Asked, watcher: &mut dyn Watcher) -> Result<Option<Unpicked>, RunError> {
    let mut oracle = Oracle::new(asked, watcher)?;
    let all = oracle.hard();
    let Some(clash) = shrink::clash_among(&mut oracle, &all) else { return Ok(None) };
    let repairs = repair::repairs(&mut oracle, &clash);
    let reach = reach::most(&mut oracle, &clash);
    let finished = !oracle.over();
    Ok(Some(Unpicked { clash, repairs, reach, finished }))
}
