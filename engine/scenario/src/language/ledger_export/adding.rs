//! Totals, added up again from the rows above them.

use crate::Pence;

/// What stands above a total of one kind, since the last of its kind or of a wider one.
#[derive(Debug, Clone, Copy)]
struct Open {
    sum: Pence,
    /// Rows of budget.
    rows: usize,
    /// How many of them are not nothing.
    filled: usize,
    /// Could every amount be read?
    sound: bool,
    /// Is every row known to be budget?
    sure: bool,
}

const NOTHING: Open = Open { sum: Pence::ZERO, rows: 0, filled: 0, sound: true, sure: true };

/// The sums that are open: one for every kind of total, from the innermost, and one of everything.
pub(super) struct Adding {
    open: Vec<Open>,
    /// What stands above since the last total, or row that looks like one.
    since: Open,
}

impl Adding {
    /// Nothing yet, for so many kinds of total.
    pub fn new(kinds: usize) -> Self {
        Self { open: vec![NOTHING; kinds + 1], since: NOTHING }
    }

    /// A row of budget, or one whose amount could not be read.
    pub fn row(&mut self, amount: Option<Pence>) {
        for open in self.open.iter_mut().chain([&mut self.since]) {
            open.rows += 1;
            match amount {
                Some(amount) => {
                    open.sum += amount;
                    open.filled += usize::from(amount != Pence::ZERO);
                }
                None => open.sound = false,
            }
        }
    }

    /// A row that may be a total or budget: no sum with it can be held against anything.
    pub fn doubt(&mut self) {
        self.since = NOTHING;
        for open in &mut self.open {
            open.sure = false;
        }
    }

    /// A total of this kind: what it should be, of how many rows. Nothing if that cannot be said. What stands above it
    /// is then closed.
    pub fn total(&mut self, kind: usize) -> Option<(Pence, usize)> {
        let open = self.open[kind];
        self.since = NOTHING;
        for closed in &mut self.open[..=kind] {
            *closed = NOTHING;
        }
        (open.sound && open.sure).then_some((open.sum, open.rows))
    }

    /// Everything, whatever totals stand between. Nothing if that cannot be said.
    pub fn all(&self) -> Option<Pence> {
        self.open.last().filter(|all| all.sound && all.sure).map(|all| all.sum)
    }

    /// Would this amount add up two rows or more that stand above it?
    pub fn is_sum(&self, amount: Pence) -> bool {
        let adds_up = |open: &Open| open.sound && open.filled > 1 && open.sum == amount;
        amount != Pence::ZERO && self.open.iter().chain([&self.since]).any(adds_up)
    }
}
