//! Checks made before HiGHS sees a number: a wrong length or index is undefined behaviour in C,
//! and a number that HiGHS would drop or reread in silence changes the question.

use crate::raw::Int;
use crate::{HighsError, Result};

/// From here on HiGHS takes a number for infinity.
const INFINITE: f64 = 1e20;
/// HiGHS drops coefficients of this size and less, and refuses those of [`LARGE`] and more.
const SMALL: f64 = 1e-9;
const LARGE: f64 = 1e15;

pub(crate) fn length<T>(what: &'static str, list: &[T], expected: usize) -> Result<()> {
    if list.len() == expected {
        return Ok(());
    }
    Err(HighsError::Length { what, found: list.len(), expected })
}

/// A count or an index as C writes it.
pub(crate) fn int(what: &'static str, value: usize) -> Result<Int> {
    Int::try_from(value).map_err(|_| HighsError::TooLarge { what })
}

pub(crate) fn ints(what: &'static str, values: &[usize]) -> Result<Vec<Int>> {
    values.iter().map(|&value| int(what, value)).collect()
}

pub(crate) fn index(what: &'static str, index: usize, size: usize) -> Result<()> {
    if index < size {
        return Ok(());
    }
    Err(HighsError::Index { what, index, size })
}

/// The indices of one change, as C writes them: each within the model and none twice.
pub(crate) fn set(what: &'static str, indices: impl Iterator<Item = usize>, size: usize) -> Result<Vec<Int>> {
    let mut seen = vec![false; size];
    indices
        .map(|each| {
            index(what, each, size)?;
            if std::mem::replace(&mut seen[each], true) {
                return Err(HighsError::Repeated { what, index: each });
            }
            int(what, each)
        })
        .collect()
}

pub(crate) fn finite(what: &'static str, values: &[f64]) -> Result<()> {
    numbers(what, values, "finite, of size below 1e20", |value| value.abs() < INFINITE)
}

pub(crate) fn bounds(low: &'static str, lower: &[f64], up: &'static str, upper: &[f64]) -> Result<()> {
    numbers(low, lower, "a number below 1e20, or negative infinity", |value| value < INFINITE)?;
    numbers(up, upper, "a number above -1e20, or infinity", |value| value > -INFINITE)
}

pub(crate) fn coefficient(what: &'static str, values: &[f64]) -> Result<()> {
    numbers(what, values, "of size above 1e-9 and below 1e15 (leave zeros out)", |value| {
        value.abs() > SMALL && value.abs() < LARGE
    })
}

// A comparison with NaN is false, so every test above refuses it.
fn numbers(what: &'static str, values: &[f64], rule: &'static str, good: impl Fn(f64) -> bool) -> Result<()> {
    match values.iter().position(|&value| !good(value)) {
        None => Ok(()),
        Some(position) => Err(HighsError::Number { what, position, value: values[position], rule }),
    }
}

/// Rows as [`crate::Model`] describes them, over `size` columns.
pub(crate) fn rows(
    row_lower: &[f64],
    row_upper: &[f64],
    starts: &[usize],
    columns: &[usize],
    values: &[f64],
    size: usize,
) -> Result<()> {
    length("row_upper", row_upper, row_lower.len())?;
    length("starts", starts, row_lower.len() + 1)?;
    length("values", values, columns.len())?;
    if starts[0] != 0 {
        return Err(HighsError::Starts { position: 0 });
    }
    if let Some(position) = starts.windows(2).position(|pair| pair[0] > pair[1]) {
        return Err(HighsError::Starts { position: position + 1 });
    }
    length("columns", columns, starts[row_lower.len()])?;
    bounds("row_lower", row_lower, "row_upper", row_upper)?;
    coefficient("values", values)?;
    let mut last_row = vec![usize::MAX; size];
    for (row, pair) in starts.windows(2).enumerate() {
        for &column in &columns[pair[0]..pair[1]] {
            index("columns", column, size)?;
            if std::mem::replace(&mut last_row[column], row) == row {
                return Err(HighsError::Repeated { what: "columns", index: column });
            }
        }
    }
    Ok(())
}
