//! Tables as sheets of their own.

use super::looks::{look, offers};
use super::{leaf, notes};
use crate::language::files::Files;
use crate::language::tables::Content;
use crate::reference::{Form, Record};
use crate::{CellValue, Look, TemplateCell, TemplateHead, TemplateSheet};

/// Most cells of tables that stand in a workbook; larger ones stay files beside it.
const CELLS: usize = 500_000;
/// Most rows of a sheet, its head among them.
const ROWS: usize = 1_048_576;
/// Longest name of a sheet, in characters.
const NAME: usize = 31;

/// The tables that were read, each a sheet.
pub fn tables(record: &Record, files: &Files<'_>) -> Vec<TemplateSheet> {
    let mut found: Vec<TemplateSheet> = Vec::new();
    let mut cells = 0;
    for heard in &record.tables {
        let Some(content) = files.table(&heard.file) else { continue };
        let usable = heard.file.to_lowercase().ends_with(".csv")
            && heard.file.encode_utf16().count() <= NAME
            && heard.file.trim() == heard.file
            && !heard.file.contains(['[', ']', ':', '*', '?', '/', '\\', '\''])
            && !heard.file.starts_with('(')
            && !found.iter().any(|sheet| sheet.name.eq_ignore_ascii_case(&heard.file));
        let size = content.rows() * content.width();
        if !usable || content.rows() + 1 > ROWS || cells + size > CELLS {
            continue;
        }
        cells += size;
        found.push(table(heard.kind, &content, record));
    }
    found
}

fn table(kind: &'static str, content: &Content, record: &Record) -> TemplateSheet {
    let columns: Vec<&str> = content.columns().collect();
    let forms: Vec<Vec<Form>> = columns
        .iter()
        .map(|name| record.cells.get(&(content.file().to_owned(), (*name).to_owned())).cloned().into_iter().collect())
        .collect();
    let heads = columns.iter().zip(&forms).map(|(name, forms)| TemplateHead {
        name: (*name).to_owned(),
        note: notes::note(kind, name),
        needed: notes::needed(kind, name),
        look: look(forms),
        offers: offers(forms),
    });
    let row = |row: usize| {
        let cell = |(at, forms): (usize, &Vec<Form>)| {
            let written = content.at(row, at).1;
            let value = (!written.is_empty()).then(|| table_cell(forms, written));
            let look = match value {
                Some(CellValue::Text(_)) => Look::Text,
                _ => look(forms),
            };
            TemplateCell { value, look, offers: offers(forms) }
        };
        forms.iter().enumerate().map(cell).collect()
    };
    TemplateSheet {
        name: content.file().to_owned(),
        about: notes::about(kind),
        heads: heads.collect(),
        rows: (0..content.rows()).map(row).collect(),
    }
}

/// A cell of a table: a number where numbers stand and it stays the same number.
fn table_cell(forms: &[Form], written: &str) -> CellValue {
    let numbers = matches!(look(forms), Look::Number | Look::Money | Look::Share);
    let plain = || crate::language::scalars::real(written).ok().filter(|number| same_number(*number, written));
    let amount = || {
        let money = look(forms) == Look::Money;
        money.then(|| crate::language::amount_of(written).ok()).flatten().map(|pence| pence.0 as f64 / 100.0)
    };
    let number = numbers.then(|| plain().or_else(amount)).flatten();
    number.map_or_else(|| CellValue::Text(written.to_owned()), CellValue::Number)
}

/// Fifteen digits are enough for it.
fn same_number(number: f64, written: &str) -> bool {
    number.abs() < 1e15
        && leaf::digits(number).parse::<f64>().is_ok_and(|shown| shown.to_bits() == number.to_bits())
        && !written.contains('_')
}
