//! A report with every kind of block, for tests and for looking at. Its figures are made up.

pub mod hostile;
pub mod large;

use doorstep_page::document::{
    Block, Brand, Card, Cards, Column, Document, Drawing, Figure, Picture, Row, Section, Shared, Table, link,
    paragraph, plain, strong,
};
use doorstep_page::draw::frame::{line, text};
use doorstep_page::draw::scale::{INK, QUIET};
use std::fmt::Write as _;

const OPTIONS: [&str; 4] = ["Status quo", "A: keep every building", "B: fewer, longer hours", "C: share with schools"];
const SHADES: [&str; 5] = ["#cfe1f2", "#93c4de", "#4a97c9", "#1966ad", "#08306b"];
/// Those that end postcodes.
const LETTERS: [char; 20] =
    ['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z'];
/// One green picture element, twelve by twelve.
const LOGO: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAAAF0lEQVR4nGOQ9QwgiBhGFY0qoq0iALoM3XHR/IdRAAAAAElFTkSuQmCC";

fn words(text: &[&str]) -> Vec<String> {
    text.iter().map(|word| (*word).to_owned()).collect()
}

/// Numbers that look drawn and are the same every time.
pub fn drawn(at: usize) -> usize {
    at.wrapping_mul(2_654_435_761) >> 7 & 0xffff
}

pub fn table(id: &str, caption: &str, columns: &[&str], rows: Vec<Row>) -> Table {
    let columns =
        columns.iter().enumerate().map(|(at, title)| Column { title: (*title).to_owned(), numeric: at > 0 }).collect();
    let notes = words(&["Shares are of those eligible. Fewer than 5 people are not counted out."]);
    Table { id: id.to_owned(), caption: caption.to_owned(), columns, rows, notes }
}

fn row(cells: &[&str], total: bool) -> Row {
    Row { cells: words(cells), total }
}

pub fn map(id: &str, title: &str, places: usize) -> Picture {
    let mut body = String::new();
    text(&mut body, 24.0, 34.0, (16.0, true, "start", INK), "Share reached in each area");
    text(&mut body, 24.0, 52.0, (10.0, false, "start", QUIET), "Darker is more; a cross is a site that closes");
    body.push_str("<use href=\"#outline-of-the-city\"/>\n");
    for at in 0..places {
        let (x, y) = (60 + drawn(at) % 560, 90 + drawn(at + 7777) % 440);
        let shade = SHADES[drawn(at + 31) % SHADES.len()];
        let _ = writeln!(
            body,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"7\" fill=\"{shade}\" stroke=\"#1a1a1a\" stroke-width=\"0.5\"/>"
        );
    }
    for (at, shade) in SHADES.iter().enumerate() {
        let y = 120 + 26 * at;
        let _ = writeln!(
            body,
            "<rect x=\"660\" y=\"{y}\" width=\"20\" height=\"16\" fill=\"{shade}\" stroke=\"#1a1a1a\"/>"
        );
        text(
            &mut body,
            688.0,
            132.0 + 26.0 * at as f64,
            (10.0, false, "start", INK),
            &format!("Up to {}%", 20 * (at + 1)),
        );
    }
    line(&mut body, (660.0, 280.0), (780.0, 280.0), false);
    text(&mut body, 660.0, 296.0, (10.0, false, "start", INK), "5 km");
    let shapes = "<rect id=\"outline-of-the-city\" x=\"40\" y=\"70\" width=\"600\" height=\"480\" fill=\"none\" \
                  stroke=\"#c4c4c4\"/>\n";
    let rows = (1..=4).map(|at| row(&[&format!("Ward {at}"), "1,204", "61.3%", "58.9%"], at == 4)).collect();
    Picture {
        id: id.to_owned(),
        title: title.to_owned(),
        sentence: "Reach falls most in the north-east, where two sites close; it rises along the ring road.".to_owned(),
        drawing: Drawing {
            size: (842.0, 595.0),
            body,
            shared: Some(Shared { id: "city".to_owned(), shapes: shapes.to_owned() }),
        },
        table: table(
            &format!("{id}-table"),
            "Share reached, ward by ward",
            &["Ward", "Eligible", "Now", "Option A"],
            rows,
        ),
    }
}

