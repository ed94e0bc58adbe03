//! CSV tables: a header, rows, and for every cell the place it stands at.

use super::decode::look_up;
use super::files::{Files, TABLE_LIMIT};
use super::scalars::{exact_sessions, money_text, real, signed_money_text, to_whole, year_text};
use crate::fault::{nearest, quoted, some_of};
use crate::reference::Form;
use crate::{Code, Faults, FinancialYear, Pence, Place, Sessions};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most rows a table may have.
pub(super) const ROWS: usize = 5_000_000;
/// Most cells.
const CELLS: usize = 20_000_000;
/// Most columns.
const COLUMNS: usize = 1_000;
/// Longest line, in bytes.
const LINE: usize = 1_000_000;

/// What stands in official tables where a number is hidden or missing.
const SUPPRESSED: &[&str] = &[
    "*", "**", "c", "x", "z", "[c]", "[x]", "[z]", "[low]", ":", ".", "..", "...", "-", "–", "~", "n/a", "na", "null",
];

/// Columns that only tables about single persons have; compared by letters alone.
const PERSONAL: &[&str] =
    &["nhsnumber", "upn", "dateofbirth", "dob", "surname", "forename", "firstname", "lastname", "childname"];

/// A table as read: trimmed text, by column name.
pub(super) struct Table {
    content: Arc<Content>,
    /// Columns asked for, found or not, and whether each must be there.
    asked: RefCell<Vec<(String, bool)>>,
    /// Cells that say something else in one future than in the file, by their position in it.
    instead: Arc<Instead>,
}

/// What stands in cells instead of what the file says, by their position among all of them.
pub(super) type Instead = BTreeMap<usize, String>;

/// What a file holds: read once, whatever futures make of it.
pub(super) struct Content {
    file: String,
    /// The whole of it, for messages: the file, or the sheet of a workbook.
    origin: Place,
    columns: Vec<String>,
    /// The line each row begins on.
    lines: Vec<usize>,
    /// All cells, row after row, end to end.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
    /// Was a row left out because of its shape?
    partial: bool,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    row: usize,
}

/// A column that was found in a table.
#[derive(Clone, Copy)]
pub(super) struct Column(usize);

impl Table {
    /// Reads a table that `asked_at` names. `None` when there is nothing usable in it.
    pub fn read(name: &str, asked_at: &Place, files: &mut Files<'_>, faults: &mut Faults) -> Option<Table> {
        let name = &Files::beside(asked_at, name, faults)?;
        Table::of_file(name, asked_at, files, faults)
    }

    /// As [`Table::read`], for a file by its name as the files know it.
    pub fn of_file(name: &str, asked_at: &Place, files: &mut Files<'_>, faults: &mut Faults) -> Option<Table> {
        let read_before = files.table(name);
        let content = if let Some(content) = read_before {
            content
        } else {
            let content = Content::read(name, asked_at, files, faults)?;
            files.keep(name, content)
        };
        Some(Table { content, asked: RefCell::default(), instead: files.instead(name) })
    }
}

impl Content {
    fn read(name: &str, asked_at: &Place, files: &mut Files<'_>, faults: &mut Faults) -> Option<Content> {
        let text = files.text(name, TABLE_LIMIT, asked_at, faults)?;
        has_short_lines(&text, name, faults)?;
        let mut reader = RawRow::reader(&text);
        let mut raw = RawRow::of(&text);
        let columns = if raw.next(&mut reader) { header(&raw, name, faults)? } else { Vec::new() };
        if columns.iter().all(String::is_empty) {
            let what = format!("{} has no header", quoted(name));
            faults.add(Code::EmptyTable, &Place::file(name), what, "The first line names the columns");
            return None;
        }
        let mut table = Content {
            file: name.to_owned(),
            origin: Place::file(name),
            columns,
            lines: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            partial: false,
        };
        while raw.next(&mut reader) {
            if raw.cells.iter().all(str::is_empty) {
                continue;
            }
            table.push(&raw, faults)?;
        }
        drop((raw, reader));
        drop(text); // a large table is not kept twice
        table.note(files);
        Some(table)
    }

