//! A scenario as a workbook to fill in: a head in the first row of every sheet, what a column means as its note, what
//! may be chosen as a drop-down, and cells of text that stay text.
//!
//! Sheets in round brackets are the reader's: `(Read me)` says how it is filled in, `(Choices)` holds long lists to
//! choose from. Nobody reads them back. As in the workbook of a run no cells are merged, no sheet is hidden, and the
//! same scenario gives the same bytes.

use doorstep_scenario::{
    CellValue, Look, Offers, Template, TemplateCell, TemplateHead, TemplateSheet, in_brackets, letters,
};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Note, Url, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// Rows below the last that are ready to be filled in.
const SPARE: u32 = 200;
/// Longest list of words that a drop-down holds in itself.
const LIST: usize = 255;
/// Widest column, in letters.
const WIDEST: u8 = 60;
const CHOICES: &str = "(Choices)";
const READ_ME: &str = "(Read me)";

const TOLD: [&str; 11] = [
    "This workbook is a scenario of Doorstep. Change it, save it, and turn it into a folder that can be solved:",
    "    doorstep import this-workbook.xlsx my-council",
    "Everything wrong is told at once, by sheet and cell, and nothing is written until all is well.",
    "",
    "The first row of every sheet names its columns; point at a name to see what it means. Shaded names have to be given.",
    "A column inside another has both names: costs/premises is the premises in costs. Add such columns as you need them.",
    "Several names in one cell have | between them: hub | linked.",
    "Money is pounds and pence. A share of 25 % is 25%, or 0.25. A distance has its unit: 1200 m, 1.5 km.",
    "Ids are short names of your own; the same id is written the same way everywhere. Text columns keep zeros in front.",
    "Delete rows you do not need. Leave no empty row between others, no totals, and nothing above the first row.",
    "A sheet whose name stands in round brackets is yours: (working). It is not read.",
];

struct Shapes {
    text: Format,
    number: Format,
    money: Format,
    share: Format,
    head: Format,
    needed: Format,
    title: Format,
    told: Format,
    link: Format,
}

impl Shapes {
    fn new() -> Shapes {
        let head = Format::new()
            .set_bold()
            .set_num_format("@")
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin);
        Shapes {
            text: Format::new().set_num_format("@").set_align(FormatAlign::Top),
            number: Format::new().set_align(FormatAlign::Top),
            money: Format::new().set_num_format("£#,##0.00").set_align(FormatAlign::Top),
            share: Format::new().set_num_format("0.##%").set_align(FormatAlign::Top),
            needed: head.clone().set_background_color(Color::RGB(0xDC_E6_F0)),
            head,
            title: Format::new().set_bold().set_font_size(14),
            told: Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@"),
            link: Format::new()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::RGB(0x0B_4F_8A))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }

    fn of(&self, look: Look) -> &Format {
        match look {
            Look::Text => &self.text,
            Look::Words => &self.told,
            Look::Number => &self.number,
            Look::Money => &self.money,
            Look::Share => &self.share,
        }
    }
}

/// The workbook as a file.
///
/// # Errors
/// Whatever cannot stand in one.
pub fn template(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let look = Shapes::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(&template.title).set_author("Doorstep").set_creation_datetime(&made),
    );
    let lists = long_lists(template);
    read_me(book.add_worksheet(), template, &look)?;
    for sheet in &template.sheets {
        write(book.add_worksheet(), template, sheet, &lists, &look)?;
    }
    for (name, text) in &template.notes {
        let sheet = book.add_worksheet();
        sheet.set_name(in_brackets(name))?.set_column_width(0, 140)?;
        for (line, row) in text.lines().zip(0..) {
            sheet.write_string_with_format(row, 0, line, &look.told)?;
        }
        printed(sheet, &template.title);
    }
    if !lists.is_empty() {
        choices(book.add_worksheet(), &template.title, &lists, &look)?;
    }
    book.save_to_buffer()
}

