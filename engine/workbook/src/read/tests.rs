//! Limits, each a little too small for a workbook that is sound; and what is worked out on the way.

use super::areas::{Area, Spans, reference};
use super::dates::{from_number, from_text};
use super::limits::Limits;
use super::markup::{Look, Markup};
use super::read_within;
use super::refusal::{grouped, megabytes};
use calamine::{ExcelDateTime, ExcelDateTimeType};
use doorstep_scenario::{Code, Fault};
use support::Book;

#[path = "../../tests/read/support.rs"]
mod support;

/// Sets a limit.
type Set = fn(&mut Limits, u64);

fn book() -> Book {
    let rows: Vec<String> = (1..=10)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"B{row}\"/></row>"))
        .collect();
    let rows = rows.concat();
    Book::of_sheets(&[
        ("Sites", &format!("<sheetData>{rows}</sheetData>")),
        (
            "Venues",
            &format!(
                "<sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"C1:D1\"/><mergeCell ref=\"C2:D2\"/></mergeCells>"
            ),
        ),
    ])
}

#[test]
fn every_limit_is_kept_to_the_last_unit_and_says_what_it_is() {
    let bytes = book().bytes();
    let size = |name: &str| book().parts.iter().find(|(known, _)| known == name).unwrap().1.len() as u64;
    let (sheet, other) = (size("xl/worksheets/sheet2.xml"), size("xl/worksheets/sheet1.xml"));
    let whole: u64 = book().parts.iter().map(|(_, part)| part.len() as u64).sum();
    let kept = sheet + other + size("xl/styles.xml") + size("xl/sharedStrings.xml");
    let cases: [(u64, Set, Code, &str); 15] = [
        (bytes.len() as u64, |limits, to| limits.file = to, Code::FileTooLarge, "a workbook may have"),
        (8, |limits, to| limits.entries = usize::try_from(to).unwrap(), Code::NotAWorkbook, "8 parts"),
        (sheet, |limits, to| limits.part = to, Code::FileTooLarge, "unpacked"),
        (whole, |limits, to| limits.whole = to, Code::FileTooLarge, "unpacked"),
        (kept, |limits, to| limits.tables = to, Code::FileTooLarge, "the sheets and their texts come to more"),
        (
            size("xl/sharedStrings.xml"),
            |limits, to| limits.texts = to,
            Code::FileTooLarge,
            "sharedStrings.xml\" comes to",
        ),
        (size("xl/styles.xml"), |limits, to| limits.settings = to, Code::FileTooLarge, "styles.xml\" comes to"),
        (size("[Content_Types].xml"), |limits, to| limits.relations = to, Code::FileTooLarge, "Types].xml\" comes to"),
        (2, |limits, to| limits.sheets = usize::try_from(to).unwrap(), Code::FileTooLarge, "more than 1 sheets"),
        (20, |limits, to| limits.cells = usize::try_from(to).unwrap(), Code::FileTooLarge, "more than 19 filled cells"),
        (40, |limits, to| limits.places = usize::try_from(to).unwrap(), Code::FileTooLarge, "more than 39 cells"),
        (
            60,
            |limits, to| limits.letters = usize::try_from(to).unwrap(),
            Code::FileTooLarge,
            "come to more than 59 bytes",
        ),
        (5, |limits, to| limits.depth = usize::try_from(to).unwrap(), Code::NotAWorkbook, "elements within each other"),
        (3, |limits, to| limits.formats = usize::try_from(to).unwrap(), Code::FileTooLarge, "more formats of cells"),
        (2, |limits, to| limits.merged = usize::try_from(to).unwrap(), Code::BadSheet, "more than 1 areas are merged"),
    ];
    for (enough, set, code, words) in cases {
        let mut limits = Limits::REAL;
        set(&mut limits, enough);
        let answer = read_within("book.xlsx", &bytes, |_| true, &limits);
        assert!(!answer.1.iter().any(Fault::is_error), "{words}: {answer:?}");
        set(&mut limits, enough - 1);
        let (_, faults) = read_within("book.xlsx", &bytes, |_| true, &limits);
        let found = faults.iter().find(|fault| fault.code == code && fault.what.contains(words));
        assert!(found.is_some_and(|fault| !fault.fix.is_empty()), "{words}: {faults:?}");
    }
}

fn seen(text: &str) -> Markup {
    // Cut anywhere, it is the same.
    let looks = (1..=text.len()).map(|size| {
        let mut look = Look::new(text.as_bytes()).unwrap();
        for chunk in text.as_bytes().chunks(size) {
            look.over(chunk);
        }
        look.end()
    });
    let all: Vec<Markup> = looks.collect();
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{text}: {all:?}");
    all[0].clone()
}

