//! From the base to the proposal, step by step, for a whole year at the end.
//!
//! ```text
//! base + inflation + pressures + staff + Σ parts of the footprint + Σ measures + prevention + interaction = proposal
//! interaction = (parts and measures at the end year's prices) − (the same at base prices)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | base, inflation, pressures, staff | of today's state | p a year | lines |
//! | parts | closing, levels, sessions at sites, sessions elsewhere, at base prices | p a year | states |
//! | measures | at base prices | p a year | measures |
//! | prevention | posts for fewer or more cases, at the end year's prices; no step where there is none | p a year | lines |
//! | proposal | run-rate of the end year after measures | p a year, its money | lines |
//!
//! Every step is computed by itself; none is what is left over.
//!
//! Source: domain.md, F17.

use super::book::Book;
use super::lines::Year;
use super::parts::{PARTS, parts};
use doorstep_scenario::{Measure, MeasureKind, Pence};

/// A step of the way from base to proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub name: String,
    /// A level stands from nothing; a change from where the last step ended.
    pub level: bool,
    /// How much.
    pub amount: Pence,
}

/// Every step, the base first and the proposal last; none without years.
pub(super) fn waterfall(book: &Book, years: &[Year]) -> Vec<Step> {
    let (Some(last), Some(prices), Some(state)) = (years.last(), book.then.last(), book.states.last()) else {
        return Vec::new();
    };
    let at = years.len() - 1;
    let total = last.total();
    let step = |name: &str, level: bool, amount: Pence| Step { name: name.to_owned(), level, amount };
    let mut steps = vec![
        step("Base", true, total.base),
        step("Inflation", false, total.prices),
        step("Pressures", false, total.pressures),
        step("Staff for cases", false, total.staff),
    ];
    let of_base = parts(book, &book.base, state, |_| true);
    let of_end = parts(book, prices, state, |_| true);
    let mut interaction = of_end.iter().copied().sum::<Pence>() - of_base.iter().copied().sum();
    for (name, amount) in PARTS.iter().zip(of_base) {
        steps.push(step(&capital(name), false, amount));
    }
    let lowers = |measure: &&Measure| !matches!(measure.kind, MeasureKind::FundSwitch(_));
    for measure in book.programme.measures.iter().filter(lowers) {
        let amount = measure.amounts[at];
        interaction += amount - book.measured(at, measure);
        steps.push(step(&measure.name, false, -amount));
    }
    if total.prevention != Pence::ZERO {
        steps.push(step("Prevention: posts for other numbers of cases", false, -total.prevention));
    }
    steps.push(step("Inflation on what is saved", false, interaction));
    steps.push(step("Proposal", true, total.net_run_rate()));
    steps
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
