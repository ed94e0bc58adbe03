//! Numbers and quantities: money, shares, distances, sessions, years. Each with its bounds.

use super::decode::{text, wrong_shape};
use super::tree::{Tree, Value};
use crate::fault::{bare, quoted};
use crate::reference::Form;
use crate::{Code, Faults, FinancialYear, Pence, Place, Sessions, Share, Way, WayUnit};
use std::ops::RangeInclusive;

/// A number within bounds; not NaN, not infinite.
pub(super) fn number(tree: &Tree, bounds: &RangeInclusive<f64>, faults: &mut Faults) -> Option<f64> {
    faults.form(|| Form::Number(*bounds.start(), *bounds.end()));
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
                format!("{} is outside {} to {}", bare(written), bounds.start(), bounds.end()),
                slip(value, bounds),
            );
            None
        }
        Err(what) => {
            faults.add(
                Code::BadNumber,
                &tree.place,
                format!("{} {what}", bare(written)),
                format!("Use a number from {} to {}", bounds.start(), bounds.end()),
            );
            None
        }
    }
}

fn slip(value: f64, bounds: &RangeInclusive<f64>) -> String {
    let is_rate = (bounds.end() - 1.0).abs() < f64::EPSILON;
    // 1.5 where −1 may stand is no percentage.
    let least = if *bounds.start() < 0.0 { 2.0 } else { 1.0 };
    if is_rate && value > 1.0 && (least..=100.0).contains(&value) {
        // The point is moved in the text: 1.4 / 100 is 0.013999999999999999.
        let hundredth: f64 = format!("{value}e-2").parse().unwrap_or(value / 100.0);
        return format!("Rates are 0 to 1: did you mean {hundredth}?");
    }
    format!("Use a number from {} to {}", bounds.start(), bounds.end())
}

/// A finite decimal number as people write it, perhaps with `_` between its digits; `Err` says what
/// is odd about it.
pub(super) fn real(written: &str) -> Result<f64, &'static str> {
    let plain = written.replace('_', "");
    if plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E')) {
        return match plain.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            Ok(_) => Err("is too large"),
            Err(_) => Err("is not a number"),
        };
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = written.split_once('.').map_or(written, |(whole, _)| whole).split(',').collect();
    Err(if written.to_ascii_lowercase().ends_with("inf") {
        "is infinite"
    } else if groups.len() > 1 && groups.iter().skip(1).all(|group| digits(group) && group.len() == 3) {
        "has a comma between thousands; write 1200, not 1,200"
    } else if groups.len() == 2 && groups.iter().all(|group| digits(group)) {
        "has a decimal comma; write 1.5, not 1,5"
    } else if written.ends_with('%') {
        "is a percentage; write 0.12, not 12%"
    } else if written.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        "has digits other than 0 to 9"
    } else {
        "is not a number"
    })
}