    /// A table that stands in a sheet of a workbook: as the file of this name would have it. `heads` are columns and
    /// their names, `rows` what stands below them; both count from 1.
    pub fn of_sheet(
        name: &str,
        origin: Place,
        heads: &[(usize, String)],
        rows: &[(usize, BTreeMap<usize, String>)],
        files: &mut Files<'_>,
    ) -> Content {
        let wide = heads.iter().map(|(column, _)| *column).max().unwrap_or(0);
        let mut columns = vec![String::new(); wide];
        for (column, head) in heads {
            columns[column - 1] = head.to_lowercase();
        }
        let mut table = Content {
            file: name.to_owned(),
            origin,
            columns,
            lines: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            partial: false,
        };
        for (row, cells) in rows {
            table.lines.push(*row);
            for column in 1..=wide {
                table.text.push_str(cells.get(&column).map_or("", |text| text.trim()));
                table.ends.push(u32::try_from(table.text.len()).unwrap_or(u32::MAX));
            }
        }
        table.note(files);
        table
    }

    /// Tells the manifest what was read.
    fn note(&self, files: &mut Files<'_>) {
        let (joined, mut lines) = self.joined_rows();
        lines.sort_unstable_by_key(|line| joined.get(line.clone()));
        let mut header = String::new();
        for column in self.order() {
            join(&mut header, &self.columns[column]);
        }
        let rows = lines.into_iter().filter_map(|line| joined.get(line));
        files.note(&self.file, std::iter::once(header.as_str()).chain(rows));
    }

    /// Takes in a row, or tells what is wrong with its shape. `None` when the table is too large.
    fn push(&mut self, raw: &RawRow<'_>, faults: &mut Faults) -> Option<()> {
        let place = Place { line: raw.line, ..Place::file(&self.file) };
        if raw.has_open_quote() {
            let what = format!("a quote opened in this row is not closed before line {}", raw.last);
            faults.add(Code::RowShape, &place, what, "Close the quote, or write \"\" for a quote inside quotes");
            self.partial = true;
            return Some(());
        }
        if raw.cells.len() != self.columns.len() {
            let what = format!("the row has {} fields, the header has {}", raw.cells.len(), self.columns.len());
            faults.add(Code::RowShape, &place, what, "A comma inside a name needs quotes around the name");
            self.partial = true;
            return Some(());
        }
        if self.lines.len() == ROWS || self.ends.len() + raw.cells.len() > CELLS {
            let what = format!("more than {ROWS} rows or {CELLS} cells");
            faults.add(Code::FileTooLarge, &place, what, "Remove what is not needed");
            return None;
        }
        self.lines.push(raw.line);
        for cell in &raw.cells {
            self.text.push_str(cell.trim());
            // A file is at most 200 MB.
            self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
        Some(())
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.columns.len() + column;
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.text.get(start..end(at)).unwrap_or("")
    }

    /// The name of a row: what stands in its column `id`, or in its first.
    pub fn name(&self, row: usize) -> &str {
        self.cell(row, self.columns.iter().position(|column| column == "id").unwrap_or(0))
    }

    /// Its file, as the files know it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The names of its columns, in small letters.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The table as CSV, with these cells instead of what the file says.
    pub fn csv(&self, instead: &Instead) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in 0..self.rows() {
            let cell = |column: usize| {
                let (at, written) = self.at(row, column);
                instead.get(&at).map_or(written, String::as_str)
            };
            writer.write_record((0..self.width()).map(cell))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    /// The position of a column by its name, in small letters.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// What stands in a cell, and its position among all of them.
    pub fn at(&self, row: usize, column: usize) -> (usize, &str) {
        (row * self.columns.len() + column, self.cell(row, column))
    }

    /// All rows as lines that are the same for the same content, whatever the order of columns: end to
    /// end, and where each stands.
    fn joined_rows(&self) -> (String, Vec<std::ops::Range<usize>>) {
        let mut all = String::with_capacity(self.text.len() + 3 * self.ends.len());
        let order = self.order();
        let lines = (0..self.lines.len()).map(|row| {
            let start = all.len();
            for column in &order {
                join(&mut all, self.cell(row, *column));
            }
            start..all.len()
        });
        let lines = lines.collect();
        (all, lines)
    }

    /// The columns in the order of their names.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|at| &self.columns[*at]);
        order
    }
}

impl Table {
    fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.content.columns.len() + column;
        self.instead.get(&at).map_or_else(|| self.content.cell(row, column), String::as_str)
    }

