//! Files made to fill the memory or to take for ever: each is refused within two seconds of work and 300 MB, the file
//! itself among them. One after the other, since memory is counted for the whole program.
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(clippy::print_stdout, reason = "figures are told with --nocapture")]

#[path = "../read/support.rs"]
mod support;

use doorstep_scenario::{Code, Fault};
use peak_alloc::PeakAlloc;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use support::{Book, relation, sound};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One bomb at a time.
static ALONE: Mutex<()> = Mutex::new(());

const MOST_MEMORY: usize = 300_000_000;
/// A build that is not optimised may take longer.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 });

/// How long a thread has worked, where the system tells: other work on the machine does not count.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Reads a file within the limits of time and memory.
fn within<T>(name: &str, bytes: &[u8], then: impl FnOnce(Result<usize, Vec<Fault>>) -> T) -> T {
    MEMORY.reset_peak_usage();
    let (begun, before) = (Instant::now(), worked());
    let answer = doorstep_workbook::read("bomb.xlsx", bytes);
    let took = before.zip(worked()).map_or_else(|| begun.elapsed(), |(before, after)| after.saturating_sub(before));
    let peak = MEMORY.peak_usage();
    println!("{name:45} file {:9} bytes, {:5} ms, {:4} MB", bytes.len(), took.as_millis(), peak / 1_000_000);
    assert!(peak < MOST_MEMORY, "{name}: {} MB", peak / 1_000_000);
    // What is large and sound may take longer to be read.
    assert!(took < if answer.is_err() { PATIENCE } else { 3 * PATIENCE }, "{name}: {took:?}");
    then(answer.map(|(workbook, _)| workbook.tabs.iter().map(|tab| tab.cells.len()).sum()))
}

/// Such a file is refused, with this code and these words.
fn refused(name: &str, bytes: &[u8], code: Code, words: &str) {
    within(name, bytes, |answer| {
        let faults = answer.unwrap_err();
        sound(&faults);
        assert!(faults.iter().any(|fault| fault.code == code && fault.what.contains(words)), "{name}: {:?}", faults[0]);
    });
}

fn alone() -> impl Drop {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A workbook with a part that is written piece by piece.
fn with_part(book: &Book, name: &str, write: impl Fn(&mut dyn std::io::Write)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    for (known, content) in &book.parts {
        if known != name {
            zip.start_file(known.as_str(), options).unwrap();
            zip.write_all(content).unwrap();
        }
    }
    zip.start_file(name, options).unwrap();
    let mut buffered = std::io::BufWriter::with_capacity(1 << 16, &mut zip);
    write(&mut buffered);
    drop(buffered);
    zip.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const FORMATS: &str = "xl/styles.xml";

/// A workbook whose sheet is a beginning, a middle that is repeated so often, and an end.
fn repeated(begin: &str, middle: &str, times: usize, end: &str) -> Vec<u8> {
    part_repeated(SHEET, begin, middle, times, end)
}

fn part_repeated(name: &str, begin: &str, middle: &str, times: usize, end: &str) -> Vec<u8> {
    with_part(&Book::of(&[("Sites", "")]), name, |out| {
        out.write_all(begin.as_bytes()).unwrap();
        for _ in 0..times {
            out.write_all(middle.as_bytes()).unwrap();
        }
        out.write_all(end.as_bytes()).unwrap();
    })
}

/// A workbook with so many rows of so many cells in each sheet.
fn filled(sheets: usize, rows: usize, cell: &str) -> Vec<u8> {
    let mut data = String::new();
    for row in 1..=rows {
        write!(data, "<row r=\"{row}\">{}</row>", cell.repeat(10)).unwrap();
    }
    let names: Vec<String> = (0..sheets).map(|at| format!("Year {at}")).collect();
    let all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), data.as_str())).collect();
    Book::of(&all).bytes()
}

#[test]
fn a_stray_cell_is_told_without_room_for_all_between() {
    let _alone = alone();
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    refused("C01 stray cell", &Book::of(&[("Sites", rows)]).bytes(), Code::FileTooLarge, "far from the others");
}

