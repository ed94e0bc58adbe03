//! A savings target.
//!
//! ```text
//! Σ_{c touchable, cashable, general fund} (baseline[c] − spend[c]) ≥ amount
//! shortfall = max(0, amount − saving) / 100
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | baseline, spend | a year's amounts of line c | p | `money.rs` |
//! | amount | demanded | p | target |
//! | shortfall | missing | £ | |
//!
//! Exact: a penny short is short. Source: the model note, *Saving*; of its kinds of saving a target
//! can count cost reductions only, so one that does not list them counts nothing.

use doorstep_scenario::{SavingKind, Target};

use super::{Facts, is_hard};
use crate::money::{pence, pounds};
use crate::verdict::Breaks;
use crate::{Code, TargetFinding};

/// What a target counts of the saving there is, in pence.
fn counted(facts: &Facts<'_>, target: &Target) -> i128 {
    if target.counting.contains(&SavingKind::CostReduction) { facts.money.saving } else { 0 }
}

pub(super) fn test(facts: &Facts<'_>, target: &Target, demanded: bool, breaks: &mut Breaks) -> TargetFinding {
    let have = counted(facts, target);
    let missing = (i128::from(target.amount.0) - have).max(0);
    let (kept, hard) = (missing == 0, is_hard(target.strength));
    if !kept && hard && demanded {
        breaks.add(Code::TargetMissed, &target.id, || {
            let (have, missing) = (pence(have), pence(missing));
            format!("target `{}` demands {}; {have} counts, {missing} less", target.id, target.amount)
        });
    }
    TargetFinding {
        id: target.id.clone(),
        kept,
        hard,
        have: pence(have),
        wanted: target.amount,
        shortfall: pounds(missing),
    }
}
