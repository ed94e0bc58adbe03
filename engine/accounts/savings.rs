//! What is saved, each kind by itself.
//!
//! ```text
//! cost reduction = reference − cost, + measures      touchable, cashable lines the General Fund pays
//! income         = reference − cost, + measures      lines of income the General Fund has
//! avoidance      = measures + prevention             lines the General Fund pays
//! fund switch    = what it paid for other funds − what it pays for them
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | reference | do nothing; or the base, nothing where another fund paid it then | p a year | lines |
//! | cost | run-rate, or in year | p a year | lines |
//!
//! The first four come to what the General Fund pays less, with what is less but leaves no cash (lines
//! that may not be touched, apportioned overheads) beside them. What other funds' lines cost less saves
//! the General Fund nothing by itself: it shows as a fund switch only as far as the General Fund pays
//! less for them, and stands in both columns: what the lines cost less, and who pays less of it. Reserves and
//! receipts appear in no column.
//!
//! Source: model.md, "Saving"; domain.md, F6, F7 and F15.

use super::book::Book;
use super::funding::{Funding, FundingYear};
use super::lines::Year;
use crate::instance::counts_as_saving;
use doorstep_scenario::{Against, LineIx, Measured, Pence, SavingKind};
use std::ops::Add;

/// One saving by kind; negative where it is a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds {
    /// Spending less, in cash, on lines the General Fund pays.
    pub cost_reduction: Pence,
    /// Receiving more.
    pub income: Pence,
    /// Of it, what closing loses: never above 0.
    pub income_lost: Pence,
    /// Paid by another fund now.
    pub fund_switch: Pence,
    /// Pressures that do not come.
    pub avoidance: Pence,
    /// Of it, what posts for more cases cost: never above 0. Cases that do not come leave no cash for certain;
    /// those that do come are paid.
    pub prevention_lost: Pence,
    /// Less on lines of the General Fund that leaves no cash: not touchable, or not cashable.
    pub not_cashable: Pence,
    /// Less on lines that other funds pay.
    pub other_funds: Pence,
}

impl Kinds {
    /// One kind.
    pub fn of(&self, kind: SavingKind) -> Pence {
        match kind {
            SavingKind::CostReduction => self.cost_reduction,
            SavingKind::FundSwitch => self.fund_switch,
            SavingKind::Avoidance => self.avoidance,
            SavingKind::Income => self.income,
        }
    }

    /// What recurs in cash: spending less and receiving more, less what more cases cost.
    pub fn cash(&self) -> Pence {
        self.cost_reduction + self.income + self.prevention_lost
    }

    /// What the General Fund pays less, cash or not.
    pub fn general_fund(&self) -> Pence {
        self.cost_reduction + self.income + self.fund_switch + self.avoidance + self.not_cashable
    }

    /// What the lines cost less, whoever pays them.
    pub fn less(&self) -> Pence {
        self.cost_reduction + self.income + self.avoidance + self.not_cashable + self.other_funds
    }
}

impl Add for Kinds {
    type Output = Kinds;
    fn add(self, other: Kinds) -> Kinds {
        Kinds {
            cost_reduction: self.cost_reduction + other.cost_reduction,
            income: self.income + other.income,
            income_lost: self.income_lost + other.income_lost,
            fund_switch: self.fund_switch + other.fund_switch,
            avoidance: self.avoidance + other.avoidance,
            prevention_lost: self.prevention_lost + other.prevention_lost,
            not_cashable: self.not_cashable + other.not_cashable,
            other_funds: self.other_funds + other.other_funds,
        }
    }
}

/// One line in one year, read in each way a target may be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saved {
    /// Against doing nothing, a whole year of what stands at the end.
    pub run_rate: Kinds,
    /// Against doing nothing, the year itself.
    pub in_year: Kinds,
    /// Against the base, a whole year of what stands at the end.
    pub run_rate_from_base: Kinds,
    /// Against the base, the year itself.
    pub in_year_from_base: Kinds,
}

impl Saved {
    /// As a target reads it.
    pub fn read(&self, measured: Measured, against: Against) -> Kinds {
        match (measured, against) {
            (Measured::RunRate, Against::DoNothing) => self.run_rate,
            (Measured::InYear, Against::DoNothing) => self.in_year,
            (Measured::RunRate, Against::Base) => self.run_rate_from_base,
            (Measured::InYear, Against::Base) => self.in_year_from_base,
        }
    }
}

