//! The page as HTML: what a browser would make of it, told from its tags.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing where something must be has failed")]

#[path = "../sample/mod.rs"]
mod sample;
mod tags;

use base64::Engine as _;
use doorstep_page::document::{Block, Document, Section, Table, link, paragraph, plain};
use doorstep_page::draw::words::clean;
use doorstep_page::html::page;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::time::Instant;
use tags::{Tag, decoded, read, within};

fn pages() -> Vec<(&'static str, String)> {
    let documents = [
        ("sample", sample::report(24)),
        ("large", sample::large::report()),
        ("hostile", sample::hostile::document(6, 3)),
        ("empty", Document::default()),
    ];
    documents.into_iter().map(|(name, document)| (name, page(&document).unwrap())).collect()
}

fn one(blocks: Vec<Block>) -> String {
    let section = Section { id: "one".to_owned(), title: "One".to_owned(), blocks };
    page(&Document { sections: vec![Section::default(), section], ..Document::default() }).unwrap()
}

#[test]
fn nothing_outside_the_file_is_asked_for() {
    for (name, html) in pages() {
        for Tag { name: tag, attributes } in read(&html) {
            for (attribute, value) in attributes {
                let inside = match attribute.as_str() {
                    "href" => value.starts_with('#'),
                    "src" => value.starts_with("data:image/"),
                    _ => true,
                };
                assert!(inside, "{name}: {tag} {attribute}={value}");
            }
        }
        let own = [within(&html, "style"), within(&html, "script")].concat();
        for word in ["url(", "@import", "http", "fetch", "XMLHttp", "innerHTML", "eval", "@font-face"] {
            assert!(!own.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn only_known_elements_and_attributes_are_there_and_none_that_runs() {
    for (name, html) in pages() {
        for Tag { name: tag, attributes } in read(&html) {
            assert!(!["iframe", "object", "embed", "base", "link"].contains(&tag.as_str()), "{name}: {tag}");
            let runs = attributes.iter().any(|(attribute, _)| attribute.starts_with("on") || attribute == "style");
            assert!(!runs, "{name}: {tag} {attributes:?}");
        }
        let scripts = read(&html).iter().filter(|tag| tag.name == "script").count();
        assert_eq!(scripts, 1, "{name}");
    }
}

#[test]
fn ids_are_there_once_and_whatever_refers_to_one_finds_it() {
    for (name, html) in pages() {
        let tags = read(&html);
        let of = |wanted: &str| -> Vec<String> {
            let all = tags.iter().flat_map(|tag| &tag.attributes).filter(|(attribute, _)| attribute == wanted);
            all.map(|(_, value)| value.clone()).collect()
        };
        let all = of("id");
        let ids: BTreeSet<&String> = all.iter().collect();
        assert_eq!(ids.len(), all.len(), "{name}");
        for id in &all {
            let safe =
                id.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-');
            assert!(safe && !id.is_empty(), "{name}: {id}");
        }
        let links = of("href").into_iter().map(|to| to.trim_start_matches('#').to_owned());
        let named = ["aria-labelledby", "aria-describedby", "for", "data-name"].into_iter().flat_map(of);
        let named: Vec<String> = named.flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        for to in links.chain(named) {
            assert!(ids.contains(&to), "{name}: nothing is called {to}");
        }
    }
}

#[test]
fn headings_never_skip_a_level() {
    for (name, html) in pages() {
        let levels: Vec<u32> = read(&html)
            .iter()
            .filter_map(|tag| tag.name.strip_prefix('h').and_then(|level| level.parse().ok()))
            .collect();
        assert_eq!(levels.first(), Some(&1), "{name}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    }
}

#[test]
fn the_policy_names_the_very_style_and_script_of_the_page() {
    for (name, html) in pages() {
        let first = read(&html).into_iter().find(|tag| tag.name == "meta").unwrap();
        let policy = first.attributes.iter().find(|(attribute, _)| attribute == "content").unwrap().1.clone();
        for (directive, element) in [("style-src", "style"), ("script-src", "script")] {
            let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(within(&html, element)));
            assert!(policy.contains(&format!("{directive} 'sha256-{hash}';")), "{name}: {policy}");
        }
        for rule in ["default-src 'none';", "img-src data:;", "base-uri 'none';", "form-action 'none'"] {
            assert!(policy.contains(rule), "{name}: {rule}");
        }
    }
}

/// What the tags are, whatever the texts within them say; how wide a table is depends on its words.
fn shape(html: &str) -> Vec<(String, Vec<String>)> {
    const OF_WIDTH: [&str; 4] = ["class", "role", "tabindex", "aria-labelledby"];
    let names = |tag: Tag| {
        let all = tag.attributes.into_iter().map(|(attribute, _)| attribute);
        (tag.name, all.filter(|attribute| !OF_WIDTH.contains(&attribute.as_str())).collect())
    };
    read(html).into_iter().map(names).collect()
}

fn everywhere(text: &str) -> Document {
    let mut document = sample::report(3);
    sample::hostile::every(&mut document, &mut |field| text.clone_into(field));
    document
}

#[test]
fn two_hundred_hostile_texts_in_every_field_change_no_tag_and_are_read_as_they_are() {
    let harmless = shape(&page(&everywhere(&"word".repeat(8))).unwrap());
    for text in sample::hostile::texts() {
        let html = page(&everywhere(&text)).unwrap();
        assert!(shape(&html) == harmless, "{text:.80} changes the page");
        let seen = clean(&text);
        let body = decoded(html.split("<body>").nth(1).unwrap());
        let times = body.matches(&seen).count();
        assert!(times > 150, "{text:.80} is there {times} times");
    }
}

#[test]
fn empty_texts_and_texts_nobody_can_see_leave_no_heading_caption_or_summary_empty() {
    for text in ["", " ", "\u{200b}\u{202e}", "\0\0"] {
        let html = page(&everywhere(text)).unwrap();
        for element in ["h1", "h2", "h3", "caption", "summary", "title", "label", "button", "th", "a"] {
            for start in html.match_indices(&format!("<{element}")).map(|(at, _)| at) {
                let rest = &html[start..];
                if !rest[element.len() + 1..].starts_with([' ', '>']) {
                    continue;
                }
                let inner = rest[rest.find('>').unwrap() + 1..].trim_start();
                assert!(!inner.starts_with("</"), "an empty {element}: {rest:.120}");
            }
        }
    }
}

#[test]
fn a_link_that_leads_nowhere_is_words_and_a_double_id_leads_to_its_first() {
    let table = |id: &str| Block::Table { table: Table { id: id.to_owned(), ..Table::default() } };
    let words = vec![link("here", "same"), plain(" or "), link("nowhere", "missing"), link("up", "../etc")];
    let html = one(vec![Block::Paragraph { text: words }, table("same"), table("same"), table("same--caption")]);
    assert!(html.contains("<a href=\"#same\" data-part=\"1\">here</a> or nowhereup</p>"));
    assert!(html.contains("id=\"same-2\"") && html.contains("id=\"same-caption\""));
}

#[test]
fn a_logo_is_shown_only_where_it_is_a_picture_within_the_page() {
    let mut document = sample::report(3);
    assert!(page(&document).unwrap().contains("<img class=\"logo\" src=\"data:image"));
    document.brand.logo = Some(("https://example.org/logo.png".to_owned(), "A logo".to_owned()));
    assert!(!page(&document).unwrap().contains("<img"));
}

#[test]
fn rows_shorter_or_longer_than_the_head_lose_nothing() {
    let mut table = sample::table("t", "Caption", &["Name", "One"], Vec::new());
    for cells in [vec!["short"], vec!["long", "1", "2", "beyond"]] {
        let cells = cells.into_iter().map(str::to_owned).collect();
        table.rows.push(doorstep_page::document::Row { cells, total: false });
    }
    let html = one(vec![Block::Table { table }]);
    assert!(html.contains("<th scope=\"row\">short</th><td class=\"n\"></td><td></td><td></td></tr>"));
    assert!(html.contains("<td>beyond</td>"));
}

#[test]
fn parts_folded_into_each_other_without_end_are_refused_and_a_few_are_not() {
    let folded = |depth: usize| {
        let more = |inner: Block| Block::More { summary: "More".to_owned(), blocks: vec![inner] };
        one_or_not((0..depth).fold(paragraph("deep"), |inner, _| more(inner)))
    };
    assert!(folded(8));
    assert!(!folded(300));
}

fn one_or_not(block: Block) -> bool {
    let section = Section { blocks: vec![block], ..Section::default() };
    page(&Document { sections: vec![section], ..Document::default() }).is_ok()
}

#[test]
fn the_script_is_smaller_than_six_kilobytes() {
    let html = page(&Document::default()).unwrap();
    assert!(within(&html, "script").len() < 6 * 1024);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::report(24);
    assert_eq!(page(&document).unwrap(), page(&document).unwrap());
}

#[test]
fn a_city_is_written_in_half_a_second_and_three_megabytes() {
    let document = sample::large::report();
    let html = page(&document).unwrap();
    // The best of three: other tests share the machine.
    let timed = || {
        let start = Instant::now();
        page(&document).map(|_| start.elapsed()).unwrap()
    };
    let time = (0..3).map(|_| timed()).min().unwrap();
    let packed = html.split("data-postcodes=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    println!("{} bytes in {time:?}, postcodes {} bytes", html.len(), packed.len());
    assert!(html.len() < 3_000_000, "{}", html.len());
    assert!(packed.len() < 250_000, "{}", packed.len());
    let letters: usize = packed
        .split('|')
        .filter_map(|part| part.split(' ').nth(1))
        .flat_map(|part| part.split(';'))
        .filter_map(|part| part.split(':').nth(1))
        .map(str::len)
        .sum();
    println!("{} postcodes", letters / 3);
    if !cfg!(debug_assertions) {
        assert!(time.as_secs_f64() < 0.5, "{time:?}");
    }
}
