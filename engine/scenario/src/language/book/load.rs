//! A workbook read as a scenario, and as the files of the folder it stands for.

use super::grid::grid;
use super::{file, inward, leaf};
use crate::language::Loaded;
use crate::language::files::{Files, PROVENANCE, Source};
use crate::language::tables::{Content, Instead};
use crate::language::tree::{Tree, Value};
use crate::reference::{Form, Record};
use crate::{CellValue, Code, Fault, Faults, Place, Tab, Workbook, in_brackets};
use std::collections::BTreeMap;
use std::path::Path;

/// The scenario's own file in the folder.
const FILE: &str = "scenario.ron";

/// A workbook that holds a sound scenario.
#[derive(Debug, Clone)]
pub struct Imported {
    /// What it says.
    pub loaded: Loaded,
    /// The files it stands for, by name: `scenario.ron` first.
    pub files: Vec<(String, Vec<u8>)>,
    /// Files it names that stand beside the workbook, not in it.
    pub beside: Vec<String>,
}

/// Is a sheet of this name read? What stands in round brackets is the user's own.
#[must_use]
pub fn is_read(sheet: &str) -> bool {
    !sheet.trim().starts_with('(') || sheet == in_brackets(PROVENANCE)
}

/// Reads a workbook as a scenario. Files it names and does not hold, such as outlines, are read from `folder`.
///
/// # Errors
/// Every fault found, by sheet and cell.
pub fn load_workbook(book: &Workbook, folder: &Path) -> Result<Imported, Vec<Fault>> {
    let mut faults = Faults::recording();
    let mut files = Files::new(Source::Folder(folder.to_owned()));
    let (tree, tabs) = inward::tree(book, &mut faults);
    let mut sheets: BTreeMap<String, &Tab> = BTreeMap::new();
    for (tab, name) in tabs {
        let name = tree.as_ref().and_then(|tree| named(tree, &name)).unwrap_or(name);
        if let Some(content) = content(book, tab, &name, &mut files, &mut faults) {
            files.keep(&name, content);
            sheets.insert(name, tab);
        }
    }
    let Some(tree) = tree else { return Err(unfinished(book, faults, Vec::new())) };
    if faults.any_error() {
        // What is missing for want of something told already is not told again; what is wrong by itself is.
        let mut more = Faults::new();
        crate::language::resolved(&tree, &mut files, &mut more);
        return Err(unfinished(book, faults, more.sorted()));
    }
    files.note(FILE, crate::language::variant::canonical(&tree));
    let scenario = crate::language::resolved(&tree, &mut files, &mut faults);
    let record = faults.record.take();
    for (name, tab) in &sheets {
        mixed(book, name, tab, record.as_deref(), &mut faults);
    }
    let tables = files.tables().clone();
    let inputs = files.inputs();
    let is_asked =
        |name: &str| record.as_ref().is_some_and(|record| record.tables.iter().any(|table| table.file == name));
    // While something is wrong, not all that name tables may have been read.
    let sound = !faults.any_error();
    for (name, tab) in sheets.iter().filter(|_| sound) {
        if !is_asked(name) {
            let place = Place::sheet(&book.file, &tab.name);
            let what = format!("no setting names the table {name}");
            faults.add(Code::OddSheet, &place, what, "Name it under Settings, tables/…; or put its name in brackets");
        }
    }
    let (Some(scenario), false) = (scenario, faults.any_error()) else {
        return Err(in_sheets(faults.sorted(), book, &sheets));
    };
    let mut written = vec![(FILE.to_owned(), file::file(&tree).into_bytes())];
    for name in sheets.keys().filter(|name| is_asked(name)) {
        let table = tables.get(name).and_then(|content| content.csv(&Instead::new()).ok());
        written.extend(table.map(|bytes| (name.clone(), bytes)));
    }
    written.extend(provenance(book));
    let inside = |name: &str| written.iter().any(|(own, _)| own == name);
    let beside: Vec<String> = inputs.iter().map(|input| input.file.clone()).filter(|name| !inside(name)).collect();
    for name in beside.iter().filter(|name| name.to_lowercase().ends_with(".csv")) {
        let what = format!("there is no sheet {name}: the file of that name was read");
        faults.add(Code::OddSheet, &Place::file(&book.file), what, "Look that it is the one you mean");
    }
    Ok(Imported {
        loaded: Loaded { scenario, warnings: in_sheets(faults.sorted(), book, &sheets), inputs },
        files: written,
        beside,
    })
}

/// A table that is called by the name of its file stands in a sheet here.
fn in_sheets(mut faults: Vec<Fault>, book: &Workbook, sheets: &BTreeMap<String, &Tab>) -> Vec<Fault> {
    for fault in &mut faults {
        if fault.code == Code::FileUnreadable && fault.what.to_lowercase().contains(".csv") {
            "Name a sheet so, or put the file beside the workbook".clone_into(&mut fault.fix);
        }
        if let Some(tab) = sheets.get(&fault.place.file) {
            fault.place = Place { line: fault.place.line, ..Place::sheet(&book.file, &tab.name) };
        }
    }
    faults
}

