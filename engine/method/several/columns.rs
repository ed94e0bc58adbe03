//! The columns and rows of several formulations over one set of decisions.

use super::super::MethodError;
use super::super::assembled::{Assembled, FlatRow};
use crate::formulation::{Aim, ColumnKey, Formulation, RowKey};
use std::collections::BTreeMap;

/// Columns of all futures: those of decisions first, as each formulation has them.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// By future: where its own columns stand.
    pub place: Vec<Vec<usize>>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub whole: Vec<bool>,
}

/// Rows of all futures.
#[derive(Default)]
pub(super) struct Shared {
    pub rows: Vec<FlatRow>,
    /// "Only if it runs": four in five rows, and hardly any of them is ever broken.
    pub left_out: Vec<bool>,
    /// Rows that cannot bind.
    pub slack: Vec<usize>,
}

/// Do decisions alone settle the column, so that it is the same in every future?
fn is_shared(key: ColumnKey) -> bool {
    matches!(
        key,
        ColumnKey::Level(..)
            | ColumnKey::Runs(_)
            | ColumnKey::Sessions(_)
            | ColumnKey::SessionsAt(..)
            | ColumnKey::Enough(..)
    )
}

/// Puts them together.
pub(super) fn shared(futures: &[Formulation]) -> Result<(Columns, Shared), MethodError> {
    let Some(first) = futures.first() else {
        return Err(MethodError::Unusable("there is no future to decide for".to_owned()));
    };
    let (mut columns, mut rows) = (Columns::default(), Shared::default());
    let mut of_key: BTreeMap<ColumnKey, usize> = BTreeMap::new();
    let mut of_terms: BTreeMap<Vec<(usize, u64)>, usize> = BTreeMap::new();
    for formulation in futures {
        if !alike(first, formulation) {
            return Err(MethodError::Unusable(
                "the futures differ in what can be decided: places, levels, offers, or steps of sessions".to_owned(),
            ));
        }
        // Nothing is aimed at yet: any aim does.
        let flat = Assembled::from_formulation(formulation.clone()).flat(Aim::LeastShortfall);
        let mut place = Vec::with_capacity(flat.lower.len());
        for (own, column) in formulation.columns.iter().enumerate() {
            let (low, high) = (flat.lower[own], flat.upper[own]);
            let known = is_shared(column.key).then(|| of_key.get(&column.key).copied()).flatten();
            if let Some(at) = known {
                columns.lower[at] = columns.lower[at].max(low);
                columns.upper[at] = columns.upper[at].min(high);
                place.push(at);
                continue;
            }
            if is_shared(column.key) {
                of_key.insert(column.key, columns.lower.len());
            }
            place.push(columns.lower.len());
            columns.lower.push(low);
            columns.upper.push(high);
            columns.whole.push(flat.whole[own]);
        }
        let mut slack = flat.slack.iter().peekable();
        for (own, (low, high, terms)) in flat.rows.iter().enumerate() {
            let binds = slack.next_if_eq(&&own).is_none();
            let terms: Vec<(usize, f64)> = terms.iter().map(|(at, each)| (place[*at], *each)).collect();
            if formulation.rows.get(own).is_some_and(|row| is_of_decisions(formulation, &row.terms)) {
                let written: Vec<(usize, u64)> = terms.iter().map(|(at, each)| (*at, each.to_bits())).collect();
                if let Some(at) = of_terms.get(&written) {
                    let row = &mut rows.rows[*at];
                    (row.0, row.1) = (row.0.max(*low), row.1.min(*high));
                    continue;
                }
                of_terms.insert(written, rows.rows.len());
            }
            if !binds {
                rows.slack.push(rows.rows.len());
            }
            let key = formulation.rows.get(own).map(|row| row.key);
            rows.left_out.push(matches!(key, Some(RowKey::OnlyIfRuns(_))));
            rows.rows.push((*low, *high, terms));
        }
        columns.place.push(place);
    }
    Ok((columns, rows))
}

/// Is a row about what decisions settle alone?
fn is_of_decisions(formulation: &Formulation, terms: &[(usize, f64)]) -> bool {
    terms.iter().all(|(at, _)| is_shared(formulation.columns.at(*at).key))
}

/// Can the same be decided in both?
fn alike(one: &Formulation, other: &Formulation) -> bool {
    let sites = |formulation: &Formulation| {
        let sites = formulation.instance.scenario.sites.iter();
        sites.map(|site| (site.id.clone(), site.levels.clone())).collect::<Vec<_>>()
    };
    let (own, others) = (&one.instance.offers, &other.instance.offers);
    let same = |(a, b): (&crate::instance::Offer, &crate::instance::Offer)| {
        (a.service, a.mode, a.host, a.step) == (b.service, b.mode, b.host, b.step)
    };
    one.layout.reach(0) == other.layout.reach(0)
        && own.len() == others.len()
        && own.iter().zip(others).all(same)
        && sites(one) == sites(other)
}
