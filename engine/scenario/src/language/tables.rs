//! CSV tables: a header, rows, and for every cell the place it stands at.

use super::files::{Files, TABLE_LIMIT};
use super::scalars::{exact_sessions, money_text, real, to_whole};
use crate::fault::{quoted, suggestion};
use crate::{Code, Faults, Pence, Place, Sessions};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Most rows a table may have.
const ROWS: usize = 5_000_000;
/// Longest line, in bytes.
const LINE: usize = 1_000_000;

/// A table as read: trimmed text, by column name.
pub(super) struct Table {
    file: String,
    columns: Vec<String>,
    used: RefCell<BTreeSet<usize>>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    line: usize,
    cells: &'t [String],
}

/// A column that was found in a table.
#[derive(Clone, Copy)]
pub(super) struct Column(usize);

impl Table {
    /// Reads a table. `None` when there is nothing usable in it.
    pub fn read(name: &str, asked_at: &Place, files: &mut Files<'_>, faults: &mut Faults) -> Option<Table> {
        let text = files.text(name, TABLE_LIMIT, asked_at, faults)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let whole = Place::file(name);
        if let Some(line) = text.split(['\n', '\r']).position(|line| line.len() > LINE) {
            faults.add(
                Code::RowShape,
                &whole,
                format!("line {} is longer than 1 MB", line + 1),
                "Is this a CSV file with one row a line?",
            );
            return None;
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let columns: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_lowercase()).collect(),
            Err(_) => Vec::new(),
        };
        if columns.iter().all(String::is_empty) {
            faults.add(
                Code::EmptyTable,
                &whole,
                format!("{} has no header", quoted(name)),
                "The first line names the columns",
            );
            return None;
        }
        for (at, column) in columns.iter().enumerate() {
            if let Some(first) = columns[..at].iter().position(|other| other == column) {
                let place = Place { line: 1, ..whole.clone() };
                faults.add(
                    Code::GivenTwice,
                    &place,
                    format!("columns {} and {} are both {}", first + 1, at + 1, quoted(column)),
                    "Keep one",
                );
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let Ok(record) = record else { continue };
            let line = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() != columns.len() {
                let place = Place { line, ..whole.clone() };
                faults.add(
                    Code::RowShape,
                    &place,
                    format!("the row has {} fields, the header has {}", record.len(), columns.len()),
                    "A comma inside a name needs quotes around the name",
                );
                continue;
            }
            if rows.len() == ROWS {
                faults.add(Code::FileTooLarge, &whole, format!("more than {ROWS} rows"), "Remove what is not needed");
                return None;
            }
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        let table = Table { file: name.to_owned(), columns, used: RefCell::default(), rows };
        files.note(name, &table.canonical());
        Some(table)
    }

    /// The same lines for the same content, whatever the order of rows and columns.
    fn canonical(&self) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|at| &self.columns[*at]);
        let join = |cells: &[String]| order.iter().map(|at| cells[*at].as_str()).collect::<Vec<_>>().join("\u{1f}");
        let mut lines: Vec<String> = self.rows.iter().map(|(_, cells)| join(cells)).collect();
        lines.sort_unstable();
        lines.insert(0, join(&self.columns));
        lines
    }

    /// The whole file.
    pub fn place(&self) -> Place {
        Place::file(&self.file)
    }

    /// A column that must be there.
    pub fn need(&self, name: &str, faults: &mut Faults) -> Option<Column> {
        let found = self.maybe(name);
        if found.is_none() {
            faults.add(
                Code::MissingColumn,
                &Place { line: 1, ..self.place() },
                format!("there is no column {}", quoted(name)),
                format!("Found: {}", self.columns.join(", ")),
            );
        }
        found
    }

    /// A column that may be missing.
    pub fn maybe(&self, name: &str) -> Option<Column> {
        let found = self.columns.iter().position(|column| *column == name.to_lowercase())?;
        self.used.borrow_mut().insert(found);
        Some(Column(found))
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    /// Warns of columns nobody asked for, and refuses those that look like data about persons.
    pub fn finish(&self, faults: &mut Faults) {
        let used = self.used.borrow();
        let place = Place { line: 1, ..self.place() };
        for (at, column) in self.columns.iter().enumerate() {
            let bare: String = column.chars().filter(char::is_ascii_alphanumeric).collect();
            if ["nhsnumber", "upn", "dateofbirth", "dob", "surname", "forename", "firstname", "lastname", "childname"]
                .contains(&bare.as_str())
            {
                faults.add(
                    Code::PersonLevel,
                    &place,
                    format!("column {} looks like data about single persons", quoted(column)),
                    "Doorstep takes counts by area only; remove the column",
                );
            } else if !used.contains(&at) {
                let known: Vec<&str> = used.iter().map(|at| self.columns[*at].as_str()).collect();
                faults.add(
                    Code::UnusedColumn,
                    &place,
                    format!("column {} is not used", quoted(column)),
                    suggestion(column, known),
                );
            }
        }
    }
}

