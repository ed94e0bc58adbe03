//! What stands in cells.

use crate::support::{Book, only, row, sound, told, values};
use doorstep_scenario::CellValue::{Date, Flag, Number, Text};
use doorstep_scenario::{Code, Place};

fn text(text: &str) -> doorstep_scenario::CellValue {
    Text(text.to_owned())
}

/// The faults of one row, without the file and the sheet.
fn faults(cells: &str) -> Vec<String> {
    let faults = row(cells).unwrap_err();
    sound(&faults);
    assert!(faults.iter().all(|fault| fault.code == Code::BadCell), "{faults:?}");
    told(&faults).iter().map(|fault| fault.replace("book.xlsx: Sites!", "").replace(" error DS205:", "")).collect()
}

#[test]
fn text_is_read_however_it_is_kept() {
    assert_eq!(only("<c r=\"A1\" t=\"s\"><v>0</v></c>"), text("Elm"));
    assert_eq!(only("<c r=\"A1\" t=\"s\"><v>1</v></c>"), text("Oak"));
    assert_eq!(only("<c r=\"A1\" t=\"inlineStr\"><is><t>Elm &amp; Oak</t></is></c>"), text("Elm & Oak"));
    assert_eq!(only("<c r=\"A1\" t=\"inlineStr\"><is><r><t>El</t></r><r><t>m</t></r></is></c>"), text("Elm"));
    assert_eq!(only("<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> £5 </t></is></c>"), text(" £5 "));
    assert_eq!(only("<c r=\"A1\" t=\"str\"><f>A2&amp;\"\"</f><v>E&lt;lm</v></c>"), text("E<lm"));
    assert_eq!(
        only("<c r=\"A1\" t=\"inlineStr\"><is><t>=HYPERLINK(\"http://x\")</t></is></c>"),
        text("=HYPERLINK(\"http://x\")")
    );
    assert_eq!(only("<c r=\"A1\" t=\"inlineStr\"><is><t>001</t></is></c>"), text("001"));
}

#[test]
fn numbers_flags_and_results_of_formulas_are_values() {
    assert_eq!(only("<c r=\"A1\"><v>120000.10000000002</v></c>"), Number(120_000.1_f64.next_up()));
    assert_eq!(only("<c r=\"A1\" t=\"n\" s=\"5\"><v>-0.5</v></c>"), Number(-0.5));
    assert_eq!(only("<c r=\"A1\" s=\"4\"><v>0.25</v></c>"), Number(0.25));
    assert_eq!(only("<c r=\"A1\"><v>1.5E3</v></c>"), Number(1500.0));
    assert_eq!(only("<c r=\"A1\"><v>999999999999999</v></c>"), Number(999_999_999_999_999.0));
    assert_eq!(only("<c r=\"A1\" t=\"b\"><v>1</v></c>"), Flag(true));
    assert_eq!(only("<c r=\"A1\"><f>SUM(B1:B9)</f><v>42</v></c>"), Number(42.0));
    assert_eq!(only("<c r=\"A1\"><f t=\"shared\" ref=\"A1:A9\" si=\"0\">B1</f><v>42</v></c>"), Number(42.0));
    assert_eq!(only("<c r=\"A1\" t=\"b\"><f>TRUE()</f><v>0</v></c>"), Flag(false));
}

