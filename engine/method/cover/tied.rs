//! Columns that only one other holds up.
//!
//! ```text
//! c[j] ≤ 0, every row that stops d[j] from falling is  d[j] ≥ κ_i z   ⇒   d[j] := max(κ_i) z in some best plan
//! no such row at all                                              ⇒   d[j] := l[j]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d[j], c[j], l[j] | a column, what it adds to the aim, its least value | – | formulation |
//! | z | one yes-or-no column, the same in all these rows | 0 or 1 | formulation |
//!
//! So sessions stand at their least where nothing asks for more, and a level that is good for one offer
//! alone is taken only with it.
//!
//! Source: Andersen & Andersen 1995 (dominated columns).

use super::places::ByColumn;
use super::presolve::{Expression, Raw};
use std::collections::BTreeMap;

/// Puts tied columns in place; how many.
pub(super) fn put_tied(raw: &mut Raw) -> usize {
    let columns = ByColumn::of(&raw.rows, raw.lower.len());
    let mut found: BTreeMap<usize, Expression> = BTreeMap::new();
    // Columns others lean on stay for now.
    let mut leaned = vec![false; raw.lower.len()];
    for column in 0..raw.lower.len() {
        let open = raw.lower[column] < raw.upper[column];
        if !open || raw.gone(column) || raw.wanted[column] || leaned[column] || raw.cost[column] > 0.0 {
            continue;
        }
        let stops = columns.rows(column).filter(|(row, each)| {
            if *each > 0.0 { raw.rows.lower[*row].is_finite() } else { raw.rows.upper[*row].is_finite() }
        });
        let mut partner = None;
        let mut most = 0.0_f64;
        let mut tied = true;
        for (row, each) in stops {
            let Some((other, share)) = holds_up(raw, row, column, each) else {
                tied = false;
                break;
            };
            tied &= partner.is_none_or(|partner| partner == other);
            partner = Some(other);
            most = most.max(share);
        }
        let expression = match partner {
            _ if !tied => continue,
            None => Expression { constant: raw.lower[column], terms: Vec::new() },
            Some(other) => {
                let fits = raw.lower[column] == 0.0
                    && most <= raw.upper[column]
                    && (!raw.whole[column] || most.fract() == 0.0)
                    && raw.binary(other)
                    && !found.contains_key(&other);
                if !fits {
                    continue;
                }
                leaned[other] = true;
                Expression { constant: 0.0, terms: vec![(other, most)] }
            }
        };
        found.insert(column, expression);
    }
    let count = found.len();
    raw.put(found);
    count
}

/// The other column of a row `d ≥ κ z`, and κ.
fn holds_up(raw: &Raw, row: usize, column: usize, each: f64) -> Option<(usize, f64)> {
    let side = if each > 0.0 { raw.rows.lower[row] } else { raw.rows.upper[row] };
    if side != 0.0 || raw.rows.starts[row + 1] - raw.rows.starts[row] != 2 {
        return None;
    }
    let (other, value) = raw.rows.terms(row).find(|(other, _)| *other != column)?;
    Some((other, (-value / each).max(0.0)))
}
