//! Who pays: every line by its fund, and by who stands behind it where the fund cannot.
//!
//! ```text
//! available[f,t] = budget[f,t] + carried[f,t−1]
//! spent[f,t] + carried[f,t] + returned[f,t] = budget[f,t] + carried[f,t−1]
//! carried[f,t] ≤ carry[f], and 0 where the fund has nothing of its own in t+1 (not known of the last year)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | budget | what the fund has for the year, 0 once it has ended | p | terms |
//! | carry | what it may take into the next year | p | terms |
//! | spent | what it pays, income of its lines taken off | p | lines |
//! | overspent | what nobody pays: a problem, and no part of the balance | p | |
//!
//! Income of a fund's lines comes first; then those of its lines are paid behind which nobody stands, then the
//! others, each in the order of their ids, so that what overflows has somebody to go to as far as can be. Under the plan, what is switched from lines of the
//! General Fund comes next, measure by measure, as far as there is money left; then the General Fund pays. What
//! is left of other funds pays what overflows. A fund
//! without terms pays whatever its lines cost. The run-rate is a year by itself: nothing is carried into
//! it or out of it, so money left over from an earlier year never looks like a saving that recurs.
//!
//! Source: model.md, "Funds"; domain.md, F5 and F6.

use super::book::Book;
use super::lines::{LineYear, Year};
use super::round::billionths;
use doorstep_scenario::{FundIx, LineIx, MeasureKind, Pence};

/// One fund in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FundYear {
    /// Does it hold a stated budget? If not, `budget` is what it pays.
    pub limited: bool,
    /// What it has for the year.
    pub budget: Pence,
    /// What it brought from the year before.
    pub opening: Pence,
    /// What it pays.
    pub spent: Pence,
    /// What it takes into the next year.
    pub carried: Pence,
    /// What goes back to whom it came from.
    pub returned: Pence,
    /// What its lines cost beyond all who pay them.
    pub overspent: Pence,
    /// How much more it would have to spend to keep its least share.
    pub below_least: Pence,
}

/// What a fund pays of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// Which line.
    pub line: LineIx,
    /// Who pays.
    pub fund: FundIx,
    /// How much; income is negative.
    pub amount: Pence,
    /// Does it pay for a fund that cannot?
    pub instead: bool,
}

/// All funds in one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FundingYear {
    /// By fund.
    pub funds: Vec<FundYear>,
    /// What is paid, by line and then fund; what is nothing is left out.
    pub payments: Vec<Payment>,
}

impl FundingYear {
    /// What a fund pays of a line.
    pub fn paid(&self, fund: FundIx, line: LineIx) -> Pence {
        let of = self.payments.iter().filter(|payment| payment.fund == fund && payment.line == line);
        of.map(|payment| payment.amount).sum()
    }
}

/// Who pays, year by year, under four views.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Funding {
    /// If nothing is done.
    pub do_nothing: Vec<FundingYear>,
    /// If nothing is done, each year by itself.
    pub do_nothing_alone: Vec<FundingYear>,
    /// Under the plan, in the years themselves.
    pub in_year: Vec<FundingYear>,
    /// Under the plan, a whole year of what stands at the end, by itself.
    pub run_rate: Vec<FundingYear>,
}

pub(super) fn funding(book: &Book, years: &[Year]) -> Funding {
    let costs = |year: &Year, of: fn(&LineYear) -> Pence| year.lines.iter().map(of).collect::<Vec<_>>();
    let path = |of: fn(&LineYear) -> Pence, switches: bool| {
        let mut opening = vec![Pence::ZERO; book.base.funds.len()];
        let mut found = Vec::with_capacity(years.len());
        for (at, year) in years.iter().enumerate() {
            let paid = pay(book, at, &costs(year, of), Some(&opening), switches);
            opening = paid.funds.iter().map(|fund| fund.carried).collect();
            found.push(paid);
        }
        found
    };
    let alone = |of: fn(&LineYear) -> Pence, switches: bool| {
        years.iter().enumerate().map(|(at, year)| pay(book, at, &costs(year, of), None, switches)).collect()
    };
    Funding {
        do_nothing: path(|line| line.do_nothing, false),
        do_nothing_alone: alone(|line| line.do_nothing, false),
        in_year: path(LineYear::net_in_year, true),
        run_rate: alone(LineYear::net_run_rate, true),
    }
}

/// What is left to pay from; without a limit there is always enough.
struct Purse(Option<i64>);

