//! The report block by block.

use super::contents::{self, Head};
use super::names::{Names, term};
use super::package::{FOOTER, HEADER};
use super::pictures::{self, Media};
use super::tables::{self, run};
use super::xml::Xml;
use crate::document::{Block, Cards, Document, Figure, Picture, Section, Span, Table, plain, strong};

/// A table longer or wider than this is not for paper; Word itself has no more than 63 columns.
const ROWS: usize = 60;
const COLUMNS: usize = 20;
/// Styles there are for headings.
const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];

const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", super::PICTURE),
];

/// `word/document.xml`.
pub fn body(document: &Document, media: &[Media]) -> Vec<u8> {
    // Written once to know its headings, and again under a list of them.
    let (_, heads) = written(document, media, &[]);
    written(document, media, &heads).0
}

/// The part under a list of headings, and the headings there are.
fn written(document: &Document, media: &[Media], contents: &[Head]) -> (Vec<u8>, Vec<Head>) {
    let mut heads = Vec::new();
    let part = Xml::part("w:document", &NAMESPACES, |xml| {
        xml.with("w:body", &[], |xml| {
            let names = Names::of(document);
            let mut body = Body { xml: &mut *xml, names, media, drawn: 0, heads: Vec::new() };
            body.front(document);
            contents::page(body.xml, contents);
            for (at, section) in document.sections.iter().enumerate() {
                body.section(section, at == 0);
            }
            body.back("Sources", &document.attributions);
            body.back("How this was made", &document.made);
            heads = body.heads;
            page(xml);
        });
    });
    (part, heads)
}

/// What is written, and what is known while it is.
struct Body<'b> {
    xml: &'b mut Xml,
    names: Names,
    media: &'b [Media],
    drawn: usize,
    heads: Vec<Head>,
}

