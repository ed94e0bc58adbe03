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

/// A scenario as a workbook that somebody fills in: what [`Workbook`] holds, and what helps with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Template {
    /// The scenario's headline.
    pub title: String,
    /// Its sheets in order.
    pub sheets: Vec<TemplateSheet>,
    /// Texts that travel with it, by the names of their files: each a sheet that is not filled in, a line a row.
    pub notes: Vec<(String, String)>,
}

/// A sheet to fill in: a head in its first row, and rows below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TemplateSheet {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub about: String,
    /// Its columns.
    pub heads: Vec<TemplateHead>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<TemplateCell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TemplateHead {
    /// Its name, as it is read.
    pub name: String,
    /// What it means, and what may stand in it.
    pub note: String,
    /// Must it be given?
    pub needed: bool,
    /// How an empty cell of it looks.
    pub look: Look,
    /// What an empty cell of it offers.
    pub offers: Offers,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TemplateCell {
    /// What stands in it.
    pub value: Option<CellValue>,
    /// How it looks.
    pub look: Look,
    /// What may be chosen.
    pub offers: Offers,
}

/// How a cell shows what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Text, whatever it looks like.
    #[default]
    Text,
    /// Sentences, over several lines where they are long.
    Words,
    /// A number.
    Number,
    /// Pounds and pence.
    Money,
    /// A share: 0.25 is 25 %.
    Share,
}

/// What a cell offers to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Offers {
    /// Nothing: it is written.
    #[default]
    Nothing,
    /// One of these words.
    Words(Vec<String>),
    /// One of these words, of which some have a value of their own behind them: `Site: hub`.
    Hints(Vec<String>),
    /// One of what stands in the column `id` of a sheet.
    Ids(String),
}

impl Template {
    /// What a reader would find in it.
    #[must_use]
    pub fn workbook(&self, file: &str) -> Workbook {
        let tab = |sheet: &TemplateSheet| {
            let head = |(at, head): (usize, &TemplateHead)| Cell {
                row: 1,
                column: at + 1,
                value: CellValue::Text(head.name.clone()),
            };
            let mut cells: Vec<Cell> = sheet.heads.iter().enumerate().map(head).collect();
            for (row, of) in (2..).zip(&sheet.rows) {
                let given = (1..).zip(of).filter_map(|(column, cell)| Some((column, cell.value.clone()?)));
                cells.extend(given.map(|(column, value)| Cell { row, column, value }));
            }
            Tab { name: sheet.name.clone(), cells }
        };
        let note = |(name, text): &(String, String)| {
            let line = |(row, line): (usize, &str)| Cell { row, column: 1, value: CellValue::Text(line.to_owned()) };
            let cells = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty()).map(line).collect();
            Tab { name: in_brackets(name), cells }
        };
        let tabs = self.sheets.iter().map(tab).chain(self.notes.iter().map(note)).collect();
        Workbook { file: file.to_owned(), tabs }
    }
}

/// What a sheet is called that says nothing of a scenario.
#[must_use]
pub fn in_brackets(name: &str) -> String {
    format!("({name})")
}
