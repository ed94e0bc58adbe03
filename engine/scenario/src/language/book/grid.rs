//! A sheet as one table: its head in the first row, and the rows below it.

use crate::fault::quoted;
use crate::{Cell, CellValue, Code, Faults, Place, Tab};
use std::collections::{BTreeMap, BTreeSet};

/// Most columns of a sheet, as of a table in a file.
const COLUMNS: usize = 1_000;

/// A sheet as a head and the rows below it.
pub struct Grid<'t> {
    pub heads: Vec<(usize, String)>,
    pub rows: Vec<(usize, BTreeMap<usize, &'t CellValue>)>,
}

/// The head in row 1 and the rows below it; what is no single table is told.
pub fn grid<'t>(file: &str, tab: &'t Tab, faults: &mut Faults) -> Option<Grid<'t>> {
    let sheet = Place::sheet(file, &tab.name);
    let mut rows: BTreeMap<usize, BTreeMap<usize, &CellValue>> = BTreeMap::new();
    for cell in tab.cells.iter().filter(|cell| !is_blank(cell)) {
        rows.entry(cell.row).or_default().insert(cell.column, &cell.value);
    }
    let widest = rows.values().map(BTreeMap::len).max().unwrap_or(0);
    let first = rows.iter().next().map(|(row, cells)| (*row, cells.len()));
    if first.is_none_or(|(row, cells)| row > 1 || cells == 1 && widest > 2) {
        let head = rows.iter().find(|(_, cells)| cells.len() > 1 || widest <= 1).map(|(row, _)| *row);
        let (what, fix) = match (first, head) {
            (Some((row, _)), Some(head)) => {
                let text = rows[&row].values().next().map_or_else(String::new, ToString::to_string);
                let fix = format!("The head looks to be in row {head}: delete the rows above it");
                (format!("the head has to stand in row 1; row {row} is {}", quoted(&text)), fix)
            }
            _ => ("the sheet is empty".to_owned(), "Its first row names the columns; or delete the sheet".to_owned()),
        };
        faults.add(Code::BadSheet, &Place { line: first.map_or(0, |(row, _)| row), ..sheet }, what, fix);
        return None;
    }
    let heads: Vec<(usize, String)> =
        rows.remove(&1)?.into_iter().map(|(column, name)| (column, name.to_string().trim().to_owned())).collect();
    if heads.len() > COLUMNS || heads.last().is_some_and(|(column, _)| *column > COLUMNS) {
        let what = format!("more than {COLUMNS} columns");
        faults.add(Code::FileTooLarge, &sheet, what, "Remove what is not needed");
        return None;
    }
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (column, name) in &heads {
        let earlier = *known.entry(name.to_lowercase()).or_insert(*column);
        if earlier != *column {
            let what = format!(
                "columns {} and {} are both {}",
                crate::letters(earlier),
                crate::letters(*column),
                quoted(name)
            );
            faults.add(Code::GivenTwice, &Place { line: 1, column: *column, ..sheet.clone() }, what, "Keep one");
        }
    }
    let headed: BTreeSet<usize> = heads.iter().map(|(column, _)| *column).collect();
    let mut before = 1;
    for (row, cells) in &rows {
        if *row > before + 1 {
            let what = format!("after the empty row {} more follows in row {row}", before + 1);
            let fix = "Delete empty rows; a second table stands in a sheet of its own";
            faults.add(Code::BadSheet, &Place { line: *row, ..sheet.clone() }, what, fix);
        }
        before = *row;
        let total = cells.iter().take(2).find(|(_, cell)| is_total(cell));
        if let Some((column, cell)) = total {
            let what = format!("{} looks like a total", quoted(&cell.to_string()));
            let fix = "Totals are worked out, never read: delete the row";
            faults.add(Code::BadSheet, &Place { line: *row, column: *column, ..sheet.clone() }, what, fix);
        }
        for (column, cell) in cells {
            if !headed.contains(column) {
                let what = format!("{} stands in a column without a head", quoted(&cell.to_string()));
                let fix = "Name the column in row 1, or clear the cell";
                faults.add(Code::BadSheet, &Place { line: *row, column: *column, ..sheet.clone() }, what, fix);
            }
        }
    }
    rows.retain(|_, cells| !cells.values().take(2).any(|cell| is_total(cell)));
    adds_up(&sheet, &heads, &rows, faults);
    Some(Grid { heads, rows: rows.into_iter().collect() })
}

/// A last row in which a number is the sum of those above it may be a total under another name.
fn adds_up(
    sheet: &Place,
    heads: &[(usize, String)],
    rows: &BTreeMap<usize, BTreeMap<usize, &CellValue>>,
    faults: &mut Faults,
) {
    const FEWEST: usize = 3;
    let Some((last, cells)) = rows.last_key_value().filter(|_| rows.len() > FEWEST) else { return };
    for (column, head) in heads {
        let Some(CellValue::Number(sum)) = cells.get(column) else { continue };
        let above = rows.values().take(rows.len() - 1).filter_map(|row| match row.get(column) {
            Some(CellValue::Number(number)) => Some(*number),
            _ => None,
        });
        let above: f64 = above.sum();
        if *sum > 0.0 && (above - sum).abs() < 1e-6 * sum {
            let what = format!("{} is the sum of all above it, as in a row of totals", quoted(head));
            let place = Place { line: *last, column: *column, ..sheet.clone() };
            faults.add(Code::OddSheet, &place, what, "Totals are worked out, never read: delete the row if it is one");
            return;
        }
    }
}

fn is_blank(cell: &Cell) -> bool {
    matches!(&cell.value, CellValue::Text(text) if text.trim().is_empty())
}

fn is_total(cell: &CellValue) -> bool {
    let word = cell.to_string().trim().to_lowercase().replace([' ', '-'], "");
    matches!(word.as_str(), "total" | "totals" | "subtotal" | "grandtotal" | "sum")
}
