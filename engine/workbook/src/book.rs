//! Cells into a file: contents, summary, checks, a sheet a table, and charts of Excel's own.
//!
//! No cells are merged and no sheet is hidden; every sheet has one head, stays readable when it is printed (across one
//! page, the head on each), and is named in the contents with a link. The file says nothing of when it was made: the
//! same run gives the same bytes.

use crate::checks::Check;
use crate::grid::{Cell, Grid, HEAD, place, row_of};
use crate::summary::{Summary, head_of};
use doorstep_scenario::{Archive, Code, Fault, Place};
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Url, Workbook,
    Worksheet, XlsxError,
};

/// Whatever cannot be written.
pub fn fault(archive: &Archive, error: &XlsxError) -> Fault {
    Fault {
        code: Code::BadCell,
        place: Place::file(&archive.folder),
        what: format!("the workbook cannot be made: {error}"),
        fix: "Tell whoever looks after Doorstep".to_owned(),
    }
}

/// Pounds and pence; red is never alone, for a minus stands before it.
const POUNDS: &str = "£#,##0.00;[Red]-£#,##0.00;£0.00";

struct Look {
    title: Format,
    about: Format,
    head: Format,
    head_right: Format,
    text: Format,
    wrapped: Format,
    pounds: Format,
    total: Format,
    total_text: Format,
    good: Format,
    link: Format,
    input: Format,
}

impl Look {
    fn new() -> Look {
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0xE8_EE_F4))
            .set_border_bottom(FormatBorder::Thin);
        let line = Format::new().set_border_top(FormatBorder::Thin).set_bold();
        Look {
            title: Format::new().set_bold().set_font_size(14),
            about: Format::new().set_font_color(Color::RGB(0x44_44_44)),
            head_right: head.clone().set_align(FormatAlign::Right),
            head,
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_num_format("@"),
            pounds: Format::new().set_num_format(POUNDS),
            total: line.clone().set_num_format(POUNDS),
            total_text: line.set_num_format("@"),
            input: Format::new()
                .set_background_color(Color::RGB(0xFF_F4_CC))
                .set_font_color(Color::RGB(0x1F_3A_93))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xB8_A0_50))
                .set_unlocked(),
            good: Format::new().set_font_color(Color::RGB(0x0B_6B_3A)),
            link: Format::new()
                .set_font_color(Color::RGB(0x0B_4F_8A))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }
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
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&title).set_author("Doorstep").set_creation_datetime(&made));
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
    contents(book.add_worksheet(), &look, &title, archive, &sheets)?;
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
        (false, _) => format!("As run{}", because(layout.fixed)),
    }
}

/// A sheet's name, title, sentence and page.
fn begin(sheet: &mut Worksheet, look: &Look, name: &str, about: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.write_string_with_format(0, 0, name, &look.title)?;
    sheet.write_string_with_format(1, 0, about, &look.about)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&F&C&A&RPage &P of &N");
    Ok(())
}

fn contents(
    sheet: &mut Worksheet,
    look: &Look,
    title: &str,
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
        row += 1;
    }
    row += 1;
    let told = [
        "Formulas are live and hold the run's own figures until something is changed; amounts without one are the run's own: only running Doorstep again changes them.".to_owned(),
        "Amounts are pounds and pence a year. Nothing here claims more than the checks say.".to_owned(),
        format!("Made from the run in {}.", archive.folder),
    ];
    let notes = archive.manifest["notes"].as_array().into_iter().flatten();
    let notes = notes.filter_map(|note| note.as_str().map(str::to_owned));
    for sentence in told.into_iter().chain(notes) {
        sheet.write_string_with_format(row, 0, &sentence, &look.about)?;
        row += 1;
    }
    Ok(())
}

