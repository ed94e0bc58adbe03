//! How far two real numbers may lie apart and still be called the same, in one place with reasons.
//!
//! Money, sessions and counts of sites are whole numbers and are compared exactly. Only people and
//! the points made of them are real numbers. Every comparison here is false for a NaN.

/// Relative slack for sums of people. A linear solver keeps a row to about 1e-7 of its size, and
/// summing 10⁵ doubles in another order moves a sum by less than 1e-10 of it; a millionth admits
/// both and is one person in a million.
pub(crate) const RELATIVE: f64 = 1e-6;

/// The least slack, in people: where a sum is near zero a relative slack would admit nothing, and
/// a millionth of a person is below everything that is ever printed.
pub(crate) const FLOOR: f64 = 1e-6;

/// Slack for room hours, in hours. Sessions are whole thousandths and hours short decimals, so only
/// the last bits of a double can differ; four microseconds a week admit those and no session.
pub(crate) const HOURS: f64 = 1e-9;

/// Slack for a cost written as pounds in a double, in pounds: below half a penny, so that a moved
/// penny shows, and far above the 2e-6 by which a double misses an amount of £10 billion.
pub(crate) const POUNDS: f64 = 0.004;

/// What may be spent above a share of the cost, in pence: half a penny
/// is the least that can be told apart.
pub(crate) const PENCE: f64 = 0.5;

/// People whom an offer might still have reached, where a service reaches so many. Reach is held at
/// its best only within a tolerance while ties are broken; a hundred thousandth is ten times that.
pub(crate) fn unused(reached: f64) -> f64 {
    (1e-5 * reached).max(0.01)
}

/// What may be missing or too much at a number of this size.
pub(crate) fn slack(size: f64) -> f64 {
    (RELATIVE * size.abs()).max(FLOOR)
}

/// Are these the same number of people?
pub(crate) fn same(own: f64, said: f64) -> bool {
    (own - said).abs() <= slack(own)
}

/// Is this within the limit?
pub(crate) fn within(have: f64, limit: f64) -> bool {
    have <= limit + slack(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_millionth_passes_and_two_do_not() {
        assert!(within(1_000_000.9, 1_000_000.0));
        assert!(!within(1_000_002.0, 1_000_000.0));
        assert!(same(0.0, 0.000_000_9));
        assert!(!same(0.0, 0.000_002));
    }

    #[test]
    fn what_is_not_a_number_is_never_the_same_or_within() {
        assert!(!same(f64::NAN, f64::NAN));
        assert!(!within(f64::NAN, 1.0));
        assert!(!same(1.0, f64::NAN));
    }
}
