//! The few kinds of SVG element a picture is made of.

use super::frame::frame;
use super::layout::Rect;
use super::scale::INK;
use super::words::{at, escape};
use std::fmt::Write as _;

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Of letters, in points.
    pub size: f64,
    /// Heavy letters?
    pub bold: bool,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Its colour.
    pub fill: &'static str,
    /// With a white edge, to be read on a map.
    pub halo: bool,
}

impl Style {
    /// Regular letters of a size.
    pub fn of(size: f64) -> Style {
        Style { size, bold: false, anchor: "start", fill: INK, halo: false }
    }
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    /// Inside.
    pub fill: &'static str,
    /// Outline.
    pub stroke: &'static str,
    /// Of the outline.
    pub width: f64,
    /// A broken outline?
    pub dashed: bool,
}

impl Paint {
    /// No outline.
    pub fn fill(fill: &'static str) -> Paint {
        Paint { fill, stroke: "none", width: 0.0, dashed: false }
    }

    fn write(&self) -> String {
        let mut shown = format!(" fill=\"{}\"", self.fill);
        if self.stroke != "none" {
            let _ = write!(shown, " stroke=\"{}\" stroke-width=\"{}\"", self.stroke, at(self.width));
            if self.dashed {
                shown.push_str(" stroke-dasharray=\"1.6 1\"");
            }
        }
        shown
    }
}

/// An SVG as it grows.
#[derive(Debug, Default)]
pub struct Svg(String);

impl Svg {
    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.0.write_fmt(element);
        self.0.push('\n');
    }

    /// Words at a place.
    pub fn text(&mut self, x: f64, y: f64, style: Style, words: &str) {
        let weight = if style.bold { " font-weight=\"bold\"" } else { "" };
        let halo = if style.halo {
            " stroke=\"#ffffff\" stroke-width=\"2.2\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        } else {
            ""
        };
        let anchor = if style.anchor == "start" { String::new() } else { format!(" text-anchor=\"{}\"", style.anchor) };
        let (x, y, size, fill, words) = (at(x), at(y), at(style.size), style.fill, escape(words));
        self.add(format_args!(
            r#"<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{weight}{anchor}{halo}>{words}</text>"#
        ));
    }

    /// Lines under one another; gives back where the next would stand.
    pub fn lines(&mut self, x: f64, y: f64, style: Style, lines: &[String]) -> f64 {
        let mut y = y;
        for line in lines {
            self.text(x, y, style, line);
            y += style.size * 1.3;
        }
        y
    }

    /// A circle.
    pub fn circle(&mut self, (x, y): (f64, f64), r: f64, paint: Paint) {
        let (x, y, r, paint) = (at(x), at(y), at(r), paint.write());
        self.add(format_args!(r#"<circle cx="{x}" cy="{y}" r="{r}"{paint}/>"#));
    }

    /// A rectangle.
    pub fn rect(&mut self, rect: Rect, paint: Paint) {
        let (x, y, w, h, paint) = (at(rect.x), at(rect.y), at(rect.w), at(rect.h), paint.write());
        self.add(format_args!(r#"<rect x="{x}" y="{y}" width="{w}" height="{h}"{paint}/>"#));
    }

    /// A closed figure around `(x, y)`, its corners given for a radius of 1.
    pub fn figure(&mut self, (x, y): (f64, f64), r: f64, corners: &[(f64, f64)], paint: Paint) {
        let mut path = String::new();
        for (at_corner, (across, down)) in corners.iter().enumerate() {
            let letter = if at_corner == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{letter}{} {}", at(x + across * r), at(y + down * r));
        }
        let paint = paint.write();
        self.add(format_args!(r#"<path d="{path}Z"{paint}/>"#));
    }

    /// Strokes around `(x, y)`, each from one point to another, given for a radius of 1.
    pub fn strokes(&mut self, (x, y): (f64, f64), r: f64, strokes: &[[f64; 4]], paint: Paint) {
        let mut path = String::new();
        for [from_x, from_y, to_x, to_y] in strokes {
            let point = |across: f64, down: f64| format!("{} {}", at(x + across * r), at(y + down * r));
            let _ = write!(path, "M{}L{}", point(*from_x, *from_y), point(*to_x, *to_y));
        }
        let paint = paint.write();
        self.add(format_args!(r#"<path d="{path}"{paint}/>"#));
    }

    /// What follows belongs together.
    pub fn open_group(&mut self) {
        self.add(format_args!("<g>"));
    }

    /// Ends what belongs together.
    pub fn close_group(&mut self) {
        self.add(format_args!("</g>"));
    }

    /// The elements alone, to be used as part of a larger picture.
    pub fn body(self) -> String {
        self.0
    }

    /// The whole picture, with its name and description for those who do not see it.
    pub fn finish(self, (w, h): (f64, f64), title: &str, description: &str) -> String {
        frame("footprint", (w, h), title, description, &self.0)
    }
}