impl Body<'_> {
    fn front(&mut self, document: &Document) {
        // The first part has no heading of its own: links to it lead to the top.
        let first = document.sections.first().map_or("", |section| section.id.as_str());
        self.line("Title", first, &document.title);
        self.line("Subtitle", "", &document.council);
        self.line("Note", "", &document.caution);
        self.paragraph("Normal", "", &[strong(&document.headline)]);
        self.points(&document.marks);
    }

    fn back(&mut self, title: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.line(HEADINGS[0], "", title);
            self.points(lines);
        }
    }

    fn section(&mut self, section: &Section, first: bool) {
        if !first {
            self.line(HEADINGS[0], &section.id, &section.title);
        }
        self.blocks(&section.blocks, 1);
    }

    fn blocks(&mut self, blocks: &[Block], level: usize) {
        for block in blocks {
            self.block(block, level);
        }
    }

    fn block(&mut self, block: &Block, level: usize) {
        let heading = HEADINGS[level.min(HEADINGS.len() - 1)];
        match block {
            Block::Heading { id, text } => self.line(heading, id, text),
            Block::Paragraph { text } => self.paragraph("Normal", "", text),
            Block::List { items } => items.iter().for_each(|item| self.paragraph("ListBullet", "", item)),
            Block::Note { text } => self.paragraph("Note", "", text),
            Block::Figures { options, figures } => self.figures(options, figures),
            Block::Table { table } => self.table(table),
            Block::Picture { picture } => self.picture(picture, heading),
            Block::More { summary, blocks } => {
                self.line(heading, "", summary);
                self.blocks(blocks, level + 1);
            }
            Block::Slot { id, title, hint, words } => {
                self.line(heading, id, title);
                for words in words {
                    self.line("Normal", "", words);
                }
                if words.iter().all(|words| words.trim().is_empty()) {
                    let hint = format!("[{hint}]");
                    self.styled("Normal", "", |xml, _| run(xml, &hint, Some("Emphasis")));
                }
            }
            Block::Terms { terms } => {
                for (id, word, meaning) in terms {
                    self.paragraph("Normal", &term(id), &[strong(word), plain(": "), plain(meaning)]);
                }
            }
            Block::Cards { cards } => self.cards(cards),
        }
    }

    fn points(&mut self, lines: &[String]) {
        for line in lines {
            self.line("ListBullet", "", line);
        }
    }

    fn cards(&mut self, cards: &Cards) {
        let (count, noun) = (cards.cards.len(), &cards.noun);
        let said = format!("What changes in each {noun} is in the page, where each of the {count} can be looked up.");
        self.line("Normal", "", &said);
    }

    fn picture(&mut self, picture: &Picture, heading: &str) {
        if !picture.title.trim().is_empty() {
            self.line(heading, &picture.id, &picture.title);
        }
        if let Some(media) = self.media.get(self.drawn) {
            let at = self.drawn;
            self.drawn += 1;
            self.styled("Picture", &picture.id, |xml, _| {
                xml.with("w:r", &[], |xml| pictures::place(xml, at, picture, media));
            });
        }
        self.line("Normal", "", &picture.sentence);
        self.table(&picture.table);
    }

    fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        if table.rows.len() > ROWS || table.columns.len() > COLUMNS {
            self.line("Normal", &table.id, &elsewhere(table));
        } else {
            self.line("Caption", &table.id, &table.caption);
            tables::table(self.xml, table);
        }
        // Also where nothing is said: what stands between two tables keeps Word from joining them.
        self.styled("TableNote", "", |xml, _| run(xml, &table.notes.join(" "), None));
    }

    fn figures(&mut self, options: &[String], figures: &[Figure]) {
        if figures.is_empty() {
            return;
        }
        let count = options.len();
        if count >= COLUMNS {
            return self.line("Normal", "", &format!("The key figures of {count} options are in the page."));
        }
        self.line("Caption", "", "Key figures");
        tables::figures(self.xml, options, figures);
        self.styled("TableNote", "", |xml, _| run(xml, "What each figure counts:", None));
        for figure in figures.iter().filter(|figure| !blank(&figure.meaning)) {
            let mut text = vec![strong(&figure.name), plain(": ")];
            text.extend(figure.meaning.iter().cloned());
            self.paragraph("ListBullet", "", &text);
        }
    }

    /// A paragraph of plain words.
    fn line(&mut self, style: &str, id: &str, words: &str) {
        let level = HEADINGS[..contents::LEVELS].iter().position(|heading| *heading == style);
        if let Some(level) = level.filter(|_| !words.trim().is_empty() || self.names.of_link(id).is_some()) {
            self.heads.push(Head { level, words: words.to_owned() });
        }
        self.paragraph(style, id, &[plain(words)]);
    }

    /// A paragraph. Without words there is none, but where a link leads to it.
    fn paragraph(&mut self, style: &str, id: &str, text: &[Span]) {
        if !blank(text) || self.names.of_link(id).is_some() {
            self.styled(style, id, |xml, names| {
                for span in text {
                    stretch(xml, names, span);
                }
            });
        }
    }

    /// A paragraph of a style, which can be led to by an id.
    fn styled(&mut self, style: &str, id: &str, inside: impl FnOnce(&mut Xml, &Names)) {
        // A heading can be led to from the contents, too.
        let heading = HEADINGS[..contents::LEVELS].contains(&style).then_some(self.heads.len());
        let listed = heading.map(|at| ((self.names.last() + at).to_string(), contents::mark(at - 1)));
        let marks: Vec<(String, String)> = self.names.take(id).into_iter().chain(listed).collect();
        let names = &self.names;
        tables::paragraph(self.xml, style, false, |xml| {
            for (number, name) in &marks {
                xml.empty("w:bookmarkStart", &[("w:id", number), ("w:name", name)]);
            }
            inside(xml, names);
            for (number, _) in &marks {
                xml.empty("w:bookmarkEnd", &[("w:id", number)]);
            }
        });
    }
}

/// Words of one look; a link to nothing that is here is just words.
fn stretch(xml: &mut Xml, names: &Names, span: &Span) {
    match span {
        Span::Plain { text } => run(xml, text, None),
        Span::Strong { text } => run(xml, text, Some("Strong")),
        Span::Link { text, to } => match names.of_link(to) {
            Some(name) => xml.with("w:hyperlink", &[("w:anchor", name), ("w:history", "1")], |xml| {
                run(xml, text, Some("Hyperlink"));
            }),
            None => run(xml, text, None),
        },
    }
}

fn blank(text: &[Span]) -> bool {
    text.iter().all(|span| match span {
        Span::Plain { text } | Span::Strong { text } | Span::Link { text, .. } => text.trim().is_empty(),
    })
}

/// Where a table is that is left out.
fn elsewhere(table: &Table) -> String {
    let (rows, columns, caption) = (table.rows.len(), table.columns.len(), &table.caption);
    let (count, of) = if rows > ROWS { (rows, "rows") } else { (columns, "columns") };
    format!("The table \u{201c}{caption}\u{201d} has {count} {of} and is left out here: it is in the page.")
}

/// A4 upright with 2 cm on every side, in twentieths of a point; its header and footer.
fn page(xml: &mut Xml) {
    xml.with("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", HEADER)]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER)]);
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, "1134"));
        let rest = [("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")];
        xml.empty("w:pgMar", &[&sides[..], &rest[..]].concat());
    });
}
