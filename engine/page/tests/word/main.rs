//! The Word file, read back by other hands than those that wrote it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod sample;

use doorstep_page::document::{Block, Column, Document, Figure, Table};
use doorstep_page::word::{Error, report};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

/// An element with its attributes, as it begins; or a stretch of words.
#[derive(Debug)]
enum Seen {
    Begins(String, BTreeMap<String, String>),
    Ends(String),
    Words(String),
}

fn same(text: &str) -> String {
    text.to_owned()
}

fn parts(document: &Document) -> BTreeMap<String, Vec<u8>> {
    let bytes = report(document, &sample::dot).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().to_owned(), bytes)
        })
        .collect()
}

/// Everything in a part; fails where it is not well-formed.
fn read(xml: &[u8]) -> Vec<Seen> {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut seen: Vec<Seen> = Vec::new();
    loop {
        let begins = |start: &quick_xml::events::BytesStart<'_>| {
            let attributes = start.attributes().map(|attribute| {
                let attribute = attribute.unwrap();
                let name = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                (name, attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
            });
            Seen::Begins(String::from_utf8(start.name().as_ref().to_vec()).unwrap(), attributes.collect())
        };
        match reader.read_event().unwrap() {
            Event::Start(start) => seen.push(begins(&start)),
            Event::Empty(start) => {
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                seen.extend([begins(&start), Seen::Ends(name)]);
            }
            Event::End(end) => seen.push(Seen::Ends(String::from_utf8(end.name().as_ref().to_vec()).unwrap())),
            Event::Text(words) => add(&mut seen, &words.decode().unwrap()),
            Event::GeneralRef(letter) => {
                let escaped = format!("&{};", letter.decode().unwrap());
                add(&mut seen, &quick_xml::escape::unescape(&escaped).unwrap());
            }
            Event::Eof => return seen,
            _ => {}
        }
    }
}

fn add(seen: &mut Vec<Seen>, words: &str) {
    match seen.last_mut() {
        Some(Seen::Words(before)) => before.push_str(words),
        _ => seen.push(Seen::Words(words.to_owned())),
    }
}

fn body(document: &Document) -> Vec<Seen> {
    read(&parts(document)["word/document.xml"])
}

fn all<'s>(seen: &'s [Seen], name: &str) -> Vec<&'s BTreeMap<String, String>> {
    let of = |seen: &'s Seen| match seen {
        Seen::Begins(found, attributes) if found == name => Some(attributes),
        _ => None,
    };
    seen.iter().filter_map(of).collect()
}

/// What is between the beginning and the end of every element of a name (none is within itself).
fn inside<'s>(seen: &'s [Seen], name: &str) -> Vec<&'s [Seen]> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, seen_here) in seen.iter().enumerate() {
        match seen_here {
            Seen::Begins(begun, _) if begun == name => from = at + 1,
            Seen::Ends(ended) if ended == name => found.push(&seen[from..at]),
            _ => {}
        }
    }
    found
}

fn said(seen: &[Seen]) -> String {
    let words = seen.iter().map(|seen| if let Seen::Words(words) = seen { words.as_str() } else { "" });
    words.collect()
}

#[test]
fn every_part_is_well_formed_and_known_to_the_package() {
    let parts = parts(&sample::report(&same));
    let types = String::from_utf8(parts["[Content_Types].xml"].clone()).unwrap();
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.ends_with("png")) {
        assert!(!read(bytes).is_empty(), "{name}");
        assert!(name.ends_with("rels") || name.starts_with('[') || types.contains(&format!("\"/{name}\"")), "{name}");
    }
    for relation in all(&read(&parts["word/_rels/document.xml.rels"]), "Relationship") {
        assert!(parts.contains_key(&format!("word/{}", relation["Target"])), "{relation:?}");
        assert!(!relation.contains_key("TargetMode"), "leads out of the file: {relation:?}");
    }
}

#[test]
fn every_style_that_is_used_is_there() {
    let parts = parts(&sample::report(&same));
    let styles = read(&parts["word/styles.xml"]);
    let known: BTreeSet<&str> = all(&styles, "w:style").iter().map(|style| style["w:styleId"].as_str()).collect();
    for part in ["word/document.xml", "word/header.xml", "word/footer.xml", "word/styles.xml"] {
        let seen = read(&parts[part]);
        for name in ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"] {
            for style in all(&seen, name) {
                assert!(known.contains(style["w:val"].as_str()), "{part}: {style:?}");
            }
        }
    }
}

