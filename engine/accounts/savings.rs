//! What is saved, each kind by itself.
//!
//! ```text
//! L[c] = reference[c] − net[c]                    what a line costs less, whoever pays it
//! R[c] = borne then[c] − borne now[c]             what the General Fund bears less of it
//! g    = L where the General Fund pays; else R clamped between 0 and L, by group
//! cost reduction, income, avoidance, not cashable = g, by the parts of L
//! fund switch = R − g        other funds = L − g
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | reference | do nothing; or the base | p a year | lines |
//! | net | run-rate or in year, less measures and prevention | p a year | lines |
//! | borne | all of a line of the General Fund but what other funds pay of it; of any other, what it pays instead; in the base, all of its own lines and nothing of others | p a year | funding |
//! | group | a line that the General Fund pays by itself; all lines of one other fund together, for they share its money | | |
//!
//! On every line the kinds of the General Fund come to R, and all but the switch with what other funds save to
//! L: no pound stands in two columns. A cut on a grant's line saves the General Fund what it paid of it and no
//! more; what a grant pays from now on is a switch; a grant that ends is a switch below nothing, and what its line
//! costs less from then on a reduction. Reserves and receipts appear in
//! no column.
//!
//! Source: model.md, "Saving"; domain.md, F6, F7 and F15.

use super::book::Book;
use super::funding::{Funding, FundingYear};
use super::lines::{LineYear, Year};
use crate::instance::counts_as_saving;
use doorstep_scenario::{Against, FundIx, Line, LineIx, Measured, Pence, SavingKind};
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
    /// Paid by another fund now, whatever it costs.
    pub fund_switch: Pence,
    /// Of it, what the General Fund pays for others now: never above 0, fund by fund.
    pub switch_lost: Pence,
    /// Pressures that do not come.
    pub avoidance: Pence,
    /// Of it, what posts for more cases cost: never above 0. Cases that do not come leave no cash for certain;
    /// those that do come are paid.
    pub prevention_lost: Pence,
    /// Less on lines of the General Fund that leaves no cash, or that nobody decided: not touchable, not cashable,
    /// or needed posts of today that stand empty.
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

    /// What recurs in cash: spending less and receiving more, less what more cases cost and what is paid for
    /// other funds.
    pub fn cash(&self) -> Pence {
        self.cost_reduction + self.income + self.prevention_lost + self.switch_lost
    }

    /// What is lost of a kind: a target bears it whether or not it counts the kind.
    pub fn lost(&self, kind: SavingKind) -> Pence {
        match kind {
            SavingKind::CostReduction => Pence::ZERO,
            SavingKind::FundSwitch => self.switch_lost,
            SavingKind::Avoidance => self.prevention_lost,
            SavingKind::Income => self.income_lost,
        }
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
            switch_lost: self.switch_lost + other.switch_lost,
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
    fn read_mut(&mut self, measured: Measured, against: Against) -> &mut Kinds {
        match (measured, against) {
            (Measured::RunRate, Against::DoNothing) => &mut self.run_rate,
            (Measured::InYear, Against::DoNothing) => &mut self.in_year,
            (Measured::RunRate, Against::Base) => &mut self.run_rate_from_base,
            (Measured::InYear, Against::Base) => &mut self.in_year_from_base,
        }
    }

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
        let counted = (0..book.lines()).filter(|line| counts(book, at, *line));
        let touchable = counted.map(|line| year.lines[line].do_nothing).sum();
        let views = [
            (Measured::RunRate, &funding.do_nothing_alone[at], &funding.run_rate[at]),
            (Measured::InYear, &funding.do_nothing[at], &funding.in_year[at]),
        ];
        let mut lines = vec![Saved::default(); book.lines()];
        for (measured, nothing, plan) in views {
            for against in [Against::DoNothing, Against::Base] {
                let read = Reading { book, at, measured, against, nothing, plan };
                for (line, kinds) in read.kinds(&year.lines).into_iter().enumerate() {
                    *lines[line].read_mut(measured, against) = kinds;
                }
            }
        }
        SavingsYear { lines, touchable }
    });
    each.collect()
}

/// Is spending less on the line a cost reduction in this year?
pub(super) fn counts(book: &Book, at: usize, line: usize) -> bool {
    let then = &book.then[at];
    counts_as_saving(then, line) && !then.lines[line].income
}

/// One year read in one way.
struct Reading<'b> {
    book: &'b Book,
    at: usize,
    measured: Measured,
    against: Against,
    nothing: &'b FundingYear,
    plan: &'b FundingYear,
}

