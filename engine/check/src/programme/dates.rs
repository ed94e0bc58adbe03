//! Days counted by hand: when a timetable has run, and when a year's moves take effect.
//!
//! ```text
//! over  = starts + 7 · (consultation + decision + notice)        days
//! taken = the first of the month with m months of the year left   1 April for 12, 1 March for 1
//! lawful  ⇔  taken ≥ over
//! ```

use doorstep_scenario::{FinancialYear, Timetable};

/// Days from 1 March of the year 0 to a day of the calendar, by the rule of leap years.
pub(super) fn day(year: i64, month: i64, day_of_month: i64) -> i64 {
    // Years that begin in March: the leap day is then the last of its year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 31, 30, 31, 30, 31 days from March on, and again from August, and again from January.
    365 * year + leap_days + (153 * month + 2) / 5 + day_of_month - 1
}

/// The first day that is after consultation, decision and notice; `None` where the start is no date.
pub(super) fn over(timetable: &Timetable) -> Option<i64> {
    let mut parts = timetable.starts.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, of_month) = (parts.next()??, parts.next()??, parts.next()??);
    let weeks = [timetable.consultation, timetable.decision, timetable.notice].map(i64::from).iter().sum::<i64>();
    Some(day(year, month, of_month) + 7 * weeks)
}

/// The year and month of the calendar in which a financial year's moves take effect.
pub(super) fn effect(year: FinancialYear, months_left: i64) -> (i64, i64) {
    let month = 12 - months_left + 4;
    let year = i64::from(year.0);
    if month > 12 { (year + 1, month - 12) } else { (year, month) }
}

/// Is this the first month whose first day is not before that day?
pub(super) fn is_first_from(month: (u16, u32), over: i64) -> bool {
    let (year, month) = (i64::from(month.0), i64::from(month.1));
    let before = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    day(year, month, 1) >= over && day(before.0, before.1, 1) < over
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_as_many_as_the_calendar_has() {
        assert_eq!(day(2017, 1, 1) - day(2016, 1, 1), 366);
        assert_eq!(day(2100, 3, 1) - day(2100, 2, 28), 1);
        assert_eq!(day(2000, 3, 1) - day(2000, 2, 28), 2);
        // 30 weeks from 7 November 2016: 23 + 31 + 31 + 28 + 31 + 30 + 31 = 205 days to 31 May, and five.
        assert_eq!(day(2016, 11, 7) + 210, day(2017, 6, 5));
        let months = (1..12).map(|month| day(2026, month + 1, 1) - day(2026, month, 1)).collect::<Vec<_>>();
        assert_eq!(months, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]);
    }

    #[test]
    fn a_financial_year_begins_in_april() {
        let year = FinancialYear(2026);
        assert_eq!((effect(year, 12), effect(year, 6), effect(year, 4)), ((2026, 4), (2026, 10), (2026, 12)));
        assert_eq!((effect(year, 3), effect(year, 1)), ((2027, 1), (2027, 3)));
    }

    #[test]
    fn the_first_month_is_the_next_one_that_begins() {
        let fifth_of_june = day(2017, 6, 5);
        assert!(is_first_from((2017, 7), fifth_of_june));
        assert!(!is_first_from((2017, 6), fifth_of_june) && !is_first_from((2017, 8), fifth_of_june));
        // What is over on the first of a month does not wait for the next.
        assert!(is_first_from((2017, 1), day(2017, 1, 1)) && !is_first_from((2017, 2), day(2017, 1, 1)));
    }
}