impl<'t> Row<'t> {
    pub fn place(&self) -> Place {
        Place { file: self.table.file.clone(), line: self.line, column: 0 }
    }

    /// The text of a cell, perhaps empty.
    pub fn text(&self, column: Column) -> &'t str {
        &self.cells[column.0]
    }

    fn bad(&self, column: Column, what: &str, fix: &str, faults: &mut Faults) {
        let name = &self.table.columns[column.0];
        let cell = self.text(column);
        if ["*", "c", "x", "..", "n/a", "-", ":"].contains(&cell) || cell.starts_with('<') {
            faults.add(
                Code::SuppressedCount,
                &self.place(),
                format!("{name} is {}, which looks like a suppressed or missing number", quoted(cell)),
                "Decide what it stands for and write that number; nothing is assumed",
            );
        } else {
            faults.add(Code::BadCell, &self.place(), format!("{name} {what}: {}", quoted(cell)), fix.to_owned());
        }
    }

    /// A real number within bounds.
    pub fn number(&self, column: Column, low: f64, high: f64, faults: &mut Faults) -> Option<f64> {
        let cell = self.text(column);
        if cell.is_empty() {
            self.bad(column, "is empty", "If it is nothing, write 0", faults);
            return None;
        }
        match real(cell) {
            Ok(value) if (low..=high).contains(&value) => Some(value + 0.0),
            Ok(_) => {
                self.bad(column, &format!("is outside {low} to {high}"), "Check the unit and the sign", faults);
                None
            }
            Err(what) => {
                self.bad(column, what, "Write plain digits: 1200 or 1.5", faults);
                None
            }
        }
    }

    /// A whole number within bounds; `2.0` is 2.
    pub fn whole(&self, column: Column, high: u32, faults: &mut Faults) -> Option<u32> {
        let value = self.number(column, 0.0, f64::from(high), faults)?;
        if value.fract() != 0.0 {
            self.bad(column, "is not a whole number", "Use a whole number", faults);
            return None;
        }
        Some(to_whole(value))
    }

    /// A coordinate of the British National Grid, to the metre.
    #[allow(clippy::cast_possible_truncation, reason = "bounded to ±10^9 just before")]
    pub fn metre(&self, column: Column, faults: &mut Faults) -> Option<i32> {
        self.number(column, -1e9, 1e9, faults).map(|value| value.round() as i32)
    }

    /// Weekly sessions.
    pub fn sessions(&self, column: Column, faults: &mut Faults) -> Option<Sessions> {
        let value = self.number(column, 0.0, 1000.0, faults)?;
        let found = exact_sessions(value);
        if found.is_none() {
            self.bad(column, "is finer than a thousandth", "Use at most three decimals", faults);
        }
        found
    }

    /// An amount of money.
    pub fn money(&self, column: Column, faults: &mut Faults) -> Option<Pence> {
        money_text(self.text(column), &self.place(), faults)
    }

    /// `yes` or `no`; empty is no.
    pub fn yes_or_no(&self, column: Column, faults: &mut Faults) -> Option<bool> {
        match self.text(column).to_lowercase().as_str() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" | "" => Some(false),
            _ => {
                self.bad(column, "is neither yes nor no", "Write yes or no", faults);
                None
            }
        }
    }
}
