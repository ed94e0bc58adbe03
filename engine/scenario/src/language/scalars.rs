//! Numbers and quantities: money, shares, distances, sessions, years. Each with its bounds.

use super::decode::wrong_shape;
use super::tree::{Tree, Value};
use crate::fault::quoted;
use crate::{Code, Faults, FinancialYear, Metres, Pence, Place, Sessions, Share};
use std::ops::RangeInclusive;

/// A number within bounds; not NaN, not infinite.
pub(super) fn number(tree: &Tree, bounds: &RangeInclusive<f64>, faults: &mut Faults) -> Option<f64> {
    let Value::Number(written) = &tree.value else {
        wrong_shape(tree, "a number is expected here", "it without quotes", faults);
        return None;
    };
    match real(written) {
        Ok(value) if bounds.contains(&value) => Some(value + 0.0),
        Ok(value) => {
            faults.add(
                Code::OutOfRange,
                &tree.place,
                format!("{written} is outside {} to {}", bounds.start(), bounds.end()),
                slip(value, bounds),
            );
            None
        }
        Err(what) => {
            faults.add(
                Code::BadNumber,
                &tree.place,
                format!("{written} {what}"),
                format!("Use a number from {} to {}", bounds.start(), bounds.end()),
            );
            None
        }
    }
}

fn slip(value: f64, bounds: &RangeInclusive<f64>) -> String {
    let hundredth = value / 100.0;
    if *bounds.end() == 1.0 && value > 1.0 && value <= 100.0 {
        return format!("Rates are 0 to 1: did you mean {hundredth}?");
    }
    format!("Use a number from {} to {}", bounds.start(), bounds.end())
}

/// A finite decimal number as people write it; `Err` says what is odd about it.
pub(super) fn real(written: &str) -> Result<f64, &'static str> {
    let plain = written.replace('_', "");
    if !plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E')) {
        return Err(if written.eq_ignore_ascii_case("nan") {
            "is not a number"
        } else if written.to_ascii_lowercase().ends_with("inf") {
            "is infinite"
        } else if written.contains(',') {
            "has a comma; write 1200 or 1.5"
        } else {
            "is not a number"
        });
    }
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err("is too large"),
        Err(_) => Err("is not a number"),
    }
}

/// A whole number within bounds.
pub(super) fn whole(tree: &Tree, bounds: RangeInclusive<u32>, faults: &mut Faults) -> Option<u32> {
    let value = number(tree, &(f64::from(*bounds.start())..=f64::from(*bounds.end())), faults)?;
    if value.fract() != 0.0 {
        faults.add(Code::BadNumber, &tree.place, format!("{value} is not a whole number"), "Use a whole number");
        return None;
    }
    Some(to_whole(value))
}

/// A non-negative whole `f64` inside the range of `u32`, as every caller has checked.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounds are checked by every caller")]
pub(super) fn to_whole(value: f64) -> u32 {
    value as u32
}

/// A share from 0 to 1, or a percentage in quotes: `0.55`, `"55%"`.
pub(super) fn share(tree: &Tree, faults: &mut Faults) -> Option<Share> {
    if let Value::Text(written) = &tree.value {
        let value = written
            .trim()
            .strip_suffix('%')
            .and_then(|percent| real(percent.trim()).ok())
            .map(|percent| percent / 100.0);
        let share = value.and_then(Share::new);
        if share.is_none() {
            faults.add(
                Code::BadQuantity,
                &tree.place,
                format!("{} is not a share", quoted(written)),
                "Write 0.55 or \"55%\"",
            );
        }
        return share;
    }
    number(tree, &(0.0..=1.0), faults).and_then(Share::new)
}

/// A share above 0.
pub(super) fn positive_share(tree: &Tree, faults: &mut Faults) -> Option<Share> {
    let share = share(tree, faults)?;
    if share.value() > 0.0 {
        return Some(share);
    }
    faults.add(Code::OutOfRange, &tree.place, "the share is 0", "Use a share above 0, or leave the whole entry out");
    None
}

/// Money: `"£1.25m"`, `"£62,000"`, `"£85.50"`, or whole pounds.
pub(super) fn money(tree: &Tree, faults: &mut Faults) -> Option<Pence> {
    let written = match &tree.value {
        Value::Text(written) => written.as_str(),
        Value::Number(written) if written.chars().all(|c| c.is_ascii_digit() || c == '_') => written.as_str(),
        Value::Number(written) => {
            faults.add(
                Code::BadMoney,
                &tree.place,
                format!("{written} is not an amount of money"),
                format!("Write money in quotes with its unit: \"£{written}\""),
            );
            return None;
        }
        _ => {
            wrong_shape(tree, "an amount of money is expected here", "\"£62,000\"", faults);
            return None;
        }
    };
    money_text(written, &tree.place, faults)
}

