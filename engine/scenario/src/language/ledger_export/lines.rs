//! The rows of an export as text, with where each cell stands.

use super::super::files::{Files, TABLE_LIMIT};
use super::super::tables::{ROWS, RawRow, has_short_lines};
use super::mapping::Mapping;
use super::pattern::plain;
use crate::fault::{bare, quoted, some_of, suggestion};
use crate::{CellValue, Code, Faults, Place, Tab, Workbook};

/// Most letters of a row that are kept to tell which it was.
const SAID: usize = 100;

/// The rows in which something stands, by their numbers.
pub(super) struct Lines {
    /// The file, or the sheet of a workbook.
    pub place: Place,
    pub rows: Vec<Line>,
}

/// A row: its number, and its cells by their columns, from 1, without those that are empty.
pub(super) struct Line {
    pub number: usize,
    cells: Vec<(usize, String)>,
}

impl Lines {
    /// A CSV file.
    pub fn of_text(file: &str, mapping: &Mapping, files: &mut Files<'_>, faults: &mut Faults) -> Option<Self> {
        let place = Place::file(file);
        if let Some(sheet) = &mapping.sheet {
            let what =
                format!("the sheet {} is not asked for, since {} is no workbook", quoted(&sheet.text), quoted(file));
            faults.add(Code::LooksWrong, &sheet.place, what, "Remove it, or give the workbook");
        }
        let text = files.text(file, TABLE_LIMIT, &place, faults)?;
        has_short_lines(&text, file, faults)?;
        let mut rows = Vec::new();
        let mut raw = RawRow::of(&text);
        let mut reader = RawRow::reader(&text);
        while raw.next(&mut reader) {
            if raw.has_open_quote() {
                let what = format!("a quote opened in this row is not closed before line {}", raw.last);
                let place = Place { line: raw.line, ..place };
                faults.add(Code::RowShape, &place, what, "Close the quote, or write \"\" for a quote inside quotes");
                return None;
            }
            let cells = raw.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
            let cells: Vec<(usize, String)> = cells.map(|(at, cell)| (at + 1, cell.trim().to_owned())).collect();
            if rows.len() == ROWS {
                let what = format!("the export has more than {ROWS} rows");
                faults.add(
                    Code::FileTooLarge,
                    &Place { line: raw.line, ..place },
                    what,
                    "Export the year's budget alone",
                );
                return None;
            }
            if !cells.is_empty() {
                rows.push(Line { number: raw.line, cells });
            }
        }
        Some(Self { place, rows })
    }

    /// A sheet of a workbook.
    pub fn of_sheet(workbook: &Workbook, mapping: &Mapping, faults: &mut Faults) -> Option<Self> {
        let tab = chosen(workbook, mapping, faults)?;
        let mut rows: Vec<Line> = Vec::new();
        for cell in &tab.cells {
            let text = as_text(&cell.value);
            if text.trim().is_empty() {
                continue;
            }
            let last = rows.last_mut().filter(|last| last.number == cell.row);
            match last {
                Some(line) => line.cells.push((cell.column, text)),
                None => rows.push(Line { number: cell.row, cells: vec![(cell.column, text)] }),
            }
        }
        Some(Self { place: Place::sheet(&workbook.file, &tab.name), rows })
    }

    /// Where a row stands.
    pub fn row(&self, line: &Line) -> Place {
        Place { line: line.number, ..self.place.clone() }
    }

    /// Where a cell stands: in a file of text its line.
    pub fn cell(&self, line: &Line, column: usize) -> Place {
        let column = if self.place.sheet.is_empty() { 0 } else { column };
        Place { column, ..self.row(line) }
    }
}

impl Line {
    /// What stands in a column, perhaps nothing.
    pub fn text(&self, column: usize) -> &str {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).map_or("", |at| self.cells[at].1.trim())
    }

    /// Everything that stands in it.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().map(|(column, cell)| (*column, cell.as_str()))
    }

    /// The row in words, cut where it is long.
    pub fn says(&self) -> String {
        let all = self.cells.iter().map(|(_, cell)| plain(cell).into_owned()).collect::<Vec<_>>().join(" | ");
        let cut: String = all.chars().take(SAID).collect();
        if cut.len() < all.len() { format!("{cut}…") } else { cut }
    }
}

/// The sheet that the mapping names; the only one that holds something, if it names none.
fn chosen<'w>(workbook: &'w Workbook, mapping: &Mapping, faults: &mut Faults) -> Option<&'w Tab> {
    let names = || workbook.tabs.iter().map(|tab| tab.name.as_str());
    if let Some(sheet) = &mapping.sheet {
        let found = workbook.tabs.iter().find(|tab| plain(&tab.name) == plain(&sheet.text));
        if found.is_none() {
            let what = format!("{} has no sheet {}", bare(&workbook.file), quoted(&sheet.text));
            faults.add(Code::UnknownName, &sheet.place, what, suggestion(&sheet.text, names()));
        }
        return found;
    }
    let mut filled = workbook.tabs.iter().filter(|tab| !tab.cells.is_empty());
    let place = Place::file(&workbook.file);
    match (filled.next(), filled.next()) {
        (Some(only), None) => Some(only),
        (None, _) => {
            faults.add(Code::EmptyTable, &place, "the workbook holds nothing", "Give the exported ledger");
            None
        }
        (Some(_), Some(_)) => {
            let what = format!("the ledger may be in any of several sheets: {}", some_of(names()));
            faults.add(Code::MissingSetting, &place, what, "Name it in the mapping: sheet: \"…\"");
            None
        }
    }
}

/// What a cell says. A number that is a hair's breadth from whole pence is those pence: a thousandth of a penny is
/// what a binary fraction loses. Any other is written with all its digits, so that nobody takes it for pence.
fn as_text(value: &CellValue) -> String {
    const HAIR: f64 = 0.001;
    let CellValue::Number(number) = value else { return value.to_string() };
    let pence = number * 100.0;
    if number.fract() == 0.0 || (pence - pence.round()).abs() >= HAIR || pence.abs() >= 1e15 {
        return (number + 0.0).to_string();
    }
    let whole = pence.round().abs();
    let sign = if pence < 0.0 { "-" } else { "" };
    format!("{sign}{:.0}.{:02.0}", (whole / 100.0).floor(), whole % 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_sheet_are_whole_pence_or_say_that_they_are_not() {
        for (number, text) in [
            (120_000.1_f64.next_up(), "120000.10"),
            (0.1 + 0.2, "0.30"),
            (-0.29, "-0.29"),
            (-1.01, "-1.01"),
            (4711.0, "4711"),
            (-0.0, "0"),
            (0.001, "0.001"),
            (1.005, "1.005"),
            (9_999_999_999.99, "9999999999.99"),
        ] {
            assert_eq!(as_text(&CellValue::Number(number)), text);
        }
    }
}
