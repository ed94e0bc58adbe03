//! Most people × services near: how many of some services people have within so much travel.
//!
//! ```text
//! max Σ_{a,S} N[a,S] · v[a,S]
//! b[a,s] ≤ Σ_{o of s counts, t[a,o] ≤ limit} z[o],   0 ≤ b[a,s] ≤ 1
//! v[a,S] ≤ Σ_{s in S} b[a,s],                        0 ≤ v[a,S] ≤ choices
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | b[a,s] | service s is near area a | 0 to 1 | decided |
//! | v[a,S] | how many services that suit them people have near, as far as they count | services | decided |
//! | z[o] | offer o counts: it runs, often enough | 0 to 1 | decided |
//! | t[a,o] | travel from the area to the place; nothing everywhere | travel | `instance/travel.rs` |
//! | N[a,S] | people of the area whom just the services S suit | people | `instance/suited.rs` |
//! | choices | the most that counts for one person | services | goal |
//!
//! At choices = 1 this is the number of people with any of them near: maximal covering (Church and
//! `ReVelle` 1974). Beyond that it is a cumulative-opportunities measure of access, with a service as the opportunity,
//! so that a second place with the same service adds nothing. Columns are there only where they say more
//! than those they are made of: no b where one offer alone could be near, no v where all that suits counts,
//! no b under a v of one; areas with the same offers near share theirs. Source: domain.md, section 3 ("local
//! reach; number of distinct suitable choices").

use super::Objective;
use crate::formulation::constraints::offers_near;
use crate::formulation::{Column, ColumnKey, Formulation, RowKey};
use crate::instance::suited;
use doorstep_scenario::{AccessIx, AreaIx, GoalKind};
use std::collections::BTreeMap;

pub(super) fn add(formulation: &mut Formulation, goal: usize, access: AccessIx) {
    let instance = formulation.instance.clone();
    let access = &instance.scenario.access[access.0];
    // By service and area: the columns of what would be near.
    let near: Vec<Vec<Vec<usize>>> = access
        .counted
        .iter()
        .map(|counted| {
            let offers = offers_near(formulation, counted, access.near);
            offers.into_iter().map(|near| near.into_iter().map(|(_, counts)| counts).collect()).collect()
        })
        .collect();
    let mut shared = Shared::default();
    let mut sum = Vec::new();
    let mut set: Option<(AreaIx, usize)> = None;
    for people in suited(&instance.scenario, access) {
        let area = people.area;
        let before = set.filter(|(of, _)| *of == area);
        let number = before.map_or(0, |(_, number)| number + 1);
        set = Some((area, number));
        let services = people.services.iter().filter(|at| !near[**at][area.0].is_empty());
        let services: Vec<usize> = services.copied().collect();
        let mut each = |formulation: &mut Formulation| -> Vec<usize> {
            let of = |at: &usize| {
                let service = access.counted[*at].service;
                let keys = (ColumnKey::Near(goal, area, service), RowKey::Near(goal, area, service));
                shared.at_most(formulation, keys, 1, &near[*at][area.0])
            };
            services.iter().map(of).collect()
        };
        let columns = if services.len() <= access.choices as usize {
            each(formulation)
        } else {
            let parts = if access.choices == 1 {
                services.iter().flat_map(|at| near[*at][area.0].iter().copied()).collect()
            } else {
                each(formulation)
            };
            let keys = (ColumnKey::Choices(goal, area, number), RowKey::Choices(goal, area, number));
            vec![shared.at_most(formulation, keys, access.choices, &parts)]
        };
        sum.extend(columns.into_iter().map(|column| (column, people.people)));
    }
    formulation.sums.insert(goal, sum);
}

/// Columns that are as large as others together, up to a limit: each known by what it is made of.
#[derive(Default)]
struct Shared {
    known: BTreeMap<(u32, Vec<usize>), usize>,
}

impl Shared {
    fn at_most(
        &mut self,
        formulation: &mut Formulation,
        (column, row): (ColumnKey, RowKey),
        most: u32,
        parts: &[usize],
    ) -> usize {
        // What is made of one other, itself at most 1, is that other.
        if let [only] = parts {
            return *only;
        }
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        if let Some(known) = self.known.get(&(most, parts.clone())) {
            return *known;
        }
        let at = formulation.add_column(Column { key: column, lower: 0.0, upper: f64::from(most), whole: false });
        let mut terms: Vec<(usize, f64)> = parts.iter().map(|part| (*part, -1.0)).collect();
        terms.push((at, 1.0));
        formulation.add_row(row, f64::NEG_INFINITY, 0.0, terms);
        self.known.insert((most, parts), at);
        at
    }
}

pub(super) fn of(formulation: &Formulation, kind: GoalKind) -> Objective {
    let at = formulation.instance.scenario.goals.iter().position(|goal| goal.kind == kind);
    let terms = at.and_then(|at| formulation.sums.get(&at)).cloned().unwrap_or_default();
    Objective { maximise: true, terms, offset: 0.0, unit: 1.0 }
}
