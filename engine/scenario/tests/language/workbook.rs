//! A scenario's workbook as somebody fills it in, right and wrong: every fault by sheet and cell, all at once.

use doorstep_scenario::{Cell, CellValue, Fault, Imported, Tab, Workbook, load_workbook, template, template_text};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/two-centres")
}

/// The small scenario over years as a workbook.
fn book() -> Workbook {
    template(&folder().join("years.ron")).unwrap().template.workbook("book.xlsx")
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

fn number(number: f64) -> CellValue {
    CellValue::Number(number)
}

/// Row and column of a cell called as in a spreadsheet.
fn at(name: &str) -> (usize, usize) {
    let letters = name.find(|letter: char| letter.is_ascii_digit()).unwrap();
    let column = name[..letters].bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    (name[letters..].parse().unwrap(), column)
}

/// Something else in a cell.
fn put(book: &mut Workbook, sheet: &str, cell: &str, value: CellValue) {
    let (row, column) = at(cell);
    let tab = book.tabs.iter_mut().find(|tab| tab.name == sheet).unwrap();
    tab.cells.retain(|cell| (cell.row, cell.column) != (row, column));
    tab.cells.push(Cell { row, column, value });
    tab.cells.sort_by_key(|cell| (cell.row, cell.column));
}

/// Rows from one on go down by so many.
fn down(book: &mut Workbook, sheet: &str, from: usize, by: usize) {
    let tab = book.tabs.iter_mut().find(|tab| tab.name == sheet).unwrap();
    tab.cells.iter_mut().filter(|cell| cell.row >= from).for_each(|cell| cell.row += by);
}

/// The cell of a row whose first cell says so, under a head.
fn cell_of(book: &Workbook, sheet: &str, id: &str, head: &str) -> String {
    let tab = book.tabs.iter().find(|tab| tab.name == sheet).unwrap();
    let is = |cell: &&Cell, word: &str| cell.value == CellValue::Text(word.to_owned());
    let row = tab.cells.iter().find(|cell| cell.row > 1 && cell.column == 1 && is(cell, id)).unwrap().row;
    let column = tab.cells.iter().find(|cell| cell.row == 1 && is(cell, head)).unwrap().column;
    format!("{}{row}", doorstep_scenario::letters(column))
}

fn read(book: &Workbook) -> Result<Imported, Vec<Fault>> {
    load_workbook(book, &folder())
}

/// What is told of a workbook with a change.
fn told(change: impl FnOnce(&mut Workbook)) -> Vec<String> {
    let mut book = book();
    change(&mut book);
    read(&book).unwrap_err().iter().filter(|fault| fault.is_error()).map(ToString::to_string).collect()
}

fn only(change: impl FnOnce(&mut Workbook)) -> String {
    let told = told(change);
    assert_eq!(told.len(), 1, "{told:#?}");
    told.into_iter().next().unwrap()
}

#[test]
fn a_changed_amount_is_a_changed_scenario() {
    let mut book = book();
    let cell = cell_of(&book, "Levels", "hub", "costs/staff");
    put(&mut book, "Levels", &cell, number(65_000.5));
    let changed = read(&book).unwrap();
    let hub = changed.loaded.scenario.levels.iter().find(|level| level.id == "hub").unwrap();
    assert!(hub.costs.iter().any(|(_, amount)| amount.to_string() == "£65,000.50"));
    let (name, bytes) = &changed.files[0];
    assert_eq!(name, "scenario.ron");
    assert!(String::from_utf8_lossy(bytes).contains("\"staff\": \"£65,000.50\""));
}

#[test]
fn money_may_be_typed_as_text_and_binary_fractions_are_not_pennies() {
    for (typed, is) in [
        (text("£65,000.50"), "£65,000.50"),
        (text(" £65k"), "£65,000"),
        (number(65_000.100_000_000_006), "£65,000.10"),
        (number(120_000.1 + 1e-11), "£120,000.10"),
    ] {
        let mut book = book();
        let cell = cell_of(&book, "Levels", "hub", "costs/staff");
        put(&mut book, "Levels", &cell, typed);
        let scenario = read(&book).unwrap().loaded.scenario;
        let hub = scenario.levels.iter().find(|level| level.id == "hub").unwrap();
        assert!(hub.costs.iter().any(|(_, amount)| amount.to_string() == is), "{is}: {:?}", hub.costs);
    }
    let told = only(|book| {
        let cell = cell_of(book, "Levels", "hub", "costs/staff");
        put(book, "Levels", &cell, number(65_000.125));
    });
    assert_eq!(
        told,
        "book.xlsx: Levels!D2: error DS108: 65000.125 is not a whole number of pence. Round it to the penny"
    );
}

#[test]
fn a_share_may_be_a_percentage_and_25_is_none() {
    let at = |book: &Workbook| cell_of(book, "Services", "stay-and-play", "take_up/under-5");
    for typed in [number(0.25), text("25%"), text("0.25")] {
        let mut book = book();
        let cell = at(&book);
        put(&mut book, "Services", &cell, typed);
        let scenario = read(&book).unwrap().loaded.scenario;
        assert!((scenario.services[0].take_up[0].unwrap().value() - 0.25).abs() < 1e-15);
    }
    let told = only(|book| {
        let cell = at(book);
        put(book, "Services", &cell, number(25.0));
    });
    assert_eq!(told, "book.xlsx: Services!D2: error DS107: 25 is outside 0 to 1. Rates are 0 to 1: did you mean 0.25?");
}

#[test]
fn what_is_not_in_the_language_is_told_once_at_its_head() {
    let told = only(|book| {
        let cell = cell_of(book, "Lines", "staff", "touchable");
        put(book, "Lines", &format!("{}1", &cell[..1]), text("tuchable"));
        // The reading goes on: what is missing for want of it is told with its row, so it is given elsewhere.
        put(book, "Lines", "J1", text("touchable"));
        for row in 2..=5 {
            put(book, "Lines", &format!("J{row}"), text("yes"));
        }
    });
    assert_eq!(told, "book.xlsx: Lines!D1: error DS102: unknown setting \"tuchable\". Did you mean \"touchable\"?");
}

#[test]
fn names_of_nothing_are_told_with_what_may_be_meant() {
    let told = told(|book| {
        put(book, "Lines", "C2", text("generall"));
        put(book, "Modes", "A2", text("stay-and-pay"));
        put(book, "baseline.csv", "C2", text("elmm"));
    });
    // What stands in sheets is read before names are looked up.
    assert_eq!(
        told,
        ["book.xlsx: Modes!A2: error DS110: there is no \"stay-and-pay\" in the sheet of services. Did you mean \
             \"stay-and-play\"?"]
    );
    let told = self::told(|book| {
        put(book, "Lines", "C2", text("generall"));
        put(book, "baseline.csv", "C2", text("elmm"));
    });
    assert_eq!(
        told,
        [
            "book.xlsx: Lines!C2: error DS110: there is no fund \"generall\". Did you mean \"general\"?",
            "book.xlsx: baseline.csv!C2: error DS110: there is no site or venue \"elmm\". Did you mean \"elm\"?",
        ]
    );
}

#[test]
fn sheets_are_known_by_their_names() {
    let told = told(|book| {
        book.tabs.iter_mut().find(|tab| tab.name == "Lines").unwrap().name = "Lines (2)".to_owned();
        book.tabs.iter_mut().find(|tab| tab.name == "Funds").unwrap().name = " funds ".to_owned();
    });
    assert_eq!(
        told,
        [
            "book.xlsx: error DS209: there is no sheet \"Lines\". Name it so, or begin with `doorstep new --workbook`",
            "book.xlsx: Lines (2): error DS110: no part of a scenario is called \"Lines (2)\". Did you mean \"Lines\"? A \
             table's name ends in .csv, one of your own sheets' stands in brackets: (Lines (2))"
        ]
    );
    let told = self::told(|book| book.tabs.retain(|tab| tab.name != "Settings"));
    assert!(told[0].starts_with("book.xlsx: error DS209: there is no sheet \"Settings\". Begin with"), "{told:?}");
    // A table may stand beside the workbook; that it does is said.
    let mut without = book();
    without.tabs.retain(|tab| tab.name != "areas.csv");
    let read_beside = read(&without).unwrap();
    assert_eq!(read_beside.beside, ["areas.csv"]);
    assert_eq!(
        read_beside.loaded.warnings[0].to_string(),
        "book.xlsx: warning DS210: there is no sheet areas.csv: the file of that name was read. Look that it is the one \
         you mean"
    );
    // A sheet of the user's own says nothing.
    let mut own = book();
    own.tabs[3].name = "(working)".to_owned();
    assert!(read(&own).is_err(), "a part put aside is missing");
    let mut own = book();
    own.tabs.push(Tab { name: "(working)".to_owned(), cells: own.tabs[0].cells.clone() });
    assert!(read(&own).is_ok());
}

#[test]
fn titles_totals_gaps_and_cells_beside_a_table_are_told() {
    let told = only(|book| {
        down(book, "Levels", 1, 3);
        put(book, "Levels", "A1", text("Budget 2025/26"));
    });
    assert_eq!(
        told,
        "book.xlsx: Levels, row 1: error DS209: the head has to stand in row 1; row 1 is \"Budget 2025/26\". The head \
         looks to be in row 4: delete the rows above it"
    );
    let told = only(|book| {
        put(book, "areas.csv", "A5", text("Total"));
        put(book, "areas.csv", "H5", number(400.0));
    });
    assert_eq!(
        told,
        "book.xlsx: areas.csv!A5: error DS209: \"Total\" looks like a total. Totals are worked out, never read: delete \
         the row"
    );
    let told = only(|book| down(book, "areas.csv", 4, 2));
    assert_eq!(
        told,
        "book.xlsx: areas.csv, row 6: error DS209: after the empty row 4 more follows in row 6. Delete empty rows; a \
         second table stands in a sheet of its own"
    );
    let told = only(|book| put(book, "Levels", "H2", text("see page 4")));
    assert_eq!(
        told,
        "book.xlsx: Levels!H2: error DS209: \"see page 4\" stands in a column without a head. Name the column in row 1, \
         or clear the cell"
    );
}

#[test]
fn what_is_wrong_by_itself_is_told_whatever_else_is() {
    let told = told(|book| {
        put(book, "Levels", "J1", text("comments"));
        let share = cell_of(book, "Services", "stay-and-play", "take_up/under-5");
        put(book, "Services", &share, number(25.0));
        put(book, "areas.csv", "H2", text("many"));
        let touchable = cell_of(book, "Lines", "hire", "touchable");
        put(book, "Lines", &touchable, text("y"));
    });
    let mut codes: Vec<&str> = told.iter().filter_map(|line| line.split(" error ").nth(1)?.get(..5)).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["DS102", "DS107", "DS205", "DS205"], "{told:#?}");
    let mut torn = book();
    put(&mut torn, "Levels", "J1", text("comments"));
    let faults = read(&torn).unwrap_err();
    assert!(faults.iter().any(|fault| fault.fix.contains("more may follow")), "{faults:#?}");
}

