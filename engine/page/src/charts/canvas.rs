//! What a chart is drawn on: every coordinate is a number, every word is safe.

use crate::document::Drawing;
use crate::draw::layout::Rect;
use crate::draw::words::{at, escape};
use std::fmt::Write as _;

/// How wide every chart is.
pub const WIDE: f64 = 420.0;
/// Left and right of everything.
pub const MARGIN: f64 = 10.0;
/// Names above bars stand so far from the line their bars begin at.
pub const INDENT: f64 = 5.0;
/// How wide a bar can be.
pub const INSIDE: f64 = WIDE - 2.0 * MARGIN;
/// Size of letters.
pub const LETTERS: f64 = 13.0;
/// Size of the smallest letters.
pub const SMALL: f64 = 12.0;
pub use crate::draw::scale::{INK, QUIET};
/// The grid.
pub const GRID: &str = "#d0d0d0";
/// What is not drawn on.
pub const PAPER: &str = "#ffffff";

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub size: f64,
    pub bold: bool,
    pub anchor: &'static str,
    /// `ink`, `quiet`, or `paper` for words on a dark bar.
    pub class: &'static str,
}

impl Default for Words {
    fn default() -> Words {
        Words { size: LETTERS, bold: false, anchor: "start", class: "ink" }
    }
}

/// A chart as it grows, downwards.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    body: String,
    /// Above this everything is drawn.
    pub y: f64,
}

/// A coordinate that is always a number.
pub(crate) fn number(value: f64) -> String {
    if value.is_finite() { at(value) } else { "0".to_owned() }
}

/// The colour of a class.
fn colour(class: &str) -> &'static str {
    match class {
        "quiet" => QUIET,
        "frame" => GRID,
        "paper" | "stripe" => PAPER,
        "s1" => "#12436d",
        "s2" => "#28a197",
        "s3" => "#801650",
        "s4" => "#f46a25",
        _ => INK,
    }
}

impl Canvas {
    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    /// Words at a place, with an edge that keeps lines behind them off.
    pub fn words(&mut self, x: f64, y: f64, Words { size, bold, anchor, class }: Words, words: &str) {
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
        let (halo, edge) = if class == "paper" || class == "ink-on-bar" {
            ("", String::new())
        } else {
            let edge =
                format!(" stroke=\"{PAPER}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
            (" halo", edge)
        };
        // Words on a bar stay as they are where a page is dark: so does the bar.
        let named = if halo.is_empty() { String::new() } else { format!(" class=\"{class}{halo}\"") };
        let (x, y, size, fill, words) = (number(x), number(y), number(size), colour(class), escape(words));
        self.add(format_args!(
            r#"<text{named} x="{x}" y="{y}" font-size="{size}" fill="{fill}"{anchor}{weight}{edge}>{words}</text>"#
        ));
    }

    /// Lines of words under each other.
    pub fn lines(&mut self, lines: &[String], words: Words) {
        self.lines_from(MARGIN, lines, words);
    }

    /// The same beside the line bars begin at.
    pub fn indented(&mut self, lines: &[String], words: Words) {
        self.lines_from(MARGIN + INDENT, lines, words);
    }

    fn lines_from(&mut self, x: f64, lines: &[String], words: Words) {
        for line in lines {
            self.y += words.size * 1.3;
            self.words(x, self.y - words.size * 0.25, words, line);
        }
    }

    /// A line: class, width, dashes.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), (class, wide, dashes): (&str, f64, &str)) {
        let [x1, y1, x2, y2, wide] = [from.0, from.1, to.0, to.1, wide].map(number);
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let stroke = colour(class);
        self.add(format_args!(
            concat!(r#"<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}" "#, r#"stroke="{}" stroke-width="{}"{}/>"#),
            class, x1, y1, x2, y2, stroke, wide, dashes
        ));
    }

    /// A rectangle: class of its inside, class of its outline, dashes of it. `kind` is a class that says
    /// what it is.
    pub fn rect(&mut self, kind: &str, rect: Rect, (inside, outline, dashes): (&str, &str, &str)) {
        let [x, y, w, h] = [rect.x, rect.y, rect.w.max(0.0), rect.h.max(0.0)].map(number);
        let (fill, stroke) = (colour(inside), colour(outline));
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let classes = if inside == outline { inside.to_owned() } else { format!("{inside} {outline}") };
        self.add(format_args!(
            concat!(
                r#"<rect class="{} {}" x="{}" y="{}" width="{}" height="{}" "#,
                r#"fill="{}" stroke="{}" stroke-width="1"{}/>"#
            ),
            kind, classes, x, y, w, h, fill, stroke, dashes
        ));
    }

    /// A rectangle of a colour that stays what it is, as the words on it do.
    pub fn tint(&mut self, kind: &str, rect: Rect, fill: &str) {
        let [x, y, w, h] = [rect.x, rect.y, rect.w.max(0.0), rect.h.max(0.0)].map(number);
        self.add(format_args!(
            concat!(
                r#"<rect class="{} rule" x="{}" y="{}" width="{}" height="{}" "#,
                r#"fill="{}" stroke="{}" stroke-width="1"/>"#
            ),
            kind, x, y, w, h, fill, INK
        ));
    }

    /// A path: class of its inside (`none` for none), class and width of its outline.
    pub fn path(&mut self, kind: &str, path: &str, (inside, outline, wide): (&str, &str, f64)) {
        if path.is_empty() {
            return;
        }
        let fill = if inside == "none" { "none" } else { colour(inside) };
        let inside = if inside == "none" || inside == outline { "" } else { inside };
        let (stroke, wide) = (colour(outline), number(wide));
        let classes: Vec<&str> = [kind, inside, outline].into_iter().filter(|class| !class.is_empty()).collect();
        let classes = classes.join(" ");
        self.add(format_args!(
            r#"<path class="{classes}" d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{wide}"/>"#
        ));
    }

    /// A chart that begins at some height.
    pub fn below(y: f64) -> Canvas {
        Canvas { y, ..Canvas::default() }
    }

    /// Where what is drawn now ends, for what is to lie under what comes.
    pub fn here(&self) -> usize {
        self.body.len()
    }

    /// Lays something under everything drawn since `here`.
    pub fn under(&mut self, here: usize, other: &Canvas) {
        if self.body.is_char_boundary(here) {
            self.body.insert_str(here, &other.body);
        }
    }

    /// The drawing, a little higher than what it holds.
    pub fn finish(self) -> Drawing {
        Drawing { size: (WIDE, (self.y + 6.0).ceil()), body: self.body, shared: None }
    }
}
