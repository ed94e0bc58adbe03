//! A workbook as cells: what stands between a spreadsheet file and the language. Whoever reads or writes the file
//! knows nothing of scenarios, and the language nothing of the file.

use std::fmt;

/// A workbook: its sheets in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// The file as the user named it, for messages.
    pub file: String,
    /// Its sheets.
    pub tabs: Vec<Tab>,
}

/// A sheet: the cells in which something stands, by row and then column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Its cells, sorted by row and column.
    pub cells: Vec<Cell>,
}

/// A cell in which something stands. Rows and columns count from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Row.
    pub row: usize,
    /// Column.
    pub column: usize,
    /// What stands in it.
    pub value: CellValue,
}

/// What stands in a cell: the saved result, where it is a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Text, as it stands there.
    Text(String),
    /// A number, whatever its format shows.
    Number(f64),
    /// A day: year, month, day.
    Date(i16, i8, i8),
    /// TRUE or FALSE.
    Flag(bool),
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CellValue::Text(text) => f.write_str(text),
            CellValue::Number(number) => write!(f, "{number}"),
            CellValue::Date(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            CellValue::Flag(flag) => f.write_str(if *flag { "TRUE" } else { "FALSE" }),
        }
    }
}
