//! One year of a programme as a problem of its own: what it has to save, what it may do.

use super::required::{Facts, Required, asked};
use crate::accounts::{State, at_year, for_sessions, indexed_measures, most_posts, wanted};
use doorstep_scenario::{
    Against, Basis, FinancialYear, FundIx, FundKind, LevelIx, LineIx, Measured, Pence, Place, Rule, RuleKind,
    SavingKind, Scenario, SiteIx, StaffNeed, Strength, Target,
};

/// The scenario of one year with its own targets and the limits of its funds and staff. `later` is the state that
/// the year after it ends in: without return a site is at today's level or has made its move.
pub(super) fn of(
    scenario: &Scenario,
    facts: &Facts,
    year: usize,
    required: &Required,
    later: Option<&State>,
) -> Scenario {
    let mut then = at_year(scenario, year);
    then.targets = targets(scenario, facts, year, required);
    let limits = funds(scenario, &facts.today, &then, year);
    let earned = earnings(scenario, &facts.today, &then, year);
    then.rules.extend(limits);
    then.rules.extend(earned);
    then.rules.extend(posts(scenario, &facts.today, year));
    then.rules.sort_by(|a, b| a.id.cmp(&b.id));
    // What was seen was seen in the baseline year: it says nothing of another.
    then.observed.spend = None;
    then.observed.reached = Vec::new();
    if let Some(programme) = &scenario.programme {
        let may_move = programme.moves.timetable.as_ref().is_none_or(|timetable| timetable.allowed[year]);
        for (at, site) in then.sites.iter_mut().enumerate() {
            let today = site.baseline;
            if !may_move {
                site.levels = vec![today];
            } else if let Some(later) = later.filter(|_| !programme.moves.reversible) {
                site.levels = between(today, later.levels[at]);
            }
        }
    }
    then
}

/// Whom a demand of one year's problem speaks for, where the scenario itself has none of that id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// These hard targets together, by position.
    Targets(Vec<usize>),
    /// No year costs more than doing nothing.
    DoingNothing,
    /// What a fund has in the year.
    Budget(FundIx),
    /// Recruitment of a role, by position, up to the year.
    Recruitment(usize),
}

/// Who stands behind a demand of a year's problem, by its id; nothing for the scenario's own.
pub fn behind(scenario: &Scenario, id: &str) -> Option<Behind> {
    if id == LESS {
        let hard = scenario.targets.iter().enumerate().filter(|(_, target)| target.strength == Strength::Hard);
        return Some(Behind::Targets(hard.map(|(at, _)| at).collect()));
    }
    if id == EARNED {
        let bears = |target: &Target| {
            target.strength == Strength::Hard && !target.counting.contains(&SavingKind::CostReduction)
        };
        let those = scenario.targets.iter().enumerate().filter(|(_, target)| bears(target));
        return Some(Behind::Targets(those.map(|(at, _)| at).collect()));
    }
    if id == NO_MORE {
        return Some(Behind::DoingNothing);
    }
    if scenario.rules.iter().any(|rule| rule.id == id) {
        return None;
    }
    let fund = scenario.funds.iter().position(|fund| {
        id.strip_prefix("fund ").is_some_and(|rest| rest.strip_suffix(" alone").unwrap_or(rest) == fund.id)
    });
    let mut roles = scenario.programme.iter().flat_map(|programme| &programme.roles);
    let role = roles.position(|role| id.strip_prefix("posts ") == Some(role.id.as_str()));
    fund.map(|at| Behind::Budget(FundIx(at))).or(role.map(Behind::Recruitment))
}

/// The target of a year that stands for all hard ones, and that of a year for which none asks.
const LESS: &str = "less than doing nothing";
const EARNED: &str = "income kept";
const NO_MORE: &str = "no more than doing nothing";

fn between(today: LevelIx, later: LevelIx) -> Vec<LevelIx> {
    let mut both = vec![today, later];
    both.sort_unstable();
    both.dedup();
    both
}

