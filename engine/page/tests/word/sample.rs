//! A report with one of everything, and one in which every text is hostile.

use doorstep_page::document::*;

/// The smallest picture there is: one white point.
#[allow(clippy::unnecessary_wraps, reason = "it stands for a drawing that can fail")]
pub fn dot(_svg: &str, _wide: u32) -> Result<Vec<u8>, String> {
    Ok(DOT.to_vec())
}

const DOT: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0, 0x01, 0x01,
    0x01, 0, 0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// One of everything; every text is what `say` makes of it.
#[allow(clippy::too_many_lines, reason = "one report, read from top to bottom")]
pub fn report(say: &dyn Fn(&str) -> String) -> Document {
    let words = |list: &[&str]| list.iter().map(|text| say(text)).collect::<Vec<String>>();
    Document {
        title: say("Children's centres: three ways to save £16 million"),
        council: say("Northshire Council"),
        headline: say("Option B saves £16.0 million a year and leaves 4,210 more children beyond 20 minutes' walk."),
        caution: say("Options for consideration: nothing here is decided, and no centre has been chosen for closure."),
        marks: words(&["Not calibrated: travel times are of a model.", "Includes stand-ins: 3 of 42 running costs."]),
        brand: Brand::default(),
        sections: vec![
            Section {
                id: String::from("top"),
                title: String::new(),
                blocks: vec![
                    Block::Paragraph {
                        text: vec![
                            plain(say("What changes where is in ")),
                            link(say("centres by option"), "centres"),
                            plain(say("; what ")),
                            link(say("reach"), "term-reach"),
                            strong(say(" means")),
                            plain(say(" is in the glossary, and ")),
                            link(say("this leads nowhere"), "not-there"),
                            plain("."),
                        ],
                    },
                    figures(say),
                ],
            },
            Section {
                id: String::from("options"),
                title: say("What the options are"),
                blocks: vec![
                    Block::List {
                        items: vec![
                            vec![plain(say("Option A keeps all 42 centres."))],
                            vec![strong(say("Option B")), plain(say(" keeps 30."))],
                        ],
                    },
                    Block::Note {
                        text: vec![plain(say("Nobody's nearest service may be further away than 3 miles."))],
                    },
                    Block::Picture { picture: picture(say, "saving", 5) },
                    Block::Table { table: table(say, "centres", 42, 6) },
                    Block::More {
                        summary: say("How this was counted"),
                        blocks: vec![
                            Block::Heading { id: String::from("counted"), text: say("Of families") },
                            paragraph(say("Every family is counted once, where it lives.")),
                            Block::Picture { picture: picture(say, "folded", 61) },
                            Block::More {
                                summary: say("More of it"),
                                blocks: vec![Block::Table { table: table(say, "wide", 4, 12) }],
                            },
                        ],
                    },
                ],
            },
            Section {
                id: String::from("duties"),
                title: say("What officers add"),
                blocks: vec![
                    Block::Slot {
                        id: String::from("legal"),
                        title: say("Legal implications"),
                        hint: say("The monitoring officer writes here."),
                        words: vec![],
                    },
                    Block::Slot {
                        id: String::from("equality"),
                        title: say("Equality"),
                        hint: say("-"),
                        words: words(&["An assessment was made.", "It is attached."]),
                    },
                    Block::Cards {
                        cards: Cards { noun: say("ward"), cards: vec![Card::default(); 639], ..Cards::default() },
                    },
                    Block::Terms {
                        terms: vec![(
                            String::from("reach"),
                            say("Reach"),
                            say("Children who live within 20 minutes' walk of a place."),
                        )],
                    },
                ],
            },
        ],
        attributions: words(&["Contains OS data © Crown copyright and database right."]),
        made: words(&["Doorstep 0.1.0, inputs 9f2c."]),
    }
}

fn figures(say: &dyn Fn(&str) -> String) -> Block {
    let figure = |name: &str, values: [&str; 3], note: &str| Figure {
        name: say(name),
        values: values.map(say).to_vec(),
        notes: vec![String::new(), say(note), say(note)],
        meaning: vec![plain(say("What is not spent, against ")), link(say("today"), "options"), plain(".")],
    };
    Block::Figures {
        options: ["Today", "Option A", "Option B"].map(say).to_vec(),
        figures: vec![
            figure("Saving a year", ["£0", "£8,100,000", "£16,000,016"], "9 in 10: £7.2 million to £8.4 million"),
            figure("Children within 20 minutes", ["58,204", "57,011", "53,994"], "of 61,870"),
        ],
    }
}

fn table(say: &dyn Fn(&str) -> String, id: &str, rows: usize, columns: usize) -> Table {
    let heads =
        ["Centre", "Reached, today", "Reached, option A", "Reached, option B", "Change, option A", "Change, option B"];
    let head = |at: usize| Column { title: say(heads[at % heads.len()]), numeric: at > 0 };
    let cell = |row: usize, at: usize| {
        if at == 0 { say(&format!("Centre {row}, St Mary's Road")) } else { say(&format!("{at},{row:03}")) }
    };
    Table {
        id: id.to_owned(),
        caption: say(&format!("Children reached, centre by centre ({id})")),
        columns: (0..columns).map(head).collect(),
        rows: (0..rows)
            .map(|row| Row { cells: (0..columns).map(|at| cell(row, at)).collect(), total: row + 1 == rows })
            .collect(),
        notes: vec![say("From centres.csv; fewer than 5 are not shown.")],
    }
}

fn picture(say: &dyn Fn(&str) -> String, id: &str, rows: usize) -> Picture {
    let body = r##"<rect x="40" y="40" width="500" height="300" fill="#1F4E79"/><text x="60" y="80" font-size="20" fill="#ffffff">A picture</text>"##;
    Picture {
        id: id.to_owned(),
        title: say("Saving and reach"),
        sentence: say("The more an option saves the fewer children it reaches; Option B loses most in the north."),
        drawing: Drawing { size: (842.0, 420.0), body: body.to_owned(), shared: None },
        table: table(say, &format!("{id}-table"), rows, 3),
    }
}
