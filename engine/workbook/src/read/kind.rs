//! What a file is that is called a workbook: told by its content, never by its name alone.

use super::limits::Limits;
use super::pack::Pack;
use super::refusal::{Judged, Refusal, megabytes};
use doorstep_scenario::quoted;

/// How every packed file begins: an .xlsx is one.
const PACKED: &[u8] = b"PK\x03\x04";
/// How the container of Office 97 begins: an old .xls is one, and whatever has a password.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Letters that are looked at to tell text from other things.
const LOOKED_AT: usize = 4_096;

const SAVE_AS_XLSX: &str = "Open it in the program it comes from and save it as .xlsx";
const NO_MACROS: &str = "Save it as .xlsx: macros are never run, and the values are the same without them";

/// Refuses what is no packed file, and says what it seems to be.
pub(super) fn outside(bytes: &[u8], limits: &Limits) -> Judged<()> {
    if bytes.is_empty() {
        return Err(Refusal::no_workbook("the file is empty", "Copy or save it again"));
    }
    let size = bytes.len() as u64;
    if size > limits.file {
        return Err(Refusal::too_large(
            format!("the file has {}, and a workbook may have {}", megabytes(size), megabytes(limits.file)),
            "Take out pictures and sheets that are not needed, or save the sheets as CSV",
        ));
    }
    if bytes.starts_with(PACKED) {
        return Ok(());
    }
    Err(match bytes {
        _ if bytes.starts_with(OLE) && holds_wide(bytes, "EncryptedPackage") => Refusal::no_workbook(
            "the file is protected with a password",
            "Open it in Excel and save it as .xlsx without a password",
        ),
        _ if bytes.starts_with(OLE) => Refusal::no_workbook(
            "the file is not an .xlsx: it looks like an old .xls, or like one protected with a password",
            "Open it in Excel and save it as .xlsx without a password",
        ),
        _ if bytes.starts_with(b"PK\x05\x06") => Refusal::no_workbook("the file is an empty zip archive", SAVE_AS_XLSX),
        _ if bytes.starts_with(b"%PDF") => Refusal::no_workbook(
            "the file is not a workbook: it is a PDF",
            "Ask for the workbook that the PDF was made of",
        ),
        _ => match text_of(bytes) {
            Some((looks, fix)) => {
                Refusal::no_workbook(format!("the file is not a workbook: it looks like {looks}"), fix)
            }
            None => Refusal::no_workbook("the file is not a workbook", SAVE_AS_XLSX),
        },
    })
}

/// Refuses a packed file that is no .xlsx, or that brings macros, and says what it is.
pub(super) fn inside(name: &str, pack: &mut Pack<'_>) -> Judged<()> {
    let lower = name.to_lowercase();
    let has = |part: &str| pack.has(part);
    let what = if has("content.xml") && has("mimetype") {
        match pack.beginning("mimetype") {
            kind if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => {
                "an OpenDocument sheet (.ods)"
            }
            _ => "an OpenDocument file that is no spreadsheet",
        }
    } else if has("xl/workbook.bin") {
        "a binary workbook (.xlsb)"
    } else if has("word/document.xml") {
        "a Word document"
    } else if has("ppt/presentation.xml") {
        "a PowerPoint presentation"
    } else if has("index/document.iwa") || has("index.zip") {
        "a Numbers document"
    } else if let Some(inner) = pack.names().find(|inner| WORKBOOKS.iter().any(|end| inner.ends_with(end))) {
        let what = format!("the file is a zip archive with {} in it", quoted(inner));
        return Err(Refusal::no_workbook(what, "Unpack it first, and name the workbook itself"));
    } else if !has("_rels/.rels") {
        "a zip archive without a workbook in it"
    } else if pack.names().any(|part| part.ends_with("vbaproject.bin")) || MACROS.iter().any(|end| lower.ends_with(end))
    {
        return Err(macros());
    } else if let Some(end) = OTHERS.iter().find(|end| lower.ends_with(*end)) {
        let what = format!("the file is an .xlsx that is named {end}");
        return Err(Refusal::no_workbook(what, "Rename it to end in .xlsx, so that everybody knows what it is"));
    } else {
        return Ok(());
    };
    Err(Refusal::no_workbook(format!("the file is not an .xlsx: it is {what}"), SAVE_AS_XLSX))
}

/// Ends of names that promise a workbook.
const WORKBOOKS: [&str; 2] = [".xlsx", ".xls"];
/// Ends of names that promise macros.
const MACROS: [&str; 3] = [".xlsm", ".xltm", ".xlam"];
/// Ends of names that promise something else.
const OTHERS: [&str; 8] = [".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".xml", ".zip"];

/// A workbook with macros is refused, though its values could be read: whoever sends one should know that they do
/// nothing here.
pub(super) fn macros() -> Refusal {
    Refusal::no_workbook("the workbook has macros (.xlsm)", NO_MACROS)
}

/// Does this text stand in the bytes, as two bytes a letter?
fn holds_wide(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.bytes().flat_map(|letter| [letter, 0]).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// What kind of text it looks like, and what to do; nothing if it is no text.
fn text_of(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some(("text in UTF-16", "Save it as .xlsx, or as CSV in UTF-8"));
    }
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let odd = |byte: &u8| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte);
    if start.iter().any(odd) {
        return None;
    }
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    Some(match text.lines().next().unwrap_or_default() {
        _ if text.contains("<html") || text.starts_with("<table") || text.starts_with("<!doctype html") => {
            ("a web page (HTML)", "Open it in Excel or LibreOffice and save it as .xlsx")
        }
        _ if text.contains("urn:schemas-microsoft-com:office:spreadsheet") => {
            ("an XML spreadsheet of 2003", "Open it in Excel or LibreOffice and save it as .xlsx")
        }
        _ if text.starts_with('<') => ("XML", SAVE_AS_XLSX),
        line if [',', ';', '\t'].iter().any(|separator| line.contains(*separator)) => {
            ("CSV text", "Save it as .xlsx, or rename it to end in .csv")
        }
        _ => ("plain text", "Save it as .xlsx"),
    })
}