fn write_summary(sheet: &mut Worksheet, look: &Look, summary: &Summary, inputs: bool) -> Result<(), XlsxError> {
    begin(sheet, look, "Summary", "From base to proposed: every figure is a formula on the sheets it comes from")?;
    sheet.set_column_width(0, 48)?;
    for ((name, told), row) in summary.lines.iter().zip(2..) {
        sheet.write_string(row, 0, name)?.write_string(row, 1, told)?;
    }
    if summary.rows.is_empty() {
        return Ok(());
    }
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
    Ok(())
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
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    Ok(())
}

/// A column's name for people: `do_nothing_gbp` is "Do nothing, £".
fn told(name: &str) -> String {
    let plain = name.strip_suffix("_gbp").unwrap_or(name).replace('_', " ");
    let mut letters = plain.chars();
    let first = letters.next().map_or_else(String::new, |letter| letter.to_uppercase().collect());
    format!("{first}{}{}", letters.as_str(), if name.ends_with("_gbp") { ", £" } else { "" })
}

fn write_grid(sheet: &mut Worksheet, look: &Look, grid: &Grid) -> Result<(), XlsxError> {
    let about = match if grid.follows { grid.layout.kept } else { grid.layout.fixed } {
        "" => grid.layout.about.to_owned(),
        why if grid.follows => format!("{}. {why}", grid.layout.about),
        why => format!("{}. {why}: they change only when Doorstep is run again", grid.layout.about),
    };
    begin(sheet, look, grid.layout.sheet, &about)?;
    sheet.set_row_height(HEAD, 32)?;
    for (name, column) in grid.names.iter().zip(0..) {
        let numbers = grid
            .rows
            .iter()
            .any(|row| !matches!(row[usize::from(column)], Cell::Empty | Cell::Text(_) | Cell::Word(..)));
        let head = if numbers { &look.head_right } else { &look.head };
        sheet.write_string_with_format(HEAD, column, told(name), head)?;
        sheet.set_column_width(column, width(grid, usize::from(column)))?;
    }
    for (at, cells) in grid.rows.iter().enumerate() {
        let total = grid.totals.contains(&at);
        let amounts = if total { &look.total } else { &look.pounds };
        for (cell, column) in cells.iter().zip(0..) {
            match cell {
                Cell::Text(text) if total => {
                    sheet.write_string_with_format(row_of(at), column, text, &look.total_text)?;
                }
                cell => write_cell(sheet, row_of(at), column, cell, amounts, look)?,
            }
        }
    }
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    if grid.layout.file == "waterfall.csv" {
        waterfall(sheet, look, grid)?;
    }
    Ok(())
}

/// As wide as most of its cells.
fn width(grid: &Grid, column: usize) -> f64 {
    let wide = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.chars().count(),
        Cell::Number(number, _) => number.to_string().len(),
        Cell::Word(_, word) => word.chars().count(),
        Cell::Index(..) => 14,
        Cell::Rate(_) | Cell::Count(_) => 10,
        Cell::Pence(_) | Cell::Formula(..) | Cell::Given(_) => 15,
    };
    let most = grid.rows.iter().map(|row| wide(&row[column])).max().unwrap_or(0);
    most.clamp(10, 60) as f64 + 1.0
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    amounts: &Format,
    look: &Look,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // A string cell: whatever it begins with, it is no formula.
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &look.text)?;
        }
        Cell::Pence(pence) => {
            sheet.write_number_with_format(row, column, pounds(*pence), amounts)?;
        }
        Cell::Given(pence) => {
            sheet.write_number_with_format(row, column, pounds(*pence), &look.input.clone().set_num_format(POUNDS))?;
        }
        Cell::Rate(millionths) => {
            let share = *millionths as f64 / 1_000_000.0;
            sheet.write_number_with_format(row, column, share, &look.input.clone().set_num_format("0.00##%"))?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count, &look.input)?;
        }
        Cell::Index(text, billionths) => {
            let result = format!("{}", *billionths as f64 / 1_000_000_000.0);
            let shape = Format::new().set_num_format("0.000000000");
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(format!("={text}")).set_result(result),
                &shape,
            )?;
        }
        Cell::Word(text, word) => {
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(format!("={text}")).set_result(word.as_str()),
                &Format::new(),
            )?;
        }
        Cell::Number(number, decimals) => {
            let shape = if *decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(*decimals)) };
            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(shape))?;
        }
        Cell::Formula(text, pence) => {
            let result = format!("{}", pounds(*pence));
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(format!("={text}")).set_result(result),
                amounts,
            )?;
        }
    }
    Ok(())
}

