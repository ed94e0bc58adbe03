//! Columns by position, without those of reach being kept.

use super::{ArmIx, Column, ColumnKey};
use crate::instance::Instance;
use std::sync::Arc;

/// Every column of a formulation. Levels, runs and sessions are kept, and so is what rules and goals
/// add; the block of reach between them follows from the arms and is derived when asked for. A country
/// has millions of arms, and a column kept for each would be most of its memory.
#[derive(Debug, Clone)]
pub struct Columns {
    instance: Arc<Instance>,
    before: Vec<Column>,
    further: Vec<Column>,
}

impl Columns {
    /// These columns, then one of reach for every arm.
    pub(super) fn of(instance: &Arc<Instance>, before: Vec<Column>) -> Columns {
        Columns { instance: Arc::clone(instance), before, further: Vec::new() }
    }

    /// The column at a position below [`Columns::len`].
    pub fn at(&self, position: usize) -> Column {
        let Some(arm) = position.checked_sub(self.before.len()) else { return self.before[position] };
        let arms = &self.instance.arms;
        arms.get(arm).map_or_else(
            || self.further[arm - arms.len()],
            |found| Column {
                key: ColumnKey::Reach(ArmIx(arm)),
                lower: 0.0,
                upper: self.instance.cohorts[found.cohort()].potential,
                whole: false,
            },
        )
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.before.len() + self.instance.arms.len() + self.further.len()
    }

    /// Are there none at all?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, by position.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Column> + ExactSizeIterator + Clone + '_ {
        (0..self.len()).map(|position| self.at(position))
    }

    /// Adds one at the end.
    pub(super) fn push(&mut self, column: Column) {
        self.further.push(column);
    }
}
