//! Money: lines, funds and savings targets.

use super::{FinancialYear, FundIx, FundTerms, LineIx, Pence, Strength};
use crate::Place;

/// Amounts by line, sorted by line, each line once.
pub type Costs = Vec<(LineIx, Pence)>;

/// What kind of money a fund holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundKind {
    /// The council's own general money: what savings targets count.
    GeneralFund,
    /// Money that may be spent on named purposes only; a cut in it saves the General Fund nothing.
    RingFenced,
}

/// Money with conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Fund {
    /// Id.
    pub id: String,
    /// Which kind.
    pub kind: FundKind,
    /// What it holds year by year; without, it pays whatever its lines cost.
    pub terms: Option<FundTerms>,
}

/// A cost line: which fund pays it and what may happen to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// Who pays.
    pub fund: FundIx,
    /// May a plan change it? If not, it stays at its baseline amount whatever is decided.
    pub touchable: bool,
    /// Does less of it leave cash in the fund? An apportioned overhead does not.
    pub cashable: bool,
    /// A year's spending on this line that no decision here changes.
    pub fixed: Pence,
    /// Is it money that comes in? Its amounts are then below 0, and closing what earns them loses them.
    pub income: bool,
    /// Who pays what its fund cannot, because it has ended or is used up; nobody, where none is named.
    pub backed_by: Option<FundIx>,
}

/// Which reading of an amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// So much less a year, compared with the reference.
    AnnualLevel,
    /// So much less a year on top of all increments of the years before: 1, 5, 5, 5 is 16 a year.
    Increment,
    /// So much less in all the years together, up to the year it is due.
    CumulativeCash,
}

/// When a saving is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measured {
    /// As a whole year of what stands at the year's end.
    #[default]
    RunRate,
    /// As what the year itself saves, with moves on their dates.
    InYear,
}

/// What a saving is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Against {
    /// The base budget as it was.
    #[default]
    Base,
    /// What the year would cost if nothing were done: base, inflation, pressures.
    DoNothing,
}

/// Which kinds of saving a target counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SavingKind {
    /// Spending less, on touchable and cashable lines of the General Fund.
    CostReduction,
    /// The same spending, paid by another fund.
    FundSwitch,
    /// A pressure that does not come.
    Avoidance,
    /// Receiving more.
    Income,
}

/// A savings target with all of its terms. Without a programme only one reading can be met: cost
/// reduction a year, run-rate at the end year, against the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Id.
    pub id: String,
    /// How much.
    pub amount: Pence,
    /// By the end of which year.
    pub by: FinancialYear,
    /// How the amount is meant.
    pub basis: Basis,
    /// When it is measured.
    pub measured: Measured,
    /// Against what.
    pub against: Against,
    /// What counts.
    pub counting: Vec<SavingKind>,
    /// Must it be met, or may it fall short at a price per pound?
    pub strength: Strength,
    /// Why.
    pub why: Option<String>,
    /// Where it is written.
    pub source: Option<String>,
    /// Where it stands in the scenario.
    pub place: Place,
}
