//! Workbooks that were cut, or in which bytes and words are not what they were: each is read or refused, none makes
//! the reader panic, and every fault says what, where and what to do.

use crate::support::{Book, sound};
use std::time::Instant;

/// A build that is not optimised tries a quarter.
const TRIES: u64 = if cfg!(debug_assertions) { 500 } else { 2_000 };

/// Numbers as good as random: `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }
}

/// A bit of everything.
fn whole() -> Book {
    let sheet = "<dimension ref=\"A1:E4\"/><cols><col min=\"2\" max=\"3\" width=\"0\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>E&amp;m</t></r></is></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\" s=\"1\"><v>45748</v></c><c r=\"B2\" s=\"5\"><v>-120000.1</v></c>\
        <c r=\"C2\" t=\"b\"><v>1</v></c><c r=\"D2\"><f t=\"shared\" ref=\"D2:D3\" si=\"0\">B2*2</f><v>8</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"d\"><v>2025-04-01</v></c><c r=\"D3\" t=\"str\"><f t=\"shared\" si=\"0\"/><v>x</v></c></row>\
        <row r=\"4\"><c r=\"E4\" s=\"2\"/></row></sheetData><autoFilter ref=\"A1:B4\"/>\
        <mergeCells count=\"1\"><mergeCell ref=\"A8:A9\"/></mergeCells>";
    Book::of_sheets(&[("Sites", sheet), ("Venues", "<sheetData/>")])
        .changed("xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"0\"/><sheets>")
        .changed(
            "xl/workbook.xml",
            "</workbook>",
            "<definedNames><definedName name=\"a\">1</definedName></definedNames></workbook>",
        )
}

fn tried(bytes: &[u8]) {
    match doorstep_workbook::read("book.xlsx", bytes) {
        Ok((_, warnings)) => sound(&warnings),
        Err(faults) => {
            assert!(faults.iter().any(doorstep_scenario::Fault::is_error), "refused without a reason");
            sound(&faults);
        }
    }
}

#[test]
fn a_workbook_cut_anywhere_is_refused() {
    let (workbook, warnings) = whole().read().unwrap();
    assert_eq!((workbook.tabs[0].cells.len(), warnings.len()), (8, 2), "{warnings:?}");
    let bytes = whole().bytes();
    let cuts = (0..bytes.len()).step_by(97).chain(bytes.len() - 30..bytes.len());
    for length in cuts {
        let faults = doorstep_workbook::read("book.xlsx", &bytes[..length]).unwrap_err();
        sound(&faults);
    }
}

#[test]
fn bytes_changed_in_the_file_do_no_harm() {
    let begun = Instant::now();
    let bytes = whole().bytes();
    for seed in 0..TRIES {
        let mut random = Random(seed);
        let mut bytes = bytes.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] ^= 1 << random.below(8),
                1 => bytes[at] = [0, 0xff, b'<', b'P'][random.below(4)],
                2 => drop(bytes.drain(at..(at + random.below(9)).min(bytes.len()))),
                _ => bytes.insert(at, random.next().to_le_bytes()[0]),
            }
        }
        tried(&bytes);
    }
    println!("{TRIES} files in {:?}", begun.elapsed());
}

/// What stands in parts, and what might stand there instead.
const ODD: &[&str] = &[
    "",
    "<",
    ">",
    "/>",
    "</c>",
    "<c>",
    "<c r=\"A1\">",
    "</v>",
    "<v>",
    "<f>",
    "<is>",
    "</row>",
    "<row>",
    "</sheetData>",
    "<sheetData>",
    "<mergeCell/>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<col/>",
    "<dimension/>",
    "&",
    "&amp;",
    "&lol;",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "\"",
    "'",
    "=",
    "r=\"\"",
    "r=\"A0\"",
    "r=\"ZZZZZZZZ99999999999\"",
    "t=\"s\"",
    "t=\"e\"",
    "t=\"d\"",
    "t=\"x\"",
    "s=\"99999999999\"",
    "si=\"99999999999999\"",
    "ref=\"A1\"",
    "-1",
    "1e308",
    "1e999",
    "NaN",
    "99999999999999999999",
    "#REF!",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "?>",
    "\u{0}",
    "\u{1}",
    "\u{202e}",
    "\u{fffd}",
    "_xD800_",
    "_x0000_",
    "É",
    "🏠",
    "xml:space=\"preserve\"",
    "date1904=\"1\"",
    "state=\"hidden\"",
    "uniqueCount=\"1000000\"",
    "formatCode=\"[h\"",
    "formatCode=\"&quot;\"",
    "numFmtId=\"14\"",
    "<xf/>",
    "<si/>",
    "Target=\"\"",
    "Target=\"../../x\"",
    "Type=\"/worksheet\"",
    "Id=\"rId1\"",
    "name=\"\"",
    "r:id=\"rId2\"",
];

#[test]
fn words_changed_within_its_parts_do_no_harm() {
    let begun = Instant::now();
    let book = whole();
    let mut read = 0;
    for seed in 0..TRIES {
        let mut random = Random(seed);
        let mut book = book.clone();
        for _ in 0..=random.below(3) {
            // The sheet every other time: most is in it.
            let which = if random.below(2) == 0 { 6 } else { random.below(book.parts.len()) };
            let (_, part) = &mut book.parts[which];
            let at = random.below(part.len());
            match random.below(4) {
                0 => part[at] ^= 1 << random.below(8),
                1 => drop(part.drain(at..(at + random.below(30)).min(part.len()))),
                _ => {
                    let odd = ODD[random.below(ODD.len())].as_bytes();
                    let end = (at + random.below(2) * random.below(12)).min(part.len());
                    part.splice(at..end, odd.iter().copied());
                }
            }
        }
        let bytes = book.bytes();
        read += u32::from(doorstep_workbook::read("book.xlsx", &bytes).is_ok());
        tried(&bytes);
    }
    println!("{TRIES} files in {:?}, of which {read} were read", begun.elapsed());
}

#[test]
fn parts_exchanged_for_each_other_do_no_harm() {
    let book = whole();
    for from in 0..book.parts.len() {
        for to in 0..book.parts.len() {
            let mut book = book.clone();
            book.parts[to].1 = book.parts[from].1.clone();
            tried(&book.bytes());
        }
    }
}
