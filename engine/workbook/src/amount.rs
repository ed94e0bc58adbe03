//! Amounts as formulas mean them: their text beside the whole pence they come to.

/// A formula, or a part of one, and what it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub text: String,
    pub pence: i64,
}

impl Amount {
    pub fn new(text: impl Into<String>, pence: i64) -> Amount {
        Amount { text: text.into(), pence }
    }

    pub fn nothing() -> Amount {
        Amount::new("0", 0)
    }

    /// Terms with their signs, each a cell or a function; what is nothing by construction is left out.
    pub fn sum(terms: impl IntoIterator<Item = (i64, Amount)>) -> Amount {
        let mut found = Amount::new("", 0);
        for (sign, term) in terms.into_iter().filter(|(_, term)| term.text != "0") {
            let sign_text = if sign < 0 {
                "-"
            } else if found.text.is_empty() {
                ""
            } else {
                "+"
            };
            found.text = format!("{}{sign_text}{}", found.text, term.text);
            found.pence += sign * term.pence;
        }
        if found.text.is_empty() { Amount::nothing() } else { found }
    }

    /// One less another.
    pub fn less(self, other: Amount) -> Amount {
        Amount::sum([(1, self), (-1, other)])
    }

    /// Below nothing, or nothing.
    pub fn lost(self) -> Amount {
        Amount::new(format!("MIN({},0)", self.text), self.pence.min(0))
    }
}

/// Halves of a penny go up here, below nothing too, as the engine has them; in binary fractions an exact half may
/// fall a hair short. A hair of a tenth of the step between such products puts it right and moves nothing else.
pub const HAIR: &str = "0.000001";

/// A quotient of whole numbers, halves up.
pub fn halves_up(numerator: i128, denominator: i128) -> i64 {
    i64::try_from((2 * numerator + denominator).div_euclid(2 * denominator)).unwrap_or(i64::MAX)
}

/// A unit cost at the prices of a year, as a formula: to the penny, halves up whatever the program. The second term
/// is less than the first can be known to.
pub fn at_prices(unit: &str, index: &str) -> String {
    format!("ROUND({unit}*{index}+ABS({unit})*1E-15,2)")
}

/// The same in whole pence.
pub fn indexed(pence: i64, index: i64) -> i64 {
    halves_up(i128::from(pence) * i128::from(index), 1_000_000_000)
}

/// Can a function that looks for words look for this one, and find only it?
pub fn plain(word: &str) -> bool {
    !word.is_empty() && !word.contains(['*', '?', '~', '"']) && !word.starts_with(['=', '<', '>', '\''])
}