/// Lists of words too long for a drop-down of their own: where each stands in its sheet.
fn long_lists(template: &Template) -> BTreeMap<&[String], u16> {
    let heads = template.sheets.iter().flat_map(|sheet| &sheet.heads).map(|head| &head.offers);
    let cells = template.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten()).map(|cell| &cell.offers);
    let mut found = BTreeMap::new();
    for offers in heads.chain(cells) {
        if let Offers::Words(words) | Offers::Hints(words) = offers
            && words.join(",").chars().count() > LIST
        {
            found.insert(words.as_slice(), 0);
        }
    }
    for (at, column) in found.values_mut().zip(0..) {
        *at = column;
    }
    found
}

fn read_me(sheet: &mut Worksheet, template: &Template, look: &Shapes) -> Result<(), XlsxError> {
    sheet.set_name(READ_ME)?;
    sheet.write_string_with_format(0, 0, &template.title, &look.title)?;
    sheet.set_column_width(0, 28)?.set_column_width(1, 110)?;
    let mut row = 2;
    for line in TOLD {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "Sheet", &look.head)?.write_string_with_format(
        row,
        1,
        "What stands in it",
        &look.head,
    )?;
    for each in &template.sheets {
        row += 1;
        let link = Url::new(format!("internal:'{}'!A1", each.name)).set_text(&each.name);
        sheet.write_url_with_format(row, 0, link, &look.link)?;
        sheet.write_string_with_format(row, 1, &each.about, &look.told)?;
        sheet.set_row_height(row, lines(&each.about, 110))?;
    }
    printed(sheet, &template.title);
    Ok(())
}

fn printed(sheet: &mut Worksheet, title: &str) {
    // An ampersand begins a code of the spreadsheet's own.
    sheet.set_header(format!("&L{}", title.replace('&', "&&")));
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&F&C&A&RPage &P of &N");
}

fn write(
    sheet: &mut Worksheet,
    template: &Template,
    of: &TemplateSheet,
    lists: &BTreeMap<&[String], u16>,
    look: &Shapes,
) -> Result<(), XlsxError> {
    sheet.set_name(&of.name)?;
    for (head, column) in of.heads.iter().zip(0..) {
        let numbers = matches!(head.look, Look::Number | Look::Money | Look::Share);
        let shape = match (head.needed, numbers) {
            (true, false) => look.needed.clone(),
            (true, true) => look.needed.clone().set_align(FormatAlign::Right),
            (false, true) => look.head.clone().set_align(FormatAlign::Right),
            (false, false) => look.head.clone(),
        };
        sheet.write_string_with_format(0, column, &head.name, &shape)?;
        if !head.note.is_empty() {
            sheet.insert_note(
                0,
                column,
                &Note::new(&head.note).add_author_prefix(false).set_width(320).set_height(height(&head.note)),
            )?;
        }
        sheet.set_column_width(column, width(of, usize::from(column)))?;
        sheet.set_column_format(column, look.of(head.look))?;
    }
    let last = u32::try_from(of.rows.len()).unwrap_or(0);
    for (cells, row) in of.rows.iter().zip(1..) {
        for ((cell, head), column) in cells.iter().zip(&of.heads).zip(0..) {
            fill(sheet, row, column, cell, look)?;
            if let (Look::Words, Some(value)) = (cell.look, &cell.value) {
                sheet.set_row_height(row, lines(&value.to_string(), usize::from(WIDEST)))?;
            }
            // One rule for a whole column, unless every cell is of another kind.
            if head.offers == Offers::Nothing
                && let Some(rule) = rule(&cell.offers, template, lists)?
            {
                sheet.add_data_validation(row, column, row, column, &rule)?;
            }
        }
    }
    for (head, column) in of.heads.iter().zip(0..) {
        if let Some(rule) = rule(&head.offers, template, lists)? {
            sheet.add_data_validation(1, column, (last + SPARE).min(1_048_575), column, &rule)?;
        }
    }
    sheet.set_freeze_panes(1, u16::from(of.heads.len() > 1))?;
    sheet.set_repeat_rows(0, 0)?;
    printed(sheet, &template.title);
    Ok(())
}

