//! What every line costs in every year: if nothing is done, and under the plan.
//!
//! ```text
//! do nothing[c,t] = base[c] + prices[c,t] + pressures[c,t] + staff[c,t]
//! run-rate[c,t]   = cost at t's prices of what stands at the end of t
//! in year[c,t]    = ((12 − m) · cost_t(state[t−1]) + m · cost_t(state[t])) / 12
//! net             = run-rate or in year − measures of t − prevention of t
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | base | today's state in the baseline year | p a year, prices of the price year | scenario |
//! | prices | what today's state costs more at t's prices | p a year | inflation |
//! | pressures | more than in the base, whatever is decided | p a year | pressures |
//! | staff | pay of roles that follow from cases, beyond today's | p a year | roles |
//! | m | months left when the year's moves take effect | | moves |
//! | prevention | pay of posts for cases that do not come; below 0 where more come | p a year | prevention |
//! | measures | proposals beside the footprint, at t's prices | p a year | measures |
//!
//! A line that may not be touched stays at "do nothing". Staff are those of the year's end in both
//! columns. A measure's amount for a year is what it brings in that year: it is the same in both.
//!
//! Source: model.md, "State at each year end"; MTFS practice (domain.md, section 1).

use super::book::Book;
use super::staff::pay;
use super::year::{index_of, indexed, paid_today};
use doorstep_scenario::{FinancialYear, LineIx, MeasureKind, Pence};

/// One line in one year, in money of that year but for `base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineYear {
    /// Today's cost in the baseline year.
    pub base: Pence,
    /// What prices add to it.
    pub prices: Pence,
    /// What pressures add.
    pub pressures: Pence,
    /// What more staff for cases add.
    pub staff: Pence,
    /// Pay of today's posts that are needed and stand empty: less is spent, and nothing was decided.
    pub vacant: Pence,
    /// All of this: what the year costs if nothing is done.
    pub do_nothing: Pence,
    /// A whole year of what stood when the year began.
    pub before: Pence,
    /// A whole year of what stands at its end.
    pub run_rate: Pence,
    /// The year itself.
    pub in_year: Pence,
    /// Less by measures: cost reduction, income, avoidance.
    pub measures: [Pence; 3],
    /// Less by prevention, all of it avoidance: posts for cases that do not come. Below 0 where more come.
    pub prevention: Pence,
}

impl LineYear {
    /// All measures together, and prevention.
    pub fn measured(&self) -> Pence {
        self.measures.iter().copied().sum::<Pence>() + self.prevention
    }

    /// A whole year of what stands at the end, after measures.
    pub fn net_run_rate(&self) -> Pence {
        self.run_rate - self.measured()
    }

    /// The year itself, after measures.
    pub fn net_in_year(&self) -> Pence {
        self.in_year - self.measured()
    }

    /// What this year's moves still change in the next year, at this year's prices.
    pub fn full_year_effect(&self) -> Pence {
        self.run_rate - self.in_year
    }

    fn add(mut self, other: &LineYear) -> LineYear {
        self.base += other.base;
        self.prices += other.prices;
        self.pressures += other.pressures;
        self.staff += other.staff;
        self.vacant += other.vacant;
        self.do_nothing += other.do_nothing;
        self.before += other.before;
        self.run_rate += other.run_rate;
        self.in_year += other.in_year;
        for (sum, more) in self.measures.iter_mut().zip(other.measures) {
            *sum += more;
        }
        self.prevention += other.prevention;
        self
    }
}

/// All lines in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Which year.
    pub year: FinancialYear,
    /// Months left when its moves take effect.
    pub months: u32,
    /// By line.
    pub lines: Vec<LineYear>,
}

impl Year {
    /// All lines together.
    pub fn total(&self) -> LineYear {
        self.lines.iter().fold(LineYear::default(), LineYear::add)
    }
}

pub(super) fn years(book: &Book) -> Vec<Year> {
    let base: Vec<Pence> = (0..book.lines()).map(|line| base(book, line)).collect();
    let each = book.years.iter().enumerate().map(|(at, year)| Year {
        year: *year,
        months: book.months(at),
        lines: (0..book.lines()).map(|line| line_year(book, at, line, base[line])).collect(),
    });
    each.collect()
}

/// Today's cost of a line in the baseline year, pay of roles on it included.
pub(super) fn base(book: &Book, line: usize) -> Pence {
    book.today.cost(&book.base, line) + paid_today(&book.base, line)
}

fn line_year(book: &Book, at: usize, line: usize, base: Pence) -> LineYear {
    let index = index_of(&book.base, LineIx(line), at);
    let pressures = book.programme.pressures.iter().filter(|pressure| pressure.line.0 == line);
    let pressures: Pence = pressures.map(|pressure| pressure.amounts[at]).sum();
    let mut staff_more = Pence::ZERO;
    let mut stay = Pence::ZERO;
    let mut vacant = Pence::ZERO;
    let mut prevention = Pence::ZERO;
    let roles = book.programme.roles.iter().zip(&book.unprevented).zip(&book.staff);
    for ((role, path), planned) in roles {
        if role.pay.is_some_and(|(on, _)| on.0 == line) {
            let today = indexed(pay(role, role.today), index);
            stay += today;
            let nothing = indexed(path.years[at].pay, index);
            staff_more += nothing - today;
            vacant += indexed(pay(role, path.years[at].empty(role)), index);
            prevention += nothing - indexed(planned.years[at].pay, index);
        }
    }
    // Today's state at t's prices, with today's staff and without pressures: computed by itself, so that
    // the four parts can be held against what doing nothing costs.
    let prices = &book.then[at];
    let stands = book.today.cost(prices, line) - prices.lines[line].fixed;
    let unmoved = indexed(book.base.lines[line].fixed, index) + stay + stands;
    let do_nothing = unmoved + pressures + staff_more;
    let before = book.cost(at, book.before(at), line);
    let run_rate = book.cost(at, &book.states[at], line);
    LineYear {
        base,
        prices: unmoved - base,
        pressures,
        staff: staff_more,
        vacant,
        do_nothing,
        before,
        run_rate,
        in_year: blend(before, run_rate, book.months(at)),
        measures: [MeasureKind::CostReduction, MeasureKind::Income, MeasureKind::Avoidance]
            .map(|kind| measures(book, at, line, kind)),
        prevention,
    }
}

/// `((12 − m) · before + m · after) / 12`.
fn blend(before: Pence, after: Pence, months: u32) -> Pence {
    let left = i128::from(months);
    super::round::nearest(i128::from(before.0) * (12 - left) + i128::from(after.0) * left, 12)
}

/// Measures of a kind on a line, at the prices of the year, each to its own penny.
fn measures(book: &Book, at: usize, line: usize, kind: MeasureKind) -> Pence {
    let each = book.programme.measures.iter().filter(|measure| measure.line.0 == line && measure.kind == kind);
    each.map(|measure| book.measured(at, measure)).sum()
}