#[test]
fn parts_that_unpack_to_too_much_are_refused_whatever_their_headers_say() {
    let _alone = alone();
    let zeros = "\0".repeat(1 << 20);
    let bomb = repeated("", &zeros, 320, "");
    refused("335 MB in one part", &bomb, Code::FileTooLarge, "more than 300 MB unpacked");
    let spaces = " ".repeat(1 << 20);
    refused("335 MB of blanks as XML", &repeated("<worksheet>", &spaces, 320, ""), Code::FileTooLarge, "300 MB");

    let mut many = Book::of(&[("Sites", "")]);
    for at in 0..6 {
        many.add(&format!("xl/media/{at}.png"), vec![0; 99_000_000]);
    }
    let bytes = many.bytes();
    drop(many);
    refused("600 MB in six parts", &bytes, Code::FileTooLarge, "more than 500 MB unpacked");

    // The header and the list both say that it unpacks to a hundred bytes.
    let mut lies = bomb;
    let real = (320_u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..lies.len() - 4).filter(|at| lies[*at..*at + 4] == real).collect();
    assert!(!places.is_empty());
    for at in places {
        lies[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    refused("335 MB, said to be 100 bytes", &lies, Code::NotAWorkbook, "cannot be unpacked");
}

#[test]
fn lists_of_parts_without_end_are_refused() {
    let _alone = alone();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..100_000 {
        zip.start_file(format!("xl/{at}.xml"), SimpleFileOptions::default()).unwrap();
    }
    let many = zip.finish().unwrap().into_inner();
    refused("C04 100,000 parts", &many, Code::NotAWorkbook, "100,000 parts");
    drop(many);

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..400 {
        zip.start_file(format!("xl/{at}{}", "n".repeat(60_000)), SimpleFileOptions::default()).unwrap();
    }
    refused("parts with endless names", &zip.finish().unwrap().into_inner(), Code::NotAWorkbook, "outside it");

    // Many ends of lists, each of which says that the list is long.
    let mut bytes = Book::of(&[("Sites", "")]).bytes();
    for _ in 0..2_900 {
        bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\xff\xfe\xff\xfe\xff\xff\xff\x7f\0\0\0\0\0\0");
    }
    within("thousands of lists", &bytes, |answer| sound(&answer.err().unwrap_or_default()));
}

#[test]
fn entities_are_refused_in_every_part() {
    let _alone = alone();
    let mut laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">".to_owned();
    for at in 1..10 {
        write!(laughs, "<!ENTITY lol{at} \"{}\">", format!("&lol{};", at - 1).repeat(10)).unwrap();
    }
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&lol9;</t></is></c></row>";
    let book = Book::of(&[("Sites", rows)]);
    let parts: Vec<String> = book.parts.iter().map(|(name, _)| name.clone()).collect();
    for part in parts.iter().map(String::as_str).chain(["customXml/item1.xml"]) {
        let bytes = book.clone().with(part, format!("<?xml version=\"1.0\"?>{laughs}]><a>&lol9;</a>")).bytes();
        refused(&format!("C21 entities in {part}"), &bytes, Code::NotAWorkbook, "declares a document type");
    }
    refused("an entity nobody declared", &book.bytes(), Code::NotAWorkbook, "the sheet cannot be read");
}

#[test]
fn too_many_cells_are_refused_over_the_whole_file() {
    let _alone = alone();
    let cells = filled(40, 3_000, "<c><v>1</v></c>");
    refused("C22 40 sheets, 1,200,000 cells", &cells, Code::FileTooLarge, "more than 1,000,000 filled cells");
    drop(cells);
    let errors = filled(4, 20_000, "<c t=\"e\"><v>#REF!</v></c>");
    refused("800,000 errors", &errors, Code::BadCell, "#REF!");
    let formulas = filled(4, 20_000, "<c><f>1</f></c>");
    refused("800,000 formulas without a value", &formulas, Code::BadCell, "no saved value");
    let beyond = repeated("<worksheet><sheetData><row>", "<c><v>1</v></c>", 20_000, "</row></sheetData></worksheet>");
    refused("20,000 columns", &beyond, Code::NotAWorkbook, "which no sheet has");
}

#[test]
fn a_million_cells_are_read() {
    let _alone = alone();
    within("1,000,000 numbers in 10 sheets", &filled(10, 10_000, "<c><v>123456.78</v></c>"), |answer| {
        assert_eq!(answer.unwrap(), 1_000_000);
    });
    let texts = filled(10, 10_000, "<c t=\"inlineStr\"><is><t>Stay and play, Elm Road, on Mondays</t></is></c>");
    within("1,000,000 texts in 10 sheets", &texts, |answer| assert_eq!(answer.unwrap(), 1_000_000));

    // As much as may be kept of everything at once.
    let mut rows = String::new();
    for row in 0..100_000 {
        let cells = (0..10).map(|cell| format!("<c t=\"s\"><v>{}</v></c>", row * 10 + cell));
        write!(rows, "<row>{}</row>", cells.collect::<String>()).unwrap();
    }
    let mut texts = String::from("<sst uniqueCount=\"1000000\">");
    for text in 0..1_000_000 {
        write!(texts, "<si><t>{text:049}</t></si>").unwrap();
    }
    let names = "<definedName name=\"\"/>".repeat(500_000);
    let formats = "<xf/>".repeat(60_000);
    let bytes = Book::of(&[("Sites", &rows)])
        .with("xl/sharedStrings.xml", texts + "</sst>")
        .with("xl/styles.xml", format!("<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>"))
        .changed("xl/workbook.xml", "</workbook>", &format!("{names}</workbook>"))
        .bytes();
    drop((rows, names, formats));
    within("1,000,000 different texts, 500,000 names", &bytes, |answer| assert_eq!(answer.unwrap(), 1_000_000));
}

#[test]
fn pieces_of_markup_without_end_are_refused() {
    let _alone = alone();
    let long = "a".repeat(1 << 20);
    let cases = [
        ("a text of 40 MB", "<worksheet><sheetData><row><c t=\"str\"><v>", "</v></c></row></sheetData></worksheet>"),
        ("a comment of 40 MB", "<worksheet><!--", "--><sheetData/></worksheet>"),
        ("an attribute of 40 MB", "<worksheet a=\"", "\"><sheetData/></worksheet>"),
        ("a name of 40 MB", "<worksheet><", "/><sheetData/></worksheet>"),
        ("an instruction of 40 MB", "<worksheet><?", "?><sheetData/></worksheet>"),
        ("text as it stands of 40 MB", "<worksheet><![CDATA[", "]]><sheetData/></worksheet>"),
    ];
    for (name, begin, end) in cases {
        refused(name, &repeated(begin, &long, 40, end), Code::NotAWorkbook, "no cell holds as much");
    }
    let deep = repeated("<worksheet><sheetData><row><c>", "<is>", 2_000_000, "");
    refused("2,000,000 elements deep", &deep, Code::NotAWorkbook, "elements within each other");
    let cells =
        [("is", "<t>&#65;</t>", "longer than any"), ("is", "&amp;", "no cell holds"), ("v", "<w>1</w>", "longer")];
    for (name, middle, words) in cells {
        let begin = format!("<worksheet><sheetData><row><c><{name}>");
        let bytes = repeated(&begin, middle, 40_000_000 / middle.len(), "</sheetData></worksheet>");
        refused(&format!("a cell of 40 MB in {name}"), &bytes, Code::NotAWorkbook, words);
    }
}

#[test]
fn what_a_file_says_it_holds_is_not_believed() {
    let _alone = alone();
    let book = Book::of(&[("Sites", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")]);
    for said in ["1000001", "99999999999", "18446744073709551615", "999999999999999999999999"] {
        let bytes =
            book.clone().changed("xl/sharedStrings.xml", "uniqueCount=\"3\"", &format!("uniqueCount=\"{said}\""));
        refused(&format!("{said} texts, it says"), &bytes.bytes(), Code::FileTooLarge, "more than 1,000,000 texts");
    }
    let shared =
        "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:XFD1048576\" si=\"4294967295\">B1</f><v>1</v></c></row>";
    within("a shared formula's huge number", &Book::of(&[("Sites", shared)]).bytes(), |answer| {
        assert_eq!(answer.unwrap(), 1);
    });
    for said in ["A1:XFD1048576", "A1"] {
        let sheet = format!("<dimension ref=\"{said}\"/><sheetData><row><c><v>1</v></c></row></sheetData>");
        within("a sheet's said size", &Book::of_sheets(&[("Sites", &sheet)]).bytes(), |answer| {
            assert_eq!(answer.unwrap(), 1);
        });
    }
    for said in ["B2:A1", "A1:A1:A1", "", "XFE1", "A1:AAAAAAAAAAAAAAA99999999999999"] {
        let sheet = format!("<dimension ref=\"{said}\"/><sheetData/>");
        let bytes = Book::of_sheets(&[("Sites", &sheet)]).bytes();
        refused("a size that is none", &bytes, Code::NotAWorkbook, "how far it reaches");
    }
}

#[test]
fn little_that_comes_to_much_is_refused() {
    let _alone = alone();
    refused(
        "10,000,000 empty shared texts",
        &part_repeated(TEXTS, "<sst>", "<si/>", 10_000_000, "</sst>"),
        Code::FileTooLarge,
        "more than 1,000,000 texts",
    );
    refused(
        "99 MB of shared texts",
        &part_repeated(TEXTS, "<sst>", &format!("<si><t>{}</t></si>", "e".repeat(1_000)), 97_000, "</sst>"),
        Code::FileTooLarge,
        "come to more than 50 MB",
    );
    refused(
        "a shared text of 58 MB",
        &part_repeated(TEXTS, "<sst><si>", "<r><t>AAAAAAAAA</t></r>", 2_400_000, "</si></sst>"),
        Code::NotAWorkbook,
        "longer than any cell",
    );
    let used = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>";
    let book = Book::of(&[("Sites", &used.repeat(100_000))])
        .with(TEXTS, format!("<sst><si><t>{}</t></si></sst>", "e".repeat(32_767)));
    refused("one long text in 200,000 cells", &book.bytes(), Code::FileTooLarge, "come to more than 50 MB");

    let long = format!("<styleSheet><fonts><font><name val=\"{}\"/></font></fonts><cellXfs>", "n".repeat(100_000));
    let copied = part_repeated(FORMATS, &long, "<xf fontId=\"0\"/>", 60_000, "</cellXfs></styleSheet>");
    refused("a long name of a font, 60,000 times", &copied, Code::FileTooLarge, "more formats of cells");
    let fonts = part_repeated(FORMATS, "<styleSheet><fonts>", "<font/>", 2_800_000, "</fonts></styleSheet>");
    refused("2,800,000 fonts", &fonts, Code::FileTooLarge, "more formats of cells");
    let formats = part_repeated(FORMATS, "<styleSheet><cellXfs>", "<xf/>", 3_900_000, "</cellXfs></styleSheet>");
    refused("3,900,000 formats", &formats, Code::FileTooLarge, "more formats of cells");

    let merged = repeated("<worksheet><sheetData/>", "<mergeCell ref=\"A1:B2\"/>", 5_000_000, "</worksheet>");
    refused("5,000,000 merged areas", &merged, Code::BadSheet, "more than 100,000 areas are merged");
    let tall = repeated(
        "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>",
        "<mergeCell ref=\"B1:XFD1048576\"/>",
        99_999,
        "</worksheet>",
    );
    refused("99,999 merged areas of a million rows", &tall, Code::BadSheet, "are merged");
    let names = part_repeated(
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"Sites\" r:id=\"rId1\"/></sheets>",
        "<definedName name=\"\"/>",
        800_000,
        "</workbook>",
    );
    within("800,000 names", &names, |answer| assert_eq!(answer.unwrap(), 0));
    let sheets = part_repeated(
        "xl/workbook.xml",
        "<workbook><sheets>",
        "<sheet name=\"Sites\" r:id=\"rId1\"/>",
        100_000,
        "</sheets></workbook>",
    );
    within("100,000 sheets", &sheets, |answer| sound(&answer.unwrap_err()));
    let related =
        part_repeated("xl/_rels/workbook.xml.rels", "<Relationships>", "<Relationship Id=\"\"/>", 5_000_000, "");
    refused("100 MB of relations", &related, Code::FileTooLarge, "may have 2 MB");
}

#[test]
fn hidden_rows_and_columns_without_end_are_counted() {
    let _alone = alone();
    let mut rows = String::new();
    for row in (1..=200_000).step_by(2) {
        write!(rows, "<row r=\"{row}\" hidden=\"1\"><c><v>1</v></c></row>").unwrap();
    }
    within("100,000 hidden rows", &Book::of(&[("Sites", &rows)]).bytes(), |answer| {
        assert_eq!(answer.unwrap(), 100_000);
    });
    let columns = "<col min=\"1\" max=\"1\" hidden=\"1\"/><col min=\"9\" max=\"9\" hidden=\"1\"/>";
    let many = repeated("<worksheet>", columns, 800_000, "<sheetData/></worksheet>");
    refused("1,600,000 columns", &many, Code::NotAWorkbook, "more columns than a sheet can have");
    let rows = "<row r=\"1\" hidden=\"1\"/><row r=\"9\" hidden=\"1\"/>";
    let many = repeated("<worksheet><sheetData>", rows, 1_000_000, "</sheetData></worksheet>");
    refused("2,000,000 hidden rows", &many, Code::NotAWorkbook, "more rows than a sheet can have");
}

#[test]
fn what_is_as_large_as_may_be_and_says_nothing_is_done_with_in_time() {
    let _alone = alone();
    let attributes = "a=\"\" ".repeat(20);
    let (row, end) = ("<worksheet><sheetData><row r=\"1\">", "</row></sheetData></worksheet>");
    for (name, begin, middle, times, words) in [
        ("empty cells", row, "<c r=\"A1\"/>".to_owned(), 2_000_001, "2,000,000 cells"),
        ("elements with attributes", "<worksheet>", format!("<a {attributes}/>"), 670_000, "12,000,000 pieces"),
        ("cells with attributes", row, format!("<c r=\"A1\" {attributes}/>"), 640_000, "12,000,000 pieces"),
        ("long cells", row, format!("<c r=\"A1\" a=\"{}\"/>", "a".repeat(1_000)), 200_000, "200 MB"),
    ] {
        let bytes = repeated(begin, &middle, times, end);
        refused(&format!("too many {name}"), &bytes, Code::FileTooLarge, words);
    }
    for (name, begin, middle, times) in [
        ("empty cells with places", row, "<c r=\"XFD1\" s=\"1\" t=\"n\"/>".to_owned(), 1_999_999),
        ("other elements", "<worksheet>", "<a></a>".to_owned(), 5_900_000),
        ("elements with attributes", "<worksheet>", format!("<a {attributes}/>"), 560_000),
        ("cells with attributes", row, format!("<c r=\"A1\" {attributes}/>"), 530_000),
        ("long cells", row, format!("<c r=\"A1\" a=\"{}\"/>", "a".repeat(1_000)), 190_000),
        ("comments", "<worksheet>", format!("<!--{attributes}-->"), 1_000_000),
        ("references", "<worksheet>", format!("<a>{}</a>", "&amp;".repeat(10_000)), 1_190),
    ] {
        let end = if begin == row { end } else { "<sheetData/></worksheet>" };
        let bytes = repeated(begin, &middle, times, end);
        within(&format!("{times} {name}"), &bytes, |answer| sound(&answer.err().unwrap_or_default()));
    }
}

#[test]
fn a_thousand_sheets_are_read_and_one_more_is_not() {
    let _alone = alone();
    for (count, fine) in [(1_000, true), (1_001, false)] {
        let names: Vec<String> = (0..count).map(|at| format!("S{at}")).collect();
        let all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        within(&format!("{count} sheets"), &Book::of(&all).bytes(), |answer| assert_eq!(answer.is_ok(), fine));
    }
    let book = Book::of(&[("Sites", "")]);
    let link = relation("rId1", "worksheet", "worksheets/sheet1.xml");
    let twice = book.changed("xl/_rels/workbook.xml.rels", &link, &format!("{link}{link}"));
    refused("an id twice", &twice.bytes(), Code::NotAWorkbook, "gives an id twice");
}

#[test]
fn a_file_above_the_limit_is_not_looked_into() {
    let _alone = alone();
    let mut bytes = Book::of(&[("Sites", "")]).bytes();
    bytes.resize(50_000_001, 0);
    refused("a file of 50 MB and a byte", &bytes, Code::FileTooLarge, "a workbook may have 50 MB");
    bytes.truncate(50_000_000);
    within("a file of 50 MB, mostly nothing", &bytes, |answer| sound(&answer.err().unwrap_or_default()));
}