#[test]
fn every_picture_says_what_it_shows() {
    let seen = body(&sample::report(&same));
    let pictures = all(&seen, "wp:docPr");
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        assert!(picture["descr"].starts_with("Saving and reach. The more an option saves"), "{picture:?}");
    }
}

#[test]
fn the_first_row_of_every_table_and_no_other_is_its_head_and_no_row_is_split() {
    let seen = body(&sample::report(&same));
    let tables = inside(&seen, "w:tbl");
    assert_eq!(tables.len(), 4, "figures, two tables, one of two pictures");
    for table in tables {
        assert!(!all(table, "w:tblCaption")[0]["w:val"].is_empty());
        let columns = all(table, "w:gridCol").len();
        for (at, row) in inside(table, "w:tr").into_iter().enumerate() {
            assert_eq!(all(row, "w:tblHeader").len(), usize::from(at == 0));
            assert_eq!(all(row, "w:cantSplit").len(), 1);
            assert_eq!(inside(row, "w:tc").len(), columns);
        }
    }
}

#[test]
fn numbers_stand_below_each_other_by_their_last_digit() {
    let seen = body(&sample::report(&same));
    for table in inside(&seen, "w:tbl") {
        for row in inside(table, "w:tr") {
            for (at, cell) in inside(row, "w:tc").into_iter().enumerate() {
                assert_eq!(all(cell, "w:jc").is_empty(), at == 0, "{}", said(cell));
            }
        }
    }
}

#[test]
fn a_long_table_is_left_out_and_the_report_says_where_it_is() {
    let words = said(&body(&sample::report(&same)));
    assert!(words.contains("has 61 rows and is left out here: it is in the page."), "{words}");
    assert!(!words.contains("Centre 60, "), "a row of the long table");
    assert!(words.contains("each of the 639 can be looked up"), "{words}");
}

#[test]
fn a_table_of_more_columns_than_word_has_is_left_out_too() {
    let mut document = sample::report(&same);
    document.sections.truncate(1);
    let column = Column { title: String::from("Reached"), numeric: true };
    let table = Table { columns: vec![column; 64], ..Table::default() };
    let figures = Block::Figures { options: vec![String::from("Option"); 64], figures: vec![Figure::default()] };
    document.sections[0].blocks = vec![Block::Table { table }, figures];
    let seen = body(&document);
    assert!(all(&seen, "w:tbl").is_empty());
    let words = said(&seen);
    assert!(words.contains("has 64 columns") && words.contains("key figures of 64 options"), "{words}");
}

#[test]
fn every_link_leads_to_a_bookmark_and_every_bookmark_is_there_once() {
    let seen = body(&sample::report(&same));
    let marks: Vec<&str> = all(&seen, "w:bookmarkStart").iter().map(|mark| mark["w:name"].as_str()).collect();
    assert_eq!(marks.len(), marks.iter().collect::<BTreeSet<_>>().len());
    assert!(marks.iter().all(|mark| mark.len() <= 40), "{marks:?}");
    let all_links = all(&seen, "w:hyperlink");
    assert!(all_links.iter().all(|link| marks.contains(&link["w:anchor"].as_str())), "{all_links:?}");
    let links: Vec<_> = all_links.iter().filter(|link| !link["w:anchor"].starts_with("_Toc")).collect();
    assert_eq!(links.len(), 4, "two of the first part, two of the figures; none to what is not there");
    let (begun, ended) = (all(&seen, "w:bookmarkStart"), all(&seen, "w:bookmarkEnd"));
    let numbers =
        |marks: &[&BTreeMap<String, String>]| marks.iter().map(|mark| mark["w:id"].clone()).collect::<Vec<_>>();
    assert_eq!(numbers(&begun), numbers(&ended));
}

