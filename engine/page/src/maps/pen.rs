//! Words and lines outside the maps, which a page may repaint in the dark.

use crate::draw::layout::Rect;
use crate::draw::scale::{INK, QUIET};
use crate::draw::words::{at, escape};
use std::fmt::{Arguments, Write as _};

/// Headings of maps.
pub(super) const HEADING: f64 = 10.5;
/// Letters of the legend.
pub(super) const LETTERS: f64 = 8.5;
/// Letters at the foot: the smallest there are.
pub(super) const SMALL: f64 = 7.5;

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand {
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Words of less weight?
    pub(super) quiet: bool,
    /// `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
}

impl Hand {
    pub(super) fn of(size: f64) -> Hand {
        Hand { size, bold: false, quiet: false, anchor: "start" }
    }
}

/// Elements as they grow.
#[derive(Debug, Default)]
pub(super) struct Pen(pub(super) String);

impl Pen {
    /// Anything, on a line of its own.
    pub(super) fn add(&mut self, element: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.0.write_fmt(element);
        self.0.push('\n');
    }

    /// Words at a place.
    pub(super) fn words(&mut self, x: f64, y: f64, hand: Hand, words: &str) {
        let (class, fill) = if hand.quiet { ("quiet", QUIET) } else { ("ink", INK) };
        let weight = if hand.bold { " font-weight=\"bold\"" } else { "" };
        let anchor = if hand.anchor == "start" { String::new() } else { format!(" text-anchor=\"{}\"", hand.anchor) };
        let (x, y, size, words) = (at(x), at(y), at(hand.size), escape(words));
        self.add(format_args!(
            r#"<text class="{class}" x="{x}" y="{y}" font-size="{size}" fill="{fill}"{weight}{anchor}>{words}</text>"#
        ));
    }

    /// Lines under one another; gives back where the next would stand.
    pub(super) fn lines(&mut self, x: f64, y: f64, hand: Hand, lines: &[String]) -> f64 {
        let mut y = y;
        for line in lines {
            self.words(x, y, hand, line);
            y += hand.size * 1.3;
        }
        y
    }

    /// A bar of ink.
    pub(super) fn bar(&mut self, bar: &Rect) {
        let [x, y, w, h] = [bar.x, bar.y, bar.w, bar.h].map(at);
        self.add(format_args!(r#"<rect class="ink" x="{x}" y="{y}" width="{w}" height="{h}" fill="{INK}"/>"#));
    }
}
