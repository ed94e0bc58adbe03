//! What can be wrong with a call. That a model has no solution is a result, not an error.

use std::error::Error;
use std::fmt;

use crate::{OLDEST_SUPPORTED, Version};

/// A call that was refused, before HiGHS saw it wherever that can be told.
#[derive(Clone, Debug, PartialEq)]
pub enum HighsError {
    /// The linked HiGHS is older than [`OLDEST_SUPPORTED`].
    TooOld {
        /// The version found.
        found: Version,
    },
    /// HiGHS could not be started, which only happens when memory has run out.
    NotStarted,
    /// A list has the wrong length.
    Length {
        /// The list, in the words of [`crate::Model`].
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length the rest of the call implies.
        expected: usize,
    },
    /// A column or row that the model does not have.
    Index {
        /// The list the index stands in.
        what: &'static str,
        /// The index.
        index: usize,
        /// How many there are.
        size: usize,
    },
    /// A number HiGHS would misread, change or drop.
    Number {
        /// The list the number stands in.
        what: &'static str,
        /// Its position there.
        position: usize,
        /// The number.
        value: f64,
        /// What is asked of such a number.
        rule: &'static str,
    },
    /// The same column twice in one row, or the same column or row twice in one change.
    Repeated {
        /// The list.
        what: &'static str,
        /// The column or row that comes twice.
        index: usize,
    },
    /// `starts` does not begin at 0 or falls somewhere.
    Starts {
        /// The position of the first wrong start.
        position: usize,
    },
    /// A text with a NUL character, which C would cut short, or a path that is not Unicode.
    Text {
        /// The text, as far as it can be shown.
        text: String,
    },
    /// More columns, rows or entries than HiGHS can count (2³¹ − 1).
    TooLarge {
        /// What there are too many of.
        what: &'static str,
    },
    /// HiGHS itself refused the call.
    Refused {
        /// The call and what it was about.
        call: String,
    },
}

impl fmt::Display for HighsError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooOld { found } => write!(
                to,
                "HiGHS {found} is linked, but versions before {OLDEST_SUPPORTED} have given wrong answers marked \
                 optimal; build with the HiGHS that tools/setup.sh compiles"
            ),
            Self::NotStarted => write!(to, "HiGHS could not be started: out of memory"),
            Self::Length { what, found, expected } => {
                write!(to, "{what} has {found} entries where {expected} are needed")
            }
            Self::Index { what, index, size } => {
                write!(to, "{what} names number {index}, but there are {size}, counted from 0")
            }
            Self::Number { what, position, value, rule } => {
                write!(to, "{what}[{position}] is {value}, but it must be {rule}")
            }
            Self::Repeated { what, index } => write!(to, "{what} names number {index} twice"),
            Self::Starts { position } => {
                write!(to, "starts[{position}] is wrong: starts begin at 0 and never fall")
            }
            Self::Text { text } => {
                write!(to, "the text {text:?} cannot be given to HiGHS (a NUL character, or not Unicode)")
            }
            Self::TooLarge { what } => write!(to, "too many {what}: HiGHS counts to {}", i32::MAX),
            Self::Refused { call } => write!(to, "HiGHS refused to {call}"),
        }
    }
}

impl Error for HighsError {}
