//! Who pays, to 0p: every line by its fund, and by who stands behind it where the fund cannot.
//!
//! ```text
//! spent[f,t] + carried[f,t] + returned[f,t] = budget[f,t] + carried[f,t−1]
//! carried[f,t] ≤ carry[f], and 0 where the fund has nothing of its own in t+1
//! ```
//!
//! Income of a fund's lines comes first; then its lines are paid in order, as far as it has money; then
//! what is missing is asked of who stands behind each line, in the same order, out of what is left there.
//! A fund without terms pays whatever it is asked. The run-rate is a year by itself: nothing is carried.

use super::case::Case;
use super::exact::{billionths, of_billionths};

/// One fund in one year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fund {
    pub(super) budget: i128,
    pub(super) opening: i128,
    pub(super) spent: i128,
    pub(super) carried: i128,
    pub(super) returned: i128,
    /// What its lines cost beyond all who pay them.
    pub(super) overspent: i128,
    /// How much more it would have to spend to keep its least share.
    pub(super) below_least: i128,
}

/// All funds in one year.
#[derive(Debug, Clone, Default)]
pub(super) struct Paid {
    pub(super) funds: Vec<Fund>,
    /// By line: what general funds pay of it for a fund that is none.
    pub(super) for_others: Vec<i128>,
}

/// Every year; `amount` is what a line comes to.
pub(super) fn paid(case: &Case<'_>, carries: bool, amount: impl Fn(usize, usize) -> i128) -> Vec<Paid> {
    let mut years: Vec<Paid> = Vec::new();
    for at in 0..case.years.len() {
        let carried = |fund: usize| years.last().map_or(0, |paid: &Paid| paid.funds[fund].carried);
        let opening: Vec<i128> = (0..case.scenario.funds.len()).map(carried).collect();
        let lines: Vec<i128> = (0..case.lines()).map(|line| amount(at, line)).collect();
        years.push(year(case, at, &opening, carries, &lines));
    }
    years
}

fn year(case: &Case<'_>, at: usize, opening: &[i128], carries: bool, lines: &[i128]) -> Paid {
    let funds = &case.scenario.funds;
    let budget_in = |fund: usize, at: usize| {
        let budget = |terms: &doorstep_scenario::FundTerms| terms.budget.get(at).map(|budget| i128::from(budget.0));
        funds[fund].terms.as_ref().and_then(budget)
    };
    // What is left to pay from; `None` is without end.
    let mut left: Vec<Option<i128>> = (0..funds.len())
        .map(|fund| funds[fund].terms.as_ref().map(|_| budget_in(fund, at).unwrap_or(0) + opening[fund]))
        .collect();
    let mut found = Paid { funds: vec![Fund::default(); funds.len()], for_others: vec![0; lines.len()] };
    for (line, amount) in lines.iter().enumerate().filter(|(_, amount)| **amount < 0) {
        let fund = case.fund(at, line);
        left[fund] = left[fund].map(|left| left - amount);
        found.funds[fund].spent += amount;
    }
    let mut missing: Vec<(usize, i128)> = Vec::new();
    for (line, amount) in lines.iter().enumerate().filter(|(_, amount)| **amount > 0) {
        let fund = case.fund(at, line);
        let pays = take(&mut left[fund], *amount);
        found.funds[fund].spent += pays;
        missing.push((line, amount - pays));
    }
    for (line, mut amount) in missing.into_iter().filter(|(_, amount)| *amount > 0) {
        let fund = case.fund(at, line);
        if let Some(behind) =
            case.scenario.lines[line].backed_by.map(|behind| behind.0).filter(|behind| *behind != fund)
        {
            let pays = take(&mut left[behind], amount);
            found.funds[behind].spent += pays;
            amount -= pays;
            if case.is_general(behind) && !case.is_general(fund) {
                found.for_others[line] += pays;
            }
        }
        found.funds[fund].overspent += amount;
    }
    for (fund, now) in found.funds.iter_mut().enumerate() {
        let (Some(terms), Some(left)) = (&funds[fund].terms, left[fund]) else {
            now.budget = now.spent;
            continue;
        };
        now.budget = budget_in(fund, at).unwrap_or(0);
        now.opening = opening[fund];
        // What it has after the last year is not known: there it may still take along what its terms allow.
        let goes_on = budget_in(fund, at + 1).is_none_or(|budget| budget > 0);
        now.carried = if carries && goes_on { left.min(i128::from(terms.carry.0)).max(0) } else { 0 };
        now.returned = left - now.carried;
        let least = of_billionths(now.budget, billionths(terms.least_spent.value()));
        now.below_least = (least - now.spent).max(0);
    }
    found
}

fn take(left: &mut Option<i128>, amount: i128) -> i128 {
    let Some(left) = left else { return amount };
    let pays = amount.min(*left).max(0);
    *left -= pays;
    pays
}
