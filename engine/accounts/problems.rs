//! What does not work in a plan, in words, by year.

use super::book::Book;
use super::financing::FinancingYear;
use super::funding::{FundYear, Funding};
use super::targets::TargetYear;
use doorstep_scenario::{FinancialYear, FundIx, LineIx, MeasureKind, Pence, SourceKind, Strength};

/// What kind of thing does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A fund's lines cost more than anybody pays.
    Overspent,
    /// A fund has not enough for what is switched to it.
    SwitchShort,
    /// A fund spends less than its conditions ask.
    LeastSpent,
    /// Nothing pays for one-offs.
    Unfinanced,
    /// A reserve has been used down to its minimum.
    ReserveAtMinimum,
    /// Posts are missing.
    PostsMissing,
    /// A target is missed.
    TargetMissed,
    /// A site changes its level more than once.
    MovesAgain,
    /// A site changes its level before it lawfully can.
    TooEarly,
}

/// One thing that does not work in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// When.
    pub year: FinancialYear,
    /// What kind.
    pub kind: ProblemKind,
    /// In words.
    pub words: String,
}

pub(super) fn problems(
    book: &Book,
    funding: &Funding,
    financing: &[FinancingYear],
    targets: &[TargetYear],
) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, year) in book.years.iter().enumerate() {
        let mut add = |kind: ProblemKind, words: String| found.push(Problem { year: *year, kind, words });
        of_funds(book, at, funding, &mut add);
        of_switches(book, at, funding, &mut add);
        of_one_offs(book, &financing[at], &mut add);
        for (role, path) in book.programme.roles.iter().zip(&book.staff) {
            let Some(year) = path.years.get(at).filter(|year| year.missing > 1e-6) else { continue };
            let words = format!("{}: {:.1} posts are missing of {:.1} needed", role.name, year.missing, year.need);
            add(ProblemKind::PostsMissing, words);
        }
        for held in targets.iter().filter(|held| held.year == *year && !held.kept) {
            let target = &book.base.targets[held.target];
            let hard = if target.strength == Strength::Hard { "" } else { ", which is soft," };
            let words = format!("target {}{hard} is missed by {} of {}", target.id, held.missing, held.wanted);
            add(ProblemKind::TargetMissed, words);
        }
        of_moves(book, at, &mut add);
    }
    found
}

fn of_funds(book: &Book, at: usize, funding: &Funding, add: &mut dyn FnMut(ProblemKind, String)) {
    // What the year itself spends, and what a whole year of its end would: each has to be paid.
    let over = |fund: usize, year: &FundYear, what: &str| {
        let id = &book.base.funds[fund].id;
        format!("the fund {id} cannot pay {} of its lines{what}, and nobody stands behind them", year.overspent)
    };
    let years = funding.in_year[at].funds.iter().zip(&funding.run_rate[at].funds);
    for (fund, (in_year, run_rate)) in years.enumerate() {
        if in_year.overspent > Pence::ZERO {
            add(ProblemKind::Overspent, over(fund, in_year, ""));
        } else if run_rate.overspent > Pence::ZERO {
            add(ProblemKind::Overspent, over(fund, run_rate, " in a whole year of what stands at its end"));
        }
        if in_year.below_least > Pence::ZERO {
            let id = &book.base.funds[fund].id;
            let words = format!("the fund {id} spends {} less than its least share", in_year.below_least);
            add(ProblemKind::LeastSpent, words);
        }
    }
}

/// What a fund takes over for the General Fund, where it has less than that.
fn of_switches(book: &Book, at: usize, funding: &Funding, add: &mut dyn FnMut(ProblemKind, String)) {
    let mut meant = std::collections::BTreeMap::<(LineIx, FundIx), Pence>::new();
    for measure in &book.programme.measures {
        if let MeasureKind::FundSwitch(to) = measure.kind {
            *meant.entry((measure.line, to)).or_default() += book.measured(at, measure);
        }
    }
    for ((line, fund), meant) in meant {
        let paid = funding.run_rate[at].paid(fund, line);
        if paid < meant {
            let (id, of) = (&book.base.funds[fund.0].id, &book.base.lines[line.0].id);
            let words = format!("the fund {id} takes over {paid} of the line {of} in a whole year, not {meant}");
            add(ProblemKind::SwitchShort, words);
        }
    }
}

fn of_one_offs(book: &Book, year: &FinancingYear, add: &mut dyn FnMut(ProblemKind, String)) {
    if year.unfinanced > Pence::ZERO {
        let words = format!("nothing pays {} of {} of one-off costs", year.unfinanced, year.planned);
        add(ProblemKind::Unfinanced, words);
    }
    for (source, year) in book.programme.sources.iter().zip(&year.sources) {
        let reserve = matches!(source.kind, SourceKind::Reserve { .. });
        if reserve && year.used > Pence::ZERO && year.closing == year.minimum {
            let words = format!("the reserve {} is down to its minimum of {}", source.id, year.minimum);
            add(ProblemKind::ReserveAtMinimum, words);
        }
    }
}

fn of_moves(book: &Book, at: usize, add: &mut dyn FnMut(ProblemKind, String)) {
    let moves = &book.programme.moves;
    let allowed = moves.timetable.as_ref().and_then(|timetable| timetable.allowed.get(at)).is_none_or(|ok| *ok);
    for (site, of) in book.base.sites.iter().enumerate() {
        let moved = |year: usize| book.before(year).levels.get(site) != book.states[year].levels.get(site);
        if !moved(at) {
            continue;
        }
        if !allowed {
            let words = format!("{} changes its level before consultation, decision and notice are over", of.name);
            add(ProblemKind::TooEarly, words);
        }
        if !moves.reversible && (0..at).any(moved) {
            add(ProblemKind::MovesAgain, format!("{} changes its level a second time", of.name));
        }
    }
}
