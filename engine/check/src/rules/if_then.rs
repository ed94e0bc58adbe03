//! If one thing is so, another is.
//!
//! ```text
//! when ⇒ then
//! shortfall = 1 if when and not then, else 0
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | when, then | conditions | so or not | rule, `condition.rs` |
//!
//! Source: the model note, *State at each year end*.

use doorstep_scenario::Condition;

use super::condition::{is_so, told};
use super::{Facts, Tested, compared};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, when: &Condition, then: &Condition) -> Tested {
    let asked = is_so(facts, when);
    let have = if !asked || is_so(facts, then) { 1.0 } else { 0.0 };
    let mut tested = Tested::new(Code::ConsequenceMissing, "conditions");
    tested.count(compared("overall", have, 1.0), 1.0 - have, || {
        format!("{} is so; {} is not, though it is wanted then: 0 of 1 so", told(facts, when), told(facts, then))
    });
    tested
}
