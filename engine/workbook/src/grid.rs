//! A table as cells: text, pence, numbers, and formulas with what they come to.

use crate::amount::Amount;
use crate::layout::Layout;
use doorstep_scenario::{Archive, Fault, Sheet, letters};

/// The row of the sheet in which a table's head stands, counted from 0: a title, a sentence and an empty row above.
pub const HEAD: u32 = 3;

/// Columns of ids, codes and what is written down, which are words even where they are digits.
const CODES: [&str; 13] = [
    "year",
    "line",
    "fund",
    "name",
    "item",
    "cost_centre",
    "subjective",
    "objective",
    "section_251",
    // Of an assumption: as it is written, and of many kinds.
    "value",
    "low",
    "high",
    "date",
];

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, whatever they look like.
    Text(String),
    /// Whole pence.
    Pence(i64),
    /// A number, with so many decimals.
    Number(f64, usize),
    /// A formula, and the pence it comes to.
    Formula(String, i64),
    /// Whole pence that may be changed.
    Given(i64),
    /// A share in millionths that may be changed.
    Rate(i64),
    /// A whole number that may be changed.
    Count(u32),
    /// A formula, and the billionths of a pound it comes to.
    Index(String, i64),
    /// A formula, and the word it comes to.
    Word(String, String),
}

impl Cell {
    /// Its pence; nothing for anything else.
    pub fn pence(&self) -> Option<i64> {
        match self {
            Cell::Pence(pence) | Cell::Formula(_, pence) | Cell::Given(pence) => Some(*pence),
            Cell::Empty
            | Cell::Text(_)
            | Cell::Number(..)
            | Cell::Rate(_)
            | Cell::Count(_)
            | Cell::Index(..)
            | Cell::Word(..) => None,
        }
    }
}

/// A laid-out table.
pub struct Grid {
    pub layout: &'static Layout,
    /// The table's own names of its columns.
    pub names: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// The rows that add up others.
    pub totals: Vec<usize>,
    /// Do amounts in it follow from the sheets of inputs?
    pub follows: bool,
}