fn bars() -> Picture {
    let mut body = String::new();
    for (at, (name, width)) in [("Status quo", 300.0), ("Option A", 280.0), ("Option B", 240.0)].iter().enumerate() {
        let y = 40.0 + 40.0 * at as f64;
        text(&mut body, 20.0, y, (11.0, true, "start", INK), name);
        let _ = writeln!(body, "<rect x=\"20\" y=\"{}\" width=\"{width}\" height=\"14\" fill=\"#1966ad\"/>", y + 6.0);
    }
    Picture {
        id: "bars".to_owned(),
        title: "Hours a week".to_owned(),
        sentence: "Option B opens a fifth fewer hours than today.".to_owned(),
        drawing: Drawing { size: (421.0, 170.0), body, shared: None },
        table: table(
            "bars-table",
            "Hours a week",
            &["Option", "Hours"],
            vec![row(&["Status quo", "1,204"], false), row(&["Option A", "1,100"], false)],
        ),
    }
}

pub fn cards(count: usize) -> Cards {
    let card = |at: usize| Card {
        name: format!("Area {:03}{}", at / 4 + 1, ["A", "B", "C", "D"][at % 4]),
        within: format!("{} ward", ["Nechells", "Ladywood", "Aston", "Sparkhill", "Bartley Green"][at / 4 % 5]),
        cells: vec![
            words(&["Bloomsbury", "Bloomsbury", "Nechells POD", "Nechells POD"]),
            words(&["0.4 miles", "0.4 miles", "1.1 miles", "1.1 miles"]),
            words(&["32", "30", "24", "28"]),
            words(&["61%", "61%", "54%", "57%"]),
        ],
        says: words(&["In B and C the nearest centre is 0.7 miles further. About 120 children under 5 live here."]),
    };
    let postcode = |at: usize| {
        let (first, second) = (LETTERS[at / 9 % 20], LETTERS[at % 20]);
        (format!("B{}{}{first}{second}", at / 180 % 48 + 1, at % 9 + 1), at / 34 % count)
    };
    Cards {
        noun: "area".to_owned(),
        options: words(&["Now", "A", "B", "C"]),
        rows: words(&["Nearest centre", "Distance on foot", "Hours a week there", "Share reached"]),
        cards: (0..count).map(card).collect(),
        postcodes: (0..count * 34).map(postcode).collect(),
    }
}

fn figures() -> Block {
    let figure = |name: &str, values: &[&str], notes: &[&str], meaning: &str, to: &str| Figure {
        name: name.to_owned(),
        values: words(values),
        notes: words(notes),
        meaning: if to.is_empty() {
            vec![plain(meaning)]
        } else {
            vec![plain(meaning), plain(" "), link("What this counts", to)]
        },
    };
    Block::Figures {
        options: words(&OPTIONS),
        figures: vec![
            figure(
                "Saving a year",
                &["£0", "£1,204,900", "£2,016,016", "£1,850,250"],
                &["", "4.9% of cost", "8.2% of cost", "7.5% of cost"],
                "Against what the service costs this year, once all changes have been made.",
                "money",
            ),
            figure(
                "Families within reach",
                &["41,220", "40,870", "36,310", "39,404"],
                &["61% of those eligible", "−350", "−4,910", "−1,816"],
                "Families with a child under 5 who live within a mile of an open door.",
                "term-reach",
            ),
            figure(
                "Buildings open",
                &["26", "26", "17", "22"],
                &["", "none closes", "9 close", "8 close, 4 open in schools"],
                "Places with at least one staffed session in a usual week.",
                "",
            ),
        ],
    }
}

fn money() -> Section {
    let rows = vec![
        row(&["Staff", "£14,200,300", "£13,400,100", "£12,904,000", "£13,000,250", "−£800,200", "−£1,296,300"], false),
        row(&["Buildings", "£6,100,000", "£6,100,000", "£5,200,400", "£5,350,000", "£0", "−£899,600"], false),
        row(&["Outreach", "£4,200,700", "£3,796,000", "£4,380,584", "£4,300,500", "−£404,700", "£179,884"], false),
        row(
            &["Everything", "£24,501,000", "£23,296,100", "£22,484,984", "£22,650,750", "−£1,204,900", "−£2,016,016"],
            true,
        ),
    ];
    let columns = ["Line", "Status quo", "Option A", "Option B", "Option C", "Change in A", "Change in B"];
    Section {
        id: "money".to_owned(),
        title: "What it costs and saves".to_owned(),
        blocks: vec![
            Block::Paragraph {
                text: vec![
                    plain("Option B saves most, and "),
                    strong("nearly half of that comes from buildings"),
                    plain(". How reach follows is said under "),
                    link("who is reached", "reach"),
                    plain("."),
                ],
            },
            Block::Table { table: table("costs", "Cost a year by line, full effect", &columns, rows) },
            Block::Picture { picture: bars() },
            Block::Note {
                text: vec![strong("Redundancy is not in these figures."), plain(" It falls in the first year only.")],
            },
        ],
    }
}

