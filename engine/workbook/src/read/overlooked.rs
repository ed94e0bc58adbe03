//! What is easily overlooked in a sheet: rows, columns and sheets that are hidden, merged cells, and a stray cell far
//! from all others.

use super::limits::Limits;
use super::refusal::grouped;
use super::survey::Survey;
use doorstep_scenario::{Cell, Code, Faults, Place, letters};

/// A sheet of which less than one place in so many is filled has stray cells.
const SPARSE: usize = 100;
/// Most stray cells that are named.
const NAMED: usize = 3;
/// Most rows of merged areas that are looked through for cells; more hold data for sure.
const LOOKED_THROUGH: usize = 2_000_000;

/// Tells all of it.
pub(super) fn overlooked(
    cells: &[Cell],
    survey: &Survey,
    hidden: bool,
    limits: &Limits,
    sheet: &Place,
    faults: &mut Faults,
) {
    hidden_parts(cells, survey, hidden, sheet, faults);
    merged(cells, survey, sheet, faults);
    stray(cells, limits, sheet, faults);
}

fn hidden_parts(cells: &[Cell], survey: &Survey, hidden: bool, sheet: &Place, faults: &mut Faults) {
    let mut odd = |what: String, fix: &str| faults.add(Code::OddSheet, sheet, what, fix);
    if hidden && !cells.is_empty() {
        odd("the sheet is hidden, and was read".to_owned(), "Show it, or delete it if it is not meant");
    }
    let rows = cells.iter().map(|cell| cell.row).filter(|row| survey.hidden_rows.has(*row));
    let which = if survey.filtered { "filtered or hidden row" } else { "hidden row" };
    let columns = cells.iter().map(|cell| cell.column).filter(|column| survey.hidden_columns.has(*column));
    let rows = were_read(&distinct(rows.collect()), which, |row| format!("row {row}"));
    let columns =
        were_read(&distinct(columns.collect()), "hidden column", |column| format!("column {}", letters(column)));
    for what in rows.into_iter().chain(columns) {
        odd(what, "Show them, or delete them if they are not meant");
    }
}

/// 4 hidden rows were read, row 3 first.
fn were_read(numbers: &[usize], one: &str, name: impl Fn(usize) -> String) -> Option<String> {
    let first = name(*numbers.first()?);
    Some(match numbers.len() {
        1 => format!("1 {one} was read, {first}"),
        count => format!("{} {one}s were read, {first} first", grouped(count as u64)),
    })
}

/// Merged cells hold data in the first of them alone; whether it is meant for all, nobody can tell.
fn merged(cells: &[Cell], survey: &Survey, sheet: &Place, faults: &mut Faults) {
    let mut looked = 0;
    for area in &survey.merged {
        let mut rows = area.rows.0..=area.rows.1;
        let holds = rows.any(|row| {
            looked += 1;
            let at = cells.partition_point(|cell| (cell.row, cell.column) < (row, area.columns.0));
            looked > LOOKED_THROUGH
                || cells.get(at).is_some_and(|cell| cell.row == row && cell.column <= area.columns.1)
        });
        if holds {
            let place = Place { line: area.rows.0, column: area.columns.0, ..sheet.clone() };
            let what = format!("the cells {area} are merged, and only the first of them holds what is shown");
            faults.add(Code::BadSheet, &place, what, "Unmerge them, and fill in every cell that it is meant for");
        }
    }
}

/// A value that somebody typed far away by mistake makes a sheet look endless to whoever lays it out.
fn stray(cells: &[Cell], limits: &Limits, sheet: &Place, faults: &mut Faults) {
    let rows = distinct(cells.iter().map(|cell| cell.row).collect());
    let columns = distinct(cells.iter().map(|cell| cell.column).collect());
    let ends = |numbers: &[usize]| Some((*numbers.first()?, *numbers.last()?));
    let (Some(top), Some(left)) = (ends(&rows), ends(&columns)) else { return };
    let places = (top.1 - top.0 + 1) * (left.1 - left.0 + 1);
    if places <= limits.cells || cells.len() > places / SPARSE {
        return;
    }
    let (last_row, last_column) = (before_gap(&rows), before_gap(&columns));
    let far = |cell: &&Cell| cell.row > last_row || cell.column > last_column;
    let count = cells.iter().filter(far).count();
    // Cells without a gap between them, all over the sheet, are no table either.
    let named: Vec<&Cell> =
        if count > 0 { cells.iter().filter(far).take(NAMED).collect() } else { cells.last().into_iter().collect() };
    for cell in named {
        let place = Place { line: cell.row, column: cell.column, ..sheet.clone() };
        faults.add(
            Code::FileTooLarge,
            &place,
            format!(
                "the cell holds a value far from the others: the cells from {}{} to {}{} are more than {}",
                letters(left.0),
                top.0,
                letters(left.1),
                top.1,
                grouped(limits.cells as u64)
            ),
            "Clear stray cells",
        );
    }
}

/// The last number before the widest gap, which is the last of all if there is none worth the name.
fn before_gap(numbers: &[usize]) -> usize {
    let widest = numbers.windows(2).max_by_key(|pair| pair[1] - pair[0]);
    let last = numbers.last().copied().unwrap_or_default();
    widest.filter(|pair| pair[1] - pair[0] > SPARSE).map_or(last, |pair| pair[0])
}

fn distinct(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
