//! What a page says of a dossier, part by part.
#![allow(clippy::inconsistent_digit_grouping, reason = "pounds, then pence")]

use doorstep_page::document::{Block, Document, Section, Span, Table};
use doorstep_page::dossier::{
    Area, CostYear, Count, Dossier, Figures, Kept, OneOff, Part, Place, Programme, ReachYear, Reserve, RunFacts, Side,
    Worth, YearSaving,
};
use doorstep_page::publish::published;
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
    row.map_or_else(|| panic!("{id} has no row {first}: {:?}", found.rows), |row| row.cells.as_slice())
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
    town.options[0].rules = rules(["1190.4", "1200.0", "9.6"], "2.0");
    town.options[0].missed = vec![words("save"), words("reach-floor")];
    town
}

#[test]
fn rules_are_sentences_with_what_there_is_and_what_is_wanted_and_their_ids_stand_in_the_last_column() {
    let page = document(&with_rules());
    let floor = "At least 30% of those it is for are reached by Stay and play in each district";
    let row_of = row(&page, "demands", floor);
    assert_eq!(
        row_of[3..],
        ["missed: North: 101 of 120 people", "missed: North: 1,190 of 1,200 people", "reach-floor"]
    );
    let saved = row(&page, "demands", "Save £80,000 a year by 2027-28");
    assert_eq!(saved[4..], ["missed: £55,000 of £80,000", "save"]);
    assert_eq!(row(&page, "demands", "At least 1 site at hub")[3..5], ["kept: 1 site", "kept: 2 sites"]);
    let said = text(&page);
    assert!(!said.contains("reach-floor"), "{said}");
    let misses = format!("It misses “Save £80,000 a year by 2027-28” (£55,000 of £80,000) and “{floor}” (North:");
    assert!(said.contains(&misses), "{said}");
}

#[test]
fn what_is_missed_by_less_than_one_keeps_its_decimals() {
    let mut town = town(8);
    town.options[0].rules =
        vec![kept("floor", "at least 12% of people", "overall", "people", ["635.9", "636.6", "0.7"])];
    let page = document(&town);
    assert_eq!(row(&page, "demands", "At least 12% of people")[4], "missed: 635.9 of 636.6 people");
    town.options[0].rules = vec![kept("hubs", "at least 1 site at hub", "North", "sites", ["0.0", "1.0", "1.0"])];
    assert_eq!(row(&document(&town), "demands", "At least 1 site at hub")[4], "missed: North: 0 of 1 site");
}

