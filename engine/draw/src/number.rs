//! An uncertain number: its id and its spread, which has been looked at.

use crate::law::Law;
use crate::{Misfit, Spread};

/// An uncertain number whose spread is known to make sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    id: String,
    spread: Spread,
    law: Law,
}

impl Number {
    /// A number of this id and spread.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new(id: impl Into<String>, spread: Spread) -> Result<Self, Vec<Misfit>> {
        let id = id.into();
        let mut faults = spread.faults(&id);
        if id.is_empty() {
            faults.insert(0, Misfit::NoId);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let law = Law::of(&spread);
        Ok(Self { id, spread, law })
    }

    /// Several numbers at once.
    ///
    /// # Errors
    /// Everything that is wrong with any of them.
    pub fn all(written: impl IntoIterator<Item = (String, Spread)>) -> Result<Vec<Self>, Vec<Misfit>> {
        let mut faults = Vec::new();
        let mut numbers = Vec::new();
        for (id, spread) in written {
            match Self::new(id, spread) {
                Ok(number) => numbers.push(number),
                Err(more) => faults.extend(more),
            }
        }
        if faults.is_empty() { Ok(numbers) } else { Err(faults) }
    }

    /// Its name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// As written.
    pub fn spread(&self) -> &Spread {
        &self.spread
    }

    /// The value that a share `u` of futures stays at or below, for `u` between 0 and 1. Below 0 is read as 0,
    /// which is the lowest value, above 1 as 1, which is the highest. Never outside [`Number::range`].
    pub fn quantile(&self, u: f64) -> f64 {
        let (low, high) = self.range();
        self.law.quantile(u.clamp(0.0, 1.0)).clamp(low, high)
    }

    /// The lowest and the highest value.
    pub fn range(&self) -> (f64, f64) {
        self.law.range()
    }

    /// The mean over all futures.
    pub fn mean(&self) -> f64 {
        let (low, high) = self.range();
        self.law.mean().clamp(low, high)
    }

    /// The quantile as it is given out: at twelve digits, but for values that are somebody's own.
    pub(crate) fn value(&self, u: f64) -> f64 {
        let value = self.quantile(u);
        if matches!(self.law, Law::Steps { .. }) {
            return value;
        }
        let (low, high) = self.range();
        crate::round::twelve_digits(value, (low, high)).clamp(low, high)
    }

    /// The shares at which a grid asks this number, and what part of futures each stands for.
    pub(crate) fn grid(&self, points: usize) -> Vec<(f64, f64)> {
        match (&self.spread, &self.law) {
            (Spread::Discrete { .. }, Law::Steps { up_to, .. }) => {
                let below = std::iter::once(0.0).chain(up_to.iter().copied());
                below.zip(up_to).map(|(from, to)| (f64::midpoint(from, *to), to - from)).collect()
            }
            _ => (0..points).map(|at| ((at as f64 + 0.5) / points as f64, 1.0 / points as f64)).collect(),
        }
    }
}
