//! Cells into a file: contents, summary, checks, a sheet a table, and charts of Excel's own.
//!
//! | file | what it says |
//! |---|---|
//! | `look.rs` | what cells look like |
//! | `cells.rs` | a table onto its sheet |
//! | `charts.rs` | charts beside their figures |
//!
//! No cells are merged and no sheet is hidden; every sheet has one head, stays readable when it is printed (across one
//! page, the head on each), and is named in the contents with a link. The file says nothing of when it was made: the
//! same run gives the same bytes.

mod cells;
mod charts;
mod look;

use crate::checks::Check;
use crate::grid::{Cell, Grid, HEAD, place};
use crate::summary::{Summary, head_of};
use cells::{write_cell, write_grid};
use doorstep_scenario::{Archive, Code, Fault, Place};
use look::Look;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Url, Workbook, Worksheet, XlsxError};

/// Whatever cannot be written.
pub fn fault(archive: &Archive, error: &XlsxError) -> Fault {
    Fault {
        code: Code::BadCell,
        place: Place::file(&archive.folder),
        what: format!("the workbook cannot be made: {error}"),
        fix: "Tell whoever looks after Doorstep".to_owned(),
    }
}

/// Sheets of several runs.
pub fn several(first: &Archive, runs: &[(Archive, Option<String>)], grids: &[Grid]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let look = Look::new();
    properties(&mut book, "Options side by side")?;
    let sheets: Vec<[&str; 3]> =
        grids.iter().map(|grid| [grid.layout.sheet, grid.layout.about, "Sums and differences"]).collect();
    let mut told = vec![
        "Amounts are the runs' own; each run's own workbook has its details, and follows when its inputs are changed."
            .to_owned(),
    ];
    told.extend(runs.iter().zip('A'..='Z').map(|((archive, _), letter)| {
        format!(
            "{letter}: {}, the run in {}.",
            archive.manifest["scenario"].as_str().unwrap_or_default(),
            archive.folder
        )
    }));
    contents(book.add_worksheet(), &look, "Options side by side", &told, first, &sheets)?;
    for grid in grids {
        write_grid(book.add_worksheet(), &look, grid)?;
    }
    book.save_to_buffer()
}

fn properties(book: &mut Workbook, title: &str) -> Result<(), XlsxError> {
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_author("Doorstep").set_creation_datetime(&made));
    Ok(())
}

/// `changes`: how many inputs are not those of the run, as a formula, where the book has inputs.
pub fn book(
    archive: &Archive,
    summary: &Summary,
    checks: &[Check],
    grids: &[Grid],
    changes: Option<&str>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let look = Look::new();
    let title = archive.manifest["scenario"].as_str().unwrap_or_default().to_owned();
    properties(&mut book, &title)?;
    let mut sheets: Vec<[&str; 3]> = Vec::new();
    if !summary.lines.is_empty() {
        let follows = if changes.is_some() { "Live" } else { "Sums and differences" };
        sheets.push(["Summary", "What was asked and how it ended; from base to proposed, year by year", follows]);
    }
    if !checks.is_empty() {
        sheets.push(["Checks", "What has to be the same in two sheets, and whether it is", "Live"]);
    }
    let follows: Vec<String> = grids.iter().map(|grid| follows(grid, changes.is_some())).collect();
    sheets.extend(grids.iter().zip(&follows).map(|(grid, follows)| [grid.layout.sheet, grid.layout.about, follows]));
    let mut told = vec![
        "Formulas are live and hold the run's own figures until something is changed; amounts without one are the run's own: only running Doorstep again changes them.".to_owned(),
        "Amounts are pounds and pence a year. Nothing here claims more than the checks say.".to_owned(),
        format!("Made from the run in {}.", archive.folder),
    ];
    if archive.sheet("terms.csv").is_some() && archive.sheet("costing.csv").is_none() {
        told.push("What makes up the lines is more than 200,000 rows, and was left out of the run: nothing here follows from inputs.".to_owned());
    }
    contents(book.add_worksheet(), &look, &title, &told, archive, &sheets)?;
    if !summary.lines.is_empty() {
        write_summary(book.add_worksheet(), &look, summary, changes.is_some())?;
    }
    if !checks.is_empty() {
        write_checks(book.add_worksheet(), &look, checks, changes)?;
    }
    for grid in grids {
        write_grid(book.add_worksheet(), &look, grid)?;
    }
    book.save_to_buffer()
}

/// Does a sheet follow when an input is changed? With the reason where it does not.
fn follows(grid: &Grid, inputs: bool) -> String {
    let layout = grid.layout;
    let because = |words: &str| if words.is_empty() { String::new() } else { format!(". {words}") };
    if grid.follows && layout.file.is_empty() {
        return "Inputs: change them here".to_owned();
    }
    match (inputs && grid.follows, grid.keeps_some()) {
        (true, false) => "Live".to_owned(),
        (true, true) => format!("In part{}", because(layout.kept)),
        (false, _) => format!("As run{}", because(if layout.fixed.is_empty() { layout.kept } else { layout.fixed })),
    }
}

/// A sheet's name, title, sentence and page.
fn begin(sheet: &mut Worksheet, look: &Look, name: &str, about: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.write_string_with_format(0, 0, name, &look.title)?;
    sheet.write_string_with_format(1, 0, about, &look.about)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&F&C&A&RPage &P of &N");
    Ok(())
}