/// Whole pence as the number nearest to their pounds: below 2⁵³ pence it rounds back to the same penny.
fn pounds(pence: i64) -> f64 {
    pence as f64 / 100.0
}

/// The waterfall as a chart of stacked columns, its parts worked out beside the table.
fn waterfall(sheet: &mut Worksheet, look: &Look, grid: &Grid) -> Result<(), XlsxError> {
    let (Some(name), Some(kind), Some(amount), Some(from), Some(to)) = (
        grid.column("name"),
        grid.column("kind"),
        grid.column("amount_gbp"),
        grid.column("from_gbp"),
        grid.column("to_gbp"),
    ) else {
        return Ok(());
    };
    let first = u16::try_from(grid.names.len() + 1).unwrap_or(u16::MAX - 8);
    for (head, column) in ["Below the bar, £", "Level, £", "More, £", "Less, £"].iter().zip(first..) {
        sheet.write_string_with_format(HEAD, column, *head, &look.head)?.set_column_width(column, 16)?;
    }
    let last = row_of(grid.rows.len().max(1) - 1);
    for (at, cells) in grid.rows.iter().enumerate() {
        let row = row_of(at);
        let level = cells[kind] == Cell::Text("level".to_owned());
        let pence = |column: usize| cells[column].pence().unwrap_or(0);
        let here = |column: usize| place(column, row);
        let is_level = format!("{}=\"level\"", here(kind));
        let change = if level { 0 } else { pence(amount) };
        let parts = [
            (
                format!("IF({is_level},0,MIN({},{}))", here(from), here(to)),
                if level { 0 } else { pence(from).min(pence(to)) },
            ),
            (format!("IF({is_level},{},0)", here(amount)), if level { pence(amount) } else { 0 }),
            (format!("IF({is_level},0,MAX({},0))", here(amount)), change.max(0)),
            (format!("IF({is_level},0,MAX(-{},0))", here(amount)), (-change).max(0)),
        ];
        for ((text, comes_to), column) in parts.into_iter().zip(first..) {
            write_cell(sheet, row, column, &Cell::Formula(text, comes_to), &look.pounds, look)?;
        }
    }
    let tab = grid.layout.sheet;
    let mut chart = Chart::new(ChartType::ColumnStacked);
    let names = u16::try_from(name).unwrap_or(0);
    for (at, colour) in [None, Some(0x5B_6B_7B), Some(0xB4_53_09), Some(0x0B_6B_3A)].into_iter().enumerate() {
        let column = first + u16::try_from(at).unwrap_or(0);
        let series = chart.add_series();
        series
            .set_name((tab, HEAD, column))
            .set_categories((tab, row_of(0), names, last, names))
            .set_values((tab, row_of(0), column, last, column))
            .set_gap(40);
        match colour {
            None => series.set_format(rust_xlsxwriter::ChartFormat::new().set_no_fill().set_no_border()),
            Some(colour) => {
                let fill = rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour)).clone();
                series.set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(&fill))
            }
        };
    }
    chart.title().set_name("From the base to what is proposed");
    chart.y_axis().set_num_format("£#,##0").set_name("£ a year");
    chart.legend().delete_entries(&[0]);
    chart.set_width(1100).set_height(460);
    chart.set_alt_text("Columns from the base to what is proposed; the table above has every figure");
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}
