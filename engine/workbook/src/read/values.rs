//! The second way through a sheet: values, as the library gives them, one cell at a time.

use super::dates::{from_number, from_text};
use super::limits::Limits;
use super::refusal::{Judged, Refusal, megabytes};
use calamine::{DataRef, Xlsx};
use doorstep_scenario::{Cell, CellValue, Code, Faults, Place, quoted};
use std::io::{Read, Seek};

/// From here on numbers have more digits than a spreadsheet keeps, which is 15.
const DIGITS: f64 = 1e15;

/// Reads the cells of a sheet in which something stands, by row and then column. `told` is how many cells the library
/// gives up on, which were told before; `letters` is how much text may still be kept.
pub(super) fn values<S: Read + Seek>(
    book: &mut Xlsx<S>,
    name: &str,
    told: usize,
    letters: &mut usize,
    limits: &Limits,
    sheet: &Place,
    faults: &mut Faults,
) -> Judged<Vec<Cell>> {
    let damaged = || Refusal::damaged("the sheet cannot be read");
    let from_1904 = book.has_1904_epoch();
    let mut given_up = 0;
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let mut cells = Vec::new();
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // It goes on behind the cell.
            Err(_) if given_up < told => {
                given_up += 1;
                continue;
            }
            Err(_) => return Err(damaged()),
        };
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize + 1, column as usize + 1);
        match value(cell.get_value(), from_1904) {
            Ok(Some(value)) => {
                if let CellValue::Text(text) = &value {
                    *letters = letters.checked_sub(text.len()).ok_or_else(|| {
                        Refusal::too_large(
                            format!(
                                "the texts in the cells of the workbook come to more than {}, up to this sheet",
                                megabytes(limits.letters as u64)
                            ),
                            "Leave out sheets and columns that are not needed, or save the sheet as CSV",
                        )
                    })?;
                }
                cells.push(Cell { row, column, value });
            }
            Ok(None) => {}
            Err((what, fix)) => {
                let place = Place { line: row, column, ..sheet.clone() };
                faults.add(Code::BadCell, &place, what, fix);
            }
        }
    }
    if !cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
        cells.sort_by_key(|cell| (cell.row, cell.column));
    }
    for pair in cells.windows(2) {
        if (pair[0].row, pair[0].column) == (pair[1].row, pair[1].column) {
            let place = Place { line: pair[0].row, column: pair[0].column, ..sheet.clone() };
            let what = "the cell stands in the file more than once";
            faults.add(Code::BadSheet, &place, what, "Open the workbook in Excel, save it, and try again");
        }
    }
    Ok(cells)
}

/// What stands in a cell; nothing if it is empty or only blanks. What cannot be meant is told with what to do.
fn value(value: &DataRef<'_>, from_1904: bool) -> Result<Option<CellValue>, (String, &'static str)> {
    const A_DAY: &str = "Give the day alone, or format the cell as Number if it is no date";
    let text = |text: &str| (!text.trim().is_empty()).then(|| CellValue::Text(text.to_owned()));
    Ok(match value {
        DataRef::String(found) => text(found),
        DataRef::SharedString(found) => text(found),
        DataRef::Bool(flag) => Some(CellValue::Flag(*flag)),
        DataRef::Int(number) => Some(CellValue::Number(*number as f64)),
        // Told on the first way through, as are errors.
        DataRef::Float(number) if !number.is_finite() => None,
        DataRef::Float(number) if number.abs() >= DIGITS => {
            return Err((
                format!("the cell holds {number:E}, a number of more than 15 digits: the last of them are lost"),
                "Format the column as Text, and type or paste the number again from where it comes",
            ));
        }
        DataRef::Float(number) => Some(CellValue::Number(*number)),
        DataRef::DateTime(number) => {
            let (year, month, day) =
                from_number(*number, from_1904).map_err(|what| (format!("the cell holds {what}"), A_DAY))?;
            Some(CellValue::Date(year, month, day))
        }
        DataRef::DateTimeIso(found) => {
            let (year, month, day) = from_text(found)
                .map_err(|()| (format!("the cell holds {}, which is not a day", quoted(found)), A_DAY))?;
            Some(CellValue::Date(year, month, day))
        }
        DataRef::DurationIso(found) => {
            return Err((format!("the cell holds {}, a length of time", quoted(found)), A_DAY));
        }
        DataRef::Empty | DataRef::Error(_) => None,
    })
}
