//! From cohorts and arms to people and places: what cannot matter is left out, who is alike is put
//! together, neighbours share a θ.
//!
//! ```text
//! v[c,j] = max { v[c,o] : column j alone makes offer o run }        dropped:  v ≤ 0, or never the best
//! same places and values  ⇒  one cohort of weight Σ N
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | c, o, j | cohort, offer, column of the master | – | instance, `presolve.rs` |
//! | v | value of one person | – | `flow.rs` |
//!
//! An arm is never the best where another of the cohort is at least as good and open whenever it is:
//! the same column; a column that always is; or, for an offer beneath levels that are columns
//! themselves, all those levels.
//!
//! Source: Chen, Li, Rojas & Xu 2023 (isomorphic aggregation); Church 2003 (equivalent assignments).

use super::flow::Flow;
use super::people::People;
use super::presolve::Expression;
use super::split::split;
use crate::instance::Instance;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What the gathering left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reduction {
    /// Decisions of the formulation.
    pub decisions: usize,
    /// Columns of the master.
    pub columns: usize,
    /// Rows about decisions alone, in the formulation.
    pub rows_before: usize,
    /// Rows of the master.
    pub rows: usize,
    /// Cohorts with anything to gain or to be served.
    pub cohorts_before: usize,
    /// Cohorts after those alike were put together.
    pub cohorts: usize,
    /// Their arms.
    pub arms_before: usize,
    /// Arms that can be better than all others of their cohort.
    pub arms_useful: usize,
    /// Those of the cohorts that are left.
    pub arms: usize,
}

/// How offers open, seen from the master.
pub(super) struct Offers<'a> {
    /// What makes each offer run, in columns of the master.
    pub runs: &'a [Expression],
    /// For a column that needs others to be open: all those, of which one is.
    pub beneath: &'a BTreeMap<usize, Vec<usize>>,
    /// Bounds of the columns.
    pub lower: &'a [f64],
    /// Bounds of the columns.
    pub upper: &'a [f64],
}

/// A column, the value of what it makes run, and the arm.
type Way = (u32, f64, usize);

/// One cohort before it is put in its place.
struct Draft {
    weight: f64,
    everyone: bool,
    spot: (usize, i32, i32),
    places: Vec<(u32, f64)>,
    base: f64,
    arms: usize,
    useful: usize,
}

/// Fewer cohorts than twice this are gathered sooner by one thread than shared out.
const SMALL: usize = 512;

/// People for a flow; what is there whatever is open; and what was left out.
pub(super) fn gather(
    instance: &Instance,
    flow: Option<Flow>,
    everyone: &[bool],
    offers: &Offers<'_>,
) -> (People, f64, Reduction) {
    let drafts: Vec<Option<Draft>> = (0..instance.cohorts.len())
        .into_par_iter()
        .with_min_len(SMALL)
        .map(|cohort| draft(instance, flow, everyone[cohort], offers, cohort))
        .collect();
    let drafts: Vec<Draft> = drafts.into_iter().flatten().collect();
    let base = drafts.iter().map(|draft| draft.weight * draft.base).sum();
    let mut reduction = Reduction {
        cohorts_before: drafts.len(),
        arms_before: drafts.iter().map(|draft| draft.arms).sum(),
        arms_useful: drafts.iter().map(|draft| draft.useful).sum(),
        ..Reduction::default()
    };
    let mut merged = merge(drafts);
    reduction.cohorts = merged.len();
    let (order, clusters) = split(&merged.iter().map(|draft| draft.spot).collect::<Vec<_>>());
    let mut people = People { clusters, ..People::default() };
    people.starts.push(0);
    for at in order {
        let draft = &mut merged[at];
        people.push(draft.weight, draft.everyone, &mut draft.places);
        draft.places = Vec::new();
    }
    reduction.arms = people.place.len();
    (people, base, reduction)
}