#[test]
fn a_row_that_adds_up_the_others_is_looked_at_and_several_names_have_bars() {
    let mut total = book();
    for (cell, value) in [("A5", text("all")), ("C5", text("North"))] {
        put(&mut total, "areas.csv", cell, value);
    }
    for (cell, value) in [("D5", 400_000.0), ("E5", 300_500.0), ("F5", 5.0), ("G5", 1.0), ("H5", 400.0)] {
        put(&mut total, "areas.csv", cell, number(value));
    }
    let warned: Vec<String> = read(&total).unwrap().loaded.warnings.iter().map(ToString::to_string).collect();
    let told = "book.xlsx: areas.csv!H5: warning DS210: \"under_5\" is the sum of all above it, as in a row of totals. \
                Totals are worked out, never read: delete the row if it is one";
    assert!(warned.iter().any(|line| line == told), "{warned:#?}");
    let told = only(|book| {
        let levels = cell_of(book, "Rules", "one-hub", "levels");
        put(book, "Rules", &levels, text("hub, linked"));
    });
    assert!(told.contains("\"hub, linked\" looks like several names. Put | between them"), "{told}");
    // Blanks that nobody sees are no part of a name.
    let mut blank = book();
    let fund = cell_of(&blank, "Lines", "hire", "fund");
    put(&mut blank, "Lines", &fund, text("general "));
    assert!(read(&blank).is_ok());
}

