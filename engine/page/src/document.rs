//! What a page says, in no form yet: every form (web page, Word, PDF) is written from this.
//!
//! All text is plain text: a writer makes it safe for its form. Nothing here is ever markup, but for
//! the shapes of a [`Drawing`], which only `draw` makes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// Makes a PNG of an SVG, so many pixels wide, or says why it cannot.
pub type Draw<'d> = &'d dyn Fn(&str, u32) -> Result<Vec<u8>, String>;

/// Pixels across an image of a map: 220 an inch on A4.
const IMAGE: u32 = 1500;

/// A whole report.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Document {
    /// Name of the report.
    pub title: String,
    /// Who answers for it.
    pub council: String,
    /// One sentence of at most 25 words that says what it comes to.
    pub headline: String,
    /// "Options for consideration: …", said above everything else.
    pub caution: String,
    /// What marks every figure: "Not calibrated: …", "Includes stand-ins: …".
    pub marks: Vec<String>,
    /// What tells the council's own pages from others.
    pub brand: Brand,
    /// The parts, in order. The first is the first screen and has no heading of its own.
    pub sections: Vec<Section>,
    /// Sources that must be named wherever the page goes.
    pub attributions: Vec<String>,
    /// What made it: version, hash of inputs, date of none.
    pub made: Vec<String>,
}

/// A council's own look, within a style that is not anybody's.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Brand {
    /// Shown in the header; the council's name where empty.
    pub name: String,
    /// A colour as `#rrggbb`, dark enough to carry white text: checked where it is read.
    pub colour: Option<String>,
    /// A picture as a `data:` address (`image/png` or `image/jpeg`), and what it shows in words.
    pub logo: Option<(String, String)>,
}

/// A part with a heading of the second level.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Section {
    /// For links: small letters, digits, hyphens; unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// Words, some of them more than that.
pub type Text = Vec<Span>;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Span {
    /// Just words.
    Plain {
        /// The words.
        text: String,
    },
    /// Words that carry the sentence.
    Strong {
        /// The words.
        text: String,
    },
    /// Words that lead to another part of the page: a section, a table, a term of the glossary.
    Link {
        /// The words.
        text: String,
        /// The id it leads to.
        to: String,
    },
}

/// One thing of a part.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    /// A heading of the third level.
    Heading {
        /// For links.
        id: String,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Text,
    },
    /// Points.
    List {
        /// Each point.
        items: Vec<Text>,
    },
    /// Set apart: what must not be missed.
    Note {
        /// Its words.
        text: Text,
    },
    /// The figures that matter, beside each other for every option.
    Figures {
        /// Names of the columns: the status quo, then each option.
        options: Vec<String>,
        /// The figures.
        figures: Vec<Figure>,
    },
    /// A table.
    Table {
        /// The table.
        table: Table,
    },
    /// A picture, the sentence that says what it shows, and its table.
    Picture {
        /// The picture.
        picture: Picture,
    },
    /// What is there for those who want it, folded away on a screen and open in print.
    More {
        /// What it is.
        summary: String,
        /// What is in it.
        blocks: Vec<Block>,
    },
    /// Where officers write; what they wrote, if they did.
    Slot {
        /// For links and for the file the words come from.
        id: String,
        /// "Legal implications".
        title: String,
        /// Who writes here what.
        hint: String,
        /// What they wrote, paragraph by paragraph.
        words: Vec<String>,
    },
    /// Terms and what they mean; each can be linked to as `term-` and its id.
    Terms {
        /// Id, term, meaning.
        terms: Vec<(String, String, String)>,
    },
    /// "What changes here": one card an area, found by its name, its ward or a postcode.
    Cards {
        /// The cards.
        cards: Cards,
    },
}

/// A figure that matters.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Figure {
    /// What it is: "Saving a year".
    pub name: String,
    /// One for each column: `£16,000,016`.
    pub values: Vec<String>,
    /// Smaller, under each value: a range, a share, a change. May be empty.
    pub notes: Vec<String>,
    /// What it counts, in a sentence.
    pub meaning: Text,
}