#[allow(clippy::cast_possible_truncation, reason = "fewer than 2³² columns")]
fn draft(instance: &Instance, flow: Option<Flow>, everyone: bool, offers: &Offers<'_>, cohort: usize) -> Option<Draft> {
    let who = &instance.cohorts[cohort];
    let weight = flow.map_or(0.0, |flow| flow.weight(instance, who)) * who.potential;
    if weight <= 0.0 && !everyone {
        return None;
    }
    let range = instance.arms_of_cohort(cohort);
    let arms = range.len();
    let mut always: Option<f64> = None;
    let mut best: Vec<Way> = Vec::with_capacity(arms);
    for at in range {
        let arm = &instance.arms[at];
        let value = flow.filter(|_| weight > 0.0).map_or(0.0, |flow| flow.value(instance, arm));
        let runs = &offers.runs[arm.offer()];
        if runs.constant >= 1.0 || runs.terms.iter().any(|(at, _)| offers.lower[*at] >= 1.0) {
            always = Some(always.map_or(value, |always| always.max(value)));
        }
        let usable = runs.terms.iter().filter(|(at, _)| offers.upper[*at] > 0.0);
        best.extend(usable.map(|(column, _)| (*column as u32, value, at)));
    }
    // The same column for several offers: the best of them.
    best.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    best.dedup_by_key(|(place, _, _)| *place);
    let of = |list: &[Way], place: usize| {
        list.binary_search_by_key(&(place as u32), |(place, _, _)| *place).ok().map(|at| list[at].1)
    };
    let all = best.clone();
    best.retain(|(place, value, _)| {
        let above = offers.beneath.get(&(*place as usize));
        !above.is_some_and(|levels| levels.iter().all(|level| of(&all, *level).is_some_and(|there| there >= *value)))
    });
    // Served in any case by what always runs: only what is better counts, from there.
    if let Some(floor) = always.map(|always| if everyone { always } else { always.max(0.0) }) {
        best.retain(|(_, value, _)| *value > floor);
        for (_, value, _) in &mut best {
            *value -= floor;
        }
        return done(instance, cohort, weight, false, best, floor, (arms, 1));
    }
    let floor = if everyone { best.iter().map(|(_, value, _)| *value).fold(f64::INFINITY, f64::min) } else { 0.0 };
    let floor = if floor.is_finite() { floor } else { 0.0 };
    for (_, value, _) in &mut best {
        *value -= floor;
    }
    best.retain(|(_, value, _)| everyone || *value > 0.0);
    done(instance, cohort, weight, everyone, best, floor, (arms, 0))
}

/// A cohort with what is left for it: of so many arms, beside so many that run in any case.
fn done(
    instance: &Instance,
    cohort: usize,
    weight: f64,
    everyone: bool,
    best: Vec<Way>,
    base: f64,
    (arms, always): (usize, usize),
) -> Option<Draft> {
    let mut useful: Vec<usize> = best.iter().map(|(_, _, arm)| *arm).collect();
    useful.sort_unstable();
    useful.dedup();
    let useful = useful.len() + always;
    let places: Vec<(u32, f64)> = best.into_iter().map(|(place, value, _)| (place, value)).collect();
    let who = &instance.cohorts[cohort];
    let at = instance.scenario.areas[who.area.0].position;
    // Somebody to be served whom nobody can serve stays: that is why nothing is possible.
    (everyone || base != 0.0 || !places.is_empty()).then_some(Draft {
        weight,
        everyone,
        spot: (who.service.0, at.easting, at.northing),
        places,
        base,
        arms,
        useful,
    })
}

/// Puts cohorts with the same places and values together.
fn merge(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mark = |draft: &Draft| {
        let numbers = draft.places.iter().flat_map(|(place, value)| [u64::from(*place), value.to_bits()]);
        numbers.fold(u64::from(draft.everyone) ^ 0xcbf2_9ce4_8422_2325, |mark, number| {
            (mark ^ number).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
        })
    };
    let mut order: Vec<(u64, usize)> = drafts.iter().enumerate().map(|(at, draft)| (mark(draft), at)).collect();
    order.sort_unstable();
    let mut gone = vec![false; drafts.len()];
    let mut from = 0;
    while from < order.len() {
        let same = order[from..].iter().take_while(|(mark, _)| *mark == order[from].0).count();
        let group = &order[from..from + same];
        for (at, (_, first)) in group.iter().enumerate() {
            if gone[*first] {
                continue;
            }
            for (_, other) in &group[at + 1..] {
                let (one, two) = (&drafts[*first], &drafts[*other]);
                let alike = one.everyone == two.everyone && one.spot.0 == two.spot.0 && one.places == two.places;
                if alike && !gone[*other] {
                    let weight = two.weight;
                    drafts[*first].weight += weight;
                    gone[*other] = true;
                }
            }
        }
        from += same;
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    drafts
}
