//! Every savings target, held against what is saved in its year.
//!
//! ```text
//! wanted = amount                                            AnnualLevel, CumulativeCash
//! wanted = Σ amounts of increments due by then               Increment: 1, 5, 5, 5 is 16 a year
//! have   = Σ counted kinds of its year                       AnnualLevel, Increment
//! have   = Σ counted kinds of all years up to its own        CumulativeCash
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | counted | the kinds the target names | p a year | savings |
//! | wanted, have | | p a year; p for cash | |
//!
//! Cash is always that of the years themselves. Increments add up with those that are measured alike and
//! against the same. Where a target does not count income, what closing *loses* of it is taken off all the
//! same, and shown: a net saving is never made to look better by leaving out what it costs. So it is with what
//! prevention loses, where a target does not count avoidance: fewer people reached and more cases. What it
//! gains counts only where avoidance does.
//!
//! Source: model.md, "Saving"; domain.md, finding 1, F14 and F15.

use super::savings::{Kinds, SavingsYear};
use doorstep_scenario::{Basis, FinancialYear, Measured, Pence, SavingKind, Scenario, Target};

/// A target and what is saved towards it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetYear {
    /// Which target, by its position in the scenario.
    pub target: usize,
    /// Its year.
    pub year: FinancialYear,
    /// What its reading asks for by then.
    pub wanted: Pence,
    /// What is saved of the kinds it counts, less what is lost of others.
    pub have: Pence,
    /// Of that, what is lost of income that it does not count: never above 0.
    pub income_lost: Pence,
    /// Of that, what more cases cost where it does not count avoidance: never above 0.
    pub prevention_lost: Pence,
    /// Of that, what the General Fund pays for other funds where it does not count switches: never above 0.
    pub switch_lost: Pence,
    /// Is it met?
    pub kept: bool,
    /// How much is missing.
    pub missing: Pence,
    /// What all lines that count cost in that year if nothing is done.
    pub touchable: Pence,
}

/// By year, then in the order of targets.
pub(super) fn targets(scenario: &Scenario, savings: &[SavingsYear]) -> Vec<TargetYear> {
    let totals: Vec<_> = savings.iter().map(SavingsYear::total).collect();
    let mut found = Vec::new();
    for (at, year) in scenario.years().enumerate().take(savings.len()) {
        for (index, target) in scenario.targets.iter().enumerate().filter(|(_, target)| target.by == year) {
            // Cash of several years is what the years themselves save, whatever else is written.
            let (first, measured) = match target.basis {
                Basis::CumulativeCash => (0, Measured::InYear),
                Basis::AnnualLevel | Basis::Increment => (at, target.measured),
            };
            let saved = totals[first..=at].iter().map(|total| total.read(measured, target.against));
            let saved = saved.fold(Kinds::default(), |sum, kinds| sum + kinds);
            let counted: Pence = target.counting.iter().map(|kind| saved.of(*kind)).sum();
            let lost = |kind: SavingKind| if target.counting.contains(&kind) { Pence::ZERO } else { saved.lost(kind) };
            let [income_lost, prevention_lost, switch_lost] =
                [SavingKind::Income, SavingKind::Avoidance, SavingKind::FundSwitch].map(lost);
            let wanted = wanted(scenario, target);
            let have = counted + income_lost + prevention_lost + switch_lost;
            let missing = (wanted - have).max(Pence::ZERO);
            found.push(TargetYear {
                target: index,
                year,
                wanted,
                have,
                income_lost,
                prevention_lost,
                switch_lost,
                kept: missing == Pence::ZERO,
                missing,
                touchable: savings[at].touchable,
            });
        }
    }
    found
}

/// What a target asks for by its year: its amount, or all increments up to then.
pub fn wanted(scenario: &Scenario, target: &Target) -> Pence {
    if target.basis != Basis::Increment {
        return target.amount;
    }
    let alike = scenario.targets.iter().filter(|other| {
        other.basis == Basis::Increment
            && other.measured == target.measured
            && other.against == target.against
            && other.by <= target.by
    });
    alike.map(|other| other.amount).sum()
}
