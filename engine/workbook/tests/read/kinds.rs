//! What is called a workbook and is none, or none that is read.

use crate::support::{Book, relation, relations, sound, told};
use doorstep_scenario::Code;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The only fault of a file that is no workbook.
fn refused(name: &str, bytes: &[u8]) -> String {
    let faults = doorstep_workbook::read(name, bytes).unwrap_err();
    sound(&faults);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].code, Code::NotAWorkbook, "{faults:?}");
    faults[0].to_string()
}

fn wide(text: &str) -> Vec<u8> {
    text.bytes().flat_map(|letter| [letter, 0]).collect()
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sound_book() -> Book {
    Book::of(&[("Sites", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")])
}

#[test]
fn other_things_are_told_apart_by_what_is_in_them() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let locked = [ole.clone(), vec![0; 600], wide("EncryptedPackage")].concat();
    let old = [ole, vec![0; 600], wide("Workbook")].concat();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "the file is empty"),
        (b"id,name,annual_cost\nelm,Elm,1\n".to_vec(), "it looks like CSV text. Save it as .xlsx, or rename it"),
        ("\u{feff}id;name\n1;Elm\n".into(), "it looks like CSV text"),
        (b"id\tname\n1\tElm\n".to_vec(), "it looks like CSV text"),
        (b"\xa3100,Caf\xe9\n".to_vec(), "it looks like CSV text"),
        (b"dear all\n".to_vec(), "it looks like plain text"),
        (b"\xff\xfei\x00d\x00,\x00".to_vec(), "it looks like text in UTF-16"),
        (b"\n <html><body><table>".to_vec(), "it looks like a web page (HTML)"),
        (b"<table><tr><td>1".to_vec(), "it looks like a web page (HTML)"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".to_vec(),
            "it looks like an XML spreadsheet of 2003",
        ),
        (b"<?xml version=\"1.0\"?><a/>".to_vec(), "it looks like XML"),
        (b"%PDF-1.7\n".to_vec(), "it is a PDF"),
        (b"\x7fELF\x02\x01\x01\x00".to_vec(), "the file is not a workbook. Open it in the program"),
        (
            old,
            "it looks like an old .xls, or like one protected with a password. Open it in Excel and save it as .xlsx",
        ),
        (locked, "the file is protected with a password. Open it in Excel and save it as .xlsx without"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), "an empty zip archive"),
        (packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")]), ".ods"),
        (
            packed(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]),
            "no spreadsheet",
        ),
        (packed(&[("_rels/.rels", b"<a/>"), ("xl/workbook.bin", b"1")]), "a binary workbook (.xlsb)"),
        (packed(&[("_rels/.rels", b"<a/>"), ("word/document.xml", b"<a/>")]), "a Word document"),
        (packed(&[("Index/Document.iwa", b"1")]), "a Numbers document"),
        (packed(&[("readme.txt", b"1")]), "a zip archive without a workbook in it"),
        (packed(&[("inner.zip", b"PK\x03\x04")]), "a zip archive without a workbook in it"),
        (packed(&[("council/book.xlsx", &sound_book().bytes())]), "a zip archive with \"council/book.xlsx\" in it"),
    ];
    for (bytes, expected) in cases {
        let message = refused("funding.xlsx", &bytes);
        assert!(message.contains(expected), "{message}\n  lacks {expected}");
    }
}

#[test]
fn a_file_that_is_cut_short_says_so() {
    let whole = sound_book().bytes();
    for length in [5, 40, 200, whole.len() / 2, whole.len() - 30] {
        let message = refused("funding.xlsx", &whole[..length]);
        assert!(message.contains("cut short") && message.contains("Copy or download it again"), "{message}");
    }
}

#[test]
fn a_part_that_does_not_unpack_to_what_was_packed_is_damage() {
    let mut bytes = sound_book().bytes();
    // The check sum of the first part, in its entry of the list.
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 16] ^= 1;
    let message = refused("funding.xlsx", &bytes);
    assert!(message.contains("the file is damaged") && message.contains("content_types"), "{message}");
}

