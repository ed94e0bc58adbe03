//! Of some conditions at least and at most so many are so.
//!
//! ```text
//! at_least ≤ n ≤ at_most,   n = how many are so
//! shortfall = max(0, at_least − n, n − at_most)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n | conditions that are so | conditions | rule, `condition.rs` |
//!
//! Told with the limit that is broken, otherwise with the one that is nearer. Source: the model
//! note, *State at each year end*.

use doorstep_scenario::Condition;

use super::condition::{is_so, told};
use super::{Facts, Tested, compared};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, among: &[Condition], at_least: u32, at_most: u32) -> Tested {
    let so: Vec<&Condition> = among.iter().filter(|condition| is_so(facts, condition)).collect();
    let have = so.iter().fold(0_u32, |sum, _| sum + 1);
    let missing = at_least.saturating_sub(have).max(have.saturating_sub(at_most));
    let wanted = if have.abs_diff(at_least) <= have.abs_diff(at_most) { at_least } else { at_most };
    let mut tested = Tested::new(Code::ConditionsMiscounted, "conditions");
    tested.count(compared("overall", f64::from(have), f64::from(wanted)), f64::from(missing), || {
        let limit = if have < at_least { "wanted at least" } else { "allowed at most" };
        let told = |among: &mut dyn Iterator<Item = &Condition>| {
            among.map(|condition| told(facts, condition)).collect::<Vec<_>>().join(", ")
        };
        if so.is_empty() {
            format!("none of {} is so, {limit} {wanted}", told(&mut among.iter()))
        } else {
            format!("{have} of {} are so ({}), {limit} {wanted}", among.len(), told(&mut so.iter().copied()))
        }
    });
    tested
}