/// What a line costs less, and what the General Fund bears less of it.
struct Less {
    /// Footprint, cost reduction, income, avoidance by measures, prevention, posts that stand empty.
    parts: [Pence; 6],
    all: Pence,
    relief: Pence,
}

impl Reading<'_> {
    /// By line.
    fn kinds(&self, lines: &[LineYear]) -> Vec<Kinds> {
        let then = &self.book.then[self.at].lines;
        let less: Vec<Less> = lines.iter().enumerate().map(|(line, now)| self.less(line, now)).collect();
        let mut found = vec![Kinds::default(); lines.len()];
        for group in self.groups(then) {
            let sum = |of: fn(&Less) -> Pence| group.iter().map(|line| of(&less[*line])).sum();
            let (all, relief): (Pence, Pence) = (sum(|less| less.all), sum(|less| less.relief));
            let ours = self.book.general(self.at, group[0]);
            let mut left = if ours { all } else { towards(relief, all) };
            let switched = relief - left;
            for line in &group {
                let of = &less[*line];
                let ours = if ours { of.all } else { towards(left, of.all) };
                left -= ours;
                found[*line] = Kinds {
                    fund_switch: of.relief - ours,
                    other_funds: of.all - ours,
                    ..by_part(&then[*line], taken(of, ours))
                };
            }
            found[group[0]].switch_lost = switched.min(Pence::ZERO);
        }
        found
    }

    /// Lines that share the money of a fund other than the General Fund; each other line by itself.
    fn groups(&self, then: &[Line]) -> Vec<Vec<usize>> {
        let mut shared = std::collections::BTreeMap::<FundIx, Vec<usize>>::new();
        let mut found = Vec::new();
        for (line, of) in then.iter().enumerate() {
            if self.book.general(self.at, line) {
                found.push(vec![line]);
            } else {
                shared.entry(of.fund).or_default().push(line);
            }
        }
        found.extend(shared.into_values());
        found
    }

    fn less(&self, line: usize, now: &LineYear) -> Less {
        let (cost, net) = match self.measured {
            Measured::RunRate => (now.run_rate, now.net_run_rate()),
            Measured::InYear => (now.in_year, now.net_in_year()),
        };
        let (reference, borne, vacant) = match self.against {
            // The same posts stand empty if nothing is done.
            Against::DoNothing => (now.do_nothing, self.borne(self.nothing, line, now.do_nothing), Pence::ZERO),
            // In the baseline year every fund pays its own lines.
            Against::Base if self.book.general_today(line) => (now.base, now.base, now.vacant),
            Against::Base => (now.base, Pence::ZERO, now.vacant),
        };
        let [reduction, income, avoidance] = now.measures;
        Less {
            parts: [reference - cost - vacant, reduction, income, avoidance, now.prevention, vacant],
            all: reference - net,
            relief: borne - self.borne(self.plan, line, net),
        }
    }

    /// What the General Fund bears of a line that costs so much.
    fn borne(&self, paid: &FundingYear, line: usize, cost: Pence) -> Pence {
        let instead = |general: bool| -> Pence {
            let of = paid.payments.iter().filter(|payment| payment.instead && payment.line == LineIx(line));
            of.filter(|of| self.book.is_general_fund(of.fund.0) == general).map(|of| of.amount).sum()
        };
        if self.book.general(self.at, line) { cost - instead(false) } else { instead(true) }
    }
}

/// As much of an amount as lies between nothing and another.
fn towards(amount: Pence, other: Pence) -> Pence {
    amount.max(other.min(Pence::ZERO)).min(other.max(Pence::ZERO))
}

/// So much of what a line costs less, part by part: all of them, or those that have its sign in their order.
fn taken(less: &Less, ours: Pence) -> [Pence; 6] {
    if ours == less.all {
        return less.parts;
    }
    let mut left = ours;
    less.parts.map(|part| {
        let takes = towards(left, part);
        left -= takes;
        takes
    })
}

fn by_part(line: &Line, [less, reduction, income, avoidance, prevention, vacant]: [Pence; 6]) -> Kinds {
    let avoidance = avoidance + prevention;
    let prevention_lost = prevention.min(Pence::ZERO);
    let kinds = Kinds { income, avoidance, prevention_lost, not_cashable: vacant, ..Kinds::default() };
    if !(line.touchable && line.cashable) {
        Kinds { not_cashable: less + reduction + vacant, ..kinds }
    } else if line.income {
        Kinds { income: income + less, income_lost: less.min(Pence::ZERO), cost_reduction: reduction, ..kinds }
    } else {
        Kinds { cost_reduction: less + reduction, ..kinds }
    }
}
