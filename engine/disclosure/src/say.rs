//! What may be said with shown counts: it follows from them alone, so it gives nothing more away.

use crate::shape::{Shown, Table};

/// The difference that may be told between what is shown of today and of an option: 0 where they are less
/// than the threshold apart. Nothing if either is hidden.
pub fn difference(today: Shown, option: Shown) -> Option<i64> {
    let (today, option) = (today.count()?, option.count()?);
    i64::try_from(option).ok()?.checked_sub(i64::try_from(today).ok()?)
}

/// [`difference`] for every cell of two tables of one frame.
pub fn differences(today: &Table<Shown>, option: &Table<Shown>) -> Table<Option<i64>> {
    let line = |today: &[Shown], option: &[Shown]| -> Vec<Option<i64>> {
        today.iter().zip(option).map(|(today, option)| difference(*today, *option)).collect()
    };
    let lines = |today: &[Vec<Shown>], option: &[Vec<Shown>]| {
        today.iter().zip(option).map(|(today, option)| line(today, option)).collect()
    };
    Table {
        areas: line(&today.areas, &option.areas),
        parts: lines(&today.parts, &option.parts),
        beside: lines(&today.beside, &option.beside),
        total: difference(today.total, option.total),
    }
}

/// The share that may be told, in whole per cent, from shown counts only; at most 100, since each is
/// rounded by itself. Nothing if either is hidden or nobody is eligible.
pub fn share(reached: Shown, eligible: Shown) -> Option<u64> {
    let (reached, eligible) = (reached.count()?, eligible.count()?);
    let doubled = reached.checked_mul(200)?.checked_add(eligible)?;
    doubled.checked_div(eligible.checked_mul(2)?).map(|share| share.min(100))
}
