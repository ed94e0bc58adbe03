//! Who pays, to 0p: every line by its fund, and by who stands behind it where the fund cannot.
//!
//! ```text
//! spent[f,t] + carried[f,t] + returned[f,t] = budget[f,t] + carried[f,t−1]
//! carried[f,t] ≤ carry[f], and 0 where the fund has nothing of its own in t+1
//! ```
//!
//! Income of a fund's lines comes first; then lines of other funds are paid in order, as far as these have
//! money; then, under the plans, measures that switch a line to another fund have it pay so much of the line,
//! in the order of measures and as far as it has money left; then general funds pay their lines; then what is
//! missing is asked of who stands behind each line, in order, out of what is left there.
//! A fund without terms pays whatever it is asked. The run-rate is a year by itself: nothing is carried.

use doorstep_scenario::MeasureKind;

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
    /// By line: what other funds pay of it for a general fund.
    pub(super) by_others: Vec<i128>,
}

/// Which accounts are paid.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Is what is left taken into the next year?
    pub(super) carries: bool,
    /// Do measures stand that switch lines to other funds?
    pub(super) switches: bool,
}

/// Every year; `amount` is what a line comes to.
pub(super) fn paid(case: &Case<'_>, view: View, amount: impl Fn(usize, usize) -> i128) -> Vec<Paid> {
    let mut years: Vec<Paid> = Vec::new();
    for at in 0..case.years.len() {
        let carried = |fund: usize| years.last().map_or(0, |paid: &Paid| paid.funds[fund].carried);
        let opening: Vec<i128> = (0..case.scenario.funds.len()).map(carried).collect();
        let lines: Vec<i128> = (0..case.lines()).map(|line| amount(at, line)).collect();
        years.push(year(case, at, &opening, view, &lines));
    }
    years
}

fn year(case: &Case<'_>, at: usize, opening: &[i128], view: View, lines: &[i128]) -> Paid {
    let funds = &case.scenario.funds;
    let budget_in = |fund: usize, at: usize| {
        let budget = |terms: &doorstep_scenario::FundTerms| terms.budget.get(at).map(|budget| i128::from(budget.0));
        funds[fund].terms.as_ref().and_then(budget)
    };
    // What is left to pay from; `None` is without end.
    let mut left: Vec<Option<i128>> = (0..funds.len())
        .map(|fund| funds[fund].terms.as_ref().map(|_| budget_in(fund, at).unwrap_or(0) + opening[fund]))
        .collect();
    let none = vec![0; lines.len()];
    let mut found =
        Paid { funds: vec![Fund::default(); funds.len()], for_others: none.clone(), by_others: none.clone() };
    for (line, amount) in lines.iter().enumerate().filter(|(_, amount)| **amount < 0) {
        let fund = case.fund(at, line);
        left[fund] = left[fund].map(|left| left - amount);
        found.funds[fund].spent += amount;
    }
    let mut missing: Vec<i128> = lines.iter().map(|amount| (*amount).max(0)).collect();
    own(case, at, false, &mut missing, &mut left, &mut found);
    for measure in case.programme.measures.iter().filter(|_| view.switches) {
        let MeasureKind::FundSwitch(to) = measure.kind else { continue };
        let line = measure.line.0;
        let amount = measure.amounts.get(at).map_or(0, |amount| i128::from(amount.0));
        let most = of_billionths(amount, case.index[at][line]).max(0);
        instead(case, at, line, to.0, most, &mut missing, &mut left, &mut found);
    }
    own(case, at, true, &mut missing, &mut left, &mut found);
    for line in 0..lines.len() {
        let fund = case.fund(at, line);
        let behind = case.scenario.lines[line].backed_by.map(|behind| behind.0);
        if let Some(behind) = behind.filter(|behind| *behind != fund) {
            let most = missing[line];
            instead(case, at, line, behind, most, &mut missing, &mut left, &mut found);
        }
        found.funds[fund].overspent += missing[line];
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
        now.carried = if view.carries && goes_on { left.min(i128::from(terms.carry.0)).max(0) } else { 0 };
        now.returned = left - now.carried;
        let least = of_billionths(now.budget, billionths(terms.least_spent.value()));
        now.below_least = (least - now.spent).max(0);
    }
    found
}

/// Funds that are general, or all that are not, pay their own lines: first those behind which nobody stands.
fn own(case: &Case<'_>, at: usize, general: bool, missing: &mut [i128], left: &mut [Option<i128>], found: &mut Paid) {
    for backed in [false, true] {
        for (line, missing) in missing.iter_mut().enumerate() {
            let fund = case.fund(at, line);
            if case.is_general(fund) == general && case.scenario.lines[line].backed_by.is_some() == backed {
                let pays = take(&mut left[fund], *missing);
                found.funds[fund].spent += pays;
                *missing -= pays;
            }
        }
    }
}

/// Another fund pays what is missing of a line, up to the most.
#[allow(clippy::too_many_arguments, reason = "all that a payment changes")]
fn instead(
    case: &Case<'_>,
    at: usize,
    line: usize,
    to: usize,
    most: i128,
    missing: &mut [i128],
    left: &mut [Option<i128>],
    found: &mut Paid,
) {
    let pays = take(&mut left[to], missing[line].min(most));
    missing[line] -= pays;
    found.funds[to].spent += pays;
    match (case.is_general(case.fund(at, line)), case.is_general(to)) {
        (false, true) => found.for_others[line] += pays,
        (true, false) => found.by_others[line] += pays,
        _ => {}
    }
}

fn take(left: &mut Option<i128>, amount: i128) -> i128 {
    let Some(left) = left else { return amount };
    let pays = amount.min(*left).max(0);
    *left -= pays;
    pays
}