#[test]
fn dates_are_days_in_both_systems() {
    let cells = "<c r=\"A1\" s=\"1\"><v>45748</v></c><c r=\"B1\" s=\"3\"><v>45748</v></c>\
                 <c r=\"C1\" t=\"d\"><v>2025-04-01</v></c><c r=\"D1\" t=\"d\"><v>2025-04-01T00:00:00Z</v></c>\
                 <c r=\"E1\" s=\"1\"><f>F1</f><v>45747.999999999993</v></c>";
    let (workbook, _) = row(cells).unwrap();
    assert!(values(&workbook).iter().all(|(_, value)| *value == Date(2025, 4, 1)), "{workbook:?}");
    let book = Book::of(&[("Sites", "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44286</v></c></row>")]);
    let other = book.clone().changed("xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    assert_eq!(values(&other.read().unwrap().0)[0].1, Date(2025, 4, 1));
    assert_eq!(values(&book.read().unwrap().0)[0].1, Date(2021, 3, 31));
    for (number, day) in [(1, (1900, 1, 1)), (59, (1900, 2, 28)), (61, (1900, 3, 1)), (2_958_465, (9999, 12, 31))] {
        let cell = format!("<c r=\"A1\" s=\"1\"><v>{number}</v></c>");
        assert_eq!(only(&cell), Date(day.0, day.1, day.2));
    }
}

#[test]
fn a_date_that_is_no_day_or_has_a_time_is_told() {
    let cells = "<c r=\"A1\" s=\"1\"><v>60</v></c><c r=\"B1\" s=\"1\"><v>-1</v></c><c r=\"C1\" s=\"1\"><v>2958466</v></c>\
                 <c r=\"D1\" s=\"3\"><v>45748.354166666664</v></c><c r=\"E1\" s=\"1\"><v>0.5</v></c>\
                 <c r=\"F1\" s=\"2\"><v>1.5</v></c><c r=\"G1\" t=\"d\"><v>2025-02-29</v></c>\
                 <c r=\"H1\" t=\"d\"><v>2025-04-01T08:30:00</v></c><c r=\"I1\" t=\"d\"><v>T08:30</v></c>";
    let expected = [
        "A1: the cell holds 60 shown as a date, and there is no such day. Give the day alone",
        "B1: the cell holds -1 shown as a date, and there is no such day",
        "C1: the cell holds 2958466 shown as a date, and there is no such day",
        "D1: the cell holds 08:30 on 2025-04-01: a day with a time",
        "E1: the cell holds 12:00 shown as a date: a time without a day",
        "F1: the cell holds 1.5 shown as a length of time, not a day",
        "G1: the cell holds \"2025-02-29\", which is not a day",
        "H1: the cell holds \"2025-04-01T08:30:00\", which is not a day",
        "I1: the cell holds \"T08:30\", which is not a day",
    ];
    let found = faults(cells);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\n  {expected}");
    }
}

#[test]
fn blanks_are_empty_cells() {
    let cells = "<c r=\"A1\" t=\"s\"><v>2</v></c><c r=\"B1\" s=\"1\"/><c r=\"C1\"><v></v></c><c r=\"D1\" t=\"s\"><v/></c>\
                 <c r=\"E1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> \u{a0}&#10;</t></is></c>\
                 <c r=\"F1\" t=\"inlineStr\"><is/></c><c r=\"G1\" t=\"str\"><f>\"\"</f><v></v></c>\
                 <c r=\"H1\" t=\"str\"><f>\"\"</f><v/></c>";
    let (workbook, warnings) = row(cells).unwrap();
    assert_eq!((values(&workbook), warnings), (Vec::new(), Vec::new()));
}

#[test]
fn a_formula_without_a_saved_value_is_told() {
    let cells = "<c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1*2</f></c><c r=\"C1\"><f>A1*2</f><v></v></c>\
                 <c r=\"D1\" t=\"str\"><f>A1</f></c><c r=\"E1\"><f>A1</f><v/></c>\
                 <c r=\"F1\"><f t=\"shared\" si=\"99999999999999999999\"/></c>";
    let found = faults(cells);
    assert_eq!(found.len(), 5, "{found:#?}");
    for (fault, column) in found.iter().zip(["B", "C", "D", "E", "F"]) {
        let expected = "1: the cell holds a formula with no saved value. Open the workbook in Excel, save it";
        assert!(fault.starts_with(&format!("{column}{expected}")), "{fault}");
    }
}

#[test]
fn errors_are_told_all_at_once_also_new_ones() {
    let kinds = ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#SPILL!", "#CALC!", "#GETTING_DATA"];
    let cells: String = kinds
        .iter()
        .zip('A'..)
        .map(|(kind, column)| format!("<c r=\"{column}1\" t=\"e\"><f>X</f><v>{kind}</v></c>"))
        .collect();
    let found = faults(&format!("{cells}<c r=\"Z1\" s=\"1\"><v>60</v></c>"));
    assert_eq!(found.len(), kinds.len() + 1, "{found:#?}");
    for (kind, fault) in kinds.iter().zip(&found) {
        assert!(fault.contains(&format!("1: the cell shows {kind}. Mend the formula")), "{fault}");
    }
    assert!(found[kinds.len()].starts_with("Z1"), "what comes after them is looked at, too: {found:#?}");
}

