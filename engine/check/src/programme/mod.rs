//! A programme proved again, from the scenario and a plan a year.
//!
//! | file | what it proves |
//! |---|---|
//! | `case.rs`, `standing.rs`, `exact.rs` | plans by id, prices grown from rates, whole pence |
//! | `lines.rs`, `staff.rs` | what every line costs: do nothing, run-rate, the year itself; posts and pay |
//! | `prevention.rs` | cases that follow from who was reached some years before |
//! | `funds.rs`, `savings.rs`, `kinds.rs`, `targets.rs` | who pays, what is saved by kind, what was asked for |
//! | `once.rs` | what change costs once and what pays it |
//! | `steps.rs`, `figures.rs` | from base to proposal; the council's own coding |
//! | `moves.rs`, `dates.rs` | moves that may be, by days counted here |
//!
//! Nothing here is shared with what writes the accounts. What is *in* a year, who is reached and which
//! rules hold, [`check`](crate::check) proves year by year.

mod case;
mod claims;
mod compare;
mod dates;
mod exact;
mod figures;
mod funds;
mod kinds;
mod lines;
mod moves;
mod once;
mod prevention;
mod savings;
mod staff;
mod standing;
mod steps;
mod targets;
mod verdict;

pub use claims::{
    FundClaim, LineClaim, OneOffClaim, ProgrammeClaims, RoleClaim, RowClaim, SavingClaim, SourceClaim, TargetClaim,
};
pub use prevention::Reached;
pub use verdict::{Finding, ProgrammeVerdict};

use case::Case;
use doorstep_scenario::{Plan, Scenario};
use figures::Computed;
use kinds::Kinds;
use once::Financed;
use savings::{Funding, READINGS};

use crate::money::pence;
use crate::verdict::{Breaks, shown};
use crate::{Code, Demand};

/// Checks a programme: one plan for the end of each year after the baseline, in order. `claims` are the
/// figures about to be printed, compared one by one with the checker's own: money to the penny, posts to
/// a millionth.
///
/// Who is served is not looked at: [`check`](crate::check) proves each year's plan by itself. So who is
/// reached is taken as given, for effects of prevention that are used; without it there are none. Whatever
/// the plans hold, this returns a verdict and does not panic. The scenario must be a resolved one.
pub fn check_programme(
    scenario: &Scenario,
    plans: &[Plan],
    reached: Option<&Reached>,
    claims: &ProgrammeClaims,
    demand: Demand,
) -> ProgrammeVerdict {
    let mut breaks = Breaks::default();
    let Some(case) = Case::of(scenario, plans, reached, &mut breaks) else {
        return ProgrammeVerdict { broken: breaks.into_list(), ..ProgrammeVerdict::default() };
    };
    let mut findings = Vec::new();
    moves::moves(&case, &mut breaks, &mut findings);
    let costs = lines::costs(&case);
    let funding = Funding::of(&case, &costs);
    let read = |at: usize| READINGS.map(|reading| savings::saved(&case, &costs, &funding, at, reading));
    let savings_by_line: Vec<_> = (0..case.years.len()).map(read).collect();
    let together = |lines: &Vec<Kinds>| lines.iter().fold(Kinds::default(), Kinds::and);
    let savings: Vec<[Kinds; 4]> = savings_by_line.iter().map(|readings| readings.each_ref().map(together)).collect();
    let targets = targets::targets(&case, &savings, &mut findings);
    let one_offs = once::planned(&case, &costs);
    let financed = once::financed(&case, &one_offs);
    let steps = steps::steps(&case, &costs);
    what_does_not_work(&case, &funding, &financed, &mut findings);
    foots(&steps, &mut breaks);

    let computed = Computed {
        costs: &costs,
        funding: &funding,
        savings: &savings,
        savings_by_line: &savings_by_line,
        targets: &targets,
        one_offs: &one_offs,
        financed: &financed,
        steps: &steps,
    };
    let figures = figures::figures(&case, &computed, &mut breaks);
    compare::compare(claims, &figures, &mut breaks);
    findings.sort_by_key(|finding| finding.year);
    if demand == Demand::KeepHardRules {
        for finding in findings.iter().filter(|finding| finding.hard) {
            breaks.add(finding.of, &finding.about, || finding.what.clone());
        }
    }
    let targets = targets.into_iter().map(|held| held.finding).collect();
    ProgrammeVerdict { broken: breaks.into_list(), targets, findings, figures }
}

fn what_does_not_work(case: &Case<'_>, funding: &Funding, financed: &[Financed], findings: &mut Vec<Finding>) {
    for (at, year) in case.years.iter().copied().enumerate() {
        for (fund, now) in case.scenario.funds.iter().zip(&funding.in_year[at].funds) {
            let id = &fund.id;
            if now.overspent > 0 {
                let (over, has) = (pence(now.overspent), pence(now.budget + now.opening));
                let what = format!("lines of `{id}`, which has {has} in {year}, cost {over} that nobody pays");
                findings.push(Finding::new(Code::FundOverspent, year, id, what, false));
            }
            if now.below_least > 0 {
                let (spent, more) = (pence(now.spent), pence(now.below_least));
                let what = format!("`{id}` spends {spent} in {year}, {more} less than its least share");
                findings.push(Finding::new(Code::FundUnspent, year, id, what, false));
            }
        }
        if financed[at].unfinanced > 0 {
            let (planned, open) = (pence(financed[at].planned), pence(financed[at].unfinanced));
            let what = format!("one-offs come to {planned} in {year}; nothing pays {open} of it");
            findings.push(Finding::new(Code::Unfinanced, year, "one-offs", what, false));
        }
        for (role, path) in case.programme.roles.iter().zip(&case.posts) {
            let missing = path[at].missing();
            // What sums of doubles miss is no post.
            if missing > 1e-6 {
                let (need, have) = (shown(path[at].need), shown(path[at].have));
                let what = format!("`{}` needs {need} posts at the end of {year}; there are {have}", role.id);
                findings.push(Finding::new(Code::PostsMissing, year, &role.id, what, false));
            }
        }
    }
}

/// Steps computed each by itself must come to the proposal, which is a line total and no step.
fn foots(steps: &[(String, i128)], breaks: &mut Breaks) {
    let Some(((_, proposal), before)) = steps.split_last() else { return };
    let walked: i128 = before.iter().map(|(_, amount)| amount).sum();
    if walked != *proposal {
        breaks.add(Code::StepDiffers, "waterfall", || {
            format!("the steps from the base come to {}; the proposal is {}", pence(walked), pence(*proposal))
        });
    }
}
