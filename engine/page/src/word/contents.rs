//! The contents page: a field that Word knows as such, with its entries written, so that it shows without being
//! updated. Page numbers come when it is updated: only Word knows its pages.

use super::tables::{paragraph, run};
use super::xml::Xml;
use crate::draw::words::clean;

/// How many levels of headings it lists.
pub const LEVELS: usize = 2;
const STYLES: [&str; LEVELS] = ["TOC1", "TOC2"];
const FIELD: &str = " TOC \\o \"1-2\" \\h \\z ";

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// From 0.
    pub level: usize,
    /// Its words.
    pub words: String,
}

/// The bookmark of a heading by its place among them, as Word names such.
pub fn mark(at: usize) -> String {
    format!("_Toc{:08}", at + 1)
}

/// The page; nothing where there are no headings.
pub fn page(xml: &mut Xml, heads: &[Head]) {
    // A heading without words that a link leads to has its mark, but is not listed.
    let said = |(_, head): &(usize, &Head)| !clean(&head.words).is_empty();
    let listed: Vec<(usize, &Head)> = heads.iter().enumerate().filter(said).collect();
    if listed.is_empty() {
        return;
    }
    xml.with("w:sdt", &[], |xml| {
        xml.with("w:sdtPr", &[], |xml| {
            xml.with("w:docPartObj", &[], |xml| {
                xml.empty("w:docPartGallery", &[("w:val", "Table of Contents")]);
                xml.empty("w:docPartUnique", &[]);
            });
        });
        xml.with("w:sdtContent", &[], |xml| {
            paragraph(xml, "TOCHeading", false, |xml| run(xml, "Contents", None));
            for (place, (at, head)) in listed.into_iter().enumerate() {
                paragraph(xml, STYLES[head.level.min(LEVELS - 1)], false, |xml| {
                    if place == 0 {
                        edge(xml, "begin");
                        xml.with("w:r", &[], |xml| {
                            xml.with("w:instrText", &[("xml:space", "preserve")], |xml| xml.words(FIELD));
                        });
                        edge(xml, "separate");
                    }
                    xml.with("w:hyperlink", &[("w:anchor", &mark(at)), ("w:history", "1")], |xml| {
                        run(xml, &head.words, Some("Hyperlink"));
                    });
                });
            }
            paragraph(xml, "Normal", false, |xml| edge(xml, "end"));
        });
    });
    paragraph(xml, "Normal", false, |xml| {
        xml.with("w:r", &[], |xml| xml.empty("w:br", &[("w:type", "page")]));
    });
}

/// Where a field begins, where its entries do, and where it ends.
fn edge(xml: &mut Xml, kind: &str) {
    xml.with("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
}