impl Grid {
    /// Lays a table out.
    ///
    /// # Errors
    /// Amounts that cannot be read, and figures that do not follow from the others.
    pub fn of(layout: &'static Layout, sheet: &Sheet) -> Result<Grid, Vec<Fault>> {
        let names = sheet.columns().to_vec();
        let mut faults = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut totals = Vec::new();
        let total = layout.total.and_then(|name| names.iter().position(|column| column == name));
        let mut first = 0;
        for (at, row) in sheet.numbered() {
            let adds = total.is_some_and(|total| row.get(total).is_some_and(|cell| cell == "total"));
            let mut cells: Vec<Cell> = Vec::with_capacity(names.len());
            for (name, written) in names.iter().zip(row) {
                cells.push(read(name, written, || sheet.decimal(at, written, 2)).unwrap_or_else(|fault| {
                    faults.push(fault);
                    Cell::Empty
                }));
            }
            for (column, name) in names.iter().enumerate() {
                let Some(pence) = cells[column].pence() else { continue };
                let found = if adds {
                    let sum = rows[first..].iter().filter_map(|row| row[column].pence()).sum::<i64>();
                    let (from, to) = (place(column, row_of(first)), place(column, row_of(at) - 1));
                    (at > first).then(|| (format!("SUM({from}:{to})"), sum))
                } else {
                    follows(layout, name).and_then(|terms| formula(terms, &names, &cells, row_of(at)))
                };
                let Some((text, comes_to)) = found else { continue };
                if comes_to != pence {
                    let mut fault = sheet.fault(at, &row[column]);
                    fault.what = format!(
                        "{name} is {} and does not follow from the others, which give {:.2}",
                        row[column],
                        comes_to as f64 / 100.0
                    );
                    faults.push(fault);
                }
                cells[column] = Cell::Formula(text, pence);
            }
            if adds {
                totals.push(at);
                first = at + 1;
            }
            rows.push(cells);
        }
        if faults.is_empty() { Ok(Grid { layout, names, rows, totals, follows: false }) } else { Err(faults) }
    }

    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// The words of a cell.
    pub fn text(&self, row: usize, column: &str) -> Option<String> {
        match &self.rows[row][self.column(column)?] {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A sheet that no table is.
    pub fn made(layout: &'static Layout, names: Vec<String>, rows: Vec<Vec<Cell>>) -> Grid {
        Grid { layout, names, rows, totals: Vec::new(), follows: true }
    }

    /// Without columns in which nothing stands; before any formula names a cell.
    pub fn without_empty(&mut self) {
        for column in (0..self.names.len()).rev() {
            if self.rows.iter().all(|row| row[column] == Cell::Empty) {
                self.names.remove(column);
                for row in &mut self.rows {
                    row.remove(column);
                }
            }
        }
    }

    /// A cell, as other sheets name it, with its pence.
    pub fn at(&self, row: usize, column: &str) -> Option<Amount> {
        let at = self.column(column)?;
        Some(Amount::new(format!("'{}'!{}", self.layout.sheet, place(at, row_of(row))), self.rows[row][at].pence()?))
    }

    /// A cell, as its own sheet names it, with its pence.
    pub fn own(&self, row: usize, column: &str) -> Option<Amount> {
        let at = self.column(column)?;
        Some(Amount::new(place(at, row_of(row)), self.rows[row][at].pence()?))
    }

    /// The first row in which columns hold these words.
    pub fn row(&self, wanted: &[(&str, &str)]) -> Option<usize> {
        (0..self.rows.len()).find(|row| self.holds(*row, wanted))
    }

    /// Do columns hold these words in a row?
    pub fn holds(&self, row: usize, wanted: &[(&str, &str)]) -> bool {
        let word = |column: usize| match &self.rows[row][column] {
            Cell::Text(text) => text.as_str(),
            _ => "",
        };
        wanted.iter().all(|(name, wanted)| self.column(name).is_some_and(|column| word(column) == *wanted))
    }

    /// Puts formulas where figures stand: each has to come to the figure that is there.
    ///
    /// # Errors
    /// Figures of the run that do not follow from its others.
    pub fn follow(&mut self, archive: &Archive, found: Vec<(usize, &str, Amount)>) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        for (row, name, amount) in found {
            let Some(column) = self.column(name) else { continue };
            let Some(pence) = self.rows[row][column].pence() else { continue };
            if pence != amount.pence
                && let Some(sheet) = archive.sheet(self.layout.file)
            {
                let mut fault = sheet.fault(row, "");
                fault.what = format!(
                    "{name} is {:.2} and does not follow from costing.csv, which gives {:.2}",
                    pence as f64 / 100.0,
                    amount.pence as f64 / 100.0
                );
                faults.push(fault);
            }
            // What is nothing by construction stays a figure.
            if amount.text != "0" {
                self.rows[row][column] = Cell::Formula(amount.text, pence);
            }
            self.follows = true;
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Are there amounts that nothing on other sheets changes?
    pub fn keeps_some(&self) -> bool {
        self.rows.iter().flatten().any(|cell| matches!(cell, Cell::Pence(pence) if *pence != 0))
    }

    /// A whole column below its head, as a formula of another sheet means it.
    pub fn range(&self, column: usize) -> String {
        let (letters, last) = (letters(column + 1), row_of(self.rows.len().max(1) - 1) + 1);
        format!("'{}'!${letters}${}:${letters}${last}", self.layout.sheet, row_of(0) + 1)
    }

    /// The years it has totals of.
    pub fn years(&self) -> Vec<String> {
        self.totals.iter().filter_map(|at| self.text(*at, "year")).collect()
    }

    /// A column of the rows in which columns hold these words, added up: as a formula, and what it comes to.
    pub fn sum(&self, column: &str, wanted: &[(&str, &str)]) -> (String, i64) {
        let Some(at) = self.column(column) else { return ("0".to_owned(), 0) };
        let mut text = format!("SUMIFS({}", self.range(at));
        for (name, word) in wanted {
            if let Some(column) = self.column(name) {
                text = format!("{text},{},\"{}\"", self.range(column), word.replace('"', "\"\""));
            }
        }
        let rows = (0..self.rows.len()).filter(|row| self.holds(*row, wanted));
        (text + ")", rows.filter_map(|row| self.rows[row][at].pence()).sum())
    }

    /// A column's total of a year, where further columns hold these words.
    pub fn total(&self, column: &str, year: &str, further: &[(&str, &str)]) -> (String, i64) {
        let marks = self.layout.total.map(|name| (name, "total"));
        let wanted: Vec<(&str, &str)> =
            [("year", year)].into_iter().chain(marks).chain(further.iter().copied()).collect();
        self.sum(column, &wanted)
    }
}

/// The row of the sheet on which a row of the table stands, counted from 0.
pub fn row_of(at: usize) -> u32 {
    HEAD + 1 + u32::try_from(at).unwrap_or(u32::MAX - HEAD - 1)
}

/// A cell's name: B7.
pub fn place(column: usize, row: u32) -> String {
    format!("{}{}", letters(column + 1), row + 1)
}

fn read(name: &str, written: &str, pence: impl FnOnce() -> Result<i64, Fault>) -> Result<Cell, Fault> {
    if written.is_empty() {
        return Ok(Cell::Empty);
    }
    if name.ends_with("_gbp") {
        return pence().map(Cell::Pence);
    }
    if CODES.contains(&name) {
        return Ok(Cell::Text(written.to_owned()));
    }
    let plain = written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    // A code with zeros before it, or more digits than a spreadsheet keeps, is a name.
    let code = written.len() > 1 && written.starts_with('0') && !written.starts_with("0.") || written.len() > 15;
    match written.parse::<f64>() {
        Ok(number) if plain && !code => {
            let decimals = written.split_once('.').map_or(0, |(_, rest)| rest.len());
            Ok(Cell::Number(number, decimals))
        }
        _ => Ok(Cell::Text(written.to_owned())),
    }
}

fn follows(layout: &Layout, name: &str) -> Option<&'static [(i64, &'static str)]> {
    layout.follow.iter().find(|(column, _)| *column == name).map(|(_, terms)| *terms)
}

/// Nothing where some of it is not there: rows of other kinds stand in one table.
fn formula(terms: &[(i64, &str)], names: &[String], cells: &[Cell], row: u32) -> Option<(String, i64)> {
    let (mut text, mut sum) = (String::new(), 0);
    for (sign, name) in terms {
        let column = names.iter().position(|known| known == name)?;
        sum += sign * cells[column].pence()?;
        let sign = if *sign < 0 {
            "-"
        } else if text.is_empty() {
            ""
        } else {
            "+"
        };
        text = format!("{text}{sign}{}", place(column, row));
    }
    Some((text, sum))
}