/// Of these, what is wrong whatever else is.
#[must_use]
pub fn wrong_by_itself(faults: Vec<Fault>) -> Vec<Fault> {
    const BY_ITSELF: [Code; 7] = [
        Code::BadMoney,
        Code::BadNumber,
        Code::BadQuantity,
        Code::BadCell,
        Code::OutOfRange,
        Code::OddPosition,
        Code::SuppressedCount,
    ];
    faults.into_iter().filter(|fault| BY_ITSELF.contains(&fault.code)).collect()
}

/// What is wrong with the sheets themselves, and with values whatever else is wrong.
fn unfinished(book: &Workbook, mut faults: Faults, more: Vec<Fault>) -> Vec<Fault> {
    for fault in wrong_by_itself(more) {
        faults.add(fault.code, &fault.place, fault.what, fault.fix);
    }
    let what = "how the sheets fit together has not been looked at yet";
    faults.add(Code::OddSheet, &Place::file(&book.file), what, "Mend these first: more may follow");
    faults.sorted()
}

/// A table as the settings spell its name: a sheet may be called Areas.csv.
fn named(tree: &Tree, sheet: &str) -> Option<String> {
    match &tree.value {
        Value::Text(text) => text.eq_ignore_ascii_case(sheet).then(|| text.clone()),
        Value::Named { entries, .. } => entries.iter().find_map(|entry| named(&entry.tree, sheet)),
        Value::Listed { items, .. } => items.iter().find_map(|item| named(item, sheet)),
        Value::Number(_) | Value::Word(_) => None,
    }
}

/// The sheet that says where the data comes from, as the file it was.
fn provenance(book: &Workbook) -> Option<(String, Vec<u8>)> {
    let tab = book.tabs.iter().find(|tab| tab.name == in_brackets(PROVENANCE))?;
    let (mut text, mut lines) = (String::new(), 0);
    for cell in tab.cells.iter().filter(|cell| cell.column == 1) {
        let told = cell.value.to_string();
        text.push_str(&"\n".repeat(cell.row.saturating_sub(lines + 1)));
        text.push_str(&told);
        text.push('\n');
        lines = cell.row.max(lines + 1) + told.matches('\n').count();
    }
    Some((PROVENANCE.to_owned(), text.into_bytes()))
}

fn content(book: &Workbook, tab: &Tab, name: &str, files: &mut Files<'_>, faults: &mut Faults) -> Option<Content> {
    let grid = grid(&book.file, tab, faults)?;
    let text = |cell: &CellValue| match cell {
        CellValue::Number(number) => leaf::digits(*number),
        CellValue::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    };
    let cells = |row: BTreeMap<usize, &CellValue>| row.into_iter().map(|(column, cell)| (column, text(cell))).collect();
    let rows: Vec<_> = grid.rows.into_iter().map(|(row, of)| (row, cells(of))).collect();
    Some(Content::of_sheet(name, Place::sheet(&book.file, &tab.name), &grid.heads, &rows, files))
}

/// Names that are numbers in one row and text in another, or dates: a spreadsheet has changed some of them.
fn mixed(book: &Workbook, name: &str, tab: &Tab, record: Option<&Record>, faults: &mut Faults) {
    let form = |head: &str| record.and_then(|record| record.cells.get(&(name.to_owned(), head.to_lowercase())));
    let heads = tab.cells.iter().filter(|cell| cell.row == 1);
    for head in heads {
        if !matches!(
            form(head.value.to_string().trim()),
            Some(Form::Id | Form::Name(_) | Form::Text | Form::Bars(_) | Form::Year)
        ) {
            continue;
        }
        let column = || tab.cells.iter().filter(|cell| cell.row > 1 && cell.column == head.column);
        let texts = column().filter(|cell| matches!(cell.value, CellValue::Text(_))).count();
        for cell in column() {
            let place = Place { line: cell.row, column: cell.column, ..Place::sheet(&book.file, &tab.name) };
            let what = match &cell.value {
                CellValue::Date(..) => format!("this is the date {}", cell.value),
                CellValue::Flag(_) => format!("this is {}", cell.value),
                CellValue::Number(number) if number.fract() != 0.0 => format!("this is the number {number}"),
                CellValue::Number(number) if texts > 0 => {
                    format!("this is the number {number}, and others in the column are text")
                }
                CellValue::Number(_) | CellValue::Text(_) => continue,
            };
            let fix = "Format the column as Text and type it again: a spreadsheet drops zeros in front and turns names into dates";
            faults.add(Code::BadCell, &place, what, fix);
        }
    }
}