impl Purse {
    /// Pays as much of it as there is.
    fn pay(&mut self, amount: Pence) -> Pence {
        let Some(left) = &mut self.0 else { return amount };
        // Income is taken in whole; what is spent, only as far as there is something.
        let paid = if amount.0 < 0 { amount.0 } else { amount.0.min((*left).max(0)) };
        *left -= paid;
        Pence(paid)
    }
}

/// Pays the lines of one year; `opening` is what the funds bring along, if they may bring and take. `switches`:
/// do measures that another fund pays stand?
fn pay(book: &Book, at: usize, costs: &[Pence], opening: Option<&[Pence]>, switches: bool) -> FundingYear {
    let funds = &book.base.funds;
    let lines = &book.then[at].lines;
    let brought = |fund: usize| opening.map_or(Pence::ZERO, |opening| opening[fund]);
    let budget = |fund: usize| funds[fund].terms.as_ref().map(|terms| terms.budget[at]);
    let mut purses: Vec<Purse> =
        (0..funds.len()).map(|fund| Purse(budget(fund).map(|budget| (budget + brought(fund)).0))).collect();
    let mut payments = Vec::new();
    let mut rest: Vec<Pence> = costs.to_vec();
    let mut add = |line: usize, fund: FundIx, instead: bool, most: Pence| {
        let amount = purses[fund.0].pay(rest[line].min(most));
        rest[line] -= amount;
        if amount != Pence::ZERO {
            payments.push(Payment { line: LineIx(line), fund, amount, instead });
        }
    };
    let income = (0..costs.len()).filter(|line| costs[*line] < Pence::ZERO);
    let spending = |general: bool| {
        (0..costs.len()).filter(move |line| costs[*line] > Pence::ZERO && book.general(at, *line) == general)
    };
    let mut others: Vec<usize> = spending(false).collect();
    others.sort_by_key(|line| lines[*line].backed_by.is_some());
    for line in income.chain(others) {
        add(line, lines[line].fund, false, Pence::MOST);
    }
    for measure in book.programme.measures.iter().filter(|_| switches) {
        if let MeasureKind::FundSwitch(to) = measure.kind
            && costs[measure.line.0] > Pence::ZERO
        {
            add(measure.line.0, to, true, book.measured(at, measure));
        }
    }
    for line in spending(true) {
        add(line, lines[line].fund, false, Pence::MOST);
    }
    for (line, of) in lines.iter().enumerate() {
        if let Some(backing) = of.backed_by.filter(|backing| *backing != of.fund) {
            add(line, backing, true, Pence::MOST);
        }
    }
    let payments = together(payments);
    let mut found: Vec<FundYear> = vec![FundYear::default(); funds.len()];
    for payment in &payments {
        found[payment.fund.0].spent += payment.amount;
    }
    for (line, rest) in rest.iter().enumerate() {
        found[lines[line].fund.0].overspent += *rest;
    }
    for (fund, year) in found.iter_mut().enumerate() {
        close(book, at, fund, brought(fund), opening.is_some(), year);
    }
    FundingYear { funds: found, payments }
}

/// Each fund's payments for a line as one.
fn together(payments: Vec<Payment>) -> Vec<Payment> {
    let mut found = std::collections::BTreeMap::<(LineIx, FundIx), Payment>::new();
    for payment in payments {
        let so_far = found.entry((payment.line, payment.fund)).or_insert(Payment { amount: Pence::ZERO, ..payment });
        so_far.amount += payment.amount;
        so_far.instead |= payment.instead;
    }
    found.into_values().collect()
}

/// What is carried and what goes back, once it is known what is spent.
fn close(book: &Book, at: usize, fund: usize, brought: Pence, carries: bool, year: &mut FundYear) {
    let Some(terms) = &book.base.funds[fund].terms else {
        year.budget = year.spent;
        return;
    };
    year.limited = true;
    year.budget = terms.budget[at];
    year.opening = brought;
    let left = year.budget + year.opening - year.spent;
    let goes_on = terms.budget.get(at + 1).is_none_or(|next| *next > Pence::ZERO);
    year.carried = if carries && goes_on { left.min(terms.carry) } else { Pence::ZERO };
    year.returned = left - year.carried;
    // Rounded up: a share is kept only by whole pennies.
    let exact = i128::from(year.budget.0) * billionths(terms.least_spent.value());
    let least = Pence(i64::try_from((exact + 999_999_999).div_euclid(1_000_000_000)).unwrap_or(i64::MAX));
    year.below_least = (least - year.spent).max(Pence::ZERO);
}
