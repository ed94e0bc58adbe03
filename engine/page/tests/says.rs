//! What a page says of a dossier, part by part.

use doorstep_page::document::{Block, Document, Span, Table};
use doorstep_page::dossier::{Area, Count, Dossier, Figures, Kept, Part, Place, RunFacts, Side};
use doorstep_page::sections::document;

fn words(text: &str) -> String {
    text.to_owned()
}

/// So many neighbourhoods in two districts, two sites, one service, today and one option.
fn town(areas: usize) -> Dossier {
    let part = |by: &str, name: String| Part { by: words(by), name };
    let mut parts =
        vec![part("all", String::new()), part("district", words("North")), part("district", words("South"))];
    parts.extend((0..areas).map(|at| part("area", format!("area-{at}"))));
    let figures = |reached: i64| {
        let each = |share: i64| Figures {
            eligible: Count::Exact(1000 * share),
            reached: Count::Exact(reached * share),
            near: Some(Count::Exact(500 * share)),
            way: Some(400.0),
            ..Figures::default()
        };
        let all = i64::try_from(areas).unwrap_or(0);
        vec![[all, all / 2, all - all / 2].into_iter().chain((0..areas).map(|_| 1)).map(each).collect::<Vec<_>>()]
    };
    let side = |label: &str, name: &str, levels: [&str; 2], reached: i64| Side {
        label: words(label),
        name: words(name),
        checked: true,
        levels: levels.map(words).to_vec(),
        figures: figures(reached),
        ..Side::default()
    };
    let place = |id: &str, name: &str, at: (i32, i32)| Place {
        id: words(id),
        name: words(name),
        kind: words("site"),
        district: words("North"),
        at,
        stand_in: false,
    };
    let area = |at: usize| Area {
        id: format!("area-{at}"),
        name: format!("Area {at}"),
        ward: String::new(),
        district: words(if at < areas / 2 { "North" } else { "South" }),
        decile: Some(1),
        at: (i32::try_from(at).unwrap_or(0) * 1000, 0),
        people: 100,
    };
    Dossier {
        runs: vec![RunFacts { folder: words("runs/town"), ..RunFacts::default() }],
        scenario: words("Town"),
        council: words("Town Council"),
        years: (words("2025-26"), words("2027-28")),
        prices: words("2025-26"),
        services: vec![(words("play"), words("Stay and play"))],
        levels: vec![(words("hub"), 50.0), (words("linked"), 10.0)],
        areas: (0..areas).map(area).collect(),
        places: vec![place("elm", "Elm Centre", (0, 0)), place("oak", "Oak Centre", (3000, 0))],
        parts,
        area_parts: (3..3 + areas).collect(),
        near: vec![words("1200 m")],
        way_unit: words("m"),
        today: side("status quo", "Today, 2025-26", ["hub", "linked"], 300),
        options: vec![side("plan", "Option A", ["closed", "hub"], 250)],
        ..Dossier::default()
    }
}

fn blocks<'d>(blocks: &'d [Block], found: &mut Vec<&'d Block>) {
    for block in blocks {
        found.push(block);
        if let Block::More { blocks: more, .. } = block {
            self::blocks(more, found);
        }
    }
}

fn all(document: &Document) -> Vec<&Block> {
    let mut found = Vec::new();
    document.sections.iter().for_each(|section| blocks(&section.blocks, &mut found));
    found
}

fn table<'d>(document: &'d Document, id: &str) -> Option<&'d Table> {
    all(document).into_iter().find_map(|block| match block {
        Block::Table { table } if table.id == id => Some(table),
        Block::Picture { picture } if picture.table.id == id => Some(&picture.table),
        _ => None,
    })
}

fn row<'d>(document: &'d Document, id: &str, first: &str) -> &'d [String] {
    let found = table(document, id).unwrap_or_else(|| panic!("there is no table {id}"));
    let row = found.rows.iter().find(|row| row.cells.first().is_some_and(|cell| cell == first));
    row.map(|row| row.cells.as_slice()).unwrap_or_else(|| panic!("{id} has no row {first}: {:?}", found.rows))
}