fn fill(sheet: &mut Worksheet, row: u32, column: u16, cell: &TemplateCell, look: &Shapes) -> Result<(), XlsxError> {
    let shape = look.of(cell.look);
    match &cell.value {
        None => {}
        Some(CellValue::Number(number)) => {
            sheet.write_number_with_format(row, column, *number, shape)?;
        }
        Some(CellValue::Flag(flag)) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        Some(text @ (CellValue::Text(_) | CellValue::Date(..))) => {
            let shape = if cell.look == Look::Words { &look.told } else { &look.text };
            sheet.write_string_with_format(row, column, text.to_string(), shape)?;
        }
    }
    Ok(())
}

/// What may be chosen, as a rule of the spreadsheet's own.
fn rule(
    offers: &Offers,
    template: &Template,
    lists: &BTreeMap<&[String], u16>,
) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let rule = match offers {
        Offers::Nothing => return Ok(None),
        Offers::Words(words) | Offers::Hints(words) => match lists.get(words.as_slice()) {
            Some(column) => {
                let column = letters(usize::from(*column) + 1);
                rule.allow_list_formula(format!("='{CHOICES}'!${column}$1:${column}${}", words.len()).as_str().into())
            }
            None => rule.allow_list_strings(words)?,
        },
        Offers::Ids(name) => {
            let Some((sheet, column)) = ids(template, name) else { return Ok(None) };
            let last = sheet.rows.len() + SPARE as usize;
            let range = format!("='{}'!${column}$2:${column}${last}", sheet.name);
            rule.allow_list_formula(range.as_str().into())
        }
    };
    // What may be right all the same brings no box: Site: hub, or a name whose row is written later.
    let strict = matches!(offers, Offers::Words(_));
    Ok(Some(
        rule.show_error_message(strict)
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Not in the list")?
            .set_error_message("Choose from the list, or look at the note of the column")?,
    ))
}

fn ids<'t>(template: &'t Template, name: &str) -> Option<(&'t TemplateSheet, String)> {
    let sheet = template.sheets.iter().find(|sheet| sheet.name == name)?;
    let column = sheet.heads.iter().position(|head: &TemplateHead| head.name == "id")?;
    Some((sheet, letters(column + 1)))
}

fn choices(
    sheet: &mut Worksheet,
    title: &str,
    lists: &BTreeMap<&[String], u16>,
    look: &Shapes,
) -> Result<(), XlsxError> {
    sheet.set_name(CHOICES)?;
    for (words, column) in lists {
        sheet.set_column_width(*column, 24)?;
        for (word, row) in words.iter().zip(0..) {
            sheet.write_string_with_format(row, *column, word, &look.text)?;
        }
    }
    printed(sheet, title);
    Ok(())
}

/// As wide as most of its cells, and its head.
fn width(sheet: &TemplateSheet, column: usize) -> f64 {
    let wide = |cell: &TemplateCell| match (&cell.value, cell.look) {
        // £1,000,000.00 has more signs than 1000000.
        (Some(CellValue::Number(number)), Look::Money) => format!("{number:.2}").len() * 4 / 3 + 1,
        (Some(value), _) => value.to_string().chars().count(),
        (None, _) => 0,
    };
    let cells = sheet.rows.iter().map(|row| wide(&row[column])).max().unwrap_or(0);
    let head = sheet.heads[column].name.chars().count();
    cells.max(head).clamp(8, usize::from(WIDEST)) as f64 + 2.0
}

/// The height of a row whose words fill so many letters a line, in points.
fn lines(words: &str, wide: usize) -> f64 {
    15.0 * (words.chars().count() / wide + 1) as f64
}

/// High enough for its words, in pixels: about fifty letters a line.
fn height(note: &str) -> u32 {
    u32::try_from(note.chars().count() / 45 + 2).unwrap_or(20).min(20) * 17
}
