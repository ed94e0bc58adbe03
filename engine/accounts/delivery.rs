//! How much of the saving will come: what is expected, and what is reached with 50 and 80 in 100.
//!
//! ```text
//! saving = Σ amount_i · D_i,   P(D_i = 1) = odds of its mark
//! P80    = the most that is reached with a probability of at least 80 %
//! contingency = headline − P80
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | amount | what a part of the footprint, or a measure, saves the General Fund in the end year | p a year | lines |
//! | odds | of green, amber and red | share | delivery |
//!
//! Two views: parts fail independently of each other, or together (one draw for all: a part comes if the
//! draw is not above its odds). A part that costs more instead of less is certain: hope does not make it
//! cheaper. So are posts for more cases where fewer people are reached, and what is paid for other funds; posts
//! saved by prevention are no part of it. What is saved on lines of other funds has the worst mark of what
//! changes them. Sums are exact to the penny up to 65,536 different ones; beyond that each amount is rounded
//! *down* to whole pounds, then £10, £100 and so on, and `rounded_to` says so.
//!
//! Source: domain.md, section 1 ("Deliverability") and F16.

use super::book::Book;
use super::parts::{PARTS, parts};
use super::savings::{Kinds, SavingsYear, counts};
use doorstep_scenario::{MeasureKind, Pence, Rag, Share};
use std::collections::BTreeMap;

/// Most different sums that are told apart to the penny.
const MOST_SUMS: usize = 1 << 16;
/// A probability this near to a share is that share.
const HAIR: f64 = 1e-9;

/// One thing that may come or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// What it is.
    pub name: String,
    /// What it saves in the end year; below 0 where it costs.
    pub amount: Pence,
    /// Its mark.
    pub rag: Rag,
    /// Its odds.
    pub odds: f64,
}

/// What is reached with which probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// With at least 50 in 100.
    pub p50: Pence,
    /// With at least 80 in 100.
    pub p80: Pence,
}

/// How much of the end year's saving will come.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivered {
    /// Parts of the footprint, then measures.
    pub risks: Vec<Risk>,
    /// If everything comes.
    pub headline: Pence,
    /// The mean.
    pub expected: Pence,
    /// If parts fail independently.
    pub independent: Reached,
    /// If they fail together.
    pub together: Reached,
    /// What should be held against failure: headline less what is reached with 80 in 100, independently.
    pub contingency: Pence,
    /// Amounts were rounded down to this for the independent view.
    pub rounded_to: Pence,
}

/// `saved` is what each line saves in the end year.
pub(super) fn delivery(book: &Book, saved: &SavingsYear) -> Option<Delivered> {
    let delivery = book.programme.delivery.as_ref()?;
    let (prices, state) = (book.then.last()?, book.states.last()?);
    let at = book.then.len() - 1;
    let odds = |rag: Rag| -> Share {
        delivery.odds[match rag {
            Rag::Green => 0,
            Rag::Amber => 1,
            Rag::Red => 2,
        }]
    };
    let risk =
        |name: &str, amount: Pence, rag: Rag| Risk { name: name.to_owned(), amount, rag, odds: odds(rag).value() };
    // Cost reduction and income alike, as the columns of savings have them.
    let meant = |line: usize| {
        let of = &prices.lines[line];
        counts(book, at, line) || (of.income && of.touchable && of.cashable && book.general(at, line))
    };
    let changes = parts(book, prices, state, meant);
    let mut risks: Vec<Risk> = (0..4).map(|part| risk(PARTS[part], -changes[part], delivery.footprint[part])).collect();
    for measure in &book.programme.measures {
        let line = &prices.lines[measure.line.0];
        let cash = measure.kind != MeasureKind::CostReduction || (line.touchable && line.cashable);
        let switch = matches!(measure.kind, MeasureKind::FundSwitch(_));
        if cash && !switch && book.general(at, measure.line.0) {
            let amount = book.measured(at, measure);
            risks.push(risk(&measure.name, amount, measure.rag));
        }
    }
    // Lines of other funds share their money: what the General Fund saves by them is no one step's.
    let others: Kinds = (0..book.lines())
        .filter(|line| !book.general(at, *line))
        .fold(Kinds::default(), |sum, line| sum + saved.lines[line].run_rate);
    let behind = parts(book, prices, state, |line| !book.general(at, line));
    let by_parts = (0..4).filter(|part| behind[*part] != Pence::ZERO).map(|part| delivery.footprint[part]);
    let by_measures = book.programme.measures.iter().filter(|measure| !book.general(at, measure.line.0));
    let worst = by_parts.chain(by_measures.map(|measure| measure.rag)).max().unwrap_or(Rag::Amber);
    let lost = saved.total().run_rate;
    let beside = [
        ("less to pay on lines of other funds", others.cost_reduction + others.income, worst),
        ("paid for other funds", lost.switch_lost, Rag::Red),
        ("more cases where fewer people are reached", lost.prevention_lost, Rag::Red),
    ];
    risks.extend(
        beside.map(|(name, amount, rag)| risk(name, amount, rag)).into_iter().filter(|risk| risk.amount != Pence::ZERO),
    );
    Some(delivered(risks))
}

pub(super) fn delivered(mut risks: Vec<Risk>) -> Delivered {
    // What costs more comes for certain.
    for risk in risks.iter_mut().filter(|risk| risk.amount < Pence::ZERO) {
        risk.odds = 1.0;
    }
    let headline: Pence = risks.iter().map(|risk| risk.amount).sum();
    let (sums, rounded_to) = independent(&risks);
    let independent = Reached { p50: reached(&sums, 0.5), p80: reached(&sums, 0.8) };
    let together = Reached { p50: together(&risks, 0.5), p80: together(&risks, 0.8) };
    let expected = risks.iter().map(|risk| super::round::part(risk.amount, risk.odds)).sum();
    Delivered { headline, expected, contingency: headline - independent.p80, independent, together, rounded_to, risks }
}

/// Every sum with its probability, and what amounts were rounded down to.
fn independent(risks: &[Risk]) -> (BTreeMap<i64, f64>, Pence) {
    let mut step = 1;
    loop {
        if let Some(sums) = convolved(risks, step) {
            return (sums, Pence(step));
        }
        step = if step == 1 { 100 } else { step * 10 };
    }
}

/// Nothing where there are too many different sums.
fn convolved(risks: &[Risk], step: i64) -> Option<BTreeMap<i64, f64>> {
    let mut sums = BTreeMap::from([(0_i64, 1.0_f64)]);
    for risk in risks {
        let amount = risk.amount.0.div_euclid(step) * step;
        let odds = risk.odds;
        let mut next = BTreeMap::new();
        for (sum, chance) in sums {
            for (sum, chance) in [(sum, chance * (1.0 - odds)), (sum + amount, chance * odds)] {
                if chance > 0.0 {
                    *next.entry(sum).or_insert(0.0) += chance;
                }
            }
        }
        if next.len() > MOST_SUMS {
            return None;
        }
        sums = next;
    }
    Some(sums)
}

/// The most that is reached with this probability.
fn reached(sums: &BTreeMap<i64, f64>, probability: f64) -> Pence {
    let mut chance = 0.0;
    let found = sums.iter().rev().find(|(_, each)| {
        chance += **each;
        chance >= probability - HAIR
    });
    Pence(found.or(sums.iter().next()).map_or(0, |(sum, _)| *sum))
}

/// One draw for all: at least what comes when the draw is as high as the probability.
fn together(risks: &[Risk], probability: f64) -> Pence {
    risks.iter().filter(|risk| risk.odds >= probability - HAIR).map(|risk| risk.amount).sum()
}
