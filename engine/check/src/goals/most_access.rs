//! Most people × services near.
//!
//! ```text
//! Σ_{a,g} N[a,g] · min(choices, number of s with π[s,g] > 0 and near[s,a])        maximise
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N | people, whether they would use it or not | persons | area, by group |
//! | s | the services that count, each once | – | goal |
//! | π | take-up at the door: above 0 the service suits the group | 0–1 | service |
//! | near | an offer of s that counts runs near enough, or everywhere | 0 or 1 | `rules/near.rs` |
//! | choices | the most that counts for one person | services | goal |
//!
//! A whole number. Source: the domain note, *local reach; number of distinct suitable choices*.

use doorstep_scenario::Access;

use crate::rules::{Facts, near};

pub(super) fn value(facts: &Facts<'_>, access: &Access) -> f64 {
    let scenario = facts.scenario;
    let near: Vec<Vec<bool>> = access.counted.iter().map(|counted| near::near(facts, counted, access.near)).collect();
    let mut sum = 0_u64;
    for (at, area) in scenario.areas.iter().enumerate() {
        for (group, people) in area.people.iter().enumerate() {
            let mut have = 0_u64;
            for (counted, near) in access.counted.iter().zip(&near) {
                let take_up = scenario.services[counted.service.0].take_up[group];
                if near[at] && take_up.is_some_and(|share| share.value() > 0.0) {
                    have += 1;
                }
            }
            sum += u64::from(*people) * have.min(u64::from(access.choices));
        }
    }
    sum as f64
}
