//! When moves take effect, and how long law and fairness ask to wait for them.

use super::{Known, by_year};
use crate::fault::quoted;
use crate::language::decode::{Settings, text, wrong_shape, yes_or_no};
use crate::language::scalars::{share, whole};
use crate::language::tree::{Tree, Value};
use crate::reference::Form;
use crate::{Code, Faults, FinancialYear, Moves, Share, Timetable};
use jiff::ToSpan;
use jiff::civil::Date;

/// Everything on the first day of each year.
pub(super) fn at_once(years: usize) -> Moves {
    Moves { months: vec![12; years], ramp_up: Share::ALL, ..Moves::default() }
}

pub(super) fn moves(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<Moves> {
    let mut settings = Settings::plain(tree, "moves", faults)?;
    let months = settings
        .maybe("effect", faults, |tree, faults| by_year(tree, known.years, faults, months_left))
        .unwrap_or_else(|| vec![12; known.years.len()]);
    let reversible = settings.or("reversible", false, faults, yes_or_no);
    let steady = settings.or("steady", false, faults, yes_or_no);
    let ramp_up = settings.or("ramp_up", Share::ALL, faults, share);
    let timetable = settings.maybe("timetable", faults, |tree, faults| timetable(tree, known.years, &months, faults));
    settings.finish(faults);
    Some(Moves { months, reversible, steady, ramp_up, timetable })
}

/// Months of a financial year.
pub(in crate::language) const MONTHS: [&str; 12] = [
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
];

/// `"1 October"`: six months of the financial year are left.
fn months_left(tree: &Tree, faults: &mut Faults) -> Option<u32> {
    faults.form(|| Form::FirstOfMonth);
    let Value::Text(written) = &tree.value else {
        wrong_shape(tree, "the first of a month is expected here", "\"1 October\"", faults);
        return None;
    };
    let month = written.trim().strip_prefix("1 ").map(str::trim);
    let at = month.and_then(|month| (12_u32..).zip(MONTHS).find(|(_, name)| name.eq_ignore_ascii_case(month)));
    if at.is_none() {
        let what = format!("{} is not the first of a month", quoted(written));
        faults.add(
            Code::BadQuantity,
            &tree.place,
            what,
            "Effects are counted by whole months: write \"1 October\", say",
        );
    }
    at.map(|(at, _)| 24 - at)
}

fn timetable(tree: &Tree, years: &[FinancialYear], months: &[u32], faults: &mut Faults) -> Option<Timetable> {
    let mut settings = Settings::plain(tree, "a timetable", faults)?;
    let starts = settings.need("starts", faults, date);
    let mut weeks =
        |name, faults: &mut Faults| settings.need(name, faults, |tree, faults| whole(tree, 0..=200, faults));
    let (consultation, decision, notice) =
        (weeks("consultation", faults), weeks("decision", faults), weeks("notice", faults));
    settings.finish(faults);
    let (starts, consultation, decision, notice) = (starts?, consultation?, decision?, notice?);
    let all = i64::from(consultation + decision + notice);
    // Dates are bounded to 1990–2099 and weeks to 600: nothing can leave the calendar.
    let ends = starts.checked_add(all.weeks()).ok()?;
    let first = if ends.day() == 1 { ends } else { ends.first_of_month().checked_add(1.month()).ok()? };
    let first_move = (u16::try_from(first.year()).ok()?, u32::from(first.month().unsigned_abs()));
    // April of year y is month 0 of the financial year y.
    let effect = |year: &FinancialYear, left: u32| {
        let month = 12 - left + 3;
        (year.0 + u16::from(month >= 12), month % 12 + 1)
    };
    let allowed = years.iter().zip(months).map(|(year, left)| effect(year, *left) >= first_move).collect();
    Some(Timetable { starts: starts.to_string(), consultation, decision, notice, first_move, allowed })
}

/// `"2016-11-07"`.
fn date(tree: &Tree, faults: &mut Faults) -> Option<Date> {
    faults.form(|| Form::Date);
    let written = text(tree, faults)?;
    let found = written.parse::<Date>().ok().filter(|date| (1990..=2099).contains(&date.year()) && written.len() == 10);
    if found.is_none() {
        let what = format!("{} is not a date", quoted(&written));
        faults.add(Code::BadQuantity, &tree.place, what, "Write year, month and day: \"2016-11-07\"");
    }
    found
}
