//! Places in a sheet as a workbook writes them: `B6`, `A2:A4`, and spans of rows or columns.

use super::survey::{COLUMNS, ROWS};
use doorstep_scenario::letters;
use std::fmt;

/// The row and the column of `B6`, counted from 1.
pub(super) fn reference(text: &str) -> Option<(usize, usize)> {
    let split = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at(split);
    let plain = (1..=3).contains(&column.len()) && (1..=7).contains(&row.len());
    if !plain || row.starts_with('0') || !row.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let column = column.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = row.parse().ok()?;
    (column <= COLUMNS && row <= ROWS).then_some((row, column))
}

/// An area of a sheet: its first and last row and column, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

impl Area {
    /// `A2:B4`, or a single cell.
    pub fn read(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((top, left), (bottom, right)) = (reference(first)?, reference(last)?);
        (top <= bottom && left <= right).then_some(Self { rows: (top, bottom), columns: (left, right) })
    }

    /// How many cells it has.
    pub fn cells(&self) -> usize {
        (self.rows.1 - self.rows.0 + 1) * (self.columns.1 - self.columns.0 + 1)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}:", letters(self.columns.0), self.rows.0)?;
        write!(f, "{}{}", letters(self.columns.1), self.rows.1)
    }
}

/// Spans beyond which they are put in order, which leaves half as many as a sheet has rows.
const MOST: usize = ROWS;

/// Numbers of rows or columns, as spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spans(Vec<(usize, usize)>);

impl Spans {
    /// Adds the numbers from `first` to `last`.
    pub fn add(&mut self, first: usize, last: usize) {
        if self.0.len() == MOST {
            self.settle();
        }
        self.push(first, last);
    }

    fn push(&mut self, first: usize, last: usize) {
        match self.0.last_mut() {
            Some(span) if span.0 <= first && first <= span.1 + 1 => span.1 = span.1.max(last),
            _ if first <= last => self.0.push((first, last)),
            _ => {}
        }
    }

    /// Puts the spans in order, so that numbers can be looked for.
    pub fn settle(&mut self) {
        self.0.sort_unstable();
        let sorted = std::mem::take(&mut self.0);
        for (first, last) in sorted {
            self.push(first, last);
        }
    }

    /// Is the number in one of them?
    pub fn has(&self, number: usize) -> bool {
        let after = self.0.partition_point(|span| span.0 <= number);
        after > 0 && self.0[after - 1].1 >= number
    }
}