    /// The whole file.
    pub fn place(&self) -> Place {
        self.content.origin.clone()
    }

    /// Has it no row at all?
    pub fn is_empty(&self) -> bool {
        self.content.lines.is_empty() && !self.content.partial
    }

    /// Was a row left out because of its shape?
    pub fn is_partial(&self) -> bool {
        self.content.partial
    }

    /// A column that must be there.
    pub fn need(&self, name: &str, faults: &mut Faults) -> Option<Column> {
        let found = self.ask(name, true);
        if found.is_none() {
            let found = some_of(self.content.columns.iter().map(String::as_str));
            let fix = match nearest(&name.to_lowercase(), self.content.columns.iter().map(String::as_str)) {
                Some(near) => format!("Is it {}? Found: {found}", quoted(near)),
                None => format!("Found: {found}"),
            };
            let place = Place { line: 1, ..self.place() };
            faults.add(Code::MissingColumn, &place, format!("there is no column {}", quoted(name)), fix);
        }
        found
    }

    /// A column that may be missing.
    pub fn maybe(&self, name: &str) -> Option<Column> {
        self.ask(name, false)
    }

    fn ask(&self, name: &str, needed: bool) -> Option<Column> {
        let name = name.trim().to_lowercase();
        let found = self.content.columns.iter().position(|column| *column == name);
        let mut asked = self.asked.borrow_mut();
        match asked.iter_mut().find(|(earlier, _)| *earlier == name) {
            Some((_, must)) => *must |= needed,
            None => asked.push((name, needed)),
        }
        found.map(Column)
    }

    /// Is there such a column? Asking does not use it.
    pub fn has(&self, name: &str) -> bool {
        self.columns().any(|column| column == name)
    }

    /// The names of all columns, in small letters.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.content.columns()
    }

    /// The row at a position among the table's rows.
    pub fn row(&self, row: usize) -> Row<'_> {
        Row { table: self, row }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.content.lines.len()).map(|row| Row { table: self, row })
    }

    /// Warns of columns nobody asked for in a table of this `kind`, if all were `asked_for`, and
    /// refuses those that look like data about persons.
    pub fn finish(&self, kind: &'static str, asked_for: bool, faults: &mut Faults) {
        let asked = self.asked.borrow();
        faults.table(kind, &self.content.file, &asked);
        let asked_for = asked_for && !asked.is_empty();
        let names = || asked.iter().map(|(name, _)| name);
        let missing = || names().filter(|name| !self.content.columns.contains(name)).map(String::as_str);
        let place = Place { line: 1, ..self.place() };
        for (at, column) in self.content.columns.iter().enumerate() {
            let letters: String = column.chars().filter(char::is_ascii_alphanumeric).collect();
            if PERSONAL.contains(&letters.as_str()) {
                faults.add(
                    Code::PersonLevel,
                    &place,
                    format!("column {} looks like data about single persons", quoted(column)),
                    "Doorstep takes counts by area only; remove the column",
                );
            } else if asked_for && column.is_empty() {
                if (0..self.content.lines.len()).any(|row| !self.cell(row, at).is_empty()) {
                    let what = format!("column {} has no name and is not used", at + 1);
                    faults.add(Code::UnusedColumn, &place, what, "Name it, or remove it");
                }
            } else if asked_for && !names().any(|name| name == column) {
                let fix = match nearest(column, missing()) {
                    Some(near) => format!("Did you mean {}?", quoted(near)),
                    None => "Remove it, or leave it for other readers".to_owned(),
                };
                faults.add(Code::UnusedColumn, &place, format!("column {} is not used", quoted(column)), fix);
            }
        }
    }
}

/// Adds a cell to a line. The length before each keeps `a|b` apart from a cell that holds a bar.
fn join(line: &mut String, cell: &str) {
    line.push_str(&cell.len().to_string());
    line.push('|');
    line.push_str(cell);
}

