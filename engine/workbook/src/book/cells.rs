//! A laid-out table onto its sheet, cell by cell.

use super::look::{Look, POUNDS};
use super::{begin, charts};
use crate::grid::{Cell, Grid, HEAD, row_of};
use rust_xlsxwriter::{Format, FormatAlign, Formula, Table, TableColumn, TableStyle, Worksheet, XlsxError};

/// More rows than anybody prints without choosing among them.
const LONG: usize = 500;
/// Characters of a line of a cell that holds sentences.
const LINE: usize = 56;

/// A column's name for people: `do_nothing_gbp` is "Do nothing, £".
fn told(name: &str) -> String {
    let plain = name.strip_suffix("_gbp").unwrap_or(name).replace('_', " ");
    let mut letters = plain.chars();
    let first = letters.next().map_or_else(String::new, |letter| letter.to_uppercase().collect());
    format!("{first}{}{}", letters.as_str(), if name.ends_with("_gbp") { ", £" } else { "" })
}

pub fn write_grid(sheet: &mut Worksheet, look: &Look, grid: &Grid) -> Result<(), XlsxError> {
    let mut about = match if grid.follows { grid.layout.kept } else { grid.layout.fixed } {
        "" => grid.layout.about.to_owned(),
        why if grid.follows => format!("{}. {why}", grid.layout.about),
        why => format!("{}. {why}: they change only when Doorstep is run again", grid.layout.about),
    };
    let long = grid.rows.len() > LONG;
    if long {
        about =
            format!("{about}. {} rows: choose among them with the arrows of the head before printing", grid.rows.len());
    }
    begin(sheet, look, grid.layout.sheet, &about)?;
    let widths: Vec<usize> = (0..grid.names.len()).map(|column| width(grid, column)).collect();
    if widths.iter().sum::<usize>() > 200 {
        // A3: on A4 its letters would be too small to read.
        sheet.set_paper_size(8);
    }
    head(sheet, look, grid, &widths)?;
    let wraps = !long && (0..grid.names.len()).any(|column| longest(grid, column) > LINE);
    for (at, cells) in grid.rows.iter().enumerate() {
        let row = row_of(at);
        let total = grid.totals.contains(&at);
        let amounts = if total { &look.total } else { &look.pounds };
        let mut lines = 1;
        let mut numbers = false;
        for (cell, column) in cells.iter().zip(0..) {
            match cell {
                Cell::Text(text) if total => {
                    sheet.write_string_with_format(row, column, text, &look.total_text)?;
                }
                Cell::Text(text) if wraps && longest(grid, usize::from(column)) > LINE => {
                    sheet.write_string_with_format(row, column, text, &look.wrapped)?;
                    lines = lines.max(text.chars().count().div_ceil(LINE));
                }
                Cell::Text(text) if numbers => {
                    sheet.write_string_with_format(row, column, text, &look.after)?;
                }
                cell => write_cell(sheet, row, column, cell, amounts, look)?,
            }
            numbers = !matches!(cell, Cell::Text(_) | Cell::Word(..));
        }
        if lines > 1 {
            sheet.set_row_height(row, 15.0 * lines.min(20) as f64)?;
        }
    }
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    charts::beside(sheet, look, grid)
}

/// The head, that of a table of Excel's own where no rows between are totals.
fn head(sheet: &mut Worksheet, look: &Look, grid: &Grid, widths: &[usize]) -> Result<(), XlsxError> {
    if grid.totals.is_empty() && !grid.rows.is_empty() {
        let columns: Vec<TableColumn> =
            grid.names.iter().map(|name| TableColumn::new().set_header(told(name))).collect();
        let name: String = grid.layout.sheet.chars().filter(char::is_ascii_alphanumeric).collect();
        let table = Table::new().set_columns(&columns).set_name(format!("T_{name}")).set_style(TableStyle::None);
        let last = u16::try_from(grid.names.len().max(1) - 1).unwrap_or(u16::MAX);
        sheet.add_table(HEAD, 0, row_of(grid.rows.len() - 1), last, &table)?;
    }
    let mut after = false;
    for ((name, wide), column) in grid.names.iter().zip(widths).zip(0..) {
        let numbers =
            |row: &Vec<Cell>| !matches!(row[usize::from(column)], Cell::Empty | Cell::Text(_) | Cell::Word(..));
        let (number, of) = (grid.rows.iter().any(numbers), after);
        after = number;
        let look = match (number, of) {
            (true, _) => &look.head_right,
            (false, true) => &look.head_after,
            (false, false) => &look.head,
        };
        sheet.write_string_with_format(HEAD, column, told(name), look)?;
        sheet.set_column_width(column, *wide as f64)?;
    }
    // As many lines as its longest name needs.
    let lines = grid.names.iter().zip(widths).map(|(name, wide)| told(name).chars().count().div_ceil(wide - 2));
    sheet.set_row_height(HEAD, 16.0 * lines.max().unwrap_or(1).clamp(2, 4) as f64)?;
    Ok(())
}

/// The most characters of any of its cells.
fn longest(grid: &Grid, column: usize) -> usize {
    let wide = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Word(_, text) => text.chars().count(),
        Cell::Number(number, _) => number.to_string().len(),
        Cell::Index(..) => 13,
        Cell::Rate(_) | Cell::Count(_) => 10,
        Cell::Pence(_) | Cell::Formula(..) | Cell::Given(_) => 15,
    };
    grid.rows.iter().map(|row| wide(&row[column])).max().unwrap_or(0)
}

/// As wide as most of its cells, and wide enough for the words of its head.
fn width(grid: &Grid, column: usize) -> usize {
    let name = told(&grid.names[column]);
    let word = name.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    longest(grid, column).max(word + 1).clamp(10, LINE) + 2
}

pub fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    amounts: &Format,
    look: &Look,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // A string cell: whatever it begins with, it is no formula.
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &look.text)?;
        }
        Cell::Pence(pence) => {
            sheet.write_number_with_format(row, column, pounds(*pence), amounts)?;
        }
        Cell::Given(pence) => {
            sheet.write_number_with_format(row, column, pounds(*pence), &look.input.clone().set_num_format(POUNDS))?;
        }
        Cell::Rate(millionths) => {
            let share = *millionths as f64 / 1_000_000.0;
            sheet.write_number_with_format(row, column, share, &look.input.clone().set_num_format("0.00##%"))?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count, &look.input)?;
        }
        Cell::Index(text, billionths) => {
            let result = format!("{}", *billionths as f64 / 1_000_000_000.0);
            let shape = Format::new().set_num_format("0.000000000").set_align(FormatAlign::Top);
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(format!("={text}")).set_result(result),
                &shape,
            )?;
        }
        Cell::Word(text, word) => {
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(format!("={text}")).set_result(word.as_str()),
                &look.after,
            )?;
        }
        Cell::Number(number, decimals) => {
            let shape = if *decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(*decimals)) };
            sheet.write_number_with_format(
                row,
                column,
                *number,
                &Format::new().set_num_format(shape).set_align(FormatAlign::Top),
            )?;
        }
        Cell::Formula(text, pence) => {
            let result = format!("{}", pounds(*pence));
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(format!("={text}")).set_result(result),
                amounts,
            )?;
        }
    }
    Ok(())
}

/// Whole pence as the number nearest to their pounds: below 2⁵³ pence it rounds back to the same penny.
pub fn pounds(pence: i64) -> f64 {
    pence as f64 / 100.0
}
