//! Every savings target in its own reading.
//!
//! ```text
//! wanted = amount                                  AnnualLevel, CumulativeCash
//! wanted = Σ amounts of increments due by then     Increment, measured alike and against the same
//! have   = Σ counted kinds of its year, Σ lost     AnnualLevel, Increment
//! have   = the same of all years up to it          CumulativeCash
//! lost   = what is lost of income, of prevention and of fund switches, where the target does not count them
//! ```

use doorstep_scenario::{Basis, Measured, Scenario, Strength, Target};

use super::case::Case;
use super::kinds::Kinds;
use super::savings::READINGS;
use super::verdict::Finding;
use crate::money::pence;
use crate::{Code, TargetFinding};

/// A target, and what it bears of kinds that it does not count.
pub(super) struct Held {
    pub(super) finding: TargetFinding,
    /// Of income, of prevention, of fund switches: never above 0.
    pub(super) lost: [i128; 3],
}

/// In the scenario's order. `savings` are by year and reading.
pub(super) fn targets(case: &Case<'_>, savings: &[[Kinds; 4]], findings: &mut Vec<Finding>) -> Vec<Held> {
    let all = case.scenario.targets.iter();
    all.map(|target| {
        // Cash is what the years themselves bring: a run-rate is no money yet.
        let measured = if target.basis == Basis::CumulativeCash { Measured::InYear } else { target.measured };
        let reading = READINGS.iter().position(|reading| *reading == (measured, target.against)).unwrap_or(0);
        let first = if target.basis == Basis::CumulativeCash { 0 } else { target.by.0 };
        let years = case.years.iter().zip(savings).filter(|(year, _)| (first..=target.by.0).contains(&year.0));
        let counting = &target.counting[..];
        let (mut have, mut lost) = (0, [0; 3]);
        for (_, kinds) in years {
            have += kinds[reading].counted(counting);
            for (sum, lost) in lost.iter_mut().zip(kinds[reading].lost(counting)) {
                *sum += lost;
                have += lost;
            }
        }
        let wanted = wanted(case.scenario, target);
        let (kept, hard) = (have >= wanted, target.strength == Strength::Hard);
        let (have, wanted) = (pence(have), pence(wanted));
        if !kept {
            let what = format!("target `{}` wants {wanted} by {}; {have} is saved", target.id, target.by);
            findings.push(Finding::new(Code::TargetMissed, target.by, &target.id, what, hard));
        }
        let shortfall = if kept { 0.0 } else { crate::money::pounds(i128::from(wanted.0) - i128::from(have.0)) };
        Held { finding: TargetFinding { id: target.id.clone(), kept, hard, have, wanted, shortfall }, lost }
    })
    .collect()
}

fn wanted(scenario: &Scenario, target: &Target) -> i128 {
    if target.basis != Basis::Increment {
        return i128::from(target.amount.0);
    }
    let alike = |other: &&Target| {
        other.basis == Basis::Increment
            && (other.measured, other.against) == (target.measured, target.against)
            && other.by <= target.by
    };
    scenario.targets.iter().filter(alike).map(|other| i128::from(other.amount.0)).sum()
}
