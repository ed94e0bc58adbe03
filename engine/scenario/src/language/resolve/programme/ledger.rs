//! The base budget as the council's ledger has it. Whether it is the baseline, to the penny, is for
//! `validate` to say, which knows what today costs.

use super::super::Names;
use crate::fault::quoted;
use crate::language::tables::Table;
use crate::{Code, Faults, LedgerRow, LineIx};
use std::collections::BTreeMap;

pub(super) fn ledger(table: &Table, names: &Names, faults: &mut Faults) -> Option<Vec<LedgerRow>> {
    let [centre, subjective, objective, section, line, amount] =
        ["cost_centre", "subjective", "objective", "section_251", "line", "amount"]
            .map(|column| table.need(column, faults));
    let (centre, subjective, objective) = (centre?, subjective?, objective?);
    let (section, line, amount) = (section?, line?, amount?);
    if table.is_empty() {
        faults.add(Code::EmptyTable, &table.place(), "the ledger has no rows", "Give the base budget, or no ledger");
    }
    let mut rows: Vec<LedgerRow> = Vec::new();
    // The same pound under two blocks, or twice under one, is the commonest slip of a merged budget.
    let mut claimed: BTreeMap<[&str; 4], (usize, &str)> = BTreeMap::new();
    let mut sound = !table.is_partial();
    for row in table.rows() {
        let key = [centre, subjective, objective, section].map(|column| row.text(column));
        let block = row.text(line);
        if let Some((first, other)) = claimed.insert(key, (row.place().line, block)) {
            let both = if other == block {
                format!("twice by the line {}", quoted(block))
            } else {
                format!("by the lines {} and {}", quoted(other), quoted(block))
            };
            let what = format!("the pounds of {} ({}) are claimed {both}; first on line {first}", key[0], key[1]);
            faults.add(Code::GivenTwice, &row.place(), what, "Each base pound belongs to one line: keep one row");
            sound = false;
        }
        let codes = [centre, subjective, objective, section].map(|column| row.coded(column, faults));
        sound &= codes.iter().all(|coded| *coded);
        let of = row.name_of(line, "cost line", &names.lines, faults).map(LineIx);
        let amount = row.signed_money(amount, faults);
        let (Some(of), Some(amount)) = (of, amount) else {
            sound = false;
            continue;
        };
        let [cost_centre, subjective, objective, section_251] = key.map(str::to_owned);
        rows.push(LedgerRow { cost_centre, subjective, objective, section_251, line: of, amount });
    }
    rows.sort();
    sound.then_some(rows)
}
