//! Whom the services of a goal of access suit.
//!
//! ```text
//! S[a,g] = { s counted : π[s,g] > 0 }      N[a,S] = Σ { N[a,g] : S[a,g] = S }
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | S[a,g] | services that suit a group; where they live decides nothing | – | here |
//! | π | take-up at the door | 0–1 | scenario |
//! | N | people | people | areas table |
//!
//! Source: domain.md, section 3 ("number of distinct suitable choices"): what somebody would not use at the
//! door is no choice.

use doorstep_scenario::{Access, AreaIx, Scenario};

/// People of an area whom the same services suit.
#[derive(Debug, Clone, PartialEq)]
pub struct Suited {
    /// Where they live.
    pub area: AreaIx,
    /// Which services, as positions in [`Access::counted`]; at least one.
    pub services: Vec<usize>,
    /// How many people.
    pub people: f64,
}

/// Everybody whom at least one service suits, by area; groups that the same services suit are one.
pub fn suited(scenario: &Scenario, access: &Access) -> Vec<Suited> {
    let suits = |group: usize| -> Vec<usize> {
        let takes_up = |at: &usize| {
            let service = access.counted[*at].service;
            scenario.services[service.0].take_up[group].is_some_and(|share| share.value() > 0.0)
        };
        (0..access.counted.len()).filter(takes_up).collect()
    };
    let by_group: Vec<Vec<usize>> = (0..scenario.groups.len()).map(suits).collect();
    let mut all: Vec<Suited> = Vec::new();
    for (at, area) in scenario.areas.iter().enumerate() {
        let first = all.len();
        for (services, people) in by_group.iter().zip(&area.people) {
            let people = f64::from(*people);
            if services.is_empty() || people <= 0.0 {
                continue;
            }
            match all[first..].iter_mut().find(|known| known.services == *services) {
                Some(known) => known.people += people,
                None => all.push(Suited { area: AreaIx(at), services: services.clone(), people }),
            }
        }
    }
    all
}
