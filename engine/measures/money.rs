//! What decisions cost and save, in whole pence.

use crate::instance::{Decisions, Instance, counts_as_saving, ledger};
use doorstep_scenario::Pence;

/// A year's money, in prices of the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// Each line in the baseline year.
    pub baseline: Vec<Pence>,
    /// Each line under the decisions.
    pub spend: Vec<Pence>,
    /// What counts towards savings targets: less spent on touchable, cashable lines of the General
    /// Fund. Negative when more is spent.
    pub saving: Pence,
    /// All that such lines cost today: nobody can save more.
    pub touchable: Pence,
}

impl Money {
    /// All lines in the baseline year.
    pub fn baseline_total(&self) -> Pence {
        self.baseline.iter().copied().sum()
    }

    /// All lines under the decisions.
    pub fn total(&self) -> Pence {
        self.spend.iter().copied().sum()
    }
}

pub(super) fn of(instance: &Instance, decisions: &Decisions) -> Money {
    let scenario = &instance.scenario;
    let spend = ledger(instance, decisions);
    let baseline = instance.baseline_cost.clone();
    let counted: Vec<usize> = (0..scenario.lines.len()).filter(|line| counts_as_saving(scenario, *line)).collect();
    let touchable: Pence = counted.iter().map(|line| baseline[*line]).sum();
    let saving = touchable - counted.iter().map(|line| spend[*line]).sum();
    Money { baseline, spend, saving, touchable }
}
