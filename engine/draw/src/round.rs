//! Twelve significant digits: what is given out.

/// Powers of ten up to 22 are exact in a double, so that a whole number below 2⁵³ divided or multiplied by one
/// is the double nearest to the decimal, as if its digits had been read.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The value at twelve significant decimal digits, and never −0. Where a value near 0 is the difference of two that
/// are not, its digits are chance: none is kept beyond the fifteenth of the larger bound of its number.
pub(crate) fn twelve_digits(value: f64, bounds: (f64, f64)) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value + 0.0;
    }
    let most = 14 - order(bounds.0.abs().max(bounds.1.abs()));
    let mut places = 11 - order(value);
    // The logarithm may be off by a hair beside a power of ten.
    for _ in 0..2 {
        places = places.min(most);
        let Some(power) = POWERS.get(places.unsigned_abs() as usize) else { return written(value) };
        let shift = |value: f64, up: bool| if up { value * power } else { value / power };
        let whole = shift(value, places >= 0).round();
        match whole.abs() {
            size if size < 1e11 && places < most => places += 1,
            size if size > 1e12 => places -= 1,
            _ => return shift(whole, places < 0) + 0.0,
        }
    }
    written(value)
}

/// The place of the first digit: 0 for ones. The logarithm is the same on every machine.
#[allow(clippy::cast_possible_truncation, reason = "a logarithm of a double lies within ±324")]
fn order(value: f64) -> i32 {
    libm::log10(value.abs()).floor() as i32
}

fn written(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the same bits are meant")]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_are_those_of_the_decimal() {
        let mut stream = crate::stream::Stream::new(1, crate::stream::Purpose::Value, "digits");
        for at in 0..200_000 {
            let value = (stream.share() - 0.3) * 10_f64.powi(at % 45 - 22);
            let (quick, read) = (twelve_digits(value, (0.0, value)), written(value));
            // In the middle between two such decimals, to a double's last bit, either will do.
            let tie = ((quick - value).abs() / (read - value).abs() - 1.0).abs() < 1e-3;
            assert!(quick == read || tie && written(quick) == quick, "{value:e}: {quick:e} and {read:e}");
        }
        for value in [1.0, 10.0, 999_999_999_999.6, 0.1, 1e-300, 5e-324, 1e300, 123_456_789_012_345.0, -1e11, 1e12] {
            assert!(twelve_digits(value, (0.0, value)) == written(value), "{value:e}");
        }
    }

    #[test]
    fn what_is_left_of_a_difference_is_nothing() {
        assert_eq!(twelve_digits(-1.1e-16, (-1.0, 2.0)).to_bits(), 0);
        assert_eq!(twelve_digits(1.234_567_890_123e-8, (-100.0, 20.0)), 1.2346e-8);
        assert_eq!(twelve_digits(1.234_567_890_123e-3, (-100.0, 20.0)), 1.234_567_89e-3);
    }

    #[test]
    fn nothing_is_minus_nothing() {
        assert!(twelve_digits(-0.0, (-1.0, 1.0)).is_sign_positive());
    }
}