#[test]
fn markup_is_seen_as_readers_see_it() {
    assert_eq!(
        seen("<a><b/><c d=\"/>\" e='<'>&amp;</c></a>"),
        Markup { piece: 15, depth: 2, pieces: 8, ..Markup::default() }
    );
    assert_eq!(seen("<a><!-- <b><b> --> <?b <b> ?><![CDATA[<b>]]]></a>").depth, 1);
    assert_eq!(seen("<a><!--->--><?><b>?></a>").depth, 1);
    assert_eq!(seen("<a>0123456789</a>").piece, 11);
    for declared in ["<!DOCTYPE a>", "<!doctype a>", "<?xml?> <!ENTITY a \"b\">", "<!-a>", "<![INCLUDE["] {
        assert!(seen(declared).declares, "{declared}");
    }
    for plain in ["<a><!-- <!DOCTYPE --></a>", "<a b=\"<!DOCTYPE\"/>", "<a><![CDATA[<!DOCTYPE]]></a>"] {
        assert!(!seen(plain).declares, "{plain}");
    }
    assert!(seen("<a>\0</a>").wide && Look::new(b"PK").is_none() && Look::new(b"").is_none());
    assert!(Look::new(b"\xef\xbb\xbf\n<a>").is_some());
}

#[test]
fn places_are_read_as_sheets_have_them() {
    assert_eq!(reference("A1"), Some((1, 1)));
    assert_eq!(reference("xfd1048576"), Some((1_048_576, 16_384)));
    for bad in ["", "A", "1", "A0", "XFE1", "A1048577", "A1B", "$A$1", "A 1", "AAAA1", "A00000001"] {
        assert_eq!(reference(bad), None, "{bad}");
    }
    let area = Area::read("B2:D10").unwrap();
    assert_eq!((area.cells(), area.to_string().as_str()), (27, "B2:D10"));
    assert!(Area::read("B2:A1").is_none() && Area::read("A1:B2:C3").is_none() && Area::read("A:B").is_none());
}

#[test]
fn spans_hold_what_was_added_and_nothing_else() {
    let mut spans = Spans::default();
    for (first, last) in [(5, 7), (8, 8), (1, 2), (20, 10), (6, 12), (2, 3)] {
        spans.add(first, last);
    }
    spans.settle();
    let held: Vec<usize> = (0..30).filter(|number| spans.has(*number)).collect();
    assert_eq!(held, [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]);
}

#[test]
fn every_day_of_both_systems_is_the_day_after_the_one_before() {
    for (from_1904, first, last) in [(false, 61, 2_958_465), (true, 0, 2_957_003)] {
        let mut before = if from_1904 { (1903, 12, 31) } else { (1900, 2, 28) };
        for day in first..=last {
            let number = ExcelDateTime::new(f64::from(day), ExcelDateTimeType::DateTime, from_1904);
            let found = from_number(number, from_1904).unwrap();
            let (year, month, of_month): (i16, i8, i8) = before;
            let text = |of_month: i8| from_text(&format!("{year:04}-{month:02}-{of_month:02}"));
            let expected =
                text(of_month + 1).unwrap_or(if month == 12 { (year + 1, 1, 1) } else { (year, month + 1, 1) });
            assert_eq!(found, expected, "{day}");
            before = found;
        }
        assert_eq!(before, (9999, 12, 31));
    }
}

#[test]
fn days_as_text_are_days_of_the_calendar() {
    assert_eq!(from_text("2024-02-29"), Ok((2024, 2, 29)));
    assert_eq!(from_text("2024-02-29T00:00:00.000Z"), Ok((2024, 2, 29)));
    assert_eq!(from_text("2024-02-29 00:00"), Ok((2024, 2, 29)));
    for bad in [
        "",
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-04-31",
        "0000-01-01",
        "24-01-01",
        "2024-1-1",
        "01/02/2024",
        "2024-01-01T00:01:00",
        "2024-01-01x",
        "2024-01-01T00:00:00+01:00",
        "2024-01-0é",
        "T08:30",
    ] {
        assert_eq!(from_text(bad), Err(()), "{bad}");
    }
}

#[test]
fn numbers_are_told_as_people_write_them() {
    assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    assert_eq!([59, 2_500, 50_000_000, 2_000_000_000].map(megabytes), ["59 bytes", "2 kB", "50 MB", "2,000 MB"]);
}
