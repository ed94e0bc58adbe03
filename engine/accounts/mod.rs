//! Money over the years, from year-end states alone: no optimiser is seen here.
//!
//! Everything is in whole pence and foots to the penny; probabilities and discount factors are the only
//! real numbers, and staff the only counts of parts.
//!
//! | file | what it says |
//! |---|---|
//! | `year.rs` | the scenario as one year has it: its prices, people and pressures |
//! | `state.rs` | what stands at a year's end, by place and not by column |
//! | `staff.rs` | posts, recruitment and pay |
//! | `prevention.rs` | fewer cases after more people were reached: off unless it is asked for |
//! | `book.rs` | states and prices side by side: what all of the others are made from |
//! | `costing.rs` | what makes up every line, amount by amount |
//! | `lines.rs` | every line: do nothing, run-rate, the year itself, measures |
//! | `roll.rs` | from one year's budget to the next |
//! | `split.rs` | cost centres, section 251, virements |
//! | `funding.rs` | who pays |
//! | `savings.rs`, `targets.rs` | what is saved, by kind, and what was asked for |
//! | `one_offs.rs`, `financing.rs`, `payback.rs` | what change costs once, what pays it, when it is paid back |
//! | `parts.rs`, `waterfall.rs` | from base to proposal |
//! | `delivery.rs` | how sure the saving is |
//! | `value.rs` | net present value |
//! | `problems.rs` | what does not work |

mod book;
mod costing;
mod delivery;
mod financing;
mod funding;
mod lines;
mod one_offs;
mod parts;
mod payback;
mod prevention;
mod problems;
mod roll;
mod round;
mod savings;
mod split;
mod staff;
mod state;
mod targets;
mod value;
mod waterfall;
mod year;

#[cfg(test)]
pub(crate) mod tests;

pub use costing::{Cost, Costing, MOST_ROWS, Terms, Thing, costing};
pub use delivery::{Delivered, Reached, Risk};
pub use financing::{FinancingYear, SourceYear};
pub use funding::{FundYear, Funding, FundingYear, Payment};
pub use lines::{LineYear, Year};
pub use one_offs::OneOffYear;
pub use parts::PARTS;
pub use payback::Payback;
pub use prevention::{Effect, Prevented, ReachPath};
pub use problems::{Problem, ProblemKind};
pub use roll::Roll;
pub use savings::{Kinds, Saved, SavingsYear};
pub use split::{Coded, CodedRow, Virement};
pub use staff::{StaffPath, StaffYear, for_sessions, most_posts, staff};
pub use state::State;
pub use targets::{TargetYear, wanted};
pub use value::{Value, ValueYear};
pub use waterfall::Step;
pub use year::{at_year, indexed, indexed_measures, money_only, paid_today};

use crate::instance::counts_as_saving;
use book::Book;
use doorstep_scenario::{Pence, Scenario};
use payback::Flow;

/// Everything about a plan's money.
#[derive(Debug, Clone, PartialEq)]
pub struct Accounts {
    /// Every line in every year.
    pub years: Vec<Year>,
    /// From one year's budget to the next, by year and line.
    pub rolls: Vec<Vec<Roll>>,
    /// The council's own coding; empty without a ledger.
    pub coded: Vec<CodedRow>,
    /// What goes between headings of the ledger, by year.
    pub virements: Vec<Virement>,
    /// Who pays.
    pub funding: Funding,
    /// What is saved, by year.
    pub savings: Vec<SavingsYear>,
    /// What was asked for.
    pub targets: Vec<TargetYear>,
    /// What change costs once, by year and one-off.
    pub one_offs: Vec<Vec<OneOffYear>>,
    /// What pays it, by year.
    pub financing: Vec<FinancingYear>,
    /// When it is paid back.
    pub payback: Payback,
    /// Every role over the years.
    pub staff: Vec<StaffPath>,
    /// What prevention changes, where it is used and reach is known, and what it would have to.
    pub prevention: Prevented,
    /// From base to proposal.
    pub waterfall: Vec<Step>,
    /// How sure the saving is, where that is stated.
    pub delivery: Option<Delivered>,
    /// Net present value, where rates are stated.
    pub value: Option<Value>,
    /// What does not work, by year.
    pub problems: Vec<Problem>,
}

/// The accounts of a plan that leaves these states at the end of each year after the baseline. A state
/// that is not given is as the last one was.
pub fn accounts(scenario: &Scenario, states: &[State]) -> Accounts {
    accounts_with(scenario, states, None)
}

/// The same where it is known how many people the plan reaches: effects of prevention that are used are
/// counted then, as avoidance.
pub fn accounts_with(scenario: &Scenario, states: &[State], reach: Option<&ReachPath>) -> Accounts {
    let book = Book::of(scenario, states, reach);
    let years = lines::years(&book);
    let coded = split::coded(&book.programme, &years);
    let funding = funding::funding(&book, &years);
    let savings = savings::savings(&book, &years, &funding);
    let one_offs = one_offs::one_offs(&book);
    let financing = financing::financing(&book, &one_offs);
    let cash: Vec<Pence> =
        savings.iter().zip(&financing).map(|(saved, paid)| saved.total().in_year.cash() - paid.planned).collect();
    let targets = targets::targets(scenario, &savings);
    Accounts {
        rolls: roll::rolls(&years),
        virements: split::virements(&coded, &years),
        payback: payback::payback(&flows(&book, &years, &savings, &financing)),
        waterfall: waterfall::waterfall(&book, &years),
        delivery: savings.last().and_then(|saved| delivery::delivery(&book, saved)),
        value: value::value(&book.programme.discount, &cash),
        problems: problems::problems(&book, &funding, &financing, &targets),
        prevention: prevention::prevented(&book, &years),
        years,
        coded,
        funding,
        targets,
        savings,
        one_offs,
        financing,
        staff: book.staff,
    }
}

/// Cash month by month: what this year's moves save comes after their month, all else evenly.
fn flows(book: &Book, years: &[Year], savings: &[SavingsYear], financing: &[FinancingYear]) -> Vec<Flow> {
    let each = years.iter().zip(savings).zip(financing).enumerate().map(|(at, ((year, saved), paid))| {
        let moved: Pence = year
            .lines
            .iter()
            .enumerate()
            .filter(|(line, _)| counts_as_saving(&book.then[at], *line))
            .map(|(_, line)| line.before - line.in_year)
            .sum();
        let earlier = saved.total().in_year.cash() - moved;
        Flow { months: year.months, earlier: earlier.0, moved: moved.0, paid: paid.planned.0 }
    });
    each.collect()
}