/// Demands as a year's problem knows them: run-rate cost reduction against doing nothing.
fn targets(scenario: &Scenario, facts: &Facts, year: usize, required: &Required) -> Vec<Target> {
    let plain = |target: &Target, amount: Pence| Target {
        amount,
        basis: Basis::AnnualLevel,
        measured: Measured::RunRate,
        against: Against::Base,
        counting: vec![SavingKind::CostReduction],
        ..target.clone()
    };
    let now = scenario.years().nth(year);
    let mut found: Vec<Target> = Vec::new();
    // Where a year has no target of its own it has to cost no more than doing nothing: a programme that
    // saves at the end is no leave to spend on the way.
    let hard = |target: &&Target| target.strength == Strength::Hard;
    let amount = required.amount.max(Pence::ZERO);
    // A limit on all that is spent stands in its place, and allows growth where it is meant.
    let whole = |rule: &Rule| matches!(rule.kind, RuleKind::CostAtMost { lines: None, .. });
    let limited = scenario.rules.iter().any(|rule| rule.strength == Strength::Hard && whole(rule));
    let first = scenario.targets.first().cloned().or_else(|| (!limited).then(|| nothing_more(scenario.end_year)));
    if let Some(first) = &first {
        let asked: Vec<&str> = scenario.targets.iter().filter(hard).map(|target| target.id.as_str()).collect();
        let (id, why) = if amount == Pence::ZERO || asked.is_empty() {
            (NO_MORE.to_owned(), None)
        } else {
            let why = format!("So that {} can be met; accounts tell whether they are", asked.join(", "));
            (LESS.to_owned(), Some(why))
        };
        found.push(Target { id, strength: Strength::Hard, why, source: None, ..plain(first, amount) });
    }
    // A soft target asks in its own year; where it asks for cash in a year, its run-rate comes near.
    for target in scenario.targets.iter().filter(|target| target.strength != Strength::Hard) {
        let amount = asked(scenario, facts, target, year);
        let due = now == Some(target.by) || (target.measured == Measured::RunRate && now > Some(target.by));
        if due && amount > Pence::ZERO {
            let id = format!("{}, as far as the footprint is asked", target.id);
            found.push(Target { id, ..plain(target, amount) });
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// To save £0 against doing nothing.
fn nothing_more(by: FinancialYear) -> Target {
    Target {
        id: String::new(),
        amount: Pence::ZERO,
        by,
        basis: Basis::AnnualLevel,
        measured: Measured::RunRate,
        against: Against::Base,
        counting: vec![SavingKind::CostReduction],
        strength: Strength::Hard,
        why: None,
        source: None,
        place: Place::default(),
    }
}

/// Where a hard target counts neither spending less nor income, what closing loses of income is taken off it all
/// the same: lines of income may lose what measures have beyond the target, and no more.
fn earnings(scenario: &Scenario, today: &State, then: &Scenario, year: usize) -> Option<Rule> {
    let now = scenario.years().nth(year)?;
    let due = scenario.targets.iter().filter(|target| target.by == now && target.strength == Strength::Hard);
    let bears = due.filter(|target| !target.counting.contains(&SavingKind::CostReduction));
    let room =
        bears.map(|target| indexed_measures(scenario, year, &target.counting) - wanted(scenario, target)).min()?;
    let own = |line: &LineIx| {
        let of = &then.lines[line.0];
        of.income && of.touchable && of.cashable && then.funds[of.fund.0].kind == FundKind::GeneralFund
    };
    let lines: Vec<LineIx> = (0..then.lines.len()).map(LineIx).filter(own).collect();
    let earned: Pence = lines.iter().map(|line| today.cost(then, line.0)).sum();
    (!lines.is_empty()).then(|| Rule {
        id: EARNED.to_owned(),
        kind: RuleKind::CostAtMost { amount: earned + room.max(Pence::ZERO), lines: Some(lines) },
        strength: Strength::Hard,
        why: Some("A target bears what is lost of income, and measures have no more than it asks for".to_owned()),
        source: None,
        place: Place::default(),
    })
}

/// A ring-fenced fund's lines cost no more than it has, or than doing nothing costs where that is more: whoever
/// stands behind a line is not asked for more than today's. Lines behind which nobody stands cost no more than
/// it has, or than what no decision can lower: that is told as overspent, and is no reason to call a programme
/// impossible.
fn funds(scenario: &Scenario, today: &State, then: &Scenario, year: usize) -> Vec<Rule> {
    let limited = scenario.funds.iter().enumerate().filter_map(|(at, fund)| {
        let terms = fund.terms.as_ref().filter(|_| fund.kind == FundKind::RingFenced)?;
        let own = |line: &LineIx| then.lines[line.0].fund.0 == at;
        let lines: Vec<LineIx> = (0..then.lines.len()).map(LineIx).filter(own).collect();
        let alone: Vec<LineIx> = lines.iter().copied().filter(|line| then.lines[line.0].backed_by.is_none()).collect();
        let nothing: Pence = lines.iter().map(|line| today.cost(then, line.0)).sum();
        let stays = |line: &LineIx| {
            let of = &then.lines[line.0];
            if of.touchable { of.fixed } else { today.cost(then, line.0) }
        };
        let stays: Pence = alone.iter().map(stays).sum();
        let rule = |id: String, amount: Pence, lines: Vec<LineIx>, or: &str| {
            (!lines.is_empty()).then(|| Rule {
                id,
                kind: RuleKind::CostAtMost { amount, lines: Some(lines) },
                strength: Strength::Hard,
                why: Some(format!("{} has {} in the year{or}", fund.id, terms.budget[year])),
                source: None,
                place: Place::default(),
            })
        };
        let has = terms.budget[year];
        let as_today = if nothing > has { ", and its lines cost more today" } else { "" };
        let all = rule(format!("fund {}", fund.id), has.max(nothing), lines, as_today);
        let alone = rule(format!("fund {} alone", fund.id), has.max(stays), alone, ", and nobody stands behind it");
        Some([all, alone].into_iter().flatten())
    });
    limited.flatten().collect()
}

/// What runs at a year's end cannot need more staff than can be there by then. Necessary, not sufficient:
/// who leaves while fewer are needed has to be recruited again, so a dip on the way leaves fewer than these;
/// accounts tell such posts as missing. Where today's own sessions need more than that, as many are allowed:
/// posts that are missing already are no reason to close a service.
fn posts(scenario: &Scenario, today: &State, year: usize) -> Vec<Rule> {
    let roles = scenario.programme.iter().flat_map(|programme| &programme.roles);
    let limited = roles.filter_map(|role| {
        let (StaffNeed::Sessions(each), Some(hires)) = (&role.need, &role.hires) else { return None };
        let today = for_sessions(each, today);
        Some(Rule {
            id: format!("posts {}", role.id),
            kind: RuleKind::PostsAtMost { each: each.clone(), at_most: most_posts(role, &hires[..=year]).max(today) },
            strength: Strength::Hard,
            why: Some(format!("No more {} can be there by then: who stays of today's, and recruitment", role.name)),
            source: None,
            place: Place::default(),
        })
    });
    limited.collect()
}

/// Sites that have changed their level in between, by position.
pub(super) fn moved(from: &State, to: &State) -> Vec<SiteIx> {
    let pairs = from.levels.iter().zip(&to.levels).enumerate();
    pairs.filter(|(_, (from, to))| from != to).map(|(at, _)| SiteIx(at)).collect()
}
