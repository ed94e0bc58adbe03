//! Money: lines, funds and savings targets.

use super::{FinancialYear, FundIx, LineIx, Pence, Strength};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    /// Id.
    pub id: String,
    /// Which kind.
    pub kind: FundKind,
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
}

/// Which reading of an amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// So much less a year, compared with the reference.
    AnnualLevel,
}

/// Which kinds of saving a target counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SavingKind {
    /// Spending less, on touchable and cashable lines of the General Fund.
    CostReduction,
}

/// A savings target with all of its terms. Run-rate at the end year against the base at one price
/// base: other readings are refused until years and funds exist.
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
