//! Postcodes in a few bytes each: `B1 0:1AA1AB;12:2BD|B2 …`, outward code by outward code, card by
//! card, with the last three letters of each postcode one after the other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many letters end a postcode.
const INWARD: usize = 3;

/// All postcodes that have a postcode's form and a card. `position` tells where a card stands on
/// the page, which need not be where it stood in the document.
pub fn packed(postcodes: &[(String, usize)], position: impl Fn(usize) -> Option<usize>) -> String {
    let mut grouped: BTreeMap<String, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for (postcode, card) in postcodes {
        let Some((card, (outward, inward))) = position(*card).zip(halves(postcode)) else { continue };
        grouped.entry(outward).or_default().entry(card).or_default().push(inward);
    }
    let mut packed = String::new();
    for (outward, cards) in grouped {
        let bar = if packed.is_empty() { "" } else { "|" };
        // Writing to a string cannot fail.
        let _ = write!(packed, "{bar}{outward} ");
        for (at, (card, mut inward)) in cards.into_iter().enumerate() {
            inward.sort();
            inward.dedup();
            let _ = write!(packed, "{}{card}:{}", if at == 0 { "" } else { ";" }, inward.concat());
        }
    }
    packed
}

/// `B11AA` is of the district `B1`, there `1AA`.
fn halves(postcode: &str) -> Option<(String, String)> {
    let letters: String = postcode.chars().filter(|letter| !letter.is_whitespace()).collect();
    let letters = letters.to_ascii_uppercase();
    let formed = (5..=7).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_alphanumeric());
    let (outward, inward) = letters.split_at_checked(letters.len().checked_sub(INWARD)?).filter(|_| formed)?;
    let ends = inward.bytes().enumerate().all(|(at, letter)| letter.is_ascii_digit() == (at == 0));
    (ends && outward.starts_with(|letter: char| letter.is_ascii_uppercase()))
        .then(|| (outward.to_owned(), inward.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{halves, packed};

    #[test]
    fn postcodes_are_grouped_by_district_and_card() {
        let given = [("B12BD", 1), ("b1 1ab", 0), ("B11AA", 0), ("CV312AA", 1), ("B11AA", 0), ("B11AC", 7)];
        let given = given.map(|(postcode, card)| (postcode.to_owned(), card));
        assert_eq!(packed(&given, |card| (card < 2).then_some(card + 5)), "B1 5:1AA1AB;6:2BD|CV31 6:2AA");
        assert_eq!(packed(&[], Some), "");
    }

    #[test]
    fn what_is_no_postcode_is_left_out() {
        for text in ["", "B1", "B1AAA", "B1111", "11AA1AA", "B11A\"", "<b>1AA", "B1|1AA", "ÉÉ11AA", "SW1A1AAA1AA"] {
            assert_eq!(halves(text), None, "{text}");
        }
    }
}
