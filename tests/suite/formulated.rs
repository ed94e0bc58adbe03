//! Columns and rows as they are written down, whoever solves them.

use crate::chain::{each, none_wrong, prepared};
use crate::support::generate;
use doorstep::formulation::{ArmIx, Column, ColumnKey, Formulation, Grain, Row, RowKey};

fn about_flows(row: &Row) -> bool {
    matches!(row.key, RowKey::OncePerService(_) | RowKey::OnlyIfRuns(_) | RowKey::Capacity(_))
}

/// Every scenario drawn here on whole sessions and on continuous ones.
fn all(work: impl Fn(&str, Grain, u64) -> Result<(), String> + Sync) {
    let grains = [Grain::Whole, Grain::Relaxed];
    let of = |seed| grains.map(|grain| work(&format!("small({seed}) {grain:?}"), grain, seed));
    none_wrong(each(0..120, of).into_iter().flatten());
}

#[test]
fn without_rows_of_flows_all_columns_and_all_other_rows_stand_as_they_did() {
    all(|name, grain, seed| {
        let instance = prepared(&generate::small(seed));
        let whole = Formulation::formulate(&instance, grain);
        let lean = Formulation::of_decisions(&instance, grain);
        if !whole.columns.iter().eq(lean.columns.iter()) || whole.layout != lean.layout {
            return Err(format!("{name}: other columns"));
        }
        if whole.columns.iter().any(|column| whole.column(column.key) != lean.column(column.key)) {
            return Err(format!("{name}: columns found elsewhere"));
        }
        let kept: Vec<&Row> = whole.rows.iter().filter(|row| !about_flows(row)).collect();
        if kept.len() == whole.rows.len() && !instance.arms.is_empty() {
            return Err(format!("{name}: no rows of flows to leave out"));
        }
        if kept.into_iter().eq(&lean.rows) { Ok(()) } else { Err(format!("{name}: other rows")) }
    });
}

#[test]
fn a_column_stands_where_its_key_says_and_one_of_reach_follows_from_its_arm() {
    all(|name, grain, seed| {
        let instance = prepared(&generate::small(seed));
        let formulation = Formulation::formulate(&instance, grain);
        let columns = &formulation.columns;
        let found = columns.iter().enumerate().find(|(at, column)| formulation.column(column.key) != Some(*at));
        if let Some((at, column)) = found {
            return Err(format!("{name}: {column:?} stands at {at}"));
        }
        let reach = instance.arms.iter().enumerate().map(|(at, arm)| Column {
            key: ColumnKey::Reach(ArmIx(at)),
            lower: 0.0,
            upper: instance.cohorts[arm.cohort()].potential,
            whole: false,
        });
        let (first, end) = (formulation.layout.reach(0), formulation.layout.end());
        let stands = columns.iter().skip(first).take(end - first).eq(reach);
        let least = columns.is_empty() || columns.len() < end;
        if stands && !least { Ok(()) } else { Err(format!("{name}: other columns of reach")) }
    });
}