/// A table. The first cell of a row names it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// For links; unique on the page.
    pub id: String,
    /// What it shows; also its name for those who hear it.
    pub caption: String,
    /// One for each cell of a row.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Said below it.
    pub notes: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head, whole: "Reached, option A".
    pub title: String,
    /// Are its cells numbers, to stand below each other by their last digit?
    pub numeric: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<String>,
    /// Is it the sum of the others?
    pub total: bool,
}

/// A picture with what it shows in a sentence and in figures.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Picture {
    /// For links; also the name of its file.
    pub id: String,
    /// Its heading, of the third level.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub sentence: String,
    /// The shapes.
    pub drawing: Drawing,
    /// The same in figures.
    pub table: Table,
}

/// Shapes: an SVG whose every text has been made safe. Only `draw` makes one.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Drawing {
    /// Width and height in its own units (points on A4).
    pub size: (f64, f64),
    /// Elements between `<svg>` and `</svg>`.
    pub body: String,
    /// Shapes that several pictures of a page use (`<use href="#…">`): written once a page, and into
    /// each picture that stands alone.
    pub shared: Option<Shared>,
}

/// Shapes that several pictures use.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shared {
    /// Tells shapes apart.
    pub id: String,
    /// The elements of its `<defs>`.
    pub shapes: String,
}

/// Cards of what changes in one place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cards {
    /// What a card is about: "area", "ward".
    pub noun: String,
    /// Heads of the columns every card has: the status quo, then each option.
    pub options: Vec<String>,
    /// Names of the rows every card has.
    pub rows: Vec<String>,
    /// The cards, by name.
    pub cards: Vec<Card>,
    /// Postcodes without spaces and the position of their card; empty where none are given.
    pub postcodes: Vec<(String, usize)>,
}

/// What changes in one place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Card {
    /// Its name, and the larger place it is in.
    pub name: String,
    /// The larger place: ward or district.
    pub within: String,
    /// Row by row, option by option.
    pub cells: Vec<Vec<String>>,
    /// What changes, in sentences.
    pub says: Vec<String>,
}

impl Document {
    /// Every picture in the order of the page, with those folded away.
    pub fn pictures(&self) -> Vec<&Picture> {
        fn of<'d>(blocks: &'d [Block], found: &mut Vec<&'d Picture>) {
            for block in blocks {
                match block {
                    Block::Picture { picture } => found.push(picture),
                    Block::More { blocks, .. } => of(blocks, found),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        for section in &self.sections {
            of(&section.blocks, &mut found);
        }
        found
    }

    /// The same with pictures of many shapes, maps, as one image each: a printer takes long over shapes that are used
    /// again and again, and writes each of them out. `draw` makes a PNG of an SVG, so many pixels wide.
    ///
    /// # Errors
    /// What `draw` says.
    pub fn with_images(mut self, draw: Draw<'_>) -> Result<Document, String> {
        fn of(blocks: &mut [Block], draw: Draw<'_>) -> Result<(), String> {
            for block in blocks {
                match block {
                    Block::Picture { picture } if picture.drawing.shared.is_some() => {
                        let png = draw(&picture.alone(), IMAGE)?;
                        let (w, h) = picture.drawing.size;
                        let data = STANDARD.encode(png);
                        picture.drawing.body =
                            format!("<image width=\"{w}\" height=\"{h}\" href=\"data:image/png;base64,{data}\"/>");
                        picture.drawing.shared = None;
                    }
                    Block::More { blocks, .. } => of(blocks, draw)?,
                    _ => {}
                }
            }
            Ok(())
        }
        for section in &mut self.sections {
            of(&mut section.blocks, draw)?;
        }
        Ok(self)
    }
}

/// Words as they are.
pub fn plain(text: impl Into<String>) -> Span {
    Span::Plain { text: text.into() }
}

/// Words that carry the sentence.
pub fn strong(text: impl Into<String>) -> Span {
    Span::Strong { text: text.into() }
}

/// Words that lead to a part of the page.
pub fn link(text: impl Into<String>, to: impl Into<String>) -> Span {
    Span::Link { text: text.into(), to: to.into() }
}

/// A paragraph of plain words.
pub fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph { text: vec![plain(text)] }
}

impl Picture {
    /// A picture that needs nothing else: its own file.
    pub fn alone(&self) -> String {
        crate::draw::alone(self)
    }
}
