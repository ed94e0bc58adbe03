//! What is not known for sure: numbers with a spread of values, from which futures are drawn.

use crate::Place;
use doorstep_draw::Number;

/// Numbers that may turn out otherwise, sorted by id, and what moves together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Uncertain {
    /// The numbers.
    pub numbers: Vec<UncertainNumber>,
    /// Pairs of them that are not independent.
    pub together: Vec<Together>,
}

/// A number that may turn out otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct UncertainNumber {
    /// Its id, and which values it may have, in its unit.
    pub drawn: Number,
    /// What it does to the scenario.
    pub acts: Acts,
    /// What its values are counted in.
    pub unit: Unit,
    /// Why this spread.
    pub why: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// What a drawn value does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acts {
    /// It stands in place of the setting or cell at a path.
    Stands(String),
    /// Everything the paths match is multiplied by it: all by one value, or each row and setting by its own.
    Times {
        /// Paths, in which `*` stands for any name.
        paths: Vec<String>,
        /// Is a value drawn for each row and setting?
        each: bool,
    },
}

/// What the values of a number are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pounds.
    Pounds,
    /// A share of one.
    Share,
    /// Metres.
    Metres,
    /// Minutes.
    Minutes,
    /// Whatever the setting counts, or a factor.
    Number,
}

impl Unit {
    /// As it is named in tables.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Pounds => "pounds",
            Unit::Share => "share",
            Unit::Metres => "m",
            Unit::Minutes => "min",
            Unit::Number => "number",
        }
    }
}

/// Two numbers whose draws lean on each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Together {
    /// One, by its position.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// The correlation of their normal scores, between -1 and 1.
    pub correlation: f64,
}
