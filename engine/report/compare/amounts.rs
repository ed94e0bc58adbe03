//! Amounts by id, one column an option: whole numbers of their smallest unit, so that parts add up.

use crate::report::table::thousands;
use doorstep_scenario::{Pence, Run};
use std::collections::BTreeMap;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Money in pence.
    Pence,
    /// People in tenths.
    Tenths,
    /// Weekly sessions in thousandths.
    Thousandths,
}

/// Rows by id.
#[derive(Debug, Clone)]
pub(super) struct Amounts {
    pub unit: Unit,
    /// Ids, and an amount for each option; `None` where the option has nothing of that id.
    pub rows: Vec<(Vec<String>, Vec<Option<i64>>)>,
    /// What printed parts lack of the printed total, for they are rounded one by one.
    pub rounding: Option<Vec<i64>>,
    pub columns: usize,
}

impl Amounts {
    pub fn of<'r, I>(runs: &'r [Run], unit: Unit, rows: impl Fn(&'r Run) -> I) -> Amounts
    where
        I: Iterator<Item = (Vec<String>, i64)>,
    {
        let mut found: BTreeMap<Vec<String>, Vec<Option<i64>>> = BTreeMap::new();
        for (at, run) in runs.iter().enumerate() {
            for (key, amount) in rows(run) {
                found.entry(key).or_insert_with(|| vec![None; runs.len()])[at] = Some(amount);
            }
        }
        Amounts { unit, rows: found.into_iter().collect(), rounding: None, columns: runs.len() }
    }

    /// Adds what the rows lack of these totals.
    pub fn make_up(&mut self, totals: &[Option<i64>]) {
        let lacks: Vec<i64> =
            self.total().iter().zip(totals).map(|(sum, total)| total.map_or(0, |total| total - sum)).collect();
        self.rounding = lacks.iter().any(|lack| *lack != 0).then_some(lacks);
    }

    /// The sum of everything, column by column.
    pub fn total(&self) -> Vec<i64> {
        let mut sum = sum(self.columns, self.rows.iter().map(|(_, amounts)| amounts));
        for (sum, lack) in sum.iter_mut().zip(self.rounding.iter().flatten()) {
            *sum += lack;
        }
        sum
    }

    /// Rows that are not the same in every column.
    pub fn differing(&self) -> Vec<&(Vec<String>, Vec<Option<i64>>)> {
        self.rows.iter().filter(|(_, amounts)| differ(amounts)).collect()
    }
}

/// The sum of rows, column by column; nothing counts as 0.
pub(super) fn sum<'a>(columns: usize, rows: impl Iterator<Item = &'a Vec<Option<i64>>>) -> Vec<i64> {
    rows.fold(vec![0; columns], |mut sum, row| {
        for (sum, amount) in sum.iter_mut().zip(row) {
            *sum += amount.unwrap_or(0);
        }
        sum
    })
}

pub(super) fn differ<T: PartialEq>(cells: &[T]) -> bool {
    cells.windows(2).any(|pair| pair[0] != pair[1])
}

/// How far a row is from the first column at most: what a short list shows first.
pub(super) fn spread(amounts: &[Option<i64>]) -> i64 {
    let first = amounts.first().copied().flatten().unwrap_or(0);
    amounts.iter().map(|amount| (amount.unwrap_or(0) - first).abs()).max().unwrap_or(0)
}

impl Unit {
    /// For people: `£1,234.50`, `1,234.5`, `3.5`.
    pub fn shown(self, amount: i64) -> String {
        let sign = if amount < 0 { "-" } else { "" };
        match self {
            Unit::Pence => Pence(amount).to_string(),
            Unit::Tenths => {
                let size = amount.unsigned_abs();
                format!("{sign}{}.{}", thousands((size / 10) as f64), size % 10)
            }
            Unit::Thousandths => {
                let shown = self.plain(amount);
                shown.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }

    /// With its sign, as a change.
    pub fn change(self, amount: i64) -> String {
        if amount > 0 { format!("+{}", self.shown(amount)) } else { self.shown(amount) }
    }

    /// For programs: plain digits.
    pub fn plain(self, amount: i64) -> String {
        let sign = if amount < 0 { "-" } else { "" };
        let size = amount.unsigned_abs();
        match self {
            Unit::Pence => format!("{sign}{}.{:02}", size / 100, size % 100),
            Unit::Tenths => format!("{sign}{}.{}", size / 10, size % 10),
            Unit::Thousandths => format!("{sign}{}.{:03}", size / 1000, size % 1000),
        }
    }
}
