//! Designs: by what plan futures are drawn, and how many there are.

use crate::{MOST_DIMENSIONS, MOST_MEMBERS, MOST_VALUES, Misfit, Number, Spread};

/// A plan by which futures are drawn. Every future is a member, every member a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Design {
    /// Members at random. More of them begin with the fewer; a number's draws depend on the seed and its id alone,
    /// unless it is correlated.
    MonteCarlo {
        /// How many.
        members: usize,
    },
    /// A Latin hypercube (`McKay`, Beckman & Conover 1979): each of as many equally likely strata of every number as
    /// there are members is drawn from once, at random within it (but for its outermost hundred-thousandths, so that
    /// no rounding takes a value across).
    LatinHypercube {
        /// How many.
        members: usize,
    },
    /// Every combination of some values of each number, the last number by name changing fastest: the middles of as
    /// many equally likely parts as there are points, and each value of a discrete number with its weight.
    Grid {
        /// Values of each number, but for discrete ones.
        points: usize,
    },
    /// Sobol's sequence with random scrambling: more even than chance. Powers of two are the most even.
    Sobol {
        /// How many.
        members: usize,
    },
    /// Saltelli's design for Sobol's indices (Saltelli et al. 2010): for each of the base samples A, then A with one
    /// number from B for each number, then (for second-order indices) B with one from A for each, then B. A and B are
    /// two halves of a scrambled Sobol sequence. The rows are those of `SALib.sample.sobol`.
    Saltelli {
        /// Base samples; powers of two are the most even.
        base: usize,
        /// Whether rows for second-order indices are drawn.
        second_order: bool,
    },
    /// Morris's trajectories (1991): from a random point of a grid of levels of u, one number after another moves by
    /// levels / 2 of its levels, in random order. Level 0 is the lowest value, the last level the highest. The rows
    /// are those of `SALib.sample.morris`.
    Morris {
        /// How many, of one row more than there are numbers each.
        trajectories: usize,
        /// Levels of the grid, an even number.
        levels: usize,
    },
    /// Somebody's own futures. They may lie outside spreads ([`crate::Drawn::outside`] tells), are given out as they
    /// are, and correlations have no part in them.
    Table(Table),
}

/// Futures as somebody writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The number of each column, in any order.
    pub ids: Vec<String>,
    /// By member, a value a column.
    pub rows: Vec<Vec<f64>>,
}

const MOST_LEVELS: usize = 1000;

impl Design {
    /// How many members it has of these numbers; none if they are beyond counting.
    pub fn members(&self, numbers: &[Number]) -> Option<usize> {
        match self {
            Self::MonteCarlo { members } | Self::LatinHypercube { members } | Self::Sobol { members } => Some(*members),
            Self::Grid { points } => numbers.iter().try_fold(1_usize, |product, number| {
                product.checked_mul(match number.spread() {
                    Spread::Discrete { values } => values.len(),
                    _ => *points,
                })
            }),
            Self::Saltelli { base, second_order } => {
                let blocks = if *second_order { 2 * numbers.len() + 2 } else { numbers.len() + 2 };
                base.checked_mul(blocks)
            }
            Self::Morris { trajectories, .. } => trajectories.checked_mul(numbers.len() + 1),
            Self::Table(table) => Some(table.rows.len()),
        }
    }

    /// Everything that is wrong with it for these numbers.
    pub(crate) fn faults(&self, numbers: &[Number], ids: &[&str], faults: &mut Vec<Misfit>) {
        let mut at_least_one = |what, value| {
            if value == 0 {
                faults.push(Misfit::Setting { what, value, allowed: "at least 1" });
            }
        };
        match self {
            Self::MonteCarlo { members } | Self::LatinHypercube { members } | Self::Sobol { members } => {
                at_least_one("members", *members);
            }
            Self::Grid { points } => at_least_one("points", *points),
            Self::Saltelli { base, .. } => at_least_one("base", *base),
            Self::Morris { trajectories, levels } => {
                at_least_one("trajectories", *trajectories);
                if levels % 2 == 1 || !(2..=MOST_LEVELS).contains(levels) {
                    let allowed = "an even number from 2 to 1000";
                    faults.push(Misfit::Setting { what: "levels", value: *levels, allowed });
                }
            }
            Self::Table(table) => {
                at_least_one("members of the table", table.rows.len());
                table.faults(ids, faults);
            }
        }
        let needed = match self {
            Self::Sobol { .. } => numbers.len(),
            Self::Saltelli { .. } => 2 * numbers.len(),
            _ => 0,
        };
        if needed > MOST_DIMENSIONS {
            faults.push(Misfit::TooManyDimensions { needed });
        }
        match self.members(numbers) {
            Some(members) if members <= MOST_MEMBERS => {
                if members.saturating_mul(numbers.len()) > MOST_VALUES {
                    faults.push(Misfit::TooManyValues { members, numbers: numbers.len() });
                }
            }
            members => faults.push(Misfit::TooManyMembers { members }),
        }
    }

    /// Why it draws no correlated numbers, if it does not: its name, and the reason.
    pub(crate) fn refuses_correlations(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Grid { .. } => Some((
                "a grid",
                "it asks every combination alike, likely or not; take a Latin hypercube, or leave the correlations out",
            )),
            Self::Saltelli { .. } => Some((
                "Saltelli's design",
                "Sobol's indices split the variance among numbers that vary independently; leave the correlations out",
            )),
            Self::Morris { .. } => Some((
                "Morris's design",
                "an elementary effect moves one number and keeps all others; leave the correlations out",
            )),
            Self::MonteCarlo { .. } | Self::LatinHypercube { .. } | Self::Sobol { .. } | Self::Table(_) => None,
        }
    }
}

impl Table {
    fn faults(&self, ids: &[&str], faults: &mut Vec<Misfit>) {
        let mut columns: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        columns.sort_unstable();
        let twice = columns.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[1]);
        faults.extend(twice.map(|id| Misfit::ColumnTwice { id: id.to_owned() }));
        columns.dedup();
        let missing = ids.iter().filter(|id| columns.binary_search(id).is_err());
        faults.extend(missing.map(|id| Misfit::NoColumn { id: (*id).to_owned() }));
        let unknown = columns.iter().filter(|id| ids.binary_search(id).is_err());
        faults.extend(unknown.map(|id| Misfit::ColumnOfNoNumber { id: (*id).to_owned() }));
        for (row, member) in self.rows.iter().zip(1..) {
            if row.len() != self.ids.len() {
                faults.push(Misfit::Ragged { member, values: row.len(), columns: self.ids.len() });
            }
            for (value, id) in row.iter().zip(&self.ids).filter(|(value, _)| !value.is_finite()) {
                faults.push(Misfit::TableNotFinite { id: id.clone(), member, value: *value });
            }
        }
    }
}
