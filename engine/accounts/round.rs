//! The only roundings of money here: to the nearest penny, halves up.

use doorstep_scenario::Pence;

/// Shares are used to a billionth, so that every product is one of whole numbers.
const BILLION: i128 = 1_000_000_000;

/// A share in billionths.
pub(super) fn billionths(share: f64) -> i128 {
    #[allow(clippy::cast_possible_truncation, reason = "shares and ranges are at most 100")]
    let whole = (share * 1e9).round() as i64;
    i128::from(whole)
}

/// A quotient to the nearest penny, halves up; nothing of nothing.
pub(super) fn nearest(numerator: i128, denominator: i128) -> Pence {
    let (numerator, denominator) =
        if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator.max(1)) };
    Pence(i64::try_from((2 * numerator + denominator).div_euclid(2 * denominator)).unwrap_or(i64::MAX))
}

/// A share of an amount.
pub(super) fn part(amount: Pence, share: f64) -> Pence {
    nearest(i128::from(amount.0) * billionths(share), BILLION)
}

/// So many thousandths of posts × an amount × a share.
pub(super) fn for_posts(amount: Pence, thousandths: i64, share: f64) -> Pence {
    nearest(i128::from(amount.0) * i128::from(thousandths) * billionths(share), 1000 * BILLION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_on_both_sides_of_nothing() {
        assert_eq!(nearest(5, 2), Pence(3));
        assert_eq!(nearest(-5, 2), Pence(-2));
        assert_eq!(nearest(5, -2), Pence(-2));
        assert_eq!(nearest(7, 3), Pence(2));
        assert_eq!(nearest(7, 0), Pence(7));
        assert_eq!(part(Pence(999), 0.5), Pence(500));
        // 2.5 posts at £20,000, of whom 60 % are paid to leave: £30,000.
        assert_eq!(for_posts(Pence(2_000_000), 2_500, 0.6), Pence(3_000_000));
    }
}
