//! Days as workbooks keep them: a number of days from a beginning, of which there are two, or text as in ISO 8601.

use calamine::ExcelDateTime;

/// A day: year, month, day.
pub(super) type Day = (i16, i8, i8);

/// Milliseconds of a day.
const MILLISECONDS: f64 = 86_400_000.0;
/// 31 December 9999 in the two systems.
const LAST: [f64; 2] = [2_958_465.0, 2_957_003.0];
/// The 29 February 1900, day 60, that Excel counts and no calendar has.
const NO_DAY: std::ops::Range<f64> = 59.5..60.5;

/// The day of a cell that is shown as a date, or what is wrong with it.
pub(super) fn from_number(number: ExcelDateTime, from_1904: bool) -> Result<Day, String> {
    let serial = number.as_f64();
    if number.is_duration() {
        return Err(format!("{serial} shown as a length of time, not a day"));
    }
    // What is a millisecond from midnight is midnight: such numbers come from sums.
    let nearest = serial.round();
    let day = if ((serial - nearest) * MILLISECONDS).abs() < 1.0 { nearest } else { serial.floor() };
    let first = if from_1904 { 0.0 } else { 1.0 };
    if (0.0..first).contains(&day) {
        return Err(format!("{} shown as a date: a time without a day", time(serial)));
    }
    if !(first..=LAST[usize::from(from_1904)]).contains(&day) || (!from_1904 && NO_DAY.contains(&day)) {
        return Err(format!("{serial} shown as a date, and there is no such day"));
    }
    let kind = calamine::ExcelDateTimeType::DateTime;
    let (year, month, of_month, ..) = ExcelDateTime::new(day, kind, from_1904).to_ymd_hms_milli();
    let found = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(of_month).ok());
    let ((year, month), of_month) = found.ok_or_else(|| format!("{serial} shown as a date"))?;
    if serial > day && ((serial - day) * MILLISECONDS).abs() >= 1.0 {
        return Err(format!("{} on {year:04}-{month:02}-{of_month:02}: a day with a time", time(serial - day)));
    }
    Ok((year, month, of_month))
}

/// The time of a part of a day: 08:30.
fn time(part: f64) -> String {
    let minutes = (part * 1440.0).round().clamp(0.0, 1439.0);
    format!("{:02.0}:{:02.0}", (minutes / 60.0).floor(), minutes % 60.0)
}

/// The day of a text such as `2025-04-01` or `2025-04-01T00:00:00Z`, or what is wrong with it.
pub(super) fn from_text(text: &str) -> Result<Day, ()> {
    let (day, rest) = text.split_at_checked(10).ok_or(())?;
    let mut parts = day.splitn(3, '-');
    let mut number = |length: usize| {
        let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
        part.and_then(|part| part.parse::<i16>().ok()).ok_or(())
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Err(()),
    };
    // Midnight, whatever its zone, is no time that somebody meant.
    let midnight = rest.is_empty()
        || rest.starts_with(['T', ' '])
            && rest.trim_end_matches('Z')[1..].bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    if !(1..=days).contains(&day) || !midnight || year < 1 {
        return Err(());
    }
    Ok((year, i8::try_from(month).map_err(|_| ())?, i8::try_from(day).map_err(|_| ())?))
}