fn reach(areas: usize) -> Section {
    let rows = (0..areas)
        .map(|at| {
            row(&[&format!("Area {at:03}"), &(800 + drawn(at) % 900).to_string(), "61.3%", "61.1%", "54.0%"], false)
        })
        .collect();
    let columns = ["Area", "Eligible", "Now", "Option A", "Option B"];
    Section {
        id: "reach".to_owned(),
        title: "Who is reached, and who no longer".to_owned(),
        blocks: vec![
            paragraph(
                "Reach is the share of eligible families who live near enough to a place that is open long enough.",
            ),
            Block::Picture { picture: map("map-b", "Reach under option B", 90) },
            Block::Heading { id: "evenly".to_owned(), text: "How evenly it falls".to_owned() },
            Block::List {
                items: vec![
                    vec![plain("The most deprived fifth of areas loses "), strong("2.1 points"), plain(".")],
                    vec![plain("The least deprived fifth loses 6.8 points.")],
                ],
            },
            Block::More {
                summary: "Every area, one by one".to_owned(),
                blocks: vec![
                    paragraph("Areas are the census's lower-layer areas of 2021."),
                    Block::Table { table: table("areas", "Share reached in every area", &columns, rows) },
                ],
            },
        ],
    }
}

fn slots() -> Section {
    let slot = |id: &str, title: &str, hint: &str, said: &[&str]| Block::Slot {
        id: id.to_owned(),
        title: title.to_owned(),
        hint: hint.to_owned(),
        words: words(said),
    };
    Section {
        id: "implications".to_owned(),
        title: "Implications".to_owned(),
        blocks: vec![
            slot("legal", "Legal implications", "To be completed by the Monitoring Officer.", &[]),
            slot(
                "equality",
                "Equality implications",
                "To be completed by the equality lead.",
                &["A full assessment is attached as annex 4.", "Sections 149(1)(a) to (c) were considered throughout."],
            ),
        ],
    }
}

/// The report, with so many areas.
pub fn report(areas: usize) -> Document {
    let term = |id: &str, name: &str, meaning: &str| (id.to_owned(), name.to_owned(), meaning.to_owned());
    Document {
        title: "Early years centres: three options".to_owned(),
        council: "Exampleshire County Council".to_owned(),
        headline: "Sharing buildings with schools keeps most families within reach and saves £1.85 million a year."
            .to_owned(),
        caution: "Options for consideration: nothing has been decided, and nothing here is a recommendation."
            .to_owned(),
        marks: words(&[
            "Not calibrated: attendance comes from distance alone until a year of registers has been read.",
            "Includes stand-ins: four rents are estimates.",
        ]),
        brand: Brand {
            name: "Exampleshire".to_owned(),
            colour: Some("#5b2a6e".to_owned()),
            logo: Some((LOGO.to_owned(), "Exampleshire: an oak".to_owned())),
        },
        sections: vec![
            Section {
                id: "summary".to_owned(),
                title: String::new(),
                blocks: vec![
                    figures(),
                    Block::Note {
                        text: vec![
                            plain("Every option keeps the statutory offer. "),
                            link("Terms are explained", "terms"),
                            plain(" at the end."),
                        ],
                    },
                ],
            },
            money(),
            reach(areas),
            Section {
                id: "places".to_owned(),
                title: "What changes here".to_owned(),
                blocks: vec![
                    paragraph("Look up one place to see what each option would mean there."),
                    Block::Cards { cards: cards(areas) },
                ],
            },
            slots(),
            Section {
                id: "terms".to_owned(),
                title: "Terms".to_owned(),
                blocks: vec![Block::Terms {
                    terms: vec![
                        term("reach", "Reach", "The share of eligible families who live near enough to an open door."),
                        term("status-quo", "Status quo", "The service as it is this year, carried on unchanged."),
                    ],
                }],
            },
        ],
        attributions: words(&[
            "Contains National Statistics data © Crown copyright and database right 2025.",
            "Contains OS data © Crown copyright and database right 2025.",
        ]),
        made: words(&["Doorstep 0.1.0", "Inputs: 9f2c61d0a7b34e58, 14 files"]),
    }
}
