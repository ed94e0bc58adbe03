//! What pays for one-offs, in the order of sources.
//!
//! ```text
//! Σ used[t] + unfinanced[t] = planned[t]
//! receipts[t]  = left[t−1] + Σ of sites closed for `lag` years in t      kept until used
//! allowance[t] = amount[t]                                               what is left lapses
//! reserve[t]   = reserve[t−1] − used[t]                                  never below its minimum
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | planned | one-offs of the year | p | one-offs |
//! | lag | years between closing and money | | sources |
//!
//! A site is sold once, whichever sources name it, after it has closed for the first time and only if it has
//! stayed closed since. No source is a saving, and nothing here changes what recurs.
//!
//! Source: model.md, "Funds"; domain.md, F7 and F13.

use super::book::Book;
use super::one_offs::{OneOffYear, closes};
use doorstep_scenario::{Pence, SourceKind};

/// A source in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SourceYear {
    /// What it holds when the year begins.
    pub opening: Pence,
    /// What comes in.
    pub received: Pence,
    /// What it pays.
    pub used: Pence,
    /// What lapses.
    pub lapsed: Pence,
    /// What it holds at the year's end.
    pub closing: Pence,
    /// Of that, what has to stay.
    pub minimum: Pence,
}

/// All sources in one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FinancingYear {
    /// What one-offs come to.
    pub planned: Pence,
    /// By source.
    pub sources: Vec<SourceYear>,
    /// What nothing pays.
    pub unfinanced: Pence,
}

impl FinancingYear {
    /// What all reserves hold at the year's end.
    pub fn reserves(&self, sources: &[doorstep_scenario::Source]) -> Pence {
        let each = self.sources.iter().zip(sources);
        let reserves = each.filter(|(_, source)| matches!(source.kind, SourceKind::Reserve { .. }));
        reserves.map(|(year, _)| year.closing).sum()
    }
}

pub(super) fn financing(book: &Book, one_offs: &[Vec<OneOffYear>]) -> Vec<FinancingYear> {
    let sources = &book.programme.sources;
    let mut holds: Vec<Pence> = sources
        .iter()
        .map(|source| if let SourceKind::Reserve { opening, .. } = source.kind { opening } else { Pence::ZERO })
        .collect();
    let mut sold = vec![false; book.base.sites.len()];
    let mut found = Vec::with_capacity(one_offs.len());
    for (at, items) in one_offs.iter().enumerate() {
        let planned: Pence = items.iter().map(|item| item.planned).sum();
        let mut rest = planned;
        let mut years = Vec::with_capacity(sources.len());
        for (source, held) in sources.iter().zip(&mut holds) {
            let (received, minimum, lapses) = match &source.kind {
                SourceKind::Reserve { minimum, .. } => (Pence::ZERO, *minimum, false),
                SourceKind::Allowance { amounts } => (amounts[at], Pence::ZERO, true),
                SourceKind::Receipts { sites, lag } => {
                    (receipts(book, at, sites, *lag as usize, &mut sold), Pence::ZERO, false)
                }
            };
            let opening = *held;
            let used = rest.min(opening + received - minimum).max(Pence::ZERO);
            rest -= used;
            let left = opening + received - used;
            let lapsed = if lapses { left } else { Pence::ZERO };
            *held = left - lapsed;
            years.push(SourceYear { opening, received, used, lapsed, closing: *held, minimum });
        }
        found.push(FinancingYear { planned, sources: years, unfinanced: rest });
    }
    found
}

/// What selling brings in a year: sites that closed `lag` years ago for the first time, are closed still and
/// have not been sold by another source.
fn receipts(
    book: &Book,
    at: usize,
    sites: &[(doorstep_scenario::SiteIx, Pence)],
    lag: usize,
    sold: &mut [bool],
) -> Pence {
    let Some(closing) = at.checked_sub(lag) else { return Pence::ZERO };
    let mut sum = Pence::ZERO;
    let first = |site: usize| (0..=at).find(|year| closes(book, *year, site));
    for (site, amount) in sites.iter().filter(|(site, _)| first(site.0) == Some(closing)) {
        let stayed = (closing..=at).all(|year| book.states[year].levels.get(site.0).is_some_and(|level| level.0 == 0));
        if stayed && !std::mem::replace(&mut sold[site.0], true) {
            sum += *amount;
        }
    }
    sum
}
