//! What is easily overlooked in sheets, and sheets that are no plain table.

use crate::support::{Book, relation, sound, told};
use doorstep_scenario::{CellValue, Code};

/// Ten rows of three cells, with what stands before and behind them in the sheet.
fn sheet(before: &str, row_attributes: &dyn Fn(usize) -> &'static str, behind: &str) -> Book {
    let rows: String = (1..=10)
        .map(|row| {
            let more = row_attributes(row);
            format!(
                "<row r=\"{row}\"{more}><c r=\"A{row}\"><v>1</v></c><c r=\"B{row}\"><v>2</v></c><c r=\"C{row}\"/></row>"
            )
        })
        .collect();
    Book::of_sheets(&[("Sites", &format!("{before}<sheetData>{rows}</sheetData>{behind}"))])
}

fn warnings(book: &Book) -> Vec<String> {
    let (workbook, warnings) = book.read().unwrap();
    assert_eq!(workbook.tabs[0].cells.len(), 20, "hidden cells are read");
    sound(&warnings);
    assert!(warnings.iter().all(|warning| warning.code == Code::OddSheet && !warning.is_error()));
    told(&warnings)
}

#[test]
fn hidden_rows_with_data_are_counted() {
    let hidden = |row: usize| if (3..=6).contains(&row) { " hidden=\"1\"" } else { "" };
    let found = warnings(&sheet("", &hidden, ""));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("book.xlsx: Sites: warning DS210: 4 hidden rows were read, row 3 first. Show them"));
    let one = |row: usize| if row == 9 { " ht=\"0\" customHeight=\"1\"" } else { "" };
    assert!(warnings(&sheet("", &one, ""))[0].contains("1 hidden row was read, row 9. "));
    let filter = "<autoFilter ref=\"A1:B10\"><filterColumn colId=\"0\"><filters/></filterColumn></autoFilter>";
    assert!(warnings(&sheet("", &hidden, filter))[0].contains("4 filtered or hidden rows were read"));
    assert_eq!(warnings(&sheet("", &|_| "", "<autoFilter ref=\"A1:B10\"/>")), Vec::<String>::new());
}

#[test]
fn hidden_columns_with_data_are_counted_and_empty_ones_are_not() {
    let columns = "<cols><col min=\"2\" max=\"16384\" hidden=\"1\"/></cols>";
    let found = warnings(&sheet(columns, &|_| "", ""));
    assert!(found.len() == 1 && found[0].contains("1 hidden column was read, column B. "), "{found:?}");
    let empty = "<cols><col min=\"3\" max=\"16384\" hidden=\"1\"/><col min=\"1\" max=\"1\" width=\"9\"/></cols>";
    assert_eq!(warnings(&sheet(empty, &|_| "", "")), Vec::<String>::new());
    let narrow = "<cols><col min=\"1\" max=\"1\" width=\"0\" customWidth=\"1\"/></cols>";
    assert!(warnings(&sheet(narrow, &|_| "", ""))[0].contains("column A. "));
}

#[test]
fn hidden_sheets_are_read_and_told() {
    for state in ["hidden", "veryHidden"] {
        let with = format!("sheetId=\"1\" state=\"{state}\"");
        let book = sheet("", &|_| "", "").changed("xl/workbook.xml", "sheetId=\"1\"", &with);
        let found = warnings(&book);
        assert!(found.len() == 1 && found[0].contains("the sheet is hidden, and was read"), "{found:?}");
        let empty = Book::of(&[("Sites", "")]).changed("xl/workbook.xml", "sheetId=\"1\"", &with);
        assert_eq!(empty.read().unwrap().1, Vec::new());
    }
}