#[test]
fn ids_that_a_spreadsheet_has_changed_are_refused() {
    let told = told(|book| {
        put(book, "Levels", "A2", number(1.0));
        put(book, "Lines", "A3", CellValue::Date(2026, 10, 1));
    });
    assert_eq!(
        told,
        [
            "book.xlsx: Levels!A2: error DS205: this is the number 1, and text is expected. Format the cell as Text and \
             type it again: a spreadsheet may have changed it",
            "book.xlsx: Lines!A3: error DS205: this is the date 2026-10-01, and text is expected. Format the cell as \
             Text and type it again: a spreadsheet may have changed it",
        ]
    );
    let told = self::told(|book| put(book, "areas.csv", "A3", number(7.0)));
    assert!(
        told.iter().any(|line| line.starts_with(
            "book.xlsx: areas.csv!A3: error DS205: this is the number 7, and others in the column are text. Format"
        )),
        "{told:#?}"
    );
}

#[test]
fn years_and_months_that_became_dates_are_told_or_understood() {
    let row = |book: &Workbook, path: &str| {
        let tab = book.tabs.iter().find(|tab| tab.name == "Settings").unwrap();
        tab.cells.iter().find(|cell| cell.column == 1 && cell.value == CellValue::Text(path.to_owned())).unwrap().row
    };
    let mut typed = book();
    let at = row(&typed, "programme/moves/effect/2027-28");
    put(&mut typed, "Settings", &format!("B{at}"), CellValue::Date(2027, 10, 1));
    assert!(read(&typed).is_ok(), "1 October 2027 is a date to a spreadsheet");
    let told = only(|book| put(book, "Settings", &format!("B{at}"), CellValue::Date(2026, 10, 1)));
    assert!(told.contains("error DS205: this is the date 2026-10-01, which is not in 2027-28. Format"), "{told}");
    let told = only(|book| {
        let at = row(book, "years/end");
        put(book, "Settings", &format!("B{at}"), number(2027.0));
    });
    assert!(
        told.contains(
            "error DS205: this is the number 2027, and a financial year is expected. Format the cell as Text and write"
        ),
        "{told}"
    );
}

