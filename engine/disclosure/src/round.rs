//! Rounding to the nearest multiple of the threshold, and what it leaves open.

use std::ops::RangeInclusive;

/// No count comes near this; sums of it do not overflow.
pub(crate) const MOST: i64 = 1_000_000_000_000_000;

/// The nearest multiple; halves go up. A count of at least `step` never rounds below it.
pub(crate) fn nearest(step: i64, count: i64) -> i64 {
    (count + step / 2) / step * step
}

/// The true counts that are shown as `shown`.
pub(crate) fn behind(step: i64, shown: i64) -> RangeInclusive<i64> {
    // From 1 to below the threshold is hidden, so 0 is nobody, and the first multiple has no lower half.
    if shown == 0 { 0..=0 } else { step.max(shown - step / 2)..=shown + step - 1 - step / 2 }
}

/// Whether a count is too small to show.
pub(crate) fn small(step: i64, count: i64) -> bool {
    0 < count && count < step
}
