//! What can be wrong with numbers, correlations and designs: one sentence each, naming the number.

use std::fmt;

use crate::{MOST_CORRELATED, MOST_DIMENSIONS, MOST_MEMBERS, MOST_VALUES};

/// Something that keeps futures from being drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// Nothing to draw.
    #[error("there are no numbers to draw")]
    NoNumbers,
    /// A number without an id.
    #[error("a number has no id")]
    NoId,
    /// Two numbers of one id.
    #[error("{id}: two numbers have this id")]
    NumberTwice {
        /// The number.
        id: String,
    },
    /// A parameter that is infinite, or no number.
    #[error("{id}: {what} is {value}; it has to be a finite number")]
    NotFinite {
        /// The number.
        id: String,
        /// Which parameter.
        what: &'static str,
        /// As written.
        value: f64,
    },
    /// Bounds the wrong way round, or alike.
    #[error("{id}: low {low} has to be below high {high}; what is certain is no uncertain number")]
    LowNotBelowHigh {
        /// The number.
        id: String,
        /// As written.
        low: f64,
        /// As written.
        high: f64,
    },
    /// A most likely value beyond the bounds.
    #[error("{id}: mode {mode} has to lie from low {low} to high {high}")]
    ModeOutside {
        /// The number.
        id: String,
        /// As written.
        low: f64,
        /// As written.
        mode: f64,
        /// As written.
        high: f64,
    },
    /// A deviation, median or weight of nothing or less.
    #[error("{id}: {what} is {value}; it has to be above 0")]
    NotAboveZero {
        /// The number.
        id: String,
        /// Which parameter.
        what: &'static str,
        /// As written.
        value: f64,
    },
    /// A log-normal number is above 0.
    #[error("{id}: low is {low}; a log-normal number is never below 0")]
    LowBelowZero {
        /// The number.
        id: String,
        /// As written.
        low: f64,
    },
    /// Bounds that have next to nothing of the distribution between them.
    #[error("{id}: {share:.1e} of the distribution lies from low {low} to high {high}; at least a millionth has to")]
    HardlyWithin {
        /// The number.
        id: String,
        /// As written.
        low: f64,
        /// As written.
        high: f64,
        /// The part of the distribution without bounds that lies between them.
        share: f64,
    },
    /// A list of no values.
    #[error("{id}: no value is given")]
    NoValues {
        /// The number.
        id: String,
    },
    /// A value with two weights.
    #[error("{id}: value {value} is given twice; add its weights up")]
    ValueTwice {
        /// The number.
        id: String,
        /// As written.
        value: f64,
    },
    /// A correlation with a number that is not there.
    #[error("correlation of {one} and {other}: there is no number {unknown}")]
    UnknownNumber {
        /// As written.
        one: String,
        /// As written.
        other: String,
        /// The one of them that is not there.
        unknown: String,
    },
    /// A number beside itself.
    #[error("{id}: a number has no correlation with itself")]
    WithItself {
        /// The number.
        id: String,
    },
    /// A pair given twice.
    #[error("correlation of {one} and {other} is given twice")]
    CorrelationTwice {
        /// The first by name.
        one: String,
        /// The second.
        other: String,
    },
    /// −1 and 1 say that two numbers are one; beyond them is nothing.
    #[error("correlation of {one} and {other} is {value}; it has to lie between -1 and 1, neither of them")]
    CorrelationOutside {
        /// As written.
        one: String,
        /// As written.
        other: String,
        /// As written.
        value: f64,
    },
    /// Correlations no numbers can have together.
    #[error("no numbers can have these correlations together: {}", listed(.pairs))]
    NotPositiveDefinite {
        /// The pairs that would have to change, by name.
        pairs: Vec<Pair>,
    },
    /// More numbers that hang together than are drawn together.
    #[error("{id} and {others} others hang together by correlations; at most {MOST_CORRELATED} numbers may")]
    TooManyCorrelated {
        /// The first of them by name.
        id: String,
        /// How many more.
        others: usize,
    },
    /// A design whose answers would be wrong of numbers that hang together.
    #[error("{design} draws no correlated numbers, and {one} and {other} are: {why}")]
    CorrelationsRefused {
        /// The design.
        design: &'static str,
        /// A number.
        one: String,
        /// The number it is correlated with.
        other: String,
        /// The reason, and what to do.
        why: &'static str,
    },
    /// Fewer strata than can be re-ordered.
    #[error("{members} members are too few to correlate {id} and {others} others; at least {} are needed", others + 3)]
    TooFewToCorrelate {
        /// As written.
        members: usize,
        /// The first of them by name.
        id: String,
        /// How many more.
        others: usize,
    },
    /// A setting of the design that is out of its range.
    #[error("{what} is {value}; it has to be {allowed}")]
    Setting {
        /// The setting.
        what: &'static str,
        /// As written.
        value: usize,
        /// What would do.
        allowed: &'static str,
    },
    /// More members than are drawn.
    #[error("the design has {}members; at most {MOST_MEMBERS} are drawn", counted(*.members))]
    TooManyMembers {
        /// How many it would have; none if beyond counting.
        members: Option<usize>,
    },
    /// More values than are held.
    #[error("{members} members of {numbers} numbers are too many values; at most {MOST_VALUES} are drawn")]
    TooManyValues {
        /// Members of the design.
        members: usize,
        /// Numbers.
        numbers: usize,
    },
    /// More dimensions than direction numbers are at hand for.
    #[error("the design needs {needed} dimensions of Sobol's sequence; there are {MOST_DIMENSIONS}")]
    TooManyDimensions {
        /// One a number, two in Saltelli's design.
        needed: usize,
    },
    /// A number the table says nothing of.
    #[error("{id}: the table has no column for this number")]
    NoColumn {
        /// The number.
        id: String,
    },
    /// A column of no number.
    #[error("{id}: the table has a column of this name, and there is no such number")]
    ColumnOfNoNumber {
        /// The column.
        id: String,
    },
    /// A column given twice.
    #[error("{id}: the table has two columns of this name")]
    ColumnTwice {
        /// The column.
        id: String,
    },
    /// A row with more or fewer values than there are columns.
    #[error("member {member} of the table has {values} values for {columns} columns")]
    Ragged {
        /// The row, from 1.
        member: usize,
        /// Its values.
        values: usize,
        /// The table's columns.
        columns: usize,
    },
    /// A value of the table that is infinite, or no number.
    #[error("{id}: member {member} of the table has {value}; it has to be a finite number")]
    TableNotFinite {
        /// The column.
        id: String,
        /// The row, from 1.
        member: usize,
        /// As written.
        value: f64,
    },
}

/// A correlation that cannot be, and one near it that can.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The first by name.
    pub one: String,
    /// The second.
    pub other: String,
    /// As written.
    pub asked: f64,
    /// What would work together with those of the other pairs, at three decimals.
    pub works: f64,
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} and {} {} ({} would do)", self.one, self.other, self.asked, self.works)
    }
}

/// So many pairs are named in a sentence.
const NAMED: usize = 12;

fn listed(pairs: &[Pair]) -> String {
    let named: Vec<String> = pairs.iter().take(NAMED).map(Pair::to_string).collect();
    let more = pairs.len().saturating_sub(NAMED);
    let and_more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}{and_more}", named.join("; "))
}

fn counted(members: Option<usize>) -> String {
    members.map_or_else(|| "countless ".to_owned(), |members| format!("{members} "))
}