impl Add for Saved {
    type Output = Saved;
    fn add(self, other: Saved) -> Saved {
        Saved {
            run_rate: self.run_rate + other.run_rate,
            in_year: self.in_year + other.in_year,
            run_rate_from_base: self.run_rate_from_base + other.run_rate_from_base,
            in_year_from_base: self.in_year_from_base + other.in_year_from_base,
        }
    }
}

/// All lines in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavingsYear {
    /// By line.
    pub lines: Vec<Saved>,
    /// What the lines that count cost if nothing is done: nobody can reduce more.
    pub touchable: Pence,
}

impl SavingsYear {
    /// All lines together.
    pub fn total(&self) -> Saved {
        self.lines.iter().fold(Saved::default(), |sum, line| sum + *line)
    }
}

pub(super) fn savings(book: &Book, years: &[Year], funding: &Funding) -> Vec<SavingsYear> {
    let each = years.iter().enumerate().map(|(at, year)| {
        let lines = (0..book.lines()).map(|line| saved(book, at, year, line, funding)).collect();
        let counted = (0..book.lines()).filter(|line| counts(book, at, *line));
        SavingsYear { lines, touchable: counted.map(|line| year.lines[line].do_nothing).sum() }
    });
    each.collect()
}

/// Is spending less on the line a cost reduction in this year?
pub(super) fn counts(book: &Book, at: usize, line: usize) -> bool {
    let then = &book.then[at];
    counts_as_saving(then, line) && !then.lines[line].income
}

fn saved(book: &Book, at: usize, year: &Year, line: usize, funding: &Funding) -> Saved {
    let now = &year.lines[line];
    // A base that another fund paid was no money of the General Fund, whoever pays it now.
    let base = if book.general(at, line) && !book.general_today(line) { Pence::ZERO } else { now.base };
    let measures = (now.measures, now.prevention);
    let kinds =
        |reference: Pence, cost: Pence, switched: Pence| kinds(book, at, line, reference - cost, measures, switched);
    let overflow = |paid: &[FundingYear]| overflow(book, &paid[at], line);
    let [alone, nothing] = [&funding.do_nothing_alone, &funding.do_nothing].map(|paid| overflow(paid));
    let [run_rate, in_year] = [&funding.run_rate, &funding.in_year].map(|paid| overflow(paid));
    Saved {
        run_rate: kinds(now.do_nothing, now.run_rate, alone - run_rate),
        in_year: kinds(now.do_nothing, now.in_year, nothing - in_year),
        // In the baseline year every fund pays its own lines.
        run_rate_from_base: kinds(base, now.run_rate, -run_rate),
        in_year_from_base: kinds(base, now.in_year, -in_year),
    }
}

/// What a general fund pays of a line for a fund that cannot.
fn overflow(book: &Book, paid: &FundingYear, line: usize) -> Pence {
    let instead = paid.payments.iter().filter(|payment| payment.instead && payment.line == LineIx(line));
    instead.filter(|payment| book.is_general_fund(payment.fund.0)).map(|payment| payment.amount).sum()
}

/// `less` is what the footprint spends less on the line; measures are cost reduction, income, avoidance.
fn kinds(
    book: &Book,
    at: usize,
    line: usize,
    less: Pence,
    (measures, prevention): ([Pence; 3], Pence),
    fund_switch: Pence,
) -> Kinds {
    let of = &book.then[at].lines[line];
    let [reduction, income, avoidance] = measures;
    let avoidance = avoidance + prevention;
    if !book.general(at, line) {
        let other_funds = less + reduction + income + avoidance;
        return Kinds { fund_switch, other_funds, ..Kinds::default() };
    }
    let prevention_lost = prevention.min(Pence::ZERO);
    let mut kinds = Kinds { income, fund_switch, avoidance, prevention_lost, ..Kinds::default() };
    if !(of.touchable && of.cashable) {
        kinds.not_cashable = less + reduction;
    } else if of.income {
        kinds.income += less;
        kinds.income_lost = less.min(Pence::ZERO);
        kinds.cost_reduction = reduction;
    } else {
        kinds.cost_reduction = less + reduction;
    }
    kinds
}
