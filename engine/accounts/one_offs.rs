//! What change costs once, year by year.
//!
//! ```text
//! moving         = amount · sites that go from one of these levels to one of those
//! double running = months/12 · Σ cost of the old level at t's prices      of such sites
//! posts          = max(0, cost_t(state[t−1]) − cost_t(state[t])) ÷ post at t's prices
//! exits          = posts · paid · amount
//! clawback       = Σ capital · max(0, 25 − years since designation)/25 · asked     sites that close
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | amount | for each site or post, money of the year it is paid in | p | one-offs |
//! | posts | that go | thousandths | lines |
//! | paid | share of posts that are paid to leave | share | one-offs |
//! | capital | granted for a site | p | one-offs |
//! | asked | share that will be asked for | share | one-offs |
//!
//! Double running is rounded to the penny site by site, and nothing where a level earns more than it costs.
//! Low and high are the stated shares of what is planned. Years since designation are whole financial
//! years. None of this is netted off a saving.
//!
//! Source: domain.md, section 1 ("Cost of change").

use super::book::Book;
use super::round::{for_posts, nearest, part};
use super::year::{index_of, indexed};
use crate::instance::amount_at_level;
use doorstep_scenario::{FinancialYear, LevelIx, OneOffKind, Pence};

/// Years after designation within which capital may be asked back.
const CLAWBACK_YEARS: i64 = 25;

/// One kind of one-off in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OneOffYear {
    /// How many sites, or thousandths of posts.
    pub count: i64,
    /// What is planned.
    pub planned: Pence,
    /// The least it may come to.
    pub low: Pence,
    /// The most.
    pub high: Pence,
}

/// By year and one-off.
pub(super) fn one_offs(book: &Book) -> Vec<Vec<OneOffYear>> {
    (0..book.years.len())
        .map(|at| {
            let each = book.programme.one_offs.iter().map(|one_off| {
                let (count, planned) = of_kind(book, at, &one_off.kind);
                let (low, high) = (part(planned, one_off.range.0), part(planned, one_off.range.1));
                OneOffYear { count, planned, low, high }
            });
            each.collect()
        })
        .collect()
}

fn of_kind(book: &Book, at: usize, kind: &OneOffKind) -> (i64, Pence) {
    match kind {
        OneOffKind::Moving { from, to, amount } => {
            let count = count(moves(book, at, from, to));
            (count, nearest(i128::from(amount.0) * i128::from(count), 1))
        }
        OneOffKind::DoubleRunning { from, to, months } => {
            let sites: Vec<usize> = moves(book, at, from, to).collect();
            let each = sites.iter().map(|site| double_running(book, at, *site, *months));
            (count(sites.iter().copied()), each.sum())
        }
        OneOffKind::Exits { line, post, paid, amount } => {
            let posts = exits(book, at, line.0, indexed(*post, index_of(&book.base, *line, at)));
            (posts, for_posts(*amount, posts, paid.value()))
        }
        OneOffKind::Clawback { grants, asked } => {
            let closed: Vec<_> = grants.iter().filter(|(site, ..)| closes(book, at, site.0)).collect();
            let each = closed.iter().map(|(_, capital, designated)| {
                part(still_bound(*capital, *designated, book.years[at]), asked.value())
            });
            (count(closed.iter().map(|(site, ..)| site.0)), each.sum())
        }
    }
}

fn count(sites: impl Iterator<Item = usize>) -> i64 {
    i64::try_from(sites.count()).unwrap_or(i64::MAX)
}

/// Sites that go from one of these levels to one of those in a year.
fn moves<'b>(book: &'b Book, at: usize, from: &'b [LevelIx], to: &'b [LevelIx]) -> impl Iterator<Item = usize> + 'b {
    let pairs = book.before(at).levels.iter().zip(&book.states[at].levels).enumerate();
    pairs.filter(|(_, (old, new))| old != new && from.contains(old) && to.contains(new)).map(|(site, _)| site)
}

/// Does a site close in a year?
pub(super) fn closes(book: &Book, at: usize, site: usize) -> bool {
    let level = |levels: &[LevelIx]| levels.get(site).is_some_and(|level| level.0 == 0);
    !level(&book.before(at).levels) && level(&book.states[at].levels)
}

/// So many months of what the old level costs, all lines together.
fn double_running(book: &Book, at: usize, site: usize, months: u32) -> Pence {
    let old = book.before(at).levels[site];
    let cost: Pence = (0..book.lines()).map(|line| amount_at_level(&book.then[at], site, old, line)).sum();
    nearest(i128::from(cost.0.max(0)) * i128::from(months), 12)
}

/// Posts that go, in thousandths, to the nearest.
fn exits(book: &Book, at: usize, line: usize, post: Pence) -> i64 {
    let less = book.cost(at, book.before(at), line) - book.cost(at, &book.states[at], line);
    if post <= Pence::ZERO {
        return 0;
    }
    nearest(i128::from(less.0.max(0)) * 1000, i128::from(post.0)).0
}

/// The part of a grant that may still be asked back, to the nearest penny.
fn still_bound(capital: Pence, designated: FinancialYear, now: FinancialYear) -> Pence {
    let gone = i64::from(now.0) - i64::from(designated.0);
    let left = (CLAWBACK_YEARS - gone).clamp(0, CLAWBACK_YEARS);
    nearest(i128::from(capital.0) * i128::from(left), i128::from(CLAWBACK_YEARS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_bound_for_25_years_and_a_25th_falls_away_each() {
        let left = |designated: u16, now: u16| {
            still_bound(Pence(50_000_000), FinancialYear(designated), FinancialYear(now)).to_string()
        };
        // £500,000 of 2006-07: 11 years gone in 2017-18, 14/25 = £280,000 left.
        assert_eq!(left(2006, 2017), "£280,000");
        assert_eq!(left(2006, 2006), "£500,000");
        assert_eq!(left(2006, 2031), "£0");
        assert_eq!(left(2006, 2040), "£0");
        assert_eq!(left(2020, 2017), "£500,000");
    }
}
