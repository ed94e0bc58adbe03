//! The figures of a programme about to be printed, as their writer states them.

use doorstep_scenario::{Against, FinancialYear, Measured, Pence};

/// Figures to be compared one by one with the checker's own. An empty list claims nothing of that kind;
/// a list that claims anything must be complete. The checker's own figures take the same form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProgrammeClaims {
    /// Every line in every year.
    pub lines: Vec<LineClaim>,
    /// Savings by kind, in every year and reading: of all lines together, and of every line.
    pub savings: Vec<SavingClaim>,
    /// Every target.
    pub targets: Vec<TargetClaim>,
    /// Every one-off in every year.
    pub one_offs: Vec<OneOffClaim>,
    /// Every source of one-off money in every year.
    pub sources: Vec<SourceClaim>,
    /// What of one-offs nothing pays, by year.
    pub unfinanced: Vec<(FinancialYear, Pence)>,
    /// Every fund in every year, in the year itself and as a run-rate.
    pub funds: Vec<FundClaim>,
    /// Every role in every year.
    pub roles: Vec<RoleClaim>,
    /// From base to proposal, in order.
    pub waterfall: Vec<(String, Pence)>,
    /// The council's own coding: every row in every year.
    pub rows: Vec<RowClaim>,
}

/// A line in a year, in money of that year but for the base.
#[derive(Debug, Clone, PartialEq)]
pub struct LineClaim {
    /// When.
    pub year: FinancialYear,
    /// Id of the line.
    pub line: String,
    /// Today's cost in the baseline year.
    pub base: Pence,
    /// If nothing is done.
    pub do_nothing: Pence,
    /// A whole year of what stands at its end, before measures.
    pub run_rate: Pence,
    /// The year itself, before measures.
    pub in_year: Pence,
    /// What measures beside the footprint take off.
    pub measures: Pence,
    /// What prevention takes off: pay for cases that do not come, below 0 where more come.
    pub prevention: Pence,
}

/// What is saved in a year, by kind.
#[derive(Debug, Clone, PartialEq)]
pub struct SavingClaim {
    /// When.
    pub year: FinancialYear,
    /// Id of the line; none for all of them together.
    pub line: Option<String>,
    /// Run-rate, or the year itself.
    pub measured: Measured,
    /// Against doing nothing, or the base.
    pub against: Against,
    /// Spending less.
    pub cost_reduction: Pence,
    /// Receiving more.
    pub income: Pence,
    /// Of it, what is lost.
    pub income_lost: Pence,
    /// Paid by another fund now.
    pub fund_switch: Pence,
    /// What general funds bear more for another fund than its lines cost more, at the first of them: never above 0.
    pub switch_lost: Pence,
    /// Pressures that do not come.
    pub avoidance: Pence,
    /// Of it, what posts for more cases cost: never above 0.
    pub prevention_lost: Pence,
    /// Less, but no cash.
    pub not_cashable: Pence,
    /// Less on lines that other funds pay.
    pub other_funds: Pence,
}

/// A target.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetClaim {
    /// Its id.
    pub target: String,
    /// What counts towards it.
    pub have: Pence,
    /// Of that, what is lost of income that it does not count: never above 0.
    pub income_lost: Pence,
    /// Of that, what more cases cost where it does not count avoidance: never above 0.
    pub prevention_lost: Pence,
    /// Of that, what is paid for other funds now where it does not count fund switches: never above 0.
    pub switch_lost: Pence,
    /// What its reading asks for.
    pub wanted: Pence,
    /// Is it met?
    pub kept: bool,
}

/// A one-off in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOffClaim {
    /// When.
    pub year: FinancialYear,
    /// Its id.
    pub one_off: String,
    /// What is planned.
    pub planned: Pence,
}

/// A source of one-off money in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceClaim {
    /// When.
    pub year: FinancialYear,
    /// Its id.
    pub source: String,
    /// What comes in.
    pub received: Pence,
    /// What it pays.
    pub paid: Pence,
    /// What it holds at the year's end.
    pub balance: Pence,
}

/// A fund in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct FundClaim {
    /// When.
    pub year: FinancialYear,
    /// Its id.
    pub fund: String,
    /// The year itself, or a whole year of what stands at its end.
    pub measured: Measured,
    /// What it has for the year.
    pub budget: Pence,
    /// What it brought from the year before.
    pub opening: Pence,
    /// What it pays.
    pub spent: Pence,
    /// What it takes into the next year.
    pub carried: Pence,
    /// What goes back.
    pub returned: Pence,
    /// What its lines cost beyond all who pay them.
    pub overspent: Pence,
}

/// A role at a year's end, in full-time equivalents.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleClaim {
    /// When.
    pub year: FinancialYear,
    /// Its id.
    pub role: String,
    /// How many are needed.
    pub need: f64,
    /// How many there are.
    pub have: f64,
    /// How many are missing.
    pub missing: f64,
}

/// A row of the council's own coding in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct RowClaim {
    /// When.
    pub year: FinancialYear,
    /// Cost centre, subjective, objective, section 251 line; empty where the ledger has no row of a line.
    pub code: [String; 4],
    /// Id of the line.
    pub line: String,
    /// In the baseline year.
    pub base: Pence,
    /// If nothing is done.
    pub do_nothing: Pence,
    /// Under the plan, in the year itself, after measures.
    pub in_year: Pence,
    /// Under the plan, a whole year of what stands at the end, after measures.
    pub run_rate: Pence,
}
