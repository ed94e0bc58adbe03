//! What the checker found of a programme.

use doorstep_scenario::FinancialYear;

use super::ProgrammeClaims;
use crate::{Broken, Code, TargetFinding};

/// What one check of a programme found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProgrammeVerdict {
    /// Everything that is wrong, by code, listed as in [`Verdict`](crate::Verdict).
    pub broken: Vec<Broken>,
    /// Every savings target, in the scenario's order, met or not.
    pub targets: Vec<TargetFinding>,
    /// What does not work in the plans, whoever wrote it down: by year, then as found.
    pub findings: Vec<Finding>,
    /// The checker's own figures, fit to be printed only if the verdict holds.
    pub figures: ProgrammeClaims,
}

impl ProgrammeVerdict {
    /// Is nothing broken?
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }
}

/// Something a plan does that does not work: a target missed, a fund overspent, a move that may not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code: see [`Code`].
    pub code: &'static str,
    /// When.
    pub year: FinancialYear,
    /// Id of the target, site, fund or role; `one-offs` for what nothing pays.
    pub about: String,
    /// In words, with both figures.
    pub what: String,
    /// Must it not be? If so it is among what is broken, where an answer is demanded.
    pub hard: bool,
    /// Never: what works is no finding.
    pub kept: bool,
    pub(super) of: Code,
}

impl Finding {
    pub(super) fn new(of: Code, year: FinancialYear, about: &str, what: String, hard: bool) -> Self {
        Self { code: of.text(), year, about: about.to_owned(), what, hard, kept: false, of }
    }
}