#[test]
fn a_page_for_everybody_says_which_rules_are_missed_but_not_by_how_many_people() {
    let town = Dossier { public: Some(5), ..with_rules() };
    let page = document(&town);
    let floor = "At least 30% of those it is for are reached by Stay and play in each district";
    assert_eq!(row(&page, "demands", floor)[3..5], ["missed", "missed"]);
    assert_eq!(row(&page, "demands", "Save £80,000 a year by 2027-28")[4], "missed: £55,000 of £80,000");
    assert!(!text(&page).contains("1,190"));
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

/// With money over two years.
fn with_years() -> Dossier {
    let mut town = town(8);
    let saving = |year: &str, reduction: i64| YearSaving { year: words(year), kinds: [reduction, 0, 0, 900_00] };
    let once = |year: &str, name: &str, planned: i64| OneOff {
        year: words(year),
        part: words("cost"),
        name: words(name),
        amounts: [planned - 100, planned, planned + 100],
    };
    let reach = |year: &str, end: i64| ReachYear {
        year: words(year),
        service: 0,
        nothing: Count::Exact(24_000),
        end: Count::Exact(end),
        within: Count::Exact(end + 500),
    };
    let levels = |year: &str, levels: [&str; 2]| (words(year), levels.map(words).to_vec());
    let cost = |year: &str, in_year: i64, run_rate: i64| CostYear {
        year: words(year),
        nothing: 1_000_000_00,
        in_year,
        run_rate,
    };
    town.programme = Some(Programme {
        years: vec![words("2026-27"), words("2027-28")],
        savings: vec![saving("2026-27", 40_000_00), saving("2027-28", 80_000_00)],
        in_year: vec![saving("2026-27", 10_000_00), saving("2027-28", 70_000_00)],
        costs: vec![cost("2026-27", 990_000_00, 960_000_00), cost("2027-28", 930_000_00, 920_000_00)],
        one_offs: vec![
            once("2026-27", "Moving", 5_000_00),
            once("2026-27", "All one-offs", 5_000_00),
            once("2027-28", "All one-offs", 2_500_00),
        ],
        reserves: vec![Reserve {
            year: words("2026-27"),
            name: words("transformation"),
            amounts: [20_000_00, 0, 5_000_00, 0, 15_000_00, 10_000_00],
        }],
        worth: Some(Worth {
            years: vec![(words("2026-27"), words("1.000000"), 5_000_00, 5_000_00)],
            all: (5_000_00, 5_000_00),
        }),
        sites: vec![levels("Today, 2025-26", ["hub", "linked"]), levels("2026-27", ["hub", "closed"])],
        reach: vec![reach("2026-27", 22_000), reach("2027-28", 20_000)],
        ..Programme::default()
    });
    town
}

#[test]
fn money_of_a_programme_has_the_year_beside_the_run_rate_one_offs_in_all_and_what_reserves_hold() {
    let page = document(&with_years());
    let first = row(&page, "in-year", "2026-27");
    assert_eq!(first[1..], ["£1,000,000", "£990,000", "£960,000", "£10,000", "£40,000"], "avoidance is no cash");
    let once = row(&page, "one-offs", "All years");
    assert_eq!(once[1..], ["All one-offs", "£7,498", "£7,500", "£7,502"]);
    assert!(text(&page).contains("One-off costs come to £7,500 in all years together"));
    let reserve = row(&page, "reserves", "2026-27");
    assert_eq!(reserve[1..], ["transformation", "£20,000", "£0", "£5,000", "£0", "£15,000", "£10,000"]);
}

#[test]
fn net_present_value_is_called_that_and_never_a_saving() {
    let page = document(&with_years());
    let found = table(&page, "net-present-value").unwrap_or_else(|| panic!("there is no net present value"));
    let said = format!("{found:?}").to_lowercase();
    assert!(said.contains("net present value of all years together: £5,000") && !said.contains("saving"), "{said}");
    let without = Programme { worth: None, ..with_years().programme.unwrap_or_default() };
    assert!(table(&document(&Dossier { programme: Some(without), ..with_years() }), "net-present-value").is_none());
}

#[test]
fn sites_and_reach_of_every_year_stand_in_one_table_each_under_a_picture() {
    let page = document(&with_years());
    assert_eq!(row(&page, "sites-by-year-figures", "Today, 2025-26")[1..], ["1", "1", "0"]);
    assert_eq!(row(&page, "sites-by-year-figures", "2026-27")[1..], ["1", "0", "1"]);
    let reach = row(&page, "reach-by-year-figures", "Stay and play");
    assert_eq!(reach[1..], ["2026-27", "2,400", "2,200", "2,250"]);
}

#[test]
fn a_page_for_everybody_has_sites_of_every_year_but_says_why_it_has_no_reach_of_them() {
    let mut town = with_years();
    town.options[0].levels = vec![words("hub"), words("hub")];
    let town = published(town, 5).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert!(town.programme.as_ref().is_some_and(|programme| programme.reach.is_empty()));
    let page = document(&town);
    assert!(table(&page, "reach-by-year-figures").is_none() && table(&page, "sites-by-year-figures").is_some());
    assert!(text(&page).contains("Reach year by year is left out"));
}

fn card(document: &Document, at: usize) -> Vec<String> {
    let cards = all(document).into_iter().find_map(|block| match block {
        Block::Cards { cards } => Some(cards.cards[at].says.clone()),
        _ => None,
    });
    cards.unwrap_or_default()
}

#[test]
fn a_card_says_what_runs_at_the_next_nearest_place_where_the_nearest_site_closes() {
    let mut town = town(8);
    town.services.push((words("clinic"), words("Baby clinic")));
    town.places.push(Place { kind: words("library"), ..town.places[0].clone() });
    town.places[2].name = words("Library");
    town.places[2].at = (0, 450);
    town.options[0].runs_at = vec![(0, 1), (1, 1)];
    let away = Side { name: words("Option B"), venues: vec![2], runs_at: vec![(1, 2)], ..town.options[0].clone() };
    town.options.push(away);
    let page = document(&town);
    assert_eq!(
        card(&page, 0)[1..],
        [
            "In Option A the nearest place is Oak Centre, 3.0 km in a straight line. What runs there: Stay and play and Baby clinic.",
            "In Option B the nearest place is Library, 450 m in a straight line. What runs there: Baby clinic."
        ]
    );
    assert_eq!(card(&page, 7).len(), 1, "the nearest site of area 7 stays open");
}

#[test]
fn below_six_neighbourhoods_there_are_no_maps_but_their_tables_stay() {
    let maps = |areas: usize| document(&town(areas)).pictures().iter().filter(|of| of.id.starts_with("map-")).count();
    assert!(maps(6) >= 2 && maps(5) == 0, "{} and {}", maps(6), maps(5));
    let page = document(&town(5));
    for id in ["map-reach-1-table", "map-way-1-table", "map-sites-1-table"] {
        assert!(table(&page, id).is_some(), "{id}");
    }
    assert!(text(&page).contains("too few neighbourhoods for maps"));
}

#[test]
fn on_pages_for_everybody_each_section_says_once_that_parts_need_not_add_up() {
    let notes = |document: &Document| -> Vec<usize> {
        let of = |section: &Section| {
            let mut found = Vec::new();
            blocks(&section.blocks, &mut found);
            let tables = found.iter().filter_map(|block| match block {
                Block::Table { table } => Some(table),
                Block::Picture { picture } => Some(&picture.table),
                _ => None,
            });
            tables.flat_map(|table| &table.notes).filter(|note| note.contains("need not add up")).count()
        };
        document.sections.iter().filter(|of| ["reach", "equality"].contains(&of.id.as_str())).map(of).collect()
    };
    let mut town = town(8);
    town.options.push(town.options[0].clone());
    assert_eq!(notes(&document(&town)), [0, 0]);
    assert_eq!(notes(&document(&Dossier { public: Some(5), ..town })), [1, 1]);
}

#[test]
fn one_sentence_says_that_neighbourhood_figures_are_the_planners_share_out() {
    let mut town = town(8);
    town.options.push(town.options[0].clone());
    for public in [None, Some(5)] {
        let page = document(&Dossier { public, ..town.clone() });
        let whole = serde_json::to_string(&page).unwrap_or_default();
        assert_eq!(whole.matches("the planner’s share-out").count(), 1);
        let said = text(&page);
        let sentence = said.lines().find(|line| line.contains("share-out")).unwrap_or_default();
        assert!((1..=25).contains(&sentence.split_whitespace().count()), "{sentence}");
    }
}
