//! Whole numbers of pence, 128 bits wide, and the few ways in which they are rounded.

/// A pound, or a whole share, in billionths.
pub(super) const WHOLE: i128 = 1_000_000_000;

/// No single amount is taken as larger than this: sums of as many as there are stay within 128 bits, and it
/// is beyond what can be printed, so that it is told all the same.
const MOST: i128 = 1 << 66;

/// Cut off at the most.
pub(super) fn bounded(amount: i128) -> i128 {
    amount.clamp(-MOST, MOST)
}

/// A quotient to the nearest whole number, halves up; nothing of nothing.
pub(super) fn nearest(dividend: i128, divisor: i128) -> i128 {
    if divisor <= 0 {
        return 0;
    }
    let (whole, rest) = (dividend.div_euclid(divisor), dividend.rem_euclid(divisor));
    // Written so that it cannot leave 128 bits: twice the rest might.
    if rest >= divisor - rest { whole + 1 } else { whole }
}

/// An amount at a year's prices, or a share of it.
pub(super) fn of_billionths(amount: i128, billionths: i128) -> i128 {
    bounded(nearest(amount.saturating_mul(billionths), WHOLE))
}

/// A share in billionths, so that every product is one of whole numbers.
pub(super) fn billionths(share: f64) -> i128 {
    from_real(share * 1e9)
}

/// A real number of pence, or of billionths, to the nearest whole one, halves up.
#[allow(clippy::cast_possible_truncation, reason = "an `as` from a real number stops at the ends of 128 bits")]
pub(super) fn from_real(number: f64) -> i128 {
    bounded((number + 0.5).floor() as i128)
}

/// An amount shared out in proportion: each part rounded down, and the pennies left over one each to the
/// parts that lost most, the first among equals. Where the weights come to nothing the first has it all.
pub(super) fn shared_out(amount: i128, weights: &[i128]) -> Vec<i128> {
    // Within what can be printed, so that no product leaves 128 bits.
    let amount = amount.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
    let total = weights.iter().fold(0_i128, |sum, weight| sum.saturating_add(*weight));
    let mut parts = vec![0; weights.len()];
    if total == 0 {
        parts.first_mut().into_iter().for_each(|first| *first = amount);
        return parts;
    }
    let products = weights.iter().map(|weight| amount.saturating_mul(weight * total.signum()));
    let products: Vec<i128> = products.collect();
    for (part, product) in parts.iter_mut().zip(&products) {
        *part = product.div_euclid(total.abs());
    }
    let left = parts.iter().fold(amount, |left, part| left.saturating_sub(*part));
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|row| (-products[*row].rem_euclid(total.abs()), *row));
    for row in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[row] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_on_both_sides_of_nothing() {
        assert_eq!((nearest(5, 2), nearest(-5, 2), nearest(7, 3), nearest(-7, 3)), (3, -2, 2, -2));
        assert_eq!((nearest(5, 0), from_real(2.5), from_real(-2.5)), (0, 3, -2));
        // 1p at 1.5 times its price; £1.01 a third off.
        assert_eq!((of_billionths(1, 1_500_000_000), of_billionths(101, 666_666_667)), (2, 67));
    }

    #[test]
    fn every_penny_is_shared_out_once() {
        assert_eq!(shared_out(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(shared_out(-100, &[1, 1, 1]), [-33, -33, -34]);
        assert_eq!(shared_out(7, &[0, 0]), [7, 0]);
        assert_eq!(shared_out(10, &[3, -1]), [15, -5]);
        assert_eq!(shared_out(10, &[-3, 1]), [15, -5]);
        assert!(shared_out(10, &[]).is_empty());
    }
}