/// A whole number within bounds.
pub(super) fn whole(tree: &Tree, bounds: RangeInclusive<u32>, faults: &mut Faults) -> Option<u32> {
    faults.form(|| Form::Whole(*bounds.start(), *bounds.end()));
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
    faults.form(|| Form::Share);
    if let Value::Text(written) = &tree.value {
        // The decimal point is moved in the text, so that "1.1%" and 0.011 are the same number.
        let percent = written.trim().strip_suffix('%').map(str::trim).filter(|percent| !percent.contains(['e', 'E']));
        let share = percent.and_then(|percent| real(&format!("{percent}e-2")).ok()).and_then(Share::new);
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
    faults.form(|| Form::ShareAboveZero);
    let share = share(tree, faults)?;
    if share.value() > 0.0 {
        return Some(share);
    }
    faults.add(Code::OutOfRange, &tree.place, "the share is 0", "Use a share above 0, or leave the whole entry out");
    None
}

/// Money: `"£1.25m"`, `"£62,000"`, `"£85.50"`, or whole pounds.
pub(super) fn money(tree: &Tree, faults: &mut Faults) -> Option<Pence> {
    faults.form(|| Form::Money);
    let written = match &tree.value {
        Value::Text(written) => written.as_str(),
        Value::Number(written) if written.chars().all(|c| c.is_ascii_digit() || c == '_') => written.as_str(),
        Value::Number(written) => {
            let what = format!("{} is not whole pounds", bare(written));
            let example = if real(written).is_ok_and(|value| value > 0.0) { bare(written) } else { "12.50".to_owned() };
            let fix = format!("Write money in quotes with its unit, 0 or more: \"£{example}\"");
            faults.add(Code::BadMoney, &tree.place, what, fix);
            return None;
        }
        _ => {
            wrong_shape(tree, "an amount of money is expected here", "\"£62,000\"", faults);
            return None;
        }
    };
    money_text(written, &tree.place, faults)
}

/// Money that may also be below nothing: `"-£12,000"`, or `"(£12,000)"` as accounts write it.
pub(super) fn signed_money(tree: &Tree, faults: &mut Faults) -> Option<Pence> {
    faults.form(|| Form::SignedMoney);
    match &tree.value {
        Value::Text(written) => signed_money_text(written, &tree.place, faults),
        // Bare numbers are whole pounds on either side of nothing.
        Value::Number(written) if written.strip_prefix('-').is_some_and(|rest| rest.bytes().all(is_digit)) => {
            signed_money_text(written, &tree.place, faults)
        }
        _ => money(tree, faults),
    }
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'_'
}

/// Money as written in a scenario or a cell, where it may be below nothing.
pub(super) fn signed_money_text(written: &str, place: &Place, faults: &mut Faults) -> Option<Pence> {
    let plain = written.trim();
    let bracketed = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let signs = ['-', '−'];
    let below = bracketed
        .or_else(|| plain.strip_prefix(signs))
        .or_else(|| plain.strip_prefix('£').and_then(|rest| rest.strip_prefix(signs)));
    match below {
        Some(amount) if !amount.trim_start_matches([' ', '£']).starts_with(['-', '−', '(']) => {
            money_text(amount, place, faults).map(|amount| -amount)
        }
        _ => money_text(plain, place, faults),
    }
}

/// By how much something grows in a year, in millionths: `0.02`, `"2%"`, `"-0.5%"`.
pub(super) fn rate(tree: &Tree, faults: &mut Faults) -> Option<i64> {
    faults.form(|| Form::Rate);
    let (written, rate) = match &tree.value {
        // The decimal point is moved in the text, as for shares.
        Value::Text(text) => {
            let percent = text.trim().strip_suffix('%').map(str::trim).filter(|percent| !percent.contains(['e', 'E']));
            (quoted(text), percent.and_then(|percent| real(&format!("{percent}e-2")).ok()))
        }
        Value::Number(number) => (bare(number), real(number).ok()),
        _ => {
            wrong_shape(tree, "a rate is expected here", "0.02 or \"2%\"", faults);
            return None;
        }
    };
    let millionths = rate.filter(|rate| RATES.contains(rate)).map(|rate| rate * 1e6);
    let exact = millionths.filter(|millionths| (millionths - millionths.round()).abs() < 1e-6);
    if exact.is_none() {
        let what = format!("{written} is not a rate from -50% to 100%, to the millionth");
        faults.add(Code::BadQuantity, &tree.place, what, "Write 0.02 or \"2%\"");
    }
    #[allow(clippy::cast_possible_truncation, reason = "between minus half a million and a million")]
    exact.map(|millionths| millionths.round() as i64)
}

/// Rates that a year may have: prices halve at most, and at most double.
const RATES: RangeInclusive<f64> = -0.5..=1.0;

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

/// An amount as people write it outside a scenario, such as on a command line: `£120k`.
///
/// # Errors
/// What is wrong with it, and how to write it.
pub fn amount_of(written: &str) -> Result<Pence, String> {
    match pence(written) {
        Ok(amount) if amount <= Pence::MOST => Ok(amount),
        Ok(_) => Err(format!("{} is above {}", quoted(written), Pence::MOST)),
        Err(what) => Err(format!("{} {what}: write £62,000, £85.50, £120k or £1.25m", quoted(written))),
    }
}

/// Exact pence of an amount as people write it. Never through a binary fraction.
fn pence(written: &str) -> Result<Pence, &'static str> {
    let plain = written.trim();
    if plain.starts_with(['-', '−', '(']) || plain.starts_with("£-") || plain.starts_with("£−") {
        return Err("is negative; costs and targets are 0 or more");
    }
    let plain = plain.strip_prefix('£').unwrap_or(plain).trim();
    let (plain, scale) = match (plain.strip_suffix(['m', 'M']), plain.strip_suffix(['k', 'K'])) {
        (Some(millions), _) => (millions, 6_usize),
        (None, Some(thousands)) => (thousands, 3),
        (None, None) => (plain, 0),
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
    // £60.000 is sixty thousand to some and sixty to others.
    if scale == 0 && fraction.len() == 3 {
        return Err("has three decimals");
    }
    format!("{pounds}{kept:0<width$}", width = scale + 2).parse::<i64>().map(Pence).map_err(|_| "is too large")
}

/// A way with its unit: `"1200 m"` or `"1.2 km"` to the whole metre, `"7.5 min"` to the tenth of a
/// minute. `unit` is what the scenario counts ways in; where that could not be read, either will do.
pub(super) fn way(tree: &Tree, unit: Option<WayUnit>, faults: &mut Faults) -> Option<Way> {
    faults.form(|| Form::Way);
    let Value::Text(written) = &tree.value else {
        let (what, example) = match unit {
            Some(WayUnit::Minutes) => ("a time is expected here", "it with its unit: \"15 min\""),
            _ => ("a distance is expected here", "it with its unit: \"1200 m\""),
        };
        wrong_shape(tree, what, example, faults);
        return None;
    };
    let endings =
        [("km", WayUnit::Metres, 1000.0), ("m", WayUnit::Metres, 1.0), ("min", WayUnit::Minutes, 10.0)].into_iter();
    let mut given = endings.filter_map(|(ending, unit, scale)| {
        let value = real(written.trim().strip_suffix(ending)?.trim()).ok()?;
        Some((unit, value * scale))
    });
    let given = given.next();
    let exact = |value: f64, unit: WayUnit| {
        (0.0..=f64::from(unit.farthest().0)).contains(&value) && (value - value.round()).abs() < 1e-6
    };
    if let Some((found, value)) = given
        && unit.is_none_or(|unit| unit == found)
        && exact(value, found)
    {
        return Some(Way(to_whole(value.round())));
    }
    let unit = unit.or(given.map(|(found, _)| found)).unwrap_or(WayUnit::Metres);
    let mixed = given.is_some_and(|(found, _)| found != unit);
    let (what, fix) = match (unit, mixed) {
        (WayUnit::Metres, false) => {
            ("is not a distance in whole metres, up to 4,000 km", "Write \"1200 m\" or \"1.2 km\"")
        }
        (WayUnit::Metres, true) => {
            ("is a time, and the travel of this scenario is in metres", "Write a distance: \"1200 m\" or \"1.2 km\"")
        }
        (WayUnit::Minutes, false) => {
            ("is not a time in tenths of a minute, up to a day", "Write \"15 min\" or \"7.5 min\"")
        }
        (WayUnit::Minutes, true) => {
            ("is a distance, and the travel of this scenario is in minutes", "Write a time: \"15 min\" or \"7.5 min\"")
        }
    };
    faults.add(Code::BadQuantity, &tree.place, format!("{} {what}", quoted(written)), fix);
    None
}

/// A distance on the straight line, which is in metres whatever travel is counted in.
pub(super) fn metres(tree: &Tree, faults: &mut Faults) -> Option<Way> {
    let found = way(tree, Some(WayUnit::Metres), &mut Faults::new());
    match &tree.value {
        _ if found.is_some() => {}
        Value::Text(written) => {
            let what = format!("{} is not a distance in whole metres, up to 4,000 km", quoted(written));
            let fix = "Write \"1200 m\" or \"1.2 km\": the straight line, whatever travel is counted in";
            faults.add(Code::BadQuantity, &tree.place, what, fix);
        }
        _ => wrong_shape(tree, "a distance is expected here", "it with its unit: \"1200 m\"", faults),
    }
    found
}

/// A way above 0.
pub(super) fn positive_way(tree: &Tree, unit: Option<WayUnit>, faults: &mut Faults) -> Option<Way> {
    faults.form(|| Form::WayAboveZero);
    let found = way(tree, unit, faults)?;
    if found.0 > 0 {
        return Some(found);
    }
    let (what, fix) = match unit {
        Some(WayUnit::Minutes) => ("the time is 0", "Use a time of at least \"0.1 min\""),
        _ => ("the distance is 0", "Use a distance of at least \"1 m\""),
    };
    faults.add(Code::OutOfRange, &tree.place, what, fix);
    None
}

/// Weekly sessions, to the thousandth, above 0.
pub(super) fn sessions(tree: &Tree, faults: &mut Faults) -> Option<Sessions> {
    faults.form(|| Form::Sessions);
    sessions_from(0.001, tree, faults)
}

/// Weekly sessions, or 0 for what does not run.
pub(super) fn sessions_or_none(tree: &Tree, faults: &mut Faults) -> Option<Sessions> {
    faults.form(|| Form::SessionsOrNone);
    sessions_from(0.0, tree, faults)
}

fn sessions_from(least: f64, tree: &Tree, faults: &mut Faults) -> Option<Sessions> {
    let value = number(tree, &(least..=1000.0), faults)?;
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

/// `2021-08`, or `2021` where the month is not known. What is found or agreed is rarely known by the day.
pub(super) fn month(tree: &Tree, faults: &mut Faults) -> Option<String> {
    let written = text(tree, faults)?;
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = written.split_once('-').map_or_else(
        || digits(&written, 4),
        |(year, month)| digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month),
    );
    if !sound {
        let what = format!("{} is no year, nor a year and month", quoted(&written));
        faults.add(Code::BadQuantity, &tree.place, what, "Write \"2021\" or \"2021-08\"");
        return None;
    }
    Some(written)
}

/// A financial year as `"2019-20"`.
pub(super) fn year(tree: &Tree, faults: &mut Faults) -> Option<FinancialYear> {
    faults.form(|| Form::Year);
    let Value::Text(written) = &tree.value else {
        wrong_shape(tree, "a financial year is expected here", "it in quotes: \"2019-20\"", faults);
        return None;
    };
    let parsed = year_text(written);
    if parsed.is_none() {
        faults.add(
            Code::BadQuantity,
            &tree.place,
            format!("{} is not a financial year from 1990-91 on", quoted(written)),
            "Write \"2019-20\"",
        );
    }
    parsed
}

/// A financial year as people write it, if it is one.
pub(super) fn year_text(written: &str) -> Option<FinancialYear> {
    let (start, end) = written.trim().split_once(['-', '/'])?;
    let digits = start.bytes().all(|byte| byte.is_ascii_digit());
    let year = FinancialYear(start.parse().ok().filter(|year| digits && (1990..=2099).contains(year))?);
    (end.len() == 2 && year.to_string().ends_with(end)).then_some(year)
}
