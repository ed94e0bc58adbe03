//! Amounts as finance systems write them: `1,234.50`, `(1,234.50)`, `-1,234.50`, `1,234.50-`, `1,234.50 CR`.

use super::super::scalars::money_text;
use super::mapping::Mapping;
use crate::fault::quoted;
use crate::{Code, Faults, Pence, Place};

const SIGNS: [char; 2] = ['-', '−'];

/// Whole pence, below nothing for credits. `None` after a fault.
pub(super) fn amount(written: &str, mapping: &Mapping, place: &Place, faults: &mut Faults) -> Option<Pence> {
    let plain = written.trim();
    if mapping.nothing.as_deref().is_some_and(|nothing| nothing.eq_ignore_ascii_case(plain)) {
        return Some(Pence::ZERO);
    }
    let credit = mapping.credits.as_deref().and_then(|mark| without(plain, mark));
    let debit = mapping.debits.as_deref().and_then(|mark| without(plain, mark));
    let bare = credit.or(debit).unwrap_or(plain);
    let (signs, unsigned) = unsigned(bare);
    if signs + usize::from(credit.is_some()) + usize::from(debit.is_some()) > 1 {
        let what = format!("{} has two signs", quoted(written));
        faults.add(Code::BadMoney, place, what, "Correct the export: one says whether it is below £0, and is enough");
        return None;
    }
    let mark = bare.chars().rev().take_while(|letter| letter.is_alphabetic()).collect::<String>();
    let mark: String = mark.chars().rev().collect();
    if mark.len() > 1 && unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '£') {
        let what = format!("{} has a mark that the mapping does not tell", quoted(written));
        let fix =
            format!("If it marks credits, add credits: {0} to the mapping; if it does not, debits: {0}", quoted(&mark));
        faults.add(Code::BadMoney, place, what, fix);
        return None;
    }
    let found = money_text(unsigned, place, faults)?;
    Some(if signs == 1 || credit.is_some() { -found } else { found })
}

/// What is left of an amount without a mark before or behind it.
fn without<'a>(amount: &'a str, mark: &str) -> Option<&'a str> {
    let at = amount.len().checked_sub(mark.len())?;
    let is_mark = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(mark));
    if is_mark(amount.get(at..)) {
        return amount.get(..at).map(str::trim_end);
    }
    is_mark(amount.get(..mark.len())).then(|| amount[mark.len()..].trim_start())
}

/// How many signs say that an amount is below £0, and the amount without them.
fn unsigned(amount: &str) -> (usize, &str) {
    let (mut signs, mut rest) = (0, amount.trim());
    loop {
        let inner = rest.strip_prefix('£').unwrap_or(rest).trim_start();
        let bracketed = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
        let below = bracketed.or_else(|| inner.strip_prefix(SIGNS)).or_else(|| rest.strip_suffix(SIGNS));
        let Some(below) = below else { return (signs, rest) };
        (signs, rest) = (signs + 1, below.trim());
    }
}