/// Money as written in a scenario or a cell.
pub(super) fn money_text(written: &str, place: &Place, faults: &mut Faults) -> Option<Pence> {
    let amount = pence(written);
    match amount {
        Ok(amount) if amount <= Pence::MOST => Some(amount),
        Ok(_) => {
            faults.add(
                Code::OutOfRange,
                place,
                format!("{} is above {}", quoted(written), Pence::MOST),
                "Check the unit: £, k or m",
            );
            None
        }
        Err(what) => {
            faults.add(
                Code::BadMoney,
                place,
                format!("{} {what}", quoted(written)),
                "Write \"£62,000\", \"£85.50\", \"£120k\" or \"£1.25m\"",
            );
            None
        }
    }
}

/// Exact pence of an amount as people write it. Never through a binary fraction.
fn pence(written: &str) -> Result<Pence, &'static str> {
    let plain = written.trim();
    if plain.starts_with(['-', '(']) || plain.starts_with("£-") {
        return Err("is negative; costs and targets are 0 or more");
    }
    let plain = plain.strip_prefix('£').unwrap_or(plain).trim();
    let (plain, scale) = match plain.as_bytes().last() {
        Some(b'm' | b'M') => (&plain[..plain.len() - 1], 6_usize),
        Some(b'k' | b'K') => (&plain[..plain.len() - 1], 3),
        _ => (plain, 0),
    };
    let (pounds, fraction) = plain.trim().split_once('.').unwrap_or((plain.trim(), ""));
    let grouped = !pounds.contains([',', '_'])
        || pounds
            .split([',', '_'])
            .enumerate()
            .all(|(at, part)| if at == 0 { (1..=3).contains(&part.len()) } else { part.len() == 3 });
    let pounds: String = pounds.chars().filter(|c| !matches!(c, ',' | '_')).collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if pounds.is_empty()
        || !digits(&pounds)
        || !digits(fraction)
        || !grouped
        || (plain.contains('.') && fraction.is_empty())
    {
        return Err("is not an amount of money");
    }
    let kept = fraction.trim_end_matches('0');
    if kept.len() > scale + 2 {
        return Err("is not a whole number of pence");
    }
    format!("{pounds}{kept:0<width$}", width = scale + 2).parse::<i64>().map(Pence).map_err(|_| "is too large")
}

/// A distance with its unit, to the whole metre: `"1200 m"`, `"1.2 km"`.
pub(super) fn metres(tree: &Tree, faults: &mut Faults) -> Option<Metres> {
    let Value::Text(written) = &tree.value else {
        wrong_shape(tree, "a distance is expected here", "it with its unit: \"1200 m\"", faults);
        return None;
    };
    let trimmed = written.trim();
    let (digits, unit) = match (trimmed.strip_suffix("km"), trimmed.strip_suffix('m')) {
        (Some(digits), _) => (digits, 1000.0),
        (None, Some(digits)) => (digits, 1.0),
        (None, None) => ("", 0.0),
    };
    let value = real(digits.trim())
        .ok()
        .map(|value| value * unit)
        .filter(|value| (0.0..=4e6).contains(value) && (value - value.round()).abs() < 1e-6);
    if value.is_none() {
        faults.add(
            Code::BadQuantity,
            &tree.place,
            format!("{} is not a distance in whole metres", quoted(written)),
            "Write \"1200 m\" or \"1.2 km\"",
        );
    }
    value.map(|value| Metres(to_whole(value.round())))
}

/// A distance above 0.
pub(super) fn positive_metres(tree: &Tree, faults: &mut Faults) -> Option<Metres> {
    let distance = metres(tree, faults)?;
    if distance.0 > 0 {
        return Some(distance);
    }
    faults.add(Code::OutOfRange, &tree.place, "the distance is 0", "Use a distance of at least \"1 m\"");
    None
}

/// Weekly sessions, to the thousandth, above 0.
pub(super) fn sessions(tree: &Tree, faults: &mut Faults) -> Option<Sessions> {
    let value = number(tree, &(0.001..=1000.0), faults)?;
    let found = exact_sessions(value);
    if found.is_none() {
        faults.add(
            Code::BadQuantity,
            &tree.place,
            format!("{value} sessions is finer than a thousandth"),
            "Use at most three decimals",
        );
    }
    found
}

/// Sessions, if `value` is a whole number of thousandths.
pub(super) fn exact_sessions(value: f64) -> Option<Sessions> {
    let thousandths = (value * 1000.0).round();
    ((thousandths / 1000.0 - value).abs() < 1e-9).then(|| Sessions(to_whole(thousandths)))
}

/// A financial year as `"2019-20"`.
pub(super) fn year(tree: &Tree, faults: &mut Faults) -> Option<FinancialYear> {
    let Value::Text(written) = &tree.value else {
        wrong_shape(tree, "a financial year is expected here", "it in quotes: \"2019-20\"", faults);
        return None;
    };
    let parsed = written.split_once(['-', '/']).and_then(|(start, end)| {
        let year = FinancialYear(start.parse().ok().filter(|year| (1990..=2099).contains(year))?);
        (end.len() == 2 && year.to_string().ends_with(end)).then_some(year)
    });
    if parsed.is_none() {
        faults.add(
            Code::BadQuantity,
            &tree.place,
            format!("{} is not a financial year", quoted(written)),
            "Write \"2019-20\"",
        );
    }
    parsed
}
