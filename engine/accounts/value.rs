//! Net present value: what all the years' cash is worth today. Never a saving.
//!
//! ```text
//! factor[t] = Π_u≤t 1 / (1 + rate[u])
//! value     = Σ factor[t] · (cash saved in t − one-offs of t)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | rate | of the year, the first after the baseline discounted once | share | discount |
//! | cash saved | cost reduction and income of the year itself, against doing nothing | p, money of t | savings |
//! | value | in money of the baseline year if rates are nominal | p | |
//!
//! Amounts are cash as paid, prices of each year; the schedule has to fit that. Each year's product is
//! rounded to the nearest penny.
//!
//! Source: domain.md, section 1 (NPV) and F18.

use doorstep_scenario::{Pence, Share};

/// One year's cash, discounted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueYear {
    /// What a pound of the year is worth.
    pub factor: f64,
    /// Cash saved less one-offs.
    pub cash: Pence,
    /// Discounted.
    pub value: Pence,
}

/// All years.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// By year.
    pub years: Vec<ValueYear>,
    /// Net present value.
    pub total: Pence,
}

/// Nothing where no rates are given.
pub(super) fn value(discount: &[(u32, Share)], cash: &[Pence]) -> Option<Value> {
    discount.first()?;
    let mut factor = 1.0;
    let each = (0_u32..).zip(cash).map(|(at, cash)| {
        factor /= 1.0 + rate(discount, at);
        #[allow(clippy::cast_possible_truncation, reason = "no more than the cash itself")]
        let value = Pence((cash.0 as f64 * factor).round() as i64);
        ValueYear { factor, cash: *cash, value }
    });
    let years: Vec<ValueYear> = each.collect();
    let total = years.iter().map(|year| year.value).sum();
    Some(Value { years, total })
}

/// The rate of a year; the last goes on.
fn rate(discount: &[(u32, Share)], at: u32) -> f64 {
    let mut until = 0_u32;
    let found = discount.iter().find(|(years, _)| {
        until = until.saturating_add(*years);
        at < until
    });
    found.or(discount.last()).map_or(0.0, |(_, rate)| rate.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_year_is_discounted_by_the_rates_up_to_it_and_the_last_rate_goes_on() {
        let share = |value: f64| Share::new(value).unwrap();
        // £110 a year from now at 10 % is £100. At 25 % in the second year: 110 ÷ 1.1 ÷ 1.25 = 80; again 64.
        let schedule = [(1, share(0.1)), (1, share(0.25))];
        let found = value(&schedule, &[Pence(11_000); 3]).unwrap();
        assert_eq!(found.years.iter().map(|year| year.value.0).collect::<Vec<_>>(), [10_000, 8_000, 6_400]);
        assert_eq!(found.total, Pence(24_400));
        assert_eq!(value(&[], &[Pence(1)]), None);
        assert_eq!(value(&schedule, &[]).unwrap().total, Pence::ZERO);
    }
}
