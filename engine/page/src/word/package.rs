//! The parts put together as one file.

use super::pictures::Media;
use super::xml::Xml;
use crate::document::Document;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The relations of `word/document.xml` that every report has; pictures come after them.
const RELATIONS: [(&str, &str); 5] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("settings", "settings.xml"),
    ("header", "header.xml"),
    ("footer", "footer.xml"),
];
/// Of the header and of the footer, for the part that names them.
pub const HEADER: &str = "rId4";
/// Of the footer.
pub const FOOTER: &str = "rId5";

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The relation of a picture, by its place among them.
pub fn relation(picture: usize) -> String {
    format!("rId{}", RELATIONS.len() + 1 + picture)
}

fn file(picture: usize) -> String {
    format!("media/picture{}.png", picture + 1)
}

/// The whole file. The same parts give the same bytes: its times are all the first a zip can hold.
pub fn package(document: &Document, body: &[u8], media: &[Media]) -> Result<Vec<u8>, String> {
    let mut zip = Zip(ZipWriter::new(Cursor::new(Vec::new())));
    zip.add("[Content_Types].xml", include_bytes!("parts/content_types.xml"))?;
    zip.add("_rels/.rels", include_bytes!("parts/rels.xml"))?;
    zip.add("docProps/core.xml", &core(document))?;
    zip.add("word/document.xml", body)?;
    zip.add("word/_rels/document.xml.rels", &relations(media.len()))?;
    zip.add("word/styles.xml", include_bytes!("parts/styles.xml"))?;
    zip.add("word/numbering.xml", include_bytes!("parts/numbering.xml"))?;
    zip.add("word/settings.xml", include_bytes!("parts/settings.xml"))?;
    zip.add("word/header.xml", include_bytes!("parts/header.xml"))?;
    zip.add("word/footer.xml", include_bytes!("parts/footer.xml"))?;
    for (at, picture) in media.iter().enumerate() {
        zip.add(&format!("word/{}", file(at)), &picture.png)?;
    }
    Ok(zip.0.finish().map_err(|error| error.to_string())?.into_inner())
}

struct Zip(ZipWriter<Cursor<Vec<u8>>>);

impl Zip {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let options = SimpleFileOptions::DEFAULT
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o644);
        self.0.start_file(name, options).map_err(|error| error.to_string())?;
        self.0.write_all(bytes).map_err(|error| error.to_string())
    }
}

/// What the file says of itself. No date: the same run gives the same bytes.
fn core(document: &Document) -> Vec<u8> {
    let attributes = [
        ("xmlns:cp", format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", String::from("http://purl.org/dc/elements/1.1/")),
    ];
    let attributes = attributes.each_ref().map(|(name, value)| (*name, value.as_str()));
    Xml::part("cp:coreProperties", &attributes, |xml| {
        xml.with("dc:title", &[], |xml| xml.words(&document.title));
        xml.with("dc:creator", &[], |xml| xml.words(&document.council));
        xml.with("dc:language", &[], |xml| xml.words("en-GB"));
    })
}

fn relations(pictures: usize) -> Vec<u8> {
    let of = format!("{PACKAGE}/relationships");
    Xml::part("Relationships", &[("xmlns", of.as_str())], |xml| {
        let fixed = RELATIONS.iter().map(|(kind, target)| (*kind, (*target).to_owned()));
        let drawn = (0..pictures).map(|at| ("image", file(at)));
        for (at, (kind, target)) in fixed.chain(drawn).enumerate() {
            let (id, kind) = (format!("rId{}", at + 1), format!("{OFFICE}/{kind}"));
            xml.empty("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &target)]);
        }
    })
}
