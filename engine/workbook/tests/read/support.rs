//! Workbooks made part by part, as no program would write them.
#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(clippy::format_push_string, reason = "a few hundred letters, once a test")]

use doorstep_scenario::{Cell, CellValue, Fault, Workbook};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Formats of cells: 0 general, 1 a date, 2 hours, 3 a date and time of the user's own, 4 percent, 5 pounds.
const STYLES: &str = "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>\
<numFmt numFmtId=\"165\" formatCode=\"&quot;£&quot;#,##0.00;[Red]\\-&quot;£&quot;#,##0.00\"/></numFmts>\
<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"1\"><fill/></fills>\
<borders count=\"1\"><border/></borders><cellXfs count=\"6\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>\
<xf numFmtId=\"46\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"165\"/></cellXfs>";

/// A workbook as parts.
#[derive(Clone)]
pub struct Book {
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// Sheets by name and rows, with a few shared texts (0 "Elm", 1 "Oak", 2 a blank) and formats.
    pub fn of(sheets: &[(&str, &str)]) -> Self {
        let sheets: Vec<(&str, String)> =
            sheets.iter().map(|(name, rows)| (*name, format!("<sheetData>{rows}</sheetData>"))).collect();
        let whole: Vec<(&str, &str)> = sheets.iter().map(|(name, sheet)| (*name, sheet.as_str())).collect();
        Self::of_sheets(&whole)
    }

    /// The same, with sheets as everything within them.
    pub fn of_sheets(sheets: &[(&str, &str)]) -> Self {
        let mut book = Self { parts: Vec::new() };
        let (mut list, mut related, mut types) = (String::new(), String::new(), String::new());
        for (at, (name, _)) in sheets.iter().enumerate() {
            let number = at + 1;
            list += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
            related += &relation(&format!("rId{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
            types += &format!(
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            );
        }
        let main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        book.add(
            "[Content_Types].xml",
            format!(
                "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{main}\"/>{types}</Types>"
            ),
        );
        book.add("_rels/.rels", relations(&relation("rId1", "officeDocument", "xl/workbook.xml")));
        book.add("xl/_rels/workbook.xml.rels", relations(&related));
        book.add(
            "xl/workbook.xml",
            format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"),
        );
        book.add("xl/styles.xml", format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"));
        book.add(
            "xl/sharedStrings.xml",
            format!(
                "{HEAD}<sst xmlns=\"{MAIN}\" count=\"3\" uniqueCount=\"3\"><si><t>Elm</t></si>\
                 <si><r><t>O</t></r><r><rPr><b/></rPr><t>ak</t></r></si><si><t xml:space=\"preserve\"> </t></si></sst>"
            ),
        );
        for (at, (_, inner)) in sheets.iter().enumerate() {
            let sheet = format!("{HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{inner}</worksheet>");
            book.add(&format!("xl/worksheets/sheet{}.xml", at + 1), &sheet);
        }
        book
    }

    /// Adds a part, or puts it in the place of the one there is.
    pub fn add(&mut self, name: &str, content: impl AsRef<[u8]>) {
        let content = content.as_ref().to_vec();
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = content,
            None => self.parts.push((name.to_owned(), content)),
        }
    }

    /// The same with another part.
    pub fn with(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.add(name, content);
        self
    }

    /// The same without a part.
    pub fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self
    }

    /// The same with some text of a part replaced.
    pub fn changed(mut self, name: &str, find: &str, with: &str) -> Self {
        let (_, part) = self.parts.iter_mut().find(|(known, _)| known == name).unwrap();
        let text = String::from_utf8(part.clone()).unwrap();
        assert!(text.contains(find), "{find} in {text}");
        *part = text.replace(find, with).into_bytes();
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
        for (name, content) in &self.parts {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The file, read.
    pub fn read(&self) -> Result<(Workbook, Vec<Fault>), Vec<Fault>> {
        doorstep_workbook::read("book.xlsx", &self.bytes())
    }

    /// The faults, as they are told.
    pub fn faults(&self) -> Vec<String> {
        told(&self.read().unwrap_err())
    }
}

/// One relationship.
pub fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

/// A part of relationships.
pub fn relations(inner: &str) -> String {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("{HEAD}<Relationships xmlns=\"{package}\">{inner}</Relationships>")
}

/// A workbook of one sheet of one row, read.
pub fn row(cells: &str) -> Result<(Workbook, Vec<Fault>), Vec<Fault>> {
    Book::of(&[("Sites", &format!("<row r=\"1\">{cells}</row>"))]).read()
}

/// The cells of a workbook's first sheet, with their places.
pub fn values(workbook: &Workbook) -> Vec<((usize, usize), CellValue)> {
    workbook.tabs[0].cells.iter().map(|Cell { row, column, value }| ((*row, *column), value.clone())).collect()
}

/// The only cell of the only row.
pub fn only(cells: &str) -> CellValue {
    let (workbook, warnings) = row(cells).unwrap();
    assert_eq!(warnings, Vec::new());
    let [(_, value)] = values(&workbook).try_into().unwrap();
    value
}

/// Faults as they are told.
pub fn told(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// Faults that say something, where it is, and what to do.
pub fn sound(faults: &[Fault]) {
    for fault in faults {
        assert!(!fault.what.is_empty() && !fault.fix.is_empty(), "{fault}");
        let message = fault.to_string();
        assert!(message.chars().count() < 700 && !message.chars().any(char::is_control), "{message:?}");
        for word in ["Error", "Xlsx", "calamine", "zip::", "Some(", "::"] {
            assert!(!fault.what.contains(word) && !fault.fix.contains(word), "{message}");
        }
    }
}