#[test]
fn macros_are_refused_whatever_the_file_is_called() {
    let plain = sound_book();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let books = [
        ("funding.xlsm", plain.clone()),
        ("funding.xlsx", plain.clone().with("xl/vbaProject.bin", "x")),
        (
            "funding.xlsx",
            plain.clone().changed("[Content_Types].xml", kind, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ),
        ("funding.xlsx", plain.changed("xl/_rels/workbook.xml.rels", "/worksheet\"", "/xlMacrosheet\"")),
    ];
    for (name, book) in books {
        let message = refused(name, &book.bytes());
        assert!(message.contains("the workbook has macros") && message.contains("macros are never run"), "{message}");
    }
}

#[test]
fn a_name_that_promises_another_kind_is_refused_and_letters_may_be_large() {
    let bytes = sound_book().bytes();
    for (name, end) in [("Budget.XLS", ".xls"), ("budget.csv", ".csv"), ("budget.ods", ".ods")] {
        let message = refused(name, &bytes);
        assert!(message.contains(&format!("the file is an .xlsx that is named {end}. Rename it")), "{message}");
    }
    for name in ["BUDGET.XLSX", "budget.xltx", "budget"] {
        assert!(doorstep_workbook::read(name, &bytes).is_ok(), "{name}");
    }
}

#[test]
fn parts_that_lie_outside_the_file_are_refused() {
    for name in ["../../x", "/etc/passwd", "xl/../../x.xml", "..\\x", "C:\\x.xml", "xl/a\u{0}.xml", "\\\\host\\x"] {
        let bytes = sound_book().with(name, "x").bytes();
        let message = refused("funding.xlsx", &bytes);
        assert!(message.contains("which would lie outside it"), "{message}");
    }
}

#[test]
fn a_part_that_is_there_twice_is_refused() {
    let twice = sound_book().with("XL/Worksheets/Sheet1.xml", "<a/>").bytes();
    let message = refused("funding.xlsx", &twice);
    assert!(message.contains("a part \"XL/Worksheets/Sheet1.xml\" twice"), "{message}");

    // The same letters exactly, which no writer makes: one name is changed in the file itself.
    let mut bytes = sound_book().with("xl/worksheets/sheet9.xml", "<a/>").bytes();
    let name = b"xl/worksheets/sheet9.xml";
    let places: Vec<usize> = (0..bytes.len() - name.len()).filter(|at| &bytes[*at..*at + name.len()] == name).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at + 19] = b'1';
    }
    assert!(refused("funding.xlsx", &bytes).contains("twice"));
}

#[test]
fn two_sheets_of_one_part_are_refused() {
    let book = Book::of(&[("Sites", ""), ("Venues", "")]);
    let message = refused(
        "funding.xlsx",
        &book.changed("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "worksheets/sheet1.xml").bytes(),
    );
    assert!(message.contains("gives two sheets the same part"), "{message}");
}

#[test]
fn a_workbook_that_lacks_a_part_it_needs_is_damaged() {
    let book = sound_book();
    for part in ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"] {
        let faults = book.clone().without(part).faults();
        assert!(faults.len() == 1 && faults[0].contains("missing") && faults[0].contains("mend it"), "{faults:?}");
    }
    for part in ["xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"] {
        assert!(book.clone().without(part).read().is_ok(), "{part} is not needed");
    }
    let none = book.with("_rels/.rels", relations("")).faults();
    assert!(none[0].contains("which of its parts is the workbook"), "{none:?}");
}

#[test]
fn links_and_queries_are_told_and_not_followed() {
    let links = relation("rId8", "externalLink", "externalLinks/externalLink1.xml")
        + &relation("rId9", "externalLink", "externalLinks/externalLink2.xml")
        + &relation("rId10", "connections", "connections.xml");
    let book = sound_book()
        .changed("xl/_rels/workbook.xml.rels", "</Relationships>", &format!("{links}</Relationships>"))
        .with("xl/externalLinks/externalLink1.xml", "<externalLink><externalBook/></externalLink>")
        .with(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            relations(&relation("rId1", "externalLinkPath", "file:///S:/Finance/Budget%202024.xlsx")),
        )
        .with(
            "xl/externalLinks/externalLink2.xml",
            "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>",
        );
    let (workbook, warnings) = book.read().unwrap();
    assert_eq!(workbook.tabs[0].cells.len(), 1);
    sound(&warnings);
    let told = told(&warnings);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("book.xlsx: warning DS210: the workbook has queries"), "{told:?}");
    let links = "is linked to file:///S:/Finance/Budget%202024.xlsx, the program cmd (/c calc): nothing was fetched";
    assert!(told[1].contains(links), "{told:?}");
}

#[test]
fn strict_workbooks_and_parts_in_other_folders_are_read() {
    let strict = sound_book().changed(
        "_rels/.rels",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    );
    assert!(strict.read().is_ok());
    let mut elsewhere = sound_book().changed("_rels/.rels", "xl/workbook.xml", "/data/book.xml");
    for (name, _) in &mut elsewhere.parts {
        *name = name.replace("xl/_rels/workbook", "data/_rels/book").replace("xl/workbook", "data/book");
        *name = name.replace("xl/", "data/");
    }
    assert_eq!(elsewhere.read().unwrap().0.tabs[0].cells.len(), 1);
}

#[test]
fn pictures_and_notes_that_nobody_reads_may_be_as_they_are() {
    let book = sound_book()
        .with("xl/media/image1.svg", "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>")
        .with("customXml/item1.xml", [&b"\xff\xfe"[..], &wide("<DataMashup>")].concat())
        .with("xl/embeddings/letter.docx", "PK\u{3}\u{4}")
        .with("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>");
    assert_eq!(book.read().unwrap().0.tabs[0].cells.len(), 1);
    // What is read has to be UTF-8.
    let sheet = book.parts.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
    let other = [&b"\xff\xfe"[..], &wide(std::str::from_utf8(&sheet.1).unwrap())].concat();
    let message = told(&book.clone().with("xl/worksheets/sheet1.xml", other).read().unwrap_err());
    assert!(message[0].contains("is not written in UTF-8"), "{message:?}");
}
