//! Levels and what runs at them.
//!
//! ```text
//! z ≤ Σ_{l in A} y[l], nothing else stops z, people gain by it, y[l] of one site   ⇒   z := Σ_{l in A} y[l]
//! Σ_l y[l] = 1                                                                    ⇒   y_closed := 1 − Σ_{others} y[l]
//! Σ_o a[o] z[o] ≤ Σ_l b[l] y[l] with  Σ_{o: l in A[o]} a[o] ≤ b[l] for every l          ⇒   the row says nothing
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[l] | a site is at level l | 0 or 1 | decided |
//! | z, A | an offer runs; the levels that allow it | 0 or 1 | decided, scenario |
//! | a[o], b[l] | room that an offer takes at its sessions; room at a level | hours | formulation |
//!
//! Source: the last is Andersen & Andersen 1995 (redundant rows) with z at its most.

use super::places::ByColumn;
use super::presolve::{Expression, Raw};
use super::problem::is_one;
use std::collections::BTreeMap;

/// For each column, the site row it stands in: all ones, sum 1.
fn one_level(raw: &Raw) -> Vec<Option<usize>> {
    let mut of = vec![None; raw.lower.len()];
    for row in (0..raw.rows.len()).filter(|row| is_one(raw.rows.lower[*row]) && is_one(raw.rows.upper[*row])) {
        if raw.rows.terms(row).all(|(column, each)| is_one(each) && raw.whole[column] && of[column].is_none()) {
            raw.rows.terms(row).for_each(|(column, _)| of[column] = Some(row));
        }
    }
    of
}

/// The levels of a row `z ≤ Σ y` that allow z, if it is such a row.
fn allows(raw: &Raw, site: &[Option<usize>], row: usize, runs: usize) -> Option<Vec<usize>> {
    let own = raw.rows.terms(row).find(|(column, _)| *column == runs)?.1;
    let side = if own < 0.0 { raw.rows.lower[row] } else { raw.rows.upper[row] };
    let others: Vec<(usize, f64)> = raw.rows.terms(row).filter(|(column, _)| *column != runs).collect();
    let alike = others.iter().all(|(column, each)| (*each + own).abs() == 0.0 && raw.binary(*column));
    let first = others.first().map(|(column, _)| site[*column])?;
    let one = others.len() == 1 || (first.is_some() && others.iter().all(|(column, _)| site[*column] == first));
    (side == 0.0 && alike && one).then(|| others.into_iter().map(|(column, _)| column).collect())
}

/// The rows that stop a column from growing.
fn stops(raw: &Raw, columns: &ByColumn, column: usize) -> Vec<usize> {
    let stops = columns.rows(column).filter(|(row, each)| {
        if *each > 0.0 { raw.rows.upper[*row].is_finite() } else { raw.rows.lower[*row].is_finite() }
    });
    stops.map(|(row, _)| row).collect()
}

/// Drops rows about rooms that hold everything at once.
pub(super) fn drop_ample(raw: &mut Raw) {
    let (columns, site) = (ByColumn::of(&raw.rows, raw.lower.len()), one_level(raw));
    let allowed = |runs: usize| {
        // Only rows of the other form: no two may be dropped because of each other.
        let rows = stops(raw, &columns, runs).into_iter();
        let rows = rows.filter(|row| raw.rows.lower[*row] == 0.0 && raw.rows.upper[*row] == f64::INFINITY);
        let mut found = rows.filter_map(|row| allows(raw, &site, row, runs).map(|levels| (row, levels)));
        found.next()
    };
    let ample = |row: usize| {
        if raw.rows.upper[row] != 0.0 || raw.rows.lower[row].is_finite() {
            return false;
        }
        let mut left: BTreeMap<usize, f64> = BTreeMap::new();
        for (column, each) in raw.rows.terms(row) {
            if each <= 0.0 {
                *left.entry(column).or_default() += each;
                continue;
            }
            let Some((from, levels)) = allowed(column) else { return false };
            if from == row {
                return false;
            }
            for level in levels {
                *left.entry(level).or_default() += each;
            }
        }
        left.values().all(|each| *each <= 0.0)
    };
    let ample: Vec<bool> = (0..raw.rows.len()).map(ample).collect();
    raw.keep_rows(|row| !ample[row]);
}

/// Puts levels in place of what runs at them wherever they allow it; how many.
pub(super) fn put_runs(raw: &mut Raw) -> usize {
    let (columns, site) = (ByColumn::of(&raw.rows, raw.lower.len()), one_level(raw));
    let mut found: BTreeMap<usize, Expression> = BTreeMap::new();
    let mut leaned = Vec::new();
    for column in 0..raw.lower.len() {
        if raw.gone(column) || !raw.wanted[column] || !raw.binary(column) || raw.cost[column] < 0.0 {
            continue;
        }
        let [row] = stops(raw, &columns, column)[..] else { continue };
        let Some(levels) = allows(raw, &site, row, column) else { continue };
        leaned.extend(levels.iter().copied());
        let terms = levels.into_iter().map(|level| (level, 1.0)).collect();
        found.insert(column, Expression { constant: 0.0, terms });
    }
    let count = found.len();
    raw.put(found);
    for level in leaned {
        raw.wanted[level] = true;
    }
    count
}

/// Puts 1 less the other levels in place of one level of each site; how many.
pub(super) fn put_closed(raw: &mut Raw) -> usize {
    let (columns, site) = (ByColumn::of(&raw.rows, raw.lower.len()), one_level(raw));
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (column, row) in site.iter().enumerate() {
        if let Some(row) = row {
            of.entry(*row).or_default().push(column);
        }
    }
    let mut found: BTreeMap<usize, Expression> = BTreeMap::new();
    for (row, levels) in of {
        let usable = levels.iter().copied().filter(|level| raw.binary(*level) && !raw.wanted[*level]);
        let Some(least) = usable.min_by_key(|level| columns.rows(*level).count()) else { continue };
        let terms = levels.into_iter().filter(|level| *level != least).map(|level| (level, -1.0)).collect();
        found.insert(least, Expression { constant: 1.0, terms });
        // It stays at 0 or more: so the others are at most 1 in sum.
        (raw.rows.lower[row], raw.rows.upper[row]) = (f64::NEG_INFINITY, 1.0);
        // Its own term has to go with it, not to be put in again.
        for at in raw.rows.starts[row]..raw.rows.starts[row + 1] {
            if raw.rows.columns[at] == least {
                raw.rows.values[at] = 0.0;
            }
        }
    }
    let count = found.len();
    raw.put(found);
    count
}
