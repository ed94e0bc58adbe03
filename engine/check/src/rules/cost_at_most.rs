//! Lines cost at most so much.
//!
//! ```text
//! Σ_{c in C} spend[c] ≤ amount
//! shortfall = max(0, have − amount) / 100
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | spend | a year's amount of line c, of an untouchable one today's | p | `money.rs` |
//! | C | the lines named, or all | – | rule |
//! | shortfall | | £ | |
//!
//! Exact: a penny above is above. Source: the model note, *Cost*.

use doorstep_scenario::{LineIx, Pence};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::money::{pence, pounds};

pub(super) fn test(facts: &Facts<'_>, amount: Pence, named: Option<&[LineIx]>) -> Tested {
    let scenario = facts.scenario;
    let spend = facts.money.spend.iter().enumerate();
    let counted = spend.filter(|(line, _)| named.is_none_or(|named| named.contains(&LineIx(*line))));
    let have = counted.fold(0_i128, |sum, (_, spend)| sum.saturating_add(*spend));
    let above = have.saturating_sub(i128::from(amount.0)).max(0);
    let mut tested = Tested::new(Code::TooDear, "pounds");
    tested.count(compared("overall", pounds(have), amount.pounds()), pounds(above), || {
        let lines = named.map_or("all lines".to_owned(), |named| {
            let ids: Vec<String> = named.iter().map(|line| format!("`{}`", scenario.lines[line.0].id)).collect();
            ids.join(" and ")
        });
        format!("{lines} cost {} a year, allowed at most {amount}, {} more", pence(have), pence(above))
    });
    tested
}