/// Everything a reader reads.
fn text(document: &Document) -> String {
    let said = |text: &[Span]| -> String {
        let each = text.iter().map(|span| match span {
            Span::Plain { text } | Span::Strong { text } | Span::Link { text, .. } => text.as_str(),
        });
        each.collect()
    };
    let mut found = Vec::new();
    for block in all(document) {
        match block {
            Block::Paragraph { text } | Block::Note { text } => found.push(said(text)),
            Block::List { items } => found.extend(items.iter().map(|item| said(item))),
            Block::Heading { text, .. } => found.push(text.clone()),
            _ => {}
        }
    }
    found.join("\n")
}

fn kept(rule: &str, says: &str, part: &str, unit: &str, [have, wanted, missed_by]: [&str; 3]) -> Kept {
    Kept {
        rule: words(rule),
        says: words(says),
        part: words(part),
        unit: words(unit),
        have: words(have),
        wanted: words(wanted),
        missed_by: missed_by.parse().unwrap_or(0.0),
        hard: true,
        kept: missed_by == "0",
        ..Kept::default()
    }
}

fn with_rules() -> Dossier {
    let mut town = town(8);
    let floor = "at least 30% of those it is for are reached by Stay and play in each district";
    let rules = |north: [&str; 3], hubs: &str| {
        vec![
            kept("save", "save £80,000 a year by 2027-28", "overall", "pounds", ["55000.00", "80000.00", "25000.00"]),
            kept("reach-floor", floor, "North", "people", north),
            kept("reach-floor", floor, "South", "people", ["119.0", "120.0", "1.0"]),
            kept("hubs", "at least 1 site at hub", "overall", "sites", [hubs, "1.0", "0"]),
        ]
    };
    town.today.rules = rules(["101.0", "120.0", "19.0"], "1.0");
    town.options[0].rules = rules(["90.4", "120.0", "29.6"], "2.0");
    town.options[0].missed = vec![words("save"), words("reach-floor")];
    town
}

#[test]
fn rules_are_sentences_with_what_there_is_and_what_is_wanted_and_their_ids_stand_in_the_last_column() {
    let page = document(&with_rules());
    let floor = "At least 30% of those it is for are reached by Stay and play in each district";
    let row_of = row(&page, "demands", floor);
    assert_eq!(row_of[3..], ["missed: North: 101 of 120 people", "missed: North: 90.4 of 120 people", "reach-floor"]);
    let saved = row(&page, "demands", "Save £80,000 a year by 2027-28");
    assert_eq!(saved[4..], ["missed: £55,000 of £80,000", "save"]);
    assert_eq!(row(&page, "demands", "At least 1 site at hub")[3..5], ["kept: 1 site", "kept: 2 sites"]);
    let said = text(&page);
    assert!(!said.contains("reach-floor"), "{said}");
    let misses = format!("It misses “Save £80,000 a year by 2027-28” (£55,000 of £80,000) and “{floor}” (North:");
    assert!(said.contains(&misses), "{said}");
}

#[test]
fn a_page_for_everybody_says_which_rules_are_missed_but_not_by_how_many_people() {
    let town = Dossier { public: Some(5), ..with_rules() };
    let page = document(&town);
    let floor = "At least 30% of those it is for are reached by Stay and play in each district";
    assert_eq!(row(&page, "demands", floor)[3..5], ["missed", "missed"]);
    assert_eq!(row(&page, "demands", "Save £80,000 a year by 2027-28")[4], "missed: £55,000 of £80,000");
    assert!(!text(&page).contains("90.4"));
}

#[test]
fn a_run_of_an_earlier_version_still_names_its_rules() {
    let mut town = with_rules();
    for kept in town.today.rules.iter_mut().chain(&mut town.options[0].rules) {
        kept.says.clear();
    }
    let page = document(&town);
    assert_eq!(row(&page, "demands", "save: £80,000").last().map(String::as_str), Some("save"));
    assert_eq!(row(&page, "demands", "reach-floor").last().map(String::as_str), Some("reach-floor"));
}
