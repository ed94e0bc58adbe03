//! When what is saved has paid back what change cost.
//!
//! ```text
//! saved by month k of year t = Σ earlier years + earlier[t] · k/12 + moved[t] · (k − (12 − m))/m   (from 12 − m on)
//! earlier[t] = what moves of earlier years save in t, and measures        moved[t] = in year[t] − earlier[t]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | k | months of the year that are over | | |
//! | m | months left when the year's moves take effect | | moves |
//! | in year | cost reduction and income | p | savings |
//!
//! One-offs of a year are paid when its moves take effect. The month is the first from which on the
//! saving is never behind again within the years looked at. Fund switches, avoidance, reserves and
//! receipts pay nothing back.
//!
//! Source: domain.md, F13.

/// When one-offs are paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payback {
    /// There are none.
    NothingToPay,
    /// By the end of this month, counted from 1 at the start of the first year.
    Month(u32),
    /// Not within the years looked at.
    Never,
}

/// One year's flows, in pence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flow {
    /// Months left when moves take effect, 1 to 12.
    pub months: u32,
    /// Saved evenly over all twelve months.
    pub earlier: i64,
    /// Saved evenly over the months left.
    pub moved: i64,
    /// Paid once, when moves take effect.
    pub paid: i64,
}

pub(super) fn payback(flows: &[Flow]) -> Payback {
    if flows.iter().all(|flow| flow.paid == 0) {
        return Payback::NothingToPay;
    }
    let mut found = None;
    let mut month = 0;
    // Whole years so far, in pence.
    let (mut saved, mut paid) = (0_i128, 0_i128);
    for flow in flows {
        let left = i128::from(flow.months.clamp(1, 12));
        for over in 1..=12_i128 {
            month += 1;
            let since = over - (12 - left);
            // In twelfths of `left`-ths of a penny, so that nothing is rounded.
            let moved = if since > 0 { i128::from(flow.moved) * since * 12 } else { 0 };
            let saving = saved * 12 * left + i128::from(flow.earlier) * over * left + moved;
            let spent = paid + if since > 0 { i128::from(flow.paid) } else { 0 };
            if spent == 0 || saving < spent * 12 * left {
                found = None;
            } else if found.is_none() {
                found = Some(month);
            }
        }
        saved += i128::from(flow.earlier) + i128::from(flow.moved);
        paid += i128::from(flow.paid);
    }
    found.map_or(Payback::Never, Payback::Month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(months: u32, earlier: i64, moved: i64, paid: i64) -> Flow {
        Flow { months, earlier, moved, paid }
    }

    #[test]
    fn a_closing_on_1_october_pays_its_costs_back_in_the_month_in_which_its_saving_reaches_them() {
        // £60,000 once on 1 October, £100,000 a year: £50,000 by March, £8,333.33 in April, £16,666.67 by
        // May, which is £66,666.67: the second month of the second year, the fourteenth of all.
        let flows = [flow(6, 0, 5_000_000, 6_000_000), flow(6, 10_000_000, 0, 0)];
        assert_eq!(payback(&flows), Payback::Month(14));
        // £50,000 once: exactly at the end of March.
        assert_eq!(payback(&[flow(6, 0, 5_000_000, 5_000_000)]), Payback::Month(12));
        // A penny more is not paid back by then.
        assert_eq!(payback(&[flow(6, 0, 5_000_000, 5_000_001)]), Payback::Never);
    }

    #[test]
    fn without_one_offs_there_is_nothing_to_pay_back() {
        assert_eq!(payback(&[flow(12, 0, 100, 0)]), Payback::NothingToPay);
        assert_eq!(payback(&[]), Payback::NothingToPay);
    }

    #[test]
    fn a_later_payment_moves_the_month_on() {
        // £12 a year from the start, £1 paid at once: the first month. £20 more a year later: £21 are
        // reached with the 21st pound, in month 21.
        let flows = [flow(12, 0, 1200, 100), flow(12, 1200, 0, 2000)];
        assert_eq!(payback(&flows[..1]), Payback::Month(1));
        assert_eq!(payback(&flows), Payback::Month(21));
        // What is paid on 1 October cannot be paid back in September, whatever has been saved before.
        assert_eq!(payback(&[flow(6, 12_000, 0, 100)]), Payback::Month(7));
    }
}