#[test]
fn merged_cells_that_hold_something_are_told_with_their_area() {
    let merged = "<mergeCells count=\"4\"><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"E1:F2\"/><mergeCell ref=\"B7\"/>\
                  <mergeCell ref=\"A9:B10\"/></mergeCells>";
    let faults = sheet("", &|_| "", merged).read().unwrap_err();
    sound(&faults);
    assert!(faults.iter().all(|fault| fault.code == Code::BadSheet));
    let told = told(&faults);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].starts_with("book.xlsx: Sites!A2: error DS209: the cells A2:A4 are merged"), "{told:#?}");
    assert!(told[1].contains("Sites!A9") && told[1].contains("A9:B10"), "{told:#?}");
}

#[test]
fn a_stray_cell_far_away_is_told_with_its_address() {
    let stray = |place: &str, row: usize| {
        let rows: String = (1..=10).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
        Book::of(&[("Sites", &format!("{rows}<row r=\"{row}\"><c r=\"{place}\"><v>1</v></c></row>"))])
    };
    let faults = stray("XFD1048576", 1_048_576).read().unwrap_err();
    sound(&faults);
    let told = told(&faults);
    assert_eq!((told.len(), faults[0].code), (1, Code::FileTooLarge), "{told:?}");
    let expected = "book.xlsx: Sites!XFD1048576: error DS002: the cell holds a value far from the others: the cells \
                    from A1 to XFD1048576 are more than 1,000,000. Clear stray cells";
    assert_eq!(told[0], expected);
    assert!(stray("CV1000000", 1_000_000).faults()[0].contains("Sites!CV1000000"));
    assert!(stray("C400000", 400_000).faults()[0].contains("Sites!C400000"));
    assert!(stray("A5000", 5_000).read().is_ok(), "whoever reads the table sees the gap");
}

#[test]
fn sheets_with_only_a_chart_are_left_out_and_all_others_are_there_in_order() {
    let book = Book::of(&[("Sites", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), ("Notes", ""), ("Venues", "")])
        .changed(
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            &format!("{}</Relationships>", relation("rId7", "chartsheet", "chartsheets/sheet1.xml")),
        )
        .changed(
            "xl/workbook.xml",
            "<sheet name=\"Notes\"",
            "<sheet name=\"Chart 1\" sheetId=\"9\" r:id=\"rId7\"/><sheet name=\"Notes\"",
        )
        .with("xl/chartsheets/sheet1.xml", "<chartsheet/>");
    let (workbook, warnings) = book.read().unwrap();
    let names: Vec<&str> = workbook.tabs.iter().map(|tab| tab.name.as_str()).collect();
    assert_eq!((names, warnings), (vec!["Sites", "Notes", "Venues"], Vec::new()));
    assert_eq!(workbook.file, "book.xlsx");
    assert_eq!(workbook.tabs[0].cells[0].value, CellValue::Number(1.0));
}

#[test]
fn names_of_sheets_are_as_they_mean_and_can_be_told_apart() {
    let (workbook, _) = Book::of(&[("Children &amp; families", ""), ("Élan", "")]).read().unwrap();
    assert_eq!(workbook.tabs[0].name, "Children & families");
    let long = "n".repeat(101);
    for (name, says) in
        [("a&#10;b", "is named"), ("a\u{202e}b", "is named"), (long.as_str(), "is named"), (" ", "no name")]
    {
        let faults = Book::of(&[("Sites", ""), (name, "")]).read().unwrap_err();
        sound(&faults);
        assert!(faults[0].code == Code::BadSheet && faults[0].what.contains(says), "{faults:?}");
    }
    let faults = Book::of(&[("Sites", ""), ("SITES", "")]).faults();
    assert!(faults[0].contains("two sheets are named \"SITES\""), "{faults:?}");
}

#[test]
fn faults_of_all_sheets_are_told_at_once() {
    let error = |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"e\"><v>#REF!</v></c></row>");
    let faults = Book::of(&[("Sites", &error(3)), ("Venues", "<row"), ("Areas", &error(2))]).read().unwrap_err();
    let places: Vec<String> = faults.iter().map(|fault| fault.place.to_string()).collect();
    assert_eq!(places, ["book.xlsx: Areas!A2", "book.xlsx: Sites!A3", "book.xlsx: Venues"]);
}