#[test]
fn hostile_words_stay_words_wherever_they_stand() {
    let long = "x".repeat(10_000);
    for hostile in [
        "<w:p/> & \"quotes\" ]]> <!-- -->",
        "DDEAUTO c:\\windows\\system32\\cmd.exe \"/k calc\"",
        "=cmd|'/C calc'!A0",
        "{ INCLUDETEXT \"http://example.invalid\" } &amp; &#0;",
        long.as_str(),
    ] {
        let document = sample::report(&|text: &str| format!("{text} {hostile}"));
        let parts = parts(&document);
        let seen = read(&parts["word/document.xml"]);
        let plain = sample::report(&same);
        let written = |document: &Document| said(&body(document)).len();
        assert!(written(&document) > written(&plain) + 50 * hostile.len().min(100), "{hostile}");
        assert!(said(&seen).contains(hostile), "{hostile}");
        assert!(all(&seen, "wp:docPr")[0]["descr"].contains(hostile), "{hostile}");
        assert!(said(&read(&parts["docProps/core.xml"])).contains(hostile), "{hostile}");
        for name in ["w:fldSimple", "w:object"] {
            assert!(all(&seen, name).is_empty(), "{hostile}: {name}");
        }
        // The contents are the only field, and say nothing of anybody's.
        let fields: Vec<String> = inside(&seen, "w:instrText").into_iter().map(said).collect();
        assert_eq!(fields, [" TOC \\o \"1-2\" \\h \\z "], "{hostile}");
        assert_eq!(all(&seen, "w:fldChar").len(), 3, "{hostile}");
    }
}

#[test]
fn what_xml_forbids_and_what_turns_the_direction_of_words_is_dropped() {
    let hostile = "a\u{0}b\u{8}c\u{202e}d\u{200f}e\u{ffff}f";
    let document = sample::report(&|text: &str| format!("{text} {hostile}"));
    for bytes in parts(&document).into_iter().filter(|(name, _)| name.ends_with("xml")).map(|(_, bytes)| bytes) {
        let words = said(&read(&bytes));
        assert!(words.chars().all(|letter| letter >= ' ' || letter == '\n'), "{words}");
        assert!(!words.contains('\u{202e}') && !words.contains('\u{ffff}'), "{words}");
    }
    assert!(said(&body(&document)).contains("abcdef"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let document = sample::report(&same);
    assert_eq!(report(&document, &sample::dot), report(&document, &sample::dot));
}

#[test]
fn a_picture_that_cannot_be_made_is_named() {
    let failed = report(&sample::report(&same), &|_, _| Err(String::from("no letters")));
    let named = Error::Picture { id: String::from("saving"), why: String::from("no letters") };
    assert_eq!(failed, Err(named));
    let failed = report(&sample::report(&same), &|_, _| Ok(b"<svg/>".to_vec()));
    assert!(failed.unwrap_err().to_string().contains("not a PNG"));
}

#[test]
fn an_empty_report_is_a_file_too() {
    let parts = parts(&Document::default());
    assert!(!read(&parts["word/document.xml"]).is_empty());
}

#[test]
fn a_contents_page_lists_every_heading_of_two_levels_in_order_and_leads_to_it() {
    let seen = body(&sample::report(&same));
    let style =
        |paragraph: &[Seen]| all(paragraph, "w:pStyle").first().map_or_else(String::new, |of| of["w:val"].clone());
    let paragraphs = inside(&seen, "w:p");
    let of = |styles: [&str; 2]| -> Vec<(usize, String, &[Seen])> {
        let level = |paragraph: &[Seen]| styles.iter().position(|name| *name == style(paragraph));
        paragraphs
            .iter()
            .filter_map(|paragraph| {
                let words: String = inside(paragraph, "w:t").into_iter().map(said).collect();
                Some((level(paragraph)?, words, *paragraph))
            })
            .collect()
    };
    let (entries, headings) = (of(["TOC1", "TOC2"]), of(["Heading1", "Heading2"]));
    assert!(entries.len() > 5, "{entries:?}");
    assert_eq!(entries.len(), headings.len());
    for ((level, words, entry), (of_level, of_words, heading)) in entries.iter().zip(&headings) {
        assert_eq!((level, words), (of_level, of_words));
        let anchor = &all(entry, "w:hyperlink")[0]["w:anchor"];
        assert!(all(heading, "w:bookmarkStart").iter().any(|mark| mark["w:name"] == *anchor), "{words}");
    }
    let parts = all(&seen, "w:fldChar").iter().map(|part| part["w:fldCharType"].clone()).collect::<Vec<_>>();
    assert_eq!(parts, ["begin", "separate", "end"]);
}