fn contents(
    sheet: &mut Worksheet,
    look: &Look,
    title: &str,
    told: &[String],
    archive: &Archive,
    sheets: &[[&str; 3]],
) -> Result<(), XlsxError> {
    begin(sheet, look, "Contents", title)?;
    for ((head, wide), column) in
        [("Sheet", 24), ("What stands in it", 84), ("Does it follow when an input is changed?", 64)].iter().zip(0..)
    {
        sheet.write_string_with_format(HEAD, column, *head, &look.head)?.set_column_width(column, *wide)?;
    }
    let mut row = HEAD + 1;
    for [name, about, follows] in sheets {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(*name);
        sheet.write_url_with_format(row, 0, link, &look.link)?;
        sheet.write_string_with_format(row, 1, *about, &look.wrapped)?;
        sheet.write_string_with_format(row, 2, *follows, &look.wrapped)?;
        let lines = about.chars().count().div_ceil(92).max(follows.chars().count().div_ceil(68));
        sheet.set_row_height(row, 15.0 * lines as f64)?;
        row += 1;
    }
    row += 1;
    let notes = archive.manifest["notes"].as_array().into_iter().flatten();
    let notes = notes.filter_map(|note| note.as_str().map(str::to_owned));
    for sentence in told.iter().cloned().chain(notes) {
        sheet.write_string_with_format(row, 0, &sentence, &look.about)?;
        row += 1;
    }
    Ok(())
}

fn write_summary(sheet: &mut Worksheet, look: &Look, summary: &Summary, inputs: bool) -> Result<(), XlsxError> {
    begin(sheet, look, "Summary", "From base to proposed: every figure is a formula on the sheets it comes from")?;
    sheet.set_column_width(0, 48)?;
    for ((name, told), row) in summary.lines.iter().zip(2..) {
        sheet.write_string_with_format(row, 0, name, &look.text)?;
        sheet.write_string_with_format(row, 1, told, &look.text)?;
    }
    if summary.rows.is_empty() {
        return Ok(());
    }
    // Its chart on the same page.
    sheet.set_print_fit_to_pages(1, 1);
    if inputs {
        sheet.write_string(head_of(summary) - 1, 0, "Inputs changed since the run")?;
        let told = Formula::new("='Checks'!$B$3").set_result("0");
        sheet.write_formula(head_of(summary) - 1, 1, told)?;
    }
    let head = head_of(summary);
    sheet.write_string_with_format(head, 0, "£ a year", &look.head)?;
    for (year, column) in summary.years.iter().zip(1..) {
        sheet.set_column_width(column, 17)?.write_string_with_format(head, column, year, &look.head_right)?;
    }
    for (line, row) in summary.rows.iter().zip(head + 1..) {
        let (words, amounts) = if line.total { (&look.total_text, &look.total) } else { (&look.text, &look.pounds) };
        sheet.write_string_with_format(row, 0, line.name, words)?;
        for (cell, column) in line.cells.iter().zip(1..) {
            write_cell(sheet, row, column, cell, amounts, look)?;
        }
    }
    let Some(kinds) = summary.rows.len().checked_sub(summary.kinds).filter(|_| summary.kinds > 0) else {
        return Ok(());
    };
    let first = head + 1 + u32::try_from(kinds).unwrap_or(0);
    let rows = first..first + u32::try_from(summary.kinds).unwrap_or(0);
    charts::by_year(sheet, "Summary", head, rows, summary.years.len())
}

fn write_checks(sheet: &mut Worksheet, look: &Look, checks: &[Check], changes: Option<&str>) -> Result<(), XlsxError> {
    begin(sheet, look, "Checks", "Both sides come from their own sheets; the difference has to be nothing")?;
    sheet.set_column_width(0, 70)?;
    if let Some(changes) = changes {
        sheet.write_string(HEAD - 1, 0, "Rows of inputs that are not those of the run")?;
        sheet.write_formula(HEAD - 1, 1, Formula::new(format!("={changes}")).set_result("0"))?;
    }
    for (head, column) in ["Check", "One side, £", "Other side, £", "Difference, £", "Is it so?"].iter().zip(0..) {
        sheet.write_string_with_format(HEAD, column, *head, &look.head)?;
        if column > 0 {
            sheet.set_column_width(column, 18)?;
        }
    }
    for (check, row) in checks.iter().zip(HEAD + 1..) {
        sheet.write_string(row, 0, &check.says)?;
        for ((text, pence), column) in check.sides.iter().zip(1..) {
            write_cell(sheet, row, column, &Cell::Formula(text.clone(), *pence), &look.pounds, look)?;
        }
        let difference = format!("ROUND({}-{},2)", place(1, row), place(2, row));
        write_cell(sheet, row, 3, &Cell::Formula(difference, check.apart), &look.pounds, look)?;
        // Where one side follows from inputs and the other only from a run, a change asks for a run.
        let otherwise = if check.in_part && changes.is_some() { "IF($B$3>0,\"run again\",\"NO\")" } else { "\"NO\"" };
        let told = Formula::new(format!("=IF({}=0,\"yes\",{otherwise})", place(3, row))).set_result("yes");
        sheet.write_formula_with_format(row, 4, told, &look.good)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 1)?.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}
