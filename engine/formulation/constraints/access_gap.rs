//! The share of people near something that counts is much the same in every part.
//!
//! ```text
//! b[a] ≤ Σ_{o near} z[o],   z[o] ≤ b[a] for every o near       b = 1 exactly where something near counts
//! N[p] · lo ≤ Σ_{a in p} N[a] · b[a] ≤ N[p] · hi               for every part p with people
//! hi − lo − σ ≤ gap
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | b[a] | area a has access: see `access_share.rs` | 0 to 1 | decided |
//! | z[o] | offer o counts | 0 to 1 | decided |
//! | hi, lo | highest and lowest share | share | decided |
//! | σ | shortfall, if soft | percentage points | decided |
//!
//! Source: model.md, "Equity and floors" ("gap between bands ≤ a gap"); of access and not of reach, since
//! a gap in reach can be met by turning people away.

use super::access_share::{near, people_near};
use super::{Column, ColumnKey, Formulation, RowKey, RuleIx, demand_at_most, numbered};
use doorstep_scenario::{AreaIx, Counted, Of, Per, Share, Way};

pub(super) fn add(
    formulation: &mut Formulation,
    rule: RuleIx,
    counted: &Counted,
    within: Way,
    at_most: Share,
    of: Of,
    per: Per,
) {
    let scenario = formulation.instance.scenario.clone();
    let access = near(formulation, rule, counted, within);
    for (area, near) in access.iter().enumerate() {
        for (offer, counts) in near.iter().flat_map(|(_, near)| near) {
            let Some((column, _)) = near else { continue };
            let key = RowKey::AccessEach(rule, AreaIx(area), *offer);
            formulation.add_row(key, f64::NEG_INFINITY, 0.0, vec![(*counts, 1.0), (*column, -1.0)]);
        }
    }
    let parts: Vec<_> = numbered(&scenario, per)
        .into_iter()
        .map(|(at, part)| (at, part, part.people(&scenario, counted.service, of)))
        .filter(|(_, _, people)| *people > 0.0)
        .collect();
    if parts.len() < 2 {
        return;
    }
    let share = |key| Column { key, lower: 0.0, upper: 1.0, whole: false };
    let lowest = formulation.add_column(share(ColumnKey::Lowest(rule)));
    let highest = formulation.add_column(share(ColumnKey::Highest(rule)));
    for (at, part, people) in parts {
        let near = people_near(formulation, &access, counted, of, part);
        // In shares rather than people: every row is of one size.
        let shares = |sign: f64| near.iter().map(|(column, each)| (*column, sign * each / people)).collect::<Vec<_>>();
        let (mut low, mut high) = (shares(-1.0), shares(1.0));
        low.push((lowest, 1.0));
        high.push((highest, -1.0));
        formulation.add_row(RowKey::PartShare(rule, at, false), f64::NEG_INFINITY, 0.0, low);
        formulation.add_row(RowKey::PartShare(rule, at, true), f64::NEG_INFINITY, 0.0, high);
    }
    // A shortfall is priced by the percentage point.
    let terms = vec![(lowest, -100.0), (highest, 100.0)];
    demand_at_most(formulation, rule, 0, terms, 100.0 * at_most.value(), 100.0);
}
