//! Targets that cannot be meant together, or that ask for more than there is. Only bounds: what can be
//! saved is for the engine to say.

use super::control::{paid, today};
use super::{Written, shown};
use crate::fault::quoted;
use crate::{
    Against, Basis, Code, Faults, FundIx, FundKind, LineIx, Measure, MeasureKind, SavingKind, StaffNeed, Strength,
    Target,
};

pub(super) fn validate(written: &Written<'_>, faults: &mut Faults) {
    mixed(&written.scenario.targets, faults);
    chains(&written.scenario.targets, faults);
    let hard = written.scenario.targets.iter().filter(|target| target.strength == Strength::Hard);
    for target in hard {
        too_large(written, target, faults);
    }
}

/// Levels and increments by one year: £5m a year as a level is £5m, as an increment it comes on top.
fn mixed(targets: &[Target], faults: &mut Faults) {
    for target in targets.iter().filter(|target| target.basis == Basis::Increment) {
        let level = targets.iter().find(|other| other.basis == Basis::AnnualLevel && other.by == target.by);
        if let Some(level) = level {
            let (one, other) = if level.place < target.place { (level, target) } else { (target, level) };
            let what = format!(
                "targets {} (line {}) and {} ask for a level and an increment by {}",
                quoted(&one.id),
                one.place.line,
                quoted(&other.id),
                target.by
            );
            faults.add(Code::Contradiction, &other.place, what, "State both as levels, or both as increments");
        }
    }
}

/// Increments that are read in different ways do not add up, though they look like one ladder.
fn chains(targets: &[Target], faults: &mut Faults) {
    let mut increments = targets.iter().filter(|target| target.basis == Basis::Increment);
    let Some(first) = increments.next() else { return };
    for other in increments.filter(|other| (other.measured, other.against) != (first.measured, first.against)) {
        let what = format!(
            "target {} is read in another way than {} (line {}): increments add up only with those that are measured \
             alike and against the same",
            quoted(&other.id),
            quoted(&first.id),
            first.place.line
        );
        faults.add(Code::LooksWrong, &other.place, what, "Read all increments alike, or say an AnnualLevel");
    }
}

fn too_large(written: &Written<'_>, target: &Target, faults: &mut Faults) {
    let years = || written.scenario.years().enumerate().filter(|(_, year)| *year <= target.by);
    let Some((last, _)) = years().last() else { return };
    let (asked, how, most) = match target.basis {
        Basis::AnnualLevel => (i128::from(target.amount.0), "", most(written, target, last)),
        Basis::CumulativeCash => {
            let sum = years().map(|(year, _)| most(written, target, year)).try_fold(0, |sum, most| Some(sum + most?));
            (i128::from(target.amount.0), " in all years together", sum)
        }
        // Increments come on top of each other; the last of a year speaks for all of them.
        Basis::Increment => {
            let alike = |other: &&Target| {
                (other.basis, other.strength) == (Basis::Increment, Strength::Hard)
                    && (other.measured, other.against, &other.counting)
                        == (target.measured, target.against, &target.counting)
            };
            let of_them = || written.scenario.targets.iter().filter(alike);
            if of_them().rfind(|other| other.by == target.by).is_some_and(|last| last.id != target.id) {
                return;
            }
            let sum = of_them().filter(|other| other.by <= target.by).map(|other| i128::from(other.amount.0)).sum();
            (sum, " with all increments before it", most(written, target, last))
        }
    };
    if let Some(most) = most.filter(|most| asked > *most) {
        let what = format!(
            "target {} comes to {}{how} by {}; everything it may be taken from comes to {}",
            quoted(&target.id),
            shown(asked),
            target.by,
            shown(most)
        );
        let fix = "Lower the target, make it soft, or say which other lines may be touched";
        faults.add(Code::TargetTooLarge, &target.place, what, fix);
    }
}

/// The most that could count towards a target in a year, in pence; nothing where it has no bound here.
fn most(written: &Written<'_>, target: &Target, year: usize) -> Option<i128> {
    let scenario = written.scenario;
    let counts = |kind: SavingKind| target.counting.contains(&kind);
    // More income from what sites and sessions earn is not bounded here.
    if counts(SavingKind::Income) && scenario.lines.iter().any(|line| line.income && line.touchable) {
        return None;
    }
    let costs = today(scenario);
    let mut all = 0;
    for (at, line) in scenario.lines.iter().enumerate() {
        let is_general = |fund: &FundIx| scenario.funds[fund.0].kind == FundKind::GeneralFund;
        let general = is_general(&line.fund) || line.backed_by.as_ref().is_some_and(is_general);
        let reduced = counts(SavingKind::CostReduction) && line.touchable && line.cashable;
        if general && !line.income && reduced {
            all += match target.against {
                Against::Base => costs[at],
                Against::DoNothing => undone(written, LineIx(at), costs[at], year),
            };
        }
    }
    let meant = |measure: &&Measure| match measure.kind {
        MeasureKind::Avoidance => counts(SavingKind::Avoidance),
        MeasureKind::FundSwitch(_) => counts(SavingKind::FundSwitch),
        MeasureKind::Income => counts(SavingKind::Income),
        // Part of what the line costs.
        MeasureKind::CostReduction => false,
    };
    let measures = written.programme.measures.iter().filter(meant);
    all +=
        measures.map(|measure| written.in_year(measure.line, i128::from(measure.amounts[year].0), year)).sum::<i128>();
    // A fund that pays a line of its own by less leaves more for a line that overflows to the General Fund.
    let shared = scenario.lines.iter().any(|line| line.backed_by.is_some());
    (!(shared && counts(SavingKind::FundSwitch))).then_some(all)
}

/// What a line costs in a year if nothing is done, or more: pressures that fall away are left out, and pay
/// is that of every post that could be needed up to then.
fn undone(written: &Written<'_>, line: LineIx, today: i128, year: usize) -> i128 {
    let programme = written.programme;
    let roles = programme.roles.iter().filter_map(|role| {
        let (_, pay) = role.pay.filter(|(on, _)| *on == line)?;
        let StaffNeed::Cases { cases, cap } = &role.need else { return None };
        let needed = cases.iter().zip(cap).take(year + 1).map(|(cases, cap)| (cases / cap).ceil());
        let more = (needed.fold(role.today, f64::max) - role.today).max(0.0);
        Some(i128::from(paid(pay, more).0) + 1)
    });
    let pressures = programme.pressures.iter().filter(|pressure| pressure.line == line);
    let pressed: i128 = pressures.map(|pressure| i128::from(pressure.amounts[year].0.max(0))).sum();
    // Every amount is rounded by itself; a pound covers what that comes to on ten thousand of them.
    let rounding = i128::try_from(written.scenario.sites.len() + written.scenario.baseline.len() + 1).unwrap_or(0);
    written.in_year(line, today + roles.sum::<i128>(), year) + pressed + rounding
}