/// The names of the columns, in small letters, each once.
fn header(raw: &RawRow<'_>, file: &str, faults: &mut Faults) -> Option<Vec<String>> {
    let place = Place { line: raw.line, ..Place::file(file) };
    if raw.cells.len() > COLUMNS {
        let what = format!("more than {COLUMNS} columns");
        faults.add(Code::FileTooLarge, &place, what, "Remove what is not needed");
        return None;
    }
    if raw.has_open_quote() {
        faults.add(Code::RowShape, &place, "a quote opened in the header is never closed", "Close the quote");
        return None;
    }
    let only = raw.cells.get(0).filter(|only| raw.cells.len() == 1 && only.contains([';', '\t']));
    if let Some(only) = only {
        let what = format!("the columns are not separated by commas: {}", quoted(only));
        faults.add(Code::MissingColumn, &place, what, "Save the file as CSV with commas");
        return None;
    }
    let columns: Vec<String> = raw.cells.iter().map(|name| name.trim().to_lowercase()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
        let earlier = *first.entry(column).or_insert(at);
        if earlier != at {
            let what = format!("columns {} and {} are both {}", earlier + 1, at + 1, quoted(column));
            faults.add(Code::GivenTwice, &place, what, "Keep one");
        }
    }
    Some(columns)
}

/// Refuses a file with a line that no table has.
pub(super) fn has_short_lines(text: &str, name: &str, faults: &mut Faults) -> Option<()> {
    let line = text.split('\n').position(|line| line.len() > LINE);
    if let Some(line) = line {
        let place = Place { line: line + 1, ..Place::file(name) };
        let fix = "Is this a CSV file with one row a line?";
        faults.add(Code::RowShape, &place, "the line is longer than 1 MB", fix);
    }
    line.is_none().then_some(())
}

/// A row as the file has it, with the lines it stands on.
pub(super) struct RawRow<'t> {
    text: &'t str,
    begin: usize,
    end: usize,
    /// The line it begins on.
    pub line: usize,
    /// The line it ends on.
    pub last: usize,
    pub cells: csv::StringRecord,
}

impl<'t> RawRow<'t> {
    /// Before the first row of a text.
    pub fn of(text: &'t str) -> Self {
        Self { text, begin: 0, end: 0, line: 1, last: 1, cells: csv::StringRecord::new() }
    }

    /// What reads its rows, each of any length.
    pub fn reader(text: &'t str) -> csv::Reader<&'t [u8]> {
        let mut builder = csv::ReaderBuilder::new();
        builder.flexible(true).has_headers(false).trim(csv::Trim::All).from_reader(text.as_bytes())
    }

    /// Reads the next row; false at the end. The text is UTF-8 and rows may have any length, so
    /// nothing can fail.
    pub fn next(&mut self, reader: &mut csv::Reader<&[u8]>) -> bool {
        if !matches!(reader.read_record(&mut self.cells), Ok(true)) {
            return false;
        }
        // The reader counts the empty lines before a row to the row.
        let offset = |at: u64| usize::try_from(at).map_or(self.text.len(), |at| at.min(self.text.len()));
        let bytes = self.text.as_bytes();
        let line_ends =
            |from: usize, to: usize| bytes[from..to].iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        let before = self.end;
        let end = offset(reader.position().byte()).max(before);
        let mut begin = before;
        while begin < end && bytes[begin] == b'\n' {
            begin += 1;
        }
        let line = self.last + line_ends(before, begin);
        self.last = line + line_ends(begin, end);
        (self.begin, self.end, self.line) = (begin, end, line);
        true
    }

    /// Does it run over several lines because a quote is not closed?
    pub fn has_open_quote(&self) -> bool {
        let raw = self.text.get(self.begin..self.end).unwrap_or("").trim_end_matches('\n');
        raw.contains('\n') && !raw.bytes().filter(|byte| *byte == b'"').count().is_multiple_of(2)
    }
}

impl<'t> Row<'t> {
    pub fn place(&self) -> Place {
        Place { line: self.table.content.lines[self.row], ..self.table.place() }
    }

    /// Where a cell stands: a file tells its line, a sheet the cell.
    pub fn cell_place(&self, column: Column) -> Place {
        let place = self.place();
        if place.sheet.is_empty() { place } else { Place { column: column.0 + 1, ..place } }
    }

    /// The text of a cell, perhaps empty.
    pub fn text(&self, column: Column) -> &'t str {
        self.table.cell(self.row, column.0)
    }

    /// Says what the cells of a column are taken to be.
    pub fn form(&self, column: Column, form: impl FnOnce() -> Form, faults: &mut Faults) {
        faults.cell(&self.table.content.file, &self.table.content.columns[column.0], form);
    }