#[test]
fn the_same_id_and_the_same_sheet_twice_are_told() {
    let told = told(|book| {
        put(book, "Levels", "A3", text("hub"));
        let mut again = book.tabs[1].clone();
        again.name = again.name.to_uppercase();
        book.tabs.push(again);
    });
    assert!(told.iter().any(|line| line.contains("Levels!A3: error DS104: \"hub\" is given twice (first at book.xlsx: Levels!A2)")));
    assert!(told.iter().any(|line| line.contains("error DS104: there are two sheets")), "{told:#?}");
}

#[test]
fn a_workbook_to_begin_with_has_a_sheet_for_everything_and_is_sound() {
    let files: Vec<(String, String)> =
        ["years.ron", "scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv"]
            .map(|name| (name.to_owned(), std::fs::read_to_string(folder().join(name)).unwrap()))
            .into();
    let short: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let out = template_text(&short).unwrap();
    let names: Vec<&str> = out.template.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    for name in ["Settings", "Funds", "Inflation", "Pressures", "Measures", "Roles", "Rules", "sites.csv"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    let back = read(&out.template.workbook("new.xlsx")).unwrap();
    let again = read(&book()).unwrap();
    assert_eq!(back.files, again.files, "empty sheets say nothing");
}

#[test]
fn a_workbook_writes_no_file_but_those_of_its_own_folder() {
    for name in ["../out.csv", "/tmp/out.csv", "a/b.csv", "a\\b.csv", "C:x.csv", "CON.csv", "http://x.csv"] {
        let told = only(|book| {
            let cells = book.tabs.iter().find(|tab| tab.name == "areas.csv").unwrap().cells.clone();
            book.tabs.push(Tab { name: name.to_owned(), cells });
        });
        assert!(told.contains("error DS004"), "{told}");
    }
    // A table that nobody names is told, and not written.
    let mut more = book();
    let cells = more.tabs.iter().find(|tab| tab.name == "areas.csv").unwrap().cells.clone();
    more.tabs.push(Tab { name: "more.csv".to_owned(), cells });
    let read = read(&more).unwrap();
    assert!(read.files.iter().all(|(name, _)| name != "more.csv"));
    assert!(read.loaded.warnings.iter().any(|fault| fault.what.contains("no setting names the table more.csv")));
}

#[test]
fn what_is_made_to_fill_memory_or_stack_is_refused() {
    let told = only(|book| {
        put(book, "Settings", "A90", text(&"a/".repeat(20_000)));
        put(book, "Settings", "B90", text("x"));
        let last = book.tabs[0].cells.iter().filter(|cell| cell.row < 90).map(|cell| cell.row).max().unwrap();
        let moved = book.tabs[0].cells.iter_mut().filter(|cell| cell.row == 90);
        moved.for_each(|cell| cell.row = last + 1);
    });
    assert!(told.contains("a way of 20001 steps"), "{told}");
    let told = only(|book| put(book, "Lines", "J1", text(&"name/".repeat(20_000))));
    assert!(told.contains("steps, and no setting has more than 16"), "{told}");
    let told = self::told(|book| {
        let tab = book.tabs.iter_mut().find(|tab| tab.name == "areas.csv").unwrap();
        tab.cells.extend((10..1_200).map(|column| Cell { row: 1, column, value: text(&format!("c{column}")) }));
        tab.cells.sort_by_key(|cell| (cell.row, cell.column));
    });
    assert!(told.iter().any(|line| line.contains("DS002: more than 1000 columns")), "{told:#?}");
    let told = only(|book| {
        let tab = book.tabs.iter_mut().find(|tab| tab.name == "Levels").unwrap();
        tab.cells.extend((10..60_000).map(|row| Cell { row, column: 1, value: text(&format!("level-{row}")) }));
    });
    assert!(told.contains("DS002: more than 50000 values"), "{told}");
}

#[test]
fn what_is_said_twice_in_two_ways_is_told() {
    let next = |book: &Workbook| book.tabs[0].cells.iter().map(|cell| cell.row).max().unwrap() + 1;
    for (path, value) in [("goals", "ron: [LeastCost]"), ("goals/foo", "3"), ("notes/x", "lost")] {
        let told = told(|book| {
            let row = next(book);
            put(book, "Settings", &format!("A{row}"), text("notes"));
            put(book, "Settings", &format!("B{row}"), text("another"));
            put(book, "Settings", &format!("A{}", row + 1), text(path));
            put(book, "Settings", &format!("B{}", row + 1), text(value));
        });
        assert!(told.iter().any(|line| line.contains("DS104: the same is said in another way")), "{path}: {told:#?}");
    }
}