#[test]
fn numbers_that_have_lost_digits_are_told() {
    let cells = "<c r=\"A1\"><v>1.00023000000012E+15</v></c><c r=\"B1\"><v>-1000000000000000</v></c>\
                 <c r=\"C1\"><v>447700900123</v></c><c r=\"D1\"><v>1E+300</v></c>";
    let found = faults(cells);
    assert_eq!(found.len(), 3, "{found:#?}");
    let first = "A1: the cell holds 1.00023000000012E15, a number of more than 15 digits: the last of them are lost. \
                 Format the column as Text";
    assert!(found[0].starts_with(first), "{}", found[0]);
}

#[test]
fn what_readers_would_take_for_something_else_is_told() {
    // Each of these is read without a word by some program, as the value behind it.
    let odd = [
        ("<c r=\"A1\" t=\"s\"><v>abc</v></c>", "the first shared text"),
        ("<c r=\"A1\" t=\"s\"><v>3</v></c>", "a text that is not there"),
        ("<c r=\"A1\" t=\"s\"><v>-1</v></c>", "the first shared text"),
        ("<c r=\"A1\"><v>NaN</v></c>", "not a number"),
        ("<c r=\"A1\"><v>inf</v></c>", "endless"),
        ("<c r=\"A1\"><v>1e999</v></c>", "endless"),
        ("<c r=\"A1\"><v>12 </v></c>", "text"),
        ("<c r=\"A1\"><v>1,200</v></c>", "text"),
        ("<c r=\"A1\" t=\"n\"><v>abc</v></c>", "nothing"),
        ("<c r=\"A1\"><v>1&#50;</v></c>", "1"),
        ("<c r=\"A1\"><v>12<!-- -->34</v></c>", "12"),
        ("<c r=\"A1\" t=\"str\"><v><![CDATA[abc]]></v></c>", "nothing"),
        ("<c r=\"A1\"><v>1</v><v>2</v></c>", "2"),
        ("<c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is><v>0</v></c>", "nothing"),
        ("<c r=\"A1\" t=\"inlineStr\"><v>abc</v></c>", "nothing"),
        ("<c r=\"A1\" t=\"b\"><v>2</v></c>", "true"),
        ("<c r=\"A1\" t=\"banana\"><v>2</v></c>", "nothing"),
        ("<c r=\"A1\"><v>1</v><extLst/></c>", "1"),
    ];
    for (cell, read_as) in odd {
        let found = faults(cell);
        assert!(found.len() == 1 && found[0].starts_with("A1: the cell holds "), "{cell} as {read_as}: {found:?}");
    }
}

#[test]
fn cells_come_in_order_with_their_places_whatever_the_order_in_the_file() {
    let book = Book::of(&[(
        "Sites",
        "<row r=\"5\"><c r=\"C5\"><v>3</v></c><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"XFD2\"><v>9</v></c></row>",
    )]);
    let (workbook, _) = book.read().unwrap();
    let places: Vec<(usize, usize)> = values(&workbook).iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [(2, 16384), (5, 1), (5, 3)]);
    // Rows and cells that do not say where they stand follow the one before.
    let book = Book::of(&[(
        "Sites",
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"7\"><c r=\"B7\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>",
    )]);
    let places: Vec<(usize, usize)> = values(&book.read().unwrap().0).iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [(1, 1), (1, 2), (7, 2), (7, 3), (8, 1)]);
}

#[test]
fn a_cell_that_is_there_twice_or_in_another_row_is_told() {
    let twice = Book::of(&[("Sites", "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>")]);
    let faults = twice.read().unwrap_err();
    let place = Place { line: 1, column: 2, ..Place::sheet("book.xlsx", "Sites") };
    assert_eq!((faults.len(), faults[0].code, &faults[0].place), (1, Code::BadSheet, &place));
    for cell in ["B2", "XFE1", "A0", "A01", "1", "A", "AAAAAAAAAA1", "A4294967297", "A1048577", "Ä1", ""] {
        let book = Book::of(&[("Sites", &format!("<row r=\"1\"><c r=\"{cell}\"><v>1</v></c></row>"))]);
        let faults = book.faults();
        assert!(faults.len() == 1 && faults[0].contains("which no sheet has there"), "{faults:?}");
    }
    for row in ["0", "1048577", "-1", "4294967297", "x"] {
        let book = Book::of(&[("Sites", &format!("<row r=\"{row}\"><c><v>1</v></c></row>"))]);
        assert!(book.faults()[0].contains("which no sheet has there"), "{row}");
    }
}