    /// A cell that must be one of the known ids; gives its position, as [`look_up`] does.
    pub fn name_of(&self, column: Column, kind: &'static str, known: &[String], faults: &mut Faults) -> Option<usize> {
        self.form(column, || Form::Name(kind), faults);
        look_up(self.text(column), kind, known, &self.cell_place(column), faults)
    }

    fn bad(&self, column: Column, what: &str, fix: &str, faults: &mut Faults) {
        let name = quoted(&self.table.content.columns[column.0]);
        let cell = self.text(column);
        if SUPPRESSED.contains(&cell.to_lowercase().as_str()) || cell.starts_with(['<', '#']) {
            faults.add(
                Code::SuppressedCount,
                &self.cell_place(column),
                format!("{name} is {}, which looks like a suppressed or missing number", quoted(cell)),
                "Decide what it stands for and write that number; nothing is assumed",
            );
        } else {
            faults.add(
                Code::BadCell,
                &self.cell_place(column),
                format!("{name} {what}: {}", quoted(cell)),
                fix.to_owned(),
            );
        }
    }

    /// Is the cell empty or not a number, as routers write that there is no way?
    pub fn has_no_number(&self, column: Column) -> bool {
        let cell = self.text(column);
        cell.is_empty() || cell.eq_ignore_ascii_case("nan")
    }

    /// A real number within bounds.
    pub fn number(&self, column: Column, low: f64, high: f64, faults: &mut Faults) -> Option<f64> {
        self.form(column, || Form::Number(low, high), faults);
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
        self.form(column, || Form::Whole(0, high), faults);
        let value = self.number(column, 0.0, f64::from(high), faults)?;
        if value.fract() != 0.0 {
            self.bad(column, "is not a whole number", "Use a whole number", faults);
            return None;
        }
        Some(to_whole(value))
    }

    /// A coordinate, whatever its unit.
    pub fn coordinate(&self, column: Column, faults: &mut Faults) -> Option<f64> {
        self.number(column, -1e9, 1e9, faults)
    }

    /// Weekly sessions.
    pub fn sessions(&self, column: Column, faults: &mut Faults) -> Option<Sessions> {
        self.form(column, || Form::SessionsOrNone, faults);
        let value = self.number(column, 0.0, 1000.0, faults)?;
        let found = exact_sessions(value);
        if found.is_none() {
            self.bad(column, "is finer than a thousandth", "Use at most three decimals", faults);
        }
        found
    }

    /// An amount of money.
    pub fn money(&self, column: Column, faults: &mut Faults) -> Option<Pence> {
        self.form(column, || Form::MoneyCell, faults);
        self.amount(column, money_text, faults)
    }

    fn amount(
        &self,
        column: Column,
        read: impl FnOnce(&str, &Place, &mut Faults) -> Option<Pence>,
        faults: &mut Faults,
    ) -> Option<Pence> {
        let cell = self.text(column);
        if cell.is_empty() || SUPPRESSED.contains(&cell.to_lowercase().as_str()) {
            self.bad(column, "is empty", "If it costs nothing, write £0", faults);
            return None;
        }
        read(cell, &self.cell_place(column), faults)
    }

    /// An amount of money that may be below nothing: `-£1,200` or `(£1,200)`, as ledgers write income.
    pub fn signed_money(&self, column: Column, faults: &mut Faults) -> Option<Pence> {
        self.form(column, || Form::SignedMoneyCell, faults);
        self.amount(column, signed_money_text, faults)
    }

    /// Is there a code? Whatever it is, it is the reader's own.
    pub fn coded(&self, column: Column, faults: &mut Faults) -> bool {
        self.form(column, || Form::Text, faults);
        let coded = !self.text(column).is_empty();
        if !coded {
            self.bad(column, "is empty", "Every row of a budget is coded: write the code", faults);
        }
        coded
    }

    /// A financial year.
    pub fn year(&self, column: Column, faults: &mut Faults) -> Option<FinancialYear> {
        self.form(column, || Form::Year, faults);
        let found = year_text(self.text(column));
        if found.is_none() {
            self.bad(column, "is not a financial year", "Write 2019-20", faults);
        }
        found
    }

    /// `yes` or `no`; empty is no.
    pub fn yes_or_no(&self, column: Column, faults: &mut Faults) -> Option<bool> {
        self.form(column, || Form::YesNoCell, faults);
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
