//! Futures that have been drawn.

use crate::Number;

/// Futures: by member, a value of every number.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub(crate) ids: Vec<String>,
    pub(crate) values: Vec<f64>,
    pub(crate) weights: Option<Vec<f64>>,
}

/// Values of a number that its spread does not allow.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// The number.
    pub id: String,
    /// Members with such a value, from 0.
    pub members: Vec<usize>,
    /// The lowest and highest value of the spread.
    pub range: (f64, f64),
}

impl Drawn {
    /// The numbers by name: the columns of every row.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// How many members there are.
    pub fn members(&self) -> usize {
        self.values.len() / self.ids.len()
    }

    /// The members in their order, each with a value a number.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.ids.len())
    }

    /// The values of one number by member; none if there is no such number.
    pub fn column(&self, id: &str) -> Option<impl ExactSizeIterator<Item = f64>> {
        let at = self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()?;
        Some(self.rows().map(move |row| row[at]))
    }

    /// What part of all futures each member stands for, adding up to 1; none if each stands for as much. Only a grid
    /// over discrete numbers has them.
    pub fn weights(&self) -> Option<&[f64]> {
        self.weights.as_deref()
    }

    /// Values outside the ranges of spreads: of somebody's own table alone, since no other design gives any.
    pub fn outside(&self, numbers: &[Number]) -> Vec<Outside> {
        let mut found: Vec<Outside> = numbers
            .iter()
            .filter_map(|number| {
                let (low, high) = number.range();
                let values = self.column(number.id())?.enumerate();
                let members: Vec<usize> =
                    values.filter(|(_, value)| !(low..=high).contains(value)).map(|(member, _)| member).collect();
                (!members.is_empty()).then(|| Outside { id: number.id().to_owned(), members, range: (low, high) })
            })
            .collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        found
    }
}
